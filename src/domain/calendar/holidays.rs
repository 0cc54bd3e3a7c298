//! What a day is: worked or free, by the State Council General Office's yearly notices (放假调休).
//!
//! The table is data (`data/holidays.toml`, built in; a desk may carry a newer one). A year without a notice
//! is never guessed: the answer says so. What a holiday means for a deadline is in
//! [`crate::domain::schedule`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::Deserialize;
use toml::value::Datetime;

use super::{DayRange, words};

/// What one day is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Day {
    /// An ordinary Monday to Friday.
    Workday,
    /// A Saturday or Sunday that nothing else is said about.
    Weekend,
    /// A day off by the notice, weekends inside it included.
    Holiday { name: String },
    /// A Saturday or Sunday that is worked for a holiday (调休上班).
    MakeUpWorkday { name: String },
    /// No notice for that year: whether it is worked is not known, only whether it is a Saturday or Sunday.
    Unpublished { weekend: bool },
}

/// The table has no notice for this year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{year}年的放假安排尚未收录，不能判断哪天上班；请查国务院办公厅当年的通知")]
pub struct Unpublished {
    pub year: i32,
}

/// Why a holiday table was refused; nothing of it is used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HolidayTableError {
    #[error("放假表第 {line} 行格式不对：{detail}")]
    Syntax { line: usize, detail: String },
    #[error("放假表里 {year} 年写了两次；每年只写一次")]
    YearTwice { year: i32 },
    #[error("放假表 {year} 年“{name}”的{what}不是一个完整的日期；请写成 2020-06-25")]
    NotADate {
        year: i32,
        name: String,
        what: &'static str,
    },
    #[error("放假表 {year} 年“{name}”：{range}")]
    Backwards {
        year: i32,
        name: String,
        range: super::BackwardsRange,
    },
    #[error("放假表 {year} 年“{name}”里的{}不属于这一年的安排", words::date(*day))]
    WrongYear {
        year: i32,
        name: String,
        day: NaiveDate,
    },
    #[error("放假表 {year} 年“{name}”：{}前面已经写过", words::date(*day))]
    DayTwice {
        year: i32,
        name: String,
        day: NaiveDate,
    },
    #[error("放假表 {year} 年“{name}”：{}是{}，本来就上班，不能再作调休上班日", words::date(*day), words::weekday(day.weekday()))]
    WorkedWeekday {
        year: i32,
        name: String,
        day: NaiveDate,
    },
}

/// The published holidays and make-up workdays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HolidayCalendar {
    years: BTreeSet<i32>,
    days: BTreeMap<NaiveDate, Special>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Special {
    name: String,
    worked: bool,
}

impl HolidayCalendar {
    /// The table built into the program: 2019 to 2026.
    pub fn built_in() -> &'static Self {
        static TABLE: LazyLock<HolidayCalendar> = LazyLock::new(|| {
            HolidayCalendar::parse(include_str!("../../../data/holidays.toml"))
                .expect("the built-in table is read by a test")
        });
        &TABLE
    }

    /// Reads a table in the form of `data/holidays.toml`. An unknown key is an error, like everything else
    /// that would make an answer doubtful: a day listed twice, a worked weekday, a day outside its year.
    pub fn parse(text: &str) -> Result<Self, HolidayTableError> {
        let file: TableFile = toml::from_str(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let line = text.get(..start).unwrap_or(text).matches('\n').count() + 1;
            HolidayTableError::Syntax {
                line,
                detail: error.message().to_owned(),
            }
        })?;
        let mut calendar = Self {
            years: BTreeSet::new(),
            days: BTreeMap::new(),
        };
        for year in file.years {
            if !calendar.years.insert(year.year) {
                return Err(HolidayTableError::YearTwice { year: year.year });
            }
            for holiday in &year.holidays {
                calendar.add(year.year, holiday)?;
            }
        }
        Ok(calendar)
    }

    fn add(&mut self, year: i32, entry: &HolidayEntry) -> Result<(), HolidayTableError> {
        let name = || entry.name.clone();
        let date = |written: &Datetime, what| {
            naive_date(written).ok_or_else(|| HolidayTableError::NotADate {
                year,
                name: name(),
                what,
            })
        };
        let off = DayRange::new(date(&entry.from, "开始日期")?, date(&entry.to, "结束日期")?)
            .map_err(|range| HolidayTableError::Backwards {
                year,
                name: name(),
                range,
            })?;
        for end in [off.from(), off.to()] {
            self.check_year(year, entry, end)?;
        }
        for day in off.iter() {
            self.put(year, entry, day, false)?;
        }
        for written in &entry.worked {
            let day = date(written, "调休上班日")?;
            self.check_year(year, entry, day)?;
            if !is_weekend(day) {
                return Err(HolidayTableError::WorkedWeekday {
                    year,
                    name: name(),
                    day,
                });
            }
            self.put(year, entry, day, true)?;
        }
        Ok(())
    }

    /// A notice arranges the days of its year, and of the December before it (元旦).
    fn check_year(
        &self,
        year: i32,
        entry: &HolidayEntry,
        day: NaiveDate,
    ) -> Result<(), HolidayTableError> {
        if day.year() == year || (day.year() == year - 1 && day.month() == 12) {
            return Ok(());
        }
        Err(HolidayTableError::WrongYear {
            year,
            name: entry.name.clone(),
            day,
        })
    }

    fn put(
        &mut self,
        year: i32,
        entry: &HolidayEntry,
        day: NaiveDate,
        worked: bool,
    ) -> Result<(), HolidayTableError> {
        match self.days.insert(
            day,
            Special {
                name: entry.name.clone(),
                worked,
            },
        ) {
            None => Ok(()),
            Some(_) => Err(HolidayTableError::DayTwice {
                year,
                name: entry.name.clone(),
                day,
            }),
        }
    }

    /// The years there is a notice for, in order.
    pub fn years(&self) -> impl Iterator<Item = i32> {
        self.years.iter().copied()
    }

    /// What the day is. A day that a notice names is answered by it, also in the December before the first
    /// year of the table.
    pub fn day(&self, date: NaiveDate) -> Day {
        let weekend = is_weekend(date);
        match self.days.get(&date) {
            Some(Special { name, worked: true }) => Day::MakeUpWorkday { name: name.clone() },
            Some(Special {
                name,
                worked: false,
            }) => Day::Holiday { name: name.clone() },
            None if !self.years.contains(&date.year()) => Day::Unpublished { weekend },
            None if weekend => Day::Weekend,
            None => Day::Workday,
        }
    }

    /// Whether offices work on that day.
    pub fn is_worked(&self, date: NaiveDate) -> Result<bool, Unpublished> {
        match self.days.get(&date) {
            Some(special) => Ok(special.worked),
            None if self.years.contains(&date.year()) => Ok(!is_weekend(date)),
            None => Err(Unpublished { year: date.year() }),
        }
    }

    /// The last worked day before this one. Fails where the search reaches a year without a notice.
    pub fn previous_workday(&self, date: NaiveDate) -> Result<NaiveDate, Unpublished> {
        self.first_worked(date, NaiveDate::pred_opt)
    }

    /// The first worked day after this one. Fails where the search reaches a year without a notice.
    pub fn next_workday(&self, date: NaiveDate) -> Result<NaiveDate, Unpublished> {
        self.first_worked(date, NaiveDate::succ_opt)
    }

    fn first_worked(
        &self,
        start: NaiveDate,
        step: impl Fn(&NaiveDate) -> Option<NaiveDate>,
    ) -> Result<NaiveDate, Unpublished> {
        let mut day = start;
        loop {
            day = step(&day).ok_or(Unpublished { year: day.year() })?;
            if self.is_worked(day)? {
                return Ok(day);
            }
        }
    }
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

fn naive_date(written: &Datetime) -> Option<NaiveDate> {
    match written {
        Datetime {
            date: Some(date),
            time: None,
            offset: None,
        } => NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into()),
        _ => None,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TableFile {
    #[serde(rename = "year", default)]
    years: Vec<YearEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct YearEntry {
    year: i32,
    /// The notices' numbers: kept in the file so that each line can be checked against its paper.
    #[serde(rename = "notices")]
    _notices: Vec<String>,
    holidays: Vec<HolidayEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidayEntry {
    name: String,
    from: Datetime,
    to: Datetime,
    #[serde(default)]
    worked: Vec<Datetime>,
}

#[cfg(test)]
mod tests;
