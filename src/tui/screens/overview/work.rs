//! What the overview asks of the desk: itself. It changes nothing.

use crate::domain::calendar::Instant;
use crate::error::Fault;
use crate::ops::Desk;
use crate::ops::overview::{Overview, overview};
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
    Loaded(Box<Overview>),
}

pub fn perform(
    desk: &mut Desk,
    request: Request,
    now: Instant,
    _: work::Report<'_>,
) -> Result<Answer, Fault> {
    match request {
        Request::Load => Ok(Answer::Loaded(Box::new(overview(desk, now)?))),
    }
}
