//! JSON for scripts. The shape is stable: keys are added, never renamed or removed without a new `version`.
//!
//! A document: `{"kind": "document", "version": 1, "title", "blocks": […]}`; a block is one of
//! - `{"type": "title", "text"}`, `{"type": "heading", "level", "text"}`, `{"type": "paragraph", "text"}`,
//! - `{"type": "table", "caption", "columns", "header_rows", "rows": [[cell, …], …]}`, where a cell is
//!   `{"value", "cols", "rows"}` and stands only where it begins, as in HTML,
//! - `{"type": "chart", "title", "measure", "bars": [{"label", "value"}, …]}`, `{"type": "page_break"}`.
//!
//! A workbook: `{"kind": "workbook", "version": 1, "title", "sheets": [{"name", "mark", "title", "lead": [text, …],
//! "header": [[value, …], …], "rows": [[value, …], …], "merges": [{"row", "col", "rows", "cols"}, …], "notes",
//! "charts"}, …]}`. Merges count rows from the first header row; what a merge covers is `null`.
//!
//! A value is `null`, a text, a day as text (`"2020-06-18"`), or a number: a rate of 93.75 % is `0.9375`. A number of
//! more than 15 digits is a text, because most readers would round it. Absent texts are `null`.

use serde_json::{Value as Json, json};

use super::document::{Block, Chart, Document, Grid, Slot, Table};
use super::sheet::{Sheet, Workbook};
use super::value::{Number, Value};
use super::xml::clean;

/// The document as the bytes of a `.json` file.
pub(super) fn document(document: &Document) -> Vec<u8> {
    bytes(&json!({
        "kind": "document",
        "version": 1,
        "title": text(&document.title),
        "blocks": document.blocks.iter().map(block).collect::<Vec<_>>(),
    }))
}

/// The workbook as the bytes of a `.json` file.
pub(super) fn workbook(workbook: &Workbook) -> Vec<u8> {
    bytes(&json!({
        "kind": "workbook",
        "version": 1,
        "title": text(&workbook.title),
        "sheets": workbook.sheets.iter().map(sheet).collect::<Vec<_>>(),
    }))
}

fn bytes(json: &Json) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(json).expect("plain values always serialise");
    bytes.push(b'\n');
    bytes
}

fn block(block: &Block) -> Json {
    match block {
        Block::Title(words) => json!({"type": "title", "text": text(words)}),
        Block::Heading { level, text: words } => {
            json!({"type": "heading", "level": level, "text": text(words)})
        }
        Block::Paragraph(paragraph) => {
            json!({"type": "paragraph", "text": text(&paragraph.plain())})
        }
        Block::Table(shape) => table(shape),
        Block::Chart(shape) => {
            let mut json = chart(shape);
            json["type"] = "chart".into();
            json
        }
        Block::PageBreak => json!({"type": "page_break"}),
    }
}

fn table(table: &Table) -> Json {
    let grid = Grid::new(table);
    let cell = |slot: &Slot<'_>| match slot {
        Slot::Cell { cell, cols, rows } => {
            Some(json!({"value": value(&cell.content()), "cols": cols, "rows": rows}))
        }
        Slot::Blank => Some(json!({"value": null, "cols": 1, "rows": 1})),
        Slot::Covered { .. } => None,
    };
    let row = |row: &Vec<Slot<'_>>| row.iter().filter_map(cell).collect::<Vec<_>>();
    json!({
        "type": "table",
        "caption": table.caption.as_deref().map(text),
        "columns": grid.columns,
        "header_rows": table.header_rows,
        "rows": grid.rows.iter().map(row).collect::<Vec<_>>(),
    })
}

fn sheet(sheet: &Sheet) -> Json {
    let merges = sheet.placed_merges();
    let lines = sheet.header.iter().chain(&sheet.rows).enumerate();
    let mut rows: Vec<Json> = lines
        .map(|(row, cells)| {
            let place = |col: usize| {
                let covered = merges
                    .iter()
                    .any(|merge| merge.holds(row, col) && (merge.row, merge.col) != (row, col));
                let cell = cells.get(col).filter(|_| !covered);
                cell.map_or(Json::Null, |cell| value(&cell.value))
            };
            (0..sheet.width()).map(place).collect()
        })
        .collect();
    let body = rows.split_off(sheet.header.len());
    let merges: Vec<Json> = merges
        .iter()
        .map(|m| json!({"row": m.row, "col": m.col, "rows": m.rows, "cols": m.cols}))
        .collect();
    let texts = |lines: &[String]| lines.iter().map(|line| text(line)).collect::<Vec<_>>();
    json!({
        "name": text(&sheet.name),
        "mark": sheet.mark.as_deref().map(text),
        "title": sheet.title.as_deref().map(text),
        "lead": texts(&sheet.lead),
        "header": rows,
        "rows": body,
        "merges": merges,
        "notes": texts(&sheet.notes),
        "charts": sheet.charts.iter().map(chart).collect::<Vec<_>>(),
    })
}

fn chart(chart: &Chart) -> Json {
    let bars: Vec<Json> = chart
        .bars
        .iter()
        .map(|bar| json!({"label": text(&bar.label), "value": bar.value}))
        .collect();
    json!({"title": text(&chart.title), "measure": text(&chart.measure), "bars": bars})
}

fn value(value: &Value) -> Json {
    match value {
        Value::Empty => Json::Null,
        Value::Text(words) => Json::String(text(words)),
        Value::Number(value) => number(*value),
        Value::Date(_) => Json::String(value.shown()),
    }
}

fn number(number: Number) -> Json {
    if number.scale == 0 {
        return if number.is_short() {
            number.scaled.into()
        } else {
            number.plain().into()
        };
    }
    match number.as_double() {
        Some(double) => double.into(),
        None => number.plain().into(),
    }
}

fn text(words: &str) -> String {
    clean(words).into_owned()
}
