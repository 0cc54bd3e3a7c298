//! A period (期次) is one occurrence of a duty: which days it covers, when it is due. A plan is all of a campaign's
//! periods. Where a unit stands with a period is in [`status`](super::status).

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::calendar::{DayRange, HolidayCalendar, Instant, words};
use super::campaign::{Basis, Campaign, CoversOf, Duty};
use super::id::{DutyId, TableId};
use super::schedule::{Covers, Occurrence, Recurrence, Schedule, occurrences};
use super::submission::When;
use crate::text::search::closest;

/// Names a period: `weekly/2`, or just `final` where the duty falls due once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct PeriodId {
    pub duty: DutyId,
    /// From 1; `None` for a duty that falls due once.
    pub index: Option<u32>,
}

impl PeriodId {
    /// A period of a recurring duty; `index` from 1.
    pub fn nth(duty: impl Into<DutyId>, index: u32) -> Self {
        Self {
            duty: duty.into(),
            index: Some(index),
        }
    }

    /// The period of a duty that falls due once.
    pub fn once(duty: impl Into<DutyId>) -> Self {
        Self {
            duty: duty.into(),
            index: None,
        }
    }
}

impl fmt::Display for PeriodId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.index {
            None => write!(f, "{}", self.duty),
            Some(index) => write!(f, "{}/{index}", self.duty),
        }
    }
}

/// The text does not have the form of a period's id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}”不是期次的写法；一次性的任务写任务名（final），每周的写任务名和第几期（weekly/2）")]
pub struct PeriodIdError(pub String);

impl FromStr for PeriodId {
    type Err = PeriodIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || PeriodIdError(text.to_owned());
        let (duty, index) = match text.split_once('/') {
            None => (text, None),
            Some((duty, index)) => {
                let index = index.parse().ok().filter(|index| *index > 0);
                (duty, Some(index.ok_or_else(wrong)?))
            }
        };
        if duty.is_empty() || duty.contains(char::is_whitespace) {
            return Err(wrong());
        }
        Ok(Self {
            duty: duty.into(),
            index,
        })
    }
}

impl TryFrom<String> for PeriodId {
    type Error = PeriodIdError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<PeriodId> for String {
    fn from(id: PeriodId) -> Self {
        id.to_string()
    }
}

/// No period of the campaign has that name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("没有期次“{text}”{}共有：{}", nearest.as_ref().map_or("；".into(), |id| format!("，是不是 {id}？")), known.join("、"))]
pub struct UnknownPeriod {
    pub text: String,
    /// The id that was probably meant.
    pub nearest: Option<PeriodId>,
    /// Every id there is, in order.
    pub known: Vec<String>,
}

/// One occurrence of a duty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    pub id: PeriodId,
    /// 每周活动材料·第2周, or the duty's name alone.
    pub name: String,
    /// What tells it from the campaign's other periods, for the heading of a column: 第2周, 6月16日, 第3季度; the duty's
    /// name where it has no others; both, 工作进展·10月, where another duty has several periods too.
    pub short_name: String,
    /// The lines of a heading that is to be narrow: the parts of the short name.
    pub heading: Vec<String>,
    pub basis: Basis,
    pub occurrence: Occurrence,
}

/// What a cumulative period's figures speak of.
const SINCE_THE_BEGINNING: &str = "数字从活动开始累计";

impl Period {
    /// The first instant that is too late, for a unit without an extension.
    pub fn deadline(&self) -> Instant {
        self.occurrence.deadline
    }

    /// Whether its own deadline has passed.
    pub fn is_due(&self, now: Instant) -> bool {
        self.occurrence.deadline <= now
    }

    /// Whether its days have begun.
    pub fn is_open(&self, now: Instant) -> bool {
        self.occurrence.opens <= now
    }

    /// What to say to a report of days that have not begun at `at`: `第4周从6月19日开始`. `None` where it may be.
    pub fn is_early(&self, at: Instant) -> Option<String> {
        let days = self.occurrence.days?;
        let opens = words::month_day(days.from());
        (!self.is_open(at)).then(|| format!("{}从{opens}开始", self.short_name))
    }

    /// The days that it answers for, `6月5日—6月11日`, and whether its figures speak of all days before them too:
    /// `6月26日—6月30日，数字从活动开始累计`. `None` where it covers no days.
    pub fn days_in_words(&self) -> Option<String> {
        let days = self.occurrence.days?;
        Some(match self.basis {
            Basis::Increment => days.to_string(),
            Basis::Cumulative => format!("{days}，{SINCE_THE_BEGINNING}"),
        })
    }

    /// The days that its figures speak of, and the day on which they are read: of increments those that it covers, else all
    /// since the beginning of `campaign`.
    pub fn read_on(&self, campaign: DayRange, today: NaiveDate) -> When {
        let days = match (self.occurrence.days, self.basis) {
            (Some(days), Basis::Increment) => days,
            (Some(days), Basis::Cumulative) => {
                DayRange::new(campaign.from().min(days.from()), days.to()).unwrap_or(days)
            }
            (None, _) => campaign,
        };
        When { days, today }
    }

    /// What to do about its days, as sentences: `填报 6月26日—6月30日 的情况。数字从活动开始累计。`
    pub fn to_report(&self) -> Option<String> {
        let days = self.occurrence.days?;
        let sentence = format!("填报 {days} 的情况。");
        Some(match self.basis {
            Basis::Increment => sentence,
            Basis::Cumulative => format!("{sentence}{SINCE_THE_BEGINNING}。"),
        })
    }

    /// The last day that its figures can speak of: the last one covered, but no day after the due day. A report of the
    /// whole campaign that is due in its middle knows nothing of what comes later, and must not stand over it.
    pub fn reaches(&self) -> NaiveDate {
        let due = self.occurrence.due;
        self.occurrence.days.map_or(due, |days| days.to().min(due))
    }
}

/// Every period of a campaign, in the order in which they fall due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    pub periods: Vec<Period>,
}

impl Plan {
    /// Works out all periods of all duties. Periods due at the same instant keep the campaign file's order.
    pub fn of(campaign: &Campaign, holidays: &HolidayCalendar) -> Self {
        let mut periods: Vec<Period> = campaign
            .duties
            .iter()
            .flat_map(|duty| periods_of(campaign, duty, holidays))
            .collect();
        periods.sort_by_key(Period::deadline);
        tell_apart(&mut periods, campaign);
        Self { periods }
    }

    pub fn period(&self, id: &PeriodId) -> Option<&Period> {
        self.periods.iter().find(|period| period.id == *id)
    }

    /// Finds the period that a person named: by its id, `weekly/2`, `final`, or as screens call it, 每周活动材料·第2周 or
    /// 第2周 where only one is called so. Where it is not one of the plan's, the error names the nearest.
    pub fn find(&self, text: &str) -> Result<&Period, UnknownPeriod> {
        let text = text.trim();
        let is_called = |period: &&Period| period.name == text || period.short_name == text;
        let mut called = self.periods.iter().filter(is_called);
        if let (Some(only), None) = (called.next(), called.next()) {
            return Ok(only);
        }
        let found = self.periods.iter().find(|period| {
            // A duty that falls due once in this campaign is also known without its number.
            period.id.to_string() == text
                || (period.id.duty.as_str() == text && self.of_duty(&period.id.duty).count() == 1)
        });
        found.ok_or_else(|| {
            let known: Vec<String> = self.periods.iter().map(|p| p.id.to_string()).collect();
            let nearest = closest(text, known.iter().map(String::as_str));
            UnknownPeriod {
                text: text.to_owned(),
                nearest: nearest.and_then(|id| id.parse().ok()),
                known,
            }
        })
    }

    /// The periods of one duty, in order.
    pub fn of_duty<'a>(&'a self, duty: &'a DutyId) -> impl Iterator<Item = &'a Period> {
        self.periods
            .iter()
            .filter(move |period| period.id.duty == *duty)
    }

    /// The periods whose deadline is still ahead, soonest first.
    pub fn ahead(&self, now: Instant) -> &[Period] {
        &self.periods[self.periods.partition_point(|period| period.is_due(now))..]
    }

    /// The periods that have begun, soonest due first.
    pub fn begun(&self, now: Instant) -> impl Iterator<Item = &Period> {
        self.periods
            .iter()
            .filter(move |period| period.is_open(now))
    }

    /// The periods that share the next deadline; none once everything is due.
    pub fn next_due(&self, now: Instant) -> &[Period] {
        let rest = self.ahead(now);
        let together = rest
            .iter()
            .take_while(|period| period.deadline() == rest[0].deadline());
        &rest[..together.count()]
    }

    /// The periods that ask for a table, in the order in which their answers fold: by the last day that they speak
    /// of, and on the same day the increment before the cumulative one that holds it.
    pub fn folding(&self, campaign: &Campaign, table: &TableId) -> Vec<&Period> {
        let asks = |period: &&Period| {
            let duty = campaign.duty(&period.id.duty);
            duty.is_some_and(|duty| duty.table() == Some(table))
        };
        let mut periods: Vec<&Period> = self.periods.iter().filter(asks).collect();
        periods.sort_by_key(|period| {
            let cumulative = period.basis == Basis::Cumulative;
            (period.reaches(), cumulative, period.deadline())
        });
        periods
    }
}

fn periods_of(campaign: &Campaign, duty: &Duty, holidays: &HolidayCalendar) -> Vec<Period> {
    let schedule = schedule_of(campaign, duty, &mut Vec::new());
    let spans_years = campaign.days.from().year() != campaign.days.to().year();
    let period = |occurrence: Occurrence| {
        let short_name = short_name(duty, &occurrence, spans_years);
        let (index, name) = if duty.is_recurring() {
            let name = format!("{}·{short_name}", duty.name);
            (Some(occurrence.index), name)
        } else {
            (None, duty.name.clone())
        };
        Period {
            id: PeriodId {
                duty: duty.id.clone(),
                index,
            },
            name,
            heading: vec![short_name.clone()],
            short_name,
            basis: duty.basis,
            occurrence,
        }
    };
    occurrences(&schedule, campaign.days, holidays)
        .into_iter()
        .map(period)
        .collect()
}

/// The duty's schedule with the other duties that it refers to in it. `above` are the duties on the way here: one that
/// refers back to itself is refused by the campaign file's reader, and here just leaves nothing over.
fn schedule_of<'a>(
    campaign: &'a Campaign,
    duty: &'a Duty,
    above: &mut Vec<&'a DutyId>,
) -> Schedule {
    above.push(&duty.id);
    let covers = match &duty.covers {
        CoversOf::Plain(covers) => covers.clone(),
        CoversOf::RestOf(other) => match campaign.duty(other) {
            Some(other) if !above.contains(&&other.id) => {
                Covers::RestOf(Box::new(schedule_of(campaign, other, above)))
            }
            _ => Covers::Nothing,
        },
    };
    above.pop();
    Schedule {
        recurrence: duty.recurrence,
        due: duty.due_rule,
        covers,
    }
}

fn short_name(duty: &Duty, occurrence: &Occurrence, spans_years: bool) -> String {
    // A month's report that is due before the 1st of the next is that month's, and a holiday does not change whose it is.
    let day = occurrence.unmoved;
    let year = if spans_years {
        format!("{}年", day.year())
    } else {
        String::new()
    };
    match duty.recurrence {
        Recurrence::Once { .. } => duty.name.clone(),
        Recurrence::Daily => format!("{year}{}", words::month_day(day)),
        Recurrence::Weekly { .. } => format!("第{}周", occurrence.index),
        Recurrence::Monthly { .. } => format!("{year}{}月", day.month()),
        Recurrence::Quarterly { .. } => format!("{year}第{}季度", day.month0() / 3 + 1),
        Recurrence::Yearly { .. } => format!("{}年", day.year()),
    }
}

/// Puts the duty's name before the short names where several duties come again: two monthly duties have an October each,
/// and `2019年` beside `第3季度` does not say what is due.
fn tell_apart(periods: &mut [Period], campaign: &Campaign) {
    let recurring = campaign.duties.iter().filter(|duty| duty.is_recurring());
    if recurring.count() < 2 {
        return;
    }
    for period in periods {
        let duty = campaign.duty(&period.id.duty);
        if let Some(duty) = duty.filter(|duty| duty.is_recurring()) {
            period.heading.insert(0, duty.name.clone());
            period.short_name.clone_from(&period.name);
        }
    }
}

#[cfg(test)]
mod tests;
