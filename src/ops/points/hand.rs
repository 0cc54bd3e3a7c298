//! Scores that are given by hand: what a unit gives itself for an item, and what stands after review. Points that come of
//! records are the module above's.

use super::{item_of, table_of};
use crate::domain::audit::Act;
use crate::domain::calendar::Instant;
use crate::domain::campaign::{Given, PointsItem, PointsTable};
use crate::domain::id::{ItemId, KindId, PointsId, UnitId};
use crate::domain::points::HandScore;
use crate::domain::typing::{read_number, show_number};
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::desk::Role;
use crate::ops::{About, Change, Desk};
use crate::store::StoreError;
use crate::text::sanitize::for_storage_line;

/// A score that a person types; what is `None` stays as it is, an empty text is taken back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TypedScore<'a> {
    pub own: Option<&'a str>,
    pub reviewed: Option<&'a str>,
}

/// Writes what a unit gives itself for an item, or what stands after review.
pub fn set_score(
    desk: &mut Desk,
    (points, item): (&PointsId, &ItemId),
    unit: UnitId,
    typed: TypedScore<'_>,
    reason: &str,
    now: Instant,
) -> Result<HandScore, Fault> {
    let scores = set_scores(desk, points, unit, &[(item, typed)], reason, now)?;
    Ok(scores.into_iter().next().unwrap_or_default())
}

/// Writes what a unit gives itself for several items, or what stands after review: all of it, or where one cannot be
/// written nothing.
pub fn set_scores(
    desk: &mut Desk,
    points: &PointsId,
    unit: UnitId,
    typed: &[(&ItemId, TypedScore<'_>)],
    reason: &str,
    now: Instant,
) -> Result<Vec<HandScore>, Fault> {
    let unit = desk.unit(unit)?;
    let table = table_of(&desk.campaign, points)?.clone();
    let mut read = Vec::with_capacity(typed.len());
    for (item, typed) in typed {
        read.push(read_score(desk, &table, item, &unit, *typed)?);
    }
    let reason = for_storage_line(reason).trim().to_owned();
    desk.change(now, |change, _| {
        let mut scores = Vec::with_capacity(read.len());
        for one in &read {
            scores.push(write_score(change, &table, unit.id, one, &reason)?);
        }
        Ok::<_, StoreError>(scores)
    })
    .map_err(Fault::from)
}

/// A score whose words have been read; what is `None` stays as it is.
struct ReadScore {
    item: PointsItem,
    own: Option<Option<i64>>,
    reviewed: Option<Option<i64>>,
}

fn read_score(
    desk: &Desk,
    table: &PointsTable,
    item: &ItemId,
    unit: &Unit,
    typed: TypedScore<'_>,
) -> Result<ReadScore, Fault> {
    let item = item_of(table, item)?.clone();
    if item.given != Given::Score {
        return Err(Fault::problem(format!(
            "“{}”的积分由登记的活动得来，不能直接评分",
            item.name
        ))
        .hint("请在台账里登记活动"));
    }
    let is_for = |kinds: &[KindId]| {
        kinds.is_empty() || unit.kind.as_ref().is_some_and(|kind| kinds.contains(kind))
    };
    if !is_for(&table.kinds) || !is_for(&item.kinds) {
        return Err(Fault::problem(format!(
            "{}不参加“{}”的评分",
            unit.name, item.name
        )));
    }
    if typed.reviewed.is_some() && desk.seat.role != Role::Coordinator {
        return Err(Fault::problem("复核的分数只由牵头部门填写"));
    }
    let number = |text: Option<&str>| text.map(|text| read(table, &item, text)).transpose();
    Ok(ReadScore {
        own: number(typed.own)?,
        reviewed: number(typed.reviewed)?,
        item,
    })
}

fn write_score(
    change: &Change<'_>,
    table: &PointsTable,
    unit: UnitId,
    read: &ReadScore,
    reason: &str,
) -> Result<HandScore, StoreError> {
    let item = &read.item;
    let mut all = change.hand_scores(&table.id)?.into_iter();
    let stood = all.find(|(of, id, _)| *of == unit && *id == item.id);
    let stood = stood.map(|(_, _, score)| score).unwrap_or_default();
    let score = HandScore {
        own: read.own.unwrap_or(stood.own),
        reviewed: read.reviewed.unwrap_or(stood.reviewed),
    };
    change.put_hand_score((&table.id, &item.id), unit, score, reason)?;
    let show = |score: Option<i64>| {
        score.map_or_else(
            || "未评".to_owned(),
            |score| show_number(score, table.scale),
        )
    };
    let mut detail = format!(
        "{}：自评 {}，复核 {}",
        item.name,
        show(score.own),
        show(score.reviewed)
    );
    if !reason.is_empty() {
        detail = format!("{detail}，{reason}");
    }
    change.note(Act::ScoreSet, About::unit(unit), &detail)?;
    Ok(score)
}

fn read(table: &PointsTable, item: &PointsItem, text: &str) -> Result<Option<i64>, Fault> {
    let score = read_number(text, table.scale).transpose();
    let score = score.map_err(|message| Fault::problem(format!("{}：{message}", item.name)))?;
    match (score, item.cap) {
        (Some(score), Some(cap)) if score > cap => Err(Fault::problem(format!(
            "{}最多 {} 分",
            item.name,
            show_number(cap, table.scale)
        ))),
        _ => Ok(score),
    }
}
