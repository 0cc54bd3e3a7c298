//! Work that may be counted twice, and units that say two things: told before it is added up.

use super::*;

#[test]
fn the_desk_s_own_totals_are_not_counted_again_on_it() {
    let (_folder, mut desk) = desk();
    let below = unit(&mut desk, "甲医院", "直属单位", "");
    report(&mut desk, below, "weekly/1", 3, "", june(3, 9, 0));
    report(&mut desk, below, "weekly/2", 5, "", june(10, 9, 0));
    for week in ["weekly/1", "weekly/2"] {
        roll_up(
            &mut desk,
            &period(week),
            &how(Counting::Received, false),
            june(11, 9, 0),
        )
        .expect("adds up");
    }
    let table = desk.campaign.tables[0].id.clone();
    let seat = desk.seat.unit;
    let total = crate::ops::total::total(&mut desk, &table, seat, &Extent::Whole, june(12, 9, 0));
    let total = total.expect("adds up");
    let posters = total.answer(&FigureId::from("posters"));
    assert_eq!(posters.and_then(|answer| answer.as_number()), Some(8));
    // A cumulative period takes in the weeks before it.
    report(
        &mut desk,
        below,
        "final",
        9,
        "另有一张未周报",
        june(30, 9, 0),
    );
    let end = roll_up(
        &mut desk,
        &period("final"),
        &how(Counting::Received, false),
        june(30, 10, 0),
    );
    let posters = end
        .expect("adds up")
        .content
        .figures
        .get("posters")
        .cloned();
    assert_eq!(posters.and_then(|answer| answer.as_number()), Some(9));
}

#[test]
fn what_may_be_counted_twice_is_not_added_until_somebody_says_that_it_is_not() {
    let (_folder, mut desk) = desk();
    let above = unit(&mut desk, "甲街道", "直属单位", "");
    let code = desk.unit(above).expect("is there").code;
    let below = unit(&mut desk, "甲社区", "直属单位", &code);
    let first = period("weekly/1");
    report(&mut desk, above, "weekly/1", 3, "", june(3, 9, 0));
    report(&mut desk, below, "weekly/1", 0, "", june(3, 9, 0));
    roll_up(
        &mut desk,
        &first,
        &how(Counting::Received, false),
        june(4, 9, 0),
    )
    .expect("nothing below: nothing twice");
    report(&mut desk, below, "weekly/1", 2, "补报", june(4, 9, 0));
    let refused = roll_up(&mut desk, &first, &RollUpAs::default(), june(5, 9, 0));
    let fault = refused.expect_err("three of its own beside two below");
    assert!(fault.message.contains("甲街道自己填了"), "{fault}");
    assert_eq!(
        desk.store
            .read()
            .current_revision(desk.seat.unit, &first)
            .expect("reads")
            .map(|standing| standing.number),
        Some(1),
        "nothing was put down"
    );
    let mut accepted = RollUpAs {
        accept_overlaps: true,
        ..RollUpAs::default()
    };
    let silent = roll_up(&mut desk, &first, &accepted, june(5, 9, 0));
    assert!(silent.is_err(), "it has to be said why");
    accepted.reason = "两处张贴".into();
    let done = roll_up(&mut desk, &first, &accepted, june(5, 9, 0)).expect("adds up");
    assert_eq!(posters(&done), Some(5));
    let one = &done.overlapping.nested[0];
    assert_eq!(one.place, Place::Figure("posters".into()));
    assert_eq!(
        (one.unit.id, one.overlap.own, one.overlap.below),
        (above, 3, 2)
    );
}

/// A street and a clinic below it count the same hazards: as with figures, a person has to say that they are others.
#[test]
fn hazards_of_a_unit_beside_those_below_it_are_told_before_they_are_added() {
    let (_folder, mut desk) = desk();
    let above = unit(&mut desk, "甲街道", "直属单位", "");
    let code = desk.unit(above).expect("is there").code;
    let below = unit(&mut desk, "甲诊所", "直属单位", &code);
    for (unit, found) in [(above, "3"), (below, "2")] {
        let mut typed = draft(&desk, &[]);
        typed.narrative = "排查隐患。".into();
        let count = TypedHazardCount {
            found: found.into(),
            closed: "0".into(),
        };
        typed.hazards.insert("general".into(), count);
        hand_in(&mut desk, unit, "weekly/1", &typed, "", june(3, 9, 0));
    }
    let refused = roll_up(
        &mut desk,
        &period("weekly/1"),
        &RollUpAs::default(),
        june(5, 9, 0),
    );
    let fault = refused.expect_err("three of its own beside two below");
    assert!(
        fault.message.contains("发现数”3，它下面的单位也填了 2"),
        "{fault}"
    );
}

/// The desk's own unit may have two forms as well: it is none of those that report here.
#[test]
fn a_second_form_is_told_of_units_that_report_here_only() {
    let (_folder, mut desk) = desk();
    let counted = unit(&mut desk, "甲医院", "直属单位", "");
    report(&mut desk, counted, "weekly/1", 3, "", june(3, 9, 0));
    for unit in [counted, desk.seat.unit] {
        stray(&mut desk, unit, 4);
        stray(&mut desk, unit, 5);
    }
    let how = how(Counting::Received, false);
    let done = roll_up(&mut desk, &period("weekly/1"), &how, june(5, 9, 0));
    let second: Vec<UnitId> = done.expect("adds up").second.iter().map(|u| u.id).collect();
    assert_eq!(second, [counted]);
}

/// A cumulative roll-up adds up the weeks before it: a second form of one of those is told as well; a week is added up alone.
#[test]
fn a_second_form_of_a_period_that_is_added_up_is_told() {
    let (_folder, mut desk) = desk();
    let [contested, other] = ["甲医院", "乙医院"].map(|name| unit(&mut desk, name, "直属单位", ""));
    for unit in [contested, other] {
        report(&mut desk, unit, "weekly/1", 3, "", june(3, 9, 0));
        report(&mut desk, unit, "final", 3, "其余没有发生", june(30, 9, 0));
    }
    stray(&mut desk, contested, 4);
    let how = how(Counting::Received, false);
    report(&mut desk, contested, "weekly/2", 1, "", june(10, 9, 0));
    let mut second = |at: &str| -> Vec<UnitId> {
        let done = roll_up(&mut desk, &period(at), &how, june(30, 12, 0));
        let second = done.expect("adds up").second;
        second.iter().map(|unit| unit.id).collect()
    };
    assert_eq!(second("weekly/1"), [contested]);
    assert_eq!(second("weekly/2"), []);
    assert_eq!(second("final"), [contested]);
}

/// A revision from another desk, which knows nothing of what stands.
fn stray(desk: &mut Desk, unit: UnitId, posters: i64) {
    let mut content = Content::default();
    let id = "posters".into();
    content.figures.insert(id, Answer::number(posters));
    let uid = format!("{posters}-{}", unit.0);
    foreign(desk, unit, "weekly/1", &content, &uid, june(3, 10, 0));
}

#[test]
fn hazards_that_went_upward_are_not_counted_twice_here() {
    let (_folder, mut desk) = desk();
    let unit = unit(&mut desk, "甲医院", "直属单位", "");
    let mut typed = draft(&desk, &[("posters", 3)]);
    typed.narrative = "张贴标语。".into();
    let count = TypedHazardCount {
        found: "2".into(),
        closed: "1".into(),
    };
    typed.hazards.insert("general".into(), count);
    hand_in(&mut desk, unit, "weekly/1", &typed, "", june(3, 9, 0));
    let reported = |desk: &mut Desk| {
        let told = crate::ops::overview::overview(desk, june(5, 9, 0)).expect("reads");
        let hazards = told.hazards.expect("the campaign keeps hazards");
        hazards.reported.values().map(|one| one.found).sum::<u32>()
    };
    let before = reported(&mut desk);
    let how = how(Counting::Received, false);
    roll_up(&mut desk, &period("weekly/1"), &how, june(5, 8, 0)).expect("is put down");
    assert_eq!((before, reported(&mut desk)), (2, 2));
}
