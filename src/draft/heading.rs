//! What stands around a table: its label (附件2), its title, the notes below it. Lines for whoever fills the form in, such
//! as 填报单位：, are none of these.

use super::grid::label;
use crate::intake::page::{Page, Part};
use crate::text::digits::fold_char;

/// The words around one table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Heading {
    /// 附件2, or empty.
    pub(super) label: String,
    pub(super) title: String,
    /// 注：*为必填项
    pub(super) notes: Vec<String>,
}

/// Lines that a unit fills in on every form; the program prints its own.
const FILLED_IN: [&str; 16] = [
    "填报单位",
    "填报人",
    "填表单位",
    "填表人",
    "填表日期",
    "填报日期",
    "填报时间",
    "上报单位",
    "报送单位",
    "报送日期",
    "单位（",
    "单位(",
    "审核人",
    "负责人签",
    "盖章",
    "制表",
];
/// Longer lines are no part of a title.
const LONGEST_TITLE: usize = 60;

/// Whether a line is one that a unit fills in for itself.
pub(super) fn is_filled_in(line: &str) -> bool {
    let line = label(line);
    let line = line.trim_start_matches(['（', '(']);
    FILLED_IN.iter().any(|word| line.starts_with(word))
}

/// 附件2 of a line that says nothing else: `附件 2：`.
pub(super) fn annex(line: &str) -> Option<String> {
    let plain: String = line
        .chars()
        .map(fold_char)
        .filter(|c| !c.is_whitespace())
        .collect();
    let rest = plain.strip_prefix("附件").or(plain.strip_prefix("附表"))?;
    let number = rest.trim_end_matches(':');
    let is_number = number
        .chars()
        .all(|c| c.is_ascii_digit() || "一二三四五六七八九十-".contains(c));
    (is_number && number.chars().count() <= 3)
        .then(|| format!("{}{number}", &plain[.."附件".len()]))
}

fn is_note(line: &str) -> bool {
    let line = line.trim_start();
    ["注", "备注", "说明", "填表说明", "填报说明", "*", "※"]
        .iter()
        .any(|word| line.starts_with(word))
        || line.contains("必填")
}

/// The words around a page's table.
pub(super) fn around(page: &Page, table: usize) -> Heading {
    let lines: Vec<&str> = page
        .lines
        .iter()
        .filter(|line| line.part == Part::Body)
        .map(|line| line.text.trim())
        .collect();
    let place = |table: usize| page.tables[table].lines_above.min(lines.len());
    let begin = table.checked_sub(1).map_or(0, place);
    let end = page
        .tables
        .get(table + 1)
        .map_or(lines.len(), |next| next.lines_above.min(lines.len()));
    let (above, below) = (
        &lines[begin..place(table).max(begin)],
        &lines[place(table).min(end)..end],
    );
    let from = above.iter().rposition(|line| annex(line).is_some());
    let label = from.and_then(|at| annex(above[at])).unwrap_or_default();
    let title = title(&above[from.map_or(0, |at| at + 1)..]);
    let notes = below
        .iter()
        .take_while(|line| annex(line).is_none())
        .filter(|line| is_note(line))
        .map(|line| (*line).to_owned())
        .collect();
    Heading {
        label,
        title,
        notes,
    }
}

/// The last lines before a table that may be its title, as one.
fn title(above: &[&str]) -> String {
    let lines = above.iter().rev().filter(|line| !line.is_empty());
    let is_title = |line: &&&str| {
        let has_end = line.ends_with(['。', '；', '：', ':', ';']);
        line.chars().count() <= LONGEST_TITLE && !has_end && !is_note(line)
    };
    let mut found: Vec<&str> = lines
        .copied()
        .skip_while(|line| is_filled_in(line) || is_note(line))
        .take_while(|line| is_title(&line))
        .take(3)
        .collect();
    found.reverse();
    label(&found.concat())
}

#[cfg(test)]
mod tests {
    //! What stands above and below a table.

    use super::*;
    use crate::intake::page::{Line, Table};

    fn page(lines: &[&str], tables: &[usize]) -> Page {
        let line = |text: &&str| Line {
            text: (*text).to_owned(),
            part: Part::Body,
            origin: None,
        };
        let table = |&lines_above: &usize| Table {
            lines_above,
            ..Table::default()
        };
        Page {
            lines: lines.iter().map(line).collect(),
            tables: tables.iter().map(table).collect(),
            ..Page::default()
        }
    }

    #[test]
    fn label_title_and_notes_belong_to_the_table_between_them() {
        let page = page(
            &[
                "附件 1：",
                "",
                "甲区“安全生产月”活动",
                "联络员推荐表",
                "注：*为必填项",
                "",
                "附件2",
                "统计表",
                "填报单位：      填报日期：",
                "填表说明：只填整数。",
            ],
            &[4, 9],
        );
        let first = around(&page, 0);
        assert_eq!(first.label, "附件1");
        assert_eq!(first.title, "甲区“安全生产月”活动联络员推荐表");
        assert_eq!(first.notes, ["注：*为必填项"]);
        let second = around(&page, 1);
        assert_eq!(
            (second.label.as_str(), second.title.as_str()),
            ("附件2", "统计表")
        );
        assert_eq!(second.notes, ["填表说明：只填整数。"]);
    }

    #[test]
    fn only_a_line_of_its_own_is_a_label() {
        for (line, expected) in [
            ("附件2", Some("附件2")),
            (" 附件 ２：", Some("附件2")),
            ("附表一", Some("附表一")),
            ("附件", Some("附件")),
            ("附件：1.推荐表", None),
            ("见附件2", None),
        ] {
            assert_eq!(annex(line).as_deref(), expected, "{line}");
        }
    }
}
