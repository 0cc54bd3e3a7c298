//! Paper out: two neutral shapes ([`document`] and [`sheet`]) and a writer for each format.
//!
//! Belongs here: what a page, a table or a cell is, how each format says it, and how the bytes reach the disk ([`mod@file`]).
//! Does not belong here: queries, deadlines, sums. Whoever wants paper builds a shape from records that are already
//! worked out; the writers never look anything up.
//!
//! Every writer is deterministic: the same shape gives the same bytes, on every machine and at every hour.

mod csv;
pub mod document;
mod docx;
pub mod edited;
mod error;
pub mod file;
mod format;
mod html;
mod json;
mod look;
mod md;
pub mod paper;
mod reshape;
pub mod sheet;
pub mod value;
mod xlsx;
mod xml;

pub use error::ExportError;
pub use format::Format;

use std::borrow::Cow;

use document::Document;
use sheet::Workbook;

/// What is to be put on paper: a grid of values, or a paper with headings and prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Export {
    Sheet(Workbook),
    Document(Document),
}

impl Export {
    /// The paper's title, which also makes its file name.
    pub fn title(&self) -> &str {
        match self {
            Export::Sheet(workbook) => &workbook.title,
            Export::Document(document) => &document.title,
        }
    }

    fn document(&self) -> Cow<'_, Document> {
        match self {
            Export::Document(document) => Cow::Borrowed(document),
            Export::Sheet(workbook) => Cow::Owned(reshape::document_of(workbook)),
        }
    }

    fn workbook(&self) -> Cow<'_, Workbook> {
        match self {
            Export::Sheet(workbook) => Cow::Borrowed(workbook),
            Export::Document(document) => Cow::Owned(reshape::workbook_of(document)),
        }
    }
}

impl From<Document> for Export {
    fn from(document: Document) -> Export {
        Export::Document(document)
    }
}

impl From<Workbook> for Export {
    fn from(workbook: Workbook) -> Export {
        Export::Sheet(workbook)
    }
}

impl From<sheet::Sheet> for Export {
    fn from(sheet: sheet::Sheet) -> Export {
        Export::Sheet(sheet.into())
    }
}

/// The bytes of a file of that format. The same shape always gives the same bytes.
///
/// Fails only where the format has a limit that the shape passes: a million rows for Excel, 4 GiB for a package.
pub fn write(export: &Export, format: Format) -> Result<Vec<u8>, ExportError> {
    Ok(match format {
        Format::Docx => docx::write(&export.document())?,
        Format::Html => html::write(&export.document()),
        Format::Md => md::write(&export.document()),
        Format::Xlsx => xlsx::write(&export.workbook())?,
        Format::Csv => csv::write(&export.workbook()),
        Format::Json => match export {
            Export::Sheet(workbook) => json::workbook(workbook),
            Export::Document(document) => json::document(document),
        },
    })
}
