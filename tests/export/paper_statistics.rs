//! 附件2 on paper: its cells merged as on the notice's own form, its sentences word for word, its blanks filled.

use anyue::domain::campaign::Campaign;
use anyue::domain::counting::Reckoning;
use anyue::domain::figure::{Answer, Figures};
use anyue::export::document::{Block, Cell, Document, Paragraph, Table};
use anyue::export::paper::{Reporter, Statistics};

use super::gusu::{annex2, campaign, figures, number, text};

/// What a cell begins with, and how far it reaches.
type Place = (&'static str, usize, usize);

fn document(campaign: &Campaign, figures: &Figures) -> Document {
    let reporter = Reporter::Unit {
        name: "平江街道社区卫生服务中心",
        filled_on: None,
    };
    Statistics {
        campaign,
        table: annex2(campaign),
        reporter,
        when: None,
        figures,
    }
    .document()
}

fn grid(document: &Document) -> &Table {
    document.tables().next().expect("the paper has one table")
}

fn report_of<'a>(table: &'a Table, begin: &str) -> &'a Cell {
    let cells = table.rows.iter().flat_map(|row| &row.cells);
    let mut found = cells.filter(|cell| cell.plain().starts_with(begin));
    found.next().expect("a report begins so")
}

#[test]
fn the_cells_reach_as_far_as_on_the_notices_form() {
    let campaign = campaign();
    let document = document(&campaign, &Figures::new());
    let grid = grid(&document);
    let expected: [&[Place]; 11] = [
        &[("项     目", 2, 1), ("标    准", 1, 1), ("落实情况", 1, 1)],
        &[
            ("“安全生产月”活动开展情况", 1, 5),
            ("举办“安全生产月”活动启动仪式", 1, 1),
            ("启动仪式形式多样", 1, 1),
            ("以（", 1, 1),
        ],
        &[
            ("深入学习宣传\n贯彻", 1, 1),
            ("安排理论学习中心组", 1, 1),
            ("安排理论学习中心组", 1, 1),
        ],
        &[
            ("开展“安全生产专项整治在行动”", 1, 1),
            ("在媒体平台", 1, 1),
            ("　　在各类媒体", 1, 1),
        ],
        &[
            ("组织“安全生产\n大家谈”", 1, 1),
            ("组织干部职工", 1, 1),
            ("  　组织干部职工", 1, 1),
        ],
        &[
            ("开展网上“安全宣传咨询日”活动", 1, 1),
            ("积极组织", 1, 1),
            ("组织干部职工", 1, 1),
        ],
        &[
            ("“安全生产月”活动开展情况", 1, 1),
            ("开展安全宣传\n“五进”活动", 1, 1),
            ("组织“落细落实", 1, 1),
            ("组织“落细落实", 1, 1),
        ],
        &[
            ("“安全生产专项整治行动” 开展情况", 2, 3),
            ("紧紧围绕", 1, 1),
            ("组织记者采访报道", 1, 2),
        ],
        &[("围绕专项整治三年行动", 1, 1)],
        &[("畅通群众和媒体监督渠道", 1, 1), ("接收各类举报", 1, 1)],
        &[
            ("工作要求", 2, 1),
            ("推出形式多样", 1, 1),
            ("在中央新闻媒体", 1, 1),
        ],
    ];
    assert_eq!(grid.header_rows, 1);
    assert_eq!(grid.rows.len(), expected.len());
    for (row, expected) in grid.rows.iter().zip(expected) {
        assert_eq!(row.cells.len(), expected.len(), "{expected:?}");
        for (cell, (begin, columns, rows)) in row.cells.iter().zip(expected) {
            assert!(cell.plain().starts_with(begin), "{}", cell.plain());
            assert_eq!((cell.col_span, cell.row_span), (*columns, *rows), "{begin}");
        }
    }
}

#[test]
fn every_word_of_the_form_stands_on_the_paper() {
    let campaign = campaign();
    let document = document(&campaign, &Figures::new());
    let cells = grid(&document).rows.iter().flat_map(|row| &row.cells);
    let printed: Vec<String> = cells.map(|cell| squeezed(&cell.plain())).collect();
    let mut paragraphs = 0;
    for row in &annex2(&campaign).rows {
        let blank = row.report.fill(|_| String::new());
        let of_row = [&row.section, &blank].into_iter().chain(&row.item);
        for text in of_row.chain(&row.standards) {
            let text = squeezed(text);
            paragraphs += text.lines().count();
            assert!(printed.contains(&text), "{text}");
        }
    }
    assert!(
        paragraphs > 40,
        "the form has many paragraphs: {paragraphs}"
    );
}

#[test]
fn a_paper_without_standards_has_no_column_for_them() {
    let mut campaign = campaign();
    let table = &mut campaign.tables[0];
    table.columns[1] = String::new();
    for row in &mut table.rows {
        row.standards.clear();
    }
    let document = document(&campaign, &Figures::new());
    let grid = grid(&document);
    assert_eq!(grid.columns.len(), 3);
    assert_eq!(grid.rows.len(), 1 + campaign.tables[0].rows.len());
    let heads: Vec<String> = grid.rows[0].cells.iter().map(Cell::plain).collect();
    assert_eq!(heads, ["项     目", "落实情况"]);
    let last = grid.rows.last().expect("rows");
    assert_eq!(last.cells.len(), 2, "section and report");
}

/// Without the spaces that a blank is made of.
fn squeezed(text: &str) -> String {
    text.replace(' ', "").trim().to_owned()
}

#[test]
fn blank_zero_and_not_applicable_look_different() {
    let campaign = campaign();
    let figures = figures([
        ("kickoff_form", text("视频会议")),
        ("study_sessions", number(12)),
        ("study_people", number(0)),
        ("online_classes", Answer::NotApplicable),
    ]);
    let document = document(&campaign, &figures);
    let grid = grid(&document);
    assert_eq!(
        report_of(grid, "以（").plain(),
        "以（视频会议）等形式启动“安全生产月”活动（    ）场次。"
    );
    let study = report_of(grid, "安排理论学习中心组专题学习（");
    let lines = study.plain();
    let lines: Vec<&str> = lines.lines().collect();
    assert_eq!(lines.len(), 5);
    assert_eq!(
        lines[0],
        "安排理论学习中心组专题学习（12）次，参与（0）人次；"
    );
    assert_eq!(lines[1], "开展网络课堂培训(不涉及)场，参与（    ）人次；");
    let underlined = |paragraph: &Paragraph| -> Vec<String> {
        let runs = paragraph.runs.iter().filter(|run| run.underline);
        runs.map(|run| run.text.clone()).collect()
    };
    assert_eq!(underlined(&study.paragraphs[0]), ["12", "0"]);
    assert_eq!(underlined(&study.paragraphs[1]), ["不涉及"]);
    assert_eq!(underlined(&study.paragraphs[2]), [""; 0]);
}

#[test]
fn a_text_in_a_blank_stays_on_its_line_and_brings_no_control_characters() {
    let campaign = campaign();
    let figures = figures([("kickoff_form", text("视频\u{1b}[31m会议\n现场\u{7}"))]);
    let document = document(&campaign, &figures);
    let report = report_of(grid(&document), "以（");
    assert!(report.plain().starts_with("以（视频会议 现场）等形式"));
}

#[test]
fn the_lines_above_the_table_say_whose_it_is() {
    let campaign = campaign();
    let lines = |reporter| {
        let table = annex2(&campaign);
        let paper = Statistics {
            campaign: &campaign,
            table,
            reporter,
            when: None,
            figures: &Figures::new(),
        };
        let blocks = paper.document().blocks.into_iter();
        let texts = blocks.filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph.plain()),
            Block::Title(title) => Some(title),
            _ => None,
        });
        texts.collect::<Vec<_>>()
    };
    let day = chrono::NaiveDate::from_ymd_opt(2020, 6, 30);
    assert_eq!(
        lines(Reporter::Unit {
            name: "金阊医院",
            filled_on: day
        }),
        [
            "附件2:",
            "姑苏区民卫系统“安全生产月”活动情况统计表",
            "填报单位：金阊医院　　填报日期：2020年6月30日"
        ]
    );
    assert_eq!(
        lines(Reporter::RollUp {
            name: "姑苏区民政和卫生健康局",
            expected: 24,
            received: 18,
            reckoning: Reckoning::default(),
        })[2],
        "汇总单位：姑苏区民政和卫生健康局　　汇总单位数：应报 24 家，已报 18 家"
    );
}
