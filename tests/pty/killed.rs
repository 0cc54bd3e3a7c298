//! A program that is ended while somebody types: what was typed is there at the next start.

use anyue::ops::{desk, draft};

use super::terminal::keys::END;
use super::{database, desk_folder, liaison, second_week};

#[test]
fn what_was_typed_outlives_kill_and_hangup() {
    let bench = liaison();
    let mut typed = String::new();
    for (signal, text) in [
        ("KILL", "本周组织应急演练，"),
        ("HUP", "参加四十人，"),
        ("TERM", "排查两处。"),
    ] {
        let mut terminal = second_week(&bench);
        terminal.wait_wrapped(&typed);
        terminal.press(&[END, text]);
        typed.push_str(text);
        terminal.wait_wrapped(&typed);
        terminal.wait_for("草稿已存");
        terminal.signal(signal);
        terminal.wait_end();
    }
    second_week(&bench).wait_for(&typed);
}

#[test]
fn killed_in_the_middle_of_saving_the_desk_is_whole_and_the_last_keystroke_but_one_is_there() {
    let bench = liaison();
    let mut before = String::new();
    for round in 1..=4 {
        let mut terminal = second_week(&bench);
        terminal.wait_wrapped(&before);
        // Of this the last keystroke is on its way to the disk when the program is killed.
        let saved = format!("第{round}轮存好");
        terminal.press(&[END, &saved]);
        terminal.wait_wrapped(&saved);
        terminal.wait_for("草稿已存");
        let burst: Vec<String> = (1..=40 * round).map(|n| format!("{}", n % 10)).collect();
        let burst = burst.concat();
        terminal.press(&[&burst]);
        terminal.kill();

        let sound: String = database(&bench)
            .query_row("PRAGMA integrity_check", [], |row| row.get(0))
            .expect("it can be checked");
        assert_eq!(sound, "ok");
        let desk = desk::open(&desk_folder(&bench)).expect("it opens");
        let period = "weekly/2".parse().expect("an id");
        let draft = draft::load(&desk, desk.seat.unit, &period).expect("it can be read");
        let narrative = draft.expect("there is a draft").narrative;
        let whole = format!("{before}{saved}{burst}");
        assert!(whole.starts_with(&narrative), "{narrative}");
        assert!(narrative.len() >= before.len() + saved.len(), "{narrative}");
        before = narrative;
    }
}
