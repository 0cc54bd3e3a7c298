//! Puts something else in the place of figures: a rule over columns becomes one over the cells of a row, a formula over
//! formulas one over blanks. What expressions are worth is not asked here.

use super::{Condition, Expression, Operand};
use crate::domain::id::FigureId;

impl Expression {
    /// The expression with something else in the place of every figure.
    pub fn with_figures(self, put: &mut impl FnMut(FigureId, i8) -> Self) -> Self {
        match self {
            Self::Figure { id, scale } => put(id, scale),
            Self::Arithmetic {
                left,
                operation,
                right,
            } => Self::arithmetic(left.with_figures(put), operation, right.with_figures(put)),
            Self::While { condition, worth } => Self::While {
                condition: Box::new(condition.with_figures(put)),
                worth: Box::new(worth.with_figures(put)),
            },
            other => other,
        }
    }
}

impl Condition {
    /// The condition with something else in the place of every figure. Where no number is asked for, only another
    /// figure can take its place.
    pub fn with_figures(self, put: &mut impl FnMut(FigureId, i8) -> Expression) -> Self {
        match self {
            Self::Compare {
                left,
                comparison,
                right,
            } => Self::Compare {
                left: left.with_figures(put),
                comparison,
                right: right.with_figures(put),
            },
            Self::Text { of, is } => Self::Text {
                of: of.with_figures(put),
                is,
            },
            Self::Day {
                of,
                comparison,
                day,
            } => Self::Day {
                of: of.with_figures(put),
                comparison,
                day,
            },
            Self::Days {
                left,
                comparison,
                right,
            } => Self::Days {
                left: left.with_figures(put),
                comparison,
                right: right.with_figures(put),
            },
            Self::Yes { of } => Self::Yes {
                of: of.with_figures(put),
            },
            Self::Filled { of } => of.filled_with(put),
            Self::Stage { .. } | Self::Row { .. } => self,
            Self::All(all) => Self::All(each_with_figures(all, put)),
            Self::Any(any) => Self::Any(each_with_figures(any, put)),
            Self::Not(condition) => Self::Not(Box::new(condition.with_figures(put))),
        }
    }
}

impl Operand {
    /// That it is filled in. What is worked out is as soon as all is that it is worked out from.
    fn filled_with(self, put: &mut impl FnMut(FigureId, i8) -> Expression) -> Condition {
        let filled = |of| Condition::Filled { of };
        let id = match self {
            Self::Figure(id) => id,
            Self::Field(_) => return filled(self),
        };
        match put(id, 0) {
            Expression::Figure { id, .. } => filled(Self::Figure(id)),
            worked_out => {
                let from = worked_out.figures().into_iter().cloned();
                Condition::All(from.map(|id| filled(Self::Figure(id))).collect())
            }
        }
    }

    fn with_figures(self, put: &mut impl FnMut(FigureId, i8) -> Expression) -> Self {
        match self {
            Self::Figure(id) => match put(id.clone(), 0) {
                Expression::Figure { id: other, .. } => Self::Figure(other),
                // No single figure stands for it there: it is asked about by its own name.
                _ => Self::Figure(id),
            },
            Self::Field(_) => self,
        }
    }
}

fn each_with_figures(
    conditions: Vec<Condition>,
    put: &mut impl FnMut(FigureId, i8) -> Expression,
) -> Vec<Condition> {
    let conditions = conditions.into_iter();
    conditions
        .map(|condition| condition.with_figures(put))
        .collect()
}
