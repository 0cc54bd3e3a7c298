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
