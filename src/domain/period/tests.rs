//! The periods of June 2020, and which of them are open, ahead and next.

use super::*;
use crate::domain::calendar::DayRange;
use crate::domain::campaign::sample::{campaign, day};

fn plan() -> Plan {
    Plan::of(&campaign(), HolidayCalendar::built_in())
}

fn ids<'a>(periods: impl IntoIterator<Item = &'a Period>) -> Vec<String> {
    let ids = periods.into_iter().map(|period| period.id.to_string());
    ids.collect()
}

/// 9:00 of a day.
fn morning(month: u32, date: u32) -> Instant {
    Instant::from_epoch_ms(Instant::start_of(day(month, date)).epoch_ms() + 9 * 3_600_000)
}

#[test]
fn the_plan_of_june_2020() {
    let lines: Vec<String> = plan()
        .periods
        .iter()
        .map(|period| {
            let days = period.occurrence.days;
            let days = days.map_or_else(|| "/".to_owned(), |days| days.to_string());
            let deadline = words::deadline(period.deadline());
            format!("{} {} {days} {deadline}", period.id, period.name)
        })
        .collect();
    assert_eq!(
        lines,
        [
            "registration 联络员推荐表 / 6月4日 24:00",
            "plan 活动方案 / 6月4日 24:00",
            "weekly/1 每周活动材料·第1周 6月1日—6月4日 6月4日 24:00",
            "weekly/2 每周活动材料·第2周 6月5日—6月11日 6月11日 24:00",
            "weekly/3 每周活动材料·第3周 6月12日—6月18日 6月18日 24:00",
            "weekly/4 每周活动材料·第4周 6月19日—6月25日 6月25日 24:00",
            "final 总结报告和统计表 6月26日—6月30日 7月1日 24:00",
        ]
    );
}

#[test]
fn the_dragon_boat_festival_is_flagged_and_kept() {
    let plan = plan();
    let fourth = plan.find("weekly/4").expect("there are four Thursdays");
    let remark = fourth.occurrence.remark.as_ref().expect("a holiday");
    assert_eq!(remark.label(), "端午节");
    assert_eq!(remark.to_string(), "6月25日端午节放假，建议 6月24日前报送");
}

#[test]
fn what_is_open_and_what_comes_next() {
    let plan = plan();
    for (now, open, next) in [
        (
            morning(5, 30),
            vec![],
            vec!["registration", "plan", "weekly/1"],
        ),
        (
            morning(6, 4),
            vec!["registration", "plan", "weekly/1"],
            vec!["registration", "plan", "weekly/1"],
        ),
        (morning(6, 18), vec!["weekly/3"], vec!["weekly/3"]),
        (morning(6, 26), vec!["final"], vec!["final"]),
        (morning(7, 2), vec![], vec![]),
    ] {
        let ahead = plan.ahead(now).iter();
        assert_eq!(
            ids(ahead.filter(|one| one.is_open(now))),
            open,
            "open at {now:?}"
        );
        assert_eq!(ids(plan.next_due(now)), next, "next at {now:?}");
    }
    // 24:00 is already too late.
    let midnight = Instant::end_of(day(6, 4));
    assert_eq!(ids(plan.next_due(midnight)), ["weekly/2"]);
}

#[test]
fn a_mistyped_period_is_told_with_the_nearest() {
    let plan = plan();
    for (text, nearest) in [
        ("weekly/5", Some("weekly/1")),
        ("wekly/2", Some("weekly/2")),
        ("finals", Some("final")),
        ("final/1", Some("final")),
        ("总结", None),
        ("", None),
    ] {
        let error = plan.find(text).expect_err(text);
        let found = error.nearest.as_ref().map(ToString::to_string);
        assert_eq!(found.as_deref(), nearest, "{text}");
    }
    assert_eq!(
        plan.find("wekly/2").expect_err("mistyped").to_string(),
        "没有期次“wekly/2”，是不是 weekly/2？共有：registration、plan、weekly/1、weekly/2、weekly/3、weekly/4、final"
    );
    assert_eq!(
        plan.find("第2周")
            .expect("as screens call it")
            .id
            .to_string(),
        "weekly/2"
    );
    assert_eq!(
        plan.find(" weekly/2 ").expect("trimmed").short_name,
        "第2周"
    );
}

/// Two duties that fall due in the same weeks: a column of one is not mistaken for one of the other.
#[test]
fn periods_of_several_duties_are_told_apart() {
    let mut campaign = campaign();
    let weekly = campaign.duties.iter().find(|duty| duty.is_recurring());
    let mut second = weekly.expect("there is a weekly duty").clone();
    (second.id, second.name) = ("photos".into(), "每周照片".into());
    campaign.duties.push(second);
    let plan = Plan::of(&campaign, HolidayCalendar::built_in());
    let named = |id: &str| plan.find(id).expect("it is in the plan");
    assert_eq!(named("photos/2").short_name, "每周照片·第2周");
    assert_eq!(named("weekly/2").short_name, "每周活动材料·第2周");
    assert_eq!(named("weekly/2").heading, ["每周活动材料", "第2周"]);
    assert_eq!(named("final").heading, ["总结报告和统计表"]);
    // A name that is the duty's alone does not say what is due either.
    let photos = campaign.duties.last_mut().expect("just put there");
    photos.recurrence = crate::domain::schedule::Recurrence::Yearly {
        month: chrono::Month::June,
        day: crate::domain::schedule::DayOfMonth::LAST,
    };
    let plan = Plan::of(&campaign, HolidayCalendar::built_in());
    let yearly = plan.find("photos/1").expect("it is in the plan");
    assert_eq!(yearly.short_name, "每周照片·2020年");
    let weekly = plan.find("weekly/2").expect("it is in the plan");
    assert_eq!(weekly.short_name, "每周活动材料·第2周");
}

#[test]
fn ids_are_written_and_read() {
    for (text, id) in [
        ("weekly/2", PeriodId::nth("weekly", 2)),
        ("final", PeriodId::once("final")),
    ] {
        assert_eq!(text.parse(), Ok(id.clone()));
        assert_eq!(id.to_string(), text);
    }
    for text in [
        "",
        "/2",
        "weekly/",
        "weekly/0",
        "weekly/x",
        "weekly/2/3",
        "week ly",
    ] {
        assert!(text.parse::<PeriodId>().is_err(), "{text}");
    }
}

#[test]
fn answers_fold_by_the_days_they_speak_of() {
    let mut campaign = campaign();
    let table = TableId::from("annex2");
    let order = |campaign: &Campaign| {
        let plan = Plan::of(campaign, HolidayCalendar::built_in());
        ids(plan.folding(campaign, &table))
    };
    let weeks = ["weekly/1", "weekly/2", "weekly/3", "weekly/4", "final"];
    assert_eq!(order(&campaign), weeks);
    // Declared first, and due before the third week's day ends: the cumulative one still folds after the week that
    // it holds.
    let mut interim = campaign.duties[3].clone();
    interim.id = "interim".into();
    interim.recurrence = Recurrence::Once { due: day(6, 18) };
    interim.covers = CoversOf::Plain(Covers::Own);
    interim.due_rule.clock = chrono::NaiveTime::from_hms_opt(12, 0, 0);
    campaign.duties.insert(0, interim);
    let interim_after_the_third = [
        "weekly/1", "weekly/2", "weekly/3", "interim", "weekly/4", "final",
    ];
    assert_eq!(order(&campaign), interim_after_the_third);
    // Though it answers for the whole campaign, it knows nothing of the fourth week.
    campaign.duties[0].covers = CoversOf::Plain(Covers::Whole);
    assert_eq!(order(&campaign), interim_after_the_third);
}

#[test]
fn duties_that_refer_to_each_other_end() {
    let mut campaign = campaign();
    campaign.duties[2].covers = CoversOf::RestOf("final".into());
    let plan = Plan::of(&campaign, HolidayCalendar::built_in());
    assert!(plan.period(&PeriodId::once("final")).is_some());
}

#[test]
fn the_main_notice_itself_has_this_plan() {
    let notice = include_str!("../../../data/campaigns/gusu-2020.toml");
    let campaign = Campaign::parse(notice).expect("is whole");
    let plan = Plan::of(&campaign, HolidayCalendar::built_in());
    let of_sample = self::plan();
    let dates = |plan: &Plan| -> Vec<(String, Option<DayRange>, Instant)> {
        let periods = plan.periods.iter();
        periods
            .map(|period| {
                (
                    period.id.to_string(),
                    period.occurrence.days,
                    period.deadline(),
                )
            })
            .collect()
    };
    assert_eq!(dates(&plan), dates(&of_sample));
}

#[test]
fn a_cumulative_period_says_that_its_figures_speak_of_more_than_its_days() {
    let plan = plan();
    for (id, head, sentence) in [
        (
            "weekly/2",
            Some("6月5日—6月11日"),
            Some("填报 6月5日—6月11日 的情况。"),
        ),
        (
            "final",
            Some("6月26日—6月30日，数字从活动开始累计"),
            Some("填报 6月26日—6月30日 的情况。数字从活动开始累计。"),
        ),
        ("registration", None, None),
    ] {
        let period = plan.find(id).expect(id);
        assert_eq!(period.days_in_words().as_deref(), head);
        assert_eq!(period.to_report().as_deref(), sentence);
    }
}
