//! Excel workbooks (`.xlsx`), sheet by sheet, as their cells show. Formulas are not computed: what Excel last showed is
//! read, and a formula that never showed anything is not taken for a blank.

mod blank;

use std::io::Cursor;

use calamine::{Data, Dimensions, Reader, SheetVisible, Xlsx, XlsxError};
use quick_xml::events::Event;

pub(super) use blank::ready;

use super::docx::UNREADABLE;
use super::limits;
use super::package::Package;
use super::page::{Budget, MACROS, Page, Row, Table};
use super::plain::cell;
use super::refusal::Refusal;
use super::xml::Xml;

/// Reads a workbook. `package` is the same bytes, opened: everything that will be unpacked is counted first, because the
/// workbook's reader counts nothing.
pub(super) fn read(bytes: &[u8], mut package: Package<'_>) -> Result<Page, Refusal> {
    examine(&mut package)?;
    let mut page = Page::default();
    if package.names().any(|name| name.ends_with("vbaProject.bin")) {
        page.notes.push(MACROS.to_owned());
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsxError::Password => Refusal::Locked,
        _ => Refusal::broken("工作簿打不开"),
    })?;
    let mut budget = Budget::default();
    let sheets = book.sheets_metadata().to_vec();
    if sheets.len() > limits::SHEETS {
        return Err(Refusal::TooLarge("工作表个数"));
    }
    for calamine::Sheet { name, visible, .. } in sheets {
        if visible != SheetVisible::Visible {
            page.leave_hidden(name);
            continue;
        }
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else {
            // A sheet of charts has no cells.
            continue;
        };
        let mut sheet = Sheet::new(name, merged)?;
        let broken = |_| Refusal::broken("工作表读不完整");
        while let Some(found) = cells.next_cell_with_formula_metadata().map_err(broken)? {
            let text = match Data::from(found.value) {
                Data::Empty if found.formula.is_some() => UNREADABLE.to_string(),
                value => text_of(&value),
            };
            sheet.add(found.pos.0, found.pos.1, &text, &mut budget)?;
        }
        page.tables.push(sheet.table);
    }
    Ok(page)
}

/// Unpacks what the workbook's reader will unpack, against the limits, and looks for what does not belong into XML.
fn examine(package: &mut Package<'_>) -> Result<(), Refusal> {
    let names: Vec<String> = package
        .names()
        .filter(|name| name.ends_with(".xml") || name.ends_with(".rels"))
        .collect();
    for name in names {
        let Some(text) = package.xml(&name)? else {
            continue;
        };
        let mut xml = Xml::new(&text);
        while xml.next()? != Event::Eof {}
    }
    Ok(())
}

/// A sheet in the making.
pub(super) struct Sheet {
    pub(super) table: Table,
    merged: Vec<Dimensions>,
}

impl Sheet {
    pub(super) fn new(name: String, merged: Vec<Dimensions>) -> Result<Self, Refusal> {
        if merged.len() > limits::MERGED {
            return Err(Refusal::TooLarge("合并单元格"));
        }
        Ok(Self {
            table: Table {
                name,
                ..Table::default()
            },
            merged,
        })
    }

    /// Adds a cell; cells come row by row.
    pub(super) fn add(
        &mut self,
        row: u32,
        column: u32,
        text: &str,
        budget: &mut Budget,
    ) -> Result<(), Refusal> {
        if text.trim().is_empty() {
            return Ok(());
        }
        budget.item()?;
        let mut cell = cell(column as usize, &budget.text(text)?);
        let around = self.merged.iter().find(|area| area.contains(row, column));
        if let Some(area) = around {
            cell.span = (area.end.1.saturating_sub(area.start.1)) as usize + 1;
            cell.continued = (row, column) != area.start;
            if !cell.continued {
                cell.rows = (area.end.0.saturating_sub(area.start.0)) as usize + 1;
            }
        }
        let index = row as usize;
        let is_new = |last: &Row| last.index != index;
        if self.table.rows.last().is_none_or(is_new) {
            budget.item()?;
            self.table.rows.push(Row {
                index,
                cells: Vec::new(),
            });
        }
        if let Some(last) = self.table.rows.last_mut() {
            last.cells.push(cell);
        }
        Ok(())
    }
}

/// A cell as a person sees it. Excel keeps every number as a float; a whole one shows no point.
fn text_of(value: &Data) -> String {
    match value {
        Data::DateTime(moment) if moment.is_datetime() && moment.as_f64() >= 1.0 => {
            let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
            let date = format!("{year}-{month:02}-{day:02}");
            match (hour, minute) {
                (0, 0) => date,
                _ => format!("{date} {hour:02}:{minute:02}"),
            }
        }
        Data::DateTime(moment) => moment.as_f64().to_string(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests;
