//! The files that a packet's answers and records name: laid on the shelf, and missed. What is in the zip is
//! [`crate::packet`]'s.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::open::Opening;
use crate::domain::id::UnitId;
use crate::domain::period::PeriodId;
use crate::domain::record::NamedRecord;
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::Desk;
use crate::store::{ShelfError, StoreError};

/// A file that has not come yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    pub unit: UnitId,
    /// `None` where a record of a register names it.
    pub period: Option<PeriodId>,
    pub name: String,
    /// Bytes.
    pub size: u64,
}

/// The files that the packet names in what is taken of it, `records` among that, that do not come with it and that this desk
/// does not have: each content once.
pub(super) fn missing(
    desk: &Desk,
    opening: &Opening,
    records: &[Cow<'_, NamedRecord>],
    units: &[Unit],
) -> Vec<Missing> {
    let carried = opening.packet.files().map(|file| file.sha256.clone());
    let mut told: BTreeSet<String> = carried.collect();
    let mut is_lost =
        |hash: &str| !desk.shelf.path_of(hash).is_file() && told.insert(hash.to_owned());
    let id_of = |code: &str| {
        let unit = units.iter().find(|unit| unit.code == code);
        unit.map(|unit| unit.id)
    };
    let mut missing = Vec::new();
    let body = &opening.packet.body;
    for revision in &body.revisions {
        let Some(unit) = id_of(&revision.unit) else {
            continue;
        };
        for file in revision.material.iter().filter(|file| is_lost(&file.hash)) {
            missing.push(Missing {
                unit,
                period: Some(revision.period.clone()),
                name: file.name.clone(),
                size: file.size,
            });
        }
    }
    for record in records {
        let Some(unit) = id_of(&record.unit) else {
            continue;
        };
        for file in record.material().filter(|file| is_lost(&file.hash)) {
            missing.push(Missing {
                unit,
                period: None,
                name: file.name.clone(),
                size: file.size,
            });
        }
    }
    missing
}

/// The contents of the files that the packet names in what is taken of it, `records` among that.
pub(super) fn named(opening: &Opening, records: &[Cow<'_, NamedRecord>]) -> BTreeSet<String> {
    let body = &opening.packet.body;
    let of_revisions = body.revisions.iter().flat_map(|one| &one.material);
    let of_revisions = of_revisions.map(|file| &file.hash);
    let of_records = records.iter().flat_map(|one| one.material());
    let of_records = of_records.map(|file| &file.hash);
    let all = of_revisions.chain(of_records).chain(body.forms.values());
    all.cloned().collect()
}

/// Lays files of the packet on the shelf, those whose contents are `named`. Until its records are taken nothing refers to them.
pub(super) fn shelve(
    desk: &Desk,
    opening: &mut Opening,
    named: &BTreeSet<String>,
) -> Result<(), Fault> {
    let carried = opening.packet.files();
    let wanted: Vec<String> = carried
        .filter(|file| named.contains(&file.sha256))
        .filter(|file| !desk.shelf.path_of(&file.sha256).is_file())
        .map(|file| file.sha256.clone())
        .collect();
    for hash in wanted {
        let poured = desk.shelf.receive(&hash, |out| {
            opening
                .packet
                .pour(&hash, out)
                .map_err(std::io::Error::other)
        });
        poured.map_err(|error| match error {
            ShelfError::Store(error) => Fault::from(StoreError::Io(error)),
            other => Fault::environment(format!("材料没有存成：{other}")),
        })?;
    }
    Ok(())
}
