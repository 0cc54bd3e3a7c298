//! What a roll-up rests on: totals by the rules of [`crate::ops::total`], who is missing, and each unit's own figures. All of
//! it is read from one snapshot, so that what is added up, who is missing and how many they are belong together.

mod share;

use std::collections::BTreeMap;

use self::share::{Share, add_hazards};
use super::{Counting, extent};
use crate::domain::campaign::Duty;
use crate::domain::detail::{Detail, DetailUnit};
use crate::domain::figure::{Answer, Figure, Figures};
use crate::domain::hazard::HazardCount;
use crate::domain::id::{LevelId, TableId, UnitId};
use crate::domain::period::Period;
use crate::domain::review::{ReviewState, Unsettled};
use crate::domain::rollup::Total;
use crate::domain::status::is_expected;
use crate::domain::submission::{Content, RollupBasis};
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::intake::limits;
use crate::ops::Desk;
use crate::ops::counting::Counted;
use crate::store::{Reader, Shelf, StoreError};

/// Totals and what they rest on.
#[derive(Debug)]
pub(super) struct Gathered {
    pub content: Content,
    pub basis: RollupBasis,
    /// How much of what was counted is not settled yet.
    pub unsettled: Unsettled,
    pub detail: Detail,
    /// What was counted, in the order of the units.
    pub counted: Vec<CountedUnit>,
    /// Units of which a second form says something else than the one that was counted.
    pub second: Vec<Unit>,
}

/// What was counted of one unit.
#[derive(Debug)]
pub(super) struct CountedUnit {
    pub unit: Unit,
    pub figures: Figures,
    pub hazards: BTreeMap<LevelId, HazardCount>,
}

/// What was read at one moment.
struct Reports {
    seat: Unit,
    /// The units that report, those of which nothing counts too.
    units: Vec<Unit>,
    shares: BTreeMap<UnitId, Share>,
    /// Units with several forms that say different things, of this period or of an earlier one that is added up with it.
    contested: Vec<UnitId>,
}

impl Reports {
    fn of(
        desk: &Desk,
        reader: Reader<'_>,
        period: &Period,
        counting: Counting,
    ) -> Result<Self, StoreError> {
        let mut units = reader.units()?;
        let seat = units.iter().find(|unit| unit.id == desk.seat.unit).cloned();
        let seat = seat.ok_or_else(|| StoreError::Damaged("the desk's own unit is gone".into()))?;
        units.retain(|unit| desk.reports(unit.id));
        let counted = Counted::of(reader, counting)?;
        let tables = tables(desk, period);
        let folded = tables.iter().flat_map(|(_, periods)| periods);
        let folded: Vec<&Period> = folded.copied().chain([period]).collect();
        let mut shares = share::shares(desk, reader, period, &tables, &seat, &counted)?;
        share::submissions(reader, &folded, &counted, &mut shares)?;
        shares.retain(|unit, _| desk.reports(*unit));
        share::hazards(reader, period, &seat, &mut shares)?;
        let contested = reader.conflicts()?.into_iter();
        let contested = contested.filter(|(_, of)| folded.iter().any(|one| one.id == *of));
        Ok(Self {
            contested: contested.map(|(unit, _)| unit).collect(),
            seat,
            units,
            shares,
        })
    }

    fn unsettled(&self) -> Unsettled {
        let mut unsettled = Unsettled::default();
        for share in self.shares.values() {
            unsettled.unreviewed += share.unsettled.unreviewed;
            unsettled.returned += share.unsettled.returned;
        }
        unsettled
    }

    fn basis(&self, duty: &Duty, period: &Period) -> RollupBasis {
        let expected: Vec<&Unit> = self
            .units
            .iter()
            .filter(|unit| is_expected(unit, duty, period))
            .collect();
        let state = |unit: &Unit| self.shares.get(&unit.id).and_then(|share| share.state);
        let missing = expected.iter().filter(|unit| state(unit).is_none());
        let names = |units: Vec<&Unit>| units.iter().map(|unit| unit.name.clone()).collect();
        let earlier = self.units.iter().filter(|unit| {
            let share = self.shares.get(&unit.id);
            share.is_some_and(|share| share.state.is_none())
        });
        let states = self.shares.values().filter_map(|share| share.state);
        let unreviewed = states.clone().filter(|one| *one != ReviewState::Accepted);
        RollupBasis {
            detail: None,
            earlier: names(earlier.collect()),
            expected: count(expected.len()),
            missing: names(missing.copied().collect()),
            reporting: count(states.clone().count()),
            unreviewed: count(unreviewed.count()),
        }
    }

    fn counted(&self) -> Vec<CountedUnit> {
        let counted = self.units.iter().filter_map(|unit| {
            let share = self.shares.get(&unit.id)?;
            Some(CountedUnit {
                unit: unit.clone(),
                figures: share.figures.clone(),
                hazards: share.hazards.clone(),
            })
        });
        counted.collect()
    }
}

pub(super) fn gather(desk: &Desk, period: &Period, counting: Counting) -> Result<Gathered, Fault> {
    let duty = desk.duty(&period.id)?;
    let reports = desk
        .store
        .snapshot(|reader| Reports::of(desk, reader, period, counting))?;
    let (basis, unsettled) = (reports.basis(duty, period), reports.unsettled());
    let content = Content {
        figures: totals(desk, &reports.shares),
        hazards: sum_of_hazards(&reports.shares),
        narrative: words(period, &basis, &counting.with(unsettled).words()),
        ..Content::default()
    };
    let counted = reports.counted();
    let is_contested = |one: &&CountedUnit| reports.contested.contains(&one.unit.id);
    let second = counted.iter().filter(is_contested);
    Ok(Gathered {
        second: second.map(|one| one.unit.clone()).collect(),
        detail: detail(desk, period, reports)?,
        counted,
        content,
        basis,
        unsettled,
    })
}

/// The tables that a period fills, each with the periods that are added up, in the order in which they fold.
fn tables<'a>(desk: &'a Desk, period: &Period) -> Vec<(&'a TableId, Vec<&'a Period>)> {
    let ground = desk.ground();
    let tables = ground.campaign.tables.iter();
    let tables = tables.map(|table| (&table.id, extent(period).periods(&ground, &table.id)));
    let is_filled = |periods: &[&Period]| periods.iter().any(|one| one.id == period.id);
    tables.filter(|(_, periods)| is_filled(periods)).collect()
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
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

fn sum_of_hazards(shares: &BTreeMap<UnitId, Share>) -> BTreeMap<LevelId, HazardCount> {
    let mut sum = BTreeMap::new();
    for share in shares.values() {
        add_hazards(&mut sum, &share.hazards);
    }
    sum
}

fn words(period: &Period, basis: &RollupBasis, counted: &str) -> String {
    let mut words = format!(
        "{}汇总：应报 {} 家，汇总 {} 家；{}",
        period.name, basis.expected, basis.reporting, counted
    );
    for gap in basis.gaps() {
        words.push_str(&format!("；{gap}"));
    }
    words.push('。');
    words
}

fn detail(desk: &Desk, period: &Period, mut reports: Reports) -> Result<Detail, Fault> {
    let mut lines = Vec::new();
    for unit in &reports.units {
        let Some(share) = reports.shares.remove(&unit.id) else {
            continue;
        };
        let below = share
            .rollup
            .as_ref()
            .and_then(|rollup| rollup.detail.as_ref());
        let below = match below {
            None => None,
            Some(hash) => read_detail(&desk.shelf, hash)?,
        };
        lines.push(DetailUnit {
            code: unit.code.clone(),
            name: unit.name.clone(),
            figures: share.figures,
            submissions: share.submissions,
            rollup: share.rollup,
            detail: below.map(Box::new),
        });
    }
    Ok(Detail {
        code: reports.seat.code,
        name: reports.seat.name,
        period: period.id.clone(),
        units: lines,
    })
}

/// A detail on the shelf; `None` where it has not come, or is no detail.
pub(in crate::ops) fn read_detail(shelf: &Shelf, hash: &str) -> Result<Option<Detail>, Fault> {
    let path = shelf.path_of(hash);
    let is_short = path
        .metadata()
        .is_ok_and(|meta| meta.len() <= limits::PART_BYTES);
    if !is_short {
        return Ok(None);
    }
    let bytes = std::fs::read(&path).map_err(|error| Fault::io("读取明细", &path, &error))?;
    Ok(serde_json::from_slice(&bytes).ok())
}
