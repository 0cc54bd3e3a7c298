//! Packets between real desks: what one hands in the other counts, the order and repeats do not matter, and what must not be
//! taken leaves the desk as it was.

mod adopting;
mod contest;
mod keeping;
mod ledger;
mod order;
mod place;
mod preview;
mod records;
mod refusals;
mod sending;
mod shares;
mod trust;

use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::*;
use crate::domain::calendar::Instant;
use crate::domain::campaign::Campaign;
use crate::domain::id::UnitId;
use crate::domain::record::claims;
use crate::domain::submission::Draft;
use crate::error::Fault;
use crate::ops::Desk;
use crate::ops::campaign::Sound;
use crate::ops::desk::{self, NewDesk, NewSeat, Role};
use crate::ops::material::{LARGEST, attach};
use crate::ops::sample::{draft, hand_in, june, period, sit_down};
use crate::ops::submit::withdraw;
use crate::ops::unit::{UnitInput, add, rename};

/// A campaign that a desk on disk can be made of, with the notice's blank forms.
fn sound() -> Sound {
    let mut known = crate::ops::campaign::known().into_iter();
    let found = known.find(|sound| sound.campaign.id.as_str() == "gusu-2020");
    found.expect("it comes with the program")
}

fn campaign() -> Campaign {
    sound().campaign
}

/// A folder with a coordinator's desk and its units.
struct Bench {
    root: tempfile::TempDir,
    above: Desk,
}

fn coordinator(folder: &Path) -> Desk {
    let sound = sound();
    let new = NewDesk {
        campaign_source: sound.source,
        templates: sound.templates,
        name: String::new(),
        seat: NewSeat::Coordinator,
    };
    let mut desk = desk::create(folder, &new, june(1, 8, 0)).expect("makes a desk");
    for (code, name) in [("001", "甲医院"), ("002", "乙医院")] {
        let input = UnitInput {
            code: code.into(),
            name: name.into(),
            ..UnitInput::default()
        };
        add(&mut desk, &input, june(1, 8, 0)).expect("adds");
    }
    desk
}

impl Bench {
    fn new() -> Self {
        let root = tempfile::tempdir().expect("a folder");
        let above = coordinator(&root.path().join("above"));
        Self { root, above }
    }

    fn unit(&self, code: &str) -> UnitId {
        let unit = self.above.store.read().unit_with_code(code);
        unit.expect("reads").expect("is there").id
    }

    /// A liaison's desk, made of a packet.
    fn liaison(&mut self, code: &str, name: &str) -> Desk {
        let unit = self.unit(code);
        let folder = self.root.path().join(name);
        sit_down(&mut self.above, unit, &folder, false, june(1, 9, 0))
    }

    fn down(&mut self, code: &str, now: Instant) -> PathBuf {
        let unit = self.unit(code);
        let made = make_campaign(&mut self.above, &For::Unit(unit), None, [7; 32], now);
        made.expect("makes").files[0].path.clone()
    }

    fn take(&mut self, packet: &Path, now: Instant) -> Taken {
        take(&mut self.above, packet, now).expect("is taken")
    }

    fn posters(&self, code: &str) -> Option<i64> {
        posters(&self.above, self.unit(code))
    }
}

fn posters(desk: &Desk, unit: UnitId) -> Option<i64> {
    let read = desk
        .store
        .read()
        .current_revision(unit, &period("weekly/1"));
    let stands = read.expect("reads")?;
    stands.content.figures.get("posters")?.as_number()
}

fn take(desk: &mut Desk, packet: &Path, now: Instant) -> Result<Taken, Fault> {
    open(desk, &mut Opening::of(packet)?, &OpenAs::default(), now)
}

/// The unit's own desk reports; the seed makes its key.
fn up(desk: &mut Desk, seed: u8, now: Instant) -> PathBuf {
    let made = make_report(desk, &[], Bring::All, None, [seed; 32], now);
    made.expect("makes").files[0].path.clone()
}

fn filled(desk: &Desk, posters: i64) -> Draft {
    let mut typed = draft(desk, &[("posters", posters)]);
    typed.narrative = "张贴标语。".into();
    typed
}

fn send(desk: &mut Desk, posters: i64, reason: &str, now: Instant) {
    let typed = filled(desk, posters);
    let unit = desk.seat.unit;
    hand_in(desk, unit, "weekly/1", &typed, reason, now);
}

/// Everything that desks agree on, unit by unit, without the numbers of rows and the moments of writing.
fn dump(desk: &Desk) -> Vec<String> {
    let reader = desk.store.read();
    let mut lines = Vec::new();
    for unit in desk.units().expect("reads") {
        for period in reader.periods_of(unit.id).expect("reads") {
            let lineage = reader.lineage(unit.id, &period).expect("reads");
            let standing = &lineage.standing;
            let mut kin: Vec<String> = (0..)
                .zip(&lineage.kin)
                .map(|(at, kin)| {
                    let mark = match at {
                        at if standing.counted == Some(at) => "counts",
                        at if standing.rivals.contains(&at) => "rival",
                        _ => "",
                    };
                    format!(
                        "{} {period} {} {mark} {:?} {:?} {}",
                        unit.code, kin.uid, kin.received_at, kin.withdrawn_at, kin.origin
                    )
                })
                .collect();
            kin.sort();
            lines.extend(kin);
            lines.push(format!(
                "{:?}",
                reader.receipt(unit.id, &period).expect("reads").received_at
            ));
        }
        for hazard in reader.named_hazards(unit.id).expect("reads") {
            lines.push(format!("{hazard:?}"));
        }
        for record in reader.named_records(unit.id).expect("reads") {
            let here = reader.record_named(&record.uid).expect("reads");
            let here = here.expect("is there");
            let history = reader.record_history(here.record.id).expect("reads");
            lines.push(format!(
                "{record:?} {:?} {:?} {} versions",
                here.record.entry,
                here.voided,
                claims(&history).len()
            ));
        }
        lines.push(format!(
            "{:?}",
            reader
                .pinned_key(unit.id)
                .expect("reads")
                .map(|key| key.public_key)
        ));
    }
    lines
}

#[test]
fn a_packet_makes_the_liaison_s_desk_and_another_brings_its_figures_back() {
    let mut bench = Bench::new();
    let mut liaison = bench.liaison("001", "甲");
    assert_eq!(liaison.seat.role, Role::Unit);
    let seat = liaison.unit(liaison.seat.unit).expect("is there");
    assert_eq!((seat.code.as_str(), seat.name.as_str()), ("001", "甲医院"));
    let above = Superior::of(&liaison).expect("reads").expect("is known");
    assert_eq!(above.code, "000");

    send(&mut liaison, 3, "", june(4, 9, 0));
    let packet = up(&mut liaison, 1, june(4, 9, 5));
    let taken = bench.take(&packet, june(4, 10, 0));
    assert_eq!((taken.revisions, taken.key), (1, KeyState::FirstSeen));
    assert_eq!(bench.posters("001"), Some(3));
    let own = own_fingerprint(&liaison).expect("reads");
    assert_eq!(own.as_deref(), Some(taken.fingerprint.as_str()));

    let before = dump(&bench.above);
    let again = bench.take(&packet, june(5, 10, 0));
    assert!(!again.is_news(), "{again:?}");
    assert_eq!(
        dump(&bench.above),
        before,
        "the same packet twice changes nothing"
    );

    let down = bench.down("001", june(5, 11, 0));
    let taken = take(&mut liaison, &down, june(5, 12, 0)).expect("is taken");
    assert_eq!((taken.receipts, taken.revisions), (1, 0));
    let received = liaison.store.read().received_above().expect("reads");
    assert_eq!(received[0].received_at, june(4, 10, 0));
}

#[test]
fn two_desks_of_one_unit_are_a_conflict_until_a_correction_of_both() {
    let mut bench = Bench::new();
    let mut first = bench.liaison("001", "甲");
    let mut second = bench.liaison("001", "甲的另一台");
    send(&mut first, 3, "", june(4, 9, 0));
    send(&mut second, 5, "", june(4, 9, 1));
    let packets = [
        up(&mut first, 1, june(4, 9, 5)),
        up(&mut second, 1, june(4, 9, 6)),
    ];
    bench.take(&packets[0], june(4, 10, 0));
    let taken = bench.take(&packets[1], june(4, 11, 0));
    let place = (bench.unit("001"), period("weekly/1"));
    assert_eq!(taken.conflicts.as_slice(), std::slice::from_ref(&place));
    assert_eq!(
        bench.posters("001"),
        Some(5),
        "sent last: counted until somebody decides"
    );
    // What was changed here goes down, so that the unit's next correction builds on it.
    let typed = filled(&bench.above, 8);
    hand_in(
        &mut bench.above,
        place.0,
        "weekly/1",
        &typed,
        "电话核实",
        june(5, 9, 0),
    );
    let down = bench.down("001", june(5, 10, 0));
    let taken = take(&mut first, &down, june(5, 11, 0)).expect("is taken");
    assert_eq!(taken.revisions, 2, "the other desk's and the coordinator's");
    assert_eq!(posters(&first, first.seat.unit), Some(8));
}

#[test]
fn what_must_not_be_taken_leaves_the_desk_as_it_was() {
    let mut bench = Bench::new();
    let mut liaison = bench.liaison("001", "甲");
    send(&mut liaison, 3, "", june(4, 9, 0));
    let packet = up(&mut liaison, 1, june(4, 9, 5));
    let refused = |desk: &mut Desk, packet: &Path, told: &str| {
        let before = dump(desk);
        let fault = take(desk, packet, june(4, 12, 0)).expect_err(told);
        assert!(fault.message.contains(told), "{fault} should tell {told}");
        assert!(!fault.hint.is_empty());
        assert_eq!(dump(desk), before);
    };
    refused(&mut liaison, &packet, "自己做的报送包");

    // Another desk under the same code, with another key.
    bench.take(&packet, june(4, 10, 0));
    let mut stranger = bench.liaison("001", "冒名");
    send(&mut stranger, 900, "", june(4, 9, 30));
    let forged = up(&mut stranger, 66, june(4, 9, 40));
    refused(&mut bench.above, &forged, "换了密钥");

    // A clock that is a year ahead.
    let mut ahead = bench.liaison("002", "乙");
    send(
        &mut ahead,
        1,
        "",
        Instant::from_epoch_ms(june(4, 9, 0).epoch_ms() + 400 * 86_400_000),
    );
    let late = up(&mut ahead, 2, june(4, 9, 40));
    refused(&mut bench.above, &late, "时钟");
    let how = OpenAs {
        accept_clock: true,
        ..OpenAs::default()
    };
    let mut opening = Opening::of(&late).expect("opens");
    open(&mut bench.above, &mut opening, &how, june(4, 12, 0)).expect("is taken all the same");

    // A unit that this desk does not have, and one that it calls otherwise.
    let root = tempfile::tempdir().expect("a folder");
    let mut other = coordinator(&root.path().join("other"));
    let unit = other
        .store
        .read()
        .unit_with_code("001")
        .expect("reads")
        .expect("is there");
    rename(&mut other, unit.id, "丙医院", june(1, 9, 0)).expect("renames");
    other
        .store
        .write(|writer| writer.delete_alias(unit.id, "甲医院"))
        .expect("writes");
    refused(&mut other, &packet, "报送包写的是“甲医院”");
    refused(&mut other, &packet, "多半是给别的工作台的");
    let hint = |desk: &mut Desk| {
        let mut opening = Opening::of(&packet).expect("is sound");
        let fault = open(desk, &mut opening, &OpenAs::default(), june(5, 9, 0));
        fault.expect_err("has another name").hint
    };
    assert!(!hint(&mut other).contains("别名"));
    rename(&mut other, unit.id, "平江甲医院", june(1, 9, 0)).expect("renames");
    assert!(hint(&mut other).contains("anyue unit alias"));
}

#[test]
fn a_packet_of_another_campaign_is_refused() {
    let mut bench = Bench::new();
    let mut liaison = bench.liaison("001", "甲");
    send(&mut liaison, 3, "", june(4, 9, 0));
    let packet = up(&mut liaison, 1, june(4, 9, 5));
    let mut other = campaign();
    other.id = "other-2021".into();
    let mut desk = Desk::in_memory(other, NewSeat::Coordinator, june(1, 8, 0)).expect("a desk");
    let fault = take(&mut desk, &packet, june(4, 10, 0)).expect_err("another campaign");
    assert!(fault.message.contains("这个报送包属于"), "{fault}");
}

#[test]
fn material_that_stays_behind_is_missed_and_comes_in_volumes() {
    let mut bench = Bench::new();
    let mut liaison = bench.liaison("001", "甲");
    let mut typed = filled(&liaison, 3);
    for name in ["一.jpg", "二.jpg", "三.jpg"] {
        let path = bench.root.path().join(name);
        std::fs::write(&path, name.repeat(100)).expect("writes");
        let mut quiet = |_, _| std::ops::ControlFlow::Continue(());
        let taken = attach(&mut liaison, &path, LARGEST, &mut quiet, june(4, 8, 0));
        typed.material.push(taken.expect("is taken in").material);
    }
    let seat = liaison.seat.unit;
    hand_in(&mut liaison, seat, "weekly/1", &typed, "", june(4, 9, 0));
    let bare = make_report(
        &mut liaison,
        &[],
        Bring::Nothing,
        None,
        [1; 32],
        june(4, 9, 5),
    );
    let taken = bench.take(&bare.expect("makes").files[0].path, june(4, 10, 0));
    assert_eq!(taken.missing.len(), 3);
    let volumes = make_report(
        &mut liaison,
        &[],
        Bring::Volumes(700),
        None,
        [1; 32],
        june(4, 9, 6),
    );
    let files = volumes.expect("makes").files;
    assert_eq!(files.len(), 3);
    for (file, missing) in files.iter().rev().zip([2, 1, 0]) {
        let taken = bench.take(&file.path, june(4, 11, 0));
        assert_eq!(taken.missing.len(), missing);
    }
}

#[test]
fn the_books_are_closed_for_what_brings_no_reason() {
    let mut bench = Bench::new();
    let mut liaison = bench.liaison("001", "甲");
    send(&mut liaison, 3, "", june(4, 9, 0));
    let packet = up(&mut liaison, 1, june(4, 9, 5));
    crate::ops::books::close(&mut bench.above, &[period("weekly/1")], "", june(6, 9, 0))
        .expect("closes");
    let before = dump(&bench.above);
    let fault = take(&mut bench.above, &packet, june(7, 9, 0)).expect_err("closed");
    assert!(fault.message.contains("已关账"), "{fault}");
    assert_eq!(dump(&bench.above), before);
    let how = OpenAs {
        reason: "邮箱拦截".into(),
        ..OpenAs::default()
    };
    let mut opening = Opening::of(&packet).expect("opens");
    open(&mut bench.above, &mut opening, &how, june(7, 9, 0)).expect("is taken with a reason");
}
