//! Submissions received, week by week of the campaign: the data of a small chart.

use chrono::{Days, NaiveDate};

use crate::domain::calendar::{DayRange, Instant};
use crate::domain::status::State;
use crate::ops::status::{Matrix, Row};

/// Seven days of the campaign, counted from its first; the last week ends with the last deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Week {
    /// From 1.
    pub number: u32,
    pub days: DayRange,
    pub on_time: u32,
    pub late: u32,
}

impl Week {
    pub fn received(&self) -> u32 {
        self.on_time + self.late
    }
}

/// The weeks of the campaign with what came in. What came before the first day is counted in the first week, what came
/// after the last deadline in the last.
pub(in crate::ops) fn weeks(campaign: DayRange, matrix: &Matrix, now: Instant) -> Vec<Week> {
    let dues = matrix.heads.iter().map(|head| head.period.occurrence.due);
    let last = dues.fold(campaign.to(), NaiveDate::max);
    let mut weeks = Vec::new();
    let mut from = campaign.from();
    while from <= last {
        let to = from
            .checked_add_days(Days::new(6))
            .unwrap_or(last)
            .min(last);
        let Ok(days) = DayRange::new(from, to) else {
            break;
        };
        weeks.push(Week {
            number: u32::try_from(weeks.len() + 1).unwrap_or(u32::MAX),
            days,
            on_time: 0,
            late: 0,
        });
        let Some(next) = to.succ_opt() else { break };
        from = next;
    }
    for cell in matrix.rows.iter().flat_map(|row: &Row| &row.cells) {
        let Some(received_at) = cell.receipt.received_at.filter(|at| *at <= now) else {
            continue;
        };
        let ended = weeks.partition_point(|week| week.days.to() < received_at.date());
        let at = ended.min(weeks.len().saturating_sub(1));
        if let Some(week) = weeks.get_mut(at) {
            match cell.state {
                State::Late => week.late += 1,
                _ => week.on_time += 1,
            }
        }
    }
    weeks
}
