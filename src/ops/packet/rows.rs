//! Rows of the desk as a packet tells them, unit by unit: what gathers a packet reads through here.

use crate::domain::id::UnitId;
use crate::domain::period::PeriodId;
use crate::domain::unit::Unit;
use crate::packet::{PacketFile, PacketHazard, PacketRevision, PacketUnit, Said};
use crate::store::{Reader, StoreError};

/// Every revision of a unit and period, those that were replaced or taken back too.
pub(super) fn revisions(
    reader: Reader<'_>,
    unit: &Unit,
    period: &PeriodId,
) -> Result<Vec<PacketRevision>, StoreError> {
    let lineage = reader.lineage(unit.id, period)?;
    let said = reader.explanations(unit.id, period)?;
    let revisions = reader.revisions(unit.id, period)?.into_iter();
    Ok(revisions
        .map(|revision| {
            let kin = lineage.kin.iter().find(|kin| kin.uid == revision.uid);
            let said = said.iter().filter(|said| said.revision == revision.number);
            let material = revision.content.material.into_iter();
            PacketRevision {
                uid: revision.uid,
                unit: unit.code.clone(),
                period: period.clone(),
                sent_at: revision.stamp.sent_at,
                reason: revision.stamp.reason,
                parents: kin.map(|kin| kin.parents.clone()).unwrap_or_default(),
                withdrawn_at: revision.stamp.withdrawn_at,
                fields: revision.content.fields,
                figures: revision.content.figures,
                hazards: revision.content.hazards,
                narrative: revision.content.narrative,
                material: material
                    .map(|file| PacketFile {
                        hash: file.hash,
                        name: file.name,
                        size: file.size,
                    })
                    .collect(),
                rollup: revision.content.rollup,
                explanations: said
                    .map(|said| Said {
                        figure: said.figure.clone(),
                        amount: said.amount,
                        reason: said.reason.clone(),
                    })
                    .collect(),
            }
        })
        .collect())
}

/// The periods for which a unit has revisions of any kind.
pub(super) fn periods(reader: Reader<'_>, unit: UnitId) -> Result<Vec<PeriodId>, StoreError> {
    reader.periods_of(unit)
}

pub(super) fn hazards(reader: Reader<'_>, unit: &Unit) -> Result<Vec<PacketHazard>, StoreError> {
    let named = reader.named_hazards(unit.id)?.into_iter();
    Ok(named
        .map(|(uid, told)| PacketHazard {
            uid,
            unit: unit.code.clone(),
            updated_at: told.at,
            written: told.fields,
            entry: told.entry,
        })
        .collect())
}

/// A unit; its parent where that is among `units`, too.
pub(super) fn unit(unit: &Unit, units: &[Unit]) -> PacketUnit {
    let parent = units.iter().find(|other| Some(other.id) == unit.parent);
    PacketUnit {
        code: unit.code.clone(),
        name: unit.name.clone(),
        kind: unit.kind.as_ref().map(|kind| kind.0.clone()),
        parent: parent.map(|parent| parent.code.clone()),
        aliases: unit.aliases.clone(),
        credit_code: unit.credit_code.clone(),
        joined_on: unit.joined_on,
        closed_on: unit.closed_on,
        excusals: unit.excusals.clone(),
    }
}
