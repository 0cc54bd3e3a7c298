//! What is decided about an answer, what needs somebody, and what two desks say.

mod undoing;

use super::*;
use crate::domain::counting::Counting;
use crate::domain::id::FigureId;
use crate::domain::outlier::Outlier;
use crate::ops::sample::{desk, draft, foreign, hand_in, june, period, unit};
use crate::ops::total::{Extent, total_counting};

fn week() -> PeriodId {
    period("weekly/1")
}

fn remark(figure: &str, text: &str) -> Comment {
    Comment {
        place: Place::Figure(FigureId::from(figure)),
        text: text.to_owned(),
    }
}

fn labels(desk: &Desk) -> Vec<(String, Vec<&'static str>)> {
    let items = inbox(desk).expect("reads");
    items
        .iter()
        .map(|item| {
            let needs = item.needs.iter().map(Need::label).collect();
            (format!("{} {}", item.unit.name, item.period), needs)
        })
        .collect()
}

#[test]
fn an_answer_is_returned_corrected_and_accepted() {
    let mut desk = desk();
    let unit = unit(&mut desk, "甲医院", "direct", "");
    let typed = draft(&desk, &[("posters", 3)]);
    hand_in(&mut desk, unit, "weekly/1", &typed, "", june(3, 9, 0));
    assert_eq!(
        labels(&desk),
        [("甲医院 weekly/1".to_owned(), vec!["新报送"])]
    );

    let empty = give_back(
        &mut desk,
        unit,
        &week(),
        None,
        vec![remark("posters", " ")],
        june(4, 9, 0),
    );
    assert!(empty.is_err(), "a return without a remark says nothing");
    let unknown = give_back(
        &mut desk,
        unit,
        &week(),
        None,
        vec![remark("nothing", "改")],
        june(4, 9, 0),
    );
    assert!(unknown.is_err());
    let remarks = vec![remark("posters", "少了一张")];
    give_back(
        &mut desk,
        unit,
        &week(),
        None,
        remarks.clone(),
        june(4, 9, 0),
    )
    .expect("is returned");
    let known = look(&desk, unit, &week()).expect("reads");
    assert_eq!(known.state, ReviewState::Returned);
    assert_eq!(known.review.expect("holds").comments, remarks);
    assert_eq!(labels(&desk), [], "it waits for the unit now");

    let typed = draft(&desk, &[("posters", 4)]);
    hand_in(&mut desk, unit, "weekly/1", &typed, "补上", june(5, 9, 0));
    let known = look(&desk, unit, &week()).expect("reads");
    assert_eq!(
        (known.state, known.history.len()),
        (ReviewState::Received, 1)
    );
    assert_eq!(
        labels(&desk),
        [("甲医院 weekly/1".to_owned(), vec!["退回后重报"])]
    );

    let stale = known.history[0].revision.clone();
    let refused = accept(&mut desk, unit, &week(), Some(&stale), june(5, 10, 0));
    assert!(
        refused.is_err(),
        "another revision than the one that was looked at"
    );
    accept(&mut desk, unit, &week(), None, june(5, 10, 0)).expect("is accepted");
    assert_eq!(
        look(&desk, unit, &week()).expect("reads").state,
        ReviewState::Accepted
    );
    assert_eq!(labels(&desk), []);
}

#[test]
fn further_remarks_join_those_that_hold_until_something_new_is_sent() {
    let mut desk = desk();
    let unit = unit(&mut desk, "甲医院", "direct", "");
    let typed = draft(&desk, &[("posters", 3)]);
    hand_in(&mut desk, unit, "weekly/1", &typed, "", june(3, 9, 0));
    let whole = Comment {
        place: Place::Whole,
        text: "请由负责人看过".into(),
    };
    let give_back = |desk: &mut Desk, remark: &Comment, now| {
        let remarks = vec![remark.clone()];
        give_back(desk, unit, &week(), None, remarks, now).expect("is returned")
    };
    let holds = |desk: &Desk| {
        let known = look(desk, unit, &week()).expect("reads");
        known.review.map(|review| review.comments)
    };
    let (first, other) = (remark("posters", "少了一张"), remark("posters", "少了两张"));
    give_back(&mut desk, &first, june(4, 9, 0));
    // In the same moment, and with a clock that was set back.
    let both = give_back(&mut desk, &whole, june(4, 9, 0)).comments;
    assert_eq!(both, [first, whole.clone()]);
    assert_eq!(holds(&desk), Some(both));
    give_back(&mut desk, &other, june(4, 8, 0));
    assert_eq!(holds(&desk), Some(vec![whole.clone(), other.clone()]));

    // What was accepted meanwhile is settled, and so is what was said of an earlier revision.
    accept(&mut desk, unit, &week(), None, june(4, 10, 0)).expect("is accepted");
    give_back(&mut desk, &other, june(4, 11, 0));
    assert_eq!(holds(&desk), Some(vec![other]));
    let typed = draft(&desk, &[("posters", 5)]);
    hand_in(&mut desk, unit, "weekly/1", &typed, "补上", june(5, 9, 0));
    give_back(&mut desk, &whole, june(5, 10, 0));
    assert_eq!(holds(&desk), Some(vec![whole]));
}

#[test]
fn what_cannot_be_held_against_each_other_is_not_said_to_be_the_same() {
    let mut desk = desk();
    let unit = unit(&mut desk, "甲医院", "direct", "");
    let typed = draft(&desk, &[("posters", 3)]);
    hand_in(&mut desk, unit, "weekly/1", &typed, "", june(3, 9, 0));
    let review = Review {
        revision: "ff".into(),
        verdict: Verdict::Returned,
        at: june(2, 9, 0),
        by: "汇总单位".into(),
        comments: vec![remark("posters", "请核对")],
    };
    let put = desk
        .store
        .write(|writer| writer.put_review(unit, &week(), &review));
    assert!(put.expect("writes"));
    let items = inbox(&desk).expect("reads");
    let before = items[0].before.as_ref().expect("was reviewed");
    assert_eq!((&before.changes, before.changed()), (&None, None));
    assert_eq!(before.details(&desk.campaign).len(), 1);
}

#[test]
fn what_stands_returned_is_read_without_what_was_accepted_or_came_again() {
    let mut desk = desk();
    let names = ["甲医院", "乙医院", "丙医院"];
    let units = names.map(|name| unit(&mut desk, name, "direct", ""));
    let typed = draft(&desk, &[("posters", 3)]);
    for unit in units {
        hand_in(&mut desk, unit, "weekly/1", &typed, "", june(3, 9, 0));
    }
    accept(&mut desk, units[0], &week(), None, june(4, 9, 0)).expect("is accepted");
    for unit in &units[1..] {
        let remarks = vec![remark("posters", "请核对")];
        give_back(&mut desk, *unit, &week(), None, remarks, june(4, 9, 0)).expect("is returned");
    }
    let again = draft(&desk, &[("posters", 4)]);
    hand_in(&mut desk, units[2], "weekly/1", &again, "改", june(5, 9, 0));

    let read = desk.store.read().reviews_of_returned().expect("reads");
    assert_eq!(
        read.iter().map(|(unit, _, _)| *unit).collect::<Vec<_>>(),
        [units[1]]
    );
    let standing = returned(desk.store.read()).expect("reads");
    assert_eq!(
        standing.into_keys().collect::<Vec<_>>(),
        [(units[1], week())]
    );
    take_back(&mut desk, units[1], &week(), None, &[], june(6, 9, 0)).expect("is taken back");
    assert!(returned(desk.store.read()).expect("reads").is_empty());
}

#[test]
fn nothing_is_decided_about_nothing() {
    let mut desk = desk();
    let unit = unit(&mut desk, "甲医院", "direct", "");
    assert!(accept(&mut desk, unit, &week(), None, june(4, 9, 0)).is_err());
    let seat = desk.seat.unit;
    assert!(accept(&mut desk, seat, &week(), None, june(4, 9, 0)).is_err());
    assert!(decide(&mut desk, unit, &week(), 1, None, "x", june(4, 9, 0)).is_err());
}

#[test]
fn a_number_far_from_the_unit_s_own_weeks_or_its_kind_is_told() {
    let mut desk = desk();
    let names = ["甲", "乙", "丙", "丁", "戊"];
    let units: Vec<UnitId> = names
        .iter()
        .map(|name| unit(&mut desk, name, "direct", ""))
        .collect();
    for (unit, posters) in units.iter().zip([10, 11, 12, 11, 90]) {
        let typed = draft(&desk, &[("posters", posters)]);
        hand_in(&mut desk, *unit, "weekly/1", &typed, "", june(3, 9, 0));
    }
    let items = inbox(&desk).expect("reads");
    assert_eq!(
        (items[0].unit.name.as_str(), items[0].needs[0].label()),
        ("戊", "数字异常")
    );
    let Need::Strange(strange) = &items[0].needs[0] else {
        panic!("it is strange");
    };
    let expected = Outlier {
        number: 90,
        median: 11,
        usual: 1,
    };
    assert_eq!((strange[0].outlier, strange[0].is_own), (expected, false));
    assert!(items[1..].iter().all(|item| item.needs == [Need::New]));
}

#[test]
fn a_person_decides_between_two_that_say_different_things() {
    let mut desk = desk();
    let unit = unit(&mut desk, "甲医院", "direct", "");
    let typed = draft(&desk, &[("posters", 3)]);
    hand_in(&mut desk, unit, "weekly/1", &typed, "", june(3, 9, 0));
    let theirs = draft(&desk, &[("posters", 5)]);
    let duty = desk.duty(&week()).expect("is there").clone();
    let due = desk.period(&week()).expect("is there");
    let when = due.read_on(desk.campaign.days, june(3, 10, 0).date());
    let theirs = crate::domain::submission::read(&desk.campaign, &duty, &theirs, when).content;
    foreign(&mut desk, unit, "weekly/1", &theirs, "ff", june(3, 10, 0));
    assert_eq!(labels(&desk)[0].1[0], "两种说法");
    assert!(accept(&mut desk, unit, &week(), None, june(4, 9, 0)).is_err());
    let known = look(&desk, unit, &week()).expect("reads");
    assert_eq!(known.rivals.len(), 1);
    // The second came in after the first was read.
    let moment = june(4, 8, 0);
    assert!(decide(&mut desk, unit, &week(), 1, Some(&[1]), "核实", moment).is_err());
    let number = decide(
        &mut desk,
        unit,
        &week(),
        1,
        Some(&[1, 2]),
        "电话核实",
        june(4, 9, 0),
    )
    .expect("is decided");
    let known = look(&desk, unit, &week()).expect("reads");
    let standing = known.standing.expect("stands");
    assert_eq!((standing.number, known.rivals.len()), (number, 0));
    let posters = standing.content.figures.get("posters");
    assert_eq!(
        posters.and_then(crate::domain::figure::Answer::as_number),
        Some(3)
    );
    accept(&mut desk, unit, &week(), None, june(4, 10, 0)).expect("may be accepted now");
}

#[test]
fn what_was_accepted_counts_on_beside_a_rival_that_nobody_accepted() {
    let mut desk = desk();
    let unit = unit(&mut desk, "甲医院", "direct", "");
    let typed = draft(&desk, &[("posters", 3)]);
    hand_in(&mut desk, unit, "weekly/1", &typed, "", june(3, 9, 0));
    accept(&mut desk, unit, &week(), None, june(3, 9, 30)).expect("is accepted");
    let theirs = draft(&desk, &[("posters", 5)]);
    let duty = desk.duty(&week()).expect("is there").clone();
    let due = desk.period(&week()).expect("is there");
    let when = due.read_on(desk.campaign.days, june(3, 10, 0).date());
    let theirs = crate::domain::submission::read(&desk.campaign, &duty, &theirs, when).content;
    foreign(&mut desk, unit, "weekly/1", &theirs, "ff", june(3, 10, 0));

    let posters = |desk: &mut Desk| {
        let table = desk.campaign.tables[0].id.clone();
        let (scope, counting, now) = (desk.seat.unit, Counting::Accepted, june(4, 12, 0));
        let total = total_counting(desk, &table, scope, &Extent::Whole, counting, now);
        let total = total.expect("adds up");
        let sum = total.figure(&FigureId::from("posters")).expect("asked");
        (sum.total.number, total.forms.second.len())
    };
    assert_eq!(
        posters(&mut desk),
        (Some(3), 1),
        "and it says that there are two"
    );
    let known = look(&desk, unit, &week()).expect("reads");
    let states: Vec<ReviewState> = known.versions().map(|one| known.state_of(one)).collect();
    assert_eq!(states, [ReviewState::Accepted, ReviewState::Received]);
    // What stands is the very one that was accepted: nobody has corrected anything.
    assert_eq!(
        labels(&desk),
        [("甲医院 weekly/1".to_owned(), vec!["两种说法"])]
    );

    decide(&mut desk, unit, &week(), 1, None, "电话核实", june(4, 9, 0)).expect("is decided");
    let known = look(&desk, unit, &week()).expect("reads");
    assert_eq!(
        (known.state, known.rivals.len()),
        (ReviewState::Accepted, 0)
    );
    assert_eq!(posters(&mut desk), (Some(3), 0));
}
