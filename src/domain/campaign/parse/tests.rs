//! A small campaign read whole, and one mistake after another made in it: each is told once, at its own place.

mod grown;

use proptest::prelude::*;

use super::*;
use crate::domain::campaign::{Ask, CoversOf, Facts, Paper};
use crate::domain::figure::{Accumulation, Answer, FigureKind, Figures};
use crate::domain::id::FigureId;
use crate::domain::problem::Severity;
use crate::domain::schedule::{Covers, HolidayRule, Recurrence};

/// A small campaign in which every part of the language stands once.
const SMALL: &str = r#"id = "small-2020"
title = "安全生产月"
theme = "消除隐患"
document = "某安〔2020〕1号"
issuer = "某局"
collector = "应急处"
from = 2020-06-01
to = 2020-06-30
holiday_rule = "earlier"
none_means = "zero"
marked_day = [{ date = 2020-06-16, name = "咨询日" }]

[[unit_kind]]
id = "medical"
name = "医疗机构"

[[hazard_level]]
id = "major"
name = "重大隐患"

[registration]
label = "附件1"
title = "推荐表"
note = "注：*为必填项"
lines = [
  [{ id = "name", label = "姓名", required = true }],
  [{ id = "gender", label = "性别", kind = "choice", choices = ["男", "女"] }],
]

[[activity]]
title = "主题宣讲"
text = "开展宣讲。"

[[duty]]
id = "weekly"
name = "每周材料"
every = "thursday"
clock = "17:00"
asks = [{ narrative = "情况", required = true }, "hazards", { table = "annex2" }]
kinds = ["medical"]

[[duty]]
id = "final"
name = "总结"
due = 2020-07-01
exclusive = true
holiday_rule = "later"
covers = "rest of weekly"
basis = "cumulative"
asks = ["registration", { material = "总结" }, { table = "annex2" }]

[[table]]
id = "annex2"
label = "附件2"
title = "统计表"
columns = ["项目", "标准", "落实情况"]

[[table.row]]
section = "宣传"
item = "学习"
standard = ["组织学习。", "组织培训。"]
report = """
以（{form}）形式学习（{sessions}）次，参与（{people}）人次；
完成率（{rate}）%。"""

[figures.form]
kind = "text"

[figures.rate]
kind = "decimal"
scale = 2
accumulation = "stock"
label = "完成率"

[[check]]
rule = "people >= 2 * sessions"
when = "sessions > 0"
message = "人次太少"
"#;

/// The problems of the small campaign with one mistake in it: message and marked text.
fn problems(from: &str, to: &str) -> Vec<(String, String)> {
    assert!(SMALL.contains(from), "{from} is in the small campaign");
    let source = SMALL.replacen(from, to, 1);
    let parsed = parse(&source);
    assert_eq!(
        parsed.campaign.is_none(),
        parsed.diagnostics.iter().any(Diagnostic::is_error)
    );
    let marked = |d: Diagnostic| (d.message, source[d.span].to_owned());
    parsed.diagnostics.into_iter().map(marked).collect()
}

#[test]
fn the_small_campaign_says_what_it_says() {
    let campaign = Campaign::parse(SMALL).expect("it is sound");
    let [weekly, last] = &campaign.duties[..] else {
        panic!("two duties")
    };
    assert_eq!(
        weekly.recurrence,
        Recurrence::Weekly {
            weekday: chrono::Weekday::Thu
        }
    );
    assert_eq!(weekly.covers, CoversOf::Plain(Covers::Own));
    assert_eq!(weekly.due_rule.holiday, HolidayRule::Earlier);
    assert_eq!(
        weekly
            .due_rule
            .clock
            .map(|clock| clock.to_string())
            .as_deref(),
        Some("17:00:00")
    );
    assert_eq!(
        weekly.asks[0],
        Ask::Narrative {
            label: "情况".to_owned(),
            required: true
        }
    );
    assert_eq!(last.due_rule.holiday, HolidayRule::Later);
    assert!(last.due_rule.exclusive);
    let figures: Vec<_> = campaign
        .figures
        .iter()
        .map(|f| {
            (
                f.id.as_str(),
                f.kind,
                f.measure.as_str(),
                f.accumulation,
                f.label.as_str(),
            )
        })
        .collect();
    assert_eq!(
        figures,
        [
            (
                "form",
                FigureKind::Text,
                "",
                Accumulation::Listed,
                "形式学习"
            ),
            (
                "sessions",
                FigureKind::Count,
                "次",
                Accumulation::Flow,
                "形式学习·次"
            ),
            (
                "people",
                FigureKind::Count,
                "人次",
                Accumulation::Flow,
                "形式学习·参与"
            ),
            (
                "rate",
                FigureKind::Decimal { scale: 2 },
                "%",
                Accumulation::Stock,
                "完成率"
            ),
        ]
    );
    assert_eq!(campaign.tables[0].rows[0].standards.len(), 2);
}

#[test]
fn every_mistake_is_told_at_its_own_place() {
    for (from, to, message, marked) in [
        ("theme =", "theem =", "没有“theem”这个键", "theem"),
        (
            "title = \"安全生产月\"\n",
            "",
            "这里缺少“title”",
            "id = \"small-2020\"",
        ),
        (
            "issuer = \"某局\"",
            "issuer = 3",
            "这里应是文字，写成了整数",
            "3",
        ),
        (
            "issuer = \"某局\"",
            "issuer = \" \"",
            "这里不能是空的",
            "\" \"",
        ),
        (
            "\"某局\"",
            "\"某\\u001b[31m局\"",
            "文字里有看不见的控制字符，请删去",
            "\"某\\u001b[31m局\"",
        ),
        (
            "\"某局\"",
            "\"某\\n局\"",
            "这里的文字应写在一行里",
            "\"某\\n局\"",
        ),
        (
            "id = \"small-2020\"",
            "id = \"Small 2020\"",
            "编号用小写英文字母开头，只含小写字母、数字和 -",
            "\"Small 2020\"",
        ),
        (
            "from = 2020-06-01",
            "from = \"2020-06-01\"",
            "日期不加引号",
            "\"2020-06-01\"",
        ),
        (
            "from = 2020-06-01",
            "from = 2020-06-01T08:00:00",
            "这里应是日期，不带时间",
            "2020-06-01T08:00:00",
        ),
        (
            "to = 2020-06-30",
            "to = 2020-05-30",
            "结束日期2020年5月30日早于开始日期2020年6月1日",
            "2020-05-30",
        ),
        (
            "to = 2020-06-30",
            "to = 2020-06-31",
            "日期不对",
            "2020-06-31",
        ),
        (
            "date = 2020-06-16",
            "date = 2020-07-16",
            "这一天不在活动期间（from 到 to）之内",
            "2020-07-16",
        ),
        (
            "id = \"final\"",
            "id = \"weekly\"",
            "“weekly”前面已经用过（第 35 行）",
            "\"weekly\"",
        ),
        (
            "every = \"thursday\"",
            "every = \"thirsday\"",
            "“thirsday”不在可用的词里：",
            "\"thirsday\"",
        ),
        ("every = \"thursday\"", "", "没有说明什么时候报", "[[duty]]"),
        (
            "every = \"thursday\"",
            "every = \"month\"",
            "这里缺少“on”",
            "[[duty]]",
        ),
        (
            "every = \"thursday\"",
            "every = \"quarter\"\non = 32\nmonth = 2",
            "这个数应在 1 到 31 之间",
            "32",
        ),
        (
            "every = \"thursday\"",
            "every = \"quarter\"\non = \"last\"\nmonth = 1",
            "活动期间没有这样的日子",
            "\"quarter\"",
        ),
        (
            "every = \"thursday\"",
            "every = \"year\"\non = 30\nmonth = 13",
            "这个数应在 1 到 12 之间",
            "13",
        ),
        (
            "every = \"thursday\"",
            "every = \"year\"\non = 30",
            "这里缺少“month”",
            "[[duty]]",
        ),
        (
            "every = \"thursday\"",
            "every = \"thursday\"\non = 3",
            "“on”在这里用不上",
            "on",
        ),
        (
            "due = 2020-07-01",
            "due = 2020-07-01\nevery = \"day\"",
            "due（一次）和 every（每逢）只能写一个",
            "\"day\"",
        ),
        (
            "due = 2020-07-01",
            "due = 2020-05-01",
            "截止日期比活动开始早一个月以上",
            "2020-05-01",
        ),
        (
            "due = 2020-07-01",
            "due = 2022-07-01",
            "截止日期比活动结束晚一年以上",
            "2022-07-01",
        ),
        (
            "clock = \"17:00\"",
            "clock = \"下午\"",
            "这里应是一天里的时间",
            "\"下午\"",
        ),
        (
            "exclusive = true",
            "exclusive = \"是\"",
            "这里应是 true 或 false，写成了文字",
            "\"是\"",
        ),
        (
            "rest of weekly",
            "rest of weakly",
            "没有编号为“weakly”的任务",
            "weakly",
        ),
        (
            "rest of weekly",
            "rest of final",
            "“其余的天”绕成了圈",
            "\"rest of final\"",
        ),
        (
            "covers = \"rest of weekly\"",
            "covers = \"rest\"",
            "“rest”不在可用的词里",
            "\"rest\"",
        ),
        (
            "covers = \"rest of weekly\"\n",
            "",
            "要填统计表或隐患数，就要说明统计哪些天",
            "asks",
        ),
        (
            "basis = \"cumulative\"",
            "basis = \"total\"",
            "“total”不在可用的词里",
            "\"total\"",
        ),
        (
            "\"hazards\", ",
            "\"hazard\", ",
            "“hazard”不在可用的词里：registration、hazards",
            "\"hazard\"",
        ),
        (
            "\"hazards\", ",
            "\"hazards\", \"hazards\", ",
            "同一样东西写了两次",
            "\"hazards\"",
        ),
        (
            "{ material = \"总结\" }",
            "{ narative = \"总结\" }",
            "没有“narative”这个键",
            "narative",
        ),
        (
            "{ table = \"annex2\" }]\nkinds",
            "{ table = \"annex1\" }]\nkinds",
            "没有编号为“annex1”的表",
            "\"annex1\"",
        ),
        (
            "kinds = [\"medical\"]",
            "kinds = [\"medicle\"]",
            "没有编号为“medicle”的单位类别",
            "\"medicle\"",
        ),
        (
            "choices = [\"男\", \"女\"]",
            "choices = [\"男\"]",
            "至少要有两个可选的词",
            "[\"男\"]",
        ),
        (
            "choices = [\"男\", \"女\"]",
            "choices = [\"男\", \"男\"]",
            "“男”前面已经用过（第 27 行）",
            "\"男\"",
        ),
        (
            "kind = \"choice\", ",
            "",
            "只有选择题（kind = \"choice\"）才有 choices",
            "choices",
        ),
        (
            "\"标准\", \"落实情况\"]",
            "\"标准\", \"落实情况\", \"备注\"]",
            "columns 应有三项",
            "[\"项目\", \"标准\", \"落实情况\", \"备注\"]",
        ),
        (
            "{people}",
            "{sessions}",
            "空格“sessions”前面已经用过（第 63 行）",
            "sessions",
        ),
        (
            "{people}",
            "{人次}",
            "编号用小写英文字母开头，只含小写字母、数字和 _",
            "人次",
        ),
        ("{people}", "{people", "空格的花括号没有闭合", "{people"),
        ("完成率（", "完成率}（", "多了一个 }", "}"),
        (
            "[figures.form]",
            "[figures.forms]",
            "表里没有“forms”这个空格",
            "forms",
        ),
        ("scale = 2", "scale = 9", "这个数应在 1 到 6 之间", "9"),
        ("scale = 2\n", "", "小数要说明保留几位", "kind"),
        ("kind = \"text\"", "scale = 1", "只有小数和金额", "scale"),
        (
            "label = \"完成率\"",
            "label = \"完成率\"\n[figures.people]\nlabel = \"完成率\"",
            "“完成率”这个简称已有别的空格在用",
            "\"完成率\"",
        ),
        (
            "\"people >= 2",
            "\"peeple >= 2",
            "表里没有“peeple”这个指标",
            "peeple",
        ),
        (
            "\"people >= 2",
            "\"form >= 2",
            "“form”不是数，不能计算或比较大小",
            "form",
        ),
        (
            "people >= 2 * sessions",
            "people ≥ 2 * sessions",
            "式子里不能有“≥”",
            "≥",
        ),
        (
            "people >= 2 * sessions",
            "people 2 * sessions",
            "这里应是比较符号",
            "2",
        ),
        (
            "people >= 2 * sessions",
            "people >= 2 *",
            "这里应是编号或数",
            "",
        ),
        (
            "people >= 2 * sessions",
            "people >= sessions people",
            "式子到这里应该结束",
            "people",
        ),
        (
            "people >= 2 * sessions",
            "2 >= 1",
            "式子里没有指标或字段",
            "rule",
        ),
        (
            "sessions > 0",
            "sessions > 99999999999",
            "这个数太大",
            "99999999999",
        ),
    ] {
        let told = problems(from, to);
        let found = told
            .iter()
            .any(|(m, s)| m.starts_with(message) && s == marked);
        assert!(
            found,
            "{to}: expected {message} at {marked}, told {told:#?}"
        );
    }
}

#[test]
fn one_mistake_is_told_once() {
    for (from, to) in [
        ("theme =", "theem ="),
        ("label = \"附件2\"\n", ""),
        ("id = \"medical\"", "id = \"medical"),
        ("{people}", "{people"),
        ("report = \"\"\"\n以", "report = \"\"\"\n}以"),
    ] {
        let told = problems(from, to);
        assert_eq!(told.len(), 1, "{to}: {told:#?}");
    }
}

#[test]
fn a_near_word_is_suggested() {
    for (from, to, suggestion) in [
        ("collector =", "colector =", "是不是“collector”？"),
        (
            "every = \"thursday\"",
            "every = \"thurday\"",
            "是不是“thursday”？",
        ),
        ("\"people >= 2", "\"peeple >= 2", "是不是“people”？"),
        ("[figures.rate]", "[figures.rats]", "是不是“rate”？"),
        ("id = \"annex2\"", "id = \"Annex-2\"", "写成 annex_2"),
    ] {
        let source = SMALL.replacen(from, to, 1);
        let told = parse(&source).diagnostics;
        assert!(
            told.iter()
                .any(|d| d.suggestion.as_deref() == Some(suggestion)),
            "{to}: {told:#?}"
        );
    }
}

#[test]
fn all_problems_are_told_at_once_in_the_order_of_the_file() {
    let source = SMALL
        .replace("theme =", "theem =")
        .replace("from = 2020-06-01", "from = ")
        .replace("every = \"thursday\"", "every = \"thirsday\"")
        .replace("{people}", "{people")
        .replace("\"people >= 2", "\"sesions >= 2");
    let told = parse(&source).diagnostics;
    let lines: Vec<usize> = told.iter().map(|d| d.line).collect();
    assert!(lines.is_sorted(), "{lines:?}");
    for line in [3, 7, 37, 63, 76] {
        assert!(lines.contains(&line), "{line} is not among {lines:?}");
    }
}

/// What stands around the examples of the page: the least that a campaign file has.
const AROUND_EXAMPLES: &str = r#"id = "example"
title = "例子"
issuer = "某局"
from = 2020-06-01
to = 2020-06-30
unit_kind = [
  { id = "department", name = "部门" },
  { id = "town", name = "乡镇" },
  { id = "enterprise", name = "企业" },
]
hazard_level = [{ id = "general", name = "一般隐患" }]

[[duty]]
id = "final"
name = "总结"
due = 2020-07-01
asks = [{ narrative = "总结" }]
"#;

/// The examples of each part of the page, put together, are sound.
#[test]
fn every_example_of_the_page_is_sound() {
    let page = include_str!("../../../../docs/campaign-file.md");
    let mut examples = 0;
    for part in page.split("\n## ").skip(1) {
        let blocks: Vec<&str> = part
            .split("```toml\n")
            .skip(1)
            .filter_map(|block| block.split("```").next())
            .collect();
        examples += blocks.len();
        let source = format!("{AROUND_EXAMPLES}\n{}", blocks.join("\n"));
        let told = render(&parse(&source).diagnostics, &source, "例子");
        assert_eq!(told, "", "{source}");
    }
    assert!(examples > 6, "only {examples} examples were found");
}

/// The page on how to write a campaign file names every key that there is.
#[test]
fn every_key_is_explained() {
    let page = include_str!("../../../../docs/campaign-file.md");
    let words: std::collections::BTreeSet<&str> = page
        .split(|c: char| !c.is_ascii_lowercase() && c != '_')
        .collect();
    let keys = [
        &header::KEYS[..],
        &form::KEYS,
        &form::FIELD_KEYS,
        &duty::KEYS,
        &table::TABLE_KEYS,
        &grid::COLUMN_KEYS,
        &grid::ROW_KEYS,
        &table::ROW_KEYS,
        &figures::KEYS,
        &check::KEYS,
        &header::ACTIVITY_KEYS,
        &duty::ASK_KEYS,
        &register::KEYS,
        &register::FIELD_KEYS,
        &register::STAGE_KEYS,
        &register::ROW_KEYS,
        &register::HAZARD_KEYS,
        &target::KEYS,
        &target::MILESTONE_KEYS,
        &points::KEYS,
        &points::GROUP_KEYS,
        &points::ITEM_KEYS,
        &points::LATE_KEYS,
        &award::KEYS,
        &award::CONDITION_KEYS,
        &award::STEP_KEYS,
    ];
    for key in keys.concat() {
        assert!(words.contains(key), "{key}");
    }
}

#[test]
fn figures_of_different_scale_are_compared_at_one_scale() {
    let source = SMALL.replace("people >= 2 * sessions", "rate <= 3 * sessions - 1");
    let campaign = Campaign::parse(&source).expect("it is sound");
    let check = &campaign.checks[0];
    let broken = |rate: i64| {
        let figures: Figures = [("rate", rate), ("sessions", 2)]
            .into_iter()
            .map(|(id, number)| (FigureId::from(id), Answer::number(number)))
            .collect();
        check.is_broken_by(Facts::of_figures(&figures))
    };
    assert!(!broken(500), "5.00 is not more than 5");
    assert!(broken(501), "5.01 is more than 5");
}

#[test]
fn a_plan_may_be_due_before_the_campaign_begins() {
    assert_eq!(problems("due = 2020-07-01", "due = 2020-05-02"), []);
}

#[test]
fn a_paper_may_have_no_column_of_standards() {
    let standard = "standard = [\"组织学习。\", \"组织培训。\"]\n";
    let narrow = SMALL.replace("\"项目\", \"标准\",", "\"项目\",");
    let campaign = Campaign::parse(&narrow.replace(standard, "")).expect("it is sound");
    let table = &campaign.tables[0];
    assert!(!table.has_standards() && table.rows[0].standards.is_empty());
    assert_eq!(table.columns[2], "落实情况");
    let stray = Campaign::parse(&narrow).expect_err("the standard has no column");
    assert_eq!(stray[0].message, "columns 只写了两项，这张表没有标准一栏");
}

#[test]
fn a_warning_alone_does_not_refuse_the_file() {
    let source = SMALL.replacen("2020-06-16", "2020-07-16", 1);
    let parsed = parse(&source);
    assert!(parsed.campaign.is_some());
    assert_eq!(parsed.diagnostics[0].severity, Severity::Warning);
}

/// A text whose lines end as on Windows says the same.
#[test]
fn line_ends_do_not_matter() {
    let windows = SMALL.replace('\n', "\r\n");
    assert_eq!(Campaign::parse(&windows).ok(), Campaign::parse(SMALL).ok());
}

/// Ten thousand problems, or ten thousand blanks of one name, are told and named one by one, not each against all.
#[test]
fn a_long_file_is_read_in_one_go() {
    let rubbish = "甲\n".repeat(10_000);
    assert_eq!(parse(&rubbish).diagnostics.len(), 10_000);
    let blanks: String = (0..10_000)
        .map(|n| format!("学习培训（{{x{n}}}）。"))
        .collect();
    let (before, after) = SMALL
        .split_once("完成率（{rate}）%。")
        .expect("it is there");
    let campaign = Campaign::parse(&format!("{before}{blanks}完成率（{{rate}}）%。{after}"));
    let campaign = campaign.expect("it is sound");
    assert_eq!(campaign.figures[10_002].label, "学习培训·10000");
}

/// Every problem lies within the source, between characters, and can be shown.
fn can_be_shown(source: &str) {
    let parsed = parse(source);
    for diagnostic in &parsed.diagnostics {
        assert!(
            source.get(diagnostic.span.clone()).is_some(),
            "{diagnostic:?}"
        );
    }
    let shown = render(&parsed.diagnostics, source, "甲.toml");
    assert!(!shown.chars().any(|c| c.is_control() && c != '\n'));
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(source in any::<String>()) {
        can_be_shown(&source);
    }

    #[test]
    fn text_like_a_campaign_is_read_without_panic(source in "([a-z_]{1,5}|\\[{1,2}[a-z.]{1,9}\\]{0,2}|[=\"{}\\[\\],\n安（）“＝ .0-9-]){0,80}") {
        can_be_shown(&source);
    }

    #[test]
    fn a_damaged_campaign_is_read_without_panic(
        at in 0..SMALL.len(),
        length in 0_usize..40,
        put in prop_oneof![Just(String::new()), "[\"'={}\\[\\]\n\\\\#（安0-9]{1,4}", any::<String>()],
    ) {
        let chars: Vec<char> = SMALL.chars().collect();
        let kept = |part: &[char]| part.iter().collect::<String>();
        let start = at.min(chars.len());
        let end = (start + length).min(chars.len());
        can_be_shown(&format!("{}{put}{}", kept(&chars[..start]), kept(&chars[end..])));
    }
}

#[test]
fn a_blank_form_lies_beside_the_campaign_file() {
    let named = |file: &str| {
        let label = "label = \"附件2\"\n";
        SMALL.replace(label, &format!("{label}template = '{file}'\n"))
    };
    assert!(parse(&named("附件2.xlsx")).campaign.is_some());
    let source = named("表样/附件2 空表.DOCX");
    let parsed = parse(&source);
    assert_eq!(render(&parsed.diagnostics, &source, "甲.toml"), "");
    let [template] = &parsed.templates[..] else {
        panic!("{:?}", parsed.templates);
    };
    assert_eq!(&source[template.span.clone()], "'表样/附件2 空表.DOCX'");
    let campaign = parsed.campaign.expect("it is sound");
    let paper = Paper::Table("annex2".into());
    assert_eq!(campaign.templates[&paper], "表样/附件2 空表.DOCX");
    for file in [
        "附件2.doc",
        "附件2.wps",
        "附件2",
        "附件2.pdf",
        "附件2.xls",
        "/etc/附件2.docx",
        "../附件2.docx",
        "表/../../附件2.docx",
        "C:/附件2.docx",
        "表\\附件2.docx",
        " ",
    ] {
        let parsed = parse(&named(file));
        assert_eq!(parsed.diagnostics.len(), 1, "{file}");
        assert!(
            parsed.campaign.is_none() && parsed.templates.is_empty(),
            "{file}"
        );
    }
}

#[test]
fn a_problem_found_outside_the_text_takes_its_place_among_the_others() {
    let mut parsed = parse(SMALL);
    let at = SMALL.find("附件2").expect("the table's label");
    parsed.refuse(SMALL, at..at + 7, "找不到", None);
    parsed.refuse(SMALL, 0..2, "不对", "改".to_owned());
    let lines: Vec<usize> = parsed.diagnostics.iter().map(|told| told.line).collect();
    assert!(lines.is_sorted() && lines.len() == 2, "{lines:?}");
    assert!(parsed.campaign.is_none());
}
