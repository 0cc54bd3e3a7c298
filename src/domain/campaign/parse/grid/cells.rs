//! The cells of a grid as figures: what each takes, what it is called, and what it is worked out from. A cell is worked
//! out by its column's formula, else by its row's, else it is filled in; so a rate is a rate in the total row too.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Read;
use super::checks::{Parts, read_parts};
use crate::domain::campaign::parse::expression::{self, Scope};
use crate::domain::campaign::parse::figures::{read_accumulation, read_kind};
use crate::domain::campaign::parse::report::Report;
use crate::domain::campaign::parse::text::Text;
use crate::domain::campaign::parse::tree::Keys;
use crate::domain::campaign::{Expression, GridColumn, GridRow, Operation};
use crate::domain::figure::{Accumulation, Figure, FigureKind};
use crate::domain::id::{FigureId, TableId};

/// What a column or a row says about its cells.
#[derive(Debug)]
pub(in crate::domain::campaign::parse) struct Line<'t> {
    kind: Option<FigureKind>,
    measure: Option<String>,
    accumulation: Option<Accumulation>,
    pub(super) formula: Option<Text<'t>>,
    /// How its parts are held against their whole, where it says so.
    pub(super) parts: Option<Parts>,
    /// Where its id stands, or where it begins.
    pub(in crate::domain::campaign::parse) span: Range<usize>,
}

/// Formulas as they were read, each with its place: figures that they name may be worked out themselves.
pub(in crate::domain::campaign::parse) type Formulas =
    BTreeMap<FigureId, (Expression, Range<usize>)>;

impl<'t> Line<'t> {
    pub(super) fn read(keys: &Keys<'t>) -> Self {
        let kind = read_kind(keys);
        let measure = keys.text_or_empty("measure");
        let formula = keys.get("formula").and_then(|node| node.line());
        if formula.is_some() && kind.is_some_and(|kind| kind.digits().is_none()) {
            let message = "只有数才能算出来，请改 kind 或删去 formula";
            keys.report.error(keys.key_span("formula"), message);
        }
        Self {
            kind,
            measure: measure.filter(|measure| !measure.is_empty()),
            accumulation: keys
                .get("accumulation")
                .and_then(|node| read_accumulation(&node)),
            formula,
            parts: keys.get("parts").and_then(|node| read_parts(&node)),
            span: keys.get("id").map_or(keys.span.clone(), |node| node.span),
        }
    }

    /// Whether its cells are numbers.
    pub(super) fn adds_up(&self) -> bool {
        self.kind.is_none_or(|kind| kind.digits().is_some())
    }
}

/// Every cell as a figure, row by row. What a column does not say its row says. Names are still to be made distinct.
pub(in crate::domain::campaign::parse) fn figures(read: &Read<'_>, table: &TableId) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut above: Vec<&str> = Vec::new();
    for (at, (row, row_line)) in read.grid.rows.iter().zip(&read.rows).enumerate() {
        above.truncate(row.depth);
        above.push(&row.name);
        let columns = read.grid.columns.iter().zip(&read.columns);
        for ((column, column_line), cell) in columns.zip(&row.cells) {
            let Some(id) = cell else {
                continue;
            };
            let kind = column_line
                .kind
                .or(row_line.kind)
                .unwrap_or(FigureKind::Count);
            let measure = column_line.measure.clone().or(row_line.measure.clone());
            let accumulation = column_line.accumulation.or(row_line.accumulation);
            figures.push(Figure {
                id: id.clone(),
                kind,
                measure: match kind {
                    FigureKind::Money { unit, .. } => unit.label().to_owned(),
                    _ => measure.unwrap_or_default(),
                },
                accumulation: accumulation.unwrap_or_else(|| usual_accumulation(kind)),
                label: format!("{}·{}", above.join("·"), column.heading()),
                headline: false,
                table: table.clone(),
                row: at,
                formula: None,
                source: None,
            });
        }
    }
    figures
}

/// Numbers flow unless the file says otherwise; everything else is listed.
pub(in crate::domain::campaign::parse) fn usual_accumulation(kind: FigureKind) -> Accumulation {
    match kind.digits() {
        Some(_) => Accumulation::Flow,
        None => Accumulation::Listed,
    }
}

/// The formulas of a grid's columns and rows, cell by cell. `figures` are the grid's own.
pub(in crate::domain::campaign::parse) fn formulas(
    read: &Read<'_>,
    figures: &[Figure],
    report: &Report<'_>,
) -> Formulas {
    let mut cells = Cells {
        read,
        scales: figures
            .iter()
            .filter_map(|figure| Some((&figure.id, figure.kind.scale()?)))
            .collect(),
        report,
        formulas: Formulas::new(),
    };
    // A column's formula stands before a row's: it is laid over it last.
    for at in 0..read.grid.rows.len() {
        cells.row(at);
    }
    for at in 0..read.grid.columns.len() {
        cells.column(at);
    }
    cells.formulas
}

struct Cells<'c> {
    read: &'c Read<'c>,
    scales: BTreeMap<&'c FigureId, i8>,
    report: &'c Report<'c>,
    formulas: Formulas,
}

impl Cells<'_> {
    /// The figure of a cell as a formula names it; one that the row does not have is always blank.
    fn figure(&self, row: &GridRow, column: usize) -> Expression {
        let id = row.cells[column]
            .clone()
            .unwrap_or_else(|| FigureId::from(""));
        let scale = self.scales.get(&id).copied().unwrap_or(0);
        Expression::Figure { id, scale }
    }

    fn insert(&mut self, row: &GridRow, column: usize, formula: Expression, span: Range<usize>) {
        let cell = row.cells[column].as_ref();
        if let Some(id) = cell.filter(|id| self.scales.contains_key(*id)) {
            self.formulas.insert(id.clone(), (formula, span));
        }
    }

    fn column(&mut self, at: usize) {
        let line = &self.read.columns[at];
        let Some(text) = &line.formula else {
            return;
        };
        let names = self
            .read
            .grid
            .columns
            .iter()
            .map(|column| column.id.as_str());
        let Some(formula) = self.formula(text, names, &self.read.columns) else {
            return;
        };
        for row in &self.read.grid.rows {
            let of_row = formula.clone().with_figures(&mut |id, scale| {
                let column = position(&self.read.grid.columns, &id);
                match column {
                    Some(column) => self.figure(row, column),
                    None => Expression::Figure { id, scale },
                }
            });
            self.insert(row, at, of_row, text.span.clone());
        }
    }

    fn row(&mut self, at: usize) {
        let (row, line) = (&self.read.grid.rows[at], &self.read.rows[at]);
        if row.is_total {
            self.total(row, &line.span);
            return;
        }
        let Some(text) = &line.formula else {
            return;
        };
        let names = self.read.grid.rows.iter().map(|row| row.id.as_str());
        let Some(formula) = self.formula(text, names, &self.read.rows) else {
            return;
        };
        for column in 0..self.read.grid.columns.len() {
            let of_column = formula.clone().with_figures(&mut |id, scale| {
                let mut rows = self.read.grid.rows.iter();
                match rows.find(|row| row.id.as_str() == id.as_str()) {
                    Some(row) => self.figure(row, column),
                    None => Expression::Figure { id, scale },
                }
            });
            self.insert(row, column, of_column, text.span.clone());
        }
    }

    /// The sum of the rows at the top level that are filled in: what is nested is counted within them.
    fn total(&mut self, row: &GridRow, span: &Range<usize>) {
        let rows = self.read.grid.rows.iter().zip(&self.read.rows);
        let added: Vec<&GridRow> = rows
            .filter(|(row, line)| row.depth == 0 && !row.is_total && line.formula.is_none())
            .map(|(row, _)| row)
            .collect();
        if added.is_empty() {
            self.report.error(span.clone(), "没有可以合计的行");
        }
        for column in 0..self.read.grid.columns.len() {
            let cells = added.iter().filter(|row| row.cells[column].is_some());
            let cells: Vec<Expression> = cells.map(|row| self.figure(row, column)).collect();
            if let Some(sum) = sum(&cells) {
                self.insert(row, column, sum, span.clone());
            }
        }
    }

    /// Reads a formula over columns or over rows, which stand for their cells.
    fn formula<'n>(
        &self,
        text: &Text<'_>,
        names: impl Iterator<Item = &'n str>,
        lines: &[Line<'_>],
    ) -> Option<Expression> {
        let figures = stand_ins(names, lines);
        let scope = Scope {
            figures: &figures,
            ..Scope::default()
        };
        expression::number(text, scope, self.report)
    }
}

/// Columns or rows as figures, so that a formula or a rule can name them.
pub(super) fn stand_ins<'n>(
    names: impl Iterator<Item = &'n str>,
    lines: &[Line<'_>],
) -> Vec<Figure> {
    let stands_for = |(name, line): (&str, &Line<'_>)| Figure {
        id: FigureId::from(name),
        kind: line.kind.unwrap_or(FigureKind::Count),
        measure: String::new(),
        accumulation: Accumulation::Flow,
        label: String::new(),
        headline: false,
        table: TableId::from(""),
        row: 0,
        formula: None,
        source: None,
    };
    names.zip(lines).map(stands_for).collect()
}

/// The sum of many, halved again and again, so that a long column is not a deep expression.
fn sum(cells: &[Expression]) -> Option<Expression> {
    match cells {
        [] => None,
        [one] => Some(one.clone()),
        _ => {
            let (left, right) = cells.split_at(cells.len() / 2);
            Some(Expression::arithmetic(
                sum(left)?,
                Operation::Add,
                sum(right)?,
            ))
        }
    }
}

fn position(columns: &[GridColumn], id: &FigureId) -> Option<usize> {
    columns.iter().position(|column| column.id == id.as_str())
}
