//! Points (积分): what every unit has by a points table, each point traceable to its record; the scores that are given by
//! hand. How points come of records is [`domain::points`](crate::domain::points)'s to say.
//!
//! Units stand in the desk's own order. Where the notice forbids a ranking (`ranking = false`) nothing here gives one.

mod grounds;
mod hand;

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::facts::Known;
use super::{Desk, status};
use crate::domain::calendar::Instant;
use crate::domain::campaign::{Campaign, Facts, Given, PointsItem, PointsTable};
use crate::domain::id::{DutyId, ItemId, PointsId, UnitId};
use crate::domain::points::{HandScore, PersonScore, Score, Scored, people, score};
use crate::domain::record::Record;
use crate::domain::status::{State, per_mille, show_rate};
use crate::error::Fault;
pub use grounds::{Ground, Proof, grounds};
pub use hand::{TypedScore, set_score, set_scores};

/// A day in milliseconds.
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// One unit's points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitScore {
    pub unit: UnitId,
    pub score: Score,
    /// What each of its people has, where the table keeps that; in the order in which they first appear.
    pub people: Vec<PersonScore>,
    /// Whether anything that counts was recorded or scored of it, besides that it registered.
    pub takes_part: bool,
    /// Whether it is registered; every unit is where the table does not say by which records.
    pub is_registered: bool,
}

/// Every unit's points by one table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scores {
    pub points: PointsId,
    /// In the desk's order of units.
    pub units: Vec<UnitScore>,
}

impl Scores {
    /// How many units are registered.
    pub fn registered(&self) -> usize {
        self.units.iter().filter(|unit| unit.is_registered).count()
    }

    /// How many of the registered units take part.
    pub fn participants(&self) -> usize {
        let takes_part = |unit: &&UnitScore| unit.is_registered && unit.takes_part;
        self.units.iter().filter(takes_part).count()
    }

    /// Their share of those that are registered, in tenths of a percent, rounded as every rate is; `None` where none is.
    pub fn rate(&self) -> Option<u32> {
        let count = |units: usize| u32::try_from(units).unwrap_or(u32::MAX);
        per_mille(count(self.participants()), count(self.registered()))
    }

    /// The rate in words, and what is held against what: `参与率 66.7%（开展了活动的 2 家，已报名的 3 家，全部 4 家）`.
    pub fn participation(&self, table: &PointsTable) -> String {
        let (part, all) = (self.participants(), self.units.len());
        let against = match &table.registered {
            Some(_) => format!("已报名的 {} 家，全部 {all} 家", self.registered()),
            None => format!("全部 {all} 家"),
        };
        format!(
            "参与率 {}（开展了活动的 {part} 家，{against}）",
            show_rate(self.rate())
        )
    }

    /// How many have what is wanted to be chosen.
    pub fn reached(&self) -> usize {
        let reached = |unit: &&UnitScore| unit.score.missing == Some(0);
        self.units.iter().filter(reached).count()
    }

    /// Most points first. Refused where the notice forbids a ranking.
    pub fn ranked(mut self, table: &PointsTable) -> Result<Self, Fault> {
        if !table.ranking {
            return Err(Fault::problem("通知规定不进行积分排名")
                .hint("请按单位查看；导出和画面都按单位的顺序排列"));
        }
        let total = |unit: &UnitScore| std::cmp::Reverse(unit.score.total);
        self.units.sort_by_key(total);
        Ok(self)
    }
}

/// What every unit has by a table.
pub fn scores(desk: &Desk, table: &PointsTable, now: Instant) -> Result<Scores, Fault> {
    of_table(desk, &Known::of(desk)?, table, now)
}

/// As [`scores`], from what is known already.
pub(super) fn of_table(
    desk: &Desk,
    known: &Known<'_>,
    table: &PointsTable,
    now: Instant,
) -> Result<Scores, Fault> {
    let by_hand = by_hand(desk, &table.id)?;
    let late = late(desk, table, now)?;
    let (none, in_time) = (BTreeMap::new(), Vec::new());
    let units = known.reporters(&table.kinds).map(|unit| {
        let own = known.own_records(unit.id, now.date());
        let records: Vec<&Record> = own.iter().map(Cow::as_ref).collect();
        let scores = by_hand.get(&unit.id).unwrap_or(&none);
        let scored = Scored {
            kind: unit.kind.as_ref(),
            records: &records,
            scores,
            late: late.get(&unit.id).unwrap_or(&in_time),
        };
        let score = score(table, scored);
        let of_groups = table.groups.iter().zip(&score.groups);
        let mut scored_items = of_groups.flat_map(|(group, of)| group.items.iter().zip(&of.items));
        let has_records =
            scored_items.any(|(item, of)| !table.is_registering(item) && of.has_records());
        let repeats = score.groups.iter().any(|group| !group.repeats.is_empty());
        let facts = Facts {
            records: &records,
            ..Facts::default()
        };
        let registered = table.registered.as_ref();
        UnitScore {
            unit: unit.id,
            takes_part: has_records || repeats || !scores.is_empty(),
            is_registered: registered.is_none_or(|of| of.records(facts).next().is_some()),
            people: people(table, scored),
            score,
        }
    });
    Ok(Scores {
        points: table.id.clone(),
        units: units.collect(),
    })
}

fn by_hand(
    desk: &Desk,
    points: &PointsId,
) -> Result<BTreeMap<UnitId, BTreeMap<ItemId, HandScore>>, Fault> {
    let mut all: BTreeMap<UnitId, BTreeMap<ItemId, HandScore>> = BTreeMap::new();
    for (unit, item, score) in desk.store.read().hand_scores(points)? {
        all.entry(unit).or_default().insert(item, score);
    }
    Ok(all)
}

/// By how many days that had begun each unit was late, period by period; what is still missing counts until now.
fn late(
    desk: &Desk,
    table: &PointsTable,
    now: Instant,
) -> Result<BTreeMap<UnitId, Vec<(DutyId, u32)>>, Fault> {
    let mut late: BTreeMap<UnitId, Vec<(DutyId, u32)>> = BTreeMap::new();
    if table.late.is_empty() {
        return Ok(late);
    }
    let matrix = status::survey(desk, now)?;
    for row in &matrix.rows {
        for (head, cell) in matrix.heads.iter().zip(&row.cells) {
            let came = match cell.state {
                State::Late => cell.receipt.received_at,
                State::Missing => Some(now),
                _ => None,
            };
            let Some(came) = came else { continue };
            // The deadline is the first moment that is late: with it the first day begins.
            let over = came.epoch_ms().saturating_sub(cell.deadline.epoch_ms());
            let days = u32::try_from(over / DAY_MS + 1).unwrap_or(u32::MAX);
            let of_unit = late.entry(row.unit.id).or_default();
            of_unit.push((head.period.id.duty.clone(), days));
        }
    }
    Ok(late)
}

/// The points table of that id.
pub fn table_of<'c>(campaign: &'c Campaign, id: &PointsId) -> Result<&'c PointsTable, Fault> {
    let found = campaign.points.iter().find(|table| table.id == *id);
    found.ok_or_else(|| Fault::problem(format!("这个活动没有“{id}”这份积分办法")))
}

/// The points table that a person means by its id or name; without a word, the only one.
pub fn table_named<'c>(
    campaign: &'c Campaign,
    text: Option<&str>,
) -> Result<&'c PointsTable, Fault> {
    let tables = &campaign.points;
    let all = || {
        let all = tables
            .iter()
            .map(|table| format!("{}（{}）", table.id, table.name));
        format!("可以是：{}", all.collect::<Vec<_>>().join("、"))
    };
    match (text.map(str::trim), tables.as_slice()) {
        (_, []) => Err(Fault::problem("这个活动没有积分办法")
            .hint("积分办法在活动文件里写 [[points]]，写法见 docs/campaign-file.md")),
        (None, [only]) => Ok(only),
        (None, _) => Err(Fault::problem("没有写明哪份积分办法").hint(all())),
        (Some(text), _) => tables
            .iter()
            .find(|table| table.id.as_str() == text || table.name == text)
            .ok_or_else(|| Fault::problem(format!("没有“{text}”这份积分办法")).hint(all())),
    }
}

fn item_of<'t>(table: &'t PointsTable, id: &ItemId) -> Result<&'t PointsItem, Fault> {
    let found = table.item(id);
    found.ok_or_else(|| Fault::problem(format!("{}没有“{id}”这一项", table.name)))
}

/// The item that a person means by its id or name.
pub fn item_named<'t>(table: &'t PointsTable, text: &str) -> Result<&'t PointsItem, Fault> {
    let text = text.trim();
    let mut items = table.items();
    let found = items.find(|item| item.id.as_str() == text || item.name == text);
    found.ok_or_else(|| {
        let scored = table.items().filter(|item| item.given == Given::Score);
        let all: Vec<String> = scored
            .map(|item| format!("{}（{}）", item.name, item.id))
            .collect();
        let fault = Fault::problem(format!("{}没有“{text}”这一项", table.name));
        match all.is_empty() {
            true => fault,
            false => fault.hint(format!("自评和复核的有：{}", all.join("、"))),
        }
    })
}

#[cfg(test)]
mod tests;
