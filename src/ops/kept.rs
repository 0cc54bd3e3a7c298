//! What is made of a subtree's submissions and kept until one of them changes. It is never the only place where
//! something stands: whatever cannot be kept, or does not read any more, is made anew.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::domain::calendar::Instant;
use crate::domain::id::UnitId;
use crate::store::{Reader, Store, StoreError};

/// What was kept under that name since the last change below the unit.
pub(super) fn find<T: DeserializeOwned>(
    reader: Reader<'_>,
    scope: UnitId,
    name: &str,
) -> Result<Option<T>, StoreError> {
    let stored = reader.rollup(scope, name)?;
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
        writer.put_rollup(scope, name, &json, now)?;
        Ok(made)
    });
    match made {
        Err(StoreError::ReadOnly | StoreError::Busy | StoreError::Full) => store.snapshot(make),
        made => made,
    }
}
