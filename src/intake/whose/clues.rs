//! Where on a page a unit is named: the unit line (填报单位：……), a label's cell with the value beside it, the stamp line
//! (……（盖章）). Which unit is meant is not known here.

use std::borrow::Cow;

use super::{Clue, Source, clue, fold};
use crate::intake::page::{Cell, Page};

/// Labels of the unit line, longest first.
const LABELS: [&str; 14] = [
    "填报单位名称",
    "报送单位名称",
    "填报单位",
    "报送单位",
    "申报单位",
    "上报单位",
    "填写单位",
    "填表单位",
    "单位名称",
    "本单位名称",
    "所在单位",
    "单位（处室）",
    "处室（单位）",
    "单位",
];
/// Most lines have no label: they are known by this.
const IN_EVERY_LABEL: &str = "单位";
/// What may follow a unit on its line.
const NEXT_LABELS: [&str; 16] = [
    "填报人",
    "填表人",
    "联系人",
    "负责人",
    "经办人",
    "审核人",
    "联络员",
    "报送人",
    "填报日期",
    "填报时间",
    "日期",
    "时间",
    "电话",
    "联系电话",
    "报送日期",
    "年",
];
/// Cells longer than this name no unit.
const LONGEST_NAME: usize = 80;
const STAMPS: [&str; 4] = ["盖章", "公章", "章", "签章"];

/// Unit lines and stamp lines of a page.
pub(super) fn of(page: &Page) -> Vec<Clue> {
    let mut clues: Vec<Clue> = Vec::new();
    for (index, line) in page.lines.iter().enumerate() {
        clues.extend(line_clue(&line.text).or_else(|| {
            let next = page.lines.get(index + 1)?;
            pasted_clue(&line.text, &next.text)
        }));
    }
    for table in &page.tables {
        for row in &table.rows {
            let own = row.cells.iter().filter(|cell| !cell.continued);
            let texts: Vec<Cow<'_, str>> = own.map(Cell::text).collect();
            for (at, text) in texts.iter().enumerate() {
                if text.chars().count() > LONGEST_NAME {
                    continue;
                }
                let next = texts.get(at + 1).filter(|next| !next.trim().is_empty());
                match next.filter(|_| row.cells.len() <= 8 && label_of(text).is_some()) {
                    Some(next) => clues.push(clue(Source::UnitLine, next)),
                    None => clues.extend(line_clue(text)),
                }
            }
        }
    }
    clues.retain(|clue| fold(&clue.text).len() >= 2);
    clues.sort_by_key(|clue| clue.source);
    clues.dedup();
    clues
}

/// The label's cell and the value's, as they stand below each other when they are pasted from a table. 单位 alone may
/// head a column of anything.
fn pasted_clue(line: &str, next: &str) -> Option<Clue> {
    let is_label = label_of(line).is_some_and(|label| label != "单位");
    let is_value = !next.trim().is_empty() && next.chars().count() <= LONGEST_NAME;
    (is_label && is_value).then(|| clue(Source::UnitLine, next))
}

/// The label that a text is.
fn label_of(text: &str) -> Option<&'static str> {
    if !text.contains(IN_EVERY_LABEL) {
        return None;
    }
    let letters = || text.chars().filter(|c| !is_soft(*c));
    LABELS.into_iter().find(|label| letters().eq(label.chars()))
}

fn is_soft(c: char) -> bool {
    c.is_whitespace() || matches!(c, '*' | '＊' | ':' | '：')
}

/// The unit of one line, by its label or its stamp.
fn line_clue(line: &str) -> Option<Clue> {
    let line = line.trim();
    if line.chars().count() > 100 {
        return None;
    }
    let has_label = line.contains(IN_EVERY_LABEL);
    for label in LABELS.into_iter().filter(|_| has_label) {
        let Some(at) = line.find(label) else {
            continue;
        };
        let begins = at == 0
            || line[..at].ends_with(|c: char| c.is_whitespace() || matches!(c, '（' | '(' | '：'));
        // A required field's mark may stand between label and colon.
        let rest = line[at + label.len()..]
            .trim_start_matches(|c: char| matches!(c, '*' | '＊') || c.is_whitespace());
        let rest = without_stamp(rest).unwrap_or(rest).trim_start();
        if let Some(value) = rest.strip_prefix([':', '：']).filter(|_| begins) {
            return Some(clue(Source::UnitLine, until_next_label(value)));
        }
    }
    let end = line.find(['（', '('])?;
    let is_stamp = without_stamp(&line[end..]).is_some_and(|rest| rest.trim().is_empty());
    (is_stamp && end > 0 && !line[..end].contains(['。', '；']))
        .then(|| clue(Source::Stamp, &line[..end]))
}

/// The text without the stamp's bracket in front.
fn without_stamp(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(['（', '('])?;
    let (inside, rest) = rest.split_once(['）', ')'])?;
    STAMPS.contains(&inside.trim()).then_some(rest)
}

/// The value up to the next label on the same line, and without a stamp behind it.
fn until_next_label(value: &str) -> &str {
    let value = value.trim_matches(|c: char| c.is_whitespace() || c == '_');
    let mut end = value.len();
    for label in NEXT_LABELS {
        if let Some(at) = value.find(label)
            && value[..at].ends_with(|c: char| c.is_whitespace() || c == '_')
        {
            end = end.min(at);
        }
    }
    for open in ['（', '('] {
        if let Some(at) = value[..end].find(open)
            && without_stamp(&value[at..end]).is_some()
        {
            end = end.min(at);
        }
    }
    // A wide gap divides as well as a label does.
    for gap in ["   ", "　　", "\t"] {
        if let Some(at) = value[..end].find(gap) {
            end = end.min(at);
        }
    }
    value[..end].trim_matches(|c: char| c.is_whitespace() || c == '_')
}
