//! What a grid holds its own cells to: a part (其中) is never more than its whole, column by column, and a rule over
//! columns holds in every row that is filled in. Both become plain checks over cells, with the names of their rows.

use super::Read;
use super::cells::{Line, stand_ins};
use crate::domain::campaign::parse::check;
use crate::domain::campaign::parse::expression::Scope;
use crate::domain::campaign::parse::tree::{Keys, Node};
use crate::domain::campaign::{
    Check, Comparison, Condition, Expression, GridColumn, GridRow, Named,
};
use crate::domain::figure::{Figure, FigureKind};
use crate::domain::id::FigureId;
use crate::domain::problem::Severity;

/// How a column's parts are held against their whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parts {
    Checked(Severity),
    /// A part may be more than its whole: a temperature, a rate that somebody fills in.
    Free,
}

pub(super) fn read_parts(node: &Node<'_>) -> Option<Parts> {
    node.word(&[
        ("error", Parts::Checked(Severity::Error)),
        ("warning", Parts::Checked(Severity::Warning)),
        ("free", Parts::Free),
    ])
}

/// Reads the `[[table.check]]` of a grid, over the names of its columns.
pub(super) fn read_rules(
    keys: &Keys<'_>,
    columns: &[GridColumn],
    lines: &[Line<'_>],
) -> Vec<Check> {
    let names = columns.iter().map(|column| column.id.as_str());
    let figures = stand_ins(names, lines);
    let scope = Scope {
        figures: &figures,
        ..Scope::default()
    };
    check::read(keys, scope)
}

/// Every check of a grid over its cells. `figures` are those of the campaign, with their formulas laid open.
pub(in crate::domain::campaign::parse) fn of(read: &Read<'_>, figures: &[Figure]) -> Vec<Check> {
    let cells = Cells { read, figures };
    let mut checks = cells.parts_within_wholes();
    for rule in &read.rules {
        let rows = read.grid.rows.iter().zip(&read.rows);
        let filled_in = rows.filter(|(row, line)| !row.is_total && line.formula.is_none());
        checks.extend(filled_in.filter_map(|(row, _)| cells.in_row(rule, row)));
    }
    checks
}

struct Cells<'c> {
    read: &'c Read<'c>,
    figures: &'c [Figure],
}

impl Cells<'_> {
    /// A cell as a rule names it; `None` where the row has none.
    fn cell(&self, row: &GridRow, column: usize) -> Option<(Expression, FigureKind)> {
        let id = row.cells.get(column)?.as_ref()?;
        let figure = self.figures.iter().find(|figure| figure.id == *id)?;
        let expression = match &figure.formula {
            Some(formula) => formula.clone(),
            None => Expression::Figure {
                id: id.clone(),
                scale: figure.kind.scale()?,
            },
        };
        Some((expression, figure.kind))
    }

    fn parts_within_wholes(&self) -> Vec<Check> {
        let rows = &self.read.grid.rows;
        let mut checks = Vec::new();
        for (at, part) in rows.iter().enumerate().filter(|(_, row)| row.depth > 0) {
            let mut above = rows[..at].iter().rev();
            let Some(whole) = above.find(|row| row.depth < part.depth) else {
                continue;
            };
            let columns = 0..self.read.grid.columns.len();
            checks.extend(columns.filter_map(|column| self.part_within_whole(part, whole, column)));
        }
        checks
    }

    fn part_within_whole(&self, part: &GridRow, whole: &GridRow, column: usize) -> Option<Check> {
        let line = &self.read.columns[column];
        let (own, kind) = self.cell(part, column)?;
        let (all, _) = self.cell(whole, column)?;
        let usual = match kind {
            FigureKind::Count | FigureKind::Money { .. } if line.formula.is_none() => {
                Parts::Checked(Severity::Error)
            }
            _ => Parts::Free,
        };
        let Parts::Checked(severity) = line.parts.unwrap_or(usual) else {
            return None;
        };
        let heading = self.read.grid.columns[column].heading();
        let check = Check {
            rule: Condition::Compare {
                left: own,
                comparison: Comparison::LessOrEqual,
                right: all,
            },
            when: None,
            severity,
            message: format!(
                "“{}”的{heading}多于它所在的“{}”，请核对这两格",
                part.name, whole.name
            ),
        };
        check.place().is_some().then_some(check)
    }

    /// A rule over columns, in one row; `None` where the row lacks one of them.
    fn in_row(&self, rule: &Check, row: &GridRow) -> Option<Check> {
        let condition = |condition: &Condition| {
            let mut is_whole = true;
            let named = condition.clone().with_figures(&mut |id, scale| {
                let columns = &self.read.grid.columns;
                let column = columns.iter().position(|column| column.id == id.as_str());
                match column.and_then(|column| self.cell_of_any_kind(row, column)) {
                    Some(cell) => cell,
                    None => {
                        is_whole = false;
                        Expression::Figure { id, scale }
                    }
                }
            });
            is_whole.then_some(named)
        };
        let check = Check {
            rule: condition(&rule.rule)?,
            when: match &rule.when {
                Some(when) => Some(condition(when)?),
                None => None,
            },
            severity: rule.severity,
            message: format!("{}：{}", row.name, rule.message),
        };
        matches!(check.place(), Some(Named::Figure(_))).then_some(check)
    }

    /// As [`Self::cell`], of words and days too, which a rule names but does not add.
    fn cell_of_any_kind(&self, row: &GridRow, column: usize) -> Option<Expression> {
        if let Some((cell, _)) = self.cell(row, column) {
            return Some(cell);
        }
        let id: FigureId = row.cells.get(column)?.clone()?;
        Some(Expression::Figure { id, scale: 0 })
    }
}
