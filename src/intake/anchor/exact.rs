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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::campaign::{Campaign, builtin};
    use crate::intake::anchor::pattern;

    fn contents(text: &str) -> Option<Vec<String>> {
        let campaign = Campaign::parse(builtin()[0].1).unwrap();
        let patterns = pattern::all(&campaign);
        let kickoff = patterns
            .iter()
            .find(|pattern| pattern.slots.len() == 2)
            .unwrap();
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
    fn only_the_papers_own_words_with_all_their_brackets() {
        let whole = contents("以（视频）等形式启动“安全生产月”活动（ 2 ）场次。");
        assert_eq!(whole, Some(vec!["视频".to_owned(), " 2 ".to_owned()]));
        for text in [
            "以（视频）等方式启动“安全生产月”活动（2）场次。",
            "以（视频）等形式启动“安全生产月”活动2场次。",
            "以（视频（线上））等形式启动“安全生产月”活动（2）场次。",
            "以（视频）等形式启动“安全生产月”活动（2）3场次。",
            "以（视频）等形式启动“安全生产月”活动（2）场",
            "",
        ] {
            assert_eq!(contents(text), None, "{text}");
        }
    }
}
