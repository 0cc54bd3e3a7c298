//! The hazard ledger: entries added, edited, closed (销号), opened again, listed and counted.

mod closing;

use chrono::NaiveDate;

pub use closing::{Filled, close, closing};

use super::record::overtaken;
use super::{About, Desk, required_reason};
use crate::domain::audit::Act;
use crate::domain::calendar::{DayRange, Instant, words};
use crate::domain::campaign::Campaign;
use crate::domain::hazard::{Hazard, HazardCount, HazardEntry, HazardState, count};
use crate::domain::id::{HazardId, LevelId, UnitId};
use crate::error::Fault;
use crate::store::HazardFilter;
use crate::text::sanitize::for_storage_line;

/// Which hazards to list. What is not set lets everything through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListHazards {
    pub unit: Option<UnitId>,
    pub level: Option<LevelId>,
    pub state: Option<HazardState>,
    /// Part of the place, of what is wrong, of the measure or of who is responsible.
    pub text: String,
}

/// The field of an entry that a problem stands beside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HazardField {
    FoundOn,
    Place,
    What,
    Level,
    Due,
    ReportedOn,
    ClosedOn,
}

impl HazardField {
    /// The field's name on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::FoundOn => "发现日期",
            Self::Place => "地点",
            Self::What => "隐患内容",
            Self::Level => "等级",
            Self::Due => "整改期限",
            Self::ReportedOn => "报告日期",
            Self::ClosedOn => "销号日期",
        }
    }

    /// The field's id in the register `hazards`; `None` for the day of a stage, which is no field there.
    pub fn ledger_id(self) -> Option<&'static str> {
        match self {
            Self::FoundOn => Some("found_on"),
            Self::Place => Some("place"),
            Self::What => Some("what"),
            Self::Level => Some("level"),
            Self::Due => Some("due"),
            Self::ReportedOn | Self::ClosedOn => None,
        }
    }
}

/// Everything that is wrong with an entry on `today`, each beside its field; empty where it can be written.
pub fn problems(
    campaign: &Campaign,
    entry: &HazardEntry,
    today: NaiveDate,
) -> Vec<(HazardField, String)> {
    use HazardField as Field;
    let levels = campaign.hazard_levels.iter();
    let levels: Vec<&str> = levels.map(|level| level.name.as_str()).collect();
    let choose = format!("请从这些里面选：{}", levels.join("、"));
    let is_unknown = campaign.hazard_level(&entry.level).is_none();
    let missing = missing_to_close(campaign, entry);
    let is_early = |day: Option<NaiveDate>| day.is_some_and(|day| day < entry.found_on);
    let is_ahead = |day: Option<NaiveDate>| day.is_some_and(|day| day > today);
    let (due, closed, reported) = (entry.due, entry.closed_on, entry.reported_on);
    let rules = [
        (
            Field::FoundOn,
            entry.found_on > today,
            "发现日期不能晚于今天",
        ),
        (Field::Place, entry.place.trim().is_empty(), "请写明地点"),
        (Field::What, entry.what.trim().is_empty(), "请写明隐患内容"),
        (Field::Level, is_unknown, &choose),
        (Field::Due, is_early(due), "整改期限不能早于发现日期"),
        (
            Field::ClosedOn,
            is_early(closed),
            "销号日期不能早于发现日期",
        ),
        (Field::ClosedOn, is_ahead(closed), "销号日期不能晚于今天"),
        (
            Field::ClosedOn,
            missing.is_some(),
            missing.as_deref().unwrap_or_default(),
        ),
        (
            Field::ReportedOn,
            is_ahead(reported),
            "报告日期不能晚于今天",
        ),
        (
            Field::ReportedOn,
            is_early(reported),
            "报告日期不能早于发现日期",
        ),
    ];
    let broken = rules.into_iter().filter(|(_, is_broken, _)| *is_broken);
    broken
        .map(|(field, _, message)| (field, message.to_owned()))
        .collect()
}

/// What keeps an entry that is said to be closed from being so: what the campaign wants written down before (销号).
fn missing_to_close(campaign: &Campaign, entry: &HazardEntry) -> Option<String> {
    entry.closed_on?;
    let missing = entry.missing_to_close(campaign);
    let labels: Vec<&str> = missing.iter().map(|field| field.label.as_str()).collect();
    (!labels.is_empty()).then(|| format!("销号之前要先填好{}", labels.join("、")))
}

/// Enters a hazard into the ledger.
pub fn add(
    desk: &mut Desk,
    unit: UnitId,
    entry: &HazardEntry,
    now: Instant,
) -> Result<HazardId, Fault> {
    let unit = desk.unit(unit)?;
    let entry = checked(&desk.campaign, entry, now)?;
    desk.change(now, |change, _| {
        let id = change.insert_hazard(unit.id, &entry, now)?;
        change.note(Act::HazardAdded, About::unit(unit.id), &summary(&entry))?;
        Ok(id)
    })
}

/// One entry of the ledger.
///
/// # Errors
///
/// There is none of that number.
pub fn get(desk: &Desk, id: HazardId) -> Result<Hazard, Fault> {
    let hazard = desk.store.read().hazard(id)?;
    hazard.ok_or_else(|| unknown(id))
}

fn unknown(id: HazardId) -> Fault {
    Fault::problem(format!("没有编号为 {} 的隐患", id.0))
        .hint("anyue hazard list 列出编号；可能已在别处删除")
}

/// Replaces what an entry says. `seen` is the entry that was looked at: what somebody else has written meanwhile is not
/// written over. `reason` is why its closing is taken back, where it is: [`reopen`] wants one, and so does whoever clears
/// the day.
pub fn edit(
    desk: &mut Desk,
    id: HazardId,
    seen: &HazardEntry,
    entry: &HazardEntry,
    reason: &str,
    now: Instant,
) -> Result<(), Fault> {
    let entry = checked(&desk.campaign, entry, now)?;
    update(desk, id, now, |hazard, _| {
        if hazard.entry != *seen {
            return Err(overtaken());
        }
        let mut detail = format!("{} → {}", summary(&hazard.entry), summary(&entry));
        let act = match (hazard.entry.closed_on, entry.closed_on) {
            (None, Some(on)) => {
                detail.push_str(&format!("，{}销号", words::date(on)));
                Act::HazardClosed
            }
            (Some(_), None) => {
                let reason = required_reason("撤销销号", reason)?;
                detail.push_str(&format!("，理由：{reason}"));
                Act::HazardReopened
            }
            _ => Act::HazardEdited,
        };
        hazard.entry = entry;
        Ok((act, detail))
    })
}

/// Takes a closing back.
pub fn reopen(desk: &mut Desk, id: HazardId, reason: &str, now: Instant) -> Result<(), Fault> {
    let reason = required_reason("撤销销号", reason)?;
    update(desk, id, now, |hazard, _| {
        if hazard.entry.closed_on.take().is_none() {
            return Err(Fault::problem("这条隐患还没有销号"));
        }
        let detail = format!("{}，理由：{reason}", summary(&hazard.entry));
        Ok((Act::HazardReopened, detail))
    })
}

/// The ledger on `today`, in the order in which hazards were found.
pub fn list(desk: &Desk, which: &ListHazards, today: NaiveDate) -> Result<Vec<Hazard>, Fault> {
    let mut hazards = desk.store.read().hazards(&HazardFilter {
        unit: which.unit,
        level: which.level.clone(),
        ..HazardFilter::default()
    })?;
    let text = which.text.trim();
    hazards.retain(|hazard| {
        let entry = &hazard.entry;
        let texts = [
            &entry.place,
            &entry.what,
            &entry.measure,
            &entry.responsible,
        ];
        which.state.is_none_or(|state| entry.state(today) == state)
            && texts.iter().any(|field| field.contains(text))
    });
    Ok(hazards)
}

/// What the ledger counts for a unit within days, level by level in the campaign's order: a proposal for the weekly
/// report's hazard counts.
pub fn counts(
    desk: &Desk,
    unit: UnitId,
    days: DayRange,
) -> Result<Vec<(LevelId, HazardCount)>, Fault> {
    let ledger = desk.store.read().hazards(&HazardFilter {
        unit: Some(unit),
        from: Some(days.from()),
        to: Some(days.to()),
        ..HazardFilter::default()
    })?;
    let levels = desk.campaign.hazard_levels.iter();
    Ok(levels
        .map(|level| {
            let entries = ledger.iter().map(|hazard| &hazard.entry);
            (level.id.clone(), count(entries, &level.id, days))
        })
        .collect())
}

fn update(
    desk: &mut Desk,
    id: HazardId,
    now: Instant,
    make: impl FnOnce(&mut Hazard, &Campaign) -> Result<(Act, String), Fault>,
) -> Result<(), Fault> {
    desk.change(now, |change, ground| {
        let Some(mut hazard) = change.hazard(id)? else {
            return Err(unknown(id));
        };
        let (act, detail) = make(&mut hazard, ground.campaign)?;
        change.update_hazard(&hazard, now)?;
        change.note(act, About::unit(hazard.unit), &detail)?;
        Ok(())
    })
}

/// The entry cleaned for the desk, or all that is wrong with it. Cleaned first: what consists of nothing but characters
/// that are not kept is empty.
fn checked(campaign: &Campaign, entry: &HazardEntry, now: Instant) -> Result<HazardEntry, Fault> {
    let entry = HazardEntry {
        place: clean(&entry.place),
        what: clean(&entry.what),
        source: clean(&entry.source),
        measure: clean(&entry.measure),
        responsible: clean(&entry.responsible),
        responsible_unit: clean(&entry.responsible_unit),
        precautions: clean(&entry.precautions),
        checked_by: clean(&entry.checked_by),
        ..entry.clone()
    };
    let problems = problems(campaign, &entry, now.date());
    if problems.is_empty() {
        return Ok(entry);
    }
    Err(all_of(problems).hint("请改好后再保存"))
}

fn clean(text: &str) -> String {
    for_storage_line(text).trim().to_owned()
}

fn all_of(problems: Vec<(HazardField, String)>) -> Fault {
    let all: Vec<String> = problems.into_iter().map(|(_, message)| message).collect();
    Fault::problem(all.join("；"))
}

fn summary(entry: &HazardEntry) -> String {
    format!("{}：{}", entry.place, entry.what)
}

#[cfg(test)]
mod tests;
