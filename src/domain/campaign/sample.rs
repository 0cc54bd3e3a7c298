//! A small campaign for tests of rules: one June with the duties of the main notice, and one table of six blanks. What
//! the notices really ask for is in `data/campaigns`.

use chrono::{NaiveDate, Weekday};

use super::*;
use crate::domain::figure::{Accumulation, Figure, FigureKind};
use crate::domain::id::UnitId;
use crate::domain::schedule::{Covers, DueRule, HolidayRule, Recurrence};
use crate::domain::unit::Unit;

/// A day of 2020.
pub fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2020, month, day).expect("a real day")
}

/// The notice: registration and plan by 4 June, a report every Thursday, the final table by 1 July.
pub fn campaign() -> Campaign {
    let ask_table = || Ask::Table {
        table: "annex2".into(),
    };
    Campaign {
        id: "sample-2020".into(),
        title: "2020年安全生产月活动".into(),
        theme: "消除事故隐患，筑牢安全防线".into(),
        document: "〔2020〕1号".into(),
        issuer: "示例局".into(),
        collector: "应急保障处".into(),
        days: DayRange::new(day(6, 1), day(6, 30)).expect("in order"),
        marked_days: vec![MarkedDay {
            date: day(6, 16),
            name: "全国安全生产宣传咨询日".into(),
        }],
        holiday_rule: HolidayRule::Keep,
        unit_kinds: vec![
            UnitKind {
                id: "direct".into(),
                name: "直属单位".into(),
            },
            UnitKind {
                id: "care".into(),
                name: "养老机构".into(),
            },
        ],
        registration: Some(Form {
            label: "附件1".into(),
            title: "联络员推荐表".into(),
            fields: vec![form_field("name", "姓名", true)],
            note: String::new(),
        }),
        activities: Vec::new(),
        duties: vec![
            once(
                "registration",
                "联络员推荐表",
                day(6, 4),
                vec![Ask::Registration],
            ),
            once("plan", "活动方案", day(6, 4), vec![narrative("活动方案")]),
            Duty {
                recurrence: Recurrence::Weekly {
                    weekday: Weekday::Thu,
                },
                covers: CoversOf::Plain(Covers::Own),
                ..once(
                    "weekly",
                    "每周活动材料",
                    day(6, 4),
                    vec![narrative("本周活动"), Ask::Hazards, ask_table()],
                )
            },
            Duty {
                covers: CoversOf::RestOf("weekly".into()),
                basis: Basis::Cumulative,
                ..once("final", "总结报告和统计表", day(7, 1), vec![ask_table()])
            },
        ],
        tables: vec![table()],
        figures: figures(),
        checks: Vec::new(),
        hazard_levels: vec![
            HazardLevel {
                id: "ordinary".into(),
                name: "一般隐患".into(),
            },
            HazardLevel {
                id: "major".into(),
                name: "重大隐患".into(),
            },
        ],
        hazard_ledger: Register::of_hazards(&[], Vec::new()),
        registers: Vec::new(),
        targets: Vec::new(),
        points: Vec::new(),
        awards: Vec::new(),
        none_means: NoneMeans::default(),
        detail: false,
        templates: BTreeMap::new(),
    }
}

/// A unit of that kind, directly below the one that collects.
pub fn unit(kind: &str) -> Unit {
    Unit {
        id: UnitId(2),
        code: "A01".into(),
        name: "示例医院".into(),
        kind: Some(kind.into()),
        parent: Some(UnitId(1)),
        path: "/1/2/".into(),
        aliases: Vec::new(),
        credit_code: None,
        joined_on: None,
        closed_on: None,
        excusals: Vec::new(),
    }
}

fn once(id: &str, name: &str, due: NaiveDate, asks: Vec<Ask>) -> Duty {
    Duty {
        id: id.into(),
        name: name.into(),
        recurrence: Recurrence::Once { due },
        due_rule: DueRule::default(),
        covers: CoversOf::Plain(Covers::Nothing),
        basis: Basis::Increment,
        asks,
        kinds: Vec::new(),
        hint: String::new(),
    }
}

fn narrative(label: &str) -> Ask {
    Ask::Narrative {
        label: label.into(),
        required: false,
    }
}

fn form_field(id: &str, label: &str, required: bool) -> FormField {
    FormField {
        id: id.into(),
        label: label.into(),
        kind: FieldKind::Text,
        required,
        line: 0,
    }
}

fn words(words: &str) -> Piece {
    Piece::Words(words.into())
}

fn blank(id: &str) -> Piece {
    Piece::Blank(id.into())
}

fn table() -> Table {
    let row = |item: &str, pieces| Row {
        section: "活动开展情况".into(),
        new_section_cell: false,
        item: Some(item.into()),
        standards: vec!["按通知要求。".into()],
        report: Sentence { pieces },
    };
    Table {
        id: "annex2".into(),
        label: "附件2".into(),
        title: "活动情况统计表".into(),
        columns: ["项目".into(), "标准".into(), "落实情况".into()],
        rows: vec![
            row(
                "启动仪式",
                vec![
                    words("以（"),
                    blank("launch_forms"),
                    words("）等形式启动（"),
                    blank("launches"),
                    words("）场次。"),
                ],
            ),
            row(
                "学习",
                vec![
                    words("专题学习（"),
                    blank("study_sessions"),
                    words("）次，参与（"),
                    blank("study_people"),
                    words("）人次；\n张贴标语（"),
                    blank("posters"),
                    words("）个；现有灭火器（"),
                    blank("extinguishers"),
                    words("）具。"),
                ],
            ),
        ],
        grid: None,
    }
}

fn figures() -> Vec<Figure> {
    let figure = |id: &str, label: &str, measure: &str, row| Figure {
        id: id.into(),
        kind: FigureKind::Count,
        measure: measure.into(),
        accumulation: Accumulation::Flow,
        label: label.into(),
        headline: id == "study_sessions",
        table: "annex2".into(),
        row,
        formula: None,
        source: None,
    };
    vec![
        Figure {
            kind: FigureKind::Text,
            accumulation: Accumulation::Listed,
            ..figure("launch_forms", "启动形式", "", 0)
        },
        figure("launches", "启动活动", "场次", 0),
        figure("study_sessions", "专题学习", "次", 1),
        figure("study_people", "学习参与", "人次", 1),
        figure("posters", "张贴标语", "个", 1),
        Figure {
            accumulation: Accumulation::Stock,
            ..figure("extinguishers", "现有灭火器", "具", 1)
        },
    ]
}
