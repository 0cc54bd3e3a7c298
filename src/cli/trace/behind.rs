//! What is behind a number that is a total itself: the units below, each with its submissions and their sentences, as far
//! as the detail came.

use serde::Serialize;

use crate::cli::page::{Page, Piece, Tone};
use crate::cli::shape::{AnswerShape, UnitRef, moment};
use crate::domain::detail::Doubt;
use crate::domain::figure::Figure;
use crate::domain::submission::show_answer;
use crate::ops::trace::{Behind, Below};

#[derive(Debug, Serialize)]
pub(super) struct BehindShape {
    #[serde(flatten)]
    basis: BasisShape,
    /// Every unit of the tree, each before those below it.
    units: Vec<BelowShape>,
}

/// What a total rests on.
#[derive(Debug, Serialize)]
struct BasisShape {
    expected: u32,
    reporting: u32,
    unreviewed: u32,
    missing: Vec<String>,
    earlier: Vec<String>,
    /// Whether the units' figures came along.
    has_detail: bool,
    /// How many units there are where another number was said to be counted; `null` where they agree.
    units_found: Option<u32>,
    /// What the units amount to where something else was reported; `null` where they agree.
    sum_found: Option<i64>,
}

#[derive(Debug, Serialize)]
struct BelowShape {
    /// 1 directly behind the number.
    depth: usize,
    unit: UnitRef,
    answer: AnswerShape,
    submissions: Vec<SubmissionShape>,
    /// Where its answer is a total again: what that rests on; else `null`.
    total: Option<BasisShape>,
}

#[derive(Debug, Serialize)]
struct SubmissionShape {
    period: String,
    /// Its name between desks.
    revision: String,
    received_at: String,
    answer: AnswerShape,
    statement: String,
}

impl BehindShape {
    pub fn of(behind: &Behind, figure: &Figure) -> Self {
        let mut units = Vec::new();
        for (depth, below) in behind.in_order() {
            units.push(BelowShape::of(below, depth, figure));
        }
        Self {
            basis: BasisShape::of(behind),
            units,
        }
    }
}

impl BasisShape {
    fn of(behind: &Behind) -> Self {
        let doubts = behind.doubts.iter();
        let units_found = doubts.clone().find_map(|doubt| match doubt {
            Doubt::Units { found, .. } => Some(*found),
            Doubt::Sum { .. } => None,
        });
        let sum_found = doubts.clone().find_map(|doubt| match doubt {
            Doubt::Sum { found, .. } => Some(*found),
            Doubt::Units { .. } => None,
        });
        Self {
            expected: behind.basis.expected,
            reporting: behind.basis.reporting,
            unreviewed: behind.basis.unreviewed,
            missing: behind.basis.missing.clone(),
            earlier: behind.basis.earlier.clone(),
            has_detail: behind.units.is_some(),
            units_found,
            sum_found,
        }
    }
}

impl BelowShape {
    fn of(below: &Below, depth: usize, figure: &Figure) -> Self {
        let submissions = below.submissions.iter().map(|one| SubmissionShape {
            period: one.period.to_string(),
            revision: one.revision.clone(),
            received_at: moment(one.received_at),
            answer: AnswerShape::of(figure, Some(&one.answer)),
            statement: one.statement.clone(),
        });
        Self {
            depth,
            unit: UnitRef {
                code: below.code.clone(),
                name: below.name.clone(),
            },
            answer: AnswerShape::of(figure, Some(&below.answer)),
            submissions: submissions.collect(),
            total: below.behind.as_ref().map(BasisShape::of),
        }
    }
}

pub(super) fn tell(page: &mut Page, behind: &Behind, figure: &Figure) {
    tell_basis(page, behind, "    ", figure);
    for (depth, below) in behind.in_order() {
        tell_unit(page, below, depth, figure);
    }
}

/// What a total rests on, and where the units do not bear it out.
fn tell_basis(page: &mut Page, behind: &Behind, indent: &str, figure: &Figure) {
    page.line(format!("{indent}{}", behind.words()));
    for words in behind.doubt_words(figure) {
        page.line(Piece::new(format!("{indent}! {words}"), Tone::Warning));
    }
}

fn tell_unit(page: &mut Page, below: &Below, depth: usize, figure: &Figure) {
    let indent = "  ".repeat(depth + 1);
    page.line(format!(
        "{indent}{}（{}）  {} {}",
        below.name,
        below.code,
        show_answer(figure, &below.answer),
        figure.measure
    ));
    if let Some(behind) = &below.behind {
        tell_basis(page, behind, &format!("{indent}  "), figure);
    }
    // What is opened further has its sentences there.
    if !below.units().is_empty() {
        return;
    }
    for one in &below.submissions {
        page.pieces([
            Piece::from(format!("{indent}  {}：", one.period_name)),
            Piece::new(&one.statement, Tone::Muted),
        ]);
    }
}
