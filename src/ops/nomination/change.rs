//! Nominations put forward, changed and taken back; quotas given out. Every check stands under the write lock.

use chrono::NaiveDate;

use super::{award_of, bodies, refuse_unmet, unknown};
use crate::domain::audit::Act;
use crate::domain::calendar::{Instant, words};
use crate::domain::campaign::Award;
use crate::domain::id::{AwardId, ConditionId, NominationId, StepId, UnitId};
use crate::domain::nomination::{Nomination, NominationEntry, problems};
use crate::domain::record::Voiding;
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::desk::{Ground, Role, Seat};
use crate::ops::{About, Change, Desk, required_reason};
use crate::store::Reader;
use crate::text::sanitize::for_storage_line;

/// Puts a candidate forward.
pub fn nominate(
    desk: &mut Desk,
    award: &AwardId,
    body: UnitId,
    entry: &NominationEntry,
    now: Instant,
) -> Result<NominationId, Fault> {
    refuse_unmet(desk, award, entry, now)?;
    desk.change(now, |change, ground| {
        let award = award_of(ground.campaign, award)?;
        let new = Nomination {
            // Given out when it is written; no nomination has it yet.
            id: NominationId(0),
            award: award.id.clone(),
            body,
            entry: cleaned(entry),
        };
        judge(change, ground, &new, now.date())?;
        refuse_list(change, award, &new)?;
        let id = change.insert_nomination(&new)?;
        let named = named(change, &new)?;
        let detail = format!("{}：{named}，第 {} 位", award.name, new.entry.rank);
        change.note(Act::Nominated, About::unit(new.entry.unit), &detail)?;
        Ok(id)
    })
}

/// Changes what is said about a candidate; `make` tells what it did, in words. Whoever is put in another's place changes places
/// with it.
fn change_entry(
    desk: &mut Desk,
    id: NominationId,
    make: impl Fn(&Award, &mut NominationEntry) -> Result<String, Fault>,
    now: Instant,
) -> Result<(), Fault> {
    if let Some(kept) = desk.store.read().nomination(id)? {
        let mut entry = kept.nomination.entry;
        make(
            award_of(&desk.campaign, &kept.nomination.award)?,
            &mut entry,
        )?;
        refuse_unmet(desk, &kept.nomination.award, &entry, now)?;
    }
    desk.change(now, |change, ground| {
        let stands = standing(change, id)?;
        let award = award_of(ground.campaign, &stands.award)?;
        let mut changed = stands.clone();
        let said = make(award, &mut changed.entry)?;
        changed.entry = cleaned(&changed.entry);
        judge(change, ground, &changed, now.date())?;
        let place = |one: &Nomination| (one.entry.rank, one.entry.unit, one.entry.name.clone());
        if changed.entry.rank != stands.entry.rank {
            make_room(change, award, &stands, changed.entry.rank)?;
        }
        if place(&changed) != place(&stands) {
            refuse_list(change, award, &changed)?;
        }
        change.update_nomination(&changed)?;
        let detail = format!("{}：{}，{said}", award.name, named(change, &changed)?);
        change.note(
            Act::NominationEdited,
            About::unit(changed.entry.unit),
            &detail,
        )?;
        Ok(())
    })
}

/// Puts whoever has a rank of the same list in the place of the one that takes it.
fn make_room(
    change: &Change<'_>,
    award: &Award,
    leaves: &Nomination,
    rank: u32,
) -> Result<(), Fault> {
    let kept = change.nominations()?.into_iter();
    let mut others = kept
        .filter(|kept| kept.voided.is_none())
        .map(|kept| kept.nomination);
    let is_there = |one: &Nomination| {
        one.id != leaves.id
            && (&one.award, one.body, one.entry.rank) == (&leaves.award, leaves.body, rank)
    };
    let Some(mut other) = others.find(is_there) else {
        return Ok(());
    };
    other.entry.rank = leaves.entry.rank;
    change.update_nomination(&other)?;
    let named = named(change, &other)?;
    let detail = format!(
        "{}：{named}，互换顺序，第 {} 位",
        award.name, other.entry.rank
    );
    let about = About::unit(other.entry.unit);
    change.note(Act::NominationEdited, about, &detail)?;
    Ok(())
}

/// Replaces everything that is said about a candidate.
pub fn edit(
    desk: &mut Desk,
    id: NominationId,
    entry: &NominationEntry,
    now: Instant,
) -> Result<(), Fault> {
    let make = |_: &Award, stands: &mut NominationEntry| {
        stands.clone_from(entry);
        Ok(format!("第 {} 位", entry.rank))
    };
    change_entry(desk, id, make, now)
}

/// Ticks a condition as met or not met; `None` takes the tick away.
pub fn tick(
    desk: &mut Desk,
    id: NominationId,
    condition: &ConditionId,
    met: Option<bool>,
    now: Instant,
) -> Result<(), Fault> {
    let make = |award: &Award, entry: &mut NominationEntry| {
        let declared = award.conditions.iter().find(|known| known.id == *condition);
        let Some(declared) = declared else {
            return Err(Fault::problem(format!(
                "{}没有“{condition}”这个条件",
                award.name
            )));
        };
        if declared.rule.is_some() {
            return Err(Fault::problem(format!(
                "“{}”由程序算出，不用勾选",
                declared.text
            )));
        }
        let word = match met {
            Some(true) => "符合",
            Some(false) => "不符合",
            None => "未核",
        };
        match met {
            Some(met) => entry.ticked.insert(condition.clone(), met),
            None => entry.ticked.remove(condition),
        };
        Ok(format!("“{}”{word}", declared.text))
    };
    change_entry(desk, id, make, now)
}

/// Notes that a step of the approval was taken on a day; `None` takes it back. Steps are taken in order.
pub fn step(
    desk: &mut Desk,
    id: NominationId,
    step: &StepId,
    on: Option<NaiveDate>,
    now: Instant,
) -> Result<(), Fault> {
    let make = |award: &Award, entry: &mut NominationEntry| {
        let declared = award.steps.iter().find(|known| known.id == *step);
        let Some(declared) = declared else {
            return Err(Fault::problem(format!(
                "{}没有“{step}”这个程序",
                award.name
            )));
        };
        match on {
            Some(on) => entry.steps.insert(step.clone(), on),
            None => entry.steps.remove(step),
        };
        let day = on.map_or_else(|| "撤销".to_owned(), words::date);
        Ok(format!("{}：{day}", declared.name))
    };
    change_entry(desk, id, make, now)
}

/// Takes a nomination back.
pub fn void(desk: &mut Desk, id: NominationId, reason: &str, now: Instant) -> Result<(), Fault> {
    let reason = required_reason("撤销推荐", reason)?;
    desk.change(now, |change, ground| {
        let stands = standing(change, id)?;
        let award = award_of(ground.campaign, &stands.award)?;
        let voiding = Voiding { at: now, reason };
        change.set_nomination_void(id, Some(&voiding))?;
        let named = named(change, &stands)?;
        let detail = format!("{}：{named}，理由：{}", award.name, voiding.reason);
        change.note(
            Act::NominationVoided,
            About::unit(stands.entry.unit),
            &detail,
        )?;
        Ok(())
    })
}

/// Puts a nomination forward again that was taken back.
pub fn restore(desk: &mut Desk, id: NominationId, now: Instant) -> Result<(), Fault> {
    desk.change(now, |change, ground| {
        let kept = change.nomination(id)?.ok_or_else(|| unknown(id))?;
        let award = award_of(ground.campaign, &kept.nomination.award)?;
        if kept.voided.is_none() {
            return Err(Fault::problem("这个推荐没有撤销"));
        }
        refuse_list(change, award, &kept.nomination)?;
        change.set_nomination_void(id, None)?;
        let detail = format!("{}：{}", award.name, named(change, &kept.nomination)?);
        let about = About::unit(kept.nomination.entry.unit);
        change.note(Act::NominationRestored, about, &detail)?;
        Ok(())
    })
}

/// Sets how many candidates each of several units may recommend: of all of them, or where one cannot be
/// set of none. `None` takes a quota back.
pub fn set_quotas(
    desk: &mut Desk,
    award: &AwardId,
    quotas: &[(UnitId, Option<u32>)],
    now: Instant,
) -> Result<(), Fault> {
    if desk.seat.role != Role::Coordinator {
        return Err(Fault::problem("推荐名额只由牵头部门分配"));
    }
    desk.change(now, |change, ground| {
        let award = award_of(ground.campaign, award)?;
        for (body, quota) in quotas {
            let body = unit_of(change, *body)?;
            require_body(ground.seat, award, &body)?;
            change.put_quota(&award.id, body.id, *quota)?;
            let number = quota.map_or_else(|| "取消".to_owned(), |quota| format!("{quota} 个"));
            let detail = format!("{}：{number}", award.name);
            change.note(Act::QuotaSet, About::unit(body.id), &detail)?;
        }
        Ok(())
    })
}

/// A nomination that is not taken back.
fn standing(change: &Change<'_>, id: NominationId) -> Result<Nomination, Fault> {
    let kept = change.nomination(id)?.ok_or_else(|| unknown(id))?;
    match kept.voided {
        None => Ok(kept.nomination),
        Some(_) => Err(Fault::problem("这个推荐已经撤销").hint("请先恢复它，或另行推荐")),
    }
}

/// Refuses what is wrong with an entry by itself, all at once.
fn judge(
    reader: &Reader<'_>,
    ground: &Ground<'_>,
    nomination: &Nomination,
    today: NaiveDate,
) -> Result<(), Fault> {
    let award = award_of(ground.campaign, &nomination.award)?;
    let mut all = problems(award, &nomination.entry, today);
    let unit = unit_of(reader, nomination.entry.unit)?;
    let body = unit_of(reader, nomination.body)?;
    if let Err(fault) = require_body(ground.seat, award, &body) {
        all.push(fault.message);
    }
    let is_candidate = award.kinds.is_empty()
        || unit
            .kind
            .as_ref()
            .is_some_and(|kind| award.kinds.contains(kind));
    if !is_candidate {
        let kinds = award
            .kinds
            .iter()
            .filter_map(|kind| ground.campaign.kind(kind));
        let kinds: Vec<&str> = kinds.map(|kind| kind.name.as_str()).collect();
        let kinds = kinds.join("、");
        all.push(format!("{}只推荐{kinds}，{}不是", award.name, unit.name));
    }
    match all.is_empty() {
        true => Ok(()),
        false => Err(Fault::problem(all.join("；")).hint("请改好后再保存")),
    }
}

fn unit_of(reader: &Reader<'_>, id: UnitId) -> Result<Unit, Fault> {
    let unit = reader.unit(id)?;
    unit.ok_or_else(|| Fault::problem("没有这个单位").hint("请刷新列表后再试"))
}

fn require_body(seat: Seat, award: &Award, body: &Unit) -> Result<(), Fault> {
    match bodies(seat.unit, award, std::slice::from_ref(body)).is_empty() {
        true => Err(Fault::problem(format!("{}不推荐{}", body.name, award.name))),
        false => Ok(()),
    }
}

/// Refuses a candidate for which the list has no room, or whose place is taken, as the list stands under the lock.
fn refuse_list(change: &Change<'_>, award: &Award, new: &Nomination) -> Result<(), Fault> {
    let quotas = change.quotas()?;
    let quota = quotas
        .iter()
        .find(|(of, by, _)| *of == award.id && *by == new.body);
    let quota = quota.map(|(_, _, number)| *number);
    let kept = change.nominations()?;
    let others = kept.iter().filter(|kept| kept.voided.is_none());
    let others: Vec<&Nomination> = others
        .map(|kept| &kept.nomination)
        .filter(|one| one.award == award.id && one.body == new.body && one.id != new.id)
        .collect();
    let room = quota.map(|quota| quota.saturating_add(award.extra));
    if room.is_some_and(|room| others.len() >= usize::try_from(room).unwrap_or(usize::MAX)) {
        return Err(Fault::problem(format!(
            "{}的名额已满：名额 {} 个，另可有 {} 个差额候选",
            award.name,
            quota.unwrap_or(0),
            award.extra
        ))
        .hint("请先撤销一个，或请牵头部门调整名额"));
    }
    if others.iter().any(|one| one.entry.rank == new.entry.rank) {
        return Err(
            Fault::problem(format!("第 {} 位已经有人选", new.entry.rank))
                .hint("推荐顺序不能重复，请换一个"),
        );
    }
    let same =
        |one: &&&Nomination| one.entry.unit == new.entry.unit && one.entry.name == new.entry.name;
    match others.iter().find(same) {
        Some(_) => Err(Fault::problem("同一个人选不能推荐两次")),
        None => Ok(()),
    }
}

fn cleaned(entry: &NominationEntry) -> NominationEntry {
    let clean = |text: &str| for_storage_line(text).trim().to_owned();
    NominationEntry {
        name: clean(&entry.name),
        note: clean(&entry.note),
        ..entry.clone()
    }
}

/// A candidate in words: the unit, and the team or person of it.
fn named(reader: &Reader<'_>, nomination: &Nomination) -> Result<String, Fault> {
    let unit = unit_of(reader, nomination.entry.unit)?.name;
    Ok(match nomination.entry.name.as_str() {
        "" => unit,
        name => format!("{unit} {name}"),
    })
}
