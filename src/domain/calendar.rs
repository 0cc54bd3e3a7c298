//! Days and moments: the instant, ranges of days, what a day is in the State Council's holiday calendar,
//! and how all of them are read from and written for people.
//!
//! What is due when is in [`super::schedule`]. Nothing here reads a clock: "now" comes in as an argument
//! (`crate::clock` makes it).
//!
//! The clock of every campaign is China Standard Time, UTC+8 without summer time since 1992, whatever the
//! machine says; [`Instant`] is the only place that knows the offset.

mod day_range;
mod holidays;
mod instant;
mod reading;
pub mod words;

pub use day_range::{BackwardsRange, DayRange};
pub use holidays::{Day, HolidayCalendar, HolidayTableError, Unpublished};
pub use instant::Instant;
pub use reading::{Moment, MomentError, read_date, read_day_of, read_moment};
