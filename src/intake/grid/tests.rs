//! Grids as people hand them in.

use super::*;
use crate::domain::problem::Severity;
use crate::intake::page::{Cell, Row, Table};

const SPOTS: &str = r#"
id = "spots-2024"
title = "示范创建"
issuer = "某办"
from = 2024-10-20
to = 2025-01-20
unit_kind = [{ id = "town", name = "乡镇" }]
duty = [{ id = "final", name = "总结", due = 2025-01-20, covers = "whole", asks = [{ table = "spots" }] }]

[[table]]
id = "spots"
kind = "grid"
label = "附表"
title = "示范点"
corner = "类别"
column = [
  { id = "planned", name = "计划", measure = "个" },
  { id = "built", name = "建成", group = "进展", measure = "个" },
  { id = "rate", name = "建成率", group = "进展", kind = "decimal", scale = 1, measure = "%", formula = "built * 100 / planned" },
]
row = [
  { id = "villages", name = "示范村" },
  { id = "rural", name = "其中：农村", in = "villages" },
  { id = "estates", name = "住宅小区" },
  { id = "urban", name = "其中：农村", in = "estates" },
  { id = "total", name = "合计", total = true },
]
"#;

fn campaign() -> Campaign {
    Campaign::parse(SPOTS).expect("it is sound")
}

/// A page with one table; `|` parts cells, and `^` continues the cell above.
fn page(lines: &[&str]) -> Page {
    let row = |(index, line): (usize, &&str)| Row {
        index,
        cells: line
            .split('|')
            .enumerate()
            .map(|(column, text)| Cell {
                column,
                span: 1,
                continued: text == "^",
                paragraphs: vec![text.to_owned()],
                ..Cell::default()
            })
            .collect(),
    };
    Page {
        tables: vec![Table {
            rows: lines.iter().enumerate().map(row).collect(),
            ..Table::default()
        }],
        ..Page::default()
    }
}

fn numbers(grids: &Grids) -> Vec<(&str, Option<i64>)> {
    let blanks = grids.blanks.iter();
    blanks
        .map(|read| (read.id.as_str(), read.answer().and_then(|a| a.as_number())))
        .collect()
}

fn told(grids: &Grids) -> Vec<(Severity, &str)> {
    let problems = grids.problems.iter();
    problems
        .map(|problem| (problem.severity, problem.message.as_str()))
        .collect()
}

#[test]
fn cells_are_read_by_row_and_column() {
    let grids = read(
        &campaign(),
        &page(&[
            "示范点||",
            "类别|计划（个）|进展",
            "^|^|建成(个)",
            "示范村|50|12",
            "其中:农村|30|",
            "住宅小区|三百|１００",
            "其中：农村|不涉及|4",
            "合计|350|112",
        ]),
    );
    assert_eq!(
        numbers(&grids),
        [
            ("villages_planned", Some(50)),
            ("villages_built", Some(12)),
            ("rural_planned", Some(30)),
            ("rural_built", None),
            ("estates_planned", Some(300)),
            ("estates_built", Some(100)),
            ("urban_planned", None),
            ("urban_built", Some(4)),
        ]
    );
    assert_eq!(grids.blanks[6].state, State::NotApplicable);
    assert_eq!(
        told(&grids),
        [(
            Severity::Error,
            "表里找不到“进展·建成率”这一列，按没有填处理；请核对"
        )]
    );
}

#[test]
fn a_sum_that_is_wrong_on_paper_is_told_and_not_taken() {
    let grids = read(
        &campaign(),
        &page(&[
            "序号|类别|计划|进展|进展",
            "^|^|^|建成|建成率",
            "1|示范村|50|10|20.0",
            "|其中：农村|||",
            "2|住宅小区|150|30|25",
            "|其中：农村|||",
            "|合计|210|40|20%",
        ]),
    );
    let warnings = [
        "“住宅小区·进展·建成率”纸上写的是 25，按各格算是 20.0；收的是各格的数",
        "“合计·计划”纸上写的是 210，按各格算是 200；收的是各格的数",
    ];
    assert_eq!(
        told(&grids),
        warnings.map(|warning| (Severity::Warning, warning))
    );
}

#[test]
fn a_row_that_somebody_added_and_one_that_is_gone_are_told() {
    let grids = read(
        &campaign(),
        &page(&[
            "类别|计划|进展|进展",
            "^|^|建成|建成率",
            "示范村|50|10|",
            "其中：农村|||",
            "学校|7|7|",
            "住宅小区|150|30|",
            "其中：农村|||",
            "备注：数字到月底||",
        ]),
    );
    assert_eq!(
        told(&grids),
        [
            (
                Severity::Error,
                "表里找不到“合计”这一行，按没有填处理；请核对"
            ),
            (Severity::Error, "表里多了“学校”这一行，没有收入；请核对"),
        ]
    );
}

#[test]
fn another_table_is_none_of_ours() {
    let grids = read(&campaign(), &page(&["单位|人数", "东乡|3", "合计|3"]));
    assert!(grids.tables.is_empty() && grids.taken.is_empty());
}

#[test]
fn of_two_copies_the_filled_one_counts_and_two_filled_ones_are_a_question() {
    let form = [
        "类别|计划|进展|进展",
        "^|^|建成|建成率",
        "示范村|{}||",
        "其中：农村|||",
        "住宅小区|||",
        "其中：农村|||",
        "合计|||",
    ];
    let with = |number: &str| {
        page(
            &form
                .map(|line| line.replace("{}", number))
                .each_ref()
                .map(String::as_str),
        )
    };
    let both = |one: &str, other: &str| {
        let mut page = with(one);
        page.tables.extend(with(other).tables);
        page
    };
    let grids = read(&campaign(), &both("", "5"));
    assert_eq!(numbers(&grids)[0], ("villages_planned", Some(5)));
    assert_eq!(told(&grids), []);
    let grids = read(&campaign(), &both("4", "5"));
    assert_eq!(
        told(&grids),
        [(
            Severity::Error,
            "“示范点”在文件里有 2 份，只能收一份；请分开再收"
        )]
    );
    let gaps = gaps(&campaign(), &"spots".into(), &with(""));
    assert_eq!(
        gaps.map(|gaps| gaps.iter().filter(|gap| gap.is_ok()).count()),
        Some(8)
    );
}
