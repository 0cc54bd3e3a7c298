//! `[figures.ID]`, and the making of figures: every blank and every cell is one, a count that flows unless the file says
//! otherwise.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::digits;
use super::expression::{self, Scope};
use super::formulas;
use super::grid::{self, cells, cells::Formulas};
use super::names::{measures, names, tell_apart};
use super::report::{Report, did_you_mean};
use super::sentence::Blank;
use super::table;
use super::text::Text;
use super::tree::{Keys, Node};
use crate::domain::campaign::{Expression, Table};
use crate::domain::figure::{Accumulation, Figure, FigureKind};
use crate::domain::id::FigureId;

pub(super) const KEYS: [&str; 8] = [
    "kind",
    "scale",
    "measure",
    "accumulation",
    "label",
    "headline",
    "formula",
    "source",
];

/// What the file says about one figure.
#[derive(Debug, Default)]
struct Given<'t> {
    kind: Option<FigureKind>,
    measure: Option<String>,
    accumulation: Option<Accumulation>,
    label: Option<(String, Range<usize>)>,
    headline: bool,
    formula: Option<Text<'t>>,
    source: Option<Text<'t>>,
}

/// Makes a figure of every blank, in reading order, and gives every grid its sentences. Formulas and sources may ask the
/// registers of the scope.
pub(super) fn read(
    root: &Keys<'_>,
    tables: &mut [table::Read<'_>],
    blanks: &[Blank],
    registers: Scope<'_>,
) -> Vec<Figure> {
    tell_repeated(blanks, root.report);
    let given = read_given(root, blanks);
    let mut figures = Vec::new();
    let mut formulas = Formulas::new();
    for read in tables.iter() {
        let of_table = match &read.grid {
            None => figures_of(&read.table, &given, root.report),
            Some(grid) => {
                let of_grid = cells::figures(grid, &read.table.id);
                let of_grid = adjusted(of_grid, &given, root.report);
                formulas.extend(cells::formulas(grid, &of_grid, root.report));
                of_grid
            }
        };
        figures.extend(of_table);
    }
    work_out(&mut figures, formulas, &given, registers, root.report);
    let asked: BTreeMap<&FigureId, &str> = figures
        .iter()
        .filter(|figure| figure.is_asked())
        .map(|figure| (&figure.id, figure.measure.as_str()))
        .collect();
    for read in tables {
        let measure_of = |id: &FigureId| asked.get(id).map(|measure| (*measure).to_owned());
        if let Some(grid) = &read.grid {
            read.table.rows = grid::sentences(&grid.grid, measure_of);
        }
    }
    figures
}

/// Gives figures their formulas, those that the file gives to a figure before those of its column or row, and their
/// sources.
fn work_out(
    figures: &mut [Figure],
    mut formulas: Formulas,
    given: &BTreeMap<String, Given<'_>>,
    registers: Scope<'_>,
    report: &Report<'_>,
) {
    let scope = Scope {
        figures,
        ..registers
    };
    let mut sources = Vec::new();
    for (at, figure) in figures.iter().enumerate() {
        let said = given.get(figure.id.as_str());
        let is_number = figure.kind.digits().is_some();
        let read = |text: &Text<'_>, scope| {
            if !is_number {
                report.error(text.span.clone(), "只有数才能算出来，请改 kind");
            }
            expression::number(text, scope, report).filter(|_| is_number)
        };
        if let Some(text) = said.and_then(|said| said.formula.as_ref()) {
            let formula =
                read(text, scope.of_answers()).map(|formula| (formula, text.span.clone()));
            formulas.extend(formula.map(|formula| (figure.id.clone(), formula)));
        }
        if let Some(text) = said.and_then(|said| said.source.as_ref()) {
            if said.is_some_and(|said| said.formula.is_some()) {
                report.error(
                    text.span.clone(),
                    "formula（算出来）和 source（提示）只能写一个",
                );
            }
            let source = read(text, scope);
            if source.as_ref().is_some_and(Expression::asks_units) {
                let message =
                    "units() 是一共几个单位，只用于目标；指标里数登记过的单位写 units(台账)";
                report.error(text.span.clone(), message);
            }
            sources.extend(source.map(|source| (at, source)));
        }
    }
    for (at, source) in sources {
        figures[at].source = Some(source);
    }
    formulas::settle(figures, &formulas, report);
}

/// The figures of a grid with what the file says about single ones.
fn adjusted(
    mut figures: Vec<Figure>,
    given: &BTreeMap<String, Given<'_>>,
    report: &Report<'_>,
) -> Vec<Figure> {
    for figure in &mut figures {
        let Some(said) = given.get(figure.id.as_str()) else {
            continue;
        };
        if let Some(kind) = said.kind {
            figure.kind = kind;
            figure.accumulation = cells::usual_accumulation(kind);
        }
        figure.headline = said.headline;
        figure.accumulation = said.accumulation.unwrap_or(figure.accumulation);
        if let Some(measure) = &said.measure {
            figure.measure.clone_from(measure);
        }
    }
    let names = figures.iter().map(|figure| figure.label.clone()).collect();
    label(&mut figures, names, given, report);
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

fn read_given<'t>(root: &Keys<'t>, blanks: &[Blank]) -> BTreeMap<String, Given<'t>> {
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

fn read_one<'t>(keys: &Keys<'t>) -> Given<'t> {
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
        formula: keys.get("formula").and_then(|node| node.line()),
        source: keys.get("source").and_then(|node| node.line()),
    }
}

pub(super) fn read_accumulation(node: &Node<'_>) -> Option<Accumulation> {
    node.word(&[
        ("flow", Accumulation::Flow),
        ("stock", Accumulation::Stock),
        ("listed", Accumulation::Listed),
    ])
}

/// The kind of a figure, where the file says it.
pub(super) fn read_kind(keys: &Keys<'_>) -> Option<FigureKind> {
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
fn figures_of(
    table: &Table,
    given: &BTreeMap<String, Given<'_>>,
    report: &Report<'_>,
) -> Vec<Figure> {
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
            let measure = match kind {
                FigureKind::Money { unit, .. } => unit.label().to_owned(),
                _ if kind.digits().is_some() => measure,
                _ => String::new(),
            };
            figures.push(Figure {
                id: id.clone(),
                kind,
                measure: said
                    .and_then(|said| said.measure.clone())
                    .unwrap_or(measure),
                accumulation: said
                    .and_then(|said| said.accumulation)
                    .unwrap_or(cells::usual_accumulation(kind)),
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
    given: &BTreeMap<String, Given<'_>>,
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
