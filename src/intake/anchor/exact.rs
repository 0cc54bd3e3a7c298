//! The common case, without any search: the cell has the paper's words, all of them and no others, and a pair of
//! brackets for every blank. Then there is one reading and it is certain.

use super::pattern::{Pattern, Symbol};
use super::token::Chunk;

/// Where a blank's content stands: its characters.
pub(super) type Span = (usize, usize);

/// The contents of all slots, in order; `None` where the text is not word for word the paper's.
pub(super) fn read(pattern: &Pattern<'_>, chunk: &Chunk) -> Option<Vec<Span>> {
    let tokens = &chunk.tokens;
    let mut spans = Vec::with_capacity(pattern.slots.len());
    let mut at = 0;
    for symbol in &pattern.symbols {
        match symbol {
            Symbol::Word(c) => {
                if tokens.get(at)?.c != *c {
                    return None;
                }
                at += 1;
            }
            Symbol::Slot(_) => {
                if tokens.get(at)?.c != '(' {
                    return None;
                }
                let begin = tokens[at].at + 1;
                let inside = tokens[at + 1..]
                    .iter()
                    .position(|token| super::token::is_bracket(token.c))?;
                at += 1 + inside;
                // A bracket within the blank is for the search to weigh.
                if tokens[at].c != ')' {
                    return None;
                }
                spans.push((begin, tokens[at].at));
                at += 1;
            }
        }
    }
    (at == tokens.len()).then_some(spans)
}
