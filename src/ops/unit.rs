//! Units: brought in, renamed, excused, closed and found. A unit is never deleted, and its code never changes.

mod find;
mod import;
mod list;
mod register;
pub(super) mod table;

use chrono::NaiveDate;

pub use find::{find, search};
pub use import::{
    BadRow, ImportMode, ImportPreview, Imported, PlannedUnit, import, preview, problems,
};
pub use list::{UnitList, list_from};
pub use register::UnitField;

use super::books::{require_open_from, require_open_on};
use super::desk::{Ground, no_unit};
use super::{About, Change, Desk, required_reason};
use crate::domain::audit::Act;
use crate::domain::calendar::{DayRange, Instant, words};
use crate::domain::campaign::{Campaign, FieldKind, problem_with};
use crate::domain::id::{KindId, UnitId};
use crate::domain::unit::{Excusal, Unit};
use crate::error::Fault;
use crate::text::sanitize::for_storage_line;
use crate::text::search::closest;

/// A longer name is a slip of the clipboard.
const LONGEST_NAME: usize = 100;
const LONGEST_CODE: usize = 40;

/// A unit as a person writes it; what is empty is not given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitInput {
    /// Given out by the desk where empty.
    pub code: String,
    pub name: String,
    /// Id or name of a kind of the campaign.
    pub kind: String,
    /// Code or name of the unit above; the desk's own where empty.
    pub parent: String,
    pub aliases: Vec<String>,
    pub credit_code: String,
}

/// Adds one unit.
pub fn add(desk: &mut Desk, input: &UnitInput, now: Instant) -> Result<Unit, Fault> {
    let planned = import::plan_one(desk, input)?;
    let id = desk.change(now, |change, _| {
        import::insert(change, std::slice::from_ref(&planned))
    })?;
    desk.unit(id[0])
}

/// Gives a unit a new name; the old one stays as an alias, so that it is still found and recognised by it.
pub fn rename(desk: &mut Desk, unit: UnitId, name: &str, now: Instant) -> Result<(), Fault> {
    let name = checked_name(name).map_err(Fault::problem)?;
    act(desk, unit, now, |change, _, unit| {
        if name == unit.name {
            return Ok(None);
        }
        let known_as = |other: &&Unit| {
            other.id != unit.id && (other.name == name || other.aliases.contains(&name))
        };
        if let Some(other) = change.units()?.iter().find(known_as) {
            return Err(taken("名称", &name, other));
        }
        change.set_unit_name(unit.id, &name)?;
        change.insert_alias(unit.id, &unit.name)?;
        change.delete_alias(unit.id, &name)?;
        let detail = format!("“{}”更名为“{name}”，原名保留为别名", unit.name);
        Ok(Some((Act::UnitRenamed, detail)))
    })
}

/// Puts a unit into another kind, told by its id or name.
pub fn set_kind(desk: &mut Desk, unit: UnitId, kind: &str, now: Instant) -> Result<(), Fault> {
    act(desk, unit, now, |change, ground, unit| {
        let campaign = ground.campaign;
        let kind = known_kind(campaign, kind).map_err(Fault::problem)?;
        if unit.kind == Some(kind.clone()) {
            return Ok(None);
        }
        let name = |kind: &KindId| {
            let known = campaign.kind(kind);
            known.map_or_else(|| kind.to_string(), |kind| kind.name.clone())
        };
        let before = unit.kind.as_ref().map_or_else(|| "未分类".to_owned(), name);
        change.set_unit_kind(unit.id, Some(&kind))?;
        let detail = format!("由“{before}”改为“{}”", name(&kind));
        Ok(Some((Act::UnitKindSet, detail)))
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
        if unit.credit_code == code {
            return Ok(None);
        }
        change.set_unit_credit_code(unit.id, code.as_deref())?;
        let detail = code.as_deref().unwrap_or("清除").to_owned();
        Ok(Some((Act::CreditCodeSet, detail)))
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

/// 免报: the unit need not report what falls due on these days.
pub fn excuse(
    desk: &mut Desk,
    unit: UnitId,
    days: DayRange,
    reason: &str,
    now: Instant,
) -> Result<(), Fault> {
    let reason = required_reason("免报", reason)?;
    act(desk, unit, now, |change, ground, unit| {
        if let Some(other) = unit.excusal_in_the_way(days) {
            return Err(Fault::problem(format!(
                "{}已在 {} 至 {} 免报，与这一段重叠",
                unit.name,
                words::date(other.from),
                words::date(other.to)
            ))
            .hint("请先取消原来的免报，再重新设定"));
        }
        require_open_on(change, ground.plan, days, "改变免报")?;
        let (from, to) = (days.from(), days.to());
        let detail = format!(
            "{} 至 {}，理由：{reason}",
            words::date(from),
            words::date(to)
        );
        change.put_excusal(unit.id, &Excusal { from, to, reason })?;
        Ok(Some((Act::UnitExcused, detail)))
    })
}

/// Takes back the excusal that covers a day.
pub fn unexcuse(desk: &mut Desk, unit: UnitId, day: NaiveDate, now: Instant) -> Result<(), Fault> {
    act(desk, unit, now, |change, ground, unit| {
        let Some(excusal) = unit.excusal_on(day) else {
            let day = words::date(day);
            return Err(Fault::problem(format!("{}在 {day} 没有免报", unit.name)));
        };
        if let Ok(days) = DayRange::new(excusal.from, excusal.to) {
            require_open_on(change, ground.plan, days, "改变免报")?;
        }
        change.delete_excusal(unit.id, excusal.from)?;
        let (from, to) = (words::date(excusal.from), words::date(excusal.to));
        let detail = format!("取消 {from} 至 {to} 的免报");
        Ok(Some((Act::UnitUnexcused, detail)))
    })
}

/// Closes a unit: from `on` it is no longer expected to report. What it reported stays.
pub fn close(
    desk: &mut Desk,
    unit: UnitId,
    on: NaiveDate,
    reason: &str,
    now: Instant,
) -> Result<(), Fault> {
    let reason = required_reason("停用单位", reason)?;
    act(desk, unit, now, |change, ground, unit| {
        if unit.id == ground.seat.unit {
            return Err(Fault::problem("本工作台自己的单位不能停用"));
        }
        let from = unit.closed_on.map_or(on, |before| before.min(on));
        require_open_from(change, ground.plan, from, "改变停用日期")?;
        change.set_unit_closed_on(unit.id, Some(on))?;
        let detail = format!("自 {} 起不再报送，理由：{reason}", words::date(on));
        Ok(Some((Act::UnitClosed, detail)))
    })
}

/// Opens a closed unit again.
pub fn reopen(desk: &mut Desk, unit: UnitId, now: Instant) -> Result<(), Fault> {
    act(desk, unit, now, |change, ground, unit| {
        let Some(closed) = unit.closed_on else {
            return Err(Fault::problem(format!("{}没有停用", unit.name)));
        };
        require_open_from(change, ground.plan, closed, "恢复报送")?;
        change.set_unit_closed_on(unit.id, None)?;
        Ok(Some((Act::UnitReopened, "恢复报送".to_owned())))
    })
}

/// Makes one change to one unit, with its audit; nothing where there is nothing to change. The unit is read under the
/// write lock, so that what is judged of it still holds when it is written.
fn act(
    desk: &mut Desk,
    unit: UnitId,
    now: Instant,
    make: impl FnOnce(&Change<'_>, &Ground<'_>, &Unit) -> Result<Option<(Act, String)>, Fault>,
) -> Result<(), Fault> {
    desk.change(now, |change, ground| {
        let unit = change.unit(unit)?.ok_or_else(no_unit)?;
        if let Some((act, detail)) = make(change, ground, &unit)? {
            change.note(act, About::unit(unit.id), &detail)?;
        }
        Ok(())
    })
}

fn taken(what: &str, text: &str, other: &Unit) -> Fault {
    Fault::problem(format!(
        "{what}“{text}”已属于{}（{}）",
        other.name, other.code
    ))
    .hint("请换一个，或先改那个单位")
}

/// A unit's name, cleaned; or what is wrong with it.
pub(in crate::ops) fn checked_name(name: &str) -> Result<String, String> {
    checked_line("单位名称", name, LONGEST_NAME)
}

/// A unit's code, cleaned; or what is wrong with it.
pub(super) fn checked_code(code: &str) -> Result<String, String> {
    let code = checked_line("单位编码", code, LONGEST_CODE)?;
    if code.contains(|c: char| c.is_whitespace() || c == '/' || c == ',') {
        return Err(format!("单位编码“{code}”里不能有空格、斜线或逗号"));
    }
    Ok(code)
}

fn checked_line(what: &str, text: &str, longest: usize) -> Result<String, String> {
    let clean = for_storage_line(text).trim().to_owned();
    if clean.is_empty() {
        return Err(format!("缺少{what}"));
    }
    match clean.chars().count() {
        length if length > longest => Err(format!("{what}有 {length} 字，最多 {longest} 字")),
        _ => Ok(clean),
    }
}

/// A credit code as it is stored, `None` where empty; or what is wrong with it.
fn checked_credit_code(code: &str) -> Result<Option<String>, String> {
    let code = crate::text::digits::fold_width(code.trim()).to_ascii_uppercase();
    if code.is_empty() {
        return Ok(None);
    }
    match problem_with(&FieldKind::CreditCode, &code) {
        Some(problem) => Err(format!("统一社会信用代码“{code}”：{problem}")),
        None => Ok(Some(code)),
    }
}

/// The kind that a text names by id or name; or which there are.
fn known_kind(campaign: &Campaign, text: &str) -> Result<KindId, String> {
    campaign
        .kind_named(text.trim())
        .map(|kind| kind.id.clone())
        .ok_or_else(|| unknown_kind(campaign, text.trim()))
}

/// Says that there is no such kind, and which is meant or which there are.
pub(super) fn unknown_kind(campaign: &Campaign, text: &str) -> String {
    let names = || campaign.unit_kinds.iter().map(|kind| kind.name.as_str());
    match closest(text, names()) {
        Some(near) => format!("没有“{text}”这一类别，是否指“{near}”"),
        None => {
            let all: Vec<&str> = names().collect();
            format!("没有“{text}”这一类别，可选：{}", all.join("、"))
        }
    }
}

#[cfg(test)]
mod tests;
