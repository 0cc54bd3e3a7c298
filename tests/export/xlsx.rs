//! Excel files, read by another library than the one that wrote them.

use std::io::{Cursor, Read};

use anyue::export::document::{self, Block, Document, Table, VerticalAlign};
use anyue::export::sheet::{Cell, Sheet, Workbook};
use anyue::export::value::Number;
use anyue::export::{Export, Format, write};
use calamine::{Data, Reader, Xlsx};

use crate::export::samples;

pub(super) type Book = Xlsx<Cursor<Vec<u8>>>;

pub(super) fn open(export: impl Into<Export>) -> Book {
    let bytes = write(&export.into(), Format::Xlsx).unwrap();
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

pub(super) fn rows(book: &mut Book, index: usize) -> Vec<Vec<Data>> {
    let range = book.worksheet_range_at(index).unwrap().unwrap();
    assert_eq!(
        range.start(),
        Some((0, 0)),
        "the first row and column are used"
    );
    range.rows().map(<[Data]>::to_vec).collect()
}

fn part(export: impl Into<Export>, name: &str) -> String {
    let bytes = write(&export.into(), Format::Xlsx).unwrap();
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    let mut part = package.by_name(name).unwrap();
    part.read_to_string(&mut text).unwrap();
    text
}

#[test]
fn values_keep_their_kinds() {
    let mut book = open(samples::ledger());
    let rows = rows(&mut book, 0);
    assert_eq!(rows[0][0], Data::String("隐患台账".to_owned()));
    assert_eq!(rows[1][9], Data::String("费用（元）".to_owned()));
    assert_eq!(rows[2][0], Data::Float(1.0));
    assert_eq!(rows[2][9], Data::Float(1234.56));
    assert_eq!(rows[3][9], Data::Float(-5.0));
    assert_eq!(rows[3][3], Data::String(samples::NASTY_READ.to_owned()));
    assert_eq!(rows[3][5], Data::String("-停用".to_owned()));
    assert_eq!(rows[3][8], Data::Empty);
    let Data::DateTime(day) = rows[2][1] else {
        panic!("a day, not {:?}", rows[2][1]);
    };
    assert_eq!(day.as_f64(), 43985.0, "3 June 2020");
}

#[test]
fn a_text_that_looks_like_a_number_stays_a_text() {
    let mut sheet = Sheet::new("s", [20]);
    for text in ["00512", "91320508MA1MABCD1X", "1e5", "=1+1"] {
        sheet.push([text.into()]);
    }
    let long = i64::MAX;
    sheet.push([Cell::integer(long)]);
    sheet.push([Cell::number(Number::percent(9375, 4))]);
    let rows = rows(&mut open(sheet), 0);
    let text = |text: &str| Data::String(text.to_owned());
    assert_eq!(rows[0][0], text("00512"));
    assert_eq!(rows[1][0], text("91320508MA1MABCD1X"));
    assert_eq!(rows[2][0], text("1e5"));
    assert_eq!(rows[3][0], text("=1+1"));
    // Excel keeps fifteen digits: a longer number is a text, with all of them.
    assert_eq!(rows[4][0], text(&long.to_string()));
    assert_eq!(rows[5][0], Data::Float(0.9375));
}

#[test]
fn merges_are_where_the_sheet_said() {
    let mut book = open(samples::matrix());
    let mut merges: Vec<_> = book
        .merge_cells_by_sheet_name("报送进度")
        .unwrap()
        .into_iter()
        .map(|merge| (merge.start, merge.end))
        .collect();
    merges.sort_unstable();
    // Title and lead take the rows 0 and 1, the header begins in row 2.
    let expected = [
        ((0, 0), (0, 9)),
        ((1, 0), (1, 9)),
        ((2, 0), (3, 0)),
        ((2, 1), (3, 1)),
        ((2, 3), (2, 6)),
        ((2, 8), (3, 8)),
        ((2, 9), (3, 9)),
        ((4, 0), (9, 0)),
        ((10, 0), (15, 0)),
        ((16, 0), (21, 0)),
        ((22, 0), (27, 0)),
        ((28, 0), (28, 9)),
    ];
    assert_eq!(merges, expected);
}

#[test]
fn the_header_stays_on_screen_and_on_every_page() {
    let xml = part(samples::matrix(), "xl/worksheets/sheet1.xml");
    assert!(
        xml.contains(r#"<pane xSplit="2" ySplit="4" topLeftCell="C5""#),
        "{xml}"
    );
    assert!(xml.contains(r#"paperSize="9""#) && xml.contains(r#"orientation="landscape""#));
    assert!(xml.contains(r#"<pageSetUpPr fitToPage="1"/>"#) && xml.contains(r#"fitToHeight="0""#));
    let book = part(samples::matrix(), "xl/workbook.xml");
    assert!(
        book.contains("_xlnm.Print_Titles") && book.contains("$3:$4"),
        "{book}"
    );
}

#[test]
fn tab_names_are_legal() {
    let names: Vec<String> = samples::all()
        .into_iter()
        .flat_map(|(_, export)| open(export).sheet_names())
        .collect();
    assert!(names.contains(&"联络员 通讯录".to_owned()), "{names:?}");
    for name in names {
        assert!((1..=31).contains(&name.encode_utf16().count()), "{name}");
        assert!(
            !name.contains(['[', ']', ':', '*', '?', '/', '\\']),
            "{name}"
        );
    }
}

#[test]
fn a_report_has_its_tables_and_a_native_chart() {
    let mut book = open(samples::report());
    let names = book.sheet_names();
    assert_eq!(
        names,
        ["正文", "各周报送份数", "表1 主要指标", "二、逾期单位"]
    );
    let totals = rows(&mut book, 2);
    assert_eq!(totals[4][2], Data::Float(4224.0));
    let weeks = rows(&mut book, 1);
    assert_eq!(weeks[1][1], Data::Float(24.0));
    let chart = part(samples::report(), "xl/charts/chart1.xml");
    assert!(
        chart.contains("barChart") && chart.contains("!$B$2:$B$5"),
        "{chart}"
    );
}

#[test]
fn a_form_is_one_sheet_that_reads_from_the_top() {
    let mut book = open(samples::form());
    let rows = rows(&mut book, 0);
    assert_eq!(rows[0][0], Data::String("附件1".to_owned()));
    let title = "姑苏区民卫系统“安全生产月”活动联络员推荐表";
    assert_eq!(rows[1][0], Data::String(title.to_owned()));
    assert_eq!(rows[2][0], Data::String("姓名*".to_owned()));
    assert_eq!(
        rows.last().unwrap()[0],
        Data::String("注：*为必填项".to_owned())
    );
}

#[test]
fn what_excel_cannot_take_is_cut_and_said() {
    let mut sheet = Sheet::new("s", [20]);
    sheet.push(["安".repeat(40_000).into()]);
    let rows = rows(&mut open(sheet), 0);
    let text = rows[0][0].to_string();
    assert!(
        text.ends_with("全文见 Word 文档或网页】"),
        "the cut is said"
    );
    assert!(text.encode_utf16().count() < 32_768);
}

#[test]
fn an_empty_workbook_is_a_workbook() {
    let book = open(Workbook::new("空", []));
    assert_eq!(book.sheet_names(), ["空表"]);
    let book = open(Sheet::new("", []));
    assert_eq!(book.sheet_names(), ["表"]);
}

#[test]
fn a_sheet_too_wide_for_one_page_is_cut_between_sections_with_its_title_and_frozen_columns_on_each()
{
    const PER_SECTION: usize = 10;
    let print = |sections: usize| {
        let columns = 2 + sections * PER_SECTION;
        let mut sheet = Sheet::new("s", vec![12; columns])
            .title("2020年 甲&乙（各单位一览）")
            .header(vec!["十个字的指标名称如此"; columns])
            .header(vec!["人次"; columns])
            .freeze_columns(2)
            .landscape();
        for section in 0..sections {
            sheet.merge(0, 2 + section * PER_SECTION, 1, PER_SECTION);
        }
        sheet.push(vec!["一到十的大写数字".into(); columns]);
        let settings = part(sheet.clone(), "xl/worksheets/sheet1.xml");
        (settings, part(sheet, "xl/workbook.xml"))
    };
    let (settings, names) = print(1);
    assert!(settings.contains(r#"fitToHeight="0""#) && !settings.contains("<colBreaks"));
    assert!(!names.contains("$A:$B"), "{names}");
    let (settings, names) = print(3);
    // Nothing is fitted, else Excel would overlook the breaks; no merged line reaches over one.
    assert!(!settings.contains("fitToPage"), "{settings}");
    for said in [
        r#"<colBreaks count="2" manualBreakCount="2"><brk id="12""#,
        r#"<brk id="22""#,
        "&amp;R&amp;9 2020年 甲&amp;&amp;乙",
        r#"<mergeCell ref="A1:L1"/>"#,
    ] {
        assert!(settings.contains(said), "{said}: {settings}");
    }
    assert!(names.contains("$A:$B"), "{names}");
}

#[test]
fn what_is_read_together_at_the_end_is_not_printed_on_a_page_of_its_own() {
    let settings = |rows: usize, closing: usize| {
        let mut sheet = Sheet::new("s", [12; 8]).header(["头"; 8]).landscape();
        (0..rows).for_each(|_| sheet.push(vec!["一".into(); 8]));
        sheet.closing_rows = closing;
        part(sheet, "xl/worksheets/sheet1.xml")
    };
    for (rows, closing, is_one_page) in [(30, 6, true), (30, 0, false), (90, 6, false)] {
        let found = settings(rows, closing);
        let as_many_as_it_takes = found.contains(r#"fitToHeight="0""#);
        assert_eq!(!as_many_as_it_takes, is_one_page, "{rows} {closing}");
    }
}

#[test]
fn a_form_s_words_stand_at_the_top_of_their_cells_in_rows_with_room_to_write() {
    let table = Table::new([1, 1]).row([
        document::Cell::text("项目").valign(VerticalAlign::Top),
        document::Cell::text("甲"),
    ]);
    let mut form = Document::new("表").with(Block::title("表"));
    form.push(Block::Table(Table {
        rows: table.rows.into_iter().map(|row| row.at_least(20)).collect(),
        ..Table::new([1, 1])
    }));
    let styles = part(form.clone(), "xl/styles.xml");
    assert!(styles.contains(r#"vertical="top""#), "{styles}");
    let sheet = part(form, "xl/worksheets/sheet1.xml");
    // 20 mm are 56.7 points; Excel keeps quarters of a point on a screen.
    assert!(sheet.contains(r#"ht="57"#), "{sheet}");
}

#[test]
fn a_title_that_needs_two_lines_has_them_about_as_long_as_each_other() {
    let title = "2020年姑苏区民卫系统“安全生产月”活动隐患台账";
    let sheet = Sheet::new("台账", [13; 5]).title(title).header(["甲"; 5]);
    let rows = rows(&mut open(Export::from(sheet)), 0);
    let lines = "2020年姑苏区民卫系统\n“安全生产月”活动隐患台账";
    assert_eq!(rows[0][0], Data::String(lines.to_owned()));
}
