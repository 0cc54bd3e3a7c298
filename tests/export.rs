//! Paper out: exports made from real campaigns, reopened and read.

mod gusu;
mod paper_statistics;
