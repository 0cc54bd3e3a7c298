//! Single sentences, each changed in one way. Whole files are in `tests/intake`.

use super::*;
use crate::domain::campaign::builtin;
use crate::domain::figure::Value;
use crate::intake::page::{Line, Part, Row, Table};
use crate::intake::reading::State;

const KICKOFF: &str = "以（视频会议）等形式启动“安全生产月”活动（2）场次。";
const PRESS: &str = "组织记者采访报道(1)次，宣传经验做法（2）条，曝光问题（3）条。\n开展 “专题行”(4)次、“网上行”(5)次。";
const VISITS: &str = "组织“落细落实企业安全生产主体责任”主题征文（1）篇；组织安全生产主题法治宣传教育活动（2）场，参与（3）人。\n开展安全宣传进企业活动（4）场，参与（5）人；开展安全宣传进农村活动（6）场，参与（7）人；开展安全宣传进社区活动（8）场，参与（9）人；开展安全宣传进学校活动（10）场，参与（11）人；开展安全宣传进家庭活动（12）场，参与（13）人。";

fn campaign() -> Campaign {
    Campaign::parse(builtin()[0].1).unwrap()
}

fn settled(cells: &[&str]) -> Settled {
    let campaign = campaign();
    let rows = cells.iter().enumerate().map(|(index, text)| Row {
        index,
        cells: vec![crate::intake::plain::cell(0, text)],
    });
    let page = Page {
        tables: vec![Table {
            rows: rows.collect(),
            ..Table::default()
        }],
        ..Page::default()
    };
    Anchors::new(&campaign).read(&page)
}

/// What the blanks of the row with `first` as its first blank say, written short.
fn row(cell: &str, first: &str) -> String {
    shown(&settled(&[cell]), first)
}

fn shown(settled: &Settled, first: &str) -> String {
    let campaign = campaign();
    let wanted = campaign.figure(&first.into()).unwrap().row;
    let of_row = settled
        .blanks
        .iter()
        .filter(|read| campaign.figure(&read.id).unwrap().row == wanted);
    of_row
        .map(|read| {
            let about = if read.approximate { "约" } else { "" };
            match &read.state {
                State::Value(Value::Number(n)) => format!("{about}{n}"),
                State::Value(Value::Text(text)) => text.clone(),
                State::Value(other) => format!("{other:?}"),
                State::Blank => "空".to_owned(),
                State::NotApplicable => "不".to_owned(),
                State::Problem(_) => "？".to_owned(),
            }
        })
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn what_people_do_to_a_sentence() {
    let mut differ = Vec::new();
    for (from, to, reads) in [
        ("", "", "1 2 3 4 5"),
        ("(1)", "（1)", "1 2 3 4 5"),
        ("(1)", "〔１〕", "1 2 3 4 5"),
        ("(1)", "（约300）", "约300 2 3 4 5"),
        ("(1)", "约（300）", "约300 2 3 4 5"),
        ("(1)", "（300）余", "约300 2 3 4 5"),
        ("(1)", "（1.2）万", "12000 2 3 4 5"),
        ("(1)", "（十二）", "12 2 3 4 5"),
        ("(1)", "（无）", "不 2 3 4 5"),
        ("(1)", "（）", "空 2 3 4 5"),
        ("(1)", "1", "1 2 3 4 5"),
        ("(1)", "（1", "1 2 3 4 5"),
        ("(1)", "1）", "1 2 3 4 5"),
        ("(1)", "（ ）1", "1 2 3 4 5"),
        ("(1)", "1（ ）", "1 2 3 4 5"),
        ("(1)", "三", "3 2 3 4 5"),
        ("(1)", "", "空 2 3 4 5"),
        ("(1)", "（1次）", "1 2 3 4 5"),
        ("(1)次", "（1次）", "1 2 3 4 5"),
        ("(1)次", "（1）场", "1 2 3 4 5"),
        ("(1)次", "（1）人", "？ 2 3 4 5"),
        ("(1)", "（若干）", "？ 2 3 4 5"),
        ("(1)", "（1）2", "？ 2 3 4 5"),
        ("(1)", "（3-5）", "？ 2 3 4 5"),
        ("，宣传经验做法", "；\n宣传经验做法", "1 2 3 4 5"),
        ("组织记者采访报道", "组织记者采访、报道", "1 2 3 4 5"),
        ("组织记者采访报道", "组织新闻记者采访报道", "1 2 3 4 5"),
        ("宣传经验做法", "宣传推广经验做法", "1 2 3 4 5"),
        ("组织记者采访报道", "计划组织记者采访报道", "？ ？ ？ 4 5"),
        ("组织记者采访报道", "上周组织记者采访报道", "？ ？ ？ 4 5"),
        ("宣传经验做法", "平均宣传经验做法", "1 ？ ？ 4 5"),
        ("宣传经验做法", "宣传经验做法不少于", "1 ？ ？ 4 5"),
        ("（3）条。", "（3）条，均因故取消。", "？ ？ ？ ？ ？"),
        // Two numbers in one blank, or thousands.
        (
            "(1)次，宣传经验做法（2）",
            "（1，200）次，宣传经验做法（）",
            "？ ？ 3 4 5",
        ),
        (
            "(1)次，宣传经验做法（2）",
            "（1 2）次，宣传经验做法（ ）",
            "？ ？ 3 4 5",
        ),
        (
            "(1)次，宣传经验做法（2）",
            "（1,200）次，宣传经验做法（）",
            "1200 空 3 4 5",
        ),
        ("(1)", "（1，200）", "1200 2 3 4 5"),
    ] {
        let changed = if from.is_empty() {
            PRESS.to_owned()
        } else {
            PRESS.replacen(from, to, 1)
        };
        let read = row(&changed, "press_reports");
        if read != reads {
            differ.push((changed, read, reads));
        }
    }
    assert_eq!(differ, []);
}

#[test]
fn texts_in_blanks() {
    for (from, to, reads) in [
        ("", "", "视频会议 2"),
        (
            "（视频会议）",
            "(视频会议（线上直播）)",
            "视频会议（线上直播） 2",
        ),
        (
            "（视频会议）",
            "（“启动会”、3场宣讲）",
            "“启动会”、3场宣讲 2",
        ),
        ("（视频会议）", "（ ）", "空 2"),
        ("（视频会议）", "（无）", "不 2"),
        ("（视频会议）", "视频会议", "视频会议 2"),
        ("（视频会议）", "（ ）视频会议", "视频会议 2"),
    ] {
        let changed = if from.is_empty() {
            KICKOFF.to_owned()
        } else {
            KICKOFF.replacen(from, to, 1)
        };
        assert_eq!(row(&changed, "kickoff_form"), reads, "{changed}");
    }
}

#[test]
fn another_blanks_words_are_never_this_ones() {
    let villages = "开展安全宣传进农村活动（6）场，参与（7）人；";
    let communities = "开展安全宣传进社区活动（8）场，参与（9）人；";
    let cut = VISITS.replace(villages, "");
    assert_eq!(row(&cut, "essays"), "1 2 3 4 5 ？ ？ 8 9 10 11 12 13");
    // The paper asks for villages first.
    let swapped = VISITS
        .replace(villages, "")
        .replace(communities, &format!("{communities}{villages}"));
    for (i, read) in row(&swapped, "essays").split(' ').enumerate() {
        assert!(
            read == "？" || read == (i + 1).to_string(),
            "blank {i} read {read}"
        );
    }
    let renamed = VISITS.replace("进农村", "进乡村");
    assert_eq!(row(&renamed, "essays"), "1 2 3 4 5 6 7 8 9 10 11 12 13");
}

#[test]
fn copies_of_a_row() {
    assert_eq!(
        shown(&settled(&[PRESS, PRESS]), "press_reports"),
        "1 2 3 4 5"
    );
    let blank = PRESS.replace(['1', '2', '3', '4', '5'], " ");
    assert_eq!(
        shown(&settled(&[PRESS, &blank]), "press_reports"),
        "1 2 3 4 5"
    );
    let other = PRESS.replace("(4)", "(6)");
    assert_eq!(
        shown(&settled(&[PRESS, &other]), "press_reports"),
        "1 2 3 ？ 5"
    );
}

#[test]
fn a_missing_row_is_told_and_its_blanks_are_blank() {
    let settled = settled(&[KICKOFF, PRESS]);
    assert_eq!(shown(&settled, "essays"), ["空"; 13].join(" "));
    assert_eq!(settled.problems.len(), 7);
    assert!(
        settled.problems[0]
            .message
            .starts_with("缺少第 2 行“深入学习宣传贯彻习近平")
    );
}

#[test]
fn a_number_that_belongs_to_no_blank_is_told() {
    let settled = settled(&[&format!("{PRESS}另发放宣传册300册。")]);
    assert_eq!(shown(&settled, "press_reports"), "1 2 3 4 5");
    let stray = settled
        .problems
        .iter()
        .find(|problem| problem.message.contains("对不上"));
    assert_eq!(
        stray.map(|problem| problem.sentence.as_str()),
        Some("另发放宣传册300册")
    );
}

#[test]
fn the_line_that_names_the_period_is_no_stray() {
    let is_told = |line: &str| {
        let problems = settled(&[line, PRESS]).problems;
        problems
            .iter()
            .any(|problem| problem.message.contains("对不上"))
    };
    for line in [
        "期次：每周活动材料·第2周（6月5日—6月11日）",
        "期次: 第 12 周（3）",
    ] {
        assert!(!is_told(line), "{line}");
    }
    assert!(is_told("期次另发放宣传册300册"));
}

#[test]
fn several_rows_in_one_cell_and_a_row_in_two() {
    let both = format!("{KICKOFF}\n{PRESS}");
    assert_eq!(row(&both, "press_reports"), "1 2 3 4 5");
    assert_eq!(row(&both, "kickoff_form"), "视频会议 2");
    let (first, second) = PRESS.split_once('\n').unwrap();
    assert_eq!(
        shown(&settled(&[first, second]), "press_reports"),
        "1 2 3 4 5"
    );
}

#[test]
fn lines_of_a_text_file() {
    let campaign = campaign();
    let text = format!("填报单位：平江医院\n{KICKOFF}\n{VISITS}\n{PRESS}");
    let lines = text.lines().map(|text| Line {
        text: text.to_owned(),
        part: Part::Body,
        origin: None,
    });
    let page = Page {
        lines: lines.collect(),
        ..Page::default()
    };
    let settled = Anchors::new(&campaign).read(&page);
    assert_eq!(shown(&settled, "kickoff_form"), "视频会议 2");
    assert_eq!(shown(&settled, "essays"), "1 2 3 4 5 6 7 8 9 10 11 12 13");
    assert_eq!(shown(&settled, "press_reports"), "1 2 3 4 5");
}

#[test]
fn a_reading_says_where_it_was() {
    let settled = settled(&[KICKOFF, PRESS]);
    let read = settled
        .blanks
        .iter()
        .find(|read| read.id.as_str() == "web_tours")
        .unwrap();
    assert_eq!(read.sentence, "开展 “专题行”(4)次、“网上行”(5)次");
    assert_eq!(read.position.unwrap().to_string(), "第1个表第2行第1列第2段");
}
