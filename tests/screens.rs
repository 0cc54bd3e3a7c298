//! Every screen of the four campaigns that are no safety month, drawn from their demonstrations at 80×24 and 120×40.
//! What a key does on a screen is tested beside the screen; the program before a desk is here for other tests too.

use std::path::PathBuf;
use std::time::Duration;

use anyue::domain::calendar::Instant;
use anyue::ops::demo::{DemoSeat, Demonstration};
use anyue::ops::responsibility::registers;
use anyue::tui::app::App;
use anyue::tui::dump;
use anyue::tui::program::{Effect, Msg, Program, Worker};
use anyue::tui::screen::{Context, Destination, Place};
use anyue::tui::theme::Theme;
use anyue::tui::work::{DeskWorker, Request};
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use tempfile::TempDir;

/// The program on a demonstration's coordinating desk.
pub struct Shown {
    app: App,
    worker: DeskWorker,
    now: Instant,
    context: Context,
    _folder: TempDir,
}

impl Shown {
    pub fn demonstration(campaign: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let demo = Demonstration::of(campaign).expect("it comes along");
        let now = demo.now().expect("a moment");
        let desk = demo
            .open(folder.path(), DemoSeat::Coordinator, true, &mut |_, _| {})
            .expect("it is made");
        let worker = DeskWorker::new(desk, Theme::new(true));
        let mut context = worker.context().expect("a context");
        // Where this machine keeps it is no business of a picture.
        context.folder = PathBuf::from("工作台");
        Self {
            app: App::new(context.clone()),
            worker,
            now,
            context,
            _folder: folder,
        }
    }

    pub fn visit(&mut self, place: Place) {
        let first = self.app.visit(&Destination::Screen(place), self.now);
        self.settle(first);
    }

    pub fn press(&mut self, key: KeyCode) {
        let message = Msg::Key(KeyEvent::from(key));
        let effects = self.app.update(message, self.now, Duration::ZERO);
        self.settle(effects);
    }

    /// Does what the program asked for, as the loop would, until it asks for nothing more.
    fn settle(&mut self, effects: Vec<Effect<Request>>) {
        let mut waiting = effects;
        while let Some(effect) = waiting.pop() {
            if let Effect::Ask(request) = effect {
                let reply = self.worker.perform(request, self.now, &mut |_| true);
                waiting.extend(self.app.update(Msg::Reply(reply), self.now, Duration::ZERO));
            }
        }
    }

    pub fn picture(&self, width: u16, height: u16) -> String {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("a test terminal");
        terminal
            .draw(|frame| self.app.view(frame, self.now))
            .expect("it draws");
        dump::text(terminal.backend().buffer())
    }
}

/// How many pages a screen has that turns them with `b`.
fn pages(context: &Context, place: Place) -> usize {
    let campaign = &context.campaign;
    match place {
        Place::Records => campaign.registers.len(),
        Place::Results => {
            usize::from(!campaign.targets.is_empty())
                + campaign.points.len()
                + registers(campaign).count()
                + usize::from(!campaign.awards.is_empty())
        }
        _ => 1,
    }
}

/// Every screen that the campaign has, one below the other, at each size.
fn pictures(campaign: &str) {
    let mut shown = Shown::demonstration(campaign);
    let mut at = [((80, 24), String::new()), ((120, 40), String::new())];
    let context = shown.context.clone();
    for place in Place::ALL.into_iter().filter(|place| context.has(*place)) {
        shown.visit(place);
        for _ in 0..pages(&context, place) {
            for ((width, height), pictures) in &mut at {
                pictures.push_str(&shown.picture(*width, *height));
                pictures.push_str(&"=".repeat(usize::from(*width)));
                pictures.push('\n');
            }
            shown.press(KeyCode::Char('b'));
        }
    }
    for ((width, height), pictures) in at {
        // None of the four has a form on which liaisons register.
        for absent in ["推荐表", "联络员 未登记", "联络员还没有登记"] {
            assert!(!pictures.contains(absent), "{absent}");
        }
        insta::assert_snapshot!(format!("{campaign}_{width}x{height}"), pictures);
    }
}

#[test]
fn qianjiang() {
    pictures("qianjiang-2025");
}

#[test]
fn ankang() {
    pictures("ankang-2025");
}

#[test]
fn linyi() {
    pictures("linyi-2019");
}

#[test]
fn xingguo() {
    pictures("xingguo-2024");
}
