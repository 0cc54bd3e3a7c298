//! A grid (方格表): the layout of a table of rows and columns, whose cells are figures. Every grid is also a
//! [`Table`](super::Table) of sentences, a row for a row, so that whoever knows only those can read and fill it.

use crate::domain::figure::Figure;
use crate::domain::id::{FigureId, RowId};

/// How a table of cells stands on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// The heading over the rows' names.
    pub corner: String,
    pub columns: Vec<GridColumn>,
    /// In step with the table's own rows.
    pub rows: Vec<GridRow>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridColumn {
    pub id: String,
    pub name: String,
    /// The heading that columns which follow each other share; empty for none.
    pub group: String,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridRow {
    pub id: RowId,
    pub name: String,
    /// How deep it is nested: 0 is the top level, 1 a 其中 below it.
    pub depth: usize,
    /// Whether it is the sum of the rows at the top level.
    pub is_total: bool,
    /// One a column; `None` where the row has no such cell.
    pub cells: Vec<Option<FigureId>>,
}

impl Grid {
    /// The measure word of a column, where all its cells have the same; else nothing.
    pub fn measure<'f>(
        &self,
        column: usize,
        figure: impl Fn(&FigureId) -> Option<&'f Figure>,
    ) -> &'f str {
        let cells = self
            .rows
            .iter()
            .filter_map(|row| row.cells.get(column)?.as_ref());
        let mut measures = cells
            .filter_map(figure)
            .map(|figure| figure.measure.as_str());
        let first = measures.next().unwrap_or_default();
        match measures.all(|measure| measure == first) {
            true => first,
            false => "",
        }
    }
}

impl GridColumn {
    /// The column's name with the heading that it shares: 完成·已建成.
    pub fn heading(&self) -> String {
        if self.group.is_empty() {
            self.name.clone()
        } else {
            format!("{}·{}", self.group, self.name)
        }
    }
}
