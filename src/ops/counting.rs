//! Which of a desk's submissions count in a total, by what was decided about them.

use std::collections::BTreeMap;

use super::{Desk, review};
use crate::domain::campaign::Duty;
use crate::domain::counting::Counting;
use crate::domain::period::PeriodId;
use crate::domain::review::{Review, ReviewState, Verdict, holding};
use crate::store::{Reader, StoreError};

/// Tells submission by submission whether it counts.
#[derive(Debug, Default)]
pub(super) struct Counted {
    counting: Counting,
    /// What was decided about the revisions that somebody decided about, by their names.
    verdicts: BTreeMap<String, Verdict>,
}

impl Counted {
    pub fn of(reader: Reader<'_>, counting: Counting) -> Result<Self, StoreError> {
        Ok(Self {
            counting,
            verdicts: verdicts(reader)?,
        })
    }

    /// Whether a revision of that name counts.
    pub fn takes(&self, revision: &str) -> bool {
        self.counting == Counting::Received || self.state(revision) == ReviewState::Accepted
    }

    /// Where a standing revision of that name is on its way.
    pub fn state(&self, revision: &str) -> ReviewState {
        ReviewState::of(self.verdicts.get(revision).copied())
    }
}

/// How many of the reports with numbers that were received stand returned: those that totals count all the same.
pub(super) fn returned(desk: &Desk) -> Result<u32, StoreError> {
    let has_numbers = |period: &PeriodId| {
        let duty = desk.campaign.duty(&period.duty);
        duty.is_some_and(Duty::asks_numbers)
    };
    let returned = desk.store.snapshot(review::returned)?;
    let counted = returned
        .keys()
        .filter(|(unit, period)| desk.reports(*unit) && has_numbers(period));
    Ok(u32::try_from(counted.count()).unwrap_or(u32::MAX))
}

/// The decisions that hold, by the names of the revisions that they are about.
fn verdicts(reader: Reader<'_>) -> Result<BTreeMap<String, Verdict>, StoreError> {
    let reviews = reader.reviews()?;
    let mut by_revision: BTreeMap<&str, Vec<&Review>> = BTreeMap::new();
    for (_, _, review) in &reviews {
        by_revision
            .entry(&review.revision)
            .or_default()
            .push(review);
    }
    let held = by_revision.into_iter().filter_map(|(revision, reviews)| {
        let held = holding(reviews)?;
        Some((revision.to_owned(), held.verdict))
    });
    Ok(held.collect())
}
