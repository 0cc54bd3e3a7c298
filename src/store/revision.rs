//! Revisions of submissions: one row each, added and never changed, save for the marks that the unit took it back and
//! whether it stands. Reading is here, adding in `write`, what stands in [`super::lineage`].

mod write;

use std::collections::{BTreeMap, HashSet};

use rusqlite::{Row, named_params};

use super::convert::{
    ContentColumn, count, figures_from_column, from_json, instant, optional_instant, period,
    unit_id, visit_figures,
};
use super::unit::end_of_paths;
use super::{Reader, StoreError};
use crate::domain::calendar::Instant;
use crate::domain::figure::AnswerRef;
use crate::domain::id::{FieldId, UnitId};
use crate::domain::period::PeriodId;
use crate::domain::submission::{Channel, Content, Revision, RollupBasis, Stamp};

pub use write::{Foreign, MergedRevision, NewRevision, Sent};

/// One row of [`Reader::each_current`]: the latest revision that stands for a unit and period.
#[derive(Debug, Clone, Copy)]
pub struct CurrentFigures<'a> {
    pub unit: UnitId,
    /// As [`PeriodId`] writes itself.
    pub period: &'a str,
    pub number: u32,
    /// Its name between desks.
    pub uid: &'a str,
    pub received_at: Instant,
    /// Why it was corrected or handed in with warnings; empty where nobody asked.
    pub reason: &'a str,
    column: &'a str,
}

impl CurrentFigures<'_> {
    /// Hands over each figure, without a copy.
    pub fn each(&self, visit: impl FnMut(&str, AnswerRef<'_>)) -> Result<(), StoreError> {
        visit_figures(self.column, visit)
    }
}

/// The fields of a registration form as a unit last handed it in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilledForm {
    pub unit: UnitId,
    pub recorded_at: Instant,
    pub fields: BTreeMap<FieldId, String>,
}

const COLUMNS: &str = "SELECT unit_id, period, number, figures, content, sent_at, received_at, recorded_at, channel, reason, withdrawn_at, uid FROM revision";

impl Reader<'_> {
    /// Every revision of a unit and period, first to last, withdrawn ones too.
    pub fn revisions(self, unit: UnitId, period: &PeriodId) -> Result<Vec<Revision>, StoreError> {
        let mut revisions = self.all(
            &format!("{COLUMNS} WHERE unit_id = :unit AND period = :period ORDER BY number"),
            named_params! {":unit": unit.0, ":period": period.to_string()},
            bare_revision,
        )?;
        for revision in &mut revisions {
            revision.content.material = self.material_of(unit, period, revision.number)?;
        }
        Ok(revisions)
    }

    /// The revision of a unit and period that stands; of several, the one that counts.
    pub fn current_revision(
        self,
        unit: UnitId,
        period: &PeriodId,
    ) -> Result<Option<Revision>, StoreError> {
        let revision = self.first(
            &format!("{COLUMNS} WHERE unit_id = :unit AND period = :period AND stands = 1"),
            named_params! {":unit": unit.0, ":period": period.to_string()},
            bare_revision,
        )?;
        let Some(mut revision) = revision else {
            return Ok(None);
        };
        revision.content.material = self.material_of(unit, period, revision.number)?;
        Ok(Some(revision))
    }

    /// Every revision that stands; of several the one that counts.
    pub fn standing_revisions(self) -> Result<Vec<Revision>, StoreError> {
        let mut revisions = self.all(
            &format!("{COLUMNS} WHERE stands = 1 ORDER BY unit_id, period"),
            [],
            bare_revision,
        )?;
        let mut material = self.standing_material()?;
        for revision in &mut revisions {
            let key = (revision.unit, revision.period.clone());
            revision.content.material = material.remove(&key).unwrap_or_default();
        }
        Ok(revisions)
    }

    /// What stands for one period, unit by unit, without the material.
    pub fn standing_of(self, period: &PeriodId) -> Result<Vec<Revision>, StoreError> {
        self.all(
            &format!("{COLUMNS} WHERE stands = 1 AND period = :period ORDER BY unit_id"),
            named_params! {":period": period.to_string()},
            bare_revision,
        )
    }

    /// What the totals rest on that stand for a unit and period, for every unit whose answers are totals.
    pub fn standing_rollups(self) -> Result<Vec<(UnitId, PeriodId, RollupBasis)>, StoreError> {
        let found = self.all(STANDING_ROLLUPS, [], |row| {
            let content: String = row.get("content")?;
            let content: ContentColumn = from_json("content", &content)?;
            Ok((
                unit_id(row, "unit_id")?,
                period(row, "period")?,
                content.rollup,
            ))
        })?;
        let rollups = found.into_iter();
        Ok(rollups
            .filter_map(|(unit, period, basis)| Some((unit, period, basis?)))
            .collect())
    }

    /// The units for which something stands for one period.
    pub fn units_with_standing(self, period: &PeriodId) -> Result<HashSet<UnitId>, StoreError> {
        let units = self.all(
            "SELECT unit_id FROM revision WHERE stands = 1 AND period = :period",
            named_params! {":period": period.to_string()},
            |row| unit_id(row, "unit_id"),
        )?;
        Ok(units.into_iter().collect())
    }

    /// The periods for which a unit has revisions of any kind, by name.
    pub fn periods_of(self, unit: UnitId) -> Result<Vec<PeriodId>, StoreError> {
        self.all(
            "SELECT DISTINCT period FROM revision WHERE unit_id = :unit ORDER BY period",
            named_params! {":unit": unit.0},
            |row| period(row, "period"),
        )
    }

    /// When this desk received each of a unit's revisions that was not taken back: period, name, moment.
    pub fn received(self, unit: UnitId) -> Result<Vec<(PeriodId, String, Instant)>, StoreError> {
        self.all(
            "SELECT period, uid, received_at FROM revision
             WHERE unit_id = :unit AND withdrawn_at IS NULL ORDER BY period, uid",
            named_params! {":unit": unit.0},
            |row| {
                Ok((
                    period(row, "period")?,
                    row.get("uid")?,
                    instant(row, "received_at")?,
                ))
            },
        )
    }

    /// Whether a migration has left anything to the program: revisions, hazards and records without the names that they have now,
    /// and reports of which has to be judged anew what stands.
    pub(super) fn has_unsettled(self) -> Result<bool, StoreError> {
        let found = self.first(
            "SELECT 1 FROM revision WHERE uid = '' UNION ALL SELECT 1 FROM hazard WHERE uid = ''
             UNION ALL SELECT 1 FROM record WHERE rivals IS NULL
             UNION ALL SELECT 1 FROM revision WHERE stands = 3 LIMIT 1",
            [],
            |_| Ok(()),
        )?;
        Ok(found.is_some())
    }

    /// The registration forms that stand for a period, by unit: all of them in one query.
    pub fn filled_forms(self, period: &PeriodId) -> Result<Vec<FilledForm>, StoreError> {
        self.all(
            FILLED_FORMS,
            named_params! {":from": "/", ":until": end_of_paths("/"), ":period": period.to_string()},
            |row| {
                let content: String = row.get("content")?;
                let content: ContentColumn = from_json("content", &content)?;
                Ok(FilledForm {
                    unit: unit_id(row, "unit_id")?,
                    recorded_at: instant(row, "recorded_at")?,
                    fields: content.fields,
                })
            },
        )
    }

    /// Hands over the figures of the latest standing revision of every unit whose path begins with `path`, for every
    /// period: the rows of one unit together, by the period's name. A row that is of no use costs nothing: figures are read
    /// only when asked for.
    pub fn each_current(
        self,
        path: &str,
        mut visit: impl FnMut(CurrentFigures<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached(CURRENT_FIGURES)?;
        let mut rows =
            statement.query(named_params! {":from": path, ":until": end_of_paths(path)})?;
        while let Some(row) = rows.next()? {
            let text = |column: usize| {
                row.get_ref(column)?
                    .as_str()
                    .map_err(|error| StoreError::damaged(format!("revision: {error}")))
            };
            visit(CurrentFigures {
                unit: UnitId(row.get(0)?),
                period: text(1)?,
                number: count(row, 2)?,
                column: text(3)?,
                received_at: instant(row, 4)?,
                reason: text(5)?,
                uid: text(6)?,
            })?;
        }
        Ok(())
    }
}

/// What stands, by the mark that `lineage` keeps.
macro_rules! current {
    ($columns:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM revision r JOIN unit u ON u.id = r.unit_id
              WHERE u.path >= :from AND u.path < :until AND r.stands = 1"
        )
    };
}

pub(super) use current;

/// In the very words of its index, without which SQLite does not take it.
pub(super) const STANDING_ROLLUPS: &str = "SELECT unit_id, period, content FROM revision
     WHERE stands = 1 AND iif(json_valid(content), json_type(content, '$.rollup'), NULL) = 'object'
     ORDER BY unit_id, period";
const FILLED_FORMS: &str = concat!(
    current!("r.unit_id, r.recorded_at, r.content"),
    " AND r.period = :period ORDER BY r.unit_id"
);
const CURRENT_FIGURES: &str = concat!(
    current!("r.unit_id, r.period, r.number, r.figures, r.received_at, r.reason, r.uid"),
    " ORDER BY u.path, r.period"
);

/// A revision without its material, which lies in rows of its own.
fn bare_revision(row: &Row<'_>) -> Result<Revision, StoreError> {
    let figures: String = row.get("figures")?;
    let content: String = row.get("content")?;
    let content: ContentColumn = from_json("content", &content)?;
    let channel: String = row.get("channel")?;
    Ok(Revision {
        unit: unit_id(row, "unit_id")?,
        period: period(row, "period")?,
        number: count(row, "number")?,
        uid: row.get("uid")?,
        content: Content {
            fields: content.fields,
            figures: figures_from_column(&figures)?,
            narrative: content.narrative,
            hazards: content.hazards,
            material: Vec::new(),
            rollup: content.rollup,
        },
        stamp: Stamp {
            sent_at: instant(row, "sent_at")?,
            received_at: instant(row, "received_at")?,
            recorded_at: instant(row, "recorded_at")?,
            channel: read_channel(&channel)?,
            reason: row.get("reason")?,
            withdrawn_at: optional_instant(row, "withdrawn_at")?,
        },
    })
}

fn channel_name(channel: Channel) -> &'static str {
    match channel {
        Channel::Desk => "desk",
        Channel::Paper => "paper",
        Channel::Email => "email",
        Channel::File => "file",
        Channel::Packet => "packet",
    }
}

fn read_channel(name: &str) -> Result<Channel, StoreError> {
    Channel::ALL
        .into_iter()
        .find(|channel| channel_name(*channel) == name)
        .ok_or_else(|| StoreError::damaged(format!("channel {name}")))
}
