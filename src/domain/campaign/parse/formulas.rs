//! Formulas that name figures which are worked out themselves: each is laid open until it names nothing but blanks, so
//! that nothing depends on the order in which they are worked out. One that comes back to itself is told.

use std::collections::BTreeMap;

use super::grid::cells::Formulas;
use super::report::Report;
use crate::domain::campaign::Expression;
use crate::domain::figure::Figure;
use crate::domain::id::FigureId;

/// Beyond this it is no formula of a paper, but a file made to exhaust a reader: parts, and how deep they are nested.
const LARGEST: usize = 20_000;
const DEEPEST: usize = 200;

/// Formulas that name each other over more steps than this.
const LONGEST_WAY: usize = 50;

/// Gives every figure its formula, laid open.
pub(super) fn settle(figures: &mut [Figure], formulas: &Formulas, report: &Report<'_>) {
    let mut opening = Opening {
        formulas,
        report,
        open: BTreeMap::new(),
        way: Vec::new(),
    };
    for figure in figures {
        if formulas.contains_key(&figure.id) {
            figure.formula = opening.open(&figure.id);
        }
    }
}

struct Opening<'o> {
    formulas: &'o Formulas,
    report: &'o Report<'o>,
    /// What was laid open before; `None` where that failed and was told.
    open: BTreeMap<FigureId, Option<Expression>>,
    /// The figures on the way here.
    way: Vec<FigureId>,
}

impl Opening<'_> {
    fn open(&mut self, id: &FigureId) -> Option<Expression> {
        if let Some(known) = self.open.get(id) {
            return known.clone();
        }
        let (formula, span) = self.formulas.get(id)?;
        let is_circle = self.way.contains(id);
        if is_circle || self.way.len() == LONGEST_WAY {
            let message = match is_circle {
                true => "算式绕成了圈，自己要由自己算出来",
                false => "算式一个套一个，套得太深",
            };
            self.report.error(span.clone(), message);
            self.open.insert(id.clone(), None);
            return None;
        }
        self.way.push(id.clone());
        let mut is_sound = true;
        let mut parts = 0;
        let laid_open = formula.clone().with_figures(&mut |id, scale| {
            let part = match self.formulas.contains_key(&id) {
                true => self.open(&id),
                false => Some(Expression::Figure { id, scale }),
            };
            is_sound &= part.is_some();
            parts += part.as_ref().map_or(0, |part| part.extent().0);
            match part {
                Some(part) if parts <= LARGEST => part,
                _ => Expression::Units,
            }
        });
        self.way.pop();
        let is_too_large = parts > LARGEST || laid_open.extent().1 > DEEPEST;
        if is_too_large {
            self.report.error(span.clone(), "算式太长了");
        }
        let laid_open = (is_sound && !is_too_large).then_some(laid_open);
        self.open.insert(id.clone(), laid_open.clone());
        laid_open
    }
}
