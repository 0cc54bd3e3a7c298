//! The demonstration as each of its two seats sees it.

use super::*;
use crate::domain::campaign::TargetScope;
use crate::domain::figure::Answer;
use crate::domain::problem::Place;
use crate::domain::status::State;
use crate::domain::submission::{Channel, read};
use crate::ops::audit::{self, AuditFilter};
use crate::ops::prefill::prefill;
use crate::ops::record::{self, ListRecords};
use crate::ops::review::{Need, inbox};
use crate::ops::total::{self, Extent};
use crate::ops::{draft, nomination, points, status, target};

/// The coordinator's desk of a campaign's demonstration.
fn of(campaign: &str) -> (tempfile::TempDir, Desk, Instant) {
    let root = tempfile::tempdir().expect("a folder");
    let demo = Demonstration::of(campaign).expect("it comes along");
    let desk = demo.open(root.path(), DemoSeat::Coordinator, true, &mut |_, _| {});
    let now = demo.now().expect("a moment");
    (root, desk.expect("it is made"), now)
}

/// Every screen that a campaign has finds something to show in its demonstration.
#[test]
fn no_register_no_split_and_no_award_of_a_demonstration_is_empty() {
    for (campaign, _) in BUILTIN {
        let (_root, desk, now) = of(campaign);
        let notice = &desk.campaign;
        for register in &notice.registers {
            let all = record::list(&desk, &ListRecords::of(register.id.clone()), now.date());
            let all = all.expect("reads");
            assert!(!all.is_empty(), "{campaign}: {}", register.name);
        }
        let shares = target::shares(&desk).expect("reads");
        for target in &notice.targets {
            if matches!(target.scope, TargetScope::Split(_)) {
                assert!(
                    shares.contains_key(&target.id),
                    "{campaign}: {}",
                    target.name
                );
            }
        }
        for award in nomination::lists(&desk, now).expect("reads") {
            let mut lists = award.bodies.iter();
            let is_named = lists.any(|list| !list.nominations.is_empty());
            assert!(is_named, "{campaign}: {}", award.award);
        }
        for table in &notice.points {
            let scores = points::scores(&desk, table, now).expect("scores");
            assert!(scores.participants() > 0, "{campaign}: {}", table.name);
        }
    }
}

/// Every report of a demonstration brings the files that it has to: none is said to miss one where they are reviewed.
#[test]
fn a_file_that_was_sent_is_not_missed_in_the_review() {
    let mut seen = 0;
    for (campaign, _) in BUILTIN {
        let (_root, desk, _) = of(campaign);
        for item in inbox(&desk).expect("reads") {
            let missed = item.needs.iter().any(|need| {
                matches!(need, Need::Problems(problems)
                    if problems.iter().any(|problem| problem.place == Place::Material))
            });
            assert!(!missed, "{campaign}: {} {}", item.unit.name, item.period);
            seen += 1;
        }
    }
    assert!(seen > 0, "there is something to review");
}

/// Invented figures are plausible: no share of a whole is more than the whole.
#[test]
fn no_rate_of_a_demonstration_is_more_than_all() {
    let mut seen = 0;
    for (campaign, _) in BUILTIN {
        let (_root, desk, _) = of(campaign);
        for table in &desk.campaign.tables {
            let seat = desk.seat.unit;
            let total = total::fresh(&desk, &table.id, seat, &Extent::Whole).expect("adds up");
            let rates = total.worked_out.iter().filter(|(id, _)| {
                let figure = desk.campaign.figure(id);
                figure.is_some_and(|figure| figure.measure == "%")
            });
            for (id, rate) in rates {
                let shown = rate.as_number().expect("a rate is a number");
                assert!(shown <= 1000, "{campaign}: {id} {shown}");
                seen += 1;
            }
        }
    }
    assert!(seen > 0, "some demonstration has rates");
}

/// What a register counts is what the reports say: nothing is invented beside it.
#[test]
fn figures_that_registers_count_follow_them() {
    let mut seen = 0;
    for (campaign, _) in BUILTIN {
        let (_root, desk, _) = of(campaign);
        let reader = desk.store.read();
        for unit in desk.reporters().expect("units") {
            for period in &desk.plan.periods {
                let stands = reader.current_revision(unit.id, &period.id).expect("reads");
                let Some(stands) = stands else { continue };
                let counted = prefill(&desk, unit.id, &period.id)
                    .expect("reads")
                    .registers;
                for (id, answer) in &stands.content.figures {
                    let figure = desk.campaign.figure(id).expect("is declared");
                    if figure.source.is_some() {
                        let said = counted.get(id).and_then(Answer::as_number).unwrap_or(0);
                        let at = format!("{campaign}: {} {} {id}", unit.name, period.id);
                        assert_eq!(answer.as_number(), Some(said), "{at}");
                        seen += 1;
                    }
                }
            }
        }
    }
    assert!(seen > 0, "some reports hold counted figures");
}

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
    for (campaign, _) in BUILTIN {
        let (_root, desk, now) = of(campaign);
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
            let when = period.read_on(desk.campaign.days, stamp.received_at.date());
            let again = draft::of_content(&desk.campaign, &stands.content);
            let asked =
                is_late || is_noted || read(&desk.campaign, duty, &again, when).has_warnings();
            assert!(asked || stamp.reason.is_empty(), "{}", unit.name);
        }
    }
}

#[test]
fn a_campaign_without_demonstration_is_told_so() {
    let fault = Demonstration::of("gusu-2021").expect_err("there is none");
    assert!(fault.hint.contains("gusu-2020"), "{fault}");
}
