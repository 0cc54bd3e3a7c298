//! Narrowing the matrix down: kinds, states, periods, a text; and the orders of its rows. Pure, so that a screen can do
//! it at every key.

use std::cmp::Reverse;

use super::{Head, Matrix, Row, due, tallies};
use crate::domain::id::KindId;
use crate::domain::period::PeriodId;
use crate::domain::status::State;
use crate::text::search::Needle;

/// Which rows and columns to show. What is empty lets everything through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub kinds: Vec<KindId>,
    /// Rows in which one of the shown periods is in one of these states.
    pub states: Vec<State>,
    /// Or one of them stands returned and waits for another report.
    pub returned: bool,
    pub periods: Vec<PeriodId>,
    /// Part of a unit's name, code or alias or of its liaison's name; pinyin and initials too.
    pub text: String,
}

/// The order of the rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    #[default]
    Code,
    /// By kind, in the campaign's order; units of no kind last.
    Kind,
    /// The most missing first, then the most late.
    Urgency,
}

impl Filter {
    /// Whether it lets everything through.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Matrix {
    /// The rows that the filter lets through, as indices, in the order asked for; with a text, best fit first.
    pub fn select(&self, filter: &Filter, sort: Sort) -> Vec<usize> {
        let columns = self.columns(filter);
        let needle = Needle::new(&filter.text);
        let mut found: Vec<(i32, usize)> = self
            .rows
            .iter()
            .enumerate()
            .filter(|(_, row)| filter.takes_kind(row) && filter.takes_state(row, &columns))
            .filter_map(|(at, row)| Some((score(&needle, row)?, at)))
            .collect();
        match sort {
            Sort::Code => {}
            Sort::Kind => found.sort_by_key(|(_, at)| self.rank(&self.rows[*at])),
            Sort::Urgency => {
                found.sort_by_key(|(_, at)| Reverse(urgency(&self.rows[*at], &columns)))
            }
        }
        // Stable, and all alike without a text.
        found.sort_by_key(|(score, _)| Reverse(*score));
        found.into_iter().map(|(_, at)| at).collect()
    }

    fn rank(&self, row: &Row) -> usize {
        let known = |kind: &KindId| self.kinds.iter().position(|known| known.id == *kind);
        let kind = row.unit.kind.as_ref();
        kind.and_then(known).unwrap_or(self.kinds.len())
    }

    /// The columns that the filter lets through, as indices.
    pub fn columns(&self, filter: &Filter) -> Vec<usize> {
        let shown =
            |period: &PeriodId| filter.periods.is_empty() || filter.periods.contains(period);
        let heads = self.heads.iter().enumerate();
        heads
            .filter(|(_, head)| shown(&head.period.id))
            .map(|(at, _)| at)
            .collect()
    }

    /// Only what the filter lets through. The tallies are those of the chosen kinds: a filter by state or text is for
    /// finding somebody, and a rate of those found would say nothing.
    pub fn narrowed(&self, filter: &Filter, sort: Sort) -> Self {
        let columns = self.columns(filter);
        let of_kinds = self.rows.iter().filter(|row| filter.takes_kind(row));
        let tallies = tallies(self.heads.len(), of_kinds);
        let heads: Vec<Head> = columns
            .iter()
            .map(|at| Head {
                tally: tallies[*at],
                ..self.heads[*at].clone()
            })
            .collect();
        let pick = |row: &Row| Row {
            unit: row.unit.clone(),
            liaison: row.liaison.clone(),
            cells: columns.iter().map(|at| row.cells[*at]).collect(),
        };
        let selected = self.select(filter, sort).into_iter();
        Self {
            now: self.now,
            rows: selected.map(|at| pick(&self.rows[at])).collect(),
            due: due(&heads, self.now),
            heads,
            kinds: self.kinds.clone(),
        }
    }
}

impl Filter {
    fn takes_kind(&self, row: &Row) -> bool {
        let kind = row.unit.kind.as_ref();
        self.kinds.is_empty() || kind.is_some_and(|kind| self.kinds.contains(kind))
    }

    fn takes_state(&self, row: &Row, columns: &[usize]) -> bool {
        let mut cells = columns.iter().map(|at| &row.cells[*at]);
        let takes_any = self.states.is_empty() && !self.returned;
        takes_any
            || cells.any(|cell| {
                let is_returned = self.returned && cell.returned_at.is_some();
                is_returned || self.states.contains(&cell.state)
            })
    }
}

fn score(needle: &Needle, row: &Row) -> Option<i32> {
    let unit = &row.unit;
    let names = [unit.name.as_str(), unit.code.as_str()].into_iter();
    let aliases = unit.aliases.iter().map(String::as_str);
    needle.best(names.chain(aliases).chain(row.liaison.as_deref()))
}

/// How many periods are missing, and how many late.
fn urgency(row: &Row, columns: &[usize]) -> (usize, usize) {
    let count = |state| {
        let cells = columns.iter().map(|at| row.cells[*at].state);
        cells.filter(|found| *found == state).count()
    };
    (count(State::Missing), count(State::Late))
}
