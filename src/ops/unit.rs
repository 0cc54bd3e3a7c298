//! Units: brought in, renamed, excused, closed and found. A unit is never deleted, and its code never changes. What is
//! judged of a unit is judged under the write lock, whoever else adds or renames one meanwhile.

pub(super) mod entry;
mod expected;
mod find;
mod import;
mod list;
mod particulars;
mod register;
pub(super) mod table;

use chrono::NaiveDate;

pub use entry::{EntryError, add, edit};
pub use expected::{close, excuse, join, reopen, unexcuse, usual_joining};
pub use find::{find, find_among, search};
pub use import::{BadRow, ImportMode, ImportPreview, Imported, PlannedUnit, import, preview};
pub use list::{UnitList, list_from};
pub use particulars::{add_alias, remove_alias, rename, set_credit_code, set_kind};
pub use register::UnitField;

use super::desk::{Ground, no_unit};
use super::{About, Change, Desk};
use crate::domain::audit::Act;
use crate::domain::calendar::{Instant, read_date};
use crate::domain::campaign::{Campaign, FieldKind, problem_with};
use crate::domain::id::{KindId, UnitId};
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::text::digits::fold_width;
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
    /// First day on which it is expected to report, as [`read_date`] takes it; since ever where empty.
    pub joined_on: String,
    /// First day on which it is no longer expected to report, likewise.
    pub closed_on: String,
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
    let code = fold_width(code.trim()).to_ascii_uppercase();
    if code.is_empty() {
        return Ok(None);
    }
    match problem_with(&FieldKind::CreditCode, &code) {
        Some(problem) => Err(format!("统一社会信用代码“{code}”：{problem}")),
        None => Ok(Some(code)),
    }
}

/// The day that a text names, `None` where empty; without a year it is one of the campaign's. Or what is wrong with it.
fn checked_day(what: &str, text: &str, campaign: &Campaign) -> Result<Option<NaiveDate>, String> {
    let text = fold_width(text.trim());
    if text.is_empty() {
        return Ok(None);
    }
    let day = read_date(&text, campaign.days.from());
    day.map(Some)
        .map_err(|error| format!("{what}“{text}”：{error}"))
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
