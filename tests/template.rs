//! The notice's own blank forms: filled in, opened again and read back.

mod desk;
mod look;
mod office;
mod round_trip;
mod workbook;
