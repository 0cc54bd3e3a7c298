//! Revisions of submissions: one row each, added and never changed, save for the mark that the unit took it back.

use std::collections::BTreeMap;

use rusqlite::{Row, named_params};

use super::convert::{
    ContentColumn, count, figures_from_column, figures_to_column, from_json, instant,
    optional_instant, period, to_json, unit_id, visit_figures,
};
use super::unit::end_of_paths;
use super::{Reader, StoreError, Writer};
use crate::domain::calendar::Instant;
use crate::domain::figure::AnswerRef;
use crate::domain::id::{FieldId, UnitId};
use crate::domain::period::PeriodId;
use crate::domain::submission::{Channel, Content, Revision, Stamp};

/// A revision that is to be written; its number is given out here.
#[derive(Debug, Clone)]
pub struct NewRevision<'a> {
    pub unit: UnitId,
    pub period: &'a PeriodId,
    pub content: &'a Content,
    pub stamp: &'a Stamp,
}

/// One row of [`Reader::each_current`]: the latest revision that stands for a unit and period.
#[derive(Debug, Clone, Copy)]
pub struct CurrentFigures<'a> {
    pub unit: UnitId,
    /// As [`PeriodId`] writes itself.
    pub period: &'a str,
    pub number: u32,
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

const COLUMNS: &str = "SELECT unit_id, period, number, figures, content, sent_at, received_at, recorded_at, channel, reason, withdrawn_at FROM revision";

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

    /// The latest revision of a unit and period that still stands.
    pub fn current_revision(
        self,
        unit: UnitId,
        period: &PeriodId,
    ) -> Result<Option<Revision>, StoreError> {
        let revision = self.first(
            &format!(
                "{COLUMNS} WHERE unit_id = :unit AND period = :period AND withdrawn_at IS NULL
                 ORDER BY number DESC LIMIT 1"
            ),
            named_params! {":unit": unit.0, ":period": period.to_string()},
            bare_revision,
        )?;
        let Some(mut revision) = revision else {
            return Ok(None);
        };
        revision.content.material = self.material_of(unit, period, revision.number)?;
        Ok(Some(revision))
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
            })?;
        }
        Ok(())
    }
}

/// What stands: not withdrawn, and no later revision that is not withdrawn either.
macro_rules! current {
    ($columns:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM revision r JOIN unit u ON u.id = r.unit_id
              WHERE u.path >= :from AND u.path < :until AND r.withdrawn_at IS NULL
                AND NOT EXISTS (SELECT 1 FROM revision l WHERE l.unit_id = r.unit_id AND l.period = r.period
                                AND l.number > r.number AND l.withdrawn_at IS NULL)"
        )
    };
}

pub(super) use current;

const FILLED_FORMS: &str = concat!(
    current!("r.unit_id, r.recorded_at, r.content"),
    " AND r.period = :period ORDER BY r.unit_id"
);
const CURRENT_FIGURES: &str = concat!(
    current!("r.unit_id, r.period, r.number, r.figures, r.received_at, r.reason"),
    " ORDER BY u.path, r.period"
);

impl Writer<'_> {
    /// Adds a revision and the links to its material, throws away the totals above, and tells the revision's number.
    pub fn insert_revision(&self, new: &NewRevision<'_>) -> Result<u32, StoreError> {
        let key = named_params! {":unit": new.unit.0, ":period": new.period.to_string()};
        let number = self.first(
            "SELECT COALESCE(MAX(number), 0) + 1 AS number FROM revision
             WHERE unit_id = :unit AND period = :period",
            key,
            |row| count(row, "number"),
        )?;
        let number = number.unwrap_or(1);
        let content = ContentColumn {
            fields: new.content.fields.clone(),
            narrative: new.content.narrative.clone(),
            hazards: new.content.hazards.clone(),
            rollup: new.content.rollup.clone(),
        };
        self.execute(
            "INSERT INTO revision (unit_id, period, number, figures, content, sent_at, received_at, recorded_at,
                 channel, reason, withdrawn_at)
             VALUES (:unit, :period, :number, :figures, :content, :sent_at, :received_at, :recorded_at,
                 :channel, :reason, :withdrawn_at)",
            named_params! {
                ":unit": new.unit.0,
                ":period": new.period.to_string(),
                ":number": number,
                ":figures": figures_to_column(&new.content.figures)?,
                ":content": to_json(&content)?,
                ":sent_at": new.stamp.sent_at.epoch_ms(),
                ":received_at": new.stamp.received_at.epoch_ms(),
                ":recorded_at": new.stamp.recorded_at.epoch_ms(),
                ":channel": channel_name(new.stamp.channel),
                ":reason": new.stamp.reason,
                ":withdrawn_at": new.stamp.withdrawn_at.map(Instant::epoch_ms),
            },
        )?;
        for (position, material) in new.content.material.iter().enumerate() {
            self.link_material((new.unit, new.period, number), position, material)?;
        }
        self.drop_rollups_above(new.unit)?;
        Ok(number)
    }

    /// Marks one revision as taken back; tells whether it stood.
    pub fn withdraw_revision(
        &self,
        unit: UnitId,
        period: &PeriodId,
        number: u32,
        now: Instant,
    ) -> Result<bool, StoreError> {
        let withdrawn = self.execute(
            "UPDATE revision SET withdrawn_at = :now
             WHERE unit_id = :unit AND period = :period AND number = :number AND withdrawn_at IS NULL",
            named_params! {
                ":now": now.epoch_ms(),
                ":unit": unit.0,
                ":period": period.to_string(),
                ":number": number,
            },
        )?;
        self.drop_rollups_above(unit)?;
        Ok(withdrawn > 0)
    }

    /// Marks every standing revision of a unit and period as taken back; tells how many there were.
    pub fn withdraw_revisions(
        &self,
        unit: UnitId,
        period: &PeriodId,
        now: Instant,
    ) -> Result<usize, StoreError> {
        let withdrawn = self.execute(
            "UPDATE revision SET withdrawn_at = :now
             WHERE unit_id = :unit AND period = :period AND withdrawn_at IS NULL",
            named_params! {
                ":now": now.epoch_ms(),
                ":unit": unit.0,
                ":period": period.to_string(),
            },
        )?;
        self.drop_rollups_above(unit)?;
        Ok(withdrawn)
    }
}

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
    }
}

fn read_channel(name: &str) -> Result<Channel, StoreError> {
    [Channel::Desk, Channel::Paper, Channel::Email, Channel::File]
        .into_iter()
        .find(|channel| channel_name(*channel) == name)
        .ok_or_else(|| StoreError::damaged(format!("channel {name}")))
}
