//! The words in which a fingerprint is read out over the telephone: 256 of two characters, no two of which sound alike,
//! also to ears that keep neither `zh` from `z` nor `n` from `l` apart. A byte is a word; the list never changes.

/// The words, in the order of the bytes that they stand for.
const WORDS: &str = include_str!("../../data/words.txt");

/// The word for a byte.
pub(super) fn word(byte: u8) -> &'static str {
    let mut words = WORDS.split_whitespace();
    words
        .nth(usize::from(byte))
        .expect("there is a word for every byte")
}

#[cfg(test)]
mod tests {
    //! The words of a fingerprint.

    use std::collections::HashSet;

    use super::*;

    #[test]
    fn there_is_a_word_of_two_characters_for_every_byte() {
        let words: HashSet<&str> = (0..=u8::MAX).map(word).collect();
        assert_eq!(words.len(), 256);
        assert_eq!(WORDS.split_whitespace().count(), 256);
        for word in words {
            assert_eq!(word.chars().count(), 2, "{word}");
            assert!(word.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)));
        }
    }
}
