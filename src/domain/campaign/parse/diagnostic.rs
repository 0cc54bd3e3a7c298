//! What is wrong with a campaign file, where, and what to do about it; and how that is shown under the source line.
//! What counts as wrong is decided beside the thing that is read.

use std::fmt::Write as _;
use std::ops::Range;

use serde::Serialize;

use crate::domain::problem::Severity;
use crate::text::sanitize::for_display;
use crate::text::width::{truncate, truncate_start, width};

/// Columns of source shown before the marked text, and in all: a line stays whole on a terminal of 80 columns.
const COLUMNS_BEFORE: usize = 36;
const COLUMNS: usize = 70;

/// One problem of a campaign file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    pub severity: Severity,
    /// From 1.
    pub line: usize,
    /// In characters, from 1: what an editor shows.
    pub column: usize,
    /// The text it is about, in bytes of the source.
    pub span: Range<usize>,
    pub message: String,
    /// What to write instead, where that is known.
    pub suggestion: Option<String>,
}

/// A source with the places where its lines begin, found once: a broken file may have a problem on every line.
#[derive(Debug)]
pub(super) struct Lines<'s> {
    pub(super) source: &'s str,
    starts: Vec<usize>,
}

impl<'s> Lines<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        let breaks = source.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            source,
            starts: std::iter::once(0).chain(breaks).collect(),
        }
    }

    /// The line, from 1, on which a byte stands.
    pub(super) fn line(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at)
    }

    /// Places a problem. A span that lies outside the source, or splits a character, is brought back into it.
    pub(super) fn place(
        &self,
        span: Range<usize>,
        severity: Severity,
        message: String,
        suggestion: Option<String>,
    ) -> Diagnostic {
        let start = boundary(self.source, span.start);
        let end = boundary(self.source, span.end).max(start);
        let line = self.line(start);
        Diagnostic {
            severity,
            line,
            column: self.source[self.starts[line - 1]..start].chars().count() + 1,
            span: start..end,
            message,
            suggestion,
        }
    }
}

impl Diagnostic {
    /// Whether the file cannot be used because of it.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    fn render(&self, source: &str, file: &str, out: &mut String) {
        let word = match self.severity {
            Severity::Error => "错误",
            Severity::Warning => "提醒",
        };
        let number = self.line.to_string();
        let gutter = " ".repeat(number.len());
        let (line, mark) = self.marked_line(source);
        let _ = writeln!(out, "{word}：{}", for_display(&self.message));
        let _ = writeln!(
            out,
            "{gutter}--> {}:{number}:{}",
            for_display(file),
            self.column
        );
        let _ = writeln!(out, "{gutter} |");
        let _ = writeln!(out, "{number} | {line}");
        let _ = writeln!(out, "{gutter} | {mark}");
        if let Some(suggestion) = &self.suggestion {
            let _ = writeln!(out, "建议：{}", for_display(suggestion));
        }
    }

    /// The source line, harmless and cut to size, and the carets that stand under the marked text. The three parts
    /// are measured apart, so that nothing before the mark can move it.
    fn marked_line(&self, source: &str) -> (String, String) {
        let line_start = source[..self.span.start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = source[self.span.start..]
            .find('\n')
            .map_or(source.len(), |at| self.span.start + at);
        let marked_end = self.span.end.min(line_end);
        let before = for_display(&source[line_start..self.span.start]);
        let marked = for_display(source[self.span.start..marked_end].trim_end_matches('\r'));
        let after = for_display(source[marked_end..line_end].trim_end_matches('\r'));
        let before = truncate_start(&before, COLUMNS_BEFORE);
        let room = COLUMNS - width(&before);
        let marked = truncate(&marked, room);
        let after = truncate(&after, room - width(&marked));
        let mark = " ".repeat(width(&before)) + &"^".repeat(width(&marked).max(1));
        (
            format!("{before}{marked}{after}").trim_end().to_owned(),
            mark,
        )
    }
}

/// Writes all problems for a person: what, where, the source line with carets under it, and a suggestion.
pub fn render(diagnostics: &[Diagnostic], source: &str, file: &str) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        if !out.is_empty() {
            out.push('\n');
        }
        diagnostic.render(source, file, &mut out);
    }
    out
}

/// The nearest character boundary at or before `at`.
fn boundary(source: &str, at: usize) -> usize {
    let mut at = at.min(source.len());
    while !source.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    //! Where the caret stands under lines with wide characters.

    use super::*;

    fn shown(source: &str, marked: &str) -> Vec<String> {
        let start = source
            .find(marked)
            .expect("the marked text is in the source");
        let span = start..start + marked.len();
        let lines = Lines::new(source);
        let diagnostic = lines.place(span, Severity::Error, "不对".to_owned(), None);
        let shown = render(&[diagnostic], source, "甲.toml");
        shown.lines().map(str::to_owned).collect()
    }

    #[test]
    fn the_caret_stands_under_wide_text() {
        let lines = shown(
            "theme = \"消除隐患\"\ntitle = \"安全生产月\" # 甲乙\n",
            "# 甲",
        );
        assert_eq!(
            lines,
            [
                "错误：不对",
                " --> 甲.toml:2:17",
                "  |",
                "2 | title = \"安全生产月\" # 甲乙",
                "  |                      ^^^^",
            ]
        );
    }

    #[test]
    fn tabs_and_control_characters_do_not_move_the_caret() {
        let lines = shown("\t\u{7}安x", "x");
        assert_eq!(lines[3], "1 |  ␇安x");
        assert_eq!(lines[4], "  |     ^");
    }

    #[test]
    fn a_long_line_is_cut_around_the_mark() {
        let source = format!("{}错{}", "安".repeat(200), "全".repeat(200));
        let lines = shown(&source, "错");
        assert!(width(&lines[3]) <= COLUMNS + 4, "{}", lines[3]);
        let mark = lines[4].find('^').expect("there is a caret");
        let at = lines[3].find('错').expect("the marked text is shown");
        assert_eq!(width(&lines[3][..at]), mark);
        assert_eq!(lines[1], " --> 甲.toml:1:201");
    }

    #[test]
    fn a_place_outside_the_source_is_its_end() {
        let diagnostic = Lines::new("月").place(1..90, Severity::Error, String::new(), None);
        assert_eq!(diagnostic.span, 0..3);
    }
}
