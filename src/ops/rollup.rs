//! The roll-up as a report: a desk that collects sends its totals to the desk above as its own unit's answer, with how many
//! units they rest on, who is missing, and where the campaign asks for it what each unit reported. Adding up is
//! [`super::total`]'s; the packet that carries it is [`super::packet`]'s.

mod gather;

use std::collections::BTreeMap;

use super::desk::Role;
use super::{About, Desk};
use crate::domain::audit::Act;
use crate::domain::calendar::Instant;
use crate::domain::campaign::Basis;
use crate::domain::detail::Detail;
use crate::domain::id::UnitId;
use crate::domain::material::{Material, MaterialKind};
use crate::domain::period::{Period, PeriodId};
use crate::domain::submission::{Channel, Content, RollupBasis, Stamp};
use crate::error::Fault;
use crate::ops::total::Extent;
use crate::store::{NewRevision, ShelfError, StoreError};

/// A roll-up that was put down as this desk's own answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RolledUp {
    pub period: Period,
    pub revision: u32,
    pub content: Content,
    pub basis: RollupBasis,
    /// Whether it says anything else than what stood.
    pub is_news: bool,
    /// Units that stand in the detail of two of the units below: counted twice.
    pub twice: Vec<String>,
}

/// Which answers are added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Counting {
    /// Whatever was received.
    #[default]
    Received,
    /// What was accepted.
    Accepted,
}

/// Adds up what the units below reported for a period and puts it down as this desk's own answer for it; where nothing has
/// changed since the last time, nothing is added. `with_detail` sends along what each unit reported.
pub fn roll_up(
    desk: &mut Desk,
    period: &PeriodId,
    counting: Counting,
    with_detail: bool,
    reason: &str,
    now: Instant,
) -> Result<RolledUp, Fault> {
    if desk.seat.role != Role::Coordinator {
        return Err(Fault::problem("本工作台自己填报，不汇总")
            .hint("填报请用 anyue submit；下面单位的报送会随报送包一起报上去"));
    }
    let due = desk.period(period)?.clone();
    let gathered = gather::gather(desk, &due, counting)?;
    if gathered.basis.reporting == 0 {
        return Err(
            Fault::problem(format!("“{}”还没有单位报送，没有可汇总的", due.name))
                .hint("先收各单位的报送，再汇总"),
        );
    }
    let twice = twice(&gathered.detail);
    let mut content = gathered.content;
    let mut basis = gathered.basis;
    if with_detail {
        let file = keep(desk, &gathered.detail, &due)?;
        basis.detail = Some(file.hash.clone());
        content.material.push(file);
    }
    content.rollup = Some(basis.clone());
    let seat = desk.seat.unit;
    let (revision, is_news) = desk.change(now, |change, _| {
        let standing = change.current_revision(seat, period)?;
        if let Some(standing) = standing.as_ref().filter(|one| one.content == content) {
            return Ok::<_, StoreError>((standing.number, false));
        }
        for file in &content.material {
            change.put_material(&file.hash, file.size, now)?;
        }
        let reason = match (&standing, reason.trim()) {
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
            content: &content,
            stamp: &stamp,
        })?;
        let detail = format!(
            "{}，第 {} 版，应报 {} 家，汇总 {} 家，未审核 {} 份",
            due.name, sent.number, basis.expected, basis.reporting, basis.unreviewed
        );
        change.note(Act::RollupSent, About::submission(seat, period), &detail)?;
        Ok((sent.number, true))
    })?;
    Ok(RolledUp {
        period: due,
        revision,
        content,
        basis,
        is_news,
        twice,
    })
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
    let bytes = serde_json::to_vec(detail)
        .map_err(|error| StoreError::Damaged(format!("detail: {error}")))?;
    let kept = desk.shelf.keep(&bytes).map_err(|error| match error {
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

/// What is behind a unit's totals for a period, as far as it has come; `None` where the answer is no roll-up or its detail is
/// not on this desk.
pub fn detail(desk: &Desk, unit: UnitId, period: &PeriodId) -> Result<Option<Detail>, Fault> {
    let standing = desk.store.read().current_revision(unit, period)?;
    let basis = standing.and_then(|standing| standing.content.rollup);
    let Some(hash) = basis.and_then(|basis| basis.detail) else {
        return Ok(None);
    };
    gather::read_detail(desk, &hash)
}

/// Units that stand below two of the units, by their codes: the same work, counted twice.
fn twice(detail: &Detail) -> Vec<String> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for code in detail.codes() {
        *counts.entry(code).or_default() += 1;
    }
    let twice = counts.into_iter().filter(|(_, count)| *count > 1);
    twice.map(|(code, _)| code.to_owned()).collect()
}

#[cfg(test)]
mod tests;
