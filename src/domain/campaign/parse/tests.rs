//! A small campaign read whole, and what the tests of its parts share: how a mistake is made in a campaign, and how it is
//! told.

mod grids;
mod grown;
mod hostile;
mod mistakes;
mod page;

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

#[test]
fn what_units_reported_travels_upward_where_the_campaign_says_so() {
    let asked = SMALL.replacen("none_means", "detail = true\nnone_means", 1);
    let detail = |source: &str| Campaign::parse(source).expect("it is sound").detail;
    assert_eq!((detail(SMALL), detail(&asked)), (false, true));
    assert_eq!(told(SMALL, "none_means = \"zero\"", "detail = 1").len(), 1);
}

/// What is told of a campaign in which `to` was put for `from`: message and marked text.
fn told(campaign: &str, from: &str, to: &str) -> Vec<(String, String)> {
    assert!(campaign.contains(from), "{from} is in the campaign");
    let source = campaign.replacen(from, to, 1);
    let parsed = parse(&source);
    assert_eq!(
        parsed.campaign.is_none(),
        parsed.diagnostics.iter().any(Diagnostic::is_error)
    );
    let marked = |d: Diagnostic| (d.message, source[d.span].to_owned());
    parsed.diagnostics.into_iter().map(marked).collect()
}

/// A mistake made by putting the second text for the first, the beginning of what is told, and the text that is marked.
type Mistake = (&'static str, &'static str, &'static str, &'static str);

fn each_is_told_at_its_place(campaign: &str, mistakes: &[Mistake]) {
    for (from, to, message, marked) in mistakes {
        let told = told(campaign, from, to);
        let found = told
            .iter()
            .any(|(m, s)| m.starts_with(message) && s == marked);
        assert!(
            found,
            "{to}: expected {message} at {marked}, told {told:#?}"
        );
    }
}

fn each_is_told_once(campaign: &str, mistakes: &[(&str, &str)]) {
    for (from, to) in mistakes {
        let told = told(campaign, from, to);
        assert_eq!(told.len(), 1, "{to}: {told:#?}");
    }
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
    assert_eq!(told(SMALL, "due = 2020-07-01", "due = 2020-05-02"), []);
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
