//! What is made of a subtree's submissions and kept until one of them changes. It is never the only place where
//! something stands: whatever cannot be kept, or does not read any more, is made anew.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::domain::calendar::Instant;
use crate::domain::id::UnitId;
use crate::store::{Reader, Store, StoreError};

/// Rises when anything kept changes its shape, or what goes into it: the order in which periods fold, which revision counts.
/// What older programs kept is then made anew.
const FORMAT: u32 = 8;

/// The name in the store: nothing that an older program kept is found under it.
fn stored_name(name: &str) -> String {
    format!("{FORMAT} {name}")
}

/// What was kept under that name since the last change below the unit.
pub(super) fn find<T: DeserializeOwned>(
    reader: Reader<'_>,
    scope: UnitId,
    name: &str,
) -> Result<Option<T>, StoreError> {
    let stored = reader.rollup(scope, &stored_name(name))?;
    Ok(stored.and_then(|stored| serde_json::from_str(&stored.totals).ok()))
}

/// Makes it and keeps it. For a unit with nothing below it there is too little to make, and on a desk that cannot be
/// written just now no way to keep it: then it is only made.
pub(super) fn make<T: Serialize>(
    store: &mut Store,
    scope: UnitId,
    name: &str,
    now: Instant,
    make: impl Fn(Reader<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    if store.is_read_only() || !store.read().has_units_below(scope)? {
        return store.snapshot(make);
    }
    // Made within the transaction that keeps it, so that no write from elsewhere comes between.
    let made = store.write(|writer| {
        let made = make(**writer)?;
        let json = serde_json::to_string(&made).expect("totals are plain data");
        writer.put_rollup(scope, &stored_name(name), &json, now)?;
        Ok(made)
    });
    match made {
        Err(StoreError::ReadOnly | StoreError::Busy | StoreError::Full) => store.snapshot(make),
        made => made,
    }
}

/// Keeps what was made outside the write lock, since it takes longer than others should wait. Where some other program has changed
/// the desk since `read_at`, or nothing can be written just now, it is not kept, which is no mistake.
pub(super) fn put<T: Serialize>(
    store: &mut Store,
    scope: UnitId,
    name: &str,
    made: &T,
    read_at: i64,
    now: Instant,
) -> Result<(), StoreError> {
    if store.is_read_only() {
        return Ok(());
    }
    let json = serde_json::to_string(made).expect("totals are plain data");
    let kept = store.write(|writer| match writer.foreign_changes()? == read_at {
        true => writer.put_rollup(scope, &stored_name(name), &json, now),
        false => Ok(()),
    });
    match kept {
        Err(StoreError::ReadOnly | StoreError::Busy | StoreError::Full) => Ok(()),
        kept => kept,
    }
}
