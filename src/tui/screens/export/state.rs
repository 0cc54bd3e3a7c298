//! What the screen knows, and how input changes it.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::editing::Editing;
use super::order::{Choices, Order, Recipients, is_of_one_unit};
use super::popup::{Heard, Popup};
use super::view;
use super::work::{Answer, Request};
use crate::domain::audit::AuditEntry;
use crate::domain::calendar::Instant;
use crate::domain::id::TableId;
use crate::error::Fault;
use crate::ops::export::{Begun, Kind, Offer, Scope as Whose, has_text};
use crate::ops::total::Extent;
use crate::tui::keys::Action;
use crate::tui::keys::keymap::Scope;
use crate::tui::kit::mouse::{Mouse, MouseKind};
use crate::tui::kit::table::{Cell, Column, Hit, Table};
use crate::tui::kit::{Input, Viewport};
use crate::tui::screen::{Act, Context, Destination, Event, Handled, Screen};
use crate::tui::screens::chooser::{self, Chooser};
use crate::tui::theme::Meaning;
use crate::tui::work;

/// What can be chosen besides the paper, in the order of its lines on screen: the last only where units are below.
const OPTIONS: [Action; 5] = [
    Action::Filter,
    Action::Extent,
    Action::Toggle,
    Action::Edit,
    Action::Counting,
];

/// Those of them that this desk has.
pub(super) fn options(context: &Context) -> &'static [Action] {
    match context.collects {
        true => &OPTIONS,
        false => &OPTIONS[..OPTIONS.len() - 1],
    }
}

/// The paper that somebody came for.
#[derive(Debug)]
struct Wanted {
    kind: Kind,
    /// Which table, or which register or points table; any where nothing is said.
    table: Option<TableId>,
    of: Option<String>,
}

impl Wanted {
    fn is(&self, offer: &Offer) -> bool {
        let is_table = self.table.is_none() || offer.table.is_none() || offer.table == self.table;
        let is_of = self.of.is_none() || offer.of.is_none() || offer.of == self.of;
        offer.kind == self.kind && is_table && is_of
    }
}

/// The screen.
#[derive(Debug)]
pub struct Export {
    /// `None` before the desk has answered.
    pub(super) offers: Option<Vec<Offer>>,
    /// The last exports, latest first.
    pub(super) recent: Vec<AuditEntry>,
    pub(super) table: Table,
    /// Where the lines of the options stand.
    pub(super) options: Viewport,
    choices: Choices,
    /// The paper that somebody came here for.
    wanted: Option<Wanted>,
    /// Whether a paper is being written.
    pub(super) busy: bool,
    /// The paper whose text lies in the editor.
    pub(super) editing: Option<(Editing, Begun)>,
    pub(super) popup: Option<Popup>,
}

impl Default for Export {
    fn default() -> Self {
        let columns = vec![
            Column::new("材料").between(20, 70).flexible(),
            Column::new("格式").between(20, 36),
        ];
        let empty = "这个活动没有可以导出的材料。";
        Self {
            offers: None,
            recent: Vec::new(),
            table: Table::list(columns).when_empty(empty),
            options: Viewport::default(),
            choices: Choices::default(),
            wanted: None,
            busy: false,
            editing: None,
            popup: None,
        }
    }
}

impl Export {
    /// What would be written now; `None` where there is nothing to write.
    pub(super) fn order(&self, context: &Context) -> Option<Order> {
        let offer = self.offers.as_ref()?.get(self.table.row()?)?;
        Some(self.choices.order(offer, context))
    }

    /// Selects the paper that somebody came here for, once it is known which there are.
    fn select_wanted(&mut self) {
        let (Some(offers), Some(wanted)) = (&self.offers, &self.wanted) else {
            return;
        };
        let at = offers.iter().position(|offer| wanted.is(offer));
        if let Some(at) = at {
            self.table.select(at);
        }
        self.wanted = None;
    }

    fn act(&mut self, action: Action, order: &Order, context: &Context, now: Instant) -> Handled {
        match action {
            Action::Export => return Handled::Consumed(self.write(order)),
            Action::ExternalEditor => return Handled::Consumed(self.begin(order)),
            Action::Filter => {
                let one = match order.whose {
                    Recipients::One(whose) => whose,
                    Recipients::Each => chooser::home(context),
                };
                let each = is_of_one_unit(order.kind);
                let chooser = Chooser::whose(context, one, each);
                self.popup = Some(Popup::Choose(Box::new(chooser)));
            }
            Action::Extent if order.kind.has_extent() => {
                let table = order.table.as_ref();
                let chooser = Chooser::extent(context, table, &order.extent, now);
                self.popup = Some(Popup::Choose(Box::new(chooser)));
            }
            Action::Extent => {
                let words = format!("“{}”不分期次", order.kind.label());
                return Handled::Consumed(vec![Act::Remark(words)]);
            }
            Action::Counting if order.kind.has_totals() => {
                self.choices.counting = self.choices.counting.other();
            }
            Action::Counting => {
                let words = format!("“{}”不汇总报送", order.kind.label());
                return Handled::Consumed(vec![Act::Remark(words)]);
            }
            Action::Toggle => self.popup = Some(Popup::shape(order)),
            Action::Edit => self.popup = Some(Popup::place(order, context)),
            Action::Back if self.choices != Choices::default() => {
                self.choices = Choices::default();
            }
            action if self.table.act(action) => {}
            _ => return Handled::Ignored,
        }
        Handled::Consumed(Vec::new())
    }

    fn write(&mut self, order: &Order) -> Vec<Act> {
        if self.busy {
            return vec![Act::Remark("上一份还没有写完，请稍候".to_owned())];
        }
        self.busy = true;
        vec![Act::Ask(Request::Write(order.clone()).into())]
    }

    fn hear_popup(&mut self, input: Input<'_>, context: &Context, now: Instant) -> Vec<Act> {
        let heard = self
            .popup
            .as_mut()
            .map(|popup| popup.hear(input, context, now));
        let mut acts = Vec::new();
        match heard {
            Some(Heard::Open) | None => return Vec::new(),
            Some(Heard::Closed) => {}
            Some(Heard::Whose(whose)) => self.choices.whose = Some(whose),
            Some(Heard::Extent(extent)) => self.choices.extent = Some(extent),
            Some(Heard::Shape(shape)) => self.choices.shape = Some(shape),
            Some(Heard::Place(typed)) => acts.push(Act::Ask(Request::Place(typed).into())),
            Some(Heard::Edit(chosen)) => {
                acts.push(Act::Edit(chosen.1.text.clone()));
                self.editing = Some(*chosen);
            }
        }
        self.popup = None;
        acts
    }

    /// A click on an option opens it; a second click on a paper writes it.
    fn click(&mut self, mouse: Mouse, order: &Order, context: &Context, now: Instant) -> Handled {
        let option = self.options.line_at(mouse);
        let option = option.filter(|_| mouse.kind == MouseKind::Press);
        if let Some(action) = option.and_then(|line| options(context).get(line)) {
            return self.act(*action, order, context, now);
        }
        Handled::Consumed(match self.table.click(mouse) {
            Some(Hit::Place { again: true, .. }) => self.write(order),
            _ => Vec::new(),
        })
    }

    fn look_at(&mut self, wanted: Wanted, choices: Choices) {
        self.popup = None;
        self.choices = choices;
        self.wanted = Some(wanted);
        self.select_wanted();
    }
}

fn cells(offer: &Offer) -> Vec<Cell> {
    let formats = offer.kind.formats().iter();
    let formats: Vec<&str> = formats.map(|format| format.extension()).collect();
    vec![
        Cell::from(offer.label.as_str()),
        Cell::new(formats.join(" "), Meaning::Muted),
    ]
}

impl Screen for Export {
    fn enter(&mut self, _: &Context, _: Instant) -> Vec<Act> {
        vec![Act::Ask(Request::Look.into())]
    }

    fn go(&mut self, to: &Destination, context: &Context, now: Instant) -> Vec<Act> {
        match to {
            Destination::Export { kind, unit, period } => {
                if let Some(kind) = Kind::named(kind) {
                    let choices = Choices {
                        whose: unit.map(|unit| Recipients::One(Whose::Unit(unit))),
                        extent: period.clone().map(Extent::Period),
                        ..Choices::default()
                    };
                    let wanted = Wanted {
                        kind,
                        table: None,
                        of: None,
                    };
                    self.look_at(wanted, choices);
                }
            }
            Destination::Paper(request) => {
                let choices = Choices {
                    whose: Some(Recipients::One(request.scope)),
                    extent: Some(request.extent.clone()),
                    counting: request.counting,
                    ..Choices::default()
                };
                let wanted = Wanted {
                    kind: request.kind,
                    table: request.table.clone(),
                    of: request.of.clone(),
                };
                self.look_at(wanted, choices);
            }
            _ => {}
        }
        self.enter(context, now)
    }

    fn handle(&mut self, event: Event, context: &Context, now: Instant) -> Handled {
        if let Event::Edited(edited) = &event {
            return Handled::Consumed(self.edited(edited));
        }
        let Some(input) = event.read(self.scope()) else {
            return Handled::Ignored;
        };
        if self.popup.is_some() {
            return Handled::Consumed(self.hear_popup(input, context, now));
        }
        match (input, self.order(context)) {
            (Input::Action(action), Some(order)) => self.act(action, &order, context, now),
            (Input::Mouse(mouse), Some(order)) => self.click(mouse, &order, context, now),
            _ => Handled::Ignored,
        }
    }

    fn receive(&mut self, answer: work::Answer, context: &Context, now: Instant) -> Vec<Act> {
        match answer {
            work::Answer::Export(Answer::Seen { offers, recent }) => {
                self.table.set_rows(offers.iter().map(cells).collect());
                self.offers = Some(offers);
                self.recent = recent;
                self.select_wanted();
                Vec::new()
            }
            work::Answer::Export(Answer::Begun(editing, beginnings)) => {
                self.popup = Some(Popup::beginnings(*editing, *beginnings));
                Vec::new()
            }
            work::Answer::Export(Answer::Placed(place)) => {
                self.choices.place = place;
                Vec::new()
            }
            work::Answer::Export(Answer::Made(made)) => {
                self.busy = false;
                self.popup = Some(Popup::done(&made));
                self.enter(context, now)
            }
            _ => Vec::new(),
        }
    }

    fn failed(&mut self, _: &Fault, _: &Context) -> Vec<Act> {
        // Of several units some may have been written before it failed.
        let wrote = std::mem::take(&mut self.busy);
        match wrote {
            true => vec![Act::Ask(Request::Look.into())],
            false => Vec::new(),
        }
    }

    fn refuses(&self, action: Action, context: &Context, _: Instant) -> bool {
        match action {
            Action::ExternalEditor => {
                let order = self.order(context);
                !order.is_some_and(|order| has_text(order.kind))
            }
            action => action == Action::NextProblem,
        }
    }

    fn long_work(&self) -> Option<&'static str> {
        self.busy.then_some("导出")
    }

    fn awaits(&self) -> bool {
        self.offers.is_none()
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context, _: Instant) {
        view::draw(self, frame, area, context);
    }

    fn scope(&self) -> Scope {
        self.popup.as_ref().map_or(Scope::Export, Popup::scope)
    }
}
