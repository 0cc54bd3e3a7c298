//! Records of registers: typed as a person types them, with a file in each field that wants one, taken to their stages on
//! the days on which they reached them.

use chrono::NaiveDate;

use super::{Actor, Stage};
use crate::domain::calendar::Instant;
use crate::domain::campaign::{Keeper, Register};
use crate::domain::record::{FieldValue, KeptRecord, RecordEntry};
use crate::error::Fault;
use crate::ops::demo::data::DemoRecord;
use crate::ops::record::{self, NewRecord, RecordError, read_typed, row_named};

impl Stage<'_> {
    /// Writes a record as it comes to stand on one of its days; what the coordinator fills in comes on the last.
    pub(super) fn record(
        &mut self,
        index: usize,
        day: NaiveDate,
        actor: Actor<'_>,
        now: Instant,
    ) -> Result<(), Fault> {
        let data = &self.demo.records[index];
        let register = record::register(&self.desk.campaign, &data.register.as_str().into())?;
        let register = register.clone();
        let before = match self.written.get(&index) {
            Some(id) => self.desk.store.read().record(*id)?,
            None => None,
        };
        let written = match self.entry(data, &register, before.as_ref(), day, actor, now)? {
            Err(unread) => Err(unread),
            Ok(entry) => self.write(index, &register, before.as_ref(), entry, actor, now),
        };
        written.map_err(|error| {
            let why = Fault::from(error);
            Fault::environment(format!(
                "演示数据登记不进去：{} {}（{day}）：{why}",
                actor.data.name, register.name
            ))
        })
    }

    /// What the record says on a day.
    fn entry(
        &mut self,
        data: &DemoRecord,
        register: &Register,
        before: Option<&KeptRecord>,
        day: NaiveDate,
        actor: Actor<'_>,
        now: Instant,
    ) -> Result<Result<RecordEntry, RecordError>, Fault> {
        let mut entry = before.map_or_else(RecordEntry::default, |kept| kept.record.entry.clone());
        let is_last = data.days().last() == Some(&day);
        let is_due = |id: &str| {
            let field = register.field(&id.into());
            is_last || field.is_none_or(|field| field.kept_by == Keeper::Unit)
        };
        let typed = data.fields.iter().filter(|(id, _)| is_due(id));
        let typed = typed.map(|(id, text)| (id.as_str().into(), text.clone()));
        let unread = read_typed(
            self.desk,
            register,
            &typed.collect(),
            &mut entry,
            now.date(),
        );
        if !unread.is_empty() {
            return Ok(Err(RecordError::Problems(unread)));
        }
        if before.is_none() {
            for field in &data.files {
                let name = format!("{}-{}.txt", register.name, actor.data.name);
                let text = format!("{}\n{}\n（演示材料）\n", actor.data.name, register.name);
                let value = FieldValue::Material(vec![self.file(&name, &text, now)?]);
                entry.fields.insert(field.as_str().into(), value);
            }
        }
        let reached = data.reached.iter().filter(|(_, on)| **on <= day);
        let reached = reached.map(|(stage, on)| (stage.as_str().into(), *on));
        entry.reached.extend(reached);
        Ok(Ok(entry))
    }

    fn write(
        &mut self,
        index: usize,
        register: &Register,
        before: Option<&KeptRecord>,
        entry: RecordEntry,
        actor: Actor<'_>,
        now: Instant,
    ) -> Result<(), RecordError> {
        if let Some(kept) = before {
            return self.write_on(kept, &entry, now);
        }
        let row = match &self.demo.records[index].row {
            Some(row) => Some(row_named(register, row)?.id.clone()),
            None => None,
        };
        let new = NewRecord {
            register: register.id.clone(),
            unit: actor.unit,
            row,
            entry,
        };
        let id = record::add(self.desk, &new, &self.demo.texts.warnings, now)?;
        self.written.insert(index, id);
        Ok(())
    }

    /// A record that stands comes further: to a stage, or by what is filled in.
    fn write_on(
        &mut self,
        kept: &KeptRecord,
        entry: &RecordEntry,
        now: Instant,
    ) -> Result<(), RecordError> {
        let (id, before) = (kept.record.id, &kept.record.entry);
        if entry.fields != before.fields {
            return record::edit(self.desk, id, kept.revision, entry, "", now).map(drop);
        }
        for (stage, on) in &entry.reached {
            if !before.reached.contains_key(stage) {
                record::reach(self.desk, id, stage, *on, now)?;
            }
        }
        Ok(())
    }
}
