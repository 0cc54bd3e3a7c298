//! What a demonstration's data file (`data/demo`) says. How it comes to pass is the season's to say.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Deserialize;

/// One demonstration, as its data file says it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Demonstration {
    pub(super) campaign: String,
    /// When it plays: the desk is as it would be at this moment.
    pub(super) now: String,
    #[serde(rename = "unit")]
    pub(super) units: Vec<DemoUnit>,
    /// What stands in the registration form, by field; `{unit}`, `{liaison}` and `{n}` are filled in.
    pub(super) fields: BTreeMap<String, String>,
    pub(super) texts: Texts,
    #[serde(rename = "hazard", default)]
    pub(super) hazards: Vec<DemoHazard>,
    #[serde(rename = "record", default)]
    pub(super) records: Vec<DemoRecord>,
    #[serde(rename = "share", default)]
    pub(super) shares: Vec<DemoShares>,
    #[serde(rename = "quota", default)]
    pub(super) quotas: Vec<DemoQuotas>,
    #[serde(rename = "nomination", default)]
    pub(super) nominations: Vec<DemoNomination>,
    /// Between what a unit's number of a figure lies, where its kind does not tell what is likely.
    #[serde(default)]
    pub(super) ranges: BTreeMap<String, [i64; 2]>,
    /// Figures that are the unit's share of a target: the figure's id, then the target's.
    #[serde(default)]
    pub(super) figures_of_shares: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoUnit {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) kind: String,
    /// The code of the unit above; the desk's own where it is empty.
    #[serde(default)]
    pub(super) parent: String,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
    pub(super) liaison: String,
    /// One letter for each period that its kind owes, in order of their deadlines; see [`season`].
    pub(super) season: String,
    /// Whether its own desk is the one that `demo --liaison` opens.
    #[serde(default)]
    pub(super) liaison_desk: bool,
    pub(super) excused: Option<DemoExcusal>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoExcusal {
    pub(super) from: NaiveDate,
    pub(super) to: NaiveDate,
    pub(super) reason: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Texts {
    pub(super) narratives: Vec<String>,
    /// For blanks that take words.
    pub(super) words: Vec<String>,
    /// The name of the plan's file.
    pub(super) plan: String,
    pub(super) late: String,
    /// For a registration form that comes late.
    pub(super) registered_late: String,
    pub(super) paper: String,
    pub(super) extend: String,
    pub(super) warnings: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoHazard {
    pub(super) unit: String,
    pub(super) found_on: NaiveDate,
    pub(super) place: String,
    pub(super) what: String,
    pub(super) level: String,
    pub(super) source: String,
    pub(super) measure: String,
    pub(super) responsible: String,
    pub(super) due: Option<NaiveDate>,
    pub(super) closed_on: Option<NaiveDate>,
    pub(super) reported_on: Option<NaiveDate>,
    #[serde(default)]
    pub(super) responsible_unit: String,
    #[serde(default)]
    pub(super) precautions: String,
    #[serde(default)]
    pub(super) checked_by: String,
}

/// A record of a register.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoRecord {
    pub(super) unit: String,
    pub(super) register: String,
    /// The day on which it is written.
    pub(super) on: NaiveDate,
    /// The given row that it is about.
    pub(super) row: Option<String>,
    /// As a person types them, by field.
    #[serde(default)]
    pub(super) fields: BTreeMap<String, String>,
    /// The fields to which a file is attached.
    #[serde(default)]
    pub(super) files: Vec<String>,
    /// The day on which it reached each stage.
    #[serde(default)]
    pub(super) reached: BTreeMap<String, NaiveDate>,
    /// Later days on which the same was done again: a record each.
    #[serde(default)]
    again: Vec<NaiveDate>,
}

impl DemoRecord {
    /// The record and those of the days on which the same was done again, dated on those days.
    pub(super) fn each_time(self) -> Vec<Self> {
        let (first, days) = (self.on.to_string(), self.again.clone());
        let later = days.into_iter().map(|on| {
            let mut again = self.clone();
            again.on = on;
            for text in again.fields.values_mut().filter(|text| **text == first) {
                *text = on.to_string();
            }
            again
        });
        let mut all: Vec<Self> = later.collect();
        all.insert(0, self);
        all
    }

    /// The days on which it is written and written on, in order.
    pub(super) fn days(&self) -> BTreeSet<NaiveDate> {
        let later = self.reached.values().copied();
        let later = later.filter(|day| *day > self.on);
        later.chain([self.on]).collect()
    }
}

/// How a target is split over units.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoShares {
    pub(super) target: String,
    pub(super) on: NaiveDate,
    /// As typed, by the unit's code.
    pub(super) units: BTreeMap<String, String>,
}

/// How many each unit may recommend for an award.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoQuotas {
    pub(super) award: String,
    pub(super) on: NaiveDate,
    /// By the recommending unit's code.
    pub(super) bodies: BTreeMap<String, u32>,
}

/// A candidate for an award.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemoNomination {
    pub(super) award: String,
    /// The code of the unit that recommends.
    pub(super) body: String,
    /// The code of the unit that is recommended, or that the team or person belongs to.
    pub(super) unit: String,
    #[serde(default)]
    pub(super) name: String,
    pub(super) on: NaiveDate,
    /// The conditions that a person has looked at and found met.
    #[serde(default)]
    pub(super) met: Vec<String>,
    #[serde(default)]
    pub(super) steps: BTreeMap<String, NaiveDate>,
    #[serde(default)]
    pub(super) note: String,
}
