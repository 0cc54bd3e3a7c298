//! The summary's text in the user's own editor, from the screen of papers and back. The editor is a script; it has the terminal
//! to itself while it runs.

use super::terminal::Terminal;
use super::terminal::keys::{END, ENTER, F8};
use super::{TODAY, paper_text};
use crate::cli::bench::Bench;

/// The screen of papers, on the summary, for one whose editor is a shell script that is given the text's file as `$1`.
fn summary(bench: &Bench, script: &str) -> Terminal {
    let script = bench.file("edit.sh", script);
    let editor = format!("/bin/sh '{}'", script.display());
    let arguments = ["--today", TODAY];
    let environment = [("EDITOR", editor.as_str())];
    let program = env!("CARGO_BIN_EXE_anyue");
    let mut terminal = Terminal::run(bench.root(), program, &arguments, &environment);
    terminal.wait_for("下次截止");
    terminal.press(&["8"]);
    terminal.wait_for("情况汇总");
    terminal.press(&[END, F8]);
    terminal.wait_for("改“情况汇总”的文字");
    terminal
}

#[test]
fn the_summary_is_written_with_the_words_of_the_editor_which_are_offered_again() {
    let bench = Bench::with_desk();
    let script = "echo 编辑器开着; read -r key; sed -i 's/基本情况/总体情况/' \"$1\"\n";
    let mut terminal = summary(&bench, script);
    terminal.press(&[ENTER]);
    terminal.wait_for("编辑器开着");
    terminal.press(&["\n"]);
    let shown = terminal.wait_for("文件已写好");
    // The whole screen is back, and nothing that the editor wrote.
    assert!(
        shown.contains("8导出") && !shown.contains("编辑器开着"),
        "{shown}"
    );
    let text = paper_text(&bench);
    assert!(
        text.contains("总体情况") && !text.contains("基本情况"),
        "{text}"
    );
    terminal.press(&[ENTER]);
    terminal.wait_gone("文件已写好");
    terminal.press(&[F8]);
    terminal.wait_for("接着上次改好的");
}

#[test]
fn an_editor_that_fails_writes_nothing_and_the_screen_goes_on() {
    let bench = Bench::with_desk();
    let mut terminal = summary(&bench, "exit 3\n");
    terminal.press(&[ENTER]);
    let shown = terminal.wait_for("没有正常结束");
    assert!(!shown.contains("文件已写好"), "{shown}");
    terminal.press(&[ENTER]);
    terminal.wait_for("情况汇总");
    terminal.press(&[F8]);
    terminal.wait_for("改“情况汇总”的文字");
}
