//! What there is to say about a due day that is not an ordinary workday.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use crate::domain::calendar::words::{month_day, weekday};

/// Why the due day deserves a look. `day` is the last day on time as the notice has it, before any move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DueRemark {
    /// A day off by the State Council's notice.
    Holiday {
        day: NaiveDate,
        name: String,
        answer: Answer,
    },
    /// An ordinary Saturday or Sunday.
    Weekend { day: NaiveDate, answer: Answer },
    /// A Saturday or Sunday that is worked: nothing is wrong, but people will ask.
    MakeUpWorkday { day: NaiveDate, name: String },
    /// The holiday calendar for the year is not published: nobody knows yet.
    Unpublished { day: NaiveDate },
}

/// What the campaign does about a due day on which offices are closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The day is kept; this earlier workday is suggested.
    Suggest(NaiveDate),
    /// The day is kept, and there is no workday of the period before it to suggest.
    Kept,
    /// The campaign file's `holiday_rule` moved it here.
    MovedTo(NaiveDate),
}

impl DueRemark {
    /// The workday before the due day by which it is better to report.
    pub const fn suggested(&self) -> Option<NaiveDate> {
        match self {
            Self::Holiday {
                answer: Answer::Suggest(day),
                ..
            }
            | Self::Weekend {
                answer: Answer::Suggest(day),
                ..
            } => Some(*day),
            _ => None,
        }
    }

    /// A few characters for a column head: `端午节`, `周六`, `调休上班`, `待公布`.
    pub fn label(&self) -> &str {
        match self {
            Self::Holiday { name, .. } => name,
            Self::Weekend { day, .. } => weekday(day.weekday()),
            Self::MakeUpWorkday { .. } => "调休上班",
            Self::Unpublished { .. } => "待公布",
        }
    }
}

/// The whole remark: `6月25日端午节放假，建议 6月24日前报送`.
impl fmt::Display for DueRemark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Holiday { day, name, answer } => {
                write!(f, "{}{name}放假，", month_day(*day))?;
                answer.describe(*day, f)
            }
            Self::Weekend { day, answer } => {
                write!(f, "{}是{}，", month_day(*day), weekday(day.weekday()))?;
                answer.describe(*day, f)
            }
            Self::MakeUpWorkday { day, name } => {
                let (date, weekday) = (month_day(*day), weekday(day.weekday()));
                write!(f, "{date}是{weekday}，因{name}调休上班，照常报送")
            }
            Self::Unpublished { day } => {
                let (year, date) = (day.year(), month_day(*day));
                write!(
                    f,
                    "{year}年的放假安排尚未收录，{date}是否上班请核对国务院办公厅通知"
                )
            }
        }
    }
}

impl Answer {
    fn describe(self, day: NaiveDate, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Suggest(earlier) => write!(f, "建议 {}前报送", month_day(earlier)),
            Self::Kept => write!(f, "截止日期不变"),
            Self::MovedTo(other) if other < day => write!(f, "提前到 {}", month_day(other)),
            Self::MovedTo(other) => write!(f, "顺延到 {}", month_day(other)),
        }
    }
}
