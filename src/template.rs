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

pub use answers::{Answers, Reporter};

use crate::domain::campaign::{Campaign, Paper};
use crate::intake::{Blank, BlankForm, BlankId, Refusal, blank_form};

/// A blank form that has a place for every blank of its campaign.
#[derive(Debug)]
pub struct Template<'b> {
    bytes: &'b [u8],
    form: BlankForm,
}

/// Why a file does not serve as a blank form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// It is neither a Word document nor a workbook.
    WrongKind,
    /// It cannot be read.
    Refused(Refusal),
    /// It has a place for none of the blanks.
    OtherPaper,
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
        let form = blank_form(campaign, paper, bytes).map_err(|refusal| match refusal {
            Refusal::WrongKind(_) | Refusal::UnknownKind | Refusal::Old { .. } => Unfit::WrongKind,
            refusal => Unfit::Refused(refusal),
        })?;
        let answers = |blank: &Blank| matches!(blank.id, BlankId::Figure(_) | BlankId::Field(_));
        match (form.problems.is_empty(), form.blanks.iter().any(answers)) {
            (true, _) => Ok(Self { bytes, form }),
            (false, false) => Err(Unfit::OtherPaper),
            (false, true) => Err(Unfit::Lacks(form.problems)),
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
        let part = word::fill(&self.form.xml, &filled).into_bytes();
        Ok(package::replace(self.bytes, (&self.form.part, &part))?)
    }

    /// Whose answers it has places for.
    pub fn blanks(&self) -> impl Iterator<Item = &BlankId> {
        self.form.blanks.iter().map(|blank| &blank.id)
    }
}
