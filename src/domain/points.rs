//! What a unit has by a points table (积分): record by record in the order of their days, until the caps are reached. Every
//! point traces to its record, or to the score that a person gave.

mod people;
mod why;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::campaign::{
    Blanks, Expression, Facts, Given, PointsGroup, PointsItem, PointsTable, Selection,
};
use super::id::{DutyId, ItemId, KindId, RecordId};
use super::record::Record;
use super::typing::show_number;
pub use people::{PersonScore, UNIT, people};
pub use why::{Waiting, why_nothing};

/// What a unit's points are worked out from.
#[derive(Debug, Clone, Copy)]
pub struct Scored<'a> {
    /// The unit's kind.
    pub kind: Option<&'a KindId>,
    /// The unit's records, of any register.
    pub records: &'a [&'a Record],
    pub scores: &'a BTreeMap<ItemId, HandScore>,
    /// Each period that was handed in late, by how many days that had begun.
    pub late: &'a [(DutyId, u32)],
}

/// What a unit gives itself for an item, and what stands after review. Digits as the table has them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HandScore {
    pub own: Option<i64>,
    pub reviewed: Option<i64>,
}

impl HandScore {
    /// `自评 8，复核 7.5`
    pub fn in_words(self, table: &PointsTable) -> String {
        let word = |score: Option<i64>| {
            score.map_or_else(
                || "未评".to_owned(),
                |score| show_number(score, table.scale),
            )
        };
        let (own, reviewed) = (word(self.own), word(self.reviewed));
        format!("自评 {own}，复核 {reviewed}")
    }
}

/// A unit's points, all with the digits of the table's scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Score {
    /// In step with the table's groups.
    pub groups: Vec<GroupScore>,
    /// What was lost by handing in late, duty by duty.
    pub late: Vec<(DutyId, i64)>,
    /// Never below zero.
    pub total: i64,
    /// What is missing to the threshold; `None` where the table has none.
    pub missing: Option<i64>,
}

/// One group's points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GroupScore {
    /// Its items' points and the points for repeating that came to it, within its cap.
    pub points: i64,
    /// The records that came when their item was full, and what each gave here.
    pub repeats: Vec<Granted>,
    /// In step with the group's items.
    pub items: Vec<ItemScore>,
}

/// One item's points.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ItemScore {
    pub points: i64,
    /// The records that gave them, by day.
    pub granted: Vec<Granted>,
    /// The records that gave nothing because the group counts another of its items.
    pub excluded: Vec<RecordId>,
    /// The records that gave nothing because the item is not for this kind of unit.
    pub unfit: Vec<RecordId>,
    /// The records that give nothing yet, because they have not come as far as the item asks.
    pub waiting: Vec<Waiting>,
    /// Where the item is scored by hand: what the unit gave itself, and what stands.
    pub score: Option<HandScore>,
}

impl ItemScore {
    /// Whether anything was recorded for it, counted or not.
    pub fn has_records(&self) -> bool {
        !(self.granted.is_empty() && self.excluded.is_empty() && self.unfit.is_empty())
    }
}

/// What one record gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Granted {
    pub record: RecordId,
    pub day: NaiveDate,
    pub points: i64,
}

/// One record that an item takes.
#[derive(Debug, Clone, Copy)]
struct Deed {
    day: NaiveDate,
    record: RecordId,
    worth: i64,
    group: usize,
    item: usize,
}

/// Works out a unit's points.
pub fn score(table: &PointsTable, scored: Scored<'_>) -> Score {
    let mut groups: Vec<GroupScore> = table.groups.iter().map(empty).collect();
    by_hand(table, scored, &mut groups);
    leave_out_unfit(table, scored, &mut groups);
    why::put_waiting(table, scored, &mut groups);
    let mut deeds = deeds(table, scored);
    deeds.sort_by_key(|deed| (deed.day, deed.record, deed.group, deed.item));
    leave_out_others(table, &mut deeds, &mut groups);
    let taker = table.groups.iter().position(|group| group.takes_repeats);
    for deed in &deeds {
        grant(table, taker, deed, &mut groups);
    }
    let late = lost(table, scored.late);
    let won = groups
        .iter()
        .fold(0_i64, |sum, group| sum.saturating_add(group.points));
    let total = late
        .iter()
        .fold(won, |left, (_, lost)| left.saturating_sub(*lost))
        .max(0);
    Score {
        groups,
        late,
        total,
        missing: table
            .threshold
            .map(|threshold| threshold.saturating_sub(total).max(0)),
    }
}

fn empty(group: &PointsGroup) -> GroupScore {
    GroupScore {
        points: 0,
        repeats: Vec::new(),
        items: vec![ItemScore::default(); group.items.len()],
    }
}

/// How much more a score may grow under a cap.
fn room(cap: Option<i64>, points: i64) -> i64 {
    cap.map_or(i64::MAX, |cap| (cap - points).max(0))
}

fn is_for(item: &PointsItem, kind: Option<&KindId>) -> bool {
    item.kinds.is_empty() || kind.is_some_and(|kind| item.kinds.contains(kind))
}

/// What stands is what was reviewed, and until then what the unit gave itself.
fn by_hand(table: &PointsTable, scored: Scored<'_>, groups: &mut [GroupScore]) {
    for (group, of) in groups.iter_mut().zip(&table.groups) {
        for (item, of_item) in group.items.iter_mut().zip(&of.items) {
            if of_item.given != Given::Score || !is_for(of_item, scored.kind) {
                continue;
            }
            let score = scored.scores.get(&of_item.id).copied().unwrap_or_default();
            let stands = score.reviewed.or(score.own).unwrap_or(0).max(0);
            item.score = Some(score);
            item.points = stands
                .min(room(of_item.cap, 0))
                .min(room(of.cap, group.points));
            group.points += item.points;
        }
    }
}

fn deeds(table: &PointsTable, scored: Scored<'_>) -> Vec<Deed> {
    let mut deeds = Vec::new();
    for (group, of) in table.groups.iter().enumerate() {
        for (item, of_item) in of.items.iter().enumerate() {
            let Given::Records { of, each } = &of_item.given else {
                continue;
            };
            if !is_for(of_item, scored.kind) {
                continue;
            }
            deeds.extend(taken(of, each, table.scale, scored.records).map(
                |(day, record, worth)| Deed {
                    day,
                    record,
                    worth,
                    group,
                    item,
                },
            ));
        }
    }
    deeds
}

/// What was recorded for an item that is not for the unit's kind counts nowhere, and it is told so.
fn leave_out_unfit(table: &PointsTable, scored: Scored<'_>, groups: &mut [GroupScore]) {
    for (group, of) in groups.iter_mut().zip(&table.groups) {
        for (item, of_item) in group.items.iter_mut().zip(&of.items) {
            let Given::Records { of, each } = &of_item.given else {
                continue;
            };
            if !is_for(of_item, scored.kind) {
                let records = taken(of, each, table.scale, scored.records);
                item.unfit.extend(records.map(|(_, record, _)| record));
            }
        }
    }
}

/// The records of a selection, each with its day and what it is worth.
fn taken<'a>(
    of: &'a Selection,
    each: &'a Expression,
    scale: u8,
    records: &'a [&'a Record],
) -> impl Iterator<Item = (NaiveDate, RecordId, i64)> {
    let facts = Facts {
        records,
        ..Facts::default()
    };
    let scale = i8::try_from(scale).unwrap_or(0);
    of.records(facts).map(move |record| {
        let of_one = Facts {
            record: Some(record),
            ..facts
        };
        let worth = each.value(of_one, Blanks::Skipped).number();
        let worth = worth
            .and_then(|worth| worth.round(scale))
            .unwrap_or(0)
            .max(0);
        (record.day(of.day.as_ref()), record.id, worth)
    })
}

/// Where a group counts only one of its items, that is the one with the most points, then with the most records, then
/// the first.
fn leave_out_others(table: &PointsTable, deeds: &mut Vec<Deed>, groups: &mut [GroupScore]) {
    for (at, group) in table
        .groups
        .iter()
        .enumerate()
        .filter(|(_, group)| group.either_or)
    {
        let weight = |item: usize| {
            let own = deeds
                .iter()
                .filter(|deed| (deed.group, deed.item) == (at, item));
            let (sum, records) = own.fold((0_i64, 0_usize), |(sum, records), deed| {
                (sum.saturating_add(deed.worth), records + 1)
            });
            let cap = room(group.items[item].cap, 0).min(room(group.cap, 0));
            (sum.min(cap), records, std::cmp::Reverse(item))
        };
        let Some(counts) = (0..group.items.len()).max_by_key(|item| weight(*item)) else {
            continue;
        };
        let scores = &mut groups[at].items;
        deeds.retain(|deed| {
            let counts = deed.group != at || deed.item == counts;
            if !counts {
                scores[deed.item].excluded.push(deed.record);
            }
            counts
        });
    }
}

/// Gives a record's points, as far as there is room under the caps; where there is none, what repeating gives: once a
/// record, and nothing where the same record has just given points in that group.
fn grant(table: &PointsTable, taker: Option<usize>, deed: &Deed, groups: &mut [GroupScore]) {
    let of = &table.groups[deed.group];
    let group = &mut groups[deed.group];
    let item = &mut group.items[deed.item];
    let room_left = room(of.items[deed.item].cap, item.points).min(room(of.cap, group.points));
    let granted = |points| Granted {
        record: deed.record,
        day: deed.day,
        points,
    };
    if room_left > 0 {
        let points = deed.worth.min(room_left);
        item.points += points;
        group.points += points;
        item.granted.push(granted(points));
    } else if let (Some(taker), true) = (taker, of.repeat > 0)
        && !has_given(&groups[deed.group], &groups[taker], deed.record)
    {
        let cap = table.groups[taker].cap;
        let taker = &mut groups[taker];
        let points = of.repeat.min(room(cap, taker.points));
        taker.points += points;
        taker.repeats.push(granted(points));
    } else {
        groups[deed.group].items[deed.item].granted.push(granted(0));
    }
}

/// Whether a record has given points in its group, or for repeating.
fn has_given(group: &GroupScore, taker: &GroupScore, record: RecordId) -> bool {
    let in_group = group.items.iter().flat_map(|item| &item.granted);
    let given = in_group.chain(&taker.repeats);
    given
        .filter(|granted| granted.points > 0)
        .any(|granted| granted.record == record)
}

fn lost(table: &PointsTable, late: &[(DutyId, u32)]) -> Vec<(DutyId, i64)> {
    let lost = |rule: &super::campaign::LatePoints| {
        let periods = late.iter().filter(|(duty, _)| *duty == rule.duty);
        let points = periods.map(|(_, days)| {
            let points = rule.per_day.saturating_mul(i64::from(*days));
            points.min(rule.cap.unwrap_or(i64::MAX))
        });
        let points = points.fold(0_i64, i64::saturating_add);
        (points > 0).then(|| (rule.duty.clone(), points))
    };
    table.late.iter().filter_map(lost).collect()
}

#[cfg(test)]
mod tests;
