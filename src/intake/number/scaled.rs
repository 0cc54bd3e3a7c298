//! Digits, thousands separators, a decimal point, 万 and 千, put together as an exact decimal.

use super::chinese;

/// An exact decimal: `mantissa` with `decimals` digits behind the point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scaled {
    mantissa: i128,
    decimals: u32,
    /// 余 or 多 stood inside: `300多万`.
    pub(super) approximate: bool,
    /// Nothing but ASCII or full-width digits.
    pub(super) plain: bool,
}

/// More digits than this are no count of anything.
const MOST_DIGITS: usize = 15;

/// Reads a text without words around it.
pub(super) fn parse(core: &[char], approximate: bool) -> Option<Scaled> {
    let core: Vec<char> = match core.iter().position(|c| c.is_ascii_digit()) {
        None => core.iter().copied().filter(|c| *c != ' ').collect(),
        Some(_) => core.to_vec(),
    };
    if core.iter().all(|c| chinese::is_numeral(*c)) {
        let mantissa = chinese::parse(&core, approximate)?;
        return Some(Scaled {
            mantissa,
            decimals: 0,
            approximate: false,
            plain: false,
        });
    }
    let end = core
        .iter()
        .position(|c| !(c.is_ascii_digit() || matches!(c, ',' | '.' | ' ')))
        .unwrap_or(core.len());
    let (number, rest) = core.split_at(end);
    let mut read = arabic(number)?;
    let mut rest = rest;
    if let ['余' | '多', after @ ..] = rest
        && !after.is_empty()
    {
        read.approximate = true;
        rest = after;
    }
    if let Some(read) = mixed(read, rest) {
        return Some(read);
    }
    for &unit in rest {
        let zeros = match unit {
            '百' => 2,
            '千' => 3,
            '万' => 4,
            '亿' => 8,
            ' ' => 0,
            _ => return None,
        };
        read.plain = false;
        read.shift(zeros)?;
    }
    Some(read)
}

/// `1万2600`, `3千005`: as many digits behind the unit as it has zeros.
fn mixed(mut read: Scaled, rest: &[char]) -> Option<Scaled> {
    let zeros = match rest.first()? {
        '千' => 3,
        '万' => 4,
        _ => return None,
    };
    let digits = &rest[1..];
    let is_full = digits.len() == zeros && digits.iter().all(char::is_ascii_digit);
    if !is_full || read.decimals > 0 {
        return None;
    }
    read.shift(u32::try_from(zeros).ok()?)?;
    read.mantissa += arabic(digits)?.mantissa;
    read.plain = false;
    Some(read)
}

/// `12600`, `12,600`, `12 600`, `1.25`.
fn arabic(number: &[char]) -> Option<Scaled> {
    let number: String = number.iter().collect();
    let (whole, part) = match number.trim().split_once('.') {
        Some((whole, part)) => (whole.to_owned(), part.to_owned()),
        None => (number.trim().to_owned(), String::new()),
    };
    let grouped = whole.contains([',', ' ']);
    let whole = if grouped { ungroup(&whole)? } else { whole };
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !digits(&whole) || !digits(&part) || number.trim().ends_with('.') {
        return None;
    }
    if whole.len() + part.len() > MOST_DIGITS {
        return None;
    }
    Some(Scaled {
        mantissa: format!("{whole}{part}").parse().ok()?,
        decimals: u32::try_from(part.len()).ok()?,
        approximate: false,
        plain: !grouped,
    })
}

/// Without its separators, which must be of one kind and stand every three digits.
fn ungroup(whole: &str) -> Option<String> {
    let whole = whole.replace(", ", ",").replace(" ,", ",");
    let separator = if whole.contains(',') { ',' } else { ' ' };
    let mut groups = whole.split(separator);
    let first = groups.next()?;
    let is_fine = (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && groups.all(|group| group.len() == 3);
    is_fine.then(|| whole.replace(separator, ""))
}

impl Scaled {
    /// Times ten to the `zeros`.
    fn shift(&mut self, zeros: u32) -> Option<()> {
        let taken = zeros.min(self.decimals);
        self.decimals -= taken;
        self.mantissa = self.mantissa.checked_mul(10_i128.pow(zeros - taken))?;
        (self.mantissa < 10_i128.pow(24)).then_some(())
    }

    /// As an integer with `scale` digits behind the point; zeros beyond are dropped, other digits are refused.
    pub(super) fn to_scale(self, scale: u8) -> Result<i128, String> {
        let scale_wide = u32::from(scale);
        if self.decimals <= scale_wide {
            return Ok(self.mantissa * 10_i128.pow(scale_wide - self.decimals));
        }
        let cut = 10_i128.pow(self.decimals - scale_wide);
        // `12.000` may be a thousands separator of another habit.
        let is_fine = self.mantissa % cut == 0 && self.decimals - scale_wide < 3;
        if is_fine {
            return Ok(self.mantissa / cut);
        }
        Err(match scale {
            0 => "应填整数，不带小数".to_owned(),
            n => format!("最多 {n} 位小数"),
        })
    }
}

#[cfg(test)]
mod tests {
    //! Separators, points and units.

    use super::*;

    fn of(text: &str, scale: u8) -> Option<Result<i128, String>> {
        let chars: Vec<char> = text.chars().collect();
        parse(&chars, false).map(|number| number.to_scale(scale))
    }

    #[test]
    fn separators_points_and_units() {
        for (text, scale, n) in [
            ("12600", 0, 12_600),
            ("12,600", 0, 12_600),
            ("12 600", 0, 12_600),
            ("1.25", 2, 125),
            ("1.2", 2, 120),
            ("3.00", 0, 3),
            ("1.2万", 0, 12_000),
            ("1万2600", 0, 12_600),
            ("3千005", 0, 3_005),
            ("2百", 0, 200),
        ] {
            assert_eq!(of(text, scale), Some(Ok(n)), "{text}");
        }
    }

    #[test]
    fn halves_of_numbers_are_none() {
        for text in [
            "1,28",
            "12,6000",
            "0,123",
            "1.",
            ".5",
            "1万26",
            "12,600 000",
            "1.2万300",
            "9999999999999999",
        ] {
            assert_eq!(of(text, 0), None, "{text}");
        }
        // Three digits behind the point may be thousands.
        assert!(matches!(of("12.000", 0), Some(Err(_))));
        assert!(matches!(of("1.25", 1), Some(Err(_))));
    }
}
