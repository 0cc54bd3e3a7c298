//! Records that two desks wrote differently: laid side by side, decided about by a person, and that taken back.

use super::records::{above, down, names, only, rename, spot, town};
use super::*;
use crate::domain::id::RecordId;
use crate::domain::record::RecordRevision;
use crate::ops::record;
use crate::ops::sample::noon;

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

/// A desk and the one of a town below it, with a record that both know: what it is called there and here.
fn known_to_both(folder: &Path) -> (Desk, Desk, [RecordId; 2]) {
    let mut above = above(folder);
    let mut town = town(folder, &mut above, "town");
    let id = spot(&mut town, "一村", noon(2, 1));
    let report = up(&mut town, 1, noon(2, 2));
    take(&mut above, &report, noon(2, 3)).expect("is taken");
    let same = only(&above);
    (above, town, [same, id])
}

#[test]
fn who_wrote_twice_does_not_write_over_who_wrote_once() {
    let root = tempfile::tempdir().expect("a folder");
    let (mut above, mut town, [same, id]) = known_to_both(root.path());
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

#[test]
fn what_two_desks_wrote_differently_is_laid_side_by_side_until_one_is_decided_for() {
    let root = tempfile::tempdir().expect("a folder");
    let (mut above, mut first, [id, same]) = known_to_both(root.path());
    assert_eq!(record::contested(&above).expect("reads"), []);
    rename(&mut above, id, "东乡一村", noon(2, 4));
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

#[test]
fn a_decision_that_is_taken_back_leaves_the_contest_on_every_desk() {
    let root = tempfile::tempdir().expect("a folder");
    let (mut above, mut town, [same, id]) = known_to_both(root.path());
    rename(&mut above, same, "东乡一村", noon(2, 4));
    rename(&mut town, id, "一村一组", noon(2, 5));
    let report = up(&mut town, 1, noon(2, 6));
    take(&mut above, &report, noon(2, 7)).expect("is taken");
    let before = contested_names(&above);
    for keep in [0, 1] {
        let contested = record::contested(&above).expect("reads").remove(0);
        let numbers: Vec<u32> = contested.versions.iter().map(|one| one.number).collect();
        let stands = record::decide(&mut above, same, numbers[keep], None, "核实", noon(2, 8));
        let stands = stands.expect("is decided");
        let told = down(&mut above, "002", noon(2, 9));
        take(&mut town, &told, noon(2, 9)).expect("is taken");
        assert_eq!(record::contested(&town).expect("reads"), []);
        record::reopen(&mut above, same, stands, &numbers, noon(2, 10)).expect("is taken back");
        assert_eq!(contested_names(&above), before, "the same one counts");
        let told = down(&mut above, "002", noon(2, 11));
        take(&mut town, &told, noon(2, 11)).expect("is taken");
        assert_eq!(contested_names(&town), before);
        let again = record::reopen(&mut above, same, stands, &numbers, noon(2, 12));
        assert!(again.is_err(), "something else stands by now");
    }
}
