//! Other files of the same content: what is said of them beside each. One table may come from two units, or be meant for two
//! periods; who said so is only reminded, and where nobody did it is a doubt.

use std::collections::HashMap;

use super::doubt::{Doubts, Weight, Where};
use super::read_back;
use super::row::{is_undone, same_as};
use crate::domain::arrival::Arrival;
use crate::domain::id::{ArrivalId, UnitId};
use crate::domain::period::{PeriodId, Plan};
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::intake::{FileReading, Roll};
use crate::store::Reader;

/// What waits, by its content and its place in the file; of each the earliest first.
#[derive(Debug, Default)]
pub(super) struct Twins(HashMap<(String, u32), Vec<Twin>>);

/// A file of the same content.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Twin {
    id: Option<ArrivalId>,
    origin: String,
    name: String,
    unit: Option<UnitId>,
    period: Option<PeriodId>,
}

impl Twin {
    fn of(arrival: &Arrival<FileReading>, units: &Roll) -> Self {
        let reading = arrival.reading.as_ref();
        let certain = || {
            let whose = reading?.unit_among(units);
            whose.unit().filter(|_| whose.is_certain())
        };
        let read = || reading?.period.period().cloned();
        Self {
            id: arrival.id,
            origin: arrival.file.origin.clone(),
            name: arrival.file.name.clone(),
            unit: arrival.decided.unit.or_else(certain),
            period: arrival.decided.period.clone().or_else(read),
        }
    }
}

impl Twins {
    pub(super) fn add(&mut self, arrival: &Arrival<FileReading>, units: &Roll) {
        let content = (arrival.file.hash.clone(), arrival.position);
        let twins = self.0.entry(content).or_default();
        twins.push(Twin::of(arrival, units));
    }

    /// Says of a waiting arrival which other file of its content was there before it: one that was accepted, or that waits
    /// longer. Only the gravest is told.
    pub(super) fn doubt(
        &self,
        reader: Reader<'_>,
        arrival: &Arrival<FileReading>,
        units: &Roll,
        names: &Names<'_>,
        doubts: &mut Doubts,
    ) -> Result<(), Fault> {
        let own = Twin::of(arrival, units);
        let (hash, position) = (&arrival.file.hash, arrival.position);
        let mut told = Vec::new();
        for accepted in reader.accepted_of_content(hash, position)? {
            let accepted = read_back(accepted)?;
            if !is_undone(reader, &accepted)? {
                told.push(own.beside(&Twin::of(&accepted, units), true, arrival, names));
            }
        }
        let waiting = self.0.get(&(hash.clone(), position));
        let waiting = waiting.into_iter().flatten();
        let before = waiting.take_while(|twin| (twin.id, &twin.origin) != (own.id, &own.origin));
        told.extend(before.map(|twin| own.beside(twin, false, arrival, names)));
        if let Some((weight, place, message)) = told.into_iter().min_by_key(|(weight, ..)| *weight)
        {
            doubts.push(weight, place, message);
        }
        Ok(())
    }
}

/// How units and periods are called.
#[derive(Debug)]
pub(super) struct Names<'a> {
    pub units: &'a [Unit],
    pub plan: &'a Plan,
}

impl Twin {
    /// What is said of this one beside another that was there before it.
    fn beside(
        &self,
        other: &Self,
        is_accepted: bool,
        arrival: &Arrival<FileReading>,
        names: &Names<'_>,
    ) -> (Weight, Where, String) {
        let said = |is_said: bool| match is_said {
            true => Weight::Remark,
            false => Weight::Look,
        };
        let what = match is_accepted {
            true => "已收下；",
            false => "",
        };
        let same = same_as(&other.name);
        let (Some(unit), Some(period)) = (other.unit, &other.period) else {
            return (Weight::Remark, Where::File, same);
        };
        if self.unit.is_none() || self.period.is_none() {
            return (Weight::Remark, Where::File, same);
        }
        if self.unit != Some(unit) {
            let known = names.units.iter().find(|known| known.id == unit);
            let known = known.map_or("", |known| known.name.as_str());
            let message = format!("{same}，那一份是{known}的，{what}请核对是不是发错了");
            return (said(arrival.decided.unit.is_some()), Where::Unit, message);
        }
        if self.period.as_ref() != Some(period) {
            let known = names.plan.period(period);
            let known = known.map_or("", |known| known.name.as_str());
            let message = format!("{same}，那一份是“{known}”的，{what}请核对是不是重发了");
            return (
                said(arrival.decided.period.is_some()),
                Where::Period,
                message,
            );
        }
        let message = format!(
            "{same}，那一份{}，这一份请搁置",
            match is_accepted {
                true => "已收下",
                false => "也在等着",
            }
        );
        (Weight::Look, Where::File, message)
    }
}
