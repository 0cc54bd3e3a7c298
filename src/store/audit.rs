//! The audit table: written beside every change, only ever added to.

use rusqlite::{Row, named_params};

use super::convert::{instant, read_period};
use super::{Reader, StoreError, Writer};
use crate::domain::audit::{Act, AuditEntry};
use crate::domain::calendar::Instant;
use crate::domain::id::UnitId;
use crate::domain::period::PeriodId;

/// Which entries to list. What is not set lets everything through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditFilter {
    pub unit: Option<UnitId>,
    pub act: Option<Act>,
    pub period: Option<PeriodId>,
    /// From this moment on.
    pub from: Option<Instant>,
    /// Before this moment.
    pub until: Option<Instant>,
    /// Part of the detail or of the actor.
    pub text: Option<String>,
    /// At most so many.
    pub limit: Option<u32>,
}

impl Reader<'_> {
    /// The audit, latest first.
    pub fn audit(self, filter: &AuditFilter) -> Result<Vec<AuditEntry>, StoreError> {
        let text = filter.text.as_deref().map(contains_pattern);
        self.all(
            "SELECT id, at, actor, act, unit_id, period, detail FROM audit
             WHERE (CAST(:unit AS BIGINT) IS NULL OR unit_id = :unit)
               AND (CAST(:act AS TEXT) IS NULL OR act = :act)
               AND (CAST(:period AS TEXT) IS NULL OR period = :period)
               AND (CAST(:from AS BIGINT) IS NULL OR at >= :from)
               AND (CAST(:until AS BIGINT) IS NULL OR at < :until)
               AND (CAST(:text AS TEXT) IS NULL
                    OR detail LIKE :text ESCAPE '!' OR actor LIKE :text ESCAPE '!')
             ORDER BY id DESC LIMIT :limit",
            named_params! {
                ":unit": filter.unit.map(|unit| unit.0),
                ":act": filter.act.map(Act::name),
                ":period": filter.period.as_ref().map(PeriodId::to_string),
                ":from": filter.from.map(Instant::epoch_ms),
                ":until": filter.until.map(Instant::epoch_ms),
                ":text": text,
                ":limit": filter.limit.map_or(i64::MAX, i64::from),
            },
            entry,
        )
    }
}

impl Writer<'_> {
    /// Tells of a change that this transaction makes.
    pub fn insert_audit(
        &self,
        at: Instant,
        actor: &str,
        act: Act,
        about: (Option<UnitId>, Option<&PeriodId>),
        detail: &str,
    ) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO audit (id, at, actor, act, unit_id, period, detail)
             VALUES (:id, :at, :actor, :act, :unit, :period, :detail)",
            named_params! {
                ":id": self.next_id("audit")?,
                ":at": at.epoch_ms(),
                ":actor": actor,
                ":act": act.name(),
                ":unit": about.0.map(|unit| unit.0),
                ":period": about.1.map(PeriodId::to_string),
                ":detail": detail,
            },
        )?;
        Ok(())
    }
}

fn entry(row: &Row<'_>) -> Result<AuditEntry, StoreError> {
    let act: String = row.get("act")?;
    let unit: Option<i64> = row.get("unit_id")?;
    let period: Option<String> = row.get("period")?;
    Ok(AuditEntry {
        id: row.get("id")?,
        at: instant(row, "at")?,
        actor: row.get("actor")?,
        act: Act::named(&act).ok_or_else(|| StoreError::damaged(format!("act {act}")))?,
        unit: unit.map(UnitId),
        period: period.as_deref().map(read_period).transpose()?,
        detail: row.get("detail")?,
    })
}

/// A LIKE pattern for a text that contains `part`, whose own wildcards stand for themselves.
fn contains_pattern(part: &str) -> String {
    let escaped = part
        .replace('!', "!!")
        .replace('%', "!%")
        .replace('_', "!_");
    format!("%{escaped}%")
}
