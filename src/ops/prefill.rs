//! What a form shows beside its blanks before anything is typed: the last period's answer, the total so far, and for a
//! cumulative duty the sum so far, ready to be handed in. Nothing is written here: what stands in a draft already is
//! the form's to keep.

use std::collections::BTreeMap;

use super::answers::{Slots, UnitAnswers, each_unit};
use super::{Desk, hazard};
use crate::domain::campaign::Basis;
use crate::domain::figure::{Answer, Figure};
use crate::domain::hazard::HazardCount;
use crate::domain::id::{FigureId, LevelId, UnitId};
use crate::domain::period::{Period, PeriodId};
use crate::domain::submission::{Entry, show_answer};
use crate::error::Fault;

/// What is known before a form is filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prefill {
    /// The period whose answers stand in [`Beside::last`]; `None` for the first.
    pub last: Option<PeriodId>,
    /// Every figure of the duty's table; empty where it asks for none.
    pub figures: BTreeMap<FigureId, Beside>,
    /// For a cumulative duty the sum so far, as it would be typed; empty for others.
    pub entries: BTreeMap<FigureId, Entry>,
    /// What the ledger counts for the period's days, for a duty that asks for hazards.
    pub hazards: BTreeMap<LevelId, HazardCount>,
}

/// What stands beside one blank.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Beside {
    /// The answer of the period before.
    pub last: Option<Answer>,
    /// What all earlier periods amount to.
    pub so_far: Option<Answer>,
}

impl Beside {
    /// How far a cumulative answer lies from the sum so far; `None` where it agrees or there is nothing to compare
    /// with.
    pub fn difference(&self, answer: Option<&Answer>) -> Option<i64> {
        let so_far = self.so_far.as_ref()?.as_number()?;
        let set = match answer? {
            Answer::NotApplicable => 0,
            answer => answer.as_number()?,
        };
        Some(set.saturating_sub(so_far)).filter(|amount| *amount != 0)
    }
}

/// What to show a unit beside its form for a period.
pub fn prefill(desk: &Desk, unit: UnitId, period: &PeriodId) -> Result<Prefill, Fault> {
    let due = desk.period(period)?;
    let duty = desk.duty(period)?;
    let mut prefill = Prefill::default();
    if let (true, Some(days)) = (duty.asks_hazards(), due.occurrence.days) {
        let counts = hazard::counts(desk, unit, days)?.into_iter();
        prefill.hazards = counts
            .filter(|(_, count)| *count != HazardCount::default())
            .collect();
    }
    let Some(table) = duty.table() else {
        return Ok(prefill);
    };
    let mut earlier = desk.plan.folding(&desk.campaign, table);
    let here = earlier.iter().position(|earlier| earlier.id == *period);
    earlier.truncate(here.unwrap_or_default());
    prefill.last = earlier.last().map(|last| last.id.clone());
    let slots = Slots::of(desk.campaign.figures_of(table));
    prefill.figures = beside(desk, unit, &earlier, &slots)?;
    if duty.basis == Basis::Cumulative {
        let figures = slots.figures.iter();
        prefill.entries = figures
            .filter_map(|figure| {
                let so_far = prefill.figures.get(&figure.id)?.so_far.as_ref()?;
                Some((figure.id.clone(), as_typed(figure, so_far)))
            })
            .collect();
    }
    Ok(prefill)
}

fn beside(
    desk: &Desk,
    unit: UnitId,
    earlier: &[&Period],
    slots: &Slots<'_>,
) -> Result<BTreeMap<FigureId, Beside>, Fault> {
    let path = desk.unit(unit)?.path;
    let mut beside = BTreeMap::new();
    let mut fill = |answers: &UnitAnswers<'_>| {
        for (at, figure) in slots.figures.iter().enumerate() {
            let last = earlier.len().checked_sub(1);
            let last = last.and_then(|last| answers.answer(last, at)).cloned();
            let so_far = answers.effective(at).answer;
            beside.insert(figure.id.clone(), Beside { last, so_far });
        }
    };
    fill(&UnitAnswers::none(unit, earlier, slots));
    each_unit(desk.store.read(), &path, earlier, slots, |answers| {
        // The path leads to the units below, too.
        if answers.unit == unit {
            fill(answers);
        }
    })?;
    Ok(beside)
}

fn as_typed(figure: &Figure, answer: &Answer) -> Entry {
    match answer {
        Answer::NotApplicable => Entry::NotApplicable,
        Answer::Value(_) => Entry::Typed(show_answer(figure, answer)),
    }
}

#[cfg(test)]
mod tests;
