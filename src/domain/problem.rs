//! A problem is something about the user's own data, said beside the place it concerns. Faults of files, disks and
//! programs are not problems: see [`error`](crate::error).

use serde::{Deserialize, Serialize};

use super::id::{FieldId, FigureId, LevelId};

/// How much a problem weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Must be mended before submitting.
    Error,
    /// May be submitted with a reason.
    Warning,
}

/// Where a problem stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    Field(FieldId),
    Figure(FigureId),
    Hazards(LevelId),
    Narrative,
    Material,
    /// The submission as a whole.
    Whole,
}

/// One thing that is not right, in words that tell what is expected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    pub place: Place,
    pub severity: Severity,
    pub message: String,
}

impl Problem {
    pub fn error(place: Place, message: impl Into<String>) -> Self {
        Self {
            place,
            severity: Severity::Error,
            message: message.into(),
        }
    }

    pub fn warning(place: Place, message: impl Into<String>) -> Self {
        Self {
            place,
            severity: Severity::Warning,
            message: message.into(),
        }
    }
}
