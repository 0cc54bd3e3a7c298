//! Which places of a record only the desk that collects keeps (只由牵头部门填写、认定), and whether a version oversteps that. Who
//! collects, and from whom a version comes, the callers know.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{NamedEntry, NamedRecord, NamedVersion, RecordEntry};
use crate::domain::campaign::{Register, RegisterField, Stage};
use crate::domain::id::{FieldId, StageId};

/// A place of a record that is not whoever writes it to fill in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept<'r> {
    Field(&'r RegisterField),
    Stage(&'r Stage),
}

impl Kept<'_> {
    /// What is said where somebody else has written there.
    pub fn words(&self) -> String {
        match self {
            Self::Field(field) => format!("{}只由牵头部门填写", field.label),
            Self::Stage(stage) => format!("“{}”只由牵头部门认定", stage.name),
        }
    }
}

impl RecordEntry {
    /// The places that only the desk that collects keeps and of which `self` and `other` say different things.
    pub fn kept_otherwise<'r>(&self, other: &Self, register: &'r Register) -> Vec<Kept<'r>> {
        let (said, before) = (
            (&self.fields, &self.reached),
            (&other.fields, &other.reached),
        );
        kept_otherwise(said, before, register)
    }
}

impl NamedRecord {
    /// The places in which versions of a unit that does not collect overstep what only the desk that collects keeps: a version
    /// may say there what all those say that it was made on, and the first says nothing there. `is_new` tells which versions
    /// are looked at; those that were taken before were looked at then. In the register's order, each place once.
    pub fn overstepped<'r>(
        &self,
        register: &'r Register,
        is_new: impl Fn(&NamedVersion) -> bool,
    ) -> Vec<Kept<'r>> {
        let blank = NamedEntry::default();
        let named: BTreeMap<&str, &NamedEntry> = self
            .versions
            .iter()
            .map(|version| (version.uid.as_str(), &version.entry))
            .collect();
        let mut overstepped = Vec::new();
        for version in self.versions.iter().filter(|version| is_new(version)) {
            let parents = version.parents.iter();
            let mut before: Vec<&NamedEntry> = parents
                .filter_map(|parent| named.get(parent.as_str()).copied())
                .collect();
            if before.is_empty() {
                before.push(&blank);
            }
            let said = (&version.entry.fields, &version.entry.reached);
            for before in before {
                let before = (&before.fields, &before.reached);
                overstepped.extend(kept_otherwise(said, before, register));
            }
        }
        let mut places = places(register);
        places.retain(|place| overstepped.contains(place));
        places
    }
}

/// The fields and the stages of an entry, whatever its values are written in.
type Said<'e, V> = (&'e BTreeMap<FieldId, V>, &'e BTreeMap<StageId, NaiveDate>);

fn kept_otherwise<'r, V: PartialEq>(
    said: Said<'_, V>,
    before: Said<'_, V>,
    register: &'r Register,
) -> Vec<Kept<'r>> {
    let mut places = places(register);
    places.retain(|place| match place {
        Kept::Field(field) => said.0.get(&field.id) != before.0.get(&field.id),
        Kept::Stage(stage) => said.1.get(&stage.id) != before.1.get(&stage.id),
    });
    places
}

/// The places of a register that only the desk that collects keeps: fields, then stages, in its order.
fn places(register: &Register) -> Vec<Kept<'_>> {
    let fields = register.fields.iter();
    let fields = fields.filter(|field| !field.kept_by.allows(false));
    let stages = register.stages.iter();
    let stages = stages.filter(|stage| !stage.kept_by.allows(false));
    fields
        .map(Kept::Field)
        .chain(stages.map(Kept::Stage))
        .collect()
}
