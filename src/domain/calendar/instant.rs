//! The instant: one moment in time, as the store keeps it, and its face on the clock in China.

use std::fmt;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};

/// China Standard Time: eight hours ahead of UTC, the whole year round.
const CST: FixedOffset = FixedOffset::east_opt(8 * 3600).expect("eight hours lie within a day");

/// A moment, in milliseconds since 1970-01-01 00:00 UTC; an integer in the store and in JSON.
///
/// Every integer is an instant: one too far away for a calendar (a damaged row) shows as the calendar's
/// first or last moment instead of failing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instant(i64);

impl Instant {
    /// The instant that many milliseconds after the epoch.
    pub const fn from_epoch_ms(milliseconds: i64) -> Self {
        Self(milliseconds)
    }

    /// Milliseconds since the epoch.
    pub const fn epoch_ms(self) -> i64 {
        self.0
    }

    /// The instant at which a clock in China shows this date and time.
    pub fn from_cst(wall: NaiveDateTime) -> Self {
        // Chrono's last calendar days cannot be moved by an offset, so the offset is taken off the number.
        Self(wall.and_utc().timestamp_millis() - i64::from(CST.local_minus_utc()) * 1000)
    }

    /// 00:00 of the day.
    pub fn start_of(day: NaiveDate) -> Self {
        Self::from_cst(day.and_time(NaiveTime::MIN))
    }

    /// 24:00 of the day, which is 00:00 of the next: the first instant that no longer belongs to the day.
    pub fn end_of(day: NaiveDate) -> Self {
        Self(Self::start_of(day).0 + 86_400_000)
    }

    /// What a clock and a calendar in China show.
    pub fn cst(self) -> NaiveDateTime {
        let edge = if self.0 < 0 {
            NaiveDateTime::MIN
        } else {
            NaiveDateTime::MAX
        };
        DateTime::from_timestamp_millis(self.0)
            .and_then(|utc| utc.naive_utc().checked_add_offset(CST))
            .unwrap_or(edge)
    }

    /// The day in China.
    pub fn date(self) -> NaiveDate {
        self.cst().date()
    }

    /// The time of day in China.
    pub fn time(self) -> NaiveTime {
        self.cst().time()
    }

    /// Milliseconds from `earlier` to this instant; negative when `earlier` is the later one.
    pub const fn ms_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// For tests and logs; what users read is made by [`super::words`].
impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Instant({} CST)", self.cst())
    }
}

#[cfg(test)]
mod tests {
    //! China Standard Time at the edges of days.

    use super::*;
    use proptest::prelude::*;

    fn cst(year: i32, month: u32, day: u32, hour: u32, minute: u32) -> Instant {
        let date = NaiveDate::from_ymd_opt(year, month, day).expect("a real day");
        Instant::from_cst(date.and_hms_opt(hour, minute, 0).expect("a real time"))
    }

    #[test]
    fn the_clock_is_eight_hours_ahead_of_utc() {
        assert_eq!(cst(1970, 1, 1, 8, 0), Instant::from_epoch_ms(0));
        // 2020-06-18 17:40 CST = 09:40 UTC, as `date -u -d @1592473200` has it.
        assert_eq!(cst(2020, 6, 18, 17, 40).epoch_ms(), 1_592_473_200_000);
        let late = Instant::from_epoch_ms(1_592_409_600_000); // 2020-06-17 16:00 UTC
        assert_eq!(
            late.date(),
            NaiveDate::from_ymd_opt(2020, 6, 18).expect("a real day")
        );
        assert_eq!(late.time(), NaiveTime::MIN);
    }

    #[test]
    fn a_day_ends_where_the_next_begins() {
        let day = NaiveDate::from_ymd_opt(2020, 6, 4).expect("a real day");
        assert_eq!(Instant::end_of(day), cst(2020, 6, 5, 0, 0));
        assert_eq!(
            Instant::end_of(day).ms_since(Instant::start_of(day)),
            86_400_000
        );
    }

    #[test]
    fn json_is_an_integer() {
        let json = serde_json::to_string(&cst(1970, 1, 1, 8, 1)).expect("serializes");
        assert_eq!(json, "60000");
        assert_eq!(
            serde_json::from_str::<Instant>(&json).expect("reads back"),
            cst(1970, 1, 1, 8, 1)
        );
    }

    proptest! {
        #[test]
        fn any_integer_shows_a_date(ms: i64) {
            let _ = format!("{:?}", Instant::from_epoch_ms(ms));
        }

        #[test]
        fn wall_time_goes_there_and_back(ms in -4_000_000_000_000i64..8_000_000_000_000) {
            let instant = Instant::from_epoch_ms(ms);
            prop_assert_eq!(Instant::from_cst(instant.cst()), instant);
        }
    }
}
