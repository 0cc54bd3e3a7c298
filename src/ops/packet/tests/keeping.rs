//! What of a record only the desk that collects keeps: it goes down with the record and comes back as it went.

use super::contest::contested_names;
use super::records::{above, down, names, only, rename, spot, town};
use super::*;
use crate::domain::campaign::Keeper;
use crate::domain::figure::Value;
use crate::domain::id::RecordId;
use crate::domain::record::{FieldValue, RecordEntry};
use crate::ops::record;
use crate::ops::sample::noon;

/// As the desk's own program would write it, were it another one that does not ask who keeps what.
fn forge(desk: &mut Desk, id: RecordId, change: impl Fn(&mut RecordEntry), now: Instant) {
    let honest = desk.campaign.clone();
    for register in &mut desk.campaign.registers {
        let fields = register.fields.iter_mut();
        fields.for_each(|field| field.kept_by = Keeper::Unit);
        let stages = register.stages.iter_mut();
        stages.for_each(|stage| {
            stage.kept_by = Keeper::Unit;
            stage.requires.clear();
        });
    }
    said(desk, id, change, now);
    desk.campaign = honest;
}

fn said(desk: &mut Desk, id: RecordId, change: impl Fn(&mut RecordEntry), now: Instant) {
    let kept = record::get(desk, id).expect("is there");
    let mut entry = kept.record.entry;
    change(&mut entry);
    record::edit(desk, id, kept.revision, &entry, "", now).expect("is changed");
}

fn paid(amount: i64) -> impl Fn(&mut RecordEntry) {
    move |entry| {
        let amount = FieldValue::Plain(Value::Number(amount));
        entry.fields.insert("paid".into(), amount);
    }
}

fn called(name: &'static str) -> impl Fn(&mut RecordEntry) {
    move |entry| {
        let name = FieldValue::Plain(Value::Text(name.into()));
        entry.fields.insert("name".into(), name);
    }
}

fn accepted(entry: &mut RecordEntry) {
    let day = noon(2, 1).date();
    for stage in ["selected", "built", "accepted"] {
        entry.reached.insert(stage.into(), day);
    }
}

/// A desk that collects and one of 东乡, with a record of it that both have.
fn reported() -> (tempfile::TempDir, Desk, Desk, RecordId) {
    let root = tempfile::tempdir().expect("a folder");
    let mut above = above(root.path());
    let mut town = town(root.path(), &mut above, "town");
    let id = spot(&mut town, "一村", noon(2, 1));
    let report = up(&mut town, 1, noon(2, 2));
    take(&mut above, &report, noon(2, 2)).expect("is taken");
    (root, above, town, id)
}

/// Takes a packet of which something is passed over: it is foreseen in the same words, and the audit has them.
fn passed_over(desk: &mut Desk, packet: &Path, now: Instant) -> Vec<String> {
    let opening = Opening::of(packet).expect("opens");
    let foreseen = preview(desk, &opening, now).expect("would be taken");
    let taken = take(desk, packet, now).expect("is taken");
    assert_eq!(taken.passed_over, foreseen.passed_over);
    let noted = crate::ops::audit::list(desk, &Default::default()).expect("reads");
    for one in &taken.passed_over {
        let is_noted = noted.iter().any(|entry| entry.detail.contains(one));
        assert!(is_noted, "{one} is in the audit");
    }
    taken.passed_over
}

#[test]
fn what_a_unit_writes_in_its_stead_is_passed_over_by_name_and_the_rest_is_taken() {
    let root = tempfile::tempdir().expect("a folder");
    let mut above = above(root.path());
    let mut town = town(root.path(), &mut above, "town");
    let first = spot(&mut town, "一村", noon(2, 1));
    let second = spot(&mut town, "二村", noon(2, 1));
    forge(&mut town, first, paid(100), noon(2, 2));
    // It is put right, and what was written in between stays behind all the same.
    forge(&mut town, second, accepted, noon(2, 2));
    forge(&mut town, second, |entry| entry.reached.clear(), noon(2, 3));
    said(&mut town, second, called("二村一组"), noon(2, 4));
    let packet = up(&mut town, 1, noon(2, 5));
    let mut told = passed_over(&mut above, &packet, noon(2, 20));
    told.sort();
    assert_eq!(
        told,
        [
            "单位 002 的“示范点台账”里“一村”：已补助只由牵头部门填写，这样写的 1 版不收",
            "单位 002 的“示范点台账”里“二村一组”：“已验收”只由牵头部门认定，这样写的 1 版不收",
        ]
    );
    let mut found = names(&above);
    found.sort();
    assert_eq!(found, ["一村", "二村一组"]);
    let before = dump(&above);
    assert!(
        !before.join("").contains("accepted"),
        "nothing of it is here"
    );
    let lines = |desk: &Desk| crate::ops::audit::list(desk, &Default::default()).expect("reads");
    let noted = lines(&above);
    passed_over(&mut above, &packet, noon(2, 21));
    assert_eq!(dump(&above), before, "twice changes nothing");
    assert_eq!(lines(&above), noted, "the audit neither");
}

#[test]
fn a_desk_that_did_not_know_its_superior_reports_after_all() {
    let root = tempfile::tempdir().expect("a folder");
    let mut above = above(root.path());
    let mut town = town(root.path(), &mut above, "town");
    // As it came from there: the very first version has what only the desk above keeps.
    let honest = town.campaign.clone();
    for register in &mut town.campaign.registers {
        let fields = register.fields.iter_mut();
        fields.for_each(|field| field.kept_by = Keeper::Unit);
    }
    let own = spot(&mut town, "一村", noon(2, 1));
    let mut entry = record::get(&town, own).expect("is there").record.entry;
    paid(100)(&mut entry);
    let written = record::NewRecord {
        register: "spots".into(),
        unit: town.seat.unit,
        row: None,
        entry: RecordEntry {
            fields: entry.fields,
            ..RecordEntry::default()
        },
    };
    record::void(&mut town, own, "重写", noon(2, 1)).expect("is void");
    let written = record::add(&mut town, &written, "", noon(2, 2)).expect("is written");
    town.campaign = honest;
    spot(&mut town, "二村", noon(2, 2));
    let packet = up(&mut town, 1, noon(2, 3));
    let told = passed_over(&mut above, &packet, noon(2, 4));
    assert_eq!(
        told,
        ["单位 002 的“示范点台账”里“一村”：已补助只由牵头部门填写，整条不收"]
    );
    assert!(names(&above).contains(&"二村".to_owned()));
    // Once it says nothing there any more, it comes too, and goes down again though what was before it is not there.
    let unpaid = |entry: &mut RecordEntry| drop(entry.fields.remove("paid"));
    forge(&mut town, written, unpaid, noon(2, 5));
    let packet = up(&mut town, 1, noon(2, 6));
    passed_over(&mut above, &packet, noon(2, 7));
    assert!(names(&above).contains(&"一村".to_owned()));
    assert!(!dump(&above).join("").contains("paid"));
    let packet = down(&mut above, "002", noon(2, 8));
    take(&mut town, &packet, noon(2, 9)).expect("is taken");
}

#[test]
fn a_unit_that_overstepped_goes_on_reporting() {
    let (_root, mut above, mut town, id) = reported();
    forge(&mut town, id, paid(100), noon(2, 3));
    let report = up(&mut town, 1, noon(2, 3));
    let told = passed_over(&mut above, &report, noon(2, 3));
    assert_eq!(told.len(), 1, "{told:?}");
    // What it writes on top of that waits until it is put right; everything else comes, packet after packet.
    said(&mut town, id, called("一村一组"), noon(2, 4));
    for (day, name) in [(5, "二村"), (6, "三村")] {
        spot(&mut town, name, noon(2, day));
        let report = up(&mut town, 1, noon(2, day));
        let told = passed_over(&mut above, &report, noon(2, day));
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(names(&above).contains(&name.to_owned()));
    }
    assert!(names(&above).contains(&"一村".to_owned()));
    let unpaid = |entry: &mut RecordEntry| drop(entry.fields.remove("paid"));
    forge(&mut town, id, unpaid, noon(2, 7));
    let report = up(&mut town, 1, noon(2, 7));
    passed_over(&mut above, &report, noon(2, 7));
    // It does not go back to what stands above by versions that are here, so that a person looks at both.
    let mut found = contested_names(&above);
    found.sort();
    assert_eq!(found, ["一村", "一村一组"]);
}

#[test]
fn a_later_edition_that_keeps_a_field_bars_nobody_from_reporting() {
    let root = tempfile::tempdir().expect("a folder");
    let mut above = above(root.path());
    let mut town = town(root.path(), &mut above, "town");
    spot(&mut town, "一村", noon(2, 1));
    let packet = up(&mut town, 1, noon(2, 2));
    let registers = above.campaign.registers.iter_mut();
    for spots in registers.filter(|register| register.id.as_str() == "spots") {
        let fields = spots.fields.iter_mut();
        let kind = fields.filter(|field| field.id.as_str() == "kind");
        kind.for_each(|kind| kind.kept_by = Keeper::Coordinator);
    }
    let told = passed_over(&mut above, &packet, noon(2, 3));
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(names(&above), [""; 0]);
}

#[test]
fn what_was_written_above_comes_back_with_what_the_unit_adds_and_not_without() {
    let (_root, mut above, mut town, id) = reported();
    let same = only(&above);
    said(&mut above, same, paid(100), noon(2, 3));
    let told = down(&mut above, "002", noon(2, 4));
    take(&mut town, &told, noon(2, 4)).expect("is taken");
    said(&mut town, id, called("一村一组"), noon(2, 5));
    let report = up(&mut town, 1, noon(2, 6));
    take(&mut above, &report, noon(2, 6)).expect("is taken");
    assert_eq!(names(&above), ["一村一组"]);
    assert!(above_paid(&above), "nothing of it is lost");
    let unpaid = |entry: &mut RecordEntry| drop(entry.fields.remove("paid"));
    forge(&mut town, id, unpaid, noon(2, 7));
    let report = up(&mut town, 1, noon(2, 8));
    let told = passed_over(&mut above, &report, noon(2, 20));
    assert!(told[0].contains("已补助只由牵头部门填写"), "{told:?}");
    assert!(above_paid(&above), "what was written above stands");
}

fn above_paid(desk: &Desk) -> bool {
    let kept = record::get(desk, only(desk)).expect("is there");
    kept.record.entry.fields.contains_key("paid")
}

#[test]
fn where_versions_differ_in_it_only_the_desk_above_decides() {
    let (_root, mut above, mut town, id) = reported();
    let same = only(&above);
    said(&mut above, same, paid(100), noon(2, 3));
    rename(&mut town, id, "一村一组", noon(2, 5));
    let told = down(&mut above, "002", noon(2, 6));
    take(&mut town, &told, noon(2, 6)).expect("is taken");
    assert_eq!(contested_names(&town), ["一村一组", "一村"]);
    // Its own version counts until then, and would win without anybody above having seen it.
    for version in record::contested(&town).expect("reads")[0].versions.clone() {
        let refused = record::decide(&mut town, id, version.number, None, "核实", noon(2, 7));
        let refused = refused.expect_err("is not its to decide").to_string();
        assert!(
            refused.contains("两种说法在牵头部门认定的内容上不同"),
            "{refused}"
        );
    }
    let report = up(&mut town, 1, noon(2, 8));
    take(&mut above, &report, noon(2, 8)).expect("is taken");
    let number = record::contested(&above).expect("reads")[0].versions[1].number;
    record::decide(&mut above, same, number, None, "核实", noon(2, 9)).expect("is decided");
    assert!(above_paid(&above));
}

#[test]
fn a_desk_between_two_is_a_unit_like_any_other_to_the_one_above() {
    let root = tempfile::tempdir().expect("a folder");
    let mut above = above(root.path());
    let unit = above.store.read().unit_with_code("002").expect("reads");
    let unit = unit.expect("is there").id;
    let folder = root.path().join("between");
    let mut between = sit_down(&mut above, unit, &folder, true, noon(1, 2));
    let below = UnitInput {
        code: "00201".into(),
        name: "东乡一村".into(),
        kind: "town".into(),
        ..UnitInput::default()
    };
    let below = add(&mut between, &below, noon(1, 3)).expect("adds").id;
    let own = spot(&mut between, "一村", noon(2, 1));
    let theirs = record::NewRecord {
        register: "spots".into(),
        unit: below,
        row: None,
        entry: record::get(&between, own).expect("is there").record.entry,
    };
    let theirs = record::add(&mut between, &theirs, "", noon(2, 1)).expect("is written");
    said(&mut between, theirs, paid(100), noon(2, 2));
    let kept = record::get(&between, own).expect("is there");
    let mut entry = kept.record.entry;
    paid(100)(&mut entry);
    let refused = record::edit(&mut between, own, kept.revision, &entry, "", noon(2, 2));
    let refused: Fault = refused
        .expect_err("the desk above would not take it")
        .into();
    assert!(
        refused.message.contains("已补助只由牵头部门填写"),
        "{refused}"
    );
    let report = up(&mut between, 1, noon(2, 3));
    take(&mut above, &report, noon(2, 3)).expect("is taken");
}
