//! From all readings of all rows to one answer a blank: of several copies of a row the same answer is one answer, and
//! different answers are a question. What is on the page and belongs to no blank is told.

use std::cell::LazyCell;
use std::collections::{BTreeMap, HashSet};

use super::candidate::{self, Shape};
use super::judge::{Bench, Placed, RowReading};
use super::rows::{Found, Known};
use super::token::{Chunk, Spot, is_word};
use crate::domain::id::TableId;
use crate::intake::number;
use crate::intake::page::Position;
use crate::intake::reading::{FileProblem, Read, State};
use crate::text::digits::fold_char;

/// A page has a table where it has so much of at least one row, of a thousand.
const LEAST_OF_TABLE: usize = 500;

/// What a page says to a campaign's tables.
#[derive(Debug, Default)]
pub(in crate::intake) struct Settled {
    pub(in crate::intake) tables: Vec<TableId>,
    pub(in crate::intake) blanks: Vec<Read>,
    pub(in crate::intake) problems: Vec<FileProblem>,
}

/// Chooses among the readings.
pub(super) fn settle(bench: Bench<'_, '_>, known: &Known, found: Found) -> Settled {
    let Found { chunks, readings } = found;
    let mut readings = without_overlaps(readings);
    let mut settled = Settled::default();
    let mut strays = strays(&chunks, &mut readings);
    strays.retain(|(sentence, _)| !known.holds(sentence) && !names_period(sentence));
    for pattern in bench.patterns {
        let id = &pattern.table.id;
        let is_found = readings.iter().any(|reading| {
            reading.kept >= LEAST_OF_TABLE && bench.patterns[reading.pattern].table.id == *id
        });
        if is_found && !settled.tables.contains(id) {
            settled.tables.push(id.clone());
        }
    }
    for (index, pattern) in bench.patterns.iter().enumerate() {
        if !settled.tables.contains(&pattern.table.id) {
            continue;
        }
        let copies: Vec<&RowReading> = readings.iter().filter(|r| r.pattern == index).collect();
        if copies.is_empty() {
            settled.missing_row(pattern, &strays);
            continue;
        }
        for slot in 0..pattern.slots.len() {
            settled.blanks.push(one_of(&copies, slot));
        }
    }
    if !settled.tables.is_empty() {
        settled
            .problems
            .extend(strays.into_iter().map(|(sentence, position)| {
                let message = "这里有数字，但对不上表里的任何一个空，没有收入；请对照原句核对";
                FileProblem::error(message).at(sentence, position)
            }));
    }
    settled
}

/// Whether it is the line on which a paper says which days it covers, as our own papers do: `期次：第2周（6月5日—6月11日）`.
fn names_period(sentence: &str) -> bool {
    let folded: String = sentence
        .chars()
        .map(fold_char)
        .filter(|c| !c.is_whitespace())
        .collect();
    let label = folded.split_once(':').map(|(label, _)| label);
    label.is_some_and(|label| PERIOD_LABELS.contains(&label))
}

/// What such a line begins with.
const PERIOD_LABELS: [&str; 3] = ["期次", "报送期次", "统计截至"];

impl Settled {
    fn missing_row(
        &mut self,
        pattern: &super::pattern::Pattern<'_>,
        strays: &[(String, Option<Position>)],
    ) {
        let row = pattern.row;
        let name = row
            .item
            .as_deref()
            .unwrap_or(&row.section)
            .replace('\n', "");
        let message = format!(
            "缺少第 {} 行“{name}”，这一行的空都按没有填处理；请核对",
            pattern.index + 1
        );
        self.problems.push(FileProblem::error(message));
        let sentences: Vec<&str> = strays.iter().map(|(text, _)| text.as_str()).collect();
        for slot in &pattern.slots {
            // The row may be there in words that nobody would know again.
            let state = if strays.is_empty() {
                State::Blank
            } else {
                State::Problem("表里没有这一行，另有认不出的句子，请对照原件填写".to_owned())
            };
            self.blanks.push(Read {
                id: slot.figure.id.clone(),
                state,
                approximate: false,
                confidence: 0,
                sentence: sentences.join("\n"),
                position: None,
            });
        }
    }
}

/// A text may hold several rows, but no part of it twice: the row that has more of its words there keeps it. Where two
/// rows fit a text nearly as well, neither is certain.
pub(super) fn without_overlaps(mut readings: Vec<RowReading>) -> Vec<RowReading> {
    readings.sort_by_key(|reading| std::cmp::Reverse(reading.kept));
    let mut taken: BTreeMap<Spot, usize> = BTreeMap::new();
    let mut kept: Vec<RowReading> = Vec::new();
    for reading in readings {
        let spots = || reading.reads.iter().filter_map(|placed| placed.spot);
        let other = spots()
            .filter_map(|spot| taken.get(&spot))
            .find(|other| kept[**other].pattern != reading.pattern);
        match other.map(|other| &mut kept[*other]) {
            None => {
                taken.extend(spots().map(|spot| (spot, kept.len())));
                kept.push(reading);
            }
            Some(rival) if rival.kept < 1000 && reading.kept + 50 > rival.kept => {
                for placed in &mut rival.reads {
                    placed.is_certain = false;
                    placed.read.confidence = 0;
                    placed.read.state =
                        State::Problem("这一句和表里的两行都很像，请对照原件填写".to_owned());
                }
            }
            Some(_) => {}
        }
    }
    kept
}

/// One blank from the copies of its row.
fn one_of(copies: &[&RowReading], slot: usize) -> Read {
    let placed: Vec<&Placed> = copies.iter().map(|copy| &copy.reads[slot]).collect();
    // A copy that is blank all over is the form itself, left behind.
    let is_form = |copy: &RowReading| {
        copy.reads
            .iter()
            .all(|placed| placed.read.state == State::Blank)
    };
    let some_filled = copies.iter().any(|copy| !is_form(copy));
    let certain: Vec<&Placed> = copies
        .iter()
        .zip(&placed)
        .filter(|(copy, placed)| placed.is_certain && !(some_filled && is_form(copy)))
        .map(|(_, placed)| *placed)
        .collect();
    let Some(first) = certain.iter().max_by_key(|placed| placed.read.confidence) else {
        // Of several uncertain places the one in the fuller copy tells most.
        let fullest = copies.iter().zip(&placed).max_by_key(|(copy, _)| copy.kept);
        return fullest
            .map(|(_, placed)| placed.read.clone())
            .expect("a row has a copy");
    };
    let differs = certain.iter().find(|other| {
        other.read.state != first.read.state || other.read.approximate != first.read.approximate
    });
    let mut read = first.read.clone();
    if let Some(other) = differs {
        read.state =
            State::Problem("文件里有两份，这个空填得不一样，请核对以哪一份为准".to_owned());
        read.confidence = 0;
        read.sentence = format!("{}\n{}", first.read.sentence, other.read.sentence);
    }
    read
}

/// Numbers that no row has taken. One that touches a blank, or stands in the statement of an empty one, makes that
/// blank a question; the others are told by their sentences.
fn strays(chunks: &[Chunk], readings: &mut [RowReading]) -> Vec<(String, Option<Position>)> {
    let used: Vec<Vec<bool>> = (0..chunks.len())
        .map(|index| used_of(chunks, readings, index))
        .collect();
    // The same text may stand in another chunk too; few papers have a number for which that matters.
    let spots = LazyCell::new(|| -> HashSet<Spot> {
        let of_chunk = |(used, chunk): (&Vec<bool>, &Chunk)| -> Vec<Spot> {
            let taken = chunk.tokens.iter().zip(used).filter(|(_, used)| **used);
            taken
                .filter_map(|(token, _)| chunk.spot(token.at))
                .collect()
        };
        used.iter().zip(chunks).flat_map(of_chunk).collect()
    });
    let mut strays = Vec::new();
    for (index, chunk) in chunks.iter().enumerate() {
        // Most of a paper is spoken for to the last word, or counts nothing; only the rest is searched.
        if used[index].iter().all(|used| *used) || !chunk.chars.iter().any(|c| is_numeral(*c)) {
            continue;
        }
        let is_read = readings.iter().any(|reading| reading.chunk == index);
        let mut last_end = 0;
        for candidate in candidate::numbers(chunk) {
            let is_new = candidate.from >= last_end && candidate.from < candidate.to;
            if !is_new || !is_count(chunk, &candidate, is_read) {
                continue;
            }
            let is_taken = |token: usize| {
                let spot = || chunk.spot(chunk.tokens[token].at);
                used[index][token] || spot().is_some_and(|spot| spots.contains(&spot))
            };
            if (candidate.from..candidate.to).any(is_taken) {
                continue;
            }
            last_end = candidate.to;
            let mine = readings.iter_mut().filter(|reading| reading.chunk == index);
            // Every reading is touched, not only the first.
            let touched = mine.filter_map(|reading| {
                touch(chunk, reading, &candidate, &used[index]).then_some(())
            });
            if touched.count() == 0 {
                let (from, to) = candidate.chars;
                strays.push((chunk.statement(from, to), chunk.position(from)));
            }
        }
    }
    strays.dedup();
    strays
}

/// Whether a folded character may be a part of a number.
fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || number::is_chinese(c)
}

/// The tokens of a chunk that some row has taken.
fn used_of(chunks: &[Chunk], readings: &[RowReading], index: usize) -> Vec<bool> {
    let mut used = vec![false; chunks[index].tokens.len()];
    for reading in readings.iter().filter(|reading| reading.chunk == index) {
        for (all, own) in used.iter_mut().zip(&reading.used) {
            *all |= own;
        }
    }
    used
}

/// Whether it counts something, rather than numbering a paragraph or naming a day. In a text that holds no row a bare
/// number counts only where a measure word says so.
fn is_count(chunk: &Chunk, candidate: &candidate::Candidate, is_read: bool) -> bool {
    let (from, to) = candidate.chars;
    let content = candidate.content.trim();
    let has_digit = content
        .chars()
        .any(|c| super::token::fold(c).is_ascii_digit());
    let has_numeral = content.chars().any(number::is_chinese);
    if !has_digit && !has_numeral {
        return false;
    }
    let next = chunk.chars[to..].iter().find(|c| !c.is_whitespace());
    let before = chunk.chars[..from]
        .iter()
        .rev()
        .find(|c| !c.is_whitespace());
    let is_day = next.is_some_and(|c| {
        matches!(
            c,
            '年' | '月' | '日' | '号' | '时' | '点' | ':' | '届' | '周'
        )
    });
    if is_day || before.is_some_and(|c| matches!(c, '第' | '年' | '月' | '〔')) {
        return false;
    }
    if chunk.begins_paragraph(from)
        && content.chars().count() <= 2
        && !next.is_some_and(|c| is_measure(*c))
    {
        return false;
    }
    let is_measured = next.is_some_and(|c| is_measure(*c));
    match candidate.shape {
        Shape::Bare if !is_read => is_measured && has_digit,
        Shape::Bracketed => has_digit || candidate.is_readable,
        _ if has_digit => true,
        _ => next.is_some_and(|c| is_measure(*c)) && candidate.is_readable,
    }
}

fn is_measure(c: char) -> bool {
    number::leading(&[c]).is_some()
}

/// Makes the blank that a stray number may belong to a question. `false` where there is none.
fn touch(
    chunk: &Chunk,
    reading: &mut RowReading,
    stray: &candidate::Candidate,
    covered: &[bool],
) -> bool {
    let is_free = |from: usize, to: usize| {
        (from..to).all(|token| !covered[token] || !is_word(chunk.tokens[token].c))
    };
    let (from, to) = (stray.from, stray.to);
    let statement = chunk.statement(stray.chars.0, stray.chars.1);
    let mut hit = false;
    for placed in &mut reading.reads {
        let is_open = matches!(placed.read.state, State::Blank) || !placed.is_certain;
        let touches = match placed.tokens {
            Some((begin, end)) => {
                let near = if end <= from {
                    is_free(end, from)
                } else {
                    to <= begin && is_free(to, begin)
                };
                near || is_open && placed.read.sentence == statement
            }
            None => placed.read.sentence == statement,
        };
        if touches {
            placed.is_certain = false;
            placed.read.confidence = 0;
            placed.read.state = State::Problem(
                "空格旁边还有别的数字，分不清哪个是要填的，请对照原句填写".to_owned(),
            );
            hit = true;
        }
    }
    hit
}
