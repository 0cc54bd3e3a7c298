//! The kinds of paper: their names, and the formats that make sense for each. Whether a campaign has one is
//! [`kinds`](super::kinds)'s to say.

use std::fmt;

use crate::export::Format;

/// A paper that a desk can give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// The registration form of one unit, as on the notice's paper.
    Annex1,
    /// A statistics table as on the notice's paper, of one unit or rolled up.
    Annex2,
    /// Every unit's liaison.
    Liaisons,
    /// Units by periods.
    Status,
    /// The hazard ledger.
    Hazards,
    /// A statistics table as a list of numbers.
    Figures,
    /// Units by figures.
    Units,
    /// The coordinator's report.
    Summary,
    /// The records of a register.
    Register,
    /// How far the targets are.
    Targets,
    /// Points by a table.
    Scores,
    /// Who leads and answers for the notice's rows, and how far each is.
    Responsibilities,
    /// The candidates for awards.
    Nominations,
    /// Everything that is kept of a unit's activities, for its assessment.
    Record,
}

impl Kind {
    /// Every kind, in the order in which a list offers them.
    pub const ALL: [Self; 14] = [
        Self::Annex1,
        Self::Annex2,
        Self::Liaisons,
        Self::Status,
        Self::Hazards,
        Self::Figures,
        Self::Units,
        Self::Summary,
        Self::Register,
        Self::Targets,
        Self::Scores,
        Self::Responsibilities,
        Self::Nominations,
        Self::Record,
    ];

    /// The name that scripts know it by.
    pub fn id(self) -> &'static str {
        match self {
            Self::Annex1 => "annex1",
            Self::Annex2 => "annex2",
            Self::Liaisons => "liaisons",
            Self::Status => "status",
            Self::Hazards => "hazards",
            Self::Figures => "figures",
            Self::Units => "units",
            Self::Summary => "summary",
            Self::Register => "register",
            Self::Targets => "targets",
            Self::Scores => "scores",
            Self::Responsibilities => "responsibilities",
            Self::Nominations => "nominations",
            Self::Record => "record",
        }
    }

    /// The word on screen, whatever the campaign; [`Offer::label`](super::Offer::label) names its own papers.
    pub fn label(self) -> &'static str {
        match self {
            Self::Annex1 => "联络员推荐表",
            Self::Annex2 => "统计表",
            Self::Liaisons => "联络员名单",
            Self::Status => "报送进度",
            Self::Hazards => "隐患台账",
            Self::Figures => "指标汇总",
            Self::Units => "各单位一览",
            Self::Summary => "情况汇总",
            Self::Register => "台账",
            Self::Targets => "目标完成情况",
            Self::Scores => "积分",
            Self::Responsibilities => "责任分工",
            Self::Nominations => "推荐名单",
            Self::Record => "活动情况记录",
        }
    }

    /// The formats that make sense for it, the usual one first.
    pub fn formats(self) -> &'static [Format] {
        match self {
            // Seventy columns are a spreadsheet's; on a page nobody could read them.
            Self::Units => &[Format::Xlsx, Format::Csv, Format::Html, Format::Json],
            Self::Annex1 | Self::Annex2 | Self::Summary => &Format::ALL,
            Self::Liaisons
            | Self::Status
            | Self::Hazards
            | Self::Figures
            | Self::Register
            | Self::Targets
            | Self::Scores
            | Self::Responsibilities
            | Self::Nominations
            | Self::Record => &[
                Format::Xlsx,
                Format::Docx,
                Format::Csv,
                Format::Html,
                Format::Md,
                Format::Json,
            ],
        }
    }

    /// Finds a kind by its id or its word.
    pub fn named(text: &str) -> Option<Self> {
        let text = text.trim();
        Self::ALL
            .into_iter()
            .find(|kind| kind.id() == text || kind.label() == text)
    }

    /// Whether it is made from a statistics table.
    pub fn needs_table(self) -> bool {
        matches!(self, Self::Annex2 | Self::Figures | Self::Units)
    }

    /// Whether it says what submissions amount to, of which not all need count.
    pub fn has_totals(self) -> bool {
        self.needs_table() || self == Self::Summary
    }

    /// Whether it speaks of a stretch of the campaign rather than of how things stand now.
    pub fn has_extent(self) -> bool {
        self.needs_table() || matches!(self, Self::Status | Self::Summary)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}
