//! The hazard ledger: entries added, edited, closed (销号), opened again, listed and counted.

mod closing;

use chrono::NaiveDate;

pub use closing::{Filled, close, closing};

use super::record::overtaken;
use super::{About, Desk, required_reason};
use crate::domain::audit::Act;
use crate::domain::calendar::{DayRange, Instant, words};
use crate::domain::campaign::Campaign;
use crate::domain::hazard::{Hazard, HazardCount, HazardEntry, HazardField, HazardState, count};
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
    let mut entry = entry.clone();
    for field in HazardField::ALL {
        if let Some(text) = entry.text_mut(field) {
            *text = clean(text);
        }
    }
    let problems = entry.problems(campaign, now.date());
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
