//! What a packet carries: records as desks tell them to each other, units by their codes and revisions by their names. Keys
//! are written down in `docs/packet.md`; a reader passes over those that it does not know. Nothing is judged here.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::calendar::Instant;
use crate::domain::figure::Figures;
use crate::domain::hazard::{HazardCount, HazardEntry, Written};
use crate::domain::id::{FieldId, FigureId, LevelId, TargetId};
use crate::domain::lineage::uid;
use crate::domain::material::{Material, MaterialKind};
use crate::domain::period::PeriodId;
use crate::domain::record::NamedRecord;
use crate::domain::review::Review;
use crate::domain::submission::{Content, RollupBasis};
use crate::domain::unit::Excusal;

/// `contents.json`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Body {
    /// By code, a unit after the one above it.
    pub units: Vec<PacketUnit>,
    /// By unit, period and name.
    pub revisions: Vec<PacketRevision>,
    pub hazards: Vec<PacketHazard>,
    /// Records of registers, by unit and name.
    pub records: Vec<NamedRecord>,
    pub extensions: Vec<PacketExtension>,
    pub closings: Vec<PacketClosing>,
    pub receipts: Vec<PacketReceipt>,
    pub reviews: Vec<PacketReview>,
    pub shares: Vec<PacketShare>,
    /// The notice's blank forms: the name in the campaign file, and the content's SHA-256.
    pub forms: BTreeMap<String, String>,
}

/// A unit of the campaign.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PacketUnit {
    pub code: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Code of the unit above it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit_code: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joined_on: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub excusals: Vec<Excusal>,
}

/// One revision of a unit's answer for a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PacketRevision {
    /// Its name, which follows from the rest.
    pub uid: String,
    pub unit: String,
    pub period: PeriodId,
    pub sent_at: Instant,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Names of the revisions that it replaces.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parents: Vec<String>,
    /// When it was taken back, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn_at: Option<Instant>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<FieldId, String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub figures: Figures,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub hazards: BTreeMap<LevelId, HazardCount>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub narrative: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub material: Vec<PacketFile>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rollup: Option<RollupBasis>,
    /// Why cumulative figures are something other than the sum of the periods before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub explanations: Vec<Said>,
}

/// A file that a revision names; its content may be in the packet or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PacketFile {
    pub hash: String,
    pub name: String,
    pub size: u64,
}

/// What was said about one difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    pub figure: FigureId,
    pub amount: i64,
    pub reason: String,
}

/// One entry of the hazard ledger. Of two states of one entry each field holds that was written later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PacketHazard {
    pub uid: String,
    pub unit: String,
    pub updated_at: Instant,
    /// When fields were written, where that is something else than `updated_at`; see [`Written`].
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub written: BTreeMap<String, Instant>,
    pub entry: HazardEntry,
}

impl PacketHazard {
    /// The entry as it is put together with what is known of it.
    pub fn told(&self) -> Written {
        Written {
            entry: self.entry.clone(),
            at: self.updated_at,
            fields: self.written.clone(),
        }
    }
}

/// More time for a unit and period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PacketExtension {
    pub unit: String,
    pub period: PeriodId,
    pub extended_to: Instant,
    pub reason: String,
}

/// That the sender has closed a period's books.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PacketClosing {
    pub period: PeriodId,
    pub closed_at: Instant,
}

/// That the sender has received a revision, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PacketReceipt {
    pub unit: String,
    pub period: PeriodId,
    pub revision: String,
    pub received_at: Instant,
}

/// What the sender decided about a revision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PacketReview {
    pub unit: String,
    pub period: PeriodId,
    #[serde(flatten)]
    pub review: Review,
}

/// A unit's share of a target that is split over units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PacketShare {
    pub target: TargetId,
    pub unit: String,
    /// With the digits that the target declares.
    pub share: i64,
}

impl PacketRevision {
    /// What it says.
    pub fn content(&self) -> Content {
        let material = self.material.iter().map(|file| Material {
            hash: file.hash.clone(),
            kind: MaterialKind::of(&file.name),
            name: file.name.clone(),
            size: file.size,
        });
        Content {
            fields: self.fields.clone(),
            figures: self.figures.clone(),
            narrative: self.narrative.clone(),
            hazards: self.hazards.clone(),
            material: material.collect(),
            rollup: self.rollup.clone(),
        }
    }

    /// The name that follows from what it says.
    pub fn true_uid(&self) -> String {
        uid::revision(&uid::Named {
            unit: &self.unit,
            period: &self.period,
            digest: &uid::content(&self.content()),
            sent_at: self.sent_at,
            reason: &self.reason,
            parents: &self.parents,
        })
    }
}
