//! The matrix of given rows on a desk in memory.

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
