//! Whether a unit owes a report, and how it answers: what is due, in which state, and until when is in [`status`](super::status).
//!
//! Whoever reports fills a form in. Whoever collects owes nothing, unless a desk above awaits something of it: then its numbers
//! are the totals of the units below it, and what nobody below can add up to (its registration, its plan) it fills in itself.

use super::Desk;
use super::packet::Superior;
use crate::domain::id::UnitId;
use crate::domain::period::PeriodId;
use crate::error::Fault;

/// How a unit answers what it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// It fills the form in.
    Form,
    /// It collects: the totals of the units below it are its answer.
    RollUp,
}

/// Whether anybody awaits a report of the unit.
pub fn owes(desk: &Desk, unit: UnitId) -> Result<bool, Fault> {
    Ok(desk.reports(unit) || Superior::awaits(desk, unit)?)
}

/// How a unit that owes a period answers it.
pub fn by(desk: &Desk, unit: UnitId, period: &PeriodId) -> By {
    let duty = desk.campaign.duty(&period.duty);
    match !desk.reports(unit) && duty.is_some_and(|duty| duty.asks_numbers()) {
        true => By::RollUp,
        false => By::Form,
    }
}
