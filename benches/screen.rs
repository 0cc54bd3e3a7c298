//! What the user of a desk of 1,000 units waits for: from the start of the process to the first frame, and from a key to
//! the frame that shows it, in the matrix and in the form. The aim stands in the name.
//!
//! `cargo bench --bench screen`

mod thousand;

use std::cell::RefCell;
use std::io::Read;
use std::num::NonZeroU16;
use std::path::Path;
use std::time::Duration;

use anyue::ops::desk::Desk;
use anyue::tui::app::App;
use anyue::tui::program::{Effect, Msg, Program, Worker};
use anyue::tui::screen::{Destination, Place};
use anyue::tui::theme::Theme;
use anyue::tui::work::{DeskWorker, Request};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use divan::Bencher;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use thousand::NOW;

const COLUMNS: NonZeroU16 = NonZeroU16::new(120).expect("not zero");
const ROWS: NonZeroU16 = NonZeroU16::new(40).expect("not zero");

fn main() {
    divan::main();
}

/// The shell with the screens' names; the desk is open.
#[divan::bench(
    sample_count = 20,
    sample_size = 1,
    name = "start to first frame: under 50 ms"
)]
fn start_to_first_frame(bencher: Bencher<'_, '_>) {
    started_until(bencher, "总览");
}

/// The overview with everything it tells: the matrix's tallies, the roll-up, the hazards.
#[divan::bench(
    sample_count = 20,
    sample_size = 1,
    name = "start to the whole overview"
)]
fn start_to_whole_overview(bencher: Bencher<'_, '_>) {
    started_until(bencher, "已到期");
}

#[divan::bench(
    sample_count = 200,
    sample_size = 1,
    name = "key to frame in the matrix: under 5 ms"
)]
fn key_to_frame_in_the_matrix(bencher: Bencher<'_, '_>) {
    pressed(bencher, matrix, &[KeyCode::Down]);
}

#[divan::bench(
    sample_count = 200,
    sample_size = 1,
    name = "key to frame in the matrix's search: under 5 ms"
)]
fn key_to_frame_in_the_search_of_the_matrix(bencher: Bencher<'_, '_>) {
    let keys = ['/', 's', 'l', '0', '7'].map(KeyCode::Char);
    let keys = [&keys[..], &[KeyCode::Esc]].concat();
    pressed(bencher, matrix, &keys);
}

#[divan::bench(
    sample_count = 200,
    sample_size = 1,
    name = "key to frame in the form: under 5 ms"
)]
fn key_to_frame_in_the_form(bencher: Bencher<'_, '_>) {
    let form = |desk: &Desk| Destination::Report {
        unit: desk.reporters().expect("reads")[0].id,
        period: "final".parse().expect("a period"),
    };
    let keys = [
        KeyCode::Tab,
        KeyCode::Char('7'),
        KeyCode::Char('7'),
        KeyCode::Backspace,
    ];
    pressed(bencher, form, &keys);
}

fn matrix(_: &Desk) -> Destination {
    Destination::Screen(Place::Progress)
}

/// Measures keys pressed one after the other, over and over, on a screen: from the key to the drawn frame. What the
/// worker does meanwhile is on its own thread in life, and is done between two samples here.
fn pressed(bencher: Bencher<'_, '_>, to: impl Fn(&Desk) -> Destination, keys: &[KeyCode]) {
    let (desk, _folder) = thousand::desk();
    let to = to(&desk);
    let worker = DeskWorker::new(desk, Theme::new(true));
    let mut stage = Stage {
        app: App::new(worker.context().expect("reads")),
        worker,
        terminal: Terminal::new(TestBackend::new(COLUMNS.get(), ROWS.get())).expect("a terminal"),
        waiting: Vec::new(),
    };
    stage.waiting = stage.app.visit(&to, NOW);
    stage.settle();
    let stage = RefCell::new(stage);
    let mut keys = keys.iter().cycle();
    bencher
        .with_inputs(|| {
            stage.borrow_mut().settle();
            *keys.next().expect("they come again")
        })
        .bench_local_values(|key| stage.borrow_mut().press(key));
}

/// The program with a desk behind it, and no terminal.
struct Stage {
    app: App,
    worker: DeskWorker,
    terminal: Terminal<TestBackend>,
    waiting: Vec<Effect<Request>>,
}

impl Stage {
    fn press(&mut self, key: KeyCode) {
        let key = Msg::Key(KeyEvent::new(key, KeyModifiers::NONE));
        self.waiting = self.app.update(key, NOW, Duration::ZERO);
        let app = &self.app;
        self.terminal
            .draw(|frame| app.view(frame, NOW))
            .expect("draws");
    }

    /// Has the worker do what was asked for, until nothing more is.
    fn settle(&mut self) {
        while let Some(effect) = self.waiting.pop() {
            if let Effect::Ask(request) = effect {
                let reply = self.worker.perform(request, NOW, &mut |_| true);
                let more = self.app.update(Msg::Reply(reply), NOW, Duration::ZERO);
                self.waiting.extend(more);
            }
        }
    }
}

/// The program itself, in a pseudo-terminal.
struct Running {
    child: Box<dyn Child + Send + Sync>,
    _master: Box<dyn MasterPty + Send>,
}

/// Divan does not measure what is dropped.
impl Drop for Running {
    fn drop(&mut self) {
        self.child.kill().expect("can be ended");
        self.child.wait().expect("ends");
    }
}

fn started_until(bencher: Bencher<'_, '_>, sign: &str) {
    let (desk, folder) = thousand::desk();
    let at = desk.folder.clone();
    drop(desk);
    bencher.bench_local(|| start(&at, folder.path(), sign));
}

/// Starts the program and waits until it shows `sign`.
fn start(desk: &Path, home: &Path, sign: &str) -> Running {
    let size = PtySize {
        rows: ROWS.get(),
        cols: COLUMNS.get(),
        ..PtySize::default()
    };
    let pair = native_pty_system()
        .openpty(size)
        .expect("a pseudo-terminal");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_anyue"));
    command.args(["--today", "2020-06-18 17:40", "--desk"]);
    command.arg(desk);
    command.env("ANYUE_HOME", home);
    command.env("TERM", "xterm-256color");
    let mut output = pair.master.try_clone_reader().expect("can be read");
    let child = pair.slave.spawn_command(command).expect("starts");
    let mut screen = vt100::Parser::new(ROWS, COLUMNS, 0);
    let mut buffer = [0; 65536];
    while !screen.screen().contents().contains(sign) {
        match output.read(&mut buffer) {
            Ok(read @ 1..) => screen.process(&buffer[..read]),
            _ => panic!("it ended: {}", screen.screen().contents()),
        }
    }
    Running {
        child,
        _master: pair.master,
    }
}
