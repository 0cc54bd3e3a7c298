//! Records that a desk does not take, or not all of them: each is named, and what is refused leaves the desk as it was.

use super::records::{above, down, entry, names, only, spot, town};
use super::*;
use crate::domain::campaign::Keeper;
use crate::domain::id::RecordId;
use crate::domain::record::{FieldValue, RecordEntry};
use crate::ops::record::{self, NewRecord};
use crate::ops::sample::noon;

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
