//! A submission (报送) is one unit's answer for one period. What is being typed is a draft; what was handed in is an
//! append-only list of revisions. Reading a draft into contents, with every problem at once, is in `reading`; what is possible but unlikely is in `doubts`.

mod doubts;
mod reading;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use reading::{
    HazardCounts, Reading, When, faults, read, read_answer, read_beside, read_form, show_answer,
    show_difference, show_number,
};

use super::calendar::Instant;
use super::figure::Figures;
use super::hazard::HazardCount;
use super::id::{FieldId, FigureId, LevelId, UnitId};
use super::material::Material;
use super::period::PeriodId;
use super::problem::Place;

/// What stands in a blank while a person types: the very characters, right or wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Entry {
    /// 不涉及
    NotApplicable,
    Typed(String),
}

/// What has been typed so far, kept as it stands; nothing typed is ever lost for being wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    pub fields: BTreeMap<FieldId, String>,
    pub entries: BTreeMap<FigureId, Entry>,
    pub narrative: String,
    pub hazards: BTreeMap<LevelId, TypedHazardCount>,
    pub material: Vec<Material>,
    /// Why warnings are submitted all the same, or why a revision is made.
    pub reason: String,
    /// Why cumulative figures are something other than the sum of the periods before.
    pub explanation: String,
}

impl Draft {
    /// Whether nothing is typed in it, or nothing any more.
    pub fn says_nothing(&self) -> bool {
        // Not a blank either: somebody may be at the word behind it.
        let typed = |entry: &Entry| matches!(entry, Entry::Typed(text) if text.is_empty());
        let counted = |count: &TypedHazardCount| count.found.is_empty() && count.closed.is_empty();
        self.fields.values().all(String::is_empty)
            && self.entries.values().all(typed)
            && self.hazards.values().all(counted)
            && self.material.is_empty()
            && [&self.narrative, &self.reason, &self.explanation]
                .into_iter()
                .all(String::is_empty)
    }
}

/// Hazard counts as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TypedHazardCount {
    pub found: String,
    pub closed: String,
}

/// What a submission says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Content {
    pub fields: BTreeMap<FieldId, String>,
    pub figures: Figures,
    pub narrative: String,
    pub hazards: BTreeMap<LevelId, HazardCount>,
    pub material: Vec<Material>,
    /// What it rests on, where it was not filled in but put together from the units below.
    pub rollup: Option<RollupBasis>,
}

impl Content {
    /// Whether it says nothing: that something came is all that is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it says anything at a place of its own. A total asks nothing of anybody: where no unit below has answered, it says
    /// nothing, and nothing is wrong with it.
    pub fn speaks_at(&self, place: &Place) -> bool {
        match place {
            Place::Figure(id) => self.figures.contains_key(id),
            Place::Field(id) => self.fields.contains_key(id),
            Place::Hazards(level) => self.hazards.contains_key(level),
            Place::Material => !self.material.is_empty(),
            Place::Narrative | Place::Whole => true,
        }
    }

    /// Whether a form was filled in, and not only something noted as received.
    pub fn has_answers(&self) -> bool {
        !self.fields.is_empty() || !self.figures.is_empty()
    }
}

/// What the totals rest on that a unit sends upward as its own answer. Fields are declared in the order of their letters:
/// it is part of what a revision is named after.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollupBasis {
    /// SHA-256 of the units' own figures, which lie on the shelf where the campaign asks for detail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Names of the units that had not reported this period and are counted with what they reported for those before it,
    /// by code: a total that sets the sum must not lose their weeks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<String>,
    /// Units that were expected to report.
    pub expected: u32,
    /// Names of those that had not reported this period, by code; those of `earlier` that were expected among them.
    pub missing: Vec<String>,
    /// Units whose report for this period was counted.
    pub reporting: u32,
    /// How many of those nobody had reviewed yet.
    pub unreviewed: u32,
}

impl RollupBasis {
    /// Whether as many forms were counted as units were expected, and of the same units.
    pub fn agrees(&self) -> bool {
        self.missing.is_empty() && self.earlier.is_empty() && self.expected == self.reporting
    }

    /// How many units are in the total, with whatever report.
    pub fn counted(&self) -> u32 {
        let earlier = u32::try_from(self.earlier.len()).unwrap_or(u32::MAX);
        self.reporting.saturating_add(earlier)
    }

    /// What is not a report of this period, in words, one a kind: which units are counted with earlier reports, and which
    /// are not counted at all. Nothing where there is neither.
    pub fn gaps(&self) -> Vec<String> {
        let uncounted = self.missing.iter();
        let uncounted = uncounted.filter(|name| !self.earlier.contains(name));
        let uncounted: Vec<&str> = uncounted.map(String::as_str).collect();
        let earlier: Vec<&str> = self.earlier.iter().map(String::as_str).collect();
        let told = [
            ("这一期没有报、按以前各期计入的", earlier),
            ("没有算进来的", uncounted),
        ];
        let told = told.into_iter().filter(|(_, names)| !names.is_empty());
        told.map(|(what, names)| format!("{what} {} 家：{}", names.len(), names.join("、")))
            .collect()
    }

    /// `应报 3 家，收到并计入 2 家，单位数和表数不一致`
    pub fn counts(&self) -> String {
        let agreement = match self.agrees() {
            true => "一致",
            false => "不一致",
        };
        format!(
            "应报 {} 家，收到并计入 {} 家，单位数和表数{agreement}",
            self.expected, self.reporting
        )
    }
}

/// One handed-in version of a submission. Never changed, never deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    pub unit: UnitId,
    pub period: PeriodId,
    /// From 1, within unit and period, in the order in which this desk came to know them.
    pub number: u32,
    /// Its name between desks; see [`lineage::uid`](super::lineage::uid).
    pub uid: String,
    pub content: Content,
    pub stamp: Stamp,
}

/// When and how a revision came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// The sender's own time.
    pub sent_at: Instant,
    /// When the receiving desk received it; on time is judged by this. A coordinator may set it, with a reason.
    pub received_at: Instant,
    /// When the row was written.
    pub recorded_at: Instant,
    pub channel: Channel,
    /// Why there is a second revision, why warnings were accepted, or why the receipt's time was set.
    pub reason: String,
    /// When it was taken back, by its unit or because its receipt had been recorded wrongly; such a revision counts for
    /// nothing and stays in the record.
    pub withdrawn_at: Option<Instant>,
}

impl Stamp {
    /// Whether a person said how or when it came in, and not this program's clock: only that can have been recorded
    /// wrongly.
    pub fn is_said(&self) -> bool {
        match self.channel {
            Channel::Desk | Channel::Packet => self.received_at != self.recorded_at,
            Channel::Paper | Channel::Email | Channel::File => true,
        }
    }

    /// Whether it is the sending desk's to take back and nobody else's: it came in a packet, and not from another desk of
    /// this desk's own unit (`is_own`).
    pub fn is_for_sender(&self, is_own: bool) -> bool {
        !is_own && self.channel == Channel::Packet
    }
}

/// The way by which a revision came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// Typed on this desk.
    Desk,
    Paper,
    Email,
    /// Read from a filled form that came as a file.
    File,
    /// Came in a packet from another desk.
    Packet,
}

impl Channel {
    pub const ALL: [Self; 5] = [
        Self::Desk,
        Self::Paper,
        Self::Email,
        Self::File,
        Self::Packet,
    ];
}

impl Channel {
    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Desk => "本机填报",
            Self::Paper => "纸质收到",
            Self::Email => "邮件收到",
            Self::File => "来件收下",
            Self::Packet => "报送包收到",
        }
    }
}
