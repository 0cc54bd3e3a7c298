//! Which text of a page holds which row: cells first, then loose lines. Every reading that may be the row's is kept; to
//! choose among them is `settle`'s.

use super::align;
use super::exact;
use super::judge::{self, Bench, RowReading};
use super::pairs::Pairs;
use super::pattern::Pattern;
use super::token::{Chunk, Spot, fold, takes_part};
use crate::domain::campaign::Campaign;
use crate::intake::lexicon::Lexicon;
use crate::intake::limits;
use crate::intake::page::{Page, Part, Position};

/// Texts with less in common with a row than this, of a thousand, are not laid beside it.
const LEAST_COVER: usize = 500;
/// Words of a row that must be found again, of a thousand.
const LEAST_KEPT: usize = 350;
/// Or words of a text that must be a row's, where the text is only a part of the row.
const LEAST_COVERED: usize = 700;
/// Lines that stand further apart than this are two copies.
const FARTHEST: usize = 12;
/// So many lines that belong to no row are looked at on both sides of those that do.
const MOST_UNOWNED: usize = 4;
/// The most lines of one row.
const MOST_LINES: usize = 120;

/// Everything found on a page.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) chunks: Vec<Chunk>,
    pub(super) readings: Vec<RowReading>,
}

/// The fixed texts of a campaign that stand on paper beside the sentences: standards, items, headings.
#[derive(Debug)]
pub(super) struct Known {
    /// Each without what does not take part.
    exact: Lexicon<()>,
    pairs: Vec<Pairs>,
}

impl Known {
    pub(super) fn new(campaign: &Campaign) -> Self {
        let mut texts: Vec<&str> = Vec::new();
        for table in &campaign.tables {
            texts.extend([table.label.as_str(), table.title.as_str()]);
            let columns = table.columns.iter().filter(|column| !column.is_empty());
            texts.extend(columns.map(String::as_str));
            for row in &table.rows {
                texts.push(&row.section);
                texts.extend(row.item.as_deref());
                texts.extend(row.standards.iter().map(String::as_str));
            }
        }
        if let Some(form) = &campaign.registration {
            texts.extend([form.label.as_str(), form.title.as_str(), form.note.as_str()]);
            texts.extend(form.fields.iter().map(|field| field.label.as_str()));
        }
        // A row's standards stand in one cell.
        let rows = campaign.tables.iter().flat_map(|table| &table.rows);
        let cells = rows.map(|row| row.standards.concat());
        let whole = cells.chain(texts.iter().map(|text| (*text).to_owned()));
        Self {
            exact: whole
                .map(|text| (plain(text.chars()).collect(), ()))
                .collect(),
            pairs: texts
                .iter()
                .map(|text| Pairs::of(text.chars()))
                .filter(|pairs| pairs.len() >= 8)
                .collect(),
        }
    }

    /// Whether the text is one of them, word for word.
    pub(super) fn has(&self, text: impl Iterator<Item = char> + Clone) -> bool {
        self.exact.get(plain(text)).is_some()
    }

    /// Whether the text is a part of one of them.
    pub(super) fn holds(&self, text: &str) -> bool {
        let text: Vec<char> = plain(text.chars()).collect();
        let mut known = self.exact.texts();
        !text.is_empty() && known.any(|known| known.windows(text.len()).any(|part| part == text))
    }

    /// How like the nearest of them is, of a thousand.
    fn likeness(&self, own: &Pairs) -> usize {
        let likeness = |known: &Pairs| 2000 * known.common(own) / (known.len() + own.len()).max(1);
        self.pairs.iter().map(likeness).max().unwrap_or(0)
    }
}

fn plain(text: impl Iterator<Item = char> + Clone) -> impl Iterator<Item = char> + Clone {
    text.map(fold).filter(|c| takes_part(*c))
}

fn is_blank_mark(c: char) -> bool {
    matches!(c, '(' | ')') || c.is_ascii_digit()
}

/// Reads a page's cells and lines against all rows.
pub(super) fn find(bench: Bench<'_, '_>, known: &Known, page: &Page) -> Found {
    let mut finder = Finder {
        bench,
        known,
        found: Found {
            chunks: Vec::new(),
            readings: Vec::new(),
        },
        steps_left: limits::ALIGN_STEPS_OF_FILE,
    };
    for (table, row, cell) in page.cells() {
        if known.has(cell.chars()) {
            continue;
        }
        let position = |paragraph| Position::Cell {
            table,
            row: row.index,
            column: cell.column,
            paragraph,
        };
        let paragraphs = cell.paragraphs.iter().enumerate();
        let lines = paragraphs.flat_map(|(at, text)| lines_of(text, position(at)));
        finder.read(Chunk::new(cell.text().into_owned(), lines.collect()), None);
    }
    finder.read_lines(page);
    finder.found
}

/// Where each line of a paragraph begins: a line break within it does not end it.
fn lines_of(paragraph: &str, position: Position) -> impl Iterator<Item = Spot> {
    let mut from = 0;
    paragraph.split('\n').map(move |line| {
        let begin = from;
        from += line.chars().count() + 1;
        (position, begin)
    })
}

struct Finder<'f, 'b, 'c> {
    bench: Bench<'b, 'c>,
    known: &'f Known,
    found: Found,
    steps_left: usize,
}

impl Finder<'_, '_, '_> {
    /// Lays a text beside every row that it may hold, or beside one.
    fn read(&mut self, chunk: Chunk, only: Option<usize>) {
        let index = self.found.chunks.len();
        let mut readings = Vec::new();
        for (i, pattern) in self.bench.patterns.iter().enumerate() {
            if only.is_none_or(|only| only == i)
                && let Some(spans) = exact::read(pattern, &chunk)
            {
                readings.push(judge::exact(self.bench, (i, index), &chunk, &spans));
            }
        }
        if readings.is_empty() {
            for i in self.plausible(&chunk, only) {
                let pattern = &self.bench.patterns[i];
                let cost = align::cost(pattern, &chunk);
                if cost > limits::ALIGN_STEPS || cost > self.steps_left {
                    continue;
                }
                self.steps_left -= cost;
                let alignment = align::align(pattern, &chunk);
                let reading = judge::aligned(self.bench, (i, index), &chunk, &alignment);
                if (reading.kept >= LEAST_KEPT || reading.covered >= LEAST_COVERED)
                    && reading.reads.iter().any(|read| read.tokens.is_some())
                {
                    readings.push(reading);
                }
            }
        }
        self.found.readings.extend(readings);
        self.found.chunks.push(chunk);
    }

    /// The rows that a text may hold, or part of which it may be.
    fn plausible(&self, chunk: &Chunk, only: Option<usize>) -> Vec<usize> {
        let outside = Pairs::outside_brackets(chunk.chars.iter().copied());
        let has_blank = chunk.chars.iter().any(|c| is_blank_mark(*c));
        // Where a bracket was lost, what stands outside of brackets is anything.
        let all = Pairs::of(chunk.chars.iter().copied());
        let known = [&all, &outside].map(|own| self.known.likeness(own));
        let fits_one = |pattern: &Pattern<'_>, own: &Pairs, known: usize| {
            if own.len() < 4 {
                return false;
            }
            let shared = pattern.pairs.common(own);
            let of_row = 1000 * shared / pattern.pairs.len().max(1);
            let of_text = 1000 * shared / own.len();
            let likeness = 2000 * shared / (pattern.pairs.len() + own.len());
            (of_row >= LEAST_COVER || of_text >= LEAST_COVER + 100 && shared >= 6)
                && (likeness >= known || of_row >= 800 || has_blank && of_text >= 800)
        };
        let fits = |pattern: &Pattern<'_>| {
            fits_one(pattern, &all, known[0]) || fits_one(pattern, &outside, known[1])
        };
        let patterns = self.bench.patterns.iter().enumerate();
        patterns
            .filter(|(i, pattern)| only.is_none_or(|only| only == *i) && fits(pattern))
            .map(|(i, _)| i)
            .collect()
    }

    /// Rows that no cell holds are looked for in the lines outside of tables.
    fn read_lines(&mut self, page: &Page) {
        let lines: Vec<usize> = (0..page.lines.len())
            .filter(|line| page.lines[*line].part != Part::Margin)
            .filter(|line| !page.lines[*line].text.trim().is_empty())
            .take(limits::LINES)
            .collect();
        let owners: Vec<Option<usize>> = lines
            .iter()
            .map(|line| self.owner(&page.lines[*line].text))
            .collect();
        let mut looked_at = vec![false; lines.len()];
        for i in 0..self.bench.patterns.len() {
            let mine = (0..lines.len()).filter(|at| owners[*at] == Some(i));
            for (first, last) in windows(mine) {
                let first = reach(first, &owners, |at| at.checked_sub(1));
                let last = reach(last, &owners, |at| {
                    Some(at + 1).filter(|next| *next < owners.len())
                });
                looked_at[first..=last].fill(true);
                let texts: Vec<&str> = lines[first..=last]
                    .iter()
                    .map(|line| page.lines[*line].text.as_str())
                    .collect();
                let lines = lines[first..=last]
                    .iter()
                    .map(|line| (page.position_of(*line), 0))
                    .collect();
                self.read(Chunk::new(texts.join("\n"), lines), Some(i));
            }
        }
        // Kept for what may stand in them and belong to no row.
        for (at, _) in looked_at
            .iter()
            .enumerate()
            .filter(|(_, looked_at)| !**looked_at)
        {
            let text = page.lines[lines[at]].text.clone();
            if !self.known.has(text.chars()) {
                let chunk = Chunk::new(text, vec![(page.position_of(lines[at]), 0)]);
                self.found.chunks.push(chunk);
            }
        }
    }

    /// The one row that a line is of, where one is clearly nearer than all others and than what is no sentence.
    fn owner(&self, line: &str) -> Option<usize> {
        if self.known.has(line.chars()) {
            return None;
        }
        let own = Pairs::outside_brackets(line.chars().map(fold));
        if own.len() < 3 {
            return None;
        }
        let cover = |pairs: &Pairs| 1000 * pairs.common(&own) / own.len();
        let mut covers: Vec<(usize, usize)> = self
            .bench
            .patterns
            .iter()
            .enumerate()
            .map(|(i, pattern)| (cover(&pattern.pairs), i))
            .collect();
        covers.sort_unstable_by(|a, b| b.cmp(a));
        let (best, owner) = *covers.first()?;
        let second = covers.get(1).map_or(0, |(cover, _)| *cover);
        let has_blank = line.chars().map(fold).any(is_blank_mark);
        let is_other = !has_blank && self.known.pairs.iter().any(|pairs| cover(pairs) > best);
        (best >= 600 && best > second + 50 && !is_other).then_some(owner)
    }
}

/// Some lines further where they belong to no row: short ends of a sentence are like many.
fn reach(at: usize, owners: &[Option<usize>], next: impl Fn(usize) -> Option<usize>) -> usize {
    let mut reached = at;
    for _ in 0..MOST_UNOWNED {
        match next(reached) {
            Some(near) if owners[near].is_none() => reached = near,
            _ => break,
        }
    }
    reached
}

/// Runs of lines that stand near each other.
fn windows(lines: impl Iterator<Item = usize>) -> Vec<(usize, usize)> {
    let mut windows: Vec<(usize, usize)> = Vec::new();
    for line in lines {
        match windows.last_mut() {
            Some((first, last)) if line - *last <= FARTHEST && line - *first < MOST_LINES => {
                *last = line;
            }
            _ => windows.push((line, line)),
        }
    }
    windows
}
