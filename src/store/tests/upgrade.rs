//! Desks of earlier versions: every step keeps the rows, a step that fails changes nothing.

use super::*;

/// From this version on a revision that counts is marked as such.
const LINEAGE: usize = 8;

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
        if taken >= LINEAGE {
            let stands = "UPDATE revision SET stands = 1";
            connection.execute_batch(stands).expect("writes");
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

#[test]
fn a_desk_from_before_records_had_names_keeps_what_stands() {
    let mut connection = Connection::open_in_memory().expect("opens");
    migrations::migrate(&mut connection, &migrations::STEPS[..9]).expect("migrates");
    let rows = "INSERT INTO unit (id, code, name, path) VALUES (1, '000', '甲局', '/1/');
        INSERT INTO record (id, register, unit_id, recorded_on, number, voided_at, void_reason)
        VALUES (1, 'spots', 1, '2020-06-02', 2, NULL, NULL), (2, 'spots', 1, '2020-06-03', 1, 9, '重复');
        INSERT INTO record_revision (record_id, number, entry, at, actor, reason)
        VALUES (1, 1, '{}', 1, '甲局', ''), (1, 2, '{\"reached\":{\"built\":\"2020-06-04\"}}', 5, '甲局', '建成'),
               (2, 1, '{}', 3, '甲局', '');";
    connection.execute_batch(rows).expect("writes");
    migrations::migrate(&mut connection, migrations::STEPS).expect("migrates");
    let store = Store::with_names(connection).expect("names");
    let reader = store.read();
    let filter = RecordFilter {
        with_void: true,
        ..RecordFilter::default()
    };
    let kept = reader.records(&filter).expect("reads");
    assert_eq!((kept[0].revision, kept[1].voided.is_some()), (2, true));
    assert_eq!(kept[0].record.entry.reached.len(), 1);
    let named = reader.named_records(UnitId(1)).expect("reads");
    for record in &named {
        assert_eq!(record.uid.len(), 64);
        for version in &record.versions {
            assert_eq!(version.uid, record.true_uid(version));
        }
    }
    let void = named.iter().find_map(|record| record.voiding.as_ref());
    assert_eq!(void.and_then(|void| void.reason.as_deref()), Some("重复"));
}
