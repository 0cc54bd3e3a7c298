//! The parts of a day and of a time of day, one after another, in every order and with every sign that people write.
//! Whether there is such a day is not known here.

use super::MomentError;

/// A number as typed: its value and how many digits it has (`2020` is a year, `06` is not).
struct Number {
    value: u32,
    digits: usize,
}

/// Reads from the front of a text; blanks between two parts do not matter.
pub(super) struct Scan<'a> {
    pub(super) rest: &'a str,
}

impl Scan<'_> {
    pub(super) fn is_at_end(&mut self) -> bool {
        self.skip_blanks();
        self.rest.is_empty()
    }

    fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// The first of the signs that comes next.
    pub(super) fn eat<'s>(&mut self, signs: &[&'s str]) -> Option<&'s str> {
        self.skip_blanks();
        let (sign, rest) = signs
            .iter()
            .find_map(|sign| Some((*sign, self.rest.strip_prefix(sign)?)))?;
        self.rest = rest;
        Some(sign)
    }

    fn number(&mut self) -> Result<Number, MomentError> {
        self.skip_blanks();
        let end = self
            .rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(self.rest.len());
        let (digits, rest) = self.rest.split_at(end);
        let value = digits.parse().map_err(|_| MomentError::Unreadable)?;
        self.rest = rest;
        Ok(Number {
            value,
            digits: digits.len(),
        })
    }

    /// Year, month and day; the year may be left out.
    pub(super) fn date(&mut self) -> Result<(Option<i32>, u32, u32), MomentError> {
        let first = self.number()?;
        if first.digits == 8 {
            let (year, month_day) = (first.value / 10_000, first.value % 10_000);
            return Ok((Some(as_year(year)?), month_day / 100, month_day % 100));
        }
        let sign = self
            .eat(&["年", "月", "-", "/", "."])
            .ok_or(MomentError::Unreadable)?;
        let second = self.number()?;
        if sign == "月" {
            self.eat(&["日", "号"]);
            return Ok((None, first.value, second.value));
        }
        let between = if sign == "年" { "月" } else { sign };
        if self.eat(&[between]).is_some() {
            let third = self.number()?;
            if sign == "年" {
                self.eat(&["日", "号"]);
            }
            return Ok((Some(as_year(first.value)?), second.value, third.value));
        }
        if sign == "年" || first.digits > 2 {
            Err(MomentError::Unreadable)
        } else {
            Ok((None, first.value, second.value))
        }
    }

    pub(super) fn time(&mut self) -> Result<(u32, u32, u32), MomentError> {
        let hour = self.number()?.value;
        let sign = self
            .eat(&[":", "时", "点"])
            .ok_or(MomentError::Unreadable)?;
        if sign != ":" && self.is_at_end() {
            return Ok((hour, 0, 0));
        }
        let minute = self.number()?.value;
        if sign != ":" {
            self.eat(&["分"]);
        }
        let second = if self.eat(&[":"]).is_some() {
            self.number()?.value
        } else {
            0
        };
        Ok((hour, minute, second))
    }
}

fn as_year(value: u32) -> Result<i32, MomentError> {
    i32::try_from(value).map_err(|_| MomentError::YearOutOfRange(value))
}
