//! What a form begins with: what was typed before, else what stands, else what the desk knows beforehand. Every way of
//! filling in a form asks here, on screen and from the command line.

use chrono::NaiveDate;

use super::load;
use crate::domain::calendar::Instant;
use crate::domain::id::UnitId;
use crate::domain::liaison::name_unit;
use crate::domain::period::PeriodId;
use crate::domain::submission::{Draft, Revision};
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::Desk;
use crate::ops::packet::Superior;
use crate::ops::prefill::{Prefill, prefill};
use crate::ops::review::{self, Before, Reviewed, before};
use crate::ops::status::{Cell, of_period};
use crate::ops::submit::liaison_of;
use crate::store::AsideDraft;

/// All that the desk knows about one unit and period.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    pub unit: UnitId,
    pub period: PeriodId,
    /// The day on which it was opened.
    pub today: NaiveDate,
    pub cell: Cell,
    /// Since when the period's books are closed: what is handed in now needs a reason.
    pub closed_at: Option<Instant>,
    /// What stands, if anything does.
    pub standing: Option<Revision>,
    /// What became of what stands: received above, accepted, returned with remarks; and what contradicts it.
    pub answer: Reviewed,
    /// What was said of an earlier revision than the one that stands, and what is another since.
    pub before: Option<Before>,
    /// Whether it is the desk's own unit's, and goes up to a desk above in a packet.
    pub goes_up: bool,
    /// How many revisions there have ever been, withdrawn ones too.
    pub revisions: usize,
    /// What was being typed when the form was last left.
    pub saved: Option<Draft>,
    /// When that was last written to disk.
    pub saved_at: Option<Instant>,
    /// What another program typed that did not go into the draft; a person says whether it is wanted.
    pub aside: Option<AsideDraft>,
    /// What the form begins with where nothing was typed: what stands, or what can be filled in beforehand.
    pub fresh: Draft,
    pub prefill: Prefill,
}

/// Where the beginning of a form comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// What was typed before.
    Saved,
    /// What was handed in, to be corrected.
    Standing,
    /// The sum of the periods before.
    Prefilled,
    Empty,
}

impl Opened {
    /// What the form begins with.
    pub fn draft(&self) -> &Draft {
        self.saved.as_ref().unwrap_or(&self.fresh)
    }

    pub fn origin(&self) -> Origin {
        match (&self.saved, &self.standing) {
            (Some(_), _) => Origin::Saved,
            (None, Some(_)) => Origin::Standing,
            (None, None) if self.fresh.entries.is_empty() => Origin::Empty,
            (None, None) => Origin::Prefilled,
        }
    }
}

/// Opens a form to type in it. What is typed goes on from what is read here.
pub fn open(
    desk: &mut Desk,
    unit: UnitId,
    period: &PeriodId,
    now: Instant,
) -> Result<Opened, Fault> {
    let there = desk.store.read().draft(unit, period)?;
    let key = (unit, period.clone());
    // What is typed here and not on disk goes on from what it went on from before.
    if !desk.typing.unsaved.contains_key(&key) {
        let there = there.map(|(there, _)| there);
        desk.typing.known.insert(key, there);
    }
    look(desk, unit, period, now)
}

/// Looks at a form without beginning anew: what is being typed in it goes on as it was.
pub fn look(desk: &Desk, unit: UnitId, period: &PeriodId, now: Instant) -> Result<Opened, Fault> {
    // What stands and what was typed are of one moment: an answer that is just being handed in is in one of the two.
    desk.store
        .snapshot(|_| look_at_once(desk, unit, period, now))
}

fn look_at_once(
    desk: &Desk,
    unit: UnitId,
    period: &PeriodId,
    now: Instant,
) -> Result<Opened, Fault> {
    let found = desk.unit(unit)?;
    let cell = of_period(desk, &found, period, now)?;
    let reader = desk.store.read();
    let standing = reader.current_revision(unit, period)?;
    let prefill = prefill(desk, unit, period)?;
    let answer = review::look(desk, unit, period)?;
    let before = standing
        .as_ref()
        .map(|standing| before(desk, standing, &answer.decisions));
    let before = before.transpose()?.flatten();
    let mut fresh = match &standing {
        Some(standing) => super::of_content(&desk.campaign, &standing.content),
        None => Draft {
            entries: prefill.entries.clone(),
            ..blank(desk, &found, period)?
        },
    };
    let mut saved = load(desk, unit, period)?;
    if desk.duty(period)?.asks_registration() {
        for draft in [&mut fresh].into_iter().chain(&mut saved) {
            name_unit(&desk.campaign, &found, &mut draft.fields);
        }
    }
    Ok(Opened {
        unit,
        period: period.clone(),
        today: now.date(),
        cell,
        closed_at: reader.closings()?.closed_at(period),
        standing,
        answer,
        before,
        goes_up: Superior::awaits(desk, unit)?,
        revisions: reader.revisions(unit, period)?.len(),
        saved,
        saved_at: reader.draft(unit, period)?.map(|(_, saved_at)| saved_at),
        aside: reader.aside_draft(
            unit,
            period,
            desk.typing.aside(unit, period).map(|own| own.id),
        )?,
        fresh,
        prefill,
    })
}

/// A form in which nothing stands but what the desk knows of the unit itself: who was registered before, and its name as
/// it is now.
pub fn blank(desk: &Desk, unit: &Unit, period: &PeriodId) -> Result<Draft, Fault> {
    let mut draft = Draft::default();
    if !desk.duty(period)?.asks_registration() {
        return Ok(draft);
    }
    draft.fields = liaison_of(desk, unit.id)?.unwrap_or_default();
    name_unit(&desk.campaign, unit, &mut draft.fields);
    Ok(draft)
}
