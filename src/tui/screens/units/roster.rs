//! The list of units: who they are, whether their liaison is registered, and where they stand today; narrowed by words
//! and by filters, in one order or another. What is done to a unit is not here.

use chrono::NaiveDate;

use super::facet::{Facet, Order, Standing, kind_name, kind_place};
use super::work::Contacts;
use crate::domain::campaign::FieldKind;
use crate::domain::id::{KindId, UnitId};
use crate::domain::unit::Unit;
use crate::text::search::Needle;
use crate::tui::keys::keymap::named;
use crate::tui::keys::{Action, Scope};
use crate::tui::kit::finder::Finder;
use crate::tui::kit::select::Choice;
use crate::tui::kit::table::{Cell, Column, Table};
use crate::tui::screen::Context;
use crate::tui::screens::narrowing::{Narrow, choices, turn};
use crate::tui::theme::Meaning;

/// How many units there are of each sort, whatever is filtered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub all: usize,
    pub registered: usize,
    pub unregistered: usize,
    pub excused: usize,
    pub closed: usize,
}

/// The state of the list.
#[derive(Debug)]
pub struct Roster {
    pub table: Table,
    pub finder: Finder,
    pub order: Order,
    registered: Option<bool>,
    kind: Option<KindId>,
    /// One of `Active`, `Excused`, `Closed`.
    standing: Option<Facet>,
    contacts: Contacts,
    /// The units of the table's lines.
    shown: Vec<UnitId>,
    pub tally: Tally,
}

impl Default for Roster {
    fn default() -> Self {
        Self {
            table: Table::list(columns(true)),
            finder: Finder::default(),
            order: Order::default(),
            registered: None,
            kind: None,
            standing: None,
            contacts: Contacts::new(),
            shown: Vec::new(),
            tally: Tally::default(),
        }
    }
}

/// The columns; that of liaisons only where there are any.
fn columns(registers: bool) -> Vec<Column> {
    let liaison = registers.then(|| Column::new("联络员").between(6, 12));
    let mut columns = vec![
        Column::new("编码").between(4, 12),
        Column::new("名称").between(12, 60).flexible(),
        Column::new("类别").between(4, 40).flexible(),
    ];
    columns.extend(liaison);
    columns.push(Column::new("状态").between(4, 16));
    columns
}

impl Roster {
    /// The unit of the selected line.
    pub fn selected(&self) -> Option<UnitId> {
        self.shown.get(self.table.row()?).copied()
    }

    pub fn select(&mut self, unit: UnitId) {
        if let Some(row) = self.shown.iter().position(|&shown| shown == unit) {
            self.table.select(row);
        }
    }

    pub fn set_contacts(&mut self, contacts: Contacts) {
        self.contacts = contacts;
    }

    /// The registration of a unit: labels and values of what is filled in, but for the unit's own name.
    pub fn contact<'a>(&'a self, unit: UnitId, context: &'a Context) -> Vec<(&'a str, &'a str)> {
        let fields = context.campaign.registration.iter();
        let fields = fields.flat_map(|form| &form.fields);
        let fields = fields.filter(|field| field.kind != FieldKind::UnitName);
        let Some(values) = self.contacts.get(&unit) else {
            return Vec::new();
        };
        fields
            .filter_map(|field| Some((field.label.as_str(), values.get(&field.id)?.as_str())))
            .collect()
    }

    /// The words that narrow the list, besides what is searched for; empty where nothing does.
    pub fn filters(&self, context: &Context) -> String {
        let facets = [
            self.registered.map(Facet::Registered),
            self.kind.clone().map(Facet::Kind),
            self.standing.clone(),
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
        let filtered = self.registered.take().is_some()
            | self.kind.take().is_some()
            | self.standing.take().is_some();
        searched || filtered
    }

    /// Narrows by one thing more, which replaces another of its sort; chosen again, it is taken out.
    pub fn narrow(&mut self, facet: Facet) {
        match facet {
            Facet::All => drop(self.clear()),
            Facet::Registered(registered) => turn(&mut self.registered, registered),
            Facet::Kind(kind) => turn(&mut self.kind, kind),
            facet => turn(&mut self.standing, facet),
        }
    }

    pub fn next_order(&mut self, context: &Context) {
        self.order = self.order.next(context);
    }

    /// By what a heading says.
    pub fn order_by(&mut self, column: usize, context: &Context) {
        self.order = match column {
            2 => Order::Kind,
            3 if context.registers() => Order::Unregistered,
            _ => Order::Code,
        };
    }

    /// What the list can be narrowed by.
    pub fn facets(&self, context: &Context) -> (Vec<Choice>, Vec<Facet>) {
        let kinds = context.campaign.unit_kinds.iter();
        let kinds = kinds.map(|kind| Facet::Kind(kind.id.clone()));
        let registered = [true, false].map(Facet::Registered).into_iter();
        let registered = registered.filter(|_| context.registers());
        let mut facets = vec![Facet::All];
        facets.extend(registered.chain(kinds));
        facets.extend([Facet::Active, Facet::Excused, Facet::Closed]);
        let narrow = |facet: Facet| {
            let is_now = match &facet {
                Facet::All => false,
                Facet::Registered(registered) => self.registered == Some(*registered),
                Facet::Kind(kind) => self.kind.as_ref() == Some(kind),
                facet => self.standing.as_ref() == Some(facet),
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

    /// Makes the lines anew: the units, their liaisons, the day or what narrows them has changed. The selection stays
    /// on its unit.
    pub fn refresh(&mut self, context: &Context, today: NaiveDate) {
        let selected = self.selected();
        self.count(context, today);
        let needle = Needle::new(self.finder.query());
        let units = context.reporters();
        let mut found: Vec<(i32, &Unit)> = units
            .filter(|unit| self.lets_through(unit, today))
            .filter_map(|unit| Some((self.score(&needle, unit, context)?, unit)))
            .collect();
        // Stable, and units come by code: equals stay so.
        match self.order {
            Order::Code => {}
            Order::Kind => found.sort_by_key(|(_, unit)| kind_place(unit, context)),
            Order::Unregistered => found.sort_by_key(|(_, unit)| self.is_registered(unit.id)),
        }
        if !needle.is_empty() {
            found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        }
        self.shown = found.iter().map(|(_, unit)| unit.id).collect();
        let lines = found
            .iter()
            .map(|(_, unit)| self.line(unit, context, today));
        let lines = lines.collect();
        self.table.set(columns(context.registers()), lines);
        self.table.say_when_empty(&self.nothing());
        if let Some(unit) = selected {
            self.select(unit);
        }
    }

    /// Why the list is empty, and what to do.
    fn nothing(&self) -> String {
        let key = |action| named(Scope::Units, action);
        if self.tally.all == 0 {
            let (new, import) = (key(Action::New), key(Action::Import));
            return format!("还没有单位，按 {new} 新增，按 {import} 导入。");
        }
        let back = key(Action::Back);
        format!("没有符合的单位，按 {back} 取消搜索和筛选。")
    }

    fn count(&mut self, context: &Context, today: NaiveDate) {
        let mut tally = Tally::default();
        for unit in context.reporters() {
            tally.all += 1;
            match Standing::of(unit, today) {
                Standing::Closed(_) => {
                    tally.closed += 1;
                    continue;
                }
                Standing::Excused(_) => tally.excused += 1,
                Standing::Active | Standing::Joins(_) => {}
            }
            if self.is_registered(unit.id) {
                tally.registered += 1;
            } else {
                tally.unregistered += 1;
            }
        }
        self.tally = tally;
    }

    fn is_registered(&self, unit: UnitId) -> bool {
        self.contacts.contains_key(&unit)
    }

    fn lets_through(&self, unit: &Unit, today: NaiveDate) -> bool {
        let standing = Standing::of(unit, today);
        let stands = match &self.standing {
            Some(Facet::Active) => matches!(standing, Standing::Active | Standing::Joins(_)),
            Some(Facet::Excused) => matches!(standing, Standing::Excused(_)),
            Some(Facet::Closed) => matches!(standing, Standing::Closed(_)),
            _ => true,
        };
        let registered = self.is_registered(unit.id);
        stands
            && self.registered.is_none_or(|wanted| wanted == registered)
            && self
                .kind
                .as_ref()
                .is_none_or(|kind| unit.kind.as_ref() == Some(kind))
    }

    fn score(&self, needle: &Needle, unit: &Unit, context: &Context) -> Option<i32> {
        let aliases = unit.aliases.iter().map(String::as_str);
        let names = [
            unit.code.as_str(),
            unit.name.as_str(),
            self.liaison(unit.id, context),
        ];
        needle.best(
            names
                .into_iter()
                .filter(|name| !name.is_empty())
                .chain(aliases),
        )
    }

    fn liaison(&self, unit: UnitId, context: &Context) -> &str {
        let person = context
            .campaign
            .registration
            .as_ref()
            .and_then(|form| form.person());
        let values = self.contacts.get(&unit);
        let name = values.and_then(|values| values.get(&person?.id));
        name.map_or("", String::as_str)
    }

    fn line(&self, unit: &Unit, context: &Context, today: NaiveDate) -> Vec<Cell> {
        let standing = Standing::of(unit, today);
        let muted = matches!(standing, Standing::Closed(_));
        let text = if muted { Meaning::Muted } else { Meaning::Text };
        let liaison = match self.is_registered(unit.id) {
            true => Cell::new(self.liaison(unit.id, context), text),
            false if muted => Cell::new("未登记", Meaning::Muted),
            false => Cell::new("未登记", Meaning::Warning),
        };
        let mut cells = vec![
            Cell::new(unit.code.as_str(), Meaning::Muted),
            Cell::new(unit.name.as_str(), text),
            Cell::new(kind_name(unit, context), Meaning::Muted),
        ];
        cells.extend(context.registers().then_some(liaison));
        cells.push(standing.cell(unit));
        cells
    }
}
