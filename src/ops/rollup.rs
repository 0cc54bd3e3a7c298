//! The roll-up as a report: a desk that collects sends its totals to the desk above as its own unit's answer, with how many
//! units they rest on, who is missing, and where the campaign asks for it what each unit reported. Adding up is
//! [`super::total`]'s; the packet that carries it is [`super::packet`]'s.
//!
//! Adding up a large desk and writing its detail down takes longer than others should wait for the write lock, so that it is
//! done before; under the lock only is asked whether some other program has changed the desk since. Where one has, it is begun
//! anew, so that what is put down is always what stands at that moment.

mod gather;
mod overlap;
mod prospect;
mod stale;
mod twice;

pub(super) use gather::read_detail;
pub use overlap::{Nested, Overlapping, Twofold};
pub use prospect::{Prospect, prospect};
pub use stale::{stale, stale_kept};
pub use twice::twice;

use super::desk::Role;
use super::{About, Desk, required_reason};
use crate::domain::audit::Act;
use crate::domain::calendar::Instant;
use crate::domain::campaign::Basis;
pub use crate::domain::counting::Counting;
use crate::domain::detail::Detail;
use crate::domain::id::UnitId;
use crate::domain::material::{Material, MaterialKind};
use crate::domain::period::{Period, PeriodId};
use crate::domain::review::Unsettled;
use crate::domain::submission::{Channel, Content, RollupBasis, Stamp};
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::total::Extent;
use crate::store::{NewRevision, ShelfError, StoreError};
use crate::text::sanitize::for_storage_block;

/// A roll-up that was put down as this desk's own answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RolledUp {
    pub period: Period,
    pub revision: u32,
    pub content: Content,
    pub basis: RollupBasis,
    /// How much of what was counted is not settled yet.
    pub unsettled: Unsettled,
    pub counting: Counting,
    /// Whether it says anything else than what stood.
    pub is_news: bool,
    /// What may be counted twice; a person has said that it is all right.
    pub overlapping: Overlapping,
    /// Units of which a second form says something else than the one that was counted.
    pub second: Vec<Unit>,
}

/// How a roll-up is to be made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RollUpAs {
    pub counting: Counting,
    /// Whether what each unit reported goes along; where nobody says, as [`brings_detail`] has it.
    pub detail: Option<bool>,
    /// What the desk itself has to say, below the words on what the total rests on; where nobody says, what it said in the one
    /// that stands.
    pub note: Option<String>,
    /// Why something else is reported than before.
    pub reason: String,
    /// What may be counted twice is counted all the same: somebody has looked at it, and says so in the reason.
    pub accept_overlaps: bool,
    /// What somebody looked at before they said so; where it does not hold any more, nothing is put down.
    pub seen: Option<Box<Prospect>>,
}

/// How often it is begun anew where others write meanwhile; then a person is told to wait until they are done.
const TRIES: usize = 5;

/// Adds up what the units below reported for a period and puts it down as this desk's own answer for it; where nothing has
/// changed since the last time, nothing is added.
///
/// # Errors
/// Where the same work may be counted twice and nobody has said that it is not, and where what was looked at has changed.
pub fn roll_up(
    desk: &mut Desk,
    period: &PeriodId,
    how: &RollUpAs,
    now: Instant,
) -> Result<RolledUp, Fault> {
    let due = desk.period(period)?.clone();
    for _ in 0..TRIES {
        let read_at = desk.store.foreign_changes()?;
        let ready = add_up(desk, &due, how)?;
        if let Some(done) = put_down(desk, ready, how, read_at, now)? {
            return Ok(done);
        }
    }
    Err(Fault::problem(format!(
        "“{}”一边汇总，一边有别的窗口在收报送，没有汇总",
        due.name
    ))
    .safe("什么都没有改动")
    .hint("请等那边收完再汇总"))
}

/// The roll-up as it would be put down now, its detail on the shelf.
fn add_up(desk: &Desk, due: &Period, how: &RollUpAs) -> Result<RolledUp, Fault> {
    let gathered = gathered(desk, due, how.counting)?;
    let overlapping = overlap::find(&desk.campaign, &gathered);
    if let Some(seen) = &how.seen {
        seen.still_holds(&gathered, &overlapping)?;
    }
    if !overlapping.is_empty() {
        match how.accept_overlaps {
            true => drop(required_reason("照样汇总", &how.reason)?),
            false => return Err(overlapping.fault(due)),
        }
    }
    let mut content = gathered.content;
    let mut basis = gathered.basis;
    let brings_detail = match how.detail {
        Some(said) => said,
        None => brings_detail(desk, &due.id)?,
    };
    if brings_detail {
        let file = keep(desk, &gathered.detail, due)?;
        basis.detail = Some(file.hash.clone());
        content.material.push(file);
    }
    let standing = desk
        .store
        .read()
        .current_revision(desk.seat.unit, &due.id)?;
    let note = match &how.note {
        Some(said) => said.clone(),
        None => standing.map_or_else(String::new, |standing| note(&standing.content)),
    };
    content.narrative = with_note(&content.narrative, &note);
    content.rollup = Some(basis.clone());
    Ok(RolledUp {
        period: due.clone(),
        // Given out when it is put down.
        revision: 0,
        content,
        basis,
        unsettled: gathered.unsettled,
        counting: how.counting,
        is_news: false,
        overlapping,
        second: gathered.second,
    })
}

/// The words on what a total rests on, and below them what the desk itself has to say.
fn with_note(words: &str, note: &str) -> String {
    let note = for_storage_block(note);
    match note.trim() {
        "" => words.to_owned(),
        note => format!("{words}\n{note}"),
    }
}

/// Such a narrative taken apart: what it rests on is one line.
fn note_of(narrative: &str) -> (&str, &str) {
    narrative.split_once('\n').unwrap_or((narrative, ""))
}

/// What the desk itself said in a roll-up; nothing where it is none.
fn note(standing: &Content) -> String {
    match standing.rollup {
        Some(_) => note_of(&standing.narrative).1.to_owned(),
        None => String::new(),
    }
}

/// What there is to add up; something at least.
fn gathered(desk: &Desk, period: &Period, counting: Counting) -> Result<gather::Gathered, Fault> {
    if desk.seat.role != Role::Coordinator {
        return Err(Fault::problem("本工作台自己填报，不汇总")
            .hint("填报请用 anyue submit；下面单位的报送会随报送包一起报上去"));
    }
    if !desk.duty(&period.id)?.asks_numbers() {
        return Err(Fault::problem(format!("“{}”没有要汇总的数", period.name))
            .safe("什么都没有改动")
            .hint("要汇总的是填统计表或报隐患数的期次"));
    }
    let gathered = gather::gather(desk, period, counting)?;
    match gathered.basis.reporting {
        0 => Err(
            Fault::problem(format!("“{}”还没有单位报送，没有可汇总的", period.name))
                .hint("先收各单位的报送，再汇总"),
        ),
        _ => Ok(gathered),
    }
}

/// Puts totals down as the desk's own answer, unless they say what stands there already. `None` where some other program has
/// changed the desk since `read_at`: then nothing is put down.
fn put_down(
    desk: &mut Desk,
    ready: RolledUp,
    how: &RollUpAs,
    read_at: i64,
    now: Instant,
) -> Result<Option<RolledUp>, Fault> {
    let (seat, period) = (desk.seat.unit, &ready.period.id);
    let written = desk.change(now, |change, _| {
        if change.foreign_changes()? != read_at {
            return Ok::<_, Fault>(None);
        }
        let standing = change.current_revision(seat, period)?;
        if let Some(same) = standing.as_ref().filter(|one| one.content == ready.content) {
            return Ok(Some((same.number, false)));
        }
        for file in &ready.content.material {
            change.put_material(&file.hash, file.size, now)?;
        }
        let reason = match (&standing, how.reason.trim()) {
            (Some(_), "") => "汇总有更新",
            (_, said) => said,
        };
        let stamp = Stamp {
            sent_at: now,
            received_at: now,
            recorded_at: now,
            channel: Channel::Desk,
            reason: reason.to_owned(),
            withdrawn_at: None,
        };
        let sent = change.insert_revision(&NewRevision {
            unit: seat,
            period,
            content: &ready.content,
            stamp: &stamp,
        })?;
        let detail = noted(&ready, sent.number);
        change.note(Act::RollupSent, About::submission(seat, period), &detail)?;
        Ok(Some((sent.number, true)))
    })?;
    Ok(written.map(|(revision, is_news)| RolledUp {
        revision,
        is_news,
        ..ready
    }))
}

/// What the audit says of a roll-up.
fn noted(done: &RolledUp, number: u32) -> String {
    let basis = &done.basis;
    format!(
        "{}，第 {number} 版，应报 {} 家，汇总 {} 家；{}",
        done.period.name,
        basis.expected,
        basis.reporting,
        done.counting.with(done.unsettled).words()
    )
}

/// How far a period's totals reach: the period's own answers where they count what is new, everything so far where they set
/// the sum.
fn extent(period: &Period) -> Extent {
    match period.basis {
        Basis::Increment => Extent::Period(period.id.clone()),
        Basis::Cumulative => Extent::AsOf(period.reaches()),
    }
}

/// Lays the detail on the shelf, as a file of the answer.
fn keep(desk: &Desk, detail: &Detail, period: &Period) -> Result<Material, Fault> {
    let kept = desk
        .shelf
        .keep(&detail.to_bytes())
        .map_err(|error| match error {
            ShelfError::Store(error) => Fault::from(StoreError::Io(error)),
            other => Fault::environment(format!("明细没有存成：{other}")),
        })?;
    let name = format!("各单位明细-{}.json", period.name);
    Ok(Material {
        hash: kept.hash,
        kind: MaterialKind::of(&name),
        name,
        size: kept.size,
    })
}

/// Whether what each unit reported goes along where nobody says: as in the roll-up that stands for the period, else as in the
/// latest of its duty, else as the campaign has it. So what was chosen once holds until somebody chooses otherwise.
pub fn brings_detail(desk: &Desk, period: &PeriodId) -> Result<bool, Fault> {
    let (seat, duty) = (desk.seat.unit, &period.duty);
    let mut rollups = desk.store.read().standing_rollups()?;
    rollups.retain(|(unit, of, _)| *unit == seat && of.duty == *duty);
    let of = |period: &PeriodId| rollups.iter().find(|(_, of, _)| of == period);
    let periods = desk.plan.periods.iter().rev();
    let latest = || periods.map(|period| &period.id).find_map(of);
    let last = of(period).or_else(latest);
    Ok(last.map_or(desk.campaign.detail, |(_, _, basis)| basis.detail.is_some()))
}

/// What is behind a unit's totals for a period, as far as it has come; `None` where the answer is no roll-up or its detail is
/// not on this desk.
pub fn detail(desk: &Desk, unit: UnitId, period: &PeriodId) -> Result<Option<Detail>, Fault> {
    let standing = desk.store.read().current_revision(unit, period)?;
    let basis = standing.and_then(|standing| standing.content.rollup);
    let Some(hash) = basis.and_then(|basis| basis.detail) else {
        return Ok(None);
    };
    gather::read_detail(&desk.shelf, &hash)
}

#[cfg(test)]
mod tests;
