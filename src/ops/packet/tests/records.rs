//! Records of registers in packets: a union of what was written on any desk, the same in any order.

use super::*;
use crate::domain::campaign::Keeper;
use crate::domain::figure::Value;
use crate::domain::id::RecordId;
use crate::domain::record::{FieldValue, RecordEntry, RecordRevision};
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

fn entry(name: &str) -> RecordEntry {
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

/// What the versions of the only contested record say, the one that counts first.
pub(super) fn contested_names(desk: &Desk) -> Vec<String> {
    let contested = record::contested(desk).expect("reads");
    let [one] = contested.as_slice() else {
        panic!("one is contested: {contested:?}");
    };
    let versions = one.versions.iter();
    let name = |version: &RecordRevision| version.entry.fields["name"].as_text().map(str::to_owned);
    versions.filter_map(name).collect()
}

#[test]
fn who_wrote_twice_does_not_write_over_who_wrote_once() {
    let root = tempfile::tempdir().expect("a folder");
    let mut above = above(root.path());
    let mut town = town(root.path(), &mut above, "town");
    let id = spot(&mut town, "一村", noon(2, 1));
    let report = up(&mut town, 1, noon(2, 2));
    take(&mut above, &report, noon(2, 3)).expect("is taken");
    let same = only(&above);
    rename(&mut above, same, "东乡一村", noon(2, 6));
    rename(&mut town, id, "一村一组", noon(2, 4));
    rename(&mut town, id, "一村二组", noon(2, 5));
    let report = up(&mut town, 1, noon(2, 7));
    let taken = take(&mut above, &report, noon(2, 7)).expect("is taken");
    assert_eq!(taken.contested, [same], "though one history is longer");
    assert_eq!(contested_names(&above), ["一村二组", "东乡一村"]);

    // Whoever goes on writing changes what counts, and decides nothing.
    rename(&mut above, same, "一村三组", noon(2, 8));
    assert_eq!(contested_names(&above), ["一村三组", "东乡一村"]);
    let told = down(&mut above, "002", noon(2, 9));
    take(&mut town, &told, noon(2, 9)).expect("is taken");
    assert_eq!(contested_names(&town), ["一村三组", "东乡一村"]);

    let chosen = record::contested(&town).expect("reads")[0].versions[1].number;
    record::decide(&mut town, id, chosen, None, "核实", noon(2, 10)).expect("is decided");
    assert_eq!(record::contested(&town).expect("reads"), []);
    let report = up(&mut town, 1, noon(2, 11));
    take(&mut above, &report, noon(2, 11)).expect("is taken");
    assert_eq!(record::contested(&above).expect("reads"), []);
    assert_eq!(names(&above), ["东乡一村"]);
}

/// A packet that must not be taken says so when it is looked at, in the words in which it is refused, and leaves the desk as
/// it was.
fn refused(desk: &mut Desk, packet: &Path, told: &str) {
    let before = dump(desk);
    let opening = Opening::of(packet).expect("opens");
    let foreseen = preview(desk, &opening, noon(2, 20)).expect_err("is foreseen");
    let fault = take(desk, packet, noon(2, 20)).expect_err("is refused");
    assert_eq!(foreseen, fault);
    assert!(fault.message.contains(told), "{fault} should tell {told}");
    assert!(!fault.hint.is_empty());
    assert_eq!(dump(desk), before);
}

#[test]
fn a_record_that_names_what_is_not_here_is_refused_by_its_name() {
    let root = tempfile::tempdir().expect("a folder");
    let mut above = above(root.path());
    let mut town = town(root.path(), &mut above, "town");
    let below = UnitInput {
        code: "0021".into(),
        name: "东乡一站".into(),
        kind: "department".into(),
        ..UnitInput::default()
    };
    let guide = add(&mut town, &below, noon(2, 1)).expect("adds").id;
    guided_spot(&mut town, guide);
    let packet = up(&mut town, 1, noon(2, 2));
    let told = "单位 002 的“示范点台账”里“一村”提到本工作台没有的单位 0021";
    refused(&mut above, &packet, told);
}

fn guided_spot(desk: &mut Desk, guide: UnitId) -> RecordId {
    let mut said = entry("一村");
    said.fields.insert("guide".into(), FieldValue::Unit(guide));
    let new = NewRecord {
        register: "spots".into(),
        unit: desk.seat.unit,
        row: None,
        entry: said,
    };
    record::add(desk, &new, "", noon(2, 1)).expect("is written")
}

#[test]
fn a_record_with_the_name_of_another_is_refused_by_its_name() {
    let root = tempfile::tempdir().expect("a folder");
    let mut above = above(root.path());
    let mut town = town(root.path(), &mut above, "town");
    // Names follow from the unit, the moment and the desk's own number; here they meet.
    spot(&mut town, "一村", noon(2, 1));
    let unit = above.store.read().unit_with_code("002").expect("reads");
    let measure = NewRecord {
        register: "measures".into(),
        unit: unit.expect("is there").id,
        row: Some("m1".into()),
        entry: RecordEntry::default(),
    };
    record::add(&mut above, &measure, "", noon(2, 1)).expect("is written");
    let packet = up(&mut town, 1, noon(2, 2));
    let told = "单位 002 的“示范点台账”里“一村”和本工作台的另一条重名";
    refused(&mut above, &packet, told);
}

#[test]
fn news_of_a_register_that_only_the_desk_above_keeps_is_passed_over_by_its_name() {
    let root = tempfile::tempdir().expect("a folder");
    let mut above = above(root.path());
    let mut town = town(root.path(), &mut above, "town");
    spot(&mut town, "一村", noon(2, 1));
    let packet = up(&mut town, 1, noon(2, 2));
    let spots = above.campaign.registers.iter_mut();
    let spots = spots.filter(|register| register.id.as_str() == "spots");
    spots.for_each(|spots| spots.kept_by = Keeper::Coordinator);
    let told = "单位 002 的“示范点台账”里“一村”：这本台账只由牵头部门登记";
    let opening = Opening::of(&packet).expect("opens");
    let foreseen = preview(&above, &opening, noon(2, 20)).expect("would be taken");
    let taken = take(&mut above, &packet, noon(2, 20)).expect("is taken");
    assert_eq!(
        (taken.records, taken.passed_over.as_slice()),
        (0, &[told.to_owned()][..])
    );
    assert_eq!(foreseen.passed_over, taken.passed_over);
    assert_eq!(names(&above), [""; 0]);
}

#[test]
fn what_comes_from_above_and_names_what_is_not_here_is_told_and_the_rest_is_taken() {
    let root = tempfile::tempdir().expect("a folder");
    let mut above = above(root.path());
    let mut town = town(root.path(), &mut above, "town");
    spot(&mut town, "一村", noon(2, 1));
    let packet = up(&mut town, 1, noon(2, 2));
    take(&mut above, &packet, noon(2, 3)).expect("is taken");
    let guide = above.store.read().unit_with_code("001").expect("reads");
    let mut said = entry("东乡一村");
    let guide = FieldValue::Unit(guide.expect("is there").id);
    said.fields.insert("guide".into(), guide);
    let id = only(&above);
    let seen = record::get(&above, id).expect("is there").revision;
    record::edit(&mut above, id, seen, &said, "", noon(2, 4)).expect("is changed");
    let told = down(&mut above, "002", noon(2, 5));
    let opening = Opening::of(&told).expect("opens");
    let foreseen = preview(&town, &opening, noon(2, 6)).expect("would be taken");
    assert_eq!(foreseen.passed_over.len(), 1);
    let taken = take(&mut town, &told, noon(2, 6)).expect("is taken");
    let [passed_over] = taken.passed_over.as_slice() else {
        panic!("one is named: {taken:?}");
    };
    assert!(passed_over.contains("“东乡一村”"), "{passed_over}");
    assert!(taken.is_newer_word && taken.records == 0);
    assert_eq!(names(&town), ["一村"]);
}

#[test]
fn what_two_desks_wrote_differently_is_laid_side_by_side_until_one_is_decided_for() {
    let root = tempfile::tempdir().expect("a folder");
    let mut above = above(root.path());
    let mut first = town(root.path(), &mut above, "first");
    spot(&mut first, "一村", noon(2, 1));
    let report = up(&mut first, 1, noon(2, 2));
    take(&mut above, &report, noon(2, 3)).expect("is taken");
    assert_eq!(record::contested(&above).expect("reads"), []);
    let id = only(&above);
    rename(&mut above, id, "东乡一村", noon(2, 4));
    let same = only(&first);
    rename(&mut first, same, "一村一组", noon(2, 5));
    let report = up(&mut first, 1, noon(2, 6));
    let taken = take(&mut above, &report, noon(2, 7)).expect("is taken");
    assert_eq!(taken.contested, [id], "who opens the packet is told");

    let [one] = record::contested(&above)
        .expect("reads")
        .try_into()
        .expect("one is contested");
    let one: record::Contested = one;
    assert_eq!(one.kept.record.id, id);
    assert_eq!(
        names(&above),
        ["一村一组"],
        "written last: counts until then"
    );
    let said: Vec<&str> = one.differences[0].answers.iter().map(|s| &**s).collect();
    assert_eq!(
        (one.differences.len(), said),
        (1, vec!["一村一组", "东乡一村"])
    );

    let numbers: Vec<u32> = one.versions.iter().map(|one| one.number).collect();
    let mut decide = |keep, seen: &[u32], reason: &str| {
        record::decide(&mut above, id, keep, Some(seen), reason, noon(2, 8))
    };
    let refused = decide(numbers[1], &numbers[..1], "核实").expect_err("not all was shown");
    assert!(refused.to_string().contains("又收到一种说法"), "{refused}");
    assert!(decide(numbers[1], &numbers, " ").is_err(), "needs a reason");
    assert!(
        decide(1, &numbers, "核实").is_err(),
        "the first is none of them"
    );
    decide(numbers[1], &numbers, "核实").expect("is decided");
    assert_eq!(names(&above), ["东乡一村"]);
    assert_eq!(record::contested(&above).expect("reads"), []);

    // The unit learns of it, in whatever order, and is asked nothing any more.
    let told = down(&mut above, "002", noon(2, 9));
    take(&mut first, &told, noon(2, 10)).expect("is taken");
    assert_eq!(names(&first), ["东乡一村"]);
    assert_eq!(record::contested(&first).expect("reads"), []);
}
