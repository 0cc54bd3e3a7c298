//! Paper out: two neutral shapes ([`document`] and [`sheet`]) and a writer for each format.
//!
//! Belongs here: what a page, a table or a cell is, how each format says it, and how the bytes reach the disk ([`file`]).
//! Does not belong here: queries, deadlines, sums. Whoever wants paper builds a shape from records that are already
//! worked out; the writers never look anything up.
//!
//! Every writer is deterministic: the same shape gives the same bytes, on every machine and at every hour.

pub mod document;
mod error;
mod format;
pub mod sheet;
pub mod value;

pub use error::ExportError;
pub use format::Format;

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
