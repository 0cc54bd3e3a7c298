//! Every text that could stand in a blank for words, and which of its brackets may be the end of it: people number what
//! they write there, 1）…；2）…, and open brackets that they never close.

use super::{Shape, closing_of};
use crate::intake::anchor::token::{Chunk, takes_part};

/// The longest text in a blank.
const MOST_OF_TEXT: usize = 400;
/// The longest text without brackets around it.
const MOST_BARE_TEXT: usize = 60;
/// So many closing brackets are tried for one opening bracket of a text.
const MOST_CLOSINGS: usize = 40;
/// So many words behind a blank tell where a text in it ends.
pub(in crate::intake::anchor) const WORDS_THAT_END: usize = 2;

/// The candidates for a blank of text that begin at one token: in brackets, in half of them, or up to any token.
pub(in crate::intake::anchor) fn texts(
    chunk: &Chunk,
    from: usize,
    mut take: impl FnMut(usize, (usize, usize), Shape),
) {
    let begin = chunk.char_of(from);
    let chars = &chunk.chars;
    if chars.get(begin) != Some(&'(') {
        let last = (from + MOST_BARE_TEXT).min(chunk.tokens.len());
        for to in from + 1..=last {
            take(to, (begin, chunk.tokens[to - 1].at + 1), Shape::Bare);
        }
        return;
    }
    let own = closing_of(chars, begin, MOST_OF_TEXT);
    for close in closings(chars, begin) {
        let shape = match own == Some(close) {
            true => Shape::Bracketed,
            false => Shape::Uneven,
        };
        take(chunk.token_from(close + 1), (begin + 1, close), shape);
    }
    if let Some(close) = own {
        let is_blank = chars[begin + 1..close].iter().all(|c| !takes_part(*c));
        if is_blank {
            let first = chunk.token_from(close + 1);
            let last = (first + MOST_BARE_TEXT).min(chunk.tokens.len());
            for to in first + 1..=last {
                take(to, (close + 1, chunk.tokens[to - 1].at + 1), Shape::Beside);
            }
        }
    } else {
        let last = (from + MOST_BARE_TEXT).min(chunk.tokens.len());
        for to in from + 2..=last {
            take(to, (begin + 1, chunk.tokens[to - 1].at + 1), Shape::Half);
        }
    }
}

/// The brackets that may close a text's: people number what they write there, 1）…；2）….
fn closings(chars: &[char], open: usize) -> impl Iterator<Item = usize> {
    let end = chars.len().min(open + MOST_OF_TEXT + 2);
    let all = (open + 1..end).filter(|at| chars[*at] == ')');
    all.take(MOST_CLOSINGS)
}

/// How the brackets within a text stand to those around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::intake::anchor) enum Balance {
    Even,
    /// One closes without having been opened, or opens without being closed: the text's own habit.
    Uneven,
    /// `a）…（b`: two pairs of brackets with words between them, as far as anybody can see.
    Parted,
}

/// How the brackets of a text, folded, stand to those around it.
pub(in crate::intake::anchor) fn balance(text: &[char]) -> Balance {
    let (mut depth, mut least) = (0, 0);
    for c in text {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        least = least.min(depth);
    }
    match (depth, least) {
        (0, 0) => Balance::Even,
        (0.., ..=-1) => Balance::Parted,
        _ => Balance::Uneven,
    }
}

/// Whether a text could as well end at a bracket within it: the words that follow the blank follow that one too.
pub(in crate::intake::anchor) fn ends_earlier(
    chunk: &Chunk,
    (from, to): (usize, usize),
    follow: &[char],
) -> bool {
    let inner = (from..to).filter(|at| chunk.chars[*at] == ')');
    inner.into_iter().any(|close| {
        let next = &chunk.tokens[chunk.token_from(close + 1)..];
        let next = next.iter().map(|token| token.c);
        next.take(follow.len()).eq(follow.iter().copied())
    })
}

#[cfg(test)]
mod tests {
    //! Texts in brackets.

    use super::*;

    #[test]
    fn a_text_is_what_stands_between_its_own_brackets() {
        let taken = |text: &str| -> Vec<(String, Shape)> {
            let chunk = Chunk::new(text.to_owned(), Vec::new());
            let mut taken = Vec::new();
            texts(&chunk, 0, |_, (from, to), shape| {
                taken.push((chunk.slice(from, to).to_owned(), shape));
            });
            taken
        };
        let even = ("视频（线上）".to_owned(), Shape::Bracketed);
        assert!(taken("（视频（线上））等").contains(&even));
        let numbered = ("1）会；2）讲座".to_owned(), Shape::Uneven);
        assert!(taken("（1）会；2）讲座）等").contains(&numbered));
        let unclosed = ("视频（线上".to_owned(), Shape::Uneven);
        assert!(taken("（视频（线上）等").contains(&unclosed));
    }

    #[test]
    fn how_brackets_within_a_text_stand() {
        for (text, expected) in [
            ("视频(线上)", Balance::Even),
            ("1)会;2)讲座", Balance::Uneven),
            ("视频(线上", Balance::Uneven),
            ("a)见附件(b", Balance::Parted),
            ("a)见(附件(b", Balance::Parted),
        ] {
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(balance(&chars), expected, "{text}");
        }
    }
}
