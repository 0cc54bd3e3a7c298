//! Reads a campaign file (TOML) into a [`Campaign`], and tells every problem at once: what, where, what to write
//! instead. A file with an error gives no campaign at all, so a broken one never reaches a desk.
//!
//! One file a part of the language; a part that joins later joins as a file here and a key in `header`. Only what works is accepted: an unknown key is an error. What a campaign means once read is
//! in the nouns beside this room; files are opened elsewhere.

mod award;
mod check;
mod diagnostic;
mod digits;
mod duty;
mod expression;
mod figures;
mod form;
mod formulas;
mod grid;
mod header;
mod kinds;
mod names;
mod points;
mod register;
mod report;
mod sentence;
mod syntax;
mod table;
mod target;
mod template;
mod text;
mod tree;

#[cfg(test)]
mod tests;

pub use diagnostic::{Diagnostic, render};
pub use names::known_measure;
pub use template::NamedTemplate;

use std::ops::Range;

use diagnostic::Lines;
use expression::Scope;
use header::Header;
use report::Report;
use tree::Keys;

use super::{Award, Campaign, Check, PointsTable, Register, Table, Target};
use crate::domain::problem::Severity;

/// A campaign file as read.
#[derive(Debug, Clone)]
pub struct Parsed {
    /// The campaign; `None` where there is an error.
    pub campaign: Option<Campaign>,
    /// Errors and warnings, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
    /// The blank forms that it names, in the order of the file; none of them has been looked for yet.
    pub templates: Vec<NamedTemplate>,
}

/// Reads a campaign file's text. Never panics, whatever the text.
pub fn parse(source: &str) -> Parsed {
    let lines = Lines::new(source);
    let (tree, syntax) = syntax::parse(&lines);
    let report = Report::new(&lines, syntax);
    let root = Keys::new(
        tree.get_ref(),
        0..first_line(source),
        &header::KEYS,
        &report,
    );
    let mut templates = Vec::new();
    let read = read(&root, &mut templates);
    let diagnostics = report.finish();
    let is_sound = !diagnostics.iter().any(Diagnostic::is_error);
    Parsed {
        campaign: read.filter(|_| is_sound),
        diagnostics,
        templates,
    }
}

impl Parsed {
    /// Adds an error that was found outside the file's text, at its place in the text; there is no campaign then.
    pub fn refuse(
        &mut self,
        source: &str,
        span: Range<usize>,
        message: impl Into<String>,
        suggestion: impl Into<Option<String>>,
    ) {
        let lines = Lines::new(source);
        let diagnostic = lines.place(span, Severity::Error, message.into(), suggestion.into());
        let start = diagnostic.span.start;
        let at = self
            .diagnostics
            .partition_point(|other| other.span.start <= start);
        self.diagnostics.insert(at, diagnostic);
        self.campaign = None;
    }
}

impl Campaign {
    /// Reads a campaign file's text. Warnings are not told here; [`parse`] tells them too.
    ///
    /// # Errors
    /// Every error of the file.
    pub fn parse(source: &str) -> Result<Self, Vec<Diagnostic>> {
        let Parsed {
            campaign,
            mut diagnostics,
            ..
        } = parse(source);
        diagnostics.retain(Diagnostic::is_error);
        campaign.ok_or(diagnostics)
    }
}

fn read(root: &Keys<'_>, templates: &mut Vec<NamedTemplate>) -> Option<Campaign> {
    let header = header::read(root);
    let registration = form::read(root, templates);
    let hazard_ledger = register::read_hazards(root, &header);
    let context = register::Context {
        header: &header,
        hazards: &hazard_ledger,
    };
    let registers = register::read(root, context);
    // A campaign without levels of hazard keeps no ledger of them.
    let ledger = [&hazard_ledger].into_iter();
    let ledger = ledger.filter(|_| !header.hazard_levels.is_empty());
    let known: Vec<&Register> = registers.iter().chain(ledger).collect();
    let of_registers = Scope {
        registers: Some(&known),
        ..Scope::default()
    };
    let (mut read, blanks) = table::read(root, templates);
    let figures = figures::read(root, &mut read, &blanks, of_registers);
    let grids = read.iter().filter_map(|read| read.grid.as_ref());
    let of_grids: Vec<Check> = grids
        .flat_map(|grid| grid::checks::of(grid, &figures))
        .collect();
    let tables: Vec<Table> = read.into_iter().map(|read| read.table).collect();
    let context = duty::Context {
        header: &header,
        tables: &tables,
        has_registration: root.get("registration").is_some(),
    };
    let duties = duty::read(root, context);
    let scope = Scope {
        figures: &figures,
        ..of_registers
    };
    let mut checks = check::read(root, scope.of_answers());
    checks.extend(of_grids);
    let (points, targets, awards) = aims(root, &header, scope);
    let templates = templates.iter();
    Some(Campaign {
        id: header.id?,
        title: header.title?,
        theme: header.theme?,
        document: header.document?,
        issuer: header.issuer?,
        collector: header.collector?,
        days: header.days?,
        marked_days: header.marked_days,
        holiday_rule: header.holiday_rule,
        unit_kinds: header.unit_kinds,
        registration,
        activities: header.activities,
        duties,
        tables,
        figures,
        checks,
        hazard_levels: header.hazard_levels,
        hazard_ledger,
        registers,
        targets,
        points,
        awards,
        none_means: header.none_means,
        detail: header.detail,
        templates: templates
            .map(|named| (named.paper.clone(), named.file.clone()))
            .collect(),
    })
}

/// What the campaign wants reached, and whom it rewards. Awards may speak of points, and not of the figures of a table.
fn aims(
    root: &Keys<'_>,
    header: &Header,
    scope: Scope<'_>,
) -> (Vec<PointsTable>, Vec<Target>, Vec<Award>) {
    let points = points::read(root, header, scope);
    let targets = target::read(root, header, scope);
    let with_points = Scope {
        points: &points,
        figures: &[],
        ..scope
    };
    let awards = award::read(root, header, with_points);
    (points, targets, awards)
}

/// Where a problem of the file as a whole is shown: its first line.
fn first_line(source: &str) -> usize {
    source.find(['\r', '\n']).unwrap_or(source.len())
}
