//! Periods as titles and file names say them.

use super::*;
use crate::domain::calendar::HolidayCalendar;
use crate::domain::campaign::builtin;

fn which(titles: &[&str], name: &str) -> Which {
    let campaign = Campaign::parse(builtin()[0].1).unwrap();
    let plan = Plan::of(&campaign, HolidayCalendar::built_in());
    let titles: Vec<String> = titles.iter().map(|title| (*title).to_owned()).collect();
    let brings = Brings {
        tables: &["annex2".into()],
        registration: false,
    };
    find(&campaign, &plan, brings, &titles, name)
}

#[test]
fn periods_as_people_name_them() {
    for (name, id) in [
        ("平江医院第2周.docx", "weekly/2"),
        ("平江医院 第 二 周.docx", "weekly/2"),
        ("第２周.docx", "weekly/2"),
        ("附件2 6.11.docx", "weekly/2"),
        ("附件2-0611.docx", "weekly/2"),
        ("20200611平江.docx", "weekly/2"),
        ("2020-06-11.docx", "weekly/2"),
        ("2020.6.11.docx", "weekly/2"),
        ("6月11日材料.docx", "weekly/2"),
        ("6月9日材料.docx", "weekly/2"),
        ("平江医院总结.docx", "final"),
        ("全月统计表.docx", "final"),
        ("7.1附件2.docx", "final"),
        ("第2周总结.docx", "weekly/2"),
    ] {
        let which = which(&[], name);
        assert_eq!(
            which.period().map(ToString::to_string).as_deref(),
            Some(id),
            "{name}: {which:?}"
        );
    }
}

#[test]
fn what_names_no_period_is_unknown() {
    for name in [
        "附件2.docx",
        "01-平江医院-附件2.docx",
        "2020年统计表.docx",
        "第12周.docx",
        "v1.6.11.docx",
        "13.45.docx",
        "68727809.docx",
    ] {
        assert_eq!(which(&[], name), Which::Unknown, "{name}");
    }
}

#[test]
fn title_and_name_must_not_differ() {
    let titles = ["安全生产月活动情况统计表（第1周）"];
    assert!(which(&titles, "附件2.docx").is_certain());
    assert!(which(&titles, "附件2第1周.docx").is_certain());
    assert!(matches!(
        which(&titles, "附件2第2周.docx"),
        Which::Several { .. }
    ));
}

#[test]
fn where_only_one_can_be_meant_nothing_need_be_said() {
    let campaign = Campaign::parse(builtin()[0].1).unwrap();
    let plan = Plan::of(&campaign, HolidayCalendar::built_in());
    let brings = Brings {
        tables: &[],
        registration: true,
    };
    let which = find(&campaign, &plan, brings, &[], "附件1.docx");
    assert_eq!(
        which.period().map(ToString::to_string).as_deref(),
        Some("registration")
    );
}
