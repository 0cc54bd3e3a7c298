//! Reading numbers, days and words from the front of a text in which spaces do not matter: `7 月1日`.

use chrono::{Datelike, NaiveDate};

use crate::text::digits::fold_char;

/// A paragraph folded to half-width and without spaces, each character with its place in the paragraph.
#[derive(Debug, Clone)]
pub(super) struct Folded {
    pub(super) chars: Vec<char>,
    /// Byte offsets into the paragraph, and its length at the end.
    places: Vec<usize>,
}

impl Folded {
    pub(super) fn new(paragraph: &str) -> Self {
        let mut chars = Vec::new();
        let mut places = Vec::new();
        for (place, c) in paragraph.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            chars.push(fold_char(c));
            places.push(place);
        }
        places.push(paragraph.len());
        Self { chars, places }
    }

    /// The paragraph's own words for a stretch of characters.
    pub(super) fn words<'p>(&self, paragraph: &'p str, from: usize, to: usize) -> &'p str {
        paragraph[self.places[from]..self.places[to]].trim()
    }

    pub(super) fn scan(&self, at: usize) -> Scan<'_> {
        Scan {
            chars: &self.chars,
            at,
        }
    }

    /// Whether the characters before a place end with one of these words.
    pub(super) fn follows(&self, at: usize, words: &[&str]) -> bool {
        let before = &self.chars[..at];
        words.iter().any(|word| {
            let length = word.chars().count();
            before.len() >= length
                && word
                    .chars()
                    .eq(before[before.len() - length..].iter().copied())
        })
    }
}

/// A place in a folded paragraph.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scan<'c> {
    chars: &'c [char],
    pub(super) at: usize,
}

/// A day as a notice names it; the year may be left to the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::draft) struct Day {
    pub(in crate::draft) year: Option<i32>,
    pub(in crate::draft) month: u32,
    /// From 1; 31 is the last of a shorter month too.
    pub(in crate::draft) day: u32,
}

impl Day {
    /// The day in the calendar; `None` where there is none.
    pub(in crate::draft) fn on(self, year: i32) -> Option<NaiveDate> {
        let year = self.year.unwrap_or(year);
        let first = NaiveDate::from_ymd_opt(year, self.month, 1)?;
        let last = u32::from(first.num_days_in_month());
        match self.day {
            31 => NaiveDate::from_ymd_opt(year, self.month, last),
            day => NaiveDate::from_ymd_opt(year, self.month, day),
        }
    }
}

impl Scan<'_> {
    pub(super) fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    /// Goes over one of the words, if it comes next.
    pub(super) fn eat(&mut self, words: &[&str]) -> bool {
        let found = words.iter().find(|word| {
            let length = word.chars().count();
            self.chars.len() >= self.at + length
                && word
                    .chars()
                    .eq(self.chars[self.at..self.at + length].iter().copied())
        });
        self.at += found.map_or(0, |word| word.chars().count());
        found.is_some()
    }

    /// A number of at most so many figures, or one to 99 in Chinese.
    pub(super) fn number(&mut self, figures: usize) -> Option<u32> {
        let rest = &self.chars[self.at..];
        let count = rest.iter().take_while(|c| c.is_ascii_digit()).count();
        if count > 0 {
            let text: String = rest[..count].iter().collect();
            self.at += count;
            return text.parse().ok().filter(|_| count <= figures);
        }
        let count = rest
            .iter()
            .take_while(|c| "一二三四五六七八九十".contains(**c))
            .count();
        let value = chinese(&rest[..count])?;
        self.at += count;
        Some(value)
    }

    /// 2020年6月4日, 6月4日.
    pub(super) fn day(&mut self) -> Option<Day> {
        let mut ahead = *self;
        let (year, month) = ahead.month()?;
        let day = ahead.number(2).filter(|day| (1..=31).contains(day))?;
        if !ahead.eat(&["日", "号"]) {
            return None;
        }
        *self = ahead;
        Some(Day { year, month, day })
    }

    /// 2020年6月, 6月, with the sign.
    pub(super) fn month(&mut self) -> Option<(Option<i32>, u32)> {
        let mut ahead = *self;
        let mut first = ahead.number(4)?;
        let mut year = None;
        if ahead.eat(&["年"]) {
            year = i32::try_from(first)
                .ok()
                .filter(|year| (1990..2200).contains(year));
            year?;
            first = ahead.number(2)?;
        }
        if !ahead.eat(&["月"]) || !(1..=12).contains(&first) {
            return None;
        }
        *self = ahead;
        Some((year, first))
    }
}

/// One to 99.
fn chinese(chars: &[char]) -> Option<u32> {
    let digit = |c: char| "零一二三四五六七八九".chars().position(|known| known == c);
    let value = match chars {
        ['十'] => 10,
        ['十', one] => 10 + digit(*one)?,
        [ten, '十'] => digit(*ten)? * 10,
        [ten, '十', one] => digit(*ten)? * 10 + digit(*one)?,
        [one] => digit(*one)?,
        _ => return None,
    };
    u32::try_from(value).ok()
}

/// The year of a line that begins with a day and its year, as the line below a signature does.
pub(super) fn dated(line: &str) -> Option<i32> {
    Folded::new(line).scan(0).day()?.year
}

#[cfg(test)]
mod tests {
    //! Days in running text.

    use super::*;

    #[test]
    fn days_are_read_however_they_are_written() {
        for (text, expected) in [
            ("7 月1日前", Some((None, 7, 1))),
            ("２０２０年６月４号", Some((Some(2020), 6, 4))),
            ("六月二十五日", Some((None, 6, 25))),
            ("十二月三十一日", Some((None, 12, 31))),
            ("13月1日", None),
            ("6月32日", None),
            ("6月份", None),
            ("20200年6月4日", None),
        ] {
            let found = Folded::new(text).scan(0).day();
            assert_eq!(
                found.map(|day| (day.year, day.month, day.day)),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn the_last_of_a_month_is_its_last() {
        let last = |month| {
            Day {
                year: None,
                month,
                day: 31,
            }
            .on(2020)
            .map(|day| day.to_string())
        };
        assert_eq!(last(6).as_deref(), Some("2020-06-30"));
        assert_eq!(last(2).as_deref(), Some("2020-02-29"));
        assert_eq!(
            Day {
                year: None,
                month: 2,
                day: 30
            }
            .on(2020),
            None
        );
    }
}
