//! Duties as notices ask for them.

use super::*;
use crate::draft::registration::Form;
use crate::draft::statistics::Table;
use crate::intake::page::{Line, Page, Part};

/// Papers of a notice: a registration form and a statistics table, both empty.
fn forms() -> Forms {
    Forms {
        registration: Some(Form {
            label: "附件1".to_owned(),
            title: "联络员推荐表".to_owned(),
            note: String::new(),
            lines: Vec::new(),
            left_out: Vec::new(),
            template: None,
        }),
        tables: vec![Table {
            label: "附件2".to_owned(),
            title: "活动情况统计表".to_owned(),
            columns: Vec::new(),
            rows: Vec::new(),
            left_out: Vec::new(),
            is_typed_in: false,
            template: None,
            questions: Vec::new(),
        }],
        unused: Vec::new(),
    }
}

fn days(from: &str, to: &str) -> DayRange {
    let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
    DayRange::new(day(from), day(to)).expect("in order")
}

fn found(text: &str, forms: &Forms, days: DayRange) -> Vec<Duty> {
    let line = |text: &str| Line {
        text: text.to_owned(),
        part: Part::Body,
        origin: None,
    };
    let page = Page {
        lines: text.lines().map(line).collect(),
        ..Page::default()
    };
    find(&crate::draft::notice::read(&page), forms, days)
}

/// Id, name, and how many questions; in brackets where it is only offered.
fn shown(text: &str, forms: &Forms, days: DayRange) -> Vec<String> {
    let show = |duty: &Duty| {
        let asks = "?".repeat(duty.questions.len());
        let text = format!("{} {}{asks}", duty.id, duty.name);
        if duty.is_offered {
            format!("({text})")
        } else {
            text
        }
    };
    found(text, forms, days).iter().map(show).collect()
}

#[test]
fn every_deadline_is_a_duty() {
    let june = days("2020-06-01", "2020-06-30");
    for (text, expected) in [
        (
            "请于6月4日前报送联络员推荐表（附件1）和活动方案；7月1日前报送总结报告和统计表（附件2）。",
            vec![
                "registration 联络员推荐表",
                "plan 活动方案",
                "final 总结报告和统计表",
            ],
        ),
        (
            "请于5月28日前报送推荐表，每周四前报送图片资料，每月25日前报送活动信息，6月30日前报送统计表。",
            vec![
                "registration 推荐表",
                "weekly 每周图片资料",
                "monthly 每月活动信息",
                "final 统计表",
            ],
        ),
        (
            "请于6月4日前报送附件1，6月28日前报送总结。",
            vec!["registration 附件1", "final 总结?"],
        ),
        (
            "6月20日前完成自查，各单位于6月25日前报送至办公室。",
            vec![
                "wancheng_zicha 完成自查?",
                "cailiao 材料?",
                "registration 联络员推荐表?",
                "final 情况统计表?",
            ],
        ),
    ] {
        assert_eq!(shown(text, &forms(), june), expected, "{text}");
    }
}

#[test]
fn what_cannot_be_due_is_only_offered() {
    let june = days("2020-06-01", "2020-06-30");
    assert_eq!(
        shown(
            "每季度首月5日前报送信息。每季度记录一次情况。2025年底前报送总结。",
            &Forms::default(),
            june
        ),
        [
            "(quarterly 每季度信息?)",
            "(quarterly_2 每季度记录一次情况??)",
            "(final_2 总结?)",
            "final 活动总结?"
        ]
    );
}

#[test]
fn a_day_without_a_year_is_the_next_one() {
    let winter = days("2024-10-20", "2025-01-20");
    let due = |text: &str| match found(text, &Forms::default(), winter)[0].recurrence {
        Recurrence::Once { due } => due.to_string(),
        other => format!("{other:?}"),
    };
    assert_eq!(due("11月底前报送情况"), "2024-11-30");
    assert_eq!(due("1月15日前报送总结"), "2025-01-15");
    assert_eq!(due("9月30日前报送方案"), "2024-09-30");
    assert_eq!(due("2025年1月底前报送总结"), "2025-01-31");
}
