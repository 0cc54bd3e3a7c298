//! The eighteenth of June, worked out by hand.

use super::*;
use crate::domain::calendar::words;
use crate::domain::campaign::sample::{campaign, day};
use crate::domain::figure::Answer;
use crate::domain::hazard::HazardEntry;
use crate::domain::id::UnitId;
use crate::domain::status::show_rate;
use crate::domain::submission::{Draft, TypedHazardCount};
use crate::ops::desk::NewSeat;
use crate::ops::draft as drafts;
use crate::ops::review::Remarked;
use crate::ops::rollup::{Counting, RollUpAs, prospect, roll_up};
use crate::ops::sample::{
    desk, draft, hand_in, june, levels, period, register, returned_total, sit_down, unit,
};
use crate::ops::status;
use crate::ops::submit::{SubmitAs, submit};

fn names(units: &[Unit]) -> Vec<&str> {
    units.iter().map(|unit| unit.name.as_str()).collect()
}

/// Three units on 18 June, 17:40: the first on time, the second late and behind, the third silent.
fn eighteenth() -> (Desk, [UnitId; 3]) {
    let mut desk = desk();
    let pingjiang = unit(&mut desk, "平江医院", "direct", "");
    let canglang = unit(&mut desk, "沧浪医院", "direct", "");
    let jinchang = unit(&mut desk, "金阊护理院", "care", "");
    let mut some = draft(&desk, &[("study_sessions", 2), ("posters", 9)]);
    let counted = |found: &str, closed: &str| TypedHazardCount {
        found: found.into(),
        closed: closed.into(),
    };
    some.hazards.insert("ordinary".into(), counted("3", "2"));
    register(&mut desk, pingjiang, "联络员甲", june(2, 9, 0));
    for (unit, at, date) in [
        (pingjiang, "plan", 3),
        (pingjiang, "weekly/1", 4),
        (pingjiang, "weekly/2", 11),
        (canglang, "plan", 8),
        (canglang, "weekly/1", 9),
    ] {
        hand_in(&mut desk, unit, at, &some, "", june(date, 9, 0));
    }
    for (found, due, closed) in [
        (3, Some(10), Some(9)),
        (5, Some(17), None),
        (12, None, None),
    ] {
        let entry = HazardEntry {
            place: "三楼".into(),
            what: "通道堆物".into(),
            source: "自查".into(),
            measure: "清理".into(),
            responsible: "责任人甲".into(),
            due: due.map(|due| day(6, due)),
            closed_on: closed.map(|closed| day(6, closed)),
            ..HazardEntry::new(day(6, found), "ordinary".into())
        };
        hazard::add(&mut desk, canglang, &entry, june(18, 9, 0)).expect("is entered");
    }
    (desk, [pingjiang, canglang, jinchang])
}

#[test]
fn a_coordinators_eighteenth_of_june() {
    let (mut desk, _) = eighteenth();
    let overview = overview(&mut desk, june(18, 17, 40)).expect("reads");
    assert_eq!(overview.day, CampaignDay::Running { day: 18, of: 30 });
    assert!(overview.marked.is_empty(), "16 June is past");
    assert!(overview.mine.is_none());

    let next = overview.next.expect("something is due");
    assert_eq!(words::deadline(next.deadline), "6月18日 24:00");
    assert_eq!(next.periods.len(), 1);
    assert_eq!(
        names(&next.periods[0].outstanding),
        ["平江医院", "沧浪医院", "金阊护理院"]
    );

    let [sessions] = overview.headlines.as_slice() else {
        panic!("one figure is a headline: {:?}", overview.headlines);
    };
    assert_eq!(sessions.answer, Some(Answer::number(6)));
    let hazards = overview.hazards.as_ref().expect("it has levels");
    let ledger = (hazards.found, hazards.closed, hazards.open, hazards.overdue);
    assert_eq!(ledger, (3, 1, 1, 1));
    let reported = hazards.reported[&LevelId::from("ordinary")];
    assert_eq!((reported.found, reported.closed), (9, 6));

    let below = overview.below.expect("three units");
    assert_eq!(below.units, 3);
    // Registration 1, plan 2, weeks 2 and 1 of three each; the second unit's two came late.
    assert_eq!(
        (below.due.received(), below.due.on_time, below.due.expected),
        (6, 4, 12)
    );
    assert_eq!(show_rate(below.due.completeness()), "50.0%");
    let overdue: Vec<(&str, usize)> = below
        .overdue
        .iter()
        .map(|one| (one.unit.name.as_str(), one.missing.len()))
        .collect();
    assert_eq!(overdue, [("金阊护理院", 4), ("沧浪医院", 2)]);
    assert_eq!(names(&below.unregistered), ["沧浪医院", "金阊护理院"]);
    let weeks: Vec<String> = below
        .received
        .stretches
        .iter()
        .map(|week| {
            format!(
                "{} {}: {}+{}",
                week.number, week.days, week.on_time, week.late
            )
        })
        .collect();
    assert_eq!(
        weeks,
        [
            "1 6月1日—6月7日: 3+0",
            "2 6月8日—6月14日: 1+2",
            "3 6月15日—6月21日: 0+0",
            "4 6月22日—6月28日: 0+0",
            "5 6月29日—7月1日: 0+0",
        ]
    );
}

#[test]
fn hazards_that_units_count_are_counted_anew_when_one_is_taken_back() {
    let (mut desk, [pingjiang, ..]) = eighteenth();
    let now = june(18, 17, 40);
    let counted = |desk: &mut Desk| {
        let overview = overview(desk, now).expect("reads");
        let hazards = overview.hazards.expect("it has levels");
        hazards.reported[&LevelId::from("ordinary")].found
    };
    assert_eq!((counted(&mut desk), counted(&mut desk)), (9, 9));
    let withdrawn = desk
        .store
        .write(|writer| writer.withdraw_revisions(pingjiang, &period("weekly/1"), now));
    assert_eq!(withdrawn.expect("writes"), 1);
    assert_eq!(counted(&mut desk), 6);
}

#[test]
fn the_dragon_boat_festival_is_told_with_the_next_deadline() {
    let (mut desk, _) = eighteenth();
    let overview = overview(&mut desk, june(19, 8, 0)).expect("reads");
    let next = overview.next.expect("something is due");
    let remark = next.periods[0].remark.as_deref();
    assert_eq!(remark, Some("6月25日端午节放假，建议 6月24日前报送"));
    assert_eq!(next.periods[0].outstanding.len(), 3);
}

#[test]
fn before_and_after_the_campaign() {
    let (mut desk, _) = eighteenth();
    let mut at = |date| {
        let now = Instant::start_of(date);
        overview(&mut desk, now).expect("reads")
    };
    let before = at(day(5, 30));
    assert_eq!(before.day, CampaignDay::Before { days_left: 2 });
    let marked = &before.marked[0];
    assert_eq!(
        (marked.name.as_str(), marked.days_left),
        ("全国安全生产宣传咨询日", 17)
    );
    assert_eq!(at(day(6, 16)).marked[0].days_left, 0);
    assert_eq!(at(day(6, 30)).day, CampaignDay::Running { day: 30, of: 30 });
    let after = at(day(7, 3));
    assert_eq!(after.day, CampaignDay::After { days_since: 3 });
    assert_eq!(after.next, None);
}

#[test]
fn an_empty_desk_has_an_overview() {
    let mut desk = desk();
    let overview = overview(&mut desk, june(18, 17, 40)).expect("reads");
    let below = overview.below.expect("a coordinator's");
    assert_eq!((below.units, below.due.expected), (0, 0));
    assert_eq!(overview.headlines[0].answer, None);
    assert!(
        overview.next.expect("due").periods[0]
            .outstanding
            .is_empty()
    );
}

fn liaisons_desk() -> Desk {
    let seat = NewSeat::Unit {
        code: Some("017".into()),
        name: "平江医院".into(),
        kind: Some("direct".into()),
    };
    Desk::in_memory(campaign(), seat, june(1, 8, 0)).expect("makes a desk")
}

#[test]
fn what_a_liaison_does_next_comes_first() {
    let mut desk = liaisons_desk();
    let seat = desk.seat.unit;
    let now = june(18, 17, 40);
    register(&mut desk, seat, "联络员甲", june(2, 9, 0));
    let some = draft(&desk, &[("study_sessions", 2)]);
    hand_in(&mut desk, seat, "weekly/1", &some, "", june(5, 9, 0));
    let more = draft(&desk, &[("study_sessions", 3)]);
    hand_in(&mut desk, seat, "weekly/1", &more, "数错了", june(6, 9, 0));
    drafts::save(&mut desk, seat, &period("weekly/3"), &some, now).expect("saves");

    let overview = overview(&mut desk, now).expect("reads");
    assert!(overview.below.is_none());
    assert_eq!(overview.headlines[0].answer, Some(Answer::number(3)));
    let mine = overview.mine.expect("it reports");
    let steps: Vec<String> = mine
        .steps
        .iter()
        .map(|step| format!("{} {} {}", step.name, step.state.label(), step.words(now)))
        .collect();
    assert_eq!(
        steps,
        [
            "活动方案 缺报 6月4日 24:00截止，逾期 13 天",
            "每周活动材料·第2周 缺报 6月11日 24:00截止，逾期 6 天",
            "每周活动材料·第3周 草稿 6月18日 24:00截止，还有 6 小时",
            "每周活动材料·第4周 未开始 6月19日起可报，6月25日 24:00截止",
            "总结报告和统计表 未开始 6月26日起可报，7月1日 24:00截止",
        ]
    );
    assert!(mine.steps[3].remark.is_some() && mine.steps[0].remark.is_none());
    let done: Vec<String> = mine
        .done
        .iter()
        .map(|done| format!("{} {} {}", done.period, done.state.label(), done.revisions))
        .collect();
    assert_eq!(done, ["weekly/1 迟报 2", "registration 按时 1"]);
    assert_eq!(mine.collector, "示例局应急保障处");
}

#[test]
fn a_middle_level_sees_its_own_duties_and_those_below() {
    let mut desk = liaisons_desk();
    unit(&mut desk, "一分院", "direct", "");
    let overview = overview(&mut desk, june(12, 9, 0)).expect("reads");
    assert_eq!(overview.mine.expect("it reports").steps.len(), 7);
    let below = overview.below.expect("one unit");
    assert_eq!(below.units, 1);
    assert_eq!(below.due.expected, 4, "its own four are not counted again");
    assert_eq!(below.overdue.len(), 1);
}

#[test]
fn a_unit_is_told_to_report_to_the_desk_above_it_and_not_to_the_issuer() {
    let root = tempfile::tempdir().expect("a folder");
    let (_, mut between) = levels(root.path(), true);
    let now = june(3, 9, 0);
    let collector = |desk: &mut Desk| {
        let mine = overview(desk, now).expect("reads").mine;
        mine.expect("it reports").collector
    };
    let campaign = &between.campaign;
    let office = format!("{}{}", campaign.issuer, campaign.collector);
    assert_eq!(collector(&mut between), office);
    let station = unit(&mut between, "一站", "medical", "");
    let mut station = sit_down(
        &mut between,
        station,
        &root.path().join("station"),
        false,
        now,
    );
    assert_eq!(collector(&mut station), "平江医院");
}

/// What is to be done for which period, and how.
fn owed(desk: &mut Desk, now: Instant) -> Vec<(String, By)> {
    let mine = overview(desk, now).expect("reads").mine.expect("it owes");
    let steps = mine.steps.iter();
    steps
        .map(|step| (step.period.to_string(), step.by))
        .collect()
}

#[test]
fn who_collects_between_two_levels_is_told_what_it_owes_upward() {
    let root = tempfile::tempdir().expect("a folder");
    let (_, mut desk) = levels(root.path(), true);
    let now = june(3, 9, 0);
    let forms = [("registration", By::Form), ("plan", By::Form)];
    let total = [("weekly/1", By::RollUp)];
    let named = |owed: &[(&str, By)]| -> Vec<(String, By)> {
        owed.iter()
            .map(|(at, by)| ((*at).to_owned(), *by))
            .collect()
    };
    assert_eq!(
        owed(&mut desk, now),
        named(&[forms[0], forms[1], total[0]]),
        "what is not open yet is left out"
    );
    let seat = desk.unit(desk.seat.unit).expect("reads");
    let next = status::next_due(&desk, &seat, now).expect("reads");
    let (first, _) = next.expect("something is due");
    assert_eq!(first.id.to_string(), "registration");

    // Its own form is filled in, as a liaison's is; what is added up from below is not.
    let seat = seat.id;
    let mut form = Draft::default();
    for (field, value) in [
        ("name", "联络员甲"),
        ("post", "科员"),
        ("office_phone", "0512-65220000"),
        ("fax", "0512-65220001"),
        ("qq", "10000001"),
        ("unit_name", "平江医院"),
    ] {
        form.fields.insert(field.into(), value.to_owned());
    }
    hand_in(&mut desk, seat, "registration", &form, "", now);
    assert_eq!(owed(&mut desk, now), named(&[forms[1], total[0]]));
    let typed = draft(&desk, &[("study_sessions", 2)]);
    let week = period("weekly/1");
    let refused = submit(&mut desk, seat, &week, &typed, &SubmitAs::default(), now);
    let refused = refused.expect_err("is added up").to_string();
    assert!(refused.contains("下面各单位的合计"), "{refused}");
    let below = overview(&mut desk, now).expect("reads").below;
    assert_eq!(
        below.expect("it collects").units,
        0,
        "it is not below itself"
    );
}

#[test]
fn a_total_that_came_back_is_told_with_its_remarks_until_it_is_made_anew() {
    let root = tempfile::tempdir().expect("a folder");
    let mut desk = returned_total(root.path());
    let (seat, week, now) = (desk.seat.unit, period("weekly/1"), june(3, 15, 0));
    let returned = |desk: &mut Desk| {
        overview(desk, now)
            .expect("reads")
            .mine
            .expect("it owes")
            .returned
    };
    let [one] = &returned(&mut desk)[..] else {
        panic!("one came back");
    };
    assert_eq!((one.unit, &one.period, one.by), (seat, &week, By::RollUp));
    let told: Vec<String> = one.remarks.iter().map(Remarked::told).collect();
    assert_eq!(told, ["理论学习中心组专题学习·参与：请核对参与人次"]);
    let seen = prospect(&desk, &week, Counting::Received).expect("reads");
    assert_eq!(seen.returned.as_ref(), Some(&one.remarks));

    let station = desk.units().expect("reads")[1].id;
    let mut typed = draft(&desk, &[("study_sessions", 2), ("study_people", 50)]);
    typed.narrative = "组织学习。".into();
    hand_in(&mut desk, station, "weekly/1", &typed, "数错了", now);
    assert_eq!(returned(&mut desk).len(), 1, "it has not gone up yet");
    roll_up(&mut desk, &week, &RollUpAs::default(), now).expect("is made");
    assert!(returned(&mut desk).is_empty());
    let seen = prospect(&desk, &week, Counting::Received).expect("reads");
    assert_eq!(seen.returned, None);
}
