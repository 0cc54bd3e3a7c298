//! When a duty is due and which days each of its periods covers: the rules of time of a campaign.
//!
//! A campaign file says "每周四前"; [`occurrences`] says which Thursdays those are inside the campaign's window,
//! what days each report answers for, and until which instant it is on time. The holiday calendar itself is
//! in [`super::calendar`]; whether a submission was on time, late, excused or extended is `status`.
//!
//! Three words are kept apart throughout: the *named* day is the one on paper, the *due* day is the last one
//! on which a report is on time, and the *deadline* is the first instant that is too late.

mod occurrences;
mod remark;

pub use occurrences::{Occurrence, occurrences, uncovered};
pub use remark::{Answer, DueRemark};

use chrono::{Datelike, Month, NaiveDate, NaiveTime, Weekday};

/// How often, how strictly, and for which days a duty is reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    pub recurrence: Recurrence,
    pub due: DueRule,
    pub covers: Covers,
}

/// The days that a notice names as due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recurrence {
    /// 一次性: on one day, inside the campaign's window or outside (7月1日前, after a window that ends in June).
    Once { due: NaiveDate },
    /// 每日: every day of the window.
    Daily,
    /// 每周: every such weekday in the window. Some Junes have five Thursdays.
    Weekly { weekday: Weekday },
    /// 每月: on that day of every month, or on the last day of a shorter month.
    Monthly { day: DayOfMonth },
    /// 每季度: in the first, second or third month of every quarter, on that day or the month's last.
    Quarterly {
        month: MonthOfQuarter,
        day: DayOfMonth,
    },
    /// 每年: in that month of every year, on that day or the month's last.
    Yearly { month: Month, day: DayOfMonth },
}

impl Recurrence {
    /// Whether the day is one that the notice names.
    pub fn names(self, day: NaiveDate) -> bool {
        match self {
            Self::Once { due } => day == due,
            Self::Daily => true,
            Self::Weekly { weekday } => day.weekday() == weekday,
            Self::Monthly { day: of_month } => of_month.is(day),
            Self::Quarterly {
                month,
                day: of_month,
            } => month.is(day) && of_month.is(day),
            Self::Yearly {
                month,
                day: of_month,
            } => month.number_from_month() == day.month() && of_month.is(day),
        }
    }
}

/// A day of the month, 1 to 31; in a shorter month its last day is meant, so 31 says "月底".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayOfMonth(u8);

impl DayOfMonth {
    /// The last day of every month.
    pub const LAST: Self = Self(31);

    /// `None` outside 1 to 31.
    pub const fn new(day: u8) -> Option<Self> {
        if matches!(day, 1..=31) {
            Some(Self(day))
        } else {
            None
        }
    }

    /// From 1 to 31.
    pub const fn number(self) -> u8 {
        self.0
    }

    fn is(self, day: NaiveDate) -> bool {
        day.day() == u32::from(self.0.min(day.num_days_in_month()))
    }
}

/// Which month of a quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MonthOfQuarter {
    First,
    Second,
    Third,
}

impl MonthOfQuarter {
    /// `None` outside 1 to 3.
    pub const fn new(month: u8) -> Option<Self> {
        match month {
            1 => Some(Self::First),
            2 => Some(Self::Second),
            3 => Some(Self::Third),
            _ => None,
        }
    }

    fn is(self, day: NaiveDate) -> bool {
        day.month0() % 3 == self as u32
    }
}

/// What "于6月4日前" means exactly. The default is on time until 24:00 of the named day, holidays kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DueRule {
    /// The time of the due day from which a report is late; `None` is 24:00.
    pub clock: Option<NaiveTime>,
    /// The named day itself is already too late, so the due day is the day before it.
    pub exclusive: bool,
    pub holiday: HolidayRule,
}

/// What becomes of a due day on which offices are closed. Where the calendar for the year is not published,
/// or the period would be due before it begins, the day is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HolidayRule {
    /// It stays, and an earlier workday is suggested.
    #[default]
    Keep,
    /// It moves to the last workday before.
    Earlier,
    /// It moves to the first workday after.
    Later,
}

/// Which days a period answers for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Covers {
    /// From the day after the last due day (at first: from the window's start) to this due day. What is left
    /// at the end of the window belongs to whoever covers the [`RestOf`](Self::RestOf) this schedule.
    Own,
    /// The days of the window after the last one that the other schedule covers. A single report takes them
    /// all, whenever it is due; a recurring one divides them as [`Own`](Self::Own) does.
    RestOf(Box<Schedule>),
    /// The whole window, every time.
    Whole,
    /// No days: a registration form, a plan.
    Nothing,
}

#[cfg(test)]
mod tests;
