//! Where a unit stands as time goes by, and rates that never pass one.

use proptest::prelude::*;

use super::*;
use crate::domain::calendar::HolidayCalendar;
use crate::domain::campaign::Campaign;
use crate::domain::campaign::sample::{self, campaign, day};
use crate::domain::period::Plan;
use crate::domain::unit::Excusal;

fn unit() -> Unit {
    sample::unit("direct")
}

fn at(month: u32, date: u32, hour: u32, minute: u32) -> Instant {
    let time = day(month, date).and_hms_opt(hour, minute, 0);
    Instant::from_cst(time.expect("a real time"))
}

/// The state of the second week, due on 11 June at 24:00.
fn second_week(campaign: &Campaign, unit: &Unit, receipt: Receipt, now: Instant) -> State {
    let plan = Plan::of(campaign, HolidayCalendar::built_in());
    let period = plan.find("weekly/2").expect("in the plan");
    let duty = campaign.duty(&period.id.duty).expect("in the campaign");
    state(unit, duty, period, receipt, now)
}

fn received(at: Instant) -> Receipt {
    Receipt {
        received_at: Some(at),
        revisions: 1,
        ..Receipt::default()
    }
}

const NOTHING: Receipt = Receipt {
    received_at: None,
    sent_at: None,
    revisions: 0,
    has_draft: false,
    extended_to: None,
};

#[test]
fn where_a_unit_stands_as_time_goes_by() {
    let draft = Receipt {
        has_draft: true,
        ..NOTHING
    };
    let extended = Receipt {
        extended_to: Some(at(6, 15, 12, 0)),
        ..NOTHING
    };
    // An extension that was written before the deadline was known must not shorten it.
    let shortened = Receipt {
        extended_to: Some(at(6, 9, 12, 0)),
        ..NOTHING
    };
    let late_but_extended = Receipt {
        extended_to: Some(at(6, 15, 12, 0)),
        ..received(at(6, 15, 11, 59))
    };
    let later_than_extended = Receipt {
        extended_to: Some(at(6, 15, 12, 0)),
        ..received(at(6, 15, 12, 0))
    };
    for (receipt, now, expected) in [
        (NOTHING, at(6, 4, 23, 59), State::NotOpen),
        (NOTHING, at(6, 5, 0, 0), State::Open),
        (NOTHING, at(6, 9, 23, 59), State::Open),
        (NOTHING, at(6, 10, 0, 0), State::DueSoon),
        (NOTHING, at(6, 11, 23, 59), State::DueSoon),
        (NOTHING, at(6, 12, 0, 0), State::Missing),
        (draft, at(6, 4, 12, 0), State::Draft),
        (draft, at(6, 11, 12, 0), State::Draft),
        (draft, at(6, 12, 0, 0), State::Missing),
        (extended, at(6, 12, 0, 0), State::Open),
        (extended, at(6, 15, 11, 59), State::DueSoon),
        (extended, at(6, 15, 12, 0), State::Missing),
        (shortened, at(6, 10, 12, 0), State::DueSoon),
        (
            received(at(6, 11, 23, 59)),
            at(6, 20, 0, 0),
            State::Received,
        ),
        (received(at(6, 12, 0, 0)), at(6, 20, 0, 0), State::Late),
        (late_but_extended, at(6, 20, 0, 0), State::Received),
        (later_than_extended, at(6, 20, 0, 0), State::Late),
    ] {
        assert_eq!(
            second_week(&campaign(), &unit(), receipt, now),
            expected,
            "{receipt:?} at {now:?}"
        );
    }
}

#[test]
fn who_owes_it_at_all() {
    let after = at(6, 12, 9, 0);
    let excused = |from, to| Unit {
        excusals: vec![Excusal {
            from: day(6, from),
            to: day(6, to),
            reason: "装修停业".into(),
        }],
        ..unit()
    };
    let joined = |date| Unit {
        joined_on: Some(day(6, date)),
        ..unit()
    };
    let closed = |date| Unit {
        closed_on: Some(day(6, date)),
        ..unit()
    };
    for (unit, receipt, expected) in [
        (excused(1, 30), NOTHING, State::Excused),
        (excused(11, 11), NOTHING, State::Excused),
        (excused(1, 10), NOTHING, State::Missing),
        // It reported all the same, and that counts.
        (excused(1, 30), received(at(6, 11, 9, 0)), State::Received),
        (joined(11), NOTHING, State::Missing),
        (joined(12), NOTHING, State::NotOwed),
        (closed(11), NOTHING, State::NotOwed),
        (closed(12), NOTHING, State::Missing),
        (closed(11), received(at(6, 10, 9, 0)), State::Received),
    ] {
        let state = second_week(&campaign(), &unit, receipt, after);
        assert_eq!(state, expected, "{unit:?}");
    }
}

#[test]
fn a_duty_of_some_kinds_is_owed_by_them_alone() {
    let mut campaign = campaign();
    campaign.duties[2].kinds = vec!["care".into()];
    let after = at(6, 12, 9, 0);
    let state = |kind: Option<&str>, receipt| {
        let unit = Unit {
            kind: kind.map(Into::into),
            ..unit()
        };
        second_week(&campaign, &unit, receipt, after)
    };
    assert_eq!(state(Some("care"), NOTHING), State::Missing);
    assert_eq!(state(Some("direct"), NOTHING), State::NotOwed);
    assert_eq!(state(None, NOTHING), State::NotOwed);
    let early = received(at(6, 8, 9, 0));
    assert_eq!(state(Some("direct"), early), State::Received);
}

#[test]
fn a_withdrawn_report_leaves_the_unit_where_it_was() {
    // The store counts only revisions that stand, so what was withdrawn is the empty receipt.
    let now = at(6, 10, 9, 0);
    let state = second_week(&campaign(), &unit(), NOTHING, now);
    assert_eq!(state, State::DueSoon);
    assert!(state.is_outstanding());
}

#[test]
fn no_two_states_look_alike_and_every_sign_is_one_column_everywhere() {
    for (i, state) in State::ALL.into_iter().enumerate() {
        assert!(state.sign().is_ascii_graphic(), "{state:?}");
        for other in &State::ALL[i + 1..] {
            assert_ne!(state.sign(), other.sign());
            assert_ne!(state.paper_mark(), other.paper_mark());
        }
    }
}

fn tally(states: &[State]) -> Tally {
    let mut tally = Tally::default();
    states.iter().for_each(|state| tally.add(*state));
    tally
}

#[test]
fn rates_of_24_units_by_hand() {
    let mut states = vec![State::Received; 17];
    states.extend([State::Late, State::Late, State::Missing, State::Draft]);
    states.extend([State::Excused, State::NotOwed, State::Excused]);
    let tally = tally(&states);
    assert_eq!(tally.expected, 21);
    assert_eq!((tally.missing, tally.pending, tally.excused), (1, 1, 2));
    // 19 of 21 and 17 of 21.
    assert_eq!(show_rate(tally.completeness()), "90.5%");
    assert_eq!(show_rate(tally.timeliness()), "81.0%");
}

#[test]
fn rates_at_the_edges() {
    assert_eq!(show_rate(tally(&[State::Excused]).completeness()), "/");
    assert_eq!(show_rate(tally(&[State::Received]).timeliness()), "100.0%");
    assert_eq!(show_rate(tally(&[State::Missing]).completeness()), "0.0%");
    let mut nearly = vec![State::Received; 2999];
    nearly.push(State::Missing);
    assert_eq!(show_rate(tally(&nearly).completeness()), "99.9%");
}

#[test]
fn a_period_counts_in_the_rates_once_its_deadline_has_passed() {
    let plan = Plan::of(&campaign(), HolidayCalendar::built_in());
    let week = |id: &str| plan.find(id).expect("in the plan");
    let (first, second) = (week("weekly/1"), week("weekly/2"));
    let all_but_one = tally(&[State::Received, State::Received, State::Missing]);
    let one_of_three = tally(&[State::Received, State::Open, State::Open]);
    let periods = [(first, all_but_one), (second, one_of_three)];
    let rate = |now| show_rate(due(periods, now).completeness());
    assert_eq!(rate(at(6, 4, 23, 59)), "/");
    assert_eq!(rate(at(6, 11, 23, 59)), "66.7%");
    assert_eq!(rate(at(6, 12, 0, 0)), "50.0%");
    // Whoever was granted more time owes nothing yet.
    let put_off = due(
        [(first, tally(&[State::Open, State::Open]))],
        at(6, 9, 9, 0),
    );
    assert_eq!(show_rate(put_off.completeness()), "/");
}

proptest! {
    #[test]
    fn no_rate_passes_one_hundred_percent(states in proptest::collection::vec(proptest::sample::select(&State::ALL[..]), 0..60)) {
        let tally = tally(&states);
        for rate in [tally.completeness(), tally.timeliness()] {
            prop_assert!(rate.is_none_or(|rate| rate <= 1000));
        }
        prop_assert!(tally.timeliness() <= tally.completeness());
        prop_assert_eq!(tally.expected, tally.on_time + tally.late + tally.missing + tally.pending);
        prop_assert_eq!(tally.completeness() == Some(1000), tally.expected > 0 && tally.received() == tally.expected);
    }

    #[test]
    fn a_tally_of_two_groups_is_the_sum_of_theirs(
        here in proptest::collection::vec(proptest::sample::select(&State::ALL[..]), 0..20),
        there in proptest::collection::vec(proptest::sample::select(&State::ALL[..]), 0..20),
    ) {
        let mut sum = tally(&here);
        sum += tally(&there);
        let together: Vec<State> = here.into_iter().chain(there).collect();
        prop_assert_eq!(sum, tally(&together));
    }
}
