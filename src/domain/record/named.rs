//! A record as desks tell it to each other: units by their codes, entries of the hazard ledger by their names, files by their
//! content. Versions are a set that only grows; which of them stands is said in `standing`.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{FieldValue, RecordEntry};
use crate::domain::calendar::Instant;
use crate::domain::figure::Answer;
use crate::domain::id::{FieldId, HazardId, RegisterId, RowId, StageId, UnitId};
use crate::domain::lineage::{Node, standing, uid};
use crate::domain::material::{Material, MaterialKind};

/// One record with everything that it ever said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedRecord {
    /// Its name between desks, given where it was first written.
    pub uid: String,
    /// Code of the unit whose it is, or whom it concerns.
    pub unit: String,
    pub register: RegisterId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<RowId>,
    /// The day on which it was first written.
    pub recorded_on: NaiveDate,
    /// Never empty.
    pub versions: Vec<NamedVersion>,
    /// When it was last made void or brought back, if ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voiding: Option<NamedVoiding>,
}

/// What a record said at one time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedVersion {
    /// Its name, which follows from the rest and the record's fixed parts.
    pub uid: String,
    /// Names of the versions that it was made on, and which it replaces; the first has none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parents: Vec<String>,
    /// When it was written, by the clock of the desk on which it was.
    pub at: Instant,
    /// Who sat at that desk.
    pub by: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    #[serde(flatten)]
    pub entry: NamedEntry,
}

/// That a record was made void, or brought back.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NamedVoiding {
    pub at: Instant,
    /// Why it counts for nothing; `None` where it counts again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What one desk knows of a record and another does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordNews<'a> {
    pub versions: Vec<&'a NamedVersion>,
    /// The one that holds from now on.
    pub voiding: Option<&'a NamedVoiding>,
}

impl RecordNews<'_> {
    pub fn is_empty(&self) -> bool {
        self.versions.is_empty() && self.voiding.is_none()
    }
}

/// What a person wrote into a record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NamedEntry {
    /// A field that is not in the map is blank.
    pub fields: BTreeMap<FieldId, NamedValue>,
    /// The stages that it has reached, each with the day.
    pub reached: BTreeMap<StageId, NaiveDate>,
}

/// What stands in a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NamedValue {
    Value(Answer),
    /// A unit's code.
    Unit(String),
    /// The name of an entry of the hazard ledger.
    Hazard(String),
    Material(Vec<NamedFile>),
}

/// An attached file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedFile {
    /// SHA-256 of its content.
    pub hash: String,
    pub name: String,
    /// Bytes.
    pub size: u64,
}

impl NamedRecord {
    /// The name that follows from what a version says.
    pub fn true_uid(&self, version: &NamedVersion) -> String {
        #[derive(Serialize)]
        struct Canonical<'a> {
            at: i64,
            by: &'a str,
            fields: &'a BTreeMap<FieldId, NamedValue>,
            parents: BTreeSet<&'a str>,
            reached: &'a BTreeMap<StageId, NaiveDate>,
            reason: &'a str,
            record: &'a str,
            recorded_on: NaiveDate,
            register: &'a RegisterId,
            row: Option<&'a RowId>,
            unit: &'a str,
        }
        uid::of_canonical(&Canonical {
            at: version.at.epoch_ms(),
            by: &version.by,
            fields: &version.entry.fields,
            parents: version.parents.iter().map(String::as_str).collect(),
            reached: &version.entry.reached,
            reason: &version.reason,
            record: &self.uid,
            recorded_on: self.recorded_on,
            register: &self.register,
            row: self.row.as_ref(),
            unit: &self.unit,
        })
    }

    /// The version that stands.
    pub fn standing(&self) -> Option<&NamedVersion> {
        let nodes: Vec<Node<'_>> = self.versions.iter().map(NamedVersion::node).collect();
        standing(&nodes).counted.map(|at| &self.versions[at])
    }

    /// What it says beyond what is known of it: versions of other names, and of two voidings the later, at one moment the one
    /// that says more.
    pub fn news_to(&self, known: &Self) -> RecordNews<'_> {
        let names: BTreeSet<&str> = known.versions.iter().map(|one| one.uid.as_str()).collect();
        let versions = self.versions.iter();
        let versions = versions.filter(|one| !names.contains(one.uid.as_str()));
        let voiding = self.voiding.as_ref();
        RecordNews {
            versions: versions.collect(),
            voiding: voiding.filter(|told| known.voiding.as_ref() < Some(told)),
        }
    }

    /// Every file that any version names.
    pub fn material(&self) -> impl Iterator<Item = &NamedFile> {
        let fields = self
            .versions
            .iter()
            .flat_map(|one| one.entry.fields.values());
        fields.flat_map(|value| match value {
            NamedValue::Material(files) => files.as_slice(),
            _ => &[],
        })
    }
}

impl NamedEntry {
    /// As other desks are told it.
    ///
    /// # Errors
    /// Whatever `code` and `hazard` say of rows that have no name.
    pub fn of<E>(
        entry: &RecordEntry,
        code: impl Fn(UnitId) -> Result<String, E>,
        hazard: impl Fn(HazardId) -> Result<String, E>,
    ) -> Result<Self, E> {
        let mut fields = BTreeMap::new();
        for (id, value) in &entry.fields {
            let named = match value {
                FieldValue::Plain(value) => NamedValue::Value(Answer::Value(value.clone())),
                FieldValue::Unit(unit) => NamedValue::Unit(code(*unit)?),
                FieldValue::Hazard(id) => NamedValue::Hazard(hazard(*id)?),
                FieldValue::Material(files) => {
                    NamedValue::Material(files.iter().map(NamedFile::of).collect())
                }
            };
            fields.insert(id.clone(), named);
        }
        Ok(Self {
            fields,
            reached: entry.reached.clone(),
        })
    }

    /// As this desk keeps it; `None` where it names a unit or a hazard that this desk does not have.
    ///
    /// # Errors
    /// Whatever `unit` and `hazard` meet while they look.
    pub fn here<E>(
        &self,
        unit: impl Fn(&str) -> Result<Option<UnitId>, E>,
        hazard: impl Fn(&str) -> Result<Option<HazardId>, E>,
    ) -> Result<Option<RecordEntry>, E> {
        let mut entry = RecordEntry {
            reached: self.reached.clone(),
            ..RecordEntry::default()
        };
        for (id, value) in &self.fields {
            let found = match value {
                NamedValue::Value(Answer::Value(value)) => Some(FieldValue::Plain(value.clone())),
                NamedValue::Value(Answer::NotApplicable) => None,
                NamedValue::Unit(code) => unit(code)?.map(FieldValue::Unit),
                NamedValue::Hazard(name) => hazard(name)?.map(FieldValue::Hazard),
                NamedValue::Material(files) => Some(FieldValue::Material(
                    files.iter().map(NamedFile::material).collect(),
                )),
            };
            let Some(found) = found else {
                return Ok(None);
            };
            entry.fields.insert(id.clone(), found);
        }
        Ok(Some(entry))
    }
}

impl NamedFile {
    fn of(file: &Material) -> Self {
        Self {
            hash: file.hash.clone(),
            name: file.name.clone(),
            size: file.size,
        }
    }

    fn material(&self) -> Material {
        Material {
            hash: self.hash.clone(),
            kind: MaterialKind::of(&self.name),
            name: self.name.clone(),
            size: self.size,
        }
    }
}

#[cfg(test)]
mod tests {
    //! Names that are true.

    use super::*;
    use crate::domain::figure::Value;

    fn version(at: i64, uid: &str) -> NamedVersion {
        NamedVersion {
            uid: uid.into(),
            parents: Vec::new(),
            at: Instant::from_epoch_ms(at),
            by: "甲".into(),
            reason: String::new(),
            entry: NamedEntry::default(),
        }
    }

    fn record(versions: Vec<NamedVersion>) -> NamedRecord {
        NamedRecord {
            uid: "r".into(),
            unit: "017".into(),
            register: "spots".into(),
            row: None,
            recorded_on: NaiveDate::from_ymd_opt(2020, 6, 4).expect("a day"),
            versions,
            voiding: None,
        }
    }

    #[test]
    fn whatever_is_said_otherwise_has_another_name() {
        let told = record(vec![version(5, "")]);
        let name = told.true_uid(&told.versions[0]);
        let mut other = told.versions[0].clone();
        let value = NamedValue::Value(Answer::Value(Value::Number(3)));
        other.entry.fields.insert("spots".into(), value);
        assert_ne!(told.true_uid(&other), name);
        let mut later = told.versions[0].clone();
        later.parents = vec!["b".into(), "a".into()];
        let behind = told.true_uid(&later);
        assert_ne!(behind, name);
        later.parents = vec!["a".into(), "b".into(), "a".into()];
        assert_eq!(told.true_uid(&later), behind, "in any order");
        let mut moved = told.clone();
        moved.unit = "018".into();
        assert_ne!(moved.true_uid(&told.versions[0]), name);
    }

    #[test]
    fn an_entry_comes_back_as_it_went() {
        let entry = RecordEntry {
            fields: [
                ("count".into(), FieldValue::Plain(Value::Number(3))),
                ("who".into(), FieldValue::Unit(UnitId(7))),
                ("what".into(), FieldValue::Hazard(HazardId(2))),
            ]
            .into(),
            ..RecordEntry::default()
        };
        let told = NamedEntry::of(
            &entry,
            |_| Ok::<_, ()>("017".to_owned()),
            |_| Ok("h".into()),
        );
        let told = told.expect("all have names");
        let json = serde_json::to_string(&told).expect("is data");
        assert_eq!(
            json,
            r#"{"fields":{"count":{"value":3},"what":{"hazard":"h"},"who":{"unit":"017"}},"reached":{}}"#
        );
        let here = told.here(
            |code| Ok::<_, ()>((code == "017").then_some(UnitId(7))),
            |name| Ok((name == "h").then_some(HazardId(2))),
        );
        assert_eq!(here, Ok(Some(entry)));
        assert_eq!(told.here(|_| Ok::<_, ()>(None), |_| Ok(None)), Ok(None));
    }
}
