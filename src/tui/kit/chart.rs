//! Small charts in plain characters: bars in a row for how far each thing is, standing bars for what came week by week.
//! Parts of a bar differ by sign and not by colour alone; all signs are ASCII, which every terminal draws one column
//! wide. What is counted is the screen's.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::ink;
use crate::text::width::{center, pad_right};
use crate::tui::theme::{Meaning, Theme};

/// A part of a lying bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    pub count: u64,
    pub sign: char,
    pub meaning: Meaning,
}

/// A lying bar: what it is about, its parts, and what is said behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    pub label: String,
    pub parts: Vec<Part>,
    pub note: String,
}

impl Bar {
    pub fn new(label: impl Into<String>, note: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            parts: Vec::new(),
            note: note.into(),
        }
    }

    pub fn part(mut self, count: u64, sign: char, meaning: Meaning) -> Self {
        self.parts.push(Part {
            count,
            sign,
            meaning,
        });
        self
    }
}

/// Labels wider than this are cut.
const MAX_LABEL: u16 = 28;

/// How long the bars are where labels and notes are drawn with them in `width` columns.
pub fn room_for_bars(bars: &[Bar], width: u16) -> u16 {
    shape(bars, width).1
}

/// The columns of the labels and of the bars.
fn shape(bars: &[Bar], width: u16) -> (u16, u16) {
    let widest = |text: fn(&Bar) -> &str| {
        bars.iter()
            .map(|bar| ink::columns(text(bar)))
            .max()
            .unwrap_or(0)
    };
    let label = widest(|bar| &bar.label).min(MAX_LABEL).min(width / 2);
    let note = widest(|bar| &bar.note).min(width * 2 / 5);
    (label, width.saturating_sub(label + note + 4))
}

/// Draws one bar a row. Each bar is the whole width, shared out among its parts.
pub fn bars(buffer: &mut Buffer, area: Rect, bars: &[Bar], theme: Theme) {
    let (label, room) = shape(bars, area.width);
    for (index, bar) in bars.iter().enumerate() {
        let row = ink::row(area, index);
        let name = pad_right(&bar.label, label.into());
        let mut used = ink::put(buffer, row, &name, theme.style(Meaning::Text)) + 1;
        let edge = theme.style(Meaning::Muted);
        used += ink::put(buffer, ink::indent(row, used), "[", edge);
        for (part, columns) in bar.parts.iter().zip(shares(&bar.parts, room)) {
            let text = part.sign.to_string().repeat(columns.into());
            used += ink::put(
                buffer,
                ink::indent(row, used),
                &text,
                theme.style(part.meaning),
            );
        }
        // A bar of nothing is empty, not missing.
        let used = used.max(
            label
                + 2
                + if bar.parts.iter().all(|part| part.count == 0) {
                    room
                } else {
                    0
                },
        );
        let used = used + ink::put(buffer, ink::indent(row, used), "]", edge) + 1;
        ink::put(
            buffer,
            ink::indent(row, used),
            &bar.note,
            theme.style(Meaning::Muted),
        );
    }
}

/// Shares `room` columns out among parts by their counts, so that all are used and none that counts is invisible,
/// where there is room for all of them.
fn shares(parts: &[Part], room: u16) -> Vec<u16> {
    let total: u128 = parts.iter().map(|part| u128::from(part.count)).sum();
    let (mut sum, mut end) = (0, 0);
    let mut shares: Vec<u16> = Vec::with_capacity(parts.len());
    for part in parts {
        sum += u128::from(part.count);
        // To the nearest column, so that like parts look alike wherever they stand.
        let until = (2 * u128::from(room) * sum + total).checked_div(2 * total);
        let until = until.unwrap_or(0);
        let until = u16::try_from(until).expect("not more than the room");
        shares.push(until - end);
        end = until;
    }
    for index in 0..parts.len() {
        let widest = (0..shares.len()).max_by_key(|&index| shares[index]);
        if let Some(widest) = widest
            && parts[index].count > 0
            && shares[index] == 0
            && shares[widest] > 1
        {
            shares[widest] -= 1;
            shares[index] = 1;
        }
    }
    shares
}

/// How many standing bars there is room for in `width` columns.
pub fn columns_in(points: &[(String, u64)], width: u16) -> usize {
    usize::from(width / column_width(points))
}

fn column_width(points: &[(String, u64)]) -> u16 {
    let widest =
        |(label, count): &(String, u64)| ink::columns(label).max(ink::columns(&count.to_string()));
    points.iter().map(widest).max().unwrap_or(0) + 2
}

/// Draws standing bars side by side, each with its number above and its label below.
pub fn columns(buffer: &mut Buffer, area: Rect, points: &[(String, u64)], theme: Theme) {
    let area = area.intersection(buffer.area);
    let width = column_width(points);
    let highest = points.iter().map(|(_, count)| *count).max().unwrap_or(0);
    // One row for the numbers, one for the labels.
    let room = area.height.saturating_sub(2);
    let mut rest = area;
    for (label, count) in points {
        if rest.width < width {
            return;
        }
        let column = Rect { width, ..rest };
        rest = ink::indent(rest, width);
        let height = height(*count, highest, room);
        let base = usize::from(area.height.saturating_sub(1));
        let bar = center(
            &"#".repeat(usize::from(width.saturating_sub(4).clamp(1, 5))),
            width.into(),
        );
        for up in 1..=usize::from(height) {
            let row = ink::row(column, base.saturating_sub(up));
            ink::put(buffer, row, &bar, theme.style(Meaning::Accent));
        }
        let number = center(&count.to_string(), width.into());
        let above = ink::row(column, base.saturating_sub(usize::from(height) + 1));
        ink::put(buffer, above, &number, theme.style(Meaning::Text));
        let label = center(label, width.into());
        ink::put(
            buffer,
            ink::row(column, base),
            &label,
            theme.style(Meaning::Muted),
        );
    }
}

/// Rows of a bar: none for nothing, at least one for something.
fn height(count: u64, highest: u64, room: u16) -> u16 {
    let rows = (u128::from(room) * u128::from(count))
        .checked_div(u128::from(highest))
        .unwrap_or(0);
    let rows = u16::try_from(rows).expect("not more than the room");
    rows.max(u16::from(count > 0)).min(room)
}

#[cfg(test)]
mod tests {
    //! Bars of every length.

    use super::*;
    use crate::tui::dump;
    use proptest::prelude::*;

    fn screen(width: u16, height: u16) -> Buffer {
        Buffer::empty(Rect::new(0, 0, width, height))
    }

    fn sample() -> Vec<Bar> {
        vec![
            Bar::new("联络员推荐表", "23/24")
                .part(22, '#', Meaning::Good)
                .part(1, '+', Meaning::Warning)
                .part(1, '!', Meaning::Bad),
            Bar::new("每周材料", "8/24")
                .part(8, '#', Meaning::Good)
                .part(0, '+', Meaning::Warning)
                .part(16, '.', Meaning::Muted),
            Bar::new("总结和附件2", "0/0"),
        ]
    }

    #[test]
    fn bars_share_one_width() {
        let mut buffer = screen(50, 3);
        let area = buffer.area;
        bars(&mut buffer, area, &sample(), Theme::new(true));
        assert_eq!(
            dump::text(&buffer),
            "\
联络员推荐表 [###########################+!] 23/24
每周材料     [##########...................] 8/24
总结和附件2  [                             ] 0/0
"
        );
    }

    #[test]
    fn weeks_stand_side_by_side() {
        let mut buffer = screen(40, 6);
        let area = buffer.area;
        let points = [("第1周", 22), ("第2周", 11), ("第3周", 1), ("第4周", 0)];
        let points = points.map(|(label, count)| (label.to_owned(), count));
        columns(&mut buffer, area, &points, Theme::new(true));
        assert_eq!(
            dump::text(&buffer),
            "\x20 22
  ###
  ###    11
  ###    ###     1
  ###    ###    ###     0
 第1周  第2周  第3周  第4周
"
        );
    }

    proptest! {
        #[test]
        fn shares_fill_the_room_and_hide_nothing(counts in prop::collection::vec(0u64..1_000_000, 1..6), room in 0u16..60) {
            let parts: Vec<Part> = counts.iter().map(|&count| Part { count, sign: '#', meaning: Meaning::Text }).collect();
            let shares = shares(&parts, room);
            let counted = counts.iter().filter(|&&count| count > 0).count();
            prop_assert_eq!(shares.iter().sum::<u16>(), if counted > 0 { room } else { 0 });
            if usize::from(room) >= counted {
                for (count, share) in counts.iter().zip(&shares) {
                    prop_assert_eq!(*count > 0, *share > 0);
                }
            }
        }

        #[test]
        fn no_size_panics(width in 1u16..60, height in 1u16..8, count in any::<u64>()) {
            let mut buffer = screen(width, height);
            let area = buffer.area;
            bars(&mut buffer, area, &sample(), Theme::new(false));
            columns(&mut buffer, area, &[("甲".into(), count), ("乙".into(), u64::MAX)], Theme::new(false));
        }
    }
}
