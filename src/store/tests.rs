//! The store in memory: migrations, rows there and back, what is dropped when something changes below.

use chrono::NaiveDate;
use proptest::prelude::*;
use rusqlite::Connection;

use super::convert::{figures_from_column, figures_to_column};
use super::*;
use crate::domain::audit::Act;
use crate::domain::calendar::Instant;
use crate::domain::figure::{Answer, Figures, Value};
use crate::domain::hazard::HazardCount;
use crate::domain::id::{FigureId, UnitId};
use crate::domain::material::{Material, MaterialKind};
use crate::domain::period::PeriodId;
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

#[test]
fn every_step_of_the_migrations_keeps_the_rows_that_are_there() {
    for taken in 0..migrations::STEPS.len() {
        let mut connection = Connection::open_in_memory().expect("opens");
        migrations::migrate(&mut connection, &migrations::STEPS[..taken]).expect("migrates");
        if taken > 0 {
            let rows = "INSERT INTO desk (name, value) VALUES ('name', '甲');
                INSERT INTO unit (id, code, name, path) VALUES (1, '000', '甲局', '/1/');
                INSERT INTO revision (unit_id, period, number, figures, content, sent_at, received_at, recorded_at,
                    channel, reason) VALUES (1, 'weekly/1', 1, '{\"posters\":3}', '{}', 1, 2, 3, 'paper', '');";
            connection.execute_batch(rows).expect("writes");
        }
        migrations::migrate(&mut connection, &migrations::STEPS[..=taken]).expect("migrates");
        let version = migrations::version(&connection).expect("reads");
        assert_eq!(version, i64::try_from(taken).expect("few") + 1);
        if taken + 1 == migrations::STEPS.len() && taken > 0 {
            let store = Store::with_names(connection).expect("names");
            assert!(!store.read().has_unnamed().expect("reads"));
            let read = store.read().current_revision(UnitId(1), &weekly(1));
            let read = read.expect("reads").expect("is still there");
            assert_eq!(read.content, with_posters(3));
        }
    }
}

#[test]
fn a_step_that_fails_leaves_the_layout_before_it() {
    let mut connection = Connection::open_in_memory().expect("opens");
    let steps = [
        "CREATE TABLE a (b BIGINT);",
        "CREATE TABLE c (d BIGINT); NONSENSE;",
    ];
    assert!(migrations::migrate(&mut connection, &steps).is_err());
    assert_eq!(migrations::version(&connection).expect("reads"), 1);
    let tables: i64 = connection
        .query_row("SELECT COUNT(*) FROM sqlite_master", [], |row| row.get(0))
        .expect("reads");
    assert_eq!(tables, 1, "nothing of the second step");
}

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

#[test]
fn a_desk_from_before_revisions_had_names_keeps_what_stands() {
    let mut connection = Connection::open_in_memory().expect("opens");
    migrations::migrate(&mut connection, &migrations::STEPS[..7]).expect("migrates");
    let rows = "INSERT INTO unit (id, code, name, path) VALUES (1, '000', '甲局', '/1/');
        INSERT INTO revision (unit_id, period, number, figures, content, sent_at, received_at, recorded_at, channel,
            reason, withdrawn_at)
        VALUES (1, 'weekly/1', 1, '{\"posters\":1}', '{}', 1, 2, 3, 'desk', '', NULL),
               (1, 'weekly/1', 2, '{\"posters\":2}', '{}', 4, 5, 6, 'desk', '漏报', NULL),
               (1, 'weekly/1', 3, '{\"posters\":3}', '{}', 7, 8, 9, 'desk', '', 10),
               (1, 'weekly/2', 1, '{\"posters\":4}', '{}', 7, 8, 9, 'desk', '', 10);
        INSERT INTO hazard (id, unit_id, found_on, place, what, level, source, measure, responsible)
        VALUES (1, 1, '2020-06-02', '楼梯', '堆物', 'general', '', '', '');";
    connection.execute_batch(rows).expect("writes");
    migrations::migrate(&mut connection, migrations::STEPS).expect("migrates");
    let store = Store::with_names(connection).expect("names");
    let reader = store.read();
    let stands = |period: &PeriodId| {
        let read = reader.current_revision(UnitId(1), period).expect("reads");
        read.map(|revision| revision.content)
    };
    assert_eq!(stands(&weekly(1)), Some(with_posters(2)));
    assert_eq!(stands(&weekly(2)), None);
    let lineage = reader.lineage(UnitId(1), &weekly(1)).expect("reads");
    let parents: Vec<&[String]> = lineage.kin.iter().map(|kin| &kin.parents[..]).collect();
    let named = |at: usize| std::slice::from_ref(&lineage.kin[at].uid);
    assert_eq!(parents, [&[], named(0), named(1)]);
    assert_eq!(lineage.counted().map(|kin| kin.number), Some(2));
    let hazards = reader.named_hazards(UnitId(1)).expect("reads");
    assert_eq!(hazards[0].0.len(), 64);
}
