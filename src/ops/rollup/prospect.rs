//! What a roll-up would rest on, looked at before it is made: a person sees who is missing and what may be counted twice, and
//! what is made then is what was seen. Making it is [`super::roll_up`]'s.

use super::gather::Gathered;
use super::{Counting, Overlapping, gathered, note, overlap};
use crate::domain::period::{Period, PeriodId};
use crate::domain::review::Unsettled;
use crate::domain::submission::{Content, RollupBasis};
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::Desk;
use crate::ops::review::{self, Remarked};

/// What a roll-up would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prospect {
    pub period: Period,
    pub counting: Counting,
    /// The totals, without the detail that may go along.
    pub content: Content,
    pub basis: RollupBasis,
    /// How much of what would be counted is not settled yet.
    pub unsettled: Unsettled,
    /// What may be counted twice.
    pub overlapping: Overlapping,
    /// Units of which a second form says something else than the one that would be counted.
    pub second: Vec<Unit>,
    /// What the desk itself said in the roll-up that stands.
    pub note: String,
    /// The number of the roll-up that stands for the period.
    pub standing: Option<u32>,
    /// The remarks with which the desk above returned it; `None` where it did not.
    pub returned: Option<Vec<Remarked>>,
}

impl Prospect {
    /// Whether what was gathered now is what this tells.
    pub(super) fn still_holds(
        &self,
        gathered: &Gathered,
        overlapping: &Overlapping,
    ) -> Result<(), Fault> {
        let same = self.content == gathered.content
            && self.basis == gathered.basis
            && self.unsettled == gathered.unsettled
            && self.second == gathered.second
            && self.overlapping == *overlapping;
        match same {
            true => Ok(()),
            false => Err(Fault::problem(format!(
                "看过以后，“{}”的报送又有变动，没有汇总",
                self.period.name
            ))
            .safe("什么都没有改动")
            .hint("请重新打开汇总，看过再做")),
        }
    }
}

/// Tells what a roll-up of a period would rest on. Changes nothing.
///
/// # Errors
/// Where there is nothing to add up, and on a desk that does not collect.
pub fn prospect(desk: &Desk, period: &PeriodId, counting: Counting) -> Result<Prospect, Fault> {
    let due = desk.period(period)?.clone();
    let gathered = gathered(desk, &due, counting)?;
    let known = review::look(desk, desk.seat.unit, &due.id)?;
    Ok(Prospect {
        overlapping: overlap::find(&desk.campaign, &gathered),
        period: due,
        counting,
        content: gathered.content,
        basis: gathered.basis,
        unsettled: gathered.unsettled,
        second: gathered.second,
        returned: known.returned(&desk.campaign),
        note: known
            .standing
            .as_ref()
            .map_or_else(String::new, |standing| note(&standing.content)),
        standing: known.standing.map(|standing| standing.number),
    })
}
