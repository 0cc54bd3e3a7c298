//! A number that nobody fills in (算式) taken apart: what each unit's own answers come to by the formula, and what they
//! are. The whole is worked out from the sums of those answers; parts are never added.

use std::collections::HashMap;

use super::{Asked, BLANK, Share, Trace, TracedSubmission, put_together};
use crate::domain::campaign::{Expression, Facts};
use crate::domain::figure::{Answer, Figure, Figures};
use crate::domain::formula::worked_out;
use crate::domain::id::UnitId;
use crate::domain::period::Period;
use crate::domain::rollup::{Effective, Total};
use crate::domain::submission::show_answer;
use crate::ops::answers::{Slots, UnitAnswers, each_unit};
use crate::ops::counting::Counted;
use crate::ops::desk::Ground;
use crate::store::{Reader, StoreError};

/// Takes apart what `formula` makes of other figures.
pub(super) fn take_apart(
    reader: Reader<'_>,
    ground: &Ground<'_>,
    asked: Asked<'_>,
    formula: &Expression,
    counted: &Counted,
) -> Result<Trace, StoreError> {
    let figure = asked.figure;
    let (path, units) = asked.units(reader, ground)?;
    let periods = asked.extent.periods(ground, &figure.table);
    let inputs = formula.figures().into_iter();
    let slots = Slots::of(inputs.filter_map(|id| ground.campaign.figure(id)));
    let worked = Worked {
        figure,
        slots: &slots,
        periods: &periods,
    };
    let mut found: HashMap<UnitId, Share> = HashMap::new();
    let mut sums = vec![Total::default(); slots.figures.len()];
    each_unit(reader, &path, &periods, &slots, counted, |answers| {
        if !asked.takes(answers.unit) {
            return;
        }
        let own: Vec<Effective> = (0..slots.figures.len())
            .map(|place| answers.effective(place))
            .collect();
        for (sum, own) in sums.iter_mut().zip(&own) {
            sum.add(answers.unit, own.answer.as_ref());
        }
        let mut effective = Effective::default();
        effective.answer = worked.out(|place| own[place].answer.clone());
        found.insert(answers.unit, (effective, worked.submissions(answers)));
    })?;
    let mut trace = put_together(ground, units, found, asked, &periods);
    // Rates of units neither add up to the whole's nor stand for the same work counted twice.
    trace.overlaps.clear();
    let mut whole = Total::default();
    if let Some(answer) = worked.out(|place| sums[place].answer()) {
        whole.add(asked.scope, Some(&answer));
    }
    trace.total.number = whole.number;
    trace.total.yes_no = whole.yes_no;
    trace.total.texts = whole.texts;
    trace.made_of = slots
        .figures
        .iter()
        .zip(&sums)
        .map(|(figure, sum)| ((*figure).clone(), sum.answer()))
        .collect();
    Ok(trace)
}

/// The figure that is worked out, and what it is worked out from.
struct Worked<'a> {
    figure: &'a Figure,
    slots: &'a Slots<'a>,
    periods: &'a [&'a Period],
}

impl Worked<'_> {
    fn out(&self, answer: impl Fn(usize) -> Option<Answer>) -> Option<Answer> {
        let answers = self.slots.figures.iter().enumerate();
        let answers: Figures = answers
            .filter_map(|(place, figure)| Some((figure.id.clone(), answer(place)?)))
            .collect();
        worked_out([self.figure], Facts::of_figures(&answers)).remove(&self.figure.id)
    }

    /// The periods in which a unit answered enough for the formula.
    fn submissions(&self, answers: &UnitAnswers<'_>) -> Vec<TracedSubmission> {
        let sources = answers.sources.iter().enumerate();
        let traced = sources.filter_map(|(at, source)| {
            let source = source.as_ref()?;
            let answer = self.out(|place| answers.answer(at, place).cloned())?;
            let statement = self.statement(answers, at);
            let period = self.periods[at];
            Some(TracedSubmission::new(period, source, answer, statement))
        });
        traced.collect()
    }

    /// `企业数 26 家，参赛企业 15 家`
    fn statement(&self, answers: &UnitAnswers<'_>, at: usize) -> String {
        let inputs = self.slots.figures.iter().enumerate();
        let told = inputs.map(|(place, figure)| told(figure, answers.answer(at, place)));
        told.collect::<Vec<_>>().join("，")
    }
}

/// A figure with its answer: `企业数 26 家`.
pub fn told(figure: &Figure, answer: Option<&Answer>) -> String {
    let amount = answer.map_or_else(|| BLANK.to_owned(), |answer| show_answer(figure, answer));
    format!("{} {amount} {}", figure.label, figure.measure)
        .trim_end()
        .to_owned()
}
