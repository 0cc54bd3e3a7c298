//! Text from outside, made harmless: for the screen, and for the desk.
//!
//! What a stranger wrote (a pasted line, a file's name, a cell of a filled form) may hold terminal escape sequences,
//! control characters, and marks that turn or hide text. None of it may reach the terminal or the database raw.
//! Escape sequences go as a whole; bidirectional controls and zero-width characters go, but a joiner stays inside an
//! emoji. This module changes nothing that a reader can see, and knows nothing about what a text means: numbers typed
//! full-width are [`digits`](crate::text::digits)'s.

use std::borrow::Cow;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use crate::text::width::char_width;

/// No writing system stacks more marks than this on one letter; more is an attack on the terminal.
const MAX_MARKS: usize = 12;
const JOINER: char = '\u{200D}';

/// For one line of the screen: line breaks and tabs become a space, other control characters are made visible
/// (`␇`), so that a strange file name can be told from a plain one.
pub fn for_display(text: &str) -> Cow<'_, str> {
    clean(text, Breaks::ToSpace, Controls::Picture)
}

/// For a text of several lines on the screen: like [`for_display`], but line breaks stay, as `\n`.
pub fn for_display_block(text: &str) -> Cow<'_, str> {
    clean(text, Breaks::Keep, Controls::Picture)
}

/// For a one-line value while it is typed: line breaks and tabs become a space, control characters go.
pub fn for_typing(text: &str) -> Cow<'_, str> {
    clean(text, Breaks::ToSpace, Controls::Drop)
}

/// For a one-line value on the desk: like [`for_typing`], without spaces at its end.
pub fn for_storage_line(text: &str) -> Cow<'_, str> {
    match for_typing(text) {
        Cow::Borrowed(line) => Cow::Borrowed(line.trim_end()),
        Cow::Owned(mut line) => {
            line.truncate(line.trim_end().len());
            Cow::Owned(line)
        }
    }
}

/// For a narrative on the desk: line breaks of every kind become `\n`, tabs a space, control characters go.
pub fn for_storage_block(text: &str) -> Cow<'_, str> {
    clean(text, Breaks::Keep, Controls::Drop)
}

/// A text cut to a number of characters, and how many were cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limited<'a> {
    /// What was kept, at most as many characters as asked for; never ends inside a grapheme.
    pub kept: &'a str,
    /// How many characters were cut off.
    pub cut: usize,
}

impl Limited<'_> {
    /// What to tell the user, where something was cut.
    pub fn note(&self) -> Option<String> {
        let kept = self.kept.chars().count();
        (self.cut > 0).then(|| format!("内容过长：保留前 {kept} 字，其余 {} 字未收入。", self.cut))
    }
}

/// Cuts a text to at most `max` characters (`char`s, as the desk counts them). For a paste of megabytes.
pub fn limit(text: &str, max: usize) -> Limited<'_> {
    let Some((mut end, _)) = text.char_indices().nth(max) else {
        return Limited { kept: text, cut: 0 };
    };
    let mut cursor = GraphemeCursor::new(end, text.len(), true);
    if !cursor.is_boundary(text, 0).unwrap_or(true) {
        end = cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0);
    }
    let (kept, rest) = text.split_at(end);
    Limited {
        kept,
        cut: rest.chars().count(),
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Breaks {
    Keep,
    ToSpace,
}

#[derive(Clone, Copy, PartialEq)]
enum Controls {
    Drop,
    Picture,
}

fn clean(text: &str, breaks: Breaks, controls: Controls) -> Cow<'_, str> {
    // Marks are suspect only for their number; most texts have none of either and are handed back as they are.
    let suspect = |c: char| {
        (c.is_control() && (c != '\n' || breaks == Breaks::ToSpace))
            || is_break(c) && c != '\n'
            || is_hidden(c)
    };
    let is_unclear = |c: char| suspect(c) || c == JOINER || char_width(c) == 0 && c != '\n';
    if !text.chars().any(|c| !is_plain(c) && is_unclear(c)) {
        return Cow::Borrowed(text);
    }
    let text = strip(text, breaks, controls);
    Cow::Owned(if text.contains(JOINER) {
        drop_stray_joiners(&text)
    } else {
        text
    })
}

/// Everything but the joiners, which need their neighbours cleaned first.
fn strip(text: &str, breaks: Breaks, controls: Controls) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut marks = 0;
    while let Some(c) = rest.chars().next() {
        if let Some(length) = escape_sequence(rest) {
            rest = &rest[length..];
            continue;
        }
        let length = if rest.starts_with("\r\n") {
            2
        } else {
            c.len_utf8()
        };
        rest = &rest[length..];
        if is_break(c) {
            out.push(if breaks == Breaks::Keep { '\n' } else { ' ' });
        } else if c == '\t' {
            out.push(' ');
        } else if c.is_control() {
            out.extend(picture(c).filter(|_| controls == Controls::Picture));
        } else if !is_hidden(c) {
            marks = if char_width(c) == 0 { marks + 1 } else { 0 };
            if marks <= MAX_MARKS {
                out.push(c);
            }
            continue;
        }
        marks = 0;
    }
    out
}

/// A joiner stays where it joins two glyphs into one; anywhere else it only makes equal texts differ.
fn drop_stray_joiners(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for grapheme in text.graphemes(true) {
        let mut chars = grapheme.chars().peekable();
        while let Some(c) = chars.next() {
            let joins = !out.is_empty() && chars.peek().is_some_and(|&next| char_width(next) > 0);
            if c != JOINER || joins {
                out.push(c);
            }
        }
    }
    out
}

/// Nearly all characters of a Chinese text are known at a glance to be seen and to do no harm.
fn is_plain(c: char) -> bool {
    matches!(c,
        ' '..='~' | '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{3029}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF5E}')
}

fn is_break(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Characters that show nothing and turn, hide or split what stands around them.
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}' | '\u{200C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E00FF}')
}

/// The sign for a C0 control or DEL. C1 controls have none and are never meant: they go.
fn picture(c: char) -> Option<char> {
    match c {
        '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(c)),
        '\u{7F}' => Some('␡'),
        _ => None,
    }
}

/// The length in bytes of the terminal escape sequence (ECMA-48) at the beginning of `text`. A sequence that never
/// ends, or that runs over a line break, counts only its introducer, so that no text vanishes with it.
fn escape_sequence(text: &str) -> Option<usize> {
    let mut chars = text.chars();
    let first = chars.next()?;
    let (introducer, kind) = match first {
        '\u{1B}' => match chars.next() {
            Some(kind @ ('[' | ']' | 'P' | 'X' | '^' | '_')) => (2, kind),
            Some(' '..='/') => {
                let intermediate = text[1..]
                    .bytes()
                    .take_while(|b| matches!(b, b' '..=b'/'))
                    .count();
                let ends = text
                    .as_bytes()
                    .get(1 + intermediate)
                    .is_some_and(|b| matches!(b, b'0'..=b'~'));
                return Some(if ends { intermediate + 2 } else { 1 });
            }
            Some('0'..='~') => return Some(2),
            _ => return Some(1),
        },
        '\u{9B}' => (2, '['),
        '\u{9D}' => (2, ']'),
        '\u{90}' | '\u{98}' | '\u{9E}' | '\u{9F}' => (2, 'P'),
        _ => return None,
    };
    let body = &text[introducer..];
    let length = if kind == '[' {
        control_body(body)
    } else {
        string_body(body)
    };
    Some(introducer + length.unwrap_or(0))
}

/// Parameters, intermediates and the final byte of a control sequence.
fn control_body(body: &str) -> Option<usize> {
    let parameters = body
        .bytes()
        .take_while(|b| matches!(b, b' '..=b'?'))
        .count();
    matches!(body.as_bytes().get(parameters), Some(b'@'..=b'~')).then_some(parameters + 1)
}

/// A control string (a window's title, a hyperlink) up to and with its end.
fn string_body(body: &str) -> Option<usize> {
    let (at, end) = body
        .char_indices()
        .find(|&(_, c)| matches!(c, '\u{7}' | '\u{9C}' | '\u{1B}') || is_break(c))?;
    match end {
        '\u{7}' => Some(at + 1),
        '\u{9C}' => Some(at + 2),
        '\u{1B}' if body[at..].starts_with("\u{1B}\\") => Some(at + 2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    //! Text from strangers.

    use super::*;
    use proptest::prelude::*;

    #[test]
    fn plain_text_is_not_copied() {
        for text in ["安全生产月 2020，“安康杯”", "", "a b"] {
            assert!(matches!(for_display(text), Cow::Borrowed(_)), "{text}");
            assert!(
                matches!(for_storage_block(text), Cow::Borrowed(_)),
                "{text}"
            );
        }
        assert!(matches!(
            for_storage_block("第一行\n第二行"),
            Cow::Borrowed(_)
        ));
        assert!(matches!(for_storage_line("末尾  "), Cow::Borrowed("末尾")));
    }

    #[test]
    fn nothing_dangerous_is_shown() {
        for (raw, shown) in [
            ("\u{1b}[31m红\u{1b}[0m", "红"),
            ("\u{1b}]0;标题\u{7}正文", "正文"),
            ("\u{1b}]8;;http://x\u{1b}\\链接\u{1b}]8;;\u{1b}\\", "链接"),
            ("\u{9b}2J清屏", "清屏"),
            ("\u{1b}Pq#0\u{1b}\\图", "图"),
            ("\u{1b}(B字\u{1b}c", "字"),
            ("\u{1b}]0;没有结尾", "0;没有结尾"),
            ("\u{1b}]0;没有结尾\n下一行\u{7}", "0;没有结尾 下一行␇"),
            ("\u{1b}[31中文", "31中文"),
            ("尾\u{1b}", "尾"),
            ("a\tb\r\nc\rd\u{2028}e", "a b c d e"),
            ("响\u{7}铃\u{0}\u{7f}\u{88}", "响␇铃␀␡"),
            ("abc\u{202E}txt.exe\u{2066}", "abctxt.exe"),
            ("零\u{200B}宽\u{FEFF}字\u{2060}符\u{AD}", "零宽字符"),
            (
                "a\u{200D}b 👩\u{200D}🚒 ❤\u{FE0F}\u{200D}🔥",
                "ab 👩\u{200D}🚒 ❤\u{FE0F}\u{200D}🔥",
            ),
            ("葛\u{E0100}", "葛\u{E0100}"),
            ("e\u{301}", "e\u{301}"),
        ] {
            assert_eq!(for_display(raw), shown, "{raw:?}");
        }
        let stacked = format!("a{}b", "\u{301}".repeat(5000));
        assert_eq!(for_display(&stacked).chars().count(), 2 + MAX_MARKS);
    }

    #[test]
    fn what_is_plain_at_a_glance_is_plain_when_looked_at() {
        for c in ('\0'..=char::MAX).filter(|c| is_plain(*c)) {
            let harmless = !c.is_control() && !is_break(c) && !is_hidden(c) && c != JOINER;
            assert!(harmless && char_width(c) > 0, "{c:?}");
        }
    }

    #[test]
    fn storage_keeps_what_was_meant() {
        assert_eq!(
            for_storage_line("联络员甲\t\r\n应急\u{7}保障处 \n"),
            "联络员甲  应急保障处"
        );
        assert_eq!(for_typing("半句 "), "半句 ");
        assert_eq!(
            for_storage_block("第一行\r\n第二行\r\t缩进\u{1b}[1m\n\n末行\n"),
            "第一行\n第二行\n 缩进\n\n末行\n"
        );
        assert_eq!(for_display_block("一\r\n二\u{8}"), "一\n二␈");
    }

    #[test]
    fn a_huge_paste_is_cut_and_told() {
        let paste = "安全".repeat(1_000_000);
        let limited = limit(&paste, 20_000);
        assert_eq!(limited.kept.chars().count(), 20_000);
        assert_eq!(limited.cut, 1_980_000);
        assert_eq!(
            limited.note().as_deref(),
            Some("内容过长：保留前 20000 字，其余 1980000 字未收入。")
        );
        assert_eq!(
            limit("安全", 2),
            Limited {
                kept: "安全",
                cut: 0
            }
        );
        assert_eq!(limit("安全", 2).note(), None);
        assert_eq!(limit("ae\u{301}", 2), Limited { kept: "a", cut: 2 });
        assert_eq!(limit("e\u{301}", 0), Limited { kept: "", cut: 2 });
    }

    fn hostile() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            any::<char>().prop_map(String::from),
            "[\u{0}-\u{1f}\u{7f}-\u{9f}]".prop_map(String::from),
            "[\u{200B}-\u{200F}\u{2028}-\u{202E}\u{301}👩🚒🇨]".prop_map(String::from),
            Just("\u{1b}[".to_owned()),
            Just("\u{1b}]0;".to_owned()),
            Just("\u{1b}\\".to_owned()),
            "[a-z安全0-9;]{1,4}".prop_map(String::from),
        ];
        prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn no_control_survives_and_cleaning_twice_changes_nothing(raw in hostile()) {
            for (clean, breaks) in [
                (for_display as fn(&str) -> Cow<'_, str>, false),
                (for_display_block, true),
                (for_typing, false),
                (for_storage_line, false),
                (for_storage_block, true),
            ] {
                let once = clean(&raw);
                prop_assert!(!once.chars().any(|c| c.is_control() && !(breaks && c == '\n')), "{:?}", once);
                prop_assert!(!once.chars().any(is_hidden), "{:?}", once);
                prop_assert_eq!(clean(&once), once.as_ref());
            }
        }

        #[test]
        fn harmless_text_is_left_alone(text in "[ -~一-龥，。“”（）①×—]{0,40}") {
            prop_assert_eq!(for_display(&text), text.as_str());
            prop_assert_eq!(for_storage_block(&text), text.as_str());
        }

        #[test]
        fn a_limit_holds_and_counts_what_it_cut(text in "[a安\u{301}👩\u{200D}]{0,20}", max in 0usize..20) {
            let limited = limit(&text, max);
            prop_assert!(limited.kept.chars().count() <= max);
            prop_assert!(text.starts_with(limited.kept));
            prop_assert_eq!(limited.kept.chars().count() + limited.cut, text.chars().count());
        }
    }
}
