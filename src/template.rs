//! The notice's own blank forms, filled in: the very file that the issuer made, every run, font, margin, merge and header
//! of it, only the blanks changed. Where the blanks are is told by the readers of filled forms ([`intake`](crate::intake)),
//! so that what is written here is read back there. Papers without such a file are laid out by `export`.
//!
//! Filling is pure and deterministic: the same form with the same answers is the same file.

mod answers;
mod edit;
mod fit;
mod package;
mod word;

use std::collections::BTreeMap;

pub use answers::Answers;

use crate::domain::campaign::{Campaign, Paper};
use crate::intake::{BlankForm, BlankId, Body, Refusal, blank_form};

/// A blank form that has a place for every blank of its campaign.
#[derive(Debug)]
pub struct Template<'b> {
    bytes: &'b [u8],
    form: BlankForm,
}

/// What a blank form is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Word,
    Excel,
}

/// Why a file does not serve as a blank form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// It cannot be read, or is something else.
    Refused(Refusal),
    /// Blanks that it has no place for: each with what is the matter.
    Lacks(Vec<String>),
}

/// A filled form could not be packed.
#[derive(Debug, thiserror::Error)]
#[error("填写通知的空表时出错：{0}")]
pub struct FillError(#[from] zip::result::ZipError);

impl<'b> Template<'b> {
    /// Opens a form of one paper of the campaign.
    ///
    /// # Errors
    /// Where it cannot be read, or has no place for a blank of the campaign.
    pub fn open(campaign: &Campaign, paper: &Paper, bytes: &'b [u8]) -> Result<Self, Unfit> {
        let form = blank_form(campaign, paper, bytes).map_err(Unfit::Refused)?;
        if form.problems.is_empty() {
            Ok(Self { bytes, form })
        } else {
            Err(Unfit::Lacks(form.problems))
        }
    }

    pub fn kind(&self) -> Kind {
        match self.form.body {
            Body::Word { .. } => Kind::Word,
            Body::Workbook => Kind::Excel,
        }
    }

    /// The same file with the answers in its blanks; a blank without an answer stays as it is.
    ///
    /// # Errors
    /// Where the parts cannot be packed, for instance because they are larger than 4 GiB.
    pub fn fill(&self, answers: &Answers<'_>) -> Result<Vec<u8>, FillError> {
        let blanks = self.form.blanks.iter();
        let filled: Vec<_> = blanks
            .filter_map(|blank| Some((&blank.place, answers.of(&blank.id)?)))
            .collect();
        let mut parts = BTreeMap::new();
        match &self.form.body {
            Body::Word { part, xml } => {
                parts.insert(part.clone(), word::fill(xml, &filled).into_bytes());
            }
            Body::Workbook => {}
        }
        Ok(package::replace(self.bytes, &parts)?)
    }

    /// Whose answers it has places for.
    pub fn blanks(&self) -> impl Iterator<Item = &BlankId> {
        self.form.blanks.iter().map(|blank| &blank.id)
    }
}
