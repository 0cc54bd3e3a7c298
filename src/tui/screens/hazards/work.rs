//! What this screen asks of the desk, carried out through the verbs of `ops`. The only place of the screen that does
//! anything outside its own state.

use chrono::NaiveDate;

use crate::domain::calendar::Instant;
use crate::domain::hazard::{Hazard, HazardEntry};
use crate::domain::id::{HazardId, UnitId};
use crate::error::Fault;
use crate::ops::Desk;
use crate::ops::hazard::{self, Filled, ListHazards};
use crate::tui::screens::form_draft;
use crate::tui::work::Report;

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// What is typed into a dialog.
    Draft(form_draft::Request),
    /// The whole ledger.
    Load,
    Add {
        unit: UnitId,
        entry: Box<HazardEntry>,
    },
    Edit {
        hazard: HazardId,
        /// What it said when it was looked at.
        seen: Box<HazardEntry>,
        entry: Box<HazardEntry>,
        /// Why its closing is taken back, where it is.
        reason: String,
    },
    /// 销号
    Close {
        hazard: HazardId,
        on: NaiveDate,
        /// What was missing.
        filled: Filled,
    },
    Reopen {
        hazard: HazardId,
        reason: String,
    },
}

impl Request {
    /// Whether what other screens show may grow stale.
    pub fn is_change(&self) -> bool {
        !matches!(self, Self::Load | Self::Draft(_))
    }
}

/// What the desk answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    Draft(form_draft::Answer),
    Loaded(Vec<Hazard>),
    /// A change was made to an entry; what to say of it.
    Done {
        hazard: HazardId,
        told: String,
    },
}

/// Carries a request out.
pub fn perform(
    desk: &mut Desk,
    request: Request,
    now: Instant,
    _: Report<'_>,
) -> Result<Answer, Fault> {
    let (hazard, told) = match request {
        Request::Draft(request) => {
            return Ok(Answer::Draft(form_draft::perform(desk, request, now)));
        }
        Request::Load => {
            let ledger = hazard::list(desk, &ListHazards::default(), now.date())?;
            return Ok(Answer::Loaded(ledger));
        }
        Request::Add { unit, entry } => {
            let hazard = hazard::add(desk, unit, &entry, now)?;
            (hazard, format!("已登记隐患：{}", entry.place.trim()))
        }
        Request::Edit {
            hazard,
            seen,
            entry,
            reason,
        } => {
            hazard::edit(desk, hazard, &seen, &entry, &reason, now)?;
            (hazard, format!("已修改隐患：{}", entry.place.trim()))
        }
        Request::Close { hazard, on, filled } => {
            hazard::close(desk, hazard, on, &filled, now)?;
            (hazard, "已销号".to_owned())
        }
        Request::Reopen { hazard, reason } => {
            hazard::reopen(desk, hazard, &reason, now)?;
            (hazard, "已撤销销号，恢复整改".to_owned())
        }
    };
    Ok(Answer::Done { hazard, told })
}
