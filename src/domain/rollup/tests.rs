//! Weeks and final reports folded by hand, and the laws that every fold keeps.

use proptest::prelude::*;

use super::*;
use Accumulation::{Flow, Listed, Stock};
use Basis::{Cumulative, Increment};

fn n(number: i64) -> Option<Answer> {
    Some(Answer::number(number))
}

fn text(text: &str) -> Option<Answer> {
    Some(Answer::Value(Value::Text(text.to_owned())))
}

const NA: Option<Answer> = Some(Answer::NotApplicable);
const BLANK: Option<Answer> = None;

fn folded(accumulation: Accumulation, steps: &[(Basis, Option<Answer>)]) -> Effective {
    let steps = steps.iter().map(|(basis, answer)| Step {
        basis: *basis,
        answer: answer.as_ref(),
    });
    fold(accumulation, steps)
}

fn weeks(answers: [Option<Answer>; 4]) -> Vec<(Basis, Option<Answer>)> {
    answers
        .into_iter()
        .map(|answer| (Increment, answer))
        .collect()
}

#[test]
fn what_four_weeks_amount_to() {
    for (accumulation, answers, expected) in [
        (Flow, [n(3), n(0), n(2), n(1)], n(6)),
        (Flow, [BLANK, BLANK, BLANK, BLANK], BLANK),
        (Flow, [BLANK, n(0), BLANK, BLANK], n(0)),
        (Flow, [NA, BLANK, NA, BLANK], NA),
        (Flow, [NA, n(4), NA, n(1)], n(5)),
        (Flow, [n(4), NA, BLANK, BLANK], n(4)),
        (Stock, [n(30), n(28), BLANK, BLANK], n(28)),
        (Stock, [n(30), n(0), BLANK, BLANK], n(0)),
        (Stock, [n(30), BLANK, NA, BLANK], NA),
        (Stock, [NA, n(7), BLANK, BLANK], n(7)),
        (
            Listed,
            [text("展板"), text("讲座、展板"), BLANK, text("直播")],
            text("展板、讲座、直播"),
        ),
        (Listed, [NA, text("展板"), NA, BLANK], text("展板")),
        (Listed, [BLANK, NA, BLANK, BLANK], NA),
    ] {
        let effective = folded(accumulation, &weeks(answers.clone()));
        assert_eq!(effective.answer, expected, "{accumulation:?} {answers:?}");
        assert!(effective.differences.is_empty());
    }
}

#[test]
fn what_the_final_report_sets() {
    let difference = |sum_so_far, set| Some((sum_so_far, set));
    for (before, set, expected, expected_difference) in [
        ([n(3), n(2), BLANK, n(1)], n(6), n(6), None),
        ([n(3), n(2), BLANK, n(1)], n(9), n(9), difference(6, 9)),
        ([n(3), n(2), BLANK, n(1)], n(0), n(0), difference(6, 0)),
        // A blank says nothing, so the sum stays.
        ([n(3), n(2), BLANK, n(1)], BLANK, n(6), None),
        // 不涉及 after work was reported contradicts it.
        ([n(3), n(2), BLANK, n(1)], NA, NA, difference(6, 0)),
        ([n(0), BLANK, BLANK, BLANK], NA, NA, None),
        ([n(0), BLANK, BLANK, BLANK], n(5), n(5), difference(0, 5)),
        // Nothing was said before: there is no sum to differ from.
        ([BLANK, BLANK, BLANK, BLANK], n(5), n(5), None),
        ([NA, BLANK, BLANK, BLANK], n(5), n(5), None),
    ] {
        let mut steps = weeks(before.clone());
        steps.push((Cumulative, set.clone()));
        let effective = folded(Flow, &steps);
        assert_eq!(effective.answer, expected, "{before:?} then {set:?}");
        let found = effective.differences.first();
        assert_eq!(
            found.map(|found| (found.sum_so_far, found.set)),
            expected_difference,
            "{before:?} then {set:?}"
        );
        assert!(found.is_none_or(|found| found.step == 4));
    }
}

#[test]
fn an_increment_after_a_cumulative_answer_adds_to_it() {
    let steps = [(Increment, n(3)), (Cumulative, n(10)), (Increment, n(2))];
    let effective = folded(Flow, &steps);
    assert_eq!(effective.answer, n(12));
    assert_eq!(effective.differences.len(), 1);
    // 不涉及 set by a cumulative answer gives way to later work.
    let steps = [(Cumulative, NA), (Increment, n(2))];
    assert_eq!(folded(Flow, &steps).answer, n(2));
}

#[test]
fn a_corrected_week_moves_the_difference_and_not_what_the_final_report_set() {
    let with_second_week = |second| {
        let mut steps = weeks([n(3), n(second), BLANK, n(1)]);
        steps.push((Cumulative, n(8)));
        folded(Flow, &steps)
    };
    let before = with_second_week(2);
    let after = with_second_week(5);
    assert_eq!((before.answer, after.answer), (n(8), n(8)));
    assert_eq!(before.differences[0].amount(), 2);
    assert_eq!(after.differences[0].amount(), -1);
    assert!(with_second_week(4).differences.is_empty());
}

#[test]
fn cumulative_reports_grow_quietly_and_shrink_loudly() {
    let monthly = [(Cumulative, n(4)), (Cumulative, n(9)), (Cumulative, n(9))];
    assert!(folded(Flow, &monthly).differences.is_empty());
    let shrinking = [(Cumulative, n(9)), (Cumulative, n(4))];
    assert_eq!(folded(Flow, &shrinking).differences[0].amount(), -5);
}

#[test]
fn a_later_agreement_does_not_hide_an_earlier_difference() {
    let steps = [
        (Increment, n(8)),
        (Cumulative, n(10)),
        (Increment, n(5)),
        (Cumulative, n(15)),
    ];
    let effective = folded(Flow, &steps);
    assert_eq!(effective.answer, n(15));
    assert_eq!(
        effective.differences,
        [Difference {
            step: 1,
            sum_so_far: 8,
            set: 10
        }]
    );
}

#[test]
fn a_total_tells_blank_zero_and_not_applicable_apart() {
    let mut total = Total::default();
    for (unit, answer) in [n(3), n(0), NA, BLANK, n(4)].iter().enumerate() {
        total.add(UnitId(unit as i64), answer.as_ref());
    }
    assert_eq!(total.number, Some(7));
    assert_eq!(
        (total.answered, total.not_applicable, total.blank),
        (3, 1, 1)
    );
    assert_eq!(total.answer(), n(7));

    let mut silent = Total::default();
    silent.add(UnitId(1), None);
    assert_eq!(silent.answer(), None);
    silent.add(UnitId(2), NA.as_ref());
    assert_eq!(silent.answer(), None, "nobody knows of the first");
    let mut unanimous = Total::default();
    unanimous.add(UnitId(2), NA.as_ref());
    assert_eq!(unanimous.answer(), NA);
    silent.add(UnitId(3), n(0).as_ref());
    assert_eq!(silent.answer(), n(0));
}

#[test]
fn texts_are_listed_once_with_their_units() {
    let mut total = Total::default();
    total.add(UnitId(2), text("讲座、展板").as_ref());
    total.add(UnitId(1), text("展板；展板").as_ref());
    assert_eq!(total.texts["展板"], [UnitId(1), UnitId(2)]);
    assert_eq!(total.texts["讲座"], [UnitId(2)]);
    assert_eq!(total.answered, 2);
}

#[test]
fn yes_and_no_are_counted_and_a_count_from_below_is_added() {
    let yes_no = |yes| Some(Answer::Value(Value::YesNo(yes)));
    let counted = |yes, no| Some(Answer::Value(Value::YesNos(YesNoCount { yes, no })));
    let total_of = |answers: &[Option<Answer>]| {
        let mut total = Total::default();
        for (unit, answer) in (1..).zip(answers) {
            total.add(UnitId(unit), answer.as_ref());
        }
        total
    };
    let below = total_of(&[yes_no(true), yes_no(false), NA, yes_no(true), BLANK]);
    assert_eq!(below.answer(), counted(2, 1));
    assert_eq!(
        (below.answered, below.not_applicable, below.blank),
        (3, 1, 1)
    );
    let above = total_of(&[below.answer(), yes_no(true), yes_no(false)]);
    assert_eq!(
        above.answer(),
        counted(3, 2),
        "what came from below and two more"
    );
    assert_eq!(
        total_of(&[yes_no(false)]).answer(),
        yes_no(false),
        "one alone is itself"
    );
    assert_eq!(total_of(&[NA, BLANK]).answer(), None);
}

#[test]
fn a_parents_own_number_beside_its_childrens_is_flagged() {
    let placed = |unit, path, number| Placed {
        unit: UnitId(unit),
        path,
        number,
    };
    let found = overlaps(&[
        placed(15, "/1/2/15/", 4),
        placed(2, "/1/2/", 9),
        placed(1, "/1/", 0),
        placed(3, "/1/3/", 7),
        placed(31, "/1/3/31/", 0),
        placed(20, "/1/20/", 5),
        placed(16, "/1/2/16/", 5),
    ]);
    assert_eq!(
        found,
        [Overlap {
            unit: UnitId(2),
            own: 9,
            below: 9
        }],
        "3 has only a zero below it, and 20 does not lie below 2"
    );
}

fn any_answer() -> impl Strategy<Value = Option<Answer>> {
    prop_oneof![
        Just(BLANK),
        Just(NA),
        (0i64..1_000_000).prop_map(n),
        prop_oneof![Just(i64::MAX), Just(i64::MIN), any::<i64>()].prop_map(n),
        "[甲乙、；]{0,6}".prop_map(|t| text(&t)),
        any::<bool>().prop_map(|yes| Some(Answer::Value(Value::YesNo(yes)))),
    ]
}

fn any_step() -> impl Strategy<Value = (Basis, Option<Answer>)> {
    (prop_oneof![Just(Increment), Just(Cumulative)], any_answer())
}

proptest! {
    #[test]
    fn increments_fold_to_their_sum(numbers in proptest::collection::vec(proptest::option::of(0i64..1_000_000), 0..12)) {
        let steps: Vec<_> = numbers.iter().map(|number| (Increment, number.map(Answer::number))).collect();
        let sum = numbers.iter().flatten().copied().reduce(|a, b| a + b);
        let effective = folded(Flow, &steps);
        prop_assert_eq!(effective.answer, sum.map(Answer::number));
        prop_assert!(effective.differences.is_empty());
    }

    #[test]
    fn a_cumulative_number_sets(before in proptest::collection::vec(any_step(), 0..8), set in 0i64..1_000_000) {
        let mut steps = before;
        steps.push((Cumulative, n(set)));
        prop_assert_eq!(folded(Flow, &steps).answer, n(set));
    }

    #[test]
    fn the_sum_so_far_and_the_difference_make_what_was_set(
        weeks in proptest::collection::vec(0i64..1_000_000, 1..6),
        set in 0i64..1_000_000,
    ) {
        let mut steps: Vec<_> = weeks.iter().map(|week| (Increment, n(*week))).collect();
        steps.push((Cumulative, n(set)));
        let amount: i64 = folded(Flow, &steps).differences.iter().map(Difference::amount).sum();
        prop_assert_eq!(weeks.iter().sum::<i64>() + amount, set);
    }

    #[test]
    fn nothing_makes_the_fold_or_the_total_panic(
        steps in proptest::collection::vec(any_step(), 0..8),
        accumulation in prop_oneof![Just(Flow), Just(Stock), Just(Listed)],
    ) {
        let mut total = Total::default();
        for unit in 0..3 {
            let effective = folded(accumulation, &steps);
            for difference in &effective.differences {
                let _ = difference.amount();
            }
            total.add(UnitId(unit), effective.answer.as_ref());
        }
        prop_assert_eq!(total.answered + total.not_applicable + total.blank, 3);
    }

    #[test]
    fn the_order_of_units_does_not_matter(
        answers in proptest::collection::vec(prop_oneof![
            Just(BLANK), Just(NA), (0i64..1_000_000).prop_map(n), "[甲乙、]{0,6}".prop_map(|t| text(&t)),
        ], 0..12).prop_shuffle(),
    ) {
        let mut forwards = Total::default();
        let mut backwards = Total::default();
        let units: Vec<_> = answers.iter().enumerate().map(|(i, a)| (UnitId(i as i64), a.as_ref())).collect();
        for (unit, answer) in &units {
            forwards.add(*unit, *answer);
        }
        for (unit, answer) in units.iter().rev() {
            backwards.add(*unit, *answer);
        }
        prop_assert_eq!(forwards, backwards);
    }

    #[test]
    fn a_total_is_the_sum_of_its_units(numbers in proptest::collection::vec(0i64..1_000_000, 1..20)) {
        let mut total = Total::default();
        for (unit, number) in numbers.iter().enumerate() {
            total.add(UnitId(unit as i64), n(*number).as_ref());
        }
        prop_assert_eq!(total.number, Some(numbers.iter().sum()));
    }
}
