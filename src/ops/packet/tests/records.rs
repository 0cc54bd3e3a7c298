//! Records of registers in packets: a union of what was written on any desk, the same in any order.

use super::*;
use crate::domain::figure::Value;
use crate::domain::id::RecordId;
use crate::domain::record::{FieldValue, RecordEntry};
use crate::ops::record::{self, NewRecord};
use crate::ops::sample::noon;

const CONTEST: &str = include_str!("../../sample/contest.toml");

fn campaign() -> Campaign {
    crate::ops::sample::contest()
}

fn towns(desk: &mut Desk) {
    for (code, name, kind) in [
        ("001", "生产保护部", "department"),
        ("002", "东乡", "town"),
        ("003", "西镇", "town"),
    ] {
        let input = UnitInput {
            code: code.into(),
            name: name.into(),
            kind: kind.into(),
            ..UnitInput::default()
        };
        add(desk, &input, noon(1, 1)).expect("adds");
    }
}

pub(super) fn above(root: &Path) -> Desk {
    let new = NewDesk {
        campaign_source: CONTEST.to_owned(),
        templates: Default::default(),
        name: String::new(),
        seat: NewSeat::Coordinator,
    };
    let mut desk = desk::create(&root.join("above"), &new, noon(1, 1)).expect("makes a desk");
    towns(&mut desk);
    desk
}

pub(super) fn down(above: &mut Desk, code: &str, now: Instant) -> PathBuf {
    let unit = above.store.read().unit_with_code(code).expect("reads");
    let whom = For::Unit(unit.expect("is there").id);
    let made = make_campaign(above, &whom, None, [7; 32], now).expect("makes");
    made.files[0].path.clone()
}

/// A desk of 东乡.
pub(super) fn town(root: &Path, above: &mut Desk, folder: &str) -> Desk {
    let unit = above.store.read().unit_with_code("002").expect("reads");
    let unit = unit.expect("is there").id;
    sit_down(above, unit, &root.join(folder), false, noon(1, 2))
}

pub(super) fn entry(name: &str) -> RecordEntry {
    let text = |text: &str| FieldValue::Plain(Value::Text(text.into()));
    RecordEntry {
        fields: [("name".into(), text(name)), ("kind".into(), text("小区"))].into(),
        ..RecordEntry::default()
    }
}

pub(super) fn spot(desk: &mut Desk, name: &str, now: Instant) -> RecordId {
    let new = NewRecord {
        register: "spots".into(),
        unit: desk.seat.unit,
        row: None,
        entry: entry(name),
    };
    record::add(desk, &new, "", now).expect("is written")
}

pub(super) fn only(desk: &Desk) -> RecordId {
    let all = desk.store.read().records(&Default::default());
    let [kept] = all.expect("reads").try_into().expect("one record");
    let kept: crate::domain::record::KeptRecord = kept;
    kept.record.id
}

pub(super) fn rename(desk: &mut Desk, id: RecordId, name: &str, now: Instant) {
    let seen = record::get(desk, id).expect("is there").revision;
    record::edit(desk, id, seen, &entry(name), "", now).expect("is changed");
}

pub(super) fn names(desk: &Desk) -> Vec<String> {
    let kept = desk
        .store
        .read()
        .records(&Default::default())
        .expect("reads");
    let name = |entry: &RecordEntry| entry.fields["name"].as_text().map(str::to_owned);
    kept.iter()
        .filter_map(|kept| name(&kept.record.entry))
        .collect()
}

/// Packets of one unit with two machines: written, changed on both, made void and brought back.
fn season() -> (tempfile::TempDir, Vec<PathBuf>) {
    let root = tempfile::tempdir().expect("a folder");
    let mut above = above(root.path());
    let mut first = town(root.path(), &mut above, "first");
    let mut twin = town(root.path(), &mut above, "twin");
    let mut packets = Vec::new();
    let id = spot(&mut first, "一村", noon(2, 1));
    packets.push(up(&mut first, 1, noon(2, 2)));
    take(&mut above, &packets[0], noon(2, 3)).expect("is taken");
    let told = down(&mut above, "002", noon(2, 4));
    take(&mut twin, &told, noon(2, 5)).expect("is taken");
    // Both change it, the first of them twice, and the second with a clock that is slow.
    rename(&mut first, id, "一村一组", noon(2, 8));
    rename(&mut first, id, "一村三组", noon(2, 8));
    packets.push(up(&mut first, 1, noon(2, 9)));
    let same = only(&twin);
    rename(&mut twin, same, "一村二组", noon(2, 7));
    packets.push(up(&mut twin, 1, noon(2, 10)));
    spot(&mut twin, "二村", noon(2, 11));
    packets.push(up(&mut twin, 1, noon(2, 12)));
    record::void(&mut first, id, "重复", noon(2, 13)).expect("is void");
    packets.push(up(&mut first, 1, noon(2, 14)));
    record::restore(&mut first, id, noon(2, 12)).expect("is back, though the clock was set back");
    packets.push(up(&mut first, 1, noon(2, 15)));
    (root, packets)
}

fn after(packets: &[PathBuf], order: &[usize]) -> Vec<String> {
    let mut desk = Desk::in_memory(campaign(), NewSeat::Coordinator, noon(1, 1)).expect("a desk");
    towns(&mut desk);
    for at in order {
        let how = OpenAs {
            received_at: Some(noon(3, 1)),
            reason: "按邮件时间".into(),
            ..OpenAs::default()
        };
        let mut opening = Opening::of(&packets[*at]).expect("opens");
        open(&mut desk, &mut opening, &how, noon(3, 1)).expect("is taken");
    }
    dump(&desk)
}

#[test]
fn any_order_of_the_same_packets_gives_the_same_registers() {
    let (_root, packets) = season();
    let count = packets.len();
    let straight = after(&packets, &(0..count).collect::<Vec<_>>());
    let told = straight.join("\n");
    assert!(
        told.contains("一村三组") && told.contains("一村二组"),
        "nothing is lost"
    );
    assert!(told.contains("2 versions"), "and somebody is to decide");
    let orders = (
        Just((0..count).collect::<Vec<usize>>()).prop_shuffle(),
        proptest::collection::vec(0..count, 0..4),
    );
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(40));
    let outcome = runner.run(&orders, |(mut order, repeats)| {
        order.extend(repeats);
        prop_assert_eq!(after(&packets, &order), straight.clone());
        Ok(())
    });
    outcome.expect("the same registers");
}

#[test]
fn a_record_counts_above_and_what_is_written_there_comes_back() {
    let root = tempfile::tempdir().expect("a folder");
    let mut above = above(root.path());
    let mut town = town(root.path(), &mut above, "town");
    spot(&mut town, "一村", noon(2, 1));
    let packet = up(&mut town, 1, noon(2, 2));
    let taken = take(&mut above, &packet, noon(2, 3)).expect("is taken");
    assert_eq!((taken.records, taken.revisions), (1, 0));
    assert!(taken.words().contains("1 条登记"), "{}", taken.words());
    let again = take(&mut above, &packet, noon(2, 4)).expect("is taken");
    assert_eq!(again.records, 0);

    let id = only(&above);
    rename(&mut above, id, "东乡一村", noon(2, 5));
    let told = down(&mut above, "002", noon(2, 6));
    let taken = take(&mut town, &told, noon(2, 7)).expect("is taken");
    assert_eq!(
        (taken.records, names(&town)),
        (1, vec!["东乡一村".to_owned()])
    );
    // The next change below is made on what came from above.
    let id = only(&town);
    rename(&mut town, id, "东乡第一村", noon(2, 6));
    let packet = up(&mut town, 1, noon(2, 8));
    take(&mut above, &packet, noon(2, 9)).expect("is taken");
    assert_eq!(names(&above), ["东乡第一村"]);
    assert_eq!(
        record::history(&above, only(&above))
            .expect("reads")
            .revisions
            .len(),
        3
    );
    assert_eq!(record::contested(&above).expect("reads"), []);
}
