//! Nouns and rules of a campaign: records in, answers out. Knows no SQL, no screen, no clock, no file.

pub mod arrival;
pub mod audit;
pub mod calendar;
pub mod campaign;
pub mod closing;
pub mod figure;
pub mod formula;
pub mod hazard;
pub mod id;
pub mod lineage;
pub mod material;
pub mod nomination;
pub mod period;
pub mod points;
pub mod problem;
pub mod ratio;
pub mod record;
pub mod review;
pub mod rollup;
pub mod schedule;
pub mod status;
pub mod submission;
pub mod target;
pub mod typing;
pub mod unit;
