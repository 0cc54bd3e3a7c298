//! Reads a list of units as people have it: a CSV with a header in Chinese or English, or pasted lines with one name
//! each; UTF-8, UTF-16 or GB18030. What the rows mean for the desk is in `import`.

use std::collections::BTreeMap;

use encoding_rs::{Encoding, GB18030, UTF_8};

use super::UnitInput;
use crate::error::Fault;
use crate::text::sanitize::for_storage_line;

/// More rows than any bureau has units.
const MOST_ROWS: usize = 20_000;

/// A list as read: rows with their line, from 1.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Rows {
    pub rows: Vec<Row>,
    /// Headings that say nothing to us; their columns are left out.
    pub ignored: Vec<String>,
}

/// One row of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// In the file, from 1.
    pub line: usize,
    pub input: UnitInput,
    /// Why its cells cannot be told apart.
    pub wrong: Option<String>,
}

impl Rows {
    /// The lines whose name has tabs, line breaks or other control characters in it.
    pub(super) fn cleaned(&self) -> impl Iterator<Item = usize> {
        let is_unclean = |row: &&Row| for_storage_line(&row.input.name) != row.input.name.trim();
        self.rows.iter().filter(is_unclean).map(|row| row.line)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Code,
    Name,
    Kind,
    Parent,
    Aliases,
    CreditCode,
    JoinedOn,
    ClosedOn,
}

/// The headings under which each column is known.
#[rustfmt::skip]
const HEADINGS: &[(Column, &[&str])] = &[
    (Column::Code, &["编码", "代码", "编号", "单位编码", "单位代码", "code"]),
    (Column::Name, &["名称", "单位", "单位名称", "处室单位", "name", "unit"]),
    (Column::Kind, &["类别", "类型", "单位类别", "单位类型", "kind", "type"]),
    (Column::Parent, &["上级", "上级单位", "主管单位", "上级编码", "parent"]),
    (Column::Aliases, &["别名", "简称", "曾用名", "aliases", "alias"]),
    (Column::CreditCode, &["统一社会信用代码", "信用代码", "credit_code", "uscc"]),
    (Column::JoinedOn, &["加入日期", "起报日期", "joined_on", "joined"]),
    (Column::ClosedOn, &["停用日期", "退出日期", "离开日期", "closed_on", "left_on"]),
];

/// Reads a file or a paste.
pub(super) fn read(bytes: &[u8]) -> Result<Rows, Fault> {
    let text = decode(bytes)?;
    let Some(first) = text.lines().find(|line| !line.trim().is_empty()) else {
        return Err(Fault::problem("名单是空的").hint("每行写一个单位的名称，或用带表头的 CSV"));
    };
    let delimiter = if first.contains('\t') { '\t' } else { ',' };
    let is_header = first
        .split(delimiter)
        .any(|cell| column(cell) == Some(Column::Name));
    let rows = if is_header {
        read_table(&text, delimiter)?
    } else {
        read_lines(&text)
    };
    if rows.rows.len() > MOST_ROWS {
        let message = format!("名单有 {} 行，最多 {MOST_ROWS} 行", rows.rows.len());
        return Err(Fault::problem(message).hint("请核对是不是选错了文件"));
    }
    Ok(rows)
}

/// A mark at the start tells the encoding; without one it is UTF-8 if it reads as that, else GB18030.
pub(in crate::ops) fn decode(bytes: &[u8]) -> Result<String, Fault> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(Fault::problem("这是 Excel 工作簿或压缩文件，不是 CSV")
            .hint("请在表格软件里另存为 CSV 后再导入"));
    }
    let (encoding, mark) = match Encoding::for_bom(bytes) {
        Some(marked) => marked,
        None if std::str::from_utf8(bytes).is_ok() => (UTF_8, 0),
        None => (GB18030, 0),
    };
    let (text, broken) = encoding.decode_without_bom_handling(&bytes[mark..]);
    if broken || text.contains('\0') {
        return Err(
            Fault::problem("读不出文字：既不是 UTF-8 也不是 GB18030 编码的文本")
                .hint("请在表格软件里另存为“CSV UTF-8”后再导入"),
        );
    }
    // One kind of line end, so that lines are counted as an editor counts them.
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}

fn column(heading: &str) -> Option<Column> {
    // （必填）, * and quotes around a heading are the paper's, not the column's name.
    let heading: String = heading
        .split(['（', '('])
        .next()
        .unwrap_or_default()
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '"' | '*' | '＊' | '/' | '、'))
        .collect();
    let heading = heading.to_lowercase();
    HEADINGS
        .iter()
        .find(|(_, names)| names.contains(&heading.as_str()))
        .map(|(column, _)| *column)
}

/// Why a table cannot be read to its end.
pub(in crate::ops) fn unreadable(error: csv::Error) -> Fault {
    Fault::problem(format!("表格读不下去：{error}")).hint("请核对引号是否成对")
}

fn read_table(text: &str, delimiter: char) -> Result<Rows, Fault> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter as u8)
        .flexible(true)
        .from_reader(text.as_bytes());
    let headings = reader.headers().map_err(unreadable)?.clone();
    let columns: Vec<Option<Column>> = headings.iter().map(column).collect();
    let mut ignored: BTreeMap<usize, String> = headings
        .iter()
        .enumerate()
        .filter(|(at, heading)| columns[*at].is_none() && !heading.trim().is_empty())
        .map(|(at, heading)| (at, for_storage_line(heading).trim().to_owned()))
        .collect();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(unreadable)?;
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let line = record.position().map_or(0, csv::Position::line);
        let mut row = Row {
            line: usize::try_from(line).unwrap_or(usize::MAX),
            ..Row::default()
        };
        for (at, cell) in record.iter().enumerate() {
            match columns.get(at) {
                Some(Some(column)) => put(&mut row.input, *column, cell.trim()),
                _ if cell.trim().is_empty() => {}
                Some(None) => {
                    let unnamed = || format!("第 {} 列（没有表头）", at + 1);
                    ignored.entry(at).or_insert_with(unnamed);
                }
                // What stands behind the last heading has slipped out of its own column.
                None => row.wrong = Some(too_many(record.len(), columns.len())),
            }
        }
        rows.push(row);
    }
    let ignored = ignored.into_values().collect();
    Ok(Rows { rows, ignored })
}

fn too_many(cells: usize, columns: usize) -> String {
    format!("有 {cells} 格，表头只有 {columns} 列；名称里有逗号的，要用引号括起来")
}

/// One unit a line: its name, and behind a tab or a comma its kind.
fn read_lines(text: &str) -> Rows {
    let lines = text.lines().enumerate();
    let rows = lines
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(index, line)| {
            let (name, kind) = line.split_once(['\t', ',', '，']).unwrap_or((line, ""));
            let input = UnitInput {
                name: name.trim().to_owned(),
                kind: kind.trim().to_owned(),
                ..UnitInput::default()
            };
            Row {
                line: index + 1,
                input,
                wrong: None,
            }
        });
    Rows {
        rows: rows.collect(),
        ignored: Vec::new(),
    }
}

fn put(input: &mut UnitInput, column: Column, cell: &str) {
    let field = match column {
        Column::Aliases => {
            let aliases = cell.split(['、', ';', '；', '|']).map(str::trim);
            input.aliases = aliases
                .filter(|alias| !alias.is_empty())
                .map(str::to_owned)
                .collect();
            return;
        }
        Column::Code => &mut input.code,
        Column::Name => &mut input.name,
        Column::Kind => &mut input.kind,
        Column::Parent => &mut input.parent,
        Column::CreditCode => &mut input.credit_code,
        Column::JoinedOn => &mut input.joined_on,
        Column::ClosedOn => &mut input.closed_on,
    };
    cell.clone_into(field);
}

#[cfg(test)]
mod tests {
    //! Lists as offices save them.

    use super::*;

    fn names(bytes: &[u8]) -> Vec<(usize, String, String)> {
        let rows = read(bytes).expect("reads").rows;
        rows.into_iter()
            .map(|row| (row.line, row.input.name, row.input.kind))
            .collect()
    }

    #[test]
    fn reads_every_encoding_that_offices_save() {
        let text = "名称,类别\r\n甲医院,直属单位\r\n";
        let (gb, _, _) = GB18030.encode(text);
        let tabs = text.replace(',', "\t");
        let utf16: Vec<u8> = [0xFF, 0xFE]
            .into_iter()
            .chain(tabs.encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        let marked: Vec<u8> = [0xEF, 0xBB, 0xBF].into_iter().chain(text.bytes()).collect();
        for bytes in [text.as_bytes(), &gb, &utf16, &marked] {
            let expected = (2, "甲医院".to_owned(), "直属单位".to_owned());
            assert_eq!(names(bytes), [expected], "{bytes:?}");
        }
    }

    #[test]
    fn reads_headings_in_both_languages_and_says_which_mean_nothing() {
        let text = "单位名称*,Code,上级（编码）,备注,别名\n甲,7,000,无,甲一、甲二\n";
        let rows = read(text.as_bytes()).expect("reads");
        assert_eq!(rows.ignored, ["备注"]);
        let expected = UnitInput {
            code: "7".to_owned(),
            name: "甲".to_owned(),
            parent: "000".to_owned(),
            aliases: vec!["甲一".to_owned(), "甲二".to_owned()],
            ..UnitInput::default()
        };
        let row = Row {
            line: 2,
            input: expected,
            wrong: None,
        };
        assert_eq!(rows.rows, [row]);
    }

    #[test]
    fn a_cell_may_hold_what_parts_cells_and_lines() {
        let rows = names("名称,类别\n\"甲,乙\n医院\",直属单位\n丙,直属单位\n".as_bytes());
        assert_eq!(rows[0].1, "甲,乙\n医院");
        assert_eq!((rows[1].0, rows[1].1.as_str()), (4, "丙"));
    }

    #[test]
    fn pasted_lines_are_names_with_an_optional_kind() {
        let rows = names("甲医院\n\n乙处，相关处室\n丙院\t养老机构\n".as_bytes());
        let expected = [
            (1, "甲医院", ""),
            (3, "乙处", "相关处室"),
            (4, "丙院", "养老机构"),
        ];
        let expected = expected.map(|(line, name, kind)| (line, name.to_owned(), kind.to_owned()));
        assert_eq!(rows, expected);
    }

    #[test]
    fn what_is_no_text_is_refused_with_a_way_out() {
        let bad: [&[u8]; 5] = [
            b"PK\x03\x04rest",
            b"",
            b"  \n ",
            &[0xFF, 0x00, 0x81],
            b"a\0b",
        ];
        for bytes in bad {
            let fault = read(bytes).expect_err("no list");
            assert!(!fault.hint.is_empty(), "{fault}");
        }
    }
}
