//! A duty (报送任务) is something that units owe. When its periods fall is worked out in
//! [`schedule`](crate::domain::schedule).

use crate::domain::id::{DutyId, KindId, TableId};
use crate::domain::schedule::{Covers, DueRule, Recurrence};

/// One thing that falls due, once or again and again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    pub id: DutyId,
    /// 每周活动材料
    pub name: String,
    pub recurrence: Recurrence,
    pub due_rule: DueRule,
    /// Which days a period reports on.
    pub covers: CoversOf,
    pub basis: Basis,
    /// What a submission holds, in the order of the form.
    pub asks: Vec<Ask>,
    /// The kinds of unit that owe it; empty means all.
    pub kinds: Vec<KindId>,
    /// A sentence for the one who fills it in: what the notice asks for.
    pub hint: String,
}

/// Which days a duty's periods report on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CoversOf {
    /// As the schedule itself says.
    Plain(Covers),
    /// The days of the campaign that are left after the last period of another duty.
    RestOf(DutyId),
}

/// One part of what a duty asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// The registration form.
    Registration,
    /// Several lines of text. `required` asks for at least one.
    Narrative { label: String, required: bool },
    /// Hazards found and closed, by level.
    Hazards,
    /// Attached files. `required` asks for at least one.
    Material { label: String, required: bool },
    /// The blanks of a table.
    Table { table: TableId },
}

/// What a duty's figures count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// 本期: what happened on the period's own days. Adds to the sum so far.
    Increment,
    /// 累计: everything since the campaign began. Sets the sum.
    Cumulative,
}

impl Duty {
    /// Whether it falls due again and again, so that its periods are numbered.
    pub fn is_recurring(&self) -> bool {
        !matches!(self.recurrence, Recurrence::Once { .. })
    }

    /// The table that it asks for, if any.
    pub fn table(&self) -> Option<&TableId> {
        self.asks.iter().find_map(|ask| match ask {
            Ask::Table { table } => Some(table),
            _ => None,
        })
    }

    /// Whether it asks for the registration form.
    pub fn asks_registration(&self) -> bool {
        self.asks.contains(&Ask::Registration)
    }

    /// Whether it asks for hazard counts.
    pub fn asks_hazards(&self) -> bool {
        self.asks.contains(&Ask::Hazards)
    }

    /// Whether it asks for anything that can be added up over units.
    pub fn asks_numbers(&self) -> bool {
        self.table().is_some() || self.asks_hazards()
    }
}
