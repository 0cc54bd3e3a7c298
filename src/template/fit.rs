//! How an answer takes the place of what only filled a line: in its middle and as wide as it was, so that the form's
//! lines break where its issuer broke them.

use crate::text::width::{char_width, width};

/// The words as they stand in the blank that `filling` was. Wider words stand alone; a line that people write on still
/// shows on both sides of them.
pub(super) fn fit(words: &str, filling: &str) -> String {
    let Some(pad) = filling.chars().max_by_key(|c| is_line(*c)) else {
        return words.to_owned();
    };
    let columns = char_width(pad).max(1);
    let room = filling.chars().map(char_width).sum::<usize>();
    let pads = room.saturating_sub(width(words)) / columns;
    let least = usize::from(is_line(pad));
    let (left, right) = (pads / 2, pads - pads / 2);
    let side = |count: usize| pad.to_string().repeat(count.max(least));
    format!("{}{words}{}", side(left), side(right))
}

/// A character that is itself a line, rather than a space.
fn is_line(c: char) -> bool {
    !c.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_in_the_middle_of_what_they_fill() {
        for (words, filling, fitted) in [
            ("12", "    ", " 12 "),
            ("3", "    ", " 3  "),
            ("12", "", "12"),
            ("1280", "  ", "1280"),
            ("12", "______", "__12__"),
            ("12600", "____", "_12600_"),
            ("3", " __ ", "_3__"),
            ("三", "　　　", "　三　"),
            ("12", "\u{A0}\u{A0}\u{A0}\u{A0}", "\u{A0}12\u{A0}"),
        ] {
            assert_eq!(fit(words, filling), fitted, "{words} in {filling:?}");
        }
    }
}
