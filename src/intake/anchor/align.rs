//! The best way to lay a row's fixed words over a text, and how much worse every other reading of each blank would be.
//!
//! A dynamic programme over words of the paper × tokens of the text, forwards and backwards: the sum of both at a place
//! is the score of the best alignment that goes through it, so the second best reading of a blank is known exactly. The
//! text may begin before and end behind the sentence without cost. What the scores mean for trust is `judge`'s.

mod leap;
mod same;
mod ways;

use leap::Leap;
use same::Reading;
use ways::{Ways, is_same_text};

use super::candidate::Shape;
use super::pattern::{Pattern, Symbol};
use super::token::{Chunk, is_bracket, is_word};

const MATCH: i32 = 4;
/// A word of the paper that the text does not have.
const LACK: i32 = -3;
/// A word of the text that the paper does not have; dearer for a digit, cheaper for a bracket.
const EXTRA: i32 = -3;
const EXTRA_DIGIT: i32 = -4;
const EXTRA_BRACKET: i32 = -2;
/// One word for another.
const OTHER: i32 = -5;
/// A blank that the text does not have.
const NO_SLOT: i32 = -8;
/// Below every score that can come about.
const NEVER: i32 = i32::MIN / 4;

/// One step of the best alignment. Symbols are the paper's, tokens the text's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Match { symbol: usize, token: usize },
    Other { symbol: usize, token: usize },
    Lack { symbol: usize },
    Extra { token: usize },
    Slot { slot: usize, from: usize, to: usize },
    NoSlot { slot: usize },
}

/// What a slot was laid over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pick {
    /// The characters of the text that it covers, brackets included.
    pub(super) chars: (usize, usize),
    pub(super) content: String,
    pub(super) shape: Shape,
}

/// A row laid over a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Alignment {
    pub(super) steps: Vec<Step>,
    /// What each slot was laid over; `None` where the text does not have it.
    pub(super) picks: Vec<Option<Pick>>,
    /// By how much the best alignment is better than the best one in which this blank reads differently.
    pub(super) margins: Vec<i32>,
    /// Words of the paper that the text has.
    pub(super) matched: usize,
}

/// How many steps an alignment takes.
pub(super) fn cost(pattern: &Pattern<'_>, chunk: &Chunk) -> usize {
    2 * (pattern.symbols.len() + 1) * (chunk.tokens.len() + 1)
}

/// Lays the row over the text.
pub(super) fn align(pattern: &Pattern<'_>, chunk: &Chunk) -> Alignment {
    let grid = Grid::new(pattern, chunk);
    let end = grid.end();
    let (steps, picks) = grid.trace(end);
    let best = grid.forward[grid.at(pattern.symbols.len(), end)];
    let margins = picks
        .iter()
        .enumerate()
        .map(|(slot, pick)| best - grid.second(slot, pick.as_ref()))
        .collect();
    let matched = steps
        .iter()
        .filter(|step| matches!(step, Step::Match { .. }))
        .count();
    Alignment {
        steps,
        picks,
        margins,
        matched,
    }
}

struct Grid<'g, 'c> {
    pattern: &'g Pattern<'c>,
    chunk: &'g Chunk,
    ways: Ways<'g, 'c>,
    leaps: Vec<Leap>,
    width: usize,
    forward: Vec<i32>,
    backward: Vec<i32>,
}

impl<'g, 'c> Grid<'g, 'c> {
    fn new(pattern: &'g Pattern<'c>, chunk: &'g Chunk) -> Self {
        let width = chunk.tokens.len() + 1;
        let size = width * (pattern.symbols.len() + 1);
        let mut grid = Self {
            pattern,
            chunk,
            ways: Ways::new(pattern, chunk),
            leaps: leap::of(pattern),
            width,
            forward: vec![NEVER; size],
            backward: vec![NEVER; size],
        };
        grid.run_forward();
        grid.run_backward();
        grid
    }

    fn at(&self, symbol: usize, token: usize) -> usize {
        symbol * self.width + token
    }

    fn run_forward(&mut self) {
        self.forward[..self.width].fill(0);
        let last = self.pattern.symbols.len();
        for symbol in 0..last {
            let (above, row) = (symbol * self.width, (symbol + 1) * self.width);
            match self.pattern.symbols[symbol] {
                Symbol::Word(c) => {
                    for token in 0..self.width {
                        let lack = self.forward[above + token] + LACK;
                        let both = match token.checked_sub(1) {
                            Some(before) => self.forward[above + before] + self.pair(c, before),
                            None => NEVER,
                        };
                        self.forward[row + token] = lack.max(both);
                    }
                }
                Symbol::Slot(slot) => {
                    for token in 0..self.width {
                        let none = self.forward[above + token] + NO_SLOT;
                        self.forward[row + token] = self.forward[row + token].max(none);
                        let here = self.forward[above + token];
                        for way in self.ways.of(slot, token) {
                            let to = row + way.to;
                            self.forward[to] = self.forward[to].max(here + way.score);
                        }
                    }
                }
            }
            for leap in self.leaps.iter().filter(|leap| leap.end == symbol + 1) {
                for token in 0..self.width {
                    let without = self.forward[leap.begin * self.width + token] + leap.score;
                    self.forward[row + token] = self.forward[row + token].max(without);
                }
            }
            if symbol + 1 < last {
                for token in 1..self.width {
                    let extra = self.forward[row + token - 1] + self.extra(token - 1);
                    self.forward[row + token] = self.forward[row + token].max(extra);
                }
            }
        }
    }

    fn run_backward(&mut self) {
        let last = self.pattern.symbols.len();
        let end = last * self.width;
        self.backward[end..].fill(0);
        for symbol in (0..last).rev() {
            let (row, below) = (symbol * self.width, (symbol + 1) * self.width);
            for token in (0..self.width).rev() {
                let best = match self.pattern.symbols[symbol] {
                    Symbol::Word(c) => {
                        let lack = self.backward[below + token] + LACK;
                        let both = if token + 1 < self.width {
                            self.backward[below + token + 1] + self.pair(c, token)
                        } else {
                            NEVER
                        };
                        lack.max(both)
                    }
                    Symbol::Slot(slot) => {
                        let none = self.backward[below + token] + NO_SLOT;
                        self.ways
                            .of(slot, token)
                            .into_iter()
                            .map(|way| self.backward[below + way.to] + way.score)
                            .fold(none, i32::max)
                    }
                };
                let leaps = self.leaps.iter().filter(|leap| leap.begin == symbol);
                let without = leaps
                    .map(|leap| self.backward[leap.end * self.width + token] + leap.score)
                    .fold(NEVER, i32::max);
                let best = best.max(without);
                let extra = if symbol > 0 && token + 1 < self.width {
                    self.backward[row + token + 1] + self.extra(token)
                } else {
                    NEVER
                };
                self.backward[row + token] = best.max(extra);
            }
        }
    }

    fn pair(&self, c: char, token: usize) -> i32 {
        let other = self.chunk.tokens[token].c;
        if other == c {
            MATCH
        } else if is_word(other) && is_word(c) {
            OTHER
        } else {
            NEVER
        }
    }

    fn extra(&self, token: usize) -> i32 {
        match self.chunk.tokens[token].c {
            c if is_bracket(c) => EXTRA_BRACKET,
            c if c.is_ascii_digit() => EXTRA_DIGIT,
            _ => EXTRA,
        }
    }

    /// Where the best alignment ends.
    fn end(&self) -> usize {
        let row = self.pattern.symbols.len() * self.width;
        // The first of equals: what follows is not the row's.
        (0..self.width)
            .max_by_key(|token| (self.forward[row + token], std::cmp::Reverse(*token)))
            .unwrap_or(0)
    }

    fn trace(&self, end: usize) -> (Vec<Step>, Vec<Option<Pick>>) {
        let mut picks = vec![None; self.pattern.slots.len()];
        let mut steps = Vec::new();
        let (mut symbol, mut token) = (self.pattern.symbols.len(), end);
        while symbol > 0 {
            let here = self.forward[self.at(symbol, token)];
            let before = symbol - 1;
            let step = match self.pattern.symbols[before] {
                Symbol::Word(c) => self.word_step(before, token, c, here),
                Symbol::Slot(slot) => self.slot_step(slot, before, token, here, &mut picks),
            };
            let leap = self.leaps.iter().find(|leap| {
                leap.end == symbol && self.forward[self.at(leap.begin, token)] + leap.score == here
            });
            if let Some(leap) = leap
                && !matches!(step, Some(Step::Match { .. } | Step::Slot { .. }))
            {
                steps.extend(
                    (leap.begin..symbol).rev().map(|left_out| {
                        match self.pattern.symbols[left_out] {
                            Symbol::Word(_) => Step::Lack { symbol: left_out },
                            Symbol::Slot(slot) => Step::NoSlot { slot },
                        }
                    }),
                );
                symbol = leap.begin;
                continue;
            }
            let step = step.unwrap_or_else(|| Step::Extra { token: token - 1 });
            match step {
                Step::Match { .. } | Step::Other { .. } => {
                    symbol -= 1;
                    token -= 1;
                }
                Step::Lack { .. } | Step::NoSlot { .. } => symbol -= 1,
                Step::Extra { .. } => token -= 1,
                Step::Slot { from, .. } => {
                    symbol -= 1;
                    token = from;
                }
            }
            steps.push(step);
        }
        steps.reverse();
        (steps, picks)
    }

    fn word_step(&self, before: usize, token: usize, c: char, here: i32) -> Option<Step> {
        if let Some(last) = token.checked_sub(1)
            && self.forward[self.at(before, last)] + self.pair(c, last) == here
        {
            let (symbol, token) = (before, last);
            return Some(match self.chunk.tokens[last].c == c {
                true => Step::Match { symbol, token },
                false => Step::Other { symbol, token },
            });
        }
        let lacks = self.forward[self.at(before, token)] + LACK == here;
        lacks.then_some(Step::Lack { symbol: before })
    }

    fn slot_step(
        &self,
        slot: usize,
        before: usize,
        token: usize,
        here: i32,
        picks: &mut [Option<Pick>],
    ) -> Option<Step> {
        for from in (0..=token).rev() {
            let open = self.forward[self.at(before, from)];
            let ways = self.ways.of(slot, from);
            let way = ways
                .iter()
                .find(|way| way.to == token && open + way.score == here);
            if let Some(way) = way {
                picks[slot] = Some(self.ways.pick(way));
                let to = token;
                return Some(Step::Slot { slot, from, to });
            }
        }
        let none = self.forward[self.at(before, token)] + NO_SLOT == here;
        none.then_some(Step::NoSlot { slot })
    }

    /// The best score among the alignments in which the blank reads differently.
    fn second(&self, slot: usize, pick: Option<&Pick>) -> i32 {
        let symbol = self.pattern.slots[slot].at;
        let is_text = self.pattern.slots[slot].is_text;
        let own = pick.map_or(Reading::Empty, |pick| Reading::of(&pick.content, is_text));
        let mut second = match own {
            Reading::Empty => NEVER,
            _ => self.best_without(symbol),
        };
        for token in 0..self.width {
            let open = self.forward[self.at(symbol, token)];
            for way in self.ways.of(slot, token) {
                let total = open + way.score + self.backward[self.at(symbol + 1, way.to)];
                if total <= second || is_same_text(&way, pick) {
                    continue;
                }
                let other = Reading::of(&self.ways.content(&way.what), is_text);
                // （ ）3 also has an empty pair of brackets in it, and （约3） a 3: no other readings of them.
                let is_within = pick.is_some_and(|pick| {
                    (other == Reading::Empty || pick.shape == Shape::Bracketed)
                        && self.ways.is_within(&way, pick)
                });
                if other != own && !is_within {
                    second = total;
                }
            }
        }
        second
    }

    /// The best score where the text does not have the blank at all, alone or with its clause.
    fn best_without(&self, symbol: usize) -> i32 {
        let alone = (0..self.width).map(|token| {
            self.forward[self.at(symbol, token)]
                + NO_SLOT
                + self.backward[self.at(symbol + 1, token)]
        });
        let around = self
            .leaps
            .iter()
            .filter(|leap| (leap.begin..leap.end).contains(&symbol));
        let with_clause = around.flat_map(|leap| {
            (0..self.width).map(|token| {
                let (begin, end) = (self.at(leap.begin, token), self.at(leap.end, token));
                self.forward[begin] + leap.score + self.backward[end]
            })
        });
        alone.chain(with_clause).max().unwrap_or(NEVER)
    }
}
