//! Chinese in letters, for names that a keyboard has to type: one reading a character, without tones. For finding a name
//! by any of its readings see [`search`](crate::text::search).

use pinyin::ToPinyin;

/// The syllables of a text: a Chinese character is its usual reading, letters and figures that stand together are one,
/// in small letters. Whatever else the text has is left out, and divides.
pub fn syllables(text: &str) -> Vec<String> {
    let mut syllables: Vec<String> = Vec::new();
    let mut joins = false;
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            let letter = c.to_ascii_lowercase();
            match syllables.last_mut().filter(|_| joins) {
                Some(last) => last.push(letter),
                None => syllables.push(letter.to_string()),
            }
            joins = true;
            continue;
        }
        joins = false;
        if let Some(reading) = c.to_pinyin() {
            syllables.push(reading.plain().replace('ü', "v"));
        }
    }
    syllables
}

#[cfg(test)]
mod tests {
    //! Pinyin of characters with one reading and with several.

    use super::*;
    use proptest::prelude::*;

    #[test]
    fn characters_are_read_and_letters_kept() {
        for (text, expected) in [
            ("宣讲", vec!["xuan", "jiang"]),
            ("“331”专项", vec!["331", "zhuan", "xiang"]),
            ("H5游戏", vec!["h5", "you", "xi"]),
            ("QQ 号", vec!["qq", "hao"]),
            ("绿、女", vec!["lv", "nv"]),
            ("（　）", vec![]),
        ] {
            assert_eq!(syllables(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_but_small_letters_and_figures(text in "\\PC{0,20}") {
            for syllable in syllables(&text) {
                prop_assert!(!syllable.is_empty());
                prop_assert!(syllable.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()), "{}", syllable);
            }
        }
    }
}
