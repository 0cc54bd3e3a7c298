//! The common case, without any search: the cell has the paper's words, all of them and no others, and a pair of
//! brackets for every blank. Then there is one reading and it is certain.

use super::candidate::{self, Balance, WORDS_THAT_END};
use super::pattern::{Pattern, Symbol};
use super::token::{Chunk, is_bracket};

/// Where a blank's content stands: its characters.
pub(super) type Span = (usize, usize);

/// So many ends of texts are tried.
const MOST_TRIES: usize = 500;

/// The contents of all slots, in order; `None` where the text is not word for word the paper's, or could be so in two
/// ways.
pub(super) fn read(pattern: &Pattern<'_>, chunk: &Chunk) -> Option<Vec<Span>> {
    let mut laying = Laying {
        pattern,
        chunk,
        spans: Vec::new(),
        found: None,
        tries_left: MOST_TRIES,
    };
    laying.lay(0, 0).ok()?;
    laying.found
}

/// There is more than one way, or too many to try.
struct Unclear;

/// The row being laid over the text. Words and numbers go one way only; a text may have brackets of its own, so that
/// the words behind it say which one is its end.
struct Laying<'l, 'c> {
    pattern: &'l Pattern<'c>,
    chunk: &'l Chunk,
    spans: Vec<Span>,
    found: Option<Vec<Span>>,
    tries_left: usize,
}

impl Laying<'_, '_> {
    fn lay(&mut self, symbol: usize, token: usize) -> Result<(), Unclear> {
        let tokens = &self.chunk.tokens;
        let mut at = token;
        for (index, symbol) in self.pattern.symbols.iter().enumerate().skip(symbol) {
            let next = tokens.get(at).map(|token| token.c);
            match *symbol {
                Symbol::Word(c) if next == Some(c) => at += 1,
                Symbol::Slot(slot) if next == Some('(') => {
                    if self.pattern.slots[slot].is_text {
                        return self.lay_text(slot, index, at);
                    }
                    let inside = tokens[at + 1..].iter().position(|t| is_bracket(t.c));
                    let Some(close) = inside.map(|inside| at + 1 + inside) else {
                        return Ok(());
                    };
                    // A bracket within the blank is for the search to weigh.
                    if tokens[close].c != ')' {
                        return Ok(());
                    }
                    self.spans.push((tokens[at].at + 1, tokens[close].at));
                    at = close + 1;
                }
                _ => return Ok(()),
            }
        }
        if at == tokens.len() && self.found.replace(self.spans.clone()).is_some() {
            return Err(Unclear);
        }
        Ok(())
    }

    /// Tries every closing bracket behind the token `open` for the end of a text, and goes on from there.
    fn lay_text(&mut self, slot: usize, symbol: usize, open: usize) -> Result<(), Unclear> {
        let begin = self.chunk.tokens[open].at + 1;
        let kept = self.spans.len();
        for close in open + 1..self.chunk.tokens.len() {
            let token = self.chunk.tokens[close];
            if token.c != ')' {
                continue;
            }
            self.tries_left = self.tries_left.checked_sub(1).ok_or(Unclear)?;
            let text = (begin, token.at);
            self.spans.push(text);
            let was_found = self.found.is_some();
            self.lay(symbol + 1, close + 1)?;
            self.spans.truncate(kept);
            if !was_found && self.found.is_some() && !self.ends(slot, text) {
                return Err(Unclear);
            }
        }
        Ok(())
    }

    /// Whether a text may be all of this: it has no brackets of its own but whole pairs, or its end is the first that
    /// the paper's words follow.
    fn ends(&self, slot: usize, text: Span) -> bool {
        let follow = self.pattern.words_behind(slot, WORDS_THAT_END);
        match candidate::balance(&self.chunk.chars[text.0..text.1]) {
            Balance::Even => true,
            Balance::Parted => !candidate::ends_earlier(self.chunk, text, &follow),
            Balance::Uneven => {
                follow.is_empty() || !candidate::ends_earlier(self.chunk, text, &follow)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    //! Cells that have the paper's words and no others.

    use super::*;
    use crate::domain::campaign::{Campaign, builtin};
    use crate::intake::anchor::pattern;

    fn contents(text: &str) -> Option<Vec<String>> {
        let campaign = Campaign::parse(builtin()[0].1).expect("it is sound");
        let patterns = pattern::all(&campaign);
        let kickoff = patterns
            .iter()
            .find(|pattern| pattern.slots.len() == 2)
            .expect("the kick-off has two");
        let chunk = Chunk::new(text.to_owned(), Vec::new());
        let spans = read(kickoff, &chunk)?;
        Some(
            spans
                .into_iter()
                .map(|(from, to)| chunk.slice(from, to).to_owned())
                .collect(),
        )
    }

    #[test]
    fn the_words_behind_a_text_say_which_bracket_ends_it() {
        for text in [
            "视频（线上）",
            "1）启动会；2）讲座",
            "视频（线上",
            "a）、（b",
            "）会（",
            "（1）会；2）讲座",
        ] {
            let sentence = format!("以（{text}）等形式启动“安全生产月”活动（2）场次。");
            assert_eq!(
                contents(&sentence),
                Some(vec![text.to_owned(), "2".to_owned()]),
                "{text}"
            );
        }
    }

    #[test]
    fn only_the_papers_own_words_with_all_their_brackets() {
        let whole = contents("以（视频）等形式启动“安全生产月”活动（ 2 ）场次。");
        assert_eq!(whole, Some(vec!["视频".to_owned(), " 2 ".to_owned()]));
        for text in [
            "以（视频）等方式启动“安全生产月”活动（2）场次。",
            "以（视频）等形式启动“安全生产月”活动2场次。",
            "以（视频）等形式启动“安全生产月”活动（2）3场次。",
            // Two copies in one cell: the words behind the text stand behind the first bracket, too.
            "以（视频）等形式启动“安全生产月”活动（2）场次。以（讲座）等形式启动“安全生产月”活动（3）场次。",
            "以（视频）等形式启动“安全生产月”活动（2）场",
            "",
        ] {
            assert_eq!(contents(text), None, "{text}");
        }
    }
}
