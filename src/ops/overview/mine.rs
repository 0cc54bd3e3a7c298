//! What a desk's own unit has to do next, and what it has done: a unit that reports, and one that collects and owes a desk
//! above its totals and its own texts.

use crate::domain::calendar::{Instant, words};
use crate::domain::id::UnitId;
use crate::domain::period::PeriodId;
use crate::domain::status::{Sending, State};
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::owing::{By, by};
use crate::ops::packet::Superior;
use crate::ops::review::Remarked;
use crate::ops::status::{Cell, Head, Known, cells};
use crate::ops::{Desk, rollup};

/// One unit's own duties.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mine {
    /// What is to be done, in the order in which to do it: what is overdue, then what is open by deadline, then what
    /// is still to come.
    pub steps: Vec<Step>,
    /// What came back with remarks and has not been handed in again.
    pub returned: Vec<Returned>,
    /// Totals that were put down and are not what the units below say any more.
    pub stale: Vec<Stale>,
    /// What was handed in, latest first.
    pub done: Vec<Done>,
    /// Who may be asked: the desk above where one is known, else the office that the notice names.
    pub collector: String,
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub unit: UnitId,
    pub period: PeriodId,
    pub name: String,
    /// What the notice asks for, in a sentence.
    pub hint: String,
    pub state: State,
    pub by: By,
    /// From when on it can be reported.
    pub opens: Instant,
    /// The deadline that holds for the unit.
    pub deadline: Instant,
    pub extended: bool,
    pub remark: Option<String>,
}

/// One report that the desk above returned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    pub unit: UnitId,
    pub period: PeriodId,
    pub name: String,
    pub by: By,
    /// What is to be mended.
    pub remarks: Vec<Remarked>,
}

/// One total that has to be made anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stale {
    pub unit: UnitId,
    pub period: PeriodId,
    pub name: String,
}

/// One thing done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    pub unit: UnitId,
    pub period: PeriodId,
    pub name: String,
    /// 按时 or 迟报.
    pub state: State,
    pub received_at: Instant,
    /// 1, and one more for every correction.
    pub revisions: u32,
    /// How far it has come on its way to the desk above, where one is known.
    pub sending: Option<Sending>,
}

impl Step {
    /// `6月18日 24:00截止，还有 6 小时`; what is not open yet, since when it is: `6月19日起可报，6月25日 24:00截止`.
    pub fn words(&self, now: Instant) -> String {
        let deadline = words::deadline(self.deadline);
        match self.state {
            State::NotOpen => {
                let opens = words::month_day(self.opens.date());
                format!("{opens}起可报，{deadline}截止")
            }
            _ => format!("{deadline}截止，{}", words::time_left(now, self.deadline)),
        }
    }
}

/// Where the seat stands with every period, as things to do and things done. Who collects is told what is open: what is still
/// to come would push the units that are late out of sight.
pub(super) fn mine(
    desk: &mut Desk,
    heads: &[Head],
    seat: &Unit,
    known: &Known,
    now: Instant,
) -> Result<Mine, Fault> {
    let mut mine = Mine {
        collector: match Superior::of(desk)? {
            Some(above) => desk.campaign.office_of(&above.name),
            None => desk.campaign.office_of(&desk.campaign.issuer),
        },
        ..Mine::default()
    };
    let foresees = desk.reports(seat.id);
    let cells = cells(desk, seat, known, now)?;
    for (head, cell) in heads.iter().zip(&cells) {
        match cell.receipt.received_at {
            Some(received_at) => mine.done.push(Done {
                unit: seat.id,
                period: head.period.id.clone(),
                name: head.period.name.clone(),
                state: cell.state,
                received_at,
                revisions: cell.receipt.revisions,
                sending: cell.sending,
            }),
            None if cell.state.is_outstanding() || (foresees && cell.state == State::NotOpen) => {
                mine.steps.push(step(desk, seat, head, cell));
            }
            None => {}
        }
    }
    mine.steps.sort_by_key(|step| {
        (
            now < step.deadline,
            step.state == State::NotOpen,
            step.deadline,
        )
    });
    mine.done
        .sort_by_key(|done| std::cmp::Reverse(done.received_at));
    let returned = mine.done.iter();
    mine.returned = returned
        .filter_map(|done| returned_with(desk, done, known))
        .collect();
    // What came back is made anew anyhow.
    let stale = rollup::stale_kept(desk, now)?.into_iter();
    let is_back = |period: &PeriodId| mine.returned.iter().any(|one| one.period == *period);
    let stale = stale.filter(|period| !is_back(&period.id));
    mine.stale = stale
        .map(|period| Stale {
            unit: seat.id,
            period: period.id,
            name: period.name,
        })
        .collect();
    Ok(mine)
}

/// The remarks on what was handed in, where it was returned and nothing came after it.
fn returned_with(desk: &Desk, done: &Done, known: &Known) -> Option<Returned> {
    let review = known.returned.get(&(done.unit, done.period.clone()))?;
    Some(Returned {
        unit: done.unit,
        period: done.period.clone(),
        name: done.name.clone(),
        by: by(desk, done.unit, &done.period),
        remarks: Remarked::all(&desk.campaign, review),
    })
}

fn step(desk: &Desk, seat: &Unit, head: &Head, cell: &Cell) -> Step {
    let period = &head.period;
    let duty = desk.campaign.duty(&period.id.duty);
    let remark = period.occurrence.remark.as_ref();
    let own_deadline_ahead = cell.state != State::Missing && cell.deadline == period.deadline();
    Step {
        unit: seat.id,
        period: period.id.clone(),
        name: period.name.clone(),
        hint: duty.map(|duty| duty.hint.clone()).unwrap_or_default(),
        state: cell.state,
        by: by(desk, seat.id, &period.id),
        opens: period.occurrence.opens,
        deadline: cell.deadline,
        extended: cell.deadline != period.deadline(),
        remark: remark
            .filter(|_| own_deadline_ahead)
            .map(ToString::to_string),
    }
}
