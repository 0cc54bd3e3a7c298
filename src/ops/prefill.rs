//! What a form shows beside its blanks before anything is typed: the last period's answer, the total so far, and for a
//! cumulative duty the sum so far, ready to be handed in. Nothing is written here: what stands in a draft already is
//! the form's to keep.

use std::collections::BTreeMap;

use super::answers::{Slots, UnitAnswers, each_unit};
use super::counting::Counted;
use super::desk::Ground;
use super::facts::Known;
use super::{Desk, hazard};
use crate::domain::calendar::DayRange;
use crate::domain::campaign::{Basis, Campaign, Duty, Facts};
use crate::domain::figure::{Answer, Figure, Figures};
use crate::domain::formula::from_registers;
use crate::domain::hazard::HazardCount;
use crate::domain::id::{DutyId, FigureId, TableId, UnitId};
use crate::domain::period::{Period, PeriodId};
use crate::domain::rollup::{Difference, Effective, Explanation, difference};
use crate::domain::submission::{Entry, HazardCounts, Reading, show_answer};
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::store::{Reader, StoreError};

/// What is known before a form is filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prefill {
    /// The period whose answers stand in [`Beside::last`]; `None` for the first.
    pub last: Option<PeriodId>,
    /// Every figure of the duty's table; empty where it asks for none.
    pub figures: BTreeMap<FigureId, Beside>,
    /// For a cumulative duty the sum so far, as it would be typed; empty for others.
    pub entries: BTreeMap<FigureId, Entry>,
    /// What the registers say of the figures that have a source there: over the period's days, for a cumulative duty over
    /// all up to then.
    pub registers: Figures,
    /// What the ledger counts for the period's days, for a duty that asks for hazards.
    pub hazards: HazardCounts,
    /// What the earlier periods reported in all.
    pub hazards_before: HazardCounts,
}

/// What stands beside one blank.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Beside {
    /// The answer of the period before.
    pub last: Option<Answer>,
    /// What all earlier periods amount to.
    pub so_far: Effective,
    /// What was said about earlier differences of this period's answer.
    pub explanations: Vec<Explanation>,
}

impl Beside {
    /// How far an answer lies from what the earlier periods amount to; see [`difference`].
    pub fn difference(&self, duty: &Duty, figure: &Figure, answer: &Answer) -> Option<Difference> {
        difference(figure.accumulation, duty.basis, &self.so_far, answer)
    }

    /// Whether that very difference has been explained already.
    pub fn is_explained(&self, figure: &Figure, difference: &Difference) -> bool {
        Explanation::of(&self.explanations, &figure.id, difference).is_some()
    }
}

impl Prefill {
    /// Adds what is doubtful about a reading beside what was reported before and what the registers count.
    pub fn doubt(&self, campaign: &Campaign, reading: &mut Reading) {
        reading.doubt_hazards(campaign, &self.hazards_before);
        reading.doubt_sizes(campaign, |figure| self.figures.get(figure)?.so_far.sum());
        reading.doubt_registers(campaign, &self.registers);
    }
}

/// What to show a unit beside its form for a period.
pub fn prefill(desk: &Desk, unit: UnitId, period: &PeriodId) -> Result<Prefill, Fault> {
    let due = desk.period(period)?;
    let duty = desk.duty(period)?;
    let mut prefill = Prefill {
        hazards_before: hazards_before(desk.store.read(), &desk.ground(), &desk.unit(unit)?, due)?,
        ..Prefill::default()
    };
    if let (true, Some(days)) = (duty.asks_hazards(), due.occurrence.days) {
        let counts = hazard::counts(desk, unit, days)?.into_iter();
        prefill.hazards = counts
            .filter(|(_, count)| *count != HazardCount::default())
            .collect();
    }
    let Some(table) = duty.table() else {
        return Ok(prefill);
    };
    let ground = desk.ground();
    let earlier = earlier(&ground, due, table);
    prefill.last = earlier.last().map(|last| last.id.clone());
    let slots = Slots::of(desk.campaign.figures_of(table));
    let unit = desk.unit(unit)?;
    prefill.registers = of_registers(desk, &unit, (due, duty), &slots)?;
    prefill.figures = desk.store.snapshot(|reader| {
        let mut figures = beside(reader, &unit, &earlier, &slots)?;
        for said in reader.explanations(unit.id, period)? {
            if let Some(beside) = figures.get_mut(&said.figure) {
                beside.explanations.push(said);
            }
        }
        Ok::<_, StoreError>(figures)
    })?;
    if duty.basis == Basis::Cumulative {
        let figures = slots.figures.iter();
        prefill.entries = figures
            .filter_map(|figure| {
                let so_far = prefill.figures.get(&figure.id)?.so_far.answer.as_ref()?;
                Some((figure.id.clone(), as_typed(figure, so_far)))
            })
            .collect();
    }
    Ok(prefill)
}

/// What the records of a unit and of those below it come to for a period.
fn of_registers(
    desk: &Desk,
    unit: &Unit,
    (period, duty): (&Period, &Duty),
    slots: &Slots<'_>,
) -> Result<Figures, Fault> {
    let has_source = slots.figures.iter().any(|figure| figure.source.is_some());
    let days = match duty.basis {
        Basis::Increment => period.occurrence.days,
        Basis::Cumulative => DayRange::new(desk.campaign.days.from(), period.reaches()).ok(),
    };
    let Some(days) = days.filter(|_| has_source) else {
        return Ok(Figures::new());
    };
    let known = Known::of(desk)?;
    let records = known.records_of(Some(unit.id), &[]);
    let facts = Facts {
        records: &records,
        days: Some(days),
        ..Facts::default()
    };
    Ok(from_registers(slots.figures.iter().copied(), facts))
}

/// The hazards that a unit reported for the periods that fell due before one, for a duty that asks for hazards.
fn hazards_before(
    reader: Reader<'_>,
    ground: &Ground<'_>,
    unit: &Unit,
    period: &Period,
) -> Result<HazardCounts, StoreError> {
    let asks = |duty: &DutyId| {
        let duty = ground.campaign.duty(duty);
        duty.is_some_and(Duty::asks_hazards)
    };
    let mut before = HazardCounts::new();
    if !asks(&period.id.duty) {
        return Ok(before);
    }
    let is_earlier = |other: &PeriodId| {
        let other = ground.plan.period(other);
        other.is_some_and(|other| other.occurrence.due < period.occurrence.due)
    };
    for reported in reader.reported_hazards(&unit.path)? {
        // The path leads to the units below, too.
        if reported.unit != unit.id || !asks(&reported.period.duty) || !is_earlier(&reported.period)
        {
            continue;
        }
        for (level, count) in reported.counts {
            *before.entry(level).or_default() += count;
        }
    }
    Ok(before)
}

/// Where a unit's answers for a period differ from what its earlier periods amount to, in reading order.
pub(super) fn differences(
    reader: Reader<'_>,
    ground: &Ground<'_>,
    unit: &Unit,
    period: &Period,
    figures: &Figures,
) -> Result<Vec<(FigureId, Difference)>, StoreError> {
    let duty = ground.campaign.duty(&period.id.duty);
    let Some((duty, table)) = duty.and_then(|duty| Some((duty, duty.table()?))) else {
        return Ok(Vec::new());
    };
    let slots = Slots::of(ground.campaign.figures_of(table));
    let beside = beside(reader, unit, &earlier(ground, period, table), &slots)?;
    let differs = |figure: &&Figure| {
        let answer = figures.get(&figure.id)?;
        let difference = beside.get(&figure.id)?.difference(duty, figure, answer)?;
        Some((figure.id.clone(), difference))
    };
    Ok(slots.figures.iter().filter_map(differs).collect())
}

/// The periods that fold before one, in their order.
fn earlier<'a>(ground: &Ground<'a>, period: &Period, table: &TableId) -> Vec<&'a Period> {
    let mut earlier = ground.plan.folding(ground.campaign, table);
    let here = earlier.iter().position(|earlier| earlier.id == period.id);
    earlier.truncate(here.unwrap_or_default());
    earlier
}

fn beside(
    reader: Reader<'_>,
    unit: &Unit,
    earlier: &[&Period],
    slots: &Slots<'_>,
) -> Result<BTreeMap<FigureId, Beside>, StoreError> {
    let mut beside = BTreeMap::new();
    let mut fill = |answers: &UnitAnswers<'_>| {
        for (at, figure) in slots.figures.iter().enumerate() {
            let last = earlier.len().checked_sub(1);
            let known = Beside {
                last: last.and_then(|last| answers.answer(last, at)).cloned(),
                so_far: answers.effective(at),
                explanations: Vec::new(),
            };
            beside.insert(figure.id.clone(), known);
        }
    };
    fill(&UnitAnswers::none(unit.id, earlier, slots));
    each_unit(
        reader,
        &unit.path,
        earlier,
        slots,
        &Counted::default(),
        |answers| {
            // The path leads to the units below, too.
            if answers.unit == unit.id {
                fill(answers);
            }
        },
    )?;
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
