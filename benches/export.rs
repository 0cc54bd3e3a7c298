//! Papers of a desk of 1,000 units, from the question to the bytes of the file: the rolled-up 附件2, and the list of all
//! units with all their figures.
//!
//! `cargo bench --bench export`

mod thousand;

use anyue::export::{Format, write};
use anyue::ops::export::{Kind, Request, build};
use divan::Bencher;
use thousand::NOW;

fn main() {
    divan::main();
}

#[divan::bench(sample_count = 20, args = [Format::Docx, Format::Xlsx, Format::Html])]
fn statistics_table(bencher: Bencher<'_, '_>, format: Format) {
    exported(bencher, Kind::Annex2, format);
}

#[divan::bench(sample_count = 10, args = [Format::Xlsx, Format::Csv])]
fn units_by_figures(bencher: Bencher<'_, '_>, format: Format) {
    exported(bencher, Kind::Units, format);
}

fn exported(bencher: Bencher<'_, '_>, kind: Kind, format: Format) {
    let (mut desk, _folder) = thousand::desk();
    let request = Request::new(&desk, kind);
    bencher.bench_local(|| {
        let paper = build(&mut desk, &request, NOW).expect("is laid out");
        write(&paper, format).expect("is written")
    });
}
