//! One shape as the other, so that every export can be had in every format.
//!
//! A workbook becomes a document of one table a sheet. A document of one table becomes one sheet with its lines around
//! it; a document of more becomes a sheet of prose and one for each table and chart.

mod flow;
mod strips;
mod tabulate;

pub(super) use flow::document_of;
pub(super) use tabulate::workbook_of;
