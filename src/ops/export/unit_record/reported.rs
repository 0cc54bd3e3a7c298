//! What units wrote and which files they sent, as a record of activities lists it: texts and files of the reports that stand,
//! and the files that their records keep as evidence.

use crate::domain::id::UnitId;
use crate::domain::material::Material;
use crate::domain::record::{FieldValue, KeptRecord};
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::export::paper::{ListedFile, WrittenText};
use crate::ops::Desk;
use crate::ops::export::Scope;
use crate::ops::export::gather::units_in;
use crate::ops::material::show_size;
use crate::ops::record::title;
use crate::store::RecordFilter;

/// The texts and the files of some units, unit by unit.
#[derive(Debug, Default)]
pub(super) struct Reported {
    pub texts: Vec<WrittenText>,
    pub files: Vec<ListedFile>,
}

/// What the units of a scope reported.
pub(super) fn of(desk: &Desk, scope: Scope) -> Result<Reported, Fault> {
    let mut reported = Reported::default();
    let records = desk.store.read().records(&RecordFilter::default())?;
    for unit in units_in(desk, scope)? {
        of_periods(desk, &unit, &mut reported)?;
        let own = records.iter().filter(|kept| kept.record.unit == unit.id);
        for kept in own {
            evidence(desk, &unit, kept, &mut reported);
        }
    }
    Ok(reported)
}

fn of_periods(desk: &Desk, unit: &Unit, reported: &mut Reported) -> Result<(), Fault> {
    let id: UnitId = unit.id;
    for period in &desk.plan.periods {
        let Some(revision) = desk.store.read().current_revision(id, &period.id)? else {
            continue;
        };
        let (content, stamp) = (revision.content, revision.stamp);
        if !content.narrative.trim().is_empty() {
            reported.texts.push(WrittenText {
                unit: unit.name.clone(),
                period: period.name.clone(),
                handed_in_on: stamp.received_at.date(),
                text: content.narrative,
            });
        }
        let files = content.material.iter();
        let listed = files.map(|file| listed(unit, period.name.clone(), file));
        reported.files.extend(listed);
    }
    Ok(())
}

fn evidence(desk: &Desk, unit: &Unit, kept: &KeptRecord, reported: &mut Reported) {
    let Some(register) = desk.campaign.register(&kept.record.register) else {
        return;
    };
    let name = title(register, &kept.record);
    let from = match name.is_empty() {
        true => register.name.clone(),
        false => format!("{}：{name}", register.name),
    };
    for value in kept.record.entry.fields.values() {
        if let FieldValue::Material(files) = value {
            let files = files.iter();
            let listed = files.map(|file| listed(unit, from.clone(), file));
            reported.files.extend(listed);
        }
    }
}

fn listed(unit: &Unit, from: String, file: &Material) -> ListedFile {
    ListedFile {
        unit: unit.name.clone(),
        from,
        name: file.name.clone(),
        size: show_size(file.size),
    }
}
