//! A grid on paper, opened again: headings merged where columns share one, numbers as numbers, what is worked out
//! worked out from the figures given.

use anyue::domain::campaign::{Campaign, builtin};
use anyue::domain::counting::Reckoning;
use anyue::domain::figure::{Answer, Figures, Value};
use anyue::export::document::Document;
use anyue::export::paper::{Reporter, Statistics};
use anyue::export::{Format, write};
use calamine::{Data, Reader};

use super::xlsx::{open, rows};

/// The supervision table of the “安康杯” contest, where 3 of 4 problems of one row and 1 of 2 of another were solved.
fn document() -> Document {
    let found = builtin().iter().find(|(id, _)| *id == "ankang-2025");
    let (_, source) = found.expect("it comes with the program");
    let campaign = Campaign::parse(source).expect("it is sound");
    let mut figures: Figures = [
        ("public_checks", 2),
        ("public_found", 4),
        ("public_solved", 3),
        ("risks_checks", 1),
        ("risks_found", 2),
        ("risks_solved", 1),
        ("trained_found", 0),
        ("trained_solved", 0),
    ]
    .map(|(id, number)| (id.into(), Answer::number(number)))
    .into();
    figures.insert("informed_checks".into(), Answer::NotApplicable);
    figures.insert("public_done".into(), Answer::Value(Value::YesNo(true)));
    let table = campaign.table(&"supervision".into()).expect("is declared");
    Statistics {
        campaign: &campaign,
        table,
        reporter: Reporter::RollUp {
            name: "甲市竞赛组委会",
            expected: 2,
            received: 2,
            reckoning: Reckoning::default(),
        },
        when: None,
        figures: &figures,
    }
    .document()
}

#[test]
fn headings_reach_over_their_columns() {
    let document = document();
    let table = document.tables().next().expect("there is one");
    let spans: Vec<Vec<(String, usize, usize)>> = table.rows[..table.header_rows]
        .iter()
        .map(|row| {
            let cells = row.cells.iter();
            cells
                .map(|cell| (cell.plain(), cell.col_span, cell.row_span))
                .collect()
        })
        .collect();
    let one = |text: &str, columns, rows| (text.to_owned(), columns, rows);
    assert_eq!(
        spans,
        [
            vec![
                one("监督内容", 1, 2),
                one("监督检查（次）", 1, 2),
                one("问题", 3, 1),
                one("监督日期", 1, 2),
                one("是否到位", 1, 2),
            ],
            vec![
                one("发现（个）", 1, 1),
                one("推动解决（个）", 1, 1),
                one("解决率（%）", 1, 1),
            ],
        ]
    );
}

#[test]
fn a_spreadsheet_has_numbers_and_rates_worked_out_anew() {
    let mut book = open(document());
    assert_eq!(book.worksheets().len(), 1);
    let rows = rows(&mut book, 0);
    let line = |name: &str| -> Vec<Data> {
        let found = rows
            .iter()
            .find(|row| row.contains(&Data::String(name.to_owned())));
        found.expect("the line is there")[1..].to_vec()
    };
    let number = Data::Float;
    let text = |text: &str| Data::String(text.to_owned());
    for (name, cells) in [
        (
            "安全生产群众监督",
            vec![
                number(2.0),
                number(4.0),
                number(3.0),
                number(75.0),
                Data::Empty,
                text("是"),
            ],
        ),
        ("事故隐患职工知情", vec![text("不涉及")]),
        (
            "岗位风险职工清楚",
            vec![number(1.0), number(2.0), number(1.0), number(50.0)],
        ),
        // Nothing to divide by.
        (
            "职工安全培训到位",
            vec![Data::Empty, number(0.0), number(0.0), text("/")],
        ),
        // 4 of 6 together; neither the sum nor the mean of 75 and 50.
        (
            "合计",
            vec![
                number(3.0),
                number(6.0),
                number(4.0),
                number(66.7),
                text("—"),
                text("—"),
            ],
        ),
    ] {
        let found = line(name);
        assert_eq!(found[..cells.len()], cells, "{name}");
    }
}

#[test]
fn every_format_tells_the_same_cells() {
    let export = document().into();
    for format in [Format::Md, Format::Html, Format::Csv] {
        let bytes = write(&export, format).expect("it is written");
        let text = String::from_utf8(bytes).expect("it is UTF-8");
        for cell in ["安全生产群众监督", "问题", "75.0", "66.7", "不涉及", "合计"] {
            assert!(text.contains(cell), "{format:?} lacks {cell}: {text}");
        }
    }
}
