//! The screen with a real desk behind it: keys in, what is asked carried out by the screen's own worker, answers back.

mod elsewhere;
mod filling;
mod handing_in;
mod looks;
mod reviewing;

use std::path::Path;
use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::state::Phase;
use super::work::{Request, perform};
use super::{Report, sheet::Sheet};
use crate::domain::calendar::Instant;
use crate::domain::campaign::builtin;
use crate::domain::id::UnitId;
use crate::domain::submission::Draft;
use crate::error::Fault;
use crate::ops::desk::{Desk, NewDesk, NewSeat, create};
use crate::ops::sample::{june, period};
use crate::ops::unit::{UnitInput, add};
use crate::tui::dump;
use crate::tui::screen::{Act, Context, Destination, Event, Handled, Screen};
use crate::tui::theme::Theme;
use crate::tui::work;

/// A screen and the desk it works on.
struct Stage {
    screen: Report,
    desk: Desk,
    context: Context,
    now: Instant,
    notices: Vec<String>,
    faults: Vec<Fault>,
    /// Whatever else was asked of the app.
    others: Vec<Act>,
    /// The last draft that was sent to be saved.
    saved: Option<Draft>,
}

const UNIT: &str = "平江新城社区卫生服务中心";

fn new_desk(folder: &Path, seat: NewSeat) -> Desk {
    let new = NewDesk {
        campaign_source: builtin()[0].1.to_owned(),
        templates: Default::default(),
        name: "演练".into(),
        seat,
    };
    create(folder, &new, june(1, 8, 0)).expect("makes a desk")
}

impl Stage {
    /// A liaison's desk.
    fn liaison(folder: &Path, now: Instant) -> Self {
        let seat = NewSeat::Unit {
            code: None,
            name: UNIT.into(),
            kind: None,
        };
        Self::of(new_desk(&folder.join("desk"), seat), now)
    }

    /// A coordinator's desk with three units.
    fn coordinator(folder: &Path, now: Instant) -> Self {
        let mut desk = new_desk(&folder.join("desk"), NewSeat::Coordinator);
        for name in ["沧浪医院", UNIT, "姑苏区示例养老院"] {
            let input = UnitInput {
                name: name.into(),
                ..UnitInput::default()
            };
            add(&mut desk, &input, june(1, 8, 0)).expect("adds a unit");
        }
        Self::of(desk, now)
    }

    fn of(desk: Desk, now: Instant) -> Self {
        let context = Context {
            campaign: Arc::new(desk.campaign.clone()),
            plan: Arc::new(desk.plan.clone()),
            units: Arc::new(desk.units().expect("has units")),
            seat: desk.seat.unit,
            collects: !desk.reports(desk.seat.unit),
            above: None,
            desk_name: desk.name.clone(),
            folder: desk.folder.clone(),
            outbox: crate::ops::packet::outbox(&desk),
            theme: Theme::new(true),
        };
        let mut stage = Self {
            screen: Report::default(),
            desk,
            context,
            now,
            notices: Vec::new(),
            faults: Vec::new(),
            others: Vec::new(),
            saved: None,
        };
        let acts = stage.screen.enter(&stage.context, now);
        stage.carry(acts);
        stage
    }

    fn unit(&self, name: &str) -> UnitId {
        let mut units = self.context.units.iter();
        units
            .find(|unit| unit.name == name)
            .expect("is on the desk")
            .id
    }

    fn carry(&mut self, acts: Vec<Act>) {
        for act in acts {
            match act {
                Act::Ask(work::Request::Report(request)) => self.ask(request),
                Act::Notice(text) | Act::Remark(text) => self.notices.push(text),
                Act::Fault(fault) => self.faults.push(fault),
                other => self.others.push(other),
            }
        }
    }

    fn ask(&mut self, request: Request) {
        if let Request::SaveDraft { draft, .. } = &request {
            self.saved = Some(draft.as_ref().clone());
        }
        match perform(&mut self.desk, request, self.now, &mut |_| true) {
            Ok(answer) => {
                let answer = work::Answer::Report(answer);
                let acts = Screen::receive(&mut self.screen, answer, &self.context, self.now);
                self.carry(acts);
            }
            Err(fault) => {
                let acts = Screen::failed(&mut self.screen, &fault, &self.context);
                self.carry(acts);
                self.faults.push(fault);
            }
        }
    }

    fn event(&mut self, event: Event) -> bool {
        match Screen::handle(&mut self.screen, event, &self.context, self.now) {
            Handled::Consumed(acts) => {
                self.carry(acts);
                true
            }
            Handled::Ignored => false,
        }
    }

    fn key(&mut self, code: KeyCode) -> bool {
        self.event(Event::Key(KeyEvent::new(code, KeyModifiers::NONE)))
    }

    fn control(&mut self, c: char) -> bool {
        self.event(Event::Key(KeyEvent::new(
            KeyCode::Char(c),
            KeyModifiers::CONTROL,
        )))
    }

    fn write(&mut self, text: &str) {
        for c in text.chars() {
            self.key(KeyCode::Char(c));
        }
    }

    fn paste(&mut self, text: &str) {
        self.event(Event::Paste(text.into()));
    }

    /// Opens a form from elsewhere.
    fn open(&mut self, unit: &str, at: &str) {
        let to = Destination::Report {
            unit: self.unit(unit),
            period: period(at),
        };
        let acts = self.screen.go(&to, &self.context, self.now);
        self.carry(acts);
    }

    fn sheet(&self) -> &Sheet {
        match &self.screen.phase {
            Phase::Open(sheet) => sheet,
            other => panic!("no form is open: {other:?}"),
        }
    }

    /// To the page of that title.
    fn page(&mut self, title: &str) {
        let at = self
            .sheet()
            .pages
            .iter()
            .position(|page| page.title == title);
        let at = at.expect("there is such a page");
        if let Phase::Open(sheet) = &mut self.screen.phase {
            sheet.show_page(at, true);
        }
    }

    fn draft(&self) -> Draft {
        self.sheet().draft.clone()
    }

    /// Goes away from the form and comes back to it: as after a kill, only the desk remembers.
    fn restart(&mut self, unit: &str, at: &str) {
        self.screen = Report::default();
        self.open(unit, at);
    }

    fn shown(&self, width: u16, height: u16) -> String {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("a terminal");
        let mut cursor = None;
        let frame = terminal.draw(|frame| {
            Screen::view(&self.screen, frame, frame.area(), &self.context, self.now);
        });
        let buffer = frame.expect("draws").buffer.clone();
        if terminal.backend().cursor_visible() {
            cursor = terminal.get_cursor_position().ok();
        }
        dump::with_cursor(&buffer, cursor)
    }
}
