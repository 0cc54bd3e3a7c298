//! Where everything of a paper stands at a width: headings, wrapped sentences, and on which lines and columns each
//! blank lies. Kept per row, so that a keystroke wraps one sentence anew and not the whole table.

mod cells;
mod sentence;

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Blank, PaperRow, Piece, Slot};
use crate::text::sanitize;
use crate::text::wrap;

const NOT_APPLICABLE: &str = "不涉及";
/// Sentences stand this far in from their headings, where there is room.
const INDENT: usize = 2;
const ROOM_FOR_INDENT: usize = 24;
/// The width that is assumed before the first frame.
const FIRST_WIDTH: usize = 76;

/// One row of the table, cleaned for the screen.
#[derive(Debug, Clone)]
pub struct Row {
    /// `None` where the row above has the same.
    section: Option<String>,
    item: Option<String>,
    standards: Vec<String>,
    parts: Vec<Part>,
    grid: Option<cells::Grid>,
}

#[derive(Debug, Clone)]
enum Part {
    Words(String),
    /// The index of its slot.
    Blank(usize),
    /// What is worked out, by its key.
    WorkedOut(String),
}

/// What the rows are filled with.
#[derive(Debug, Clone, Copy)]
pub struct Held<'a> {
    pub slots: &'a [Slot],
    pub worked_out: &'a BTreeMap<String, String>,
}

/// Takes rows apart into what is laid out and the blanks, each with the index of its row.
pub fn rows(given: Vec<PaperRow>) -> (Vec<Row>, Vec<(usize, Blank)>) {
    let mut blanks = Vec::new();
    let mut rows = Vec::new();
    let mut section = String::new();
    for (index, row) in given.into_iter().enumerate() {
        let mut part = |piece: Piece| match piece {
            Piece::Words(words) => Part::Words(sanitize::for_display_block(&words).into_owned()),
            Piece::Blank(blank) => {
                blanks.push((index, blank));
                Part::Blank(blanks.len() - 1)
            }
            Piece::WorkedOut(key) => Part::WorkedOut(key),
        };
        let parts = row.pieces.into_iter().map(&mut part).collect();
        let grid = row.grid.map(|grid| cells::Grid::new(grid, &mut part));
        let clean = |text: &String| sanitize::for_display(text).into_owned();
        rows.push(Row {
            section: (row.section != section).then(|| clean(&row.section)),
            item: row.item.as_ref().map(clean),
            standards: row.standards.iter().map(clean).collect(),
            parts,
            grid,
        });
        section = row.section;
    }
    (rows, blanks)
}

/// What a line of the paper is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    Gap,
    Section,
    Item,
    Standard,
    /// A line of the sentence, or of cells.
    Sentence,
    /// A line of headings over cells.
    Heads,
}

/// One line of the paper.
#[derive(Debug, Clone)]
pub struct Laid {
    pub kind: Kind,
    /// Columns before it.
    pub indent: usize,
    /// Of the sentence: the bytes shown. Of anything else nothing.
    pub shown: Range<usize>,
    /// The words of a heading.
    pub words: String,
}

/// Where a blank stands in its sentence.
#[derive(Debug, Clone)]
pub struct Span {
    pub slot: usize,
    /// With its sign and what is said beside it.
    pub whole: Range<usize>,
    /// What stands in it; spaces where nothing does.
    pub value: Range<usize>,
}

/// The part of a blank that stands on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    pub slot: usize,
    /// Line of the row, from 0.
    pub line: usize,
    /// Columns of the paper.
    pub columns: Range<usize>,
}

/// One row laid out.
#[derive(Debug, Clone, Default)]
pub struct LaidRow {
    pub lines: Vec<Laid>,
    /// The sentence as it is shown, blanks filled.
    pub text: String,
    pub spans: Vec<Span>,
    pub segments: Vec<Segment>,
    /// The sentence's own lines, which follow the headings.
    sentence: Vec<wrap::Line>,
}

impl LaidRow {
    /// How many lines stand above the sentence.
    pub fn headings(&self) -> usize {
        self.lines.len() - self.sentence.len()
    }

    /// The lines of the paragraph that the line belongs to.
    pub fn paragraph(&self, line: usize) -> Range<usize> {
        let headings = self.headings();
        let own = line.saturating_sub(headings);
        let ends = |line: &wrap::Line| line.ends_paragraph;
        let before = self.sentence.iter().take(own).rposition(ends);
        let after = self.sentence.iter().skip(own).position(ends);
        let end = after.map_or(self.sentence.len(), |after| own + after + 1);
        headings + before.map_or(0, |before| before + 1)..headings + end
    }

    /// Line of the row and column of the paper at which a byte of the sentence stands.
    pub fn place_of(&self, byte: usize) -> (usize, usize) {
        let (line, column) = wrap::position(&self.text, &self.sentence, byte);
        let line = self.headings() + line;
        let indent = self.lines.get(line).map_or(0, |laid| laid.indent);
        (line, indent + column)
    }

    pub fn span_of(&self, slot: usize) -> Option<&Span> {
        self.spans.iter().find(|span| span.slot == slot)
    }
}

/// The whole paper at a width.
#[derive(Debug, Clone)]
pub struct Layout {
    width: usize,
    rows: Vec<Option<LaidRow>>,
    /// The line at which each row begins, and the end of the last.
    tops: Vec<usize>,
}

impl Default for Layout {
    fn default() -> Self {
        Self {
            width: FIRST_WIDTH,
            rows: Vec::new(),
            tops: vec![0],
        }
    }
}

impl Layout {
    /// A row is to be laid out anew.
    pub fn forget(&mut self, row: usize) {
        if let Some(row) = self.rows.get_mut(row) {
            *row = None;
        }
    }

    pub fn forget_all(&mut self) {
        self.rows.clear();
    }

    pub fn set_width(&mut self, width: usize) {
        if self.width != width {
            self.width = width;
            self.forget_all();
        }
    }

    /// Lays out what has been forgotten.
    pub fn bring_up(&mut self, rows: &[Row], held: Held<'_>, standards: bool) {
        self.rows.resize_with(rows.len(), || None);
        let mut fresh = self.tops.len() != rows.len() + 1;
        for (index, laid) in self.rows.iter_mut().enumerate() {
            if laid.is_none() {
                *laid = Some(lay_out(
                    &rows[index],
                    held,
                    self.width,
                    standards,
                    index == 0,
                ));
                fresh = true;
            }
        }
        if fresh {
            let mut line = 0;
            self.tops = vec![0];
            for row in self.rows.iter().flatten() {
                line += row.lines.len();
                self.tops.push(line);
            }
        }
    }

    /// How many lines there are.
    pub fn lines(&self) -> usize {
        self.tops.last().copied().unwrap_or_default()
    }

    /// The line at which a row begins.
    pub fn top(&self, row: usize) -> usize {
        self.tops.get(row).copied().unwrap_or_default()
    }

    pub fn row(&self, row: usize) -> Option<&LaidRow> {
        self.rows.get(row)?.as_ref()
    }

    /// The row that a line belongs to, and the line within it.
    pub fn row_at(&self, line: usize) -> Option<(&LaidRow, usize)> {
        let row = self
            .tops
            .partition_point(|top| *top <= line)
            .checked_sub(1)?;
        Some((self.row(row)?, line - self.tops[row]))
    }

    /// Every part of every blank, with its line of the paper.
    pub fn segments(&self) -> impl Iterator<Item = (usize, &Segment)> {
        self.rows.iter().enumerate().flat_map(move |(index, row)| {
            let segments = row.iter().flat_map(|row| &row.segments);
            segments.map(move |segment| (self.tops[index] + segment.line, segment))
        })
    }
}

fn lay_out(row: &Row, held: Held<'_>, width: usize, standards: bool, is_first: bool) -> LaidRow {
    let mut laid = LaidRow::default();
    let indent = if width >= ROOM_FOR_INDENT { INDENT } else { 0 };
    if !is_first {
        laid.heading(Kind::Gap, "", 0, width);
    }
    if let Some(section) = &row.section {
        laid.heading(Kind::Section, section, 0, width);
    }
    if let Some(item) = &row.item {
        laid.heading(Kind::Item, item, 0, width);
    }
    for standard in row.standards.iter().filter(|_| standards) {
        laid.heading(Kind::Standard, standard, indent, width);
    }
    let heads = match &row.grid {
        Some(grid) => grid.compose(&mut laid, held, width.saturating_sub(indent)),
        None => {
            laid.compose(row, held);
            Vec::new()
        }
    };
    laid.wrap_sentence(indent, width);
    laid.mark_heads(&heads);
    laid.place_blanks();
    laid
}
