//! A Thursday's report: figures typed into the notice's sentences, material by its path, handed in, on time.

use super::terminal::keys::{CTRL_DOWN, ENTER, F2, F3, F9, TAB};
use super::{liaison, second_week};

#[test]
fn a_week_is_filled_in_handed_in_and_stands_as_on_time() {
    let bench = liaison();
    let photo = bench.file(
        "应急演练 现场.jpg",
        b"\xff\xd8\xff\xe0 not much of a picture",
    );
    let mut terminal = second_week(&bench);
    terminal.press(&["本周组织应急演练。", CTRL_DOWN, "2", TAB, "1", CTRL_DOWN]);
    terminal.wait_for("还没有材料");
    terminal.press(&[&photo.display().to_string(), ENTER]);
    terminal.wait_for("已添加 1 个文件");
    terminal.press(&[CTRL_DOWN]);
    terminal.wait_for("以（    ）等形式启动“安全生产月”活动（    ）场次");

    terminal.press(&[
        "现场会",
        TAB,
        "1",
        TAB,
        "3",
        TAB,
        "45",
        TAB,
        F3,
        TAB,
        F2,
        TAB,
    ]);
    terminal.wait_for("以（现场会）等形式启动“安全生产月”活动（1）场次");
    terminal.wait_for("专题学习（3）次，参与（45）人次");
    // Nothing, zero and not applicable look different.
    let filled = terminal.wait_for("培训(0)场，参与（不涉及）人次");
    assert!(filled.contains("专栏专题（    ）个"), "{filled}");
    let (row, _) = terminal.cursor().expect("the cursor is where one types");
    assert!(
        filled
            .lines()
            .nth(row.into())
            .expect("a line")
            .contains("专栏专题（")
    );

    terminal.press(&["1x"]);
    terminal.wait_for("应填数字");
    terminal.press(&["\x7f", F9]);
    // In a week's report blanks may stay open; the final one asks about each.
    terminal.wait_for("现在报送为按时");
    terminal.press(&[ENTER]);
    let handed_in = terminal.wait_for("第 1 版");
    assert!(handed_in.contains("按时"), "{handed_in}");

    // Nobody reports to a liaison: what is done stands on the first screen.
    terminal.press(&["1"]);
    terminal.wait_for("已报 1 项");

    // What the screen said is what a script is told.
    let status = bench.json(&["status"]);
    assert!(status.to_string().contains("received"), "{status}");
    let material = bench.ok(&["audit", "--json"]);
    assert!(material.contains("应急演练 现场.jpg"), "{material}");
}
