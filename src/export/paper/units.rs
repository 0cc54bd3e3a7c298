//! 各单位一览: units down, every figure of a table across, the totals below. Too wide for paper, right for a spreadsheet.

use std::collections::BTreeMap;

use super::When;
use super::opening::{self, FIXED, LABELS};
use crate::domain::campaign::{self, Campaign, Facts};
use crate::domain::counting::Reckoning;
use crate::domain::figure::{self, Answer, Figure, FigureKind, Figures};
use crate::domain::formula::{completed, worked_out};
use crate::domain::id::FigureId;
use crate::domain::rollup::Total;
use crate::domain::submission::show_answer;
use crate::domain::unit::Unit;
use crate::export::document::{Align, Shade};
use crate::export::sheet::{Cell, Sheet};
use crate::export::value::{Number, Value};

/// Header rows: item, figure.
const HEADER: usize = 2;

/// Every unit's figures side by side.
#[derive(Debug, Clone, Copy)]
pub struct UnitTable<'a> {
    pub campaign: &'a Campaign,
    pub table: &'a campaign::Table,
    pub when: When<'a>,
    pub lines: &'a [UnitFigures<'a>],
    pub totals: &'a BTreeMap<FigureId, Total>,
    /// What the totals count.
    pub reckoning: Reckoning,
}

/// One unit's line.
#[derive(Debug, Clone, Copy)]
pub struct UnitFigures<'a> {
    pub unit: &'a Unit,
    /// A figure that is not in the map was left blank.
    pub figures: &'a Figures,
}

impl UnitTable<'_> {
    /// The sheet, on its side.
    pub fn sheet(&self) -> Sheet {
        let figures: Vec<&Figure> = self.campaign.figures_of(&self.table.id).collect();
        let mut sheet = Sheet::new("各单位一览", self.widths(&figures))
            .title(format!("{}（各单位一览）", self.table.title))
            .lead(self.lead())
            .note("空白为未填，“不涉及”为单位自报与其无关，0 为填报为零；三者不同。")
            .landscape()
            .freeze_columns(2);
        self.push_header(&mut sheet, &figures);
        for (i, line) in self.lines.iter().enumerate() {
            let mut cells = opening::cells(self.campaign, i, line.unit);
            let all = completed(figures.iter().copied(), line.figures);
            cells.extend(figures.iter().map(|figure| {
                let answer = all.get(&figure.id);
                answer.map_or_else(Cell::empty, |answer| answer_cell(figure, answer))
            }));
            sheet.push(cells);
        }
        self.push_totals(&mut sheet, &figures);
        sheet.closing_rows = 1;
        sheet
    }

    /// Of what time the figures are, and what is not settled about them.
    fn lead(&self) -> String {
        let words = [self.when.line()].into_iter();
        let words = words.chain(self.reckoning.remark());
        words.collect::<Vec<_>>().join("　　")
    }

    fn push_header(&self, sheet: &mut Sheet, figures: &[&Figure]) {
        let mut above: Vec<Cell> = LABELS.map(Cell::label).into();
        let mut below: Vec<Cell> = LABELS.map(|_| Cell::label("")).into();
        for column in 0..FIXED {
            sheet.merge(0, column, HEADER, 1);
        }
        for of_row in figures.chunk_by(|a, b| a.row == b.row) {
            let row = self.table.rows.get(of_row[0].row);
            let item = row.map_or("", |row| row.item.as_deref().unwrap_or(&row.section));
            if of_row.len() > 1 {
                sheet.merge(0, above.len(), 1, of_row.len());
            }
            above.push(Cell::label(item.replace('\n', "")));
            above.extend(of_row[1..].iter().map(|_| Cell::label("")));
            below.extend(
                of_row
                    .iter()
                    .map(|figure| Cell::label(with_measure(figure))),
            );
        }
        sheet.header.extend([above, below]);
    }

    fn push_totals(&self, sheet: &mut Sheet, figures: &[&Figure]) {
        let row = HEADER + sheet.rows.len();
        let label = [Cell::text("合计").bold(), Cell::empty(), Cell::empty()];
        let worked_out = worked_out_of(self.campaign, self.table, self.totals);
        let totals = figures.iter().map(|figure| {
            let total = self.totals.get(&figure.id).and_then(Total::answer);
            let answer = total.or_else(|| worked_out.get(&figure.id).cloned());
            answer.map_or_else(Cell::empty, |answer| answer_cell(figure, &answer))
        });
        let cells = label.into_iter().chain(totals);
        sheet.push(cells.map(|cell| cell.shade(Shade::Total)));
        sheet.merge(row, 0, 1, FIXED);
    }

    fn widths(&self, figures: &[&Figure]) -> Vec<u16> {
        let units = self.lines.iter().map(|line| line.unit);
        let mut widths = opening::widths(self.campaign, units);
        widths.extend(figures.iter().map(|_| 12));
        widths
    }
}

/// What is worked out from totals: a rate of all together, not the sum of rates.
pub(super) fn worked_out_of(
    campaign: &Campaign,
    table: &campaign::Table,
    totals: &BTreeMap<FigureId, Total>,
) -> Figures {
    let added = totals
        .iter()
        .filter_map(|(id, total)| Some((id.clone(), total.answer()?)));
    let added: Figures = added.collect();
    worked_out(campaign.figures_of(&table.id), Facts::of_figures(&added))
}

/// `理论学习·参与（人次）`
fn with_measure(figure: &Figure) -> String {
    if figure.measure.is_empty() {
        figure.label.clone()
    } else {
        format!("{}（{}）", figure.label, figure.measure)
    }
}

/// An answer as a spreadsheet's cell: numbers and days as such, everything else as a person reads it. 不涉及 stands where
/// a number would.
pub(super) fn answer_cell(figure: &Figure, answer: &Answer) -> Cell {
    let cell = Cell::new(answer_value(figure, answer));
    match (answer, figure.kind) {
        (Answer::NotApplicable, FigureKind::Count | FigureKind::Decimal { .. }) => {
            cell.align(Align::Right)
        }
        _ => cell,
    }
}

/// The value behind an answer: a number or a day as such, everything else as it is shown.
pub(super) fn answer_value(figure: &Figure, answer: &Answer) -> Value {
    match answer {
        Answer::Value(figure::Value::Number(number)) => Value::Number(match figure.kind {
            FigureKind::Decimal { scale } | FigureKind::Money { scale, .. } => {
                Number::decimal(*number, scale)
            }
            _ => Number::integer(*number),
        }),
        Answer::Value(figure::Value::Date(day)) => Value::Date(*day),
        Answer::Value(_) | Answer::NotApplicable => Value::text(show_answer(figure, answer)),
    }
}
