//! What is to stand in the blanks: answers of a table or of the registration form, each as one line of words. How it is
//! fitted into its place is not known here.

use std::collections::BTreeMap;

use crate::domain::campaign::{Campaign, Form};
use crate::domain::figure::{Answer, Figures, Value};
use crate::domain::id::FieldId;
use crate::domain::submission::show_answer;
use crate::intake::BlankId;
use crate::text::sanitize::for_storage_line;

/// The answers to one paper.
#[derive(Debug, Clone, Copy)]
pub enum Answers<'a> {
    /// Of a statistics table.
    Table {
        campaign: &'a Campaign,
        figures: &'a Figures,
    },
    /// Of a unit's registration form.
    Registration {
        form: &'a Form,
        unit: &'a str,
        fields: &'a BTreeMap<FieldId, String>,
    },
}

/// What is written into one blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written {
    /// One line, never empty.
    pub(super) text: String,
    /// Whether it is a number: digits with a point at most.
    pub(super) is_number: bool,
}

impl Answers<'_> {
    /// What is to stand in a blank; `None` where it stays blank.
    pub(super) fn of(&self, id: &BlankId) -> Option<Written> {
        let (text, is_number) = match (self, id) {
            (Self::Table { campaign, figures }, BlankId::Figure(id)) => {
                let answer = figures.get(id)?;
                let is_number = matches!(answer, Answer::Value(Value::Number(_)));
                (show_answer(campaign.figure(id)?, answer), is_number)
            }
            (Self::Registration { form, unit, fields }, BlankId::Field(id)) => {
                (form.value(form.field(id)?, fields, unit).to_owned(), false)
            }
            _ => return None,
        };
        let text = for_storage_line(&text);
        // Not characters at all, though they pass for some: no XML may hold them.
        let text = text.replace(['\u{FFFE}', '\u{FFFF}'], "");
        let text = text.trim().to_owned();
        (!text.is_empty()).then_some(Written { text, is_number })
    }
}
