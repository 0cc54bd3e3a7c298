//! Drafts: what is being typed, saved at every keystroke. A draft is no change of state of the desk, so saving one
//! leaves no trace in the audit; throwing one away does.

use super::{About, Desk, change};
use crate::domain::audit::Act;
use crate::domain::calendar::Instant;
use crate::domain::campaign::Campaign;
use crate::domain::figure::Answer;
use crate::domain::id::{FigureId, UnitId};
use crate::domain::period::PeriodId;
use crate::domain::submission::{Content, Draft, Entry, TypedHazardCount, show_answer};
use crate::error::Fault;
use crate::store::StoreError;

/// The draft as it was last saved.
pub fn load(desk: &Desk, unit: UnitId, period: &PeriodId) -> Result<Option<Draft>, Fault> {
    let draft = desk.store.read().draft(unit, period)?;
    Ok(draft.map(|(draft, _)| draft))
}

/// Saves what stands in the form, right or wrong. One row: cheap enough for every keystroke.
pub fn save(
    desk: &mut Desk,
    unit: UnitId,
    period: &PeriodId,
    draft: &Draft,
    now: Instant,
) -> Result<(), Fault> {
    desk.store
        .write(|writer| writer.put_draft(unit, period, draft, now))?;
    Ok(())
}

/// Throws a draft away; tells whether there was one.
pub fn discard(
    desk: &mut Desk,
    unit: UnitId,
    period: &PeriodId,
    now: Instant,
) -> Result<bool, Fault> {
    let discarded = change(&mut desk.store, &desk.actor, now, |change| {
        let was_there = change.delete_draft(unit, period)?;
        if was_there {
            let about = About::submission(unit, period);
            change.note(Act::DraftDiscarded, about, "清除尚未报送的草稿")?;
        }
        Ok::<_, StoreError>(was_there)
    })?;
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
    }
}
