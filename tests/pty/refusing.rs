//! A disk that takes nothing more, and a desk that may only be read.

use std::path::Path;
use std::process::Command;

use super::terminal::Terminal;
use super::terminal::keys::{CTRL_C, ENTER, ESC, LEFT};
use super::{TODAY, UNIT, database, desk_folder, liaison, to_second_week};

/// The program under a limit on the size of every file it writes, which the system enforces as it does a full disk.
/// Ignored signals stay ignored, so that a write over the limit fails instead of ending the program.
fn limited(kilobytes: u64, program: &Path) -> String {
    let blocks = kilobytes * 2;
    format!(
        "trap '' XFSZ; ulimit -f {blocks}; exec '{}' \"$@\"",
        program.display()
    )
}

fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_anyue"))
}

fn is_sound(bench: &crate::cli::bench::Bench) -> bool {
    let check = database(bench).query_row("PRAGMA integrity_check", [], |row| row.get(0));
    check == Ok("ok".to_owned())
}

#[test]
fn a_full_disk_is_told_at_once_and_leaving_asks_first() {
    let bench = liaison();
    let log = desk_folder(&bench).join("desk.db");
    let size = std::fs::metadata(log).expect("a database").len() / 1024;
    let script = limited(size + 64, program());
    let arguments = ["-c", &script, "anyue", "--today", TODAY];
    let mut terminal = Terminal::run(bench.root(), "/bin/sh", &arguments, &[]);
    terminal.wait_for(&format!("（{UNIT}）"));
    to_second_week(&mut terminal);
    let mut typed = String::new();
    let mut told = false;
    for line in 1..200 {
        let text = format!("第{line}段，");
        terminal.press(&[&text]);
        typed.push_str(&text);
        terminal.wait_for(&text);
        let screen = terminal.wait_until("a word on the draft", |screen| {
            screen.contains("草稿已存") || screen.contains("草稿未存")
        });
        told = screen.contains("草稿未存");
        if told {
            break;
        }
    }
    assert!(told, "the limit was never reached");
    terminal.wait_for("草稿未存：磁盘");
    terminal.press(&[CTRL_C]);
    terminal.wait_for("还有内容没有存好");
    terminal.press(&[ESC]);
    terminal.wait_gone("还有内容没有存好");
    // What could not be saved is still there to be read, and the user may leave all the same.
    terminal.wait_for("段，");
    terminal.press(&[CTRL_C]);
    terminal.wait_for("还有内容没有存好");
    terminal.press(&[LEFT, ENTER]);
    let ended = terminal.wait_end();
    assert_ne!(ended.code, 0, "{}", ended.screen());
    assert!(
        ended.screen().contains("没有存进工作台"),
        "{}",
        ended.screen()
    );
    assert!(is_sound(&bench));
}

#[test]
fn a_paper_that_finds_no_room_leaves_no_half_file() {
    let bench = liaison();
    let to = bench.root().join("纸");
    std::fs::create_dir(&to).expect("a folder");
    let script = limited(1, program());
    let ran = Command::new("/bin/sh")
        .args([
            "-c", &script, "anyue", "--today", TODAY, "export", "annex2", "--format", "docx", "-o",
        ])
        .arg(&to)
        .env("ANYUE_HOME", bench.root())
        .output()
        .expect("there is a shell");
    let told = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert_eq!(ran.status.code(), Some(2), "{told}");
    assert!(told.contains("磁盘") || told.contains("空间"), "{told}");
    let left: Vec<_> = std::fs::read_dir(&to).expect("a folder").collect();
    assert!(left.is_empty(), "{left:?}");
    assert!(is_sound(&bench));
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_nobody_can_take_is_told() {
    let bench = liaison();
    let full = std::fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .expect("Linux has it");
    let ran = Command::new(program())
        .args(["--today", TODAY, "status"])
        .env("ANYUE_HOME", bench.root())
        .stdout(full)
        .output()
        .expect("the program starts");
    assert_eq!(ran.status.code(), Some(2));
    let told = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert!(told.contains("结果没有写完"), "{told}");
}

/// Runs the program as somebody who may only read the desk. The administrator may write everywhere, whatever the mode
/// says, and so becomes nobody; everybody else is told by the mode.
#[cfg(unix)]
#[test]
fn a_desk_that_may_only_be_read_is_shown_and_refuses_changes() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
    use std::os::unix::process::CommandExt as _;

    const NOBODY: u32 = 65_534;
    let bench = liaison();
    let folder = desk_folder(&bench);
    let is_administrator = std::fs::metadata(bench.root()).expect("a folder").uid() == 0;
    // Where the tests were built nobody else may look.
    let own_copy = bench.root().join("anyue");
    std::fs::copy(program(), &own_copy).expect("copies");
    let set = |path: &Path, mode| {
        let mode = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(path, mode).expect("sets");
        if is_administrator && path.starts_with(&folder) {
            chown(path, Some(NOBODY), Some(NOBODY)).expect("gives away");
        }
    };
    set(&own_copy, 0o755);
    set(bench.root(), 0o755);
    set(&bench.root().join("desks"), 0o755);
    set(&folder.join("desk.db"), 0o400);
    set(&folder, 0o500);
    let run = |arguments: &[&str]| {
        let mut command = Command::new(&own_copy);
        command
            .args(["--today", TODAY, "--desk"])
            .arg(&folder)
            .args(arguments);
        command
            .env("ANYUE_HOME", bench.root())
            .current_dir(bench.root());
        if is_administrator {
            command.uid(NOBODY).gid(NOBODY);
        }
        let ran = command.output().expect("the program starts");
        let told = String::from_utf8_lossy(&[ran.stdout, ran.stderr].concat()).into_owned();
        (ran.status.code(), told)
    };
    let (code, shown) = run(&["status"]);
    assert_eq!(code, Some(0), "{shown}");
    assert!(shown.contains(UNIT), "{shown}");
    let narrative = bench.file("文字.txt", "本周学习。");
    let narrative = narrative.to_str().expect("a plain path");
    for change in [
        &["submit", "--period", "weekly/2", "--narrative", narrative][..],
        &[
            "hazard",
            "add",
            "--place",
            "一楼",
            "--what",
            "通道堆物",
            "--level",
            "general",
        ],
        &["unit", "alias", "001", "平江"],
    ] {
        let (code, told) = run(change);
        assert_eq!(code, Some(2), "{change:?}: {told}");
        assert!(told.contains("工作台是只读的"), "{change:?}: {told}");
    }
    set(&folder, 0o700);
}
