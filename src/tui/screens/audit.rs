//! 记录: who did what to the desk, latest first, narrowed down by unit, act, days and words. Nothing is changed here.

mod narrow;
mod state;
mod view;
mod work;

pub use state::Audit;
pub use work::{Answer, Request, perform};

#[cfg(test)]
mod tests;
