//! What the screen knows, and how input changes it.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::sheet::{Look, Sheet};
use super::sources::{Course, Sources};
use super::view;
use super::work::{Answer, Asked, Request};
use crate::domain::calendar::Instant;
use crate::domain::counting::Counting;
use crate::domain::id::FigureId;
use crate::error::Fault;
use crate::ops::export::{self, Kind, Scope as Whose};
use crate::ops::total::Extent;
use crate::tui::keys::Action;
use crate::tui::keys::keymap::Scope;
use crate::tui::kit::Input;
use crate::tui::kit::paper::Heard;
use crate::tui::screen::{Act, Context, Destination, Event, Handled, Screen};
use crate::tui::screens::chooser::{self, Chooser, Chosen};
use crate::tui::work;

/// The screen.
#[derive(Debug)]
pub struct Statistics {
    /// The index of the table among the campaign's.
    table: usize,
    /// `None` before the screen is first shown.
    whose: Option<Whose>,
    extent: Extent,
    counting: Counting,
    pub(super) look: Look,
    /// What the desk answered last.
    pub(super) sheet: Option<Sheet>,
    /// What the selected number is made of, where somebody looks at it.
    pub(super) sources: Option<Sources>,
    pub(super) popup: Option<Chooser>,
    /// Whether a table was asked for, when the screen came to be shown.
    waiting: bool,
}

impl Default for Statistics {
    fn default() -> Self {
        Self {
            table: 0,
            whose: None,
            extent: Extent::Whole,
            counting: Counting::default(),
            look: Look::default(),
            sheet: None,
            sources: None,
            popup: None,
            waiting: false,
        }
    }
}

impl Statistics {
    /// What is to be shown now; `None` where the campaign has no table.
    pub(super) fn asked(&self, context: &Context) -> Option<Asked> {
        let table = context.campaign.tables.get(self.table)?;
        Some(Asked {
            table: table.id.clone(),
            whose: self.whose.unwrap_or_else(|| chooser::home(context)),
            extent: self.extent.clone(),
            counting: self.counting,
        })
    }

    /// Whether what is shown is what was asked for.
    pub(super) fn is_current(&self, context: &Context) -> bool {
        let shown = self.sheet.as_ref().map(|sheet| &sheet.asked);
        shown == self.asked(context).as_ref()
    }

    fn load(&self, context: &Context) -> Vec<Act> {
        let Some(asked) = self.asked(context) else {
            return Vec::new();
        };
        let mut acts = vec![ask(Request::Total(asked.clone()))];
        if let Some(sources) = &self.sources {
            acts.push(ask(Request::Trace(asked, sources.figure.clone())));
        }
        acts
    }

    /// Looks at something else.
    fn turn_to(&mut self, whose: Whose, extent: Extent, context: &Context) -> Vec<Act> {
        self.whose = Some(whose);
        self.extent = extent;
        self.sources = None;
        self.load(context)
    }

    fn choose(&mut self, input: Input<'_>, context: &Context, now: Instant) -> Vec<Act> {
        let asked = self.asked(context);
        let (Some(popup), Some(asked)) = (&mut self.popup, asked) else {
            return Vec::new();
        };
        let chosen = popup.hear(input, context, now);
        if chosen != Chosen::Open {
            self.popup = None;
        }
        match chosen {
            Chosen::Whose(whose) => self.turn_to(whose, asked.extent, context),
            Chosen::Extent(extent) => self.turn_to(asked.whose, extent, context),
            Chosen::Open | Chosen::Nothing | Chosen::Each => Vec::new(),
        }
    }

    fn act(&mut self, action: Action, asked: Asked, context: &Context, now: Instant) -> Handled {
        let table = Some(&asked.table);
        match action {
            Action::Toggle => {
                if let Some(sheet) = &mut self.sheet {
                    sheet.carry_over(self.look);
                }
                self.look = self.look.other();
            }
            Action::NextProblem => {
                if let Some(sheet) = &mut self.sheet {
                    sheet.select_flagged(self.look);
                }
            }
            Action::Filter => self.popup = Some(Chooser::whose(context, asked.whose, false)),
            Action::Extent => {
                self.popup = Some(Chooser::extent(context, table, &asked.extent, now));
            }
            Action::Counting => {
                self.counting = self.counting.other();
                return Handled::Consumed(self.load(context));
            }
            Action::NextPeriod | Action::PreviousPeriod => {
                let by = if action == Action::NextPeriod { 1 } else { -1 };
                let next = chooser::neighbour(context, table, &asked.extent, by, now);
                let acts = next.map(|extent| self.turn_to(asked.whose, extent, context));
                return Handled::Consumed(acts.unwrap_or_default());
            }
            Action::NextTable => {
                self.table = (self.table + 1) % context.campaign.tables.len().max(1);
                return Handled::Consumed(self.turn_to(asked.whose, Extent::Whole, context));
            }
            Action::Export => return Handled::Consumed(vec![Act::Go(self.paper(asked))]),
            Action::Open => return Handled::Consumed(self.open(asked, context)),
            Action::Back if !self.is_at_home(&asked, context) => {
                let home = chooser::home(context);
                self.counting = Counting::default();
                return Handled::Consumed(self.turn_to(home, Extent::Whole, context));
            }
            _ => return Handled::Ignored,
        }
        Handled::Consumed(Vec::new())
    }

    /// Whether what is looked at is what the screen shows at first.
    fn is_at_home(&self, asked: &Asked, context: &Context) -> bool {
        asked.whose == chooser::home(context)
            && asked.extent == Extent::Whole
            && asked.counting == Counting::default()
    }

    /// The paper that shows what is on the screen.
    fn paper(&self, asked: Asked) -> Destination {
        let kind = match self.look {
            Look::Paper => Kind::Annex2,
            Look::List => Kind::Figures,
        };
        Destination::Paper(export::Request {
            extent: asked.extent,
            counting: asked.counting,
            table: Some(asked.table),
            ..export::Request::whole(kind, asked.whose)
        })
    }

    fn selected(&self) -> Option<FigureId> {
        self.sheet.as_ref()?.selected(self.look).cloned()
    }

    fn open(&mut self, asked: Asked, context: &Context) -> Vec<Act> {
        let figure = self.selected();
        let figure = figure.and_then(|figure| context.campaign.figure(&figure));
        let Some(figure) = figure else {
            return Vec::new();
        };
        self.sources = Some(Sources::of(figure));
        vec![ask(Request::Trace(asked, figure.id.clone()))]
    }

    fn hear_sources(&mut self, input: Input<'_>) -> Handled {
        let Some(sources) = &mut self.sources else {
            return Handled::Ignored;
        };
        match sources.hear(input) {
            Course::Ignored => Handled::Ignored,
            Course::Stays => Handled::Consumed(Vec::new()),
            Course::Closed => {
                self.sources = None;
                Handled::Consumed(Vec::new())
            }
            Course::Goes(to) => Handled::Consumed(vec![Act::Go(to)]),
            Course::Says(text) => Handled::Consumed(vec![Act::Remark(text.to_owned())]),
            Course::Explains(differing, reason) => {
                let figure = sources.figure.clone();
                Handled::Consumed(vec![ask(Request::Explain {
                    differing,
                    figure,
                    reason,
                })])
            }
        }
    }
}

fn ask(request: Request) -> Act {
    Act::Ask(request.into())
}

impl Screen for Statistics {
    fn enter(&mut self, context: &Context, _: Instant) -> Vec<Act> {
        self.whose.get_or_insert_with(|| chooser::home(context));
        let acts = self.load(context);
        self.waiting = !acts.is_empty();
        acts
    }

    fn go(&mut self, to: &Destination, context: &Context, now: Instant) -> Vec<Act> {
        match to {
            Destination::Statistics { unit } => {
                self.popup = None;
                let whose = match context.collects && *unit == context.seat {
                    true => Whose::Subtree(*unit),
                    false => Whose::Unit(*unit),
                };
                self.turn_to(whose, Extent::Whole, context)
            }
            _ => self.enter(context, now),
        }
    }

    fn handle(&mut self, event: Event, context: &Context, now: Instant) -> Handled {
        let (Some(input), Some(asked)) = (event.read(self.scope()), self.asked(context)) else {
            return Handled::Ignored;
        };
        if self.popup.is_some() {
            return Handled::Consumed(self.choose(input, context, now));
        }
        if self.sources.is_some() {
            return self.hear_sources(input);
        }
        if let Input::Action(action) = input
            && let Handled::Consumed(acts) = self.act(action, asked.clone(), context, now)
        {
            return Handled::Consumed(acts);
        }
        match self
            .sheet
            .as_mut()
            .map(|sheet| sheet.hear(self.look, input))
        {
            Some(Heard::Opened) => Handled::Consumed(self.open(asked, context)),
            Some(Heard::Moved | Heard::Changed(_)) => Handled::Consumed(Vec::new()),
            Some(Heard::Ignored) | None => Handled::Ignored,
        }
    }

    fn receive(&mut self, answer: work::Answer, context: &Context, _: Instant) -> Vec<Act> {
        let work::Answer::Statistics(answer) = answer else {
            return Vec::new();
        };
        let wanted = self.asked(context);
        match answer {
            Answer::Total(asked, total) if Some(&asked) == wanted.as_ref() => {
                let selected = self.selected();
                self.waiting = false;
                self.sheet = Sheet::new(context, asked, *total);
                if let (Some(sheet), Some(figure)) = (&mut self.sheet, selected) {
                    sheet.select(&figure);
                }
            }
            Answer::Trace(asked, trace) if Some(&asked) == wanted.as_ref() => {
                if let Some(sources) = &mut self.sources
                    && sources.figure == trace.figure.id
                {
                    sources.take(*trace);
                }
            }
            Answer::Explained(told) => {
                if let Some(sources) = &mut self.sources {
                    sources.popup = None;
                }
                let mut acts = vec![Act::Notice(told)];
                acts.extend(self.load(context));
                return acts;
            }
            // The user has gone on to something else meanwhile.
            Answer::Total(..) | Answer::Trace(..) => {}
        }
        Vec::new()
    }

    fn failed(&mut self, _: &Fault, _: &Context) -> Vec<Act> {
        self.sources.take_if(|sources| sources.trace.is_none());
        if let Some(Sources {
            popup: Some(popup), ..
        }) = &mut self.sources
        {
            popup.wake();
        }
        Vec::new()
    }

    fn awaits(&self) -> bool {
        self.waiting && self.sheet.is_none()
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context, _: Instant) {
        view::draw(self, frame, area, context);
    }

    fn scope(&self) -> Scope {
        match (&self.popup, &self.sources) {
            (Some(popup), _) => popup.scope(),
            (None, Some(sources)) => sources.scope(),
            (None, None) => Scope::Statistics,
        }
    }
}
