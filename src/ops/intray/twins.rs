//! Other files of the same content: what is said of them beside each. One table may come from two units, or be meant for two
//! periods; whoever said so of the very file is only reminded, and where nobody did it is a doubt. A period said of a whole
//! batch is no such word: the folder may still hold what the last period brought. What was set aside once is told with why,
//! whatever it is for now.

use std::collections::HashMap;

use super::claim::{period, whose};
use super::doubt::{Doubt, Doubts, Weight, Where};
use super::read_back;
use super::row::{is_undone, same_as};
use crate::domain::arrival::{Arrival, ArrivalState, Decided};
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
        Self {
            id: arrival.id,
            origin: arrival.file.origin.clone(),
            name: arrival.file.name.clone(),
            unit: whose(arrival, units),
            period: period(arrival).cloned(),
        }
    }
}

impl Twins {
    pub(super) fn add(&mut self, arrival: &Arrival<FileReading>, units: &Roll) {
        let content = (arrival.file.hash.clone(), arrival.position);
        let twins = self.0.entry(content).or_default();
        twins.push(Twin::of(arrival, units));
    }

    /// Says of a waiting arrival which other file of its content was there before it: one that was accepted, that waits
    /// longer, or that was set aside. Only the gravest is told.
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
        for accepted in reader.done_with_of_content(ArrivalState::Accepted, hash, position)? {
            let accepted = read_back(accepted)?;
            if !is_undone(reader, &accepted)? {
                told.push(own.beside(&Twin::of(&accepted, units), true, arrival, names));
            }
        }
        let waiting = self.0.get(&(hash.clone(), position));
        let waiting = waiting.into_iter().flatten();
        let before = waiting.take_while(|twin| (twin.id, &twin.origin) != (own.id, &own.origin));
        told.extend(before.map(|twin| own.beside(twin, false, arrival, names)));
        let aside = reader.done_with_of_content(ArrivalState::SetAside, hash, position)?;
        let before = aside
            .iter()
            .filter(|other| own.id.is_none_or(|own| other.id < Some(own)));
        told.extend(before.map(|other| beside_rejected(other, &arrival.decided)));
        if let Some(gravest) = told.into_iter().min_by_key(|doubt| doubt.weight) {
            doubts.add(gravest);
        }
        Ok(())
    }
}

/// How units and periods are called.
#[derive(Debug, Clone, Copy)]
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
    ) -> Doubt {
        let same = same_as(&other.name);
        let (Some(unit), Some(period)) = (other.unit, &other.period) else {
            return Doubt::new(Weight::Remark, Where::File, same);
        };
        let (Some(own_unit), Some(own_period)) = (self.unit, &self.period) else {
            return Doubt::new(Weight::Remark, Where::File, same);
        };
        let decided = &arrival.decided;
        let what = match is_accepted {
            true => "已收下；",
            false => "",
        };
        if own_unit != unit {
            let unit = names.unit(unit);
            let message = format!("{same}，那一份是{unit}的，{what}请核对是不是发错了");
            let weight = match decided.unit {
                Some(_) => Weight::Remark,
                None => Weight::Look,
            };
            return Doubt::new(weight, Where::Unit, message);
        }
        if own_period == period {
            let how = match is_accepted {
                true => "已收下",
                false => "也在等着",
            };
            let message = format!("{same}，那一份{how}，这一份请搁置");
            return Doubt::new(Weight::Look, Where::File, message);
        }
        let (own, period) = (names.period(own_period), names.period(period));
        if decided.period.is_some() && !decided.of_batch {
            let message = format!("{same}，那一份是“{period}”的，{what}请核对是不是重发了");
            return Doubt::new(Weight::Remark, Where::Period, message);
        }
        repeat(&other.name, is_accepted, period, own)
    }
}

/// What is said beside one that was set aside before it. Whoever names this very file's period knows what it is.
fn beside_rejected(other: &Arrival<String>, decided: &Decided) -> Doubt {
    let (same, why) = (same_as(&other.file.name), &other.note);
    let message = format!("{same}，那一份已搁置（{why}），请核对这一份是不是也不收");
    let weight = match decided.period.is_some() && !decided.of_batch {
        true => Weight::Remark,
        false => Weight::Look,
    };
    Doubt::new(weight, Where::File, message)
}

/// Nobody has said of this very file that it is for its own period, too, and not only for the one that it stood for before.
fn repeat(name: &str, is_accepted: bool, period: &str, own: &str) -> Doubt {
    let how = match is_accepted {
        true => "收下",
        false => "待收",
    };
    let message =
        format!("与{period}{how}的“{name}”内容完全相同；确是{own}的，请在收件里核对后收下");
    Doubt {
        is_repeat: true,
        ..Doubt::new(Weight::Look, Where::Period, message)
    }
}

impl Names<'_> {
    fn unit(&self, id: UnitId) -> &str {
        let unit = self.units.iter().find(|unit| unit.id == id);
        unit.map_or("", |unit| unit.name.as_str())
    }

    fn period(&self, id: &PeriodId) -> &str {
        let period = self.plan.period(id);
        period.map_or("", |period| period.short_name.as_str())
    }
}
