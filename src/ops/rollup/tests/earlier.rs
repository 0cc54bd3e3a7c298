//! Some units have sent the final report, others only weeks: nobody's weeks are lost on the way up, level by level.

use super::*;
use crate::ops::sample::{levels, send_up};
use crate::ops::total;
use crate::ops::trace;
use crate::ops::unit::{UnitInput, add};

/// The desk at the top, after the one between has sent its weeks and its final total. There 一站 reported 3, 4 and at the end 9,
/// 二站 only 5 and 6; at the top 乙医院 reports 1 for its first week and nothing more.
fn season(detail: bool) -> (tempfile::TempDir, Desk, Desk) {
    let root = tempfile::tempdir().expect("a folder");
    let (mut top, mut middle) = levels(root.path(), true);
    let [one, two] = ["一站", "二站"].map(|name| unit(&mut middle, name, "medical", ""));
    let lone = UnitInput {
        code: "009".into(),
        name: "乙医院".into(),
        ..UnitInput::default()
    };
    let lone = add(&mut top, &lone, june(1, 9, 0)).expect("is added").id;
    report(&mut top, lone, "weekly/1", 1, "", june(3, 9, 0));
    for (week, [of_one, of_two], date) in [("weekly/1", [3, 5], 3), ("weekly/2", [4, 6], 10)] {
        report(&mut middle, one, week, of_one, "", june(date, 9, 0));
        report(&mut middle, two, week, of_two, "", june(date, 9, 0));
        let made = roll_up(
            &mut middle,
            &period(week),
            &how(Counting::Received, detail),
            june(date, 10, 0),
        );
        assert_eq!(made.expect("adds up").basis.earlier, [""; 0]);
    }
    report(&mut middle, one, "final", 9, "另有两张", june(30, 9, 0));
    let end = how(Counting::Received, detail);
    let done = roll_up(&mut middle, &period("final"), &end, june(30, 10, 0)).expect("adds up");
    assert_eq!(posters(&done), Some(9 + 5 + 6));
    send_up(&mut middle, &mut top, june(30, 11, 0));
    (root, top, middle)
}

fn total_at(desk: &mut Desk) -> Option<i64> {
    let table = desk.campaign.tables[0].id.clone();
    let seat = desk.seat.unit;
    let total = total::total(desk, &table, seat, &Extent::Whole, june(30, 12, 0));
    let posters = total.expect("adds up").answer(&FigureId::from("posters"));
    posters.and_then(|answer| answer.as_number())
}

#[test]
fn a_final_total_of_some_units_keeps_the_weeks_of_the_others_at_every_level() {
    for detail in [true, false] {
        let (_root, mut top, mut middle) = season(detail);
        assert_eq!(total_at(&mut middle), Some(20));
        assert_eq!(total_at(&mut top), Some(20 + 1), "with detail: {detail}");
        let how = how(Counting::Received, detail);
        let done = roll_up(&mut top, &period("final"), &how, june(30, 12, 0)).expect("adds up");
        assert_eq!(posters(&done), Some(20 + 1), "and so at the next level");
        assert_eq!(done.basis.earlier, ["乙医院"]);
    }
}

#[test]
fn what_a_final_total_rests_on_is_told_unit_by_unit() {
    let (_root, top, middle) = season(true);
    let sent = middle.store.read();
    let sent = sent.current_revision(middle.seat.unit, &period("final"));
    let content = sent.expect("reads").expect("stands").content;
    let basis = content.rollup.expect("is a roll-up");
    assert_eq!((basis.expected, basis.reporting), (2, 1));
    assert_eq!(
        (&basis.missing[..], &basis.earlier[..]),
        (&["二站".to_owned()][..], &["二站".to_owned()][..])
    );
    assert!(!basis.agrees());
    assert_eq!(basis.gaps(), ["这一期没有报、按以前各期计入的 1 家：二站"]);
    assert!(
        content.narrative.contains("按以前各期计入的 1 家：二站"),
        "{}",
        content.narrative
    );

    let traced = trace::trace(&top, top.seat.unit, &Extent::Whole, &"posters".into());
    let traced = traced.expect("traces");
    let sources = traced.parts.iter().flat_map(|part| &part.sources);
    let end = sources.filter(|source| source.period == period("final"));
    let behind = end
        .filter_map(|source| source.behind.as_ref())
        .next()
        .expect("the total opens");
    assert_eq!(behind.doubts, [], "the units bear the total out");
    let opened: Vec<_> = behind
        .units
        .iter()
        .flatten()
        .map(|unit| {
            let weeks: Vec<_> = unit
                .submissions
                .iter()
                .map(|one| one.answer.as_number())
                .collect();
            (unit.name.as_str(), unit.answer.as_number(), weeks)
        })
        .collect();
    assert_eq!(
        opened,
        [
            ("一站", Some(9), vec![Some(3), Some(4), Some(9)]),
            ("二站", Some(11), vec![Some(5), Some(6)]),
        ]
    );
    assert!(behind.words().contains("按以前各期计入的 1 家：二站"));
}

/// What was not accepted does not count, of the weeks neither; and how much is not settled is told of them as well.
#[test]
fn weeks_count_by_the_same_rule_as_the_final_report() {
    let (_root, _top, mut middle) = season(false);
    let units: Vec<Unit> = middle.units().expect("reads");
    let find = |name: &str| {
        units
            .iter()
            .find(|one| one.name == name)
            .expect("is there")
            .id
    };
    let (one, two) = (find("一站"), find("二站"));
    let last = period("final");
    let seen = prospect(&middle, &last, Counting::Received).expect("looks");
    assert_eq!((seen.basis.unreviewed, seen.unsettled.unreviewed), (1, 3));
    accept(&mut middle, one, &last, None, june(30, 11, 0)).expect("is accepted");
    accept(&mut middle, two, &period("weekly/2"), None, june(30, 11, 0)).expect("is accepted");
    let only = how(Counting::Accepted, false);
    let done = roll_up(&mut middle, &last, &only, june(30, 12, 0)).expect("adds up");
    assert_eq!(posters(&done), Some(9 + 6));
    assert_eq!(done.unsettled, Unsettled::default());
}
