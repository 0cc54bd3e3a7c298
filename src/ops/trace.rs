//! What a number is made of: units, their submissions, and the sentence of the paper that each of them filled in. The
//! parts of a number sum up to it; the number itself, for all figures at once, is in [`super::total`].

use std::collections::HashMap;

use super::Desk;
use super::answers::{Slots, Source, UnitAnswers, each_unit};
use super::total::{Extent, Ground, is_owed};
use crate::domain::calendar::Instant;
use crate::domain::campaign::{Basis, Sentence};
use crate::domain::figure::{Answer, Figure};
use crate::domain::id::{FigureId, UnitId};
use crate::domain::period::{Period, PeriodId};
use crate::domain::rollup::{Difference, Effective, Overlap, Placed, Total, overlaps};
use crate::domain::submission::show_answer;
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::store::Reader;

/// What a blank shows in a traced sentence: blank is not zero.
const BLANK: &str = "未填";

/// A figure of a subtree, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    pub figure: Figure,
    pub scope: UnitId,
    pub extent: Extent,
    /// The sum of the parts.
    pub total: Total,
    /// The units that answered, by code.
    pub parts: Vec<Part>,
    /// The units that were expected to and did not, by code.
    pub silent: Vec<Unit>,
    pub overlaps: Vec<Overlap>,
}

/// One unit's share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub unit: Unit,
    /// What its submissions amount to.
    pub effective: Effective,
    /// Those that answered the figure, in the order in which they fold; never empty.
    pub sources: Vec<TracedSubmission>,
}

/// One submission behind a unit's share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TracedSubmission {
    pub period: PeriodId,
    pub period_name: String,
    pub revision: u32,
    pub received_at: Instant,
    pub basis: Basis,
    pub answer: Answer,
    /// The statement of the paper that holds the figure, with this submission's answers in its blanks.
    pub statement: String,
    pub reason: String,
    /// Where it set something other than the sum so far. The reason explains it, if there is one.
    pub difference: Option<Difference>,
}

/// What one unit's submissions amount to, and those among them that answered.
type Share = (Effective, Vec<TracedSubmission>);

/// Takes a figure of a unit's subtree apart.
pub fn trace(
    desk: &Desk,
    scope: UnitId,
    extent: &Extent,
    figure: &FigureId,
) -> Result<Trace, Fault> {
    let figure = desk
        .campaign
        .figure(figure)
        .ok_or_else(|| Fault::problem(format!("活动里没有“{figure}”这个指标")))?;
    desk.unit(scope)?;
    let ground = desk.ground();
    desk.store
        .snapshot(|reader| take_apart(reader, &ground, scope, extent, figure))
}

/// Takes apart what one unit itself reported, without the units below it.
pub fn own(desk: &Desk, unit: UnitId, extent: &Extent, figure: &FigureId) -> Result<Trace, Fault> {
    let mut trace = trace(desk, unit, extent, figure)?;
    trace.parts.retain(|part| part.unit.id == unit);
    trace.silent.retain(|silent| silent.id == unit);
    trace.overlaps.clear();
    trace.total = Total::default();
    for part in &trace.parts {
        trace.total.add(unit, part.effective.answer.as_ref());
    }
    for _ in &trace.silent {
        trace.total.add(unit, None);
    }
    Ok(trace)
}

fn take_apart(
    reader: Reader<'_>,
    ground: &Ground<'_>,
    scope: UnitId,
    extent: &Extent,
    figure: &Figure,
) -> Result<Trace, Fault> {
    let mut units = reader.units()?;
    let path = path_of(&units, scope);
    units.retain(|unit| unit.path.starts_with(&path) && ground.seat.reports(unit.id));
    let periods = extent.periods(ground, &figure.table);
    let rows = ground
        .campaign
        .table(&figure.table)
        .map(|table| &table.rows);
    let sentence = rows
        .and_then(|rows| rows.get(figure.row))
        .map(|row| &row.report);
    // Of each row only the sentence's own blanks are read.
    let blanks = sentence.into_iter().flat_map(Sentence::blanks);
    let slots = Slots::of(blanks.filter_map(|id| ground.campaign.figure(id)));
    let place = slots.place(figure.id.as_str());
    let mut found: HashMap<UnitId, Share> = HashMap::new();
    let mut visit = |answers: &UnitAnswers<'_>, place| {
        let effective = answers.effective(place);
        let submission = |(at, source): (usize, &Option<Source>)| {
            let source = source.as_ref()?;
            let show = |id: &FigureId| show(&slots, answers, at, id);
            let differences = effective.differences.iter();
            Some(TracedSubmission {
                period: periods[at].id.clone(),
                period_name: periods[at].name.clone(),
                revision: source.revision,
                received_at: source.received_at,
                basis: periods[at].basis,
                answer: answers.answer(at, place)?.clone(),
                statement: sentence
                    .map(|sentence| sentence.statement_of(&figure.id, show))
                    .unwrap_or_default(),
                reason: source.reason.clone(),
                difference: differences
                    .copied()
                    .find(|difference| difference.step == at),
            })
        };
        let sources = answers
            .sources
            .iter()
            .enumerate()
            .filter_map(submission)
            .collect();
        found.insert(answers.unit, (effective, sources));
    };
    if let Some(place) = place {
        each_unit(reader, &path, &periods, &slots, |answers| {
            visit(answers, place)
        })?;
    }
    Ok(put_together(
        ground,
        units,
        found,
        (scope, extent, figure),
        &periods,
    ))
}

/// Sorts the units into those that answered and those that did not, and adds the former up.
fn put_together(
    ground: &Ground<'_>,
    units: Vec<Unit>,
    mut found: HashMap<UnitId, Share>,
    (scope, extent, figure): (UnitId, &Extent, &Figure),
    periods: &[&Period],
) -> Trace {
    let mut trace = Trace {
        figure: figure.clone(),
        scope,
        extent: extent.clone(),
        total: Total::default(),
        parts: Vec::new(),
        silent: Vec::new(),
        overlaps: Vec::new(),
    };
    for unit in units {
        let (effective, sources) = match found.remove(&unit.id) {
            Some(share) => share,
            None if is_owed(ground, &unit, periods) => Share::default(),
            None => continue,
        };
        trace.total.add(unit.id, effective.answer.as_ref());
        if sources.is_empty() {
            trace.silent.push(unit);
        } else {
            trace.parts.push(Part {
                unit,
                effective,
                sources,
            });
        }
    }
    let placed: Vec<Placed<'_>> = trace.parts.iter().map(placed).collect();
    trace.overlaps = overlaps(&placed);
    trace
}

fn placed(part: &Part) -> Placed<'_> {
    let number = part.effective.answer.as_ref().and_then(Answer::as_number);
    Placed {
        unit: part.unit.id,
        path: &part.unit.path,
        number: number.unwrap_or(0),
    }
}

fn path_of(units: &[Unit], scope: UnitId) -> String {
    let unit = units.iter().find(|unit| unit.id == scope);
    unit.map(|unit| unit.path.clone()).unwrap_or_default()
}

/// An answer as it stands in a traced sentence.
fn show(slots: &Slots<'_>, answers: &UnitAnswers<'_>, period: usize, id: &FigureId) -> String {
    let place = slots.place(id.as_str());
    place
        .and_then(|place| {
            Some(show_answer(
                slots.figures[place],
                answers.answer(period, place)?,
            ))
        })
        .unwrap_or_else(|| BLANK.to_owned())
}

#[cfg(test)]
mod tests;
