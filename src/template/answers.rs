//! What is to stand in the blanks: answers of a table or of the registration form, each as one line of words. How it is
//! fitted into its place is not known here.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use crate::domain::campaign::{Campaign, Form};
use crate::domain::figure::Figures;
use crate::domain::id::FieldId;
use crate::domain::submission::show_answer;
use crate::intake::{BlankId, DayPart};
use crate::text::sanitize::for_storage_line;

/// The answers to one paper.
#[derive(Debug, Clone, Copy)]
pub enum Answers<'a> {
    /// Of a statistics table.
    Table {
        campaign: &'a Campaign,
        figures: &'a Figures,
        reporter: Reporter<'a>,
    },
    /// Of a unit's registration form.
    Registration {
        form: &'a Form,
        unit: &'a str,
        fields: &'a BTreeMap<FieldId, String>,
    },
}

/// Who reports, and on which day it was filled in; what is not known stays blank.
#[derive(Debug, Clone, Copy, Default)]
pub struct Reporter<'a> {
    pub unit: &'a str,
    pub filled_on: Option<NaiveDate>,
}

impl Reporter<'_> {
    fn day(&self, part: DayPart) -> Option<String> {
        let day = self.filled_on?;
        Some(match part {
            DayPart::Whole => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
            DayPart::Year => day.year().to_string(),
            DayPart::Month => day.month().to_string(),
            DayPart::Day => day.day().to_string(),
        })
    }
}

impl Answers<'_> {
    /// What is to stand in a blank: one line, never empty; `None` where it stays blank.
    pub(super) fn of(&self, id: &BlankId) -> Option<String> {
        let text = match (self, id) {
            (
                Self::Table {
                    campaign, figures, ..
                },
                BlankId::Figure(id),
            ) => show_answer(campaign.figure(id)?, figures.get(id)?),
            (Self::Table { reporter, .. }, BlankId::Unit) => reporter.unit.to_owned(),
            (Self::Table { reporter, .. }, BlankId::Day(part)) => reporter.day(*part)?,
            (Self::Registration { form, unit, fields }, BlankId::Field(id)) => {
                form.value(form.field(id)?, fields, unit).to_owned()
            }
            _ => return None,
        };
        // Not characters at all, though they pass for some: no XML may hold them.
        let text = for_storage_line(&text).replace(['\u{FFFE}', '\u{FFFF}'], "");
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }
}
