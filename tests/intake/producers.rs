//! The programs that people fill in with, as far as a reader sees a difference: how Word splits runs and tracks changes,
//! how WPS and LibreOffice write, what libraries write; workbooks, comma-separated values, pasted text.

use encoding_rs::GB18030;
use rust_xlsxwriter::{Format, Workbook};

use super::documents;
use super::make::{Dice, FilledRow, Paper};

/// One program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Producer {
    /// This program's own writer.
    Ours,
    /// A library that writes one run a paragraph.
    Library,
    /// A library that names the parts of Word's language by its own prefix.
    Tree,
    /// Word: runs split anywhere, marks of the spelling checker, tracked changes, content controls.
    Word,
    /// LibreOffice: its own order of properties, bookmarks, every run with its language.
    LibreOffice,
    /// WPS: fonts on every run, underlined figures, the unit in a text box, tables within cells.
    Wps,
    Excel,
    Csv,
    CsvGbk,
    Text,
    /// Text pasted from a table: cells divided by tabs.
    Pasted,
}

pub const ALL: [Producer; 11] = [
    Producer::Ours,
    Producer::Library,
    Producer::Tree,
    Producer::Word,
    Producer::LibreOffice,
    Producer::Wps,
    Producer::Excel,
    Producer::Csv,
    Producer::CsvGbk,
    Producer::Text,
    Producer::Pasted,
];

impl Producer {
    pub fn ending(self) -> &'static str {
        match self {
            Self::Ours
            | Self::Library
            | Self::Tree
            | Self::Word
            | Self::LibreOffice
            | Self::Wps => "docx",
            Self::Excel => "xlsx",
            Self::Csv | Self::CsvGbk => "csv",
            Self::Text | Self::Pasted => "txt",
        }
    }

    /// The file's bytes.
    pub fn write(self, paper: &Paper, seed: u64) -> Vec<u8> {
        match self {
            Self::Ours => documents::ours(paper),
            Self::Library | Self::Tree | Self::Word | Self::LibreOffice | Self::Wps => {
                documents::docx(self, paper, &mut Dice::new(seed))
            }
            Self::Excel => xlsx(paper),
            Self::Csv => csv(paper).into_bytes(),
            Self::CsvGbk => GB18030.encode(&csv(paper)).0.into_owned(),
            Self::Text => text(paper).into_bytes(),
            Self::Pasted => pasted(paper).into_bytes(),
        }
    }
}

fn cells_of(row: &FilledRow) -> [&str; 4] {
    [
        &row.section,
        row.item.as_deref().unwrap_or(""),
        &row.standard,
        &row.report,
    ]
}

fn xlsx(paper: &Paper) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let format = Format::new();
    sheet
        .merge_range(0, 0, 0, 3, &paper.title, &format)
        .unwrap();
    sheet
        .write(1, 0, format!("填报单位：{}", paper.unit))
        .unwrap();
    let mut at = 3;
    for rows in &paper.tables {
        for row in rows {
            for (column, text) in (0..).zip(cells_of(row)) {
                sheet.write(at, column, text).unwrap();
            }
            at += 1;
        }
        at += 2;
    }
    book.save_to_buffer().unwrap()
}

fn csv(paper: &Paper) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let mut csv = format!("{},,,\r\n填报单位：{},,,\r\n", paper.title, paper.unit);
    for row in paper.tables.iter().flatten() {
        csv.push_str(&cells_of(row).map(quoted).join(","));
        csv.push_str("\r\n");
    }
    csv
}

/// Only the sentences, as from a chat.
fn text(paper: &Paper) -> String {
    let mut text = format!("{}\n填报单位：{}\n\n", paper.title, paper.unit);
    for (i, row) in paper.tables.iter().flatten().enumerate() {
        // Copies of a table stand apart.
        if i > 0 && i == paper.tables[0].len() {
            text.push_str(&"\n".repeat(20));
        }
        text.push_str(&row.report);
        text.push('\n');
    }
    text
}

fn pasted(paper: &Paper) -> String {
    let mut text = format!("{}\n填报单位：{}\n", paper.title, paper.unit);
    for row in paper.tables.iter().flatten() {
        text.push_str(&cells_of(row).join("\t"));
        text.push('\n');
    }
    text
}
