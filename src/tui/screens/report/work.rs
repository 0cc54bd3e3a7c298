//! What this screen asks of the desk, carried out through the verbs of `ops`. The only place of the screen that does
//! anything outside its own state.

use std::ops::ControlFlow;

use crate::domain::calendar::Instant;
use crate::domain::id::UnitId;
use crate::domain::period::PeriodId;
use crate::domain::problem::Place;
use crate::domain::review::{Comment, Review, Verdict};
use crate::domain::submission::{Draft, Reading};
use crate::entropy;
use crate::error::Fault;
use crate::ops::draft::AsideDraft;
use crate::ops::draft::{Opened, SaveError, There};
use crate::ops::material::{Attached, LARGEST, attach, paths_from_paste};
use crate::ops::packet::{Bring, Made, make_report};
use crate::ops::review::{accept, give_back, take_back};
use crate::ops::status::{Cell, of_unit};
use crate::ops::submit::{SubmitAs, SubmitError, Submitted, Withdrawal, submit, withdraw};
use crate::ops::{Desk, draft};
use crate::tui::program::Progress;
use crate::tui::work::Report;

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// Where a unit stands with every period.
    Survey { unit: UnitId },
    /// All that a form shows.
    Open {
        unit: UnitId,
        period: PeriodId,
        /// Whether something is being typed in it, which goes on.
        typing: bool,
    },
    /// What stands in the form now, and the number of that state.
    SaveDraft {
        unit: UnitId,
        period: PeriodId,
        draft: Box<Draft>,
        serial: u64,
    },
    /// Two texts were there for one draft, and a person has decided.
    Decide {
        unit: UnitId,
        period: PeriodId,
        decision: Decision,
    },
    /// Try again to write the drafts that could not be written; `serial` is the open form's as it stands.
    SaveAgain { serial: u64 },
    /// Take files into the desk: a typed path, or whatever a terminal makes of dropped files.
    Attach {
        unit: UnitId,
        period: PeriodId,
        pasted: String,
    },
    /// Where the unit stands with the period becomes another.
    Change {
        unit: UnitId,
        period: PeriodId,
        change: Change,
    },
    /// A begun correction is given up.
    Discard { unit: UnitId, period: PeriodId },
    /// The file that carries a period to the desk above.
    Packet { period: PeriodId },
}

/// Which of two texts holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Decision {
    /// What somebody else typed in the same draft has been seen, and may be written over.
    Settle { theirs: Option<Box<Draft>> },
    /// What was typed here is not wanted any more.
    GiveUp,
    /// What lay beside the draft has been taken into it: it goes from there once the draft is on disk.
    TakeAside {
        draft: Box<Draft>,
        serial: u64,
        aside: Box<AsideDraft>,
    },
    /// What lies beside the draft is not wanted.
    DropAside(Box<AsideDraft>),
}

/// What others see of a report, changed.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    Submit {
        draft: Box<Draft>,
        how: SubmitAs,
    },
    Withdraw {
        reason: String,
    },
    /// What was looked at is accepted, or with remarks returned.
    Review {
        /// The revision that was looked at.
        seen: String,
        verdict: Verdict,
        comments: Vec<Comment>,
    },
}

impl Request {
    /// Whether what other screens show may grow stale. A draft is nobody else's business.
    pub fn is_change(&self) -> bool {
        matches!(self, Self::Change { .. } | Self::Packet { .. })
    }
}

/// What the desk answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    Surveyed {
        unit: UnitId,
        /// In the order of the plan's periods.
        cells: Vec<Cell>,
    },
    Opened(Box<Opened>),
    /// The draft of that number is on disk.
    Saved {
        unit: UnitId,
        period: PeriodId,
        serial: u64,
    },
    /// A draft could not be written; it is kept in memory.
    Unsaved(Fault),
    /// Not saved: somebody else has typed in the same draft since; what stands there now.
    Elsewhere {
        unit: UnitId,
        period: PeriodId,
        theirs: Option<Box<There>>,
    },
    Settled,
    /// Every draft is on disk, the open form as it was at `serial`.
    AllSaved {
        serial: u64,
    },
    Attached {
        unit: UnitId,
        period: PeriodId,
        files: Vec<Attached>,
        /// Why the first that was not taken was not; those before it were.
        refused: Option<Fault>,
    },
    Submitted(Box<Submitted>),
    /// Not handed in: what is wrong.
    Problems(Box<Reading>),
    Withdrawn {
        unit: UnitId,
        period: PeriodId,
        withdrawal: Withdrawal,
    },
    Discarded {
        unit: UnitId,
        period: PeriodId,
    },
    Reviewed {
        unit: UnitId,
        period: PeriodId,
        review: Review,
    },
    Packed(Box<Made>),
}

/// Whether the newer of two requests that wait makes the older superfluous: it does for the same draft.
pub fn supersedes(newer: &Request, older: &Request) -> bool {
    match (newer, older) {
        (
            Request::SaveDraft { unit, period, .. },
            Request::SaveDraft {
                unit: older_unit,
                period: older_period,
                ..
            },
        ) => unit == older_unit && period == older_period,
        _ => false,
    }
}

/// Carries a request out.
pub fn perform(
    desk: &mut Desk,
    request: Request,
    now: Instant,
    report: Report<'_>,
) -> Result<Answer, Fault> {
    match request {
        Request::Survey { unit } => survey(desk, unit, now),
        Request::Open {
            unit,
            period,
            typing,
        } => {
            let opened = match typing {
                true => draft::look(desk, unit, &period, now)?,
                false => draft::open(desk, unit, &period, now)?,
            };
            Ok(Answer::Opened(Box::new(opened)))
        }
        Request::SaveDraft {
            unit,
            period,
            draft: typed,
            serial,
        } => Ok(save(desk, (unit, period), &typed, serial, now)),
        Request::Decide {
            unit,
            period,
            decision,
        } => decide(desk, (unit, period), decision, now),
        Request::SaveAgain { serial } => Ok(match draft::save_again(desk, now) {
            Ok(()) => Answer::AllSaved { serial },
            Err(error) => Answer::Unsaved(error.into()),
        }),
        Request::Attach {
            unit,
            period,
            pasted,
        } => Ok(take_in(desk, (unit, period), &pasted, now, report)),
        Request::Change {
            unit,
            period,
            change,
        } => make(desk, (unit, period), change, now),
        Request::Discard { unit, period } => {
            draft::discard(desk, unit, &period, now)?;
            Ok(Answer::Discarded { unit, period })
        }
        Request::Packet { period } => {
            let made = make_report(desk, &[period], Bring::All, None, entropy::seed()?, now)?;
            Ok(Answer::Packed(Box::new(made)))
        }
    }
}

fn decide(
    desk: &mut Desk,
    (unit, period): (UnitId, PeriodId),
    decision: Decision,
    now: Instant,
) -> Result<Answer, Fault> {
    match decision {
        Decision::Settle { theirs } => {
            draft::settle(desk, unit, &period, theirs.map(|theirs| *theirs));
        }
        Decision::GiveUp => draft::give_up(desk, unit, &period)?,
        Decision::TakeAside {
            draft: typed,
            serial,
            aside,
        } => {
            let answer = save(desk, (unit, period), &typed, serial, now);
            if matches!(answer, Answer::Saved { .. }) {
                draft::drop_aside(desk, &aside)?;
            }
            return Ok(answer);
        }
        Decision::DropAside(aside) => draft::drop_aside(desk, &aside)?,
    }
    Ok(Answer::Settled)
}

fn make(
    desk: &mut Desk,
    (unit, period): (UnitId, PeriodId),
    change: Change,
    now: Instant,
) -> Result<Answer, Fault> {
    match change {
        Change::Submit { draft: typed, how } => hand_in(desk, (unit, &period), &typed, &how, now),
        Change::Withdraw { reason } => {
            let withdrawal = withdraw(desk, unit, &period, &reason, now)?;
            Ok(Answer::Withdrawn {
                unit,
                period,
                withdrawal,
            })
        }
        Change::Review {
            seen,
            verdict,
            comments,
        } => {
            let review = match verdict {
                Verdict::Accepted => accept(desk, unit, &period, Some(&seen), now)?,
                Verdict::Returned => give_back(desk, unit, &period, Some(&seen), comments, now)?,
                Verdict::TakenBack => {
                    let places: Vec<Place> = comments.into_iter().map(|one| one.place).collect();
                    take_back(desk, unit, &period, Some(&seen), &places, now)?
                }
            };
            Ok(Answer::Reviewed {
                unit,
                period,
                review,
            })
        }
    }
}

fn survey(desk: &Desk, unit: UnitId, now: Instant) -> Result<Answer, Fault> {
    let found = desk.unit(unit)?;
    let cells = of_unit(desk, &found, now)?;
    Ok(Answer::Surveyed { unit, cells })
}

fn save(
    desk: &mut Desk,
    (unit, period): (UnitId, PeriodId),
    typed: &Draft,
    serial: u64,
    now: Instant,
) -> Answer {
    match draft::save(desk, unit, &period, typed, now) {
        Ok(()) => Answer::Saved {
            unit,
            period,
            serial,
        },
        Err(SaveError::Elsewhere(theirs)) => Answer::Elsewhere {
            unit,
            period,
            theirs,
        },
        Err(SaveError::Fault(fault)) => Answer::Unsaved(fault),
    }
}

fn take_in(
    desk: &mut Desk,
    (unit, period): (UnitId, PeriodId),
    pasted: &str,
    now: Instant,
    report: Report<'_>,
) -> Answer {
    let (files, refused) = attach_all(desk, pasted, now, report);
    Answer::Attached {
        unit,
        period,
        files,
        refused,
    }
}

fn hand_in(
    desk: &mut Desk,
    (unit, period): (UnitId, &PeriodId),
    typed: &Draft,
    how: &SubmitAs,
    now: Instant,
) -> Result<Answer, Fault> {
    match submit(desk, unit, period, typed, how, now) {
        Ok(submitted) => Ok(Answer::Submitted(Box::new(submitted))),
        Err(SubmitError::Problems(reading)) => Ok(Answer::Problems(reading)),
        Err(SubmitError::Fault(fault)) => Err(fault),
    }
}

/// Takes in every file that was named, up to the first that cannot be.
fn attach_all(
    desk: &mut Desk,
    pasted: &str,
    now: Instant,
    report: Report<'_>,
) -> (Vec<Attached>, Option<Fault>) {
    let mut taken = Vec::new();
    for path in paths_from_paste(pasted) {
        let name = path.file_name().unwrap_or(path.as_os_str());
        let label = format!("正在复制 {}", name.to_string_lossy());
        let mut progress = |done, total| {
            let label = label.clone();
            match report(Progress { label, done, total }) {
                true => ControlFlow::Continue(()),
                false => ControlFlow::Break(()),
            }
        };
        match attach(desk, &path, LARGEST, &mut progress, now) {
            Ok(attached) => taken.push(attached),
            Err(fault) => return (taken, Some(fault)),
        }
    }
    (taken, None)
}

#[cfg(test)]
mod tests {
    //! Drafts that overtake each other.

    use super::*;

    #[test]
    fn only_a_later_state_of_the_same_draft_supersedes() {
        let save = |unit, period: &str| Request::SaveDraft {
            unit: UnitId(unit),
            period: period.parse().expect("an id"),
            draft: Box::default(),
            serial: 1,
        };
        assert!(supersedes(&save(1, "weekly/1"), &save(1, "weekly/1")));
        assert!(!supersedes(&save(1, "weekly/1"), &save(1, "weekly/2")));
        assert!(!supersedes(&save(1, "final"), &save(2, "final")));
        let survey = Request::Survey { unit: UnitId(1) };
        assert!(!supersedes(&save(1, "final"), &survey) && !supersedes(&survey, &save(1, "final")));
    }
}
