//! The program that runs in the terminal: which screen is shown, what lies on top of it, and who gets an input first.
//! What a screen knows and does is its own; what stands around every screen is drawn by `kit::shell`.
//!
//! An input goes to what lies on top (a fault, the help), then to the screen, then here.

mod held;
mod layer;
mod leaving;
mod tabs;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::time::Duration;

use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;

use super::keys::help::{self, Hint};
use super::keys::keymap::{self, Scope};
use super::keys::{Action, SCREENS};
use super::kit::mouse::Mouse;
use super::kit::overlay;
use super::kit::shell::Shell;
use super::kit::status::StatusLine;
use super::program::{Effect, Msg, Program};
use super::screen::{Act, Context, Destination, Event, Handled, Place, Screen};
use super::screens;
use super::theme::Theme;
use super::work::{Reply, Request};
use crate::domain::calendar::{Instant, words};
use crate::ops::packet::names_packet;
use held::{Fate, Held};
use layer::{Course, Layer};

/// The state of the whole program.
#[derive(Debug)]
pub struct App {
    context: Context,
    place: Place,
    screens: BTreeMap<Place, Box<dyn Screen>>,
    layer: Option<Layer>,
    /// The screen that sent the user to the report that is shown.
    sender: Option<Place>,
    /// The user asked to end, and something typed is still on its way to the disk.
    leaving: bool,
    status: StatusLine,
    held: Held,
    /// How long the program was running at the last message, for notices.
    running: Duration,
    /// Where the last frame was drawn, so that a click can be told from another.
    area: Cell<Rect>,
}

impl App {
    /// The program with a desk open.
    pub fn new(context: Context) -> Self {
        Self {
            context,
            place: Place::Overview,
            screens: screens::all(),
            layer: None,
            sender: None,
            leaving: false,
            status: StatusLine::default(),
            held: Held::default(),
            running: Duration::ZERO,
            area: Cell::new(Rect::ZERO),
        }
    }

    /// Shows a screen; what comes back is to be done before the first frame.
    pub fn visit(&mut self, to: &Destination, now: Instant) -> Vec<Effect<Request>> {
        self.show(to, now)
    }

    /// The screen that is shown.
    pub fn place(&self) -> Place {
        self.place
    }

    fn screen(&mut self) -> &mut Box<dyn Screen> {
        let place = self.place;
        self.screens.get_mut(&place).expect("there is one of each")
    }

    fn show(&mut self, to: &Destination, now: Instant) -> Vec<Effect<Request>> {
        self.place = to.place();
        self.held.begin();
        let screen = self
            .screens
            .get_mut(&self.place)
            .expect("there is one of each");
        let acts = match to {
            Destination::Screen(_) => screen.enter(&self.context, now),
            to => screen.go(to, &self.context, now),
        };
        self.carry(acts, now)
    }

    /// Turns what a screen wants into effects.
    fn carry(&mut self, acts: Vec<Act>, now: Instant) -> Vec<Effect<Request>> {
        let mut effects = Vec::new();
        for act in acts {
            match act {
                Act::Ask(request) => effects.push(Effect::Ask(request)),
                Act::Cancel => effects.push(Effect::Cancel),
                Act::Edit(text) => effects.push(Effect::Edit(text)),
                Act::Quit => effects.extend(self.quit(now)),
                Act::Notice(text) => self.status.say(text, self.running),
                Act::Remark(text) => self.status.remark(text, self.running),
                Act::Fault(fault) => self.layer = Some(Layer::fault(fault)),
                Act::Go(to) => {
                    let sends = to.place() == Place::Report && self.place != Place::Report;
                    self.sender = sends.then_some(self.place);
                    effects.extend(self.show(&to, now));
                }
                Act::Return => {
                    if let Some(sender) = self.sender.take() {
                        effects.extend(self.show(&Destination::Screen(sender), now));
                    }
                }
            }
        }
        effects
    }

    fn input(&mut self, input: Event, now: Instant) -> Vec<Effect<Request>> {
        if !matches!(input, Event::Mouse(_)) {
            self.status.forget_remark();
        }
        if self.layer.is_some() {
            return self.hear_layer(&input, now);
        }
        let scope = self.scope();
        // The shell's own rows are not the screen's: a click there is the key that stands there.
        if let Event::Mouse(event) = &input
            && let Some(mouse) = Mouse::of(event)
            && let Some(action) = self
                .shell("", "", &self.hints(now), &self.tabs())
                .hit(self.area.get(), mouse)
        {
            return self.press(action, now);
        }
        let input = match self.is_waiting() {
            true => match self.held.take(input) {
                Fate::Now(input) => input,
                Fate::Done => return Vec::new(),
            },
            false => input,
        };
        let context = self.context.clone();
        match self.screen().handle(input.clone(), &context, now) {
            Handled::Consumed(acts) => self.carry(acts, now),
            Handled::Ignored => match &input {
                Event::Key(key) => self.key(scope, key, now),
                Event::Paste(text) => self.dropped(text, now),
                Event::Mouse(_) | Event::Edited(_) => Vec::new(),
            },
        }
    }

    /// A packet that is dropped on the window, wherever nobody else wants it, is taken in.
    fn dropped(&mut self, text: &str, now: Instant) -> Vec<Effect<Request>> {
        match names_packet(text) {
            true => self.show(&Destination::TakeIn(text.to_owned()), now),
            false => Vec::new(),
        }
    }

    fn hear_layer(&mut self, input: &Event, now: Instant) -> Vec<Effect<Request>> {
        let Some(layer) = &mut self.layer else {
            return Vec::new();
        };
        let course = input.read(layer.scope()).map(|input| layer.hear(input));
        if !matches!(course, None | Some(Course::Stays)) {
            self.layer = None;
        }
        match course {
            Some(Course::Quits) => vec![Effect::Quit],
            Some(Course::Interrupts) => self.interrupt(now),
            Some(Course::Stays | Course::Closed) | None => Vec::new(),
        }
    }

    /// Does what a click on the shell asks for.
    fn press(&mut self, action: Action, now: Instant) -> Vec<Effect<Request>> {
        if matches!(action, Action::GoTo(_)) {
            self.held.forget();
            return self.act(action, now);
        }
        match keymap::chord_for(self.scope(), action) {
            Some(chord) => self.input(Event::Key(chord.event()), now),
            None => self.act(action, now),
        }
    }

    /// Whether keys are to wait for the screen. While long work goes on that could be long.
    fn is_waiting(&self) -> bool {
        let comes = !self.held.has_given_up() && !self.status.is_working();
        comes && self.screens[&self.place].awaits()
    }

    /// Gives the screen what was typed before it was there.
    fn release(&mut self, now: Instant) -> Vec<Effect<Request>> {
        let mut effects = Vec::new();
        while self.layer.is_none() && !self.is_waiting() {
            let Some(event) = self.held.next() else { break };
            effects.extend(self.input(event, now));
        }
        effects
    }

    fn key(&mut self, scope: Scope, key: &KeyEvent, now: Instant) -> Vec<Effect<Request>> {
        match keymap::action(scope, key) {
            Some(action) => self.act(action, now),
            None => Vec::new(),
        }
    }

    /// What the app itself does.
    fn act(&mut self, action: Action, now: Instant) -> Vec<Effect<Request>> {
        match action {
            Action::Quit => self.quit(now),
            Action::Help => {
                self.layer = Some(Layer::help(self.scope(), self.context.whom()));
                Vec::new()
            }
            Action::CancelWork => vec![Effect::Cancel],
            Action::GoTo(digit) => self.turn_to(usize::from(digit), now),
            Action::NextScreen => self.turn_by(1, now),
            Action::PreviousScreen => self.turn_by(SCREENS.len() - 1, now),
            Action::Refresh => self.show(&Destination::Screen(self.place), now),
            _ => Vec::new(),
        }
    }

    fn reply(&mut self, reply: Reply, now: Instant) -> Vec<Effect<Request>> {
        self.status.done();
        if let Some(context) = reply.context {
            self.context = context;
        }
        let Some(screen) = self.screens.get_mut(&reply.place) else {
            return Vec::new();
        };
        let acts = match reply.result {
            Ok(answer) => screen.receive(answer, &self.context, now),
            Err(fault) => {
                if reply.place == self.place {
                    self.held.give_up();
                }
                let mut acts = screen.failed(&fault, &self.context);
                acts.push(Act::Fault(fault));
                acts
            }
        };
        let mut effects = self.carry(acts, now);
        effects.extend(self.release(now));
        effects.extend(self.leave());
        effects
    }

    fn scope(&self) -> Scope {
        self.screens[&self.place].scope()
    }

    /// What the footer names: what can be done here and now.
    fn hints(&self, now: Instant) -> Vec<Hint> {
        if let Some(layer) = &self.layer {
            return help::footer(layer.scope(), self.context.whom());
        }
        let mut hints = help::footer(self.scope(), self.context.whom());
        let screen = &self.screens[&self.place];
        hints.retain(|hint| !screen.refuses(hint.action, &self.context, now));
        hints
    }

    fn shell<'a>(
        &'a self,
        corner: &'a str,
        quiet: &'a str,
        hints: &'a [Hint],
        tabs: &'a [(u8, &'static str)],
    ) -> Shell<'a> {
        Shell {
            screen: u8::try_from(self.digit()).unwrap_or_default(),
            corner,
            status: &self.status,
            quiet,
            is_alarming: false,
            hints,
            tabs,
        }
    }

    fn theme(&self) -> Theme {
        self.context.theme
    }
}

impl Program for App {
    type Request = Request;
    type Reply = Reply;

    fn update(&mut self, msg: Msg<Reply>, now: Instant, running: Duration) -> Vec<Effect<Request>> {
        self.running = running;
        self.status.tick(running);
        match msg {
            Msg::Key(key) => self.input(Event::Key(key), now),
            Msg::Mouse(mouse) => self.input(Event::Mouse(mouse), now),
            Msg::Paste(text) => self.input(Event::Paste(text), now),
            Msg::Edited(text) => self.input(Event::Edited(text), now),
            Msg::Reply(reply) => self.reply(reply, now),
            Msg::Progress(progress) => {
                self.status.progress(progress);
                self.hurry()
            }
            // A hangup ends the loop by itself; drafts have gone to the worker with each keystroke.
            Msg::Tick => self.save_again(now),
            Msg::Resize | Msg::Hangup => Vec::new(),
        }
    }

    fn view(&self, frame: &mut Frame<'_>, now: Instant) {
        let area = frame.area();
        self.area.set(area);
        let theme = self.theme();
        let corner = words::month_day_weekday(now.date());
        let hints = self.hints(now);
        let trouble = self.trouble();
        let quiet = trouble.as_deref().unwrap_or(&self.context.desk_name);
        let tabs = self.tabs();
        let mut shell = self.shell(&corner, quiet, &hints, &tabs);
        shell.is_alarming = trouble.is_some();
        let Some(body) = shell.draw(frame.buffer_mut(), area, theme) else {
            return;
        };
        self.screens[&self.place].view(frame, body, &self.context, now);
        if let Some(layer) = &self.layer {
            overlay::quieten(frame.buffer_mut(), body, theme);
            layer.draw(frame.buffer_mut(), body, theme);
        }
    }

    fn is_saved(&self) -> bool {
        self.screens.values().all(|screen| screen.is_saved())
    }

    fn is_animated(&self) -> bool {
        self.status.ticks() || self.screens[&self.place].is_animated()
    }
}

#[cfg(test)]
mod tests;
