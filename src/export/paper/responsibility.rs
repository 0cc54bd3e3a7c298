//! Responsibilities as a sheet: the notice's rows down, the units that lead and answer across, each with how far it is.

use chrono::NaiveDate;

use super::listing::{Listing, PARAGRAPH};
use super::titled;
use crate::domain::calendar::words;
use crate::domain::campaign::{Campaign, Register, RegisterRow};
use crate::export::sheet::{Cell, Sheet};

/// The matrix of one register.
#[derive(Debug, Clone, Copy)]
pub struct ResponsibilityMatrix<'a> {
    pub campaign: &'a Campaign,
    pub register: &'a Register,
    /// The units' names, in the order of the cells.
    pub units: &'a [&'a str],
    /// The rows, each with a text for the row as a whole and one for every unit; empty where it has no part.
    pub lines: &'a [(&'a RegisterRow, String, Vec<String>)],
    pub today: NaiveDate,
}

impl ResponsibilityMatrix<'_> {
    /// The sheet.
    pub fn sheet(&self) -> Sheet {
        let fixed = ["序号", "部分", "事项", "原文"].map(str::to_owned);
        let has_whole = self.lines.iter().any(|(_, whole, _)| !whole.is_empty());
        let whole = has_whole.then(|| "进展".to_owned());
        let units = self.units.iter().map(|unit| (*unit).to_owned());
        let rows = self
            .lines
            .iter()
            .enumerate()
            .map(|(at, (row, said, cells))| {
                let fixed = [
                    Cell::integer(super::ordinal(at)),
                    Cell::text(row.section.as_str()),
                    Cell::text(row.name.as_str()),
                    Cell::text(row.text.as_str()),
                ];
                let whole = has_whole.then(|| Cell::text(said.as_str()));
                let cells = cells.iter().map(|text| Cell::text(text.as_str()));
                fixed.into_iter().chain(whole).chain(cells).collect()
            });
        Listing {
            name: self.register.name.clone(),
            title: titled(&self.campaign.title, &self.register.name),
            lead: vec![format!("截至 {}", words::date(self.today))],
            columns: fixed.into_iter().chain(whole).chain(units).collect(),
            rows: rows.collect(),
            notes: Vec::new(),
            fixed: 3,
            widest: PARAGRAPH,
        }
        .sheet()
    }
}
