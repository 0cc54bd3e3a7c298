//! A workbook as a document: for Word, web pages and Markdown.

use super::strips::{LYING, strips};
use crate::export::document::{
    Block, Cell, Document, Font, Orientation, Page, Paragraph, Row, Run, Shade, Size, Table,
};
use crate::export::sheet::{self, Merge, Sheet, Workbook};

/// Narrow characters that fit across an upright A4 page in 五号.
const UPRIGHT: u32 = 90;
/// Narrow characters that fit across A4 on its side in 五号.
const SIDEWAYS: u32 = 140;

pub(crate) fn document_of(workbook: &Workbook) -> Document {
    let wide = |sheet: &Sheet| {
        sheet.print.orientation == Orientation::Landscape || characters(sheet) > SIDEWAYS
    };
    let page = if workbook.sheets.iter().any(wide) {
        Page::landscape()
    } else {
        Page::portrait()
    };
    let mut document = Document::new(workbook.title.as_str()).on(page);
    // What stands around a table is as large as what stands in it.
    document.size = Size::WU_HAO;
    for (index, sheet) in workbook.sheets.iter().enumerate() {
        if index > 0 {
            document.push(Block::PageBreak);
        }
        write_sheet(&mut document, sheet);
    }
    document
}

fn write_sheet(document: &mut Document, sheet: &Sheet) {
    if let Some(mark) = &sheet.mark {
        let mark = Run::new(mark.as_str()).font(Font::Heading);
        document.push(Paragraph::new([mark]));
    }
    let title = sheet.title.as_deref().unwrap_or(&sheet.name);
    document.push(Block::title(title));
    for line in &sheet.lead {
        document.push(Paragraph::text(line.as_str()));
    }
    if !sheet.header.is_empty() || !sheet.rows.is_empty() {
        let parts = strips(sheet);
        let count = parts.len();
        for (index, part) in parts.iter().enumerate() {
            let mut table = table_of(part, document.page);
            if count > 1 {
                table.caption = Some(format!("第{}部分，共{count}部分", index + 1));
            }
            document.push(table);
        }
    }
    for line in &sheet.notes {
        document.push(Paragraph::text(line.as_str()));
    }
    for chart in &sheet.charts {
        document.push(chart.clone());
    }
}

/// A sheet's header and rows, with the spans of its merges.
pub(crate) fn table_of(sheet: &Sheet, page: Page) -> Table {
    let fits = match page.orientation {
        Orientation::Portrait => UPRIGHT,
        Orientation::Landscape => SIDEWAYS,
    };
    let across = characters(sheet);
    let mut table = Table::new(sheet.columns.iter().map(|column| column.width));
    table.size = match across {
        _ if across <= fits => Size::WU_HAO,
        _ if across <= LYING => Size::XIAO_WU,
        _ => Size::LIU_HAO,
    };
    table.header_rows = sheet.header.len();
    table.closing_rows = sheet.closing_rows;
    let merges = sheet.placed_merges();
    let lines = sheet.header.iter().chain(&sheet.rows);
    for (row, cells) in lines.enumerate() {
        // A merge may begin beyond the row's last cell; its place must still be said.
        let cells = (0..sheet.width())
            .filter_map(|col| cell_of(cells.get(col), &merges, row, col))
            .collect::<Vec<_>>();
        let mut row = Row::from(cells);
        row.min_height = (sheet.least_height > 0).then_some(sheet.least_height);
        table.push(row);
    }
    table
}

fn cell_of(cell: Option<&sheet::Cell>, merges: &[Merge], row: usize, col: usize) -> Option<Cell> {
    let merge = merges.iter().find(|merge| merge.holds(row, col));
    let span = match merge {
        Some(merge) if (merge.row, merge.col) == (row, col) => (merge.cols, merge.rows),
        Some(_) => return None,
        None => (1, 1),
    };
    let Some(cell) = cell else {
        return Some(Cell::empty().span(span.0, span.1));
    };
    let shown = Cell::value(cell.value.clone())
        .span(span.0, span.1)
        .align(cell.alignment())
        .valign(cell.valign)
        .shade(cell.shade);
    // A header's face is heavy already.
    Some(if cell.bold && cell.shade != Shade::Header {
        shown.bold()
    } else {
        shown
    })
}

fn characters(sheet: &Sheet) -> u32 {
    sheet
        .columns
        .iter()
        .map(|column| u32::from(column.width))
        .sum()
}

#[cfg(test)]
mod tests {
    //! Sheets that become tables of a document.

    use super::*;
    use crate::export::document::{Align, Grid};

    #[test]
    fn merges_become_spans_and_short_rows_are_filled() {
        let mut sheet = Sheet::new("s", [10, 10, 10]).header(["a", "b", "c"]);
        sheet.push(["1".into()]);
        sheet.push([sheet::Cell::integer(2), "3".into(), "covered".into()]);
        sheet.merge(1, 0, 2, 1);
        sheet.merge(2, 1, 1, 2);
        let table = table_of(&sheet, Page::portrait());
        let grid = Grid::new(&table);
        let at = |row, col| grid.owner(row, col).map(Cell::plain).unwrap_or_default();
        assert_eq!((table.header_rows, grid.columns), (1, 3));
        assert_eq!(
            [at(1, 0), at(2, 0), at(2, 1), at(2, 2)],
            ["1", "1", "3", "3"]
        );
    }

    #[test]
    fn a_wide_sheet_lies_on_its_side_in_small_type() {
        let wide = Sheet::new("s", [30; 6]).header(["a"; 6]);
        let document = document_of(&wide.into());
        assert_eq!(document.page, Page::landscape());
        assert_eq!(
            document.tables().next().expect("the sheet is a table").size,
            Size::XIAO_WU
        );
    }

    #[test]
    fn numbers_stay_numbers_at_the_right() {
        let mut sheet = Sheet::new("s", [10]);
        sheet.push([sheet::Cell::integer(-7)]);
        let table = table_of(&sheet, Page::portrait());
        let cell = &table.rows[0].cells[0];
        assert_eq!(cell.content(), sheet.rows[0][0].value);
        assert_eq!(cell.paragraphs[0].align, Align::Right);
    }
}
