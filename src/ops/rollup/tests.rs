//! A roll-up as a report: what it rests on, when it changes, and that what was accepted can be added up alone.

mod doubled;
mod earlier;
mod renewing;

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
        expected,
        missing: missing.iter().map(|name| (*name).to_owned()).collect(),
        reporting,
        ..RollupBasis::default()
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
