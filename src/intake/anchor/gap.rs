//! Where on a blank form the answers go: the characters between the brackets of every blank, or those that only fill its
//! line. Found by the same readings of the same rows as figures are; how an answer is written there is not known here.

use std::ops::Range;

use super::judge::{Bench, Placed, RowReading};
use super::pattern::Pattern;
use super::rows::Found;
use super::settle::without_overlaps;
use super::token::Chunk;
use crate::domain::id::{FigureId, TableId};
use crate::intake::page::Position;
use crate::intake::reading::State;

/// Where an answer goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::intake) struct Gap {
    pub(in crate::intake) figure: FigureId,
    pub(in crate::intake) position: Position,
    /// Characters of the paragraph that give way to it; none where brackets or words meet.
    pub(in crate::intake) chars: Range<usize>,
}

/// The gaps of one table, in the paper's reading order.
pub(super) fn find(
    bench: Bench<'_, '_>,
    table: &TableId,
    found: Found,
) -> Vec<Result<Gap, String>> {
    let Found { chunks, readings } = found;
    let readings = without_overlaps(readings);
    let patterns = bench.patterns.iter().enumerate();
    let mine = patterns.filter(|(_, pattern)| pattern.table.id == *table);
    mine.flat_map(|(index, pattern)| {
        let copies = readings.iter().filter(|reading| reading.pattern == index);
        // Of several copies the first of those that have most of it.
        let best = copies.max_by_key(|copy| (gaps_in(copy), std::cmp::Reverse(copy.chunk)));
        gaps_of(pattern, best.map(|copy| (copy, &chunks[copy.chunk])))
    })
    .collect()
}

fn gaps_in(copy: &RowReading) -> usize {
    copy.reads.iter().filter(|placed| is_gap(placed)).count()
}

fn is_gap(placed: &Placed) -> bool {
    placed.is_certain && placed.read.state == State::Blank && placed.inside.is_some()
}

fn gaps_of(pattern: &Pattern<'_>, copy: Option<(&RowReading, &Chunk)>) -> Vec<Result<Gap, String>> {
    let slots = pattern.slots.iter().enumerate();
    slots
        .map(|(at, slot)| {
            let label = &slot.figure.label;
            let Some((copy, chunk)) = copy else {
                let row = pattern.index + 1;
                return Err(format!("没有第 {row} 行这样的句子，“{label}”没有地方填"));
            };
            let placed = &copy.reads[at];
            match &placed.read.state {
                State::Blank => {
                    gap_of(placed, chunk).ok_or_else(|| format!("找不到“{label}”这个空"))
                }
                State::Problem(message) => Err(format!("“{label}”这个空认不准：{message}")),
                State::Value(_) | State::NotApplicable => {
                    Err(format!("“{label}”这个空里已经填了内容"))
                }
            }
        })
        .collect()
}

fn gap_of(placed: &Placed, chunk: &Chunk) -> Option<Gap> {
    let (from, to) = placed.inside.filter(|_| is_gap(placed))?;
    let (from, to) = filling(chunk, from, to);
    let (position, begin) = chunk.spot(from)?;
    let (end_position, end) = chunk.spot(to)?;
    (position == end_position && begin <= end).then(|| Gap {
        figure: placed.read.id.clone(),
        position,
        chars: begin..end,
    })
}

/// The longest run of characters that only fill the line; all of them between brackets, what lies between the marks
/// where there are none (`主题：____，参与`).
fn filling(chunk: &Chunk, from: usize, to: usize) -> (usize, usize) {
    let mut best = (from, from);
    let mut begin = from;
    for at in from..to {
        if !fills(chunk.chars[at]) {
            begin = at + 1;
        } else if at + 1 - begin > best.1 - best.0 {
            best = (begin, at + 1);
        }
    }
    best
}

/// Spaces and the lines that people write on.
fn fills(c: char) -> bool {
    c != '\n' && c.is_whitespace() || matches!(c, '_' | '\u{FE4D}'..='\u{FE4F}' | '\u{2581}')
}
