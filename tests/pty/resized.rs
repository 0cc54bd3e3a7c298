//! A terminal that becomes too small, and large enough again.

use super::terminal::SMALLEST;
use super::terminal::keys::END;
use super::{liaison, second_week};

#[test]
fn a_tiny_window_says_so_and_takes_nothing_away() {
    let bench = liaison();
    let mut terminal = second_week(&bench);
    terminal.press(&["窗口很小的时候"]);
    terminal.wait_for("窗口很小的时候");
    let before = terminal.wait_for("草稿已存");
    for (columns, rows) in [(20, 5), (79, 24), (80, 23), (1, 1), (20, 5)] {
        terminal.resize(columns, rows);
        if columns > 1 {
            terminal.wait_until("that the window is too small", |screen| {
                screen
                    .replace('\n', "")
                    .contains(&format!("当前{columns}×{rows}"))
                    || screen
                        .replace(['\n', ' '], "")
                        .contains(&format!("当前{columns}×{rows}"))
            });
        }
    }
    let (columns, rows) = SMALLEST;
    terminal.resize(columns, rows);
    let after = terminal.wait_for("窗口很小的时候");
    assert_eq!(after, before);
    let cursor = terminal.cursor();
    assert!(cursor.is_some(), "the cursor is back where text is typed");
    terminal.resize(120, 40);
    terminal.press(&[END, "也还在"]);
    terminal.wait_for("窗口很小的时候也还在");
}
