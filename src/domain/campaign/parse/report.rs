//! Collects every problem of a campaign file while it is read, so that all of them are told at once.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;

use super::diagnostic::{Diagnostic, Lines};
use crate::domain::problem::Severity;
use crate::text::search::closest;

/// The problems found so far. Shared by everything that reads a part of the file.
#[derive(Debug)]
pub(super) struct Report<'s> {
    lines: &'s Lines<'s>,
    /// Lines whose very syntax is broken. Where there are any, what seems missing may only be unreadable.
    torn: BTreeSet<usize>,
    diagnostics: RefCell<Vec<Diagnostic>>,
}

impl<'s> Report<'s> {
    /// Begins with the problems of syntax.
    pub(super) fn new(lines: &'s Lines<'s>, syntax: Vec<Diagnostic>) -> Self {
        Self {
            lines,
            torn: syntax.iter().map(|diagnostic| diagnostic.line).collect(),
            diagnostics: RefCell::new(syntax),
        }
    }

    pub(super) fn source(&self) -> &'s str {
        self.lines.source
    }

    pub(super) fn error(&self, span: Range<usize>, message: impl Into<String>) {
        self.push(span, Severity::Error, message.into(), None);
    }

    pub(super) fn error_with(
        &self,
        span: Range<usize>,
        message: impl Into<String>,
        suggestion: impl Into<Option<String>>,
    ) {
        self.push(span, Severity::Error, message.into(), suggestion.into());
    }

    pub(super) fn warning(
        &self,
        span: Range<usize>,
        message: impl Into<String>,
        suggestion: impl Into<Option<String>>,
    ) {
        self.push(span, Severity::Warning, message.into(), suggestion.into());
    }

    /// Something is not there. Not told where the syntax is broken: it may well be there.
    pub(super) fn missing(
        &self,
        span: Range<usize>,
        message: impl Into<String>,
        suggestion: impl Into<Option<String>>,
    ) {
        if self.torn.is_empty() {
            self.push(span, Severity::Error, message.into(), suggestion.into());
        }
    }

    /// The line, from 1, on which a place stands.
    pub(super) fn line(&self, at: usize) -> usize {
        self.lines.line(at)
    }

    fn push(
        &self,
        span: Range<usize>,
        severity: Severity,
        message: String,
        suggestion: Option<String>,
    ) {
        let diagnostic = self.lines.place(span, severity, message, suggestion);
        if !self.torn.contains(&diagnostic.line) {
            self.diagnostics.borrow_mut().push(diagnostic);
        }
    }

    /// Everything, in the order of the file.
    pub(super) fn finish(self) -> Vec<Diagnostic> {
        let mut diagnostics = self.diagnostics.into_inner();
        diagnostics.sort_by_key(|diagnostic| (diagnostic.span.start, diagnostic.span.end));
        diagnostics
    }
}

/// “是不是 x？”, where one of the known words is near.
pub(super) fn did_you_mean<'w>(
    word: &str,
    known: impl IntoIterator<Item = &'w str>,
) -> Option<String> {
    let near = closest(word, known)?;
    Some(format!("是不是“{near}”？"))
}
