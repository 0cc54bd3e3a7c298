//! Blank forms as workbooks: grids whose empty cells are what is filled in, as Excel leaves them out of the file.

use super::*;
use crate::domain::campaign::{Campaign, Piece, parse, render};
use crate::intake::page::{Cell, Row, Table};

/// First row, first column, last row, last column.
type Merged = (usize, usize, usize, usize);

/// A workbook of these rows as it is read: cells without words are not in it.
fn workbook(rows: &[&[&str]], merged: &[Merged]) -> Page {
    let cell = |row: usize, column: usize, text: &str| {
        let area = merged.iter().find(|area| (area.0, area.1) == (row, column));
        let (last, right) = area.map_or((row, column), |area| (area.2, area.3));
        Cell {
            column,
            span: right - column + 1,
            rows: if area.is_some() { last - row + 1 } else { 0 },
            paragraphs: vec![text.to_owned()],
            ..Cell::default()
        }
    };
    let rows = rows.iter().enumerate().map(|(index, row)| {
        let cells = row.iter().enumerate().filter(|(_, text)| !text.is_empty());
        Row {
            index,
            cells: cells
                .map(|(column, text)| cell(index, column, text))
                .collect(),
        }
    });
    let table = Table {
        name: "附件2".to_owned(),
        rows: rows.filter(|row| !row.cells.is_empty()).collect(),
        ..Table::default()
    };
    Page {
        tables: vec![table],
        ..Page::default()
    }
}

/// What comes of a form: a line a row, its blanks by their ids.
fn drafted(rows: &[&[&str]], merged: &[Merged]) -> (String, Vec<String>) {
    let page = workbook(rows, merged);
    let paper = Paper {
        name: "附件2.xlsx",
        page: &page,
        template: None,
    };
    let today = NaiveDate::from_ymd_opt(2026, 5, 20).expect("a day");
    let draft = draft(&[paper], None, today).expect("it is a form");
    let parsed = parse(&draft.source);
    let problems = render(&parsed.diagnostics, &draft.source, "草稿");
    assert_eq!(problems, "", "{}", draft.source);
    let campaign: Campaign = parsed.campaign.expect("it is sound");
    let [table] = &campaign.tables[..] else {
        panic!("one table: {}", draft.source);
    };
    let lines = table.rows.iter().map(|row| {
        let pieces = row.report.pieces.iter().map(|piece| match piece {
            Piece::Words(words) => words.clone(),
            Piece::Blank(id) => format!("{{{id}}}"),
        });
        let item = row.item.as_deref().unwrap_or("-");
        format!("{}|{item}|{}", row.section, pieces.collect::<String>())
    });
    (table.title.clone(), lines.collect())
}

const TITLE: &str = "“安全生产月”活动情况统计表";

#[test]
fn the_empty_cells_of_a_grid_are_its_blanks() {
    let rows: [&[&str]; 8] = [
        &[TITLE],
        &["填报单位："],
        &["序号", "项目", "单位", "数量", "备注"],
        &["1", "开展安全宣传咨询活动", "场"],
        &["2", "参与人数", "人次"],
        &["3", "发放宣传资料", "份"],
        &["4", "组织应急演练", "次"],
        &["注：没有的填 0"],
    ];
    let (title, lines) = drafted(&rows, &[]);
    assert_eq!(title, TITLE);
    assert_eq!(
        lines,
        [
            "开展安全宣传咨询活动|-|（{zixun_huodong_chang}）场",
            "参与人数|-|（{canyu_renshu_renci}）人次",
            "发放宣传资料|-|（{xuanchuan_ziliao_fen}）份",
            "组织应急演练|-|（{yingji_yanlian_ci}）次",
        ]
    );
}

#[test]
fn sections_over_several_rows_name_what_stands_in_them() {
    let rows: [&[&str]; 6] = [
        &[TITLE],
        &["项目", "指标", "数量"],
        &["宣传教育", "举办宣讲活动（场）"],
        &["", "参与（人次）"],
        &["应急演练", "开展应急演练（场）"],
        &["", "参与（人次）"],
    ];
    let (title, lines) = drafted(&rows, &[(0, 0, 0, 2), (2, 0, 3, 0), (4, 0, 5, 0)]);
    assert_eq!(title, TITLE);
    assert_eq!(
        lines,
        [
            "宣传教育|举办宣讲活动（场）|（{xuanjiang_huodong_chang}）场",
            "宣传教育|参与（人次）|（{xuanchuan_jiaoyu_canyu_renci}）人次",
            "应急演练|开展应急演练（场）|（{yingji_yanlian_chang}）场",
            "应急演练|参与（人次）|（{yingji_yanlian_canyu_renci}）人次",
        ]
    );
}

const GROUPED: [Merged; 4] = [(0, 0, 0, 4), (1, 0, 2, 0), (1, 1, 1, 2), (1, 3, 1, 4)];

#[test]
fn headings_in_two_rows_name_their_columns_together() {
    let rows: [&[&str]; 5] = [
        &[TITLE],
        &["项目", "开展情况", "", "隐患整改", ""],
        &["", "场次", "人次", "发现", "整改"],
        &["专题学习"],
        &["应急演练"],
    ];
    let (_, lines) = drafted(&rows, &GROUPED);
    assert_eq!(
        lines[1],
        "应急演练|-|开展情况（{yingji_yanlian_qingkuang_changci}）场次；开展情况（{yingji_yanlian_qingkuang_renci}）人次；\
         隐患整改·发现（{yingji_yanlian_zhenggai_faxian}）；隐患整改·整改（{yingji_yanlian_zhenggai_zhenggai}）"
    );
    assert_eq!(lines.len(), 2);
}

#[test]
fn a_list_of_units_without_any_line_asks_what_its_headings_say() {
    let rows: [&[&str]; 4] = [
        &[TITLE],
        &["单位名称", "宣传活动", "", "应急演练", ""],
        &["", "场次", "参与人数", "场次", "参与人数"],
        &["", "", "", "", ""],
    ];
    let (_, lines) = drafted(&rows, &GROUPED);
    let [line] = &lines[..] else {
        panic!("one line: {lines:?}");
    };
    assert!(
        line.starts_with(
            "“安全生产月”活动情况统计表|-|宣传活动（{xuanchuan_huodong_changci}）场次；"
        ),
        "{line}"
    );
    assert_eq!(line.matches('{').count(), 4, "{line}");
}

#[test]
fn a_grid_without_headings_is_read_and_asked_about() {
    let rows: [&[&str]; 4] = [
        &[TITLE],
        &["开展安全宣传咨询活动", "", "场"],
        &["参与人数", "", "人次"],
        &["组织应急演练", "", "次"],
    ];
    let (title, lines) = drafted(&rows, &[]);
    assert_eq!(title, TITLE);
    assert_eq!(
        lines,
        [
            "开展安全宣传咨询活动|-|（{zixun_huodong_chang}）场",
            "参与人数|-|（{canyu_renshu_renci}）人次",
            "组织应急演练|-|（{yingji_yanlian_ci}）次",
        ]
    );
}
