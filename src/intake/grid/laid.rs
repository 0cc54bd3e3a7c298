//! A campaign's grid laid over a table of a page: which row of the paper is which row, which column which column.

use std::borrow::Cow;

use super::headings::{Paths, is_name, paths};
use crate::domain::campaign::{Campaign, Grid, GridColumn, Table};
use crate::domain::figure::Figure;
use crate::intake::page::{self, Page, Position};
use crate::intake::reading::FileProblem;

/// A cell of a page's table: the row's place among its rows, and the column.
pub(in crate::intake) type Place = (usize, usize);

/// Of a grid's cells at least this share must be found, of a hundred.
const LEAST_SHARE: usize = 60;
/// A row's name stands in one of its first cells: some forms number their rows.
const NAME_CELLS: usize = 3;

/// A grid as a page has it.
#[derive(Debug)]
pub(in crate::intake) struct Laid<'c> {
    pub(in crate::intake) table: &'c Table,
    grid: &'c Grid,
    /// Which of the page's tables it is.
    pub(in crate::intake) on_page: usize,
    /// In step with the grid's rows.
    rows: Vec<Option<usize>>,
    /// In step with the grid's columns.
    columns: Vec<Option<usize>>,
}

/// Every grid that the page has, each table of the page as the grid of which it has most.
pub(in crate::intake) fn find<'c>(campaign: &'c Campaign, page: &Page) -> Vec<Laid<'c>> {
    let best = |(index, table): (usize, &page::Table)| {
        let grids = campaign.tables.iter();
        let laid = grids.filter_map(|own| Laid::over(own, own.grid.as_ref()?, index, table));
        laid.max_by_key(Laid::found)
    };
    page.tables.iter().enumerate().filter_map(best).collect()
}

impl<'c> Laid<'c> {
    fn over(table: &'c Table, grid: &'c Grid, on_page: usize, page: &page::Table) -> Option<Self> {
        let rows = rows_of(grid, page);
        let first = rows.iter().flatten().min()?;
        let laid = Self {
            table,
            grid,
            on_page,
            columns: columns_of(&grid.columns, &paths(&page.rows[..*first])),
            rows,
        };
        let (found, all) = laid.share();
        (found * 100 >= all * LEAST_SHARE && found > 0).then_some(laid)
    }

    /// How many of the grid's cells have a place, of how many.
    fn share(&self) -> (usize, usize) {
        let mut share = (0, 0);
        for (row, place) in self.grid.rows.iter().zip(&self.rows) {
            for (cell, column) in row.cells.iter().zip(&self.columns) {
                share.1 += usize::from(cell.is_some());
                share.0 += usize::from(cell.is_some() && place.is_some() && column.is_some());
            }
        }
        share
    }

    fn found(&self) -> usize {
        self.share().0
    }

    /// Every cell's figure, with its place.
    pub(in crate::intake) fn cells<'s>(
        &'s self,
        campaign: &'s Campaign,
    ) -> impl Iterator<Item = (&'s Figure, Option<Place>)> {
        let rows = self.grid.rows.iter().zip(&self.rows);
        rows.flat_map(move |(row, at)| {
            let cells = row.cells.iter().zip(&self.columns);
            cells.filter_map(move |(figure, column)| {
                let figure = campaign.figure(figure.as_ref()?)?;
                Some((figure, at.zip(*column)))
            })
        })
    }

    /// Whether anything stands in a cell.
    pub(super) fn is_filled(&self, page: &Page) -> bool {
        let places = self.rows.iter().flatten().flat_map(|row| {
            let columns = self.columns.iter().flatten();
            columns.map(|column| (*row, *column))
        });
        let mut texts = places.map(|place| self.text(page, place));
        texts.any(|text| text.chars().any(|c| c.is_ascii_digit()))
    }

    pub(super) fn text<'p>(&self, page: &'p Page, (row, column): Place) -> Cow<'p, str> {
        let row = &page.tables[self.on_page].rows[row];
        let mut cells = row.cells.iter();
        let cell =
            cells.find(|cell| (cell.column..cell.column + cell.span.max(1)).contains(&column));
        cell.map(page::Cell::text).unwrap_or_default()
    }

    pub(super) fn position(&self, page: &Page, (row, column): Place) -> Position {
        Position::Cell {
            table: self.on_page,
            row: page.tables[self.on_page].rows[row].index,
            column,
            paragraph: 0,
        }
    }

    /// What a person reads to check a cell: `应急演练·场次：12`.
    pub(super) fn sentence(&self, figure: &Figure, text: &str) -> String {
        format!("{}：{}", figure.label, text.trim())
    }

    /// The rows and columns that the page does not have, each told once.
    pub(super) fn missing(&self) -> impl Iterator<Item = String> {
        let rows = self.grid.rows.iter().zip(&self.rows);
        let rows = rows.filter(|(_, at)| at.is_none());
        let rows =
            rows.map(|(row, _)| format!("表里找不到“{}”这一行，按没有填处理；请核对", row.name));
        let columns = self.grid.columns.iter().zip(&self.columns);
        let columns = columns.filter(|(_, at)| at.is_none());
        rows.chain(columns.map(|(column, _)| {
            format!(
                "表里找不到“{}”这一列，按没有填处理；请核对",
                column.heading()
            )
        }))
    }

    /// Rows that somebody has added: they have numbers, and the campaign has no such row.
    pub(super) fn strange_rows(&self, page: &Page) -> Vec<FileProblem> {
        let rows = &page.tables[self.on_page].rows;
        let first = self
            .rows
            .iter()
            .flatten()
            .min()
            .copied()
            .unwrap_or(rows.len());
        let strange = (first..rows.len()).filter(|at| !self.rows.contains(&Some(*at)));
        let told = strange.filter_map(|at| {
            let numbers = self.columns.iter().flatten().find(|column| {
                let text = self.text(page, (at, **column));
                text.chars().any(|c| c.is_ascii_digit())
            });
            let column = *numbers?;
            let name = rows[at].cells.iter().find(|cell| !cell.is_empty())?.text();
            let message = format!("表里多了“{}”这一行，没有收入；请核对", name.trim());
            let position = Some(self.position(page, (at, column)));
            Some(FileProblem::error(message).at(name, position))
        });
        told.collect()
    }
}

/// Which rows of the page are the grid's. Of rows with one name each is the next one down.
fn rows_of(grid: &Grid, page: &page::Table) -> Vec<Option<usize>> {
    let mut found = vec![None; grid.rows.len()];
    let mut last = 0;
    for (at, row) in page.rows.iter().enumerate() {
        let own = row.cells.iter().filter(|cell| !cell.continued);
        let names: Vec<Cow<'_, str>> = own.take(NAME_CELLS).map(page::Cell::text).collect();
        let is_this = |index: &usize| {
            found[*index].is_none()
                && names
                    .iter()
                    .any(|name| is_name(name, &grid.rows[*index].name))
        };
        let next = (last..grid.rows.len()).find(is_this);
        if let Some(index) = next.or_else(|| (0..last).find(is_this)) {
            found[index] = Some(at);
            last = index + 1;
        }
    }
    found
}

/// Which columns of the page are the grid's. Of columns with one name each is the next one to the right.
fn columns_of(columns: &[GridColumn], paths: &Paths) -> Vec<Option<usize>> {
    let mut taken: Vec<usize> = Vec::new();
    let is_this = |column: &GridColumn, path: &[String]| {
        let Some((nearest, above)) = path.split_last() else {
            return false;
        };
        let has_group =
            column.group.is_empty() || above.iter().any(|text| is_name(text, &column.group));
        is_name(nearest, &column.name) && has_group
    };
    let place = |column: &GridColumn| {
        let mut all = paths.iter();
        let found = all.find(|(at, path)| !taken.contains(at) && is_this(column, path));
        let at = found.map(|(at, _)| *at);
        taken.extend(at);
        at
    };
    columns.iter().map(place).collect()
}
