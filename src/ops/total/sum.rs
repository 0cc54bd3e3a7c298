//! Adds a subtree up from its submissions: the slow way, done once after every change below.

use std::collections::HashMap;

use super::answers::{Explanations, Slots, UnitAnswers, each_unit};
use super::{FigureTotal, Forms, Ground, KindNumber, Made, Request, UnitDifference};
use crate::domain::figure::Answer;
use crate::domain::id::{FigureId, KindId, UnitId};
use crate::domain::period::{Period, PeriodId};
use crate::domain::rollup::{Placed, Total, overlaps};
use crate::domain::status::is_expected;
use crate::domain::unit::Unit;
use crate::ops::counting::Counted;
use crate::store::{Reader, StoreError};

/// Every figure of the table over the subtree.
pub(super) fn sum(
    reader: Reader<'_>,
    ground: &Ground<'_>,
    request: &Request,
) -> Result<Made, StoreError> {
    let units = reader.units()?;
    let Some(scope) = units.iter().find(|unit| unit.id == request.scope) else {
        return Err(StoreError::Damaged(format!("no unit {}", request.scope.0)));
    };
    let mut below: Vec<&Unit> = units
        .iter()
        .filter(|unit| unit.path.starts_with(&scope.path) && ground.seat.reports(unit.id))
        .filter(|unit| !request.alone || unit.id == scope.id)
        .collect();
    below.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    let slots = Slots::of(ground.campaign.figures_of(&request.table));
    let periods = request.extent.periods(ground, &request.table);
    let said = Explanations::below(reader, &scope.path)?;
    let mut sums = Sums::new(ground, &slots, &below);
    sums.forms.second = seconds(reader, &below, &periods)?;
    let counted = Counted::of(reader, request.counting)?;
    each_unit(reader, &scope.path, &periods, &slots, &counted, |answers| {
        sums.take(answers, &periods, &said);
    })?;
    Ok(sums.finish(ground, &periods))
}

/// Of which units and periods a second form says something else than the one that counts.
fn seconds(
    reader: Reader<'_>,
    units: &[&Unit],
    periods: &[&Period],
) -> Result<Vec<(UnitId, PeriodId)>, StoreError> {
    let mut seconds = reader.conflicts()?;
    seconds.retain(|(unit, period)| {
        units.iter().any(|known| known.id == *unit)
            && periods.iter().any(|known| known.id == *period)
    });
    Ok(seconds)
}

/// Totals on the way.
struct Sums<'a> {
    slots: &'a Slots<'a>,
    /// The units of the subtree that report, by path.
    units: &'a [&'a Unit],
    places: HashMap<UnitId, usize>,
    /// The rank of each unit's kind; units without one share the last.
    kinds: Vec<usize>,
    kind_count: usize,
    reported: Vec<bool>,
    forms: Forms,
    figures: Vec<FigureTotal>,
    /// By figure and kind.
    by_kind: Vec<Option<i64>>,
    /// By figure and unit; kept only where a unit has another of them below it.
    numbers: Option<Vec<i64>>,
}

impl<'a> Sums<'a> {
    fn new(ground: &Ground<'_>, slots: &'a Slots<'a>, units: &'a [&'a Unit]) -> Self {
        let kinds = &ground.campaign.unit_kinds;
        let rank = |unit: &&Unit| {
            let known = |kind: &KindId| kinds.iter().position(|known| known.id == *kind);
            unit.kind.as_ref().and_then(known).unwrap_or(kinds.len())
        };
        let nested = units
            .windows(2)
            .any(|pair| pair[1].path.starts_with(&pair[0].path));
        let figure_count = slots.figures.len();
        let figure = |id: &FigureId| FigureTotal {
            figure: id.clone(),
            total: Total::default(),
            by_kind: Vec::new(),
            differences: Vec::new(),
            overlaps: Vec::new(),
        };
        Self {
            slots,
            units,
            places: units
                .iter()
                .enumerate()
                .map(|(at, unit)| (unit.id, at))
                .collect(),
            kinds: units.iter().map(rank).collect(),
            kind_count: kinds.len() + 1,
            reported: vec![false; units.len()],
            forms: Forms::default(),
            figures: slots.figures.iter().map(|f| figure(&f.id)).collect(),
            by_kind: vec![None; figure_count * (kinds.len() + 1)],
            numbers: nested.then(|| vec![0; figure_count * units.len()]),
        }
    }

    fn take(&mut self, answers: &UnitAnswers<'_>, periods: &[&Period], said: &Explanations) {
        let Some(unit) = self.places.get(&answers.unit).copied() else {
            return;
        };
        self.reported[unit] = true;
        for source in answers.sources.iter().flatten() {
            self.forms.counted += 1;
            self.forms.unsettled.add(source.state);
        }
        for at in 0..self.slots.figures.len() {
            let effective = answers.effective(at);
            let figure = &mut self.figures[at];
            figure.total.add(answers.unit, effective.answer.as_ref());
            let differences = effective.differences.iter().map(|difference| {
                let period = &periods[difference.step].id;
                UnitDifference {
                    unit: answers.unit,
                    period: period.clone(),
                    difference: *difference,
                    explanation: said
                        .of(answers.unit, period, &figure.figure, difference)
                        .map(str::to_owned),
                }
            });
            figure.differences.extend(differences);
            if let Some(number) = effective.answer.as_ref().and_then(Answer::as_number) {
                let sum = &mut self.by_kind[at * self.kind_count + self.kinds[unit]];
                *sum = Some(sum.unwrap_or(0).saturating_add(number));
                if let Some(numbers) = &mut self.numbers {
                    numbers[at * self.units.len() + unit] = number;
                }
            }
        }
    }

    fn finish(mut self, ground: &Ground<'_>, periods: &[&Period]) -> Made {
        let expected =
            |(at, unit): (usize, &&Unit)| self.reported[at] || is_owed(ground, unit, periods);
        let units = self.units.iter().enumerate();
        let expected: Vec<usize> = units
            .filter(|(at, unit)| expected((*at, unit)))
            .map(|(at, _)| at)
            .collect();
        let missing = expected.iter().filter(|at| !self.reported[**at]);
        self.forms.missing = missing.map(|at| self.units[*at].id).collect();
        let expected = u32::try_from(expected.len()).unwrap_or(u32::MAX);
        let kinds = &ground.campaign.unit_kinds;
        for (at, figure) in self.figures.iter_mut().enumerate() {
            let total = &mut figure.total;
            total.blank = expected - total.answered - total.not_applicable;
            let sums = &self.by_kind[at * self.kind_count..(at + 1) * self.kind_count];
            let numbers = sums.iter().enumerate().filter_map(|(kind, sum)| {
                let kind = kinds.get(kind).map(|kind| kind.id.clone());
                sum.map(|number| KindNumber { kind, number })
            });
            figure.by_kind = numbers.collect();
            if let Some(numbers) = &self.numbers {
                let numbers = &numbers[at * self.units.len()..(at + 1) * self.units.len()];
                let placed = self.units.iter().zip(numbers);
                let placed: Vec<Placed<'_>> = placed
                    .map(|(unit, number)| Placed {
                        unit: unit.id,
                        path: &unit.path,
                        number: *number,
                    })
                    .collect();
                figure.overlaps = overlaps(&placed);
            }
        }
        let reporting = self.reported.iter().filter(|reported| **reported).count();
        Made {
            expected,
            reporting: u32::try_from(reporting).unwrap_or(u32::MAX),
            forms: self.forms,
            figures: self.figures,
        }
    }
}

/// Whether the unit owes any of the periods and is not excused from it.
pub(in crate::ops) fn is_owed(ground: &Ground<'_>, unit: &Unit, periods: &[&Period]) -> bool {
    periods.iter().any(|period| {
        let duty = ground.campaign.duty(&period.id.duty);
        duty.is_some_and(|duty| is_expected(unit, duty, period))
            && unit.excusal_on(period.occurrence.due).is_none()
    })
}
