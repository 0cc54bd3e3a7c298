//! Figures in their column: any go there and back, and nonsense is damage, not a panic.

use super::*;

#[test]
fn a_row_that_makes_no_sense_is_damage_and_not_a_panic() {
    for column in [
        "{",
        "[]",
        "{\"a\":1.5}",
        "{\"a\":{\"x\":1}}",
        "{\"a\":99999999999999999999}",
    ] {
        let read = figures_from_column(column);
        assert!(
            matches!(read, Err(StoreError::Damaged(_))),
            "{column}: {read:?}"
        );
    }
    let (mut store, [_, _, leaf]) = store();
    insert(&mut store, leaf, &weekly(1), &with_posters(1), 1);
    store
        .connection
        .execute("UPDATE revision SET channel = 'pigeon'", [])
        .expect("writes");
    let read = store.read().current_revision(leaf, &weekly(1));
    assert!(matches!(read, Err(StoreError::Damaged(_))), "{read:?}");
}

fn any_answer() -> impl Strategy<Value = Answer> {
    prop_oneof![
        Just(Answer::NotApplicable),
        any::<i64>().prop_map(Answer::number),
        any::<String>().prop_map(|text| Answer::Value(Value::Text(text))),
        "[0-9]{4}-[0-9]{2}-[0-9]{2}".prop_map(|text| Answer::Value(Value::Text(text))),
        any::<bool>().prop_map(|yes| Answer::Value(Value::YesNo(yes))),
        (0i32..60_000).prop_map(|days| {
            let day = NaiveDate::from_num_days_from_ce_opt(700_000 + days);
            Answer::Value(Value::Date(day.expect("within the calendar")))
        }),
    ]
}

proptest! {
    #[test]
    fn figures_go_there_and_back(
        figures in proptest::collection::btree_map(any::<String>().prop_map(FigureId), any_answer(), 0..12)
    ) {
        let figures: Figures = figures;
        let column = figures_to_column(&figures).expect("writes");
        prop_assert_eq!(figures_from_column(&column).expect("reads"), figures);
    }
}
