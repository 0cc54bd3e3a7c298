//! The headings over the columns of a page's table: which texts stand above each column, the nearest last.

use std::collections::BTreeMap;

use crate::intake::page::Row;
use crate::text::digits::fold_width;

/// The texts over each column, from above.
pub(super) type Paths = BTreeMap<usize, Vec<String>>;

/// Looks at the rows above the first that is filled in. A cell that only continues the one above adds nothing.
pub(super) fn paths(rows: &[Row]) -> Paths {
    let mut paths = Paths::new();
    for row in rows {
        let own = row
            .cells
            .iter()
            .filter(|cell| !cell.continued && !cell.is_empty());
        for cell in own {
            for column in cell.column..cell.column + cell.span.max(1) {
                paths
                    .entry(column)
                    .or_default()
                    .push(cell.text().into_owned());
            }
        }
    }
    paths
}

/// Whether a text on paper is this name: whatever its spaces and punctuation, with or without its measure word behind it
/// in brackets.
pub(super) fn is_name(text: &str, name: &str) -> bool {
    let name = key(name);
    !name.is_empty() && (key(text) == name || key(without_brackets(text)) == name)
}

fn key(text: &str) -> String {
    fold_width(text)
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == '%')
        .collect()
}

/// Without what stands in brackets at its end.
fn without_brackets(text: &str) -> &str {
    let text = text.trim_end();
    match text.strip_suffix(['）', ')']) {
        Some(_) => text.rfind(['（', '(']).map_or(text, |at| &text[..at]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    //! Names as people write them.

    use super::*;

    #[test]
    fn a_name_is_known_with_its_measure_word_and_without() {
        for (text, name) in [
            ("场次（场次）", "场次"),
            ("建成率（%）", "建成率"),
            ("其中:农村", "其中：农村"),
            ("应急演练（百场、万人）", "应急演练（百场、万人）"),
            ("示范村 (社区)", "示范村（社区）"),
            ("参加\n人数", "参加人数"),
        ] {
            assert!(is_name(text, name), "{text}");
        }
        for (text, name) in [("参加人数", "参加"), ("", "合计"), ("合计数", "合计")] {
            assert!(!is_name(text, name), "{text}");
        }
    }
}
