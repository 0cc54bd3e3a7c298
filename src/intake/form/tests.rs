//! Labels and answers of filled registration forms.

use super::*;
use crate::domain::campaign::{Campaign, builtin};
use crate::intake::page::{Line, Part, Row, Table};

fn form() -> Form {
    Campaign::parse(builtin()[0].1)
        .unwrap()
        .registration
        .unwrap()
}

fn table(rows: &[&[&str]]) -> Page {
    let row = |(index, cells): (usize, &&[&str])| Row {
        index,
        cells: cells
            .iter()
            .enumerate()
            .map(|(column, text)| crate::intake::plain::cell(column, text))
            .collect(),
    };
    Page {
        tables: vec![Table {
            rows: rows.iter().enumerate().map(row).collect(),
            ..Table::default()
        }],
        ..Page::default()
    }
}

fn shown(fields: &[FieldRead]) -> Vec<(&str, &str, bool)> {
    fields
        .iter()
        .map(|field| {
            (
                field.id.as_str(),
                field.text.as_str(),
                field.problem.is_some(),
            )
        })
        .collect()
}

#[test]
fn labels_and_the_cells_beside_them() {
    let page = table(&[
        &["姓名*", "联络员甲", "性别", "女", "职务＊", "科员"],
        &[
            "办公电话*",
            "0512-60000000",
            "手机",
            "１３８ ０００００００１",
            "传真*",
            "",
        ],
        &["QQ号*", "10000001", "微信号", "电子邮箱", "a@example.com"],
        &["单位 名称*：", "平江医院"],
        &["通信地址", ""],
    ]);
    let read = read(&form(), &page);
    assert_eq!(
        shown(&read),
        [
            ("name", "联络员甲", false),
            ("gender", "女", false),
            ("post", "科员", false),
            ("office_phone", "0512-60000000", false),
            ("mobile", "13800000001", false),
            ("fax", "", true),
            ("qq", "10000001", false),
            ("wechat", "", false),
            ("email", "a@example.com", false),
            ("unit_name", "平江医院", false),
            ("address", "", false),
        ]
    );
}

#[test]
fn lines_with_a_colon() {
    let texts = [
        "姓名：联络员甲",
        "性别：男",
        "职务：科员",
        "手机：138",
        "单位名称：平江医院",
        "通信地址：某路",
        "QQ号：10000001",
    ];
    let page = Page {
        lines: texts
            .map(|text| Line {
                text: text.to_owned(),
                part: Part::Body,
                origin: None,
            })
            .to_vec(),
        ..Page::default()
    };
    let read = read(&form(), &page);
    assert_eq!(read[0].text, "联络员甲");
    assert!(read[4].problem.is_some(), "138 is no number of a mobile");
    assert!(
        read[3]
            .problem
            .as_deref()
            .is_some_and(|problem| problem.contains("找不到"))
    );
}

#[test]
fn two_different_answers_are_a_question_and_another_paper_is_none() {
    let page = table(&[
        &["姓名*", "联络员甲", "性别", "女", "职务*", "科员"],
        &["姓名*", "联络员乙", "性别", "女", "职务*", "科员"],
        &["办公电话*", "", "手机", "", "传真*", ""],
        &["QQ号*", "", "微信号", "", "电子邮箱", ""],
    ]);
    let read_twice = read(&form(), &page);
    assert!(
        read_twice[0]
            .problem
            .as_deref()
            .is_some_and(|problem| problem.contains("两处"))
    );
    assert!(read_twice[1].problem.is_none());
    assert!(read(&form(), &table(&[&["姓名", "联络员甲"], &["学习", "3"]])).is_empty());
}

#[test]
fn cells_that_were_pasted_stand_below_each_other() {
    let pasted = "姓名*\t联络员甲\t性别\t女\t职务*\t\n办公电话*\t\t手机\t\t传真*\t60000001\n\
                  QQ号*\t1\t微信号\t\t电子邮箱\t\n单位名称*\t平江医院\n通信地址\n注：*为必填项";
    let page = crate::intake::plain::read_text(pasted.as_bytes()).unwrap();
    let read = read(&form(), &page);
    let filled = shown(&read)
        .into_iter()
        .filter(|(_, text, _)| !text.is_empty());
    assert_eq!(
        filled.map(|(id, text, _)| (id, text)).collect::<Vec<_>>(),
        [
            ("name", "联络员甲"),
            ("gender", "女"),
            ("fax", "60000001"),
            ("qq", "1"),
            ("unit_name", "平江医院"),
        ]
    );
}
