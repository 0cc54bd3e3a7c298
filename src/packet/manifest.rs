//! The manifest: what a packet is, who made it for whom, and the SHA-256 of all that it holds. Its signature covers the rest
//! by these. What the contents say is the body's.

use serde::{Deserialize, Serialize};

use crate::domain::calendar::Instant;

/// What `format` says in every packet.
pub const FORMAT: &str = "anyue-packet";
/// The version of the format that this program makes and reads. In the first, which only ever was on trial, versions of records
/// were numbered and did not name what they replace, so that what two desks had written could not be told apart.
pub const VERSION: u32 = 2;

/// Which way a packet goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Downward: the campaign, its units, and what the sender says about their submissions.
    Campaign,
    /// Upward: what a unit and those below it report.
    Report,
}

impl Kind {
    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Campaign => "活动包",
            Self::Report => "报送包",
        }
    }
}

/// What a packet says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: String,
    pub version: u32,
    pub kind: Kind,
    pub campaign: CampaignRef,
    pub sender: Sender,
    /// Who it is for; `None` where it is for all units of the campaign.
    pub addressee: Option<Party>,
    pub made_at: Instant,
    /// Everything else that the file holds, in the order of the paths.
    pub entries: Vec<Entry>,
    /// Material that its revisions name and that is not in this file.
    pub left_out: Vec<Entry>,
    pub volume: Volume,
}

/// The campaign that a packet belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignRef {
    pub id: String,
    pub title: String,
    /// Of the campaign file's text.
    pub sha256: String,
}

/// A unit, as desks name it to each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    pub code: String,
    pub name: String,
}

/// The unit that sits at the desk that made a packet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sender {
    pub code: String,
    pub name: String,
    /// The desk's public key, 64 hex digits.
    pub key: String,
}

/// One file of a packet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Entry {
    pub path: String,
    pub sha256: String,
    /// Bytes.
    pub size: u64,
}

/// Which part of the material a file brings. The contents are in every volume, so that volumes may come in any order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Volume {
    /// From 1.
    pub number: u32,
    pub of: u32,
}

impl Default for Volume {
    fn default() -> Self {
        Self { number: 1, of: 1 }
    }
}

pub(super) const MANIFEST: &str = "manifest.json";
pub(super) const SIGNATURE: &str = "manifest.sig";
pub(super) const CONTENTS: &str = "contents.json";
pub(super) const CAMPAIGN: &str = "campaign.toml";

/// Where a file of that content lies in a packet.
pub(super) fn path_of_file(sha256: &str) -> String {
    format!("files/{sha256}")
}
