//! One entry of the hazard ledger that two desks write in: neither undoes what the other did.

use super::*;
use crate::domain::hazard::HazardEntry;
use crate::domain::id::HazardId;
use crate::ops::hazard::{self, ListHazards};

/// The desk above, the unit's own, and the entry that both know, by its number on each.
fn known_to_both() -> (Bench, Desk, [HazardId; 2]) {
    let mut bench = Bench::new();
    let mut below = bench.liaison("001", "甲");
    let mut entry = HazardEntry::new(june(4, 9, 0).date(), "general".into());
    entry.place = "楼梯".into();
    entry.what = "堆物".into();
    let seat = below.seat.unit;
    let there = hazard::add(&mut below, seat, &entry, june(4, 9, 0)).expect("is entered");
    let packet = up(&mut below, 1, june(4, 10, 0));
    bench.take(&packet, june(4, 11, 0));
    let here = listed(&bench.above)[0].0;
    (bench, below, [here, there])
}

fn listed(desk: &Desk) -> Vec<(HazardId, HazardEntry)> {
    let all = hazard::list(desk, &ListHazards::default(), june(20, 9, 0).date());
    let all = all.expect("reads").into_iter();
    all.map(|one| (one.id, one.entry)).collect()
}

fn edit(desk: &mut Desk, id: HazardId, now: Instant, change: impl FnOnce(&mut HazardEntry)) {
    let seen = hazard::get(desk, id).expect("is there").entry;
    let mut entry = seen.clone();
    change(&mut entry);
    hazard::edit(desk, id, &seen, &entry, "", now).expect("is changed");
}

#[test]
fn an_edit_below_does_not_take_a_closing_back_that_was_made_above() {
    let (mut bench, mut below, [here, there]) = known_to_both();
    let (on, nothing) = (june(6, 9, 0).date(), Default::default());
    hazard::close(&mut bench.above, here, on, &nothing, june(6, 9, 0)).expect("is closed");
    edit(&mut below, there, june(8, 9, 0), |entry| {
        entry.responsible = "联络员甲".into();
    });
    let packet = up(&mut below, 1, june(8, 10, 0));
    assert_eq!(bench.take(&packet, june(8, 11, 0)).hazards, 1);
    let entry = &listed(&bench.above)[0].1;
    assert_eq!(entry.closed_on, Some(on), "it stays closed");
    assert_eq!(
        entry.responsible, "联络员甲",
        "and what was written is taken"
    );
    assert_eq!(bench.take(&packet, june(9, 11, 0)).hazards, 0);
}

#[test]
fn a_closing_that_the_unit_takes_back_is_open_above_as_well() {
    let (mut bench, mut below, [_, there]) = known_to_both();
    let (on, nothing) = (june(6, 9, 0).date(), Default::default());
    hazard::close(&mut below, there, on, &nothing, june(6, 9, 0)).expect("is closed");
    let closed = up(&mut below, 1, june(6, 10, 0));
    // The clock of the unit's machine is put back in between.
    hazard::reopen(&mut below, there, "又堆上了", june(5, 9, 0)).expect("is opened");
    let opened = up(&mut below, 1, june(6, 11, 0));
    for packet in [&opened, &closed, &opened] {
        bench.take(packet, june(8, 11, 0));
        assert_eq!(listed(&bench.above)[0].1.closed_on, None);
    }
}
