//! Nouns and rules of a campaign: records in, answers out. No SQL, no screen, no clock, no file.

pub mod calendar;
pub mod schedule;
