//! Drafts: what is being typed, saved at every keystroke. A draft is no change of state of the desk, so saving one
//! leaves no trace in the audit; throwing one away does.
//!
//! What cannot be written (another program holds the desk, the disk is full) is kept in memory and stands for what is
//! on disk until it can be: [`save_again`].

use std::collections::BTreeMap;

use super::{About, Desk};
use crate::domain::audit::Act;
use crate::domain::calendar::Instant;
use crate::domain::campaign::Campaign;
use crate::domain::figure::Answer;
use crate::domain::id::{FigureId, UnitId};
use crate::domain::period::PeriodId;
use crate::domain::submission::{Content, Draft, Entry, TypedHazardCount, show_answer};
use crate::error::Fault;
use crate::store::StoreError;

/// Drafts that could not be written yet, by what they are for.
#[derive(Debug, Default)]
pub struct Unsaved(BTreeMap<(UnitId, PeriodId), Draft>);

impl Unsaved {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The draft has gone: handed in, or thrown away.
    pub(super) fn forget(&mut self, unit: UnitId, period: &PeriodId) {
        self.0.remove(&(unit, period.clone()));
    }
}

/// The draft as it was last typed.
pub fn load(desk: &Desk, unit: UnitId, period: &PeriodId) -> Result<Option<Draft>, Fault> {
    if let Some(draft) = desk.unsaved.0.get(&(unit, period.clone())) {
        return Ok(Some(draft.clone()));
    }
    let draft = desk.store.read().draft(unit, period)?;
    Ok(draft.map(|(draft, _)| draft))
}

/// Saves what stands in the form, right or wrong. One row: cheap enough for every keystroke. Where that fails the draft
/// is kept in memory.
pub fn save(
    desk: &mut Desk,
    unit: UnitId,
    period: &PeriodId,
    draft: &Draft,
    now: Instant,
) -> Result<(), Fault> {
    let written = desk
        .store
        .write(|writer| writer.put_draft(unit, period, draft, now));
    match written {
        Ok(()) => {
            desk.unsaved.forget(unit, period);
            Ok(())
        }
        Err::<(), StoreError>(error) => {
            let key = (unit, period.clone());
            desk.unsaved.0.insert(key, draft.clone());
            Err(error.into())
        }
    }
}

/// Tries again to write what could not be written before; the fault of the first that still cannot be.
pub fn save_again(desk: &mut Desk, now: Instant) -> Result<(), Fault> {
    while let Some((key, draft)) = desk.unsaved.0.pop_first() {
        save(desk, key.0, &key.1, &draft, now)?;
    }
    Ok(())
}

/// Throws a draft away; tells whether there was one.
pub fn discard(
    desk: &mut Desk,
    unit: UnitId,
    period: &PeriodId,
    now: Instant,
) -> Result<bool, Fault> {
    let discarded = desk.change(now, |change, _| {
        let was_there = change.delete_draft(unit, period)?;
        if was_there {
            let about = About::submission(unit, period);
            change.note(Act::DraftDiscarded, about, "清除尚未报送的草稿")?;
        }
        Ok::<_, StoreError>(was_there)
    })?;
    desk.unsaved.forget(unit, period);
    Ok(discarded)
}

/// What was handed in, back in the form: for a correction, and after a withdrawal.
pub fn of_content(campaign: &Campaign, content: &Content) -> Draft {
    let entry = |(id, answer): (&FigureId, &Answer)| {
        let figure = campaign.figure(id)?;
        let entry = match answer {
            Answer::NotApplicable => Entry::NotApplicable,
            Answer::Value(_) => Entry::Typed(show_answer(figure, answer)),
        };
        Some((figure.id.clone(), entry))
    };
    let hazards = content.hazards.iter().map(|(level, count)| {
        let typed = TypedHazardCount {
            found: count.found.to_string(),
            closed: count.closed.to_string(),
        };
        (level.clone(), typed)
    });
    Draft {
        fields: content.fields.clone(),
        entries: content.figures.iter().filter_map(entry).collect(),
        narrative: content.narrative.clone(),
        hazards: hazards.collect(),
        material: content.material.clone(),
        reason: String::new(),
        explanation: String::new(),
    }
}
