//! The end of the month: 附件2 begins with the sum of the weeks, one figure is changed, and the difference, the roll-up
//! and the trace agree.

use super::terminal::Terminal;
use super::terminal::keys::{CTRL_DOWN, DOWN, END, ENTER, F9, TAB, UP};
use super::{UNIT, liaison};

const TODAY: &str = "2020-06-30 16:00";

#[test]
fn the_final_table_begins_with_the_sum_and_a_change_is_told_everywhere() {
    let bench = liaison();
    let narrative = bench.file("文字.txt", "本周学习。");
    let narrative = narrative.to_str().expect("a plain path");
    for (week, sessions) in [(1, "1"), (2, "2"), (3, "4"), (4, "8")] {
        let period = format!("weekly/{week}");
        let set = format!("study_sessions={sessions}");
        let people = format!("study_people={sessions}0");
        let today = format!("2020-06-{:02} 10:00", week * 7 - 3);
        bench.ok(&[
            "submit",
            "--today",
            &today,
            "--period",
            &period,
            "--set",
            &set,
            "--set",
            &people,
            "--narrative",
            narrative,
        ]);
    }
    let mut terminal = Terminal::start(bench.root(), TODAY, &[]);
    terminal.wait_for("接下来要做的");
    terminal.press(&["3"]);
    terminal.wait_for("要报送的");
    terminal.press(&[DOWN, DOWN, DOWN, DOWN, DOWN, DOWN, ENTER]);
    terminal.wait_for(&format!("{UNIT} · 总结报告和统计表"));
    terminal.press(&["全月总结。", CTRL_DOWN, CTRL_DOWN]);
    terminal.wait_for("专题学习（15）次，参与（150）人次");
    terminal.press(&[TAB, TAB]);
    terminal.wait_for("各期累计 15");
    terminal.press(&["\x7f\x7f17"]);
    terminal.wait_for("专题学习（17 差 +2）次");
    terminal.wait_for("累计 15，改为 17，差 +2");
    terminal.press(&[F9]);
    terminal.wait_for("以下提醒都已核对，写明理由后报送");
    terminal.press(&[UP, ENTER]);
    terminal.wait_for("有 1 处与各期累计不同");
    terminal.press(&["其余未发生", ENTER, "补记两次党组学习", ENTER]);
    terminal.wait_for("[ 报送 ]");
    terminal.press(&[ENTER]);
    terminal.wait_for("第 1 版");

    terminal.press(&["6"]);
    terminal.wait_for("专题学习（17）次，参与（150）人次");
    terminal.press(&[DOWN, ENTER]);
    terminal.wait_for("来源：理论学习中心组专题学习 = 17 次");
    // From the sum to the statement that it comes from, and to why it is another.
    terminal.press(&[END]);
    terminal.wait_for("安排理论学习中心组专题学习（17）次，参与（150）人次");
    terminal.wait_for("补记两次党组学习");
    terminal.press(&[ENTER]);
    terminal.wait_for(&format!("{UNIT} · 总结报告和统计表"));

    let trace = bench.json(&["trace", "study_sessions", "--today", TODAY]);
    assert_eq!(trace["total"]["value"], 17);
    let submissions = trace["parts"][0]["submissions"].as_array();
    let submissions = submissions.expect("what the number is made of");
    let told: Vec<_> = submissions
        .iter()
        .map(|one| {
            (
                one["period"].clone(),
                one["answer"]["value"].clone(),
                one["difference"].clone(),
            )
        })
        .collect();
    let expected = [
        ("weekly/1", 1, None),
        ("weekly/2", 2, None),
        ("weekly/3", 4, None),
        ("weekly/4", 8, None),
        ("final", 17, Some(2)),
    ];
    assert_eq!(
        told,
        expected.map(|(period, value, difference)| (
            period.into(),
            value.into(),
            difference.into()
        ))
    );
}
