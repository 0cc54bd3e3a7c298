//! Where a cumulative answer is something other than the sum of the periods before it, and what was said about that.
//! The form, the roll-up and the trace all ask [`difference`]; there is no second rule.

use serde::{Deserialize, Serialize};

use super::Effective;
use crate::domain::campaign::Basis;
use crate::domain::figure::{Accumulation, Answer, Value};
use crate::domain::id::FigureId;

/// A cumulative answer beside the sum that it replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Which step set it, from 0.
    pub step: usize,
    pub sum_so_far: i64,
    /// What was set; 0 where it was set to 不涉及.
    pub set: i64,
}

impl Difference {
    /// How far what was set lies from the sum: positive where it is more.
    pub fn amount(&self) -> i64 {
        self.set.saturating_sub(self.sum_so_far)
    }
}

/// How far an answer lies from what the steps before it amount to; `None` where it agrees, or where there is nothing to
/// agree with.
///
/// A cumulative answer that follows another with nothing added between has grown by the work of its own days, which is
/// as it should be; that it has shrunk is worth a word.
pub fn difference(
    accumulation: Accumulation,
    basis: Basis,
    so_far: &Effective,
    answer: &Answer,
) -> Option<Difference> {
    if (accumulation, basis) != (Accumulation::Flow, Basis::Cumulative) {
        return None;
    }
    let set = match answer {
        Answer::Value(Value::Number(number)) => *number,
        Answer::NotApplicable => 0,
        Answer::Value(_) => return None,
    };
    let sum_so_far = so_far.sum()?;
    let differs = match so_far.added {
        true => set != sum_so_far,
        false => set < sum_so_far,
    };
    differs.then_some(Difference {
        step: so_far.steps,
        sum_so_far,
        set,
    })
}

/// What somebody said about one figure's difference. It explains a difference of that amount and no other: when a
/// later revision or a corrected week moves the difference, it has to be explained anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    pub figure: FigureId,
    /// As [`Difference::amount`].
    pub amount: i64,
    /// The revision with which it was given, from 1 within unit and period.
    pub revision: u32,
    pub reason: String,
}

impl Explanation {
    /// What was said last about a difference of a figure; `explanations` are one unit's for one period, in the order in
    /// which they were given.
    pub fn of<'a>(
        explanations: &'a [Self],
        figure: &FigureId,
        difference: &Difference,
    ) -> Option<&'a Self> {
        let amount = difference.amount();
        let mut latest_first = explanations.iter().rev();
        latest_first.find(|said| said.figure == *figure && said.amount == amount)
    }
}

#[cfg(test)]
mod tests {
    //! Which explanation belongs to which difference. Where there is a difference at all is told by the fold's tests.

    use super::*;

    #[test]
    fn an_explanation_is_for_one_figure_and_one_amount() {
        let said = |figure: &str, amount, revision, reason: &str| Explanation {
            figure: figure.into(),
            amount,
            revision,
            reason: reason.to_owned(),
        };
        let all = [
            said("posters", 3, 1, "漏报"),
            said("posters", 3, 2, "第2周漏报"),
            said("posters", -1, 2, "重报"),
        ];
        let reason = |figure: &str, set| {
            let difference = Difference {
                step: 4,
                sum_so_far: 10,
                set,
            };
            Explanation::of(&all, &figure.into(), &difference).map(|said| said.reason.as_str())
        };
        assert_eq!(reason("posters", 13), Some("第2周漏报"));
        assert_eq!(reason("posters", 9), Some("重报"));
        assert_eq!(reason("posters", 14), None);
        assert_eq!(reason("study_sessions", 13), None);
    }
}
