//! What goes into a packet: upward a unit's answers, downward the campaign and what was said about answers.

use std::collections::{BTreeMap, BTreeSet};

use super::rows;
use crate::domain::id::UnitId;
use crate::domain::period::PeriodId;
use crate::domain::record::NamedRecord;
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::Desk;
use crate::ops::desk::{Ground, Role};
use crate::packet::{
    Body, File, PacketClosing, PacketExtension, PacketReceipt, PacketReview, PacketRevision,
    PacketShare,
};
use crate::store::{Reader, StoreError};

/// A packet's records, and the files that they name.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub body: Body,
    /// Each once.
    pub files: Vec<File>,
}

/// What the desk reports: of a desk that collects its totals, of any other its own answers and those below it. Without
/// periods, all of them.
pub(super) fn report(desk: &Desk, periods: &[PeriodId]) -> Result<Gathered, Fault> {
    let ground = desk.ground();
    let asked: BTreeSet<&PeriodId> = periods.iter().collect();
    let is_asked = |period: &PeriodId| asked.is_empty() || asked.contains(period);
    let body = desk.store.snapshot(|reader| {
        let units = reader.units()?;
        let own = reporting(&ground, &units);
        let mut body = Body::default();
        for unit in &own {
            body.units.push(rows::unit(unit, &units));
            for period in rows::periods(reader, unit.id)? {
                if is_asked(&period) {
                    body.revisions
                        .extend(rows::revisions(reader, unit, &period)?);
                }
            }
            body.hazards.extend(rows::hazards(reader, unit)?);
            body.records.extend(reader.named_records(unit.id)?);
        }
        Ok::<_, StoreError>(body)
    })?;
    let files = files_of(&body);
    Ok(Gathered { body, files })
}

/// The units whose answers go upward.
fn reporting<'a>(ground: &Ground<'_>, units: &'a [Unit]) -> Vec<&'a Unit> {
    let seat = ground.seat;
    let mut own: Vec<&Unit> = units.iter().collect();
    if seat.role == Role::Coordinator {
        own.retain(|unit| unit.id == seat.unit);
    }
    own.sort_by(|a, b| a.path.cmp(&b.path));
    own
}

/// What units are told: all of them, or those in the subtree of one, which then also gets what was changed of its answers
/// here.
pub(super) fn campaign(desk: &Desk, unit: Option<&Unit>) -> Result<Gathered, Fault> {
    let mut gathered = desk.store.snapshot(|reader| {
        let all = reader.units()?;
        let told = |other: &&Unit| unit.is_none_or(|unit| other.path.starts_with(&unit.path));
        let mut units: Vec<&Unit> = all.iter().filter(told).collect();
        units.sort_by(|a, b| a.path.cmp(&b.path));
        let codes: BTreeMap<UnitId, &str> = units
            .iter()
            .map(|unit| (unit.id, unit.code.as_str()))
            .collect();
        let mut body = Body {
            units: units.iter().map(|unit| rows::unit(unit, &all)).collect(),
            ..Body::default()
        };
        said(reader, &codes, &mut body)?;
        if let Some(unit) = unit {
            let key = reader.pinned_key(unit.id)?;
            // Of a unit with several machines none knows what another sent.
            let is_one = reader.kept_keys(unit.id)?.is_empty();
            let theirs = key.filter(|_| is_one).map(|key| key.public_key);
            let theirs = theirs.unwrap_or_default();
            body.revisions = changed_here(reader, unit, &theirs)?;
            body.records = reader.named_records(unit.id)?;
        }
        let files = files_of(&body);
        Ok::<_, StoreError>(Gathered { body, files })
    })?;
    for form in desk.forms.values() {
        let size = std::fs::metadata(desk.shelf.path_of(&form.hash))
            .map_err(|error| Fault::io("读取空表", &desk.shelf.path_of(&form.hash), &error))?
            .len();
        gathered
            .body
            .forms
            .insert(form.file.clone(), form.hash.clone());
        gathered.files.push(File {
            hash: form.hash.clone(),
            size,
        });
    }
    Ok(gathered)
}

/// What was said of units and their answers: more time, closed books, receipts, reviews, shares of targets.
fn said(
    reader: Reader<'_>,
    codes: &BTreeMap<UnitId, &str>,
    body: &mut Body,
) -> Result<(), StoreError> {
    for extension in reader.extensions()? {
        if let Some(code) = codes.get(&extension.unit) {
            body.extensions.push(PacketExtension {
                unit: (*code).to_owned(),
                period: extension.period,
                extended_to: extension.extended_to,
                reason: extension.reason,
            });
        }
    }
    let closings = reader.closings()?;
    body.closings = closings
        .iter()
        .map(|(period, closed_at)| PacketClosing {
            period: period.clone(),
            closed_at,
        })
        .collect();
    for (unit, code) in codes {
        for (period, revision, received_at) in reader.received(*unit)? {
            body.receipts.push(PacketReceipt {
                unit: (*code).to_owned(),
                period,
                revision,
                received_at,
            });
        }
    }
    for (unit, period, review) in reader.reviews()? {
        if let Some(code) = codes.get(&unit) {
            body.reviews.push(PacketReview {
                unit: (*code).to_owned(),
                period,
                review,
            });
        }
    }
    for (target, unit, share) in reader.target_shares()? {
        if let Some(code) = codes.get(&unit) {
            body.shares.push(PacketShare {
                target,
                unit: (*code).to_owned(),
                share,
            });
        }
    }
    Ok(())
}

/// The histories of a unit's answers that hold something which the unit's own desk has not sent: it has to know what was
/// changed here, or its next correction would contradict it.
fn changed_here(
    reader: Reader<'_>,
    unit: &Unit,
    theirs: &str,
) -> Result<Vec<PacketRevision>, StoreError> {
    let mut changed = Vec::new();
    for period in rows::periods(reader, unit.id)? {
        let lineage = reader.lineage(unit.id, &period)?;
        if lineage.kin.iter().any(|kin| kin.origin != theirs) {
            changed.extend(rows::revisions(reader, unit, &period)?);
        }
    }
    Ok(changed)
}

/// The files that revisions and records name: material, and the detail behind totals, whose size the shelf knows.
fn files_of(body: &Body) -> Vec<File> {
    let of_revisions = body.revisions.iter().flat_map(|one| &one.material);
    let of_records = body.records.iter().flat_map(NamedRecord::material);
    let files: BTreeMap<&str, u64> = of_revisions
        .map(|file| (file.hash.as_str(), file.size))
        .chain(of_records.map(|file| (file.hash.as_str(), file.size)))
        .collect();
    let files = files.into_iter();
    files
        .map(|(hash, size)| File {
            hash: hash.to_owned(),
            size,
        })
        .collect()
}
