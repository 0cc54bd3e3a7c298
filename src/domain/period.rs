//! A period (期次) is one occurrence of a duty: which days it covers, when it is due. A plan is all of them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::calendar::{HolidayCalendar, Instant};
use super::campaign::{Campaign, CoversOf, Duty};
use super::id::DutyId;
use super::schedule::{Covers, Occurrence, Recurrence, Schedule, occurrences};

/// Names a period: `weekly/2`, or just `final` where the duty falls due once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct PeriodId {
    pub duty: DutyId,
    /// From 1; `None` for a duty that falls due once.
    pub index: Option<u32>,
}

/// One occurrence of a duty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    pub id: PeriodId,
    /// 每周活动材料·第2周, or the duty's name alone.
    pub name: String,
    /// 第2周, or the duty's name alone: for the heading of a column.
    pub short_name: String,
    pub occurrence: Occurrence,
}

/// Every period of a campaign, in the order in which they fall due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    pub periods: Vec<Period>,
}

impl Plan {
    /// Works out every period of a campaign.
    pub fn of(campaign: &Campaign, holidays: &HolidayCalendar) -> Self {
        let mut periods: Vec<Period> = campaign
            .duties
            .iter()
            .flat_map(|duty| periods_of(campaign, duty, holidays))
            .collect();
        // Stable: duties that fall due together stay in the campaign file's order.
        periods.sort_by_key(|period| period.occurrence.deadline);
        Self { periods }
    }

    pub fn period(&self, id: &PeriodId) -> Option<&Period> {
        self.periods.iter().find(|period| period.id == *id)
    }

    /// The periods of one duty, in order.
    pub fn of_duty<'a>(&'a self, duty: &'a DutyId) -> impl Iterator<Item = &'a Period> {
        self.periods
            .iter()
            .filter(move |period| period.id.duty == *duty)
    }

    /// The periods whose deadline is still ahead, soonest first.
    pub fn ahead(&self, now: Instant) -> impl Iterator<Item = &Period> {
        self.periods
            .iter()
            .filter(move |period| now < period.occurrence.deadline)
    }

    /// The periods that have begun, soonest due first.
    pub fn begun(&self, now: Instant) -> impl Iterator<Item = &Period> {
        self.periods
            .iter()
            .filter(move |period| period.occurrence.opens <= now)
    }
}

/// The schedule of a duty, with the duty whose remaining days it takes looked up.
fn schedule_of(campaign: &Campaign, duty: &Duty) -> Schedule {
    let covers = match &duty.covers {
        CoversOf::Plain(covers) => covers.clone(),
        // A campaign file in which this goes round in a circle, or names no duty, is refused when it is read.
        CoversOf::RestOf(other) => match campaign.duty(other) {
            Some(other) => Covers::RestOf(Box::new(schedule_of(campaign, other))),
            None => Covers::Nothing,
        },
    };
    Schedule {
        recurrence: duty.recurrence,
        due: duty.due_rule,
        covers,
    }
}

fn periods_of(campaign: &Campaign, duty: &Duty, holidays: &HolidayCalendar) -> Vec<Period> {
    let schedule = schedule_of(campaign, duty);
    occurrences(&schedule, campaign.days, holidays)
        .into_iter()
        .map(|occurrence| {
            let index = duty.is_recurring().then_some(occurrence.index);
            let short_name = match index {
                Some(index) => ordinal(duty.recurrence, index),
                None => duty.name.clone(),
            };
            let name = match index {
                Some(_) => format!("{}·{short_name}", duty.name),
                None => duty.name.clone(),
            };
            let duty = duty.id.clone();
            Period {
                id: PeriodId { duty, index },
                name,
                short_name,
                occurrence,
            }
        })
        .collect()
}

/// 第2周, 第3次 …
fn ordinal(recurrence: Recurrence, index: u32) -> String {
    let measure = match recurrence {
        Recurrence::Once { .. } => "次",
        Recurrence::Daily => "天",
        Recurrence::Weekly { .. } => "周",
        Recurrence::Monthly { .. } => "月",
        Recurrence::Quarterly { .. } => "季",
    };
    format!("第{index}{measure}")
}

impl fmt::Display for PeriodId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.index {
            Some(index) => write!(f, "{}/{index}", self.duty),
            None => write!(f, "{}", self.duty),
        }
    }
}

/// A text that names no period, whatever the campaign.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}”不是期次的写法：应写报送任务的代号，或代号加第几期，例如 weekly/2")]
pub struct PeriodIdError(pub String);

impl FromStr for PeriodId {
    type Err = PeriodIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || PeriodIdError(text.to_owned());
        let (duty, index) = match text.split_once('/') {
            Some((duty, index)) => {
                let index: u32 = index.parse().map_err(|_| error())?;
                (duty, Some(index).filter(|index| *index > 0))
            }
            None => (text, None),
        };
        if duty.is_empty() || (text.contains('/') && index.is_none()) {
            return Err(error());
        }
        Ok(Self {
            duty: duty.into(),
            index,
        })
    }
}

impl From<PeriodId> for String {
    fn from(id: PeriodId) -> Self {
        id.to_string()
    }
}

impl TryFrom<String> for PeriodId {
    type Error = PeriodIdError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}
