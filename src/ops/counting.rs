//! Which of a desk's submissions count in a total, by what was decided about them.

use super::Desk;
use super::review::Returned;
use crate::domain::campaign::Duty;
use crate::domain::counting::Counting;
use crate::domain::period::PeriodId;
use crate::domain::review::{Decisions, ReviewState};
use crate::store::{Reader, StoreError};

/// Tells submission by submission whether it counts.
#[derive(Debug, Default)]
pub(super) struct Counted {
    counting: Counting,
    decisions: Decisions,
}

impl Counted {
    pub fn of(reader: Reader<'_>, counting: Counting) -> Result<Self, StoreError> {
        Ok(Self {
            counting,
            decisions: reader
                .reviews()?
                .into_iter()
                .map(|(_, _, one)| one)
                .collect(),
        })
    }

    /// Whether a revision of that name counts.
    pub fn takes(&self, revision: &str) -> bool {
        self.counting == Counting::Received || self.state(revision) == ReviewState::Accepted
    }

    /// Where a standing revision of that name is on its way.
    pub fn state(&self, revision: &str) -> ReviewState {
        self.decisions.state(revision)
    }
}

/// How many of the reports that stand returned have numbers: those that totals count all the same.
pub(super) fn returned(desk: &Desk, returned: &Returned) -> u32 {
    let has_numbers = |period: &PeriodId| {
        let duty = desk.campaign.duty(&period.duty);
        duty.is_some_and(Duty::asks_numbers)
    };
    let counted = returned
        .keys()
        .filter(|(unit, period)| desk.reports(*unit) && has_numbers(period));
    u32::try_from(counted.count()).unwrap_or(u32::MAX)
}
