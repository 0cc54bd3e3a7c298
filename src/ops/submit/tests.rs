//! Handing in, on a desk in memory.

mod time;

use super::*;
use crate::domain::campaign::sample::{campaign, day};
use crate::domain::figure::Answer;
use crate::domain::status::{State, state};
use crate::domain::submission::{Channel, Content, Entry, TypedHazardCount};
use crate::ops::desk::NewSeat;
use crate::ops::sample::foreign;
use crate::ops::{audit, draft, unit};
use crate::store::AuditFilter;

fn at(month: u32, date: u32, hour: u32, minute: u32) -> Instant {
    let wall = day(month, date).and_hms_opt(hour, minute, 0);
    Instant::from_cst(wall.expect("a real time"))
}

/// A coordinator's desk with one unit below it.
fn desk() -> (Desk, UnitId) {
    let now = at(6, 1, 8, 0);
    let mut desk = Desk::in_memory(campaign(), NewSeat::Coordinator, now).expect("a desk");
    let input = unit::UnitInput {
        name: "甲医院".to_owned(),
        kind: "直属单位".to_owned(),
        ..unit::UnitInput::default()
    };
    let unit = unit::add(&mut desk, &input, now).expect("a unit");
    (desk, unit.id)
}

fn weekly(n: u32) -> PeriodId {
    PeriodId::nth("weekly", n)
}

fn typed(pairs: &[(&str, &str)]) -> Draft {
    let entries = pairs
        .iter()
        .map(|(id, text)| ((*id).into(), Entry::Typed((*text).to_owned())));
    Draft {
        entries: entries.collect(),
        narrative: "本周组织学习".to_owned(),
        ..Draft::default()
    }
}

fn because(reason: &str) -> SubmitAs {
    SubmitAs {
        reason: reason.to_owned(),
        ..SubmitAs::default()
    }
}

fn state_of(desk: &Desk, unit: UnitId, period: &PeriodId, now: Instant) -> State {
    let receipts = desk.store.read().receipts().expect("reads");
    let receipt = receipts.of(unit, period);
    assert_eq!(
        receipt,
        desk.store.read().receipt(unit, period).expect("reads"),
        "one receipt and the whole matrix say the same"
    );
    let unit = desk.unit(unit).expect("a unit");
    let duty = desk.duty(period).expect("a duty");
    state(
        &unit,
        duty,
        desk.period(period).expect("a period"),
        receipt,
        now,
    )
}

fn acts(desk: &Desk) -> Vec<Act> {
    let entries = audit::list(desk, &AuditFilter::default()).expect("reads");
    entries.into_iter().rev().map(|entry| entry.act).collect()
}

fn submitted(desk: &mut Desk, unit: UnitId, draft: &Draft, now: Instant) -> Submitted {
    submit(desk, unit, &weekly(1), draft, &SubmitAs::default(), now).expect("hands in")
}

#[test]
fn a_submission_replaces_the_draft_and_is_on_time_until_24_o_clock() {
    let (mut desk, unit) = desk();
    let draft = typed(&[("study_sessions", "2"), ("study_people", "４０")]);
    let last_minute = at(6, 4, 23, 59);
    draft::save(&mut desk, unit, &weekly(1), &draft, last_minute).expect("saves");
    assert_eq!(state_of(&desk, unit, &weekly(1), last_minute), State::Draft);
    let done = submitted(&mut desk, unit, &draft, last_minute);
    assert!(!done.is_late && !done.is_correction);
    assert_eq!(done.revision.number, 1);
    assert_eq!(draft::load(&desk, unit, &weekly(1)), Ok(None));
    let stored = desk.store.read().current_revision(unit, &weekly(1));
    let stored = stored.expect("reads").expect("stands");
    assert_eq!(stored, done.revision);
    assert_eq!(
        stored.content.figures["study_people"],
        Answer::number(40),
        "full-width digits count"
    );
    assert_eq!(
        state_of(&desk, unit, &weekly(1), at(6, 9, 0, 0)),
        State::Received
    );
    assert_eq!(
        acts(&desk),
        [Act::DeskCreated, Act::UnitAdded, Act::Submitted]
    );
}

#[test]
fn every_problem_is_told_at_once_and_the_draft_stays() {
    let (mut desk, unit) = desk();
    let now = at(6, 3, 9, 0);
    let bad = typed(&[("study_sessions", "两次"), ("posters", "-1")]);
    draft::save(&mut desk, unit, &weekly(1), &bad, now).expect("saves");
    let error = submit(&mut desk, unit, &weekly(1), &bad, &SubmitAs::default(), now);
    let Err(SubmitError::Problems(reading)) = error else {
        panic!("{error:?}");
    };
    assert_eq!(reading.problems.len(), 2);
    assert_eq!(draft::load(&desk, unit, &weekly(1)), Ok(Some(bad)));
    assert_eq!(state_of(&desk, unit, &weekly(1), now), State::Draft);
}

#[test]
fn warnings_are_accepted_with_a_reason_only() {
    let (mut desk, unit) = desk();
    let (now, last) = (at(6, 30, 9, 0), PeriodId::once("final"));
    let draft = typed(&[("study_sessions", "2")]);
    let mut hand_in = |how: &SubmitAs| submit(&mut desk, unit, &last, &draft, how, now);
    let asked = hand_in(&because("盘点中"));
    assert!(matches!(&asked, Err(SubmitError::Problems(reading)) if !reading.has_errors()));
    let accept = |reason: &str| SubmitAs {
        accept_warnings: true,
        ..because(reason)
    };
    let silent = hand_in(&accept(" "));
    assert!(matches!(silent, Err(SubmitError::Fault(_))), "{silent:?}");
    let done = hand_in(&accept("其余指标没有发生")).expect("hands in");
    assert_eq!(done.warnings.len(), 5);
    assert_eq!(done.revision.stamp.reason, "其余指标没有发生");
}

#[test]
fn a_correction_is_a_new_revision_with_a_reason_and_keeps_the_receipt() {
    let (mut desk, unit) = desk();
    submitted(&mut desk, unit, &typed(&[("posters", "3")]), at(6, 4, 9, 0));
    let later = at(6, 8, 9, 0);
    let again = typed(&[("posters", "30")]);
    let silent = submit(
        &mut desk,
        unit,
        &weekly(1),
        &again,
        &SubmitAs::default(),
        later,
    );
    assert!(matches!(silent, Err(SubmitError::Fault(_))), "{silent:?}");
    let how = because("少写一个零");
    let done = submit(&mut desk, unit, &weekly(1), &again, &how, later).expect("corrects");
    assert!(done.is_correction && !done.is_late, "the first was on time");
    assert_eq!(done.revision.number, 2);
    assert_eq!(state_of(&desk, unit, &weekly(1), later), State::Received);
    let revisions = desk
        .store
        .read()
        .revisions(unit, &weekly(1))
        .expect("reads");
    assert_eq!(revisions.len(), 2);
    assert_eq!(revisions[0].content.figures["posters"], Answer::number(3));
    assert_eq!(acts(&desk).last(), Some(&Act::Corrected));
}

#[test]
fn what_is_withdrawn_counts_for_nothing_and_is_back_in_the_form() {
    let (mut desk, unit) = desk();
    let mut draft = typed(&[("posters", "3"), ("launch_forms", "横幅")]);
    draft
        .entries
        .insert("launches".into(), Entry::NotApplicable);
    submitted(&mut desk, unit, &draft, at(6, 3, 9, 0));
    let before = withdraw(&mut desk, unit, &weekly(1), "数字待核", at(6, 4, 23, 0));
    let expected = Withdrawal {
        revisions: 1,
        kept_draft: false,
    };
    assert_eq!(before, Ok(expected));
    assert_eq!(
        draft::load(&desk, unit, &weekly(1)),
        Ok(Some(draft.clone()))
    );
    assert_eq!(
        state_of(&desk, unit, &weekly(1), at(6, 4, 23, 0)),
        State::Draft
    );
    assert_eq!(
        desk.store
            .read()
            .current_revision(unit, &weekly(1))
            .expect("reads"),
        None
    );
    assert!(withdraw(&mut desk, unit, &weekly(1), "再来", at(6, 4, 23, 1)).is_err());
    let again = submitted(&mut desk, unit, &draft, at(6, 5, 9, 0));
    assert_eq!(again.revision.number, 2, "the first keeps its number");
    assert!(again.is_late, "what was withdrawn holds no place");
    let tail = [Act::Submitted, Act::Withdrawn, Act::Submitted];
    assert!(acts(&desk).ends_with(&tail));
}

#[test]
fn what_came_in_a_packet_is_its_sender_s_to_take_back() {
    let (mut desk, unit) = desk();
    let now = at(6, 3, 9, 0);
    let week = weekly(1);
    foreign(&mut desk, unit, "weekly/1", &Content::default(), "ff", now);
    let refused = withdraw(&mut desk, unit, &week, "填错", at(6, 3, 10, 0));
    let fault = refused.expect_err("it is another desk's");
    assert!(fault.message.contains("由对方撤回"), "{fault}");
    let standing = desk.store.read().current_revision(unit, &week);
    assert!(standing.expect("reads").is_some());
}

#[test]
fn the_latest_registration_names_the_liaison() {
    let (mut desk, unit) = desk();
    let period = PeriodId::once("registration");
    assert_eq!(liaison_of(&desk, unit), Ok(None));
    let registered = |name: &str| Draft {
        fields: [("name".into(), name.to_owned())].into(),
        ..Draft::default()
    };
    let (first, second) = (registered("联络员甲"), registered("联络员乙"));
    submit(
        &mut desk,
        unit,
        &period,
        &first,
        &SubmitAs::default(),
        at(6, 2, 9, 0),
    )
    .expect("registers");
    submit(
        &mut desk,
        unit,
        &period,
        &second,
        &because("换人"),
        at(6, 9, 9, 0),
    )
    .expect("registers anew");
    let fields = liaison_of(&desk, unit).expect("reads").expect("registered");
    assert_eq!(fields["name"], "联络员乙");
    assert_eq!(liaisons(&desk).expect("reads")[&unit], fields);
}

#[test]
fn the_coordinator_does_not_report_and_unknown_periods_are_named() {
    let (mut desk, unit) = desk();
    let (seat, now) = (desk.seat.unit, at(6, 3, 9, 0));
    let how = SubmitAs::default();
    assert!(submit(&mut desk, seat, &weekly(1), &typed(&[]), &how, now).is_err());
    let error = submit(&mut desk, unit, &weekly(9), &typed(&[]), &how, now);
    let Err(SubmitError::Fault(fault)) = error else {
        panic!("{error:?}");
    };
    assert!(fault.message.contains("weekly/4"), "{fault}");
}

#[test]
fn material_that_is_gone_is_told_beside_it() {
    let (mut desk, unit) = desk();
    let mut draft = typed(&[]);
    draft.material.push(crate::domain::material::Material {
        hash: "ab".repeat(32),
        name: "现场.jpg".to_owned(),
        size: 3,
        kind: crate::domain::material::MaterialKind::Picture,
    });
    let how = SubmitAs::default();
    let error = submit(&mut desk, unit, &weekly(1), &draft, &how, at(6, 3, 9, 0));
    let Err(SubmitError::Problems(reading)) = error else {
        panic!("{error:?}");
    };
    assert_eq!(reading.problems[0].place, Place::Material);
}

#[test]
fn more_hazards_closed_than_found_so_far_is_a_doubt() {
    let (mut desk, unit) = desk();
    let week = |found: &str, closed: &str| Draft {
        hazards: [(
            "ordinary".into(),
            TypedHazardCount {
                found: found.into(),
                closed: closed.into(),
            },
        )]
        .into(),
        ..typed(&[])
    };
    let now = at(6, 19, 9, 0);
    let none = week("0", "0");
    for (n, draft) in [(1, week("3", "1")), (2, week("0", "2")), (3, none.clone())] {
        submit(&mut desk, unit, &weekly(n), &draft, &because(""), now).expect("in balance");
    }
    let refused = submit(
        &mut desk,
        unit,
        &weekly(4),
        &week("1", "2"),
        &because(""),
        now,
    );
    let Err(SubmitError::Problems(reading)) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(reading.problems.len(), 1);
    let problem = &reading.problems[0];
    assert_eq!(problem.place, Place::Hazards("ordinary".into()));
    assert!(
        problem
            .message
            .ends_with("整改数到本期累计 5，多于发现数累计 4，请核对"),
        "{problem:?}"
    );
    let how = SubmitAs {
        accept_warnings: true,
        ..because("含活动前的")
    };
    submit(&mut desk, unit, &weekly(4), &week("1", "2"), &how, now).expect("with a reason");
    // A correction replaces what its own period said before.
    submit(
        &mut desk,
        unit,
        &weekly(4),
        &week("2", "2"),
        &because("漏记"),
        now,
    )
    .expect("in balance");
}
