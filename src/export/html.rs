//! A web page: a [`Document`] as one self-contained file, for the screen, for mail and for printing.
//!
//! No script, no font, no picture from elsewhere; the page's own policy forbids them. It is well-formed XML too.

mod chart;
mod style;

use std::ops::Range;

use super::document::{
    Align, Block, Cell, Document, Font, Grid, Paragraph, Row, Run, Size, Slot, Table, VerticalAlign,
};
use super::look::ground;
use super::xml::{self, Xml};

const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// The document as the bytes of an `.html` file.
pub(super) fn write(document: &Document) -> Vec<u8> {
    let mut xml = Xml::bare();
    xml.raw("<!DOCTYPE html>\n");
    xml.node("html", &[("lang", "zh-CN")], |xml| {
        xml.node("head", &[], |xml| {
            xml.leaf("meta", &[("charset", "utf-8")]);
            let policy = [
                ("http-equiv", "Content-Security-Policy"),
                ("content", POLICY),
            ];
            xml.leaf("meta", &policy);
            let view = [
                ("name", "viewport"),
                ("content", "width=device-width, initial-scale=1"),
            ];
            xml.leaf("meta", &view);
            xml.text_node("title", &[], &document.title);
            xml.node("style", &[], |xml| xml.raw(&style::sheet(document)));
        });
        xml.node("body", &[], |xml| {
            for block in &document.blocks {
                xml.raw("\n");
                write_block(xml, block);
            }
        });
    });
    xml.raw("\n");
    xml.into_bytes()
}

fn write_block(xml: &mut Xml, block: &Block) {
    match block {
        Block::Title(text) => xml.node("h1", &[], |xml| lines(xml, text)),
        Block::Heading { level, text } => {
            let name = format!("h{}", (level + 1).min(6));
            xml.node(&name, &[], |xml| lines(xml, text));
        }
        Block::Paragraph(text) => paragraph(xml, text),
        Block::Table(shape) => table(xml, shape),
        Block::Chart(shape) => chart::write(xml, shape),
        Block::PageBreak => xml.node("div", &[("class", "page")], |_| {}),
    }
}

fn paragraph(xml: &mut Xml, shape: &Paragraph) {
    let mut style = String::new();
    if let Some(side) = side(shape.align) {
        style += &format!("text-align:{side};");
    }
    if shape.indent_chars > 0 {
        style += &format!("text-indent:{}em;", shape.indent_chars);
    }
    if shape.end_chars > 0 {
        style += &format!("padding-right:{}em;", shape.end_chars);
    }
    styled(xml, "p", &style, |xml| {
        for run in &shape.runs {
            write_run(xml, run);
        }
    });
}

fn write_run(xml: &mut Xml, run: &Run) {
    let mut style = String::new();
    if run.bold {
        style += "font-weight:bold;";
    }
    if run.underline {
        style += "text-decoration:underline;";
    }
    if let Some(font) = run.font {
        style += &format!("font-family:{};", style::family(font));
    }
    if let Some(size) = run.size {
        style += &format!("font-size:{}pt;", size.points());
    }
    if style.is_empty() {
        lines(xml, &run.text);
    } else {
        styled(xml, "span", &style, |xml| lines(xml, &run.text));
    }
}

fn table(xml: &mut Xml, table: &Table) {
    let grid = Grid::new(table);
    let style = if table.size == Size::WU_HAO {
        String::new()
    } else {
        format!("font-size:{}pt;", table.size.points())
    };
    // The attribute is for office programs and mail, which know no style sheet; browsers follow the sheet.
    let mut attributes = vec![("border", "1")];
    if !style.is_empty() {
        attributes.push(("style", style.as_str()));
    }
    xml.node("table", &attributes, |xml| {
        if let Some(caption) = &table.caption {
            xml.node("caption", &[], |xml| lines(xml, caption));
        }
        xml.node("colgroup", &[], |xml| {
            for width in grid.widths(table, 1000) {
                let width = format!("width:{}.{}%", width / 10, width % 10);
                xml.leaf("col", &[("style", &width)]);
            }
        });
        let header = table.header_rows.min(grid.rows.len());
        if header > 0 {
            xml.node("thead", &[], |xml| {
                rows(xml, &grid, 0..header, &table.rows, "th");
            });
        }
        let class = if table.rows_may_split {
            "long"
        } else {
            "whole"
        };
        xml.node("tbody", &[("class", class)], |xml| {
            rows(xml, &grid, header..grid.rows.len(), &table.rows, "td");
        });
    });
}

fn rows(xml: &mut Xml, grid: &Grid<'_>, range: Range<usize>, shapes: &[Row], name: &str) {
    for row in range {
        xml.raw("\n");
        let height = shapes[row].min_height;
        let style = height.map_or_else(String::new, |mm| format!("height:{mm}mm;"));
        styled(xml, "tr", &style, |xml| {
            for slot in &grid.rows[row] {
                match *slot {
                    Slot::Cell { cell, cols, rows } => write_cell(xml, name, cell, (cols, rows)),
                    Slot::Covered { .. } => {}
                    Slot::Blank => xml.node(name, &[], |_| {}),
                }
            }
        });
    }
}

fn write_cell(xml: &mut Xml, name: &str, cell: &Cell, (cols, rows): (usize, usize)) {
    let mut style = String::new();
    if let Some(colour) = ground(cell.shade) {
        style += &format!("background:#{colour};");
    }
    match cell.valign {
        VerticalAlign::Top => style += "vertical-align:top;",
        VerticalAlign::Bottom => style += "vertical-align:bottom;",
        VerticalAlign::Middle => {}
    }
    let (cols, rows) = (cols.to_string(), rows.to_string());
    let mut attributes = Vec::new();
    if cols != "1" {
        attributes.push(("colspan", cols.as_str()));
    }
    if rows != "1" {
        attributes.push(("rowspan", rows.as_str()));
    }
    if !style.is_empty() {
        attributes.push(("style", style.as_str()));
    }
    xml.node(name, &attributes, |xml| {
        for text in &cell.paragraphs {
            paragraph(xml, text);
        }
    });
}

fn styled(xml: &mut Xml, name: &str, style: &str, inside: impl FnOnce(&mut Xml)) {
    if style.is_empty() {
        xml.node(name, &[], inside);
    } else {
        xml.node(name, &[("style", style)], inside);
    }
}

fn lines(xml: &mut Xml, text: &str) {
    for (index, line) in xml::clean(text).split('\n').enumerate() {
        if index > 0 {
            xml.leaf("br", &[]);
        }
        xml.text(line);
    }
}

fn side(align: Align) -> Option<&'static str> {
    match align {
        Align::Left => None,
        Align::Center => Some("center"),
        Align::Right => Some("right"),
        Align::Justify => Some("justify"),
    }
}

/// The headings' faces, as Word has them.
fn heading_font(level: u8) -> Font {
    match level {
        1 => Font::Heading,
        2 => Font::Subheading,
        _ => Font::Body,
    }
}
