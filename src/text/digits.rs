//! Full-width letters, figures and marks folded to ASCII.
//!
//! A Chinese input method easily types `１２` or `？` where `12` or `?` was meant. Fold what is *read* as a number, a
//! code or a key chord, never a text that is kept. Whether the folded text is a valid number is the figure's own
//! rule; this module only takes away what a person would not see as wrong.

use std::borrow::Cow;

/// One character folded: `１`→`1`, `Ａ`→`A`, `？`→`?`, `，`→`,`, and the full-width space. All others stay.
pub fn fold_char(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// Whether a character is a letter or a digit of any writing, as [`char::is_alphanumeric`] says.
pub fn is_letter_or_digit(c: char) -> bool {
    // Nearly every character of our papers is one of these; the tables of Unicode are asked about the others only.
    matches!(c, '\u{4E00}'..='\u{9FFF}') || c.is_alphanumeric()
}

/// A text with every character folded by [`fold_char`].
pub fn fold_width(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| fold_char(c) == c) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(fold_char).collect())
}

/// A number as it was typed, made ready to be parsed: folded, `。` as the decimal point where digits stand around it,
/// the signs for minus as `-`, spaces at the ends gone, and thousands separators gone where they stand every three
/// digits (`１，２３４` → `1234`). A separator anywhere else stays, so that the parser refuses `1,23` instead of guessing.
pub fn fold_number(text: &str) -> Cow<'_, str> {
    let text = match fold_width(text) {
        Cow::Borrowed(plain) if plain.bytes().all(|b| b.is_ascii_digit()) => {
            return Cow::Borrowed(plain);
        }
        folded => folded,
    };
    let chars: Vec<char> = text.trim().chars().collect();
    let digit = |index: Option<usize>| {
        index
            .and_then(|i| chars.get(i))
            .is_some_and(char::is_ascii_digit)
    };
    let number: String = chars
        .iter()
        .enumerate()
        .map(|(i, &c)| match c {
            '。' if digit(i.checked_sub(1)) && digit(Some(i + 1)) => '.',
            '\u{2212}' | '\u{2013}' | '\u{2014}' if i == 0 => '-',
            _ => c,
        })
        .collect();
    Cow::Owned(if has_thousands_groups(&number) {
        number.replace(',', "")
    } else {
        number
    })
}

/// Whether the part before the decimal point is a first group of one to three digits and then groups of three.
fn has_thousands_groups(number: &str) -> bool {
    let whole = number
        .trim_start_matches(['-', '+'])
        .split('.')
        .next()
        .unwrap_or_default();
    let digits = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    let mut groups = whole.split(',');
    groups
        .next()
        .is_some_and(|first| (1..=3).contains(&first.len()) && digits(first))
        && groups.all(|group| group.len() == 3 && digits(group))
        && !number[number.find('.').unwrap_or(number.len())..].contains(',')
}

#[cfg(test)]
mod tests {
    //! Full-width digits and signs.

    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_short_way_to_a_letter_says_what_unicode_says() {
        for c in (0..=0x2_FFFF).filter_map(char::from_u32) {
            assert_eq!(is_letter_or_digit(c), c.is_alphanumeric(), "{c:?}");
        }
    }

    #[test]
    fn folds_what_an_input_method_types() {
        for (typed, meant) in [
            ("１２", "12"),
            ("？", "?"),
            ("ＡｂＣ：／", "AbC:/"),
            ("　空格", " 空格"),
            ("安全。", "安全。"),
            ("", ""),
        ] {
            assert_eq!(fold_width(typed), meant);
        }
        assert!(matches!(fold_width("12 安"), Cow::Borrowed(_)));
    }

    #[test]
    fn numbers_lose_only_what_is_not_wrong() {
        for (typed, meant) in [
            ("１２３", "123"),
            ("007", "007"),
            ("　１，２３４　", "1234"),
            ("1,234,567.5", "1234567.5"),
            ("３。５", "3.5"),
            ("−3", "-3"),
            ("-1,234", "-1234"),
            ("1,23", "1,23"),
            ("12,3456", "12,3456"),
            ("1234,567", "1234,567"),
            (",123", ",123"),
            ("1.234,567", "1.234,567"),
            ("1—3", "1—3"),
            ("3。", "3。"),
            ("1 2", "1 2"),
            ("十二", "十二"),
            ("", ""),
        ] {
            assert_eq!(fold_number(typed), meant, "{typed:?}");
        }
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "[０-９0-9，,。.　 −a安]{0,12}|\\PC{0,12}") {
            let once = fold_width(&text).into_owned();
            prop_assert_eq!(fold_width(&once), once.as_str());
            prop_assert_eq!(once.chars().count(), text.chars().count());
        }

        #[test]
        fn a_number_with_separators_is_the_number(number: u64) {
            let plain = number.to_string();
            let mut grouped = String::new();
            for (i, c) in plain.chars().enumerate() {
                if i > 0 && (plain.len() - i) % 3 == 0 {
                    grouped.push('，');
                }
                grouped.push(char::from_u32(u32::from(c) + 0xFEE0).expect("a full-width digit"));
            }
            prop_assert_eq!(fold_number(&grouped), plain);
        }
    }
}
