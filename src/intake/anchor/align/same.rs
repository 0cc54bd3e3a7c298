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
