//! What wants a look, as the in-tray's own section: reports that are new, changed, said differently by two desks, at odds
//! with the checks, or far from the usual, and records of registers that are told in several ways. Why one wants a look and
//! what is decided about it is `ops`'s.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::asking::{self, Asking};
use super::state::Popup;
use super::versions::Which;
use super::work::Request;
use crate::domain::calendar::words;
use crate::domain::id::UnitId;
use crate::domain::period::PeriodId;
use crate::ops::record::{Contested, title};
use crate::ops::review::{Before, Item, Need};
use crate::tui::keys::Action;
use crate::tui::keys::keymap::{Scope, named};
use crate::tui::kit::dialog::Dialog;
use crate::tui::kit::reader::Reader;
use crate::tui::kit::table::{Cell, Column, Table};
use crate::tui::kit::{ink, overlay};
use crate::tui::screen::{Act, Context, Destination, Handled};
use crate::tui::theme::Meaning;

/// What is known of them.
#[derive(Debug)]
pub struct Inbox {
    pub table: Table,
    /// One a line of the table; `None` before the desk has told them.
    items: Option<Vec<Wanted>>,
}

/// One thing that wants a look.
#[derive(Debug, Clone, PartialEq)]
pub enum Wanted {
    Report(Box<Item>),
    Record(Box<Contested>),
}

impl Wanted {
    fn which(&self) -> Which {
        match self {
            Self::Report(item) => Which::Report {
                unit: item.unit.id,
                period: item.period.clone(),
            },
            Self::Record(one) => Which::Record(one.kept.record.id),
        }
    }

    /// The place of its gravest reason in [`Need::LABELS`].
    fn rank(&self) -> usize {
        match self {
            Self::Report(item) => item.needs[0].rank(),
            Self::Record(_) => Need::Conflict.rank(),
        }
    }

    fn as_report(&self) -> Option<&Item> {
        match self {
            Self::Report(item) => Some(item),
            Self::Record(_) => None,
        }
    }
}

impl Default for Inbox {
    fn default() -> Self {
        Self {
            table: Table::list(columns("期次")).when_empty("正在读取…"),
            items: None,
        }
    }
}

/// A record of a register has the register where a report has its period.
fn columns(what: &str) -> Vec<Column> {
    vec![
        Column::new("缘由").between(10, 12),
        Column::new("单位").between(12, 36).flexible(),
        Column::new(what).between(6, 20),
        Column::new("收到").between(12, 18),
        Column::new("要看的").between(10, 60).flexible(),
    ]
}

impl Inbox {
    /// Takes what the desk told. What was selected stays so, or else its line.
    pub fn take(&mut self, items: Vec<Wanted>, context: &Context) {
        let before = self.selected().map(Wanted::which);
        let row = items.iter().position(|one| Some(one.which()) == before);
        let rows = items.iter().map(|one| line(one, context)).collect();
        let has_records = items.iter().any(|one| one.as_report().is_none());
        let what = if has_records {
            "期次、台账"
        } else {
            "期次"
        };
        self.table.set(columns(what), rows);
        self.table
            .say_when_empty("没有要审核的报送：收到的都已通过或退回。");
        if let Some(row) = row {
            self.table.select(row);
        }
        self.items = Some(items);
    }

    pub fn selected(&self) -> Option<&Wanted> {
        self.items.as_ref()?.get(self.table.row()?)
    }

    pub fn len(&self) -> usize {
        self.items.iter().flatten().count()
    }

    /// Opens the selected one: the form that is read, or where two desks say different things, both side by side.
    pub fn open(&self) -> Handled {
        let Some(wanted) = self.selected() else {
            return Handled::nothing();
        };
        match wanted.which() {
            Which::Report { unit, period } if !is_conflict(wanted) => {
                Handled::Consumed(vec![Act::Go(Destination::Report { unit, period })])
            }
            which => Handled::ask(Request::Compare(which)),
        }
    }

    /// Accepts the selected one.
    pub fn approve(&self) -> Handled {
        match self.selected() {
            None => Handled::nothing(),
            Some(Wanted::Report(item)) if !item.needs.contains(&Need::Conflict) => {
                Handled::ask(Request::Approve(vec![approval(item)]))
            }
            Some(_) => {
                let open = named(Scope::Inbox, Action::Open);
                let text = format!("有两种说法，先按{open}裁定以哪一版为准");
                Handled::Consumed(vec![Act::Remark(text)])
            }
        }
    }

    /// Asks whether to accept everything that nothing is to be said about; `None` where there is no such thing.
    pub fn ask_to_approve(&self) -> Option<Popup> {
        let plain = self.items.iter().flatten().filter_map(Wanted::as_report);
        let plain: Vec<Approval> = plain
            .filter(|item| item.needs == [Need::New])
            .map(approval)
            .collect();
        if plain.is_empty() {
            return None;
        }
        let rest = self.len() - plain.len();
        let mut text = format!("没有疑点的新报送 {} 份，一次通过。", plain.len());
        if rest > 0 {
            text.push_str(&format!("\n另外 {rest} 份有要看的地方，留着一份一份看。"));
        }
        let dialog = Dialog::confirm("全部通过", text, "通过");
        Some(asking::ask(Asking::Approve(plain), dialog))
    }

    pub fn draw(
        &self,
        buffer: &mut Buffer,
        area: Rect,
        pane: u16,
        has_focus: bool,
        context: &Context,
    ) {
        let theme = context.theme;
        let style = theme.style(Meaning::Heading);
        let head = ink::row(area, 0);
        ink::put_spans(buffer, head, [(self.counted().as_str(), style)]);
        let list = ink::below(area, 1);
        let table = Rect {
            height: list.height - pane,
            ..list
        };
        self.table.draw(buffer, table, has_focus, theme);
        if let Some(wanted) = self.selected() {
            let below = ink::below(list, table.height);
            let (title, told) = match wanted {
                Wanted::Report(item) => {
                    let title = format!("{} {}", item.unit.name, period_name(item, context));
                    (title, told(item, context))
                }
                Wanted::Record(one) => {
                    let title = format!("{} {}", unit_name(one, context), one.name);
                    (title, told_of_record(one))
                }
            };
            let inner = overlay::panel(buffer, below, &title, false, theme);
            Reader::new("", told).draw(buffer, inner, theme);
        }
    }

    /// How many there are of each reason; one with several counts under the gravest.
    fn counted(&self) -> String {
        let mut counts = Need::LABELS.map(|_| 0);
        for wanted in self.items.iter().flatten() {
            counts[wanted.rank()] += 1;
        }
        let mut counted = "审核".to_owned();
        for (rank, (label, count)) in Need::LABELS.iter().zip(counts).enumerate() {
            if count > 0 || rank == Need::New.rank() {
                counted.push_str(&format!("  {label} {count}"));
            }
        }
        counted
    }
}

/// What is accepted: whose answer for which period, and which revision was looked at.
pub type Approval = (UnitId, PeriodId, String);

fn approval(item: &Item) -> Approval {
    (item.unit.id, item.period.clone(), item.uid.clone())
}

fn is_conflict(wanted: &Wanted) -> bool {
    let report = wanted.as_report();
    report.is_none_or(|item| item.needs.contains(&Need::Conflict))
}

fn line(wanted: &Wanted, context: &Context) -> Vec<Cell> {
    match wanted {
        Wanted::Report(item) => line_of_report(item, context),
        Wanted::Record(one) => line_of_record(one, context),
    }
}

/// A record with the places at which its versions differ.
fn line_of_record(one: &Contested, context: &Context) -> Vec<Cell> {
    let record = &one.kept.record;
    let registers = &context.campaign.registers;
    let register = registers.iter().find(|known| known.id == record.register);
    let name = register.map_or("?", |register| register.name.as_str());
    let title = register.map(|register| title(register, record));
    let labels = one.differences.iter().map(|place| place.label.as_str());
    let labels = labels.collect::<Vec<_>>().join("、");
    let told = match title.filter(|title| !title.is_empty()) {
        Some(title) => format!("{title}：{labels}"),
        None => labels,
    };
    let last = one.versions.iter().map(|version| version.at).max();
    let last = last.map(|at| words::moment_beside(at, context.campaign.days));
    vec![
        Cell::new(format!("! {}", Need::Conflict.label()), Meaning::Bad),
        Cell::new(unit_name(one, context), Meaning::Text),
        Cell::new(name, Meaning::Text),
        Cell::new(last.unwrap_or_default(), Meaning::Muted),
        Cell::new(told, Meaning::Text),
    ]
}

fn unit_name<'c>(one: &Contested, context: &'c Context) -> &'c str {
    context.unit_name(one.kept.record.unit)
}

fn line_of_report(item: &Item, context: &Context) -> Vec<Cell> {
    let need = &item.needs[0];
    let (sign, meaning) = match need {
        Need::Conflict | Need::Problems(_) => ("!", Meaning::Bad),
        Need::Strange(_) => ("?", Meaning::Warning),
        Need::Changed(_) => ("+", Meaning::Text),
        Need::Explained(_) => ("?", Meaning::Warning),
        Need::New => (".", Meaning::Text),
    };
    // The gravest reason has its name in the first column already.
    let told = (0..).zip(&item.needs).flat_map(|(at, need)| match need {
        Need::Problems(_) | Need::Strange(_) | Need::Explained(_) => {
            need.details(&context.campaign)
        }
        Need::Changed(_) if at > 0 => vec![need.label().to_owned()],
        _ => Vec::new(),
    });
    let before = item.before.iter().filter_map(Before::changed);
    let told: Vec<String> = told.chain(before).collect();
    vec![
        Cell::new(format!("{sign} {}", need.label()), meaning),
        Cell::new(&item.unit.name, Meaning::Text),
        Cell::new(period_name(item, context), Meaning::Text),
        Cell::new(
            words::moment_beside(item.received_at, context.campaign.days),
            Meaning::Muted,
        ),
        Cell::new(told.join("；"), Meaning::Text),
    ]
}

fn period_name<'a>(item: &'a Item, context: &'a Context) -> &'a str {
    super::lines::period_name(&item.period, context)
}

/// Everything that is to be looked at, a line each.
fn told(item: &Item, context: &Context) -> Vec<(String, Meaning)> {
    let received = words::moment_beside(item.received_at, context.campaign.days);
    let mut told = vec![(
        format!("第 {} 版，{received} 收到", item.revision),
        Meaning::Muted,
    )];
    for need in &item.needs {
        let meaning = match need {
            Need::Conflict | Need::Problems(_) => Meaning::Bad,
            Need::Strange(_) | Need::Explained(_) => Meaning::Warning,
            Need::Changed(_) | Need::New => Meaning::Text,
        };
        let lines = need.details(&context.campaign);
        told.extend(lines.into_iter().map(|line| (line, meaning)));
    }
    let before = item.before.iter();
    let before = before.flat_map(|before| before.details(&context.campaign));
    told.extend(before.map(|line| (line, Meaning::Accent)));
    told
}

/// What the versions of a record say, place by place, the one that counts first.
fn told_of_record(one: &Contested) -> Vec<(String, Meaning)> {
    let number = one.kept.revision;
    let counted = format!("裁定以前按第 {number} 版计，它的说法在前");
    let places = one.differences.iter().map(|place| {
        let answers = place.answers.join(" ↔ ").replace('\n', " ");
        (format!("{}：{answers}", place.label), Meaning::Bad)
    });
    [(counted, Meaning::Muted)]
        .into_iter()
        .chain(places)
        .collect()
}
