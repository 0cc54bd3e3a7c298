//! What is behind a number that is a total itself: the units below, each with its submissions and their sentences, as far
//! as the detail came.

use serde::Serialize;

use crate::cli::page::{Page, Piece, Tone};
use crate::cli::shape::{AnswerShape, UnitRef, moment};
use crate::domain::detail::Doubt;
use crate::domain::figure::{Answer, Figure, Value};
use crate::domain::submission::show_answer;
use crate::ops::trace::{Behind, Below};

#[derive(Debug, Serialize)]
pub(super) struct BehindShape {
    expected: u32,
    reporting: u32,
    unreviewed: u32,
    missing: Vec<String>,
    /// Whether the units' figures came along.
    has_detail: bool,
    /// How many units there are where another number was said to be counted; `null` where they agree.
    units_found: Option<u32>,
    /// What the units amount to where something else was reported; `null` where they agree.
    sum_found: Option<i64>,
    /// Every unit of the tree, each before those below it.
    units: Vec<BelowShape>,
}

#[derive(Debug, Serialize)]
struct BelowShape {
    /// 1 directly behind the number.
    depth: usize,
    unit: UnitRef,
    answer: AnswerShape,
    submissions: Vec<SubmissionShape>,
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
        for (depth, below) in in_order(behind) {
            units.push(BelowShape::of(below, depth, figure));
        }
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
            has_detail: behind.units.is_some(),
            units_found,
            sum_found,
            units,
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
        }
    }
}

/// Every unit with its depth, each before those below it.
fn in_order(behind: &Behind) -> Vec<(usize, &Below)> {
    fn walk<'a>(units: &'a [Below], depth: usize, all: &mut Vec<(usize, &'a Below)>) {
        for unit in units {
            all.push((depth, unit));
            walk(&unit.units, depth + 1, all);
        }
    }
    let mut all = Vec::new();
    walk(behind.units.as_deref().unwrap_or_default(), 1, &mut all);
    all
}

pub(super) fn tell(page: &mut Page, behind: &Behind, figure: &Figure) {
    let basis = &behind.basis;
    let mut counts = format!(
        "    这是汇总数：应报 {} 家，计入 {} 家",
        basis.expected, basis.reporting
    );
    if basis.unreviewed > 0 {
        counts.push_str(&format!("（{} 份还没有审核通过）", basis.unreviewed));
    }
    if !basis.missing.is_empty() {
        counts.push_str(&format!("，没有计入：{}", basis.missing.join("、")));
    }
    if behind.units.is_none() {
        counts.push_str("；明细没有带来");
    }
    page.line(counts);
    for doubt in &behind.doubts {
        page.line(Piece::new(doubt_words(doubt, figure), Tone::Warning));
    }
    for (depth, below) in in_order(behind) {
        tell_unit(page, below, depth, figure);
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
    // What is opened further has its sentences there.
    if !below.units.is_empty() {
        return;
    }
    for one in &below.submissions {
        page.pieces([
            Piece::from(format!("{indent}  {}：", one.period_name)),
            Piece::new(&one.statement, Tone::Muted),
        ]);
    }
}

fn doubt_words(doubt: &Doubt, figure: &Figure) -> String {
    match doubt {
        Doubt::Units { said, found } => {
            format!("    ! 单位数和表数不一致：说计入 {said} 家，明细里有 {found} 家")
        }
        Doubt::Sum { said, found } => {
            let show = |number: i64| show_answer(figure, &Answer::Value(Value::Number(number)));
            format!(
                "    ! 报来的是 {}，明细加起来是 {}，对不上",
                show(*said),
                show(*found)
            )
        }
    }
}
