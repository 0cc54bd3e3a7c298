//! Forms of several makes, as tables of texts: `|` divides cells, an empty one is room to write in.

use super::*;
use crate::intake::page::{Cell, Row, Table};

fn grid(rows: &[&str]) -> Grid {
    let widest = rows
        .iter()
        .map(|row| row.split('|').count())
        .max()
        .unwrap_or(1);
    let row = |(index, texts): (usize, &&str)| {
        let texts: Vec<&str> = texts.split('|').collect();
        let cells = texts.iter().enumerate().map(|(column, text)| Cell {
            column,
            // The last cell reaches to the edge of the table.
            span: if column + 1 == texts.len() {
                widest - column
            } else {
                1
            },
            continued: *text == "^",
            paragraphs: vec![text.replace('^', "")],
            ..Cell::default()
        });
        Row {
            index,
            cells: cells.collect(),
        }
    };
    let rows = rows.iter().enumerate().map(row).collect();
    Grid::new(&Table {
        rows,
        ..Table::default()
    })
    .expect("a small table")
}

/// The fields line by line: label, `*` where required, and the kind where it is no text.
fn shown(rows: &[&str]) -> Vec<String> {
    let form = read(&grid(rows), &Heading::default()).expect("there are fields");
    let show = |label: &Label| {
        let kind = match &label.kind {
            Kind::Text => String::new(),
            Kind::Choice(words) => format!("({})", words.join("/")),
            Kind::Other(kind) => format!("({kind})"),
        };
        format!(
            "{}{}{kind}",
            label.text,
            if label.required { "*" } else { "" }
        )
    };
    let lines = form.lines.iter();
    lines
        .map(|line| line.iter().map(show).collect::<Vec<_>>().join(" "))
        .collect()
}

#[test]
fn labels_beside_room_are_fields() {
    assert_eq!(
        shown(&[
            "姓  名*||性别|□男 □女|职务|",
            "办公电话*||手机号码（必填）||传真|",
            "QQ号||微信号||电子邮箱|",
            "单位名称*|",
            "统一社会信用代码|",
            "填表日期|    年  月  日",
        ]),
        [
            "姓名* 性别(男/女) 职务",
            "办公电话*(office_phone) 手机号码*(mobile) 传真(fax)",
            "QQ号(qq) 微信号(wechat) 电子邮箱(email)",
            "单位名称*(unit_name)",
            "统一社会信用代码(credit_code)",
            "填表日期(date)",
        ]
    );
}

#[test]
fn a_label_that_heads_others_tells_them_apart() {
    assert_eq!(
        shown(&[
            "联络员推荐表",
            "单位名称||地址|",
            "分管领导|姓名||手机|",
            "联络员|姓名||手机|",
        ]),
        [
            "单位名称(unit_name) 地址",
            "分管领导姓名 分管领导手机(mobile)",
            "联络员姓名 联络员手机(mobile)",
        ]
    );
}

#[test]
fn a_form_with_one_person_a_row_has_its_fields_in_the_heading() {
    assert_eq!(
        shown(&["序号|单位名称|姓名|职务|手机|备注", "1|||||", "2|||||"]),
        ["单位名称(unit_name) 姓名 职务", "手机(mobile)"]
    );
}

#[test]
fn a_label_may_hold_its_own_room() {
    assert_eq!(
        shown(&[
            "联系人：          手机：__________",
            "单位名称：",
            "电子邮箱:________"
        ]),
        [
            "联系人 手机(mobile)",
            "单位名称(unit_name)",
            "电子邮箱(email)"
        ]
    );
}

#[test]
fn a_table_of_sentences_is_no_registration_form() {
    let grid = grid(&[
        "项目|标准|落实情况",
        "宣传|联系电话公开|张贴（  ）张",
        "培训|组织培训|培训（  ）次",
    ]);
    assert_eq!(likeness(&grid, &Heading::default()), 0);
}
