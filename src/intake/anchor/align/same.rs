//! Whether two contents say the same.

use crate::intake::number::{self, Number};

/// Digits behind the point that two numbers are compared to.
const MOST_SCALE: u8 = 6;

/// What a content says, as far as two of them are compared.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Reading {
    Empty,
    Number { value: i64, approximate: bool },
    Other(String),
}

impl Reading {
    pub(super) fn of(content: &str, is_text: bool) -> Self {
        match number::read(content, MOST_SCALE, "") {
            Number::Empty => Self::Empty,
            Number::Value {
                value, approximate, ..
            } if !is_text => Self::Number { value, approximate },
            _ => Self::Other(content.chars().filter(|c| !c.is_whitespace()).collect()),
        }
    }
}

#[cfg(test)]
mod tests {
    //! When two readings are one.

    use super::*;

    #[test]
    fn the_same_number_in_other_signs_is_the_same_reading() {
        let of = |text: &str| Reading::of(text, false);
        assert_eq!(of("12"), of("十二"));
        assert_eq!(of("1.2万"), of("12,000"));
        assert_eq!(of("  "), Reading::Empty);
        assert_ne!(of("300"), of("约300"));
        assert_ne!(of("3"), of("3-5"));
        // Where words are asked for, a number is one of them.
        assert_ne!(Reading::of("12", true), Reading::of("十二", true));
        assert_eq!(Reading::of("视 频", true), Reading::of("视频", true));
    }
}
