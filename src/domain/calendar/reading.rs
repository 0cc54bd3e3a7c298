//! Reading a day or a moment that somebody typed: `--today`, "received at", a date in a form.
//!
//! Full-width digits and signs are folded by the caller; how moments are written is in [`super::words`].

mod scan;
#[cfg(test)]
mod tests;

use chrono::{Datelike, NaiveDate, NaiveTime};

use self::scan::Scan;
use super::{DayRange, Instant, words};

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
    #[error("这些天里不止一年有这一天，请写上年份，如 {first}")]
    NoYear { first: NaiveDate },
    #[error("这里只要日期，不要时间；请写成 2020-06-18 或 6月18日")]
    UnwantedTime,
}

/// Reads a day without a time. A day without a year is the one nearest to `near`.
pub fn read_date(text: &str, near: NaiveDate) -> Result<NaiveDate, MomentError> {
    read_day_of(text, DayRange::single(near))
}

/// Reads a day that tells of `days`: one without a year is the one among them, or else the nearest to them. What is among
/// them in several years has to be written with its year.
pub fn read_day_of(text: &str, days: DayRange) -> Result<NaiveDate, MomentError> {
    let mut scan = Scan { rest: text };
    let date = scan.date()?;
    if !scan.is_at_end() {
        return Err(MomentError::UnwantedTime);
    }
    let (month, day) = match date {
        (Some(year), month, day) => return checked_date(year, month, day),
        (None, month, day) => (month, day),
    };
    let years = days.from().year()..=days.to().year();
    let mut among = years
        .filter_map(|year| checked_date(year, month, day).ok())
        .filter(|date| days.contains(*date));
    match (among.next(), among.next()) {
        (Some(first), Some(_)) => Err(MomentError::NoYear { first }),
        (Some(only), None) => Ok(only),
        (None, _) => {
            let ends = [days.from(), days.to()].map(|end| nearest_date(month, day, end));
            let away = |date: &NaiveDate| (*date - days.nearest_to(*date)).abs();
            let nearest = ends.iter().flatten().min_by_key(|date| away(date));
            nearest.map_or(ends[0], |date| Ok(*date))
        }
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
