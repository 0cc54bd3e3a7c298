//! The notice's own blank forms: which file on the [`Shelf`](super::Shelf) stands for which path of the campaign file.

use rusqlite::named_params;

use super::{Reader, StoreError, Writer};

impl Reader<'_> {
    /// The content that a blank form had when the desk was made; `None` where the desk was made without it.
    pub fn template(self, file: &str) -> Result<Option<String>, StoreError> {
        self.first(
            "SELECT hash FROM template WHERE file = :file",
            named_params! {":file": file},
            |row| Ok(row.get("hash")?),
        )
    }
}

impl Writer<'_> {
    /// Notes a blank form whose content is among the material.
    pub fn put_template(&self, file: &str, hash: &str) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO template (file, hash) VALUES (:file, :hash)
             ON CONFLICT (file) DO UPDATE SET hash = excluded.hash",
            named_params! {":file": file, ":hash": hash},
        )?;
        Ok(())
    }
}
