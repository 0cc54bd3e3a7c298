//! Drafts: what is being typed, saved at every keystroke. A draft is no change of state of the desk, so saving one
//! leaves no trace in the audit; throwing one away does. What a form begins with is in `opening`.
//!
//! What cannot be written (another program holds the desk, the disk is full) is kept in memory and stands for what is
//! on disk until it can be: [`save_again`]. Nor is a draft written over what somebody else typed meanwhile: whoever
//! comes second is told, with the other's text, and says which holds: [`settle`]. Until then the second text lies beside
//! the draft, and whoever opens the form after a killed program is asked about it.

mod opening;

use std::collections::BTreeMap;

pub use opening::{Opened, Origin, blank, look, open};

use super::{About, Change, Desk};
use crate::domain::audit::Act;
use crate::domain::calendar::Instant;
use crate::domain::campaign::{Basis, Campaign};
use crate::domain::figure::Answer;
use crate::domain::id::{FigureId, UnitId};
use crate::domain::period::PeriodId;
use crate::domain::submission::{Content, Draft, Entry, TypedHazardCount, show_answer};
use crate::error::Fault;
pub use crate::store::AsideDraft;
use crate::store::StoreError;

type Key = (UnitId, PeriodId);

/// What this program types, and what it knows of the drafts that it types in.
#[derive(Debug, Default)]
pub struct Typing {
    /// What stood on disk when this program last read a draft to go on with it, or wrote it; `None` where there was
    /// none. Something else there now was typed by somebody else.
    known: BTreeMap<Key, Option<Draft>>,
    /// What could not be written.
    unsaved: BTreeMap<Key, Draft>,
    /// What was typed here and lies beside a draft that somebody else typed in.
    aside: BTreeMap<Key, AsideDraft>,
}

impl Typing {
    /// Whether all that was typed is on disk.
    pub fn is_saved(&self) -> bool {
        self.unsaved.is_empty()
    }

    /// What is known to stand on disk; `None` where this program has never looked.
    pub(super) fn known(&self, unit: UnitId, period: &PeriodId) -> Option<&Option<Draft>> {
        self.known.get(&(unit, period.clone()))
    }

    /// What lies beside a draft and was typed here.
    fn aside(&self, unit: UnitId, period: &PeriodId) -> Option<&AsideDraft> {
        self.aside.get(&(unit, period.clone()))
    }

    /// The draft has gone: handed in, or thrown away.
    pub(super) fn forget(&mut self, unit: UnitId, period: &PeriodId) {
        let key = (unit, period.clone());
        self.unsaved.remove(&key);
        self.known.insert(key, None);
    }
}

/// A draft as it is on disk.
#[derive(Debug, Clone, PartialEq)]
pub struct There {
    pub draft: Draft,
    pub saved_at: Instant,
}

impl From<(Draft, Instant)> for There {
    fn from((draft, saved_at): (Draft, Instant)) -> Self {
        Self { draft, saved_at }
    }
}

/// Why a draft was not written. It is kept in memory.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SaveError {
    /// Somebody else has typed in it since: what stands there now, or nothing where it was handed in or thrown away. What
    /// was typed here lies beside it.
    #[error("这份草稿在别处也改过，没有覆盖")]
    Elsewhere(Option<Box<There>>),
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<StoreError> for SaveError {
    fn from(error: StoreError) -> Self {
        Self::Fault(error.into())
    }
}

impl From<SaveError> for Fault {
    fn from(error: SaveError) -> Self {
        match error {
            SaveError::Fault(fault) => fault,
            elsewhere @ SaveError::Elsewhere(_) => Fault::problem(elsewhere.to_string())
                .safe("两份内容都还在")
                .hint("请重新打开这份草稿，看过以后再决定用哪一份"),
        }
    }
}

/// The draft as it was last typed.
pub fn load(desk: &Desk, unit: UnitId, period: &PeriodId) -> Result<Option<Draft>, Fault> {
    if let Some(draft) = desk.typing.unsaved.get(&(unit, period.clone())) {
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
) -> Result<(), SaveError> {
    let key = (unit, period.clone());
    let duty = desk.duty(period)?.clone();
    let known = desk.typing.known.get(&key).and_then(Option::as_ref);
    let own = desk.typing.aside.get(&key);
    // Compared under the write lock: between looking and writing nobody else types.
    let written = desk.store.write(|writer| {
        let there = writer.draft(unit, period)?.map(There::from);
        let stands = there.as_ref().map(|there| &there.draft);
        if stands != known && stands != Some(draft) {
            let aside = writer.put_draft_aside((unit, period), own, draft, now)?;
            return Ok(Written::Aside(Box::new(aside), there));
        }
        // What was emptied again is no draft: the unit is not to seem to be at it. Beside something that stands, or that
        // is filled in beforehand, emptiness is an answer.
        let begins_empty = duty.basis == Basis::Increment && !duty.asks_registration();
        if begins_empty && draft.says_nothing() && writer.current_revision(unit, period)?.is_none()
        {
            writer.delete_draft(unit, period)?;
            own.map_or(Ok(()), |own| writer.delete_aside_draft(own))?;
            return Ok(Written::Nothing);
        }
        writer.put_draft(unit, period, draft, now)?;
        own.map_or(Ok(()), |own| writer.delete_aside_draft(own))?;
        Ok::<_, StoreError>(Written::InPlace)
    });
    match written {
        Ok(written @ (Written::InPlace | Written::Nothing)) => {
            desk.typing.unsaved.remove(&key);
            desk.typing.aside.remove(&key);
            let known = matches!(written, Written::InPlace).then(|| draft.clone());
            desk.typing.known.insert(key, known);
            Ok(())
        }
        Ok(Written::Aside(aside, there)) => {
            desk.typing.unsaved.insert(key.clone(), draft.clone());
            desk.typing.aside.insert(key, *aside);
            Err(SaveError::Elsewhere(there.map(Box::new)))
        }
        Err(error) => {
            desk.typing.unsaved.insert(key, draft.clone());
            Err(error.into())
        }
    }
}

/// Where a draft was written.
enum Written {
    InPlace,
    /// Nowhere: it says nothing.
    Nothing,
    /// Beside what somebody else typed, which is told.
    Aside(Box<AsideDraft>, Option<There>),
}

/// What was typed here beside somebody else's text is not wanted any more.
pub fn give_up(desk: &mut Desk, unit: UnitId, period: &PeriodId) -> Result<(), Fault> {
    let key = (unit, period.clone());
    desk.typing.unsaved.remove(&key);
    match desk.typing.aside.remove(&key) {
        Some(own) => drop_aside(desk, &own),
        None => Ok(()),
    }
}

/// A person has seen what lies beside a draft, and does not want it or has taken it over.
pub fn drop_aside(desk: &mut Desk, seen: &AsideDraft) -> Result<(), Fault> {
    Ok(desk.store.write(|writer| writer.delete_aside_draft(seen))?)
}

/// Tries again to write whatever could not be written before; the fault of the first that still cannot be. One that
/// waits for a person's decision keeps none of the others from the disk.
pub fn save_again(desk: &mut Desk, now: Instant) -> Result<(), SaveError> {
    let mut first = Ok(());
    for ((unit, period), draft) in desk.typing.unsaved.clone() {
        let saved = save(desk, unit, &period, &draft, now);
        first = first.and(saved);
    }
    first
}

/// A person has seen what somebody else typed (`theirs`, nothing where that draft has gone), and what is saved from now
/// on may take its place. What was typed here and is not on disk is no longer kept: whoever wants it saves it.
pub fn settle(desk: &mut Desk, unit: UnitId, period: &PeriodId, theirs: Option<Draft>) {
    let key = (unit, period.clone());
    desk.typing.unsaved.remove(&key);
    desk.typing.known.insert(key, theirs);
}

/// Takes away the draft that is handed in. What somebody else typed in it meanwhile, or typed where this program never
/// looked, stays.
pub(super) fn hand_over(
    change: &Change<'_>,
    (unit, period): (UnitId, &PeriodId),
    known: Option<&Option<Draft>>,
    handed_in: &Draft,
) -> Result<(), Fault> {
    let Some(there) = change.draft(unit, period)?.map(There::from) else {
        return Ok(());
    };
    let is_ours = match known {
        _ if there.draft == *handed_in => true,
        Some(known) if known.as_ref() != Some(&there.draft) => {
            return Err(SaveError::Elsewhere(Some(Box::new(there))).into());
        }
        known => known.is_some(),
    };
    if is_ours {
        change.delete_draft(unit, period)?;
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
    desk.typing.forget(unit, period);
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
