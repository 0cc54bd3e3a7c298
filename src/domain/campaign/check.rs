//! Checks that the campaign file declares over its figures: `study_people >= study_sessions`. All arithmetic is in
//! scaled integers. Evaluating them over a submission is in [`submission`](crate::domain::submission).

use crate::domain::figure::Figures;
use crate::domain::id::FigureId;
use crate::domain::problem::Severity;

/// One declared rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What must hold.
    pub rule: Condition,
    /// The rule is looked at only where this holds.
    pub when: Option<Condition>,
    pub severity: Severity,
    /// What to tell a person, in the campaign file's own words.
    pub message: String,
}

/// Two expressions compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    pub left: Expression,
    pub comparison: Comparison,
    pub right: Expression,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    Less,
    LessOrEqual,
    Equal,
    NotEqual,
    GreaterOrEqual,
    Greater,
}

/// A sum of terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression {
    pub terms: Vec<Term>,
}

/// `factor × figure`, or the bare factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    pub factor: i64,
    pub figure: Option<FigureId>,
}

impl Check {
    /// Whether the rule is broken by these figures. A rule over a blank or a not-applicable figure is not broken: that
    /// the blank is blank is for the duty to say, not for arithmetic.
    pub fn is_broken_by(&self, figures: &Figures) -> bool {
        let applies = self
            .when
            .as_ref()
            .is_none_or(|when| when.holds(figures) == Some(true));
        applies && self.rule.holds(figures) == Some(false)
    }

    /// The figure beside which a problem is told: the first that the rule names.
    pub fn place(&self) -> Option<&FigureId> {
        self.rule.figures().next()
    }
}

impl Condition {
    /// `None` where a figure it names has no number.
    pub fn holds(&self, figures: &Figures) -> Option<bool> {
        let left = self.left.value(figures)?;
        let right = self.right.value(figures)?;
        Some(match self.comparison {
            Comparison::Less => left < right,
            Comparison::LessOrEqual => left <= right,
            Comparison::Equal => left == right,
            Comparison::NotEqual => left != right,
            Comparison::GreaterOrEqual => left >= right,
            Comparison::Greater => left > right,
        })
    }

    /// Every figure it names, left to right.
    pub fn figures(&self) -> impl Iterator<Item = &FigureId> {
        let terms = self.left.terms.iter().chain(&self.right.terms);
        terms.filter_map(|term| term.figure.as_ref())
    }
}

impl Expression {
    /// In 128 bits, so that no sum of 64-bit figures overflows.
    fn value(&self, figures: &Figures) -> Option<i128> {
        self.terms
            .iter()
            .map(|term| {
                let figure = match &term.figure {
                    Some(id) => figures.get(id)?.as_number()?,
                    None => 1,
                };
                Some(i128::from(term.factor) * i128::from(figure))
            })
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::figure::Answer;

    fn sum(terms: &[(i64, Option<&str>)]) -> Expression {
        let term = |&(factor, id): &(i64, Option<&str>)| Term {
            factor,
            figure: id.map(FigureId::from),
        };
        Expression {
            terms: terms.iter().map(term).collect(),
        }
    }

    /// Where there are sessions, there are at least two people a session.
    fn check() -> Check {
        Check {
            rule: Condition {
                left: sum(&[(1, Some("people")), (-2, Some("sessions"))]),
                comparison: Comparison::GreaterOrEqual,
                right: sum(&[(0, None)]),
            },
            when: Some(Condition {
                left: sum(&[(1, Some("sessions"))]),
                comparison: Comparison::Greater,
                right: sum(&[(0, None)]),
            }),
            severity: Severity::Warning,
            message: "人次太少".to_owned(),
        }
    }

    #[test]
    fn a_rule_is_broken_only_by_numbers_that_break_it() {
        let number = |n: i64| Some(Answer::number(n));
        let not_applicable = || Some(Answer::NotApplicable);
        for (people, sessions, broken) in [
            (number(3), number(2), true),
            (number(4), number(2), false),
            (number(0), number(0), false),
            (None, number(2), false),
            (number(3), None, false),
            (not_applicable(), number(2), false),
            (number(3), not_applicable(), false),
            (number(i64::MIN), number(i64::MAX), true),
        ] {
            let filled = [("people", people.clone()), ("sessions", sessions.clone())];
            let figures: Figures = filled
                .into_iter()
                .filter_map(|(id, answer)| Some((FigureId::from(id), answer?)))
                .collect();
            assert_eq!(
                check().is_broken_by(&figures),
                broken,
                "{people:?} {sessions:?}"
            );
        }
    }

    #[test]
    fn a_problem_stands_beside_the_first_figure_of_the_rule() {
        assert_eq!(check().place().map(FigureId::as_str), Some("people"));
    }

    #[test]
    fn every_comparison_compares() {
        for (comparison, holds) in [
            (Comparison::Less, [true, false, false]),
            (Comparison::LessOrEqual, [true, true, false]),
            (Comparison::Equal, [false, true, false]),
            (Comparison::NotEqual, [true, false, true]),
            (Comparison::GreaterOrEqual, [false, true, true]),
            (Comparison::Greater, [false, false, true]),
        ] {
            for (left, expected) in [1, 2, 3].into_iter().zip(holds) {
                let condition = Condition {
                    left: sum(&[(left, None)]),
                    comparison,
                    right: sum(&[(2, None)]),
                };
                let held = condition.holds(&Figures::new());
                assert_eq!(held, Some(expected), "{left} {comparison:?} 2");
            }
        }
    }
}
