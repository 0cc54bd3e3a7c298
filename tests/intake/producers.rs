//! The programs that people fill in with, as far as a reader sees a difference: how Word splits runs and tracks changes,
//! how LibreOffice writes, what a plain library writes; workbooks, comma-separated values, pasted text.

use std::io::{Cursor, Write};

use encoding_rs::GB18030;
use rust_xlsxwriter::{Format, Workbook};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::make::{Dice, FilledRow, Paper};

/// One program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Producer {
    /// A library that writes one run a paragraph.
    Library,
    /// Word: runs split anywhere, marks of the spelling checker, tracked changes, content controls.
    Word,
    /// LibreOffice: its own order of properties, bookmarks, every run with its language.
    LibreOffice,
    Excel,
    Csv,
    CsvGbk,
    Text,
    /// Text pasted from a table: cells divided by tabs.
    Pasted,
}

pub const ALL: [Producer; 8] = [
    Producer::Library,
    Producer::Word,
    Producer::LibreOffice,
    Producer::Excel,
    Producer::Csv,
    Producer::CsvGbk,
    Producer::Text,
    Producer::Pasted,
];

impl Producer {
    pub fn ending(self) -> &'static str {
        match self {
            Self::Library | Self::Word | Self::LibreOffice => "docx",
            Self::Excel => "xlsx",
            Self::Csv | Self::CsvGbk => "csv",
            Self::Text | Self::Pasted => "txt",
        }
    }

    /// The file's bytes.
    pub fn write(self, paper: &Paper, seed: u64) -> Vec<u8> {
        match self {
            Self::Library | Self::Word | Self::LibreOffice => {
                docx(self, paper, &mut Dice::new(seed))
            }
            Self::Excel => xlsx(paper),
            Self::Csv => csv(paper).into_bytes(),
            Self::CsvGbk => GB18030.encode(&csv(paper)).0.into_owned(),
            Self::Text => text(paper).into_bytes(),
            Self::Pasted => pasted(paper).into_bytes(),
        }
    }
}

/// A package of the parts that every reader needs.
pub fn package(document: &str) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let types = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
    let relations = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
    for (name, content) in [
        ("[Content_Types].xml", types),
        ("_rels/.rels", relations),
        ("word/document.xml", document),
    ] {
        writer
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn docx(producer: Producer, paper: &Paper, dice: &mut Dice) -> Vec<u8> {
    let mut body = String::new();
    for line in [
        "附件2:".to_owned(),
        paper.title.clone(),
        format!("填报单位：{}", paper.unit),
    ] {
        body.push_str(&paragraph(producer, &line, dice));
    }
    for rows in &paper.tables {
        body.push_str("<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/><w:gridCol/><w:gridCol/></w:tblGrid>");
        let [first, second, third] = &paper.columns;
        body.push_str("<w:tr>");
        body.push_str(&cell(producer, first, "<w:gridSpan w:val=\"2\"/>", dice));
        body.push_str(&cell(producer, second, "", dice));
        body.push_str(&cell(producer, third, "", dice));
        body.push_str("</w:tr>");
        let mut section = "";
        for row in rows {
            let merge = if row.section == section {
                "<w:vMerge/>"
            } else {
                "<w:vMerge w:val=\"restart\"/>"
            };
            let shown = if row.section == section {
                ""
            } else {
                &row.section
            };
            section = &row.section;
            body.push_str("<w:tr>");
            match &row.item {
                Some(item) => {
                    body.push_str(&cell(producer, shown, merge, dice));
                    body.push_str(&cell(producer, item, "", dice));
                }
                None => body.push_str(&cell(
                    producer,
                    shown,
                    &format!("<w:gridSpan w:val=\"2\"/>{merge}"),
                    dice,
                )),
            }
            body.push_str(&cell(producer, &row.standard, "", dice));
            body.push_str(&cell(producer, &row.report, "", dice));
            body.push_str("</w:tr>");
        }
        body.push_str("</w:tbl><w:p/>");
    }
    package(&format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}<w:sectPr/></w:body></w:document>"#
    ))
}

fn cell(producer: Producer, text: &str, properties: &str, dice: &mut Dice) -> String {
    let paragraphs: String = text
        .split('\n')
        .map(|line| paragraph(producer, line, dice))
        .collect();
    format!(
        "<w:tc><w:tcPr><w:tcW w:w=\"2000\" w:type=\"dxa\"/>{properties}</w:tcPr>{paragraphs}</w:tc>"
    )
}

fn paragraph(producer: Producer, text: &str, dice: &mut Dice) -> String {
    let runs = match producer {
        Producer::Word => word_runs(text, dice),
        Producer::LibreOffice => libre_runs(text, dice),
        _ => format!(
            "<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>",
            escaped(text)
        ),
    };
    format!("<w:p>{runs}</w:p>")
}

/// A text cut into pieces at random.
fn pieces(text: &str, dice: &mut Dice) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for c in text.chars() {
        if dice.roll(4) == 0 {
            pieces.push(String::new());
        }
        pieces.last_mut().unwrap().push(c);
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

fn word_runs(text: &str, dice: &mut Dice) -> String {
    let mut runs = String::from(
        "<w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"420\"/></w:tabs><w:rPr><w:ins w:id=\"9\" w:author=\"a\"/></w:rPr></w:pPr>",
    );
    for piece in pieces(text, dice) {
        let piece = escaped(&piece);
        let run = format!(
            "<w:r w:rsidR=\"00AB12\"><w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr><w:t xml:space=\"preserve\">{piece}</w:t></w:r>"
        );
        runs.push_str(&match dice.roll(12) {
            0 => format!("<w:ins w:id=\"1\" w:author=\"a\">{run}</w:ins>"),
            1 => format!("<w:del w:id=\"2\" w:author=\"a\"><w:r><w:delText>7</w:delText></w:r></w:del>{run}"),
            2 => format!("<w:sdt><w:sdtPr><w:id w:val=\"3\"/></w:sdtPr><w:sdtContent>{run}</w:sdtContent></w:sdt>"),
            3 => format!("<w:proofErr w:type=\"spellStart\"/>{run}<w:proofErr w:type=\"spellEnd\"/>"),
            4 => format!("<w:bookmarkStart w:id=\"0\" w:name=\"_GoBack\"/>{run}<w:bookmarkEnd w:id=\"0\"/>"),
            5 => format!("<w:r><w:rPr><w:vanish/></w:rPr><w:t>99</w:t></w:r>{run}"),
            6 => format!("<w:smartTag w:element=\"chsdate\">{run}</w:smartTag>"),
            _ => run,
        });
    }
    runs
}

fn libre_runs(text: &str, dice: &mut Dice) -> String {
    let mut runs = String::from("<w:pPr><w:pStyle w:val=\"Normal\"/><w:bidi w:val=\"0\"/></w:pPr>");
    for piece in pieces(text, dice) {
        let spaced = if piece.starts_with(' ') || piece.ends_with(' ') {
            " xml:space=\"preserve\""
        } else {
            ""
        };
        runs.push_str(&format!(
            "<w:r><w:rPr><w:lang w:eastAsia=\"zh-CN\"/></w:rPr><w:t{spaced}>{}</w:t></w:r>",
            escaped(&piece)
        ));
    }
    runs
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
