//! What a roll-up may count twice: a unit that reports beside those below it, and a unit that stands below two others in what
//! they sent along. Found before anything is put down; whether it is the same work only a person knows.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::gather::{CountedUnit, Gathered};
use crate::domain::campaign::Campaign;
use crate::domain::detail::Detail;
use crate::domain::figure::{Answer, FigureKind, Value};
use crate::domain::hazard::HazardCount;
use crate::domain::period::Period;
use crate::domain::problem::Place;
use crate::domain::rollup::{Overlap, Placed, overlaps};
use crate::domain::typing;
use crate::domain::unit::Unit;
use crate::error::Fault;

/// So many are named in a message.
const NAMED: usize = 6;

/// Everything that may be counted twice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Overlapping {
    /// Numbers of a unit that stand beside those of units below it: by figure, then by level of hazards.
    pub nested: Vec<Nested>,
    /// Units that two others have added up.
    pub twofold: Vec<Twofold>,
}

/// A number of a unit that stands beside numbers from below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nested {
    pub unit: Unit,
    /// A figure, or a level of hazards.
    pub place: Place,
    /// What people call the number.
    pub label: String,
    /// How its numbers are written.
    pub kind: FigureKind,
    pub overlap: Overlap,
}

/// A unit that two others have added up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Twofold {
    pub code: String,
    pub name: String,
    /// The names of the units directly below this desk in which it stands, or its own where it reports here too.
    pub within: Vec<String>,
}

impl Twofold {
    /// `一站（0111）在平江医院、金阊医院里都算了`
    pub fn words(&self) -> String {
        let within = self.within.join("、");
        format!("{}（{}）在{within}里都算了", self.name, self.code)
    }
}

impl Overlapping {
    pub fn is_empty(&self) -> bool {
        self.nested.is_empty() && self.twofold.is_empty()
    }

    /// Each in a line of its own.
    pub fn lines(&self) -> Vec<String> {
        let nested = self.nested.iter().map(|one| {
            let show = |number| typing::show(one.kind, &Value::Number(number));
            format!(
                "{}自己填了“{}”{}，它下面的单位也填了 {}",
                one.unit.name,
                one.label,
                show(one.overlap.own),
                show(one.overlap.below)
            )
        });
        let twofold = self.twofold.iter().map(Twofold::words);
        nested.chain(twofold).collect()
    }

    pub(super) fn fault(&self, period: &Period) -> Fault {
        let mut lines = self.lines();
        let count = lines.len();
        lines.truncate(NAMED);
        let more = match count > NAMED {
            true => format!("；等 {count} 处"),
            false => String::new(),
        };
        Fault::problem(format!(
            "“{}”里可能有重复计算的：{}{more}",
            period.name,
            lines.join("；")
        ))
        .safe("还没有汇总，什么都没有改动")
        .hint("是同一件工作的，请退回其中一家；核对过确实不重复的，加 --accept-overlaps 并用 --reason 写明")
    }
}

/// Finds everything in what was gathered that may be counted twice.
pub(super) fn find(campaign: &Campaign, gathered: &Gathered) -> Overlapping {
    Overlapping {
        nested: nested(campaign, &gathered.counted),
        twofold: twofold(&gathered.detail),
    }
}

/// Numbers that stand beside numbers from below.
fn nested(campaign: &Campaign, counted: &[CountedUnit]) -> Vec<Nested> {
    let mut found = Vec::new();
    for figure in campaign.figures.iter().filter(|figure| figure.is_asked()) {
        let number = |one: &CountedUnit| {
            let answer = one.figures.get(&figure.id);
            answer.and_then(Answer::as_number).unwrap_or(0)
        };
        let place = Place::Figure(figure.id.clone());
        found.extend(beside(
            counted,
            &place,
            (&figure.label, figure.kind),
            &number,
        ));
    }
    for level in &campaign.hazard_levels {
        let of = |one: &CountedUnit| one.hazards.get(&level.id).copied().unwrap_or_default();
        let place = Place::Hazards(level.id.clone());
        let label = format!("{}{}", level.name, HazardCount::FOUND);
        found.extend(beside(
            counted,
            &place,
            (&label, FigureKind::Count),
            &|one| i64::from(of(one).found),
        ));
        let label = format!("{}{}", level.name, HazardCount::CLOSED);
        found.extend(beside(
            counted,
            &place,
            (&label, FigureKind::Count),
            &|one| i64::from(of(one).closed),
        ));
    }
    found
}

/// Units whose number of one kind stands beside numbers from below.
fn beside(
    counted: &[CountedUnit],
    place: &Place,
    (label, kind): (&str, FigureKind),
    number: &dyn Fn(&CountedUnit) -> i64,
) -> Vec<Nested> {
    let placed = counted.iter().map(|one| Placed {
        unit: one.unit.id,
        path: &one.unit.path,
        number: number(one),
    });
    let placed: Vec<Placed<'_>> = placed.collect();
    let found = overlaps(&placed).into_iter().filter_map(|overlap| {
        let one = counted.iter().find(|one| one.unit.id == overlap.unit)?;
        Some(Nested {
            unit: one.unit.clone(),
            place: place.clone(),
            label: label.to_owned(),
            kind,
            overlap,
        })
    });
    found.collect()
}

/// Units that stand in more than one place of the tree, by code and name: desks that know nothing of each other count their codes from
/// the same beginning, so that a code alone is no unit.
fn twofold(detail: &Detail) -> Vec<Twofold> {
    let mut places: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
    for unit in &detail.units {
        let further = unit.detail.iter().flat_map(|below| below.named_codes());
        let all = std::iter::once((unit.code.as_str(), unit.name.as_str())).chain(further);
        for named in all {
            places.entry(named).or_default().push(unit.name.clone());
        }
    }
    let twice = places.into_iter().filter(|(_, within)| within.len() > 1);
    twice
        .map(|((code, name), within)| Twofold {
            code: code.to_owned(),
            name: name.to_owned(),
            within,
        })
        .collect()
}
