//! What the campaign's expressions are worked out from: the records of a subtree, its hazards among them, the figures
//! that it reported, how many units it has. Gathered once, and looked at for every target, item and condition.

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::NaiveDate;

use super::Desk;
use super::total::{self, Extent, TableTotal};
use crate::domain::campaign::{Blanks, Expression, Facts, Named, Outcome};
use crate::domain::figure::{Accumulation, Answer, Figure, Figures};
use crate::domain::hazard::Hazard;
use crate::domain::id::{FigureId, HazardId, KindId, TableId, UnitId};
use crate::domain::record::{Record, unfit};
use crate::domain::target::Look;
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::store::{HazardFilter, RecordFilter};

/// Everything that a desk knows, as rules see it.
#[derive(Debug)]
pub(super) struct Known<'d> {
    desk: &'d Desk,
    pub units: Vec<Unit>,
    /// Standing records of every register, the ledger of hazards among them; not those that are no longer fit.
    records: Vec<Record>,
    places: HashMap<UnitId, usize>,
    totals: HashMap<(UnitId, NaiveDate, TableId), TableTotal>,
}

impl<'d> Known<'d> {
    pub fn of(desk: &'d Desk) -> Result<Self, Fault> {
        let (units, kept, hazards) = desk.store.snapshot(|reader| {
            Ok::<_, Fault>((
                reader.units()?,
                reader.records(&RecordFilter::default())?,
                reader.hazards(&HazardFilter::default())?,
            ))
        })?;
        let levels = &desk.campaign.hazard_levels;
        let by_id: HashMap<HazardId, &Hazard> = hazards.iter().map(|one| (one.id, one)).collect();
        let is_fit = |record: &Record| {
            let register = desk.campaign.register(&record.register);
            let hazard = |id| by_id.get(&id).copied();
            register.is_none_or(|register| unfit(register, record, levels, hazard).is_none())
        };
        let records = kept.into_iter().map(|kept| kept.record).filter(is_fit);
        let hazards = hazards.iter().map(|hazard| hazard.as_record(levels));
        let places = units.iter().enumerate();
        Ok(Self {
            places: places.map(|(at, unit)| (unit.id, at)).collect(),
            records: records.chain(hazards).collect(),
            totals: HashMap::new(),
            desk,
            units,
        })
    }

    pub fn unit(&self, id: UnitId) -> Option<&Unit> {
        self.places.get(&id).map(|at| &self.units[*at])
    }

    /// The units that report and are there on any of these days, of these kinds where any are named.
    pub fn reporters<'a>(&'a self, kinds: &'a [KindId]) -> impl Iterator<Item = &'a Unit> {
        let reports = |unit: &&Unit| self.desk.reports(unit.id);
        let is_of = move |unit: &&Unit| {
            kinds.is_empty() || unit.kind.as_ref().is_some_and(|kind| kinds.contains(kind))
        };
        self.units.iter().filter(reports).filter(is_of)
    }

    /// The records of a unit and of all below it, or of the whole desk.
    pub fn records_of(&self, unit: Option<UnitId>, kinds: &[KindId]) -> Vec<&Record> {
        let top = unit.and_then(|unit| self.unit(unit));
        let is_below = |record: &&Record| {
            let Some(unit) = self.unit(record.unit) else {
                return false;
            };
            top.is_none_or(|top| unit.path.starts_with(&top.path))
                && (kinds.is_empty() || unit.kind.as_ref().is_some_and(|kind| kinds.contains(kind)))
        };
        self.records.iter().filter(is_below).collect()
    }

    /// What a unit itself did by a day, as its records tell: each as it stood then.
    pub fn own_records(&self, unit: UnitId, today: NaiveDate) -> Vec<Cow<'_, Record>> {
        let registers = &self.desk.campaign.registers;
        let own = self.records.iter().filter(|record| record.unit == unit);
        let then = own.filter_map(|record| {
            let mut registers = registers.iter();
            let register = registers.find(|register| register.id == record.register);
            let day = record.day(register.and_then(|register| register.day.as_ref()));
            (day <= today).then(|| match register {
                Some(register) => record.as_of(register, today),
                None => Cow::Borrowed(record),
            })
        });
        then.collect()
    }

    /// What a number comes to over a look.
    pub fn measure(&mut self, expression: &Expression, look: Look<'_>) -> Outcome {
        let figures = self.figures(expression, look);
        let records = self.records_of(look.unit, look.kinds);
        let facts = Facts {
            figures: Some(&figures),
            records: &records,
            days: Some(look.days),
            units: self.unit_count(look),
            ..Facts::default()
        };
        expression.value(facts, Blanks::Skipped)
    }

    fn unit_count(&self, look: Look<'_>) -> u32 {
        let top = look.unit.and_then(|unit| self.unit(unit));
        let units = self.reporters(look.kinds).filter(|unit| {
            let left_before = unit.closed_on.is_some_and(|day| day <= look.days.from());
            let joins_after = unit.joined_on.is_some_and(|day| day > look.days.to());
            !left_before && !joins_after && top.is_none_or(|top| unit.path.starts_with(&top.path))
        });
        u32::try_from(units.count()).unwrap_or(u32::MAX)
    }

    /// The figures that an expression names, as the subtree reported them for these days. What adds up over time and
    /// was reported before them is taken off.
    fn figures(&mut self, expression: &Expression, look: Look<'_>) -> Figures {
        let mut named: Vec<FigureId> = Vec::new();
        expression.visit(&mut |name| {
            if let Named::Figure(id) = name {
                named.push(id.clone());
            }
        });
        let desk = self.desk;
        let figures = named.iter();
        let figures = figures.filter_map(|id| Some((id, desk.campaign.figure(id)?)));
        let mut answers = Figures::new();
        for (id, figure) in figures {
            if let Some(answer) = self.figure(figure, look) {
                answers.insert(id.clone(), answer);
            }
        }
        answers
    }

    fn figure(&mut self, figure: &Figure, look: Look<'_>) -> Option<Answer> {
        let until = self.answer(figure, look, look.days.to())?;
        let before = look.days.from().pred_opt()?;
        let begins = self.desk.campaign.days.from();
        if figure.accumulation != Accumulation::Flow || before < begins {
            return Some(until);
        }
        let earlier = self.answer(figure, look, before);
        let earlier = earlier.as_ref().and_then(Answer::as_number).unwrap_or(0);
        match until.as_number() {
            Some(number) => Some(Answer::number(number.saturating_sub(earlier))),
            None => Some(until),
        }
    }

    /// A figure's total over the look's units on a day. What cannot be read is not there: a rule then says so.
    fn answer(&mut self, figure: &Figure, look: Look<'_>, day: NaiveDate) -> Option<Answer> {
        let scope = look.unit.unwrap_or(self.desk.seat.unit);
        let key = (scope, day, figure.table.clone());
        if !self.totals.contains_key(&key) {
            let total = total::fresh(self.desk, &figure.table, scope, &Extent::AsOf(day)).ok()?;
            self.totals.insert(key.clone(), total);
        }
        let total = self.totals.get(&key)?.figure(&figure.id)?;
        if look.kinds.is_empty() {
            return total.total.answer();
        }
        let of_kinds = total.by_kind.iter().filter(|part| {
            let kind = part.kind.as_ref();
            kind.is_some_and(|kind| look.kinds.contains(kind))
        });
        let numbers: Vec<i64> = of_kinds.map(|part| part.number).collect();
        let sum = || {
            numbers
                .iter()
                .fold(0_i64, |sum, number| sum.saturating_add(*number))
        };
        (!numbers.is_empty()).then(|| Answer::number(sum()))
    }
}
