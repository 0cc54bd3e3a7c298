//! Cells of workbooks, as Excel shows them, and what they may cost.

use rust_xlsxwriter::{Format, Formula, Workbook};

use super::*;

fn page(book: &mut Workbook) -> Page {
    let bytes = book.save_to_buffer().unwrap();
    read(&bytes, Package::open(&bytes).unwrap()).unwrap()
}

#[test]
fn cells_read_as_they_show() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("第2周").unwrap();
    sheet
        .merge_range(1, 1, 1, 3, "标题", &Format::new())
        .unwrap();
    sheet.write(3, 1, "甲\n乙").unwrap();
    sheet.write(3, 2, 1280).unwrap();
    sheet.write(3, 3, 1.5).unwrap();
    sheet.write(3, 4, true).unwrap();
    sheet
        .write_formula(4, 1, Formula::new("=1+2").set_result("3"))
        .unwrap();
    sheet
        .write_formula(4, 2, Formula::new("=1+2").set_result(""))
        .unwrap();
    let page = page(&mut book);
    assert_eq!(page.tables[0].name, "第2周");
    let found: Vec<(usize, usize, usize, String)> = page
        .cells()
        .map(|(_, row, cell)| (row.index, cell.column, cell.span, cell.text().into_owned()))
        .collect();
    let text = |row, column, span, text: &str| (row, column, span, text.to_owned());
    assert_eq!(
        found[..6],
        [
            text(1, 1, 3, "标题"),
            text(3, 1, 1, "甲\n乙"),
            text(3, 2, 1, "1280"),
            text(3, 3, 1, "1.5"),
            text(3, 4, 1, "true"),
            text(4, 1, 1, "3"),
        ]
    );
}

#[test]
fn what_a_sparse_sheet_costs_does_not_depend_on_where_its_cells_are() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "甲").unwrap();
    sheet.write(1_048_575, 16_383, "乙").unwrap();
    let page = page(&mut book);
    assert_eq!(page.tables[0].rows.len(), 2);
    assert_eq!(page.tables[0].rows[1].index, 1_048_575);
}

#[test]
fn many_sheets_are_refused() {
    let mut book = Workbook::new();
    for _ in 0..=limits::SHEETS {
        book.add_worksheet();
    }
    let bytes = book.save_to_buffer().unwrap();
    let read = read(&bytes, Package::open(&bytes).unwrap());
    assert_eq!(read, Err(Refusal::TooLarge("工作表个数")));
}
