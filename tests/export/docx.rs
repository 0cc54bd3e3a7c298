//! Word files, opened as packages and read element by element.

use std::io::{Cursor, Read};

use anyue::export::document::{Align, Block, Cell, Chart, Document, Page, Paragraph, Run, Table};
use anyue::export::sheet::Sheet;
use anyue::export::{Export, Format, write};
use quick_xml::Reader;
use quick_xml::events::Event;

use crate::export::samples;

/// One `w:tc`.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Place {
    pub cols: usize,
    /// `restart`, `continue`, or nothing.
    pub merge: String,
    pub text: String,
}

/// What a reader finds in the main part.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub text: String,
    pub underlined: Vec<String>,
    pub rows: Vec<Vec<Place>>,
    pub grid: Vec<usize>,
    pub header_rows: usize,
    pub page: String,
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    let mut part = package.by_name(name).unwrap();
    part.read_to_string(&mut text).unwrap();
    text
}

pub(super) fn read(export: impl Into<Export>) -> Found {
    let bytes = write(&export.into(), Format::Docx).unwrap();
    found(&part(&bytes, "word/document.xml"))
}

fn found(xml: &str) -> Found {
    let mut found = Found::default();
    let mut reader = Reader::from_str(xml);
    let (mut in_cell, mut underline, mut in_text) = (false, false, false);
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return found,
            Event::Start(tag) | Event::Empty(tag) => {
                let value = |key: &str| {
                    let attribute = tag.try_get_attribute(key).unwrap();
                    attribute.map(|a| a.value.into_owned())
                };
                let place = || Place {
                    cols: 1,
                    ..Place::default()
                };
                match tag.name().as_ref() {
                    "w:tbl" => found.grid.push(0),
                    "w:gridCol" => *found.grid.last_mut().unwrap() += 1,
                    "w:tr" => found.rows.push(Vec::new()),
                    "w:tblHeader" => found.header_rows += 1,
                    "w:tc" => {
                        in_cell = true;
                        found.rows.last_mut().unwrap().push(place());
                    }
                    "w:gridSpan" => {
                        last(&mut found).cols = value("w:val").unwrap().parse().unwrap()
                    }
                    "w:vMerge" => {
                        last(&mut found).merge = value("w:val").unwrap_or("continue".to_owned());
                    }
                    "w:u" => underline = true,
                    "w:r" => underline = false,
                    "w:t" => {
                        in_text = true;
                        if underline {
                            found.underlined.push(String::new());
                        }
                    }
                    "w:br" => add(&mut found, in_cell, false, "\n"),
                    "w:pgSz" => found.page = value("w:orient").unwrap_or_default(),
                    _ => {}
                }
            }
            Event::End(tag) => match tag.name().as_ref() {
                "w:t" => in_text = false,
                "w:tc" => in_cell = false,
                _ => {}
            },
            Event::Text(text) if in_text => {
                add(&mut found, in_cell, underline, &text);
            }
            Event::GeneralRef(entity) => {
                let name = &*entity;
                let text = quick_xml::escape::resolve_predefined_entity(name).unwrap();
                add(&mut found, in_cell, underline, text);
            }
            _ => {}
        }
    }
}

fn last(found: &mut Found) -> &mut Place {
    found.rows.last_mut().unwrap().last_mut().unwrap()
}

fn add(found: &mut Found, in_cell: bool, underline: bool, text: &str) {
    found.text.push_str(text);
    if in_cell {
        last(found).text.push_str(text);
    }
    if underline {
        found.underlined.last_mut().unwrap().push_str(text);
    }
}

#[test]
fn every_part_is_well_formed_and_named_in_the_content_types() {
    for (name, export) in samples::all() {
        let bytes = write(&export, Format::Docx).unwrap();
        let package = zip::ZipArchive::new(Cursor::new(bytes.as_slice())).unwrap();
        let names: Vec<String> = package
            .file_names()
            .map(|name| name.unwrap().into_owned())
            .collect();
        let types = part(&bytes, "[Content_Types].xml");
        for part_name in &names {
            let text = part(&bytes, part_name);
            let mut reader = Reader::from_str(&text);
            reader.config_mut().check_end_names = true;
            while !matches!(reader.read_event().unwrap(), Event::Eof) {}
            let known = part_name.ends_with(".rels")
                || part_name == "[Content_Types].xml"
                || types.contains(&format!("PartName=\"/{part_name}\""));
            assert!(known, "{name}: {part_name}");
        }
    }
}

#[test]
fn nothing_is_lost_and_no_control_character_gets_in() {
    for (name, export) in samples::all() {
        let found = read(export);
        assert_eq!(
            found.text.contains(samples::NASTY_READ),
            name != "matrix",
            "{name}"
        );
        let control = |c: char| c.is_control() && c != '\n';
        assert!(!found.text.contains(control), "{name}");
    }
}

#[test]
fn every_row_fills_the_grid() {
    for (name, export) in samples::all() {
        let mut package = found(&part(
            &write(&export, Format::Docx).unwrap(),
            "word/document.xml",
        ));
        // Only papers of one table: the rows of several are read into one list.
        if package.grid.len() == 1 {
            let columns = package.grid.remove(0);
            for row in &package.rows {
                let covered: usize = row.iter().map(|place| place.cols).sum();
                assert_eq!(covered, columns, "{name}");
            }
        }
    }
}

#[test]
fn merged_cells_go_both_ways() {
    let table = Table::new([1, 1, 1])
        .header([Cell::text("A").span(2, 1), "B".into()])
        .row([Cell::text("C").span(2, 2), "D".into()])
        .row(["E".into()]);
    let found = read(Document::new("t").with(table));
    let place = |cols, merge: &str, text: &str| Place {
        cols,
        merge: merge.to_owned(),
        text: text.to_owned(),
    };
    assert_eq!(found.header_rows, 1);
    assert_eq!(
        found.rows,
        [
            vec![place(2, "", "A"), place(1, "", "B")],
            vec![place(2, "restart", "C"), place(1, "", "D")],
            vec![place(2, "continue", ""), place(1, "", "E")],
        ]
    );
}

#[test]
fn a_filled_blank_is_underlined_with_its_spaces() {
    let line = Paragraph::new([Run::new("参与（"), Run::filled(" 3 "), Run::new("）人次")]);
    let found = read(Document::new("t").with(line));
    assert_eq!(found.text, "参与（ 3 ）人次");
    assert_eq!(found.underlined, [" 3 "]);
}

#[test]
fn the_statistics_form_stands_as_on_paper() {
    let found = read(samples::statistics());
    assert_eq!(
        (found.grid.as_slice(), found.header_rows),
        ([4].as_slice(), 1)
    );
    assert_eq!(found.rows[0][0].cols, 2);
    // The answer beside two standards goes on in the next row.
    assert_eq!(found.rows[3][2].merge, "restart");
    assert_eq!(found.rows[4][2].merge, "continue");
    assert_eq!(found.rows[3][0].cols, 2);
    assert!(found.underlined.contains(&" 1,024 ".to_owned()));
}

#[test]
fn a_wide_paper_lies_on_its_side() {
    assert_eq!(read(samples::matrix()).page, "landscape");
    assert_eq!(read(samples::matrix()).header_rows, 2);
    assert_eq!(read(samples::form()).page, "");
    let turned = Document::new("t").on(Page::landscape());
    assert_eq!(read(turned).page, "landscape");
}

#[test]
fn two_tables_stay_two_and_the_body_does_not_end_with_one() {
    let table = || Table::new([1]).row(["x".into()]);
    let paper = Document::new("t").with(table()).with(table());
    let xml = part(
        &write(&paper.into(), Format::Docx).unwrap(),
        "word/document.xml",
    );
    assert_eq!(xml.matches("</w:tbl><w:p>").count(), 2);
}

#[test]
fn headings_are_styles_and_every_font_is_declared() {
    let bytes = write(&samples::report().into(), Format::Docx).unwrap();
    let xml = part(&bytes, "word/document.xml");
    let styles = part(&bytes, "word/styles.xml");
    for level in 1..=3 {
        let id = format!("Heading{level}\"");
        assert!(xml.contains(&id) && styles.contains(&id));
    }
    let fonts = part(&bytes, "word/fontTable.xml");
    for name in ["方正小标宋简体", "黑体", "楷体", "仿宋", "宋体"] {
        assert!(fonts.contains(&format!("w:name=\"{name}\"")), "{name}");
    }
    assert!(part(&bytes, "word/footer1.xml").contains("PAGE"));
}

/// GB/T 9704-2012: 22 lines of 28 characters of 三号, page numbers outside.
#[test]
fn an_official_page_has_its_lines_and_characters_and_page_numbers_outside() {
    let bytes = write(&samples::report().into(), Format::Docx).unwrap();
    let xml = part(&bytes, "word/document.xml");
    assert!(xml.contains(r#"<w:docGrid w:type="lines" w:linePitch="579"/>"#));
    assert!(xml.contains(r#"w:line="579" w:lineRule="exact""#));
    // 28 times (16 pt - 0.25 pt) are 441 pt of the 442 that stand between the margins.
    assert!(xml.contains(r#"<w:spacing w:val="-5"/><w:sz w:val="32"/>"#));
    assert!(part(&bytes, "word/settings.xml").contains("<w:evenAndOddHeaders/>"));
    let sides = [("word/footer1.xml", "right"), ("word/footer2.xml", "left")];
    for (footer, side) in sides {
        let footer = part(&bytes, footer);
        assert!(footer.contains(&format!(r#"<w:jc w:val="{side}"/>"#)));
        assert!(footer.contains(r#"<w:sz w:val="28"/>"#), "四号");
    }
}

#[test]
fn a_chart_has_a_bar_for_each_count() {
    let chart = Chart::new("各周", "份", [("第1周", 4), ("第2周", 2), ("第3周", 0)]);
    let found = read(Document::new("t").with(chart));
    let texts: Vec<Vec<&str>> = found
        .rows
        .iter()
        .map(|row| row.iter().map(|place| place.text.as_str()).collect())
        .collect();
    assert_eq!(
        texts,
        [
            vec!["第1周", "", "4 份"],
            vec!["第2周", "", "2 份"],
            vec!["第3周", "0 份"]
        ]
    );
    assert_eq!(found.rows[0][1].cols, 2 * found.rows[1][1].cols);
}

#[test]
fn an_empty_paper_is_a_paper() {
    let found = read(Document::new(""));
    assert_eq!(found.text, "");
    let bare = Document::new("t")
        .with(Block::title(""))
        .with(Table::new([]))
        .with(Table::new([1]).row(Vec::new()))
        .with(Chart::new("", "", Vec::<(String, u64)>::new()))
        .with(Paragraph::text("").align(Align::Center));
    assert_eq!(read(bare).rows.len(), 1);
}

#[test]
fn no_page_begins_among_the_closing_rows() {
    let mut sheet = Sheet::new("s", [12]).header(["头"]);
    (0..9).for_each(|_| sheet.push(["一".into()]));
    let kept = |sheet: &Sheet| {
        let bytes = write(&sheet.clone().into(), Format::Docx).unwrap();
        let xml = part(&bytes, "word/document.xml");
        let rows = xml.split("<w:tr>").skip(1);
        rows.filter(|row| row.contains("<w:keepNext/>")).count()
    };
    assert_eq!(kept(&sheet), 0);
    sheet.closing_rows = 3;
    assert_eq!(kept(&sheet), 3);
}
