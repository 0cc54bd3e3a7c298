//! Which places of a record only the desk that collects keeps (只由牵头部门填写、认定), and whether a version oversteps that. Who
//! collects, and from whom a version comes, the callers know.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{NamedEntry, NamedRecord, NamedVersion, RecordEntry};
use crate::domain::campaign::{Register, RegisterField, Stage};
use crate::domain::id::{FieldId, StageId};
use crate::domain::lineage::{Node, in_order};

/// A place of a record that is not whoever writes it to fill in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept<'r> {
    Field(&'r RegisterField),
    Stage(&'r Stage),
}

impl Kept<'_> {
    /// What is said where somebody else has written there.
    pub fn words(&self) -> String {
        match self {
            Self::Field(field) => format!("{}只由牵头部门填写", field.label),
            Self::Stage(stage) => format!("“{}”只由牵头部门认定", stage.name),
        }
    }
}

impl RecordEntry {
    /// The places that only the desk that collects keeps and of which `self` and `other` say different things.
    pub fn kept_otherwise<'r>(&self, other: &Self, register: &'r Register) -> Vec<Kept<'r>> {
        let (said, before) = (
            (&self.fields, &self.reached),
            (&other.fields, &other.reached),
        );
        kept_otherwise(said, before, register)
    }
}

/// What of a record that a unit tells is passed over, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overstepped<'r> {
    /// Names of the versions.
    pub versions: BTreeSet<String>,
    /// What they say otherwise: in the register's order, each place once.
    pub places: Vec<Kept<'r>>,
}

impl NamedRecord {
    /// The versions of a unit that does not collect that overstep what only the desk that collects keeps. The rule:
    ///
    /// - Versions that are `known` here were written or taken here, and are not looked at again.
    /// - A version is taken where it says in the kept places what every version says that it was made on and that is taken;
    ///   where none of those is, what the nearest taken ones behind them say; and where there is none, nothing.
    /// - All others are passed over, one by one.
    ///
    /// So a version that builds on one that was passed over is taken once it agrees again. What it goes back to then has a
    /// gap: it replaces only what it reaches by versions that were taken, and stands beside the rest until somebody decides.
    /// Whether a version is taken follows from what is behind it alone, so that the order of packets does not matter under one
    /// campaign file. It is not promised under several, which may leave other places to the desk above.
    pub fn overstepped<'r>(
        &self,
        register: &'r Register,
        known: &[NamedVersion],
    ) -> Overstepped<'r> {
        let known: BTreeMap<&str, &NamedVersion> = by_name(known);
        let mut all = by_name(&self.versions);
        all.extend(&known);
        let all: Vec<&NamedVersion> = all.into_values().collect();
        let nodes: Vec<Node<'_>> = all.iter().map(|version| place_in_line(version)).collect();
        let mut grounds: BTreeMap<&str, Ground<'_>> = BTreeMap::new();
        let mut overstepped = Overstepped::default();
        for version in in_order(&nodes).into_iter().map(|at| all[at]) {
            let ground = Ground::below(version, &grounds);
            let otherwise = ground.kept_otherwise(version, register);
            let uid = version.uid.as_str();
            if known.contains_key(uid) || otherwise.is_empty() {
                grounds.insert(uid, Ground::of(version));
            } else {
                overstepped.places.extend(otherwise);
                overstepped.versions.insert(uid.to_owned());
                let is_taken = false;
                grounds.insert(uid, Ground { is_taken, ..ground });
            }
        }
        let mut places = places(register);
        places.retain(|place| overstepped.places.contains(place));
        Overstepped {
            places,
            ..overstepped
        }
    }
}

fn by_name(versions: &[NamedVersion]) -> BTreeMap<&str, &NamedVersion> {
    let versions = versions.iter();
    versions.map(|one| (one.uid.as_str(), one)).collect()
}

/// A version as far as the order of parents and children asks for it.
fn place_in_line(version: &NamedVersion) -> Node<'_> {
    Node {
        uid: &version.uid,
        parents: &version.parents,
        digest: "".into(),
        is_bare: false,
        sent_at: version.at,
        is_withdrawn: false,
        is_accepted: false,
    }
}

/// What a version that is made on another has to agree with: that one where it is taken, else the nearest taken ones behind it.
struct Ground<'v> {
    is_taken: bool,
    /// By name; none where nothing behind it is taken.
    taken: BTreeMap<&'v str, &'v NamedEntry>,
}

impl<'v> Ground<'v> {
    fn of(version: &'v NamedVersion) -> Self {
        Self {
            is_taken: true,
            taken: [(version.uid.as_str(), &version.entry)].into(),
        }
    }

    /// What a version itself has to agree with. Parents of which nothing is told are as good as none.
    fn below(version: &NamedVersion, grounds: &BTreeMap<&str, Self>) -> Self {
        let parents = version.parents.iter();
        let parents = parents.filter_map(|parent| grounds.get(parent.as_str()));
        let is_taken = parents.clone().any(|parent| parent.is_taken);
        let parents = parents.filter(|parent| parent.is_taken == is_taken);
        Self {
            is_taken,
            taken: parents.flat_map(|parent| parent.taken.clone()).collect(),
        }
    }

    fn kept_otherwise<'r>(&self, version: &NamedVersion, register: &'r Register) -> Vec<Kept<'r>> {
        let blank = NamedEntry::default();
        let said = (&version.entry.fields, &version.entry.reached);
        let against = |entry: &NamedEntry| {
            let before = (&entry.fields, &entry.reached);
            kept_otherwise(said, before, register)
        };
        match self.taken.is_empty() {
            true => against(&blank),
            false => self.taken.values().flat_map(|one| against(one)).collect(),
        }
    }
}

/// The fields and the stages of an entry, whatever its values are written in.
type Said<'e, V> = (&'e BTreeMap<FieldId, V>, &'e BTreeMap<StageId, NaiveDate>);

fn kept_otherwise<'r, V: PartialEq>(
    said: Said<'_, V>,
    before: Said<'_, V>,
    register: &'r Register,
) -> Vec<Kept<'r>> {
    let mut places = places(register);
    places.retain(|place| match place {
        Kept::Field(field) => said.0.get(&field.id) != before.0.get(&field.id),
        Kept::Stage(stage) => said.1.get(&stage.id) != before.1.get(&stage.id),
    });
    places
}

/// The places of a register that only the desk that collects keeps: fields, then stages, in its order.
fn places(register: &Register) -> Vec<Kept<'_>> {
    let fields = register.fields.iter();
    let fields = fields.filter(|field| !field.kept_by.allows(false));
    let stages = register.stages.iter();
    let stages = stages.filter(|stage| !stage.kept_by.allows(false));
    fields
        .map(Kept::Field)
        .chain(stages.map(Kept::Stage))
        .collect()
}

#[cfg(test)]
mod tests;
