//! Brings a database up to the layout that this program knows. One SQL file a step, never edited after landing; the
//! number of steps taken stands in `user_version`. What the tables mean is told beside each aggregate, not here.

use rusqlite::{Connection, TransactionBehavior};

use super::StoreError;

/// Every step, oldest first: step `n` takes a database from version `n` to `n + 1`.
pub(super) const STEPS: &[&str] = &[
    include_str!("migrations/0001_desk.sql"),
    include_str!("migrations/0002_explanation.sql"),
    include_str!("migrations/0003_hazard_handling.sql"),
    include_str!("migrations/0004_arrival.sql"),
    include_str!("migrations/0005_template.sql"),
    include_str!("migrations/0006_closing.sql"),
    include_str!("migrations/0007_record.sql"),
    include_str!("migrations/0008_lineage.sql"),
    include_str!("migrations/0009_form_draft.sql"),
    include_str!("migrations/0010_record_names.sql"),
    include_str!("migrations/0011_draft_aside.sql"),
    include_str!("migrations/0012_packed.sql"),
    include_str!("migrations/0013_record_parents.sql"),
    include_str!("migrations/0014_arrival_own_row.sql"),
    include_str!("migrations/0015_accepted_stands.sql"),
    include_str!("migrations/0016_arrival_batch_period.sql"),
    include_str!("migrations/0017_rare_rows.sql"),
    include_str!("migrations/0018_hazard_written.sql"),
    include_str!("migrations/0019_accepted_sender.sql"),
];

/// The version in which a database is once every step is taken.
pub(super) fn newest(steps: &[&str]) -> i64 {
    i64::try_from(steps.len()).expect("there are only a few steps")
}

/// The version in which the database is; 0 is an empty one.
pub(super) fn version(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Takes the steps that are missing, each in a transaction of its own, so that a killed program leaves a database
/// between two steps and never within one. A newer database is refused untouched.
pub(super) fn migrate(connection: &mut Connection, steps: &[&str]) -> Result<(), StoreError> {
    let known = newest(steps);
    loop {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Read under the write lock: a second program may be migrating the same desk.
        let found = version(&transaction)?;
        if found > known {
            return Err(StoreError::NewerVersion { found, known });
        }
        let Some(step) = usize::try_from(found).ok().and_then(|n| steps.get(n)) else {
            return Ok(());
        };
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", found + 1)?;
        transaction.commit()?;
    }
}
