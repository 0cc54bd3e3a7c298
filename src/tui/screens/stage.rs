//! A desk for tests of screens, and somebody who presses keys: the main notice with 24 units of all kinds, long names
//! among them, in every state, on 18 June 2020 at 17:40. What a screen asks of the desk is really done.

use std::path::Path;

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::calendar::{DayRange, Instant};
use crate::domain::campaign::{Campaign, builtin};
use crate::domain::hazard::HazardEntry;
use crate::domain::id::UnitId;
use crate::domain::problem::Place;
use crate::domain::review::Comment;
use crate::domain::submission::{Channel, Draft, Entry, TypedHazardCount};
use crate::ops::Desk;
use crate::ops::audit::{self, AuditFilter};
use crate::ops::desk::NewSeat;
use crate::ops::packet::{self, Made, OpenAs, Opening};
pub use crate::ops::sample::levels;
use crate::ops::sample::{self, hand_in, june, period, unit};
use crate::ops::submit::{self, Receive};
use crate::ops::{draft, hazard as hazards, review, unit as units};
use crate::tui::dump;
use crate::tui::program::Worker;
use crate::tui::screen::{Act, Context, Destination, Event, Handled, Screen};
use crate::tui::theme::Theme;
use crate::tui::work::DeskWorker;

/// 18 June 2020, 17:40.
pub fn now() -> Instant {
    june(18, 17, 40)
}

fn gusu() -> Campaign {
    Campaign::parse(builtin()[0].1).expect("the notice is sound")
}

const KINDS: [&str; 4] = ["department", "affiliate", "medical", "eldercare"];
const NAMES: [&str; 24] = [
    "应急保障处",
    "疾病预防控制中心",
    "平江街道社区卫生服务中心",
    "平江街道“阖家”综合为老服务中心（颐养院）",
    "基层卫生处",
    "卫生监督所",
    "平江医院",
    "沧浪街道日间照料中心",
    "养老服务处",
    "妇幼保健所",
    "沧浪街道社区卫生服务中心葑门分部",
    "双塔颐养院",
    "社会救助处",
    "社会福利院",
    "金阊医院",
    "虎丘街道护理院",
    "规划财务处",
    "殡葬管理所",
    "白洋湾街道社区卫生服务中心",
    "白洋湾街道养老院",
    "组织人事处",
    "婚姻登记处",
    "苏锦街道社区卫生服务中心",
    "苏锦街道敬老院",
];

/// Notes that a report came in.
pub fn received(desk: &mut Desk, unit: UnitId, at: &str, now: Instant) {
    let receive = Receive {
        channel: Channel::Paper,
        received_at: None,
        reason: "纸质".into(),
        instead: false,
    };
    submit::record_receipt(desk, unit, &period(at), &receive, now).expect("is noted");
}

fn registered(desk: &mut Desk, unit: UnitId, now: Instant) {
    let name = desk.unit(unit).expect("is there").name;
    let fields = [
        ("name", "联络员甲"),
        ("post", "科员"),
        ("office_phone", "0512-65220000"),
        ("fax", "0512-65220001"),
        ("qq", "10000001"),
        ("unit_name", &name),
    ];
    let draft = Draft {
        fields: fields
            .map(|(id, value)| (id.into(), value.to_owned()))
            .into(),
        ..Draft::default()
    };
    hand_in(desk, unit, "registration", &draft, "", now);
}

/// A week's report with figures and hazards in it.
fn week() -> Draft {
    let entries = [
        ("study_people", "1280"),
        ("study_sessions", "2"),
        ("posters", "16"),
        ("action_training_people", "0"),
    ];
    let typed = |text: &str| Entry::Typed(text.to_owned());
    let count = TypedHazardCount {
        found: "3".into(),
        closed: "2".into(),
    };
    Draft {
        narrative: "本周开展消防演练".into(),
        entries: entries.map(|(id, text)| (id.into(), typed(text))).into(),
        hazards: [("general".into(), count)].into(),
        ..Draft::default()
    }
}

/// Returns the one week's report with figures that the coordinator's desk holds.
pub fn give_back(desk: &mut Desk) {
    let (unit, week) = (UnitId(2), period("weekly/2"));
    let standing = review::look(desk, unit, &week).expect("reads").standing;
    let comment = Comment {
        place: Place::Figure("study_people".into()),
        text: "请核对".to_owned(),
    };
    let uid = standing.expect("was handed in").uid;
    review::give_back(desk, unit, &week, Some(&uid), vec![comment], now()).expect("is returned");
}

/// A coordinator's desk and that of a unit below it, made of its packet.
pub fn chain(root: &Path) -> (Desk, Desk) {
    levels(root, false)
}

/// The same, where the unit has handed in the second week's report on its own desk.
pub fn chain_with_report(root: &Path) -> (Desk, Desk) {
    let (above, mut below) = chain(root);
    let seat = below.seat.unit;
    let mut typed = sample::draft(&below, &[("study_sessions", 3)]);
    typed.narrative = "组织学习。".to_owned();
    hand_in(&mut below, seat, "weekly/2", &typed, "", june(11, 15, 0));
    (above, below)
}

/// Takes a packet that another desk made.
pub fn carry(made: &Made, to: &mut Desk, now: Instant) {
    let mut opening = Opening::of(&made.files[0].path).expect("opens");
    packet::open(to, &mut opening, &OpenAs::default(), now).expect("is taken");
}

/// A hazard in the ledger, to be closed by the 15th.
fn hazard(desk: &mut Desk, unit: UnitId, closed: Option<u32>) {
    let entry = HazardEntry {
        place: "门诊楼二层配电间".into(),
        what: "配电箱前堆放杂物".into(),
        source: "自查".into(),
        measure: "清理并划线".into(),
        responsible: "负责人乙".into(),
        due: Some(june(15, 0, 0).date()),
        closed_on: closed.map(|day| june(day, 0, 0).date()),
        ..HazardEntry::new(june(8, 0, 0).date(), "general".into())
    };
    hazards::add(desk, unit, &entry, june(16, 9, 0)).expect("is entered");
}

/// The coordinator's desk. Every ninth unit is late or missing somewhere.
pub fn coordinator() -> Desk {
    let mut desk =
        Desk::in_memory(gusu(), NewSeat::Coordinator, june(1, 8, 0)).expect("makes a desk");
    for (n, name) in NAMES.into_iter().enumerate() {
        let id = unit(&mut desk, name, KINDS[n % 4], "");
        registered(&mut desk, id, june(if n == 5 { 5 } else { 3 }, 9, 0));
        if n != 7 {
            received(&mut desk, id, "plan", june(4, 10, 0));
        }
        received(
            &mut desk,
            id,
            "weekly/1",
            june(if n % 9 == 4 { 5 } else { 4 }, 15, 0),
        );
        if n == 0 {
            hand_in(&mut desk, id, "weekly/2", &week(), "", june(11, 16, 2));
        } else if n % 9 != 6 {
            received(&mut desk, id, "weekly/2", june(11, 16, 2));
        }
        if n % 3 == 0 {
            received(&mut desk, id, "weekly/3", june(18, 11, 0));
        }
    }
    let of = |n: usize| UnitId(i64::try_from(n).expect("small") + 2);
    let begun = Draft {
        narrative: "本周开展消防演练".into(),
        ..Draft::default()
    };
    draft::save(
        &mut desk,
        of(1),
        &period("weekly/3"),
        &begun,
        june(18, 9, 0),
    )
    .expect("saves");
    let until = Instant::end_of(june(22, 0, 0).date());
    submit::extend(
        &mut desk,
        &[of(2)],
        &period("weekly/3"),
        until,
        "停电",
        june(17, 9, 0),
    )
    .expect("extends");
    let days = DayRange::new(june(15, 0, 0).date(), june(30, 0, 0).date()).expect("in order");
    units::excuse(&mut desk, of(8), days, "集中隔离点保障", june(14, 9, 0)).expect("excuses");
    let closed: NaiveDate = june(12, 0, 0).date();
    hazard(&mut desk, of(6), None);
    hazard(&mut desk, of(6), Some(12));
    units::close(&mut desk, of(23), closed, "并入苏锦街道", june(12, 9, 0)).expect("closes");
    desk
}

/// A liaison's own desk, with one week in.
pub fn liaison() -> Desk {
    let seat = NewSeat::Unit {
        code: Some("007".into()),
        name: "平江医院".into(),
        kind: Some("medical".into()),
    };
    let mut desk = Desk::in_memory(gusu(), seat, june(1, 8, 0)).expect("makes a desk");
    let own = desk.seat.unit;
    registered(&mut desk, own, june(3, 9, 0));
    let photos_by_mail = "照片另发邮箱";
    hand_in(
        &mut desk,
        own,
        "weekly/1",
        &week(),
        photos_by_mail,
        june(4, 15, 0),
    );
    desk
}

/// A screen before somebody.
pub struct Stage<S> {
    pub screen: S,
    pub context: Context,
    worker: DeskWorker,
    now: Instant,
    area: Rect,
}

impl<S: Screen + Default> Stage<S> {
    /// The screen as it comes to be shown.
    pub fn enter(desk: Desk, theme: Theme) -> Self {
        Self::enter_at(desk, theme, now())
    }

    /// The screen as it comes to be shown at another moment.
    pub fn enter_at(desk: Desk, theme: Theme, now: Instant) -> Self {
        let worker = DeskWorker::new(desk, theme);
        let context = worker.context().expect("reads");
        let mut stage = Self {
            screen: S::default(),
            context,
            worker,
            now,
            area: Rect::new(0, 0, 80, 24),
        };
        let acts = stage.screen.enter(&stage.context, stage.now);
        assert_eq!(stage.carry(acts), []);
        stage
    }

    /// The screen as it comes to be shown once more, after the program was ended.
    pub fn again(&mut self) {
        self.screen = S::default();
        let acts = self.screen.enter(&self.context, self.now);
        assert_eq!(self.carry(acts), []);
    }

    /// Does what the screen asks of the desk; answers what it wants else.
    fn carry(&mut self, acts: Vec<Act>) -> Vec<Act> {
        let mut rest = Vec::new();
        for act in acts {
            let Act::Ask(request) = act else {
                rest.push(act);
                continue;
            };
            let reply = self.worker.perform(request, self.now, &mut |_| true);
            if let Some(context) = reply.context {
                self.context = context;
            }
            let more = match reply.result {
                Ok(answer) => self.screen.receive(answer, &self.context, self.now),
                Err(fault) => {
                    let mut more = self.screen.failed(&fault, &self.context);
                    more.push(Act::Fault(fault));
                    more
                }
            };
            rest.extend(self.carry(more));
        }
        rest
    }

    pub fn go(&mut self, to: &Destination) -> Vec<Act> {
        let acts = self.screen.go(to, &self.context, self.now);
        self.carry(acts)
    }

    pub fn event(&mut self, event: Event) -> Vec<Act> {
        match self.screen.handle(event, &self.context, self.now) {
            Handled::Consumed(acts) => self.carry(acts),
            Handled::Ignored => Vec::new(),
        }
    }

    pub fn press(&mut self, code: KeyCode) -> Vec<Act> {
        self.event(Event::Key(KeyEvent::new(code, KeyModifiers::NONE)))
    }

    /// Presses a key for every character.
    pub fn keys(&mut self, text: &str) -> Vec<Act> {
        text.chars()
            .flat_map(|c| self.press(KeyCode::Char(c)))
            .collect()
    }

    /// Empties the line that is typed in, and types another text.
    pub fn retype(&mut self, text: &str) {
        let key = KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL);
        self.event(Event::Key(key));
        assert_eq!(self.keys(text), []);
    }

    /// A click in the screen's own area, as it was drawn last.
    pub fn click(&mut self, column: u16, row: u16) -> Vec<Act> {
        self.event(Event::Mouse(MouseEvent {
            kind: MouseEventKind::Down(MouseButton::Left),
            column: self.area.x + column,
            row: self.area.y + row,
            modifiers: KeyModifiers::NONE,
        }))
    }

    /// The screen within a terminal of this size, with the cursor. The shell's rows are left out.
    pub fn shown(&mut self, width: u16, height: u16) -> String {
        let (buffer, cursor) = self.draw(width, height);
        dump::with_cursor(&buffer, cursor)
    }

    pub fn draw(&mut self, width: u16, height: u16) -> (Buffer, Option<Position>) {
        self.area = Rect::new(0, 0, width, height - 3);
        let area = self.area;
        let mut terminal =
            Terminal::new(TestBackend::new(width, height - 3)).expect("a test terminal");
        terminal
            .draw(|frame| self.screen.view(frame, area, &self.context, self.now))
            .expect("it draws");
        let backend = terminal.backend();
        let cursor = backend.cursor_visible().then(|| backend.cursor_position());
        (backend.buffer().clone(), cursor)
    }

    /// The desk, to look at what was done to it.
    pub fn desk(&self) -> &Desk {
        self.worker.desk()
    }

    /// The desk, as another window of the program changes it.
    pub fn desk_mut(&mut self) -> &mut Desk {
        self.worker.desk_mut()
    }

    /// What the desk's audit says, latest first.
    pub fn audit(&self) -> Vec<String> {
        let filter = AuditFilter::default();
        let entries = audit::list(self.worker.desk(), &filter).expect("reads");
        entries
            .into_iter()
            .map(|entry| format!("{}：{}", entry.act.label(), entry.detail))
            .collect()
    }
}
