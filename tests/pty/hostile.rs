//! Texts that want something of the terminal, texts of megabytes, and files that are none: what is shown is text, what
//! is too long is cut and told, what cannot be taken is told, and nothing that was typed is lost.

use super::raw::{FOREIGN, assert_own};
use super::terminal::Terminal;
use super::terminal::keys::{CTRL_DOWN, END, ENTER, ESC, TAB};
use super::{TODAY, UNIT, liaison, opened, second_week};
use crate::cli::bench::Bench;

/// Every hostile sequence, each with a plain word after it.
fn hostile() -> String {
    let words = FOREIGN.iter().enumerate();
    words
        .map(|(n, foreign)| format!("{foreign}字{n}"))
        .collect()
}

#[test]
fn what_is_pasted_never_speaks_to_the_terminal() {
    let bench = liaison();
    let name = format!(
        "照片{}.jpg",
        FOREIGN[..7].concat().replace(['/', '\x08'], "")
    );
    let photo = bench.file(&name, "picture");
    let mut terminal = opened(&bench);
    terminal.wait_for("接下来要做的");
    terminal.press(&[ENTER]);
    terminal.wait_for(&format!("{UNIT} · 联络员推荐表"));
    terminal.paste(&hostile());
    terminal.wait_for("字13");
    terminal.press(&[ESC]);
    terminal.wait_for("接下来要做的");
    drop(terminal);

    let mut terminal = second_week(&bench);
    terminal.paste(&hostile());
    terminal.wait_for("字13");
    terminal.press(&[CTRL_DOWN, CTRL_DOWN]);
    terminal.wait_for("还没有材料");
    terminal.paste(&photo.display().to_string());
    terminal.wait_for("已添加 1 个文件");
    terminal.press(&[CTRL_DOWN]);
    terminal.wait_for("以（    ）等形式");
    terminal.paste(&hostile());
    terminal.press(&[TAB]);
    terminal.wait_for("字13）等形式");
    terminal.press(&[ESC]);
    terminal.wait_for("要报送的");
    for screen in ["1", "5", "6", "7", "8"] {
        terminal.press(&[screen]);
        terminal.wait_gone("要报送的");
        terminal.press(&["3"]);
        terminal.wait_for("要报送的");
    }
    terminal.press(&["4"]);
    terminal.wait_for("字13");
    assert_own(terminal.raw());
}

#[test]
fn names_from_files_never_speak_to_the_terminal() {
    let bench = Bench::new();
    // A byte of nothing makes a file no text; everything else might stand in one.
    let foreign = FOREIGN.iter().filter(|foreign| !foreign.contains('\0'));
    let rows: String = foreign
        .enumerate()
        .map(|(n, foreign)| format!("{n:03},甲{foreign}院{n},区管医疗机构\n"))
        .collect();
    let units = bench.file("units.csv", format!("编码,名称,类别\n{rows}"));
    let units = units.to_str().expect("a plain path");
    let made = bench.run(&[
        "new",
        "--campaign",
        "gusu-2020",
        "--units",
        units,
        "--good-rows",
    ]);
    assert_eq!(made.code, 0, "{}", made.err);
    for command in [
        &["status"][..],
        &["unit", "list"],
        &["chase"],
        &["audit"],
        &["overview"],
    ] {
        let ran = bench.run(command);
        let strange = |c: char| c.is_control() && c != '\n';
        assert!(
            !ran.out.contains(strange) && !ran.err.contains(strange),
            "{command:?}: {ran:?}"
        );
    }
    let strange = bench.run(&["--desk", "没有\x1b[6n\x1b]0;x\x07的目录", "status"]);
    assert_eq!(strange.code, 2);
    assert!(
        !strange.err.contains('\x1b') && strange.err.contains("没有"),
        "{}",
        strange.err
    );

    let mut terminal = Terminal::start(bench.root(), TODAY, &[]);
    terminal.wait_for("逾期");
    for (screen, text) in [
        ("2", "报送率"),
        ("4", "区管医疗机构"),
        ("7", "新增单位"),
        ("1", "逾期"),
    ] {
        terminal.press(&[screen]);
        terminal.wait_for(text);
    }
    assert_own(terminal.raw());
}

#[test]
fn five_megabytes_are_cut_and_told() {
    let bench = liaison();
    let paste = "安全生产月活动材料，".repeat(5 * 1024 * 1024 / 30);
    let mut terminal = second_week(&bench);
    terminal.paste(&paste);
    terminal.wait_for("字未收入");
    terminal.wait_for("草稿已存");
    terminal.press(&[CTRL_DOWN, CTRL_DOWN, CTRL_DOWN]);
    terminal.wait_for("以（    ）等形式");
    terminal.paste(&paste);
    terminal.wait_for("字未收入");
    terminal.press(&[TAB, "7"]);
    terminal.wait_for("活动（7）场次");
    terminal.wait_for("草稿已存");
}

#[test]
fn a_path_that_is_no_file_is_told_and_nothing_typed_is_lost() {
    let bench = liaison();
    let folder = bench.root().join("照片");
    std::fs::create_dir(&folder).expect("a folder");
    let pipe = std::process::Command::new("mkfifo")
        .arg(bench.root().join("管道"))
        .status();
    assert!(pipe.expect("every Unix has mkfifo").success());
    let mut terminal = second_week(&bench);
    terminal.press(&["先写好的文字", CTRL_DOWN, CTRL_DOWN]);
    terminal.wait_for("还没有材料");
    // Nobody can read a process's memory from its beginning, not even the administrator.
    for (path, told) in [
        (folder, "文件夹"),
        (bench.root().join("不在.jpg"), "没有这个文件"),
        (bench.root().join("管道"), "不是普通文件"),
        ("/proc/self/mem".into(), "读"),
    ] {
        if path.starts_with("/proc") && !path.exists() {
            continue;
        }
        terminal.press(&[&path.display().to_string(), ENTER]);
        terminal.wait_for("没有办成");
        let said = terminal.wait_for(told);
        assert!(said.contains("知道了"), "{said}");
        terminal.press(&[ENTER]);
        terminal.wait_gone("没有办成");
        // What was typed can be put right; here it is wiped away.
        terminal.press(&[END, "\x15"]);
    }
    terminal.press(&["\x1b[1;5A", "\x1b[1;5A"]);
    terminal.wait_for("先写好的文字");
}
