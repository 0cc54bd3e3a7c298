//! Every place of a text that could be a blank, filled or not: a pair of brackets, half of one, a bare number, a number
//! beside an empty bracket. Which blank it is, if any, is for the alignment to say.

mod text;

pub(super) use text::{Balance, WORDS_THAT_END, balance, ends_earlier, texts};

use super::token::Chunk;
use crate::intake::number;

/// How a candidate is made; better shapes score higher.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    /// A number without any bracket.
    Bare,
    /// One bracket of the two.
    Half,
    /// A text between two brackets that do not belong to each other: `（1）启动会；2）讲座）`.
    Uneven,
    /// A number beside an empty pair of brackets.
    Beside,
    Bracketed,
}

/// A place that could be a blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    /// First token, and the token behind the last.
    pub(super) from: usize,
    pub(super) to: usize,
    /// The characters it covers.
    pub(super) chars: (usize, usize),
    /// What stands in the blank.
    pub(super) content: String,
    pub(super) shape: Shape,
    /// What follows in the text and would change the number (`（3）万`); taken without it only where the paper goes on
    /// with the same word.
    pub(super) tail: Option<char>,
    /// 约 before the bracket, left out: only where the paper itself has it there.
    pub(super) lead: Option<char>,
    /// Whether a number, nothing, or one of the words for nothing stands in it.
    pub(super) is_readable: bool,
}

/// The longest content of a number's brackets.
const MOST_IN_BRACKETS: usize = 60;

/// The candidates of a text for a blank that takes a number, by their first token.
pub(super) fn numbers(chunk: &Chunk) -> Vec<Candidate> {
    let mut finder = Finder {
        chunk,
        found: Vec::new(),
    };
    for at in 0..chunk.chars.len() {
        match chunk.chars[at] {
            '(' => finder.opening(at),
            ')' => finder.closing(at),
            _ => finder.bare(at),
        }
    }
    finder.found.sort_by_key(|candidate| candidate.from);
    finder.found
}

struct Finder<'c> {
    chunk: &'c Chunk,
    found: Vec<Candidate>,
}

impl Finder<'_> {
    fn push(
        &mut self,
        chars: (usize, usize),
        content: String,
        shape: Shape,
        (lead, tail): (Option<char>, Option<char>),
    ) {
        let is_readable = is_number(&content);
        self.found.push(Candidate {
            from: self.chunk.token_from(chars.0),
            to: self.chunk.token_from(chars.1),
            chars,
            content,
            shape,
            lead,
            tail,
            is_readable,
        });
    }

    /// Whether what stands between two brackets is a number or nothing.
    fn is_readable(&self, open: usize, close: usize) -> bool {
        is_number(self.chunk.slice(open + 1, close))
    }

    fn skip_spaces(&self, mut at: usize) -> usize {
        while self.chunk.chars.get(at).is_some_and(|c| c.is_whitespace()) {
            at += 1;
        }
        at
    }

    fn skip_spaces_back(&self, mut at: usize) -> usize {
        while at > 0 && self.chunk.chars[at - 1].is_whitespace() {
            at -= 1;
        }
        at
    }

    fn opening(&mut self, at: usize) {
        let chars = &self.chunk.chars;
        let close = closing_of(chars, at, MOST_IN_BRACKETS);
        if close.is_none_or(|close| !self.is_readable(at, close)) {
            // Only the opening bracket is left, whatever a later one may close: （3次，参与（5）人.
            let from = self.skip_spaces(at + 1);
            let end = run(chars, from).unwrap_or(at + 1);
            let content = self.chunk.slice(at + 1, end).to_owned();
            self.push((at, end), content, Shape::Half, (None, None));
        }
        let Some(close) = close else {
            return;
        };
        let content = self.chunk.slice(at + 1, close).to_owned();
        let end = close + 1;
        if content
            .trim_matches(|c: char| c.is_whitespace() || c == '_')
            .is_empty()
        {
            self.beside(at, end);
            self.push((at, end), content, Shape::Bracketed, (None, None));
            return;
        }
        let begin = match at.checked_sub(1).map(|before| chars[before]) {
            Some(mark) if number::is_approximate_mark(mark) => at - 1,
            _ => at,
        };
        let (tail_end, tail) = tail(chars, end);
        let whole = |begin: usize| {
            let before = self.chunk.slice(begin, at);
            format!("{before}{content}{}", self.chunk.slice(end, tail_end))
        };
        if tail.is_some() {
            let whole = whole(begin);
            self.push((begin, tail_end), whole, Shape::Bracketed, (None, None));
        }
        if begin < at {
            let about = format!("约{content}");
            self.push((begin, end), about, Shape::Bracketed, (None, tail));
        }
        let lead = (begin < at).then(|| self.chunk.chars[begin]);
        self.push((at, end), content, Shape::Bracketed, (lead, tail));
    }

    /// A number before or behind an empty pair of brackets.
    fn beside(&mut self, open: usize, end: usize) {
        let chars = &self.chunk.chars;
        let from = self.skip_spaces(end);
        if let Some(run_end) = run(chars, from) {
            let content = self.chunk.slice(from, run_end).to_owned();
            self.push((open, run_end), content, Shape::Beside, (None, None));
        }
        let before = self.skip_spaces_back(open);
        if let Some(begin) = run_back(chars, before) {
            let content = self.chunk.slice(begin, before).to_owned();
            self.push((begin, end), content, Shape::Beside, (None, None));
        }
    }

    /// Only the closing bracket is left: 3）次.
    fn closing(&mut self, at: usize) {
        let before = self.skip_spaces_back(at);
        let open = opening_of(&self.chunk.chars, at);
        if open.is_some_and(|open| self.is_readable(open, at)) {
            return;
        }
        let begin = run_back(&self.chunk.chars, before).unwrap_or(at);
        let content = self.chunk.slice(begin, at).to_owned();
        self.push((begin, at + 1), content, Shape::Half, (None, None));
    }

    fn bare(&mut self, at: usize) {
        let chars = &self.chunk.chars;
        let is_start =
            at == 0 || !is_run_char(chars[at - 1]) || number::is_approximate_mark(chars[at]);
        // The 5 of 3-5 is a part of that.
        let is_part = at > 1 && is_joint(chars[at - 1]) && is_numeral(chars[at - 2]);
        let Some(end) = run(chars, at).filter(|_| is_start && !is_part) else {
            return;
        };
        // Nor is the 5 of .5 five.
        let has_point = at > 0 && chars[at - 1] == '.';
        let from = at - usize::from(has_point);
        let content = self.chunk.slice(from, end).to_owned();
        self.push((from, end), content, Shape::Bare, (None, None));
        // 组织3百人: the paper itself may go on with the last character.
        let mut shorter = end;
        while shorter > at + 1 && number::is_tail(chars[shorter - 1]) {
            shorter -= 1;
            let content = self.chunk.slice(at, shorter).to_owned();
            self.push(
                (at, shorter),
                content,
                Shape::Bare,
                (None, Some(chars[shorter])),
            );
        }
    }
}

/// Whether it is a number, nothing, or a word for nothing.
fn is_number(content: &str) -> bool {
    !matches!(number::read(content, 6, ""), number::Number::Unreadable(_))
}

/// The bracket that closes the one at `open`, brackets within counted, `most` characters away at most.
fn closing_of(chars: &[char], open: usize, most: usize) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in chars.iter().enumerate().skip(open).take(most + 2) {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// The bracket that opens the one at `close`.
fn opening_of(chars: &[char], close: usize) -> Option<usize> {
    let mut depth = 0;
    for at in (0..=close).rev().take(MOST_IN_BRACKETS + 2) {
        match chars[at] {
            ')' => depth += 1,
            '(' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// What stands behind a bracket and changes its number: the end of it, and its first character.
fn tail(chars: &[char], from: usize) -> (usize, Option<char>) {
    let mut end = from;
    while chars.get(end).is_some_and(|c| number::is_tail(*c)) {
        end += 1;
    }
    (end, (end > from).then(|| chars[from]))
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || number::is_chinese(c)
}

/// Characters that belong to one number, or to what only looks like one.
fn is_run_char(c: char) -> bool {
    is_numeral(c) || number::is_tail(c) && c != '来'
}

/// Stands between the digits of one number, or between two that are read as one.
fn is_joint(c: char) -> bool {
    matches!(c, ',' | '.' | '-' | '~' | '/' | '×' | '*' | '=')
}

/// The end of the number that begins at `from`: digits with their separators, Chinese numerals, 万, 余; also what makes
/// it unreadable (`3-5`, `30%`), so that no part of it is taken for the whole.
fn run(chars: &[char], from: usize) -> Option<usize> {
    let mut at = from;
    if chars
        .get(at)
        .is_some_and(|c| number::is_approximate_mark(*c))
    {
        at += 1;
    }
    if !chars.get(at).is_some_and(|c| is_numeral(*c)) {
        return None;
    }
    loop {
        let next_is = |i: usize| chars.get(i).is_some_and(|c| is_numeral(*c));
        match chars.get(at) {
            Some(c) if is_run_char(*c) => at += 1,
            Some('%' | '‰' | '+') => at += 1,
            Some(c) if is_joint(*c) && next_is(at + 1) => at += 1,
            Some('至' | '到') if next_is(at + 1) && chars[at - 1].is_ascii_digit() => at += 1,
            Some(' ' | '\u{3000}') if chars[at - 1].is_ascii_digit() && is_group(chars, at + 1) => {
                at += 1;
            }
            _ => return (at > from).then_some(at),
        }
    }
}

/// Three digits and no more: 12 600.
fn is_group(chars: &[char], at: usize) -> bool {
    let digits = chars[at..]
        .iter()
        .take(4)
        .take_while(|c| c.is_ascii_digit());
    digits.count() == 3
}

/// The beginning of the number that ends before `end`.
fn run_back(chars: &[char], end: usize) -> Option<usize> {
    let longest = end.saturating_sub(MOST_IN_BRACKETS);
    let mut begin = None;
    for at in (longest..end).rev() {
        if run(chars, at).is_some_and(|run_end| run_end >= end) {
            begin = Some(at);
        } else if begin.is_some() || end - at > 3 {
            break;
        }
    }
    begin
}

#[cfg(test)]
mod tests {
    //! Places that could be a blank.

    use super::*;

    fn found(text: &str) -> Vec<(String, Shape, bool)> {
        let chunk = Chunk::new(text.to_owned(), Vec::new());
        let candidates = numbers(&chunk).into_iter();
        candidates
            .map(|candidate| (candidate.content, candidate.shape, candidate.is_readable))
            .collect()
    }

    fn has(text: &str, content: &str, shape: Shape) -> bool {
        let wanted = (content.to_owned(), shape, true);
        found(text).contains(&wanted)
    }

    #[test]
    fn every_place_that_could_be_a_blank() {
        assert!(has("开展（3）场", "3", Shape::Bracketed));
        assert!(has("开展（  ）场", "  ", Shape::Bracketed));
        assert!(has("开展（ ）3场", "3", Shape::Beside));
        assert!(has("开展3（ ）场", "3", Shape::Beside));
        assert!(has("开展3场", "3", Shape::Bare));
        assert!(has("开展（3场", "3", Shape::Half));
        assert!(has("开展3）场", "3", Shape::Half));
        assert!(has("开展（3）余场", "3余", Shape::Bracketed));
        assert!(has("开展约（3）场", "约3", Shape::Bracketed));
        assert!(has("开展三百人", "三百", Shape::Bare));
        assert!(has("开展12 600人", "12 600", Shape::Bare));
    }

    #[test]
    fn no_part_of_what_is_unreadable_is_taken_for_the_whole() {
        for text in ["开展3-5场", "开展30%", "开展1/2"] {
            let readable = found(text).into_iter().filter(|(_, _, readable)| *readable);
            assert_eq!(readable.collect::<Vec<_>>(), [], "{text}");
        }
    }
}
