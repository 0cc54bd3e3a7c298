//! Detail (明细): what the units behind a roll-up reported, so that at the next level every number opens down to unit,
//! submission and sentence. A tree that travels as a file beside the totals; it is looked at and never counted again. How it
//! is written down is in `docs/packet.md`.

use serde::{Deserialize, Serialize};

use super::calendar::Instant;
use super::figure::{Answer, Figures};
use super::id::FigureId;
use super::period::PeriodId;
use super::submission::RollupBasis;

/// What one desk sends along with its totals for a period. Written the same way for the same values, because it is known by
/// its hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detail {
    /// Code and name of the unit whose totals it is behind.
    pub code: String,
    pub name: String,
    pub period: PeriodId,
    /// The units that were added up, by code.
    pub units: Vec<DetailUnit>,
}

/// One unit behind a roll-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DetailUnit {
    pub code: String,
    pub name: String,
    /// What was counted of it: for a cumulative period what its periods amount to.
    pub figures: Figures,
    /// The submissions that these rest on, in the order in which they fold.
    #[serde(default)]
    pub submissions: Vec<DetailSubmission>,
    /// Where its figures are totals themselves, what these rest on, as it was said of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rollup: Option<RollupBasis>,
    /// The units behind such totals, where their figures came along.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<Box<Detail>>,
}

/// One submission behind what was counted of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DetailSubmission {
    pub period: PeriodId,
    /// The revision's name; see [`lineage::uid`](super::lineage::uid).
    pub revision: String,
    /// When the desk that added up received it.
    pub received_at: Instant,
    /// What it says; left out where that is what was counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figures: Option<Figures>,
    /// What the unit wrote with it; a roll-up says nothing of its own.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub narrative: String,
}

/// What one unit wrote with one submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account<'a> {
    /// The codes from the top of the tree down to the unit: only all of them tell it from others.
    pub codes: Vec<&'a str>,
    pub name: &'a str,
    pub submission: &'a DetailSubmission,
}

/// One unit's answer to a figure, at the bottom of the tree or as far down as it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf<'a> {
    /// From the top of the tree down to the unit itself.
    pub way: Vec<&'a str>,
    pub answer: &'a Answer,
    pub submissions: &'a [DetailSubmission],
}

/// Where a detail does not bear out the totals that it came with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// Units: so many were said to be counted, so many are there.
    Units { said: u32, found: u32 },
    /// The figure: so much was reported, so much do the units amount to.
    Sum { said: i64, found: i64 },
}

impl Detail {
    /// As it is written down, and known by its hash.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("keys are texts, so that JSON can hold it")
    }

    /// Every unit that answered a figure and has nothing further below it, in the order of the tree.
    pub fn leaves(&self, figure: &FigureId) -> Vec<Leaf<'_>> {
        let mut leaves = Vec::new();
        self.collect(figure, &mut vec![self.name.as_str()], &mut leaves);
        leaves
    }

    fn collect<'a>(
        &'a self,
        figure: &FigureId,
        way: &mut Vec<&'a str>,
        leaves: &mut Vec<Leaf<'a>>,
    ) {
        for unit in &self.units {
            if let Some(detail) = &unit.detail {
                way.push(&unit.name);
                detail.collect(figure, way, leaves);
                way.pop();
                continue;
            }
            if let Some(answer) = unit.figures.get(figure) {
                let mut whole = way.clone();
                whole.push(&unit.name);
                leaves.push(Leaf {
                    way: whole,
                    answer,
                    submissions: &unit.submissions,
                });
            }
        }
    }

    /// All that the units wrote, in the order of the tree.
    pub fn accounts(&self) -> Vec<Account<'_>> {
        let mut accounts = Vec::new();
        self.collect_accounts(&mut vec![self.code.as_str()], &mut accounts);
        accounts
    }

    fn collect_accounts<'a>(&'a self, way: &mut Vec<&'a str>, accounts: &mut Vec<Account<'a>>) {
        for unit in &self.units {
            way.push(&unit.code);
            let submissions = unit.submissions.iter();
            let written = submissions.filter(|one| !one.narrative.is_empty());
            accounts.extend(written.map(|submission| Account {
                codes: way.clone(),
                name: &unit.name,
                submission,
            }));
            if let Some(detail) = &unit.detail {
                detail.collect_accounts(way, accounts);
            }
            way.pop();
        }
    }

    /// Code and name of every unit in the tree: one that stands in two trees is counted twice.
    pub fn named_codes(&self) -> Vec<(&str, &str)> {
        let below = self.units.iter().flat_map(|unit| {
            let further = unit.detail.iter().flat_map(|detail| detail.named_codes());
            std::iter::once((unit.code.as_str(), unit.name.as_str())).chain(further)
        });
        below.collect()
    }

    /// Where it does not bear out what was said of the units and reported for a figure. Words are not added up, and neither
    /// is what does not apply.
    pub fn doubts(&self, basis: &RollupBasis, figure: &FigureId, reported: &Answer) -> Vec<Doubt> {
        let mut doubts = Vec::new();
        let found = u32::try_from(self.units.len()).unwrap_or(u32::MAX);
        let said = basis.counted();
        if found != said {
            doubts.push(Doubt::Units { said, found });
        }
        let answers = self
            .units
            .iter()
            .filter_map(|unit| unit.figures.get(figure));
        let numbers = answers.filter_map(Answer::as_number);
        let found = numbers.fold(0_i64, i64::saturating_add);
        if let Some(said) = reported.as_number().filter(|said| *said != found) {
            doubts.push(Doubt::Sum { said, found });
        }
        doubts
    }
}

#[cfg(test)]
mod tests {
    //! Roll-ups taken apart down to the units that reported.

    use super::*;

    fn unit(code: &str, posters: i64, detail: Option<Detail>) -> DetailUnit {
        DetailUnit {
            code: code.into(),
            name: format!("单位{code}"),
            figures: [("posters".into(), Answer::number(posters))].into(),
            submissions: vec![DetailSubmission {
                period: "weekly/1".parse().expect("a period"),
                revision: format!("r{code}"),
                received_at: Instant::from_epoch_ms(0),
                figures: None,
                narrative: String::new(),
            }],
            rollup: None,
            detail: detail.map(Box::new),
        }
    }

    fn detail(code: &str, units: Vec<DetailUnit>) -> Detail {
        Detail {
            code: code.into(),
            name: format!("单位{code}"),
            period: "weekly/1".parse().expect("a period"),
            units,
        }
    }

    #[test]
    fn a_number_opens_down_to_the_units_that_reported_it() {
        let district = detail("1", vec![unit("11", 3, None), unit("12", 4, None)]);
        let city = detail("0", vec![unit("1", 7, Some(district)), unit("2", 5, None)]);
        let leaves = city.leaves(&"posters".into());
        let told: Vec<(String, Option<i64>)> = leaves
            .iter()
            .map(|leaf| (leaf.way.join("/"), leaf.answer.as_number()))
            .collect();
        assert_eq!(
            told,
            [
                ("单位0/单位1/单位11".to_owned(), Some(3)),
                ("单位0/单位1/单位12".to_owned(), Some(4)),
                ("单位0/单位2".to_owned(), Some(5)),
            ]
        );
        let codes: Vec<&str> = city.named_codes().iter().map(|(code, _)| *code).collect();
        assert_eq!(codes, ["1", "11", "12", "2"]);
        assert_eq!(city.leaves(&"nothing".into()), []);
    }

    #[test]
    fn what_the_units_do_not_bear_out_is_told() {
        let city = detail("0", vec![unit("1", 7, None), unit("2", 5, None)]);
        let basis = |reporting| RollupBasis {
            expected: 3,
            reporting,
            ..RollupBasis::default()
        };
        let posters = "posters".into();
        let doubts = |reporting, said| {
            let said = Answer::number(said);
            city.doubts(&basis(reporting), &posters, &said)
        };
        assert_eq!(doubts(2, 12), []);
        let sum = Doubt::Sum {
            said: 13,
            found: 12,
        };
        assert_eq!(doubts(2, 13), [sum]);
        let units = Doubt::Units { said: 3, found: 2 };
        assert_eq!(doubts(3, 13), [units, sum]);
        let nothing = city.doubts(&basis(2), &posters, &Answer::NotApplicable);
        assert_eq!(nothing, [], "what does not apply is no sum");
    }
}
