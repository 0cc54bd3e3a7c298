//! A register (台账) as a sheet. Its headings are those that an import reads: what is exported can be filled in and
//! brought in again.

use chrono::NaiveDate;

use super::listing::{Listing, WIDEST};
use super::titled;
use crate::domain::calendar::words;
use crate::domain::campaign::{Campaign, Register, RegisterField, RegisterFieldKind};
use crate::domain::figure::{self, FigureKind};
use crate::domain::id::FieldId;
use crate::domain::record::{FieldValue, Totals};
use crate::domain::typing::show_number;
use crate::export::document::Align;
use crate::export::sheet::{Cell, Sheet};
use crate::export::value::{Number, Value};

/// A register's records, in the order in which they are to be printed.
#[derive(Debug, Clone, Copy)]
pub struct RegisterList<'a> {
    pub campaign: &'a Campaign,
    pub register: &'a Register,
    /// Each field with its heading.
    pub fields: &'a [(&'a RegisterField, String)],
    pub lines: &'a [RecordLine<'a>],
    /// Why records that stand count no longer, each with its number.
    pub unfit: &'a [String],
    /// What the numbers come to over all lines, or by the choices by which the register adds up.
    pub totals: &'a [(Option<&'a str>, Totals)],
    pub today: NaiveDate,
}

/// One record.
#[derive(Debug, Clone)]
pub struct RecordLine<'a> {
    /// What it is known by on the desk.
    pub number: i64,
    pub unit: &'a str,
    /// The given row that it is about.
    pub row: Option<&'a str>,
    /// In step with the fields: the value, and how it reads.
    pub fields: Vec<Option<(FieldValue, String)>>,
    /// In step with the register's stages: the day on which each was reached.
    pub stages: Vec<Option<NaiveDate>>,
}

impl RegisterList<'_> {
    /// The sheet.
    pub fn sheet(&self) -> Sheet {
        let has_rows = !self.register.rows.is_empty();
        let fixed = ["编号", "单位"]
            .into_iter()
            .chain(has_rows.then_some("事项"));
        let fixed: Vec<String> = fixed.map(str::to_owned).collect();
        let fields = self.fields.iter().map(|(_, heading)| heading.clone());
        let stages = self.register.stages.iter().map(|stage| stage.name.clone());
        Listing {
            name: self.register.name.clone(),
            title: titled(&self.campaign.title, &self.register.name),
            lead: vec![self.lead()],
            fixed: fixed.len(),
            widest: WIDEST,
            columns: fixed.iter().cloned().chain(fields).chain(stages).collect(),
            rows: self
                .lines
                .iter()
                .map(|line| self.row(line, has_rows))
                .collect(),
            notes: self.sums(),
        }
        .sheet()
    }

    fn lead(&self) -> String {
        let day = words::date(self.today);
        let mut lead = format!("截至 {day}，共 {} 条", self.lines.len());
        for (at, stage) in self.register.stages.iter().enumerate() {
            let reached = self.lines.iter().filter(|line| line.stages[at].is_some());
            lead.push_str(&format!("，{} {}", stage.name, reached.count()));
        }
        lead
    }

    fn row(&self, line: &RecordLine<'_>, has_rows: bool) -> Vec<Cell> {
        let fixed = [
            Cell::integer(line.number).align(Align::Center),
            Cell::text(line.unit),
        ];
        let row = has_rows.then(|| Cell::text(line.row.unwrap_or_default()));
        let fields = self.fields.iter().zip(&line.fields);
        let fields = fields.map(|((field, _), value)| cell(field, value.as_ref()));
        let day = |day: &Option<NaiveDate>| day.map_or_else(Cell::empty, Cell::date);
        let cells = fixed.into_iter().chain(row).chain(fields);
        cells.chain(line.stages.iter().map(day)).collect()
    }

    /// What the numbers come to. Below the list, so that a row of sums is never taken for a record.
    fn sums(&self) -> Vec<String> {
        let groups = self.totals.iter().filter_map(|(choice, totals)| {
            let sums = self.sums_in_words(totals)?;
            Some(match choice {
                Some(choice) => format!("{choice} {sums}"),
                None => sums,
            })
        });
        let groups: Vec<String> = groups.collect();
        let sums = match (self.lines.is_empty(), groups.is_empty()) {
            (true, _) => vec!["还没有登记。".to_owned()],
            (_, true) => Vec::new(),
            _ => vec![format!("合计：{}。", groups.join("；"))],
        };
        [sums, self.unfit.to_vec()].concat()
    }

    /// `补助标准 103000元，已补助 30000元`; `None` where nothing is a number.
    fn sums_in_words(&self, totals: &[(FieldId, i64)]) -> Option<String> {
        let sum = |(field, heading): &(&RegisterField, String)| {
            let RegisterFieldKind::Plain(kind) = field.kind else {
                return None;
            };
            let (_, sum) = totals.iter().find(|(id, _)| *id == field.id)?;
            let sum = show_number(*sum, kind.digits()?);
            Some(format!("{heading} {sum}{}", field.measure))
        };
        let sums: Vec<String> = self.fields.iter().filter_map(sum).collect();
        (!sums.is_empty()).then(|| sums.join("，"))
    }
}

/// A field's value as a spreadsheet's cell: numbers and days as such, everything else as it reads.
fn cell(field: &RegisterField, value: Option<&(FieldValue, String)>) -> Cell {
    let Some((value, text)) = value else {
        return Cell::empty();
    };
    match (value, &field.kind) {
        (FieldValue::Plain(figure::Value::Number(number)), RegisterFieldKind::Plain(kind)) => {
            Cell::number(match kind {
                FigureKind::Decimal { scale } | FigureKind::Money { scale, .. } => {
                    Number::decimal(*number, *scale)
                }
                _ => Number::integer(*number),
            })
        }
        (FieldValue::Plain(figure::Value::Date(day)), _) => Cell::new(Value::Date(*day)),
        _ => Cell::text(text.as_str()),
    }
}
