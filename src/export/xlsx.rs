//! Excel: a [`Workbook`] with merges, widths, a header that stays, print set-up, native charts, and numbers as numbers.

mod chart;
mod layout;
mod name;

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Worksheet, XlsxError,
};

use super::ExportError;
use super::document::{Align, Font, Orientation, Shade, VerticalAlign};
use super::look::{face, ground};
use super::sheet::{Cell, Division, Merge, Sheet, Workbook};
use super::value::{Number, NumberFormat, Value};
use super::xml::clean;
use crate::text::sanitize;
use crate::text::wrap::balanced;

/// Excel takes 32 767 characters in a cell, counted in UTF-16; half as many `char`s always fit.
const MAX_CHARS: usize = 16_000;
const TEXT_SIZE: f64 = 10.5;
const PAPER_A4: u8 = 9;

/// The workbook as the bytes of an `.xlsx` file.
pub(super) fn write(workbook: &Workbook) -> Result<Vec<u8>, ExportError> {
    let mut file = rust_xlsxwriter::Workbook::new();
    // A fixed day instead of today's: the same workbook is the same file.
    let made = ExcelDateTime::from_ymd(2020, 1, 1)?;
    let properties = DocProperties::new()
        .set_title(clean(&workbook.title))
        .set_author("安月")
        .set_creation_datetime(&made);
    file.set_properties(&properties);
    let names = name::tab_names(workbook.sheets.iter().map(|sheet| sheet.name.as_str()));
    for (sheet, name) in workbook.sheets.iter().zip(names) {
        let tab = file.add_worksheet();
        tab.set_name(&name)?;
        write_sheet(tab, &sheet.narrowed(layout::PAGE), &name)?;
    }
    if workbook.sheets.is_empty() {
        file.add_worksheet().set_name("空表")?;
    }
    Ok(file.save_to_buffer()?)
}

fn write_sheet(tab: &mut Worksheet, sheet: &Sheet, name: &str) -> Result<(), ExportError> {
    for (col, width) in layout::widths(sheet).into_iter().enumerate() {
        tab.set_column_width(column(col)?, f64::from(width))?;
    }
    // What runs across the table ends with its first page: merged over several it would be cut where a page ends.
    let last = column(layout::first_page(sheet).end)? - 1;
    let mut at = 0;
    for (text, look) in layout::lines_above(sheet) {
        line(tab, &mut at, last, text, look, sheet)?;
    }
    let top = at;
    write_table(tab, sheet, top)?;
    at += row(sheet.header.len() + sheet.rows.len())?;
    for note in &sheet.notes {
        line(tab, &mut at, last, note, Look::Line, sheet)?;
    }
    for shape in &sheet.charts {
        at = chart::write(tab, shape, name, at)?;
    }
    set_up(tab, sheet, top)?;
    Ok(())
}

/// Print set-up, and what stays while scrolling.
fn set_up(tab: &mut Worksheet, sheet: &Sheet, top: u32) -> Result<(), ExportError> {
    tab.set_paper_size(PAPER_A4);
    match sheet.print.orientation {
        Orientation::Portrait => tab.set_portrait(),
        Orientation::Landscape => tab.set_landscape(),
    };
    let division = sheet.divided(layout::PAGE);
    if division.groups.len() == 1 {
        tab.set_print_fit_to_pages(1, layout::pages_down(sheet));
    } else {
        cut(tab, sheet, &division)?;
    }
    tab.set_print_center_horizontally(true);
    tab.set_margins(0.6, 0.6, 0.7, 0.7, 0.3, 0.35);
    tab.set_footer("&C第 &P 页，共 &N 页");
    let header = row(sheet.header.len())?;
    if header > 0 {
        tab.set_repeat_rows(top, top + header - 1)?;
    }
    if header > 0 || sheet.freeze_columns > 0 {
        let below = if header > 0 { top + header } else { 0 };
        tab.set_freeze_panes(below, column(sheet.freeze_columns)?)?;
    }
    Ok(())
}

/// Pages side by side, each with what says whose columns they are: the frozen ones, and the title in small type at its
/// head. Excel looks at breaks only where it is not told to fit the sheet, so that the scale is worked out here.
fn cut(tab: &mut Worksheet, sheet: &Sheet, division: &Division) -> Result<(), ExportError> {
    /// Excel takes no longer header, codes and all.
    const LONGEST: usize = 200;
    let starts = division.groups.iter().skip(1).map(|group| group.start);
    let breaks: Result<Vec<u32>, _> = starts.map(row).collect();
    tab.set_vertical_page_breaks(&breaks?)?;
    tab.set_print_scale(layout::scale(sheet, division));
    if division.repeated > 0 {
        tab.set_repeat_columns(0, column(division.repeated - 1)?)?;
    }
    if let Some(title) = &sheet.title {
        let title: String = title.replace('&', "&&").chars().take(LONGEST).collect();
        // The space keeps a title that begins with a year out of the size.
        tab.set_header(format!("&R&9 {title}"));
    }
    Ok(())
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Look {
    Mark,
    Title,
    Line,
}

/// A line of text across all columns.
fn line(
    tab: &mut Worksheet,
    at: &mut u32,
    last: u16,
    text: &str,
    look: Look,
    sheet: &Sheet,
) -> Result<(), ExportError> {
    let font = match look {
        Look::Title => Font::Title,
        Look::Mark => Font::Heading,
        Look::Line => Font::Small,
    };
    let size = if look == Look::Title { 18.0 } else { TEXT_SIZE };
    let side = match look {
        Look::Title => FormatAlign::Center,
        Look::Mark | Look::Line => FormatAlign::Left,
    };
    let format = Format::new()
        .set_font_name(face(font).name)
        .set_font_size(size)
        .set_align(side)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap();
    let text = match look {
        Look::Title => balanced(&fitting(text), layout::title_columns(sheet)),
        _ => fitting(text),
    };
    if last > 0 {
        tab.merge_range(*at, 0, *at, last, &text, &format)?;
    } else {
        tab.write_string_with_format(*at, 0, &text, &format)?;
    }
    tab.set_row_height(*at, layout::line_height(sheet, &text, look == Look::Title))?;
    *at += 1;
    Ok(())
}

fn write_table(tab: &mut Worksheet, sheet: &Sheet, top: u32) -> Result<(), ExportError> {
    let merges = sheet.placed_merges();
    let heights = layout::row_heights(sheet, &merges);
    let empty = Cell::empty();
    for (index, cells) in sheet.header.iter().chain(&sheet.rows).enumerate() {
        let y = top + row(index)?;
        tab.set_row_height(y, heights[index])?;
        for col in 0..sheet.width() {
            let cell = cells.get(col).unwrap_or(&empty);
            let x = column(col)?;
            let format = format_of(cell, sheet.ruled);
            match merges.iter().find(|merge| merge.holds(index, col)) {
                Some(merge) if (merge.row, merge.col) == (index, col) => {
                    merge_places(tab, *merge, y, x, &format)?;
                }
                Some(_) => continue,
                None => {}
            }
            write_value(tab, y, x, &cell.value, &format)?;
        }
    }
    Ok(())
}

fn merge_places(
    tab: &mut Worksheet,
    merge: Merge,
    y: u32,
    x: u16,
    format: &Format,
) -> Result<(), ExportError> {
    let bottom = y + row(merge.rows - 1)?;
    let right = x + column(merge.cols - 1)?;
    tab.merge_range(y, x, bottom, right, "", format)?;
    Ok(())
}

fn write_value(
    tab: &mut Worksheet,
    y: u32,
    x: u16,
    value: &Value,
    format: &Format,
) -> Result<(), ExportError> {
    match value {
        Value::Empty => tab.write_blank(y, x, format)?,
        Value::Text(text) => tab.write_string_with_format(y, x, fitting(text), format)?,
        Value::Number(number) => match number.as_double() {
            Some(double) => {
                let format = format.clone().set_num_format(number_format(*number));
                tab.write_number_with_format(y, x, double, &format)?
            }
            None => tab.write_string_with_format(y, x, number.plain(), format)?,
        },
        Value::Date(day) => match day_of(*day) {
            Some(date) => {
                let format = format.clone().set_num_format("yyyy-mm-dd");
                tab.write_datetime_with_format(y, x, &date, &format)?
            }
            None => tab.write_string_with_format(y, x, value.shown(), format)?,
        },
    };
    Ok(())
}

/// Excel knows no day before 1900.
fn day_of(day: chrono::NaiveDate) -> Option<ExcelDateTime> {
    use chrono::Datelike;
    let year = u16::try_from(day.year()).ok()?;
    let (month, day) = (
        u8::try_from(day.month()).ok()?,
        u8::try_from(day.day()).ok()?,
    );
    ExcelDateTime::from_ymd(year, month, day).ok()
}

fn number_format(number: Number) -> String {
    let decimals = usize::from(number.shown_decimals());
    let point = if decimals > 0 { "." } else { "" };
    let rest = "0".repeat(decimals);
    match number.format {
        NumberFormat::Plain => format!("0{point}{rest}"),
        NumberFormat::Grouped => format!("#,##0{point}{rest}"),
        NumberFormat::Percent => format!("0{point}{rest}%"),
    }
}

fn format_of(cell: &Cell, ruled: bool) -> Format {
    let font = match cell.shade {
        Shade::Header => Font::Heading,
        _ => Font::Small,
    };
    let side = match cell.alignment() {
        Align::Left | Align::Justify => FormatAlign::Left,
        Align::Center => FormatAlign::Center,
        Align::Right => FormatAlign::Right,
    };
    let level = match cell.valign {
        VerticalAlign::Top => FormatAlign::Top,
        VerticalAlign::Middle => FormatAlign::VerticalCenter,
        VerticalAlign::Bottom => FormatAlign::Bottom,
    };
    let mut format = Format::new()
        .set_font_name(face(font).name)
        .set_font_size(TEXT_SIZE)
        .set_align(side)
        .set_align(level)
        .set_text_wrap();
    if ruled {
        format = format.set_border(FormatBorder::Thin);
    }
    if cell.bold && font != Font::Heading {
        format = format.set_bold();
    }
    if let Some(colour) = ground(cell.shade) {
        format = format.set_background_color(Color::from(format!("#{colour}").as_str()));
    }
    format
}

/// A text that Excel takes; what is cut is said.
fn fitting(text: &str) -> String {
    let text = clean(text);
    let limited = sanitize::limit(&text, MAX_CHARS);
    match limited.note() {
        Some(note) => format!("{}……\n【{note}全文见 Word 文档或网页】", limited.kept),
        None => text.into_owned(),
    }
}

fn row(index: usize) -> Result<u32, ExportError> {
    u32::try_from(index).map_err(|_| XlsxError::RowColumnLimitError.into())
}

fn column(index: usize) -> Result<u16, ExportError> {
    u16::try_from(index).map_err(|_| XlsxError::RowColumnLimitError.into())
}
