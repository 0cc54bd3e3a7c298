//! The first start, before there is a desk: open the packet that the desk above sent, or choose a notice, say who you are,
//! and the desk is made; or look at the demonstration. A small program of its own, because everything else takes an open desk for granted.

mod entries;
mod forms;
mod offer;
mod top;
mod view;
mod work;

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::time::Duration;

use ratatui::Frame;

use super::keys::help::{self, Hint};
use super::keys::{Action, Scope, Whom};
use super::kit::dialog::Dialog;
use super::kit::form::Form;
use super::kit::input::{Input, Outcome};
use super::kit::reader::Reader;
use super::kit::select::Select;
use super::kit::status::StatusLine;
use super::program::{Effect, Msg, Program};
use super::run::{self, RunError};
use super::screen::Event;
use super::theme::Theme;
use crate::clock::Clock;
use crate::domain::calendar::Instant;
use crate::error::Fault;
use crate::ops::desk::NewSeat;
use crate::ops::packet::names_packet;
use entries::Entry;
use offer::{Known, Offer};
use top::Top;
use work::{Reply, Request, StartWorker};

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chosen {
    /// A desk was made here. `collects` tells that its units are still to come.
    Made { folder: PathBuf, collects: bool },
    /// A desk that was there already.
    Open(PathBuf),
    /// The demonstration is to be opened.
    Demonstration,
}

/// Asks what to open; `None` where the user left.
pub fn choose(root: &Path, clock: &Clock, has_colours: bool) -> Result<Option<Chosen>, RunError> {
    let mut start = Start::new(Theme::new(has_colours));
    let worker = StartWorker::new(root.to_owned());
    run::run(&mut start, worker, vec![Effect::Ask(Request::Look)], clock)?;
    Ok(start.chosen)
}

/// The state of the first start.
#[derive(Debug)]
struct Start {
    theme: Theme,
    offers: Vec<Offer>,
    known: Vec<Known>,
    step: Step,
    /// What lies on top of the step.
    top: Option<Top>,
    status: StatusLine,
    chosen: Option<Chosen>,
    /// Whether a desk is being made, so that a second Enter makes no second one.
    busy: Cell<bool>,
}

/// What is being asked.
#[derive(Debug)]
enum Step {
    /// Which notice, which desk, or the demonstration.
    Notice { list: Select, entries: Vec<Entry> },
    /// A packet: its path, and what it does not say itself.
    Packet(Form),
    /// The path of a campaign file.
    File(Form),
    /// Who sits at the desk.
    Role { offer: Offer, list: Select },
    /// Which unit it is.
    Unit { offer: Offer, form: Form },
}

impl Start {
    fn new(theme: Theme) -> Self {
        let mut start = Self {
            theme,
            offers: Vec::new(),
            known: Vec::new(),
            step: Step::File(Form::new(Vec::new())),
            top: None,
            status: StatusLine::default(),
            chosen: None,
            busy: Cell::new(false),
        };
        start.ask_notice();
        start
    }

    fn ask_notice(&mut self) {
        let (choices, entries) = entries::of(&self.known, &self.offers).into_iter().unzip();
        let list = Select::new(choices);
        self.step = Step::Notice { list, entries };
    }

    fn ask_packet(&mut self, path: &str) {
        self.step = Step::Packet(forms::packet(path));
    }

    fn ask_file(&mut self) {
        self.step = Step::File(forms::file());
    }

    fn ask_role(&mut self, offer: Offer) {
        let list = forms::roles();
        self.step = Step::Role { offer, list };
    }

    fn ask_unit(&mut self, offer: Offer) {
        let form = forms::unit(&offer.campaign);
        self.step = Step::Unit { offer, form };
    }

    fn scope(&self) -> Scope {
        match (&self.top, &self.step) {
            (Some(Top::Fault(dialog) | Top::Came { dialog, .. }), _) => dialog.scope(),
            (Some(Top::Reading(_)), _) => Reader::SCOPE,
            (None, Step::Notice { .. } | Step::Role { .. }) => Scope::Pick,
            (None, Step::Packet(form) | Step::File(form) | Step::Unit { form, .. }) => form.scope(),
        }
    }

    /// What the footer names.
    fn hints(&self) -> Vec<Hint> {
        let mut hints = help::footer(self.scope(), Whom::Everybody);
        let is_wrong = match &self.step {
            Step::Packet(form) | Step::File(form) | Step::Unit { form, .. } => form.has_problems(),
            Step::Notice { .. } | Step::Role { .. } => false,
        };
        hints.retain(|hint| is_wrong || hint.action != Action::NextProblem);
        hints
    }

    fn hear(&mut self, input: Input<'_>) -> Vec<Effect<Request>> {
        if self.top.is_some() {
            return self.hear_top(input);
        }
        match input {
            Input::Action(Action::Quit) => return vec![Effect::Quit],
            Input::Action(Action::Back | Action::Refuse) => return self.back(),
            Input::Action(Action::Help) => {
                self.top = Some(Top::Reading(Reader::help(self.scope(), Whom::Everybody)));
                return Vec::new();
            }
            _ => {}
        }
        if let (Input::Paste(text), Step::Notice { .. }) = (input, &self.step)
            && names_packet(text)
        {
            self.ask_packet(text.trim());
            return Vec::new();
        }
        let accepts = matches!(input, Input::Action(Action::Accept));
        match &mut self.step {
            Step::Notice { list, .. } | Step::Role { list, .. } => {
                let clicked = matches!(input, Input::Mouse(mouse) if list.is_on_selected(mouse));
                if accepts || clicked {
                    return self.choose();
                }
                list.hear(input);
            }
            Step::Packet(form) | Step::File(form) | Step::Unit { form, .. } => {
                let submits = matches!(input, Input::Action(Action::Submit));
                let outcome = form.hear(input);
                if outcome == Outcome::Edited {
                    form.forgive_focused();
                }
                let passed = outcome == Outcome::Ignored
                    && matches!(input, Input::Action(Action::NextField));
                // Enter on the last field means: that is all.
                if submits || passed {
                    return self.accept();
                }
            }
        }
        Vec::new()
    }

    fn back(&mut self) -> Vec<Effect<Request>> {
        match &self.step {
            Step::Notice { .. } => return vec![Effect::Quit],
            Step::Packet(_) | Step::File(_) | Step::Role { .. } => self.ask_notice(),
            Step::Unit { offer, .. } => self.ask_role(offer.clone()),
        }
        Vec::new()
    }

    fn choose(&mut self) -> Vec<Effect<Request>> {
        match &self.step {
            Step::Notice { list, entries } => {
                let chosen = list
                    .selected()
                    .and_then(|index| entries.get(index))
                    .cloned();
                match chosen {
                    Some(Entry::Desk(folder)) => return self.end(Chosen::Open(folder)),
                    Some(Entry::Demonstration) => return self.end(Chosen::Demonstration),
                    Some(Entry::Notice(offer)) => self.ask_role(offer),
                    Some(Entry::Packet) => self.ask_packet(""),
                    Some(Entry::File) => self.ask_file(),
                    Some(Entry::Broken(fault)) => self.fault(&fault),
                    None => {}
                }
            }
            Step::Role { offer, list } => match list.selected() {
                Some(0) => self.ask_unit(offer.clone()),
                Some(_) => return self.make(offer.clone(), NewSeat::Coordinator),
                None => {}
            },
            Step::Packet(_) | Step::File(_) | Step::Unit { .. } => {}
        }
        Vec::new()
    }

    fn accept(&mut self) -> Vec<Effect<Request>> {
        match &mut self.step {
            Step::Packet(form) => match forms::packet_in(form) {
                Some(request) if !self.busy.replace(true) => vec![Effect::Ask(request)],
                _ => Vec::new(),
            },
            Step::File(form) => {
                let request = forms::file_in(form);
                request.map(Effect::Ask).into_iter().collect()
            }
            Step::Unit { offer, form } => match forms::seat_in(form, &offer.campaign) {
                Some(seat) => {
                    let offer = offer.clone();
                    self.make(offer, seat)
                }
                None => Vec::new(),
            },
            Step::Notice { .. } | Step::Role { .. } => Vec::new(),
        }
    }

    fn make(&mut self, offer: Offer, seat: NewSeat) -> Vec<Effect<Request>> {
        if self.busy.replace(true) {
            return Vec::new();
        }
        let Offer {
            source, templates, ..
        } = offer;
        vec![Effect::Ask(Request::Make {
            source,
            templates,
            seat,
        })]
    }

    fn end(&mut self, chosen: Chosen) -> Vec<Effect<Request>> {
        self.chosen = Some(chosen);
        vec![Effect::Quit]
    }

    fn fault(&mut self, fault: &Fault) {
        let dialog = Dialog::fault(&fault.message, &fault.safe, &fault.hint);
        self.top = Some(Top::Fault(Box::new(dialog)));
    }

    fn receive(&mut self, reply: Reply) -> Vec<Effect<Request>> {
        self.busy.set(false);
        match reply {
            Reply::Seen { offers, known } => {
                (self.offers, self.known) = (offers, known);
                self.ask_notice();
            }
            Reply::Read(offer) => self.ask_role(*offer),
            Reply::Unsound(lines) => {
                self.top = Some(Top::Reading(Reader::new("这份活动文件还不能用", lines)));
            }
            Reply::Made(made) => return self.end(made),
            Reply::Came(came) => {
                // It is opened once that has been read.
                self.chosen = Some(Chosen::Open(came.folder.clone()));
                self.top = Some(Top::of(came));
            }
            Reply::Failed(fault) => self.fault(&fault),
        }
        Vec::new()
    }
}

impl Program for Start {
    type Request = Request;
    type Reply = Reply;

    fn update(&mut self, msg: Msg<Reply>, _: Instant, running: Duration) -> Vec<Effect<Request>> {
        self.status.tick(running);
        let event = match msg {
            Msg::Key(key) => Event::Key(key),
            Msg::Mouse(mouse) => Event::Mouse(mouse),
            Msg::Paste(text) => Event::Paste(text),
            Msg::Reply(reply) => return self.receive(reply),
            Msg::Resize | Msg::Tick | Msg::Hangup | Msg::Progress(_) | Msg::Edited(_) => {
                return Vec::new();
            }
        };
        match event.read(self.scope()) {
            Some(input) => self.hear(input),
            None => Vec::new(),
        }
    }

    fn view(&self, frame: &mut Frame<'_>, now: Instant) {
        self.draw(frame, now);
    }

    /// Nothing that is typed here is kept.
    fn is_saved(&self) -> bool {
        true
    }

    fn is_animated(&self) -> bool {
        self.status.ticks()
    }
}

#[cfg(test)]
mod tests;
