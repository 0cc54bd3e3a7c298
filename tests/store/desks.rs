//! Making, opening, listing and remembering desks.

use std::fs;

use anyue::domain::audit::Act;
use anyue::domain::period::PeriodId;
use anyue::domain::submission::{Draft, Entry};
use anyue::ops::desk::{self, NewDesk, NewSeat, Role};
use anyue::ops::submit::{SubmitAs, submit};
use anyue::ops::unit::{ImportMode, find, import};
use anyue::ops::{audit, draft};
use anyue::store::{AuditFilter, NewUnit, Store, StoreError};

use super::{NOW, coordinator, new_desk};

#[test]
fn what_was_done_is_there_when_the_desk_is_opened_again() {
    let root = tempfile::tempdir().expect("a folder");
    let folder = root.path().join("gusu-2020");
    let mut made = new_desk(&folder);
    let (list, _, _) = encoding_rs::GB18030.encode("单位名称,类别\r\n甲医院,直属单位\r\n");
    let added = import(&mut made, &list, ImportMode::AllOrNone, NOW).expect("imports");
    assert_eq!(added.bad, []);
    let (unit, first, second) = (
        added.added[0],
        PeriodId::nth("weekly", 1),
        PeriodId::nth("weekly", 3),
    );
    let typed = Draft {
        entries: [("study_sessions".into(), Entry::Typed("3".to_owned()))].into(),
        narrative: "第三周".to_owned(),
        ..Draft::default()
    };
    submit(&mut made, unit, &first, &typed, &SubmitAs::default(), NOW).expect("hands in");
    draft::save(&mut made, unit, &second, &typed, NOW).expect("saves");
    drop(made);

    let opened = desk::open(&folder).expect("opens");
    assert_eq!(opened.seat.role, Role::Coordinator);
    let named_after = format!("{}（{}）", opened.campaign.title, opened.campaign.issuer);
    assert_eq!(opened.name, named_after);
    assert_eq!(find(&opened, "甲医院").expect("finds").id, unit);
    assert_eq!(draft::load(&opened, unit, &second), Ok(Some(typed)));
    let stands = opened
        .store
        .read()
        .current_revision(unit, &first)
        .expect("reads");
    assert_eq!(stands.expect("stands").content.narrative, "第三周");
    let acts: Vec<Act> = audit::list(&opened, &AuditFilter::default())
        .expect("reads")
        .into_iter()
        .map(|entry| entry.act)
        .collect();
    assert_eq!(acts, [Act::Submitted, Act::UnitAdded, Act::DeskCreated]);
}

#[test]
fn a_liaison_s_desk_is_the_unit_itself() {
    let root = tempfile::tempdir().expect("a folder");
    let new = NewDesk {
        name: "甲医院的工作台".to_owned(),
        seat: NewSeat::Unit {
            code: Some("017".to_owned()),
            name: "甲医院".to_owned(),
            kind: Some("affiliate".into()),
        },
        ..coordinator()
    };
    let made = desk::create(&root.path().join("a"), &new, NOW).expect("makes");
    let reporters = made.reporters().expect("reads");
    assert_eq!(reporters.len(), 1);
    assert_eq!(
        (reporters[0].code.as_str(), reporters[0].id),
        ("017", made.seat.unit)
    );
    let said = audit::list(&made, &AuditFilter::default()).expect("reads");
    assert_eq!(said[0].actor, "甲医院");
    let unknown = NewDesk {
        seat: NewSeat::Unit {
            code: None,
            name: "甲医院".to_owned(),
            kind: Some("ship".into()),
        },
        ..coordinator()
    };
    assert!(desk::create(&root.path().join("b"), &unknown, NOW).is_err());
    assert!(!root.path().join("b").exists());
}

#[test]
fn desks_lie_side_by_side_and_the_last_one_is_remembered() {
    let root = tempfile::tempdir().expect("a folder");
    let root = root.path().join("desks");
    assert!(
        desk::list(&root)
            .expect("nothing there is no fault")
            .is_empty()
    );
    assert_eq!(desk::last(&root), None);
    // Windows gives a device's name to no folder.
    assert_eq!(desk::free_folder(&root, "aux"), root.join("aux_"));
    let first = desk::free_folder(&root, "gusu/2020 ");
    assert_eq!(first, root.join("gusu-2020"));
    new_desk(&first);
    let second = desk::free_folder(&root, "gusu/2020 ");
    assert_eq!(second, root.join("gusu-2020-2"));
    new_desk(&second);
    // What a killed program leaves of a desk that it was making, and a desk that cannot be read.
    fs::create_dir_all(root.join(".new-abc")).expect("makes");
    fs::write(root.join(".new-abc/desk.db"), b"").expect("writes");
    fs::create_dir_all(root.join("broken")).expect("makes");
    fs::write(
        root.join("broken/desk.db"),
        b"not a database at all, but long enough to look",
    )
    .expect("writes");
    let listed = desk::list(&root).expect("lists");
    let seen: Vec<(bool, u32)> = listed
        .iter()
        .map(|desk| match &desk.card {
            Ok(card) => (true, card.units),
            Err(_) => (false, 0),
        })
        .collect();
    // The office that collects is not one of the units that it holds.
    assert_eq!(seen, [(false, 0), (true, 0), (true, 0)]);
    desk::remember(&root, &second).expect("writes");
    assert_eq!(desk::last(&root), Some(second.clone()));
    let elsewhere = tempfile::tempdir().expect("a folder");
    let away = elsewhere.path().join("away");
    new_desk(&away);
    desk::remember(&root, &away).expect("writes");
    assert_eq!(desk::last(&root), Some(away.clone()));
    fs::remove_dir_all(&away).expect("removes");
    assert_eq!(desk::last(&root), None, "a desk that is gone is not opened");
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_a_desk() {
    use std::os::unix::fs::PermissionsExt as _;
    let root = tempfile::tempdir().expect("a folder");
    let folder = root.path().join("desks").join("gusu-2020");
    let desk = new_desk(&folder);
    let mode = |path: &std::path::Path| {
        let meta = fs::metadata(path).expect("is there");
        meta.permissions().mode() & 0o777
    };
    assert_eq!(mode(&folder), 0o700);
    assert_eq!(mode(folder.parent().expect("has one")), 0o700);
    let files: Vec<_> = fs::read_dir(&folder).expect("lists").collect();
    for file in &files {
        let path = file.as_ref().expect("reads").path();
        assert_eq!(mode(&path), 0o600, "{path:?}");
    }
    assert!(!files.is_empty());
    drop(desk);
}

#[test]
fn a_copy_made_while_the_desk_is_open_is_whole() {
    let root = tempfile::tempdir().expect("a folder");
    let desk = new_desk(&root.path().join("a"));
    let copy = root.path().join("copy.db");
    desk.store.copy_to(&copy).expect("copies");
    let copied = Store::open(&copy).expect("opens");
    assert_eq!(
        copied.read().units().expect("reads"),
        desk.store.read().units().expect("reads")
    );
    assert!(desk.store.copy_to(&copy).is_err(), "nothing is overwritten");
}

#[test]
fn a_program_killed_in_the_middle_of_a_save_leaves_before_or_after() {
    let root = tempfile::tempdir().expect("a folder");
    let mut desk = new_desk(&root.path().join("a"));
    // What a kill leaves on disk: the files as they are at that moment, log included, nothing closed.
    let killed_now = |name: &str| {
        let left = root.path().join(name);
        fs::create_dir(&left).expect("makes");
        for file in ["desk.db", "desk.db-wal"] {
            fs::copy(root.path().join("a").join(file), left.join(file)).expect("copies");
        }
        let units = desk::open(&left).expect("recovers").units().expect("reads");
        units.len()
    };
    let many = (1..2000).map(|n| NewUnit {
        code: format!("{n:03}"),
        name: "很长的单位名称".repeat(10) + &n.to_string(),
        ..NewUnit::default()
    });
    let seen = desk.store.write(|writer| {
        for unit in many {
            writer.insert_unit(&unit)?;
        }
        Ok::<_, StoreError>(killed_now("before"))
    });
    assert_eq!(seen.expect("writes"), 1);
    assert_eq!(killed_now("after"), 2000);
}
