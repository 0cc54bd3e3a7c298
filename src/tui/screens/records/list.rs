//! The list of a register's records: which register is looked at, what is where and how far it has come; narrowed by words,
//! stage and unit. What is done to a record is not here.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::campaign::{Expression, Register, RegisterField, RegisterFieldKind};
use crate::domain::figure::{FigureKind, Value};
use crate::domain::id::{RecordId, RegisterId, StageId, UnitId};
use crate::domain::record::{FieldValue, KeptRecord};
use crate::ops::record::{Lines, MoneySum, money, show, title};
use crate::text::search::{Needle, SCATTERED};
use crate::text::width::truncate;
use crate::tui::keys::keymap::named;
use crate::tui::keys::{Action, Scope};
use crate::tui::kit::finder::Finder;
use crate::tui::kit::select::Choice;
use crate::tui::kit::table::{Align, Cell, Column, Table};
use crate::tui::screen::Context;
use crate::tui::screens::narrowing::{self, Narrow, choices, turn};
use crate::tui::theme::Meaning;

/// One thing by which the list is narrowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Facet {
    All,
    Stage(Option<StageId>),
    Unit(UnitId),
    /// Those that are void, too.
    Void,
}

/// The state of the list.
#[derive(Debug)]
pub struct List {
    pub table: Table,
    pub finder: Finder,
    /// Which of the campaign's registers.
    at: usize,
    /// Only those that stand in this stage; within, `None` is before the first.
    stage: Option<Option<StageId>>,
    pub unit: Option<UnitId>,
    with_void: bool,
    records: Vec<KeptRecord>,
    /// Those that are told in several ways.
    contested: Vec<RecordId>,
    /// What the money in the records that stand comes to, field by field; empty where the register holds none.
    money: Vec<MoneySum>,
    pub lines: Lines,
    /// Of which register the desk has told the records.
    loaded: Option<RegisterId>,
    /// The records of the table's lines.
    shown: Vec<RecordId>,
}

impl Default for List {
    fn default() -> Self {
        Self {
            table: Table::list(vec![Column::new("")]),
            finder: Finder::default(),
            at: 0,
            stage: None,
            unit: None,
            with_void: false,
            records: Vec::new(),
            contested: Vec::new(),
            money: Vec::new(),
            lines: Lines {
                units: Vec::new(),
                hazards: Vec::new(),
                levels: Vec::new(),
            },
            loaded: None,
            shown: Vec::new(),
        }
    }
}

impl List {
    /// The register that is looked at.
    pub fn register<'c>(&self, context: &'c Context) -> Option<&'c Register> {
        context.campaign.registers.get(self.at)
    }

    pub fn is_loaded(&self) -> bool {
        self.loaded.is_some()
    }

    /// Goes on to the campaign's next register.
    pub fn turn(&mut self, context: &Context) {
        self.at = (self.at + 1) % context.campaign.registers.len().max(1);
        self.forget();
    }

    pub fn turn_to(&mut self, register: &RegisterId, context: &Context) {
        let mut registers = context.campaign.registers.iter();
        self.at = registers
            .position(|known| known.id == *register)
            .unwrap_or(self.at);
        self.forget();
    }

    fn forget(&mut self) {
        self.records.clear();
        self.money.clear();
        self.loaded = None;
        self.clear();
    }

    /// Takes the records of a register, with those that are told in several ways; `false` where another is looked at meanwhile.
    pub fn set(
        &mut self,
        register: RegisterId,
        (records, contested): (Vec<KeptRecord>, Vec<RecordId>),
        lines: Lines,
        context: &Context,
    ) -> bool {
        if self.register(context).map(|known| &known.id) != Some(&register) {
            return false;
        }
        self.money = self
            .register(context)
            .map_or_else(Vec::new, |register| money(register, &records));
        (self.records, self.contested) = (records, contested);
        self.lines = lines;
        self.loaded = Some(register);
        true
    }

    pub fn selected(&self) -> Option<&KeptRecord> {
        let id = self.shown.get(self.table.row()?)?;
        self.record(*id)
    }

    pub fn record(&self, id: RecordId) -> Option<&KeptRecord> {
        self.records.iter().find(|kept| kept.record.id == id)
    }

    /// Whether two desks say different things of it.
    pub fn is_contested(&self, id: RecordId) -> bool {
        self.contested.contains(&id)
    }

    /// Every record of the register, void ones too.
    pub fn records(&self) -> &[KeptRecord] {
        &self.records
    }

    /// What the money that stands in it comes to.
    pub fn money(&self) -> &[MoneySum] {
        &self.money
    }

    pub fn select(&mut self, id: RecordId) {
        if let Some(row) = self.shown.iter().position(|&shown| shown == id) {
            self.table.select(row);
        }
    }

    /// Shows everything again. Answers whether anything was narrowed.
    pub fn clear(&mut self) -> bool {
        let searched = self.finder.clear();
        let filtered = self.stage.take().is_some()
            | self.unit.take().is_some()
            | std::mem::take(&mut self.with_void);
        searched || filtered
    }

    /// Narrows by one thing more, which replaces another of its sort; chosen again, it is taken out.
    pub fn narrow(&mut self, facet: Facet) {
        match facet {
            Facet::All => drop(self.clear()),
            Facet::Stage(stage) => turn(&mut self.stage, stage),
            Facet::Unit(unit) => turn(&mut self.unit, unit),
            Facet::Void => self.with_void = !self.with_void,
        }
    }

    /// What the list can be narrowed by; units that have no record are left out.
    pub fn facets(&self, context: &Context) -> (Vec<Choice>, Vec<Facet>) {
        let narrow = |by: Facet, word: &str, sort, is_now| Narrow {
            by,
            word: word.to_owned(),
            sort,
            is_now,
        };
        let mut all = vec![narrow(Facet::All, narrowing::ALL, "", false)];
        if let Some(register) = self.register(context).filter(|r| !r.stages.is_empty()) {
            let is_now = |stage: &Option<StageId>| self.stage.as_ref() == Some(stage);
            let none = narrow(Facet::Stage(None), "未开始", "阶段", is_now(&None));
            let stages = register.stages.iter().map(|stage| {
                let id = Some(stage.id.clone());
                let is_now = is_now(&id);
                narrow(Facet::Stage(id), &stage.name, "阶段", is_now)
            });
            all.extend([none].into_iter().chain(stages));
        }
        let has_any = |unit: UnitId| self.records.iter().any(|kept| kept.record.unit == unit);
        let units = context.units.iter().filter(|unit| has_any(unit.id));
        all.extend(units.map(|unit| {
            let is_now = self.unit == Some(unit.id);
            narrow(Facet::Unit(unit.id), &unit.name, "单位", is_now)
        }));
        all.push(narrow(Facet::Void, "连同作废的", "", self.with_void));
        choices(all)
    }

    /// The words that narrow the list, besides what is searched for; empty where nothing does.
    pub fn filters(&self, context: &Context) -> String {
        let register = self.register(context);
        let stage = self.stage.as_ref().map(|stage| match stage {
            None => "未开始".to_owned(),
            Some(id) => {
                let stage = register.and_then(|register| register.stage(id));
                stage.map_or_else(|| id.to_string(), |(_, stage)| stage.name.clone())
            }
        });
        let unit = self.unit.map(|unit| context.unit_name(unit).to_owned());
        let void = self.with_void.then(|| "连同作废的".to_owned());
        let words: Vec<String> = [stage, unit, void].into_iter().flatten().collect();
        words.join("、")
    }

    /// Makes the lines anew. The selection stays on its record.
    pub fn refresh(&mut self, context: &Context, today: NaiveDate) {
        let Some(register) = self.register(context).cloned() else {
            return;
        };
        let selected = self.selected().map(|kept| kept.record.id);
        let needle = Needle::new(self.finder.query());
        let found: Vec<&KeptRecord> = self
            .records
            .iter()
            .filter(|kept| self.lets_through(kept, &register, today))
            .filter(|kept| self.says(&needle, kept, &register))
            .collect();
        let lines = found
            .iter()
            .map(|kept| self.line(kept, &register, context, today));
        let lines = lines.collect();
        let shown = found.iter().map(|kept| kept.record.id).collect();
        self.shown = shown;
        self.table.set(columns(&register, context), lines);
        self.table.say_when_empty(&self.nothing());
        if let Some(id) = selected {
            self.select(id);
        }
    }

    fn lets_through(&self, kept: &KeptRecord, register: &Register, today: NaiveDate) -> bool {
        let stage = || {
            let stage = kept.record.stage_on(register, today);
            stage.map(|(_, stage)| stage.id.clone())
        };
        (self.with_void || kept.voided.is_none())
            && self.unit.is_none_or(|unit| kept.record.unit == unit)
            && self.stage.as_ref().is_none_or(|wanted| *wanted == stage())
    }

    /// Whether a record says what is searched for. In long texts, letters found here and there say nothing.
    fn says(&self, needle: &Needle, kept: &KeptRecord, register: &Register) -> bool {
        if needle.is_empty() {
            return true;
        }
        let fields = register.fields.iter();
        let texts = fields.filter_map(|field| show(&self.lines, register, field, &kept.record));
        let own = [
            self.lines.unit_name(kept.record.unit),
            title(register, &kept.record),
        ];
        let mut texts = texts.chain(own);
        texts.any(|text| needle.score(&text).is_some_and(|score| score > SCATTERED))
    }

    fn line(
        &self,
        kept: &KeptRecord,
        register: &Register,
        context: &Context,
        today: NaiveDate,
    ) -> Vec<Cell> {
        let record = &kept.record;
        let meaning = match kept.voided {
            Some(_) => Meaning::Muted,
            None => Meaning::Text,
        };
        let mut line = Vec::new();
        if !register.rows.is_empty() {
            line.push(Cell::new(title(register, record), meaning));
        }
        if shows_units(register, context) {
            line.push(Cell::new(context.unit_name(record.unit), meaning));
        }
        if !register.stages.is_empty() {
            line.push(Cell::new(standing(kept, register, today), meaning));
        }
        line.extend(shown_fields(register).map(|field| {
            let text = match record.entry.fields.get(&field.id).and_then(as_day) {
                Some(day) if is_within_a_year(context) => Some(day.format("%m-%d").to_string()),
                _ => show(&self.lines, register, field, record),
            };
            Cell::new(text.unwrap_or_default(), meaning)
        }));
        let is_unfit = || kept.voided.is_none() && self.lines.unfit(register, record).is_some();
        let is_marked = self.is_contested(record.id) || is_unfit();
        if let Some(first) = line.first_mut().filter(|_| is_marked) {
            *first = Cell::new(format!("! {}", first.text), Meaning::Bad);
        }
        line
    }

    /// Why the list is empty, and what to do.
    fn nothing(&self) -> String {
        let key = |action| named(Scope::Records, action);
        match self.records.is_empty() {
            true => format!("还没有登记，按 {} 新增。", key(Action::New)),
            false => format!("没有符合的条目，按 {} 取消搜索和筛选。", key(Action::Back)),
        }
    }
}

/// Whether it must be said whose a record is.
fn shows_units(register: &Register, context: &Context) -> bool {
    context.gathers() || !register.rows.is_empty()
}

/// The fields that a line shows; files are for reading, and what follows from a choice alone that choice says beside it.
fn shown_fields(register: &Register) -> impl Iterator<Item = &RegisterField> {
    let is_shown = |field: &&RegisterField| {
        field.kind != RegisterFieldKind::Material
            && !matches!(field.formula, Some(Expression::Lookup { .. }))
    };
    register.fields.iter().filter(is_shown)
}

/// A name that is narrower tells nothing apart; what does not fit beside it is in the panel below.
const NAME: u16 = 12;
/// The least that one of a few words is cut to.
const WORD: u16 = 8;

/// How wide words have to be so that none of them is cut to look like another; no wider than a name.
fn told_apart(words: &[String]) -> u16 {
    let differ = |width: &u16| {
        let cut = words.iter().map(|word| truncate(word, usize::from(*width)));
        cut.collect::<BTreeSet<_>>().len() == words.len()
    };
    (WORD..NAME).find(differ).unwrap_or(NAME)
}

fn as_day(value: &FieldValue) -> Option<NaiveDate> {
    match value.as_plain()? {
        Value::Date(day) => Some(*day),
        _ => None,
    }
}

/// Whether no day of the campaign comes twice, so that lines can do without the year; the panel has it.
fn is_within_a_year(context: &Context) -> bool {
    context.campaign.days.len() <= 360
}

fn columns(register: &Register, context: &Context) -> Vec<Column> {
    let mut columns = Vec::new();
    if !register.rows.is_empty() {
        columns.push(Column::new("事项").between(10, 30).flexible());
    }
    if shows_units(register, context) {
        columns.push(Column::new("单位").between(6, 24).yielding(NAME));
    }
    if !register.stages.is_empty() {
        columns.push(Column::new("阶段").between(6, 14));
    }
    columns.extend(shown_fields(register).map(|field| {
        let column = Column::new(field.label.as_str());
        match &field.kind {
            RegisterFieldKind::Plain(FigureKind::Date) => column.between(5, 10),
            RegisterFieldKind::Choice(choices) => {
                column.between(6, 30).yielding(told_apart(choices))
            }
            RegisterFieldKind::Plain(kind) if kind.digits().is_some() => {
                column.between(6, 14).align(Align::Right)
            }
            RegisterFieldKind::Plain(FigureKind::YesNo) => column.between(6, 30).flexible(),
            _ => column.between(6, 30).yielding(NAME),
        }
    }));
    columns
}

/// `已验收`, or that it is void.
pub fn standing(kept: &KeptRecord, register: &Register, today: NaiveDate) -> String {
    if kept.voided.is_some() {
        return "已作废".to_owned();
    }
    let stage = kept.record.stage_on(register, today);
    stage.map_or_else(|| "未开始".to_owned(), |(_, stage)| stage.name.clone())
}
