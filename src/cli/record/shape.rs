//! A record as `--json` prints it, and as a line or a page for people.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use crate::cli::page::{Page, Piece, Tone};
use crate::cli::shape::{UnitRef, unit_ref};
use crate::domain::calendar::words;
use crate::domain::campaign::Register;
use crate::domain::record::KeptRecord;
use crate::ops::record::{Lines, show, title};

/// A record with all that stands in it.
#[derive(Debug, Serialize)]
pub(super) struct RecordShape {
    pub id: i64,
    pub register: String,
    pub unit: UnitRef,
    /// Id of the given row that it is about; `null` where the register has none.
    row: Option<String>,
    pub title: String,
    /// The day that it counts on.
    pub day: NaiveDate,
    recorded_on: NaiveDate,
    /// Every field as a person reads it; what is blank is `null`.
    pub fields: BTreeMap<String, Option<String>>,
    /// The furthest stage.
    stage: Option<String>,
    pub stage_name: Option<String>,
    pub reached: Vec<ReachedShape>,
    revision: u32,
    /// Why it is void; `null` where it stands.
    pub void: Option<String>,
    /// Why it counts no longer, though it stands; `null` where it does.
    pub unfit: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct ReachedShape {
    stage: String,
    pub name: String,
    pub on: NaiveDate,
}

impl RecordShape {
    pub fn of(kept: &KeptRecord, register: &Register, lines: &Lines, today: NaiveDate) -> Self {
        let record = &kept.record;
        let fields = register.fields.iter().map(|field| {
            let text = show(lines, register, field, record);
            (field.id.to_string(), text)
        });
        let reached = register.stages.iter().filter_map(|stage| {
            Some(ReachedShape {
                stage: stage.id.to_string(),
                name: stage.name.clone(),
                on: *record.entry.reached.get(&stage.id)?,
            })
        });
        let stage = record.stage_on(register, today).map(|(_, stage)| stage);
        Self {
            id: record.id.0,
            register: register.id.to_string(),
            unit: unit_ref(&lines.units, record.unit),
            row: record.row.as_ref().map(ToString::to_string),
            title: title(register, record),
            day: record.day(register.day.as_ref()),
            recorded_on: record.recorded_on,
            fields: fields.collect(),
            stage: stage.map(|stage| stage.id.to_string()),
            stage_name: stage.map(|stage| stage.name.clone()),
            reached: reached.collect(),
            revision: kept.revision,
            void: kept.voided.as_ref().map(|voided| voided.reason.clone()),
            unfit: lines
                .unfit(register, record)
                .filter(|_| kept.voided.is_none()),
        }
    }

    /// Where it stands: void, no longer fit, its stage, or nothing.
    pub fn standing(&self) -> Piece {
        match (&self.void, &self.unfit, &self.stage_name) {
            (Some(_), ..) => Piece::new("已作废", Tone::Muted),
            (None, Some(_), _) => Piece::new("不再符合", Tone::Warning),
            (None, None, Some(stage)) => Piece::from(stage),
            (None, None, None) => Piece::default(),
        }
    }

    /// Everything that stands in it, a line each.
    pub fn page(&self, register: &Register) -> Page {
        let mut page = Page::new();
        let name = match self.title.as_str() {
            "" => String::new(),
            title => format!("，{title}"),
        };
        page.heading(format!(
            "{} 编号 {}，{}{name}",
            register.name, self.id, self.unit.name
        ));
        for field in &register.fields {
            let Some(Some(text)) = self.fields.get(field.id.as_str()) else {
                continue;
            };
            page.line(format!("  {}：{text}{}", field.label, field.measure));
        }
        for reached in &self.reached {
            page.line(format!("  {}：{}", reached.name, words::date(reached.on)));
        }
        if let Some(reason) = &self.void {
            page.line(Piece::new(format!("  已作废：{reason}"), Tone::Warning));
        }
        if let Some(unfit) = &self.unfit {
            page.line(Piece::new(format!("  {unfit}"), Tone::Warning));
        }
        page
    }
}
