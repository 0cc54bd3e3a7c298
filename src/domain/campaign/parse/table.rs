//! `[[table]]`: rows of fixed words and sentences with blanks, word for word as on paper; or a grid, whose columns and
//! rows are read in `grid`.

use super::grid;
use super::sentence::{self, Blank};
use super::template::{self, NamedTemplate};
use super::tree::{Keys, Names, Node, paragraphs};
use crate::domain::campaign::{Paper, Row, Table};
use crate::domain::id::TableId;

pub(super) const TABLE_KEYS: [&str; 10] = [
    "id", "label", "title", "kind", "template", "columns", "corner", "column", "row", "check",
];
pub(super) const ROW_KEYS: [&str; 5] =
    ["section", "new_section_cell", "item", "standard", "report"];

/// A table as the file has it. The sentences of a grid are made once its cells are figures.
#[derive(Debug)]
pub(super) struct Read<'t> {
    pub(super) table: Table,
    pub(super) grid: Option<grid::Read<'t>>,
}

/// Reads every table, and lists every blank with its place.
pub(super) fn read<'t>(
    root: &Keys<'t>,
    templates: &mut Vec<NamedTemplate>,
) -> (Vec<Read<'t>>, Vec<Blank>) {
    let mut ids = Names::default();
    let mut tables = Vec::new();
    let mut blanks = Vec::new();
    for node in root.list("table") {
        let Some(keys) = node.keys(&TABLE_KEYS) else {
            continue;
        };
        let read = read_table(&keys, &mut ids, &mut blanks);
        templates.extend(template::read(&keys, Paper::Table(read.table.id.clone())));
        tables.push(read);
    }
    (tables, blanks)
}

/// Gives a table even where a part of it could not be read: the problem is told, so there will be no campaign, and
/// what refers to the table or its blanks is not told to be wrong as well.
fn read_table<'t>(keys: &Keys<'t>, ids: &mut Names<'t>, blanks: &mut Vec<Blank>) -> Read<'t> {
    let id = keys
        .id("id", "annex2")
        .filter(|id| ids.add(id, keys.report));
    let label = keys.text("label", "附件2");
    let title = keys.text("title", "活动情况统计表");
    let is_grid = keys.word_or("kind", false, &[("sentences", false), ("grid", true)]);
    let mut table = Table {
        id: TableId::from(id.map_or("", |id| id.value)),
        label: label.unwrap_or_default(),
        title: title.unwrap_or_default(),
        columns: Default::default(),
        rows: Vec::new(),
        grid: None,
    };
    if is_grid != Some(true) {
        let unused = &["corner", "column", "check"];
        keys.tell_unused(unused, "只有方格表（kind = \"grid\"）才有");
        read_sentences(keys, &mut table, blanks);
        return Read { table, grid: None };
    }
    keys.tell_unused(&["columns"], "方格表的列写成 [[table.column]]");
    let grid = grid::read(keys);
    for (row, line) in grid.grid.rows.iter().zip(&grid.rows) {
        blanks.extend(row.cells.iter().flatten().map(|id| Blank {
            id: id.clone(),
            span: line.span.clone(),
        }));
    }
    table.columns = [grid.grid.corner.clone(), String::new(), "数".to_owned()];
    table.grid = Some(grid.grid.clone());
    Read {
        table,
        grid: Some(grid),
    }
}

fn read_sentences(keys: &Keys<'_>, table: &mut Table, blanks: &mut Vec<Blank>) {
    let columns = keys
        .require("columns", "[\"项目\", \"标准\", \"落实情况\"]")
        .and_then(|node| read_columns(&node));
    let rows = keys
        .require("row", "[[table.row]]")
        .and_then(|node| node.list())
        .unwrap_or_default();
    let has_standards = columns
        .as_ref()
        .is_none_or(|columns| !columns[1].is_empty());
    table.columns = columns.unwrap_or_default();
    table.rows = rows
        .iter()
        .filter_map(|node| read_row(node, has_standards, blanks))
        .collect();
}

fn read_columns(node: &Node<'_>) -> Option<[String; 3]> {
    let mut columns: Vec<String> = node
        .list()?
        .iter()
        .map(|column| column.line().map(|text| text.value.to_owned()))
        .collect::<Option<_>>()?;
    if columns.len() == 2 {
        columns.insert(1, String::new());
    }
    let columns = columns.try_into();
    if columns.is_err() {
        node.report.error_with(
            node.span.clone(),
            "columns 应有三项：项目（含分项）、标准、落实情况；没有标准一栏的写两项",
            "例如 [\"项目\", \"标准\", \"落实情况\"]".to_owned(),
        );
    }
    columns.ok()
}

fn read_row(node: &Node<'_>, has_standards: bool, blanks: &mut Vec<Blank>) -> Option<Row> {
    let keys = node.keys(&ROW_KEYS)?;
    let section = keys
        .require("section", "\"活动开展情况\"")
        .and_then(|node| node.block());
    let new_section_cell = keys.flag("new_section_cell");
    let item = keys.get("item").and_then(|node| node.block());
    let standards = keys.get("standard").and_then(|node| node.blocks());
    if standards.is_some() && !has_standards {
        keys.report.error(
            keys.key_span("standard"),
            "columns 只写了两项，这张表没有标准一栏",
        );
    }
    let report = keys
        .require("report", "\"安排专题学习（{study_sessions}）次\"")
        .and_then(|node| node.block());
    let (sentence, found) = sentence::read(&report?, keys.report);
    blanks.extend(found);
    Some(Row {
        section: section.as_ref().map(paragraphs).unwrap_or_default(),
        new_section_cell: new_section_cell.unwrap_or_default(),
        item: item.as_ref().map(paragraphs),
        standards: standards
            .unwrap_or_default()
            .iter()
            .map(paragraphs)
            .collect(),
        report: sentence,
    })
}
