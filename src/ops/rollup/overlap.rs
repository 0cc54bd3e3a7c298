//! What a roll-up may count twice: a unit that reports beside those below it, and a unit that stands below two others in what
//! they sent along. Found before anything is put down; whether it is the same work only a person knows.

use std::collections::BTreeMap;

use super::gather::Gathered;
use crate::domain::detail::Detail;
use crate::domain::figure::{Answer, Figure};
use crate::domain::period::Period;
use crate::domain::rollup::{Overlap, Placed, overlaps};
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::Desk;

/// So many are named in a message.
const NAMED: usize = 6;

/// Everything that may be counted twice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Overlapping {
    /// Figures of a unit that stand beside those of units below it, by unit and figure.
    pub nested: Vec<(Unit, Figure, Overlap)>,
    /// Units that two others have added up.
    pub twofold: Vec<Twofold>,
}

/// A unit that two others have added up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Twofold {
    pub code: String,
    pub name: String,
    /// The names of the units directly below this desk in which it stands, or its own where it reports here too.
    pub within: Vec<String>,
}

impl Overlapping {
    pub fn is_empty(&self) -> bool {
        self.nested.is_empty() && self.twofold.is_empty()
    }

    /// Each in a line of its own.
    pub fn lines(&self) -> Vec<String> {
        let nested = self.nested.iter().map(|(unit, figure, overlap)| {
            format!(
                "{}自己填了“{}”{}，它下面的单位也填了 {}",
                unit.name, figure.label, overlap.own, overlap.below
            )
        });
        let twofold = self.twofold.iter().map(|one| {
            format!(
                "{}（{}）在{}里都算了",
                one.name,
                one.code,
                one.within.join("、")
            )
        });
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

pub(super) fn find(desk: &Desk, gathered: &Gathered) -> Result<Overlapping, Fault> {
    let units = desk.reporters()?;
    let units: Vec<&Unit> = units
        .iter()
        .filter(|unit| gathered.figures.contains_key(&unit.id))
        .collect();
    Ok(Overlapping {
        nested: nested(desk, gathered, &units),
        twofold: twofold(&gathered.detail),
    })
}

/// Numbers that stand beside numbers from below.
fn nested(desk: &Desk, gathered: &Gathered, units: &[&Unit]) -> Vec<(Unit, Figure, Overlap)> {
    let mut found = Vec::new();
    let asked = desk.campaign.figures.iter();
    for figure in asked.filter(|figure| figure.is_asked()) {
        let placed = units.iter().map(|unit| {
            let answer = gathered.figures[&unit.id].get(&figure.id);
            Placed {
                unit: unit.id,
                path: &unit.path,
                number: answer.and_then(Answer::as_number).unwrap_or(0),
            }
        });
        let placed: Vec<Placed<'_>> = placed.collect();
        for overlap in overlaps(&placed) {
            let unit = units.iter().find(|unit| unit.id == overlap.unit);
            found.extend(unit.map(|unit| ((*unit).clone(), figure.clone(), overlap)));
        }
    }
    found
}

/// Units that stand in more than one place of the tree, by code.
fn twofold(detail: &Detail) -> Vec<Twofold> {
    let mut places: BTreeMap<&str, (&str, Vec<String>)> = BTreeMap::new();
    for unit in &detail.units {
        let further = unit.detail.iter().flat_map(|below| below.named_codes());
        let all = std::iter::once((unit.code.as_str(), unit.name.as_str())).chain(further);
        for (code, name) in all {
            let (_, within) = places.entry(code).or_insert((name, Vec::new()));
            within.push(unit.name.clone());
        }
    }
    let twice = places
        .into_iter()
        .filter(|(_, (_, within))| within.len() > 1);
    twice
        .map(|(code, (name, within))| Twofold {
            code: code.to_owned(),
            name: name.to_owned(),
            within,
        })
        .collect()
}
