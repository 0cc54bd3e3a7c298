//! By what the ledger is narrowed and ordered. The list itself is the ledger's.

use chrono::NaiveDate;

use crate::domain::hazard::{Hazard, HazardState};
use crate::domain::id::{LevelId, UnitId};
use crate::tui::screen::Context;
use crate::tui::screens::narrowing::{self, after};

/// One thing by which the list is narrowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Facet {
    All,
    Stage(Stage),
    Level(LevelId),
    Unit(UnitId),
}

/// How far entries have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Overdue,
    /// Overdue or not, it is to be put right yet.
    Unclosed,
    Closed,
}

impl Stage {
    pub const ALL: [Self; 3] = [Self::Overdue, Self::Unclosed, Self::Closed];

    pub fn holds(self, state: HazardState) -> bool {
        match self {
            Self::Overdue => state == HazardState::Overdue,
            Self::Unclosed => state != HazardState::Closed,
            Self::Closed => state == HazardState::Closed,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Overdue => "逾期",
            Self::Unclosed => "未销号",
            Self::Closed => "已销号",
        }
    }
}

impl Facet {
    /// What it is called.
    pub fn word(&self, context: &Context) -> String {
        match self {
            Self::All => narrowing::ALL.to_owned(),
            Self::Stage(stage) => stage.word().to_owned(),
            Self::Level(level) => level_name(level, context).to_owned(),
            Self::Unit(unit) => context.unit_name(*unit).to_owned(),
        }
    }

    /// What sort of thing it is.
    pub fn sort(&self) -> &'static str {
        match self {
            Self::All => "",
            Self::Stage(_) => "状态",
            Self::Level(_) => "等级",
            Self::Unit(_) => "单位",
        }
    }
}

/// In which order entries stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// Overdue first, then what is due next; what is closed comes last.
    #[default]
    Urgency,
    /// The latest found first.
    Found,
    Unit,
}

impl Order {
    pub fn label(self) -> &'static str {
        match self {
            Self::Urgency => "逾期在前",
            Self::Found => "新发现在前",
            Self::Unit => "按单位",
        }
    }

    /// The order after this one.
    pub fn next(self) -> Self {
        after(&[Self::Urgency, Self::Found, Self::Unit], self)
    }

    /// Puts entries into this order. Those alike stay in the order in which they were found.
    pub fn sort(self, hazards: &mut [&Hazard], context: &Context, today: NaiveDate) {
        let urgency = |hazard: &&Hazard| {
            let entry = &hazard.entry;
            let state = entry.state(today);
            let closed = entry.closed_on.filter(|_| state == HazardState::Closed);
            let due = entry.due.unwrap_or(NaiveDate::MAX);
            // Of what is closed, the latest is the nearest.
            let next = closed.map_or(due, |_| NaiveDate::MIN);
            (state, next, std::cmp::Reverse(closed))
        };
        let place = |unit: UnitId| context.units.iter().position(|known| known.id == unit);
        match self {
            Self::Urgency => hazards.sort_by_key(urgency),
            Self::Found => hazards.sort_by_key(|hazard| std::cmp::Reverse(hazard.entry.found_on)),
            Self::Unit => hazards.sort_by_key(|hazard| (place(hazard.unit), urgency(hazard))),
        }
    }
}

/// What a level is called.
pub fn level_name<'a>(level: &'a LevelId, context: &'a Context) -> &'a str {
    let known = context.campaign.hazard_level(level);
    known.map_or(level.as_str(), |level| &level.name)
}
