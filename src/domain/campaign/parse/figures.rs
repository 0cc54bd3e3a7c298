//! `[figures.ID]`, and the making of figures: every blank is one, a count that flows unless the file says otherwise.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::digits;
use super::names::{measures, names, tell_apart};
use super::report::{Report, did_you_mean};
use super::sentence::Blank;
use super::tree::{Keys, Node};
use crate::domain::campaign::Table;
use crate::domain::figure::{Accumulation, Figure, FigureKind};

pub(super) const KEYS: [&str; 6] = [
    "kind",
    "scale",
    "measure",
    "accumulation",
    "label",
    "headline",
];

/// What the file says about one figure.
#[derive(Debug, Default)]
struct Given {
    kind: Option<FigureKind>,
    measure: Option<String>,
    accumulation: Option<Accumulation>,
    label: Option<(String, Range<usize>)>,
    headline: bool,
}

/// Makes a figure of every blank, in reading order.
pub(super) fn read(root: &Keys<'_>, tables: &[Table], blanks: &[Blank]) -> Vec<Figure> {
    tell_repeated(blanks, root.report);
    let given = read_given(root, blanks);
    let mut figures = Vec::new();
    for table in tables {
        figures.extend(figures_of(table, &given, root.report));
    }
    figures
}

fn tell_repeated(blanks: &[Blank], report: &Report<'_>) {
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for blank in blanks {
        let id = blank.id.as_str();
        match first.get(id) {
            Some(at) => {
                let message = format!("空格“{id}”前面已经用过（第 {} 行）", report.line(*at));
                report.error_with(
                    blank.span.clone(),
                    message,
                    "每个空格用自己的编号".to_owned(),
                );
            }
            None => {
                first.insert(id, blank.span.start);
            }
        }
    }
}

fn read_given(root: &Keys<'_>, blanks: &[Blank]) -> BTreeMap<String, Given> {
    let mut given = BTreeMap::new();
    let entries = root
        .get("figures")
        .and_then(|node| node.named())
        .unwrap_or_default();
    for (name, node) in entries {
        let ids = || blanks.iter().map(|blank| blank.id.as_str());
        if !ids().any(|id| id == name.value) {
            let message = format!("表里没有“{}”这个空格", name.value);
            root.report
                .missing(name.span.clone(), message, did_you_mean(name.value, ids()));
        }
        if let Some(keys) = node.keys(&KEYS) {
            given.insert(name.value.to_owned(), read_one(&keys));
        }
    }
    given
}

fn read_one(keys: &Keys<'_>) -> Given {
    let text = |key: &str| {
        keys.get(key)
            .and_then(|node| node.line())
            .map(|text| text.value.to_owned())
    };
    Given {
        kind: read_kind(keys),
        measure: match keys.get("measure") {
            // An empty measure word says that there is none, whatever stands behind the blank.
            Some(node) if node.is_empty_text() => Some(String::new()),
            _ => text("measure"),
        },
        accumulation: keys
            .get("accumulation")
            .and_then(|node| read_accumulation(&node)),
        label: text("label").zip(keys.get("label").map(|node| node.span)),
        headline: keys.flag("headline").unwrap_or(false),
    }
}

fn read_accumulation(node: &Node<'_>) -> Option<Accumulation> {
    node.word(&[
        ("flow", Accumulation::Flow),
        ("stock", Accumulation::Stock),
        ("listed", Accumulation::Listed),
    ])
}

fn read_kind(keys: &Keys<'_>) -> Option<FigureKind> {
    let Some(node) = keys.get("kind") else {
        digits::tell_unused_scale(keys);
        return None;
    };
    let [count, decimal, money] = digits::NUMBERS;
    let kind = node.word(&[
        count,
        decimal,
        money,
        ("text", FigureKind::Text),
        ("yes_no", FigureKind::YesNo),
        ("date", FigureKind::Date),
    ])?;
    digits::complete(keys, kind)
}

/// The figures of one table. Names are told apart within the table, those the file gives first.
fn figures_of(table: &Table, given: &BTreeMap<String, Given>, report: &Report<'_>) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut derived = Vec::new();
    for (row, content) in table.rows.iter().enumerate() {
        let labels: Vec<Option<&str>> = content
            .report
            .blanks()
            .map(|id| {
                given
                    .get(id.as_str())?
                    .label
                    .as_ref()
                    .map(|(label, _)| label.as_str())
            })
            .collect();
        let around = measures(&content.report)
            .into_iter()
            .zip(names(&content.report, &labels));
        for (id, (measure, name)) in content.report.blanks().zip(around) {
            let said = given.get(id.as_str());
            let kind = said.and_then(|said| said.kind).unwrap_or(FigureKind::Count);
            let is_number = kind.digits().is_some();
            let measure = match kind {
                FigureKind::Money { unit, .. } => unit.label().to_owned(),
                _ if is_number => measure,
                _ => String::new(),
            };
            let usual = if is_number {
                Accumulation::Flow
            } else {
                Accumulation::Listed
            };
            figures.push(Figure {
                id: id.clone(),
                kind,
                measure: said
                    .and_then(|said| said.measure.clone())
                    .unwrap_or(measure),
                accumulation: said.and_then(|said| said.accumulation).unwrap_or(usual),
                label: String::new(),
                headline: said.is_some_and(|said| said.headline),
                table: table.id.clone(),
                row,
                formula: None,
                source: None,
            });
            derived.push(name);
        }
    }
    label(&mut figures, derived, given, report);
    figures
}

/// Gives every figure its name: the one the file says, or the derived one made distinct.
fn label(
    figures: &mut [Figure],
    mut derived: Vec<String>,
    given: &BTreeMap<String, Given>,
    report: &Report<'_>,
) {
    let said: Vec<Option<&(String, Range<usize>)>> = figures
        .iter()
        .map(|figure| {
            given
                .get(figure.id.as_str())
                .and_then(|said| said.label.as_ref())
        })
        .collect();
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    for (label, span) in said.iter().flatten() {
        if !taken.insert(label) {
            report.error(
                span.clone(),
                format!("“{label}”这个简称已有别的空格在用，简称不能重复"),
            );
        }
    }
    let measures: Vec<String> = figures
        .iter()
        .map(|figure| figure.measure.clone())
        .collect();
    let taken: Vec<&str> = taken.into_iter().collect();
    tell_apart(&mut derived, &measures, &taken);
    for ((figure, said), derived) in figures.iter_mut().zip(said).zip(derived) {
        figure.label = said.map_or(derived, |(label, _)| label.clone());
    }
}
