//! Filled forms read back: the four real ones, and many that are made in the same spirit.

mod make;
mod measured;
mod producers;
mod real;
mod rosters;
pub mod truth;
mod twisted;
