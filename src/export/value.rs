//! What a cell holds: a text, an exact number, a day, or nothing; and how it is written out for people.
//!
//! No formulas: whatever is computed was computed before it came here.

use chrono::NaiveDate;

/// The content of one cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Value {
    #[default]
    Empty,
    Text(String),
    Number(Number),
    Date(NaiveDate),
}

/// An exact decimal: `scaled / 10^scale`. Never a float, so that a total on paper is the total in the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    pub scaled: i64,
    /// Digits behind the point, 0 to 9.
    pub scale: u8,
    pub format: NumberFormat,
}

/// How a number is shown. The value itself is the same in all three.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NumberFormat {
    /// `12345.6`
    #[default]
    Plain,
    /// `12,345.6`
    Grouped,
    /// `0.9375` shown as `93.75%`
    Percent,
}

impl Number {
    /// A whole number.
    pub fn integer(value: i64) -> Number {
        Number::decimal(value, 0)
    }

    /// `scaled / 10^scale`, shown plainly.
    pub fn decimal(scaled: i64, scale: u8) -> Number {
        Number {
            scaled,
            scale: scale.min(9),
            format: NumberFormat::Plain,
        }
    }

    /// A rate `scaled / 10^scale`, shown as a percentage: `percent(9375, 4)` is `93.75%`.
    pub fn percent(scaled: i64, scale: u8) -> Number {
        Number {
            format: NumberFormat::Percent,
            ..Number::decimal(scaled, scale)
        }
    }

    /// The same number shown with thousands separators.
    pub fn grouped(self) -> Number {
        Number {
            format: NumberFormat::Grouped,
            ..self
        }
    }

    /// Digits behind the point as shown: a percentage has two fewer than its value.
    pub fn shown_decimals(self) -> u8 {
        match self.format {
            NumberFormat::Percent => self.scale.saturating_sub(2),
            NumberFormat::Plain | NumberFormat::Grouped => self.scale,
        }
    }

    /// The value for machines: sign, digits and a point, whatever the format. `percent(9375, 4)` gives `0.9375`.
    pub fn plain(self) -> String {
        point(i128::from(self.scaled), self.scale)
    }

    /// Whether a spreadsheet keeps every digit: Excel and most readers of JSON round behind the fifteenth.
    pub fn is_short(self) -> bool {
        self.scaled.unsigned_abs() < 1_000_000_000_000_000
    }

    /// The nearest double, for formats that know no other number; `None` where digits would be lost.
    pub(super) fn as_double(self) -> Option<f64> {
        self.is_short().then(|| self.plain().parse().ok()).flatten()
    }

    /// The value for people, in its format.
    pub fn shown(self) -> String {
        match self.format {
            NumberFormat::Plain => self.plain(),
            NumberFormat::Grouped => group(&self.plain()),
            NumberFormat::Percent => {
                // A rate of scale 0 or 1 still becomes whole per cents: 1 is 100%.
                let up = 10_i128.pow(u32::from(2_u8.saturating_sub(self.scale)));
                let shown = point(i128::from(self.scaled) * up, self.shown_decimals());
                format!("{shown}%")
            }
        }
    }
}

impl Value {
    /// An empty text is nothing at all, so that no writer has to tell the two apart.
    pub fn text(text: impl Into<String>) -> Value {
        let text = text.into();
        if text.is_empty() {
            Value::Empty
        } else {
            Value::Text(text)
        }
    }

    /// The value for people. A day is written `2020-06-18`, which every program and every reader takes the same way.
    pub fn shown(&self) -> String {
        match self {
            Value::Empty => String::new(),
            Value::Text(text) => text.clone(),
            Value::Number(number) => number.shown(),
            Value::Date(day) => day.format("%Y-%m-%d").to_string(),
        }
    }
}

fn point(scaled: i128, scale: u8) -> String {
    let sign = if scaled < 0 { "-" } else { "" };
    let unit = 10_u128.pow(u32::from(scale));
    let (whole, rest) = (scaled.unsigned_abs() / unit, scaled.unsigned_abs() % unit);
    if scale == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{rest:0width$}", width = usize::from(scale))
    }
}

fn group(plain: &str) -> String {
    let (sign, digits) = match plain.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", plain),
    };
    let (whole, rest) = match digits.find('.') {
        Some(at) => digits.split_at(at),
        None => (digits, ""),
    };
    let mut grouped = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + rest
}

#[cfg(test)]
mod tests {
    //! Values as they are shown.

    use super::*;

    #[test]
    fn numbers_are_shown_exactly() {
        let cases = [
            (Number::integer(0), "0", "0"),
            (Number::integer(-5), "-5", "-5"),
            (Number::decimal(-5, 2), "-0.05", "-0.05"),
            (Number::decimal(1234, 1), "123.4", "123.4"),
            (Number::integer(1_234_567).grouped(), "1234567", "1,234,567"),
            (Number::integer(-123).grouped(), "-123", "-123"),
            (
                Number::decimal(-123_456, 2).grouped(),
                "-1234.56",
                "-1,234.56",
            ),
            (Number::percent(9375, 4), "0.9375", "93.75%"),
            (Number::percent(1, 0), "1", "100%"),
            (Number::percent(5, 1), "0.5", "50%"),
            (Number::percent(0, 3), "0.000", "0.0%"),
            (
                Number::integer(i64::MIN),
                "-9223372036854775808",
                "-9223372036854775808",
            ),
        ];
        for (number, plain, shown) in cases {
            assert_eq!(number.plain(), plain);
            assert_eq!(number.shown(), shown);
        }
    }

    #[test]
    fn an_empty_text_is_empty() {
        assert_eq!(Value::text(""), Value::Empty);
        assert_eq!(Value::text("0"), Value::Text("0".to_owned()));
    }
}
