//! Records of registers: typed as a person types them, with a file in each field that wants one, taken to their stages.

use super::{Actor, Stage};
use crate::domain::calendar::Instant;
use crate::domain::record::{FieldValue, RecordEntry};
use crate::error::Fault;
use crate::ops::demo::DemoRecord;
use crate::ops::record::{self, NewRecord, RecordError, read_typed, row_named};

impl Stage<'_> {
    /// Writes one record as it stands on the last day that is told of it.
    pub(super) fn record(
        &mut self,
        data: &DemoRecord,
        actor: Actor<'_>,
        now: Instant,
    ) -> Result<(), Fault> {
        let register = record::register(&self.desk.campaign, &data.register.as_str().into())?;
        let register = register.clone();
        let mut entry = RecordEntry::default();
        let typed = data
            .fields
            .iter()
            .map(|(id, text)| (id.as_str().into(), text.clone()))
            .collect();
        let unread = read_typed(self.desk, &register, &typed, &mut entry, now.date());
        for field in &data.files {
            let name = format!("{}-{}.txt", register.name, actor.data.name);
            let text = format!("{}\n{}\n（演示材料）\n", actor.data.name, register.name);
            let file = self.file(&name, &text, now)?;
            let value = FieldValue::Material(vec![file]);
            entry.fields.insert(field.as_str().into(), value);
        }
        for (stage, day) in &data.reached {
            entry.reached.insert(stage.as_str().into(), *day);
        }
        let row = match &data.row {
            Some(row) => Some(row_named(&register, row)?.id.clone()),
            None => None,
        };
        let new = NewRecord {
            register: register.id.clone(),
            unit: actor.unit,
            row,
            entry,
        };
        let warnings = self.demo.texts.warnings.clone();
        let written = match unread.is_empty() {
            true => record::add(self.desk, &new, &warnings, now).map(drop),
            false => Err(RecordError::Problems(unread)),
        };
        written.map_err(|error| {
            let why = Fault::from(error);
            Fault::environment(format!(
                "演示数据登记不进去：{} {}（{}）：{why}",
                actor.data.name, register.name, data.on
            ))
        })
    }
}
