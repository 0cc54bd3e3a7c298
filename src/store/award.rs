//! What people say beside records: the scores that are given by hand, the quotas of recommending units, the candidates
//! that they put forward. What these amount to is the domain's to say.

use rusqlite::{Row, named_params};

use super::convert::{count, from_json, to_json, unit_id};
use super::record::voiding;
use super::{Reader, StoreError, Writer};
use crate::domain::id::{AwardId, ItemId, NominationId, PointsId, UnitId};
use crate::domain::nomination::Nomination;
use crate::domain::points::HandScore;
use crate::domain::record::Voiding;

/// A nomination as a desk keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptNomination {
    pub nomination: Nomination,
    /// Set once it is taken back; it stays on the desk all the same.
    pub voided: Option<Voiding>,
}

impl Reader<'_> {
    /// Every score that was given by hand for a points table.
    pub fn hand_scores(
        self,
        points: &PointsId,
    ) -> Result<Vec<(UnitId, ItemId, HandScore)>, StoreError> {
        self.all(
            "SELECT unit_id, item, own, reviewed FROM hand_score WHERE points = :points
             ORDER BY unit_id, item",
            named_params! {":points": points.as_str()},
            |row| {
                let item: String = row.get("item")?;
                let score = HandScore {
                    own: row.get("own")?,
                    reviewed: row.get("reviewed")?,
                };
                Ok((unit_id(row, "unit_id")?, ItemId(item), score))
            },
        )
    }

    /// How many candidates each unit may recommend, award by award.
    pub fn quotas(self) -> Result<Vec<(AwardId, UnitId, u32)>, StoreError> {
        self.all(
            "SELECT award, body_id, number FROM quota ORDER BY award, body_id",
            [],
            |row| {
                let award: String = row.get("award")?;
                Ok((
                    AwardId(award),
                    unit_id(row, "body_id")?,
                    count(row, "number")?,
                ))
            },
        )
    }

    /// Every nomination, those that were taken back too.
    pub fn nominations(self) -> Result<Vec<KeptNomination>, StoreError> {
        self.all(
            "SELECT id, award, body_id, entry, voided_at, void_reason FROM nomination ORDER BY id",
            [],
            nomination,
        )
    }

    pub fn nomination(self, id: NominationId) -> Result<Option<KeptNomination>, StoreError> {
        self.first(
            "SELECT id, award, body_id, entry, voided_at, void_reason FROM nomination WHERE id = :id",
            named_params! {":id": id.0},
            nomination,
        )
    }
}

impl Writer<'_> {
    /// Writes what a unit was given by hand for an item; what stood before is replaced.
    pub fn put_hand_score(
        &self,
        (points, item): (&PointsId, &ItemId),
        unit: UnitId,
        score: HandScore,
        reason: &str,
    ) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO hand_score (points, item, unit_id, own, reviewed, reason)
             VALUES (:points, :item, :unit, :own, :reviewed, :reason)
             ON CONFLICT (points, item, unit_id)
             DO UPDATE SET own = excluded.own, reviewed = excluded.reviewed, reason = excluded.reason",
            named_params! {
                ":points": points.as_str(),
                ":item": item.as_str(),
                ":unit": unit.0,
                ":own": score.own,
                ":reviewed": score.reviewed,
                ":reason": reason,
            },
        )?;
        Ok(())
    }

    /// Sets how many candidates a unit may recommend, or with `None` takes that back.
    pub fn put_quota(
        &self,
        award: &AwardId,
        body: UnitId,
        number: Option<u32>,
    ) -> Result<(), StoreError> {
        let Some(number) = number else {
            self.execute(
                "DELETE FROM quota WHERE award = :award AND body_id = :body",
                named_params! {":award": award.as_str(), ":body": body.0},
            )?;
            return Ok(());
        };
        self.execute(
            "INSERT INTO quota (award, body_id, number) VALUES (:award, :body, :number)
             ON CONFLICT (award, body_id) DO UPDATE SET number = excluded.number",
            named_params! {":award": award.as_str(), ":body": body.0, ":number": number},
        )?;
        Ok(())
    }

    /// Writes a nomination. The id that `new` carries is not looked at.
    pub fn insert_nomination(&self, new: &Nomination) -> Result<NominationId, StoreError> {
        let id = NominationId(self.next_id("nomination")?);
        self.execute(
            "INSERT INTO nomination (id, award, body_id, entry) VALUES (:id, :award, :body, :entry)",
            named_params! {
                ":id": id.0,
                ":award": new.award.as_str(),
                ":body": new.body.0,
                ":entry": to_json(&new.entry)?,
            },
        )?;
        Ok(id)
    }

    /// Replaces what is said about a candidate.
    pub fn update_nomination(&self, nomination: &Nomination) -> Result<(), StoreError> {
        self.execute(
            "UPDATE nomination SET entry = :entry WHERE id = :id",
            named_params! {":id": nomination.id.0, ":entry": to_json(&nomination.entry)?},
        )?;
        Ok(())
    }

    /// Takes a nomination back, or with `None` puts it forward again.
    pub fn set_nomination_void(
        &self,
        id: NominationId,
        voided: Option<&Voiding>,
    ) -> Result<(), StoreError> {
        self.execute(
            "UPDATE nomination SET voided_at = :at, void_reason = :reason WHERE id = :id",
            named_params! {
                ":id": id.0,
                ":at": voided.map(|voided| voided.at.epoch_ms()),
                ":reason": voided.map(|voided| voided.reason.as_str()),
            },
        )?;
        Ok(())
    }
}

fn nomination(row: &Row<'_>) -> Result<KeptNomination, StoreError> {
    let award: String = row.get("award")?;
    let entry: String = row.get("entry")?;
    Ok(KeptNomination {
        nomination: Nomination {
            id: NominationId(row.get("id")?),
            award: AwardId(award),
            body: unit_id(row, "body_id")?,
            entry: from_json("nomination", &entry)?,
        },
        voided: voiding(row)?,
    })
}
