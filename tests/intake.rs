//! Filled forms read back: the four real ones, and many that are made in the same spirit.

mod documents;
mod fuzzed;
mod grids;
mod hostile;
mod make;
mod measured;
mod producers;
mod real;
mod registration;
mod resaved;
mod rosters;
mod tolerances;
pub mod truth;
mod twisted;
mod weight;
