//! The app around its screens: replies that come late, keys that come early, and leaving while work goes on.

use crossterm::event::{KeyCode, KeyEvent};

use super::*;
use crate::error::Fault;
use crate::ops::sample::june;
use crate::tui::program::{Progress, Worker};
use crate::tui::screens::{report, stage};
use crate::tui::work::{Answer, DeskWorker};

/// The program before anything is shown, its desk, and the time.
fn before() -> (App, DeskWorker, Instant) {
    let worker = DeskWorker::new(stage::coordinator(), Theme::new(true));
    let app = App::new(worker.context().expect("reads"));
    (app, worker, june(18, 17, 40))
}

fn press(app: &mut App, code: KeyCode, now: Instant) -> Vec<Effect<Request>> {
    app.update(Msg::Key(KeyEvent::from(code)), now, Duration::ZERO)
}

/// The requests among the effects, done; and what comes of the answers.
fn done(
    app: &mut App,
    worker: &mut DeskWorker,
    effects: Vec<Effect<Request>>,
    now: Instant,
) -> Vec<Effect<Request>> {
    let mut more = Vec::new();
    for effect in effects {
        if let Effect::Ask(request) = effect {
            let reply = worker.perform(request, now, &mut |_| true);
            more.extend(app.update(Msg::Reply(reply), now, Duration::ZERO));
        }
    }
    more
}

#[test]
fn a_reply_for_a_screen_that_was_left_is_told_and_leaves_the_shown_one_alone() {
    let (mut app, _, now) = before();
    app.visit(&Destination::Screen(Place::Progress), now);
    let reply = Reply {
        place: Place::Report,
        result: Ok(Answer::Report(report::Answer::Problems(Box::default()))),
        context: None,
    };
    assert_eq!(app.update(Msg::Reply(reply), now, Duration::ZERO), []);
    assert_eq!(app.place(), Place::Progress);
    let told = app.status.notice().expect("the user is told");
    assert!(told.starts_with("没有报送"), "{told}");
}

#[test]
fn keys_wait_for_the_screen_and_are_dropped_where_it_does_not_come() {
    let (mut app, mut worker, now) = before();
    let shown = app.visit(&Destination::Screen(Place::Overview), now);
    // Nothing is known yet: the digit and the search wait, in their order.
    assert_eq!(press(&mut app, KeyCode::Char('2'), now), []);
    assert_eq!(press(&mut app, KeyCode::Char('/'), now), []);
    assert_eq!(app.place(), Place::Overview);
    let more = done(&mut app, &mut worker, shown, now);
    assert_eq!(app.place(), Place::Progress);
    assert_eq!(app.scope(), Scope::Matrix, "the search still waits");
    assert_eq!(done(&mut app, &mut worker, more, now), []);
    assert_eq!(app.scope(), Scope::Search);

    let (mut app, _, now) = before();
    app.visit(&Destination::Screen(Place::Overview), now);
    assert_eq!(press(&mut app, KeyCode::Char('2'), now), []);
    let reply = Reply {
        place: Place::Overview,
        result: Err(Fault::environment("磁盘没有完成读写")),
        context: None,
    };
    assert_eq!(app.update(Msg::Reply(reply), now, Duration::ZERO), []);
    press(&mut app, KeyCode::Enter, now);
    assert_eq!(app.place(), Place::Overview);
    // Nothing more will come: the way out is open.
    assert_ne!(press(&mut app, KeyCode::Char('2'), now), []);
    assert_eq!(app.place(), Place::Progress);
}

#[test]
fn leaving_while_a_paper_is_written_asks_first_and_gives_it_up() {
    let (mut app, mut worker, now) = before();
    let shown = app.visit(&Destination::Screen(Place::Export), now);
    done(&mut app, &mut worker, shown, now);
    assert!(matches!(
        press(&mut app, KeyCode::Char('x'), now).as_slice(),
        [Effect::Ask(_)]
    ));
    assert_eq!(press(&mut app, KeyCode::Char('q'), now), []);
    assert_eq!(
        press(&mut app, KeyCode::Enter, now),
        [],
        "it begins on the careful side"
    );
    press(&mut app, KeyCode::Char('q'), now);
    assert_eq!(press(&mut app, KeyCode::Char('y'), now), [Effect::Cancel]);
    let progress = Progress {
        label: String::new(),
        done: 1,
        total: 2,
    };
    let told = app.update(Msg::Progress(progress), now, Duration::ZERO);
    assert_eq!(told, [Effect::Cancel], "it had not begun the first time");
    let reply = Reply {
        place: Place::Export,
        result: Err(Fault::problem("已取消")),
        context: None,
    };
    let ended = app.update(Msg::Reply(reply), now, Duration::ZERO);
    assert!(ended.contains(&Effect::Quit), "{ended:?}");
}
