//! What one unit brings into a roll-up: its own figures and hazards, and the submissions that they rest on. Adding units up and
//! telling what that rests on is [`super`]'s.

use std::collections::BTreeMap;

use crate::domain::detail::DetailSubmission;
use crate::domain::figure::Figures;
use crate::domain::hazard::HazardCount;
use crate::domain::id::{LevelId, TableId, UnitId};
use crate::domain::period::{Period, PeriodId};
use crate::domain::review::{ReviewState, Unsettled};
use crate::domain::submission::{Content, Revision, RollupBasis};
use crate::domain::unit::Unit;
use crate::ops::Desk;
use crate::ops::answers::{Slots, each_unit};
use crate::ops::counting::Counted;
use crate::store::{Reader, StoreError};

/// What one unit reported.
#[derive(Debug)]
pub(super) struct Share {
    pub figures: Figures,
    pub hazards: BTreeMap<LevelId, HazardCount>,
    pub submissions: Vec<DetailSubmission>,
    /// How far its report for the period is; `None` where it has sent none, and is counted with those before it.
    pub state: Option<ReviewState>,
    /// How much of what is counted of it is not settled: of its report for the period, else of all before it.
    pub unsettled: Unsettled,
    /// What its figures rest on, where they are totals themselves.
    pub rollup: Option<RollupBasis>,
}

impl Share {
    /// Nothing yet, of a unit whose report for the period stands.
    fn reported(state: ReviewState, rollup: Option<RollupBasis>) -> Self {
        let mut share = Self {
            state: Some(state),
            rollup,
            ..Self::earlier()
        };
        share.unsettled.add(state);
        share
    }

    /// Nothing yet, of a unit that is counted with what it reported before the period.
    fn earlier() -> Self {
        Self {
            figures: Figures::new(),
            hazards: BTreeMap::new(),
            submissions: Vec::new(),
            state: None,
            unsettled: Unsettled::default(),
            rollup: None,
        }
    }
}

/// What counts of each unit that has something standing for the period, or for one that is added up with it: where the
/// period sets the sum of those before it, a unit that has not sent it goes on counting with these, as it does in
/// [`crate::ops::total`]. Otherwise the desk above, where the period's total sets the sum as well, would lose them.
pub(super) fn shares(
    desk: &Desk,
    reader: Reader<'_>,
    period: &Period,
    tables: &[(&TableId, Vec<&Period>)],
    seat: &Unit,
    counted: &Counted,
) -> Result<BTreeMap<UnitId, Share>, StoreError> {
    let mut shares = standing(reader, period, counted)?;
    let figures = desk.campaign.figures.iter();
    let asked = figures.filter(|one| one.is_asked());
    for (table, periods) in tables {
        let slots = Slots::of(asked.clone().filter(|figure| figure.table == **table));
        each_unit(reader, &seat.path, periods, &slots, counted, |answers| {
            let share = shares.entry(answers.unit).or_insert_with(Share::earlier);
            for (at, figure) in slots.figures.iter().enumerate() {
                let answer = answers.effective(at).answer;
                share
                    .figures
                    .extend(answer.map(|answer| (figure.id.clone(), answer)));
            }
        })?;
    }
    Ok(shares)
}

/// Adds to each share the hazards that its unit reported for the period.
pub(super) fn hazards(
    reader: Reader<'_>,
    period: &Period,
    seat: &Unit,
    shares: &mut BTreeMap<UnitId, Share>,
) -> Result<(), StoreError> {
    for report in reader.reported_hazards(&seat.path)? {
        let share = shares.get_mut(&report.unit);
        if let Some(share) = share.filter(|_| report.period == period.id) {
            add_hazards(&mut share.hazards, &report.counts);
        }
    }
    Ok(())
}

/// Adds to each share the submissions that it rests on, in the order in which they fold.
pub(super) fn submissions(
    reader: Reader<'_>,
    folded: &[&Period],
    counted: &Counted,
    shares: &mut BTreeMap<UnitId, Share>,
) -> Result<(), StoreError> {
    let mut told: Vec<&PeriodId> = Vec::new();
    for period in folded {
        if told.contains(&&period.id) {
            continue;
        }
        told.push(&period.id);
        for revision in reader.standing_of(&period.id)? {
            let share = shares.get_mut(&revision.unit);
            if let Some(share) = share.filter(|_| counted.takes(&revision.uid)) {
                if share.state.is_none() {
                    share.unsettled.add(counted.state(&revision.uid));
                }
                share.submissions.push(submission(revision, &share.figures));
            }
        }
    }
    Ok(())
}

fn submission(revision: Revision, counted: &Figures) -> DetailSubmission {
    let Content {
        figures,
        narrative,
        rollup,
        ..
    } = revision.content;
    DetailSubmission {
        period: revision.period,
        revision: revision.uid,
        received_at: revision.stamp.received_at,
        figures: (figures != *counted).then_some(figures),
        narrative: match rollup {
            Some(_) => String::new(),
            None => narrative,
        },
    }
}

/// The units of which something that counts stands for the period.
fn standing(
    reader: Reader<'_>,
    period: &Period,
    counted: &Counted,
) -> Result<BTreeMap<UnitId, Share>, StoreError> {
    let mut standing = reader.standing_of(&period.id)?;
    standing.retain(|revision| counted.takes(&revision.uid));
    Ok(standing
        .into_iter()
        .map(|revision| {
            let state = counted.state(&revision.uid);
            (
                revision.unit,
                Share::reported(state, revision.content.rollup),
            )
        })
        .collect())
}

pub(super) fn add_hazards(
    sum: &mut BTreeMap<LevelId, HazardCount>,
    more: &BTreeMap<LevelId, HazardCount>,
) {
    for (level, count) in more {
        *sum.entry(level.clone()).or_default() += *count;
    }
}
