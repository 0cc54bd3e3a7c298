//! A run of days, both ends belonging to it.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::words;

/// Days from `from` to `to`, both included; never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Ends", into = "Ends")]
pub struct DayRange {
    from: NaiveDate,
    to: NaiveDate,
}

/// The last day lies before the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("结束日期{}早于开始日期{}", words::date(*to), words::date(*from))]
pub struct BackwardsRange {
    pub from: NaiveDate,
    pub to: NaiveDate,
}

impl DayRange {
    /// Refuses an end before the start.
    pub fn new(from: NaiveDate, to: NaiveDate) -> Result<Self, BackwardsRange> {
        if from <= to {
            Ok(Self { from, to })
        } else {
            Err(BackwardsRange { from, to })
        }
    }

    pub const fn single(day: NaiveDate) -> Self {
        Self { from: day, to: day }
    }

    /// The first day.
    pub const fn from(self) -> NaiveDate {
        self.from
    }

    /// The last day; it belongs to the range.
    pub const fn to(self) -> NaiveDate {
        self.to
    }

    /// How many days, at least 1.
    #[allow(clippy::len_without_is_empty, reason = "a range always has a day")]
    pub fn len(self) -> u32 {
        u32::try_from((self.to - self.from).num_days() + 1)
            .expect("chrono's whole calendar has fewer days")
    }

    /// The day of the range that is nearest to `day`: itself where it lies within.
    pub fn nearest_to(self, day: NaiveDate) -> NaiveDate {
        day.clamp(self.from, self.to)
    }

    pub fn contains(self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }

    /// Which day of the range this is, from 1; `None` outside.
    pub fn day_number(self, day: NaiveDate) -> Option<u32> {
        (self.contains(day)).then(|| {
            Self {
                from: self.from,
                to: day,
            }
            .len()
        })
    }

    /// Every day, in order.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = NaiveDate> {
        let from = self.from;
        (0..self.len()).filter_map(move |n| from.checked_add_days(chrono::Days::new(u64::from(n))))
    }

    /// The days in both ranges.
    pub fn overlap(self, other: Self) -> Option<Self> {
        Self::new(self.from.max(other.from), self.to.min(other.to)).ok()
    }
}

/// `6月5日—6月11日`; one day stands alone, and years appear where the two ends differ in them.
impl fmt::Display for DayRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (from, to) = (self.from, self.to);
        if from == to {
            f.write_str(&words::month_day(from))
        } else if from.year() == to.year() {
            write!(f, "{}—{}", words::month_day(from), words::month_day(to))
        } else {
            write!(f, "{}—{}", words::date(from), words::date(to))
        }
    }
}

/// How a range is written in JSON: read back through [`DayRange::new`], so a stored one is checked too.
#[derive(Serialize, Deserialize)]
struct Ends {
    from: NaiveDate,
    to: NaiveDate,
}

impl TryFrom<Ends> for DayRange {
    type Error = BackwardsRange;

    fn try_from(ends: Ends) -> Result<Self, Self::Error> {
        Self::new(ends.from, ends.to)
    }
}

impl From<DayRange> for Ends {
    fn from(range: DayRange) -> Self {
        Self {
            from: range.from,
            to: range.to,
        }
    }
}

#[cfg(test)]
mod tests {
    //! Days counted, shared and told.

    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a real day")
    }

    fn range(from: NaiveDate, to: NaiveDate) -> DayRange {
        DayRange::new(from, to).expect("in order")
    }

    #[test]
    fn counts_both_ends() {
        let june = range(day(2020, 6, 1), day(2020, 6, 30));
        assert_eq!(june.len(), 30);
        assert_eq!(june.iter().count(), 30);
        assert_eq!(june.iter().next_back(), Some(day(2020, 6, 30)));
        assert!(june.contains(day(2020, 6, 30)) && !june.contains(day(2020, 7, 1)));
        assert_eq!(june.day_number(day(2020, 6, 18)), Some(18));
        assert_eq!(june.day_number(day(2020, 5, 31)), None);
    }

    #[test]
    fn overlap_is_what_both_have() {
        let june = range(day(2020, 6, 1), day(2020, 6, 30));
        let around = range(day(2020, 6, 26), day(2020, 7, 1));
        assert_eq!(
            june.overlap(around),
            Some(range(day(2020, 6, 26), day(2020, 6, 30)))
        );
        assert_eq!(june.overlap(DayRange::single(day(2020, 7, 1))), None);
    }

    #[test]
    fn reads_as_chinese() {
        for (from, to, text) in [
            (day(2020, 6, 5), day(2020, 6, 11), "6月5日—6月11日"),
            (day(2020, 6, 4), day(2020, 6, 4), "6月4日"),
            (
                day(2025, 12, 29),
                day(2026, 1, 4),
                "2025年12月29日—2026年1月4日",
            ),
        ] {
            assert_eq!(range(from, to).to_string(), text);
        }
    }

    #[test]
    fn a_backwards_range_is_refused_also_from_json() {
        let error = DayRange::new(day(2020, 6, 30), day(2020, 6, 1)).expect_err("backwards");
        assert_eq!(
            error.to_string(),
            "结束日期2020年6月1日早于开始日期2020年6月30日"
        );
        let json = r#"{"from":"2020-06-30","to":"2020-06-01"}"#;
        assert!(serde_json::from_str::<DayRange>(json).is_err());
        let good = r#"{"from":"2020-06-01","to":"2020-06-30"}"#;
        let june: DayRange = serde_json::from_str(good).expect("reads");
        assert_eq!(serde_json::to_string(&june).expect("writes"), good);
    }
}
