//! Takes what packets say of answers and hazards into the desk: a set's union, revision by revision, each after those that it
//! replaces. Runs within the transaction of whoever opens the packet; whether it may be taken was judged before.

use std::borrow::Cow;
use std::collections::HashMap;

use super::check;
use super::coming::groups;
use crate::domain::calendar::Instant;
use crate::domain::campaign::Campaign;
use crate::domain::id::UnitId;
use crate::domain::lineage::{Node, in_order};
use crate::domain::record::NamedRecord;
use crate::domain::rollup::Explanation;
use crate::domain::submission::{Channel, Stamp};
use crate::domain::unit::Unit;
use crate::ops::Change;
use crate::packet::{Body, PacketRevision};
use crate::store::{Foreign, MergedRecord, MergedRevision, NewRevision, StoreError};

/// Rows of units by their codes.
pub(super) type Codes<'a> = HashMap<&'a str, UnitId>;

/// How revisions of a packet come in.
pub(super) struct Arriving {
    /// The public key of the desk that sent them.
    pub origin: String,
    /// `None`: as of the sender's own time, on a desk that does not judge who was on time.
    pub received_at: Option<Instant>,
    pub now: Instant,
}

pub(super) fn codes(units: &[Unit]) -> Codes<'_> {
    units
        .iter()
        .map(|unit| (unit.code.as_str(), unit.id))
        .collect()
}

/// How many revisions were news, and how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Arrived {
    pub new: usize,
    pub withdrawn: usize,
    /// Received earlier than was known.
    pub earlier: usize,
}

impl Arrived {
    fn count(&mut self, merged: MergedRevision) {
        match merged {
            MergedRevision::Known => {}
            MergedRevision::News => self.new += 1,
            MergedRevision::Withdrawn => self.withdrawn += 1,
            MergedRevision::Earlier => self.earlier += 1,
        }
    }

    pub fn is_news(self) -> bool {
        self != Self::default()
    }

    /// Each kind with its number, those that there are: `新收 2 版报送`, `撤回 1 版报送`.
    pub fn words(self) -> impl Iterator<Item = String> {
        let all = [
            (self.new, "新收", "版报送"),
            (self.withdrawn, "撤回", "版报送"),
            (self.earlier, "改早收到时间", "版报送"),
        ];
        let there = all.into_iter().filter(|(count, ..)| *count > 0);
        there.map(|(count, how, what)| format!("{how} {count} {what}"))
    }
}

/// Takes revisions, each after those that it replaces; tells how many are news.
pub(super) fn revisions(
    change: &Change<'_>,
    body: &Body,
    units: &[Unit],
    arriving: &Arriving,
) -> Result<Arrived, StoreError> {
    let mut arrived = Arrived::default();
    for ((unit, _), group) in groups(body, units) {
        let nodes: Vec<Node<'_>> = group.iter().map(|one| node(one)).collect();
        for at in in_order(&nodes) {
            arrived.count(take(change, unit, group[at], arriving)?);
        }
    }
    Ok(arrived)
}

fn node(revision: &PacketRevision) -> Node<'_> {
    Node {
        uid: &revision.uid,
        parents: &revision.parents,
        digest: "".into(),
        is_bare: false,
        sent_at: revision.sent_at,
        is_withdrawn: revision.withdrawn_at.is_some(),
        is_accepted: false,
    }
}

/// Takes one revision with its material and what was said about its differences.
fn take(
    change: &Change<'_>,
    unit: UnitId,
    revision: &PacketRevision,
    arriving: &Arriving,
) -> Result<MergedRevision, StoreError> {
    let content = revision.content();
    for file in &content.material {
        change.put_material(&file.hash, file.size, arriving.now)?;
    }
    let stamp = Stamp {
        sent_at: revision.sent_at,
        received_at: arriving.received_at.unwrap_or(revision.sent_at),
        recorded_at: arriving.now,
        channel: Channel::Packet,
        reason: revision.reason.clone(),
        withdrawn_at: revision.withdrawn_at,
    };
    let new = NewRevision {
        unit,
        period: &revision.period,
        content: &content,
        stamp: &stamp,
    };
    let named = Foreign {
        uid: &revision.uid,
        parents: &revision.parents,
        origin: &arriving.origin,
    };
    let merged = change.merge_revision(&new, &named)?;
    let lineage = change.lineage(unit, &revision.period)?;
    let own = lineage.kin.iter().find(|kin| kin.uid == revision.uid);
    let number = own.map(|own| own.number).unwrap_or_default();
    let known = change.explanations(unit, &revision.period)?;
    for said in &revision.explanations {
        let explanation = Explanation {
            figure: said.figure.clone(),
            amount: said.amount,
            revision: number,
            reason: said.reason.clone(),
        };
        // Of two words for one difference those that sort last hold, on every desk.
        let is_said = |other: &&Explanation| {
            (&other.figure, other.amount, other.revision) == (&said.figure, said.amount, number)
        };
        if known
            .iter()
            .find(is_said)
            .is_none_or(|other| other.reason < said.reason)
        {
            change.put_explanation(unit, &revision.period, &explanation)?;
        }
    }
    Ok(merged)
}

/// Takes records of registers; tells of how many something is new, and which name what this desk does not have: of those
/// nothing was taken.
pub(super) fn records(
    change: &Change<'_>,
    campaign: &Campaign,
    records: &[Cow<'_, NamedRecord>],
    codes: &Codes<'_>,
) -> Result<(usize, Vec<String>), StoreError> {
    let (mut count, mut passed_over) = (0, Vec::new());
    for told in records.iter().map(AsRef::as_ref) {
        let mut registers = campaign.registers.iter();
        let register = registers.find(|one| one.id == told.register);
        let (Some(unit), Some(register)) = (codes.get(told.unit.as_str()), register) else {
            continue;
        };
        for file in told.material() {
            change.put_material(&file.hash, file.size, change.now)?;
        }
        match change.merge_record(*unit, told)? {
            MergedRecord::Known => {}
            MergedRecord::News => count += 1,
            MergedRecord::Unresolved => {
                let named = check::named(register, told);
                passed_over.push(format!("{named}：提到本工作台没有的单位或隐患"));
            }
        }
    }
    Ok((count, passed_over))
}

/// Takes entries of the hazard ledger; tells how many are new or were written anew.
pub(super) fn hazards(
    change: &Change<'_>,
    body: &Body,
    codes: &Codes<'_>,
) -> Result<usize, StoreError> {
    let mut count = 0;
    for hazard in &body.hazards {
        if let Some(unit) = codes.get(hazard.unit.as_str()) {
            let is_news = change.merge_hazard(*unit, &hazard.uid, &hazard.told())?;
            count += usize::from(is_news);
        }
    }
    Ok(count)
}
