//! What a terminal program is, apart from the terminal: messages in, effects out, a picture of the state.
//!
//! Everything here can be tested without a terminal, a thread or a clock. The loop that reads keys, draws frames and
//! carries effects out is [`run`](super::run).

use std::time::Duration;

use crossterm::event::{KeyEvent, MouseEvent};
use ratatui::Frame;

use crate::domain::calendar::Instant;
use crate::error::Fault;

/// A fact that reaches the program.
#[derive(Debug, Clone, PartialEq)]
pub enum Msg<Reply> {
    Key(KeyEvent),
    Mouse(MouseEvent),
    /// Text from the clipboard, or a file dropped on the terminal, raw.
    Paste(String),
    Resize,
    /// Time has passed; nothing else happened.
    Tick,
    /// The worker's answer to a request.
    Reply(Reply),
    /// How far the worker has come with the request it is at.
    Progress(Progress),
    /// The text as `$EDITOR` left it, or why it could not be edited.
    Edited(Result<String, Fault>),
    /// The terminal is gone or the system asks to end: save and stop.
    Hangup,
}

/// How far a long request has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    pub label: String,
    pub done: u64,
    pub total: u64,
}

/// A request that the program makes of the loop.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect<Request> {
    /// Have the worker do this; its answer comes as [`Msg::Reply`].
    Ask(Request),
    /// Ask the worker to give up what it is at; what it has finished stays.
    Cancel,
    /// Open the text in the user's editor; it comes back as [`Msg::Edited`].
    Edit(String),
    /// End, once the worker has done all that was asked before.
    Quit,
}

/// A terminal program: a state, how messages change it, and how it looks.
pub trait Program {
    type Request;
    type Reply;

    /// Takes one message. Pure but for the state itself: no I/O, no clock. `now` is the campaign's time, which may
    /// stand still; `running` is how long the program has been running, for what fades and moves.
    fn update(
        &mut self,
        msg: Msg<Self::Reply>,
        now: Instant,
        running: Duration,
    ) -> Vec<Effect<Self::Request>>;

    /// Draws the state and places the cursor. No I/O.
    fn view(&self, frame: &mut Frame<'_>, now: Instant);

    /// Whether all that was typed is on disk, as far as the program has been told.
    fn is_saved(&self) -> bool;

    /// Whether something on screen fades or moves, so that ticks come several times a second instead of twice a minute.
    fn is_animated(&self) -> bool;
}

/// What carries requests out, on a thread of its own.
pub trait Worker {
    type Request;
    type Reply;

    /// Does one thing. A long one tells `report` how far it is and stops when that returns `false`.
    fn perform(
        &mut self,
        request: Self::Request,
        now: Instant,
        report: &mut dyn FnMut(Progress) -> bool,
    ) -> Self::Reply;

    /// Finishes what could not be done before. Called once, when nothing more will be asked.
    fn finish(&mut self, _now: Instant) -> Result<(), Fault> {
        Ok(())
    }

    /// Whether `newer` makes `older` superfluous, both still waiting: a later state of the same draft does.
    fn supersedes(newer: &Self::Request, older: &Self::Request) -> bool;
}
