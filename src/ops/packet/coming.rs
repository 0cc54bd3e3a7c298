//! What of a packet's answers is news to a desk, and whether it would stand beside something that says otherwise. Nothing is
//! written.

use std::collections::BTreeMap;

use crate::domain::id::UnitId;
use crate::domain::lineage::uid;
use crate::domain::period::PeriodId;
use crate::domain::unit::Unit;
use crate::packet::{Body, PacketRevision};
use crate::store::{Kin, Lineage, Reader, StoreError};

/// The answer of one unit for one period, as it comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coming {
    pub unit: Unit,
    pub period: PeriodId,
    /// Revisions that this desk does not know.
    pub new: usize,
    /// Those of them that do not say why something else is reported than before.
    pub unexplained: usize,
    /// Revisions that it knows.
    pub known: usize,
    /// Whether two that say different things would stand.
    pub is_conflict: bool,
}

/// The revisions of a packet by unit and period; of units that are not among `units`, none.
pub(super) fn groups<'a>(
    body: &'a Body,
    units: &[Unit],
) -> BTreeMap<(UnitId, &'a PeriodId), Vec<&'a PacketRevision>> {
    let mut groups: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for revision in &body.revisions {
        if let Some(unit) = units.iter().find(|unit| unit.code == revision.unit) {
            let place = (unit.id, &revision.period);
            groups.entry(place).or_default().push(revision);
        }
    }
    groups
}

/// The answers as they come, in the order of units and periods.
pub(super) fn answers(
    reader: Reader<'_>,
    body: &Body,
    units: &[Unit],
) -> Result<Vec<Coming>, StoreError> {
    let mut answers = Vec::new();
    for ((unit, period), group) in groups(body, units) {
        let Some(unit) = units.iter().find(|known| known.id == unit) else {
            continue;
        };
        let mut kin = reader.lineage(unit.id, period)?.kin;
        let is_new = |one: &&&PacketRevision| !kin.iter().any(|kin| kin.uid == one.uid);
        let new: Vec<&PacketRevision> = group.iter().filter(is_new).copied().collect();
        let unexplained = new.iter().filter(|one| one.reason.is_empty()).count();
        let (coming, known) = (new.len(), group.len() - new.len());
        kin.extend(new.into_iter().map(as_kin));
        answers.push(Coming {
            unit: unit.clone(),
            period: period.clone(),
            new: coming,
            unexplained,
            known,
            is_conflict: Lineage::of(kin).standing.is_conflict(),
        });
    }
    Ok(answers)
}

/// A revision that comes, as if it were here already.
fn as_kin(revision: &PacketRevision) -> Kin {
    Kin {
        number: 0,
        uid: revision.uid.clone(),
        parents: revision.parents.clone(),
        digest: uid::content(&revision.content()),
        origin: String::new(),
        sent_at: revision.sent_at,
        received_at: revision.sent_at,
        withdrawn_at: revision.withdrawn_at,
        is_accepted: false,
    }
}
