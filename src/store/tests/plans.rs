//! How SQLite looks for what is rare: by an index of its own, not through everything.

use super::*;
use crate::store::arrival::IN_STATE_OF_CONTENT;
use crate::store::lineage::{CONFLICTS, Mark, UNJUDGED};
use crate::store::review::RETURNED;
use crate::store::revision::STANDING_ROLLUPS;

/// The steps in which SQLite means to answer.
fn plan(store: &Store, sql: &str) -> String {
    let explained = format!("EXPLAIN QUERY PLAN {sql}");
    let mut statement = store.connection.prepare(&explained).expect("is SQL");
    let mut rows = statement.raw_query();
    let mut steps = Vec::new();
    while let Some(row) = rows.next().expect("explains") {
        steps.push(row.get::<_, String>("detail").expect("has words"));
    }
    steps.join("\n")
}

#[test]
fn what_is_rare_is_found_without_reading_everything() {
    let (store, _) = store();
    let arrivals = format!("SELECT id FROM arrival {IN_STATE_OF_CONTENT}");
    for (sql, index) in [
        (CONFLICTS, "revision_rival"),
        (UNJUDGED, "revision_unjudged"),
        (STANDING_ROLLUPS, "revision_rollup"),
        (arrivals.as_str(), "arrival_of_content"),
        (RETURNED, "revision_uid"),
    ] {
        let plan = plan(&store, sql);
        assert!(plan.contains(index), "{sql}\n{plan}");
    }
}

#[test]
fn the_marks_are_the_numbers_that_the_queries_name() {
    let marks = [Mark::No, Mark::Counts, Mark::Rival];
    assert_eq!(marks.map(|mark| mark as i64), [0, 1, 2]);
}
