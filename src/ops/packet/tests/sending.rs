//! How far a report has come upward, as both desks tell it.

use super::*;
use crate::domain::review::ReviewState;
use crate::domain::status::{Sending, State};
use crate::ops::status::{Cell, of_unit};

/// The first week's cell of a unit.
fn first_week(desk: &Desk, unit: UnitId, now: Instant) -> Cell {
    let unit = desk.unit(unit).expect("is there");
    let cells = of_unit(desk, &unit, now).expect("reads");
    let at = desk
        .plan
        .periods
        .iter()
        .position(|one| one.id == period("weekly/1"));
    cells[at.expect("is planned")]
}

#[test]
fn what_came_in_time_is_in_time_on_both_desks_after_a_later_correction() {
    let mut bench = Bench::new();
    let mut liaison = bench.liaison("001", "甲");
    let own = liaison.seat.unit;
    send(&mut liaison, 3, "", june(4, 9, 0));
    let cell = first_week(&liaison, own, june(4, 9, 1));
    assert_eq!(cell.sending, Some(Sending::Unsent));
    let packet = up(&mut liaison, 1, june(4, 9, 5));
    let cell = first_week(&liaison, own, june(4, 9, 6));
    assert_eq!(cell.sending, Some(Sending::Packed));
    bench.take(&packet, june(4, 10, 0));

    send(&mut liaison, 4, "数错了", june(5, 9, 0));
    let packet = up(&mut liaison, 1, june(5, 9, 5));
    bench.take(&packet, june(5, 10, 0));
    let down = bench.down("001", june(5, 11, 0));
    take(&mut liaison, &down, june(5, 12, 0)).expect("is taken");
    let cell = first_week(&liaison, own, june(5, 12, 0));
    let received = Sending::Received {
        at: june(5, 10, 0),
        review: ReviewState::Received,
        is_late: false,
    };
    assert_eq!(cell.sending, Some(received));
    let above = first_week(&bench.above, bench.unit("001"), june(5, 12, 0));
    assert_eq!(above.state, State::Received);
}

#[test]
fn what_brings_only_withdrawals_says_so() {
    let mut bench = Bench::new();
    let mut liaison = bench.liaison("001", "甲");
    send(&mut liaison, 3, "", june(2, 9, 0));
    let packet = up(&mut liaison, 1, june(2, 9, 5));
    bench.take(&packet, june(2, 10, 0));
    let seat = liaison.seat.unit;
    withdraw(
        &mut liaison,
        seat,
        &period("weekly/1"),
        "报错",
        june(3, 9, 0),
    )
    .expect("takes back");
    let packet = up(&mut liaison, 1, june(3, 9, 5));
    let taken = bench.take(&packet, june(3, 10, 0));
    assert_eq!((taken.revisions, taken.withdrawn), (0, 1));
    assert_eq!(taken.words(), "甲医院的报送包：撤回 1 版报送");
    let noted = crate::ops::audit::list(&bench.above, &Default::default()).expect("reads");
    assert!(noted.iter().any(|one| one.detail.contains("撤回 1 版报送")));
    assert!(!bench.take(&packet, june(4, 10, 0)).is_news());
}

#[test]
fn a_desk_that_only_reported_begins_to_collect_and_loses_nothing() {
    let mut bench = Bench::new();
    let mut middle = bench.liaison("001", "甲");
    let seat = middle.seat.unit;
    send(&mut middle, 3, "", june(2, 9, 0));
    let folder = middle.folder.clone();
    assert!(desk::collect(&mut middle, june(3, 9, 0)).expect("begins"));
    assert!(!desk::collect(&mut middle, june(3, 9, 0)).expect("has begun"));
    drop(middle);
    let mut middle = desk::open(&folder).expect("opens");
    assert_eq!(middle.seat.role, Role::Coordinator);
    assert_eq!(posters(&middle, seat), Some(3), "what was handed in stands");
    let packet = up(&mut middle, 1, june(3, 10, 0));
    bench.take(&packet, june(3, 11, 0));
    assert_eq!(
        bench.posters("001"),
        Some(3),
        "and goes upward until a total replaces it"
    );
    let input = UnitInput {
        code: "0011".into(),
        name: "门诊部".into(),
        ..UnitInput::default()
    };
    let below = add(&mut middle, &input, june(3, 12, 0))
        .expect("is added")
        .id;
    let typed = filled(&middle, 8);
    hand_in(&mut middle, below, "weekly/1", &typed, "", june(4, 9, 0));
    let how = crate::ops::rollup::RollUpAs::default();
    crate::ops::rollup::roll_up(&mut middle, &period("weekly/1"), &how, june(4, 10, 0))
        .expect("adds up");
    let packet = up(&mut middle, 1, june(4, 11, 0));
    bench.take(&packet, june(4, 12, 0));
    assert_eq!(bench.posters("001"), Some(8));
}
