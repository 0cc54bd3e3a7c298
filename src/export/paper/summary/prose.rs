//! How the report's own sentences are set: a number stands close to the 中文 beside it, as official papers write it, though
//! screens set it apart. What units wrote keeps their spaces.

use crate::export::document::{Block, Paragraph};

/// A paragraph of the report's own words.
pub(super) fn told(text: &str) -> Block {
    Paragraph::prose(closed_up(text)).into()
}

/// The text without the spaces that set numbers apart: `共 24 家` is `共24家`, `55.8 %` is `55.8%`. A space between two
/// numbers, or between words, stays.
pub(super) fn closed_up(text: &str) -> String {
    let mut closed = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        let is_gap = character == ' '
            && closed
                .chars()
                .next_back()
                .zip(rest.peek().copied())
                .is_some_and(|(before, behind)| is_closed(before, behind));
        if !is_gap {
            closed.push(character);
        }
    }
    closed
}

/// Whether nothing stands between these two.
fn is_closed(before: char, behind: char) -> bool {
    let is_chinese = |one: char| !one.is_ascii() && !one.is_whitespace();
    let is_number = |one: char| one.is_ascii_digit() || one == '%';
    (is_chinese(before) && (is_number(behind) || is_chinese(behind)))
        || (is_number(before) && (is_chinese(behind) || behind == '%'))
}

#[cfg(test)]
mod tests {
    //! Which spaces stay.

    use super::closed_up;

    #[test]
    fn numbers_stand_close_to_chinese_and_apart_from_each_other() {
        for (text, expected) in [
            ("参加单位共 24 家", "参加单位共24家"),
            ("覆盖面 55.8 %，参与面 59.2 %", "覆盖面55.8%，参与面59.2%"),
            ("“公众开放日” 1201 人次", "“公众开放日”1201人次"),
            ("6月25日 24:00 截止", "6月25日24:00截止"),
            ("1 2 Anyue 3", "1 2 Anyue 3"),
            ("LED 屏 7 块", "LED 屏7块"),
        ] {
            assert_eq!(closed_up(text), expected);
        }
    }
}
