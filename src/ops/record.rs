//! The records (条目) of a campaign's registers (台账): written, changed, taken from stage to stage, made void, listed.
//! What a register's records hold and when one is sound is [`domain::record`](crate::domain::record)'s to say; what
//! only the desk knows (who may write what, which units there are, what other records say) is judged here, under the
//! write lock.
//!
//! Nothing is ever lost: every change is a revision, and a record that is void stays in the register.

mod conflict;
mod import;
mod judge;
mod list;
mod typed;

use chrono::NaiveDate;

use super::desk::Ground;
use super::packet::Superior;
use super::{About, Change, Desk, required_reason};
use crate::domain::audit::Act;
use crate::domain::calendar::{Instant, words};
use crate::domain::campaign::{Campaign, Register, Stage};
use crate::domain::id::{RecordId, RegisterId, RowId, StageId, UnitId};
use crate::domain::problem::{Problem, Severity};
use crate::domain::record::{KeptRecord, Record, RecordEntry};
use crate::error::Fault;
use crate::store::{Reader, StoreError};

pub use conflict::{Contested, contested, contested_record, decide, reopen};
pub use import::{BadRow, Brought, ImportMode, import};
use judge::problems;
pub use judge::{problems_on, with_unread};
pub use list::{
    History, ListRecords, MoneySum, history, list, money, register_named, row_named, stage_named,
};
pub use typed::{Lines, Typed, headings, read_typed, show, title, value};

/// A record that is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRecord {
    pub register: RegisterId,
    /// Whose it is, or whom it concerns.
    pub unit: UnitId,
    /// Which given row it is about, where the register has such.
    pub row: Option<RowId>,
    pub entry: RecordEntry,
}

impl NewRecord {
    /// The record that it would be.
    pub fn on(&self, now: Instant) -> Record {
        Record {
            // Given out when it is written; no record has it yet.
            id: RecordId(0),
            register: self.register.clone(),
            unit: self.unit,
            row: self.row.clone(),
            recorded_on: now.date(),
            entry: judge::cleaned(&self.entry),
        }
    }
}

/// Why nothing was written.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RecordError {
    /// Every problem at once; without an error among them, a reason is all that is missing.
    #[error("有 {} 处需要核对", .0.len())]
    Problems(Vec<Problem>),
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<StoreError> for RecordError {
    fn from(error: StoreError) -> Self {
        Self::Fault(error.into())
    }
}

/// All in one sentence, for whoever has no place beside each field.
impl From<RecordError> for Fault {
    fn from(error: RecordError) -> Self {
        match error {
            RecordError::Fault(fault) => fault,
            RecordError::Problems(problems) => {
                let all: Vec<&str> = problems.iter().map(|p| p.message.as_str()).collect();
                Self::problem(all.join("；")).hint("请改好后再保存")
            }
        }
    }
}

/// Writes a record. `reason` says why warnings are accepted; empty where there are none.
pub fn add(
    desk: &mut Desk,
    new: &NewRecord,
    reason: &str,
    now: Instant,
) -> Result<RecordId, RecordError> {
    desk.change(now, |change, ground| {
        insert(change, ground, new, reason, now)
    })
}

/// Replaces what a record's fields say. `seen` is the revision that was looked at: what somebody else has written
/// meanwhile is not written over. Tells which revision stands then.
pub fn edit(
    desk: &mut Desk,
    id: RecordId,
    seen: u32,
    entry: &RecordEntry,
    reason: &str,
    now: Instant,
) -> Result<u32, RecordError> {
    desk.change(now, |change, ground| {
        let kept = standing(change, id)?;
        if kept.revision != seen {
            return Err(overtaken().into());
        }
        let new = revise(change, ground, &kept, entry, reason, now)?;
        Ok(new.unwrap_or(kept.revision))
    })
}

/// What is said where somebody else has written meanwhile.
pub(super) fn overtaken() -> Fault {
    Fault::problem("这一条刚刚被别的窗口改过")
        .safe("您填的内容还在")
        .hint("请看过新的内容后再改")
}

/// Notes that a record has reached a stage on a day. The stages before it are reached first, and what it wants is
/// filled in.
pub fn reach(
    desk: &mut Desk,
    id: RecordId,
    stage: &StageId,
    on: NaiveDate,
    now: Instant,
) -> Result<(), RecordError> {
    desk.change(now, |change, ground| {
        let kept = standing(change, id)?;
        let register = register(ground.campaign, &kept.record.register)?;
        let stage = declared(register, stage)?;
        if kept.record.entry.reached.contains_key(&stage.id) {
            return Err(Fault::problem(format!("已经是“{}”", stage.name))
                .hint("日期登记错了的，先撤销这一阶段")
                .into());
        }
        let mut record = kept.record;
        record.entry.reached.insert(stage.id.clone(), on);
        let said = format!("{}：{}", stage.name, words::date(on));
        write(change, ground, &record, (Act::RecordAdvanced, &said), now)
    })
}

/// Takes back the furthest stage that a record has reached, and tells which it was.
pub fn set_back(
    desk: &mut Desk,
    id: RecordId,
    reason: &str,
    now: Instant,
) -> Result<StageId, RecordError> {
    let reason = required_reason("撤销阶段", reason)?;
    desk.change(now, |change, ground| {
        let kept = standing(change, id)?;
        let register = register(ground.campaign, &kept.record.register)?;
        let mut record = kept.record;
        let reached = register.stages.iter().rev();
        let furthest = reached
            .into_iter()
            .find(|stage| record.entry.reached.contains_key(&stage.id));
        let Some(stage) = furthest else {
            return Err(Fault::problem("这一条还没有到任何阶段").into());
        };
        let keeps = keeps(***change, ground, record.unit)?;
        require_keeper(stage.kept_by.allows(keeps), &stage.name)?;
        record.entry.reached.remove(&stage.id);
        let said = format!("{}，理由：{reason}", stage.name);
        write(change, ground, &record, (Act::RecordSetBack, &said), now)?;
        Ok(stage.id.clone())
    })
}

/// Makes a record void: it counts for nothing any more, and stays in the register with the reason.
pub fn void(desk: &mut Desk, id: RecordId, reason: &str, now: Instant) -> Result<(), Fault> {
    let reason = required_reason("作废", reason)?;
    desk.change(now, |change, ground| {
        let kept = standing(change, id)?;
        may_write(change, ground, &kept.record)?;
        change.set_record_void(&kept.record, Some(&reason), now)?;
        let detail = format!("{}，理由：{reason}", named(ground, &kept.record));
        change.note(Act::RecordVoided, About::unit(kept.record.unit), &detail)?;
        Ok(())
    })
}

/// Takes a voiding back. The record is judged again: another may have taken its place meanwhile.
pub fn restore(desk: &mut Desk, id: RecordId, now: Instant) -> Result<(), RecordError> {
    desk.change(now, |change, ground| {
        let kept = found(change, id)?;
        may_write(change, ground, &kept.record)?;
        if kept.voided.is_none() {
            return Err(Fault::problem("这一条没有作废").into());
        }
        refuse_errors(problems(change, ground, &kept.record, now.date())?)?;
        change.set_record_void(&kept.record, None, now)?;
        let detail = named(ground, &kept.record);
        change.note(Act::RecordRestored, About::unit(kept.record.unit), &detail)?;
        Ok(())
    })
}

/// Writes a record within a change that is under way.
fn insert(
    change: &Change<'_>,
    ground: &Ground<'_>,
    new: &NewRecord,
    reason: &str,
    now: Instant,
) -> Result<RecordId, RecordError> {
    let record = new.on(now);
    may_write(change, ground, &record)?;
    judge::keepers(***change, ground, &record, &RecordEntry::default())?;
    let warnings = refuse_errors(problems(change, ground, &record, now.date())?)?;
    accept(warnings, reason)?;
    let id = change.insert_record(&record, change.actor, now)?;
    let detail = named(ground, &record);
    change.note(Act::RecordAdded, About::unit(record.unit), &detail)?;
    Ok(id)
}

/// Replaces what a record says within a change that is under way; tells the new revision, where that was anything new.
fn revise(
    change: &Change<'_>,
    ground: &Ground<'_>,
    kept: &KeptRecord,
    entry: &RecordEntry,
    reason: &str,
    now: Instant,
) -> Result<Option<u32>, RecordError> {
    may_write(change, ground, &kept.record)?;
    let record = Record {
        entry: judge::cleaned(entry),
        ..kept.record.clone()
    };
    if record.entry == kept.record.entry {
        return Ok(None);
    }
    judge::keepers(***change, ground, &record, &kept.record.entry)?;
    let warnings = refuse_errors(problems(change, ground, &record, now.date())?)?;
    accept(warnings, reason)?;
    let number = change.revise_record(&record, change.actor, reason, now)?;
    let mut detail = named(ground, &record);
    if !reason.trim().is_empty() {
        detail = format!("{detail}，理由：{}", reason.trim());
    }
    change.note(Act::RecordEdited, About::unit(record.unit), &detail)?;
    Ok(Some(number))
}

/// Writes a revision that came of a step, after judging it.
fn write(
    change: &Change<'_>,
    ground: &Ground<'_>,
    record: &Record,
    (act, said): (Act, &str),
    now: Instant,
) -> Result<(), RecordError> {
    may_write(change, ground, record)?;
    let before = found(change, record.id)?.record.entry;
    judge::keepers(***change, ground, record, &before)?;
    refuse_errors(problems(change, ground, record, now.date())?)?;
    change.revise_record(record, change.actor, said, now)?;
    let detail = format!("{}，{said}", named(ground, record));
    change.note(act, About::unit(record.unit), &detail)?;
    Ok(())
}

fn keeps(reader: Reader<'_>, ground: &Ground<'_>, unit: UnitId) -> Result<bool, StoreError> {
    Ok(ground.seat.keeps_of(unit, Superior::is_known(reader)?))
}

fn may_write(change: &Change<'_>, ground: &Ground<'_>, record: &Record) -> Result<(), Fault> {
    let register = register(ground.campaign, &record.register)?;
    let keeps = keeps(***change, ground, record.unit)?;
    require_keeper(register.kept_by.allows(keeps), &register.name)
}

fn require_keeper(is_allowed: bool, what: &str) -> Result<(), Fault> {
    match is_allowed {
        true => Ok(()),
        false => {
            Err(Fault::problem(format!("“{what}”只由牵头部门登记")).hint("请把情况报给牵头部门"))
        }
    }
}

/// Lets warnings pass, and hands them over.
fn refuse_errors(problems: Vec<Problem>) -> Result<Vec<Problem>, RecordError> {
    let is_error = |problem: &Problem| problem.severity == Severity::Error;
    match problems.iter().any(is_error) {
        true => Err(RecordError::Problems(problems)),
        false => Ok(problems),
    }
}

/// Warnings are accepted with a reason.
fn accept(warnings: Vec<Problem>, reason: &str) -> Result<(), RecordError> {
    match warnings.is_empty() || !reason.trim().is_empty() {
        true => Ok(()),
        false => Err(RecordError::Problems(warnings)),
    }
}

fn found(change: &Change<'_>, id: RecordId) -> Result<KeptRecord, Fault> {
    change.record(id)?.ok_or_else(|| no_record(id))
}

/// A record that is not void.
fn standing(change: &Change<'_>, id: RecordId) -> Result<KeptRecord, Fault> {
    let kept = found(change, id)?;
    match kept.voided {
        None => Ok(kept),
        Some(_) => Err(Fault::problem("这一条已经作废，不能再改").hint("请先恢复它，或另登一条")),
    }
}

fn no_record(id: RecordId) -> Fault {
    Fault::problem(format!("没有编号为 {} 的条目", id.0)).hint("请核对编号；列表可能已有变化")
}

/// One record as it stands, void or not.
pub fn get(desk: &Desk, id: RecordId) -> Result<KeptRecord, Fault> {
    let kept = desk.store.read().record(id)?;
    kept.ok_or_else(|| no_record(id))
}

/// The register of that id.
pub fn register<'c>(campaign: &'c Campaign, id: &RegisterId) -> Result<&'c Register, Fault> {
    let found = campaign.registers.iter().find(|known| known.id == *id);
    found.ok_or_else(|| Fault::problem(format!("这个活动没有“{id}”这本台账")))
}

fn declared<'r>(register: &'r Register, stage: &StageId) -> Result<&'r Stage, Fault> {
    let found = register.stage(stage).map(|(_, stage)| stage);
    found.ok_or_else(|| Fault::problem(format!("{}没有“{stage}”这个阶段", register.name)))
}

/// A record in words for the audit: its register and what it is called by.
fn named(ground: &Ground<'_>, record: &Record) -> String {
    let Some(register) = ground
        .campaign
        .registers
        .iter()
        .find(|known| known.id == record.register)
    else {
        return record.register.to_string();
    };
    match title(register, record) {
        title if title.is_empty() => register.name.clone(),
        title => format!("{}：{title}", register.name),
    }
}

#[cfg(test)]
mod tests;
