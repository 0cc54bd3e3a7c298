//! Gathers the coordinator's summary: the matrix, the totals, the ledger, and the units' own hazard counts, all of one
//! moment.

mod tellings;

use std::collections::{BTreeMap, BTreeSet};

use super::gather::{Totals, active_units, hazard_lines, ledger, matrix, totals};
use super::{Request, table, when};
use crate::domain::calendar::Instant;
use crate::domain::hazard::HazardCount;
use crate::domain::id::{LevelId, UnitId};
use crate::domain::period::PeriodId;
use crate::domain::status::State;
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::export::Export;
use crate::export::paper::{Standing, Summary};
use crate::ops::counting::Counted;
use crate::ops::overview::{Cadence, Received};
use crate::ops::status::Matrix;
use crate::ops::total::Extent;
use crate::ops::{Desk, submit};

pub(super) fn summary(desk: &mut Desk, request: &Request, now: Instant) -> Result<Export, Fault> {
    let has_table = !desk.campaign.tables.is_empty() && fills_table(desk, request)?;
    let totals = match has_table {
        true => totals(desk, request, now)?,
        false => Totals::default(),
    };
    let top = desk.unit(request.scope.unit())?;
    let units = active_units(desk, request.scope, now)?;
    let registered = submit::liaisons(desk)?;
    let matrix = matrix(desk, request, now)?;
    let standings = standings(&matrix);
    let ledger = ledger(desk, now)?;
    let mut revisions = desk.store.read().standing_revisions()?;
    let counting = Counted::of(desk.store.read(), request.counting)?;
    revisions.retain(|revision| counting.takes(&revision.uid));
    let paper = Summary {
        campaign: &desk.campaign,
        author: &author(desk, &top),
        when: when(desk, &request.extent, now)?,
        as_of: now,
        units: &units.iter().collect::<Vec<_>>(),
        registered: units
            .iter()
            .filter(|unit| registered.contains_key(&unit.id))
            .count(),
        standings: &standings,
        received: &received(desk, &matrix, now),
        statistics: match has_table {
            true => Some((table(desk, request)?, &totals.figures)),
            false => None,
        },
        reckoning: totals.reckoning,
        hazards: &hazard_lines(&units, &ledger),
        counted: &counted(desk, &matrix, &top, &request.extent, &counting)?,
        tellings: &tellings::of(desk, &units, &revisions, &request.extent)?,
    };
    Ok(paper.document().into())
}

/// Whether what the request asks about fills the table at all: the week of a plan does not.
fn fills_table(desk: &Desk, request: &Request) -> Result<bool, Fault> {
    let table = table(desk, request)?;
    Ok(
        !request.extent.periods(&desk.ground(), &table.id).is_empty()
            || !matches!(request.extent, Extent::Period(_)),
    )
}

/// The body with its office, as the notice names them: 姑苏区民政和卫生健康局应急保障处.
fn author(desk: &Desk, top: &Unit) -> String {
    let campaign = &desk.campaign;
    if top.name == campaign.issuer {
        format!("{}{}", campaign.issuer, campaign.collector)
    } else {
        top.name.clone()
    }
}

fn standings(matrix: &Matrix) -> Vec<Standing<'_>> {
    let heads = matrix.heads.iter().enumerate();
    heads
        .map(|(at, head)| {
            let named = |state: State| {
                let rows = matrix
                    .rows
                    .iter()
                    .filter(|row| row.cells[at].state == state);
                rows.map(|row| &row.unit).collect()
            };
            Standing {
                period: &head.period,
                tally: head.tally,
                late: named(State::Late),
                missing: named(State::Missing),
            }
        })
        .collect()
}

/// Submissions received in each week of the campaign that has begun, `6/1—6/7`, or in each month or quarter.
fn received(desk: &Desk, matrix: &Matrix, now: Instant) -> Vec<(String, u64)> {
    let received = Received::of(desk.campaign.days, matrix, now);
    let begun = &received.stretches[..received.begun(now.date())];
    begun
        .iter()
        .map(|stretch| {
            let days = [stretch.days.from(), stretch.days.to()];
            let days = days.map(|day| day.format("%-m/%-d").to_string());
            let name = match received.every {
                Cadence::Week => days.join("—"),
                Cadence::Month | Cadence::Quarter => received.name(stretch),
            };
            (name, u64::from(stretch.received()))
        })
        .collect()
}

/// The hazards that the units counted in their submissions.
fn counted(
    desk: &Desk,
    matrix: &Matrix,
    top: &Unit,
    extent: &Extent,
    counting: &Counted,
) -> Result<BTreeMap<LevelId, HazardCount>, Fault> {
    let mut counted: BTreeMap<LevelId, HazardCount> = BTreeMap::new();
    let units: BTreeSet<UnitId> = matrix.rows.iter().map(|row| row.unit.id).collect();
    for report in desk.store.read().reported_hazards(&top.path)? {
        let is_asked = is_within(desk, extent, &report.period)
            && units.contains(&report.unit)
            && counting.takes(&report.revision);
        if !is_asked {
            continue;
        }
        for (level, count) in report.counts {
            *counted.entry(level).or_default() += count;
        }
    }
    Ok(counted)
}

/// Whether a period is one that the report is about.
fn is_within(desk: &Desk, extent: &Extent, period: &PeriodId) -> bool {
    let period = desk.plan.period(period);
    period.is_some_and(|period| extent.takes(period))
}
