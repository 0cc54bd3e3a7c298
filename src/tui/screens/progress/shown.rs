//! What is shown of the matrix, and which place of it is selected: after an answer of the desk, and whenever filter or
//! order change. The desk is not asked for it.

use super::grid;
use super::state::Progress;
use super::work::Survey;
use crate::domain::calendar::Instant;
use crate::domain::id::UnitId;
use crate::domain::period::PeriodId;
use crate::domain::status::State;
use crate::ops::status::{Cell, Matrix};

/// What stays selected when the lines change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    Unit,
    /// The first line is the one that fits best.
    Nothing,
}

fn why_empty(all: &Matrix) -> &'static str {
    if all.rows.is_empty() {
        "还没有需要报送的单位。请按 4 新增或导入。"
    } else {
        "没有符合条件的单位。按 Esc 取消搜索与筛选。"
    }
}

impl Progress {
    pub(super) fn set_survey(&mut self, survey: Survey, now: Instant) {
        let first = self.survey.is_none();
        self.survey = Some(survey);
        self.reshape(Keep::Unit);
        if first {
            self.select_current(now);
        }
        if let Some(unit) = self.wanted.take() {
            if !self.select_unit(unit) {
                self.show_all();
                self.select_unit(unit);
            }
            self.select_missing();
        }
    }

    /// Goes to the first period that the selected unit has missed: whoever is led to a late unit is to extend or chase
    /// that one.
    fn select_missing(&mut self) {
        self.select_first(|cell| cell.state == State::Missing);
    }

    /// Goes to the first period of which the selected unit's report was returned.
    pub(super) fn select_returned(&mut self) {
        self.select_first(|cell| cell.returned_at.is_some());
    }

    fn select_first(&mut self, is_it: impl Fn(&Cell) -> bool) {
        let cells = self.selected().map(|at| &at.row.cells);
        if let Some(at) = cells.and_then(|cells| cells.iter().position(is_it)) {
            self.table.select_column(at + grid::FIXED);
        }
    }

    /// Begins on the period that is due next.
    pub(super) fn select_current(&mut self, now: Instant) {
        let Some(shown) = &self.shown else { return };
        let ahead = shown.heads.iter().position(|head| !head.period.is_due(now));
        let at = ahead.unwrap_or(shown.heads.len().saturating_sub(1));
        self.table.select_column(at + grid::FIXED);
    }

    pub(super) fn select_unit(&mut self, unit: UnitId) -> bool {
        let rows = self.shown.iter().flat_map(|shown| &shown.rows);
        let found = rows.map(|row| row.unit.id).position(|id| id == unit);
        if let Some(at) = found {
            self.table.select(at);
        }
        found.is_some()
    }

    pub(super) fn select_period(&mut self, period: &PeriodId) {
        let heads = self.shown.iter().flat_map(|shown| &shown.heads);
        if let Some(at) = heads
            .map(|head| &head.period.id)
            .position(|id| id == period)
        {
            self.table.select_column(at + grid::FIXED);
        }
    }

    /// Puts into the table what filter and order make of the matrix.
    pub(super) fn reshape(&mut self, keep: Keep) {
        let before = self.selected();
        let before = before.map(|at| (at.row.unit.id, at.head.period.id.clone()));
        let Some(survey) = &self.survey else { return };
        let shown = survey.matrix.narrowed(&self.filter, self.sort);
        grid::fill(&mut self.table, &shown, why_empty(&survey.matrix));
        self.shown = Some(shown);
        self.table.select(0);
        if let Some((unit, period)) = before {
            self.select_period(&period);
            if keep == Keep::Unit {
                self.select_unit(unit);
            }
        }
    }
}
