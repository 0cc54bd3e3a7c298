//! Submissions received over time, stretch by stretch of the campaign: the data of a small chart. A stretch is a week, or
//! in a campaign of many weeks a month or a quarter, so that a chart has no more of them than a person takes in.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::domain::calendar::{DayRange, Instant};
use crate::domain::status::State;
use crate::ops::status::{Matrix, Row};

/// How long the stretches are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cadence {
    /// Seven days, counted from the campaign's first.
    Week,
    /// Months of the calendar.
    Month,
    /// Quarters of the calendar.
    Quarter,
}

/// What came in, from the campaign's first day to its last deadline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    pub every: Cadence,
    pub stretches: Vec<Stretch>,
}

/// A part of the campaign; the first begins with it, the last ends with the last deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// From 1.
    pub number: u32,
    pub days: DayRange,
    pub on_time: u32,
    pub late: u32,
}

/// So many weeks, or months, are still a chart.
const MOST: i64 = 20;

impl Cadence {
    /// The shortest of which a campaign of these days has not too many.
    fn for_days(from: NaiveDate, to: NaiveDate) -> Self {
        match (to - from).num_days() + 1 {
            days if days <= 7 * MOST => Self::Week,
            days if days <= 31 * MOST => Self::Month,
            _ => Self::Quarter,
        }
    }

    /// `每周收到`
    pub fn heading(self) -> &'static str {
        match self {
            Self::Week => "每周收到",
            Self::Month => "每月收到",
            Self::Quarter => "每季收到",
        }
    }

    /// The last day of the stretch that begins on that day.
    fn end(self, from: NaiveDate) -> Option<NaiveDate> {
        let months = match self {
            Self::Week => return from.checked_add_days(Days::new(6)),
            Self::Month => 1,
            Self::Quarter => 3 - from.month0() % 3,
        };
        let next = from.with_day(1)?.checked_add_months(Months::new(months));
        next?.pred_opt()
    }
}

impl Received {
    /// The stretches of `campaign` with what came in by `now`. What came before the first day is counted in the first,
    /// what came after the last deadline in the last.
    pub(in crate::ops) fn of(campaign: DayRange, matrix: &Matrix, now: Instant) -> Self {
        let dues = matrix.heads.iter().map(|head| head.period.occurrence.due);
        let last = dues.fold(campaign.to(), NaiveDate::max);
        let every = Cadence::for_days(campaign.from(), last);
        let mut received = Self {
            every,
            stretches: stretches(every, campaign.from(), last),
        };
        for cell in matrix.rows.iter().flat_map(|row: &Row| &row.cells) {
            if let Some(at) = cell.receipt.received_at.filter(|at| *at <= now) {
                received.count(at.date(), cell.state == State::Late);
            }
        }
        received
    }

    fn count(&mut self, on: NaiveDate, is_late: bool) {
        let ended = self.stretches.partition_point(|one| one.days.to() < on);
        let at = ended.min(self.stretches.len().saturating_sub(1));
        if let Some(stretch) = self.stretches.get_mut(at) {
            match is_late {
                true => stretch.late += 1,
                false => stretch.on_time += 1,
            }
        }
    }

    /// How many have begun by that day.
    pub fn begun(&self, today: NaiveDate) -> usize {
        self.stretches
            .partition_point(|one| one.days.from() <= today)
    }

    /// The name of one of them, for below a bar: `3周`, `10月`, `20年2季`.
    pub fn label(&self, stretch: &Stretch) -> String {
        let day = stretch.days.from();
        match self.every {
            Cadence::Week => format!("{}周", stretch.number),
            Cadence::Month => format!("{}月", day.month()),
            Cadence::Quarter => format!("{}年{}季", day.year() % 100, day.month0() / 3 + 1),
        }
    }

    /// The name of one of them, for a line of text: `第3周`, `2025年10月`, `2020年第2季度`.
    pub fn name(&self, stretch: &Stretch) -> String {
        let day = stretch.days.from();
        match self.every {
            Cadence::Week => format!("第{}周", stretch.number),
            Cadence::Month => format!("{}年{}月", day.year(), day.month()),
            Cadence::Quarter => format!("{}年第{}季度", day.year(), day.month0() / 3 + 1),
        }
    }
}

impl Stretch {
    pub fn received(&self) -> u32 {
        self.on_time + self.late
    }
}

fn stretches(every: Cadence, first: NaiveDate, last: NaiveDate) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    let mut from = first;
    while from <= last {
        let to = every.end(from).unwrap_or(last).min(last);
        let Ok(days) = DayRange::new(from, to) else {
            break;
        };
        stretches.push(Stretch {
            number: u32::try_from(stretches.len() + 1).unwrap_or(u32::MAX),
            days,
            on_time: 0,
            late: 0,
        });
        let Some(next) = to.succ_opt() else { break };
        from = next;
    }
    stretches
}

#[cfg(test)]
mod tests {
    //! How a campaign is cut into stretches.

    use super::*;

    fn cut(from: &str, to: &str) -> (Cadence, Vec<String>) {
        let [from, to] = [from, to].map(|day| day.parse().expect("a day"));
        let every = Cadence::for_days(from, to);
        let received = Received {
            every,
            stretches: stretches(every, from, to),
        };
        let names = received.stretches.iter();
        let names = names.map(|one| format!("{} {}", received.name(one), one.days));
        (every, names.collect())
    }

    #[test]
    fn a_month_has_weeks_a_year_and_a_half_months_four_years_quarters() {
        let (every, names) = cut("2020-06-01", "2020-07-01");
        assert_eq!(every, Cadence::Week);
        assert_eq!(names.len(), 5);
        assert_eq!(names[4], "第5周 6月29日—7月1日");
        let (every, names) = cut("2025-06-11", "2026-12-31");
        assert_eq!(every, Cadence::Month);
        assert_eq!(names.len(), 19);
        assert_eq!(names[0], "2025年6月 6月11日—6月30日");
        let (every, names) = cut("2019-02-27", "2022-12-31");
        assert_eq!(every, Cadence::Quarter);
        assert_eq!(names.len(), 16);
        assert_eq!(names[0], "2019年第1季度 2月27日—3月31日");
        assert_eq!(names[1], "2019年第2季度 4月1日—6月30日");
    }

    #[test]
    fn no_day_is_lost_between_stretches() {
        for every in [Cadence::Week, Cadence::Month, Cadence::Quarter] {
            let [from, to] = ["2019-02-27", "2022-12-31"].map(|day| day.parse().expect("a day"));
            let cut = stretches(every, from, to);
            assert_eq!(cut.first().map(|one| one.days.from()), Some(from));
            assert_eq!(cut.last().map(|one| one.days.to()), Some(to));
            for pair in cut.windows(2) {
                assert_eq!(pair[0].days.to().succ_opt(), Some(pair[1].days.from()));
            }
        }
    }
}
