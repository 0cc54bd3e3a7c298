//! Tables: fixed widths, header rows repeated, cells merged both ways.

use super::body::{self, Leading, Setting};
use super::twips;
use crate::export::document::{
    Align, Cell, Font, Grid, Paragraph, Row, Shade, Slot, Table, VerticalAlign,
};
use crate::export::look::ground;
use crate::export::xml::Xml;

pub(super) fn write(xml: &mut Xml, table: &Table, text_width: u16) {
    if let Some(caption) = &table.caption {
        let setting = Setting {
            leading: Some(Leading::AtLeast(160)),
            keep_next: true,
            ..Setting::close(Font::Heading, table.size)
        };
        let caption = Paragraph::text(caption.as_str()).align(Align::Center);
        body::paragraph(xml, &caption, setting);
    }
    if table.rows.is_empty() {
        return;
    }
    let grid = Grid::new(table);
    let widths = grid.widths(table, twips(text_width));
    frame(xml, &widths, true, |xml| {
        for (index, row) in table.rows.iter().enumerate() {
            xml.node("w:tr", &[], |xml| {
                row_properties(xml, table, row, index < table.header_rows);
                write_row(xml, table, &grid, &widths, index);
            });
        }
    });
}

/// A table's outer element: its width, its lines, its columns.
pub(super) fn frame(xml: &mut Xml, widths: &[u32], lines: bool, rows: impl FnOnce(&mut Xml)) {
    xml.node("w:tbl", &[], |xml| {
        xml.node("w:tblPr", &[], |xml| {
            let total = widths.iter().sum::<u32>().to_string();
            xml.leaf("w:tblW", &[("w:w", &total), ("w:type", "dxa")]);
            xml.leaf("w:jc", &[("w:val", "center")]);
            if lines {
                xml.node("w:tblBorders", &[], |xml| {
                    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
                        line(xml, &format!("w:{side}"), "single", "4");
                    }
                });
            }
            xml.leaf("w:tblLayout", &[("w:type", "fixed")]);
            xml.node("w:tblCellMar", &[], |xml| {
                for side in ["w:left", "w:right"] {
                    xml.leaf(side, &[("w:w", "85"), ("w:type", "dxa")]);
                }
            });
        });
        xml.node("w:tblGrid", &[], |xml| {
            for width in widths {
                xml.leaf("w:gridCol", &[("w:w", &width.to_string())]);
            }
        });
        rows(xml);
    });
}

fn line(xml: &mut Xml, side: &str, kind: &str, eighths: &str) {
    let attributes = [
        ("w:val", kind),
        ("w:sz", eighths),
        ("w:space", "0"),
        ("w:color", "auto"),
    ];
    xml.leaf(side, &attributes);
}

fn row_properties(xml: &mut Xml, table: &Table, row: &Row, header: bool) {
    xml.node("w:trPr", &[], |xml| {
        if header || !table.rows_may_split {
            xml.leaf("w:cantSplit", &[]);
        }
        if let Some(height) = row.min_height {
            let height = twips(height).to_string();
            xml.leaf("w:trHeight", &[("w:val", &height), ("w:hRule", "atLeast")]);
        }
        if header {
            xml.leaf("w:tblHeader", &[]);
        }
    });
}

fn write_row(xml: &mut Xml, table: &Table, grid: &Grid<'_>, widths: &[u32], row: usize) {
    let closing = table.closing_rows.min(table.rows.len());
    let keep_next = closing > 0 && row + closing >= table.rows.len();
    let mut col = 0;
    while col < grid.columns {
        let (cell, cols, merge) = match grid.rows[row][col] {
            Slot::Cell { cell, cols, rows } => {
                let merge = if rows > 1 { Merge::Begins } else { Merge::None };
                (Some(cell), cols, merge)
            }
            // The first place of a row that a cell above covers: Word wants a cell there that goes on with it.
            Slot::Covered { row, col } => {
                let cols = match grid.rows[row][col] {
                    Slot::Cell { cols, .. } => cols,
                    Slot::Covered { .. } | Slot::Blank => 1,
                };
                (grid.owner(row, col), cols, Merge::GoesOn)
            }
            Slot::Blank => (None, 1, Merge::None),
        };
        let width = widths[col..col + cols].iter().sum();
        let span = Span {
            width,
            cols,
            merge,
            keep_next,
        };
        write_cell(xml, table, cell, span);
        col += cols;
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Merge {
    None,
    Begins,
    GoesOn,
}

struct Span {
    width: u32,
    cols: usize,
    merge: Merge,
    /// Stays on the page of the next row.
    keep_next: bool,
}

fn write_cell(xml: &mut Xml, table: &Table, cell: Option<&Cell>, span: Span) {
    xml.node("w:tc", &[], |xml| {
        xml.node("w:tcPr", &[], |xml| {
            let width = span.width.to_string();
            xml.leaf("w:tcW", &[("w:w", &width), ("w:type", "dxa")]);
            if span.cols > 1 {
                xml.leaf("w:gridSpan", &[("w:val", &span.cols.to_string())]);
            }
            match span.merge {
                Merge::None => {}
                Merge::Begins => xml.leaf("w:vMerge", &[("w:val", "restart")]),
                Merge::GoesOn => xml.leaf("w:vMerge", &[]),
            }
            if let Some(colour) = cell.and_then(|cell| ground(cell.shade)) {
                shading(xml, colour);
            }
            let valign = match cell.map(|cell| cell.valign) {
                Some(VerticalAlign::Top) => "top",
                Some(VerticalAlign::Bottom) => "bottom",
                Some(VerticalAlign::Middle) | None => "center",
            };
            xml.leaf("w:vAlign", &[("w:val", valign)]);
        });
        let font = match cell.map(|cell| cell.shade) {
            Some(Shade::Header) => Font::Heading,
            _ => Font::Body,
        };
        let setting = Setting {
            keep_next: span.keep_next,
            ..Setting::close(font, table.size)
        };
        let paragraphs = match cell {
            Some(cell) if span.merge != Merge::GoesOn => cell.paragraphs.as_slice(),
            _ => &[],
        };
        for text in paragraphs {
            body::paragraph(xml, text, setting);
        }
        if paragraphs.is_empty() {
            body::paragraph(xml, &Paragraph::default(), setting);
        }
    });
}

pub(super) fn shading(xml: &mut Xml, colour: &str) {
    let attributes = [("w:val", "clear"), ("w:color", "auto"), ("w:fill", colour)];
    xml.leaf("w:shd", &attributes);
}
