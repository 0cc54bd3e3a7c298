//! Excel workbooks before 2007 (`.xls`, BIFF8), sheet by sheet, as their cells show. The container is another crate's;
//! the records are read here, because a reader that lays a sheet out whole asks for as much memory as the file claims.
//! Formulas are not computed and macros not looked at: what Excel last showed is read.

mod record;

use std::io::{Cursor, Read};

use calamine::Dimensions;
use cfb::CompoundFile;

use super::docx::UNREADABLE;
use super::limits;
use super::page::{Budget, MACROS, Page};
use super::refusal::Refusal;
use super::sheet::Sheet;
use record::{Record, Records, long, number, short};

// Types of records, by their numbers in [MS-XLS].
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000A;
const LOCK: u16 = 0x002F;
const SHEET: u16 = 0x0085;
const STRINGS: u16 = 0x00FC;
const STRING_CELL: u16 = 0x00FD;
const LABEL: u16 = 0x0204;
const RICH_LABEL: u16 = 0x00D6;
const NUMBER: u16 = 0x0203;
const SMALL_NUMBER: u16 = 0x027E;
const SMALL_NUMBERS: u16 = 0x00BD;
const BOOL_OR_ERROR: u16 = 0x0205;
const FORMULA: u16 = 0x0006;
const FORMULA_STRING: u16 = 0x0207;
const MERGED: u16 = 0x00E5;

/// The version that Excel 97 to 2003 write, and WPS.
const BIFF8: u16 = 0x0600;

/// Reads a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Page, Refusal> {
    let broken = |_| Refusal::broken("旧版工作簿打不开");
    let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(broken)?;
    let mut page = Page::default();
    if file.exists("/_VBA_PROJECT_CUR") {
        page.notes.push(MACROS.to_owned());
    }
    let Ok(stream) = file.open_stream("/Workbook") else {
        return Err(Refusal::OldSheet);
    };
    let mut stream = stream.take(limits::PART_BYTES + 1);
    let mut workbook = Vec::new();
    stream.read_to_end(&mut workbook).map_err(broken)?;
    if workbook.len() as u64 > limits::PART_BYTES {
        return Err(Refusal::TooLarge("内容"));
    }
    let mut budget = Budget::default();
    let book = Book::read(&workbook, &mut budget)?;
    for SheetRecord {
        name,
        at,
        is_hidden,
    } in book.sheets
    {
        if is_hidden {
            page.leave_hidden(name);
            continue;
        }
        let records = workbook.get(at..).ok_or_else(|| damaged("工作表"))?;
        let sheet = read_sheet(name, records, &book.strings, &mut budget)?;
        page.tables.push(sheet.table);
    }
    Ok(page)
}

fn damaged(what: &str) -> Refusal {
    Refusal::broken(format!("{what}读不完整"))
}

/// A sheet as the workbook lists it.
#[derive(Debug)]
struct SheetRecord {
    name: String,
    /// Where its own records begin.
    at: usize,
    is_hidden: bool,
}

/// What a workbook says before its sheets.
#[derive(Debug, Default)]
struct Book {
    sheets: Vec<SheetRecord>,
    /// The texts that cells share.
    strings: Vec<String>,
}

impl Book {
    fn read(workbook: &[u8], budget: &mut Budget) -> Result<Self, Refusal> {
        let mut book = Self::default();
        for record in Records::of(workbook) {
            let record = record?;
            match record.kind {
                BEGIN if short(record.data, 0) != Some(BIFF8) => return Err(Refusal::OldSheet),
                LOCK => return Err(Refusal::Locked),
                SHEET => book.sheets.extend(sheet_of(&record)?),
                STRINGS => book.strings = strings(&record, budget)?,
                END => break,
                _ => {}
            }
            if book.sheets.len() > limits::SHEETS {
                return Err(Refusal::TooLarge("工作表个数"));
            }
        }
        Ok(book)
    }
}

/// A sheet; none where it holds charts or macros instead of cells.
fn sheet_of(record: &Record<'_>) -> Result<Option<SheetRecord>, Refusal> {
    let of = || {
        let at = usize::try_from(long(record.data, 0)?).ok()?;
        // Hidden, or hidden so that only a program shows it.
        let is_hidden = *record.data.get(4)? & 3 != 0;
        let holds_cells = *record.data.get(5)? == 0;
        let length = usize::from(*record.data.get(6)?);
        let mut span = record.span(7);
        let name = span.characters(length)?;
        Some(holds_cells.then_some(SheetRecord {
            name,
            at,
            is_hidden,
        }))
    };
    of().ok_or_else(|| damaged("工作表名称"))
}

/// The table of shared texts, counted while it is read: what it claims to hold is not believed.
fn strings(record: &Record<'_>, budget: &mut Budget) -> Result<Vec<String>, Refusal> {
    let mut span = record.span(8);
    let mut strings = Vec::new();
    while !span.is_empty() {
        let text = span.rich_string().ok_or_else(|| damaged("文字表"))?;
        budget.count(&text)?;
        budget.item()?;
        strings.push(text);
    }
    Ok(strings)
}

/// Cells in the order in which they stand in the file, which is nearly always that of the sheet.
#[derive(Debug, Default)]
struct Cells {
    found: Vec<(u16, u16, String)>,
    merged: Vec<Dimensions>,
    /// The formula whose text comes in a record of its own.
    waiting: Option<(u16, u16)>,
}

fn read_sheet(
    name: String,
    records: &[u8],
    strings: &[String],
    budget: &mut Budget,
) -> Result<Sheet, Refusal> {
    let mut cells = Cells::default();
    let mut depth = 0_usize;
    for record in Records::of(records) {
        let record = record?;
        match record.kind {
            // A chart within the sheet has records that look like cells.
            BEGIN => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            _ if depth == 1 => {
                cells
                    .take(&record, strings, budget)?
                    .ok_or_else(|| damaged("单元格"))?;
            }
            _ => {}
        }
    }
    cells.found.sort_by_key(|(row, column, _)| (*row, *column));
    let mut sheet = Sheet::new(name, cells.merged)?;
    // What a cell costs was counted when it was found; laid out it costs as much again.
    for (row, column, text) in cells.found {
        sheet.add(u32::from(row), u32::from(column), &text, budget)?;
    }
    Ok(sheet)
}

impl Cells {
    /// Takes a record; `None` where it is shorter than it says.
    fn take(
        &mut self,
        record: &Record<'_>,
        strings: &[String],
        budget: &mut Budget,
    ) -> Result<Option<()>, Refusal> {
        let data = record.data;
        if record.kind == MERGED {
            return self.merge(data);
        }
        let text = match record.kind {
            STRING_CELL => long(data, 6).and_then(|at| strings.get(at as usize).cloned()),
            LABEL | RICH_LABEL => record.span(6).string(),
            NUMBER => number(data, 6).map(|value| value.to_string()),
            SMALL_NUMBER => long(data, 6).map(|bits| unpacked(bits).to_string()),
            BOOL_OR_ERROR => data.get(6..8).map(bool_or_error),
            FORMULA => self.formula(data),
            FORMULA_STRING => {
                let text = record.span(0).string();
                return Ok(match (self.waiting.take(), text) {
                    (Some((row, column)), Some(text)) => Some(self.add(row, column, text, budget)?),
                    (waiting, _) => waiting.is_none().then_some(()),
                });
            }
            SMALL_NUMBERS => return self.small_numbers(data, budget),
            _ => return Ok(Some(())),
        };
        let place = short(data, 0).zip(short(data, 2));
        Ok(match (place, text) {
            (Some((row, column)), Some(text)) => Some(self.add(row, column, text, budget)?),
            _ => None,
        })
    }

    fn add(
        &mut self,
        row: u16,
        column: u16,
        text: String,
        budget: &mut Budget,
    ) -> Result<(), Refusal> {
        if !text.trim().is_empty() {
            budget.item()?;
            budget.count(&text)?;
            self.found.push((row, column, text));
        }
        Ok(())
    }

    /// What a formula last showed: a number, or a mark of what else.
    fn formula(&mut self, data: &[u8]) -> Option<String> {
        let shown: [u8; 8] = data.get(6..14)?.try_into().ok()?;
        if shown[6..8] != [0xFF, 0xFF] {
            return Some(f64::from_le_bytes(shown).to_string());
        }
        Some(match shown[0] {
            0 => {
                self.waiting = short(data, 0).zip(short(data, 2));
                String::new()
            }
            1 => truth(shown[2] != 0),
            2 => error(shown[2]),
            3 => String::new(),
            _ => UNREADABLE.to_string(),
        })
    }

    /// Numbers of neighbouring cells in one record.
    fn small_numbers(&mut self, data: &[u8], budget: &mut Budget) -> Result<Option<()>, Refusal> {
        let (Some(row), Some(first)) = (short(data, 0), short(data, 2)) else {
            return Ok(None);
        };
        // Cells past the last column there can be are none.
        let packed = data[4..].chunks_exact(6);
        for (column, packed) in (first..=u16::MAX).zip(packed) {
            let bits = u32::from_le_bytes([packed[2], packed[3], packed[4], packed[5]]);
            self.add(row, column, unpacked(bits).to_string(), budget)?;
        }
        Ok(Some(()))
    }

    fn merge(&mut self, data: &[u8]) -> Result<Option<()>, Refusal> {
        let Some(count) = short(data, 0).map(usize::from) else {
            return Ok(None);
        };
        for area in data[2..].chunks_exact(8).take(count) {
            let at = |i: usize| u32::from(u16::from_le_bytes([area[2 * i], area[2 * i + 1]]));
            self.merged.push(Dimensions {
                start: (at(0), at(2)),
                end: (at(1), at(3)),
            });
            if self.merged.len() > limits::MERGED {
                return Err(Refusal::TooLarge("合并单元格"));
            }
        }
        Ok(Some(()))
    }
}

/// A number in thirty bits, of a float or of an integer, and perhaps in hundredths ([MS-XLS] 2.5.217).
fn unpacked(bits: u32) -> f64 {
    let value = if bits & 2 == 0 {
        f64::from_bits(u64::from(bits & !3) << 32)
    } else {
        f64::from(bits.cast_signed() >> 2)
    };
    if bits & 1 == 0 { value } else { value / 100.0 }
}

fn bool_or_error(data: &[u8]) -> String {
    match data[1] {
        0 => truth(data[0] != 0),
        _ => error(data[0]),
    }
}

fn truth(is: bool) -> String {
    (if is { "true" } else { "false" }).to_owned()
}

/// As Excel shows it; no number reads so.
fn error(code: u8) -> String {
    match code {
        0x07 => "#DIV/0!",
        0x17 => "#REF!",
        0x2A => "#N/A",
        _ => "#VALUE!",
    }
    .to_owned()
}

#[cfg(test)]
mod tests;
