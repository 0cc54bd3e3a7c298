//! What has been typed into forms other than a report's (those are in `draft`): one row a form, saved at every keystroke.

use std::collections::BTreeMap;

use rusqlite::named_params;

use super::convert::{from_json, to_json};
use super::{Reader, StoreError, Writer};
use crate::domain::calendar::Instant;

impl Reader<'_> {
    /// What was typed, by the ids of the form's items.
    pub fn form_draft(self, form: &str) -> Result<Option<BTreeMap<String, String>>, StoreError> {
        self.first(
            "SELECT content FROM form_draft WHERE form = :form",
            named_params! {":form": form},
            |row| {
                let content: String = row.get("content")?;
                from_json("form_draft", &content)
            },
        )
    }
}

impl Writer<'_> {
    pub fn put_form_draft(
        &self,
        form: &str,
        typed: &BTreeMap<String, String>,
        now: Instant,
    ) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO form_draft (form, content, updated_at)
             VALUES (:form, :content, :now)
             ON CONFLICT (form)
             DO UPDATE SET content = excluded.content, updated_at = excluded.updated_at",
            named_params! {
                ":form": form,
                ":content": to_json(typed)?,
                ":now": now.epoch_ms(),
            },
        )?;
        Ok(())
    }

    pub fn delete_form_draft(&self, form: &str) -> Result<(), StoreError> {
        self.execute(
            "DELETE FROM form_draft WHERE form = :form",
            named_params! {":form": form},
        )?;
        Ok(())
    }
}
