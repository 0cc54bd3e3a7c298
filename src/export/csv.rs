//! CSV: the tables of a [`Workbook`] for other programs. UTF-8 with BOM and CRLF, which Excel needs to read 中文.
//!
//! Each row stands on its own: a merged text is repeated down its rows (in the header also across its columns), a
//! merged number is not, because a sum would count it twice; where the sheet says so, the header is one row. Of one sheet
//! only header and rows are written; of several, each is led by its name, with an empty line between. Marks, titles and
//! notes are for people and are left out.

use csv::{QuoteStyle, Terminator, Writer, WriterBuilder};

use super::document::Chart;
use super::sheet::{Sheet, Workbook};
use super::value::Value;
use super::xml::clean;

/// The workbook as the bytes of a `.csv` file.
pub(super) fn write(workbook: &Workbook) -> Vec<u8> {
    let mut bytes = b"\xEF\xBB\xBF".to_vec();
    let mut writer = WriterBuilder::new()
        .flexible(true)
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::Necessary)
        .from_writer(&mut bytes);
    let named = workbook.sheets.len() > 1;
    for (index, sheet) in workbook.sheets.iter().enumerate() {
        if index > 0 {
            record(&mut writer, &[String::new()]);
        }
        if named {
            record(&mut writer, &[text(&sheet.name)]);
        }
        write_sheet(&mut writer, sheet);
    }
    writer.flush().expect("memory takes every write");
    drop(writer);
    bytes
}

fn write_sheet(writer: &mut Writer<&mut Vec<u8>>, sheet: &Sheet) {
    let merges = sheet.placed_merges();
    let lines: Vec<_> = sheet.header.iter().chain(&sheet.rows).collect();
    let mut header = vec![String::new(); sheet.width()];
    for row in 0..lines.len() {
        let place = |col: usize| {
            let merge = merges.iter().find(|merge| merge.holds(row, col));
            let origin = merge.map_or((row, col), |merge| (merge.row, merge.col));
            let value = lines[origin.0].get(origin.1).map(|cell| &cell.value);
            let header = row < sheet.header.len();
            match value {
                Some(value) if origin == (row, col) => field(value),
                Some(Value::Text(words)) if header || origin.1 == col => text(words),
                _ => String::new(),
            }
        };
        let fields: Vec<String> = (0..sheet.width()).map(place).collect();
        if row < sheet.header.len() && sheet.is_header_joined {
            join(&mut header, fields);
            if row + 1 == sheet.header.len() {
                record(writer, &header);
            }
        } else {
            record(writer, &fields);
        }
    }
    for chart in &sheet.charts {
        write_chart(writer, chart);
    }
}

/// Adds a row of the header to what stands above it, column by column; a merged word is said once.
fn join(header: &mut [String], row: Vec<String>) {
    for (above, words) in header.iter_mut().zip(row) {
        if above.is_empty() {
            *above = words;
        } else if !words.is_empty() && *above != words {
            *above = format!("{above} {words}");
        }
    }
}

fn write_chart(writer: &mut Writer<&mut Vec<u8>>, chart: &Chart) {
    record(writer, &[text(&chart.title), text(&chart.measure)]);
    for bar in &chart.bars {
        record(writer, &[text(&bar.label), bar.value.to_string()]);
    }
}

fn record(writer: &mut Writer<&mut Vec<u8>>, fields: &[String]) {
    writer
        .write_record(fields)
        .expect("memory takes every write");
}

fn field(value: &Value) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Text(words) => text(words),
        // For programs: digits, sign and point, no separators and no per cent.
        Value::Number(number) => number.plain(),
        Value::Date(_) => value.shown(),
    }
}

/// A text that a spreadsheet takes as a text. `=`, `+`, `-`, `@` and what folds to them would start a formula, so they
/// get an apostrophe in front (OWASP, CSV Injection). A real number never comes this way.
fn text(words: &str) -> String {
    // The raw text counts too: a leading tab or return is dropped by cleaning, but was meant to hide what follows.
    let raw = words.starts_with(['\t', '\r']);
    let words = clean(words);
    let danger = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    if raw || words.trim_start().starts_with(danger) {
        format!("'{words}")
    } else {
        words.into_owned()
    }
}

#[cfg(test)]
mod tests {
    //! What a spreadsheet makes of the file when it opens it.

    use super::*;
    use crate::export::sheet::Cell;
    use crate::export::value::Number;

    #[test]
    fn formulas_are_disarmed_and_numbers_are_not() {
        for (given, safe) in [
            ("=1+1", "'=1+1"),
            ("+86", "'+86"),
            ("-3", "'-3"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "' =1"),
            ("\r=1", "'\n=1"),
            ("  =1", "'  =1"),
            ("＝1", "'＝1"),
            ("3-1", "3-1"),
            ("单位=甲", "单位=甲"),
            ("a\u{1b}[31mb", "ab"),
        ] {
            assert_eq!(text(given), safe, "{given:?}");
        }
        assert_eq!(field(&Value::Number(Number::decimal(-35, 1))), "-3.5");
        assert_eq!(field(&Value::Number(Number::percent(9375, 4))), "0.9375");
    }

    #[test]
    fn a_header_of_two_rows_can_be_one() {
        let mut sheet = Sheet::new("s", [9, 9]).join_header();
        sheet = sheet.header(["单位", "第1周"]).header(["", "6月4日前"]);
        sheet.push([Cell::text("甲"), Cell::text("按时")]);
        sheet.merge(0, 0, 2, 1);
        let bytes = write(&sheet.into());
        assert_eq!(
            String::from_utf8(bytes).expect("is UTF-8"),
            "\u{FEFF}单位,第1周 6月4日前\r\n甲,按时\r\n"
        );
    }

    #[test]
    fn merged_texts_are_repeated_down_and_numbers_are_not() {
        let mut sheet = Sheet::new("s", [9, 9]).header(["", ""]);
        sheet.header[0] = vec![Cell::label("合计"), Cell::empty()];
        sheet.push([Cell::text("甲"), Cell::integer(1)]);
        sheet.push([Cell::empty(), Cell::empty()]);
        sheet.merge(0, 0, 1, 2);
        sheet.merge(1, 0, 2, 1);
        sheet.merge(1, 1, 2, 1);
        let bytes = write(&sheet.into());
        assert_eq!(
            String::from_utf8(bytes).expect("is UTF-8"),
            "\u{FEFF}合计,合计\r\n甲,1\r\n甲,\r\n"
        );
    }
}
