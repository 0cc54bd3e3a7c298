//! What the units of a subtree answered, unit by unit: rows of the store decoded straight into slots, one a period and
//! figure, without a map or a key in between. Totals, traces and pre-filled forms are made from these.

use std::collections::HashMap;

use super::counting::Counted;
use crate::domain::calendar::Instant;
use crate::domain::figure::{Answer, Figure};
use crate::domain::id::{FigureId, UnitId};
use crate::domain::period::{Period, PeriodId};
use crate::domain::review::ReviewState;
use crate::domain::rollup::{Difference, Effective, Explanation, Step, fold};
use crate::store::{CurrentFigures, Reader, StoreError};

/// The figures that are asked for. A row's other figures are passed over.
#[derive(Debug)]
pub(super) struct Slots<'a> {
    pub figures: Vec<&'a Figure>,
    /// Ids with the places of their figures, in the order in which the store writes them.
    sorted: Vec<(&'a str, usize)>,
}

impl<'a> Slots<'a> {
    pub fn of(figures: impl IntoIterator<Item = &'a Figure>) -> Self {
        let figures: Vec<&Figure> = figures.into_iter().collect();
        let ids = figures.iter().enumerate();
        let mut sorted: Vec<(&str, usize)> = ids.map(|(at, f)| (f.id.as_str(), at)).collect();
        sorted.sort_unstable();
        Self { figures, sorted }
    }

    /// The place of a figure among those asked for.
    pub fn place(&self, id: &str) -> Option<usize> {
        let found = self.sorted.binary_search_by(|(known, _)| (*known).cmp(id));
        found.ok().map(|at| self.sorted[at].1)
    }

    fn read(
        &self,
        row: &CurrentFigures<'_>,
        into: &mut [Option<Answer>],
    ) -> Result<(), StoreError> {
        // A row's keys come sorted too, so that mostly the next key is the next slot.
        let mut next = 0;
        row.each(|id, answer| {
            let found = match self.sorted.get(next) {
                Some((known, _)) if *known == id => Ok(next),
                _ => self.sorted.binary_search_by(|(known, _)| (*known).cmp(id)),
            };
            if let Ok(found) = found {
                into[self.sorted[found].1] = Some(answer.into_answer());
                next = found + 1;
            }
        })
    }
}

/// What one unit answered: a row of slots for every period.
#[derive(Debug)]
pub(super) struct UnitAnswers<'a> {
    pub unit: UnitId,
    periods: &'a [&'a Period],
    slots: &'a Slots<'a>,
    /// The submission that stands, period by period.
    pub sources: Vec<Option<Source>>,
    answers: Vec<Option<Answer>>,
}

/// The submission behind a row of slots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source {
    pub revision: u32,
    pub state: ReviewState,
    pub received_at: Instant,
    pub reason: String,
}

impl<'a> UnitAnswers<'a> {
    /// Nothing, for a unit that sent nothing.
    pub fn none(unit: UnitId, periods: &'a [&'a Period], slots: &'a Slots<'a>) -> Self {
        Self {
            unit,
            periods,
            slots,
            sources: vec![None; periods.len()],
            answers: vec![None; periods.len() * slots.figures.len()],
        }
    }

    fn clear(&mut self, unit: UnitId) {
        self.unit = unit;
        self.sources.fill(None);
        self.answers.fill(None);
    }

    fn take(
        &mut self,
        period: usize,
        row: &CurrentFigures<'_>,
        counted: &Counted,
    ) -> Result<(), StoreError> {
        self.sources[period] = Some(Source {
            revision: row.number,
            state: counted.state(row.uid),
            received_at: row.received_at,
            reason: row.reason.to_owned(),
        });
        let width = self.slots.figures.len();
        let answers = &mut self.answers[period * width..(period + 1) * width];
        self.slots.read(row, answers)
    }

    /// The answer in one period; `None` where it was left blank or nothing came.
    pub fn answer(&self, period: usize, figure: usize) -> Option<&Answer> {
        self.answers[period * self.slots.figures.len() + figure].as_ref()
    }

    /// What the periods amount to for one figure.
    pub fn effective(&self, figure: usize) -> Effective {
        self.effective_before(self.periods.len(), figure)
    }

    /// What the first `periods` of them amount to.
    pub fn effective_before(&self, periods: usize, figure: usize) -> Effective {
        let steps = self.periods[..periods].iter().enumerate();
        fold(
            self.slots.figures[figure].accumulation,
            steps.map(|(at, period)| Step {
                basis: period.basis,
                answer: self.answer(at, figure),
            }),
        )
    }
}

/// What was said about the differences of a subtree.
#[derive(Debug, Default)]
pub(super) struct Explanations(HashMap<(UnitId, PeriodId), Vec<Explanation>>);

impl Explanations {
    /// Everything that was said of the units whose path begins with `path`.
    pub fn below(reader: Reader<'_>, path: &str) -> Result<Self, StoreError> {
        let mut all = Self::default();
        for (unit, period, said) in reader.explanations_below(path)? {
            all.0.entry((unit, period)).or_default().push(said);
        }
        Ok(all)
    }

    /// What was said about one difference.
    pub fn of(
        &self,
        unit: UnitId,
        period: &PeriodId,
        figure: &FigureId,
        difference: &Difference,
    ) -> Option<&str> {
        let all = self.0.get(&(unit, period.clone()))?;
        Explanation::of(all, figure, difference).map(|said| said.reason.as_str())
    }
}

/// Hands over what every unit answered whose path begins with `path`, for the periods in the order given, as far as it
/// counts. Units of which nothing does are not handed over.
pub(super) fn each_unit(
    reader: Reader<'_>,
    path: &str,
    periods: &[&Period],
    slots: &Slots<'_>,
    counted: &Counted,
    mut visit: impl FnMut(&UnitAnswers<'_>),
) -> Result<(), StoreError> {
    let ids = periods.iter().enumerate();
    let place: HashMap<String, usize> = ids.map(|(at, p)| (p.id.to_string(), at)).collect();
    let mut current: Option<UnitAnswers<'_>> = None;
    reader.each_current(path, |row| {
        let Some(period) = place.get(row.period).filter(|_| counted.takes(row.uid)) else {
            return Ok(());
        };
        // Rows come unit by unit.
        let answers = match &mut current {
            Some(answers) => {
                if answers.unit != row.unit {
                    visit(answers);
                    answers.clear(row.unit);
                }
                answers
            }
            None => current.insert(UnitAnswers::none(row.unit, periods, slots)),
        };
        answers.take(*period, &row, counted)
    })?;
    if let Some(answers) = &current {
        visit(answers);
    }
    Ok(())
}
