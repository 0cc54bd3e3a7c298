//! Adding revisions and taking them back. Each is named here, after what it says and what it replaces; those from another
//! desk keep the name that they have there, and a second arrival of one adds nothing.

use rusqlite::named_params;

use super::channel_name;
use crate::domain::calendar::Instant;
use crate::domain::id::UnitId;
use crate::domain::lineage::uid;
use crate::domain::period::PeriodId;
use crate::domain::submission::{Content, Stamp};
use crate::store::convert::{ContentColumn, count, figures_to_column, to_json};
use crate::store::{StoreError, Writer};

/// A revision that is to be written; its number is given out here.
#[derive(Debug, Clone)]
pub struct NewRevision<'a> {
    pub unit: UnitId,
    pub period: &'a PeriodId,
    pub content: &'a Content,
    pub stamp: &'a Stamp,
}

/// How another desk names a revision.
#[derive(Debug, Clone, Copy)]
pub struct Foreign<'a> {
    pub uid: &'a str,
    pub parents: &'a [String],
    /// The public key of the desk that sent it.
    pub origin: &'a str,
}

/// What came of a revision from another desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MergedRevision {
    /// Everything was known.
    Known,
    News,
    /// It was received earlier than was known.
    Earlier,
    /// It was taken back, or earlier than was known.
    Withdrawn,
}

/// A revision that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    pub number: u32,
    pub uid: String,
}

impl Writer<'_> {
    /// Adds a revision that replaces what stands and whatever says the same, with the links to its material, and throws
    /// away the totals above.
    pub fn insert_revision(&self, new: &NewRevision<'_>) -> Result<Sent, StoreError> {
        let parents = self.lineage(new.unit, new.period)?.replaced_by_correction();
        self.insert_named(new, parents)
    }

    /// Adds a revision that replaces everything that stands: what a person decided about a conflict.
    pub fn insert_decision(&self, new: &NewRevision<'_>) -> Result<Sent, StoreError> {
        let parents = self.lineage(new.unit, new.period)?.replaced_by_decision();
        self.insert_named(new, parents)
    }

    fn insert_named(
        &self,
        new: &NewRevision<'_>,
        parents: Vec<String>,
    ) -> Result<Sent, StoreError> {
        let uid = uid::revision(&uid::Named {
            unit: &self.code_of(new.unit)?,
            period: new.period,
            digest: &uid::content(new.content),
            sent_at: new.stamp.sent_at,
            reason: &new.stamp.reason,
            parents: &parents,
        });
        let named = Foreign {
            uid: &uid,
            parents: &parents,
            origin: "",
        };
        let number = self.add(new, &named)?;
        Ok(Sent { number, uid })
    }

    /// Takes a revision from another desk. One that is known is not added again: it was received at the earlier of both
    /// moments, and taken back if either says so, at the earlier moment. Tells what changed.
    pub fn merge_revision(
        &self,
        new: &NewRevision<'_>,
        named: &Foreign<'_>,
    ) -> Result<MergedRevision, StoreError> {
        let known = self.lineage(new.unit, new.period)?;
        if !known.kin.iter().any(|kin| kin.uid == named.uid) {
            self.add(new, named)?;
            return Ok(MergedRevision::News);
        }
        let earlier = self.execute(
            "UPDATE revision SET received_at = :received
             WHERE unit_id = :unit AND period = :period AND uid = :uid AND received_at > :received",
            named_params! {
                ":received": new.stamp.received_at.epoch_ms(),
                ":unit": new.unit.0,
                ":period": new.period.to_string(),
                ":uid": named.uid,
            },
        )?;
        let withdrawn = match new.stamp.withdrawn_at {
            None => 0,
            Some(at) => self.execute(
                "UPDATE revision SET withdrawn_at = :at
                 WHERE unit_id = :unit AND period = :period AND uid = :uid
                   AND (withdrawn_at IS NULL OR withdrawn_at > :at)",
                named_params! {
                    ":at": at.epoch_ms(),
                    ":unit": new.unit.0,
                    ":period": new.period.to_string(),
                    ":uid": named.uid,
                },
            )?,
        };
        if earlier + withdrawn > 0 {
            self.restand(new.unit, new.period)?;
        }
        Ok(match (earlier, withdrawn) {
            (0, 0) => MergedRevision::Known,
            (_, 0) => MergedRevision::Earlier,
            _ => MergedRevision::Withdrawn,
        })
    }

    fn add(&self, new: &NewRevision<'_>, named: &Foreign<'_>) -> Result<u32, StoreError> {
        let number = self.first(
            "SELECT COALESCE(MAX(number), 0) + 1 AS number FROM revision
             WHERE unit_id = :unit AND period = :period",
            named_params! {":unit": new.unit.0, ":period": new.period.to_string()},
            |row| count(row, "number"),
        )?;
        let number = number.unwrap_or(1);
        self.put_row(new, named, number)?;
        for (position, material) in new.content.material.iter().enumerate() {
            self.link_material((new.unit, new.period, number), position, material)?;
        }
        self.restand(new.unit, new.period)?;
        Ok(number)
    }

    fn put_row(
        &self,
        new: &NewRevision<'_>,
        named: &Foreign<'_>,
        number: u32,
    ) -> Result<(), StoreError> {
        let content = ContentColumn {
            fields: new.content.fields.clone(),
            narrative: new.content.narrative.clone(),
            hazards: new.content.hazards.clone(),
            rollup: new.content.rollup.clone(),
        };
        self.execute(
            "INSERT INTO revision (unit_id, period, number, figures, content, sent_at, received_at, recorded_at,
                 channel, reason, withdrawn_at, uid, parents, digest, origin)
             VALUES (:unit, :period, :number, :figures, :content, :sent_at, :received_at, :recorded_at,
                 :channel, :reason, :withdrawn_at, :uid, :parents, :digest, :origin)",
            named_params! {
                ":unit": new.unit.0,
                ":period": new.period.to_string(),
                ":number": number,
                ":figures": figures_to_column(&new.content.figures)?,
                ":content": to_json(&content)?,
                ":sent_at": new.stamp.sent_at.epoch_ms(),
                ":received_at": new.stamp.received_at.epoch_ms(),
                ":recorded_at": new.stamp.recorded_at.epoch_ms(),
                ":channel": channel_name(new.stamp.channel),
                ":reason": new.stamp.reason,
                ":withdrawn_at": new.stamp.withdrawn_at.map(Instant::epoch_ms),
                ":uid": named.uid,
                ":parents": to_json(&named.parents)?,
                ":digest": uid::content(new.content),
                ":origin": named.origin,
            },
        )?;
        Ok(())
    }

    /// Marks one revision as taken back; tells whether it stood.
    pub fn withdraw_revision(
        &self,
        unit: UnitId,
        period: &PeriodId,
        number: u32,
        now: Instant,
    ) -> Result<bool, StoreError> {
        let withdrawn = self.execute(
            "UPDATE revision SET withdrawn_at = :now
             WHERE unit_id = :unit AND period = :period AND number = :number AND withdrawn_at IS NULL",
            named_params! {
                ":now": now.epoch_ms(),
                ":unit": unit.0,
                ":period": period.to_string(),
                ":number": number,
            },
        )?;
        self.restand(unit, period)?;
        Ok(withdrawn > 0)
    }

    /// Marks every revision of a unit and period that was not taken back as taken back; tells how many there were.
    pub fn withdraw_revisions(
        &self,
        unit: UnitId,
        period: &PeriodId,
        now: Instant,
    ) -> Result<usize, StoreError> {
        let withdrawn = self.execute(
            "UPDATE revision SET withdrawn_at = :now
             WHERE unit_id = :unit AND period = :period AND withdrawn_at IS NULL",
            named_params! {
                ":now": now.epoch_ms(),
                ":unit": unit.0,
                ":period": period.to_string(),
            },
        )?;
        self.restand(unit, period)?;
        Ok(withdrawn)
    }
}
