//! Paper out: every writer's file is opened again and read, for sample papers and for those of real campaigns.

mod csv;
mod docx;
mod edited;
mod grid;
mod gusu;
mod html;
mod json;
mod md;
mod paper_desk;
mod paper_statistics;
mod samples;
mod xlsx;

use anyue::export::{Format, write};

/// The same paper is the same file: no clock, no random name gets in.
#[test]
fn every_shape_in_every_format_is_deterministic() {
    for (name, export) in samples::all() {
        for format in Format::ALL {
            let first = write(&export, format).unwrap();
            let second = write(&export, format).unwrap();
            assert!(!first.is_empty(), "{name}.{format}");
            assert!(first == second, "{name}.{format} differs from itself");
        }
    }
}
