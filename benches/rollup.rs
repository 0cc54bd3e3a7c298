//! Reads of a coordinator's desk of 1,000 units × 5 periods × 69 figures (67 of them numbers). The aim stands in the name
//! of what has one. Made anew is the first read after a unit reported, kept is every other.
//!
//! `cargo bench --bench rollup`

mod thousand;

use anyue::ops::total::Extent;
use anyue::ops::{overview, status, total, trace};
use divan::Bencher;

fn main() {
    divan::main();
}

#[divan::bench(sample_count = 30, name = "roll-up, kept: under 20 ms")]
fn total_kept(bencher: Bencher<'_, '_>) {
    let (mut desk, _folder) = thousand::desk();
    let (table, seat) = (thousand::table(), desk.seat.unit);
    bencher.bench_local(|| {
        total::total(&mut desk, &table, seat, &Extent::Whole, thousand::NOW).expect("adds up")
    });
}

#[divan::bench(sample_count = 30, name = "roll-up, made anew: under 20 ms")]
fn total_fresh(bencher: Bencher<'_, '_>) {
    let (desk, _folder) = thousand::desk();
    let (table, seat) = (thousand::table(), desk.seat.unit);
    bencher.bench_local(|| total::fresh(&desk, &table, seat, &Extent::Whole).expect("adds up"));
}

#[divan::bench(sample_count = 30)]
fn trace_of_one_number(bencher: Bencher<'_, '_>) {
    let (desk, _folder) = thousand::desk();
    let figure = desk.campaign.figures[3].id.clone();
    let seat = desk.seat.unit;
    bencher.bench_local(|| trace::trace(&desk, seat, &Extent::Whole, &figure).expect("is traced"));
}

#[divan::bench(sample_count = 30)]
fn matrix(bencher: Bencher<'_, '_>) {
    let (desk, _folder) = thousand::desk();
    bencher.bench_local(|| status::survey(&desk, thousand::NOW).expect("reads"));
}

#[divan::bench(sample_count = 30)]
fn matrix_narrowed_by_pinyin(bencher: Bencher<'_, '_>) {
    let (desk, _folder) = thousand::desk();
    let matrix = status::survey(&desk, thousand::NOW).expect("reads");
    let filter = status::Filter {
        text: "sldw07".to_owned(),
        ..status::Filter::default()
    };
    bencher.bench_local(|| matrix.select(&filter, status::Sort::Urgency));
}

#[divan::bench(sample_count = 30)]
fn overview_kept(bencher: Bencher<'_, '_>) {
    let (mut desk, _folder) = thousand::desk();
    bencher.bench_local(|| overview::overview(&mut desk, thousand::NOW).expect("reads"));
}
