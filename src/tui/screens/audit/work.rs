//! What the screen asks of the desk: the latest entries that a filter lets through.

use crate::domain::audit::AuditEntry;
use crate::domain::calendar::Instant;
use crate::error::Fault;
use crate::ops::Desk;
use crate::ops::audit::{self, AuditFilter};
use crate::tui::work;

#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    List(AuditFilter),
}

impl Request {
    pub fn is_change(&self) -> bool {
        false
    }
}

/// With what was asked for: the user may have gone on meanwhile.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    Listed(AuditFilter, Vec<AuditEntry>),
}

pub fn perform(
    desk: &mut Desk,
    request: Request,
    _: Instant,
    _: work::Report<'_>,
) -> Result<Answer, Fault> {
    match request {
        Request::List(filter) => {
            let entries = audit::list(desk, &filter)?;
            Ok(Answer::Listed(filter, entries))
        }
    }
}
