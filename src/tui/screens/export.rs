//! 导出: which paper, whose, of which time, in which format, and where to; then where the file lies. What a paper says is
//! `ops::export`'s.

mod editing;
mod order;
mod popup;
mod state;
mod view;
mod work;

pub use order::{Order, Recipients};
pub use state::Export;
pub use work::{Answer, Made, Request, perform};

#[cfg(test)]
mod tests;
