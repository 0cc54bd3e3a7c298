//! The README's picture of the main screen is the program's own: drawn from the demonstration, compared here, and
//! renewed with `INSTA_UPDATE=always cargo test readme::`.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyue::domain::calendar::Instant;
use anyue::ops::demo::{DemoSeat, Demonstration};
use anyue::tui::app::App;
use anyue::tui::dump;
use anyue::tui::program::{Effect, Msg, Program, Worker};
use anyue::tui::screen::{Destination, Place};
use anyue::tui::theme::Theme;
use anyue::tui::work::{DeskWorker, Request};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

const MARKS: [&str; 2] = ["<!-- 画面 -->\n", "<!-- /画面 -->"];

#[test]
fn the_picture_is_the_main_screen() {
    let picture = format!("```text\n{}```\n", main_screen());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).expect("the README is there");
    let (before, rest) = readme
        .split_once(MARKS[0])
        .expect("the picture's first mark");
    let (shown, after) = rest.split_once(MARKS[1]).expect("the picture's last mark");
    if shown != picture && std::env::var("INSTA_UPDATE").as_deref() == Ok("always") {
        let whole = [before, MARKS[0], &picture, MARKS[1], after].concat();
        fs::write(&path, whole).expect("the README can be written");
        return;
    }
    assert_eq!(shown, picture);
}

fn main_screen() -> String {
    let root = tempfile::tempdir().expect("a folder");
    let demo = Demonstration::of("gusu-2020").expect("it comes along");
    let now = demo.now().expect("a moment");
    let desk = demo
        .open(root.path(), DemoSeat::Coordinator, true, &mut |_, _| {})
        .expect("it is made");
    let mut worker = DeskWorker::new(desk, Theme::new(true));
    let mut app = App::new(worker.context().expect("a context"));
    let first = app.visit(&Destination::Screen(Place::Overview), now);
    settle(&mut app, &mut worker, first, now);
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).expect("a test terminal");
    terminal
        .draw(|frame| app.view(frame, now))
        .expect("it draws");
    dump::text(terminal.backend().buffer())
}

/// Does what the program asked for, as the loop would, until it asks for nothing more.
fn settle(app: &mut App, worker: &mut DeskWorker, effects: Vec<Effect<Request>>, now: Instant) {
    let mut waiting = effects;
    while let Some(effect) = waiting.pop() {
        if let Effect::Ask(request) = effect {
            let reply = worker.perform(request, now, &mut |_| true);
            waiting.extend(app.update(Msg::Reply(reply), now, Duration::ZERO));
        }
    }
}
