//! Targets of a small season on a desk in memory, every number worked out by hand.

use super::*;
use crate::domain::record::RecordEntry;
use crate::ops::record::{self, NewRecord, read_typed, register_named};
use crate::ops::sample::{contest_desk, noon};
use crate::ops::unit;

fn put(
    desk: &mut Desk,
    register: &str,
    unit: &str,
    fields: &[(&str, &str)],
    stages: &[(&str, (u32, u32))],
) {
    let register = register_named(&desk.campaign, Some(register)).expect("is there");
    let words = fields.iter();
    let words = words.map(|(id, text)| ((*id).into(), (*text).to_owned()));
    let mut entry = RecordEntry::default();
    assert_eq!(
        read_typed(
            desk,
            register,
            &words.collect(),
            &mut entry,
            noon(6, 1).date()
        ),
        []
    );
    for (stage, (month, day)) in stages {
        entry
            .reached
            .insert((*stage).into(), noon(*month, *day).date());
    }
    let new = NewRecord {
        register: register.id.clone(),
        unit: unit::find(desk, unit).expect("is there").id,
        row: None,
        entry,
    };
    record::add(desk, &new, "", noon(7, 1)).expect("is added");
}

/// Three villages of which two are accepted by the end of May, two estates of which none is; drills and special
/// activities of the enterprises.
fn season() -> Desk {
    let mut desk = contest_desk();
    for (unit, name, kind, accepted) in [
        ("东乡", "一村", "示范村", true),
        ("东乡", "二村", "示范村", true),
        ("西镇", "三村", "示范村", false),
        ("西镇", "一区", "小区", false),
        ("西镇", "二区", "小区", false),
    ] {
        let fields = [("name", name), ("kind", kind), ("guide", "生产保护部")];
        let stages: &[_] = match accepted {
            true => &[
                ("selected", (4, 1)),
                ("built", (5, 1)),
                ("accepted", (5, 31)),
            ],
            false => &[("selected", (4, 1))],
        };
        put(&mut desk, "spots", unit, &fields, stages);
    }
    for (unit, day, action) in [
        ("甲厂", "2025-02-01", "应急演练"),
        ("甲厂", "2025-03-01", "特色活动"),
        ("甲厂", "2025-04-01", "特色活动"),
    ] {
        put(
            &mut desk,
            "activities",
            unit,
            &[("held_on", day), ("action", action)],
            &[],
        );
    }
    desk
}

fn line(desk: &Desk, id: &str, on: (u32, u32)) -> (String, String, &'static str) {
    let today = noon(on.0, on.1).date();
    let all = targets(desk, today).expect("works out");
    let found = all
        .iter()
        .find(|one| one.target.as_str() == id)
        .expect("is declared");
    let target = target_of(&desk.campaign, &found.target).expect("is declared");
    let line = found.line(target, today).expect("has begun");
    (line.wanted, line.done, line.standing.label())
}

#[test]
fn every_target_comes_to_what_was_worked_out_by_hand() {
    let desk = season();
    for (id, on, wanted, done, standing) in [
        // Accepted on 31 May: none on the day before, two on the day itself.
        ("villages", (5, 30), "4个", "0", "落后"),
        ("villages", (5, 31), "4个", "2", "进行中"),
        // Parts add up.
        ("spots", (7, 1), "10个", "2", "落后"),
        ("estates", (7, 1), "6个", "0", "落后"),
        // One of two enterprises held a drill this year.
        ("drills", (7, 1), "每单位1次", "1/2", "进行中"),
        ("drills", (12, 31), "每单位1次", "1/2", "落后"),
        // A range: one enterprise of three to five.
        ("models", (7, 1), "3—5家", "1", "进行中"),
        // One of two enterprises recorded anything.
        ("rate", (7, 1), "80.0%", "50.0", "进行中"),
        // The heading has two parts, none reached.
        ("ten", (7, 1), "2项", "0", "落后"),
    ] {
        let expected = (wanted.to_owned(), done.to_owned(), standing);
        assert_eq!(line(&desk, id, on), expected, "{id} {on:?}");
    }
}

#[test]
fn parts_stand_behind_what_they_are_parts_of() {
    let desk = contest_desk();
    let order: Vec<(&str, usize)> = ordered(&desk.campaign)
        .into_iter()
        .map(|(target, depth)| (target.id.as_str(), depth))
        .collect();
    let expected = [
        ("ten", 0),
        ("spots", 1),
        ("villages", 2),
        ("estates", 2),
        ("drills", 1),
        ("models", 0),
        ("rate", 0),
    ];
    assert_eq!(order, expected);
}

#[test]
fn a_milestone_counts_by_its_own_source() {
    let desk = season();
    let all = targets(&desk, noon(7, 1).date()).expect("works out");
    let spots = all
        .iter()
        .find(|one| one.target.as_str() == "spots")
        .expect("is declared");
    let milestone = &spots.progress[0].milestones[0];
    let target = target_of(&desk.campaign, &spots.target).expect("is declared");
    // All five were written on 1 July, a day after the milestone, and had been selected before it.
    assert_eq!(words::value(target, milestone.value), "5");
    assert_eq!(milestone.standing, Standing::Missed);
}

#[test]
fn shares_are_set_together_and_what_does_not_add_up_is_told() {
    let mut desk = season();
    let id = |desk: &Desk, name: &str| unit::find(desk, name).expect("is there").id;
    let (east, west, plant) = (id(&desk, "东乡"), id(&desk, "西镇"), id(&desk, "甲厂"));
    let spots = TargetId::from("spots");
    let mut set = |typed: &[(UnitId, &str)]| {
        let typed: Vec<_> = typed
            .iter()
            .map(|(unit, text)| (*unit, (*text).to_owned()))
            .collect();
        set_shares(&mut desk, &spots, &typed, noon(7, 1))
    };
    let fault = set(&[(east, "四"), (plant, "1")]).expect_err("both are wrong");
    assert!(
        fault.message.contains("甲厂") && fault.message.contains("东乡"),
        "{fault}"
    );
    assert_eq!(
        set(&[(east, "4"), (west, "5")]),
        Ok(Some(-1)),
        "one is missing"
    );
    assert_eq!(set(&[(west, "6")]), Ok(Some(0)));
    let all = targets(&desk, noon(7, 1).date()).expect("works out");
    let progress = &all
        .iter()
        .find(|one| one.target == spots)
        .expect("is declared")
        .progress;
    let of = |unit| {
        progress
            .iter()
            .find(|one| one.unit == Some(unit))
            .expect("has a share")
    };
    assert_eq!(of(east).goal.and_then(|goal| goal.at_least), Some(4));
    assert_eq!(of(east).share, Some(500), "two of four");
    assert_eq!(of(west).share, Some(0));
}
