//! Every way in which a slot may be laid over a text, and what each is worth.

use super::Pick;
use crate::intake::anchor::candidate::{self, Balance, Candidate, Shape};
use crate::intake::anchor::pattern::{Pattern, Slot};
use crate::intake::anchor::token::Chunk;

/// A candidate as the grid sees it.
#[derive(Debug)]
pub(super) struct Way {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) score: i32,
    /// Index among the numbers, or the content's characters and shape of a text.
    pub(super) what: What,
}

#[derive(Debug)]
pub(super) enum What {
    Number(usize),
    Text((usize, usize), Shape),
}

/// The candidates of a text for the slots of a row.
#[derive(Debug)]
pub(super) struct Ways<'g, 'c> {
    pattern: &'g Pattern<'c>,
    chunk: &'g Chunk,
    numbers: Vec<Candidate>,
    /// For every token, and the end, the first candidate at or behind it.
    numbers_at: Vec<usize>,
}

impl<'g, 'c> Ways<'g, 'c> {
    pub(super) fn new(pattern: &'g Pattern<'c>, chunk: &'g Chunk) -> Self {
        let numbers = candidate::numbers(chunk);
        let numbers_at = (0..=chunk.tokens.len() + 1)
            .map(|token| numbers.partition_point(|candidate| candidate.from < token))
            .collect();
        Self {
            pattern,
            chunk,
            numbers,
            numbers_at,
        }
    }

    /// Every way in which a slot may begin at a token.
    pub(super) fn of(&self, slot: usize, token: usize) -> Vec<Way> {
        let slot = &self.pattern.slots[slot];
        let mut ways = Vec::new();
        if slot.is_text {
            if token < self.chunk.tokens.len() {
                candidate::texts(self.chunk, token, |to, chars, shape| {
                    ways.push(Way {
                        from: token,
                        to,
                        score: self.text_score(shape, chars, to - token),
                        what: What::Text(chars, shape),
                    });
                });
            }
            return ways;
        }
        let range = self.numbers_at[token]..self.numbers_at[token + 1];
        for index in range {
            let candidate = &self.numbers[index];
            if is_open_to(slot, candidate) {
                ways.push(Way {
                    from: token,
                    to: candidate.to,
                    score: number_score(candidate),
                    what: What::Number(index),
                });
            }
        }
        ways
    }

    fn text_score(&self, shape: Shape, (from, to): (usize, usize), tokens: usize) -> i32 {
        let length = i32::try_from(tokens / 4).unwrap_or(0);
        match shape {
            Shape::Bracketed => 6,
            Shape::Uneven => match candidate::balance(&self.chunk.chars[from..to]) {
                Balance::Parted => -4,
                _ => 3,
            },
            Shape::Beside => 2 - length,
            Shape::Half => -length,
            Shape::Bare => -2 - length,
        }
    }

    pub(super) fn content(&self, what: &What) -> String {
        match what {
            What::Number(index) => self.numbers[*index].content.clone(),
            What::Text((from, to), _) => self.chunk.slice(*from, *to).to_owned(),
        }
    }

    /// Whether a way covers only what the pick covers too.
    pub(super) fn is_within(&self, way: &Way, pick: &Pick) -> bool {
        let (from, to) = match way.what {
            What::Number(index) => self.numbers[index].chars,
            What::Text(chars, _) => chars,
        };
        pick.chars.0 <= from && to <= pick.chars.1
    }

    pub(super) fn pick(&self, way: &Way) -> Pick {
        let content = self.content(&way.what);
        match way.what {
            What::Number(index) => Pick {
                chars: self.numbers[index].chars,
                content,
                shape: self.numbers[index].shape,
            },
            What::Text((from, to), shape) => Pick {
                chars: (self.chunk.char_of(way.from).min(from), to),
                content,
                shape,
            },
        }
    }
}

/// A text that is cut shorter or longer is still found at the same place; but not one that ends at another bracket.
pub(super) fn is_same_text(way: &Way, pick: Option<&Pick>) -> bool {
    match (&way.what, pick) {
        (What::Text((from, to), shape), Some(pick)) => {
            let is_closed = |shape| matches!(shape, Shape::Bracketed | Shape::Uneven);
            let is_closed_elsewhere =
                is_closed(*shape) && is_closed(pick.shape) && *to != pick.chars.1;
            *from < pick.chars.1 && pick.chars.0 < *to && !is_closed_elsewhere
        }
        _ => false,
    }
}

/// A number that begins before its bracket or goes on behind it is taken without that only where the paper has it.
fn is_open_to(slot: &Slot<'_>, candidate: &Candidate) -> bool {
    (candidate.tail.is_none() || candidate.tail == slot.follow)
        && (candidate.lead.is_none() || candidate.lead == slot.lead)
}

fn number_score(candidate: &Candidate) -> i32 {
    match (candidate.shape, candidate.is_readable) {
        (Shape::Bracketed, true) => 6,
        (Shape::Bracketed, false) => 1,
        // More than an empty bracket: the number that stands there is not left over.
        (Shape::Beside, true) => 7,
        (Shape::Half, true) if candidate.content.trim().is_empty() => 1,
        (Shape::Half, true) => 4,
        (Shape::Bare, true) => 2,
        _ => -4,
    }
}
