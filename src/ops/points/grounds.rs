//! What stands behind a point: the record that gave it, by its name, and what that record was asked to show before it
//! counted: the day and place of its publication, its evidence.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::campaign::{Register, RegisterField};
use crate::domain::id::RecordId;
use crate::domain::record::Record;
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
}

/// Of every record of the desk, what stands behind a point that it gives.
pub fn grounds(desk: &Desk, today: NaiveDate) -> Result<BTreeMap<RecordId, Ground>, Fault> {
    let lines = Lines::of(desk)?;
    let mut grounds = BTreeMap::new();
    for register in &desk.campaign.registers {
        for kept in list(desk, &ListRecords::of(register.id.clone()), today)? {
            grounds.insert(kept.record.id, ground(&lines, register, &kept.record));
        }
    }
    Ok(grounds)
}

fn ground(lines: &Lines, register: &Register, record: &Record) -> Ground {
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
    Ground {
        title,
        proof: register
            .fields
            .iter()
            .filter(asked)
            .filter_map(told)
            .collect(),
    }
}
