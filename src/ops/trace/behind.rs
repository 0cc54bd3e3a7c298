//! Further down: what is behind a submission whose figures are totals themselves, as far as its detail came. Looked at, and
//! never counted again; where it does not bear out the number that was reported, that is told.

use std::collections::HashMap;

use super::{BLANK, Trace};
use crate::domain::calendar::Instant;
use crate::domain::campaign::{Campaign, Facts, Sentence};
use crate::domain::detail::{Detail, DetailUnit, Doubt};
use crate::domain::figure::{Answer, Figure, Figures};
use crate::domain::formula::worked_out;
use crate::domain::id::{FigureId, UnitId};
use crate::domain::period::{PeriodId, Plan};
use crate::domain::submission::{RollupBasis, show_answer};
use crate::error::Fault;
use crate::ops::Desk;
use crate::ops::rollup::read_detail;
use crate::store::Reader;

/// What a reported total rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behind {
    pub basis: RollupBasis,
    /// The units that were added up and answered the figure; `None` where the detail did not come.
    pub units: Option<Vec<Below>>,
    /// Where the detail says something else than the total.
    pub doubts: Vec<Doubt>,
}

impl Behind {
    /// Every unit with its depth, 1 directly behind the number; each before those below it.
    pub fn in_order(&self) -> Vec<(usize, &Below)> {
        fn walk<'a>(units: &'a [Below], depth: usize, all: &mut Vec<(usize, &'a Below)>) {
            for unit in units {
                all.push((depth, unit));
                walk(unit.units(), depth + 1, all);
            }
        }
        let mut all = Vec::new();
        walk(self.units.as_deref().unwrap_or_default(), 1, &mut all);
        all
    }

    /// What the total rests on: `这是汇总数：应报 12 家，计入 11 家，没有算进来的 1 家：甲医院`.
    pub fn words(&self) -> String {
        let basis = &self.basis;
        let mut words = format!(
            "这是汇总数：应报 {} 家，计入 {} 家",
            basis.expected, basis.reporting
        );
        if basis.unreviewed > 0 {
            words.push_str(&format!("（{} 份还没有审核通过）", basis.unreviewed));
        }
        for gap in basis.gaps() {
            words.push_str(&format!("，{gap}"));
        }
        if self.units.is_none() {
            words.push_str("；明细没有带来");
        }
        words
    }

    /// Where the detail says something else than the total, in words.
    pub fn doubt_words(&self, figure: &Figure) -> impl Iterator<Item = String> {
        self.doubts.iter().map(|doubt| match doubt {
            Doubt::Units { said, found } => {
                format!("单位数和表数不一致：说计入 {said} 家，明细里有 {found} 家")
            }
            Doubt::Sum { said, found } => {
                let show = |number: i64| show_answer(figure, &Answer::number(number));
                let (said, found) = (show(*said), show(*found));
                format!("报来的是 {said}，明细加起来是 {found}，对不上")
            }
        })
    }
}

/// One unit behind a total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Below {
    pub code: String,
    pub name: String,
    /// What was counted of it.
    pub answer: Answer,
    /// The submissions of it that answered, in the order in which they fold.
    pub submissions: Vec<BelowSubmission>,
    /// Where its figure is a total again: what that rests on.
    pub behind: Option<Behind>,
}

impl Below {
    /// The units behind its total, as far as they came along.
    pub fn units(&self) -> &[Self] {
        let behind = self.behind.as_ref();
        behind
            .and_then(|behind| behind.units.as_deref())
            .unwrap_or_default()
    }
}

/// One submission of a unit that reports to another desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BelowSubmission {
    pub period: PeriodId,
    pub period_name: String,
    /// Its name between desks.
    pub revision: String,
    pub received_at: Instant,
    pub answer: Answer,
    /// The statement of the paper with its answers in the blanks.
    pub statement: String,
}

/// Opens every submission of a trace that is a total.
pub(super) fn add(desk: &Desk, reader: Reader<'_>, trace: &mut Trace) -> Result<(), Fault> {
    let mut rollups: HashMap<(UnitId, PeriodId), RollupBasis> = HashMap::new();
    for (unit, period, basis) in reader.standing_rollups()? {
        rollups.insert((unit, period), basis);
    }
    if rollups.is_empty() {
        return Ok(());
    }
    let row = Row::of(&desk.campaign, &desk.plan, &trace.figure);
    for part in &mut trace.parts {
        for source in &mut part.sources {
            let place = (part.unit.id, source.period.clone());
            let Some(basis) = rollups.remove(&place) else {
                continue;
            };
            let detail = match &basis.detail {
                None => None,
                Some(hash) => read_detail(&desk.shelf, hash)?,
            };
            source.behind = Some(row.behind(basis, detail.as_ref(), &source.answer));
        }
    }
    Ok(())
}

/// The figure that is traced, and where its statement stands.
struct Row<'a> {
    figure: &'a Figure,
    sentence: Option<&'a Sentence>,
    campaign: &'a Campaign,
    plan: &'a Plan,
}

impl<'a> Row<'a> {
    fn of(campaign: &'a Campaign, plan: &'a Plan, figure: &'a Figure) -> Self {
        let table = campaign.table(&figure.table);
        let row = table.and_then(|table| table.rows.get(figure.row));
        Self {
            figure,
            sentence: row.map(|row| &row.report),
            campaign,
            plan,
        }
    }

    fn behind(&self, basis: RollupBasis, detail: Option<&Detail>, answer: &Answer) -> Behind {
        let doubts = detail.map(|detail| detail.doubts(&basis, &self.figure.id, answer));
        let mut doubts = doubts.unwrap_or_default();
        // What is worked out is no sum of what its units come to.
        if self.figure.formula.is_some() {
            doubts.retain(|doubt| matches!(doubt, Doubt::Units { .. }));
        }
        Behind {
            basis,
            units: detail.map(|detail| self.units(detail)),
            doubts,
        }
    }

    /// What the figure comes to by a unit's own answers.
    fn answer(&self, figures: &Figures) -> Option<Answer> {
        match self.figure.formula {
            Some(_) => {
                worked_out([self.figure], Facts::of_figures(figures)).remove(&self.figure.id)
            }
            None => figures.get(&self.figure.id).cloned(),
        }
    }

    fn units(&self, detail: &Detail) -> Vec<Below> {
        let units = detail.units.iter();
        units.filter_map(|unit| self.unit(unit)).collect()
    }

    /// A unit that answered the figure.
    fn unit(&self, unit: &DetailUnit) -> Option<Below> {
        let answer = self.answer(&unit.figures)?;
        let detail = unit.detail.as_deref();
        // Of several periods that fold into what was counted, the totals of one are opened: those of the roll-up's own.
        let of_totals = unit
            .submissions
            .iter()
            .find(|submission| detail.is_some_and(|detail| detail.period == submission.period));
        let totals = of_totals.and_then(|submission| submission.figures.as_ref());
        let reported = totals.and_then(|figures| self.answer(figures));
        let rollup = unit.rollup.clone();
        let behind =
            rollup.map(|basis| self.behind(basis, detail, reported.as_ref().unwrap_or(&answer)));
        let submissions = unit.submissions.iter().filter_map(|submission| {
            let figures = submission.figures.as_ref().unwrap_or(&unit.figures);
            let period = self.plan.period(&submission.period);
            Some(BelowSubmission {
                period: submission.period.clone(),
                period_name: period.map_or_else(String::new, |period| period.name.clone()),
                revision: submission.revision.clone(),
                received_at: submission.received_at,
                answer: self.answer(figures)?,
                statement: self.statement(figures),
            })
        });
        Some(Below {
            code: unit.code.clone(),
            name: unit.name.clone(),
            answer,
            submissions: submissions.collect(),
            behind,
        })
    }

    fn statement(&self, figures: &Figures) -> String {
        let show = |id: &FigureId| {
            let figure = self.campaign.figure(id).zip(figures.get(id));
            figure.map_or_else(
                || BLANK.to_owned(),
                |(figure, answer)| show_answer(figure, answer),
            )
        };
        let sentence = self.sentence;
        sentence.map_or_else(String::new, |sentence| {
            sentence.statement_of(&self.figure.id, show)
        })
    }
}

#[cfg(test)]
mod tests {
    //! What is behind numbers that nobody fills in.

    use super::*;
    use crate::domain::calendar::HolidayCalendar;
    use crate::domain::campaign::builtin;
    use crate::domain::detail::DetailSubmission;

    #[test]
    fn a_rate_behind_a_total_is_each_units_own_and_no_sum_of_theirs() {
        let (_, source) = builtin()
            .iter()
            .find(|(id, _)| *id == "linyi-2019")
            .expect("is there");
        let campaign = Campaign::parse(source).expect("the notice is sound");
        let plan = Plan::of(&campaign, HolidayCalendar::built_in());
        let figure = campaign.figure(&"big_rate".into()).expect("is there");
        let period = PeriodId::nth("quarterly", 7);
        let unit = |code: &str, units, entered| {
            let numbers = [("big_units", units), ("big_entered", entered)];
            let figures = numbers.map(|(id, number)| (id.into(), Answer::number(number)));
            DetailUnit {
                code: code.to_owned(),
                name: format!("{code}号工会"),
                figures: figures.into_iter().collect(),
                submissions: vec![DetailSubmission {
                    period: period.clone(),
                    revision: "5f".to_owned(),
                    received_at: crate::ops::sample::june(3, 9, 0),
                    figures: None,
                    narrative: String::new(),
                }],
                rollup: None,
                detail: None,
            }
        };
        let detail = Detail {
            code: "010".to_owned(),
            name: "东城区总工会".to_owned(),
            period: period.clone(),
            units: vec![unit("011", 60, 54), unit("012", 40, 20)],
        };
        let basis = RollupBasis {
            expected: 2,
            reporting: 2,
            ..RollupBasis::default()
        };
        let row = Row::of(&campaign, &plan, figure);
        let behind = row.behind(basis, Some(&detail), &Answer::number(740));
        assert_eq!(behind.doubts, [], "74 is not 90 and 50");
        let rates = behind.units.iter().flatten();
        let rates: Vec<String> = rates
            .map(|unit| show_answer(figure, &unit.answer))
            .collect();
        assert_eq!(rates, ["90.0", "50.0"]);
    }
}
