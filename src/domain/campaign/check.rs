//! Checks that the campaign file declares over its figures, or over the fields of a register's records:
//! `study_people >= study_sessions`. Which submissions and records they are looked at for is said in
//! [`submission`](crate::domain::submission) and [`record`](crate::domain::record).

use super::{Condition, Facts, Named};
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

impl Check {
    /// Whether the rule is broken by these facts. A rule over a blank or a not-applicable figure is not broken: that
    /// the blank is blank is for the duty to say, not for arithmetic.
    pub fn is_broken_by(&self, facts: Facts<'_>) -> bool {
        let applies = self
            .when
            .as_ref()
            .is_none_or(|when| when.holds(facts) == Some(true));
        applies && self.rule.holds(facts) == Some(false)
    }

    /// The figure or field beside which a problem is told: the first that the rule names.
    pub fn place(&self) -> Option<Named<'_>> {
        self.rule.first_named()
    }
}

#[cfg(test)]
mod tests {
    //! Rules that numbers keep, break, or say nothing of.

    use super::*;
    use crate::domain::campaign::{Comparison, Expression, Operation};
    use crate::domain::figure::{Answer, Figures};
    use crate::domain::id::FigureId;
    use crate::domain::ratio::Ratio;

    fn figure(id: &str) -> Expression {
        Expression::Figure {
            id: id.into(),
            scale: 0,
        }
    }

    fn number(number: i128) -> Expression {
        Expression::Number(Ratio::integer(number))
    }

    fn compare(left: Expression, comparison: Comparison, right: Expression) -> Condition {
        Condition::Compare {
            left,
            comparison,
            right,
        }
    }

    /// Where there are sessions, there are at least two people a session.
    fn check() -> Check {
        Check {
            rule: compare(
                figure("people"),
                Comparison::GreaterOrEqual,
                Expression::arithmetic(number(2), Operation::Multiply, figure("sessions")),
            ),
            when: Some(compare(figure("sessions"), Comparison::Greater, number(0))),
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
                check().is_broken_by(Facts::of_figures(&figures)),
                broken,
                "{people:?} {sessions:?}"
            );
        }
    }

    #[test]
    fn a_problem_stands_beside_the_first_figure_of_the_rule() {
        assert_eq!(check().place(), Some(Named::Figure(&"people".into())));
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
                let condition = compare(number(left), comparison, number(2));
                let held = condition.holds(Facts::default());
                assert_eq!(held, Some(expected), "{left} {comparison:?} 2");
            }
        }
    }
}
