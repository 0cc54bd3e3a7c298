//! A desk in memory for tests of verbs: a coordinator, the sample campaign, and units of it. What a unit hands in goes
//! through the same verb as in life.

use crate::domain::calendar::Instant;
use crate::domain::campaign::sample::{campaign, day};
use crate::domain::figure::Answer;
use crate::domain::id::UnitId;
use crate::domain::period::PeriodId;
use crate::domain::submission::{Content, Draft};
use crate::ops::desk::{Desk, NewSeat};
use crate::ops::draft;
use crate::ops::submit::{SubmitAs, submit};
use crate::ops::unit::{UnitInput, add};

/// A moment of June 2020.
pub fn june(date: u32, hour: u32, minute: u32) -> Instant {
    let time = day(6, date).and_hms_opt(hour, minute, 0);
    Instant::from_cst(time.expect("a real time"))
}

pub fn period(text: &str) -> PeriodId {
    text.parse().expect("a period's id")
}

/// A coordinator's desk with no unit below it yet.
pub fn desk() -> Desk {
    Desk::in_memory(campaign(), NewSeat::Coordinator, june(1, 8, 0)).expect("makes a desk")
}

/// Adds a unit below the desk's own, or below the one of code `parent`.
pub fn unit(desk: &mut Desk, name: &str, kind: &str, parent: &str) -> UnitId {
    let input = UnitInput {
        name: name.into(),
        kind: kind.into(),
        parent: parent.into(),
        ..UnitInput::default()
    };
    add(desk, &input, june(1, 8, 0)).expect("adds a unit").id
}

/// A draft with numbers in the table.
pub fn draft(desk: &Desk, figures: &[(&str, i64)]) -> Draft {
    let figures = figures.iter();
    let content = Content {
        figures: figures
            .map(|(id, n)| ((*id).into(), Answer::number(*n)))
            .collect(),
        ..Content::default()
    };
    draft::of_content(&desk.campaign, &content)
}

/// Hands a draft in at a moment, warnings accepted, with a reason where one is given.
pub fn hand_in(desk: &mut Desk, unit: UnitId, at: &str, draft: &Draft, reason: &str, now: Instant) {
    let how = SubmitAs {
        reason: reason.into(),
        accept_warnings: !reason.is_empty(),
        ..SubmitAs::default()
    };
    submit(desk, unit, &period(at), draft, &how, now).expect("is handed in");
}

/// Registers a liaison.
pub fn register(desk: &mut Desk, unit: UnitId, name: &str, now: Instant) {
    let draft = Draft {
        fields: [("name".into(), name.to_owned())].into(),
        ..Draft::default()
    };
    hand_in(desk, unit, "registration", &draft, "", now);
}
