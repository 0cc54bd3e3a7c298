//! What becomes of a total after it was made: what the units below say changes, or the desk above wants words and no other figure.

use super::*;
use crate::ops::packet::{Bring, make_report};
use crate::ops::sample::returned_total;
use crate::ops::submit::withdraw;

/// Made anew, made and kept, and as it was kept: thrice the same, whatever had been kept before.
fn stale_now(desk: &mut Desk) -> Vec<String> {
    let stale = stale(desk).expect("reads");
    for _ in 0..2 {
        assert_eq!(stale_kept(desk, june(30, 9, 0)).expect("reads"), stale);
    }
    stale.iter().map(|period| period.id.to_string()).collect()
}

fn packed(desk: &mut Desk, periods: &[PeriodId], now: Instant) -> Vec<String> {
    let made = make_report(desk, periods, Bring::All, None, [1; 32], now).expect("is made");
    made.stale
        .iter()
        .map(|period| period.id.to_string())
        .collect()
}

#[test]
fn a_total_that_the_units_below_have_overtaken_is_told_where_it_goes_upward() {
    let (_folder, mut desk) = desk();
    let [one, two] = ["甲医院", "乙医院"].map(|name| unit(&mut desk, name, "直属单位", ""));
    let (first, second) = (period("weekly/1"), period("weekly/2"));
    for detail in [true, false] {
        for (at, of_one) in [(&first, 3), (&second, 4)] {
            if detail {
                report(&mut desk, one, &at.to_string(), of_one, "", june(10, 9, 0));
            }
            let how = how(Counting::Received, detail);
            roll_up(&mut desk, at, &how, june(10, 10, 0)).expect("adds up");
        }
        assert_eq!(stale_now(&mut desk), [""; 0]);
    }
    // One that had not reported, a correction, a review, and one that was taken back.
    report(&mut desk, two, "weekly/1", 5, "", june(11, 9, 0));
    assert_eq!(stale_now(&mut desk), ["weekly/1"]);
    report(&mut desk, one, "weekly/2", 6, "漏报", june(11, 9, 0));
    assert_eq!(
        packed(&mut desk, &[], june(11, 10, 0)),
        ["weekly/1", "weekly/2"]
    );
    assert_eq!(
        packed(&mut desk, std::slice::from_ref(&second), june(11, 10, 0)),
        ["weekly/2"]
    );
    for at in [&first, &second] {
        roll_up(&mut desk, at, &RollUpAs::default(), june(11, 11, 0)).expect("adds up");
    }
    assert_eq!(packed(&mut desk, &[], june(11, 12, 0)), [""; 0]);
    accept(&mut desk, one, &first, None, june(12, 9, 0)).expect("is accepted");
    assert_eq!(stale_now(&mut desk), ["weekly/1"]);
    roll_up(&mut desk, &first, &RollUpAs::default(), june(12, 10, 0)).expect("adds up");
    report(&mut desk, two, "weekly/3", 5, "", june(16, 9, 0));
    report(&mut desk, one, "weekly/3", 5, "", june(16, 9, 0));
    let third = period("weekly/3");
    roll_up(&mut desk, &third, &RollUpAs::default(), june(16, 10, 0)).expect("adds up");
    withdraw(&mut desk, two, &third, "报错了单位", june(17, 9, 0)).expect("is taken back");
    assert_eq!(stale_now(&mut desk), ["weekly/3"]);
}

/// The sum is the same and what is behind it is not: who opens it above would see other figures.
#[test]
fn a_detail_that_the_units_have_overtaken_is_told_as_well() {
    let (_folder, mut desk) = desk();
    let [one, two] = ["甲医院", "乙医院"].map(|name| unit(&mut desk, name, "直属单位", ""));
    for unit in [one, two] {
        report(&mut desk, unit, "weekly/1", 3, "", june(3, 9, 0));
    }
    let how = how(Counting::Received, true);
    roll_up(&mut desk, &period("weekly/1"), &how, june(4, 9, 0)).expect("adds up");
    report(&mut desk, one, "weekly/1", 2, "记错", june(5, 9, 0));
    report(&mut desk, two, "weekly/1", 4, "记错", june(5, 9, 0));
    assert_eq!(stale_now(&mut desk), ["weekly/1"]);
}

#[test]
fn only_what_counts_makes_a_total_of_the_accepted_stale() {
    let (_folder, mut desk) = desk();
    let [one, two] = ["甲医院", "乙医院"].map(|name| unit(&mut desk, name, "直属单位", ""));
    let first = period("weekly/1");
    report(&mut desk, one, "weekly/1", 3, "", june(3, 9, 0));
    accept(&mut desk, one, &first, None, june(3, 10, 0)).expect("is accepted");
    let only = how(Counting::Accepted, false);
    roll_up(&mut desk, &first, &only, june(4, 9, 0)).expect("adds up");
    report(&mut desk, two, "weekly/1", 5, "", june(5, 9, 0));
    assert_eq!(stale_now(&mut desk), [""; 0], "nobody has accepted it");
    accept(&mut desk, two, &first, None, june(5, 10, 0)).expect("is accepted");
    assert_eq!(stale_now(&mut desk), ["weekly/1"]);
}

#[test]
fn a_total_that_came_back_is_answered_in_words_where_no_figure_changes() {
    let root = tempfile::tempdir().expect("a folder");
    let mut desk = returned_total(root.path());
    let week = period("weekly/1");
    let again = |desk: &mut Desk, note: Option<&str>| {
        let how = RollUpAs {
            note: note.map(str::to_owned),
            ..RollUpAs::default()
        };
        roll_up(desk, &week, &how, june(4, 9, 0)).expect("adds up")
    };
    assert!(!again(&mut desk, None).is_news, "nothing is said yet");
    let answered = again(&mut desk, Some("已与一站核对，人次无误。\n"));
    assert!(answered.is_news);
    assert!(
        answered
            .content
            .narrative
            .ends_with("\n已与一站核对，人次无误。")
    );
    assert_eq!(stale_now(&mut desk), [""; 0]);
    let known = crate::ops::review::look(&desk, desk.seat.unit, &week).expect("reads");
    assert_eq!(
        known.returned(&desk.campaign),
        None,
        "it waits for the desk above now"
    );
    let seen = prospect(&desk, &week, Counting::Received).expect("looks");
    assert_eq!(seen.note, "已与一站核对，人次无误。");
    assert!(!again(&mut desk, None).is_news, "it goes on saying so");
    assert!(
        again(&mut desk, Some("")).is_news,
        "and can be silent again"
    );
}

#[test]
fn what_is_stale_is_worked_out_once_until_something_below_changes() {
    let (_folder, mut desk) = desk();
    let one = unit(&mut desk, "甲医院", "直属单位", "");
    report(&mut desk, one, "weekly/1", 3, "", june(3, 9, 0));
    let week = period("weekly/1");
    roll_up(&mut desk, &week, &RollUpAs::default(), june(4, 9, 0)).expect("adds up");
    assert_eq!(stale_now(&mut desk), [""; 0]);
    // What was kept is believed: only then is it cheap.
    let seat = desk.seat.unit;
    let read_at = desk.store.foreign_changes().expect("reads");
    let name = "stale totals, 0 details";
    let kept = crate::ops::kept::put(
        &mut desk.store,
        seat,
        name,
        &[&week],
        read_at,
        june(4, 9, 0),
    );
    kept.expect("is kept");
    let read = |desk: &mut Desk| stale_kept(desk, june(4, 10, 0)).expect("reads").len();
    assert_eq!(read(&mut desk), 1);
    let unit = unit(&mut desk, "乙医院", "直属单位", "");
    report(&mut desk, unit, "weekly/2", 3, "", june(10, 9, 0));
    roll_up(&mut desk, &week, &RollUpAs::default(), june(11, 9, 0)).expect("adds up");
    assert_eq!(read(&mut desk), 0);
}
