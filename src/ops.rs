//! The verbs of the program, shared by the command line and the screens. No SQL text, no screen.
//!
//! A verb takes the [`Desk`], its input and "now", and returns what came of it or a [`Fault`]
//! that says what to do. Every change of state goes through `change`, which writes the audit in the same
//! transaction: a program that is killed leaves the desk as it was before the verb or as it is after.

mod answers;
pub mod audit;
pub mod books;
pub mod campaign;
pub mod chase;
pub mod counting;
pub mod demo;
pub mod desk;
pub mod draft;
pub mod export;
mod facts;
pub mod form_draft;
pub mod hazard;
pub mod intray;
mod kept;
pub mod material;
pub mod nomination;
pub mod overview;
pub mod owing;
pub mod packet;
pub mod points;
pub mod prefill;
pub mod record;
pub mod responsibility;
pub mod review;
pub mod rollup;
#[cfg(test)]
pub(crate) mod sample;
pub mod status;
pub mod submit;
pub mod target;
pub mod total;
pub mod trace;
pub mod unit;

use std::ops::Deref;

pub use desk::Desk;

use crate::domain::audit::Act;
use crate::domain::calendar::Instant;
use crate::domain::id::UnitId;
use crate::domain::period::PeriodId;
use crate::error::Fault;
use crate::store::{Reader, Store, StoreError, Writer};

/// A change under way: what the store can write, and the audit of it.
#[derive(Debug)]
pub(crate) struct Change<'a> {
    writer: &'a Writer<'a>,
    actor: &'a str,
    now: Instant,
}

/// What an audit entry is about.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct About<'a> {
    pub unit: Option<UnitId>,
    pub period: Option<&'a PeriodId>,
}

impl About<'_> {
    pub fn unit(unit: UnitId) -> Self {
        Self {
            unit: Some(unit),
            period: None,
        }
    }
}

impl<'a> About<'a> {
    pub fn submission(unit: UnitId, period: &'a PeriodId) -> Self {
        Self {
            unit: Some(unit),
            period: Some(period),
        }
    }
}

impl<'a> Deref for Change<'a> {
    type Target = Writer<'a>;

    fn deref(&self) -> &Self::Target {
        self.writer
    }
}

impl Change<'_> {
    /// What the desk holds, as this change has left it so far.
    pub fn reader(&self) -> Reader<'_> {
        **self.writer
    }

    /// Writes who did what, in words for people.
    pub fn note(&self, act: Act, about: About<'_>, detail: &str) -> Result<(), StoreError> {
        let about = (about.unit, about.period);
        self.insert_audit(self.now, self.actor, act, about, detail)
    }
}

/// Makes one change of state, all or nothing.
pub(crate) fn change<T, E: From<StoreError>>(
    store: &mut Store,
    actor: &str,
    now: Instant,
    make: impl FnOnce(&Change<'_>) -> Result<T, E>,
) -> Result<T, E> {
    store.write(|writer| make(&Change { writer, actor, now }))
}

/// A reason that a verb asks for: one line, not empty. `what` names the verb: `更正`.
pub(crate) fn required_reason(what: &str, reason: &str) -> Result<String, Fault> {
    let reason = crate::text::sanitize::for_storage_line(reason)
        .trim()
        .to_owned();
    if reason.is_empty() {
        return Err(Fault::problem(format!("{what}需要写明理由")));
    }
    Ok(reason)
}
