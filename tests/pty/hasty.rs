//! Somebody who knows the way and does not wait for the screen: what is typed before a form is there is typed into it;
//! and who leaves while long work goes on is asked, and need not wait.

use anyue::ops::material::LARGEST;

use super::terminal::keys::{CTRL_DOWN, DOWN, ENTER, F9, LEFT, TAB};
use super::{Bench, UNIT, desk_folder, files, liaison, opened, second_week};

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
fn leaving_does_not_wait_for_large_files() {
    let bench = liaison();
    // However fast the machine, it has not copied them all before two keys are pressed.
    let films = (1..=16).map(|part| film(&bench, part)).collect::<Vec<_>>();
    let material = desk_folder(&bench).join("material");
    let before = files(&material);
    let mut terminal = second_week(&bench);
    terminal.press(&["本周录像", CTRL_DOWN, CTRL_DOWN]);
    terminal.wait_for("还没有材料");
    terminal.press(&[&films.join(" "), ENTER]);
    terminal.wait_for("正在复制 全程录像");
    terminal.press(&["\x11"]);
    terminal.wait_for("还在添加材料");
    terminal.press(&[LEFT, ENTER]);
    assert_eq!(terminal.wait_end().code, 0);
    let after = files(&material);
    assert!(after.len() < before.len() + films.len(), "{after:?}");
    for new in after.iter().filter(|path| !before.contains(path)) {
        let length = new.metadata().expect("a file that was just seen").len();
        assert_eq!(length, LARGEST, "half a film is left at {}", new.display());
    }
    let mut terminal = second_week(&bench);
    terminal.wait_for("本周录像");
}

/// A file as large as material may be, with nothing in it but its number: each is another content.
fn film(bench: &Bench, part: u8) -> String {
    let path = bench.file(&format!("全程录像{part}.mp4"), [part]);
    let file = std::fs::OpenOptions::new().write(true).open(&path);
    let file = file.and_then(|file| file.set_len(LARGEST));
    file.expect("the disk takes a file with nothing in it");
    path.display().to_string()
}
