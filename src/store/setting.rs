//! The desk's own settings: one row a name. What they mean is [`ops::desk`](crate::ops)'s.

use rusqlite::named_params;

use super::{Reader, StoreError, Writer};

/// What the desk remembers about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// The campaign file's text, as it was when the desk was made.
    Campaign,
    /// The desk's name for people.
    Name,
    /// The code of the unit that sits at the desk.
    Seat,
    /// `coordinator` or `unit`.
    Role,
    /// When the desk was made, epoch milliseconds.
    CreatedAt,
    /// The moment at which a demonstration stands still, epoch milliseconds; no other desk has it.
    PlaysAt,
    /// The seed of the desk's signing key, 64 hex digits; made at first need.
    Key,
    /// The desk above, JSON; absent where no packet has come from one.
    Superior,
}

impl Setting {
    fn name(self) -> &'static str {
        match self {
            Self::Campaign => "campaign",
            Self::Name => "name",
            Self::Seat => "seat",
            Self::Role => "role",
            Self::CreatedAt => "created_at",
            Self::PlaysAt => "plays_at",
            Self::Key => "key",
            Self::Superior => "superior",
        }
    }
}

impl Reader<'_> {
    /// A setting's value.
    pub fn setting(self, setting: Setting) -> Result<Option<String>, StoreError> {
        self.first(
            "SELECT value FROM desk WHERE name = :name",
            named_params! {":name": setting.name()},
            |row| Ok(row.get("value")?),
        )
    }

    /// A setting that every desk has.
    pub fn required_setting(self, setting: Setting) -> Result<String, StoreError> {
        self.setting(setting)?
            .ok_or_else(|| StoreError::damaged(format!("no setting {}", setting.name())))
    }
}

impl Writer<'_> {
    pub fn set_setting(&self, setting: Setting, value: &str) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO desk (name, value) VALUES (:name, :value)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            named_params! {":name": setting.name(), ":value": value},
        )?;
        Ok(())
    }
}
