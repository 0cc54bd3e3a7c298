//! Cells in columns: how wide each column is, which columns stand beside each other where not all find room, and the
//! lines that they make. A number stands at the right edge of its column, below the column's heading.

use std::ops::Range;

use super::{Held, LaidRow, NOT_APPLICABLE, Part, Slot};
use crate::text::sanitize;
use crate::text::width::{center, pad_right, truncate, width};
use crate::text::wrap::wrap;
use crate::tui::kit::paper::{Filling, PaperColumn, PaperGrid, PaperLine, Piece};

/// A cell that nothing stands in.
const EMPTY: &str = "____";
/// A cell that the paper does not have.
const NONE: &str = "—";
/// Columns between two cells.
const GAP: usize = 2;
/// A heading is broken into lines of at most this many columns, and of at least the second.
const WIDEST_HEAD: usize = 12;
const NARROWEST_HEAD: usize = 6;
/// The names of lines take at most this part of the paper, and at least that many columns.
const NAMES_SHARE: usize = 3;
const NAMES_LEAST: usize = 12;

/// A table of cells, cleaned for the screen.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    corner: String,
    columns: Vec<PaperColumn>,
    lines: Vec<Line>,
}

#[derive(Debug, Clone)]
struct Line {
    name: String,
    cells: Vec<Option<Part>>,
}

impl Grid {
    pub(super) fn new(given: PaperGrid, part: &mut impl FnMut(Piece) -> Part) -> Self {
        let clean = |text: &str| sanitize::for_display(text).into_owned();
        let column = |column: PaperColumn| PaperColumn {
            group: clean(&column.group),
            name: clean(&column.name),
            measure: clean(&column.measure),
        };
        let line = |line: PaperLine| Line {
            name: clean(&line.name),
            cells: line
                .cells
                .into_iter()
                .map(|cell| cell.map(&mut *part))
                .collect(),
        };
        Self {
            corner: clean(&given.corner),
            columns: given.columns.into_iter().map(column).collect(),
            lines: given.lines.into_iter().map(line).collect(),
        }
    }

    /// Writes the cells into the row's text, a line a line; answers which bytes are headings.
    pub(super) fn compose(
        &self,
        laid: &mut LaidRow,
        held: Held<'_>,
        room: usize,
    ) -> Vec<Range<usize>> {
        let names = self.names_width(room);
        let widths = self.widths(held, room.saturating_sub(names));
        let mut heads = Vec::new();
        for (index, band) in bands(&widths, room.saturating_sub(names))
            .into_iter()
            .enumerate()
        {
            if index > 0 {
                laid.text.push_str("\n\n");
            }
            let begin = laid.text.len();
            for line in self.heads(names, &widths, band.clone()) {
                if laid.text.len() > begin {
                    laid.text.push('\n');
                }
                laid.text.push_str(line.trim_end());
            }
            heads.push(begin..laid.text.len());
            for line in &self.lines {
                laid.text.push('\n');
                self.line(laid, line, held, (names, &widths, band.clone()));
            }
        }
        heads
    }

    fn names_width(&self, room: usize) -> usize {
        let names = self.lines.iter().map(|line| width(&line.name));
        let longest = names.chain([width(&self.corner)]).max().unwrap_or(0);
        longest.min((room / NAMES_SHARE).max(NAMES_LEAST))
    }

    /// How wide each column is: as wide as what stands in it, and as its heading where there is room for that.
    fn widths(&self, held: Held<'_>, room: usize) -> Vec<usize> {
        let longest = |column: usize| {
            let cells = self.lines.iter().filter_map(|line| line.cells.get(column));
            let widest = cells.map(|cell| cell_width(cell.as_ref(), held)).max();
            widest.map(|widest| widest + self.tail(column, held))
        };
        let held: Vec<usize> = (0..self.columns.len())
            .map(|column| longest(column).unwrap_or(0).max(width(EMPTY)))
            .collect();
        let mut widths = Vec::new();
        for widest in (NARROWEST_HEAD..=WIDEST_HEAD).rev() {
            let columns = self.columns.iter().zip(&held);
            widths = columns
                .map(|(column, held)| column.head_width(widest).max(*held))
                .collect();
            if widths.iter().map(|width| width + GAP).sum::<usize>() <= room {
                break;
            }
        }
        // What is left over goes to the headings that would stand on fewer lines with it.
        for band in bands(&widths, room) {
            let taken: usize = widths[band.clone()].iter().map(|width| width + GAP).sum();
            let mut free = room.saturating_sub(taken);
            let columns = &self.columns[band.clone()];
            for (column, own) in columns.iter().zip(&mut widths[band]) {
                let more = column.head_width(WIDEST_HEAD).saturating_sub(*own);
                if more <= free {
                    *own += more;
                    free -= more;
                }
            }
        }
        widths
    }

    /// Writes a line: its name, broken where it is long, and its cells beside the name's first part.
    fn line(
        &self,
        laid: &mut LaidRow,
        line: &Line,
        held: Held<'_>,
        (names, widths, band): (usize, &[usize], Range<usize>),
    ) {
        let lines = wrap(&line.name, names);
        let mut name = lines.iter().map(|part| part.text(&line.name));
        laid.text
            .push_str(&pad_right(name.next().unwrap_or_default(), names));
        for column in band {
            let cell = line.cells.get(column).and_then(Option::as_ref);
            let tail = self.tail(column, held);
            let before = widths[column].saturating_sub(cell_width(cell, held) + tail) + GAP;
            laid.text.push_str(&" ".repeat(before));
            match cell {
                None => laid.text.push_str(NONE),
                Some(Part::Words(words)) => laid.text.push_str(words),
                Some(Part::WorkedOut(key)) => laid.text.push_str(held.worked_out(key)),
                Some(Part::Blank(slot)) => laid.compose_blank(*slot, held, EMPTY),
            }
            if tail > 0 {
                let measure = self.measure(column, cell, held);
                laid.text.push(' ');
                laid.text.push_str(&pad_right(measure, tail - 1));
            }
        }
        for rest in name {
            laid.text.push('\n');
            laid.text.push_str(rest);
        }
    }

    /// What the measure words beside a column's cells take, a space before them among it; none where the heading has it.
    fn tail(&self, column: usize, held: Held<'_>) -> usize {
        let cells = self.lines.iter().filter_map(|line| line.cells.get(column));
        let own = |cell: &Option<Part>| width(self.measure(column, cell.as_ref(), held));
        cells
            .map(own)
            .max()
            .map_or(0, |widest| widest + usize::from(widest > 0))
    }

    /// The measure word that stands beside a cell, where the cells of a column differ in it.
    fn measure<'h>(&self, column: usize, cell: Option<&Part>, held: Held<'h>) -> &'h str {
        match cell {
            Some(Part::Blank(slot)) if self.columns[column].measure.is_empty() => {
                &held.slots[*slot].blank.measure
            }
            _ => "",
        }
    }

    /// The headings of some columns: those that are shared above, their own below, at the foot of as many lines as the
    /// longest takes.
    fn heads(&self, names: usize, widths: &[usize], band: Range<usize>) -> Vec<String> {
        let columns = &self.columns[band.clone()];
        let wrapped: Vec<Vec<String>> = columns
            .iter()
            .zip(&widths[band.clone()])
            .map(|(column, width)| column.head(*width))
            .collect();
        let height = wrapped.iter().map(Vec::len).max().unwrap_or(1);
        let mut lines = Vec::new();
        lines.extend(shared(columns, names, &widths[band.clone()]));
        for index in 0..height {
            let corner = match index + 1 == height {
                true => self.corner.as_str(),
                false => "",
            };
            let mut line = pad_right(&truncate(corner, names), names);
            for (words, width) in wrapped.iter().zip(&widths[band.clone()]) {
                let own = (index + words.len()).checked_sub(height);
                let words = own.map_or("", |own| words[own].as_str());
                push_right(&mut line, words, *width);
            }
            lines.push(line);
        }
        lines
    }
}

impl PaperColumn {
    /// The heading's lines in `columns`: the measure stands behind the name where there is room, else below it; only a name
    /// too long for a line of its own is broken, into lines of much the same length.
    pub(crate) fn head(&self, columns: usize) -> Vec<String> {
        let measure = match self.measure.as_str() {
            "" => String::new(),
            measure => format!("({measure})"),
        };
        let whole = format!("{}{measure}", self.name);
        if width(&whole) <= columns {
            return vec![whole];
        }
        let mut lines = balanced(&self.name, columns);
        match lines.last_mut() {
            Some(last) if width(last) + width(&measure) <= columns => last.push_str(&measure),
            _ => lines.push(measure),
        }
        lines
    }

    /// The fewest columns in which the heading has as few lines as in `most`, and its name is broken no more often.
    pub(crate) fn head_width(&self, most: usize) -> usize {
        let broken = |columns: usize| (self.head(columns).len(), wrap(&self.name, columns).len());
        let narrower = |columns: &usize| broken(*columns) == broken(most);
        let columns = (NARROWEST_HEAD..most).find(narrower).unwrap_or(most);
        let lines = self.head(columns);
        lines.iter().map(|line| width(line)).max().unwrap_or(0)
    }
}

/// Breaks words into as few lines as `columns` allow, and those as short as they can be.
fn balanced(words: &str, columns: usize) -> Vec<String> {
    let height = wrap(words, columns).len();
    let shortest = (1..columns).find(|shorter| wrap(words, *shorter).len() == height);
    let lines = wrap(words, shortest.unwrap_or(columns));
    lines
        .iter()
        .map(|line| line.text(words).to_owned())
        .collect()
}

/// The line of headings that columns share, where there are any.
fn shared(columns: &[PaperColumn], names: usize, widths: &[usize]) -> Option<String> {
    let has_any = columns.iter().any(|column| !column.group.is_empty());
    if !has_any {
        return None;
    }
    let mut line = " ".repeat(names);
    let mut at = 0;
    for of_group in columns.chunk_by(|a, b| a.group == b.group) {
        let widths = &widths[at..at + of_group.len()];
        let room = widths.iter().sum::<usize>() + GAP * (widths.len() - 1);
        line.push_str(&" ".repeat(GAP));
        line.push_str(&center(&truncate(&of_group[0].group, room), room));
        at += of_group.len();
    }
    Some(line)
}

fn cell_width(cell: Option<&Part>, held: Held<'_>) -> usize {
    match cell {
        None => width(NONE),
        Some(Part::Words(words)) => width(words),
        Some(Part::WorkedOut(key)) => width(held.worked_out(key)),
        Some(Part::Blank(slot)) => {
            let Slot {
                filling, margin, ..
            } = &held.slots[*slot];
            let own = match filling {
                Filling::NotApplicable => width(NOT_APPLICABLE),
                Filling::Typed(text) if width(text) > 0 => width(text),
                Filling::Typed(_) => width(EMPTY),
            };
            let aside = width(&sanitize::for_display(&margin.aside));
            let aside = if aside > 0 { aside + 1 } else { 0 };
            own + usize::from(margin.remark.is_some()) + aside
        }
    }
}

/// Which columns stand beside each other: all where there is room, else as many as fit, and the next ones below.
fn bands(widths: &[usize], room: usize) -> Vec<Range<usize>> {
    let mut bands = Vec::new();
    let mut from = 0;
    let mut taken = 0;
    for (at, width) in widths.iter().enumerate() {
        if at > from && taken + width + GAP > room {
            bands.push(from..at);
            from = at;
            taken = 0;
        }
        taken += width + GAP;
    }
    bands.push(from..widths.len());
    bands
}

/// Writes words at the right edge of a column.
fn push_right(line: &mut String, words: &str, columns: usize) {
    line.push_str(&" ".repeat(GAP + columns.saturating_sub(width(words))));
    line.push_str(words);
}
