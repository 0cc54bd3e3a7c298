//! Receipts: what came in when, and what is being typed, for the whole matrix at once. What it means for a unit's state
//! is [`domain::status`](crate::domain::status)'s to say.

use std::collections::HashMap;

use rusqlite::{Row, named_params};

use super::convert::{count, optional_instant, period, unit_id};
use super::{Reader, StoreError};
use crate::domain::id::UnitId;
use crate::domain::period::PeriodId;
use crate::domain::status::Receipt;

/// What the desk knows about every unit and period: the header of the whole matrix.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Receipts {
    by_period: HashMap<PeriodId, HashMap<UnitId, Receipt>>,
}

impl Receipts {
    /// What is known about one unit and period; the empty receipt where nothing is.
    pub fn of(&self, unit: UnitId, period: &PeriodId) -> Receipt {
        let units = self.by_period.get(period);
        units
            .and_then(|units| units.get(&unit))
            .copied()
            .unwrap_or_default()
    }

    fn entry(&mut self, unit: UnitId, period: PeriodId) -> &mut Receipt {
        self.by_period
            .entry(period)
            .or_default()
            .entry(unit)
            .or_default()
    }
}

impl Reader<'_> {
    /// Whether anything has ever been handed in or noted.
    pub fn has_revisions(self) -> Result<bool, StoreError> {
        let any = self.first("SELECT number FROM revision LIMIT 1", [], |_| Ok(()))?;
        Ok(any.is_some())
    }

    /// The receipt of every unit and period of the desk.
    pub fn receipts(self) -> Result<Receipts, StoreError> {
        let mut receipts = Receipts::default();
        let headers = self.all(
            "SELECT unit_id, period, MIN(received_at) AS received_at, MIN(sent_at) AS sent_at, COUNT(*) AS revisions
             FROM revision
             WHERE withdrawn_at IS NULL GROUP BY unit_id, period",
            [],
            |row| Ok((unit_id(row, "unit_id")?, period(row, "period")?, header(row)?)),
        )?;
        for (unit, period, header) in headers {
            *receipts.entry(unit, period) = header;
        }
        for (unit, period, _) in self.drafts()? {
            receipts.entry(unit, period).has_draft = true;
        }
        for extension in self.extensions()? {
            receipts.entry(extension.unit, extension.period).extended_to =
                Some(extension.extended_to);
        }
        Ok(receipts)
    }

    /// The receipt of one unit and period.
    pub fn receipt(self, unit: UnitId, period: &PeriodId) -> Result<Receipt, StoreError> {
        let key = named_params! {":unit": unit.0, ":period": period.to_string()};
        let header = self.first(
            "SELECT MIN(received_at) AS received_at, MIN(sent_at) AS sent_at, COUNT(*) AS revisions FROM revision
             WHERE withdrawn_at IS NULL AND unit_id = :unit AND period = :period",
            key,
            header,
        )?;
        Ok(Receipt {
            has_draft: self.draft(unit, period)?.is_some(),
            extended_to: self
                .extension(unit, period)?
                .map(|extension| extension.extended_to),
            ..header.unwrap_or_default()
        })
    }
}

/// What the revisions that stand amount to.
fn header(row: &Row<'_>) -> Result<Receipt, StoreError> {
    Ok(Receipt {
        received_at: optional_instant(row, "received_at")?,
        sent_at: optional_instant(row, "sent_at")?,
        revisions: count(row, "revisions")?,
        ..Receipt::default()
    })
}
