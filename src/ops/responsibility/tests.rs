//! The matrix of given rows on a desk in memory.

use chrono::Datelike;

use super::*;
use crate::domain::record::RecordEntry;
use crate::ops::record::{self, NewRecord};
use crate::ops::sample::{contest_desk, noon};
use crate::ops::unit;

#[test]
fn rows_stand_with_those_that_lead_before_those_that_answer_and_each_with_its_state() {
    let mut desk = contest_desk();
    let register = registers(&desk.campaign)
        .next()
        .expect("is declared")
        .clone();
    let id = |desk: &Desk, name: &str| unit::find(desk, name).expect("is there").id;
    let east = id(&desk, "东乡");
    let new = NewRecord {
        register: register.id.clone(),
        unit: east,
        row: Some("m1".into()),
        entry: RecordEntry {
            fields: [(
                "progress".into(),
                crate::domain::record::FieldValue::Plain(crate::domain::figure::Value::Text(
                    "已发动".into(),
                )),
            )]
            .into(),
            reached: [("started".into(), noon(3, 1).date())].into(),
        },
    };
    record::add(&mut desk, &new, "", noon(3, 2)).expect("is added");
    let matrix = matrix(&desk, &register, noon(3, 2).date()).expect("lays out");
    assert_eq!(matrix.units.len(), 5, "the coordinator has no part");
    let [first, second] = matrix.rows.as_slice() else {
        panic!("two rows");
    };
    let parts: Vec<(Part, &str)> = first
        .cells
        .iter()
        .map(|cell| (cell.part, cell.note.as_str()))
        .collect();
    let (lead, answers) = (Part::Lead, Part::Responsible);
    assert_eq!(
        parts,
        [
            (lead, ""),
            (answers, ""),
            (answers, ""),
            (answers, "工会"),
            (answers, "工会")
        ]
    );
    assert_eq!(first.reached(&register, &"started".into()), (1, 5));
    assert_eq!(first.reached(&register, &"done".into()), (0, 5));
    assert_eq!(second.reached(&register, &"started".into()), (0, 3));
    let own = first
        .cells
        .iter()
        .find(|cell| cell.unit == east)
        .expect("has a part");
    let standing = own.standing.as_ref().expect("has a record");
    assert_eq!(
        (
            standing.said.as_str(),
            standing.stage.as_ref().map(|(stage, _)| stage.as_str())
        ),
        ("已发动", Some("started"))
    );
}

fn part(desk: &Desk, name: &str) -> PartOf {
    PartOf {
        register: registers(&desk.campaign)
            .next()
            .expect("is declared")
            .id
            .clone(),
        row: "m1".into(),
        unit: unit::find(desk, name).expect("is there").id,
    }
}

fn told(stage: &str, day: u32) -> Told {
    Told {
        stage: Some(stage.into()),
        on: noon(3, day).date(),
        said: "已发动".into(),
    }
}

fn reached(desk: &Desk, seen: Seen) -> Vec<(String, u32)> {
    let kept = record::get(desk, seen.record).expect("is there");
    let days = kept.record.entry.reached.into_iter();
    days.map(|(stage, day)| (stage.to_string(), day.day()))
        .collect()
}

#[test]
fn what_another_window_wrote_is_told_and_not_written_over() {
    let mut desk = contest_desk();
    let part = part(&desk, "东乡");
    let first = tell(&mut desk, &part, &told("started", 1), None, "", noon(3, 2));
    let seen = first.expect("is written").written;
    let unseen = tell(&mut desk, &part, &told("done", 2), None, "", noon(3, 2));
    let refused = unseen.expect_err("nobody looked at what stands");
    assert!(refused.to_string().contains("被别的窗口改过"), "{refused}");
    let next = tell(
        &mut desk,
        &part,
        &told("done", 2),
        Some(seen),
        "",
        noon(3, 2),
    );
    let next = next.expect("is written");
    let late = tell(
        &mut desk,
        &part,
        &told("started", 2),
        Some(seen),
        "",
        noon(3, 2),
    );
    assert!(late.is_err(), "made on a revision that stands no more");
    assert_eq!(
        reached(&desk, next.written),
        [("done".to_owned(), 2), ("started".to_owned(), 1)]
    );
}

/// To go back a stage and to take that back leaves every stage with the day that it had.
#[test]
fn what_is_taken_back_has_the_days_that_it_had() {
    let mut desk = contest_desk();
    let part = part(&desk, "东乡");
    let mut seen = None;
    for (stage, day) in [("started", 1), ("done", 5)] {
        let written = tell(&mut desk, &part, &told(stage, day), seen, "", noon(3, 9));
        seen = Some(written.expect("is written").written);
    }
    let nothing = Told {
        stage: None,
        ..told("started", 9)
    };
    let back = tell(&mut desk, &part, &nothing, seen, "", noon(3, 9)).expect("is written");
    assert_eq!(reached(&desk, back.written), []);
    let again = put_back(&mut desk, &back, "撤销", noon(3, 9)).expect("is taken back");
    let again = again.expect("something was said before");
    assert_eq!(
        reached(&desk, again.written),
        [("done".to_owned(), 5), ("started".to_owned(), 1)]
    );
    let once_more = put_back(&mut desk, &again, "撤销", noon(3, 9)).expect("is taken back");
    assert_eq!(reached(&desk, once_more.expect("is").written), []);
    let stale = put_back(&mut desk, &back, "撤销", noon(3, 9));
    assert!(stale.is_err(), "it was written since");
}
