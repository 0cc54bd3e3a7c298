//! Markdown: every table is as wide in every line as in its header.

use anyue::export::{Format, write};

use crate::export::samples;

/// Cells of a line of a table; an escaped pipe is none.
fn cells(line: &str) -> usize {
    line.replace("\\|", "").matches('|').count() - 1
}

#[test]
fn tables_are_even_and_nothing_is_markup() {
    for (name, export) in samples::all() {
        let text = String::from_utf8(write(&export, Format::Md).unwrap()).unwrap();
        let mut width = None;
        for line in text.lines() {
            if !line.starts_with('|') {
                width = None;
                continue;
            }
            assert!(line.ends_with('|'), "{name}: {line}");
            assert_eq!(
                *width.get_or_insert(cells(line)),
                cells(line),
                "{name}: {line}"
            );
        }
        let escaped = "A1&amp;B&lt;2&gt;\"3\"\\|“四”😀";
        assert_eq!(text.contains(escaped), name != "matrix", "{name}");
    }
}
