//! Records of old workbooks, byte by byte.

use std::io::Write;

use super::*;

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
}

/// Little-endian words.
fn words(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A text with its length and flags, two bytes a character.
fn string(text: &str) -> Vec<u8> {
    let length = u16::try_from(text.encode_utf16().count()).unwrap();
    [&length.to_le_bytes()[..], &[1], &wide(text)].concat()
}

fn begin(kind: u16) -> Vec<u8> {
    record(BEGIN, &words(&[BIFF8, kind, 0, 0]))
}

/// A file of one sheet called 表, with `globals` before it.
fn file(globals: &[u8], cells: &[u8]) -> Vec<u8> {
    let name = [&[1, 1][..], &wide("表")].concat();
    let of_sheet = |at: u32| record(SHEET, &[&at.to_le_bytes()[..], &[0, 0], &name].concat());
    let head = [begin(5), globals.to_vec()].concat();
    let at = head.len() + of_sheet(0).len() + 4;
    let sheet = of_sheet(u32::try_from(at).unwrap());
    let parts = [
        head,
        sheet,
        record(END, &[]),
        begin(16),
        cells.to_vec(),
        record(END, &[]),
    ];
    container("/Workbook", &parts.concat())
}

fn container(name: &str, stream: &[u8]) -> Vec<u8> {
    let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream(name).unwrap().write_all(stream).unwrap();
    file.into_inner().into_inner()
}

fn shown(bytes: &[u8]) -> Vec<(usize, usize, String)> {
    let page = read(bytes).unwrap();
    let cells = page.cells();
    cells
        .map(|(_, row, cell)| (row.index, cell.column, cell.text().into_owned()))
        .collect()
}

fn at(row: u16, column: u16, rest: &[u8]) -> Vec<u8> {
    [&words(&[row, column, 0]), rest].concat()
}

#[test]
fn cells_of_every_kind_read_as_they_show() {
    let shared = [&[0; 8][..], &string("甲\n乙"), &string("丙")].concat();
    let packed = |value: i32| (value << 2 | 2).cast_unsigned().to_le_bytes();
    let hundredths = (150_i32 << 2 | 3).cast_unsigned().to_le_bytes();
    let neighbours = [
        &words(&[2, 0, 0])[..],
        &packed(7),
        &words(&[0]),
        &packed(8),
        &words(&[1]),
    ]
    .concat();
    let formula = |shown: [u8; 8]| at(3, 0, &[&shown[..], &[0; 8]].concat());
    let cells = [
        record(STRING_CELL, &at(0, 0, &0_u32.to_le_bytes())),
        record(STRING_CELL, &at(0, 1, &1_u32.to_le_bytes())),
        record(NUMBER, &at(1, 0, &1280_f64.to_le_bytes())),
        record(SMALL_NUMBER, &at(1, 1, &packed(12))),
        record(SMALL_NUMBER, &at(1, 2, &hundredths)),
        record(BOOL_OR_ERROR, &at(1, 3, &[7, 1])),
        record(SMALL_NUMBERS, &neighbours),
        record(FORMULA, &formula([0, 0, 0, 0, 0, 0, 0xFF, 0xFF])),
        record(FORMULA_STRING, &string("丁")),
        record(LABEL, &at(3, 1, &string("戊"))),
        record(MERGED, &words(&[1, 0, 0, 0, 3])),
    ];
    let bytes = file(&record(STRINGS, &shared), &cells.concat());
    let text = |row, column, text: &str| (row, column, text.to_owned());
    assert_eq!(
        shown(&bytes),
        [
            text(0, 0, "甲\n乙"),
            text(1, 0, "1280"),
            text(1, 1, "12"),
            text(1, 2, "1.5"),
            text(1, 3, "#DIV/0!"),
            text(2, 0, "7"),
            text(2, 1, "8"),
            text(3, 0, "丁"),
            text(3, 1, "戊"),
        ],
        "丙 is under the merged area"
    );
    let page = read(&bytes).unwrap();
    assert_eq!(page.tables[0].name, "表");
    assert_eq!(page.tables[0].rows[0].cells[1].column, 1);
    assert!(page.tables[0].rows[0].cells[1].continued);
}

#[test]
fn a_text_goes_on_in_the_next_record_with_other_bytes_a_character() {
    let first = [&[0; 8][..], &4_u16.to_le_bytes(), &[1], &wide("甲乙")].concat();
    let shared = [record(STRINGS, &first), record(0x003C, b"\0ab")].concat();
    let cells = record(STRING_CELL, &at(0, 0, &0_u32.to_le_bytes()));
    let bytes = file(&shared, &cells);
    assert_eq!(shown(&bytes), [(0, 0, "甲乙ab".to_owned())]);
}

/// Found by fuzzing: columns counted past the last one began again at the first.
#[test]
fn cells_past_the_last_column_are_none() {
    let packed = [&words(&[0])[..], &50_u32.to_le_bytes()].concat();
    let cells = [&words(&[0, u16::MAX])[..], &packed, &packed].concat();
    let bytes = file(&[], &record(SMALL_NUMBERS, &cells));
    assert_eq!(shown(&bytes), [(0, usize::from(u16::MAX), "12".to_owned())]);
}

#[test]
fn a_chart_within_a_sheet_is_passed_over() {
    let number = |n: f64| record(NUMBER, &at(0, 0, &n.to_le_bytes()));
    let chart = [begin(32), number(9.0), record(END, &[])].concat();
    let bytes = file(&[], &[chart, number(1.0)].concat());
    assert_eq!(shown(&bytes), [(0, 0, "1".to_owned())]);
}

#[test]
fn what_is_no_workbook_of_ours_is_refused_with_what_it_is() {
    assert_eq!(read(&container("/Book", b"")), Err(Refusal::OldSheet));
    let locked = file(&record(LOCK, &[1, 0]), &[]);
    assert_eq!(read(&locked), Err(Refusal::Locked));
    let before = container("/Workbook", &record(BEGIN, &words(&[0x0500, 5])));
    assert_eq!(read(&before), Err(Refusal::OldSheet));
}

#[test]
fn a_workbook_cut_short_anywhere_is_refused_or_read_and_never_panics() {
    let shared = [&[0; 8][..], &string("甲乙丙")].concat();
    let cells = record(STRING_CELL, &at(0, 0, &0_u32.to_le_bytes()));
    let whole = file(&record(STRINGS, &shared), &cells);
    let mut container = CompoundFile::open(Cursor::new(&whole)).unwrap();
    let mut stream = Vec::new();
    let mut found = container.open_stream("/Workbook").unwrap();
    found.read_to_end(&mut stream).unwrap();
    for end in 0..stream.len() {
        let cut = self::container("/Workbook", &stream[..end]);
        if let Ok(page) = read(&cut) {
            assert!(page.cells().count() <= 1);
        }
    }
}

/// A shared text stands once in the file, and in every cell of the page.
#[test]
fn a_text_that_every_cell_repeats_is_counted_every_time() {
    let long = "安".repeat(4_000);
    let shared = [&[0; 8][..], &string(&long)].concat();
    let cells: Vec<u8> = (0..2_000)
        .flat_map(|row| record(STRING_CELL, &at(row, 0, &0_u32.to_le_bytes())))
        .collect();
    let bytes = file(&record(STRINGS, &shared), &cells);
    assert!(bytes.len() < 100_000);
    assert_eq!(read(&bytes), Err(Refusal::TooLarge("文字")));
}
