//! What a unit is called and what it is: its name and aliases, its kind, its credit code. Whether it is expected to
//! report is in [`expected`](super::expected).

use super::{act, checked_credit_code, checked_name, known_kind};
use crate::domain::audit::Act;
use crate::domain::calendar::Instant;
use crate::domain::campaign::Campaign;
use crate::domain::id::{KindId, UnitId};
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::{Change, Desk};
use crate::store::StoreError;

/// A change to be noted: the act and its words; `None` where all is so already.
pub(super) type Noted = Option<(Act, String)>;

/// Gives a unit a new name; the old one stays as an alias, so that it is still found and recognised by it.
pub fn rename(desk: &mut Desk, unit: UnitId, name: &str, now: Instant) -> Result<(), Fault> {
    let name = checked_name(name).map_err(Fault::problem)?;
    act(desk, unit, now, |change, _, unit| {
        let known_as = |other: &&Unit| {
            other.id != unit.id && (other.name == name || other.aliases.contains(&name))
        };
        if let Some(other) = change.units()?.iter().find(known_as) {
            return Err(taken("名称", &name, other));
        }
        Ok(put_name(change, unit, &name)?)
    })
}

/// Puts a unit into another kind, told by its id or name.
pub fn set_kind(desk: &mut Desk, unit: UnitId, kind: &str, now: Instant) -> Result<(), Fault> {
    act(desk, unit, now, |change, ground, unit| {
        let kind = known_kind(ground.campaign, kind).map_err(Fault::problem)?;
        Ok(put_kind(change, ground.campaign, unit, &kind)?)
    })
}

/// Sets a unit's unified social credit code (GB 32100-2015); an empty one takes it away.
pub fn set_credit_code(
    desk: &mut Desk,
    unit: UnitId,
    code: &str,
    now: Instant,
) -> Result<(), Fault> {
    let code = checked_credit_code(code).map_err(Fault::problem)?;
    act(desk, unit, now, |change, _, unit| {
        Ok(put_credit_code(change, unit, code.as_deref())?)
    })
}

/// Adds a name by which the unit is also known.
pub fn add_alias(desk: &mut Desk, unit: UnitId, alias: &str, now: Instant) -> Result<(), Fault> {
    let alias = checked_name(alias).map_err(Fault::problem)?;
    act(desk, unit, now, |change, _, unit| {
        let known_as = |other: &&Unit| other.name == alias || other.aliases.contains(&alias);
        if let Some(other) = change.units()?.iter().find(known_as) {
            return Err(taken("别名", &alias, other));
        }
        change.insert_alias(unit.id, &alias)?;
        Ok(Some((Act::AliasAdded, alias)))
    })
}

/// Takes an alias away.
pub fn remove_alias(desk: &mut Desk, unit: UnitId, alias: &str, now: Instant) -> Result<(), Fault> {
    act(desk, unit, now, |change, _, unit| {
        if !unit.aliases.iter().any(|known| known == alias) {
            return Err(Fault::problem(format!("{}没有别名“{alias}”", unit.name)));
        }
        change.delete_alias(unit.id, alias)?;
        Ok(Some((Act::AliasRemoved, alias.to_owned())))
    })
}

/// Writes a name that nobody else has; the old one becomes an alias.
pub(super) fn put_name(change: &Change<'_>, unit: &Unit, name: &str) -> Result<Noted, StoreError> {
    if name == unit.name {
        return Ok(None);
    }
    change.set_unit_name(unit.id, name)?;
    change.insert_alias(unit.id, &unit.name)?;
    change.delete_alias(unit.id, name)?;
    let detail = format!("“{}”更名为“{name}”，原名保留为别名", unit.name);
    Ok(Some((Act::UnitRenamed, detail)))
}

pub(super) fn put_kind(
    change: &Change<'_>,
    campaign: &Campaign,
    unit: &Unit,
    kind: &KindId,
) -> Result<Noted, StoreError> {
    if unit.kind.as_ref() == Some(kind) {
        return Ok(None);
    }
    let name = |kind: &KindId| {
        let known = campaign.kind(kind);
        known.map_or_else(|| kind.to_string(), |kind| kind.name.clone())
    };
    let before = unit.kind.as_ref().map_or_else(|| "未分类".to_owned(), name);
    change.set_unit_kind(unit.id, Some(kind))?;
    let detail = format!("由“{before}”改为“{}”", name(kind));
    Ok(Some((Act::UnitKindSet, detail)))
}

pub(super) fn put_credit_code(
    change: &Change<'_>,
    unit: &Unit,
    code: Option<&str>,
) -> Result<Noted, StoreError> {
    if unit.credit_code.as_deref() == code {
        return Ok(None);
    }
    change.set_unit_credit_code(unit.id, code)?;
    let detail = code.unwrap_or("清除").to_owned();
    Ok(Some((Act::CreditCodeSet, detail)))
}

fn taken(what: &str, text: &str, other: &Unit) -> Fault {
    Fault::problem(format!(
        "{what}“{text}”已属于{}（{}）",
        other.name, other.code
    ))
    .hint("请换一个，或先改那个单位")
}
