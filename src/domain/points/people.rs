//! Points by person: what each person of a unit has of the unit's points, by the field of the records that names one.
//! In the order in which they first appear, which ranks nobody.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Scored, score};
use crate::domain::campaign::{Given, PointsTable};
use crate::domain::id::FieldId;
use crate::domain::record::Record;
use crate::domain::typing::show_number;

/// What one person has, or the unit itself by the records that name nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonScore {
    /// As the records name them; `None` for the unit itself.
    pub person: Option<String>,
    /// With the digits of the table's scale.
    pub points: i64,
}

impl PersonScore {
    /// `员工甲 15 分`
    pub fn in_words(&self, table: &PointsTable) -> String {
        let person = self.person.as_deref().unwrap_or(UNIT);
        format!("{person} {} 分", show_number(self.points, table.scale))
    }
}

/// Where a record names nobody.
pub const UNIT: &str = "单位";

/// What everybody has whom a unit's records name; nothing where the table does not keep points by person. Caps hold for
/// each alone.
pub fn people(table: &PointsTable, scored: Scored<'_>) -> Vec<PersonScore> {
    let Some(field) = &table.person else {
        return Vec::new();
    };
    let mut order: Vec<Option<&str>> = Vec::new();
    let mut own: BTreeMap<Option<&str>, Vec<&Record>> = BTreeMap::new();
    for record in scored.records.iter().filter(|record| gives(table, record)) {
        let person = named(record, field);
        let records = own.entry(person).or_default();
        if records.is_empty() {
            order.push(person);
        }
        records.push(record);
    }
    let of_one = |person: Option<&str>| {
        let alone = Scored {
            kind: scored.kind,
            records: &own[&person],
            scores: &BTreeMap::new(),
            late: &[],
        };
        PersonScore {
            person: person.map(str::to_owned),
            points: score(table, alone).total,
        }
    };
    order.into_iter().map(of_one).collect()
}

/// Whether an item takes its points from the record's register.
fn gives(table: &PointsTable, record: &Record) -> bool {
    table.items().any(|item| match &item.given {
        Given::Records { of, .. } => of.register == record.register,
        Given::Score => false,
    })
}

fn named<'r>(record: &'r Record, field: &FieldId) -> Option<&'r str> {
    record.entry.fields.get(field)?.as_text()
}
