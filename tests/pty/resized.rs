//! A terminal that becomes too small, and large enough again; keys that come while it does.

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
            terminal.wait_wrapped(&format!("当前{columns}×{rows}"));
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

/// The system tells of a new size beside what is typed. A key that comes in the same moment must not wait for the next
/// one, nor may the end of many that come at once.
#[test]
fn what_is_typed_while_the_window_changes_is_taken_at_once() {
    let bench = liaison();
    let mut terminal = second_week(&bench);
    let mut typed = String::new();
    for round in 0..40 {
        terminal.resize(100 + round % 2, 40);
        let key = round.to_string();
        terminal.press(&[&key]);
        typed.push_str(&key);
        terminal.wait_for(&typed);
    }
}

#[test]
fn many_keys_that_come_at_once_are_all_taken() {
    let bench = liaison();
    let mut terminal = second_week(&bench);
    terminal.press(&[&"字".repeat(900), "完"]);
    terminal.wait_for("字完");
}
