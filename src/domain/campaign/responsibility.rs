//! Who answers for something, by kinds of unit: 牵头部门 and 责任单位. Which units those are, the desk knows.

use super::Campaign;
use crate::domain::id::KindId;

/// Who leads and who answers for a target or for a row of a register.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Responsibility {
    pub lead: Vec<Party>,
    pub responsible: Vec<Party>,
}

/// A kind of unit, and what the notice says of it in brackets: 宣教股、综合股.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    pub kind: KindId,
    pub note: String,
}

/// The part that a unit has in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Lead,
    Responsible,
}

impl Part {
    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Lead => "牵头",
            Self::Responsible => "责任",
        }
    }
}

impl Party {
    /// `县应急管理局（宣教股、综合股）`; by its id where the campaign has no such kind.
    fn words(&self, campaign: &Campaign) -> String {
        let kind = campaign.kind(&self.kind);
        let name = kind.map_or(self.kind.as_str(), |kind| kind.name.as_str());
        match self.note.as_str() {
            "" => name.to_owned(),
            note => format!("{name}（{note}）"),
        }
    }
}

impl Responsibility {
    /// Those that have this part in it, as the notice names them: `县总工会、县应急管理局（宣教股）`; empty for none.
    pub fn words(&self, part: Part, campaign: &Campaign) -> String {
        let parties = match part {
            Part::Lead => &self.lead,
            Part::Responsible => &self.responsible,
        };
        let named = parties.iter().map(|party| party.words(campaign));
        named.collect::<Vec<_>>().join("、")
    }

    /// The part of a unit of that kind; leading is more than answering.
    pub fn part_of(&self, kind: &KindId) -> Option<Part> {
        let has = |parties: &[Party]| parties.iter().any(|party| party.kind == *kind);
        if has(&self.lead) {
            Some(Part::Lead)
        } else {
            has(&self.responsible).then_some(Part::Responsible)
        }
    }

    pub fn is_empty(&self) -> bool {
        self.lead.is_empty() && self.responsible.is_empty()
    }
}
