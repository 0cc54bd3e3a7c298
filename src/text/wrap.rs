//! Breaking Chinese and mixed text into lines of a given number of columns.
//!
//! The rules are those of Chinese setting (GB/T 15834—2011, 5: 标点符号的位置): `，。、；：？！` and closing brackets and
//! quotation marks never begin a line, opening ones never end one, `——` and `……` are not torn. Latin words and numbers
//! stay whole where they fit into a line. Lines are byte ranges of the source, so a caller can find any position of
//! its text on the screen again: this is how blanks stand inside the sentences of a form. Drawing is the caller's.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::text::width::{grapheme_width, width};

mod rules;

/// One line of a wrapped text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The bytes of the source that belong to this line: every byte of it belongs to exactly one line, in order.
    pub source: Range<usize>,
    /// The part of `source` to draw: without its line break, spaces that hang over its end, and trimmed indents.
    pub shown: Range<usize>,
    /// Columns of what is drawn. More than asked for only where a single glyph is wider than the whole line.
    pub columns: usize,
    /// Whether the source itself ends the line here, by a line break or its end.
    pub ends_paragraph: bool,
}

impl Line {
    /// What to draw.
    pub fn text<'a>(&self, source: &'a str) -> &'a str {
        &source[self.shown.clone()]
    }

    /// The column at which the byte `at` of the source stands on this line; what is not drawn stands at the edge.
    pub fn column_of(&self, source: &str, at: usize) -> usize {
        width(&source[self.shown.start..at.clamp(self.shown.start, self.shown.end)])
    }
}

/// What happens to spaces, half- or full-width, at the beginning of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Indent {
    /// They are drawn: 首行缩进 stays as on paper.
    #[default]
    Keep,
    /// They are not drawn; they still belong to the line's `source`.
    Trim,
}

/// How to break a text into lines.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wrap<'a> {
    /// Columns of a line; 0 counts as 1.
    pub width: usize,
    pub indent: Indent,
    /// Byte ranges to keep whole where they fit, such as the blanks of a sentence: ascending and apart from each
    /// other. Their spaces count as content and their punctuation follows no rule.
    pub whole: &'a [Range<usize>],
}

/// The lines of `text` in `width` columns, indents kept. Always at least one line; a line break at the very end adds none.
pub fn wrap(text: &str, width: usize) -> Vec<Line> {
    Wrap {
        width,
        ..Wrap::default()
    }
    .lines(text)
}

/// `text` with line breaks, in lines of at most `width` columns, as few as there must be and about as long as each other: a
/// title that does not fit into one line leaves no lone character for the last. What stands in quotation marks is not torn,
/// where that takes no further line. Every paper's title is broken by this, whatever format writes it.
pub fn balanced(text: &str, width: usize) -> String {
    let fewest = wrap(text, width);
    let columns: usize = fewest.iter().map(|line| line.columns).sum();
    let mean = columns.div_ceil(fewest.len());
    let names = quoted(text);
    let narrower = |whole: &[Range<usize>]| {
        let longest = whole.iter().map(|name| self::width(&text[name.clone()]));
        let least = mean.max(longest.max().unwrap_or(0));
        let lines = (least..=width).map(|width| {
            let wrap = Wrap {
                width,
                whole,
                ..Wrap::default()
            };
            wrap.lines(text)
        });
        lines.into_iter().find(|lines| lines.len() == fewest.len())
    };
    let even = narrower(&names).or_else(|| narrower(&[]));
    let even = even.unwrap_or(fewest);
    let even: Vec<&str> = even.iter().map(|line| line.text(text)).collect();
    even.join("\n")
}

/// The names in quotation marks and title marks, marks included; of nested ones the outer.
fn quoted(text: &str) -> Vec<Range<usize>> {
    let mut names: Vec<Range<usize>> = Vec::new();
    for (open, close) in [('“', '”'), ('《', '》')] {
        for (from, _) in text.match_indices(open) {
            let Some(length) = text[from..].find(close) else {
                continue;
            };
            names.push(from..from + length + close.len_utf8());
        }
    }
    names.sort_by_key(|name| (name.start, std::cmp::Reverse(name.end)));
    names.dedup_by(|inner, outer| inner.start < outer.end);
    names
}

/// Line and column of the byte `at` of `text`, counted from 0. A position between two lines is the later line's start.
pub fn position(text: &str, lines: &[Line], at: usize) -> (usize, usize) {
    let line = lines
        .partition_point(|line| line.source.end <= at)
        .min(lines.len().saturating_sub(1));
    (
        line,
        lines.get(line).map_or(0, |line| line.column_of(text, at)),
    )
}

impl Wrap<'_> {
    /// The lines of `text`. Always at least one; a line break at the very end adds none.
    pub fn lines(&self, text: &str) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut start = 0;
        while start < text.len() || lines.is_empty() {
            let rest = &text[start..];
            let length = rest.find(rules::is_line_break).unwrap_or(rest.len());
            let end = start + length + rules::line_break_length(&rest[length..]);
            self.paragraph(text, start..start + length, end, &mut lines);
            start = end;
        }
        lines
    }

    /// Appends the lines of one paragraph, whose line break ends at `end`.
    fn paragraph(&self, text: &str, paragraph: Range<usize>, end: usize, lines: &mut Vec<Line>) {
        let cells = self.cells(text, paragraph.clone());
        let indent = match self.indent {
            Indent::Keep => 0,
            Indent::Trim => cells.iter().take_while(|cell| cell.space).count(),
        };
        let byte = |index: usize| cells.get(index).map_or(paragraph.end, |cell| cell.start);
        let (mut first, mut drawn) = (0, indent);
        loop {
            let next = line_end(&cells, drawn, self.width.max(1));
            let ink = cells[drawn..next]
                .iter()
                .rposition(|cell| !cell.space)
                .map_or(drawn, |last| drawn + last + 1);
            let ends_paragraph = next == cells.len();
            lines.push(Line {
                source: byte(first)..if ends_paragraph { end } else { byte(next) },
                shown: byte(drawn)..byte(ink),
                columns: cells[drawn..ink].iter().map(|cell| cell.columns).sum(),
                ends_paragraph,
            });
            if ends_paragraph {
                return;
            }
            (first, drawn) = (next, next);
        }
    }

    fn cells(&self, text: &str, paragraph: Range<usize>) -> Vec<Cell> {
        let mut whole = self.whole.iter().enumerate().peekable();
        let mut cells: Vec<Cell> = Vec::new();
        // The last cell that is no space: the rules look through spaces.
        let mut before: Option<(rules::Class, Option<usize>)> = None;
        for (at, grapheme) in text[paragraph.clone()].grapheme_indices(true) {
            let start = paragraph.start + at;
            while whole.next_if(|(_, range)| range.end <= start).is_some() {}
            let group = whole
                .peek()
                .filter(|(_, range)| range.contains(&start))
                .map(|&(index, _)| index);
            let class = if group.is_some() {
                rules::Class::FREE
            } else {
                rules::Class::of(grapheme)
            };
            let spaced = cells.last().is_some_and(|cell| cell.space);
            let break_before = !class.space
                && before.is_some_and(|(last, last_group)| {
                    (group.is_none() || group != last_group)
                        && rules::may_break(last, class, spaced)
                });
            cells.push(Cell {
                start,
                columns: grapheme_width(grapheme),
                space: class.space,
                break_before,
            });
            if !class.space {
                before = Some((class, group));
            }
        }
        cells
    }
}

/// One grapheme, as the breaking sees it.
struct Cell {
    start: usize,
    columns: usize,
    /// A space outside the ranges kept whole: hangs over the end of a line instead of beginning the next.
    space: bool,
    break_before: bool,
}

/// Where the line that begins at `first` ends: at the last permitted break that fits; where there is none, because
/// one word is wider than the line, at the last grapheme that fits.
fn line_end(cells: &[Cell], first: usize, width: usize) -> usize {
    let (mut columns, mut last_break, mut ink) = (0, None, false);
    for (index, cell) in cells.iter().enumerate().skip(first) {
        if cell.break_before && ink {
            last_break = Some(index);
        }
        columns += cell.columns;
        if columns > width && !cell.space && index > first {
            return last_break.unwrap_or(index);
        }
        ink |= !cell.space;
    }
    cells.len()
}

#[cfg(test)]
mod tests;
