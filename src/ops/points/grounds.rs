//! What stands behind a point: the record that gave it, by its name, and what that record was asked to show before it
//! counted: the day and place of its publication, its evidence.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::campaign::{Register, RegisterField, Stage};
use crate::domain::id::{RecordId, StageId};
use crate::domain::record::{Record, missing_for};
use crate::error::Fault;
use crate::ops::Desk;
use crate::ops::record::{Lines, ListRecords, list, show, title};

/// A record, as whoever asks about a point is told of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ground {
    /// What the record is called by; its register's name where it has no name of its own.
    pub title: String,
    /// What its stages wanted filled in, as far as it is, in the order of the fields.
    pub proof: Vec<Proof>,
    /// The stages that it has not reached.
    pub open: Vec<OpenStage>,
}

/// A stage that a record has not reached, and what has to be filled in before it can.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenStage {
    pub stage: StageId,
    pub name: String,
    /// The labels of the fields that are still blank.
    pub missing: Vec<String>,
}

/// One field of a record, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    pub label: String,
    pub text: String,
}

impl Ground {
    /// `宣传发布日期 2025-07-08；佐证材料 现场.jpg`; nothing where nothing was asked for.
    pub fn proof_in_words(&self) -> String {
        let proof = self.proof.iter();
        let words: Vec<String> = proof
            .map(|one| format!("{} {}", one.label, one.text))
            .collect();
        words.join("；")
    }

    /// Why it gives nothing before it has come to a stage: `还没有到“已宣传发布”，不计分；还要填好：佐证材料`.
    pub fn waits_in_words(&self, stage: &StageId) -> String {
        let open = self.open.iter().find(|open| open.stage == *stage);
        let name = open.map_or(stage.as_str(), |open| &open.name);
        let missing = open.map(|open| open.missing.join("、")).unwrap_or_default();
        let missing = match missing.as_str() {
            "" => String::new(),
            missing => format!("；还要填好：{missing}"),
        };
        format!("还没有到“{name}”，不计分{missing}")
    }
}

/// Of every record of the desk, what stands behind a point that it gives.
pub fn grounds(desk: &Desk, today: NaiveDate) -> Result<BTreeMap<RecordId, Ground>, Fault> {
    let lines = Lines::of(desk)?;
    let mut grounds = BTreeMap::new();
    for register in &desk.campaign.registers {
        for kept in list(desk, &ListRecords::of(register.id.clone()), today)? {
            let ground = ground(&lines, register, &kept.record, today);
            grounds.insert(kept.record.id, ground);
        }
    }
    Ok(grounds)
}

fn ground(lines: &Lines, register: &Register, record: &Record, today: NaiveDate) -> Ground {
    let asked = |field: &&RegisterField| {
        let mut stages = register.stages.iter();
        stages.any(|stage| stage.requires.contains(&field.id))
    };
    let told = |field: &RegisterField| {
        Some(Proof {
            label: field.label.clone(),
            text: show(lines, register, field, record)?,
        })
    };
    let title = match title(register, record) {
        title if title.is_empty() => register.name.clone(),
        title => title,
    };
    let open = |stage: &Stage| {
        let reached = record.entry.reached.get(&stage.id);
        let missing = missing_for(register, record, &stage.id).into_iter();
        reached.is_none_or(|day| *day > today).then(|| OpenStage {
            stage: stage.id.clone(),
            name: stage.name.clone(),
            missing: missing.map(|field| field.label.clone()).collect(),
        })
    };
    Ground {
        title,
        open: register.stages.iter().filter_map(open).collect(),
        proof: register
            .fields
            .iter()
            .filter(asked)
            .filter_map(told)
            .collect(),
    }
}
