//! What a desk refuses, and that it says so without changing anything.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyue::domain::submission::Draft;
use anyue::error::{Fault, FaultKind};
use anyue::ops::desk::{self, NewDesk};
use anyue::ops::draft;
use anyue::ops::unit::{UnitInput, add};
use anyue::store::{Store, StoreError};
use rusqlite::{Connection, OpenFlags};

use super::{NOW, coordinator, new_desk};

fn raw(folder: &Path) -> Connection {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE;
    Connection::open_with_flags(folder.join("desk.db"), flags).expect("opens")
}

fn unit(name: &str) -> UnitInput {
    UnitInput {
        name: name.to_owned(),
        ..UnitInput::default()
    }
}

fn refused(folder: &Path) -> Fault {
    let fault = desk::open(folder).expect_err("refuses");
    assert_eq!(fault.kind, FaultKind::Environment);
    assert!(!fault.hint.is_empty(), "{fault}");
    fault
}

#[test]
fn a_broken_campaign_file_never_reaches_a_desk() {
    let root = tempfile::tempdir().expect("a folder");
    let folder = root.path().join("a");
    let broken = NewDesk {
        campaign_source: "id = 3\n[[duty]\n".to_owned(),
        templates: Default::default(),
        ..coordinator()
    };
    let fault = desk::create(&folder, &broken, NOW).expect_err("refuses");
    assert_eq!(fault.kind.exit_code(), 1);
    assert_eq!(
        fs::read_dir(root.path()).expect("lists").count(),
        0,
        "nothing is left"
    );
}

#[test]
fn a_folder_that_holds_something_is_not_overwritten() {
    let root = tempfile::tempdir().expect("a folder");
    let folder = root.path().join("a");
    fs::create_dir(&folder).expect("makes");
    fs::write(folder.join("年度总结.txt"), "重要").expect("writes");
    let fault = desk::create(&folder, &coordinator(), NOW).expect_err("refuses");
    assert!(fault.message.contains("没有覆盖"), "{fault}");
    assert_eq!(
        fs::read_to_string(folder.join("年度总结.txt")).expect("reads"),
        "重要"
    );
    assert_eq!(
        fs::read_dir(root.path()).expect("lists").count(),
        1,
        "no passing folder is left"
    );
    let empty = root.path().join("b");
    fs::create_dir(&empty).expect("makes");
    new_desk(&empty);
}

#[test]
fn a_newer_desk_is_refused_and_left_alone() {
    let root = tempfile::tempdir().expect("a folder");
    let folder = root.path().join("a");
    new_desk(&folder).store.close().expect("closes");
    raw(&folder)
        .pragma_update(None, "user_version", 99)
        .expect("writes");
    let before = fs::read(folder.join("desk.db")).expect("reads");
    let fault = refused(&folder);
    assert!(fault.message.contains("99"), "{fault}");
    assert_eq!(fs::read(folder.join("desk.db")).expect("reads"), before);
}

#[test]
fn what_is_no_desk_is_told_apart_from_what_is_damaged_and_what_is_missing() {
    let root = tempfile::tempdir().expect("a folder");
    let folder = root.path().join("a");
    assert!(refused(&folder).message.contains("没有工作台"));
    fs::create_dir(&folder).expect("makes");
    fs::write(folder.join("desk.db"), "一份文档".repeat(400)).expect("writes");
    assert!(refused(&folder).message.contains("损坏"));
    fs::remove_file(folder.join("desk.db")).expect("removes");
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let other = Connection::open_with_flags(folder.join("desk.db"), flags).expect("opens");
    other
        .execute_batch("CREATE TABLE notes (text TEXT);")
        .expect("writes");
    drop(other);
    assert!(refused(&folder).message.contains("不是安月的工作台"));
}

#[test]
fn a_second_program_is_told_that_the_desk_is_in_use_and_gets_its_turn_later() {
    let root = tempfile::tempdir().expect("a folder");
    let folder = root.path().join("a");
    let mut desk = new_desk(&folder);
    desk.store
        .wait_at_most(Duration::from_millis(50))
        .expect("sets");
    let other = raw(&folder);
    other
        .execute_batch("BEGIN IMMEDIATE; UPDATE unit SET name = '乙局';")
        .expect("locks");
    let fault = add(&mut desk, &unit("甲院"), NOW).expect_err("waits in vain");
    assert!(fault.to_string().contains("另一个程序"), "{fault}");
    assert_eq!(desk.units().expect("reading goes on").len(), 1);
    other.execute_batch("COMMIT").expect("unlocks");
    add(&mut desk, &unit("甲院"), NOW).expect("gets its turn");
    let names: Vec<String> = desk
        .units()
        .expect("reads")
        .into_iter()
        .map(|unit| unit.name)
        .collect();
    assert_eq!(names, ["乙局", "甲院"], "nothing of either is lost");
}

#[test]
fn what_is_typed_while_another_program_holds_the_desk_stands_until_it_can_be_saved() {
    let root = tempfile::tempdir().expect("a folder");
    let folder = root.path().join("a");
    let mut desk = new_desk(&folder);
    let unit = add(&mut desk, &unit("甲院"), NOW).expect("adds").id;
    let period = "weekly/1".parse().expect("an id");
    let typed = |text: &str| Draft {
        narrative: text.to_owned(),
        ..Draft::default()
    };
    desk.store
        .wait_at_most(Duration::from_millis(50))
        .expect("sets");
    draft::save(&mut desk, unit, &period, &typed("一"), NOW).expect("saves");
    let other = raw(&folder);
    other.execute_batch("BEGIN IMMEDIATE").expect("locks");
    for text in ["一二", "一二三"] {
        let fault = draft::save(&mut desk, unit, &period, &typed(text), NOW);
        assert!(fault.expect_err("waits").to_string().contains("另一个程序"));
        let loaded = draft::load(&desk, unit, &period).expect("reads");
        assert_eq!(loaded, Some(typed(text)), "what is typed stands");
    }
    draft::save_again(&mut desk, NOW).expect_err("waits in vain");
    other.execute_batch("ROLLBACK").expect("unlocks");
    draft::save_again(&mut desk, NOW).expect("gets its turn");
    assert!(desk.typing.is_saved());
    let reopened = desk::open(&folder).expect("opens");
    let loaded = draft::load(&reopened, unit, &period).expect("reads");
    assert_eq!(loaded, Some(typed("一二三")));
}

#[test]
fn a_draft_that_waits_for_a_decision_keeps_no_other_from_the_disk() {
    let root = tempfile::tempdir().expect("a folder");
    let folder = root.path().join("a");
    let mut desk = new_desk(&folder);
    let unit = add(&mut desk, &unit("甲院"), NOW).expect("adds").id;
    let [first, second] = ["weekly/1", "weekly/2"].map(|id| id.parse().expect("an id"));
    let typed = |text: &str| Draft {
        narrative: text.to_owned(),
        ..Draft::default()
    };
    draft::load(&desk, unit, &first).expect("reads");
    let mut other = desk::open(&folder).expect("opens");
    draft::save(&mut other, unit, &first, &typed("别人写的"), NOW).expect("saves");
    draft::save(&mut desk, unit, &first, &typed("我写的"), NOW).expect_err("asks");
    desk.store
        .wait_at_most(Duration::from_millis(50))
        .expect("sets");
    let lock = raw(&folder);
    lock.execute_batch("BEGIN IMMEDIATE").expect("locks");
    draft::save(&mut desk, unit, &second, &typed("第二周"), NOW).expect_err("waits");
    lock.execute_batch("ROLLBACK").expect("unlocks");

    draft::save_again(&mut desk, NOW).expect_err("the first still waits");
    let reopened = desk::open(&folder).expect("opens");
    let saved = |period| draft::load(&reopened, unit, period).expect("reads");
    assert_eq!(saved(&second), Some(typed("第二周")));
    assert_eq!(saved(&first), Some(typed("别人写的")));
    let kept = draft::load(&desk, unit, &first).expect("reads");
    assert_eq!(kept, Some(typed("我写的")), "nothing typed is lost");
}

#[test]
fn a_desk_can_be_looked_at_without_being_written() {
    let root = tempfile::tempdir().expect("a folder");
    let folder = root.path().join("a");
    add(&mut new_desk(&folder), &unit("甲院"), NOW).expect("adds");
    let mut store = Store::open_read_only(&folder.join("desk.db")).expect("opens");
    assert!(store.is_read_only());
    assert_eq!(store.read().unit_count().expect("reads"), 2);
    let refused = store.write(|_| Ok::<_, StoreError>(()));
    assert!(matches!(refused, Err(StoreError::ReadOnly)));
}

#[cfg(unix)]
#[test]
fn a_desk_on_a_disk_that_cannot_be_written_opens_to_be_looked_at() {
    use std::os::unix::fs::PermissionsExt as _;
    let root = tempfile::tempdir().expect("a folder");
    let folder = root.path().join("a");
    add(&mut new_desk(&folder), &unit("甲院"), NOW).expect("adds");
    let set = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("sets");
    };
    set(&folder.join("desk.db"), 0o400);
    set(&folder, 0o500);
    // The administrator writes everywhere, whatever the mode says.
    let hindered = fs::File::create(folder.join("probe")).is_err();
    let opened = desk::open(&folder).map(|mut desk| {
        let units = desk.units().expect("reads").len();
        (
            desk.store.is_read_only(),
            units,
            add(&mut desk, &unit("乙院"), NOW).is_err(),
        )
    });
    set(&folder, 0o700);
    assert_eq!(opened, Ok((hindered, 2, hindered)));
}
