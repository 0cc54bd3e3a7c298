//! Desks of earlier versions: every step keeps the rows, a step that fails changes nothing.

use std::collections::BTreeMap;

use super::*;

/// From this version on a revision that counts is marked as such.
const LINEAGE: usize = 8;

/// A row of one unit with a report, as every version of the layout knows it.
const REPORTED: &str = "INSERT INTO desk (name, value) VALUES ('name', '甲');
    INSERT INTO unit (id, code, name, path) VALUES (1, '000', '甲局', '/1/');
    INSERT INTO revision (unit_id, period, number, figures, content, sent_at, received_at, recorded_at, channel, reason)
    VALUES (1, 'weekly/1', 1, '{\"posters\":3}', '{}', 1, 2, 3, 'paper', '');";

/// The columns of a table.
fn columns(connection: &Connection, table: &str) -> Vec<String> {
    let mut asked = connection
        .prepare("SELECT name FROM pragma_table_info(?1)")
        .expect("asks");
    let rows = asked.query_map([table], |row| row.get(0));
    rows.expect("reads")
        .map(|row| row.expect("reads"))
        .collect()
}

/// Every table with what stands in its first row, column by column.
fn first_rows(connection: &Connection) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut asked = connection
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
        .expect("asks");
    let tables = asked.query_map([], |row| row.get::<_, String>(0));
    let tables: Vec<String> = tables
        .expect("reads")
        .map(|table| table.expect("reads"))
        .collect();
    let first_row = |table: String| {
        let columns = columns(connection, &table).into_iter();
        let row = columns.filter_map(|column| {
            let one = format!("SELECT CAST({column} AS TEXT) FROM {table} LIMIT 1");
            let value: Option<String> = connection.query_row(&one, [], |row| row.get(0)).ok()?;
            Some((column, value?))
        });
        let row = row.collect();
        (table, row)
    };
    tables.into_iter().map(first_row).collect()
}

/// Puts a row into every table that has none. Whatever refers to another row refers to the one that is there.
fn fill(connection: &Connection) {
    let value = |column: &str| match column {
        "period" => "'weekly/1'",
        "entry" => "'{}'",
        day if day.ends_with("_on") => "'2020-06-02'",
        _ => "1",
    };
    let begin = "BEGIN; PRAGMA defer_foreign_keys = ON";
    connection.execute_batch(begin).expect("begins");
    for (table, row) in first_rows(connection) {
        if row.is_empty() {
            let columns = columns(connection, &table);
            let values: Vec<&str> = columns.iter().map(|column| value(column)).collect();
            let (names, values) = (columns.join(", "), values.join(", "));
            let insert = format!("INSERT INTO {table} ({names}) VALUES ({values})");
            connection.execute(&insert, []).expect("writes");
        }
    }
    connection
        .execute_batch("COMMIT")
        .expect("every reference holds");
}

#[test]
fn every_step_of_the_migrations_keeps_the_rows_that_are_there() {
    for taken in 0..migrations::STEPS.len() {
        let mut connection = Connection::open_in_memory().expect("opens");
        migrations::migrate(&mut connection, &migrations::STEPS[..taken]).expect("migrates");
        if taken > 0 {
            connection.execute_batch(REPORTED).expect("writes");
            fill(&connection);
        }
        if taken >= LINEAGE {
            let stands = "UPDATE revision SET stands = 1";
            connection.execute_batch(stands).expect("writes");
        }
        let before = first_rows(&connection);
        migrations::migrate(&mut connection, &migrations::STEPS[..=taken]).expect("migrates");
        let version = migrations::version(&connection).expect("reads");
        assert_eq!(version, i64::try_from(taken).expect("few") + 1);
        migrations::migrate(&mut connection, migrations::STEPS).expect("migrates");
        let after = first_rows(&connection);
        for (table, row) in before {
            for (column, value) in row {
                let kept = after[&table].get(&column);
                assert_eq!(kept, Some(&value), "{table}.{column} from {taken}");
            }
        }
        if taken > 0 {
            let store = Store::settled(connection).expect("names");
            assert!(!store.read().has_unsettled().expect("reads"));
            let read = store.read().current_revision(UnitId(1), &weekly(1));
            let read = read.expect("reads").expect("is still there");
            assert_eq!(read.content.figures, with_posters(3).figures);
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
    let store = Store::settled(connection).expect("names");
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
    let store = Store::settled(connection).expect("names");
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

#[test]
fn a_desk_from_before_versions_named_what_they_replace_keeps_what_stands() {
    let mut connection = Connection::open_in_memory().expect("opens");
    migrations::migrate(&mut connection, &migrations::STEPS[..12]).expect("migrates");
    // The first is decided, and its versions came in another order than they were written; of the second two still stand.
    let rows = "INSERT INTO unit (id, code, name, path) VALUES (1, '000', '甲局', '/1/');
        INSERT INTO record (id, register, unit_id, recorded_on, number, uid)
        VALUES (1, 'spots', 1, '2020-06-02', 2, 'r1'), (2, 'spots', 1, '2020-06-03', 3, 'r2');
        INSERT INTO record_revision (record_id, number, entry, at, actor, reason, uid, generation)
        VALUES (1, 1, '{\"reached\":{\"built\":\"2020-06-04\"}}', 5, '甲局', '', 'b', 2),
               (1, 2, '{\"reached\":{\"built\":\"2020-06-06\"}}', 4, '甲局', '裁定', 'd', 3),
               (1, 3, '{}', 1, '甲局', '', 'a', 1),
               (1, 4, '{\"reached\":{\"built\":\"2020-06-05\"}}', 3, '乙局', '', 'c', 2),
               (2, 1, '{}', 1, '甲局', '', 'e', 1),
               (2, 2, '{\"reached\":{\"built\":\"2020-06-05\"}}', 3, '乙局', '', 'f', 2),
               (2, 3, '{\"reached\":{\"built\":\"2020-06-04\"}}', 5, '甲局', '', 'g', 2);";
    connection.execute_batch(rows).expect("writes");
    migrations::migrate(&mut connection, migrations::STEPS).expect("migrates");
    let store = Store::settled(connection).expect("names");
    let reader = store.read();
    let kept = reader.records(&RecordFilter::default()).expect("reads");
    let stands: Vec<u32> = kept.iter().map(|kept| kept.revision).collect();
    assert_eq!(stands, [2, 3]);
    assert_eq!(reader.contested_records().expect("reads"), [RecordId(2)]);
    let decided = reader.record_history(RecordId(1)).expect("reads");
    let numbers: Vec<u32> = decided.iter().map(|version| version.number).collect();
    assert_eq!(numbers, [3, 4, 1, 2], "each after those that it replaces");
    let mut both = vec![decided[1].uid.clone(), decided[2].uid.clone()];
    both.sort();
    assert_eq!(
        decided[3].parents, both,
        "a decision replaced all before it"
    );
    for record in reader.named_records(UnitId(1)).expect("reads") {
        assert!(
            ["r1", "r2"].contains(&record.uid.as_str()),
            "keeps its name"
        );
        for version in &record.versions {
            assert_eq!(version.uid, record.true_uid(version));
        }
    }
}

#[test]
fn a_desk_from_before_acceptance_told_what_counts_counts_what_was_accepted() {
    let mut connection = Connection::open_in_memory().expect("opens");
    migrations::migrate(&mut connection, &migrations::STEPS[..14]).expect("migrates");
    let rows = "INSERT INTO unit (id, code, name, path) VALUES (1, '000', '甲局', '/1/');
        INSERT INTO revision (unit_id, period, number, figures, content, sent_at, received_at, recorded_at, channel,
            reason, uid, digest, stands)
        VALUES (1, 'weekly/1', 1, '{\"posters\":1}', '{}', 1, 2, 3, 'desk', '', 'a', 'x', 2),
               (1, 'weekly/1', 2, '{\"posters\":2}', '{}', 4, 5, 6, 'packet', '', 'b', 'y', 1);
        INSERT INTO review (uid, unit_id, period, revision, verdict, at, by_name, comments)
        VALUES ('r', 1, 'weekly/1', 'a', 'accepted', 3, '甲局', '[]');
        INSERT INTO rollup (unit_id, scope, totals, made_at) VALUES (1, 'reported hazards', '{}', 5);";
    connection.execute_batch(rows).expect("writes");
    migrations::migrate(&mut connection, migrations::STEPS).expect("migrates");
    let store = Store::settled(connection).expect("judges");
    let reader = store.read();
    let kept = reader.rollup(UnitId(1), "reported hazards");
    assert_eq!(kept.expect("reads"), None, "held what counted before");
    let stands = reader.current_revision(UnitId(1), &weekly(1));
    assert_eq!(stands.expect("reads").map(|one| one.number), Some(1));
    let contested = [(UnitId(1), weekly(1))];
    assert_eq!(reader.conflicts().expect("reads"), contested);
}

/// A desk of 甲局 in the layout before versions named what they replace, brought up to date.
fn upgraded(rows: &str) -> Store {
    let mut connection = Connection::open_in_memory().expect("opens");
    migrations::migrate(&mut connection, &migrations::STEPS[..12]).expect("migrates");
    let unit = "INSERT INTO unit (id, code, name, path) VALUES (1, '000', '甲局', '/1/');";
    connection.execute_batch(unit).expect("writes");
    connection.execute_batch(rows).expect("writes");
    migrations::migrate(&mut connection, migrations::STEPS).expect("migrates");
    Store::settled(connection).expect("names")
}

/// Takes all that one desk knows of the unit's records into the other; tells how many were news.
fn take_records(from: &Store, to: &mut Store) -> usize {
    let told = from.read().named_records(UnitId(1)).expect("reads");
    let merged = to.write(|writer| {
        let merged = told.iter().map(|one| writer.merge_record(UnitId(1), one));
        merged.collect::<Result<Vec<_>, StoreError>>()
    });
    let merged = merged.expect("is taken");
    merged
        .iter()
        .filter(|one| **one == MergedRecord::News)
        .count()
}

#[test]
fn two_upgraded_desks_merge_their_records_without_inventing_contests() {
    const BUILT: &str = "{\"reached\":{\"built\":\"2020-06-04\"}}";
    // Both know the first record, in rows of other numbers; one has gone on from it. Of the second the other knows only how it
    // began; the third is told in two ways on both.
    let ahead = format!(
        "INSERT INTO record (id, register, unit_id, recorded_on, number, uid)
         VALUES (1, 'spots', 1, '2020-06-02', 2, 'r1'), (2, 'spots', 1, '2020-06-03', 2, 'r2'),
                (3, 'spots', 1, '2020-06-03', 2, 'r3');
         INSERT INTO record_revision (record_id, number, entry, at, actor, reason, uid, generation)
         VALUES (1, 1, '{{}}', 1, '甲局', '', 'a', 1), (1, 2, '{BUILT}', 5, '甲局', '', 'b', 2),
                (2, 1, '{{}}', 2, '甲局', '', 'c', 1), (2, 2, '{BUILT}', 6, '甲局', '', 'd', 2),
                (3, 1, '{{}}', 3, '甲局', '', 'e', 1), (3, 2, '{BUILT}', 7, '乙局', '', 'f', 1);"
    );
    let behind = format!(
        "INSERT INTO record (id, register, unit_id, recorded_on, number, uid)
         VALUES (1, 'spots', 1, '2020-06-03', 1, 'r3'), (2, 'spots', 1, '2020-06-02', 1, 'r1'),
                (3, 'spots', 1, '2020-06-03', 1, 'r2');
         INSERT INTO record_revision (record_id, number, entry, at, actor, reason, uid, generation)
         VALUES (1, 1, '{BUILT}', 7, '乙局', '', 'f', 1), (1, 2, '{{}}', 3, '甲局', '', 'e', 1),
                (2, 1, '{BUILT}', 5, '甲局', '', 'b', 2), (2, 2, '{{}}', 1, '甲局', '', 'a', 1),
                (3, 1, '{{}}', 2, '甲局', '', 'c', 1);"
    );
    let (mut ahead, mut behind) = (upgraded(&ahead), upgraded(&behind));
    assert_eq!(
        take_records(&ahead, &mut behind),
        1,
        "the second has gone on"
    );
    assert_eq!(take_records(&behind, &mut ahead), 0);
    for desk in [&ahead, &behind] {
        let reader = desk.read();
        let third = reader.record_named("r3").expect("reads").expect("is there");
        // What was told in two ways before still is, and nothing else.
        let contested = reader.contested_records().expect("reads");
        assert_eq!(contested, [third.record.id]);
        for record in ["r1", "r2", "r3"] {
            let kept = reader
                .record_named(record)
                .expect("reads")
                .expect("is there");
            let history = reader.record_history(kept.record.id).expect("reads");
            assert_eq!(history.len(), 2, "{record}");
            let stands = history.iter().find(|one| one.number == kept.revision);
            let stands = stands.expect("stands");
            assert_eq!(stands.entry.reached.len(), 1, "{record} has gone on");
        }
    }
}
