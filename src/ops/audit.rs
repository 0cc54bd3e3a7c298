//! Lists the audit (记录). Entries are written by the verbs themselves, beside what they change.

use super::Desk;
use crate::domain::audit::AuditEntry;
use crate::error::Fault;

pub use crate::store::AuditFilter;

/// The entries that the filter lets through, latest first.
pub fn list(desk: &Desk, filter: &AuditFilter) -> Result<Vec<AuditEntry>, Fault> {
    Ok(desk.store.read().audit(filter)?)
}
