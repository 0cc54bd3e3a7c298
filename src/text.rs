//! Text as a terminal and a person see it: columns, graphemes, lines, pinyin.
//!
//! Everything here is pure: text in, text or positions out. It knows no domain (what a figure may hold), no screen
//! (who draws the line) and no file. Columns are terminal cells, never bytes and never `char`s.

pub mod digits;
pub mod dropped;
pub mod line;
pub mod romanize;
pub mod sanitize;
pub mod search;
pub mod width;
pub mod wrap;
