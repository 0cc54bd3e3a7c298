//! Typed ids, so that a unit's code is never passed where a figure's id is meant. No rule lives here.

/// Declares ids that are short texts written by a person in a campaign file or a list.
macro_rules! text_ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The id as written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    )+};
}

text_ids! {
    /// Names a campaign: `gusu-2020`.
    CampaignId;
    /// Names a duty of a campaign: `weekly`.
    DutyId;
    /// Names a table of a campaign: `annex2`.
    TableId;
    /// Names a figure, that is one blank of a table: `study_sessions`.
    FigureId;
    /// Names a field of a form: `office_phone`.
    FieldId;
    /// Names a kind of unit: `hospital`.
    KindId;
    /// Names a hazard level: `major`.
    LevelId;
}

/// A unit on this desk: the key of its row. Between desks a unit is known by its code.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(transparent)]
pub struct UnitId(pub i64);

/// A hazard on this desk: the key of its row.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(transparent)]
pub struct HazardId(pub i64);
