//! Explanations: what was said about a figure that differs from the sum of the periods before it. Rows are added and
//! never taken away. Which difference an explanation is for is [`domain::rollup`](crate::domain::rollup)'s to say.

use rusqlite::{Row, named_params};

use super::convert::{count, period, unit_id};
use super::unit::end_of_paths;
use super::{Reader, StoreError, Writer};
use crate::domain::id::{FigureId, UnitId};
use crate::domain::period::PeriodId;
use crate::domain::rollup::Explanation;

impl Reader<'_> {
    /// Everything that was said by or about the units whose path begins with `path`, in the order in which it was said;
    /// what was said with a withdrawn revision is left out, as the revision is.
    pub fn explanations_below(
        self,
        path: &str,
    ) -> Result<Vec<(UnitId, PeriodId, Explanation)>, StoreError> {
        self.all(
            "SELECT e.unit_id, e.period, e.number, e.figure, e.amount, e.reason
             FROM explanation e
             JOIN unit u ON u.id = e.unit_id
             JOIN revision r ON r.unit_id = e.unit_id AND r.period = e.period AND r.number = e.number
             WHERE u.path >= :from AND u.path < :until AND r.withdrawn_at IS NULL
             ORDER BY e.unit_id, e.period, e.number",
            named_params! {":from": path, ":until": end_of_paths(path)},
            |row| {
                Ok((
                    unit_id(row, "unit_id")?,
                    period(row, "period")?,
                    explanation(row)?,
                ))
            },
        )
    }

    /// What was said of one unit's answers for one period, in the order in which it was said.
    pub fn explanations(
        self,
        unit: UnitId,
        period: &PeriodId,
    ) -> Result<Vec<Explanation>, StoreError> {
        self.all(
            "SELECT e.number, e.figure, e.amount, e.reason
             FROM explanation e
             JOIN revision r ON r.unit_id = e.unit_id AND r.period = e.period AND r.number = e.number
             WHERE e.unit_id = :unit AND e.period = :period AND r.withdrawn_at IS NULL
             ORDER BY e.number",
            named_params! {":unit": unit.0, ":period": period.to_string()},
            explanation,
        )
    }
}

impl Writer<'_> {
    /// Adds an explanation to a revision; where that revision's difference of the same amount was explained before, the
    /// newer words stand. The totals above are thrown away.
    pub fn put_explanation(
        &self,
        unit: UnitId,
        period: &PeriodId,
        explanation: &Explanation,
    ) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO explanation (unit_id, period, number, figure, amount, reason)
             VALUES (:unit, :period, :number, :figure, :amount, :reason)
             ON CONFLICT (unit_id, period, number, figure, amount) DO UPDATE SET reason = excluded.reason",
            named_params! {
                ":unit": unit.0,
                ":period": period.to_string(),
                ":number": explanation.revision,
                ":figure": explanation.figure.as_str(),
                ":amount": explanation.amount,
                ":reason": explanation.reason,
            },
        )?;
        self.drop_rollups_above(unit)
    }
}

fn explanation(row: &Row<'_>) -> Result<Explanation, StoreError> {
    let figure: String = row.get("figure")?;
    Ok(Explanation {
        figure: FigureId::from(figure.as_str()),
        amount: row.get("amount")?,
        revision: count(row, "number")?,
        reason: row.get("reason")?,
    })
}
