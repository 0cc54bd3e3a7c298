//! To be described by its author.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::domain::calendar::Instant;
use crate::error::Fault;
use crate::ops::Desk;
use crate::tui::keys::keymap::Scope;
use crate::tui::screen::{Act, Context, Event, Handled, Screen};
use crate::tui::work;

#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    Load,
}

impl Request {
    pub fn is_change(&self) -> bool {
        false
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    Loaded,
}

pub fn supersedes(_: &Request, _: &Request) -> bool {
    false
}

pub fn perform(
    _: &mut Desk,
    request: Request,
    _: Instant,
    _: work::Report<'_>,
) -> Result<Answer, Fault> {
    match request {
        Request::Load => Ok(Answer::Loaded),
    }
}

#[derive(Debug, Default)]
pub struct Report {}

impl Screen for Report {
    fn enter(&mut self, _: &Context, _: Instant) -> Vec<Act> {
        Vec::new()
    }

    fn handle(&mut self, _: Event, _: &Context, _: Instant) -> Handled {
        Handled::Ignored
    }

    fn receive(&mut self, _: work::Answer, _: &Context, _: Instant) -> Vec<Act> {
        Vec::new()
    }

    fn view(&self, _: &mut Frame<'_>, _: Rect, _: &Context, _: Instant) {}

    fn scope(&self) -> Scope {
        Scope::Form
    }
}
