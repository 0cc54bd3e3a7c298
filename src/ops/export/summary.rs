//! Gathers the coordinator's summary: the matrix, the totals, the ledger, the units' own hazard counts, and what the
//! campaign keeps beside its tables (`programme`), all of one moment.

mod programme;
mod tellings;

use std::collections::{BTreeMap, BTreeSet};

use super::gather::{Totals, active_units, hazard_lines, ledger, matrix, totals};
use chrono::NaiveDate;

use super::{Request, Scope, when};
use crate::domain::calendar::Instant;
use crate::domain::hazard::HazardCount;
use crate::domain::id::{LevelId, TableId, UnitId};
use crate::domain::period::PeriodId;
use crate::domain::review::ReviewState;
use crate::domain::status::State;
use crate::domain::submission::Revision;
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::export::Export;
use crate::export::paper::{Standing, Summary, TableTold, Voice};
use crate::ops::counting::Counted;
use crate::ops::overview::{Cadence, Received};
use crate::ops::status::Matrix;
use crate::ops::total::Extent;
use crate::ops::{Desk, submit};

pub(super) fn summary(desk: &mut Desk, request: &Request, now: Instant) -> Result<Export, Fault> {
    let sums = table_totals(desk, request, now)?;
    let top = desk.unit(request.scope.unit())?;
    let units = active_units(desk, request.scope, now)?;
    let registered = submit::liaisons(desk)?;
    let matrix = matrix(desk, request, now)?;
    let standings = standings(&matrix);
    let mut ledger = ledger(desk, now)?;
    ledger.retain(|hazard| is_found_in(desk, &request.extent, hazard.entry.found_on));
    let mut revisions = desk.store.read().standing_revisions()?;
    let counting = Counted::of(desk.store.read(), request.counting)?;
    let known: BTreeSet<UnitId> = units.iter().map(|unit| unit.id).collect();
    revisions.retain(|revision| known.contains(&revision.unit));
    let mut tables = Vec::new();
    for (id, totals) in sums {
        tables.push(TableTold {
            unreviewed: unreviewed(desk, request, &id, &revisions, &counting),
            table: desk.table(&id)?,
            totals: totals.figures,
            reckoning: totals.reckoning,
        });
    }
    revisions.retain(|revision| counting.takes(&revision.uid));
    let paper = Summary {
        campaign: &desk.campaign,
        voice: match request.scope {
            Scope::Subtree(_) => Voice::Bureau,
            Scope::Unit(_) => Voice::Unit,
        },
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
        tables: &tables,
        programme: &programme::of(desk, request, now)?,
        hazards: &hazard_lines(&units, &ledger),
        counted: &counted(desk, &matrix, &top, &request.extent, &counting)?,
        tellings: &tellings::of(desk, &units, &revisions, &request.extent)?,
    };
    Ok(paper.document().into())
}

/// The totals of every table that what is asked about fills: the week of a plan fills none.
fn table_totals(
    desk: &mut Desk,
    request: &Request,
    now: Instant,
) -> Result<Vec<(TableId, Totals)>, Fault> {
    let is_whole = !matches!(request.extent, Extent::Period(_));
    let tables = desk.campaign.tables.iter().map(|table| table.id.clone());
    let mut tables: Vec<TableId> = tables.collect();
    tables.retain(|table| is_whole || !request.extent.periods(&desk.ground(), table).is_empty());
    let mut all = Vec::new();
    for table in tables {
        let of = Request {
            table: Some(table.clone()),
            ..request.clone()
        };
        all.push((table, totals(desk, &of, now)?));
    }
    Ok(all)
}

/// How many reports with figures of a table have come and do not count because nobody has reviewed them.
fn unreviewed(
    desk: &Desk,
    request: &Request,
    table: &TableId,
    standing: &[Revision],
    counting: &Counted,
) -> u32 {
    let ground = desk.ground();
    let periods = request.extent.periods(&ground, table);
    let waiting = standing.iter().filter(|revision| {
        periods.iter().any(|period| period.id == revision.period)
            && !counting.takes(&revision.uid)
            && counting.state(&revision.uid) == ReviewState::Received
    });
    u32::try_from(waiting.count()).unwrap_or(u32::MAX)
}

/// Whether a hazard found on that day belongs to what is reported about.
fn is_found_in(desk: &Desk, extent: &Extent, day: NaiveDate) -> bool {
    match extent {
        Extent::Whole => true,
        Extent::AsOf(last) => day <= *last,
        Extent::Period(period) => {
            let days = desk.plan.period(period).and_then(|one| one.occurrence.days);
            days.is_none_or(|days| days.contains(day))
        }
    }
}

/// The bodies that sign, as the notice names them: 姑苏区民政和卫生健康局应急保障处 is one with its office; several, and an
/// office that is a body of its own (…领导小组办公室), have a line each.
fn author(desk: &Desk, top: &Unit) -> Vec<String> {
    let campaign = &desk.campaign;
    if top.name != campaign.issuer {
        return vec![top.name.clone()];
    }
    let (issuer, office) = (&campaign.issuer, &campaign.collector);
    let is_one = !issuer.contains('、') && !office.ends_with("办公室");
    if is_one {
        return vec![format!("{issuer}{office}")];
    }
    let bodies = issuer.split('、').chain([office.as_str()]);
    bodies
        .filter(|body| !body.is_empty())
        .map(str::to_owned)
        .collect()
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
