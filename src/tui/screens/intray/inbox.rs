//! The reports that want a look, as the in-tray's own section: what is new, changed, said differently by two desks, at odds
//! with the checks, or far from the usual. Why one wants a look is `ops::review`'s; what is decided about it, too.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::asking::{self, Asking};
use super::state::Popup;
use super::work::Request;
use crate::domain::calendar::words;
use crate::domain::id::UnitId;
use crate::domain::period::PeriodId;
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
    items: Option<Vec<Item>>,
}

impl Default for Inbox {
    fn default() -> Self {
        Self {
            table: Table::list(columns()).when_empty("正在读取…"),
            items: None,
        }
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("缘由").between(10, 12),
        Column::new("单位").between(12, 36).flexible(),
        Column::new("期次").between(6, 20),
        Column::new("收到").between(12, 18),
        Column::new("要看的").between(10, 60).flexible(),
    ]
}

impl Inbox {
    /// Takes what the desk told. What was selected stays so, or else its line.
    pub fn take(&mut self, items: Vec<Item>, context: &Context) {
        let place = |item: &Item| (item.unit.id, item.period.clone());
        let before = self.selected().map(place);
        let row = items.iter().position(|item| Some(place(item)) == before);
        let rows = items.iter().map(|item| line(item, context)).collect();
        self.table.set(columns(), rows);
        self.table
            .say_when_empty("没有要审核的报送：收到的都已通过或退回。");
        if let Some(row) = row {
            self.table.select(row);
        }
        self.items = Some(items);
    }

    pub fn selected(&self) -> Option<&Item> {
        self.items.as_ref()?.get(self.table.row()?)
    }

    pub fn len(&self) -> usize {
        self.items.iter().flatten().count()
    }

    /// Opens the selected one: the form that is read, or where two desks say different things, both side by side.
    pub fn open(&self) -> Handled {
        let Some(item) = self.selected() else {
            return Handled::nothing();
        };
        let (unit, period) = (item.unit.id, item.period.clone());
        match is_conflict(item) {
            true => Handled::ask(Request::Compare { unit, period }),
            false => Handled::Consumed(vec![Act::Go(Destination::Report { unit, period })]),
        }
    }

    /// Accepts the selected one.
    pub fn approve(&self) -> Handled {
        match self.selected() {
            None => Handled::nothing(),
            Some(item) if is_conflict(item) => {
                let open = named(Scope::Inbox, Action::Open);
                let text = format!("有两种说法，先按{open}裁定以哪一版为准");
                Handled::Consumed(vec![Act::Remark(text)])
            }
            Some(item) => Handled::ask(Request::Approve(vec![approval(item)])),
        }
    }

    /// Asks whether to accept everything that nothing is to be said about; `None` where there is no such thing.
    pub fn ask_to_approve(&self) -> Option<Popup> {
        let plain = self.items.iter().flatten();
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
        if let Some(item) = self.selected() {
            let below = ink::below(list, table.height);
            let title = format!("{} {}", item.unit.name, period_name(item, context));
            let inner = overlay::panel(buffer, below, &title, false, theme);
            Reader::new("", told(item, context)).draw(buffer, inner, theme);
        }
    }

    /// How many there are of each reason; one with several counts under the gravest.
    fn counted(&self) -> String {
        let mut counts = Need::LABELS.map(|_| 0);
        for item in self.items.iter().flatten() {
            counts[item.needs[0].rank()] += 1;
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

fn is_conflict(item: &Item) -> bool {
    item.needs.contains(&Need::Conflict)
}

fn line(item: &Item, context: &Context) -> Vec<Cell> {
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
