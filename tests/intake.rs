//! Filled forms read back: the four real ones, and many that are made in the same spirit.

mod real;
mod truth;
