//! A paper with a grid as other programs write it: their runs, their way to say that a cell reaches over others. What stands
//! on it is the test's.

use anyue::export::document::{Block, Document, Grid, Slot, Table};

use crate::intake::documents::{cell, finished, paragraph};
use crate::intake::make::Dice;
use crate::intake::producers::Producer;

/// A document's words and tables as a program writes them, without its looks.
pub fn laid_out(producer: Producer, document: &Document, dice: &mut Dice) -> Vec<u8> {
    let mut body = String::new();
    for block in &document.blocks {
        body.push_str(&match block {
            Block::Title(text) | Block::Heading { text, .. } => paragraph(producer, text, dice),
            Block::Paragraph(text) => paragraph(producer, &text.plain(), dice),
            Block::Table(table) => spanned(producer, table, dice),
            Block::Chart(_) | Block::PageBreak => String::new(),
        });
    }
    finished(producer, &body)
}

/// A table whose cells reach over columns and rows, as Word's language says it: a cell that goes on is there once more.
fn spanned(producer: Producer, table: &Table, dice: &mut Dice) -> String {
    let grid = Grid::new(table);
    let wide = |cols| format!("<w:gridSpan w:val=\"{cols}\"/>");
    let mut rows = String::new();
    for (at, line) in grid.rows.iter().enumerate() {
        rows.push_str("<w:tr>");
        for (col, slot) in line.iter().enumerate() {
            rows.push_str(&match *slot {
                Slot::Cell {
                    cell: own,
                    cols,
                    rows,
                } => {
                    let down = match rows {
                        1 => "",
                        _ => "<w:vMerge w:val=\"restart\"/>",
                    };
                    cell(producer, &own.plain(), &(wide(cols) + down), dice)
                }
                Slot::Covered { row, col: first } if row < at && first == col => {
                    let Slot::Cell { cols, .. } = grid.rows[row][first] else {
                        panic!("a cell begins there");
                    };
                    cell(producer, "", &(wide(cols) + "<w:vMerge/>"), dice)
                }
                Slot::Covered { .. } => String::new(),
                Slot::Blank => cell(producer, "", "", dice),
            });
        }
        rows.push_str("</w:tr>");
    }
    let columns = "<w:gridCol/>".repeat(grid.columns);
    format!("<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl><w:p/>")
}
