//! Whatever a notice or a form holds, its draft checks clean and nobody's number is in it.

use proptest::prelude::*;

use super::*;
use crate::intake::page::{Cell, Row, Table};

/// Pieces that a notice is made of, and some that none is.
fn notice_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "(于|每)?(1?[0-9]月[0-9]{1,2}日|周四|月25日|季度|日|月底|年底)(1[0-9]:00|17时)?前(报送|上报|完成)?",
        "[一二三]、(活动时间|活动主题|主要内容)\n",
        "（[一二三]）[一-龥]{2,8}。",
        "[0-9]{1,2}月[0-9]{1,2}日(至|—)[0-9]{1,2}月?[0-9]{1,2}日",
        "[甲乙]安办〔20[0-9]{2}〕[0-9]{1,3}号\n",
        "关于开展“[一-龥]{1,5}”活动的通知\n各[一-龥]{2,6}、各企业：\n",
        "以“[一-龥，]{2,9}”为主题",
        "联系人：某甲，电话：1[0-9]{10}。",
        "（联系人：某乙 0512-[0-9]{8}）",
        "[统计表总结报告推荐表方案材料和、（）附件0-9]{2,12}",
        "[{}\"\\\\#'\u{3000}\u{200b}\u{7} \t]{1,4}",
        "[，。；：\n]{1,2}",
        "\\PC{1,6}",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// Cells that a form is made of, and some that none is.
fn cell_text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => Just(String::new()),
        3 => "[一-龥]{2,6}（ {0,9}）(次|人次|万元|%|等形式|。)?",
        2 => "(项目|标准|落实情况|序号|单位|数量|备注|姓名\\*?|手机|单位名称|性别)",
        1 => "[0-9]{1,2}",
        1 => "[一-龥]{1,4}____[场个]，□是 □否",
        1 => "[（）(){}\"\\\\_ \u{3000}\u{200b}\\n]{1,6}",
        1 => "\\PC{0,8}",
    ]
}

fn form_page() -> impl Strategy<Value = Page> {
    let cell = (cell_text(), 1usize..4, any::<bool>());
    let row = prop::collection::vec(cell, 1..6);
    let tables = prop::collection::vec(prop::collection::vec(row, 1..7), 0..3);
    let lines = prop::collection::vec(
        "(附件[12]|[一-龥]{2,8}统计表|注：[一-龥*]{1,5}|姓名：    手机：    邮箱：|\\PC{0,9})",
        0..5,
    );
    (tables, lines).prop_map(|(tables, lines)| {
        let row = |(index, cells): (usize, Vec<(String, usize, bool)>)| {
            let mut column = 0;
            let cells = cells.into_iter().map(|(text, span, continued)| {
                column += span;
                Cell {
                    column: column - span,
                    span,
                    continued: continued && text.is_empty(),
                    paragraphs: text.split('\n').map(str::to_owned).collect(),
                    ..Cell::default()
                }
            });
            Row {
                index,
                cells: cells.collect(),
            }
        };
        let table = |rows: Vec<Vec<(String, usize, bool)>>| Table {
            rows: rows.into_iter().enumerate().map(row).collect(),
            lines_above: lines.len() / 2,
            ..Table::default()
        };
        Page {
            tables: tables.into_iter().map(table).collect(),
            lines: lines.iter().map(|text| line(text)).collect(),
            notes: Vec::new(),
        }
    })
}

fn has_number(text: &str) -> bool {
    let mut run = 0;
    text.chars().any(|c| {
        run = if c.is_ascii_digit() { run + 1 } else { 0 };
        run >= 9
    })
}

proptest! {
    #[test]
    fn whatever_a_notice_says_the_draft_checks_clean(text in notice_text()) {
        let page = Page { lines: text.lines().map(line).collect(), ..Page::default() };
        let draft = draft(&[], Some(&page), today()).expect("no form, no wrong one");
        campaign(&draft);
        prop_assert!(!has_number(&draft.source), "{}", draft.source);
        for word in ["某甲，", "某乙"] {
            prop_assert!(!draft.source.contains(word), "{}", draft.source);
        }
    }

    #[test]
    fn whatever_a_form_holds_the_draft_checks_clean(page in form_page(), text in notice_text()) {
        let notice = Page { lines: text.lines().map(line).collect(), ..Page::default() };
        let paper = Paper { name: "表.docx", page: &page, template: None };
        if let Ok(draft) = draft(&[paper], Some(&notice), today()) {
            let campaign = campaign(&draft);
            prop_assert!(!campaign.figures.is_empty() || campaign.registration.is_some());
        }
    }
}
