//! Detail (明细): what the units behind a roll-up reported, so that at the next level every number opens down to the unit that
//! reported it. A tree that travels as a file beside the totals; it is looked at and never counted again.

use serde::{Deserialize, Serialize};

use super::figure::{Answer, Figures};
use super::id::FigureId;
use super::period::PeriodId;

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
    /// The names of the revisions that these rest on.
    pub revisions: Vec<String>,
    /// Where its figures are totals themselves, what is behind those.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<Box<Detail>>,
}

/// One unit's answer to a figure, at the bottom of the tree or as far down as it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf<'a> {
    /// From the top of the tree down to the unit itself.
    pub way: Vec<&'a str>,
    pub answer: &'a Answer,
    pub revisions: &'a [String],
}

impl Detail {
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
                    revisions: &unit.revisions,
                });
            }
        }
    }

    /// Every code in the tree: a unit that stands in two trees is counted twice.
    pub fn codes(&self) -> Vec<&str> {
        let below = self.units.iter().flat_map(|unit| {
            let further = unit.detail.iter().flat_map(|detail| detail.codes());
            std::iter::once(unit.code.as_str()).chain(further)
        });
        below.collect()
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
            revisions: vec![format!("r{code}")],
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
        assert_eq!(city.codes(), ["1", "11", "12", "2"]);
        assert_eq!(city.leaves(&"nothing".into()), []);
    }
}
