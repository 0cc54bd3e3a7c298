//! Clauses and statements that a text leaves out as a whole.

use super::{LACK, NO_SLOT};
use crate::intake::anchor::pattern::{Pattern, Symbol};

/// A clause of the paper that the text leaves out as a whole is forgiven so much, and a statement so much more than its
/// clauses: of two ways to leave out as many words, the one between two full stops is meant.
const WHOLE_CLAUSE: i32 = 12;
const WHOLE_STATEMENT: i32 = 12;
const LEAST_FOR_LEAP: i32 = -8;
/// A part of the paper's sentence that a text may leave out as a whole.
#[derive(Debug)]
pub(super) struct Leap {
    pub(super) begin: usize,
    pub(super) end: usize,
    pub(super) score: i32,
}

pub(super) fn of(pattern: &Pattern<'_>) -> Vec<Leap> {
    let lost = |begin: usize, end: usize| -> i32 {
        let symbols = pattern.symbols[begin..end].iter();
        let scores = symbols.map(|symbol| match symbol {
            Symbol::Word(_) => LACK,
            Symbol::Slot(_) => NO_SLOT,
        });
        scores.sum()
    };
    let leap = |begin: usize, end: usize, forgiven: i32| Leap {
        begin,
        end,
        score: (lost(begin, end) + forgiven).min(LEAST_FOR_LEAP),
    };
    let clauses = pattern.clauses.windows(2);
    let mut leaps: Vec<Leap> = clauses
        .map(|cut| leap(cut[0], cut[1], WHOLE_CLAUSE))
        .collect();
    for cut in pattern.statements.windows(2) {
        let within = leaps
            .iter()
            .filter(|clause| cut[0] <= clause.begin && clause.end <= cut[1])
            .map(|clause| clause.score - lost(clause.begin, clause.end));
        let forgiven = within.sum::<i32>() + WHOLE_STATEMENT;
        leaps.push(leap(cut[0], cut[1], forgiven));
    }
    leaps
}
