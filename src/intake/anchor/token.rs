//! A text as alignment sees it: one token a word character or bracket, width and shape folded, spaces and soft
//! punctuation gone; and the way back to the text as it was.

use crate::intake::page::Position;
use crate::text::digits::{fold_char, is_letter_or_digit};

/// One character that takes part in an alignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) c: char,
    /// Index of its character in the text.
    pub(super) at: usize,
}

/// A place on the page, down to the character.
pub(super) type Spot = (Position, usize);

/// A text that may hold the sentence of a row: a cell, or some lines.
#[derive(Debug, Clone)]
pub(super) struct Chunk {
    /// As it was, paragraphs ended by `\n`.
    text: String,
    /// Byte offset of every character, and the end.
    offsets: Vec<usize>,
    /// Every character, folded.
    pub(super) chars: Vec<char>,
    pub(super) tokens: Vec<Token>,
    /// The character with which each line begins.
    begins: Vec<usize>,
    /// For every character, and the end, the first token at or behind it.
    token_at: Vec<usize>,
    /// Where each line begins.
    lines: Vec<Spot>,
}

/// A character folded for comparison; brackets of every shape are round.
pub(super) fn fold(c: char) -> char {
    if is_ideograph(c) {
        return c;
    }
    match fold_char(c) {
        '〔' | '【' | '[' | '{' | '〖' | '﹙' => '(',
        '〕' | '】' | ']' | '}' | '〗' | '﹚' => ')',
        c => c.to_ascii_lowercase(),
    }
}

/// Nearly every character of a paper is one of these; of the others more is asked.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

/// Whether a folded character takes part. What is left out differs between people without a difference in meaning.
pub(super) fn takes_part(c: char) -> bool {
    is_ideograph(c)
        || !(c.is_whitespace()
            || c.is_control()
            || matches!(
                c,
                ',' | '.'
                    | '。'
                    | ';'
                    | ':'
                    | '、'
                    | '!'
                    | '?'
                    | '"'
                    | '\''
                    | '“'
                    | '”'
                    | '‘'
                    | '’'
                    | '「'
                    | '」'
                    | '『'
                    | '』'
                    | '《'
                    | '》'
                    | '〈'
                    | '〉'
                    | '…'
                    | '·'
                    | '•'
                    | '_'
                    | '\u{FE4D}'..='\u{FE4F}' | '\u{2581}'
            ))
}

pub(super) fn is_bracket(c: char) -> bool {
    matches!(c, '(' | ')')
}

/// Whether a token carries meaning of the sentence itself: a word rather than a bracket or a dash.
pub(super) fn is_word(c: char) -> bool {
    is_letter_or_digit(c)
}

impl Chunk {
    /// `lines` tells of every line of the text where it begins.
    pub(super) fn new(text: String, lines: Vec<Spot>) -> Self {
        let mut offsets = Vec::with_capacity(text.len() / 2);
        let mut chars = Vec::with_capacity(text.len() / 2);
        let mut tokens = Vec::with_capacity(text.len() / 3);
        let mut token_at = Vec::with_capacity(text.len() / 2);
        let mut begins = vec![0];
        for (at, (offset, c)) in text.char_indices().enumerate() {
            let c = fold(c);
            offsets.push(offset);
            chars.push(c);
            token_at.push(tokens.len());
            if c == '\n' {
                begins.push(at + 1);
            }
            if takes_part(c) {
                tokens.push(Token { c, at });
            }
        }
        offsets.push(text.len());
        token_at.push(tokens.len());
        Self {
            text,
            offsets,
            chars,
            tokens,
            begins,
            token_at,
            lines,
        }
    }

    /// The text between two characters, as it was.
    pub(super) fn slice(&self, from: usize, to: usize) -> &str {
        &self.text[self.offsets[from]..self.offsets[to]]
    }

    /// The characters between the brackets of a blank that covers these; all of them where it has none.
    pub(super) fn inside(&self, from: usize, to: usize) -> (usize, usize) {
        let opens = self.chars.get(from) == Some(&'(');
        let closes = to > from && self.chars.get(to - 1) == Some(&')');
        (from + usize::from(opens), to - usize::from(closes))
    }

    /// How many word tokens it has.
    pub(super) fn words(&self) -> usize {
        self.tokens.iter().filter(|token| is_word(token.c)).count()
    }

    /// The first token at or behind a character.
    pub(super) fn token_from(&self, char_at: usize) -> usize {
        self.token_at[char_at]
    }

    /// The character behind the last token before `token`, or of the token itself where it is the first.
    pub(super) fn char_of(&self, token: usize) -> usize {
        self.tokens
            .get(token)
            .map_or(self.chars.len(), |token| token.at)
    }

    /// The statement around a character: up to the nearest ；。 or paragraph end on both sides.
    pub(super) fn statement(&self, from: usize, to: usize) -> String {
        let is_end = |c: &char| matches!(c, ';' | '。' | '\n');
        let to = to.min(self.chars.len());
        let from = from.min(to);
        let begin = self.chars[..from]
            .iter()
            .rposition(is_end)
            .map_or(0, |at| at + 1);
        let end = self.chars[to..]
            .iter()
            .position(is_end)
            .map_or(self.chars.len(), |at| to + at);
        self.slice(begin, end).trim().to_owned()
    }

    /// The words before a token in its statement, without a number that counts the paragraph.
    pub(super) fn words_before(&self, token: usize) -> String {
        let Some(first) = self.tokens.get(token) else {
            return String::new();
        };
        let is_end = |c: &char| matches!(c, ';' | '。' | '\n');
        let begin = self.chars[..first.at]
            .iter()
            .rposition(is_end)
            .map_or(0, |at| at + 1);
        let words = self.tokens[self.token_at[begin]..token]
            .iter()
            .map(|token| token.c);
        let words: String = words.filter(|c| is_word(*c)).collect();
        let is_numbering = words.chars().count() <= 2
            && words
                .chars()
                .all(|c| c.is_ascii_digit() || crate::intake::number::is_chinese(c));
        if is_numbering { String::new() } else { words }
    }

    /// Where a character stands.
    pub(super) fn position(&self, char_at: usize) -> Option<Position> {
        self.spot(char_at).map(|(position, _)| position)
    }

    /// Where a character stands, and how far from the beginning of its paragraph: the same in every chunk that holds it.
    pub(super) fn spot(&self, char_at: usize) -> Option<Spot> {
        let at = char_at.min(self.chars.len());
        let line = self.begins.partition_point(|begin| *begin <= at) - 1;
        let begin = self.begins[line];
        let (position, from) = *self.lines.get(line).or(self.lines.last())?;
        Some((position, from + at - begin))
    }

    /// Whether a character is the first of its paragraph, spaces aside.
    pub(super) fn begins_paragraph(&self, char_at: usize) -> bool {
        self.chars[..char_at]
            .iter()
            .rev()
            .take_while(|c| **c != '\n')
            .all(|c| c.is_whitespace())
    }
}

#[cfg(test)]
mod tests {
    //! Texts cut into tokens, and the way back.

    use super::*;

    fn chunk(text: &str) -> Chunk {
        let position = |paragraph| Position::Cell {
            table: 0,
            row: 0,
            column: 0,
            paragraph,
        };
        let paragraphs = text.split('\n').count();
        Chunk::new(
            text.to_owned(),
            (0..paragraphs)
                .map(|paragraph| (position(paragraph), 0))
                .collect(),
        )
    }

    #[test]
    fn what_differs_without_a_difference_in_meaning_is_gone() {
        let tokens =
            |text: &str| -> String { chunk(text).tokens.iter().map(|token| token.c).collect() };
        assert_eq!(tokens("“安全”，　生产；"), "安全生产");
        assert_eq!(tokens("【１２】〔 〕（a）"), "(12)()(a)");
        assert_eq!(tokens("——"), "——");
    }

    #[test]
    fn every_token_knows_the_way_back() {
        let chunk = chunk("　开展（3）场；\n参与 5 人。");
        let three = chunk
            .tokens
            .iter()
            .position(|token| token.c == '3')
            .expect("it stands there");
        let five = chunk
            .tokens
            .iter()
            .position(|token| token.c == '5')
            .expect("it stands there");
        let at = |token: usize| chunk.tokens[token].at;
        assert_eq!(chunk.slice(at(three), at(three) + 1), "3");
        assert_eq!(chunk.statement(at(three), at(three) + 1), "开展（3）场");
        assert_eq!(chunk.statement(at(five), at(five) + 1), "参与 5 人");
        assert_eq!(chunk.words_before(five), "参与");
        assert_eq!(chunk.token_from(at(five) - 1), five);
        assert_eq!(chunk.words(), 8);
        let (position, within) = chunk.spot(at(five)).expect("within the chunk");
        assert_eq!(
            (position.to_string(), within),
            ("第1个表第1行第1列第2段".to_owned(), 3)
        );
        assert!(chunk.begins_paragraph(1) && !chunk.begins_paragraph(at(five)));
    }

    #[test]
    fn a_number_that_counts_paragraphs_is_no_word() {
        let chunk = chunk("3、开展");
        assert_eq!(chunk.words_before(1), "");
    }
}
