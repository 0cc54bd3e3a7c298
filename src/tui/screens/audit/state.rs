//! What the screen knows, and how input changes it.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::narrow::{Chosen, Narrowing, Popup};
use super::view;
use super::work::{Answer, Request};
use crate::domain::audit::{Act as Deed, AuditEntry};
use crate::domain::calendar::{Instant, words};
use crate::ops::audit::AuditFilter;
use crate::tui::keys::Action;
use crate::tui::keys::keymap::Scope;
use crate::tui::kit::finder::Finder;
use crate::tui::kit::table::{Cell, Column, Hit, Table};
use crate::tui::kit::{Input, Outcome};
use crate::tui::screen::{Act, Context, Destination, Event, Handled, Screen};
use crate::tui::theme::Meaning;
use crate::tui::work;

/// Entries that are read at first. Whoever comes to the last of them is given twice as many.
const FIRST: u32 = 200;

/// The screen.
#[derive(Debug)]
pub struct Audit {
    pub(super) narrowing: Narrowing,
    pub(super) finder: Finder,
    limit: u32,
    /// What the desk answered last, latest first; `None` before it has.
    pub(super) entries: Option<Vec<AuditEntry>>,
    pub(super) table: Table,
    /// Whether there are more entries than were read.
    pub(super) more: bool,
    /// Whether the desk has been asked for more and has not answered.
    waiting: bool,
    pub(super) popup: Option<Popup>,
}

impl Default for Audit {
    fn default() -> Self {
        let columns = vec![
            Column::new("时间").between(12, 18),
            Column::new("动作").between(4, 14),
            Column::new("单位").between(12, 28).flexible(),
            Column::new("内容").between(26, 90).flexible(),
            Column::new("操作者").between(6, 12).flexible(),
        ];
        let empty = "没有符合条件的记录。按 Esc 取消筛选和搜索。";
        Self {
            narrowing: Narrowing::default(),
            finder: Finder::default(),
            limit: FIRST,
            entries: None,
            table: Table::list(columns).when_empty(empty),
            more: false,
            waiting: false,
            popup: None,
        }
    }
}

impl Audit {
    fn filter(&self) -> AuditFilter {
        self.narrowing.filter(self.finder.query(), self.limit)
    }

    fn load(&mut self) -> Vec<Act> {
        self.waiting = true;
        vec![Act::Ask(Request::List(self.filter()).into())]
    }

    /// Other entries are wanted: from the latest again.
    fn begin(&mut self) -> Vec<Act> {
        self.limit = FIRST;
        self.table.select(0);
        self.load()
    }

    /// Asks for more where the selection has come to the end of what was read.
    fn go_on(&mut self) -> Vec<Act> {
        let at_end = self
            .table
            .row()
            .is_some_and(|row| row + 1 == self.table.len());
        if !at_end || !self.more || self.waiting {
            return Vec::new();
        }
        self.limit = self.limit.saturating_mul(2);
        self.load()
    }

    /// The selected entry.
    pub(super) fn selected(&self) -> Option<&AuditEntry> {
        self.entries.as_ref()?.get(self.table.row()?)
    }

    fn choose(&mut self, input: Input<'_>, context: &Context) -> Vec<Act> {
        let Some(popup) = &mut self.popup else {
            return Vec::new();
        };
        match popup.hear(input, &self.narrowing, context) {
            Chosen::Open => Vec::new(),
            Chosen::Nothing => {
                self.popup = None;
                Vec::new()
            }
            Chosen::Narrowed(narrowing) => {
                self.popup = None;
                self.narrowing = narrowing;
                self.begin()
            }
        }
    }

    fn hear(&mut self, input: Input<'_>) -> Handled {
        let acts = match input {
            Input::Action(Action::Search) => {
                self.finder.begin();
                Vec::new()
            }
            Input::Action(Action::Filter) => {
                self.popup = Some(Popup::open());
                Vec::new()
            }
            Input::Action(Action::Open) => self.open(),
            Input::Action(Action::Back) if self.is_narrowed() => {
                self.finder.clear();
                self.narrowing = Narrowing::default();
                self.begin()
            }
            Input::Action(action) if self.table.act(action) => self.go_on(),
            Input::Mouse(mouse) => match self.table.click(mouse) {
                Some(Hit::Place { again: true, .. }) => self.open(),
                _ => self.go_on(),
            },
            _ => return Handled::Ignored,
        };
        Handled::Consumed(acts)
    }

    fn is_narrowed(&self) -> bool {
        self.finder.is_shown() || self.narrowing != Narrowing::default()
    }

    /// To what the entry is about.
    fn open(&self) -> Vec<Act> {
        let Some(entry) = self.selected() else {
            return Vec::new();
        };
        let hazard = matches!(
            entry.act,
            Deed::HazardAdded | Deed::HazardEdited | Deed::HazardClosed | Deed::HazardReopened
        );
        let to = match (entry.unit, &entry.period) {
            (Some(unit), Some(period)) => Destination::Report {
                unit,
                period: period.clone(),
            },
            (Some(unit), None) if hazard => Destination::Hazards(unit),
            (Some(unit), None) => Destination::Unit(unit),
            (None, _) => {
                let words = "这条记录不针对某一家单位，没有可以打开的内容";
                return vec![Act::Remark(words.to_owned())];
            }
        };
        vec![Act::Go(to)]
    }

    fn take(&mut self, entries: Vec<AuditEntry>, context: &Context) {
        let selected = self.selected().map(|entry| entry.id);
        let rows = entries.iter().map(|entry| cells(entry, context));
        self.table.set_rows(rows.collect());
        let at = entries.iter().position(|entry| Some(entry.id) == selected);
        self.table.select(at.unwrap_or(0));
        self.more = u32::try_from(entries.len()).is_ok_and(|count| count >= self.limit);
        self.entries = Some(entries);
    }
}

fn cells(entry: &AuditEntry, context: &Context) -> Vec<Cell> {
    let unit = entry.unit.map_or("", |unit| context.unit_name(unit));
    vec![
        Cell::new(
            words::moment_beside(entry.at, context.campaign.days),
            Meaning::Muted,
        ),
        Cell::new(entry.act.label(), Meaning::Heading),
        Cell::from(unit),
        Cell::from(entry.detail.as_str()),
        Cell::new(&entry.actor, Meaning::Muted),
    ]
}

impl Screen for Audit {
    fn enter(&mut self, _: &Context, _: Instant) -> Vec<Act> {
        self.load()
    }

    fn go(&mut self, to: &Destination, _: &Context, _: Instant) -> Vec<Act> {
        if let Destination::Audit { unit } = to {
            self.popup = None;
            self.finder.clear();
            self.narrowing = Narrowing {
                unit: Some(*unit),
                ..Narrowing::default()
            };
        }
        self.begin()
    }

    fn handle(&mut self, event: Event, context: &Context, _: Instant) -> Handled {
        let Some(input) = event.read(self.scope()) else {
            return Handled::Ignored;
        };
        if self.popup.is_some() {
            return Handled::Consumed(self.choose(input, context));
        }
        if self.finder.is_typing() {
            match self.finder.hear(input) {
                Outcome::Edited => return Handled::Consumed(self.begin()),
                Outcome::Moved => return Handled::Consumed(Vec::new()),
                // A click beside the line is for the list.
                Outcome::Ignored if matches!(input, Input::Mouse(_)) => {}
                Outcome::Ignored => return Handled::Ignored,
            }
        }
        self.hear(input)
    }

    fn receive(&mut self, answer: work::Answer, context: &Context, _: Instant) -> Vec<Act> {
        let work::Answer::Audit(Answer::Listed(filter, entries)) = answer else {
            return Vec::new();
        };
        // Else something else is wanted by now, and its answer is on the way.
        if filter == self.filter() {
            self.waiting = false;
            self.take(entries, context);
        }
        Vec::new()
    }

    fn failed(&mut self, _: &crate::error::Fault, _: &Context) -> Vec<Act> {
        self.waiting = false;
        Vec::new()
    }

    fn awaits(&self) -> bool {
        self.entries.is_none() && self.waiting
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context, _: Instant) {
        view::draw(self, frame, area, context);
    }

    fn scope(&self) -> Scope {
        match &self.popup {
            Some(popup) => popup.scope(),
            None if self.finder.is_typing() => Finder::SCOPE,
            None => Scope::Audit,
        }
    }
}
