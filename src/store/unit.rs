//! Units, their aliases and their excusals. Which change is allowed when is [`ops::unit`](crate::ops)'s to say.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::{Row, named_params};

use super::convert::{day, day_text, optional_day, unit_id};
use super::{Reader, StoreError, Writer};
use crate::domain::id::{KindId, UnitId};
use crate::domain::unit::{Excusal, Unit};

/// A unit that is to be written for the first time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewUnit {
    pub code: String,
    pub name: String,
    pub kind: Option<KindId>,
    pub parent: Option<UnitId>,
    pub aliases: Vec<String>,
    pub credit_code: Option<String>,
    pub joined_on: Option<NaiveDate>,
    pub closed_on: Option<NaiveDate>,
}

const COLUMNS: &str =
    "SELECT id, code, name, kind, parent_id, path, credit_code, joined_on, closed_on FROM unit";

impl Reader<'_> {
    /// Every unit of the desk, by code, closed ones too.
    pub fn units(self) -> Result<Vec<Unit>, StoreError> {
        let mut units = self.all(&format!("{COLUMNS} ORDER BY code, id"), [], bare_unit)?;
        let mut aliases = by_unit(self.all(
            "SELECT unit_id, alias FROM unit_alias ORDER BY unit_id, alias",
            [],
            alias,
        )?);
        let mut excusals = by_unit(self.all(
            "SELECT unit_id, from_day, to_day, reason FROM excusal ORDER BY unit_id, from_day",
            [],
            excusal,
        )?);
        for unit in &mut units {
            unit.aliases = aliases.remove(&unit.id).unwrap_or_default();
            unit.excusals = excusals.remove(&unit.id).unwrap_or_default();
        }
        Ok(units)
    }

    pub fn unit(self, id: UnitId) -> Result<Option<Unit>, StoreError> {
        let unit = self.first(
            &format!("{COLUMNS} WHERE id = :id"),
            named_params! {":id": id.0},
            bare_unit,
        )?;
        unit.map(|unit| self.whole(unit)).transpose()
    }

    pub(super) fn code_of(self, unit: UnitId) -> Result<String, StoreError> {
        let code = self.first(
            "SELECT code FROM unit WHERE id = :id",
            named_params! {":id": unit.0},
            |row| Ok(row.get("code")?),
        )?;
        code.ok_or_else(|| StoreError::damaged(format!("no unit {}", unit.0)))
    }

    pub fn unit_with_code(self, code: &str) -> Result<Option<Unit>, StoreError> {
        let unit = self.first(
            &format!("{COLUMNS} WHERE code = :code"),
            named_params! {":code": code},
            bare_unit,
        )?;
        unit.map(|unit| self.whole(unit)).transpose()
    }

    /// Whether any unit stands below this one.
    pub fn has_units_below(self, unit: UnitId) -> Result<bool, StoreError> {
        let below = self.first(
            "SELECT id FROM unit WHERE parent_id = :id LIMIT 1",
            named_params! {":id": unit.0},
            |_| Ok(()),
        )?;
        Ok(below.is_some())
    }

    /// How many units there are in all.
    pub fn unit_count(self) -> Result<u32, StoreError> {
        let count = self.first("SELECT COUNT(*) AS units FROM unit", [], |row| {
            super::convert::count(row, "units")
        })?;
        Ok(count.unwrap_or_default())
    }

    fn whole(self, mut unit: Unit) -> Result<Unit, StoreError> {
        let id = named_params! {":id": unit.id.0};
        unit.aliases = self.all(
            "SELECT alias FROM unit_alias WHERE unit_id = :id ORDER BY alias",
            id,
            |row| Ok(row.get("alias")?),
        )?;
        let excusals = self.all(
            "SELECT unit_id, from_day, to_day, reason FROM excusal WHERE unit_id = :id ORDER BY from_day",
            id,
            excusal,
        )?;
        unit.excusals = excusals.into_iter().map(|(_, excusal)| excusal).collect();
        Ok(unit)
    }
}

impl Writer<'_> {
    /// Writes a new unit below its parent. The code must be free.
    pub fn insert_unit(&self, new: &NewUnit) -> Result<UnitId, StoreError> {
        let id = self.next_id("unit")?;
        let parent_path = match new.parent {
            None => "/".to_owned(),
            Some(parent) => self.path_of(parent)?,
        };
        self.execute(
            "INSERT INTO unit (id, code, name, kind, parent_id, path, credit_code, joined_on, closed_on)
             VALUES (:id, :code, :name, :kind, :parent_id, :path, :credit_code, :joined_on, :closed_on)",
            named_params! {
                ":id": id,
                ":code": new.code,
                ":name": new.name,
                ":kind": new.kind.as_ref().map(KindId::as_str),
                ":parent_id": new.parent.map(|parent| parent.0),
                ":path": format!("{parent_path}{id}/"),
                ":credit_code": new.credit_code,
                ":joined_on": day_text(new.joined_on),
                ":closed_on": day_text(new.closed_on),
            },
        )?;
        let id = UnitId(id);
        for alias in &new.aliases {
            self.insert_alias(id, alias)?;
        }
        self.drop_rollups_above(id)?;
        Ok(id)
    }

    pub fn set_unit_name(&self, unit: UnitId, name: &str) -> Result<(), StoreError> {
        self.set_unit_column("name", unit, Some(name.to_owned()))
    }

    pub fn set_unit_kind(&self, unit: UnitId, kind: Option<&KindId>) -> Result<(), StoreError> {
        self.set_unit_column("kind", unit, kind.map(|kind| kind.0.clone()))
    }

    pub fn set_unit_credit_code(&self, unit: UnitId, code: Option<&str>) -> Result<(), StoreError> {
        self.set_unit_column("credit_code", unit, code.map(str::to_owned))
    }

    /// Sets the first day on which the unit is expected to report; `None` is since ever.
    pub fn set_unit_joined_on(
        &self,
        unit: UnitId,
        day: Option<NaiveDate>,
    ) -> Result<(), StoreError> {
        self.set_unit_column("joined_on", unit, day_text(day))
    }

    /// Sets the first day on which the unit is no longer expected to report; `None` opens it again.
    pub fn set_unit_closed_on(
        &self,
        unit: UnitId,
        day: Option<NaiveDate>,
    ) -> Result<(), StoreError> {
        self.set_unit_column("closed_on", unit, day_text(day))
    }

    pub fn insert_alias(&self, unit: UnitId, alias: &str) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO unit_alias (unit_id, alias) VALUES (:unit, :alias)
             ON CONFLICT (unit_id, alias) DO NOTHING",
            named_params! {":unit": unit.0, ":alias": alias},
        )?;
        Ok(())
    }

    pub fn delete_alias(&self, unit: UnitId, alias: &str) -> Result<(), StoreError> {
        self.execute(
            "DELETE FROM unit_alias WHERE unit_id = :unit AND alias = :alias",
            named_params! {":unit": unit.0, ":alias": alias},
        )?;
        Ok(())
    }

    /// Writes an excusal; one that begins on the same day is replaced.
    pub fn put_excusal(&self, unit: UnitId, excusal: &Excusal) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO excusal (unit_id, from_day, to_day, reason)
             VALUES (:unit, :from_day, :to_day, :reason)
             ON CONFLICT (unit_id, from_day)
             DO UPDATE SET to_day = excluded.to_day, reason = excluded.reason",
            named_params! {
                ":unit": unit.0,
                ":from_day": excusal.from.to_string(),
                ":to_day": excusal.to.to_string(),
                ":reason": excusal.reason,
            },
        )?;
        self.drop_rollups_above(unit)
    }

    /// Takes back the excusal that begins on a day; the audit keeps that there was one.
    pub fn delete_excusal(&self, unit: UnitId, from: NaiveDate) -> Result<(), StoreError> {
        self.execute(
            "DELETE FROM excusal WHERE unit_id = :unit AND from_day = :from_day",
            named_params! {":unit": unit.0, ":from_day": from.to_string()},
        )?;
        self.drop_rollups_above(unit)
    }

    fn set_unit_column(
        &self,
        column: &str,
        unit: UnitId,
        value: Option<String>,
    ) -> Result<(), StoreError> {
        self.execute(
            &format!("UPDATE unit SET {column} = :value WHERE id = :id"),
            named_params! {":value": value, ":id": unit.0},
        )?;
        self.drop_rollups_above(unit)
    }

    pub(super) fn path_of(&self, unit: UnitId) -> Result<String, StoreError> {
        let path = self.first(
            "SELECT path FROM unit WHERE id = :id",
            named_params! {":id": unit.0},
            |row| Ok(row.get("path")?),
        )?;
        path.ok_or_else(|| StoreError::damaged(format!("no unit {}", unit.0)))
    }
}

/// The end of the range of paths that begin with `path`: its last `/` becomes the next character, `0`.
pub(super) fn end_of_paths(path: &str) -> String {
    format!("{}0", path.trim_end_matches('/'))
}

fn bare_unit(row: &Row<'_>) -> Result<Unit, StoreError> {
    let kind: Option<String> = row.get("kind")?;
    let parent: Option<i64> = row.get("parent_id")?;
    Ok(Unit {
        id: unit_id(row, "id")?,
        code: row.get("code")?,
        name: row.get("name")?,
        kind: kind.map(KindId),
        parent: parent.map(UnitId),
        path: row.get("path")?,
        aliases: Vec::new(),
        credit_code: row.get("credit_code")?,
        joined_on: optional_day(row, "joined_on")?,
        closed_on: optional_day(row, "closed_on")?,
        excusals: Vec::new(),
    })
}

fn alias(row: &Row<'_>) -> Result<(UnitId, String), StoreError> {
    Ok((unit_id(row, "unit_id")?, row.get("alias")?))
}

fn excusal(row: &Row<'_>) -> Result<(UnitId, Excusal), StoreError> {
    let excusal = Excusal {
        from: day(row, "from_day")?,
        to: day(row, "to_day")?,
        reason: row.get("reason")?,
    };
    Ok((unit_id(row, "unit_id")?, excusal))
}

fn by_unit<T>(rows: Vec<(UnitId, T)>) -> HashMap<UnitId, Vec<T>> {
    let mut map: HashMap<UnitId, Vec<T>> = HashMap::new();
    for (unit, value) in rows {
        map.entry(unit).or_default().push(value);
    }
    map
}
