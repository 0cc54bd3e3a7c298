//! What the screen asks of the desk: a table's totals, and one number taken apart.

use super::sources::Differing;
use crate::domain::calendar::Instant;
use crate::domain::counting::Counting;
use crate::domain::id::{FigureId, TableId};
use crate::error::Fault;
use crate::ops::Desk;
use crate::ops::export::Scope as Whose;
use crate::ops::submit::explain;
use crate::ops::total::{self, Extent, TableTotal, total_counting};
use crate::ops::trace::{self, Trace, trace_counting};
use crate::tui::work;

/// Which table, whose, and of which time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub table: TableId,
    pub whose: Whose,
    pub extent: Extent,
    /// Which submissions count.
    pub counting: Counting,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    Total(Asked),
    Trace(Asked, FigureId),
    /// Says why a figure differs from the sum of the periods before.
    Explain {
        differing: Differing,
        figure: FigureId,
        reason: String,
    },
}

impl Request {
    pub fn is_change(&self) -> bool {
        matches!(self, Self::Explain { .. })
    }
}

/// Each with what was asked for: the user may have gone on meanwhile.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    Total(Asked, Box<TableTotal>),
    Trace(Asked, Box<Trace>),
    /// What to say of it.
    Explained(String),
}

pub fn perform(
    desk: &mut Desk,
    request: Request,
    now: Instant,
    _: work::Report<'_>,
) -> Result<Answer, Fault> {
    match request {
        Request::Total(asked) => {
            let (table, extent, counting) = (&asked.table, &asked.extent, asked.counting);
            let made = match asked.whose {
                Whose::Subtree(unit) => total_counting(desk, table, unit, extent, counting, now),
                Whose::Unit(unit) => total::own(desk, table, unit, extent, counting),
            };
            Ok(Answer::Total(asked, Box::new(made?)))
        }
        Request::Trace(asked, figure) => {
            let (extent, counting) = (&asked.extent, asked.counting);
            let made = match asked.whose {
                Whose::Subtree(unit) => trace_counting(desk, unit, extent, counting, &figure),
                Whose::Unit(unit) => trace::own(desk, unit, extent, counting, &figure),
            };
            Ok(Answer::Trace(asked, Box::new(made?)))
        }
        Request::Explain {
            differing: Differing { unit, period },
            figure,
            reason,
        } => {
            explain(desk, unit, &period, &[figure], &reason, now)?;
            let name = desk.unit(unit)?.name;
            Ok(Answer::Explained(format!(
                "已说明：{name}，{}",
                desk.period(&period)?.name
            )))
        }
    }
}
