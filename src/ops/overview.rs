//! The overview (总览): where the campaign stands today. For one who collects: what is next, who is missing, the totals
//! that matter; for one who reports: what to do next, first. A unit that does both sees both.

mod mine;
mod received;

pub use mine::{Done, Mine, Returned, Stale, Step};
pub use received::{Cadence, Received, Stretch};

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

pub use super::owing::By;
use super::owing::owes;
use super::rollup::Twofold;
use super::status::{Head, Matrix, Overdue, Row, survey_with};
use super::total::{Extent, total};
use super::{Desk, counting, hazard, intray, kept, rollup};
use crate::domain::arrival::ArrivalState;
use crate::domain::calendar::{DayRange, Instant};
use crate::domain::figure::{Answer, Figure};
use crate::domain::hazard::{HazardCount, tally};
use crate::domain::id::{LevelId, TableId, UnitId};
use crate::domain::period::{Period, PeriodId};
use crate::domain::status::{State, Tally};
use crate::domain::unit::Unit;
use crate::error::Fault;

/// Where the campaign stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    pub now: Instant,
    /// The campaign's title, theme and document number.
    pub title: String,
    pub theme: String,
    pub document: String,
    pub days: DayRange,
    pub day: CampaignDay,
    /// The marked days from today on.
    pub marked: Vec<MarkedAhead>,
    /// The unit that sits at the desk.
    pub seat: Unit,
    pub next: Option<NextDeadline>,
    /// The figures that the campaign file calls headlines, over the seat's subtree.
    pub headlines: Vec<Headline>,
    /// Reports that the totals count although they were returned, and that have not come again.
    pub returned: u32,
    /// `None` where the campaign keeps no ledger of hazards.
    pub hazards: Option<Hazards>,
    /// What the seat itself has to do; `None` where it only collects, and no desk above awaits anything of it.
    pub mine: Option<Mine>,
    /// What lies below the seat; `None` where nothing does.
    pub below: Option<Below>,
}

/// Today, as a day of the campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CampaignDay {
    /// It begins in so many days, at least one.
    Before { days_left: u32 },
    /// Day `day` of `of`, from 1.
    Running { day: u32, of: u32 },
    /// It ended so many days ago, at least one.
    After { days_since: u32 },
}

/// A marked day that is still to come, or is today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedAhead {
    pub date: NaiveDate,
    pub name: String,
    /// 0 is today.
    pub days_left: u32,
}

/// The deadline that comes next, by the plan; an extension of one unit is not counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextDeadline {
    pub deadline: Instant,
    /// What falls due then, and who still owes it.
    pub periods: Vec<DueNext>,
}

/// One period of the next deadline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueNext {
    pub id: PeriodId,
    pub name: String,
    /// What there is to say about the due day: 6月25日端午节放假，建议 6月24日前报送.
    pub remark: Option<String>,
    /// Units that still owe it, the seat's own included.
    pub outstanding: Vec<Unit>,
}

/// One figure that matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headline {
    pub figure: Figure,
    /// What stands in its blank of the roll-up: added up, or worked out anew; `None` where nobody has told.
    pub answer: Option<Answer>,
}

/// Hazards of the seat's subtree.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hazards {
    /// The ledger's entries, by where they stand today.
    pub found: u32,
    pub closed: u32,
    pub open: u32,
    pub overdue: u32,
    /// What the standing submissions report, by level.
    pub reported: BTreeMap<LevelId, HazardCount>,
}

/// What lies below the seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Below {
    /// Units that owe anything.
    pub units: usize,
    /// A bar a period.
    pub bars: Vec<Head>,
    /// Over what has fallen due.
    pub due: Tally,
    /// Longest first.
    pub overdue: Vec<Overdue>,
    /// Submissions received over time.
    pub received: Received,
    /// Units that owe a registration and have none.
    pub unregistered: Vec<Unit>,
    /// Units of one name that stand in more than one report: perhaps the same work, counted twice.
    pub twofold: Vec<Twofold>,
    /// Files in the in-tray that are neither accepted nor set aside.
    pub arrivals: u32,
}

/// Where the campaign stands at `now`.
pub fn overview(desk: &mut Desk, now: Instant) -> Result<Overview, Fault> {
    // The totals come first: they may have to be made and kept.
    let headlines = headlines(desk, now)?;
    let seat = desk.unit(desk.seat.unit)?;
    let (matrix, known) = survey_with(desk, now)?;
    let next = next_deadline(desk, &matrix, now);
    let reports_itself = desk.reports(seat.id);
    let mine = match owes(desk, seat.id)? {
        true => Some(mine::mine(desk, &matrix.heads, &seat, &known, now)?),
        false => None,
    };
    let hazards = match desk.campaign.keeps_hazards() {
        true => Some(hazards(desk, &seat, now)?),
        false => None,
    };
    let matrix = matrix.without(seat.id);
    let below = !reports_itself || !matrix.rows.is_empty();
    let below = match below {
        true => Some(Below {
            twofold: rollup::twice(desk, now)?,
            ..self::below(desk, matrix, now)?
        }),
        false => None,
    };
    let campaign = &desk.campaign;
    let today = now.date();
    let marked = campaign.marked_days.iter().filter(|day| today <= day.date);
    Ok(Overview {
        now,
        title: campaign.title.clone(),
        theme: campaign.theme.clone(),
        document: campaign.document.clone(),
        days: campaign.days,
        day: CampaignDay::of(campaign.days, today),
        marked: marked
            .map(|day| MarkedAhead {
                date: day.date,
                name: day.name.clone(),
                days_left: days_between(today, day.date),
            })
            .collect(),
        seat,
        next,
        headlines,
        returned: counting::returned(desk, &known.returned),
        hazards,
        mine,
        below,
    })
}

impl CampaignDay {
    pub fn of(days: DayRange, today: NaiveDate) -> Self {
        match days.day_number(today) {
            Some(day) => Self::Running {
                day,
                of: days.len(),
            },
            None if today < days.from() => Self::Before {
                days_left: days_between(today, days.from()),
            },
            None => Self::After {
                days_since: days_between(days.to(), today),
            },
        }
    }
}

/// From an earlier day to a later one.
fn days_between(earlier: NaiveDate, later: NaiveDate) -> u32 {
    u32::try_from((later - earlier).num_days()).unwrap_or_default()
}

fn headlines(desk: &mut Desk, now: Instant) -> Result<Vec<Headline>, Fault> {
    let figures = desk.campaign.figures.iter();
    let wanted: Vec<Figure> = figures.filter(|figure| figure.headline).cloned().collect();
    let mut tables: Vec<TableId> = wanted.iter().map(|figure| figure.table.clone()).collect();
    tables.dedup();
    let mut headlines = Vec::new();
    for table in tables {
        let made = total(desk, &table, desk.seat.unit, &Extent::Whole, now)?;
        let of_table = wanted.iter().filter(|figure| figure.table == table);
        headlines.extend(of_table.map(|figure| Headline {
            figure: figure.clone(),
            answer: made.answer(&figure.id),
        }));
    }
    Ok(headlines)
}

fn next_deadline(desk: &Desk, matrix: &Matrix, now: Instant) -> Option<NextDeadline> {
    let periods = desk.plan.next_due(now);
    let owes = |row: &&Row, period: &Period| {
        let at = matrix
            .heads
            .iter()
            .position(|head| head.period.id == period.id);
        at.is_some_and(|at| {
            let state = row.cells[at].state;
            state.is_outstanding() || state == State::NotOpen
        })
    };
    let due = |period: &Period| DueNext {
        id: period.id.clone(),
        name: period.name.clone(),
        remark: period.occurrence.remark.as_ref().map(ToString::to_string),
        outstanding: matrix
            .rows
            .iter()
            .filter(|row| owes(row, period))
            .map(|row| row.unit.clone())
            .collect(),
    };
    Some(NextDeadline {
        deadline: periods.first()?.deadline(),
        periods: periods.iter().map(due).collect(),
    })
}

fn hazards(desk: &mut Desk, seat: &Unit, now: Instant) -> Result<Hazards, Fault> {
    let today = now.date();
    // Every unit of a desk lies below its seat.
    let ledger = hazard::list(desk, &hazard::ListHazards::default(), today)?;
    let tally = tally(ledger.iter().map(|hazard| &hazard.entry), today);
    Ok(Hazards {
        found: tally.found,
        closed: tally.closed,
        open: tally.open,
        overdue: tally.overdue,
        reported: reported_hazards(desk, seat, now)?,
    })
}

/// What the submissions of the subtree count; kept, because it is found by looking through every one of them.
fn reported_hazards(
    desk: &mut Desk,
    seat: &Unit,
    now: Instant,
) -> Result<BTreeMap<LevelId, HazardCount>, Fault> {
    const NAME: &str = "reported hazards";
    if let Some(found) = kept::find(desk.store.read(), seat.id, NAME)? {
        return Ok(found);
    }
    // A desk that collects puts its roll-up down as its own unit's report: that would count everything twice.
    let reporters: BTreeSet<UnitId> = desk.reporters()?.iter().map(|unit| unit.id).collect();
    let made = kept::make(&mut desk.store, seat.id, NAME, now, |reader| {
        let mut sums: BTreeMap<LevelId, HazardCount> = BTreeMap::new();
        let reports = reader.reported_hazards(&seat.path)?.into_iter();
        for report in reports.filter(|report| reporters.contains(&report.unit)) {
            for (level, count) in report.counts {
                *sums.entry(level).or_default() += count;
            }
        }
        Ok(sums)
    })?;
    Ok(made)
}

fn below(desk: &Desk, matrix: Matrix, now: Instant) -> Result<Below, Fault> {
    let registration = |head: &Head| {
        let duty = desk.campaign.duty(&head.period.id.duty);
        duty.is_some_and(|duty| duty.asks_registration())
    };
    let registrations: Vec<usize> = (0..matrix.heads.len())
        .filter(|at| registration(&matrix.heads[*at]))
        .collect();
    let owes_registration = |row: &&Row| {
        let mut states = registrations.iter().map(|at| row.cells[*at].state);
        row.liaison.is_none()
            && states.any(|state| state.is_outstanding() || state == State::NotOpen)
    };
    let unregistered = matrix.rows.iter().filter(owes_registration);
    let arrivals = intray::counts(desk)?;
    let still = |state| arrivals.get(&state).copied().unwrap_or(0);
    Ok(Below {
        units: matrix.rows.len(),
        twofold: Vec::new(),
        arrivals: still(ArrivalState::Waiting) + still(ArrivalState::Refused),
        overdue: matrix.overdue(),
        received: Received::of(desk.campaign.days, &matrix, now),
        unregistered: unregistered.map(|row| row.unit.clone()).collect(),
        due: matrix.due,
        bars: matrix.heads,
    })
}

#[cfg(test)]
mod tests;
