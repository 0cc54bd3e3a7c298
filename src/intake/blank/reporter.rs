//! The lines of a blank form that no notice counts among its blanks: who reports (填报单位：) and on which day it was
//! filled in (填报日期：   年  月  日). A form need not have them.

use super::{BlankId, DayPart, Gap};
use crate::intake::page::{Page, Position};
use crate::text::digits::fold_char;

const UNIT: [&str; 6] = [
    "填报单位名称",
    "报送单位名称",
    "填报单位",
    "报送单位",
    "上报单位",
    "填表单位",
];
const DAY: [&str; 5] = ["填报日期", "填报时间", "填表日期", "填表时间", "报送日期"];
/// What may stand between a label and its colon.
const STAMPS: [&str; 3] = ["(盖章)", "(公章)", "(签章)"];
/// Spaces that are left between an answer and the next label.
const APART: usize = 2;

/// The places for them on a page, each at most once.
pub(super) fn gaps(page: &Page) -> Vec<Gap> {
    let lines = page.lines.iter().enumerate();
    let lines = lines.map(|(at, line)| (page.position_of(at), line.text.as_str()));
    let cells = page.cells().flat_map(|(table, row, cell)| {
        let position = move |paragraph| Position::Cell {
            table,
            row: row.index,
            column: cell.column,
            paragraph,
        };
        let paragraphs = cell.paragraphs.iter().enumerate();
        paragraphs.map(move |(at, text)| (position(at), text.as_str()))
    });
    let mut gaps: Vec<Gap> = Vec::new();
    for (position, text) in lines.chain(cells) {
        for gap in of_text(position, text) {
            if gaps.iter().all(|known| known.id != gap.id) {
                gaps.push(gap);
            }
        }
    }
    gaps
}

fn of_text(position: Position, text: &str) -> Vec<Gap> {
    let chars: Vec<char> = text.chars().map(fold_char).collect();
    let gap = |id: BlankId, name: &str, (from, to): (usize, usize)| Gap {
        id,
        name: name.to_owned(),
        position,
        from,
        to: Some(to),
    };
    let mut gaps = Vec::new();
    if let Some(from) = behind(&chars, &UNIT) {
        let blank = blank(&chars, from);
        gaps.extend(blank.map(|blank| gap(BlankId::Unit, "填报单位", blank)));
    }
    let Some(from) = behind(&chars, &DAY) else {
        return gaps;
    };
    match days(&chars, from) {
        Some(parts) => {
            let parts = parts.into_iter();
            gaps.extend(parts.map(|(part, blank)| gap(BlankId::Day(part), "填报日期", blank)));
        }
        None => {
            let blank = blank(&chars, from);
            let whole = BlankId::Day(DayPart::Whole);
            gaps.extend(blank.map(|blank| gap(whole, "填报日期", blank)));
        }
    }
    gaps
}

/// The character behind the colon of the first of these labels; a label begins its line or follows a space or a line.
fn behind(chars: &[char], labels: &[&str]) -> Option<usize> {
    let begins = |at: &usize| *at == 0 || fills(chars[*at - 1]);
    (0..chars.len()).filter(begins).find_map(|at| {
        let label = labels.iter().find(|label| is_at(chars, at, label))?;
        let mut end = at + label.chars().count();
        let stamp = STAMPS.iter().find(|stamp| is_at(chars, end, stamp));
        end += stamp.map_or(0, |stamp| stamp.chars().count());
        (chars.get(end) == Some(&':')).then_some(end + 1)
    })
}

fn is_at(chars: &[char], at: usize, text: &str) -> bool {
    text.chars()
        .enumerate()
        .all(|(i, c)| chars.get(at + i) == Some(&c))
}

/// What gives way from there on: a line to write on, or spaces, but for those that keep the next label apart. `None`
/// where something is written there.
fn blank(chars: &[char], from: usize) -> Option<(usize, usize)> {
    let end = filled(chars, from);
    let is_line = |c: &char| fills(*c) && !c.is_whitespace();
    if let Some(line) = (from..end).find(|at| is_line(&chars[*at])) {
        let length = chars[line..end].iter().take_while(|c| is_line(c)).count();
        return Some((line, line + length));
    }
    match chars.get(end) {
        None => Some((from, end)),
        Some(_) if end >= from + APART => Some((from, end - APART)),
        Some(_) => None,
    }
}

/// The spaces before 年, 月 and 日.
fn days(chars: &[char], from: usize) -> Option<[(DayPart, (usize, usize)); 3]> {
    let mut at = from;
    let mut part = |part: DayPart, mark: char| {
        let end = filled(chars, at);
        let blank = (part, (at, end));
        at = end + 1;
        (chars.get(end) == Some(&mark)).then_some(blank)
    };
    Some([
        part(DayPart::Year, '年')?,
        part(DayPart::Month, '月')?,
        part(DayPart::Day, '日')?,
    ])
}

/// The end of the spaces and lines that begin there.
fn filled(chars: &[char], from: usize) -> usize {
    let run = chars[from.min(chars.len())..]
        .iter()
        .take_while(|c| fills(**c));
    from + run.count()
}

fn fills(c: char) -> bool {
    c.is_whitespace() || matches!(c, '_' | '\u{FE4D}'..='\u{FE4F}' | '\u{2581}')
}

#[cfg(test)]
mod tests {
    //! The lines that say who reports, and when.

    use super::*;

    fn found(text: &str) -> Vec<(BlankId, String)> {
        let position = Position::Cell {
            table: 0,
            row: 0,
            column: 0,
            paragraph: 0,
        };
        let gaps = of_text(position, text).into_iter();
        gaps.map(|gap| {
            let to = gap.to.expect("every gap here has an end");
            let chars = text.chars().skip(gap.from).take(to - gap.from);
            (gap.id, chars.collect())
        })
        .collect()
    }

    #[test]
    fn who_reports_and_on_which_day() {
        use DayPart::{Day, Month, Whole, Year};
        let unit = |text: &str| (BlankId::Unit, text.to_owned());
        let day = |part: DayPart, text: &str| (BlankId::Day(part), text.to_owned());
        for (text, expected) in [
            ("填报单位：", vec![unit("")]),
            ("填报单位（盖章）：____", vec![unit("____")]),
            (
                "填报单位：      填报日期：",
                vec![unit("    "), day(Whole, "")],
            ),
            (
                "填报单位：____ 填报时间：  年 月　日",
                vec![
                    unit("____"),
                    day(Year, "  "),
                    day(Month, " "),
                    day(Day, "　"),
                ],
            ),
            ("填报单位：平江医院", vec![]),
            ("填报单位：填报人：", vec![]),
            ("请填报单位：", vec![]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
