//! By what the list of units is told apart and ordered: where a unit stands today, its kind, whether its liaison is
//! registered. The list itself is the roster's.

use chrono::NaiveDate;

use crate::domain::calendar::words;
use crate::domain::id::KindId;
use crate::domain::unit::Unit;
use crate::tui::kit::table::Cell;
use crate::tui::screen::Context;
use crate::tui::screens::narrowing::{self, after};
use crate::tui::theme::Meaning;

/// Where a unit stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Active,
    /// Not yet there: reports from this day on.
    Joins(NaiveDate),
    /// 免报 until this day, inclusive.
    Excused(NaiveDate),
    Closed(NaiveDate),
}

impl Standing {
    pub fn of(unit: &Unit, today: NaiveDate) -> Self {
        match (unit.closed_on, unit.joined_on, unit.excusal_on(today)) {
            (Some(day), ..) if day <= today => Self::Closed(day),
            (_, Some(day), _) if today < day => Self::Joins(day),
            (.., Some(excusal)) => Self::Excused(excusal.to),
            _ => Self::Active,
        }
    }

    /// How the list says it.
    pub fn cell(self, unit: &Unit) -> Cell {
        let day = words::month_day;
        match self {
            Self::Closed(on) => Cell::new(format!("停用（{}）", day(on)), Meaning::Muted),
            Self::Joins(on) => Cell::new(format!("{}起报", day(on)), Meaning::Muted),
            Self::Excused(to) => Cell::new(format!("免报至{}", day(to)), Meaning::Accent),
            Self::Active => match unit.closed_on {
                Some(on) => Cell::new(format!("{}起停用", day(on)), Meaning::Warning),
                None => Cell::from("正常"),
            },
        }
    }
}

/// One thing by which the list is narrowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Facet {
    All,
    Registered(bool),
    Kind(KindId),
    Active,
    Excused,
    Closed,
}

impl Facet {
    /// What it is called.
    pub fn word(&self, context: &Context) -> String {
        let word = match self {
            Self::All => narrowing::ALL,
            Self::Registered(true) => "已登记",
            Self::Registered(false) => "未登记",
            Self::Kind(id) => {
                let kind = context.campaign.kind(id);
                return kind.map_or_else(|| id.to_string(), |kind| kind.name.clone());
            }
            Self::Active => "正常",
            Self::Excused => "免报",
            Self::Closed => "停用",
        };
        word.to_owned()
    }

    /// What sort of thing it is.
    pub fn sort(&self) -> &'static str {
        match self {
            Self::All => "",
            Self::Registered(_) => "联络员",
            Self::Kind(_) => "类别",
            Self::Active | Self::Excused | Self::Closed => "状态",
        }
    }
}

/// In which order units stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    #[default]
    Code,
    Kind,
    /// Who has no liaison yet comes first.
    Unregistered,
}

impl Order {
    pub fn label(self) -> &'static str {
        match self {
            Self::Code => "按编码",
            Self::Kind => "按类别",
            Self::Unregistered => "未登记在前",
        }
    }

    /// The order after this one.
    pub fn next(self, context: &Context) -> Self {
        match context.registers() {
            true => after(&[Self::Code, Self::Kind, Self::Unregistered], self),
            false => after(&[Self::Code, Self::Kind], self),
        }
    }
}

/// What a unit's kind is called.
pub fn kind_name<'a>(unit: &Unit, context: &'a Context) -> &'a str {
    let kind = unit
        .kind
        .as_ref()
        .and_then(|kind| context.campaign.kind(kind));
    kind.map_or("未分类", |kind| &kind.name)
}

/// The place of a unit's kind in the campaign's order; those without one come last.
pub fn kind_place(unit: &Unit, context: &Context) -> usize {
    let kinds = &context.campaign.unit_kinds;
    let place = kinds
        .iter()
        .position(|kind| Some(&kind.id) == unit.kind.as_ref());
    place.unwrap_or(kinds.len())
}
