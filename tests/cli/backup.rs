//! A copy of a desk, and a desk that can only be looked at.

use super::bench::Bench;

#[test]
fn a_backup_is_a_desk_with_its_files() {
    let bench = Bench::with_desk();
    bench.file("narrative.txt", "本周组织学习。\n");
    bench.file("现场.jpg", [0xFF, 0xD8, 0xFF]);
    bench.ok(&[
        "submit",
        "--unit",
        "011",
        "--period",
        "weekly/2",
        "--narrative",
        "narrative.txt",
        "--material",
        "现场.jpg",
        "narrative.txt",
    ]);
    let made = bench.json(&["backup", "copy"]);
    // The two that were sent, and the notice's two forms.
    assert_eq!(made["files"], 4);
    let of = |desk: &str| bench.ok(&["--desk", desk, "status"]);
    assert_eq!(of("copy"), of("gusu-2020"));
    let audit = bench.ok(&["--desk", "copy", "audit"]);
    assert!(audit.contains("存入材料"));
    let again = bench.told(&["backup", "copy"]);
    insta::assert_snapshot!(again);
}

#[cfg(unix)]
#[test]
fn a_desk_that_cannot_be_written_can_be_read() {
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt;

    let bench = Bench::with_desk();
    bench.ok(&["backup", "copy"]);
    let set = |mode: u32, name: &str| {
        let path = bench.root().join("copy").join(name);
        std::fs::set_permissions(path, Permissions::from_mode(mode)).expect("ours");
    };
    set(0o400, "desk.db");
    set(0o500, "");
    let read = bench.run(&["--desk", "copy", "unit", "list"]);
    let written = bench.run(&["--desk", "copy", "unit", "add", "新单位"]);
    set(0o700, "");
    set(0o600, "desk.db");
    assert_eq!(read.code, 0, "{read:?}");
    // Who may do everything (root, in a container) writes all the same.
    if written.code != 0 {
        assert_eq!(written.code, 2, "{written:?}");
        assert!(written.err.contains("提示："), "{written:?}");
    }
}

#[test]
fn what_is_no_desk_is_told_and_left_alone() {
    let bench = Bench::new();
    let folder = bench.root().join("other");
    std::fs::create_dir(&folder).expect("a folder for the test");
    std::fs::write(folder.join("desk.db"), "这不是数据库").expect("a file for the test");
    let told = bench.told(&["--desk", "other", "status"]);
    assert!(told.ends_with("= 2"), "{told}");
    assert!(told.contains("提示："), "{told}");
    let left = std::fs::read_to_string(folder.join("desk.db")).expect("still there");
    assert_eq!(left, "这不是数据库");
}
