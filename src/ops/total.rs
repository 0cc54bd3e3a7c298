//! The roll-up (汇总) of a table over a subtree: every figure's total, on how many units it rests, what differs without
//! an explanation, and where the same work may be counted twice. The rules of adding up are
//! [`domain::rollup`](crate::domain::rollup)'s; what one number is made of is in [`super::trace`].

mod sum;

pub(super) use sum::is_owed;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::desk::Ground;
use super::{Desk, answers, kept};
use crate::domain::calendar::{Instant, words};
use crate::domain::campaign::{Campaign, Facts, Table};
use crate::domain::counting::{Counting, Reckoning};
use crate::domain::figure::{Answer, Figures};
use crate::domain::formula::worked_out;
use crate::domain::id::{FigureId, KindId, TableId, UnitId};
use crate::domain::period::{Period, PeriodId, Plan};
use crate::domain::review::Unsettled;
use crate::domain::rollup::{Difference, Overlap, Total};
use crate::error::Fault;

/// Which periods a total is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Extent {
    /// What was reported for one period alone, as it was reported.
    Period(PeriodId),
    /// All periods whose days have ended by that day.
    AsOf(NaiveDate),
    /// All periods.
    Whole,
}

/// A table's figures over a subtree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableTotal {
    pub table: TableId,
    /// The unit whose subtree it is, itself included.
    pub scope: UnitId,
    pub extent: Extent,
    /// Which submissions count.
    pub counting: Counting,
    /// Every figure of the table, in reading order.
    pub figures: Vec<FigureTotal>,
    /// What is worked out from these totals: rates are divided anew, never added.
    pub worked_out: Figures,
    /// Units that owe any of the periods and are not excused, or reported all the same.
    pub expected: u32,
    /// Units of which at least one submission counts.
    pub reporting: u32,
    /// How far the units and the forms that were received agree.
    pub forms: Forms,
}

/// The forms that were received, held against the units.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forms {
    /// Forms that count: one of each unit and period.
    pub counted: u32,
    /// How many of those nobody has accepted yet, and how many were returned.
    pub unsettled: Unsettled,
    /// Units of which a form was expected and none counts, by path.
    pub missing: Vec<UnitId>,
    /// Units and periods of which a second form says something else and does not count.
    pub second: Vec<(UnitId, PeriodId)>,
}

impl Forms {
    /// Whether there is one form for every unit that was expected, and no second.
    pub fn is_one_each(&self) -> bool {
        self.missing.is_empty() && self.second.is_empty()
    }
}

/// One figure over a subtree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureTotal {
    pub figure: FigureId,
    pub total: Total,
    /// The numbers by kind of unit, in the campaign's order, units without a kind last; kinds without a number are
    /// left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by_kind: Vec<KindNumber>,
    /// Where a unit's cumulative answer is something other than its sum so far.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<UnitDifference>,
    /// Units whose own number stands beside numbers from below them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overlaps: Vec<Overlap>,
}

/// The sum of one kind of unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindNumber {
    pub kind: Option<KindId>,
    pub number: i64,
}

/// A cumulative answer that is something other than the sum so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitDifference {
    pub unit: UnitId,
    /// The period whose answer set it.
    pub period: PeriodId,
    #[serde(flatten)]
    pub difference: Difference,
    /// What was said about this very difference, if anything was.
    pub explanation: Option<String>,
}

impl UnitDifference {
    pub fn is_explained(&self) -> bool {
        self.explanation.is_some()
    }
}

impl FigureTotal {
    /// Whether somebody has to look at it: a difference that nobody explained, or work perhaps counted twice.
    pub fn is_flagged(&self) -> bool {
        !self.overlaps.is_empty() || self.differences.iter().any(|one| !one.is_explained())
    }
}

impl TableTotal {
    pub fn figure(&self, id: &FigureId) -> Option<&FigureTotal> {
        self.figures.iter().find(|figure| figure.figure == *id)
    }

    /// The totals as answers, to be written into the paper's blanks.
    pub fn answers(&self) -> Figures {
        let mut answers = added(&self.figures);
        answers.extend(self.worked_out.clone());
        answers
    }

    /// What it counts, and how much of that is not settled.
    pub fn reckoning(&self) -> Reckoning {
        self.counting.with(self.forms.unsettled)
    }

    /// One figure's total as an answer.
    pub fn answer(&self, id: &FigureId) -> Option<Answer> {
        match self.worked_out.get(id) {
            Some(worked_out) => Some(worked_out.clone()),
            None => self.figure(id)?.total.answer(),
        }
    }
}

/// What was added up, as answers.
fn added(figures: &[FigureTotal]) -> Figures {
    figures
        .iter()
        .filter_map(|figure| Some((figure.figure.clone(), figure.total.answer()?)))
        .collect()
}

impl Extent {
    /// In words: 每周活动材料·第2周, 截至6月18日, 全部期次.
    pub fn words(&self, plan: &Plan) -> String {
        match self {
            Self::Period(id) => plan
                .period(id)
                .map_or_else(|| id.to_string(), |period| period.name.clone()),
            Self::AsOf(day) => format!("截至{}", words::month_day(*day)),
            Self::Whole => "全部期次".to_owned(),
        }
    }

    /// The periods that it takes in, in the order in which they fold.
    pub(super) fn periods<'a>(&self, ground: &Ground<'a>, table: &TableId) -> Vec<&'a Period> {
        let mut periods = ground.plan.folding(ground.campaign, table);
        periods.retain(|period| self.takes(period));
        periods
    }

    /// Whether it takes a period in.
    pub(super) fn takes(&self, period: &Period) -> bool {
        match self {
            Self::Period(id) => period.id == *id,
            Self::AsOf(day) => period.reaches() <= *day,
            Self::Whole => true,
        }
    }

    /// The name under which a total is kept. Days between two periods' ends have the same total, and so the same name.
    fn key(&self, table: &TableId, periods: &[&Period], counting: Counting) -> Option<String> {
        let last = &periods.last()?.id;
        let word = match self {
            Self::Period(_) => "only",
            Self::AsOf(_) | Self::Whole => "until",
        };
        let counting = counting.name();
        Some(format!("{table} {word} {last} {counting}"))
    }
}

impl Desk {
    /// The table of that id.
    pub fn table(&self, id: &TableId) -> Result<&Table, Fault> {
        self.campaign
            .table(id)
            .ok_or_else(|| Fault::problem(format!("活动里没有“{id}”这张统计表")))
    }
}

/// The totals of a table over a unit's subtree, of whatever was received. Those of units with others below are kept until something below
/// changes; on a desk that cannot be written just now, they are made and not kept.
pub fn total(
    desk: &mut Desk,
    table: &TableId,
    scope: UnitId,
    extent: &Extent,
    now: Instant,
) -> Result<TableTotal, Fault> {
    total_counting(desk, table, scope, extent, Counting::Received, now)
}

/// As [`total`], of what counts.
pub fn total_counting(
    desk: &mut Desk,
    table: &TableId,
    scope: UnitId,
    extent: &Extent,
    counting: Counting,
    now: Instant,
) -> Result<TableTotal, Fault> {
    let request = Request::new(desk, table, scope, extent, counting)?;
    let Some(key) = &request.key else {
        return request.made_anew(desk);
    };
    if let Some(found) = kept::find(desk.store.read(), scope, key)? {
        return Ok(request.answer(found, &desk.campaign));
    }
    let (store, ground) = desk.store_and_ground();
    let made = kept::make(store, scope, key, now, |reader| {
        sum::sum(reader, &ground, &request)
    })?;
    Ok(request.answer(made, &desk.campaign))
}

/// The totals made anew, and not kept.
pub fn fresh(
    desk: &Desk,
    table: &TableId,
    scope: UnitId,
    extent: &Extent,
) -> Result<TableTotal, Fault> {
    Request::new(desk, table, scope, extent, Counting::Received)?.made_anew(desk)
}

/// What one unit itself reported, without the units below it.
pub fn own(
    desk: &Desk,
    table: &TableId,
    unit: UnitId,
    extent: &Extent,
    counting: Counting,
) -> Result<TableTotal, Fault> {
    let mut request = Request::new(desk, table, unit, extent, counting)?;
    request.alone = true;
    request.made_anew(desk)
}

/// What is asked for, checked.
#[derive(Debug)]
struct Request {
    table: TableId,
    scope: UnitId,
    /// Whether the units below are left out.
    alone: bool,
    extent: Extent,
    counting: Counting,
    key: Option<String>,
}

impl Request {
    fn new(
        desk: &Desk,
        table: &TableId,
        scope: UnitId,
        extent: &Extent,
        counting: Counting,
    ) -> Result<Self, Fault> {
        desk.table(table)?;
        let periods = extent.periods(&desk.ground(), table);
        if let Extent::Period(id) = extent
            && periods.is_empty()
        {
            let period = desk.period(id)?;
            return Err(Fault::problem(format!("“{}”不填这张统计表", period.name)));
        }
        Ok(Self {
            table: table.clone(),
            scope,
            alone: false,
            extent: extent.clone(),
            key: extent.key(table, &periods, counting),
            counting,
        })
    }

    fn made_anew(self, desk: &Desk) -> Result<TableTotal, Fault> {
        let ground = desk.ground();
        let made = desk
            .store
            .snapshot(|reader| sum::sum(reader, &ground, &self))?;
        Ok(self.answer(made, &desk.campaign))
    }

    fn answer(self, made: Made, campaign: &Campaign) -> TableTotal {
        let answers = added(&made.figures);
        let figures = campaign.figures_of(&self.table);
        TableTotal {
            worked_out: worked_out(figures, Facts::of_figures(&answers)),
            table: self.table,
            scope: self.scope,
            extent: self.extent,
            counting: self.counting,
            figures: made.figures,
            expected: made.expected,
            reporting: made.reporting,
            forms: made.forms,
        }
    }
}

/// A total as it is kept.
#[derive(Debug, Serialize, Deserialize)]
struct Made {
    expected: u32,
    reporting: u32,
    forms: Forms,
    figures: Vec<FigureTotal>,
}

#[cfg(test)]
mod tests;
