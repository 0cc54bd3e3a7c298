//! A blank form and its notice become a campaign file that checks clean: sentences word for word, blanks with ids and
//! measure words, fields with their kinds, deadlines with the words that name them. What cannot be told for certain is a
//! question in the file, so that a person checks rather than types.
//!
//! Pure: pages and a day come in, the file's text goes out. Pages are read by [`intake`](crate::intake), files written
//! by the caller. The names of contact persons, and anybody's numbers, never reach the text.

mod blank;
mod contents;
mod duties;
mod figures;
mod forms;
mod grid;
mod guess;
mod heading;
mod name;
mod notice;
mod registration;
mod skeleton;
mod statistics;
mod write;

use chrono::NaiveDate;

use crate::intake::page::Page;
use contents::Contents;
use notice::Notice;
pub use skeleton::{Offer, offers, skeleton};

/// A form as it was read.
#[derive(Debug, Clone, Copy)]
pub struct Paper<'a> {
    /// The file's own name, without folders: `附件2-空表.docx` tells which annex it is.
    pub name: &'a str,
    /// Read with [`read_blank`](crate::intake::read_blank).
    pub page: &'a Page,
    /// What the campaign file says of exporting into this very file; `None` where it can say nothing, because the file is
    /// of a kind that is not filled in.
    pub template: Option<&'a Template>,
}

/// A blank form as the file that exports fill in: the campaign file's `template`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Template {
    /// It lies in the campaign file's folder, under this path.
    Beside(String),
    /// It lies elsewhere: the campaign file offers the key, for when the file has been put beside it.
    Elsewhere(String),
    /// It lies there, but cannot be filled in as it is.
    Unfit(String),
}

/// In a form that came in, nothing is to be filled in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0} 里没有认出要填的表：没有带空格的统计表，也没有登记表")]
pub struct NoForm(pub String);

/// A campaign file in the making.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The file's text. It always checks without a problem.
    pub source: String,
}

/// A place that a person should look at.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Question {
    /// Line of the file, from 1.
    pub line: usize,
    pub text: String,
}

/// Drafts a campaign file from blank forms, a notice, or both. `today` only tells the year where nothing else does.
///
/// # Errors
/// Where one of the forms has nothing to fill in: it is the wrong file.
pub fn draft(
    papers: &[Paper<'_>],
    notice: Option<&Page>,
    today: NaiveDate,
) -> Result<Draft, NoForm> {
    let forms = forms::read(papers).map_err(NoForm)?;
    let read = notice.map_or_else(Notice::default, notice::read);
    let contents = Contents {
        forms: &forms,
        notice: &read,
        has_notice: notice.is_some(),
        today,
    };
    Ok(Draft {
        source: contents.write(),
    })
}

impl Draft {
    /// What the file asks, in its order.
    pub fn questions(&self) -> Vec<Question> {
        questions(&self.source)
    }
}

/// What a campaign file still asks, in its order: a person who has looked deletes the question.
pub fn questions(source: &str) -> Vec<Question> {
    let found = write::questions(source);
    found
        .map(|(line, text)| Question {
            line,
            text: text.to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod workbooks;
