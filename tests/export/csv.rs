//! CSV files, read by the csv crate.

use anyue::export::{Export, Format, write};

use crate::export::samples;

pub(super) fn records(export: impl Into<Export>) -> Vec<Vec<String>> {
    let bytes = write(&export.into(), Format::Csv).unwrap();
    let text = bytes
        .strip_prefix(b"\xEF\xBB\xBF")
        .expect("a BOM, for Excel");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text);
    let record = |record: Result<csv::StringRecord, csv::Error>| {
        record.unwrap().iter().map(str::to_owned).collect()
    };
    reader.records().map(record).collect()
}

#[test]
fn a_sheet_is_its_header_and_rows_only() {
    let rows = records(samples::ledger());
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[0][1], "发现日期");
    assert_eq!(rows[1][1], "2020-06-03");
    assert_eq!(rows[1][9], "1234.56");
    assert_eq!(rows[2][9], "-5", "a real number is no formula");
    assert_eq!(rows[2][5], "'-停用");
    assert_eq!(rows[2][3], format!("'{}", samples::NASTY_READ));
}

#[test]
fn no_field_begins_a_formula() {
    for (name, export) in samples::all() {
        for field in records(export).into_iter().flatten() {
            let harmless = !field.starts_with(['=', '+', '-', '@', '\t', '\r'])
                || field.parse::<f64>().is_ok();
            assert!(harmless, "{name}: {field}");
        }
    }
}

#[test]
fn lines_end_as_excel_wants() {
    let bytes = write(&samples::contacts().into(), Format::Csv).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
}

#[test]
fn merged_kinds_are_repeated_so_that_filters_work() {
    let rows = records(samples::matrix());
    assert_eq!(rows[0][3..7], ["每周四材料"; 4]);
    assert_eq!(rows[1][1], "单位");
    assert!(rows[2..8].iter().all(|row| row[0] == "相关处室"));
    assert_eq!(rows[2][8], "0.9375");
}

#[test]
fn several_tables_are_named_and_apart() {
    let rows = records(samples::report());
    let at = rows
        .iter()
        .position(|row| row[0] == "二、逾期单位" && row.len() == 1);
    let name = rows
        .iter()
        .rposition(|row| row == &["二、逾期单位"])
        .unwrap();
    assert!(at.is_some());
    assert_eq!(rows[name - 1], [""]);
    assert_eq!(rows[name + 2], ["单位乙", "第2周材料", "3"]);
}
