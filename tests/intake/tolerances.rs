//! Everything that people do to a form and that is to be tolerated, one by one and by its name: each row of the tables
//! below is one habit on one sentence of a whole paper, whose other sentences must stay as they are.

mod papers;

use anyue::domain::campaign::Campaign;
use anyue::domain::figure::{FigureKind, Value};
use anyue::intake::{FileReading, FileSource, Reader, State};

use super::make::{self, FilledRow, Paper, Style};
use super::producers::Producer;
use super::truth;

/// A paper whose counts are 1, 2, 3 … in every row, and its texts 视频会议.
fn paper(campaign: &Campaign) -> Paper {
    let table = &campaign.tables[0];
    let mut paper = make::paper(campaign, Style::Plain, "平江医院", 1);
    for (filled, row) in paper.tables[0].iter_mut().zip(&table.rows) {
        let mut count = 0;
        filled.report = row.report.fill(|id| {
            if campaign.figure(id).unwrap().kind == FigureKind::Text {
                return "视频会议".to_owned();
            }
            count += 1;
            count.to_string()
        });
    }
    paper
}

fn read(campaign: &Campaign, paper: &Paper) -> FileReading {
    let plan = truth::plan(campaign);
    let units = truth::units();
    let bytes = Producer::Word.write(paper, 3);
    let source = FileSource {
        name: "附件2.docx",
        folder: "",
        bytes: &bytes,
    };
    let mut readings = Reader::new(campaign, &units, &plan).read(source).unwrap();
    assert_eq!(readings.len(), 1);
    readings.remove(0)
}

/// What the blanks of a row say, written short.
fn shown(campaign: &Campaign, reading: &FileReading, row: usize) -> String {
    let of_row = reading
        .blanks
        .iter()
        .filter(|read| campaign.figure(&read.id).unwrap().row == row);
    let short = |read: &anyue::intake::Read| {
        let about = if read.approximate { "约" } else { "" };
        match &read.state {
            State::Value(Value::Number(n)) => format!("{about}{n}"),
            State::Value(Value::Text(text)) => text.clone(),
            State::Value(other) => format!("{other:?}"),
            State::Blank => "空".to_owned(),
            State::NotApplicable => "不涉及".to_owned(),
            State::Problem(_) => "问".to_owned(),
        }
    };
    of_row.map(short).collect::<Vec<_>>().join(" ")
}

fn row_of(paper: &Paper, words: &str) -> usize {
    let rows = &paper.tables[0];
    rows.iter()
        .position(|row| row.report.contains(words))
        .unwrap_or_else(|| panic!("no row has {words}"))
}

/// A habit, the words of a sentence, what they become, and what the sentence's row then reads as.
type Habit = (&'static str, &'static str, &'static str, &'static str);

const HABITS: [Habit; 46] = [
    ("一字不改", "", "", "1 2 3 4 5"),
    (
        "全角半角括号混用",
        "采访报道(1)次",
        "采访报道（1)次",
        "1 2 3 4 5",
    ),
    ("六角括号", "采访报道(1)次", "采访报道〔1〕次", "1 2 3 4 5"),
    (
        "全角数字",
        "采访报道(1)次",
        "采访报道（１２）次",
        "12 2 3 4 5",
    ),
    (
        "汉字数字：三",
        "采访报道(1)次",
        "采访报道(三)次",
        "3 2 3 4 5",
    ),
    (
        "汉字数字：十二",
        "采访报道(1)次",
        "采访报道(十二)次",
        "12 2 3 4 5",
    ),
    (
        "汉字数字：两百",
        "采访报道(1)次",
        "采访报道(两百)次",
        "200 2 3 4 5",
    ),
    (
        "大写数字",
        "采访报道(1)次",
        "采访报道(壹拾贰)次",
        "12 2 3 4 5",
    ),
    (
        "千分位",
        "采访报道(1)次",
        "采访报道(1,280)次",
        "1280 2 3 4 5",
    ),
    (
        "全角千分位",
        "采访报道(1)次",
        "采访报道(1，280)次",
        "1280 2 3 4 5",
    ),
    (
        "全角空格",
        "采访报道(1)次",
        "采访报道(　12　)次",
        "12 2 3 4 5",
    ),
    (
        "下划线",
        "采访报道(1)次",
        "采访报道(__12__)次",
        "12 2 3 4 5",
    ),
    ("约", "采访报道(1)次", "采访报道(约300)次", "约300 2 3 4 5"),
    (
        "约在括号外",
        "采访报道(1)次",
        "采访报道约(300)次",
        "约300 2 3 4 5",
    ),
    (
        "没有整数的小数",
        "采访报道(1)次",
        "采访报道(.5)次",
        "问 2 3 4 5",
    ),
    (
        "没有整数的小数，无括号",
        "采访报道(1)次",
        "采访报道.5次",
        "问 2 3 4 5",
    ),
    ("上标", "采访报道(1)次", "采访报道(90²)次", "问 2 3 4 5"),
    ("余", "采访报道(1)次", "采访报道(300余)次", "约300 2 3 4 5"),
    (
        "余在括号外",
        "采访报道(1)次",
        "采访报道(300)余次",
        "约300 2 3 4 5",
    ),
    ("多", "采访报道(1)次", "采访报道(300多)次", "约300 2 3 4 5"),
    ("近", "采访报道(1)次", "采访报道(近300)次", "约300 2 3 4 5"),
    (
        "万：1.2万",
        "采访报道(1)次",
        "采访报道(1.2万)次",
        "12000 2 3 4 5",
    ),
    (
        "万在括号外",
        "采访报道(1)次",
        "采访报道(1.2)万次",
        "12000 2 3 4 5",
    ),
    (
        "千：3千",
        "采访报道(1)次",
        "采访报道(3千)次",
        "3000 2 3 4 5",
    ),
    ("无", "采访报道(1)次", "采访报道(无)次", "不涉及 2 3 4 5"),
    ("横线", "采访报道(1)次", "采访报道(—)次", "不涉及 2 3 4 5"),
    ("斜线", "采访报道(1)次", "采访报道(/)次", "不涉及 2 3 4 5"),
    ("零", "采访报道(1)次", "采访报道(0)次", "0 2 3 4 5"),
    ("空着", "采访报道(1)次", "采访报道(   )次", "空 2 3 4 5"),
    (
        "空着，括号里什么也没有",
        "采访报道(1)次",
        "采访报道()次",
        "空 2 3 4 5",
    ),
    (
        "量词写在括号里",
        "采访报道(1)次",
        "采访报道(1次)次",
        "1 2 3 4 5",
    ),
    (
        "写在空括号后面",
        "采访报道(1)次",
        "采访报道(  )7次",
        "7 2 3 4 5",
    ),
    (
        "写在空括号前面",
        "采访报道(1)次",
        "采访报道7(  )次",
        "7 2 3 4 5",
    ),
    ("括号删了", "采访报道(1)次", "采访报道7次", "7 2 3 4 5"),
    (
        "括号删了，写的汉字",
        "采访报道(1)次",
        "采访报道七次",
        "7 2 3 4 5",
    ),
    ("只剩左括号", "采访报道(1)次", "采访报道(7次", "7 2 3 4 5"),
    ("只剩右括号", "采访报道(1)次", "采访报道7)次", "7 2 3 4 5"),
    (
        "一行断成两行",
        "宣传经验做法",
        "宣传\n经验做法",
        "1 2 3 4 5",
    ),
    (
        "在括号里断行",
        "采访报道(1)次",
        "采访报道(\n1)次",
        "1 2 3 4 5",
    ),
    ("标点改了", "次，宣传", "次；宣传", "1 2 3 4 5"),
    (
        "多一个词",
        "组织记者采访报道",
        "组织新闻记者采访报道",
        "1 2 3 4 5",
    ),
    ("少一个词", "宣传经验做法", "宣传做法", "1 2 3 4 5"),
    ("换一个词", "曝光问题", "曝光隐患", "1 2 3 4 5"),
    // What cannot be told apart is asked about, never guessed.
    ("写成范围", "采访报道(1)次", "采访报道(3-5)次", "问 2 3 4 5"),
    ("两个数", "采访报道(1)次", "采访报道(1)2次", "问 2 3 4 5"),
    ("换了量词", "采访报道(1)次", "采访报道(1)人", "问 2 3 4 5"),
];

#[test]
fn every_habit_by_its_name() {
    let campaign = truth::campaign();
    let plain = paper(&campaign);
    let at = row_of(&plain, "组织记者采访报道");
    let untouched = read(&campaign, &plain);
    let mut differ = Vec::new();
    for (habit, from, to, reads) in HABITS {
        let mut paper = plain.clone();
        let report = &mut paper.tables[0][at].report;
        assert!(report.contains(from), "{habit}: {from} is in {report}");
        *report = report.replacen(from, to, 1);
        let reading = read(&campaign, &paper);
        let found = shown(&campaign, &reading, at);
        if found != reads {
            differ.push(format!("{habit}: {found} instead of {reads}"));
        }
        for row in (0..plain.tables[0].len()).filter(|row| *row != at) {
            assert_eq!(
                shown(&campaign, &reading, row),
                shown(&campaign, &untouched, row),
                "{habit}: row {row}"
            );
        }
    }
    assert_eq!(differ, Vec::<String>::new());
}

#[test]
fn a_text_may_have_brackets_quotation_marks_and_numbers_in_it() {
    let campaign = truth::campaign();
    let plain = paper(&campaign);
    let at = row_of(&plain, "等形式启动");
    for (written, reads) in [
        ("（视频会议（线上直播））", "视频会议（线上直播） 1"),
        (
            "(视频会议（线上）、宣誓(现场))",
            "视频会议（线上）、宣誓(现场) 1",
        ),
        ("（“启动会”、3场宣讲）", "“启动会”、3场宣讲 1"),
        ("（1）启动会；2）讲座）", "1）启动会；2）讲座 1"),
        ("（（1）启动会；（2）讲座）", "（1）启动会；（2）讲座 1"),
        ("（视频会议（线上）", "视频会议（线上 1"),
        ("（  ）", "空 1"),
        ("（无）", "不涉及 1"),
    ] {
        let mut paper = plain.clone();
        let report = &mut paper.tables[0][at].report;
        *report = report.replacen("（视频会议）", written, 1);
        assert_ne!(
            *report,
            plain.tables[0][at].report.replace("（视频会议）", ""),
            "{written}"
        );
        assert_eq!(
            shown(&campaign, &read(&campaign, &paper), at),
            reads,
            "{written}"
        );
    }
}

/// Where the sentence is no longer the paper's to the letter, brackets that do not close each other are a question, unless
/// the words around them leave no doubt.
#[test]
fn a_text_is_never_cut_at_a_bracket_of_its_own() {
    let campaign = truth::campaign();
    let plain = paper(&campaign);
    let at = row_of(&plain, "等形式启动");
    let written = |text: &str| format!("以（{text}）等形式启动“安全生产月”活动1场次。");
    for (sentence, reads) in [
        (written("视频会议"), "视频会议 1"),
        (written("1）启动会；2）讲座"), "1）启动会；2）讲座 1"),
        (written("1)会"), "问 1"),
        (written("视频会议）见附件（照片"), "问 1"),
        (written("会）等形式启动（讲座"), "问 1"),
        (
            written("1）启动会；2）讲座").replace("等形式启动", "等方式启动"),
            "问 1",
        ),
    ] {
        let mut paper = plain.clone();
        paper.tables[0][at].report.clone_from(&sentence);
        let shown = shown(&campaign, &read(&campaign, &paper), at);
        assert_eq!(shown, reads, "{sentence}");
    }
}

/// 无, — and / are what the campaign says they are, and never silently zero.
#[test]
fn nothing_is_what_the_campaign_says_it_is() {
    let source = anyue::domain::campaign::builtin()[0].1;
    for (means, number, text) in [
        ("not-applicable", "不涉及", "不涉及"),
        ("zero", "0", "空"),
        ("blank", "空", "空"),
    ] {
        let line = format!("none_means = \"{means}\"\n");
        let campaign = Campaign::parse(&format!("{line}{source}")).unwrap();
        let mut paper = paper(&campaign);
        let press = row_of(&paper, "组织记者采访报道");
        let kickoff = row_of(&paper, "等形式启动");
        let rows = &mut paper.tables[0];
        rows[press].report = rows[press]
            .report
            .replacen("(1)", "(无)", 1)
            .replacen("（2）", "（——）", 1)
            .replacen("（3）", "（/）", 1);
        rows[kickoff].report = rows[kickoff].report.replacen("视频会议", "无", 1);
        let reading = read(&campaign, &paper);
        assert_eq!(
            shown(&campaign, &reading, press),
            format!("{number} {number} {number} 4 5"),
            "{means}"
        );
        assert_eq!(
            shown(&campaign, &reading, kickoff),
            format!("{text} 1"),
            "{means}"
        );
    }
}
