//! The campaign files that come with the program, held against the notices' own words and counts.

use super::*;
use crate::domain::campaign::{
    Ask, Basis, Campaign, CoversOf, FieldKind, Piece, Row, Table, parse, render,
};
use crate::domain::figure::{Accumulation, FigureKind};
use crate::domain::id::{DutyId, FigureId};
use crate::domain::problem::Severity;

fn gusu() -> Campaign {
    let (_, source) = builtin()[0];
    Campaign::parse(source)
        .unwrap_or_else(|problems| panic!("{}", render(&problems, source, "gusu-2020.toml")))
}

#[test]
fn every_file_is_sound_and_bears_its_own_id() {
    for (id, source) in builtin() {
        let parsed = parse(source);
        assert_eq!(render(&parsed.diagnostics, source, id), "");
        assert_eq!(
            parsed.campaign.map(|campaign| campaign.id.0),
            Some((*id).to_owned())
        );
    }
}

/// One cell of the paper form. `joins` says that it goes on from the cell above.
#[derive(Debug, PartialEq)]
struct Cell {
    columns: usize,
    joins: bool,
    paragraphs: Vec<String>,
}

/// The paper form as it was transcribed from the Word file, line by line, apart from the campaign file.
fn transcription() -> Vec<Vec<Cell>> {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for line in include_str!("../../../../tests/data/annex2-form.txt").lines() {
        if line == "行" {
            rows.push(Vec::new());
            continue;
        }
        let row = rows.last_mut().expect("a row comes first");
        match line.split_once('|') {
            Some((_, paragraph)) => {
                let cell = row.last_mut().expect("a cell comes first");
                cell.paragraphs.push(paragraph.to_owned());
            }
            None => row.push(Cell {
                columns: if line.contains("跨2列") { 2 } else { 1 },
                joins: line.contains("续上格"),
                paragraphs: Vec::new(),
            }),
        }
    }
    rows
}

fn cell(columns: usize, text: &str) -> Cell {
    Cell {
        columns,
        joins: false,
        paragraphs: text.split('\n').map(str::to_owned).collect(),
    }
}

fn joined(columns: usize) -> Cell {
    Cell {
        columns,
        joins: true,
        paragraphs: Vec::new(),
    }
}

/// The paper's rows that one row of the campaign file stands for: one a standard.
fn paper_rows(row: &Row, above: Option<&Row>) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for (index, standard) in row.standards.iter().enumerate() {
        let section_goes_on =
            above.is_some_and(|above| above.section == row.section) && !row.new_section_cell;
        let span = if row.item.is_some() { 1 } else { 2 };
        let mut cells = vec![if section_goes_on || index > 0 {
            joined(span)
        } else {
            cell(span, &row.section)
        }];
        cells.extend(
            row.item
                .as_ref()
                .map(|item| if index > 0 { joined(1) } else { cell(1, item) }),
        );
        cells.push(cell(1, standard));
        cells.push(if index > 0 {
            joined(1)
        } else {
            cell(1, &row.report.fill(|_| String::new()))
        });
        rows.push(cells);
    }
    rows
}

#[test]
fn annex_2_stands_word_for_word_as_on_paper() {
    let campaign = gusu();
    let table: &Table = &campaign.tables[0];
    let [item, standard, report] = &table.columns;
    let mut rows = vec![vec![cell(2, item), cell(1, standard), cell(1, report)]];
    for (index, row) in table.rows.iter().enumerate() {
        let above = index.checked_sub(1).map(|above| &table.rows[above]);
        rows.extend(paper_rows(row, above));
    }
    let paper = transcription();
    assert_eq!(rows.len(), paper.len());
    for (row, paper) in rows.iter().zip(&paper) {
        assert_eq!(row, paper);
    }
}

#[test]
fn annex_2_has_69_blanks_of_which_two_take_words() {
    let campaign = gusu();
    assert_eq!(campaign.figures.len(), 69);
    let texts: Vec<(usize, &str)> = campaign
        .figures
        .iter()
        .enumerate()
        .filter(|(_, figure)| figure.kind == FigureKind::Text)
        .map(|(index, figure)| (index, figure.id.as_str()))
        .collect();
    assert_eq!(texts, [(0, "kickoff_form"), (41, "innovation_name")]);
    for figure in &campaign.figures {
        let (kind, accumulation) = match figure.kind {
            FigureKind::Text => (FigureKind::Text, Accumulation::Listed),
            _ => (FigureKind::Count, Accumulation::Flow),
        };
        assert_eq!(
            (figure.kind, figure.accumulation),
            (kind, accumulation),
            "{}",
            figure.id
        );
    }
    let order: Vec<&FigureId> = campaign.tables[0].blanks().map(|(_, id)| id).collect();
    assert_eq!(
        order,
        campaign
            .figures
            .iter()
            .map(|figure| &figure.id)
            .collect::<Vec<_>>()
    );
}

#[test]
fn every_blank_stands_between_brackets() {
    for row in &gusu().tables[0].rows {
        for around in row.report.pieces.windows(3) {
            if let [Piece::Words(before), Piece::Blank(id), Piece::Words(after)] = around {
                assert!(
                    before.ends_with(['（', '(']) && after.starts_with(['）', ')']),
                    "{id}"
                );
            }
        }
    }
}

#[test]
fn measures_and_names_come_from_the_sentences() {
    let campaign = gusu();
    for (id, measure, label) in [
        ("kickoff_form", "", "启动仪式形式"),
        ("kickoff_events", "场次", "启动仪式"),
        ("study_sessions", "次", "理论学习中心组专题学习"),
        ("study_people", "人次", "理论学习中心组专题学习·参与"),
        ("online_class_people", "人次", "网络课堂培训·参与"),
        ("root_cause_discussions", "", "“从根本上消除事故隐患”大讨论"),
        ("warning_film_showings", "场", "警示教育片·观看"),
        ("enterprises_inspecting", "个", "开展“啄木鸟”等活动的企业"),
        ("douyin_videos", "条微视频", "参与抖音“我是安全明白人”话题"),
        ("city_contest_people", "人", "参加全市知识竞赛"),
        ("web_tours", "次", "“网上行”"),
        ("tip_rewards", "人", "接收各类举报·奖励"),
        ("broadcast_productions", "部", "公益广告等宣传品"),
    ] {
        let figure = campaign.figure(&FigureId::from(id)).expect(id);
        assert_eq!(
            (figure.measure.as_str(), figure.label.as_str()),
            (measure, label),
            "{id}"
        );
    }
    let mut labels: Vec<&str> = campaign
        .figures
        .iter()
        .map(|figure| figure.label.as_str())
        .collect();
    labels.sort_unstable();
    labels.dedup();
    assert_eq!(labels.len(), 69, "no two blanks have the same name");
    assert!(
        labels.iter().all(|label| !label.contains('…')),
        "no name is cut"
    );
}

#[test]
fn annex_1_has_eleven_fields_with_the_marks_of_the_paper() {
    let campaign = gusu();
    let form = campaign.registration.expect("there is a form");
    let lines: Vec<Vec<String>> = form
        .lines()
        .iter()
        .map(|line| {
            line.iter()
                .map(|field| field.label.clone() + if field.required { "*" } else { "" })
                .collect()
        })
        .collect();
    assert_eq!(
        lines,
        [
            vec!["姓名*", "性别", "职务*"],
            vec!["办公电话*", "手机", "传真*"],
            vec!["QQ号*", "微信号", "电子邮箱"],
            vec!["单位名称*"],
            vec!["通信地址"],
        ]
    );
    let has = |kind: FieldKind| form.fields.iter().any(|field| field.kind == kind);
    for kind in [
        FieldKind::OfficePhone,
        FieldKind::Mobile,
        FieldKind::Fax,
        FieldKind::Qq,
        FieldKind::WeChat,
        FieldKind::Email,
        FieldKind::UnitName,
    ] {
        assert!(has(kind.clone()), "{kind:?}");
    }
}

#[test]
fn the_duties_are_those_of_the_notice() {
    let campaign = gusu();
    let names: Vec<&str> = campaign
        .duties
        .iter()
        .map(|duty| duty.id.as_str())
        .collect();
    assert_eq!(names, ["registration", "plan", "weekly", "final"]);
    let last = campaign.duty(&DutyId::from("final")).expect("final");
    assert_eq!(last.covers, CoversOf::RestOf(DutyId::from("weekly")));
    assert_eq!(last.basis, Basis::Cumulative);
    assert_eq!(last.table().map(|id| id.as_str()), Some("annex2"));
    let weekly = campaign.duty(&DutyId::from("weekly")).expect("weekly");
    assert_eq!(weekly.basis, Basis::Increment);
    assert!(weekly.asks_hazards() && weekly.table().is_some());
    assert!(
        weekly
            .asks
            .iter()
            .any(|ask| matches!(ask, Ask::Material { .. }))
    );
    assert!(campaign.duties[0].asks_registration());
    assert_eq!(campaign.activities.len(), 7);
    assert_eq!(campaign.unit_kinds.len(), 4);
}

#[test]
fn the_checks_are_mostly_warnings() {
    let campaign = gusu();
    let errors = campaign
        .checks
        .iter()
        .filter(|check| check.severity == Severity::Error)
        .count();
    assert_eq!(errors, 2);
    assert!(campaign.checks.len() > 30);
}
