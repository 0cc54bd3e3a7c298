//! A coordinator's morning: find who is late by the initials, give more time, remind, and take the matrix to paper.

use super::terminal::Terminal;
use super::terminal::keys::{ENTER, F9, LEFT, TAB};
use super::{TODAY, files};
use crate::cli::bench::Bench;

#[test]
fn a_late_unit_is_found_by_pinyin_given_time_reminded_and_the_matrix_exported() {
    let bench = Bench::with_desk();
    let mut terminal = Terminal::start(bench.root(), TODAY, &[]);
    terminal.wait_for("逾期");
    terminal.press(&["2"]);
    terminal.wait_for("报送率");
    terminal.press(&["/", "pjyy"]);
    terminal.wait_for("查找 pjyy");
    terminal.press(&[ENTER]);
    terminal.wait_for("4 家中的 1 家");
    // The period at hand is selected: the second week. The first, one to the left, is missing.
    terminal.press(&[LEFT]);
    terminal.wait_for("每周活动材料·第1周  ! 缺报");

    terminal.press(&["y"]);
    terminal.wait_for("延期到*");
    terminal.press(&["6月12日", TAB, "防汛值守", ENTER]);
    terminal.wait_for("[ 延期 ]");
    terminal.press(&[ENTER]);
    terminal.wait_for("延期至 6月12日 24:00（原定 6月4日）");

    terminal.press(&["c"]);
    terminal.wait_for("【催报】平江医院");
    terminal.wait_for("已延期至6月12日 24:00");
    terminal.press(&[F9]);
    terminal.wait_for("已催 1 次");

    terminal.press(&["x"]);
    terminal.wait_for("报送进度");
    terminal.press(&["x"]);
    terminal.wait_for("文件已写好");
    let exported = files(bench.root());
    let sheet = exported
        .iter()
        .find(|path| path.extension().is_some_and(|end| end == "xlsx"));
    let mut book = calamine::open_workbook_auto(sheet.expect("a sheet")).expect("it opens");
    let range = calamine::Reader::worksheet_range_at(&mut book, 0)
        .expect("a sheet")
        .expect("it reads");
    let cells: Vec<String> = range.cells().map(|(_, _, cell)| cell.to_string()).collect();
    assert!(cells.iter().any(|cell| cell == "平江医院"), "{cells:?}");

    let audit = bench.ok(&["audit"]);
    for act in ["延期", "催报", "导出"] {
        assert!(audit.contains(act), "{act}: {audit}");
    }
}
