//! What a roll-up rests on: totals by the rules of [`crate::ops::total`], who is missing, and each unit's own figures.

use std::collections::{BTreeMap, BTreeSet};

use super::{Counting, extent};
use crate::domain::detail::{Detail, DetailUnit};
use crate::domain::figure::{Answer, Figure, Figures};
use crate::domain::hazard::HazardCount;
use crate::domain::id::{LevelId, UnitId};
use crate::domain::period::Period;
use crate::domain::review::{Verdict, holding};
use crate::domain::rollup::Total;
use crate::domain::status::is_expected;
use crate::domain::submission::{Content, RollupBasis};
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::Desk;
use crate::ops::answers::{Slots, each_unit};
use crate::store::{Reader, StoreError};

/// No detail of a province is longer.
const LONGEST_DETAIL: u64 = 256 << 20;

/// Totals and what they rest on.
#[derive(Debug)]
pub(super) struct Gathered {
    pub content: Content,
    pub basis: RollupBasis,
    pub detail: Detail,
}

/// What one unit reported.
#[derive(Debug, Default)]
struct Share {
    figures: Figures,
    revisions: Vec<String>,
    is_reviewed: bool,
    detail: Option<String>,
}

pub(super) fn gather(desk: &Desk, period: &Period, counting: Counting) -> Result<Gathered, Fault> {
    let seat = desk.unit(desk.seat.unit)?;
    let units = desk.reporters()?;
    let ground = desk.ground();
    let mut shares = desk.store.snapshot(|reader| {
        let accepted = accepted(reader)?;
        let mut shares = standing(reader, period, &accepted)?;
        if counting == Counting::Accepted {
            shares.retain(|_, share| share.is_reviewed);
        }
        let figures = ground
            .campaign
            .figures
            .iter()
            .filter(|figure| figure.is_asked());
        for table in &ground.campaign.tables {
            let own = figures.clone().filter(|figure| figure.table == table.id);
            let slots = Slots::of(own);
            let periods = extent(period).periods(&ground, &table.id);
            if !periods.iter().any(|one| one.id == period.id) {
                continue;
            }
            each_unit(reader, &seat.path, &periods, &slots, |answers| {
                let Some(share) = shares.get_mut(&answers.unit) else {
                    return;
                };
                for (at, figure) in slots.figures.iter().enumerate() {
                    let answer = answers.effective(at).answer;
                    share
                        .figures
                        .extend(answer.map(|answer| (figure.id.clone(), answer)));
                }
            })?;
        }
        Ok::<_, StoreError>(shares)
    })?;
    shares.retain(|unit, _| desk.reports(*unit));
    let duty = desk.duty(&period.id)?;
    let expected: Vec<&Unit> = units
        .iter()
        .filter(|unit| is_expected(unit, duty, period))
        .collect();
    let missing = expected
        .iter()
        .filter(|unit| !shares.contains_key(&unit.id));
    let basis = RollupBasis {
        detail: None,
        expected: count(expected.len()),
        missing: missing.map(|unit| unit.name.clone()).collect(),
        reporting: count(shares.len()),
        unreviewed: count(shares.values().filter(|share| !share.is_reviewed).count()),
    };
    let content = Content {
        figures: totals(desk, &shares),
        hazards: hazards(desk, period, &seat, &shares)?,
        narrative: words(period, &basis),
        ..Content::default()
    };
    Ok(Gathered {
        detail: detail(desk, &seat, period, &units, shares)?,
        content,
        basis,
    })
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The revisions that are accepted.
fn accepted(reader: Reader<'_>) -> Result<BTreeSet<String>, StoreError> {
    let reviews = reader.reviews()?;
    let mut by_revision: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for (_, _, review) in &reviews {
        by_revision
            .entry(&review.revision)
            .or_default()
            .push(review);
    }
    let accepted = by_revision.into_iter().filter(|(_, reviews)| {
        let held = holding(reviews.iter().copied());
        held.is_some_and(|held| held.verdict == Verdict::Accepted)
    });
    Ok(accepted.map(|(revision, _)| revision.to_owned()).collect())
}

/// The units of which something stands for the period.
fn standing(
    reader: Reader<'_>,
    period: &Period,
    accepted: &BTreeSet<String>,
) -> Result<BTreeMap<UnitId, Share>, StoreError> {
    let standing = reader.standing_of(&period.id)?;
    Ok(standing
        .into_iter()
        .map(|revision| {
            let share = Share {
                figures: Figures::new(),
                is_reviewed: accepted.contains(&revision.uid),
                detail: revision.content.rollup.and_then(|rollup| rollup.detail),
                revisions: vec![revision.uid],
            };
            (revision.unit, share)
        })
        .collect())
}

fn totals(desk: &Desk, shares: &BTreeMap<UnitId, Share>) -> Figures {
    let asked = desk
        .campaign
        .figures
        .iter()
        .filter(|figure| figure.is_asked());
    let total = |figure: &Figure| -> Option<Answer> {
        let mut total = Total::default();
        for (unit, share) in shares {
            total.add(*unit, share.figures.get(&figure.id));
        }
        total.answer()
    };
    asked
        .filter_map(|figure| Some((figure.id.clone(), total(figure)?)))
        .collect()
}

/// The hazards that the counted units reported for the period.
fn hazards(
    desk: &Desk,
    period: &Period,
    seat: &Unit,
    shares: &BTreeMap<UnitId, Share>,
) -> Result<BTreeMap<LevelId, HazardCount>, Fault> {
    let mut sum: BTreeMap<LevelId, HazardCount> = BTreeMap::new();
    for report in desk.store.read().reported_hazards(&seat.path)? {
        if report.period != period.id || !shares.contains_key(&report.unit) {
            continue;
        }
        for (level, count) in report.counts {
            let of_level = sum.entry(level).or_default();
            of_level.found = of_level.found.saturating_add(count.found);
            of_level.closed = of_level.closed.saturating_add(count.closed);
        }
    }
    Ok(sum)
}

fn words(period: &Period, basis: &RollupBasis) -> String {
    let mut words = format!(
        "{}汇总：应报 {} 家，汇总 {} 家",
        period.name, basis.expected, basis.reporting
    );
    if !basis.missing.is_empty() {
        words.push_str(&format!("；未报：{}", basis.missing.join("、")));
    }
    if basis.unreviewed > 0 {
        words.push_str(&format!("；其中 {} 份尚未审核", basis.unreviewed));
    }
    words.push('。');
    words
}

fn detail(
    desk: &Desk,
    seat: &Unit,
    period: &Period,
    units: &[Unit],
    mut shares: BTreeMap<UnitId, Share>,
) -> Result<Detail, Fault> {
    let mut lines = Vec::new();
    for unit in units {
        let Some(share) = shares.remove(&unit.id) else {
            continue;
        };
        let below = match &share.detail {
            None => None,
            Some(hash) => read_detail(desk, hash)?,
        };
        lines.push(DetailUnit {
            code: unit.code.clone(),
            name: unit.name.clone(),
            figures: share.figures,
            revisions: share.revisions,
            detail: below.map(Box::new),
        });
    }
    Ok(Detail {
        code: seat.code.clone(),
        name: seat.name.clone(),
        period: period.id.clone(),
        units: lines,
    })
}

/// A detail on the shelf; `None` where it has not come, or is no detail.
pub(super) fn read_detail(desk: &Desk, hash: &str) -> Result<Option<Detail>, Fault> {
    let path = desk.shelf.path_of(hash);
    let is_short = path
        .metadata()
        .is_ok_and(|meta| meta.len() <= LONGEST_DETAIL);
    if !is_short {
        return Ok(None);
    }
    let bytes = std::fs::read(&path).map_err(|error| Fault::io("读取明细", &path, &error))?;
    Ok(serde_json::from_slice(&bytes).ok())
}
