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
    /// Names a register of a campaign: `activities`.
    RegisterId;
    /// Names a stage of a register's records: `accepted`.
    StageId;
    /// Names a row that the campaign file gives: of a register, `measure_5`; of a grid, `villages`.
    RowId;
    /// Names a target of a campaign: `coverage`.
    TargetId;
    /// Names a points table of a campaign: `contest`.
    PointsId;
    /// Names an item of a points table: `drills`.
    ItemId;
    /// Names an award of a campaign: `best_unit`.
    AwardId;
    /// Names a condition of an award: `no_accident`.
    ConditionId;
    /// Names a step on an award's way to approval: `congress`.
    StepId;
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

/// A record of a register on this desk: the key of its row.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(transparent)]
pub struct RecordId(pub i64);

/// A nomination for an award on this desk: the key of its row.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(transparent)]
pub struct NominationId(pub i64);

/// An arrival in this desk's in-tray: the key of its row.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(transparent)]
pub struct ArrivalId(pub i64);
