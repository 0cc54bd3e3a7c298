//! How a sheet that is too wide for a page is divided: columns give way first, and only what still does not fit is cut,
//! between the sections of its header, with the frozen columns on every part.
//!
//! Belongs here: which columns stand on which page, and how narrow they may become. Does not belong here: how a format
//! cuts ([`strips`](crate::export::reshape), breaks between columns in Excel).

use std::ops::Range;

use super::{Cell, Sheet};
use crate::export::document::Shade;
use crate::export::value::Value;
use crate::text::width::width;

/// Width of a column that the sheet does not name, in narrow characters.
pub(in crate::export) const UNNAMED: u16 = 12;
/// No column of words becomes narrower: four characters to a line, and the air beside them.
const LEAST_WORDS: usize = 11;
/// Narrow characters beside a cell's text.
const AIR: usize = 3;

/// What one page holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::export) struct Room {
    /// In narrow characters.
    pub across: u32,
    pub columns: usize,
}

/// Which columns stand on which page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::export) struct Division {
    /// Columns at the left that stand on every page.
    pub repeated: usize,
    /// The other columns page by page, in order and without a gap; one group where everything fits.
    pub groups: Vec<Range<usize>>,
}

impl Sheet {
    /// Width of every column in narrow characters.
    pub(in crate::export) fn widths(&self) -> Vec<u16> {
        let named = |col: usize| self.columns.get(col).map_or(UNNAMED, |column| column.width);
        (0..self.width()).map(named).collect()
    }

    /// The pages that the sheet takes side by side, each ending where a section of the header ends unless that section
    /// alone is wider than a page.
    pub(in crate::export) fn divided(&self, room: Room) -> Division {
        Cut::of(self, room).divide(&self.widths())
    }

    /// The same with columns narrowed, as far as that saves a page and no further: those first in which the fewest lines
    /// come of it, so that a paragraph does not become a strip while names have room.
    pub(in crate::export) fn narrowed(&self, room: Room) -> Sheet {
        let cut = Cut::of(self, room);
        let mut widths = self.widths();
        let needs = self.needs(&widths);
        let least: Vec<u16> = needs.iter().map(|need| need.least).collect();
        let fewest = cut.divide(&least).groups.len();
        while cut.divide(&widths).groups.len() > fewest {
            let columns = widths.iter_mut().zip(&needs);
            let gives_way = columns.filter(|(width, need)| **width > need.least);
            let by_lines = |(width, need): &(&mut u16, &Need)| {
                (need.lines(**width - 1), std::cmp::Reverse(**width))
            };
            let Some((width, _)) = gives_way.min_by_key(by_lines) else {
                break;
            };
            *width -= 1;
        }
        let columns = widths.into_iter().map(|width| super::Column { width });
        let mut sheet = self.clone();
        sheet.columns = columns.collect();
        sheet
    }

    /// What each column needs; cells over several columns have room enough.
    fn needs(&self, widths: &[u16]) -> Vec<Need> {
        let nothing = Need {
            least: 1,
            longest: 0,
        };
        let mut needs = vec![nothing; widths.len()];
        let merges = self.placed_merges();
        let across: Vec<_> = merges.iter().filter(|merge| merge.cols > 1).collect();
        let lines = self.header.iter().chain(&self.rows).enumerate();
        for (row, cells) in lines {
            for (col, cell) in cells.iter().enumerate() {
                if !across.iter().any(|merge| merge.holds(row, col)) {
                    needs[col].add(cell, widths[col]);
                }
            }
        }
        needs
    }
}

/// How narrow a column may become, and what stands in it.
#[derive(Debug, Clone, Copy)]
struct Need {
    least: u16,
    /// Narrow characters of its longest text.
    longest: usize,
}

impl Need {
    /// Words wrap, numbers and days do not. No column becomes wider than it is.
    fn add(&mut self, cell: &Cell, most: u16) {
        let long = width(&cell.value.shown());
        let whole = long + AIR;
        let least = match cell.value {
            Value::Number(_) | Value::Date(_) => whole,
            _ if cell.shade == Shade::Header => whole.min(LEAST_WORDS - AIR),
            _ => whole.min(LEAST_WORDS),
        };
        let least = u16::try_from(least).unwrap_or(u16::MAX);
        self.least = self.least.max(least).min(most);
        self.longest = self.longest.max(long);
    }

    /// Lines of the longest text in a column so wide.
    fn lines(&self, width: u16) -> usize {
        let room = usize::from(width).saturating_sub(AIR).max(1);
        self.longest.div_ceil(room).max(1)
    }
}

/// What a division depends on besides the widths.
struct Cut {
    room: Room,
    frozen: usize,
    /// Columns that stand under one heading, in order, from the first that is not frozen.
    sections: Vec<Range<usize>>,
}

impl Cut {
    fn of(sheet: &Sheet, room: Room) -> Cut {
        let frozen = sheet.freeze_columns.min(sheet.width());
        let header = sheet.header.len();
        let merges = sheet.placed_merges();
        let across = |col: usize| {
            let mut over = merges.iter().filter(|merge| merge.row < header);
            over.any(|merge| merge.col < col && col < merge.col + merge.cols)
        };
        let mut sections: Vec<Range<usize>> = Vec::new();
        for col in 0..sheet.width() {
            match sections.last_mut() {
                Some(last) if across(col) => last.end = col + 1,
                _ => sections.push(col..col + 1),
            }
        }
        Cut {
            room,
            frozen,
            sections,
        }
    }

    fn divide(&self, widths: &[u16]) -> Division {
        let sum = |range: Range<usize>| widths[range].iter().copied().map(u32::from).sum::<u32>();
        let Room { across, columns } = self.room;
        if sum(0..widths.len()) <= across && widths.len() <= columns {
            return Division {
                repeated: 0,
                groups: std::iter::once(0..widths.len()).collect(),
            };
        }
        // Frozen columns that leave no room for others are columns like the others.
        let is_small = sum(0..self.frozen) <= across / 2 && self.frozen <= columns / 2;
        let repeated = if is_small { self.frozen } else { 0 };
        let room = across - sum(0..repeated);
        let most = columns - repeated;
        let fits = |range: &Range<usize>| range.len() <= most && sum(range.clone()) <= room;
        let mut groups: Vec<Range<usize>> = Vec::new();
        let pieces = self.sections.iter().filter(|it| it.end > repeated);
        let pieces = pieces.flat_map(|section| {
            let section = section.start.max(repeated)..section.end;
            let step = if fits(&section) { section.len() } else { 1 };
            let pieces = section.clone().step_by(step.max(1));
            pieces.map(move |start| start..(start + step).min(section.end))
        });
        for piece in pieces {
            match groups.last_mut() {
                Some(group) if fits(&(group.start..piece.end)) => group.end = piece.end,
                _ => groups.push(piece),
            }
        }
        Division { repeated, groups }
    }
}

#[cfg(test)]
mod tests {
    //! Sheets too wide for their page.

    use super::*;

    const ROOM: Room = Room {
        across: 100,
        columns: 50,
    };

    #[test]
    fn a_page_ends_where_a_section_ends() {
        let mut sheet = Sheet::new("s", [20; 8])
            .header(["单位", "甲", "", "", "乙", "", "丙", ""])
            .freeze_columns(1);
        for (col, cols) in [(1, 3), (4, 2), (6, 2)] {
            sheet.merge(0, col, 1, cols);
        }
        let division = sheet.divided(ROOM);
        assert_eq!((division.repeated, division.groups), (1, vec![1..4, 4..8]));
    }

    #[test]
    fn a_section_wider_than_a_page_is_cut_inside() {
        let mut sheet = Sheet::new("s", [30; 6]).header(["甲", "", "", "", "", "乙"]);
        sheet.merge(0, 0, 1, 5);
        assert_eq!(sheet.divided(ROOM).groups, [0..3, 3..6]);
    }

    #[test]
    fn columns_of_words_give_way_before_a_sheet_is_cut() {
        let mut sheet = Sheet::new("s", [20, 40, 40, 20]).header(["单位", "隐患", "整改", "日期"]);
        let long = "要有五个以上的字才会换行，这里有的";
        let day = chrono::NaiveDate::from_ymd_opt(2020, 6, 1).expect("a day");
        sheet.push(["甲".into(), long.into(), long.into(), Cell::date(day)]);
        let narrowed = sheet.narrowed(ROOM);
        assert_eq!(narrowed.divided(ROOM).groups.len(), 1);
        assert_eq!(narrowed.widths(), [13, 37, 37, 13]);
    }

    #[test]
    fn what_cannot_be_saved_by_narrowing_stays_as_wide_as_its_parts_allow() {
        let mut sheet = Sheet::new("s", [80; 5]).header(["很长的名称一"; 5]);
        sheet.push(std::iter::repeat_n(Cell::integer(10_i64.pow(18)), 5));
        // Numbers of 19 digits: two pages at the least, and as wide as these allow.
        let narrowed = sheet.narrowed(ROOM);
        assert_eq!(narrowed.divided(ROOM).groups.len(), 2);
        assert!(narrowed.widths().iter().all(|width| *width >= 33));
        let fits = Sheet::new("s", [30; 3]);
        assert_eq!(fits.narrowed(ROOM), fits);
    }
}
