//! The little language of a campaign file, read: `people >= 2 * sessions`, `sum(points.subsidy where stage >= built)`.
//! Three steps: signs and words (`tokens`), their structure (`syntax`), and what each name means where it stands
//! (`resolve`). What has been read is an [`Expression`] or a [`Condition`], which work themselves out.

mod resolve;
mod syntax;
mod tokens;

#[cfg(test)]
mod tests;

use super::report::Report;
use super::text::Text;
use crate::domain::campaign::{Condition, Expression, PointsTable, Register, Selection};
use crate::domain::figure::Figure;

/// The names that an expression may use.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Scope<'s> {
    pub(super) figures: &'s [Figure],
    /// The registers whose records may be counted; `None` where answers or a record alone are looked at.
    pub(super) registers: Option<&'s [&'s Register]>,
    /// The register whose record is at hand: its fields are named without it.
    pub(super) record: Option<&'s Register>,
    pub(super) points: &'s [PointsTable],
}

impl Scope<'_> {
    /// What somebody fills in, and nothing else: a check or a formula over it sees neither records nor other units.
    pub(super) fn of_answers(self) -> Self {
        Self {
            registers: None,
            ..self
        }
    }
}

/// Reads something worth a number. `None`, with every problem told, where that fails.
pub(super) fn number(text: &Text<'_>, scope: Scope<'_>, report: &Report<'_>) -> Option<Expression> {
    let node = syntax::read(text, syntax::Wanted::Number, report)?;
    resolve::Resolver::new(text, report).number(&node, scope)
}

/// Reads something that holds or does not.
pub(super) fn condition(
    text: &Text<'_>,
    scope: Scope<'_>,
    report: &Report<'_>,
) -> Option<Condition> {
    let node = syntax::read(text, syntax::Wanted::Condition, report)?;
    resolve::Resolver::new(text, report).condition(&node, scope)
}

/// Reads some of a register's records: `activities where action == "应急演练"`.
pub(super) fn selection(
    text: &Text<'_>,
    scope: Scope<'_>,
    report: &Report<'_>,
) -> Option<Selection> {
    let records = syntax::read_records(text, report)?;
    resolve::Resolver::new(text, report)
        .selection(&records, scope)
        .map(|(_, selection)| selection)
}
