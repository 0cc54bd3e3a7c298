//! Sentences as notices write them, and the deadlines in them.

use super::*;

fn found(text: &str) -> Vec<Deadline> {
    find(&[text.to_owned()])
}

/// When each is due, and up to which hour; `?` where a person is asked.
fn shown(text: &str) -> Vec<String> {
    let show = |deadline: Deadline| {
        let when = match deadline.when {
            When::Once(day) => format!("{} {}-{}", day.year.unwrap_or(0), day.month, day.day),
            When::Daily => "每日".to_owned(),
            When::Weekly(day) => format!("每周 {day}"),
            When::Monthly(day) => format!("每月 {day}"),
            When::Quarterly(month, day) => format!("每季 {month} {day}"),
        };
        let clock = deadline
            .clock
            .map_or(String::new(), |clock| clock.format(" %H:%M").to_string());
        let asks = if deadline.question.is_some() { "?" } else { "" };
        let offered = if deadline.is_certain { "" } else { "(或)" };
        format!("{when}{clock}{asks}{offered}")
    };
    found(text).into_iter().map(show).collect()
}

#[test]
fn every_way_to_name_a_deadline() {
    for (text, expected) in [
        ("请于6月4日前报送方案。", vec!["0 6-4"]),
        ("7 月1日前报送总结", vec!["0 7-1"]),
        ("请于2020年6月4日17:00前报送", vec!["2020 6-4 17:00"]),
        ("请于6月4日（周四）下午5点半前报送", vec!["0 6-4 17:30"]),
        ("请于６月４日24：00之前报送", vec!["0 6-4"]),
        ("请于6月4日下班前报送", vec!["0 6-4 17:30?"]),
        ("六月四日以前报送", vec!["0 6-4"]),
        ("报送截止日期为6月25日", vec!["0 6-25"]),
        ("不迟于6月25日报送", vec!["0 6-25"]),
        (
            "11月底前完成，2025年1月底前验收",
            vec!["0 11-31", "2025 1-31"],
        ),
        ("6月下旬前上报", vec!["0 6-31?"]),
        ("2022年底前完成；年底前总结", vec!["2022 12-31", "0 12-31"]),
        ("每周四前报送资料", vec!["每周 Thu"]),
        ("每周四12:00前报送资料", vec!["每周 Thu 12:00"]),
        ("每星期五报送", vec!["每周 Fri"]),
        ("每周报送一次", vec!["每周 Fri?"]),
        ("每周一次报送", vec!["每周 Fri?"]),
        ("每月25日前上报", vec!["每月 25"]),
        ("每月底前上报；每月月底上报情况", vec!["每月 31", "每月 31"]),
        ("每月上报", vec!["每月 31?"]),
        ("每季度报送典型案例", vec!["每季 3 31?"]),
        ("每季度末月20日前报送", vec!["每季 3 20"]),
        ("每季度记录一次监督情况", vec!["每季 3 31?(或)"]),
        ("每日17时前零报告", vec!["每日 17:00"]),
        ("参与者每日只挑战一个关卡", vec![]),
        ("每月开展宣讲", vec![]),
        ("6月16日是咨询日，6月1日至30日", vec![]),
        ("6月4日前后开展", vec![]),
        ("12月份，完成目标任务", vec![]),
        ("2024年10月18日印发", vec![]),
    ] {
        assert_eq!(shown(text), expected, "{text}");
    }
}

#[test]
fn each_deadline_has_the_words_that_are_its_own() {
    let text = "请各单位于6月4日前报送推荐表（附件1）和方案；请联络员于6月份每周四前报送资料（电子版）： 7 月1日前报送总结（附件 2）。";
    let clauses: Vec<String> = found(text)
        .into_iter()
        .map(|deadline| deadline.clause)
        .collect();
    assert_eq!(
        clauses,
        [
            "请各单位于6月4日前报送推荐表（附件1）和方案",
            "请联络员于6月份每周四前报送资料（电子版）",
            "7 月1日前报送总结（附件 2）"
        ]
    );
    assert!(found(text).iter().all(|deadline| deadline.reports));
    assert_eq!(
        found("11月底前完成宣贯")
            .iter()
            .filter(|deadline| deadline.reports)
            .count(),
        0
    );
}
