//! Which characters may begin or end a line, and between which a line may break. Tables only; the breaking itself
//! is the parent module's.

use crate::text::width::char_width;

/// Never at the beginning of a line (GB/T 15834—2011, 5.1: 点号、后引号、后括号、后书名号、连接号、间隔号、分隔号).
const NO_START: &str = "，。、；：？！）】」』》〉〕｝〗〙〛”’～·／％‰℃々．｡､｣,.;:?!)]}%";
/// Never at the end of a line (the same: 前引号、前括号、前书名号; and what counts what follows).
const NO_END: &str = "（【「『《〈〔｛〖〘〚“‘／￥＄｢([{¥$#＃";

/// What the breaking needs to know about one grapheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Class {
    pub space: bool,
    no_start: bool,
    no_end: bool,
    /// Part of a Latin word or number, which stays whole.
    word: bool,
    /// `—` or `…`, which stand in pairs.
    paired: Option<char>,
}

impl Class {
    /// Follows no rule: a break is welcome on either side unless the neighbour forbids it.
    pub const FREE: Self = Self {
        space: false,
        no_start: false,
        no_end: false,
        word: false,
        paired: None,
    };

    pub fn of(grapheme: &str) -> Self {
        let Some(c) = grapheme.chars().next() else {
            return Self::FREE;
        };
        Self {
            // A space that carries a combining mark shows something.
            space: is_space(c) && grapheme.len() == c.len_utf8(),
            no_start: NO_START.contains(c),
            no_end: NO_END.contains(c),
            word: is_word(c),
            paired: matches!(c, '—' | '…' | '⋯').then_some(c),
        }
    }
}

/// Whether a line may break between two graphemes that have, if `spaced`, only spaces between them.
pub fn may_break(last: Class, next: Class, spaced: bool) -> bool {
    if last.no_end || next.no_start {
        return false;
    }
    let torn = (last.word && next.word) || (last.paired.is_some() && last.paired == next.paired);
    spaced || !torn
}

pub fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// Bytes of the line break at the beginning of `rest`; 0 where there is none.
pub fn line_break_length(rest: &str) -> usize {
    if rest.starts_with("\r\n") {
        2
    } else {
        rest.chars().next().map_or(0, char::len_utf8)
    }
}

/// Spaces at which a line may break; the no-break space is not one.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200B}' | '\u{205F}' | '\u{3000}')
}

fn is_word(c: char) -> bool {
    c.is_ascii_graphic()
        || matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '\u{A0}' | '\u{202F}' | '\u{2011}' | '\u{2060}')
        || (c.is_alphabetic() && char_width(c) < 2)
}
