//! Every screen of the five campaigns, drawn from their demonstrations at 80×24 and 120×40 as the coordinator has them; of
//! a safety month, a contest and a programme as a unit's liaison has them, too.
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

/// The program on a desk of a demonstration.
pub struct Shown {
    app: App,
    worker: DeskWorker,
    now: Instant,
    context: Context,
    _folder: TempDir,
}

impl Shown {
    /// On the coordinating desk.
    pub fn demonstration(campaign: &str) -> Self {
        Self::seat(campaign, DemoSeat::Coordinator)
    }

    fn seat(campaign: &str, seat: DemoSeat) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let demo = Demonstration::of(campaign).expect("it comes along");
        let now = demo.now().expect("a moment");
        let desk = demo
            .open(folder.path(), seat, true, &mut |_, _| {})
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
fn pictures(campaign: &str, seat: DemoSeat) {
    let mut shown = Shown::seat(campaign, seat);
    let name = match seat {
        DemoSeat::Coordinator => campaign.to_owned(),
        DemoSeat::Liaison => format!("{campaign}_liaison"),
    };
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
    let registers_liaisons = context.campaign.registration.is_some();
    for ((width, height), pictures) in at {
        for word in [
            "推荐表",
            "单位与联络员",
            "联络员 未登记",
            "联络员还没有登记",
        ] {
            let is_out_of_place = !registers_liaisons && pictures.contains(word);
            assert!(!is_out_of_place, "there is no such form: {word}");
        }
        insta::assert_snapshot!(format!("{name}_{width}x{height}"), pictures);
    }
}

#[test]
fn gusu() {
    pictures("gusu-2020", DemoSeat::Coordinator);
}

#[test]
fn qianjiang() {
    pictures("qianjiang-2025", DemoSeat::Coordinator);
}

#[test]
fn ankang() {
    pictures("ankang-2025", DemoSeat::Coordinator);
}

#[test]
fn linyi() {
    pictures("linyi-2019", DemoSeat::Coordinator);
}

#[test]
fn xingguo() {
    pictures("xingguo-2024", DemoSeat::Coordinator);
}

#[test]
fn the_safety_month_as_a_unit_has_it() {
    pictures("gusu-2020", DemoSeat::Liaison);
}

#[test]
fn the_contest_as_a_unit_has_it() {
    pictures("ankang-2025", DemoSeat::Liaison);
}

#[test]
fn the_programme_as_a_unit_has_it() {
    pictures("xingguo-2024", DemoSeat::Liaison);
}
