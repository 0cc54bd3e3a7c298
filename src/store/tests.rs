//! The store in memory: the little desk that the tests of its parts share, and what is dropped when something changes below.

mod column;
mod plans;
mod revision;
mod upgrade;

use chrono::NaiveDate;
use proptest::prelude::*;
use rusqlite::Connection;

use super::convert::{figures_from_column, figures_to_column};
use super::*;
use crate::domain::audit::Act;
use crate::domain::calendar::Instant;
use crate::domain::figure::{Answer, Figures, Value};
use crate::domain::hazard::HazardCount;
use crate::domain::id::{FigureId, RecordId, UnitId};
use crate::domain::material::{Material, MaterialKind};
use crate::domain::period::PeriodId;
use crate::domain::review::{Review, Verdict};
use crate::domain::submission::{Channel, Content, Stamp};

fn at(ms: i64) -> Instant {
    Instant::from_epoch_ms(ms)
}

fn unit(code: &str, parent: Option<UnitId>) -> NewUnit {
    NewUnit {
        code: code.to_owned(),
        name: format!("单位{code}"),
        parent,
        ..NewUnit::default()
    }
}

/// Root, a middle unit, and a leaf below it.
fn store() -> (Store, [UnitId; 3]) {
    let mut store = Store::in_memory().expect("opens");
    let units = store.write(|writer| {
        let root = writer.insert_unit(&unit("000", None))?;
        let middle = writer.insert_unit(&unit("001", Some(root)))?;
        let leaf = writer.insert_unit(&unit("002", Some(middle)))?;
        Ok::<_, StoreError>([root, middle, leaf])
    });
    (store, units.expect("writes"))
}

fn stamp(received: i64) -> Stamp {
    Stamp {
        sent_at: at(received - 1),
        received_at: at(received),
        recorded_at: at(received + 1),
        channel: Channel::Email,
        reason: "邮件先到".to_owned(),
        withdrawn_at: None,
    }
}

fn with_posters(posters: i64) -> Content {
    Content {
        figures: [("posters".into(), Answer::number(posters))].into(),
        ..Content::default()
    }
}

fn insert(
    store: &mut Store,
    unit: UnitId,
    period: &PeriodId,
    content: &Content,
    received: i64,
) -> u32 {
    let stamp = stamp(received);
    let new = NewRevision {
        unit,
        period,
        content,
        stamp: &stamp,
    };
    store
        .write(|writer| writer.insert_revision(&new))
        .expect("writes")
        .number
}

fn weekly(n: u32) -> PeriodId {
    PeriodId::nth("weekly", n)
}

#[test]
fn a_change_that_fails_halfway_leaves_nothing() {
    let (mut store, _) = store();
    let failed = store.write(|writer| {
        writer.insert_unit(&unit("009", None))?;
        writer.insert_audit(at(1), "甲", Act::UnitAdded, (None, None), "")?;
        Err::<(), _>(StoreError::Full)
    });
    assert!(matches!(failed, Err(StoreError::Full)));
    assert_eq!(store.read().unit_with_code("009").expect("reads"), None);
    assert_eq!(
        store.read().audit(&AuditFilter::default()).expect("reads"),
        []
    );
}

#[test]
fn a_path_holds_what_is_below_it_and_not_its_neighbours() {
    // /1/1/ and /1/10/ begin alike.
    let mut store = Store::in_memory().expect("opens");
    let ids = store.write(|writer| {
        let root = writer.insert_unit(&unit("0", None))?;
        let ids = (1..=10).map(|n| writer.insert_unit(&unit(&n.to_string(), Some(root))));
        ids.collect::<Result<Vec<_>, StoreError>>()
    });
    let ids = ids.expect("writes");
    for id in &ids {
        insert(&mut store, *id, &weekly(1), &with_posters(1), 1);
    }
    let path = store
        .read()
        .unit(ids[0])
        .expect("reads")
        .expect("is there")
        .path;
    let mut below = Vec::new();
    let read = store.read().each_current(&path, |row| {
        below.push(row.unit);
        Ok(())
    });
    read.expect("reads");
    assert_eq!(below, [ids[0]]);
}

#[test]
fn totals_are_thrown_away_by_a_change_below_and_by_no_other() {
    let (mut store, [root, middle, leaf]) = store();
    let other = store.write(|writer| writer.insert_unit(&unit("003", Some(root))));
    let other = other.expect("writes");
    let fill = |store: &mut Store| {
        let filled = store.write(|writer| {
            for unit in [root, middle, other] {
                writer.put_rollup(unit, "weekly/1", "{}", at(1))?;
            }
            Ok::<_, StoreError>(())
        });
        filled.expect("writes");
    };
    let left = |store: &Store| {
        [root, middle, other].map(|unit| {
            let totals = store.read().rollup(unit, "weekly/1").expect("reads");
            totals.is_some()
        })
    };
    fill(&mut store);
    insert(&mut store, leaf, &weekly(2), &with_posters(1), 1);
    assert_eq!(left(&store), [false, false, true]);
    fill(&mut store);
    store
        .write(|writer| writer.withdraw_revisions(leaf, &weekly(2), at(2)))
        .expect("writes");
    assert_eq!(left(&store), [false, false, true]);
    fill(&mut store);
    store
        .write(|writer| writer.insert_unit(&unit("004", Some(other))))
        .expect("writes");
    assert_eq!(left(&store), [false, true, false]);
    fill(&mut store);
    let review = Review {
        revision: "a".to_owned(),
        verdict: Verdict::Accepted,
        at: at(3),
        by: "甲局".to_owned(),
        comments: Vec::new(),
    };
    let mut put = || {
        let put = store.write(|writer| writer.put_review(leaf, &weekly(2), &review));
        let put = put.expect("writes");
        let left = left(&store);
        fill(&mut store);
        (put, left)
    };
    assert_eq!(put(), (true, [false, false, true]));
    assert_eq!(put(), (false, [true; 3]), "was known");
}

#[test]
fn the_audit_is_filtered_by_what_people_type() {
    let (mut store, [_, middle, leaf]) = store();
    let told = [
        (1, Act::UnitAdded, middle, None, "甲"),
        (2, Act::Submitted, leaf, Some(weekly(1)), "100%完成"),
        (3, Act::Corrected, leaf, Some(weekly(2)), "1000个"),
    ];
    store
        .write(|writer| {
            for (time, act, unit, period, detail) in &told {
                let about = (Some(*unit), period.as_ref());
                writer.insert_audit(at(*time), "值班员甲", *act, about, detail)?;
            }
            Ok::<_, StoreError>(())
        })
        .expect("writes");
    let found = |filter: AuditFilter| -> Vec<i64> {
        let entries = store.read().audit(&filter).expect("reads");
        entries.iter().map(|entry| entry.at.epoch_ms()).collect()
    };
    let all = AuditFilter::default;
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(found(all()), [3, 2, 1]);
    assert_eq!(
        found(AuditFilter {
            unit: Some(leaf),
            ..all()
        }),
        [3, 2]
    );
    assert_eq!(
        found(AuditFilter {
            act: Some(Act::Submitted),
            ..all()
        }),
        [2]
    );
    assert_eq!(
        found(AuditFilter {
            period: Some(weekly(2)),
            ..all()
        }),
        [3]
    );
    let days = AuditFilter {
        from: Some(at(2)),
        until: Some(at(3)),
        ..all()
    };
    assert_eq!(found(days), [2]);
    assert_eq!(
        found(AuditFilter {
            text: text("100%"),
            ..all()
        }),
        [2],
        "a sign is a sign"
    );
    assert_eq!(
        found(AuditFilter {
            text: text("值班"),
            ..all()
        }),
        [3, 2, 1]
    );
    assert_eq!(
        found(AuditFilter {
            limit: Some(1),
            ..all()
        }),
        [3]
    );
}

#[test]
fn chases_are_listed_latest_first() {
    let (mut store, [_, middle, leaf]) = store();
    let entry = |time, unit| ChaseEntry {
        at: at(time),
        unit,
        period: Some(weekly(1)),
        words: "请报送".to_owned(),
    };
    let sent = [entry(1, Some(leaf)), entry(2, None), entry(3, Some(middle))];
    store
        .write(|writer| sent.iter().try_for_each(|entry| writer.insert_chase(entry)))
        .expect("writes");
    let times = |unit| -> Vec<i64> {
        let entries = store.read().chases(unit).expect("reads");
        entries.iter().map(|entry| entry.at.epoch_ms()).collect()
    };
    assert_eq!(times(None), [3, 2, 1]);
    assert_eq!(times(Some(leaf)), [1]);
}
