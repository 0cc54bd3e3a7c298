//! From nothing to a desk, step by step.

use super::work::Came;
use super::*;
use crate::domain::campaign::builtin;
use crate::ops::desk::{self, NewDesk};
use crate::ops::packet::{For, make_campaign};
use crate::ops::sample;
use crate::tui::dump;
use crate::tui::program::Worker;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

fn now() -> Instant {
    Instant::from_epoch_ms(1_592_473_200_000)
}

fn started() -> Start {
    let mut start = Start::new(Theme::new(true));
    let offers = crate::ops::campaign::known();
    let offers = offers.into_iter().map(Offer::from).collect();
    start.receive(Reply::Seen {
        offers,
        known: Vec::new(),
    });
    start
}

fn press(start: &mut Start, code: KeyCode) -> Vec<Effect<Request>> {
    let key = KeyEvent::new(code, KeyModifiers::NONE);
    start.update(Msg::Key(key), now(), Duration::ZERO)
}

fn type_text(start: &mut Start, text: &str) {
    for c in text.chars() {
        assert_eq!(press(start, KeyCode::Char(c)), Vec::new());
    }
}

fn screen(start: &Start, width: u16, height: u16) -> String {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("a test terminal");
    terminal
        .draw(|frame| start.draw(frame, now()))
        .expect("it draws");
    dump::text(terminal.backend().buffer())
}

#[test]
fn a_liaison_makes_a_desk_in_three_steps() {
    let mut start = started();
    assert!(screen(&start, 80, 24).contains("姑苏民卫〔2020〕120号"));
    press(&mut start, KeyCode::Down);
    press(&mut start, KeyCode::Enter);
    assert!(screen(&start, 80, 24).contains("我是填报单位的联络员"));
    press(&mut start, KeyCode::Enter);
    // Nothing filled in: both problems at once, and no desk.
    assert_eq!(start.accept(), Vec::new());
    let shown = screen(&start, 80, 24);
    assert!(
        shown.contains("单位名称是必填项") && shown.contains("请选一个类别"),
        "{shown}"
    );
    type_text(&mut start, "平江街道社区卫生服务中心");
    press(&mut start, KeyCode::Tab);
    press(&mut start, KeyCode::Right);
    let shown = screen(&start, 80, 24);
    assert!(!shown.contains("请选一个类别"), "chosen by now: {shown}");
    press(&mut start, KeyCode::Tab);
    let effects = press(&mut start, KeyCode::Enter);
    let [
        Effect::Ask(Request::Make {
            seat: NewSeat::Unit { code, name, kind },
            ..
        }),
    ] = effects.as_slice()
    else {
        panic!("{effects:?}");
    };
    assert_eq!(
        (code.as_deref(), name.as_str()),
        (None, "平江街道社区卫生服务中心")
    );
    assert!(kind.is_some());
    assert_eq!(
        press(&mut start, KeyCode::Enter),
        Vec::new(),
        "one desk is enough"
    );
}

#[test]
fn a_packet_that_is_dropped_on_the_first_screen_makes_the_desk() {
    let mut start = started();
    let pasted = "'/home/甲/下载/活动包 平江医院.anyue' ";
    assert_eq!(
        start.update(Msg::Paste(pasted.into()), now(), Duration::ZERO),
        []
    );
    let shown = screen(&start, 80, 24);
    assert!(
        shown.contains("打开活动包") && shown.contains("平江医院.anyue"),
        "{shown}"
    );
    press(&mut start, KeyCode::Tab);
    type_text(&mut start, "平江医院");
    press(&mut start, KeyCode::Tab);
    press(&mut start, KeyCode::Right);
    let asked = Request::Open {
        typed: pasted.trim().to_owned(),
        unit: Some("平江医院".to_owned()),
        collects: true,
    };
    assert_eq!(press(&mut start, KeyCode::Enter), [Effect::Ask(asked)]);
    assert_eq!(press(&mut start, KeyCode::Enter), [], "one desk is enough");
}

#[test]
fn the_first_line_opens_a_packet_whose_path_is_typed() {
    let mut start = started();
    press(&mut start, KeyCode::Enter);
    assert_eq!(press(&mut start, KeyCode::F(9)), []);
    assert!(screen(&start, 80, 24).contains("请写出活动包的路径"));
    press(&mut start, KeyCode::Esc);
    assert!(matches!(start.step, Step::Notice { .. }));
}

/// A desk above that has made a packet for 平江医院, and a worker that opens it.
struct Opened {
    _root: tempfile::TempDir,
    file: String,
    desks: PathBuf,
    worker: StartWorker,
}

impl Opened {
    fn new() -> Self {
        let root = tempfile::tempdir().expect("a folder");
        let new = NewDesk {
            campaign_source: builtin()[0].1.to_owned(),
            templates: Default::default(),
            name: String::new(),
            seat: NewSeat::Coordinator,
        };
        let mut above = desk::create(&root.path().join("above"), &new, now()).expect("is made");
        let unit = sample::unit(&mut above, "平江医院", "medical", "");
        let packet = make_campaign(&mut above, &For::Unit(unit), None, [7; 32], now());
        let desks = root.path().join("desks");
        Self {
            file: packet.expect("is made").files[0].path.display().to_string(),
            worker: StartWorker::new(desks.clone()),
            desks,
            _root: root,
        }
    }

    fn ask(&mut self, request: Request) -> Reply {
        self.worker.perform(request, now(), &mut |_| true)
    }

    fn open(&mut self) -> Box<Came> {
        let request = Request::Open {
            typed: self.file.clone(),
            unit: None,
            collects: false,
        };
        match self.ask(request) {
            Reply::Came(came) => came,
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_packet_makes_a_desk_once_and_is_taken_in_by_it_afterwards() {
    let mut opened = Opened::new();
    let came = opened.open();
    let desk = desk::open(&came.folder).expect("is a desk");
    assert_eq!(desk.unit(desk.seat.unit).expect("reads").name, "平江医院");
    let told = came.told.join("\n");
    for line in ["本机是 平江医院（", "最近一项：", "上级的活动包"] {
        let line = line.replace("上级", &came.taken.sender.name);
        assert!(told.contains(&line), "{line} is not in {told}");
    }
    let again = opened.open();
    assert_eq!(again.folder, came.folder);
    assert_eq!(again.told.len(), 1, "nothing is new: {:?}", again.told);
    assert_eq!(desk::last(&opened.desks), Some(came.folder));
}

#[test]
fn whoever_compared_the_six_words_says_so_at_once() {
    let mut opened = Opened::new();
    let came = opened.open();
    let words = came.taken.fingerprint.clone();
    let folder = came.folder.clone();

    let mut start = started();
    assert_eq!(start.receive(Reply::Came(came.clone())), []);
    let shown = screen(&start, 80, 24);
    for part in [&words, "念做包时显示的六个词", "以后再核对"] {
        assert!(shown.contains(part), "{part} is not on:\n{shown}");
    }
    // Enter alone says nothing that has not been done.
    assert_eq!(press(&mut start, KeyCode::Enter), [Effect::Quit]);
    assert_eq!(start.chosen, Some(Chosen::Open(folder.clone())));

    let mut start = started();
    start.receive(Reply::Came(came));
    press(&mut start, KeyCode::Tab);
    let Some(Effect::Ask(request)) = press(&mut start, KeyCode::Enter).pop() else {
        panic!("nothing was asked");
    };
    assert!(matches!(request, Request::Compared(_)), "{request:?}");
    assert_eq!(press(&mut start, KeyCode::Enter), [], "once is enough");
    let reply = opened.ask(request);
    assert_eq!(start.receive(reply), [Effect::Quit]);
    assert_eq!(start.chosen, Some(Chosen::Open(folder)));

    let again = opened.open();
    let mut start = started();
    start.receive(Reply::Came(again));
    let shown = screen(&start, 80, 24);
    assert!(!shown.contains("六个词"), "it was compared:\n{shown}");
}

#[test]
fn a_desk_that_cannot_be_opened_is_listed_with_its_reason() {
    let mut start = started();
    let desk = |folder: &str, name: Result<&str, Fault>| Known {
        folder: Path::new("/home/甲/anyue").join(folder),
        name: name.map(str::to_owned),
    };
    let broken = Fault::environment("工作台数据库有损坏，无法读取").hint("请用备份恢复");
    let known = vec![desk("去年", Err(broken)), desk("今年", Ok("平江医院"))];
    let offers = start.offers.clone();
    start.receive(Reply::Seen { offers, known });
    let shown = screen(&start, 80, 24);
    let line = |text: &str| shown.lines().position(|line| line.contains(text));
    assert!(line("打开：平江医院") < line("新建："), "{shown}");
    assert!(line("看看演示") < line("打不开：去年"), "{shown}");
    for _ in 0..20 {
        press(&mut start, KeyCode::Down);
    }
    assert_eq!(press(&mut start, KeyCode::Enter), Vec::new());
    let told = screen(&start, 80, 24);
    for part in ["有损坏", "/home/甲/anyue/去年", "请用备份恢复"] {
        assert!(told.contains(part), "{told}");
    }
    press(&mut start, KeyCode::Enter);
    assert!(matches!(start.step, Step::Notice { .. }) && start.chosen.is_none());
}

#[test]
fn esc_goes_back_step_by_step_and_then_out() {
    let mut start = started();
    press(&mut start, KeyCode::Down);
    press(&mut start, KeyCode::Enter);
    press(&mut start, KeyCode::Enter);
    assert!(matches!(start.step, Step::Unit { .. }));
    press(&mut start, KeyCode::Esc);
    assert!(matches!(start.step, Step::Role { .. }));
    press(&mut start, KeyCode::Esc);
    assert!(matches!(start.step, Step::Notice { .. }));
    assert_eq!(press(&mut start, KeyCode::Esc), vec![Effect::Quit]);
    assert_eq!(start.chosen, None);
}

#[test]
fn the_last_line_is_the_demonstration() {
    let mut start = started();
    press(&mut start, KeyCode::Up);
    for _ in 0..20 {
        press(&mut start, KeyCode::Down);
    }
    assert_eq!(press(&mut start, KeyCode::Enter), vec![Effect::Quit]);
    assert_eq!(start.chosen, Some(Chosen::Demonstration));
}

#[test]
fn no_size_panics() {
    let mut start = started();
    for step in 0..3 {
        for width in [1, 20, 79, 80, 120] {
            for height in [1, 5, 23, 24, 40] {
                screen(&start, width, height);
            }
        }
        if step < 2 {
            press(&mut start, KeyCode::Enter);
        }
    }
}

#[test]
fn whoever_quits_over_what_came_of_a_packet_opens_no_desk() {
    let came = Opened::new().open();
    let folder = came.folder.clone();
    let taken = || Reply::Came(came.clone());
    let mut start = started();
    start.update(Msg::Reply(taken()), now(), Duration::ZERO);
    let quit = KeyEvent::new(KeyCode::Char('q'), KeyModifiers::CONTROL);
    let effects = start.update(Msg::Key(quit), now(), Duration::ZERO);
    assert_eq!((effects, start.chosen), (vec![Effect::Quit], None));
    let mut start = started();
    start.update(Msg::Reply(taken()), now(), Duration::ZERO);
    assert_eq!(press(&mut start, KeyCode::Enter), [Effect::Quit]);
    assert_eq!(start.chosen, Some(Chosen::Open(folder)));
}
