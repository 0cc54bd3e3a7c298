//! Revisions there and back, which of them stands, and when the desk received the first.

use super::*;

#[test]
fn a_revision_reads_back_as_it_was_written() {
    let (mut store, [_, _, leaf]) = store();
    let file = |name: &str| Material {
        hash: "0f".repeat(32),
        name: name.to_owned(),
        size: 12,
        kind: MaterialKind::of(name),
    };
    let content = Content {
        fields: [("name".into(), "联络员甲".to_owned())].into(),
        figures: [
            ("a".into(), Answer::NotApplicable),
            ("b".into(), Answer::number(0)),
            (
                "c".into(),
                Answer::Value(Value::Text("2020-06-16".to_owned())),
            ),
            ("d".into(), Answer::Value(Value::YesNo(false))),
            (
                "e".into(),
                Answer::Value(Value::Date(
                    NaiveDate::from_ymd_opt(2020, 6, 16).expect("a day"),
                )),
            ),
        ]
        .into(),
        narrative: "一\n二".to_owned(),
        hazards: [(
            "major".into(),
            HazardCount {
                found: 2,
                closed: 1,
            },
        )]
        .into(),
        // The same content under two names is one file and two links.
        material: vec![file("现场.jpg"), file("副本.mp4")],
        rollup: None,
    };
    store
        .write(|writer| writer.put_material(&"0f".repeat(32), 12, at(1)))
        .expect("writes");
    let number = insert(&mut store, leaf, &weekly(1), &content, 100);
    let read = store.read().current_revision(leaf, &weekly(1));
    let read = read.expect("reads").expect("stands");
    assert_eq!((number, read.number), (1, 1));
    assert_eq!(read.content, content);
    assert_eq!(read.stamp, stamp(100));
    assert_eq!(
        store.read().revisions(leaf, &weekly(1)).expect("reads"),
        std::slice::from_ref(&read)
    );
}

#[test]
fn a_revision_cannot_name_a_file_that_the_desk_does_not_hold() {
    let (mut store, [_, _, leaf]) = store();
    let content = Content {
        material: vec![Material {
            hash: "ff".repeat(32),
            name: "无.jpg".to_owned(),
            size: 1,
            kind: MaterialKind::Picture,
        }],
        ..Content::default()
    };
    let stamp = stamp(1);
    let new = NewRevision {
        unit: leaf,
        period: &weekly(1),
        content: &content,
        stamp: &stamp,
    };
    let refused = store.write(|writer| writer.insert_revision(&new));
    assert!(refused.is_err(), "foreign keys are on");
    let left = store.read().revisions(leaf, &weekly(1)).expect("reads");
    assert_eq!(left, [], "and nothing of it was written");
}

#[test]
fn only_the_last_standing_revision_is_current_and_only_below_the_path() {
    let (mut store, [root, middle, leaf]) = store();
    let other = store.write(|writer| writer.insert_unit(&unit("003", Some(root))));
    let other = other.expect("writes");
    insert(&mut store, leaf, &weekly(1), &with_posters(1), 10);
    insert(&mut store, leaf, &weekly(1), &with_posters(2), 20);
    insert(&mut store, leaf, &weekly(2), &with_posters(3), 30);
    insert(&mut store, other, &weekly(1), &with_posters(4), 40);
    insert(&mut store, middle, &weekly(1), &with_posters(5), 50);
    store
        .write(|writer| writer.withdraw_revisions(leaf, &weekly(2), at(60)))
        .expect("writes");
    let current = |unit: UnitId| {
        let reader = store.read();
        let path = reader.unit(unit).expect("reads").expect("is there").path;
        let mut rows = Vec::new();
        let read = reader.each_current(&path, |row| {
            row.each(|id, answer| {
                rows.push((
                    row.unit,
                    row.period.to_owned(),
                    row.number,
                    id.to_owned(),
                    answer.into_answer(),
                ));
            })
        });
        read.expect("reads");
        rows
    };
    let row = |unit, number, posters| {
        let answer = Answer::number(posters);
        (
            unit,
            "weekly/1".to_owned(),
            number,
            "posters".to_owned(),
            answer,
        )
    };
    assert_eq!(current(leaf), [row(leaf, 2, 2)]);
    assert_eq!(current(middle), [row(middle, 1, 5), row(leaf, 2, 2)]);
    let all = [row(middle, 1, 5), row(leaf, 2, 2), row(other, 1, 4)];
    assert_eq!(current(root), all);
    let forms = store.read().filled_forms(&weekly(1)).expect("reads");
    let forms: Vec<(UnitId, Instant)> = forms
        .iter()
        .map(|form| (form.unit, form.recorded_at))
        .collect();
    assert_eq!(forms, [(middle, at(51)), (leaf, at(21)), (other, at(41))]);
    assert_eq!(store.read().filled_forms(&weekly(2)).expect("reads"), []);
}

#[test]
fn a_receipt_holds_the_earliest_time_that_stands() {
    let (mut store, [_, _, leaf]) = store();
    insert(&mut store, leaf, &weekly(1), &with_posters(1), 50);
    insert(&mut store, leaf, &weekly(1), &with_posters(1), 20);
    let receipt = store.read().receipt(leaf, &weekly(1)).expect("reads");
    assert_eq!((receipt.received_at, receipt.revisions), (Some(at(20)), 2));
    let receipts = store.read().receipts().expect("reads");
    assert_eq!(receipts.of(leaf, &weekly(1)), receipt);
    assert_eq!(receipts.of(leaf, &weekly(2)), Default::default());
}
