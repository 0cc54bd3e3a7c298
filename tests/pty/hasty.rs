//! Somebody who knows the way and does not wait for the screen: what is typed before a form is there is typed into it;
//! and who leaves while long work goes on is asked, and need not wait.

use super::terminal::keys::{CTRL_DOWN, DOWN, ENTER, F9, LEFT, TAB};
use super::{UNIT, desk_folder, files, liaison, opened, second_week};

#[test]
fn what_is_typed_before_the_form_is_there_is_typed_into_it() {
    let bench = liaison();
    let mut terminal = opened(&bench);
    // Straight to the registration and on, without a look.
    terminal.press(&["4", "联络员甲", TAB, TAB, "安全员"]);
    let form = terminal.wait_for("安全员");
    assert!(
        form.contains("姓名*") && form.contains("联络员甲"),
        "{form}"
    );

    let mut terminal = opened(&bench);
    terminal.press(&["3", DOWN, DOWN, DOWN, ENTER, "本周无活动", CTRL_DOWN, "2"]);
    terminal.wait_for(&format!("{UNIT} · 每周活动材料·第2周"));
    let form = terminal.wait_for("一般隐患 发现 2");
    assert!(form.contains("台账"), "{form}");
    terminal.press(&[F9, ENTER]);
    let read = terminal.wait_for("第 1 版");
    assert!(read.contains("按时"), "{read}");
}

#[test]
fn leaving_does_not_wait_for_a_large_file() {
    let bench = liaison();
    let film = bench.file("全程录像.mp4", b"");
    let large = std::fs::OpenOptions::new().write(true).open(&film);
    // Nothing lies in it, and no machine copies it in the time that two keys take.
    let large = large.and_then(|file| file.set_len(64 << 30));
    large.expect("the disk takes a file with nothing in it");
    let material = desk_folder(&bench).join("material");
    let before = files(&material);
    let mut terminal = second_week(&bench);
    terminal.press(&["本周录像", CTRL_DOWN, CTRL_DOWN]);
    terminal.wait_for("还没有材料");
    terminal.press(&[&film.display().to_string(), ENTER]);
    terminal.wait_for("正在复制 全程录像.mp4");
    terminal.press(&["\x11"]);
    terminal.wait_for("还在添加材料");
    terminal.press(&[LEFT, ENTER]);
    assert_eq!(terminal.wait_end().code, 0);
    assert_eq!(files(&material), before);
    let mut terminal = second_week(&bench);
    terminal.wait_for("本周录像");
}
