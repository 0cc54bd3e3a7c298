//! What a number is made of: units, their submissions, and the sentence of the paper that each of them filled in. The
//! parts of a number sum up to it; the number itself, for all figures at once, is in [`super::total`].

mod behind;
mod paper;
mod silent;
mod worked;

use std::collections::HashMap;

pub use behind::{Behind, Below, BelowSubmission};
pub use paper::TracedPaper;
pub use silent::{Silence, Silent};
pub use worked::told as figure_told;

use super::Desk;
use super::answers::{Explanations, Slots, Source, UnitAnswers, each_unit};
use super::counting::Counted;
use super::desk::Ground;
use super::total::{Extent, is_owed};
use crate::domain::arrival::called;
use crate::domain::calendar::Instant;
use crate::domain::campaign::{Basis, Sentence};
use crate::domain::counting::Counting;
use crate::domain::figure::{Answer, Figure};
use crate::domain::id::{FigureId, UnitId};
use crate::domain::period::{Period, PeriodId};
use crate::domain::rollup::{Difference, Effective, Overlap, Placed, Total, overlaps};
use crate::domain::submission::show_answer;
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::store::{Reader, StoreError};

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
    pub silent: Vec<Silent>,
    pub overlaps: Vec<Overlap>,
    /// What the number is worked out from, each with its own sum; empty where units fill the number in themselves.
    pub made_of: Vec<(Figure, Option<Answer>)>,
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
    /// Where it set something other than the sum so far.
    pub difference: Option<Difference>,
    /// What was said about that very difference, if anything was.
    pub explanation: Option<String>,
    /// The file that it was read from, if it came by one.
    pub paper: Option<TracedPaper>,
    /// What is behind it, where it is a total itself.
    pub behind: Option<Behind>,
}

impl TracedSubmission {
    /// As it is found; what stands behind it is looked for later.
    fn new(period: &Period, source: &Source, answer: Answer, statement: String) -> Self {
        Self {
            period: period.id.clone(),
            period_name: period.name.clone(),
            revision: source.revision,
            received_at: source.received_at,
            basis: period.basis,
            answer,
            statement,
            reason: source.reason.clone(),
            difference: None,
            explanation: None,
            paper: None,
            behind: None,
        }
    }

    /// Why it was reported, where somebody said so: of what came by a file and nothing more was said, the file is the
    /// reason, and told with the paper.
    pub fn said(&self) -> Option<&str> {
        let is_the_file = |paper: &TracedPaper| self.reason == called(&paper.file);
        let is_said = !self.reason.is_empty() && !self.paper.as_ref().is_some_and(is_the_file);
        is_said.then_some(self.reason.as_str())
    }
}

/// What one unit's submissions amount to, and those among them that answered.
type Share = (Effective, Vec<TracedSubmission>);

/// Whose figure is taken apart, and over which periods.
#[derive(Debug, Clone, Copy)]
struct Asked<'a> {
    scope: UnitId,
    /// Whether the units below it are left out.
    alone: bool,
    extent: &'a Extent,
    figure: &'a Figure,
}

impl Asked<'_> {
    /// The path that those who are asked begin with, and those among them that report, by path.
    fn units(
        self,
        reader: Reader<'_>,
        ground: &Ground<'_>,
    ) -> Result<(String, Vec<Unit>), StoreError> {
        let mut units = reader.units()?;
        let top = units.iter().find(|unit| unit.id == self.scope);
        let path = top.map(|unit| unit.path.clone()).unwrap_or_default();
        units.retain(|unit| unit.path.starts_with(&path) && ground.seat.reports(unit.id));
        units.retain(|unit| self.takes(unit.id));
        Ok((path, units))
    }

    /// Whether a unit of the subtree is asked about.
    fn takes(self, unit: UnitId) -> bool {
        !self.alone || unit == self.scope
    }
}

/// Takes a figure of a unit's subtree apart, of whatever was received.
pub fn trace(
    desk: &Desk,
    scope: UnitId,
    extent: &Extent,
    figure: &FigureId,
) -> Result<Trace, Fault> {
    trace_counting(desk, scope, extent, Counting::Received, figure)
}

/// As [`trace`], of what counts.
pub fn trace_counting(
    desk: &Desk,
    scope: UnitId,
    extent: &Extent,
    counting: Counting,
    figure: &FigureId,
) -> Result<Trace, Fault> {
    trace_of(desk, (scope, false), extent, counting, figure)
}

/// Takes apart what one unit itself reported, without the units below it.
pub fn own(
    desk: &Desk,
    unit: UnitId,
    extent: &Extent,
    counting: Counting,
    figure: &FigureId,
) -> Result<Trace, Fault> {
    trace_of(desk, (unit, true), extent, counting, figure)
}

fn trace_of(
    desk: &Desk,
    (scope, alone): (UnitId, bool),
    extent: &Extent,
    counting: Counting,
    figure: &FigureId,
) -> Result<Trace, Fault> {
    let figure = desk
        .campaign
        .figure(figure)
        .ok_or_else(|| Fault::problem(format!("活动里没有“{figure}”这个指标")))?;
    desk.unit(scope)?;
    let ground = desk.ground();
    desk.store.snapshot(|reader| {
        let counted = Counted::of(reader, counting)?;
        let asked = Asked {
            scope,
            alone,
            extent,
            figure,
        };
        let mut trace = match &figure.formula {
            Some(formula) => worked::take_apart(reader, &ground, asked, formula, &counted)?,
            None => take_apart(reader, &ground, asked, &counted)?,
        };
        if counting == Counting::Accepted {
            let periods = extent.periods(&ground, &figure.table);
            silent::tell_unaccepted(reader, &periods, &mut trace)?;
        }
        paper::add(reader, &mut trace)?;
        behind::add(desk, reader, &mut trace)?;
        Ok(trace)
    })
}

fn take_apart(
    reader: Reader<'_>,
    ground: &Ground<'_>,
    asked: Asked<'_>,
    counted: &Counted,
) -> Result<Trace, StoreError> {
    let figure = asked.figure;
    let (path, units) = asked.units(reader, ground)?;
    let periods = asked.extent.periods(ground, &figure.table);
    let table = ground.campaign.table(&figure.table);
    let row = table.and_then(|table| table.rows.get(figure.row));
    let sentence = row.map(|row| &row.report);
    // Of each submission only the sentence's own blanks are read.
    let blanks = sentence.into_iter().flat_map(Sentence::blanks);
    let slots = Slots::of(blanks.filter_map(|id| ground.campaign.figure(id)));
    let mut found: HashMap<UnitId, Share> = HashMap::new();
    if let (Some(sentence), Some(place)) = (sentence, slots.place(figure.id.as_str())) {
        let blank = Blank {
            figure,
            place,
            sentence,
            slots: &slots,
            periods: &periods,
            said: Explanations::below(reader, &path)?,
        };
        each_unit(reader, &path, &periods, &slots, counted, |answers| {
            found.insert(answers.unit, blank.share(answers));
        })?;
    }
    Ok(put_together(ground, units, found, asked, &periods))
}

/// The blank whose number is taken apart, and what is needed to show what was written into it.
struct Blank<'a> {
    figure: &'a Figure,
    /// Its place among the slots.
    place: usize,
    sentence: &'a Sentence,
    slots: &'a Slots<'a>,
    periods: &'a [&'a Period],
    said: Explanations,
}

impl Blank<'_> {
    fn share(&self, answers: &UnitAnswers<'_>) -> Share {
        let effective = answers.effective(self.place);
        let sources = answers.sources.iter().enumerate();
        let submissions = sources
            .filter_map(|(at, source)| {
                self.submission(answers, at, source.as_ref()?, &effective.differences)
            })
            .collect();
        (effective, submissions)
    }

    /// The submission of the period at that place, if it answered the figure.
    fn submission(
        &self,
        answers: &UnitAnswers<'_>,
        at: usize,
        source: &Source,
        differences: &[Difference],
    ) -> Option<TracedSubmission> {
        let period = self.periods[at];
        let difference = differences.iter().find(|one| one.step == at).copied();
        let said = |difference: &Difference| {
            let said = &self.said;
            said.of(answers.unit, &period.id, &self.figure.id, difference)
        };
        let show = |id: &FigureId| show(self.slots, answers, at, id);
        let answer = answers.answer(at, self.place)?.clone();
        let statement = self.sentence.statement_of(&self.figure.id, show);
        Some(TracedSubmission {
            explanation: difference.as_ref().and_then(said).map(str::to_owned),
            difference,
            ..TracedSubmission::new(period, source, answer, statement)
        })
    }
}

/// Sorts the units into those that answered and those that did not, and adds the former up.
fn put_together(
    ground: &Ground<'_>,
    units: Vec<Unit>,
    mut found: HashMap<UnitId, Share>,
    asked: Asked<'_>,
    periods: &[&Period],
) -> Trace {
    let mut trace = Trace {
        figure: asked.figure.clone(),
        scope: asked.scope,
        extent: asked.extent.clone(),
        total: Total::default(),
        parts: Vec::new(),
        silent: Vec::new(),
        overlaps: Vec::new(),
        made_of: Vec::new(),
    };
    for unit in units {
        let mut why = Silence::Blank;
        let (effective, sources) = match found.remove(&unit.id) {
            Some(share) => share,
            None if is_owed(ground, &unit, periods) => {
                why = Silence::Unreported;
                Share::default()
            }
            None => continue,
        };
        trace.total.add(unit.id, effective.answer.as_ref());
        if sources.is_empty() {
            trace.silent.push(Silent { unit, why });
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
