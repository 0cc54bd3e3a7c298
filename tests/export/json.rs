//! JSON, against its documented shape.

use anyue::export::{Export, Format, write};
use serde_json::{Value, json};

use crate::export::samples;

fn read(export: impl Into<Export>) -> Value {
    serde_json::from_slice(&write(&export.into(), Format::Json).unwrap()).unwrap()
}

#[test]
fn a_workbook_is_rows_of_values() {
    let json = read(samples::ledger());
    assert_eq!(json["kind"], "workbook");
    assert_eq!(json["version"], 1);
    let sheet = &json["sheets"][0];
    assert_eq!(sheet["header"][0][0], "编号");
    assert_eq!(sheet["rows"][0][0], 1);
    assert_eq!(sheet["rows"][0][1], "2020-06-03");
    assert_eq!(sheet["rows"][0][9], json!(1234.56));
    assert_eq!(sheet["rows"][1][3], samples::NASTY_READ);
    assert_eq!(sheet["rows"][1][8], Value::Null);
    let matrix = read(samples::matrix());
    let merges = &matrix["sheets"][0]["merges"];
    assert_eq!(merges[0], json!({"row": 0, "col": 3, "rows": 1, "cols": 4}));
}

#[test]
fn a_document_is_blocks() {
    let json = read(samples::report());
    assert_eq!(json["kind"], "document");
    let kinds: Vec<&str> = json["blocks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|block| block["type"].as_str().unwrap())
        .collect();
    let expected = [
        "title",
        "paragraph",
        "heading",
        "paragraph",
        "chart",
        "heading",
        "table",
        "heading",
        "paragraph",
        "page_break",
        "heading",
        "table",
        "paragraph",
    ];
    assert_eq!(kinds, expected);
    let table = &json["blocks"][6];
    assert_eq!(table["caption"], "表1 主要指标");
    assert_eq!(
        table["rows"][1][0],
        json!({"value": "活动开展", "cols": 1, "rows": 2})
    );
    assert_eq!(
        table["rows"][3][1],
        json!({"value": 4224, "cols": 1, "rows": 1})
    );
    assert_eq!(
        json["blocks"][4]["bars"][0],
        json!({"label": "第1周（6月4日）", "value": 24})
    );
}
