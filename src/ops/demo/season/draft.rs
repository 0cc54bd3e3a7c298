//! What a unit wrote for a period: each part that the duty asks for.

use std::fs;
use std::ops::ControlFlow;

use super::{Actor, Stage};
use crate::domain::calendar::Instant;
use crate::domain::campaign::{Ask, FieldKind};
use crate::domain::figure::{Answer, Figure, Figures};
use crate::domain::id::TableId;
use crate::domain::material::Material;
use crate::domain::period::Period;
use crate::domain::submission::{Draft, TypedHazardCount};
use crate::error::Fault;
use crate::ops::demo::figures::{Seed, entries};
use crate::ops::prefill::prefill;
use crate::ops::{hazard, material};

impl Stage<'_> {
    /// What the unit wrote: each part that the duty asks for.
    pub(super) fn draft(
        &mut self,
        actor: Actor<'_>,
        period: &Period,
        now: Instant,
    ) -> Result<Draft, Fault> {
        let mut draft = Draft::default();
        let index = actor.index + period.id.index.unwrap_or(0) as usize;
        let asks = self.desk.duty(&period.id)?.asks.clone();
        for ask in &asks {
            match ask {
                Ask::Registration => self.fill_fields(actor, &mut draft),
                Ask::Narrative { .. } => {
                    let narratives = &self.demo.texts.narratives;
                    draft.narrative = narratives[index % narratives.len()].clone();
                }
                Ask::Material { required, .. } => {
                    if *required || index.is_multiple_of(3) {
                        self.attach(actor, period, &mut draft, now)?;
                    }
                }
                Ask::Hazards => self.count_hazards(actor, period, &mut draft)?,
                Ask::Table { table } => {
                    let mut counted = prefill(self.desk, actor.unit, &period.id)?.registers;
                    counted.extend(self.shared(actor, table)?);
                    let seed = Seed {
                        number: index * 31 + actor.index,
                        words: &self.demo.texts.words,
                        ranges: &self.demo.ranges,
                        on: now.date(),
                        counted: &counted,
                    };
                    draft.entries = entries(&self.desk.campaign, table, seed);
                }
            }
        }
        Ok(draft)
    }

    /// The figures of a table that are the unit's shares of targets; nothing is shared with it where none is told.
    fn shared(&self, actor: Actor<'_>, table: &TableId) -> Result<Figures, Fault> {
        let figures = self.desk.campaign.figures_of(table);
        let share = |figure: &Figure| {
            let target = self.demo.figures_of_shares.get(figure.id.as_str())?;
            let mut shares = self.demo.shares.iter();
            let split = shares.find(|split| split.target == *target)?;
            let typed = split.units.get(&actor.data.code);
            let number = typed.map_or(Ok(0), |typed| typed.parse()).map_err(|_| {
                let words = format!("演示数据里 {} 的分解任务不是整数", actor.data.code);
                Fault::environment(words)
            });
            Some(number.map(|number| (figure.id.clone(), Answer::number(number))))
        };
        figures.filter_map(share).collect()
    }

    fn fill_fields(&self, actor: Actor<'_>, draft: &mut Draft) {
        let Some(form) = &self.desk.campaign.registration else {
            return;
        };
        for field in &form.fields {
            let pattern = match (self.demo.fields.get(field.id.as_str()), &field.kind) {
                (Some(pattern), _) => pattern.as_str(),
                (None, FieldKind::UnitName) => "{unit}",
                (None, _) => continue,
            };
            let text = pattern
                .replace("{unit}", &actor.data.name)
                .replace("{liaison}", &actor.data.liaison)
                .replace("{n}", &format!("{:02}", actor.index + 1));
            draft.fields.insert(field.id.clone(), text);
        }
    }

    /// A small text file, named as people name such files.
    fn attach(
        &mut self,
        actor: Actor<'_>,
        period: &Period,
        draft: &mut Draft,
        now: Instant,
    ) -> Result<(), Fault> {
        let name = match period.id.index {
            Some(_) => format!("{}-{}.txt", period.name.replace('·', "-"), actor.data.name),
            None => format!("{}-{}.txt", self.demo.texts.plan, actor.data.name),
        };
        let text = format!("{}\n{}\n（演示材料）\n", actor.data.name, period.name);
        draft.material.push(self.file(&name, &text, now)?);
        Ok(())
    }

    /// Makes a file and attaches it.
    pub(super) fn file(&mut self, name: &str, text: &str, now: Instant) -> Result<Material, Fault> {
        let folder = tempfile::tempdir()
            .map_err(|error| Fault::io("建立演示材料", self.desk.folder.as_path(), &error))?;
        let path = folder.path().join(name);
        fs::write(&path, text).map_err(|error| Fault::io("建立演示材料", &path, &error))?;
        let go_on = &mut |_, _| ControlFlow::Continue(());
        let attached = material::attach(self.desk, &path, material::LARGEST, go_on, now)?;
        Ok(attached.material)
    }

    fn count_hazards(
        &self,
        actor: Actor<'_>,
        period: &Period,
        draft: &mut Draft,
    ) -> Result<(), Fault> {
        let Some(days) = period.occurrence.days else {
            return Ok(());
        };
        for (level, count) in hazard::counts(self.desk, actor.unit, days)? {
            let typed = TypedHazardCount {
                found: count.found.to_string(),
                closed: count.closed.to_string(),
            };
            draft.hazards.insert(level, typed);
        }
        Ok(())
    }
}
