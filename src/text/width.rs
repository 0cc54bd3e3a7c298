//! How many terminal columns a text takes, and cutting or padding it to a number of them.
//!
//! This module is the one place that decides widths. Ambiguous characters (`“”—…①×`) count one column, as nearly
//! every terminal draws them, and a grapheme counts as a whole, as ratatui draws it. Control characters count nothing
//! because they are never drawn: clean text with [`sanitize`](crate::text::sanitize) first. Breaking text into lines is [`wrap`](crate::text::wrap)'s.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What stands where text was cut off; one column wide.
pub const ELLIPSIS: &str = "…";

/// Columns of one character on its own. A character that only joins others may add less inside a grapheme.
pub fn char_width(c: char) -> usize {
    UnicodeWidthChar::width(c).unwrap_or(0)
}

/// Columns of one grapheme (what a person calls a character); an emoji sequence counts once.
pub fn grapheme_width(grapheme: &str) -> usize {
    if grapheme.chars().any(char::is_control) {
        return 0;
    }
    UnicodeWidthStr::width(grapheme)
}

/// Columns of a text on one line.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.bytes().filter(|b| !b.is_ascii_control()).count();
    }
    text.graphemes(true).map(grapheme_width).sum()
}

/// The longest beginning of `text` that fits into `columns`; never splits a grapheme.
pub fn prefix(text: &str, columns: usize) -> &str {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += grapheme_width(grapheme);
        if used > columns {
            return &text[..at];
        }
    }
    text
}

/// The longest end of `text` that fits into `columns`; never splits a grapheme.
pub fn suffix(text: &str, columns: usize) -> &str {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true).rev() {
        used += grapheme_width(grapheme);
        if used > columns {
            return &text[at + grapheme.len()..];
        }
    }
    text
}

/// `text` in at most `columns`; where it is too long its end becomes `…`.
pub fn truncate(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    match columns {
        0 => Cow::Borrowed(""),
        _ => Cow::Owned(format!("{}{ELLIPSIS}", prefix(text, columns - 1))),
    }
}

/// `text` in at most `columns`; where it is too long its beginning becomes `…`. For paths, whose end says most.
pub fn truncate_start(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    match columns {
        0 => Cow::Borrowed(""),
        _ => Cow::Owned(format!("{ELLIPSIS}{}", suffix(text, columns - 1))),
    }
}

/// `text` at the left of exactly `columns` columns, truncated where it is too long.
pub fn pad_right(text: &str, columns: usize) -> String {
    pad(text, columns, |_| 0)
}

/// `text` at the right of exactly `columns` columns, truncated where it is too long. For figures.
pub fn pad_left(text: &str, columns: usize) -> String {
    pad(text, columns, |spare| spare)
}

/// `text` in the middle of exactly `columns` columns, truncated where it is too long; an odd column goes right.
pub fn center(text: &str, columns: usize) -> String {
    pad(text, columns, |spare| spare / 2)
}

fn pad(text: &str, columns: usize, left: impl Fn(usize) -> usize) -> String {
    let text = truncate(text, columns);
    let spare = columns - width(&text);
    let left = left(spare);
    format!("{}{text}{}", " ".repeat(left), " ".repeat(spare - left))
}

/// The byte where the grapheme that covers `column` begins; the end of the text where the column lies beyond it.
/// For the mouse: a click on either half of a wide glyph means that glyph.
pub fn byte_at_column(text: &str, column: usize) -> usize {
    let mut next = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        next += grapheme_width(grapheme);
        if column < next {
            return at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    //! Columns of wide, narrow and combined glyphs.

    use super::*;
    use proptest::prelude::*;

    #[test]
    fn widths_as_terminals_draw_them() {
        for (text, columns) in [
            ("", 0),
            ("abc", 3),
            ("安全生产月", 10),
            ("６月４日", 8),
            ("“安康杯”——①×…■★", 15),
            ("（，。）", 8),
            ("e\u{301}", 1),
            ("👩\u{200D}🚒", 2),
            ("🇨🇳", 2),
            ("ｶﾞ", 2),
            ("\u{200B}\u{202E}", 0),
            ("a\tb\r\n\u{1b}", 2),
        ] {
            assert_eq!(width(text), columns, "{text:?}");
        }
        assert_eq!(char_width('安'), 2);
        assert_eq!(char_width('—'), 1);
        assert_eq!(char_width('\u{7}'), 0);
        assert_eq!(char_width('\u{301}'), 0);
    }

    #[test]
    fn truncation_keeps_whole_glyphs() {
        for (text, columns, end, start) in [
            ("安全生产月", 10, "安全生产月", "安全生产月"),
            ("安全生产月", 9, "安全生产…", "…全生产月"),
            ("安全生产月", 8, "安全生…", "…生产月"),
            ("安全", 2, "…", "…"),
            ("安全", 1, "…", "…"),
            ("安全", 0, "", ""),
            ("a安b", 3, "a…", "…b"),
        ] {
            assert_eq!(truncate(text, columns), end, "{text} in {columns}");
            assert_eq!(truncate_start(text, columns), start, "{text} in {columns}");
        }
        assert!(matches!(truncate("安全", 4), Cow::Borrowed(_)));
    }

    #[test]
    fn padding_fills_exactly() {
        assert_eq!(pad_right("安", 5), "安   ");
        assert_eq!(pad_left("安", 5), "   安");
        assert_eq!(center("安", 5), " 安  ");
        assert_eq!(pad_right("安全生产", 4), "安… ");
        assert_eq!(pad_left("12345", 3), "12…");
        assert_eq!(pad_left("安", 0), "");
    }

    #[test]
    fn columns_lead_back_to_bytes() {
        let text = "a安b";
        let bytes: Vec<_> = (0..6).map(|column| byte_at_column(text, column)).collect();
        assert_eq!(bytes, [0, 1, 1, 4, 5, 5]);
    }

    proptest! {
        #[test]
        fn cut_and_padded_text_has_the_width_asked_for(text in "\\PC{0,24}|[a-z安全“”，👩\u{200D}\u{301}]{0,24}", columns in 0usize..40) {
            prop_assert!(width(&truncate(&text, columns)) <= columns);
            prop_assert!(width(&truncate_start(&text, columns)) <= columns);
            prop_assert!(text.starts_with(prefix(&text, columns)));
            prop_assert!(text.ends_with(suffix(&text, columns)));
        }

        #[test]
        fn padding_is_exact_for_text_of_letters_and_hanzi(text in "[ -~一-龥（），“”]{0,24}", columns in 0usize..40) {
            for padded in [pad_right(&text, columns), pad_left(&text, columns), center(&text, columns)] {
                prop_assert_eq!(width(&padded), columns);
            }
        }
    }
}
