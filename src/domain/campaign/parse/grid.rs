//! A `[[table]]` of kind grid: its columns, its rows, and the cell that stands where they cross. Every cell is a figure
//! whose id is made of both: `villages_built`. What a cell takes, and what it is worked out from, is in `cells`; what cells
//! are held to, in `checks`.

pub(super) mod cells;
pub(super) mod checks;

use super::tree::{Keys, Names, Node, check_known};
use crate::domain::campaign::{Check, Grid, GridColumn, GridRow, Piece, Row, Sentence};
use crate::domain::id::{FigureId, RowId};

use cells::Line;

pub(super) const COLUMN_KEYS: [&str; 9] = [
    "id",
    "name",
    "group",
    "kind",
    "scale",
    "measure",
    "accumulation",
    "formula",
    "parts",
];
pub(super) const ROW_KEYS: [&str; 10] = [
    "id",
    "name",
    "in",
    "kind",
    "scale",
    "measure",
    "accumulation",
    "formula",
    "total",
    "without",
];

/// A grid as the file has it, before its cells become figures.
#[derive(Debug)]
pub(super) struct Read<'t> {
    pub(super) grid: Grid,
    /// In step with the grid's columns and rows.
    pub(super) columns: Vec<Line<'t>>,
    pub(super) rows: Vec<Line<'t>>,
    /// Rules over the names of columns, which hold in every row.
    pub(super) rules: Vec<Check>,
}

/// Reads the columns and rows of one grid.
pub(super) fn read<'t>(keys: &Keys<'t>) -> Read<'t> {
    let corner = keys.text("corner", "项目").unwrap_or_default();
    let (columns, column_lines) = read_columns(keys);
    let mut rows = Vec::new();
    let mut lines = Vec::new();
    let mut ids = Names::default();
    let nodes = keys
        .require("row", "[[table.row]]")
        .and_then(|node| node.list())
        .unwrap_or_default();
    for node in &nodes {
        let Some(keys) = node.keys(&ROW_KEYS) else {
            continue;
        };
        let row = read_row(&keys, &columns, &column_lines, &rows, &mut ids);
        rows.push(row);
        lines.push(Line::read(&keys));
    }
    let rules = checks::read_rules(keys, &columns, &column_lines);
    Read {
        rules,
        grid: Grid {
            corner,
            columns,
            rows,
        },
        columns: column_lines,
        rows: lines,
    }
}

fn read_columns<'t>(keys: &Keys<'t>) -> (Vec<GridColumn>, Vec<Line<'t>>) {
    let mut ids = Names::default();
    let nodes = keys
        .require("column", "[[table.column]]")
        .and_then(|node| node.list())
        .unwrap_or_default();
    let read = |node: &Node<'t>| {
        let keys = node.keys(&COLUMN_KEYS)?;
        let id = keys.id("id", "built").filter(|id| ids.add(id, keys.report));
        let name = keys.text("name", "已建成");
        if keys.get("formula").is_some() {
            keys.tell_unused(&["parts"], "算出来的列不核对");
        }
        let group = keys.text_or_empty("group");
        let column = GridColumn {
            id: id.map_or_else(String::new, |id| id.value.to_owned()),
            name: name.unwrap_or_default(),
            group: group.unwrap_or_default(),
        };
        Some((column, Line::read(&keys)))
    };
    nodes.iter().filter_map(read).unzip()
}

/// Gives a row even where a part of it could not be read, so that what refers to its cells is not wrong as well.
fn read_row<'t>(
    keys: &Keys<'t>,
    columns: &[GridColumn],
    lines: &[Line<'t>],
    above: &[GridRow],
    ids: &mut Names<'t>,
) -> GridRow {
    let id = keys
        .id("id", "villages")
        .filter(|id| ids.add(id, keys.report));
    let name = keys.text("name", "示范村（社区）").unwrap_or_default();
    let is_total = keys.flag("total").unwrap_or_default();
    if is_total {
        keys.tell_unused(&["in", "formula"], "合计行就是各行（不含其中）相加");
    }
    let depth = read_depth(keys, above);
    let without = read_without(keys, columns);
    let id = id.map_or("", |id| id.value);
    let cell = |(column, line): (&GridColumn, &Line<'_>)| {
        let has_none = without.contains(&column.id) || (is_total && !line.adds_up());
        (!has_none).then(|| FigureId(format!("{id}_{}", column.id)))
    };
    GridRow {
        id: RowId::from(id),
        name,
        depth,
        is_total,
        cells: columns.iter().zip(lines).map(cell).collect(),
    }
}

/// `in = "villages"`: the row is one of those that are counted within another, which stands above it.
fn read_depth(keys: &Keys<'_>, above: &[GridRow]) -> usize {
    let text = keys.get("in").and_then(|node| node.line());
    let Some(text) = text else {
        return 0;
    };
    let known = above.iter().map(|row| row.id.as_str());
    if !check_known(&text, "行（要写在它的上面）", known, keys.report) {
        return 1;
    }
    let found = above.iter().rposition(|row| row.id.as_str() == text.value);
    let Some(at) = found else {
        return 1;
    };
    let depth = above[at].depth + 1;
    if above[at + 1..].iter().any(|row| row.depth < depth) {
        let message = format!("“其中”的行要紧接在“{}”下面", above[at].name);
        keys.report.error(text.span.clone(), message);
    }
    depth
}

fn read_without(keys: &Keys<'_>, columns: &[GridColumn]) -> Vec<String> {
    let read = |node: &Node<'_>| {
        let text = node.line()?;
        let known = columns.iter().map(|column| column.id.as_str());
        check_known(&text, "列", known, keys.report).then(|| text.value.to_owned())
    };
    keys.list("without").iter().filter_map(read).collect()
}

/// The grid as a table of sentences, a row for a row: `计划（…）个，建成（…）个。` `measure_of` gives the measure word of a
/// cell that somebody fills in; the others have no place in a sentence that is filled in.
pub(super) fn sentences(grid: &Grid, measure_of: impl Fn(&FigureId) -> Option<String>) -> Vec<Row> {
    let sentence = |row: &GridRow| {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut words = String::new();
        for (column, cell) in grid.columns.iter().zip(&row.cells) {
            let Some((cell, measure)) = cell
                .as_ref()
                .and_then(|cell| Some((cell, measure_of(cell)?)))
            else {
                continue;
            };
            if !pieces.is_empty() {
                words.push('，');
            }
            words.push_str(&column.heading());
            words.push('（');
            pieces.push(Piece::Words(std::mem::take(&mut words)));
            pieces.push(Piece::Blank(cell.clone()));
            words.push('）');
            words.push_str(&measure);
        }
        words.push('。');
        pieces.push(Piece::Words(words));
        Sentence { pieces }
    };
    let row = |row: &GridRow| Row {
        section: format!("{}{}", "　".repeat(row.depth), row.name),
        new_section_cell: true,
        item: None,
        standards: Vec::new(),
        report: sentence(row),
    };
    grid.rows.iter().map(row).collect()
}
