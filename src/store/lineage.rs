//! Which revisions stand: names, parents and the mark on each row. The rule is [`domain::lineage`](crate::domain::lineage)'s;
//! here it is applied whenever a revision is added or taken back, so that every reader goes by the mark alone.

use rusqlite::named_params;

use super::convert::{count, from_json, instant, optional_instant, period, to_json, unit_id};
use super::{Reader, StoreError, Writer};
use crate::domain::calendar::Instant;
use crate::domain::id::UnitId;
use crate::domain::lineage::{Node, Standing, standing, uid};
use crate::domain::period::PeriodId;
use crate::domain::review::{Decisions, ReviewState};
use crate::domain::submission::Content;

/// A revision, as far as what stands depends on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kin {
    pub number: u32,
    pub uid: String,
    pub parents: Vec<String>,
    pub digest: String,
    /// The public key of the desk that sent it; empty where it was made here.
    pub origin: String,
    pub sent_at: Instant,
    pub received_at: Instant,
    pub withdrawn_at: Option<Instant>,
    /// Whether the decision that holds about it is that it was accepted.
    pub is_accepted: bool,
}

/// All revisions of one unit and period, and which of them stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lineage {
    /// By number.
    pub kin: Vec<Kin>,
    /// Places in `kin`.
    pub standing: Standing,
}

/// How a revision's row is marked. The queries of this room spell the marks as numbers: an index of a few rows is only taken by
/// a query that names them as it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    No = 0,
    Counts = 1,
    Rival = 2,
}

impl Lineage {
    /// What stands among these revisions, whether they are rows already or only about to come.
    pub fn of(kin: Vec<Kin>) -> Self {
        let unjudged = Self {
            kin,
            standing: Standing::default(),
        };
        let standing = standing(&unjudged.nodes());
        Self {
            standing,
            ..unjudged
        }
    }

    /// Its revisions as [`domain::lineage`](crate::domain::lineage) sees them, each at its place.
    pub(super) fn nodes(&self) -> Vec<Node<'_>> {
        let bare = uid::content(&Content::default());
        let nodes = self.kin.iter().map(|kin| Node {
            uid: &kin.uid,
            parents: &kin.parents,
            digest: kin.digest.as_str().into(),
            is_bare: kin.digest == bare,
            sent_at: kin.sent_at,
            is_withdrawn: kin.withdrawn_at.is_some(),
            is_accepted: kin.is_accepted,
        });
        nodes.collect()
    }

    /// The revision that counts.
    pub fn counted(&self) -> Option<&Kin> {
        self.standing.counted.map(|at| &self.kin[at])
    }

    /// Those beside it that say something else: a conflict.
    pub fn rivals(&self) -> impl Iterator<Item = &Kin> {
        self.standing.rivals.iter().map(|at| &self.kin[*at])
    }

    /// What a correction replaces; see [`Standing::replaced_by_correction`].
    pub fn replaced_by_correction(&self) -> Vec<String> {
        self.standing.replaced_by_correction(&self.nodes())
    }

    /// What a decision replaces: every head.
    pub fn replaced_by_decision(&self) -> Vec<String> {
        self.standing.replaced_by_decision(&self.nodes())
    }
}

pub(super) const CONFLICTS: &str =
    "SELECT DISTINCT unit_id, period FROM revision WHERE stands = 2 ORDER BY unit_id, period";
/// 3 is left by a migration after which other revisions may stand: they are judged when the desk is opened.
pub(super) const UNJUDGED: &str =
    "SELECT DISTINCT unit_id, period FROM revision WHERE stands = 3 ORDER BY unit_id, period";

impl Reader<'_> {
    /// All revisions of a unit and period, and which of them stand.
    pub fn lineage(self, unit: UnitId, period: &PeriodId) -> Result<Lineage, StoreError> {
        let mut kin = self.all(
            "SELECT number, uid, parents, digest, origin, sent_at, received_at, withdrawn_at FROM revision
             WHERE unit_id = :unit AND period = :period ORDER BY number",
            named_params! {":unit": unit.0, ":period": period.to_string()},
            |row| {
                let parents: String = row.get("parents")?;
                Ok(Kin {
                    number: count(row, "number")?,
                    uid: row.get("uid")?,
                    parents: from_json("parents", &parents)?,
                    digest: row.get("digest")?,
                    origin: row.get("origin")?,
                    sent_at: instant(row, "sent_at")?,
                    received_at: instant(row, "received_at")?,
                    withdrawn_at: optional_instant(row, "withdrawn_at")?,
                    is_accepted: false,
                })
            },
        )?;
        // A single one stands whatever was said about it.
        if kin.len() > 1 {
            let decisions = Decisions::from_iter(self.reviews_of(unit, period)?);
            for one in &mut kin {
                one.is_accepted = decisions.state(&one.uid) == ReviewState::Accepted;
            }
        }
        Ok(Lineage::of(kin))
    }

    /// Units and periods of which several revisions stand that say different things, by unit and period.
    pub fn conflicts(self) -> Result<Vec<(UnitId, PeriodId)>, StoreError> {
        self.all(CONFLICTS, [], |row| {
            Ok((unit_id(row, "unit_id")?, period(row, "period")?))
        })
    }
}

impl Writer<'_> {
    /// Judges what a migration has left unjudged.
    fn judge_what_stands(&self) -> Result<(), StoreError> {
        let unjudged = self.all(UNJUDGED, [], |row| {
            Ok((unit_id(row, "unit_id")?, period(row, "period")?))
        })?;
        unjudged
            .iter()
            .try_for_each(|(unit, period)| self.restand(*unit, period))
    }

    /// Marks anew which revisions of a unit and period stand, and throws away the totals that may hold others.
    pub(super) fn restand(&self, unit: UnitId, period: &PeriodId) -> Result<(), StoreError> {
        let lineage = self.lineage(unit, period)?;
        for (at, kin) in lineage.kin.iter().enumerate() {
            let mark = match &lineage.standing {
                standing if standing.counted == Some(at) => Mark::Counts,
                standing if standing.rivals.contains(&at) => Mark::Rival,
                _ => Mark::No,
            };
            self.execute(
                "UPDATE revision SET stands = :mark
                 WHERE unit_id = :unit AND period = :period AND number = :number AND stands <> :mark",
                named_params! {
                    ":mark": mark as i64,
                    ":unit": unit.0,
                    ":period": period.to_string(),
                    ":number": kin.number,
                },
            )?;
        }
        self.drop_rollups_above(unit)
    }

    /// Does what a migration leaves to the program: names first, since what stands is judged by them.
    pub(super) fn settle_after_migration(&self) -> Result<(), StoreError> {
        self.name_revisions()?;
        self.judge_what_stands()?;
        self.name_hazards()?;
        self.name_records()
    }

    /// Names the revisions of a desk that was made before they had names: each replaces the one before it.
    fn name_revisions(&self) -> Result<(), StoreError> {
        let unnamed = self.all(
            "SELECT DISTINCT r.unit_id, r.period, u.code FROM revision r JOIN unit u ON u.id = r.unit_id
             WHERE r.uid = ''",
            [],
            |row| {
                let code: String = row.get("code")?;
                Ok((unit_id(row, "unit_id")?, period(row, "period")?, code))
            },
        )?;
        for (unit, period, code) in unnamed {
            let mut parents: Vec<String> = Vec::new();
            for revision in self.revisions(unit, &period)? {
                let digest = uid::content(&revision.content);
                let named = uid::revision(&uid::Named {
                    unit: &code,
                    period: &period,
                    digest: &digest,
                    sent_at: revision.stamp.sent_at,
                    reason: &revision.stamp.reason,
                    parents: &parents,
                });
                self.execute(
                    "UPDATE revision SET uid = :uid, parents = :parents, digest = :digest
                     WHERE unit_id = :unit AND period = :period AND number = :number",
                    named_params! {
                        ":uid": named,
                        ":parents": to_json(&parents)?,
                        ":digest": digest,
                        ":unit": unit.0,
                        ":period": period.to_string(),
                        ":number": revision.number,
                    },
                )?;
                parents = vec![named];
            }
        }
        Ok(())
    }
}
