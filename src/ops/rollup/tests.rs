//! A roll-up as a report: what it rests on, when it changes, and that what was accepted can be added up alone.

use super::*;
use crate::domain::figure::Answer;
use crate::domain::id::FigureId;
use crate::domain::problem::Place;
use crate::domain::submission::TypedHazardCount;
use crate::ops::desk::{NewDesk, NewSeat};
use crate::ops::review::accept;
use crate::ops::sample::{draft, foreign, hand_in, june, period, unit};
use crate::ops::submit::{Receive, record_receipt};

/// A collector's desk on disk: detail lies on its shelf.
fn desk() -> (tempfile::TempDir, Desk) {
    let folder = tempfile::tempdir().expect("a folder");
    let known = crate::ops::campaign::known();
    let sound = known
        .into_iter()
        .find(|sound| sound.campaign.id.as_str() == "gusu-2020");
    let sound = sound.expect("it comes with the program");
    let new = NewDesk {
        campaign_source: sound.source,
        templates: sound.templates,
        name: String::new(),
        seat: NewSeat::Collector {
            code: "320508".into(),
            name: "姑苏区".into(),
            kind: None,
        },
    };
    let desk = crate::ops::desk::create(&folder.path().join("desk"), &new, june(1, 8, 0));
    (folder, desk.expect("makes a desk"))
}

fn report(desk: &mut Desk, unit: UnitId, week: &str, posters: i64, reason: &str, now: Instant) {
    let mut typed = draft(desk, &[("posters", posters)]);
    typed.narrative = "张贴标语。".into();
    hand_in(desk, unit, week, &typed, reason, now);
}

fn how(counting: Counting, detail: bool) -> RollUpAs {
    RollUpAs {
        counting,
        detail: Some(detail),
        ..RollUpAs::default()
    }
}

fn posters(done: &RolledUp) -> Option<i64> {
    let posters = done.content.figures.get("posters");
    posters.and_then(Answer::as_number)
}

#[test]
fn totals_go_upward_with_what_they_rest_on() {
    let (_folder, mut desk) = desk();
    let units: Vec<UnitId> = ["甲医院", "乙医院", "丙医院"]
        .map(|name| unit(&mut desk, name, "直属单位", ""))
        .into();
    let first = period("weekly/1");
    let none = roll_up(
        &mut desk,
        &first,
        &how(Counting::Received, true),
        june(5, 9, 0),
    );
    assert!(none.is_err(), "nothing to add up");
    report(&mut desk, units[0], "weekly/1", 3, "", june(3, 9, 0));
    report(&mut desk, units[1], "weekly/1", 4, "", june(3, 10, 0));
    accept(&mut desk, units[0], &first, None, june(4, 9, 0)).expect("is accepted");

    let done = roll_up(
        &mut desk,
        &first,
        &how(Counting::Received, true),
        june(5, 9, 0),
    )
    .expect("adds up");
    assert_eq!(posters(&done), Some(7));
    let basis = &done.basis;
    assert_eq!(
        (basis.expected, basis.reporting, basis.unreviewed),
        (3, 2, 1)
    );
    assert_eq!(basis.missing, ["丙医院"]);
    let again = roll_up(
        &mut desk,
        &first,
        &how(Counting::Received, true),
        june(6, 9, 0),
    )
    .expect("adds up");
    assert_eq!((again.is_news, again.revision), (false, done.revision));

    let tree = detail(&desk, desk.seat.unit, &first)
        .expect("reads")
        .expect("is there");
    let leaves = tree.leaves(&FigureId::from("posters"));
    let told: Vec<_> = leaves
        .iter()
        .map(|leaf| (leaf.way[1], leaf.answer.as_number()))
        .collect();
    assert_eq!(told, [("甲医院", Some(3)), ("乙医院", Some(4))]);

    let only = roll_up(
        &mut desk,
        &first,
        &how(Counting::Accepted, false),
        june(6, 9, 0),
    )
    .expect("adds up");
    assert_eq!(
        (posters(&only), only.basis.reporting, only.basis.unreviewed),
        (Some(3), 1, 0)
    );
    assert!(only.is_news && only.revision > done.revision);
}

#[test]
fn whether_the_detail_goes_along_is_chosen_once() {
    let (_folder, mut desk) = desk();
    let unit = unit(&mut desk, "甲医院", "直属单位", "");
    let (first, second) = (period("weekly/1"), period("weekly/2"));
    report(&mut desk, unit, "weekly/1", 3, "", june(3, 9, 0));
    report(&mut desk, unit, "weekly/2", 4, "", june(10, 9, 0));
    let asked = desk.campaign.detail;
    let made = |desk: &mut Desk, week: &PeriodId, detail: Option<bool>| {
        let how = RollUpAs {
            detail,
            ..RollUpAs::default()
        };
        let expected = detail.unwrap_or(brings_detail(desk, week).expect("reads"));
        let done = roll_up(desk, week, &how, june(12, 9, 0)).expect("adds up");
        assert_eq!(done.basis.detail.is_some(), expected);
        expected
    };
    assert_eq!(
        made(&mut desk, &first, None),
        asked,
        "as the campaign has it"
    );
    made(&mut desk, &first, Some(!asked));
    assert_eq!(
        made(&mut desk, &first, None),
        !asked,
        "as in the one that stands"
    );
    assert_eq!(
        made(&mut desk, &second, None),
        !asked,
        "as in the duty's latest"
    );
    made(&mut desk, &second, Some(asked));
    assert_eq!(
        made(&mut desk, &first, None),
        !asked,
        "each period has its own"
    );
}

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
fn a_desk_that_fills_in_its_own_does_not_roll_up() {
    let seat = NewSeat::Unit {
        code: None,
        name: "甲医院".into(),
        kind: None,
    };
    let campaign = crate::domain::campaign::sample::campaign();
    let mut desk = Desk::in_memory(campaign, seat, june(1, 8, 0)).expect("a desk");
    let refused = roll_up(
        &mut desk,
        &period("weekly/1"),
        &how(Counting::Received, true),
        june(5, 9, 0),
    );
    assert!(refused.is_err());
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
fn the_detail_tells_the_submissions_that_a_cumulative_figure_rests_on() {
    let (_folder, mut desk) = desk();
    let below = unit(&mut desk, "甲医院", "直属单位", "");
    report(&mut desk, below, "weekly/1", 3, "", june(3, 9, 0));
    report(&mut desk, below, "final", 9, "另有未周报的", june(30, 9, 0));
    let last = period("final");
    roll_up(
        &mut desk,
        &last,
        &how(Counting::Received, true),
        june(30, 10, 0),
    )
    .expect("adds up");
    let tree = detail(&desk, desk.seat.unit, &last).expect("reads");
    let tree = tree.expect("is there");
    let told: Vec<(String, Option<i64>)> = tree.units[0]
        .submissions
        .iter()
        .map(|one| {
            let figures = one.figures.as_ref().unwrap_or(&tree.units[0].figures);
            let posters = figures.get("posters").and_then(Answer::as_number);
            (one.period.to_string(), posters)
        })
        .collect();
    assert_eq!(
        told,
        [
            ("weekly/1".to_owned(), Some(3)),
            ("final".to_owned(), Some(9))
        ]
    );
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

/// What a desk wrote itself, its plan or who its liaison is, is not replaced by a sum of nothing.
#[test]
fn a_period_without_numbers_is_not_rolled_up() {
    let (_folder, mut desk) = desk();
    let below = unit(&mut desk, "甲医院", "直属单位", "");
    let plan = period("plan");
    let receive = Receive {
        channel: Channel::Paper,
        received_at: None,
        reason: "纸质".into(),
        instead: false,
    };
    record_receipt(&mut desk, below, &plan, &receive, june(3, 9, 0)).expect("is noted");
    let refused = roll_up(&mut desk, &plan, &RollUpAs::default(), june(5, 9, 0));
    let fault = refused.expect_err("nothing to add up");
    assert!(fault.message.contains("没有要汇总的数"), "{fault}");
}

#[test]
fn units_and_forms_agree_only_where_they_are_as_many_and_the_same() {
    let basis = |expected, reporting, missing: &[&str]| RollupBasis {
        detail: None,
        expected,
        missing: missing.iter().map(|name| (*name).to_owned()).collect(),
        reporting,
        unreviewed: 0,
    };
    for (basis, agrees) in [
        (basis(2, 2, &[]), true),
        (basis(2, 1, &["乙"]), false),
        // One that was let off has reported all the same.
        (basis(2, 3, &[]), false),
        // And another is missing besides.
        (basis(2, 2, &["乙"]), false),
    ] {
        assert_eq!(basis.agrees(), agrees, "{basis:?}");
        assert_eq!(basis.counts().ends_with("不一致"), !agrees);
    }
}

#[test]
fn what_another_window_takes_in_while_it_is_added_up_is_in_it() {
    let (_folder, mut desk) = desk();
    let first = unit(&mut desk, "甲医院", "直属单位", "");
    let second = unit(&mut desk, "乙医院", "直属单位", "");
    report(&mut desk, first, "weekly/1", 3, "", june(4, 9, 0));
    let week = desk.period(&period("weekly/1")).expect("is due").clone();
    let how = how(Counting::Received, false);
    let read_at = desk.store.foreign_changes().expect("reads");
    let ready = add_up(&desk, &week, &how).expect("adds up");
    let mut other = crate::ops::desk::open(&desk.folder).expect("a second window");
    report(&mut other, second, "weekly/1", 4, "", june(4, 9, 1));
    let put = put_down(&mut desk, ready, &how, read_at, june(4, 9, 2)).expect("asks");
    assert_eq!(put, None, "it is not what stands any more");
    let own = desk.store.read().current_revision(desk.seat.unit, &week.id);
    assert_eq!(own.expect("reads"), None, "and nothing was put down");
    let done = roll_up(&mut desk, &week.id, &how, june(4, 9, 3)).expect("rolls up");
    assert_eq!((posters(&done), done.basis.reporting), (Some(7), 2));
}
