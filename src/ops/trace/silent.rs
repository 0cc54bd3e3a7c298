//! Units that were expected to answer and did not: whether nothing came of them, or what came does not say it.

use std::collections::HashSet;

use super::Trace;
use crate::domain::period::Period;
use crate::domain::unit::Unit;
use crate::store::{Reader, StoreError};

/// A unit without an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silent {
    pub unit: Unit,
    pub why: Silence,
}

/// Why a unit's answer is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silence {
    /// Nothing came.
    Unreported,
    /// What came leaves the blank empty.
    Blank,
    /// What came is not accepted, and only what is accepted counts.
    Unaccepted,
}

impl Silence {
    pub const ALL: [Self; 3] = [Self::Unreported, Self::Blank, Self::Unaccepted];

    /// The word on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Unreported => "未报",
            Self::Blank => "已报未填",
            Self::Unaccepted => "已报未通过",
        }
    }

    /// The fixed name by which scripts know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unreported => "unreported",
            Self::Blank => "blank",
            Self::Unaccepted => "unaccepted",
        }
    }

    /// What is told of a unit, in a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Self::Unreported => "应报，还没有报送。",
            Self::Blank => "已经报送，这个空没有填。",
            Self::Unaccepted => "已经报送，还没有审核通过，没有计入。",
        }
    }
}

/// Where only what was accepted counts: of whom something came all the same.
pub(super) fn tell_unaccepted(
    reader: Reader<'_>,
    periods: &[&Period],
    trace: &mut Trace,
) -> Result<(), StoreError> {
    let mut reported = HashSet::new();
    for period in periods {
        reported.extend(reader.units_with_standing(&period.id)?);
    }
    for silent in &mut trace.silent {
        if silent.why == Silence::Unreported && reported.contains(&silent.unit.id) {
            silent.why = Silence::Unaccepted;
        }
    }
    Ok(())
}
