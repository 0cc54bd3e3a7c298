//! Text files and what is pasted from the clipboard: lines, and the cells of a row that a tab divides. Also the rows of
//! a `.csv`.

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};

use super::page::{Budget, Cell, Line, Page, Part, Row, Table};
use super::refusal::Refusal;

/// By its mark, else UTF-8 where it is valid, else GB18030, as Chinese Windows writes.
fn decode(bytes: &[u8]) -> Result<String, Refusal> {
    let marked = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => return Ok(String::from_utf8_lossy(rest).into_owned()),
        [0xFF, 0xFE, ..] => Some(UTF_16LE),
        [0xFE, 0xFF, ..] => Some(UTF_16BE),
        _ => None,
    };
    if let Some(encoding) = marked {
        return Ok(encoding.decode(bytes).0.into_owned());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    let (text, _, broken) = GB18030.decode(bytes);
    if broken {
        return Err(Refusal::broken("文字编码既不是 UTF-8 也不是 GB18030"));
    }
    Ok(text.into_owned())
}

/// Lines of a text.
pub(super) fn read_text(bytes: &[u8]) -> Result<Page, Refusal> {
    let text = decode(bytes)?;
    let mut budget = Budget::default();
    let mut page = Page::default();
    for line in text.lines() {
        for piece in line.split('\t') {
            budget.item()?;
            page.lines.push(Line {
                text: budget.text(piece)?,
                part: Part::Body,
                origin: None,
            });
        }
    }
    Ok(page)
}

/// Rows of comma-separated values; a semicolon or a tab divides as well, whichever the first line has most of.
pub(super) fn read_csv(bytes: &[u8]) -> Result<Page, Refusal> {
    let text = decode(bytes)?;
    let first = text.lines().next().unwrap_or_default();
    let count = |mark: u8| first.bytes().filter(|byte| *byte == mark).count();
    let divider = [b',', b'\t', b';']
        .into_iter()
        .max_by_key(|mark| count(*mark))
        .filter(|mark| count(*mark) > 0)
        .unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(divider)
        .from_reader(text.as_bytes());
    let mut budget = Budget::default();
    let mut table = Table::default();
    for (index, record) in reader.records().enumerate() {
        let record = record.map_err(|_| Refusal::broken("CSV 格式不对"))?;
        let mut row = Row {
            index,
            cells: Vec::new(),
        };
        for (column, field) in record.iter().enumerate() {
            budget.item()?;
            row.cells.push(cell(column, &budget.text(field)?));
        }
        table.rows.push(row);
    }
    Ok(Page {
        tables: vec![table],
        ..Page::default()
    })
}

/// A cell of a sheet.
pub(super) fn cell(column: usize, text: &str) -> Cell {
    Cell {
        column,
        span: 1,
        paragraphs: text.lines().map(str::to_owned).collect(),
        ..Cell::default()
    }
}

#[cfg(test)]
mod tests {
    //! Text files in every usual encoding.

    use super::*;

    fn first_cell(bytes: &[u8]) -> String {
        let page = read_csv(bytes).expect("within the limits");
        page.tables[0].rows[0].cells[0].text().into_owned()
    }

    #[test]
    fn every_usual_encoding_is_read() {
        let text = "填报单位,次数\r\n平江医院,3\r\n";
        let gb = GB18030.encode(text).0;
        let mut marked = vec![0xEF, 0xBB, 0xBF];
        marked.extend(text.as_bytes());
        let wide: Vec<u8> = [0xFF, 0xFE]
            .into_iter()
            .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        for bytes in [text.as_bytes(), &gb, &marked, &wide] {
            assert_eq!(first_cell(bytes), "填报单位");
        }
    }

    #[test]
    fn cells_keep_their_lines_and_columns() {
        let page = read_csv("甲;\"一\n二\"\n丙".as_bytes()).expect("within the limits");
        let rows = &page.tables[0].rows;
        assert_eq!(rows[0].cells[1].paragraphs, ["一", "二"]);
        assert_eq!(rows[0].cells[1].column, 1);
        assert_eq!(rows[1].cells.len(), 1);
        let page = read_text("甲\t乙\n丙".as_bytes()).expect("within the limits");
        assert_eq!(page.lines.len(), 3);
    }
}
