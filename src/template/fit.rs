//! How an answer takes the place of what only filled a line. A line to write on keeps its length, the answer in its middle;
//! spaces that only hold brackets apart are gone, as when a person types there.

use crate::text::width::{char_width, width};

/// The words as they stand in the blank that `filling` was. Where that is a line, drawn below spaces or made of
/// characters, it stays as long as it was, and characters show on both sides of the words.
pub(super) fn fit(words: &str, filling: &str, is_underlined: bool) -> String {
    let pad = filling.chars().max_by_key(|c| is_line(*c));
    let Some(pad) = pad.filter(|pad| is_underlined || is_line(*pad)) else {
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
    //! Words on a drawn line.

    use super::*;

    #[test]
    fn words_stand_in_the_middle_of_their_line() {
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
            assert_eq!(fit(words, filling, true), fitted, "{words} in {filling:?}");
        }
        assert_eq!(fit("12", "    ", false), "12");
        assert_eq!(fit("12", "____", false), "_12_");
    }
}
