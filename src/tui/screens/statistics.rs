//! 统计表: a table of the notice with the figures of one unit or rolled up, of one period, until a day or of all, on
//! paper or as a list; and what each number is made of. How figures add up is `ops::total`'s and `ops::trace`'s.

mod flags;
mod sheet;
mod sources;
mod state;
mod view;
mod work;

pub use state::Statistics;
pub use work::{Answer, Asked, Request, perform};

#[cfg(test)]
mod tests;
