//! The demonstration as each of its two seats sees it.

use super::*;
use crate::domain::status::State;
use crate::domain::submission::{Channel, read};
use crate::ops::audit::{self, AuditFilter};
use crate::ops::{draft, status};

fn made(seat: DemoSeat) -> (tempfile::TempDir, Desk, Instant) {
    let root = tempfile::tempdir().expect("a folder");
    let demo = Demonstration::of("gusu-2020").expect("it comes along");
    let desk = demo.open(root.path(), seat, false, &mut |_, _| {});
    (
        root,
        desk.expect("it is made"),
        demo.now().expect("a moment"),
    )
}

/// A demonstration stands still at its moment: nothing in it happened later.
#[test]
fn nothing_in_a_demonstration_is_still_to_come() {
    for campaign in [
        "gusu-2020",
        "qianjiang-2025",
        "ankang-2025",
        "linyi-2019",
        "xingguo-2024",
    ] {
        let demo = Demonstration::of(campaign).expect("it comes along");
        let root = tempfile::tempdir().expect("a folder");
        let desk = demo
            .open(root.path(), DemoSeat::Coordinator, true, &mut |_, _| {})
            .expect("it is made");
        let now = demo.now().expect("a moment");
        let all = audit::list(&desk, &AuditFilter::default()).expect("reads");
        let latest = all.iter().map(|entry| entry.at).max();
        assert!(latest <= Some(now), "{campaign}: {latest:?}");
    }
}

#[test]
fn the_coordinator_sees_every_state_and_every_kind() {
    let (_root, desk, now) = made(DemoSeat::Coordinator);
    let matrix = status::survey(&desk, now).expect("a matrix");
    assert_eq!(matrix.rows.len(), 24);
    let states: Vec<State> = matrix
        .rows
        .iter()
        .flat_map(|row| row.cells.iter().map(|cell| cell.state))
        .collect();
    for state in [
        State::Missing,
        State::Late,
        State::DueSoon,
        State::Draft,
        State::Received,
        State::Excused,
        State::NotOpen,
    ] {
        assert!(states.contains(&state), "no unit is {state:?}");
    }
    for kind in &desk.campaign.unit_kinds {
        let of_kind = |row: &&status::Row| row.unit.kind.as_ref() == Some(&kind.id);
        assert!(
            matrix.rows.iter().any(|row| of_kind(&row)),
            "no unit is of kind {}",
            kind.name
        );
    }
    let extended = matrix
        .rows
        .iter()
        .flat_map(|row| &row.cells)
        .any(|cell| cell.receipt.extended_to.is_some());
    assert!(extended, "nobody has more time");
}

#[test]
fn the_liaison_has_its_own_desk_with_a_draft_under_way() {
    let (_root, desk, now) = made(DemoSeat::Liaison);
    assert_eq!(desk.units().expect("units").len(), 1);
    let matrix = status::survey(&desk, now).expect("a matrix");
    assert!(
        matrix.rows[0]
            .cells
            .iter()
            .any(|cell| cell.state == State::Draft)
    );
}

#[test]
fn it_is_opened_again_as_it_was_left_unless_a_fresh_one_is_asked_for() {
    let root = tempfile::tempdir().expect("a folder");
    let demo = Demonstration::of("gusu-2020").expect("it comes along");
    let open = |fresh| {
        demo.open(root.path(), DemoSeat::Liaison, fresh, &mut |_, _| {})
            .expect("it opens")
    };
    let mut desk = open(false);
    let (seat, now) = (desk.seat.unit, demo.now().expect("a moment"));
    crate::ops::unit::rename(&mut desk, seat, "改过名的单位", now).expect("renamed");
    drop(desk);
    assert_eq!(open(false).unit(seat).expect("there").name, "改过名的单位");
    assert_ne!(open(true).unit(seat).expect("there").name, "改过名的单位");
}

#[test]
fn nobody_gives_a_reason_that_nothing_asks_for() {
    let (_root, desk, _) = made(DemoSeat::Coordinator);
    let reader = desk.store.read();
    for unit in desk.reporters().expect("units") {
        for period in &desk.plan.periods {
            let Some(stands) = reader.current_revision(unit.id, &period.id).expect("reads") else {
                continue;
            };
            let stamp = &stands.stamp;
            let is_late = period.deadline() <= stamp.received_at;
            let is_noted = stamp.channel != Channel::Desk;
            let duty = desk.duty(&period.id).expect("there is one");
            let again = draft::of_content(&desk.campaign, &stands.content);
            let asked = is_late || is_noted || read(&desk.campaign, duty, &again).has_warnings();
            assert!(asked || stamp.reason.is_empty(), "{}", unit.name);
        }
    }
}

#[test]
fn a_campaign_without_demonstration_is_told_so() {
    let fault = Demonstration::of("gusu-2021").expect_err("there is none");
    assert!(fault.hint.contains("gusu-2020"), "{fault}");
}
