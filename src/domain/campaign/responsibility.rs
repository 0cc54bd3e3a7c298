//! Who answers for something, by kinds of unit: 牵头部门 and 责任单位. Which units those are, the desk knows.

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

impl Responsibility {
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
