//! A coordinator's Thursday: a folder of filled forms is dropped on the window, a doubt is mended in its sentence, all is
//! accepted, and a total leads back to the sentence and the file.

use super::TODAY;
use super::terminal::Terminal;
use super::terminal::keys::{ENTER, ESC, F9, RIGHT, UP};
use crate::cli::bench::Bench;
use crate::intray::paper;

/// Drops the folder on the window.
fn drop_folder(terminal: &mut Terminal, bench: &Bench) {
    terminal.paste(&bench.root().join("来").display().to_string());
    terminal.wait_for("[ 收进 ]");
    terminal.press(&[F9]);
}

#[test]
fn from_a_dropped_folder_to_a_total_that_leads_back_to_the_sentence() {
    let bench = Bench::with_desk();
    let doubtful = [("study_sessions", "三四"), ("study_people", "30")];
    bench.file("来/平江医院第2周.txt", paper("平江医院", &doubtful));
    let clean = [("study_sessions", "3"), ("study_people", "40")];
    bench.file("来/甲养老院第2周.txt", paper("甲养老院", &clean));

    let mut terminal = Terminal::start(bench.root(), TODAY, &[]);
    terminal.wait_for("下次截止");
    terminal.press(&["2"]);
    terminal.wait_for("报送率");
    terminal.press(&["i"]);
    terminal.wait_for("还没有来件");
    drop_folder(&mut terminal, &bench);
    terminal.wait_for("可以收下 1  要人核对 1");

    // What needs somebody stands first; its paper opens at the doubt, with the sentence below.
    terminal.press(&[ENTER]);
    let opened = terminal.wait_for("! 须核对 1 处");
    assert!(
        opened.contains("专题学习（!    ）次，参与（30）人次"),
        "{opened}"
    );
    assert!(opened.contains("专题学习（三四）次"), "{opened}");
    terminal.press(&["4"]);
    terminal.wait_for("专题学习（!4）次");
    terminal.press(&[F9]);
    terminal.wait_for("[ 收下 ]");
    terminal.press(&[F9]);
    terminal.wait_for("已收下 1");

    // The overview tells of the one that is left, and leads there.
    terminal.press(&["1"]);
    terminal.wait_for("来件 1 份没收下");
    terminal.press(&[UP, ENTER]);
    terminal.wait_for("可以收下 1");
    terminal.press(&["z"]);
    terminal.wait_for("没有拿不准的 1 份");
    terminal.press(&[ENTER]);
    terminal.wait_for("已收下 2");
    terminal.press(&[ESC]);
    let matrix = terminal.wait_for("报送率");
    let received = matrix.lines().filter(|line| line.contains('#')).count();
    assert!(received >= 2, "{matrix}");

    // 4 and 3 are 7; the number leads to the sentence that was filled in, and to the file.
    terminal.press(&["6"]);
    terminal.wait_for("专题学习（7）次");
    terminal.press(&[RIGHT, RIGHT, ENTER]);
    let sources = terminal.wait_for("第2周.txt");
    assert!(sources.contains("平江医院"), "{sources}");
    assert!(sources.contains("甲养老院"), "{sources}");
    let trace = bench.ok(&["trace", "study_sessions"]);
    assert!(
        trace.contains("三四") && trace.contains("平江医院第2周.txt"),
        "{trace}"
    );

    // The same folder again changes nothing.
    terminal.press(&[ESC]);
    terminal.wait_gone("来源：");
    terminal.press(&["2"]);
    terminal.wait_for("报送率");
    terminal.press(&["i"]);
    terminal.wait_for("已收下 2");
    drop_folder(&mut terminal, &bench);
    terminal.wait_for("2 份以前收过");
    terminal.wait_for("可以收下 0  要人核对 0  已收下 2");
    let acts = bench.json(&["audit", "--act", "报送"]);
    assert_eq!(acts["entries"].as_array().map(Vec::len), Some(2));
}
