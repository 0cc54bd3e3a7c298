//! The list of hazards: what is where, how far it has come, and how many there are of each level; narrowed by words
//! and by filters. What is done to an entry is not here.

use chrono::NaiveDate;

use super::facet::{Facet, Order, Stage, level_name};
use crate::domain::calendar::words;
use crate::domain::hazard::{Hazard, HazardField, HazardState, HazardTally, tally};
use crate::domain::id::{HazardId, LevelId, UnitId};
use crate::text::search::{Needle, SCATTERED};
use crate::tui::keys::keymap::named;
use crate::tui::keys::{Action, Scope};
use crate::tui::kit::finder::Finder;
use crate::tui::kit::select::Choice;
use crate::tui::kit::table::{Cell, Column, Table};
use crate::tui::screen::Context;
use crate::tui::screens::narrowing::{Narrow, choices, turn};
use crate::tui::theme::Meaning;

/// The state of the list.
#[derive(Debug)]
pub struct Ledger {
    pub table: Table,
    pub finder: Finder,
    pub order: Order,
    stage: Option<Stage>,
    level: Option<LevelId>,
    pub unit: Option<UnitId>,
    hazards: Vec<Hazard>,
    /// Whether the desk has told its entries.
    pub is_loaded: bool,
    /// The entries of the table's lines.
    shown: Vec<HazardId>,
    /// Of all entries, and of each level, by its name; whatever is filtered.
    pub tallies: Vec<(String, HazardTally)>,
}

impl Default for Ledger {
    fn default() -> Self {
        Self {
            table: Table::list(columns(true)),
            finder: Finder::default(),
            order: Order::default(),
            stage: None,
            level: None,
            unit: None,
            hazards: Vec::new(),
            is_loaded: false,
            shown: Vec::new(),
            tallies: Vec::new(),
        }
    }
}

fn columns(with_units: bool) -> Vec<Column> {
    let mut columns = vec![
        Column::new("状态").between(8, 14),
        Column::new("期限").between(6, 14),
        Column::new(HazardField::Level.label()).between(8, 12),
    ];
    if with_units {
        columns.push(Column::new("单位").between(10, 40).flexible());
    }
    columns.extend([
        Column::new(HazardField::Place.label())
            .between(8, 30)
            .flexible(),
        Column::new(HazardField::What.label())
            .between(10, 80)
            .flexible(),
        Column::new(HazardField::Responsible.label()).between(6, 10),
    ]);
    columns
}

impl Ledger {
    /// The entry of the selected line.
    pub fn selected(&self) -> Option<&Hazard> {
        let id = self.shown.get(self.table.row()?)?;
        self.hazard(*id)
    }

    pub fn hazard(&self, id: HazardId) -> Option<&Hazard> {
        self.hazards.iter().find(|hazard| hazard.id == id)
    }

    pub fn select(&mut self, id: HazardId) {
        if let Some(row) = self.shown.iter().position(|&shown| shown == id) {
            self.table.select(row);
        }
    }

    pub fn set(&mut self, hazards: Vec<Hazard>) {
        self.hazards = hazards;
        self.is_loaded = true;
    }

    /// The words that narrow the list, besides what is searched for; empty where nothing does.
    pub fn filters(&self, context: &Context) -> String {
        let facets = [
            self.stage.map(Facet::Stage),
            self.level.clone().map(Facet::Level),
            self.unit.map(Facet::Unit),
        ];
        let words = facets.into_iter().flatten();
        words
            .map(|facet| facet.word(context))
            .collect::<Vec<_>>()
            .join("、")
    }

    /// Shows everything again. Answers whether anything was narrowed.
    pub fn clear(&mut self) -> bool {
        let searched = self.finder.clear();
        let filtered =
            self.stage.take().is_some() | self.level.take().is_some() | self.unit.take().is_some();
        searched || filtered
    }

    /// Narrows by one thing more, which replaces another of its sort; chosen again, it is taken out.
    pub fn narrow(&mut self, facet: Facet) {
        match facet {
            Facet::All => drop(self.clear()),
            Facet::Stage(stage) => turn(&mut self.stage, stage),
            Facet::Level(level) => turn(&mut self.level, level),
            Facet::Unit(unit) => turn(&mut self.unit, unit),
        }
    }

    /// What the list can be narrowed by; units that have no entry are left out.
    pub fn facets(&self, context: &Context) -> (Vec<Choice>, Vec<Facet>) {
        let mut facets = vec![Facet::All];
        facets.extend(Stage::ALL.map(Facet::Stage));
        let levels = context.campaign.hazard_levels.iter();
        facets.extend(levels.map(|level| Facet::Level(level.id.clone())));
        if shows_units(context) {
            let has_any = |unit: UnitId| self.hazards.iter().any(|hazard| hazard.unit == unit);
            let units = context.units.iter().filter(|unit| has_any(unit.id));
            facets.extend(units.map(|unit| Facet::Unit(unit.id)));
        }
        let narrow = |facet: Facet| {
            let is_now = match &facet {
                Facet::All => false,
                Facet::Stage(stage) => self.stage == Some(*stage),
                Facet::Level(level) => self.level.as_ref() == Some(level),
                Facet::Unit(unit) => self.unit == Some(*unit),
            };
            Narrow {
                word: facet.word(context),
                sort: facet.sort(),
                by: facet,
                is_now,
            }
        };
        choices(facets.into_iter().map(narrow))
    }

    /// Makes the lines anew. The selection stays on its entry.
    pub fn refresh(&mut self, context: &Context, today: NaiveDate) {
        let selected = self.selected().map(|hazard| hazard.id);
        self.count(context, today);
        let needle = Needle::new(self.finder.query());
        let mut found: Vec<&Hazard> = self
            .hazards
            .iter()
            .filter(|hazard| self.lets_through(hazard, today))
            .filter(|hazard| says(&needle, hazard, context))
            .collect();
        self.order.sort(&mut found, context, today);
        let with_units = shows_units(context);
        let lines = found
            .iter()
            .map(|hazard| line(hazard, context, today, with_units));
        let lines = lines.collect();
        self.shown = found.iter().map(|hazard| hazard.id).collect();
        self.table.set(columns(with_units), lines);
        self.table.say_when_empty(&self.nothing());
        if let Some(id) = selected {
            self.select(id);
        }
    }

    /// Why the list is empty, and what to do.
    fn nothing(&self) -> String {
        let key = |action| named(Scope::Hazards, action);
        if self.hazards.is_empty() {
            return format!("还没有登记隐患，按 {} 新增。", key(Action::New));
        }
        let back = key(Action::Back);
        format!("没有符合的隐患，按 {back} 取消搜索和筛选。")
    }

    fn count(&mut self, context: &Context, today: NaiveDate) {
        let entries = || self.hazards.iter().map(|hazard| &hazard.entry);
        let mut tallies = vec![("合计".to_owned(), tally(entries(), today))];
        let levels = &context.campaign.hazard_levels;
        if levels.len() > 1 {
            tallies.extend(levels.iter().map(|level| {
                let own = entries().filter(|entry| entry.level == level.id);
                (level.name.clone(), tally(own, today))
            }));
        }
        self.tallies = tallies;
    }

    fn lets_through(&self, hazard: &Hazard, today: NaiveDate) -> bool {
        let entry = &hazard.entry;
        let state = entry.state(today);
        self.stage.is_none_or(|stage| stage.holds(state))
            && self
                .level
                .as_ref()
                .is_none_or(|level| entry.level == *level)
            && self.unit.is_none_or(|unit| hazard.unit == unit)
    }
}

/// Whether it must be said whose an entry is.
pub fn shows_units(context: &Context) -> bool {
    context.gathers()
}

/// Whether an entry says what is searched for. In long texts, letters found here and there say nothing.
fn says(needle: &Needle, hazard: &Hazard, context: &Context) -> bool {
    let entry = &hazard.entry;
    let texts = [
        entry.place.as_str(),
        &entry.what,
        &entry.measure,
        &entry.responsible,
        &entry.source,
        context.unit_name(hazard.unit),
    ];
    needle.is_empty() || needle.best(texts).is_some_and(|score| score > SCATTERED)
}

fn line(hazard: &Hazard, context: &Context, today: NaiveDate, with_units: bool) -> Vec<Cell> {
    let entry = &hazard.entry;
    let state = entry.state(today);
    let text = match state {
        HazardState::Closed => Meaning::Muted,
        HazardState::Open | HazardState::Overdue => Meaning::Text,
    };
    let due = entry.due.map(|due| words::day_from(due, today));
    let due = due.unwrap_or_default();
    let mut line = vec![
        Cell::new(standing(hazard, today), meaning(state)),
        Cell::new(due, meaning(state)),
        Cell::new(level_name(&entry.level, context), text),
    ];
    if with_units {
        line.push(Cell::new(context.unit_name(hazard.unit), text));
    }
    line.extend([&entry.place, &entry.what, &entry.responsible].map(|cell| Cell::new(cell, text)));
    line
}

/// `! 逾期 3 天`, `. 整改中`, `# 已销号`
pub fn standing(hazard: &Hazard, today: NaiveDate) -> String {
    let state = hazard.entry.state(today);
    let (sign, label) = (state.sign(), state.label());
    match (state, hazard.entry.due) {
        (HazardState::Overdue, Some(due)) => {
            format!("{sign} {label} {} 天", (today - due).num_days())
        }
        _ => format!("{sign} {label}"),
    }
}

/// What a state says to the eye.
pub fn meaning(state: HazardState) -> Meaning {
    match state {
        HazardState::Overdue => Meaning::Bad,
        HazardState::Open => Meaning::Text,
        HazardState::Closed => Meaning::Muted,
    }
}
