//! Says why a cumulative figure is something other than the sum of the periods before it: with a submission, or later.
//! Where there is a difference, and which explanation is its own, is [`domain::rollup`](crate::domain::rollup)'s.

use super::require_reporter;
use crate::domain::audit::Act;
use crate::domain::calendar::Instant;
use crate::domain::campaign::Campaign;
use crate::domain::figure::Figures;
use crate::domain::id::{FigureId, UnitId};
use crate::domain::period::{Period, PeriodId};
use crate::domain::rollup::{Difference, Explanation};
use crate::domain::submission::show_difference;
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::desk::Ground;
use crate::ops::prefill::differences;
use crate::ops::{About, Change, Desk, required_reason};
use crate::store::StoreError;

/// A figure that differs from the sum of the periods before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differing {
    pub figure: FigureId,
    pub difference: Difference,
    /// What was said about that very difference, if anything was.
    pub explanation: Option<String>,
}

impl Differing {
    /// How much it differs, with its sign and its point: `+3`, `-0.50`.
    pub fn amount_in_words(&self, campaign: &Campaign) -> String {
        let amount = self.difference.amount();
        campaign.figure(&self.figure).map_or_else(
            || amount.to_string(),
            |figure| show_difference(figure, amount),
        )
    }
}

/// A submission whose differences were explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    pub revision: u32,
    /// Every difference of that revision, those too that nobody has explained.
    pub differences: Vec<Differing>,
}

/// A revision and where it stands, as its differences are told.
#[derive(Debug, Clone, Copy)]
pub(super) struct Differs<'a> {
    pub ground: &'a Ground<'a>,
    pub unit: &'a Unit,
    pub period: &'a Period,
    pub revision: u32,
    pub figures: &'a Figures,
}

impl Differs<'_> {
    /// Every difference of the revision, with what has been said about it.
    fn told(&self, change: &Change<'_>) -> Result<Vec<Differing>, StoreError> {
        let found = differences(***change, self.ground, self.unit, self.period, self.figures)?;
        let said = change.explanations(self.unit.id, &self.period.id)?;
        let told = found.into_iter().map(|(figure, difference)| Differing {
            explanation: Explanation::of(&said, &figure, &difference)
                .map(|said| said.reason.clone()),
            figure,
            difference,
        });
        Ok(told.collect())
    }

    /// Gives these words to every difference that has none yet, and tells all of them.
    pub fn explain_rest(
        &self,
        change: &Change<'_>,
        words: &str,
    ) -> Result<Vec<Differing>, StoreError> {
        let mut told = self.told(change)?;
        let rest: Vec<&mut Differing> = told
            .iter_mut()
            .filter(|one| one.explanation.is_none())
            .collect();
        if !words.is_empty() && !rest.is_empty() {
            self.give(change, rest, words)?;
        }
        Ok(told)
    }

    /// Gives the words to these differences, and writes it into the audit.
    fn give(
        &self,
        change: &Change<'_>,
        to: Vec<&mut Differing>,
        words: &str,
    ) -> Result<(), StoreError> {
        let mut amounts = Vec::new();
        for one in to {
            let explanation = Explanation {
                figure: one.figure.clone(),
                amount: one.difference.amount(),
                revision: self.revision,
                reason: words.to_owned(),
            };
            change.put_explanation(self.unit.id, &self.period.id, &explanation)?;
            one.explanation = Some(explanation.reason);
            amounts.push(in_words(self.ground.campaign, one));
        }
        let amounts = amounts.join("、");
        let detail = format!("{}，{amounts}，说明：{words}", self.period.name);
        let about = About::submission(self.unit.id, &self.period.id);
        change.note(Act::Explained, about, &detail)
    }
}

/// Explains differences of what stands for a unit and period: those of `figures`, or where that is empty every one that
/// has no explanation yet.
pub fn explain(
    desk: &mut Desk,
    unit: UnitId,
    period: &PeriodId,
    figures: &[FigureId],
    words: &str,
    now: Instant,
) -> Result<Explained, Fault> {
    let unit = desk.unit(unit)?;
    require_reporter(desk, unit.id)?;
    let due = desk.period(period)?.clone();
    let words = required_reason("说明差额", words)?;
    desk.change(now, |change, ground| {
        let Some(standing) = change.current_revision(unit.id, period)? else {
            return Err(Fault::problem(format!(
                "{}还没有报送“{}”",
                unit.name, due.name
            )));
        };
        let differs = Differs {
            ground,
            unit: &unit,
            period: &due,
            revision: standing.number,
            figures: &standing.content.figures,
        };
        let mut told = differs.told(change)?;
        agrees(ground.campaign, &told, figures)?;
        let meant: Vec<&mut Differing> = told
            .iter_mut()
            .filter(|one| match figures {
                [] => one.explanation.is_none(),
                named => named.contains(&one.figure),
            })
            .collect();
        if meant.is_empty() {
            let message = format!("{}的“{}”没有尚未说明的差额", unit.name, due.name);
            return Err(Fault::problem(message).hint("要改写已有的说明，请指明是哪个指标"));
        }
        differs.give(change, meant, &words)?;
        Ok(Explained {
            revision: standing.number,
            differences: told,
        })
    })
}

/// Refuses to explain a figure that agrees: the words would explain nothing.
fn agrees(campaign: &Campaign, told: &[Differing], figures: &[FigureId]) -> Result<(), Fault> {
    let differs = |id: &&FigureId| told.iter().any(|one| one.figure == **id);
    let agreeing: Vec<&str> = figures
        .iter()
        .filter(|id| !differs(id))
        .map(|id| {
            campaign
                .figure(id)
                .map_or(id.as_str(), |figure| figure.label.as_str())
        })
        .collect();
    if agreeing.is_empty() {
        return Ok(());
    }
    let labels = agreeing.join("、");
    Err(Fault::problem(format!(
        "{labels}与各期累计没有差额，不用说明"
    )))
}

/// `专题学习 差 +3`
fn in_words(campaign: &Campaign, one: &Differing) -> String {
    let figure = campaign.figure(&one.figure);
    let label = figure.map_or(one.figure.as_str(), |figure| figure.label.as_str());
    format!("{label} 差 {}", one.amount_in_words(campaign))
}

#[cfg(test)]
mod tests {
    //! An explanation belongs to its figure and amount, and to nothing else that is said of a submission.

    use super::*;
    use crate::domain::audit::Act;
    use crate::domain::submission::Channel;
    use crate::ops::audit;
    use crate::ops::sample::{desk, draft, hand_in, june, period, unit};
    use crate::ops::submit::{Receive, SubmitAs, record_receipt, submit};
    use crate::ops::total::{Extent, total};
    use crate::store::AuditFilter;

    /// A unit that counted 5 meetings and 40 posters week by week.
    fn two_weeks() -> (Desk, UnitId) {
        let mut desk = desk();
        let unit = unit(&mut desk, "甲医院", "direct", "");
        for (at, day, sessions, posters) in [("weekly/1", 4, 3, 40), ("weekly/2", 11, 2, 0)] {
            let week = draft(&desk, &[("study_sessions", sessions), ("posters", posters)]);
            hand_in(&mut desk, unit, at, &week, "", june(day, 9, 0));
        }
        (desk, unit)
    }

    fn hand_in_final(
        desk: &mut Desk,
        unit: UnitId,
        figures: &[(&str, i64)],
        how: &SubmitAs,
    ) -> Vec<Differing> {
        let last = draft(desk, figures);
        let how = SubmitAs {
            reason: "逐项核对过".into(),
            accept_warnings: true,
            ..how.clone()
        };
        let done = submit(desk, unit, &period("final"), &last, &how, june(30, 9, 0));
        done.expect("is handed in").differences
    }

    fn saying(words: &str) -> SubmitAs {
        SubmitAs {
            explanation: words.into(),
            ..SubmitAs::default()
        }
    }

    /// `figure amount explanation` of every difference, as the roll-up sees it; `?` where nobody explained.
    fn rolled_up(desk: &mut Desk) -> Vec<String> {
        let seat = desk.seat.unit;
        let now = june(30, 12, 0);
        let made = total(desk, &"annex2".into(), seat, &Extent::Whole, now).expect("adds up");
        let lines = made.figures.iter().flat_map(|figure| {
            let differences = figure.differences.iter();
            differences.map(|one| {
                let said = one.explanation.as_deref().unwrap_or("?");
                format!("{} {:+} {said}", figure.figure, one.difference.amount())
            })
        });
        lines.collect()
    }

    #[test]
    fn a_reason_for_something_else_explains_nothing() {
        let (mut desk, unit) = two_weeks();
        let told = hand_in_final(
            &mut desk,
            unit,
            &[("study_sessions", 6), ("posters", 40)],
            &saying(""),
        );
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].explanation, None);
        let receive = Receive {
            channel: Channel::Paper,
            received_at: None,
            reason: "收发室签收".into(),
            instead: false,
        };
        let now = june(30, 10, 0);
        record_receipt(&mut desk, unit, &period("final"), &receive, now).expect("is noted");
        assert_eq!(rolled_up(&mut desk), ["study_sessions +1 ?"]);
    }

    #[test]
    fn another_difference_has_to_be_explained_anew() {
        let (mut desk, unit) = two_weeks();
        let figures = |sessions, posters| [("study_sessions", sessions), ("posters", posters)];
        hand_in_final(&mut desk, unit, &figures(6, 41), &saying("补上26日的一次"));
        let explained = [
            "study_sessions +1 补上26日的一次",
            "posters +1 补上26日的一次",
        ];
        assert_eq!(rolled_up(&mut desk), explained);
        // A correction that leaves a difference as it was leaves its explanation too.
        hand_in_final(&mut desk, unit, &figures(6, 43), &saying(""));
        let one_moved = ["study_sessions +1 补上26日的一次", "posters +3 ?"];
        assert_eq!(rolled_up(&mut desk), one_moved);
        // And so does a week that is corrected afterwards.
        let week = draft(&desk, &[("study_sessions", 1), ("posters", 0)]);
        hand_in(
            &mut desk,
            unit,
            "weekly/2",
            &week,
            "多报一次",
            june(30, 11, 0),
        );
        assert_eq!(
            rolled_up(&mut desk),
            ["study_sessions +2 ?", "posters +3 ?"]
        );
    }

    #[test]
    fn what_was_handed_in_is_explained_later() {
        let (mut desk, unit) = two_weeks();
        hand_in_final(
            &mut desk,
            unit,
            &[("study_sessions", 6), ("posters", 41)],
            &saying(""),
        );
        let last = period("final");
        let now = june(30, 11, 0);
        let sessions = ["study_sessions".into()];
        let done = explain(&mut desk, unit, &last, &sessions, "补上一次", now).expect("explains");
        assert_eq!(done.revision, 1);
        assert_eq!(
            rolled_up(&mut desk),
            ["study_sessions +1 补上一次", "posters +1 ?"]
        );
        explain(&mut desk, unit, &last, &[], "漏记一张", now).expect("explains the rest");
        assert_eq!(
            rolled_up(&mut desk),
            ["study_sessions +1 补上一次", "posters +1 漏记一张"]
        );
        let filter = AuditFilter {
            act: Some(Act::Explained),
            ..AuditFilter::default()
        };
        let audit = audit::list(&desk, &filter).expect("reads");
        assert_eq!(audit.len(), 2);
        assert!(
            audit[0].detail.contains("差 +1，说明：漏记一张"),
            "{}",
            audit[0].detail
        );
    }

    #[test]
    fn what_has_no_difference_is_not_explained() {
        let (mut desk, unit) = two_weeks();
        let now = june(30, 11, 0);
        let last = period("final");
        let refused = |figures: &[FigureId], words: &str, desk: &mut Desk| {
            let refused = explain(desk, unit, &last, figures, words, now);
            refused.expect_err("is refused").message
        };
        assert_eq!(
            refused(&[], "说明", &mut desk),
            "甲医院还没有报送“总结报告和统计表”"
        );
        hand_in_final(
            &mut desk,
            unit,
            &[("study_sessions", 5), ("posters", 41)],
            &saying("漏记"),
        );
        assert_eq!(
            refused(&[], "说明", &mut desk),
            "甲医院的“总结报告和统计表”没有尚未说明的差额"
        );
        let agreeing = refused(&["study_sessions".into()], "说明", &mut desk);
        assert!(
            agreeing.ends_with("与各期累计没有差额，不用说明"),
            "{agreeing}"
        );
        assert_eq!(refused(&[], " ", &mut desk), "说明差额需要写明理由");
    }
}
