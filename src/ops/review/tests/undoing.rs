//! What was decided in error is taken back: a remark, and a decision between two that say different things.

use super::*;
use crate::ops::audit;
use crate::ops::sample::{levels, send_up};

fn posters(revision: Option<&Revision>) -> Option<i64> {
    let posters = revision?.content.figures.get("posters");
    posters.and_then(crate::domain::figure::Answer::as_number)
}

#[test]
fn a_remark_that_was_made_in_error_is_taken_back_and_the_others_hold() {
    let mut desk = desk();
    let unit = unit(&mut desk, "甲医院", "direct", "");
    let typed = draft(&desk, &[("posters", 3)]);
    hand_in(&mut desk, unit, "weekly/1", &typed, "", june(3, 9, 0));
    let nothing = take_back(&mut desk, unit, &week(), None, &[], june(4, 8, 0));
    assert!(nothing.is_err(), "nothing was returned");
    let remarks = vec![
        remark("posters", "请核对"),
        remark("study_people", "看错了"),
    ];
    give_back(&mut desk, unit, &week(), None, remarks, june(4, 9, 0)).expect("is returned");
    let mut at = |place: &[Place], minute| {
        take_back(&mut desk, unit, &week(), None, place, june(4, 10, minute))
    };
    assert!(at(&[Place::Narrative], 0).is_err(), "there is none");
    let held = at(&[Place::Figure("study_people".into())], 1).expect("is taken back");
    assert_eq!(
        (held.verdict, held.comments),
        (Verdict::Returned, vec![remark("posters", "请核对")])
    );
    // The last one: nobody has decided any more.
    let held = at(&[], 2).expect("is taken back");
    assert_eq!((held.verdict, held.comments.len()), (Verdict::TakenBack, 0));
    let known = look(&desk, unit, &week()).expect("reads");
    assert_eq!(known.state, ReviewState::Received);
    assert_eq!(known.returned(&desk.campaign), None);
    assert_eq!(
        labels(&desk),
        [("甲医院 weekly/1".to_owned(), vec!["新报送"])]
    );
    let noted = audit::list(&desk, &Default::default()).expect("reads");
    let told = noted.iter().filter(|one| one.detail.contains("撤回 "));
    let told: Vec<_> = told.map(|one| one.act.label()).collect();
    assert_eq!(told, ["撤回意见", "撤回意见"]);
    accept(&mut desk, unit, &week(), None, june(4, 11, 0)).expect("is accepted");
}

#[test]
fn a_remark_that_is_taken_back_is_gone_on_the_unit_s_desk_too() {
    let root = tempfile::tempdir().expect("a folder");
    let (mut above, mut below) = levels(root.path(), false);
    let own = below.seat.unit;
    let mut typed = draft(&below, &[("posters", 3)]);
    typed.narrative = "张贴标语。".into();
    hand_in(&mut below, own, "weekly/1", &typed, "", june(3, 9, 0));
    send_up(&mut below, &mut above, june(3, 10, 0));
    let there = above.units().expect("reads")[1].id;
    let remarks = vec![remark("posters", "请核对")];
    give_back(&mut above, there, &week(), None, remarks, june(4, 9, 0)).expect("is returned");
    let state = |above: &mut Desk, below: &mut Desk, at: Instant| {
        crate::ops::sample::send_down(above, below, at);
        look(below, own, &week()).expect("reads").state
    };
    assert_eq!(
        state(&mut above, &mut below, june(4, 10, 0)),
        ReviewState::Returned
    );
    take_back(&mut above, there, &week(), None, &[], june(4, 11, 0)).expect("is taken back");
    assert_eq!(
        state(&mut above, &mut below, june(4, 12, 0)),
        ReviewState::Received
    );
}

/// Two that say different things about a unit of this desk, the second from elsewhere.
fn contested(desk: &mut Desk) -> UnitId {
    let unit = unit(desk, "甲医院", "direct", "");
    let typed = draft(desk, &[("posters", 3)]);
    hand_in(desk, unit, "weekly/1", &typed, "", june(3, 9, 0));
    let theirs = draft(desk, &[("posters", 5)]);
    let duty = desk.duty(&week()).expect("is there").clone();
    let due = desk.period(&week()).expect("is there");
    let when = due.read_on(desk.campaign.days, june(3, 10, 0).date());
    let theirs = crate::domain::submission::read(&desk.campaign, &duty, &theirs, when).content;
    foreign(desk, unit, "weekly/1", &theirs, "ff", june(3, 10, 0));
    unit
}

#[test]
fn a_decision_that_is_taken_back_leaves_two_that_say_different_things() {
    let mut desk = desk();
    let unit = contested(&mut desk);
    let before = look(&desk, unit, &week()).expect("reads");
    let again = |desk: &mut Desk, stands, reason: &str| {
        reopen(desk, unit, &week(), stands, reason, june(4, 10, 0))
    };
    assert!(
        again(&mut desk, None, "选错").is_err(),
        "nothing was decided"
    );
    let stands = decide(&mut desk, unit, &week(), 1, None, "电话核实", june(4, 9, 0));
    let stands = stands.expect("is decided");
    assert!(
        again(&mut desk, None, " ").is_err(),
        "it has to be said why"
    );
    assert!(
        again(&mut desk, Some(stands - 1), "选错").is_err(),
        "that is not what stands"
    );
    again(&mut desk, Some(stands), "选错").expect("is taken back");
    let after = look(&desk, unit, &week()).expect("reads");
    assert_eq!(
        posters(after.standing.as_ref()),
        posters(before.standing.as_ref())
    );
    assert_eq!(after.rivals, before.rivals);
    let noted = audit::list(&desk, &Default::default()).expect("reads");
    let is_told = |detail: &str| detail.contains("撤销第") && detail.contains("理由：选错");
    assert!(noted.iter().any(|one| is_told(&one.detail)));
    let other = decide(&mut desk, unit, &week(), 2, None, "再核实", june(4, 11, 0));
    other.expect("is decided otherwise");
    let known = look(&desk, unit, &week()).expect("reads");
    assert_eq!(posters(known.standing.as_ref()), Some(5));
}

/// The unit's own desk follows the one above in all three: what is said differently, how it was decided, and that it is open again.
#[test]
fn a_decision_that_is_taken_back_is_open_again_on_the_unit_s_desk_too() {
    let root = tempfile::tempdir().expect("a folder");
    let (mut above, mut below) = levels(root.path(), false);
    let own = below.seat.unit;
    let there = above.units().expect("reads")[1].id;
    // A form that came to the desk above by another way, and what the unit's own desk sends.
    for (desk, unit, number) in [(&mut above, there, 5), (&mut below, own, 3)] {
        let mut typed = draft(desk, &[("posters", number)]);
        typed.narrative = "张贴标语。".into();
        hand_in(desk, unit, "weekly/1", &typed, "", june(3, 9, 0));
    }
    send_up(&mut below, &mut above, june(3, 10, 0));
    let said = |above: &mut Desk, below: &mut Desk, at: Instant| {
        crate::ops::sample::send_down(above, below, at);
        let said = [(&*above, there), (&*below, own)].map(|(desk, unit)| {
            let known = look(desk, unit, &week()).expect("reads");
            let rivals = known.rivals.iter().map(|one| posters(Some(one)));
            let rivals: Vec<_> = rivals.collect();
            (posters(known.standing.as_ref()), rivals)
        });
        assert_eq!(said[0], said[1], "both desks see the same");
        said[0].clone()
    };
    let open = said(&mut above, &mut below, june(4, 9, 0));
    assert_eq!(open.1.len(), 1, "two say different things");
    let first = look(&above, there, &week()).expect("reads");
    let mut versions = first.versions();
    let chosen = versions.find(|one| posters(Some(one)) == Some(5));
    let number = chosen.expect("is there").number;
    let stands = decide(
        &mut above,
        there,
        &week(),
        number,
        None,
        "电话核实",
        june(4, 10, 0),
    );
    let stands = stands.expect("is decided");
    let decided = said(&mut above, &mut below, june(4, 11, 0));
    assert_eq!(decided, (Some(5), Vec::new()));
    let undone = reopen(
        &mut above,
        there,
        &week(),
        Some(stands),
        "选错",
        june(4, 12, 0),
    );
    undone.expect("is taken back");
    assert_eq!(said(&mut above, &mut below, june(4, 13, 0)), open);
}

#[test]
fn a_correction_is_no_decision_that_could_be_taken_back() {
    let mut desk = desk();
    let unit = contested(&mut desk);
    decide(&mut desk, unit, &week(), 1, None, "电话核实", june(4, 9, 0)).expect("is decided");
    let typed = draft(&desk, &[("posters", 7)]);
    hand_in(&mut desk, unit, "weekly/1", &typed, "数错", june(4, 10, 0));
    let refused = reopen(&mut desk, unit, &week(), None, "选错", june(4, 11, 0));
    assert!(refused.is_err(), "what came since would be undone");
}

/// Nobody below has filled most of a table in: the total says nothing there, and nobody is to mend anything.
#[test]
fn blanks_of_a_total_are_no_problem_of_it() {
    let root = tempfile::tempdir().expect("a folder");
    let (mut above, mut middle) = levels(root.path(), true);
    let below = unit(&mut middle, "一站", "medical", "");
    let mut typed = draft(&middle, &[("posters", 3)]);
    typed.narrative = "本月组织学习。".into();
    hand_in(
        &mut middle,
        below,
        "final",
        &typed,
        "其余没有发生",
        june(30, 9, 0),
    );
    let how = crate::ops::rollup::RollUpAs::default();
    crate::ops::rollup::roll_up(&mut middle, &period("final"), &how, june(30, 10, 0))
        .expect("adds up");
    send_up(&mut middle, &mut above, june(30, 11, 0));
    let listed = inbox(&above).expect("reads");
    let of_final = listed
        .iter()
        .find(|one| one.period == period("final"))
        .expect("is listed");
    assert_eq!(of_final.needs, [Need::New]);
}
