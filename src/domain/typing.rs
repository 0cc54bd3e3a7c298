//! Values as a person types and reads them: numbers with their point, 是 and 否, days. The same for a blank of a table
//! and for a field of a register. Reading filled paper is not here: that has to guess, this must not.

use super::calendar::{DayRange, read_day_of};
use super::figure::{FigureKind, Value, YesNoCount};
use crate::text::digits::{fold_number, fold_width};
use crate::text::sanitize::for_storage_block;

/// The largest scaled number that is taken: twelve digits, those behind the point among them. More is a slip of the finger.
const LARGEST: i64 = 999_999_999_999;

/// Reads what was typed; nothing where it is blank, or what is expected instead. A day without its year is one of `days`.
pub fn read(kind: FigureKind, typed: &str, days: DayRange) -> Result<Option<Value>, String> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    Ok(match kind {
        FigureKind::Count => read_number(typed, 0).transpose()?.map(Value::Number),
        FigureKind::Decimal { scale } | FigureKind::Money { scale, .. } => {
            read_number(typed, scale).transpose()?.map(Value::Number)
        }
        FigureKind::Text => Some(Value::Text(for_storage_block(typed).into_owned())),
        FigureKind::YesNo => Some(match typed {
            "是" | "有" | "y" | "Y" => Value::YesNo(true),
            "否" | "无" | "n" | "N" => Value::YesNo(false),
            _ => match read_yes_nos(typed) {
                Some(count) => count.value(),
                None => return Err("应填“是”或“否”；几个单位合在一起的填“是 3、否 2”".to_owned()),
            },
        }),
        FigureKind::Date => {
            let day = read_day_of(&fold_width(typed), days);
            Some(Value::Date(day.map_err(|error| error.to_string())?))
        }
    })
}

/// Reads a number with `scale` digits behind the point into a scaled integer. Full-width digits and thousands
/// separators are taken; a sign, a word or a unit is not. `None` where nothing was typed.
pub fn read_number(typed: &str, scale: u8) -> Option<Result<i64, String>> {
    let plain = fold_number(typed);
    if plain.is_empty() {
        return None;
    }
    if plain.starts_with('-') {
        return Some(Err("不能是负数；没有发生填 0".to_owned()));
    }
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if !digits(whole) || !digits(part) || whole.is_empty() || plain.ends_with('.') {
        return Some(Err("应填数字，例如 12；没有发生填 0".to_owned()));
    }
    if part.len() > usize::from(scale) {
        return Some(Err(match scale {
            0 => "应填整数，不带小数".to_owned(),
            n => format!("最多 {n} 位小数"),
        }));
    }
    let scaled = format!("{whole}{part:0<width$}", width = usize::from(scale));
    Some(match scaled.parse::<i64>() {
        Ok(number) if number <= LARGEST => Ok(number),
        _ => Err("数字过大，请核对".to_owned()),
    })
}

/// Reads how many said 是 and how many 否, as [`show`] writes it: `是 3、否 2`.
pub fn read_yes_nos(typed: &str) -> Option<YesNoCount> {
    let folded = fold_width(typed);
    let (yes, no) = folded.trim().strip_prefix('是')?.split_once('否')?;
    let yes = yes.trim_end_matches(|c: char| c.is_whitespace() || "、,;".contains(c));
    let count = |text: &str| {
        let digits = text.trim();
        let is_plain = digits.chars().all(|c| c.is_ascii_digit());
        digits.parse::<u32>().ok().filter(|_| is_plain)
    };
    Some(YesNoCount {
        yes: count(yes)?,
        no: count(no)?,
    })
}

/// Writes a value as a person reads and types it.
pub fn show(kind: FigureKind, value: &Value) -> String {
    match value {
        Value::Number(number) => show_number(*number, kind.digits().unwrap_or(0)),
        Value::Text(text) => text.clone(),
        Value::YesNo(yes) => if *yes { "是" } else { "否" }.to_owned(),
        Value::YesNos(count) => format!("是 {}、否 {}", count.yes, count.no),
        Value::Date(day) => day.to_string(),
    }
}

/// Writes a scaled integer with its point.
pub fn show_number(number: i64, scale: u8) -> String {
    let sign = if number < 0 { "-" } else { "" };
    let width = usize::from(scale) + 1;
    let digits = format!("{:0>width$}", number.unsigned_abs());
    let (whole, part) = digits.split_at(digits.len() - usize::from(scale));
    if part.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{part}")
    }
}

#[cfg(test)]
mod tests {
    //! What is written is read again.

    use proptest::prelude::*;

    use super::*;
    use crate::domain::campaign::sample::day;

    fn june() -> DayRange {
        DayRange::new(day(6, 1), day(6, 30)).expect("in order")
    }

    #[test]
    fn yes_and_no_are_read_alone_and_counted() {
        let counted = |yes, no| Ok(Some(Value::YesNos(YesNoCount { yes, no })));
        for (typed, expected) in [
            ("是", Ok(Some(Value::YesNo(true)))),
            ("无", Ok(Some(Value::YesNo(false)))),
            (" ", Ok(None)),
            ("是 3、否 2", counted(3, 2)),
            ("是３，否２", counted(3, 2)),
            ("是 0、否 4", counted(0, 4)),
            // One answer alone is that answer.
            ("是 0、否 1", Ok(Some(Value::YesNo(false)))),
        ] {
            assert_eq!(read(FigureKind::YesNo, typed, june()), expected, "{typed}");
        }
        for typed in [
            "部分",
            "是 3",
            "是 3、否",
            "是 +3、否 2",
            "是 3、4、否 2",
            "否 2、是 3",
        ] {
            let told = read(FigureKind::YesNo, typed, june()).expect_err(typed);
            assert!(told.starts_with("应填“是”或“否”"), "{told}");
        }
    }

    proptest! {
        #[test]
        fn however_many_said_yes_and_no_it_is_read_as_it_is_shown(yes: u32, no: u32) {
            let value = YesNoCount { yes, no }.value();
            let shown = show(FigureKind::YesNo, &value);
            prop_assert_eq!(read(FigureKind::YesNo, &shown, june()), Ok(Some(value)));
        }
    }
}
