//! How records lie in columns: figures and contents as JSON, days as ISO text, moments as epoch milliseconds. Nothing
//! outside the store knows these shapes.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;
use rusqlite::{Row, RowIndex};
use serde::de::{Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize};

use super::StoreError;
use crate::domain::calendar::Instant;
use crate::domain::figure::{AnswerRef, Figures};
use crate::domain::hazard::HazardCount;
use crate::domain::id::{FieldId, LevelId, UnitId};
use crate::domain::period::PeriodId;
use crate::domain::submission::RollupBasis;

/// Writes figures as the one object of a revision's row.
pub(super) fn figures_to_column(figures: &Figures) -> Result<String, StoreError> {
    to_json(figures)
}

/// Reads a revision's figures.
pub(super) fn figures_from_column(column: &str) -> Result<Figures, StoreError> {
    from_json("figures", column)
}

/// Hands each figure of a row over without building a map of them.
pub(super) fn visit_figures(
    column: &str,
    visit: impl FnMut(&str, AnswerRef<'_>),
) -> Result<(), StoreError> {
    struct EachFigure<F>(F);

    impl<'de, F: FnMut(&str, AnswerRef<'_>)> Visitor<'de> for EachFigure<F> {
        type Value = ();

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object of figures")
        }

        fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
            while let Some(FigureKey(id)) = map.next_key()? {
                (self.0)(&id, map.next_value()?);
            }
            Ok(())
        }
    }

    let mut json = serde_json::Deserializer::from_str(column);
    json.deserialize_map(EachFigure(visit))
        .map_err(|error| StoreError::damaged(format!("figures: {error}")))
}

/// A figure's id, borrowed from the row where JSON allows it.
#[derive(Deserialize)]
struct FigureKey<'a>(#[serde(borrow)] Cow<'a, str>);

/// What a revision says apart from its figures and its material, which have columns and rows of their own.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct ContentColumn {
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<FieldId, String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub narrative: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub hazards: BTreeMap<LevelId, HazardCount>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rollup: Option<RollupBasis>,
}

pub(super) fn to_json(value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::damaged(error.to_string()))
}

pub(super) fn from_json<'a, T: Deserialize<'a>>(
    what: &str,
    column: &'a str,
) -> Result<T, StoreError> {
    serde_json::from_str(column).map_err(|error| StoreError::damaged(format!("{what}: {error}")))
}

/// The day in a column.
pub(super) fn day(row: &Row<'_>, column: &str) -> Result<NaiveDate, StoreError> {
    optional_day(row, column)?.ok_or_else(|| StoreError::damaged(format!("no day in {column}")))
}

/// The day in a column that may hold none.
pub(super) fn optional_day(row: &Row<'_>, column: &str) -> Result<Option<NaiveDate>, StoreError> {
    let text: Option<String> = row.get(column)?;
    text.map(|text| text.parse())
        .transpose()
        .map_err(|_| StoreError::damaged(format!("not a day in {column}")))
}

/// A day as a column holds it.
pub(super) fn day_text(day: Option<NaiveDate>) -> Option<String> {
    day.map(|day| day.to_string())
}

/// The moment in a column.
pub(super) fn instant(row: &Row<'_>, column: impl RowIndex) -> Result<Instant, StoreError> {
    Ok(Instant::from_epoch_ms(row.get(column)?))
}

/// The moment in a column that may hold none.
pub(super) fn optional_instant(row: &Row<'_>, column: &str) -> Result<Option<Instant>, StoreError> {
    let milliseconds: Option<i64> = row.get(column)?;
    Ok(milliseconds.map(Instant::from_epoch_ms))
}

/// The unit in a column.
pub(super) fn unit_id(row: &Row<'_>, column: &str) -> Result<UnitId, StoreError> {
    Ok(UnitId(row.get(column)?))
}

/// The period in a column.
pub(super) fn period(row: &Row<'_>, column: &str) -> Result<PeriodId, StoreError> {
    let text: String = row.get(column)?;
    read_period(&text)
}

/// Reads a period's id as the store writes it.
pub(super) fn read_period(text: &str) -> Result<PeriodId, StoreError> {
    text.parse()
        .map_err(|_| StoreError::damaged(format!("not a period: {text}")))
}

/// A count in a column, which is not negative.
pub(super) fn count(row: &Row<'_>, column: impl RowIndex) -> Result<u32, StoreError> {
    let number: i64 = row.get(column)?;
    u32::try_from(number).map_err(|_| StoreError::damaged(format!("{number} is not a count")))
}
