//! What is worked out (算式) from the answers of a unit, or of many together. A total is added up and a rate divided anew
//! at every level, from that level's own answers; neither is ever added over units or over time.

use super::campaign::{Blanks, Expression, Facts, Outcome};
use super::figure::{Answer, Figure, Figures, Value};

/// Shown where there is nothing to divide by.
const UNDEFINED: &str = "/";

/// The figures that have a formula, each with what it comes to over `facts`, as they are shown and printed beside the
/// answers: a number, “/” where there is nothing to divide by; what cannot be told yet is not among them. These are no
/// answers: they are never stored and never added.
pub fn worked_out<'f>(figures: impl IntoIterator<Item = &'f Figure>, facts: Facts<'_>) -> Figures {
    outcomes(figures, facts, |figure| figure.formula.as_ref())
}

/// The answers, and beside them what is worked out from them: what stands in the cells of a paper.
pub fn completed<'f>(figures: impl IntoIterator<Item = &'f Figure>, answers: &Figures) -> Figures {
    let mut all = worked_out(figures, Facts::of_figures(answers));
    all.extend(answers.clone());
    all
}

/// What the registers say of figures that have a source there: offered to whoever fills them in, and held against what
/// is filled in. A register in which nothing at all stands is one that is not kept, and says nothing.
pub fn from_registers<'f>(
    figures: impl IntoIterator<Item = &'f Figure>,
    facts: Facts<'_>,
) -> Figures {
    let is_kept = |source: &&Expression| {
        let selections = source.selections();
        let mut records = facts.records.iter();
        selections.is_empty()
            || records.any(|record| selections.iter().any(|of| of.register == record.register))
    };
    let mut offered = outcomes(figures, facts, |figure| {
        figure.source.as_ref().filter(is_kept)
    });
    offered.retain(|_, answer| answer.as_number().is_some());
    offered
}

fn outcomes<'f>(
    figures: impl IntoIterator<Item = &'f Figure>,
    facts: Facts<'_>,
    expression: impl Fn(&'f Figure) -> Option<&'f Expression>,
) -> Figures {
    let value = |figure: &'f Figure| {
        let outcome = expression(figure)?.value(facts, Blanks::Skipped);
        let value = match outcome {
            Outcome::Number(number) => Value::Number(number.round(figure.kind.scale()?)?),
            Outcome::Undefined => Value::Text(UNDEFINED.to_owned()),
            Outcome::Blank => return None,
        };
        Some((figure.id.clone(), Answer::Value(value)))
    };
    figures.into_iter().filter_map(value).collect()
}

#[cfg(test)]
mod tests;
