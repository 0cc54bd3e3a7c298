//! On time or late: deadlines, extensions, what came on paper earlier, and until when it can be taken back.

use super::*;

#[test]
fn late_work_is_taken_and_marked() {
    let (mut desk, unit) = desk();
    let now = at(6, 5, 0, 0);
    assert_eq!(state_of(&desk, unit, &weekly(1), now), State::Missing);
    let done = submitted(&mut desk, unit, &typed(&[]), now);
    assert!(done.is_late);
    assert_eq!(state_of(&desk, unit, &weekly(1), now), State::Late);
}

#[test]
fn withdrawing_ends_at_the_unit_s_own_deadline() {
    let (mut desk, unit) = desk();
    submitted(&mut desk, unit, &typed(&[]), at(6, 3, 9, 0));
    let after = at(6, 5, 0, 0);
    let fault = withdraw(&mut desk, unit, &weekly(1), "改", after).expect_err("too late");
    assert!(fault.message.contains("6月4日 24:00"), "{fault}");
    extend(
        &mut desk,
        &[unit],
        &weekly(1),
        at(6, 6, 12, 0),
        "防汛",
        after,
    )
    .expect("extends");
    withdraw(&mut desk, unit, &weekly(1), "", after).expect("the extension holds, no reason asked");
}

#[test]
fn an_extension_moves_what_is_late_and_can_be_taken_back() {
    let (mut desk, unit) = desk();
    let now = at(6, 4, 9, 0);
    let too_early = extend(&mut desk, &[unit], &weekly(1), at(6, 5, 0, 0), "防汛", now);
    assert!(too_early.is_err(), "that is the deadline as it is");
    assert!(extend(&mut desk, &[unit], &weekly(1), at(6, 8, 0, 0), " ", now).is_err());
    extend(&mut desk, &[unit], &weekly(1), at(6, 8, 0, 0), "防汛", now).expect("extends");
    let done = submitted(&mut desk, unit, &typed(&[]), at(6, 7, 9, 0));
    assert!(!done.is_late);
    cancel_extension(&mut desk, unit, &weekly(1), "误设", at(6, 7, 10, 0)).expect("takes back");
    assert_eq!(
        state_of(&desk, unit, &weekly(1), at(6, 7, 11, 0)),
        State::Late
    );
    assert!(cancel_extension(&mut desk, unit, &weekly(1), "误设", now).is_err());
}

#[test]
fn what_came_on_paper_earlier_is_on_time_and_its_figures_may_follow() {
    let (mut desk, unit) = desk();
    let now = at(6, 8, 9, 0);
    let mut paper = Receive {
        channel: Channel::Paper,
        received_at: Some(at(6, 4, 16, 0)),
        reason: String::new(),
        instead: false,
    };
    let silent = record_receipt(&mut desk, unit, &weekly(1), &paper, now);
    assert!(silent.is_err(), "setting the time needs a reason");
    paper.reason = "收发室签收".to_owned();
    let noted = record_receipt(&mut desk, unit, &weekly(1), &paper, now).expect("notes");
    assert!(!noted.is_late && noted.revision.content == Content::default());
    let figures = typed(&[("posters", "3")]);
    let how = because("补录纸质数字");
    let done = submit(&mut desk, unit, &weekly(1), &figures, &how, now).expect("follows");
    assert!(!done.is_late, "the paper was on time");
    // A second receipt keeps the figures that were typed.
    let again = record_receipt(&mut desk, unit, &weekly(1), &paper, now).expect("notes");
    assert_eq!(again.revision.content, done.revision.content);
    paper.received_at = Some(at(6, 8, 9, 1));
    let ahead = record_receipt(&mut desk, unit, &weekly(1), &paper, now);
    assert!(ahead.is_err(), "nothing is received in the future");
}

#[test]
fn more_time_is_granted_for_what_is_owed_alone_and_what_is_owed_is_named() {
    let (mut desk, unit) = desk();
    let now = at(6, 12, 9, 0);
    unit::join(&mut desk, unit, Some(day(6, 10)), now).expect("joins");
    let until = at(6, 30, 0, 0);
    let refused = extend(&mut desk, &[unit], &weekly(1), until, "防汛", now);
    let fault = refused.expect_err("it was not there yet");
    assert_eq!(fault.message, "甲医院不用报“每周活动材料·第1周”，不能延期");
    assert!(
        fault.hint.contains("weekly/2") && !fault.hint.contains("weekly/1"),
        "{fault}"
    );
    extend(&mut desk, &[unit], &weekly(2), until, "防汛", now).expect("that it owes");
}
