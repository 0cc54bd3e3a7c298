//! Reading a day or a moment that somebody typed: `--today`, "received at", a date in a form.
//!
//! Full-width digits and signs are folded by the caller; how moments are written is in [`super::words`].

use chrono::{Datelike, NaiveDate, NaiveTime};

use super::{Instant, words};

/// Years outside of these are slips of the finger (`0202`, `20200`) rather than campaigns.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

const NOON: NaiveTime = NaiveTime::from_hms_opt(12, 0, 0).expect("noon is a time");

/// A day, and the time of day if one was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    pub date: NaiveDate,
    pub time: Option<NaiveTime>,
}

impl Moment {
    /// The instant in China, at `default` where no time was given.
    pub fn instant_or(self, default: NaiveTime) -> Instant {
        Instant::from_cst(self.date.and_time(self.time.unwrap_or(default)))
    }

    /// A deadline: the end of the day where no time was given.
    pub fn or_end_of_day(self) -> Instant {
        match self.time {
            None => Instant::end_of(self.date),
            Some(time) => Instant::from_cst(self.date.and_time(time)),
        }
    }

    /// When something was received: at noon where nobody noted the hour.
    pub fn received(self) -> Instant {
        self.instant_or(NOON)
    }
}

/// Why a day or a moment could not be read. The words do not repeat what was typed: they stand beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MomentError {
    #[error("看不懂这个日期；请写成 2020-06-18、6月18日，或带时间的 2020-06-18 17:40")]
    Unreadable,
    #[error("{year}年{month}月没有{day}日；请核对日期")]
    NoSuchDay { year: i32, month: u32, day: u32 },
    #[error("没有{0}月；月份应是 1 到 12")]
    NoSuchMonth(u32),
    #[error("年份{0}不在 1900—2199 之间；请写四位年份，如 2020")]
    YearOutOfRange(u32),
    #[error("没有{hour}时{minute}分这个时间；时间应在 00:00 到 24:00 之间，如 17:40")]
    NoSuchTime { hour: u32, minute: u32 },
    #[error("请写上年份，如 2020-06-18")]
    NoYear,
    #[error("这里只要日期，不要时间；请写成 2020-06-18 或 6月18日")]
    UnwantedTime,
}

/// Reads a day without a time. A day without a year is the one nearest to `near`.
pub fn read_date(text: &str, near: NaiveDate) -> Result<NaiveDate, MomentError> {
    let moment = read_moment(text, near)?;
    if moment.time.is_some() {
        Err(MomentError::UnwantedTime)
    } else {
        Ok(moment.date)
    }
}

/// Reads a day that is kept with its year, and so has to be written with it.
pub fn read_full_date(text: &str) -> Result<NaiveDate, MomentError> {
    let mut scan = Scan { rest: text };
    match scan.date()? {
        _ if !scan.is_at_end() => Err(MomentError::UnwantedTime),
        (Some(year), month, day) => checked_date(year, month, day),
        (None, ..) => Err(MomentError::NoYear),
    }
}

/// Reads a day with or without a time: `2020-06-18`, `2020/6/18 17:40`, `2020年6月18日17:40`, `20200618`,
/// `6月18日`, `6月18日 17时40分`, `06-18 17点`. `24:00` is 00:00 of the next day.
/// A day without a year is the one nearest to `near`: what is noted down on 5 January as received on "12月30日" came in
/// the year before.
pub fn read_moment(text: &str, near: NaiveDate) -> Result<Moment, MomentError> {
    let mut scan = Scan { rest: text };
    let (year, month, day) = scan.date()?;
    let date = match year {
        Some(year) => checked_date(year, month, day)?,
        None => nearest_date(month, day, near)?,
    };
    scan.eat(&["T"]);
    if scan.is_at_end() {
        return Ok(Moment { date, time: None });
    }
    let (hour, minute, second) = scan.time()?;
    if !scan.is_at_end() {
        return Err(MomentError::Unreadable);
    }
    if (hour, minute, second) == (24, 0, 0)
        && let Some(next) = date.succ_opt()
    {
        return Ok(Moment {
            date: next,
            time: Some(NaiveTime::MIN),
        });
    }
    let time = NaiveTime::from_hms_opt(hour, minute, second)
        .ok_or(MomentError::NoSuchTime { hour, minute })?;
    Ok(Moment {
        date,
        time: Some(time),
    })
}

fn nearest_date(month: u32, day: u32, near: NaiveDate) -> Result<NaiveDate, MomentError> {
    let years = near.year() - 1..=near.year() + 1;
    years
        .filter_map(|year| checked_date(year, month, day).ok())
        .min_by_key(|date| (*date - near).abs())
        // No year has it, or none around here: what is wrong is told of this one.
        .map_or_else(|| checked_date(near.year(), month, day), Ok)
}

fn checked_date(year: i32, month: u32, day: u32) -> Result<NaiveDate, MomentError> {
    if !YEARS.contains(&year) {
        return Err(MomentError::YearOutOfRange(year.unsigned_abs()));
    }
    if !(1..=12).contains(&month) {
        return Err(MomentError::NoSuchMonth(month));
    }
    NaiveDate::from_ymd_opt(year, month, day).ok_or(MomentError::NoSuchDay { year, month, day })
}

/// A number as typed: its value and how many digits it has (`2020` is a year, `06` is not).
struct Number {
    value: u32,
    digits: usize,
}

/// Reads from the front of a text; blanks between two parts do not matter.
struct Scan<'a> {
    rest: &'a str,
}

impl Scan<'_> {
    fn is_at_end(&mut self) -> bool {
        self.skip_blanks();
        self.rest.is_empty()
    }

    fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// The first of the signs that comes next.
    fn eat<'s>(&mut self, signs: &[&'s str]) -> Option<&'s str> {
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
    fn date(&mut self) -> Result<(Option<i32>, u32, u32), MomentError> {
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

    fn time(&mut self) -> Result<(u32, u32, u32), MomentError> {
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

/// As an office writes it: `2020年6月18日`, or `2020年6月18日 17:40`.
impl std::fmt::Display for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&words::date(self.date))?;
        match self.time {
            Some(time) => write!(f, " {}", words::time(time)),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    //! Moments as people write them, right and wrong.

    use super::*;
    use proptest::prelude::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a real day")
    }

    fn june() -> NaiveDate {
        day(2020, 6, 15)
    }

    fn read(text: &str) -> Result<String, MomentError> {
        read_moment(text, june()).map(|moment| moment.to_string())
    }

    #[test]
    fn reads_every_way_people_write_a_moment() {
        for (text, meaning) in [
            ("2020-06-18", "2020年6月18日"),
            (" 2020-6-18 ", "2020年6月18日"),
            ("2020/6/18", "2020年6月18日"),
            ("2020.06.18", "2020年6月18日"),
            ("20200618", "2020年6月18日"),
            ("2020年6月18日", "2020年6月18日"),
            ("2021 年 6 月 18 号", "2021年6月18日"),
            ("6月18日", "2020年6月18日"),
            ("06-18", "2020年6月18日"),
            ("6.18", "2020年6月18日"),
            ("2020-06-18 17:40", "2020年6月18日 17:40"),
            ("2020-06-18T09:05:30", "2020年6月18日 09:05"),
            ("2020年6月18日17:40", "2020年6月18日 17:40"),
            ("20200618 17:40", "2020年6月18日 17:40"),
            ("6月18日17时40分", "2020年6月18日 17:40"),
            ("6月18日 17点", "2020年6月18日 17:00"),
            ("2020-06-04 24:00", "2020年6月5日 00:00"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(meaning), "{text}");
        }
    }

    #[test]
    fn says_what_is_wrong() {
        use MomentError::*;
        for (text, error) in [
            ("", Unreadable),
            ("明天", Unreadable),
            ("2020", Unreadable),
            ("2020-06", Unreadable),
            ("2020年6月", Unreadable),
            ("2020-06/18", Unreadable),
            ("2020-06-18 17", Unreadable),
            ("2020-06-18 17:40 左右", Unreadable),
            ("99999999999-1-1", Unreadable),
            (
                "2020-06-31",
                NoSuchDay {
                    year: 2020,
                    month: 6,
                    day: 31,
                },
            ),
            (
                "2月30日",
                NoSuchDay {
                    year: 2020,
                    month: 2,
                    day: 30,
                },
            ),
            ("2020-13-01", NoSuchMonth(13)),
            ("202-06-18", YearOutOfRange(202)),
            (
                "2020-06-18 25:00",
                NoSuchTime {
                    hour: 25,
                    minute: 0,
                },
            ),
            (
                "2020-06-18 24:01",
                NoSuchTime {
                    hour: 24,
                    minute: 1,
                },
            ),
        ] {
            assert_eq!(read(text), Err(error), "{text}");
        }
        assert_eq!(read_date("6月18日 17:40", june()), Err(UnwantedTime));
        assert_eq!(
            NoSuchDay {
                year: 2020,
                month: 6,
                day: 31
            }
            .to_string(),
            "2020年6月没有31日；请核对日期"
        );
    }

    #[test]
    fn the_default_time_fills_a_bare_day() {
        let noon = NaiveTime::from_hms_opt(12, 0, 0).expect("noon");
        let bare = read_moment("2020-06-18", june()).expect("reads");
        assert_eq!(words::moment(bare.instant_or(noon)), "6月18日 12:00");
        let timed = read_moment("2020-06-18 17:40", june()).expect("reads");
        assert_eq!(words::moment(timed.instant_or(noon)), "6月18日 17:40");
    }

    #[test]
    fn a_day_without_a_year_is_the_nearest() {
        for (near, text, meaning) in [
            (day(2026, 1, 5), "1月3日", day(2026, 1, 3)),
            (day(2026, 1, 5), "12月30日", day(2025, 12, 30)),
            (day(2025, 12, 31), "1月3日", day(2026, 1, 3)),
            (day(2020, 6, 30), "6月1日", day(2020, 6, 1)),
            (day(2025, 2, 27), "2月29日", day(2024, 2, 29)),
        ] {
            assert_eq!(read_date(text, near), Ok(meaning), "{text} near {near}");
        }
        let none = MomentError::NoSuchDay {
            year: 2026,
            month: 2,
            day: 29,
        };
        assert_eq!(read_date("2月29日", day(2026, 3, 1)), Err(none));
    }

    #[test]
    fn a_full_date_has_its_year() {
        for text in ["2020-06-18", "2020年6月18日", "2020/6/18", "20200618"] {
            assert_eq!(read_full_date(text), Ok(day(2020, 6, 18)), "{text}");
        }
        for (text, error) in [
            ("6月18日", MomentError::NoYear),
            ("2020-06-18 17:40", MomentError::UnwantedTime),
            ("20-06-18", MomentError::YearOutOfRange(20)),
            (
                "2020-06-31",
                MomentError::NoSuchDay {
                    year: 2020,
                    month: 6,
                    day: 31,
                },
            ),
            ("明天", MomentError::Unreadable),
        ] {
            assert_eq!(read_full_date(text), Err(error), "{text}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in "[0-9年月日时点分:/. T-]{0,20}|.{0,20}") {
            let _ = read_moment(&text, june());
        }

        #[test]
        fn what_is_written_is_read_back(days in 0i64..100_000, minute in proptest::option::of(0u32..1440)) {
            let first = NaiveDate::from_ymd_opt(1900, 1, 1).expect("a real day");
            let moment = Moment {
                date: first + chrono::Duration::days(days),
                time: minute.map(|m| NaiveTime::from_hms_opt(m / 60, m % 60, 0).expect("a minute of the day")),
            };
            prop_assert_eq!(read_moment(&moment.to_string(), june()), Ok(moment));
            prop_assert_eq!(read_date(&moment.date.to_string(), june()), Ok(moment.date));
            let without_year = words::month_day(moment.date);
            prop_assert_eq!(read_date(&without_year, moment.date), Ok(moment.date));
        }
    }
}
