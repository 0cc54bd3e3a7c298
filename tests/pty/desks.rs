//! A week's report on its way between machines: sent up as a packet, returned at a blank, corrected, accepted, added up for the
//! desk above, and told of in the summary that goes to paper. Only files travel.

use std::path::{Path, PathBuf};

use super::terminal::Terminal;
use super::terminal::keys::{CTRL_DOWN, DOWN, END, ENTER, ESC, F9, HOME, TAB};
use super::{TODAY, files, paper_text};
use crate::cli::bench::Bench;

/// The newest packet that a desk has made in its own folder.
fn packet_of(bench: &Bench) -> PathBuf {
    let packets = files(&bench.root().join("desks")).into_iter();
    let packets = packets.filter(|path| path.extension().is_some_and(|end| end == "anyue"));
    let made = |path: &PathBuf| {
        std::fs::metadata(path)
            .and_then(|meta| meta.modified())
            .ok()
    };
    packets.max_by_key(made).expect("one was made")
}

/// A desk that collects from one unit, and the one above it by whose packet it was set up.
fn between() -> (Bench, Bench) {
    let (top, above) = (Bench::with_desk(), Bench::new());
    let word = above.root().join("局里下发.anyue");
    let place = word.to_str().expect("a plain path");
    top.ok(&["packet", "campaign", "--unit", "014", "-o", place]);
    above.ok(&["open", place, "--collect"]);
    let unit = ["unit", "add", "平江医院", "--code", "011"];
    above.ok(&[&unit[..], &["--kind", "区管医疗机构"]].concat());
    (top, above)
}

/// The desk above says what it knows, in a file that the liaison can reach.
fn word_from_above(above: &Bench, below: &Bench, name: &str) -> PathBuf {
    let path = below.root().join(name);
    let place = path.to_str().expect("a plain path");
    above.ok(&["packet", "campaign", "--unit", "011", "-o", place]);
    path
}

/// A liaison's machine, set up by nothing but a packet, and its terminal.
fn liaison(above: &Bench) -> (Bench, Terminal) {
    let below = Bench::new();
    let word = word_from_above(above, &below, "下发.anyue");
    let told = below.ok(&["open", word.to_str().expect("a plain path")]);
    assert!(told.contains("本机是 平江医院（011）"), "{told}");
    let mut terminal = Terminal::start(below.root(), TODAY, &[]);
    terminal.wait_for("（平江医院）");
    (below, terminal)
}

fn drop_on(terminal: &mut Terminal, packet: &Path) {
    terminal.paste(&packet.display().to_string());
    terminal.wait_for("[ 收下 ]");
}

/// Hands in what is typed, and makes the packet of it by its key.
fn send_up(terminal: &mut Terminal, below: &Bench, revision: &str) -> PathBuf {
    terminal.wait_for(revision);
    terminal.press(&["p"]);
    terminal.wait_for("念这六个词");
    terminal.press(&[ENTER]);
    terminal.wait_gone("念这六个词");
    terminal.wait_for("已生成报送包，等回执");
    packet_of(below)
}

/// Fills in the second week.
fn fill_in(terminal: &mut Terminal) {
    terminal.press(&["3"]);
    terminal.wait_for("要报送的");
    terminal.press(&[DOWN, DOWN, DOWN, ENTER]);
    terminal.wait_for("平江医院 · 每周活动材料·第2周");
    terminal.press(&["组织应急演练。", CTRL_DOWN, CTRL_DOWN, CTRL_DOWN]);
    terminal.wait_for("以（    ）等形式启动");
    terminal.press(&["现场会", TAB, "1", TAB, "3", TAB, "45"]);
    terminal.wait_for("专题学习（3）次，参与（45）人次");
    terminal.press(&[F9]);
    terminal.wait_for("以上级收到为准");
    terminal.press(&[ENTER]);
    terminal.wait_for("尚未送出，按 p 生成报送包");
}

/// The coordinator looks at the report and returns it at the number of lessons.
fn return_at_a_blank(terminal: &mut Terminal) {
    terminal.wait_for("新报送 1");
    terminal.press(&[ENTER]);
    terminal.wait_for("组织应急演练。");
    terminal.press(&[CTRL_DOWN, CTRL_DOWN, CTRL_DOWN]);
    terminal.wait_for("1/69");
    terminal.press(&[DOWN]);
    terminal.wait_for("3/69 理论学习中心组专题学习");
    terminal.press(&["b"]);
    terminal.wait_for("意见*");
    terminal.press(&["请核对次数", F9]);
    terminal.wait_for("已退回（1 处意见）");
    // Back to the list, which it has left.
    terminal.press(&[ESC]);
    terminal.wait_for("没有要审核的报送");
}

/// The liaison sees the remark at that very blank, and mends it.
fn correct(terminal: &mut Terminal) {
    terminal.wait_for("! 退回");
    terminal.press(&[HOME, ENTER]);
    terminal.wait_for("6月10日 09:00 收到，退回（1 处意见），按 e 更正");
    terminal.press(&["e"]);
    terminal.wait_for("? 退回：请核对次数");
    terminal.press(&["\x7f", "4"]);
    terminal.wait_for("专题学习（?4）次");
    terminal.press(&[F9]);
    terminal.wait_for("理由*");
    terminal.press(&["漏记一次", F9]);
}

#[test]
fn a_report_is_returned_at_a_blank_corrected_accepted_and_told_of_on_paper() {
    let (top, above) = between();
    let (below, mut liaison) = liaison(&above);
    fill_in(&mut liaison);
    let first = send_up(&mut liaison, &below, "第 1 版");

    let mut coordinator = Terminal::start(above.root(), TODAY, &[]);
    coordinator.wait_for("下次截止");
    drop_on(&mut coordinator, &first);
    let told = coordinator.wait_for("新报送：第2周");
    assert!(told.contains("第一次收到它的包，指纹："), "{told}");
    coordinator.press(&[ENTER]);
    return_at_a_blank(&mut coordinator);

    let word = word_from_above(&above, &below, "回执.anyue");
    liaison.press(&["1"]);
    liaison.wait_for("接下来要做的");
    drop_on(&mut liaison, &word);
    liaison.press(&[ENTER]);
    correct(&mut liaison);
    let second = send_up(&mut liaison, &below, "第 2 版");

    drop_on(&mut coordinator, &second);
    coordinator.wait_for("有更正：第2周");
    coordinator.press(&[ENTER]);
    coordinator.wait_for("退回后重报 1");
    coordinator.press(&["a"]);
    coordinator.wait_for("已通过 1 份");

    let word = word_from_above(&above, &below, "通过.anyue");
    drop_on(&mut liaison, &word);
    liaison.press(&[ENTER]);
    liaison.wait_for("接下来要做的");
    // The form is still open there, and tells what became of it.
    liaison.press(&["3"]);
    liaison.wait_for("6月10日 09:00 收到，通过，理由：漏记一次");

    roll_up(&mut coordinator, &above, &top);
    assert!(on_paper(&mut coordinator, &above).contains("专题学习4次，参与45人次（1家）"));
}

/// The coordinator adds the week up by its key; what arrives at the desk above is what the unit reported last.
fn roll_up(terminal: &mut Terminal, above: &Bench, top: &Bench) {
    terminal.press(&["2"]);
    terminal.wait_for("报送率");
    terminal.press(&["h"]);
    let told = terminal.wait_for("收到并计入 1 家");
    assert!(told.contains("第2周"), "{told}");
    terminal.press(&[F9]);
    terminal.wait_for("已汇总为第 1 版，计入 1 家");
    terminal.press(&[ENTER]);
    terminal.wait_gone("已汇总为第 1 版");
    let packet = packet_of(above);
    top.ok(&["open", packet.to_str().expect("a plain path")]);
    let told = top.ok(&["trace", "study_sessions", "--period", "weekly/2"]);
    assert!(
        told.contains("丙中心") && told.contains("计入 1 家"),
        "{told}"
    );
}

/// The summary is written by the coordinator's keys; its text, as the file has it when it is opened again.
fn on_paper(terminal: &mut Terminal, above: &Bench) -> String {
    terminal.press(&["8"]);
    terminal.wait_for("情况汇总");
    terminal.press(&[END]);
    terminal.press(&["x"]);
    terminal.wait_for("文件已写好");
    paper_text(above)
}
