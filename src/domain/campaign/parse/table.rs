//! `[[table]]`: rows of fixed words and sentences with blanks, word for word as on paper.

use super::sentence::{self, Blank};
use super::template::{self, NamedTemplate};
use super::tree::{Keys, Names, Node, paragraphs};
use crate::domain::campaign::{Paper, Row, Table};
use crate::domain::id::TableId;

pub(super) const TABLE_KEYS: [&str; 6] = ["id", "label", "title", "template", "columns", "row"];
pub(super) const ROW_KEYS: [&str; 5] =
    ["section", "new_section_cell", "item", "standard", "report"];

/// Reads every table, and lists every blank with its place.
pub(super) fn read<'t>(
    root: &Keys<'t>,
    templates: &mut Vec<NamedTemplate>,
) -> (Vec<Table>, Vec<Blank>) {
    let mut ids = Names::default();
    let mut tables = Vec::new();
    let mut blanks = Vec::new();
    for node in root.list("table") {
        let Some(keys) = node.keys(&TABLE_KEYS) else {
            continue;
        };
        let table = read_table(&keys, &mut ids, &mut blanks);
        templates.extend(template::read(&keys, Paper::Table(table.id.clone())));
        tables.push(table);
    }
    (tables, blanks)
}

/// Gives a table even where a part of it could not be read: the problem is told, so there will be no campaign, and
/// what refers to the table or its blanks is not told to be wrong as well.
fn read_table<'t>(keys: &Keys<'t>, ids: &mut Names<'t>, blanks: &mut Vec<Blank>) -> Table {
    let id = keys
        .id("id", "annex2")
        .filter(|id| ids.add(id, keys.report));
    let label = keys.text("label", "附件2");
    let title = keys.text("title", "活动情况统计表");
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
    Table {
        id: TableId::from(id.map_or("", |id| id.value)),
        label: label.unwrap_or_default(),
        title: title.unwrap_or_default(),
        columns: columns.unwrap_or_default(),
        rows: rows
            .iter()
            .filter_map(|node| read_row(node, has_standards, blanks))
            .collect(),
    }
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
