//! A table with a fixed heading and fixed first columns: lists (a line is selected) and matrices (a cell is). Columns
//! are as wide as what stands in them, in terminal columns, and the rest scrolls sideways by whole columns. What the
//! lines mean, their order and their filter are the screen's.

use std::cell::Cell as Slot;

use ratatui::layout::Rect;

use super::mouse::{Mouse, MouseKind};
use super::{Viewport, ink};
use crate::tui::keys::Action;

mod column;
mod draw;
mod layout;

pub use column::{Align, Cell, Column};

/// What is selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Line,
    Cell,
}

/// What a click was on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hit {
    /// A heading, for sorting by it.
    Heading { column: usize },
    /// A place, which is selected now; `again` if it was before, so that the click means "open".
    Place {
        row: usize,
        column: usize,
        again: bool,
    },
}

/// The state of a table.
#[derive(Debug, Clone)]
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
    /// Lines below the others that never scroll away and cannot be selected: sums, rates.
    footer: Vec<Vec<Cell>>,
    /// Of each column, as wide as its widest text, within its limits.
    widths: Vec<u16>,
    /// How many columns at the left never scroll away.
    fixed: usize,
    unit: Unit,
    row: usize,
    column: usize,
    /// First column shown after the fixed ones.
    left: Slot<usize>,
    view: Viewport,
    /// Said where there are no lines.
    empty: String,
}

impl Table {
    /// A list: whole lines are selected.
    pub fn list(columns: Vec<Column>) -> Self {
        Self::of(columns, Unit::Line, 1)
    }

    /// A matrix: single cells are selected, to the right of `fixed` columns.
    pub fn matrix(columns: Vec<Column>, fixed: usize) -> Self {
        Self::of(columns, Unit::Cell, fixed)
    }

    fn of(columns: Vec<Column>, unit: Unit, fixed: usize) -> Self {
        let fixed = fixed.min(columns.len());
        let mut table = Self {
            columns,
            rows: Vec::new(),
            footer: Vec::new(),
            widths: Vec::new(),
            fixed,
            unit,
            row: 0,
            column: fixed,
            left: Slot::new(fixed),
            view: Viewport::default(),
            empty: "没有内容。".into(),
        };
        table.measure();
        table
    }

    /// What is said where there are no lines: why, and what to do.
    pub fn when_empty(mut self, text: impl Into<String>) -> Self {
        self.empty = text.into();
        self
    }

    /// Says something else where there are no lines.
    pub fn say_when_empty(&mut self, text: &str) {
        text.clone_into(&mut self.empty);
    }

    /// Other lines; the selection stays on the same line number, as far as there is one. A line with too few cells
    /// is filled up with empty ones.
    pub fn set_rows(&mut self, rows: Vec<Vec<Cell>>) {
        self.rows = rows;
        self.row = self.row.min(self.rows.len().saturating_sub(1));
        self.measure();
    }

    /// Other lines for the foot.
    pub fn set_footer(&mut self, footer: Vec<Vec<Cell>>) {
        self.footer = footer;
        self.measure();
    }

    /// Other columns and lines, for instance for another choice of periods.
    pub fn set(&mut self, columns: Vec<Column>, rows: Vec<Vec<Cell>>) {
        self.fixed = self.fixed.min(columns.len());
        self.columns = columns;
        self.column = self
            .column
            .clamp(self.fixed, self.columns.len().max(self.fixed + 1) - 1);
        self.set_rows(rows);
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The selected line; `None` where there are none.
    pub fn row(&self) -> Option<usize> {
        (!self.rows.is_empty()).then_some(self.row)
    }

    /// The selected column of a matrix, counted among all columns.
    pub fn column(&self) -> usize {
        self.column
    }

    pub fn select(&mut self, row: usize) {
        self.row = row.min(self.rows.len().saturating_sub(1));
    }

    pub fn select_column(&mut self, column: usize) {
        let last = self.columns.len().saturating_sub(1);
        self.column = column.clamp(self.fixed.min(last), last);
    }

    /// Moves the selection. Answers whether the action was for the table.
    pub fn act(&mut self, action: Action) -> bool {
        let page = self.view.page();
        match action {
            Action::Up => self.select(self.row.saturating_sub(1)),
            Action::Down => self.select(self.row + 1),
            Action::PageUp => self.select(self.row.saturating_sub(page)),
            Action::PageDown => self.select(self.row + page),
            Action::First => self.select(0),
            Action::Last => self.select(usize::MAX),
            Action::Left if self.unit == Unit::Cell => {
                self.select_column(self.column.saturating_sub(1));
            }
            Action::Right if self.unit == Unit::Cell => self.select_column(self.column + 1),
            _ => return false,
        }
        true
    }

    /// Selects what a click is on, or turns by the wheel. `None` where it is on nothing.
    pub fn click(&mut self, mouse: Mouse) -> Option<Hit> {
        match mouse.kind {
            MouseKind::ScrollUp => self.act(Action::Up),
            MouseKind::ScrollDown => self.act(Action::Down),
            MouseKind::Press => return self.press(mouse),
        };
        None
    }

    fn press(&mut self, mouse: Mouse) -> Option<Hit> {
        let lines = self.view.area();
        let column = self.column_at(mouse.column)?;
        let heading = lines.y.saturating_sub(self.heading_rows())..lines.y;
        if heading.contains(&mouse.row) {
            return Some(Hit::Heading { column });
        }
        let row = self
            .view
            .line_at(mouse)
            .filter(|&row| row < self.rows.len())?;
        let same_column = self.unit == Unit::Line || column == self.column;
        let again = row == self.row && same_column;
        self.row = row;
        if self.unit == Unit::Cell {
            self.select_column(column);
        }
        Some(Hit::Place { row, column, again })
    }

    fn column_at(&self, x: u16) -> Option<usize> {
        let area = self.view.area();
        let places = layout::places(&self.fitted(area), self.fixed, self.left.get(), area);
        let mut places = places.into_iter();
        places.find_map(|(column, from, width)| (from..from + width).contains(&x).then_some(column))
    }

    fn measure(&mut self) {
        self.widths = (0..self.columns.len())
            .map(|index| self.widest(index))
            .collect();
    }

    fn widest(&self, index: usize) -> u16 {
        let column = &self.columns[index];
        let rows = self.rows.iter().chain(&self.footer);
        let texts = rows.filter_map(|row| row.get(index));
        let widest = texts
            .map(|cell| ink::columns(&cell.text))
            .max()
            .unwrap_or(0);
        let title = column.title.lines().map(ink::columns).max().unwrap_or(0);
        widest.max(title).clamp(column.min, column.max)
    }

    /// As many as the longest heading has lines.
    fn heading_rows(&self) -> u16 {
        let lines = self
            .columns
            .iter()
            .map(|column| column.title.lines().count());
        let most = lines.max().unwrap_or(0).max(1);
        u16::try_from(most).unwrap_or(u16::MAX)
    }

    /// The widths in this area: flexible columns give way, as far as it takes where all columns fit then. Where they do
    /// not fit whatever gives way, each stays wide enough to be told apart, and the last ones are out of sight.
    fn fitted(&self, area: Rect) -> Vec<u16> {
        let limits = |least: fn(&Column) -> Option<u16>| {
            let columns = self.columns.iter().zip(&self.widths);
            let limits = columns
                .map(move |(column, &width)| (width, least(column).unwrap_or(width).min(width)));
            layout::fitted(limits.collect(), area.width)
        };
        let all = limits(|column| column.least.map(|_| column.min));
        match layout::fits(&all, area.width) {
            true => all,
            false => limits(|column| column.least),
        }
    }
}

#[cfg(test)]
mod tests;
