//! Whether a total that was put down still says what the units below say: they go on correcting, and what they send is reviewed.
//! Making it anew is [`super::roll_up`]'s.

use super::{Counting, gather, note_of};
use crate::domain::calendar::Instant;
use crate::domain::counting::Counting::{Accepted, Received};
use crate::domain::period::{Period, PeriodId};
use crate::domain::submission::Content;
use crate::error::Fault;
use crate::ops::desk::Role;
use crate::ops::{Desk, kept};
use crate::store::hash_of;

/// The periods of which this desk's standing roll-up is not what it would be if it were made now, in the order of the plan.
pub fn stale(desk: &Desk) -> Result<Vec<Period>, Fault> {
    let mut stale = Vec::new();
    if desk.seat.role != Role::Coordinator {
        return Ok(stale);
    }
    let rollups = desk.store.read().standing_rollups()?;
    let is_own = |period: &PeriodId| {
        let mut own = rollups
            .iter()
            .filter(|(unit, _, _)| *unit == desk.seat.unit);
        own.any(|(_, of, _)| of == period)
    };
    for period in desk.plan.periods.iter().filter(|one| is_own(&one.id)) {
        let standing = desk
            .store
            .read()
            .current_revision(desk.seat.unit, &period.id)?;
        if let Some(standing) = standing
            && !still_holds(desk, period, &standing.content)?
        {
            stale.push(period.clone());
        }
    }
    Ok(stale)
}

/// The same, kept until something below changes: adding everything up again for every look at a desk takes too long.
pub fn stale_kept(desk: &mut Desk, now: Instant) -> Result<Vec<Period>, Fault> {
    let (seat, name) = (desk.seat.unit, kept_name(desk)?);
    let found: Option<Vec<PeriodId>> = kept::find(desk.store.read(), seat, &name)?;
    if let Some(found) = found {
        let periods = desk.plan.periods.iter();
        let stale = periods.filter(|period| found.contains(&period.id));
        return Ok(stale.cloned().collect());
    }
    let read_at = desk.store.foreign_changes()?;
    let stale = stale(desk)?;
    let names: Vec<&PeriodId> = stale.iter().map(|period| &period.id).collect();
    kept::put(&mut desk.store, seat, &name, &names, read_at, now)?;
    Ok(stale)
}

/// A detail may come in a later volume than the total that it is behind, which changes no row: how many have come is part of the
/// name.
fn kept_name(desk: &Desk) -> Result<String, Fault> {
    let rollups = desk.store.read().standing_rollups()?;
    let details = rollups
        .iter()
        .filter_map(|(_, _, basis)| basis.detail.as_ref());
    let come = details.filter(|hash| desk.shelf.path_of(hash).exists());
    Ok(format!("stale totals, {} details", come.count()))
}

fn still_holds(desk: &Desk, period: &Period, sent: &Content) -> Result<bool, Fault> {
    let gathered = gather::gather(desk, period, counting_of(sent))?;
    let detail = sent.rollup.as_ref().and_then(|basis| basis.detail.as_ref());
    if let Some(sent) = detail {
        let bytes = gathered.detail.to_bytes();
        if hash_of(&bytes) != *sent {
            return Ok(false);
        }
    }
    let mut basis = gathered.basis;
    basis.detail = detail.cloned();
    let now = &gathered.content;
    Ok(sent.rollup.as_ref() == Some(&basis)
        && sent.figures == now.figures
        && sent.hazards == now.hazards
        && note_of(&sent.narrative).0 == now.narrative)
}

/// Which reports were counted, as the total's own words have it.
fn counting_of(sent: &Content) -> Counting {
    match note_of(&sent.narrative).0.contains(Accepted.label()) {
        true => Accepted,
        false => Received,
    }
}
