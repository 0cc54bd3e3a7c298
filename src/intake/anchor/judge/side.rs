//! The words on one side of a blank, up to the next blank: what the text has of the paper's, and what else.

use crate::intake::anchor::align::Step;
use crate::intake::anchor::token::{Chunk, is_word};

/// How far the words beside a blank are looked at.
const NEAR: usize = 40;

/// How many words of the paper behind a blank tell it: its measure word, and what comes next.
const MOST_BEHIND: usize = 6;

/// The words around a blank: what the text has of them.
#[derive(Debug, Default)]
pub(super) struct Side {
    /// Words of the paper.
    pub(super) kept: usize,
    pub(super) lost: usize,
    /// Words of the text that the paper does not have.
    pub(super) extra: String,
    /// All words of the text.
    pub(super) text: Vec<char>,
}

impl Side {
    /// `steps` are all before the blank, whose statement begins with the symbol `begin`. Before the first blank, what stands before the sentence on its line counts too.
    pub(super) fn before(steps: &[Step], begin: usize, chunk: &Chunk) -> Self {
        let of_statement = steps.iter().rev().take_while(|step| match **step {
            Step::Match { symbol, .. } | Step::Other { symbol, .. } | Step::Lack { symbol } => {
                symbol >= begin
            }
            _ => true,
        });
        let mut side = Self::of(of_statement, chunk, true);
        let is_first = !steps
            .iter()
            .any(|step| matches!(step, Step::Slot { .. } | Step::NoSlot { .. }));
        let first = steps.iter().find_map(|step| match *step {
            Step::Match { token, .. } | Step::Other { token, .. } | Step::Extra { token } => {
                Some(token)
            }
            _ => None,
        });
        if let Some(first) = first.filter(|_| is_first) {
            let mut lead = chunk.words_before(first);
            side.text.splice(0..0, lead.chars());
            lead.push_str(&side.extra);
            side.extra = lead;
        }
        side
    }

    /// `steps` are all behind the blank.
    pub(super) fn behind(steps: &[Step], chunk: &Chunk) -> Self {
        Self::of(steps.iter(), chunk, false)
    }

    fn of<'s>(steps: impl Iterator<Item = &'s Step>, chunk: &Chunk, backwards: bool) -> Self {
        let mut side = Self::default();
        let mut extra = Vec::new();
        for step in steps {
            if !backwards && side.len() >= MOST_BEHIND {
                break;
            }
            let mut text = |token: usize| {
                let c = chunk.tokens[token].c;
                if is_word(c) && side.text.len() < NEAR {
                    side.text.push(c);
                }
                c
            };
            match *step {
                Step::Slot { .. } | Step::NoSlot { .. } => break,
                Step::Match { token, .. } => {
                    if is_word(text(token)) {
                        side.kept += 1;
                    }
                }
                Step::Other { token, .. } => {
                    extra.push(text(token));
                    side.lost += 1;
                }
                Step::Lack { .. } => side.lost += 1,
                Step::Extra { token } => {
                    let c = text(token);
                    if is_word(c) {
                        extra.push(c);
                    }
                }
            }
        }
        if backwards {
            extra.reverse();
            side.text.reverse();
        }
        side.extra = extra.into_iter().collect();
        side
    }

    pub(super) fn len(&self) -> usize {
        self.kept + self.lost
    }

    pub(super) fn is_whole(&self) -> bool {
        self.lost == 0 && self.extra.is_empty()
    }

    pub(super) fn extra_len(&self) -> usize {
        self.extra.chars().count()
    }
}
