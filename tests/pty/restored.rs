//! The terminal after the program: as it was before, whatever ended it.

use std::collections::BTreeSet;
use std::time::Duration;

use anyue::clock::Clock;
use anyue::domain::calendar::Instant;
use anyue::error::Fault;
use anyue::tui::program::{Effect, Msg, Program, Progress, Worker};
use anyue::tui::run::run;
use crossterm::event::KeyCode;
use ratatui::Frame;

use super::terminal::keys::CTRL_C;
use super::terminal::{Ended, Terminal};
use super::{liaison, opened};

/// Fails unless the terminal is as a shell expects it.
fn assert_restored(ended: &Ended, what: &str) {
    let screen = ended.parser.screen();
    assert!(!screen.alternate_screen(), "{what}: alternate screen");
    assert!(!screen.hide_cursor(), "{what}: cursor hidden");
    assert!(!screen.bracketed_paste(), "{what}: bracketed paste");
    let mouse = screen.mouse_protocol_mode();
    assert_eq!(mouse, vt100::MouseProtocolMode::None, "{what}");
    let left = left_on(&ended.raw);
    assert!(left.is_empty(), "{what}: left on: {left:?}");
}

/// The private modes that were switched on and not off again. The emulator knows fewer of them than there are.
fn left_on(raw: &[u8]) -> BTreeSet<String> {
    const CURSOR: &str = "25";
    let raw = String::from_utf8_lossy(raw);
    let mut on = BTreeSet::new();
    for part in raw.split("\x1b[?").skip(1) {
        let digits = part.find(|c: char| !c.is_ascii_digit() && c != ';');
        let (modes, rest) = part.split_at(digits.unwrap_or(part.len()));
        for mode in modes.split(';').filter(|mode| *mode != CURSOR) {
            if rest.starts_with('h') {
                on.insert(mode.to_owned());
            } else {
                on.remove(mode);
            }
        }
    }
    on
}

#[test]
fn modes_that_stay_on_are_found() {
    assert_eq!(
        left_on(b"\x1b[?1049h\x1b[?25l\x1b[?1000;1006h\x1b[?1000l\x1b[?1049l").len(),
        1
    );
}

#[test]
fn a_key_that_ends_the_program_restores_the_terminal() {
    let bench = liaison();
    for key in ["q", CTRL_C, "\x11"] {
        let mut terminal = opened(&bench);
        assert!(terminal.parser().screen().alternate_screen());
        assert!(terminal.parser().screen().bracketed_paste());
        terminal.press(&[key]);
        let ended = terminal.wait_end();
        assert_eq!(ended.code, 0, "{key:?}");
        assert_restored(&ended, &format!("{key:?}"));
    }
}

#[test]
fn a_signal_that_ends_the_program_restores_the_terminal() {
    let bench = liaison();
    for signal in ["TERM", "HUP", "INT"] {
        let terminal = opened(&bench);
        terminal.signal(signal);
        let ended = terminal.wait_end();
        assert_eq!(ended.code, 0, "{signal}");
        assert_restored(&ended, signal);
    }
}

/// Names what panics in a program that was started for this test alone.
const DOOMED: &str = "ANYUE_TEST_DOOMED";

#[test]
fn a_panic_restores_the_terminal_and_tells_what_to_do() {
    let bench = liaison();
    let tests = std::env::current_exe().expect("the tests know where they are");
    for (key, what, safe) in [
        (
            "p",
            "the screen",
            "填过的内容都已保存，最后一次按键可能没有记下",
        ),
        ("w", "the worker", "填过的内容都已保存"),
        (
            "t",
            "the worker, while something waits to be saved",
            "最后输入的内容没有来得及保存",
        ),
    ] {
        let alone = [
            "--exact",
            "pty::restored::a_program_that_panics_ends_badly",
            "--nocapture",
        ];
        let mut terminal = Terminal::run(bench.root(), &tests, &alone, &[(DOOMED, "1")]);
        terminal.wait_for("READY");
        assert!(terminal.parser().screen().alternate_screen());
        terminal.press(&[key]);
        let ended = terminal.wait_end();
        assert_ne!(ended.code, 0, "{what}");
        assert_restored(&ended, what);
        let screen = ended.screen();
        assert!(screen.contains("安月遇到内部错误"), "{what}: {screen}");
        assert!(screen.contains(safe), "{what}: {screen}");
    }
}

/// What the test above runs in a terminal of its own. By itself it holds that the program below does panic.
#[test]
fn a_program_that_panics_ends_badly() {
    if std::env::var_os(DOOMED).is_some() {
        let mut doomed = Doomed::default();
        let ended = run(&mut doomed, Doomed::default(), Vec::new(), &Clock::Machine);
        panic!("{}", Fault::from(ended.expect_err("it ends badly")));
    }
    let key = crossterm::event::KeyEvent::from(KeyCode::Char('p'));
    let update = || Doomed::default().update(Msg::Key(key), Clock::Machine.now(), Duration::ZERO);
    assert!(std::panic::catch_unwind(update).is_err());
}

/// A program and a worker that panic at a key.
#[derive(Default)]
struct Doomed {
    /// Something was typed and is not on disk yet.
    typed: bool,
}

impl Program for Doomed {
    type Request = ();
    type Reply = ();

    fn update(&mut self, msg: Msg<()>, _: Instant, _: Duration) -> Vec<Effect<()>> {
        let Msg::Key(key) = msg else {
            return Vec::new();
        };
        assert_ne!(key.code, KeyCode::Char('p'), "the screen panics");
        self.typed = key.code == KeyCode::Char('t');
        vec![Effect::Ask(())]
    }

    fn view(&self, frame: &mut Frame<'_>, _: Instant) {
        frame.render_widget("READY", frame.area());
    }

    fn is_saved(&self) -> bool {
        !self.typed
    }

    fn is_animated(&self) -> bool {
        false
    }
}

impl Worker for Doomed {
    type Request = ();
    type Reply = ();

    fn perform(&mut self, (): (), _: Instant, _: &mut dyn FnMut(Progress) -> bool) {
        panic!("the worker panics");
    }

    fn supersedes((): &(), (): &()) -> bool {
        false
    }
}
