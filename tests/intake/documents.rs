//! Word documents as programs write them: how their runs are split, what stands between the runs, how their tables and
//! boxes are made. What stands in them is `make`'s.

use std::io::{Cursor, Write};

use anyue::export::document::{Cell, Document, Paragraph, Row, Table};
use anyue::export::{Format, write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::make::{Dice, Paper};
use super::producers::Producer;

/// By this program's own writer.
pub fn ours(paper: &Paper) -> Vec<u8> {
    let mut document = Document::new(&paper.title);
    for line in [&paper.title, &format!("填报单位：{}", paper.unit)] {
        document.push(Paragraph::text(line));
    }
    for rows in &paper.tables {
        let [first, second, third] = &paper.columns;
        let mut table = Table::new([2, 2, 4, 6]).header([
            Cell::text(first).span(2, 1),
            Cell::text(second),
            Cell::text(third),
        ]);
        for row in rows {
            let mut cells = vec![Cell::text(&row.section)];
            match &row.item {
                Some(item) => cells.push(Cell::text(item)),
                None => cells[0] = Cell::text(&row.section).span(2, 1),
            }
            cells.extend([Cell::text(&row.standard), Cell::text(&row.report)]);
            table.push(Row::new(cells));
        }
        document.push(table);
        document.push(Paragraph::text(""));
    }
    write(&document.into(), Format::Docx).unwrap()
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

pub fn docx(producer: Producer, paper: &Paper, dice: &mut Dice) -> Vec<u8> {
    let mut body = String::new();
    for line in ["附件2:", &paper.title] {
        body.push_str(&paragraph(producer, line, dice));
    }
    let unit = paragraph(producer, &format!("填报单位：{}", paper.unit), dice);
    body.push_str(&match producer {
        Producer::Wps => text_box(&unit),
        _ => unit,
    });
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
            let report = cell(producer, &row.report, "", dice);
            body.push_str(&match producer {
                Producer::Wps if dice.roll(2) == 0 => nested(&report),
                _ => report,
            });
            body.push_str("</w:tr>");
        }
        body.push_str("</w:tbl><w:p/>");
    }
    finished(producer, &body)
}

/// The names that drawings and text boxes use.
const DRAWINGS: &str = r#"xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml""#;

/// A package of a body.
pub fn finished(producer: Producer, body: &str) -> Vec<u8> {
    let document = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" {DRAWINGS}><w:body>{body}<w:sectPr/></w:body></w:document>"#
    );
    package(&match producer {
        Producer::Tree => document.replace("w:", "ns0:"),
        _ => document,
    })
}

/// A drawing with the paragraph in it, once for programs that know the newer kind and once for those that do not.
fn text_box(paragraph: &str) -> String {
    format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{paragraph}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{paragraph}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
}

/// A cell with a table of one cell in it.
fn nested(cell: &str) -> String {
    format!("<w:tc><w:tcPr/><w:tbl><w:tblPr/><w:tr>{cell}</w:tr></w:tbl><w:p/></w:tc>")
}

/// A cell with a text, its lines as paragraphs.
pub fn cell(producer: Producer, text: &str, properties: &str, dice: &mut Dice) -> String {
    let paragraphs: String = text
        .split('\n')
        .map(|line| paragraph(producer, line, dice))
        .collect();
    format!(
        "<w:tc><w:tcPr><w:tcW w:w=\"2000\" w:type=\"dxa\"/>{properties}</w:tcPr>{paragraphs}</w:tc>"
    )
}

/// A paragraph in runs, as the program cuts them.
pub fn paragraph(producer: Producer, text: &str, dice: &mut Dice) -> String {
    let runs = match producer {
        Producer::Word => word_runs(text, dice),
        Producer::LibreOffice => libre_runs(text, dice),
        Producer::Wps => wps_runs(text, dice),
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

/// Every piece with its own fonts, an identifier on each paragraph, digits under a line, and a placeholder where a
/// control was left empty.
fn wps_runs(text: &str, dice: &mut Dice) -> String {
    let mut runs = String::from(
        "<w:pPr><w:rPr><w:rFonts w:hint=\"eastAsia\" w:eastAsia=\"宋体\"/></w:rPr></w:pPr>",
    );
    for piece in pieces(text, dice) {
        let line = match piece.chars().any(|c| c.is_ascii_digit()) {
            true => "<w:u w:val=\"single\"/>",
            false => "",
        };
        if dice.roll(20) == 0 {
            runs.push_str("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>请输入</w:t></w:r></w:sdtContent></w:sdt>");
        }
        runs.push_str(&format!(
            "<w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/>{line}<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>",
            escaped(&piece)
        ));
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
