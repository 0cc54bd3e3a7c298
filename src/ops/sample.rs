//! A desk in memory for tests of verbs: a coordinator, the sample campaign, and units of it. What a unit hands in goes
//! through the same verb as in life.

use std::path::Path;

use crate::domain::calendar::Instant;
use crate::domain::campaign::sample::{campaign, day};
use crate::domain::campaign::{Campaign, builtin};
use crate::domain::figure::{Answer, Value};
use crate::domain::id::{RecordId, UnitId};
use crate::domain::period::PeriodId;
use crate::domain::problem::Place;
use crate::domain::record::{FieldValue, RecordEntry};
use crate::domain::review::Comment;
use crate::domain::submission::{Channel, Content, Draft, Stamp};
use crate::ops::desk::{self, Desk, NewDesk, NewSeat};
use crate::ops::draft;
use crate::ops::packet::{Bring, For, OpenAs, Opening, make_campaign, make_report, open, set_up};
use crate::ops::record::{self, NewRecord};
use crate::ops::review;
use crate::ops::rollup::{self, RollUpAs};
use crate::ops::submit::{SubmitAs, submit};
use crate::ops::unit::{UnitInput, add};
use crate::store::{Foreign, MergedRevision, NewRevision};

/// A moment of June 2020.
pub fn june(date: u32, hour: u32, minute: u32) -> Instant {
    let time = day(6, date).and_hms_opt(hour, minute, 0);
    Instant::from_cst(time.expect("a real time"))
}

pub fn period(text: &str) -> PeriodId {
    text.parse().expect("a period's id")
}

/// A coordinator's desk with no unit below it yet.
pub fn desk() -> Desk {
    Desk::in_memory(campaign(), NewSeat::Coordinator, june(1, 8, 0)).expect("makes a desk")
}

/// Adds a unit below the desk's own, or below the one of code `parent`.
pub fn unit(desk: &mut Desk, name: &str, kind: &str, parent: &str) -> UnitId {
    let input = UnitInput {
        name: name.into(),
        kind: kind.into(),
        parent: parent.into(),
        ..UnitInput::default()
    };
    add(desk, &input, june(1, 8, 0)).expect("adds a unit").id
}

/// A draft with numbers in the table.
pub fn draft(desk: &Desk, figures: &[(&str, i64)]) -> Draft {
    let figures = figures.iter();
    let content = Content {
        figures: figures
            .map(|(id, n)| ((*id).into(), Answer::number(*n)))
            .collect(),
        ..Content::default()
    };
    draft::of_content(&desk.campaign, &content)
}

/// Hands a draft in at a moment, warnings accepted, with a reason where one is given.
pub fn hand_in(desk: &mut Desk, unit: UnitId, at: &str, draft: &Draft, reason: &str, now: Instant) {
    let how = SubmitAs {
        reason: reason.into(),
        accept_warnings: !reason.is_empty(),
        ..SubmitAs::default()
    };
    submit(desk, unit, &period(at), draft, &how, now).expect("is handed in");
}

/// A revision that another desk made of nothing that is known here.
pub fn foreign(
    desk: &mut Desk,
    unit: UnitId,
    at: &str,
    content: &Content,
    uid: &str,
    now: Instant,
) {
    let new = NewRevision {
        unit,
        period: &period(at),
        content,
        stamp: &Stamp {
            sent_at: now,
            received_at: now,
            recorded_at: now,
            channel: Channel::Packet,
            reason: String::new(),
            withdrawn_at: None,
        },
    };
    let named = Foreign {
        uid,
        parents: &[],
        origin: "another",
    };
    let merged = desk
        .store
        .write(|writer| writer.merge_revision(&new, &named));
    assert_eq!(merged.expect("writes"), MergedRevision::News);
}

/// The unit's own desk in `folder`, made of a packet from the desk above.
pub fn sit_down(
    above: &mut Desk,
    unit: UnitId,
    folder: &Path,
    collects: bool,
    now: Instant,
) -> Desk {
    let made = make_campaign(above, &For::Unit(unit), None, [7; 32], now);
    let packet = made.expect("is made").files[0].path.clone();
    let mut opening = Opening::of(&packet).expect("opens");
    let how = OpenAs::default();
    let made = set_up(folder, &mut opening, None, collects, &how, now);
    made.expect("makes a desk").0
}

/// A coordinator's desk with the main notice, and that of a unit below it, made of its packet; the unit may collect itself.
pub fn levels(root: &Path, collects: bool) -> (Desk, Desk) {
    let new = NewDesk {
        campaign_source: builtin()[0].1.to_owned(),
        templates: Default::default(),
        name: String::new(),
        seat: NewSeat::Coordinator,
    };
    let begun = june(1, 8, 0);
    let mut above = desk::create(&root.join("above"), &new, begun).expect("is made");
    let hospital = unit(&mut above, "平江医院", "medical", "");
    let below = sit_down(&mut above, hospital, &root.join("below"), collects, begun);
    (above, below)
}

/// The desk between two levels, whose total of the first week the desk above has returned with a remark at a blank.
pub fn returned_total(root: &Path) -> Desk {
    let (mut above, mut desk) = levels(root, true);
    let week = period("weekly/1");
    let station = unit(&mut desk, "一站", "medical", "");
    let mut typed = draft(&desk, &[("study_sessions", 2), ("study_people", 60)]);
    typed.narrative = "组织学习。".to_owned();
    hand_in(&mut desk, station, "weekly/1", &typed, "", june(3, 9, 0));
    rollup::roll_up(&mut desk, &week, &RollUpAs::default(), june(3, 10, 0)).expect("is made");
    send_up(&mut desk, &mut above, june(3, 11, 0));
    let below = above.units().expect("reads")[1].id;
    let comment = Comment {
        place: Place::Figure("study_people".into()),
        text: "请核对参与人次".to_owned(),
    };
    let at = june(3, 12, 0);
    review::give_back(&mut above, below, &week, None, vec![comment], at).expect("is returned");
    let word = make_campaign(&mut above, &For::Unit(below), None, [7; 32], june(3, 13, 0));
    let word = word.expect("is made").files[0].path.clone();
    let mut opening = Opening::of(&word).expect("opens");
    open(&mut desk, &mut opening, &OpenAs::default(), june(3, 14, 0)).expect("is taken");
    desk
}

/// Registers a liaison.
pub fn register(desk: &mut Desk, unit: UnitId, name: &str, now: Instant) {
    let draft = Draft {
        fields: [("name".into(), name.to_owned())].into(),
        ..Draft::default()
    };
    hand_in(desk, unit, "registration", &draft, "", now);
}

/// A moment of 2025 at noon.
pub fn noon(month: u32, date: u32) -> Instant {
    let day = chrono::NaiveDate::from_ymd_opt(2025, month, date).expect("a real day");
    Instant::from_cst(day.and_hms_opt(12, 0, 0).expect("a real time"))
}

const CONTEST: &str = include_str!("sample/contest.toml");

/// The campaign of registers, targets, points and awards.
pub fn contest() -> Campaign {
    Campaign::parse(CONTEST).expect("the sample is sound")
}

/// A coordinator's desk with the contest: one department, two towns, two enterprises.
pub fn contest_desk() -> Desk {
    let mut desk = Desk::in_memory(contest(), NewSeat::Coordinator, noon(1, 1)).expect("a desk");
    contestants(&mut desk);
    desk
}

fn contestants(desk: &mut Desk) {
    for (name, kind) in [
        ("生产保护部", "department"),
        ("东乡", "town"),
        ("西镇", "town"),
        ("甲厂", "enterprise"),
        ("乙矿", "enterprise"),
    ] {
        unit(desk, name, kind, "");
    }
}

/// A village that is put into the register of spots.
fn village(name: &str) -> RecordEntry {
    let text = |text: &str| FieldValue::Plain(Value::Text(text.into()));
    RecordEntry {
        fields: [("name".into(), text(name)), ("kind".into(), text("小区"))].into(),
        ..RecordEntry::default()
    }
}

/// The contest's desk under `root`, with a record of 东乡 that is told in two ways: as 一村一组 by the town, and as 一村二组,
/// which counts, by this desk.
pub fn contested_desk(root: &Path) -> (Desk, RecordId) {
    let new = NewDesk {
        campaign_source: CONTEST.to_owned(),
        templates: Default::default(),
        name: String::new(),
        seat: NewSeat::Coordinator,
    };
    let mut above = desk::create(&root.join("above"), &new, noon(1, 1)).expect("makes a desk");
    contestants(&mut above);
    let town = above.units().expect("reads")[2].id;
    let mut town = sit_down(&mut above, town, &root.join("town"), false, noon(1, 2));
    let new = NewRecord {
        register: "spots".into(),
        unit: town.seat.unit,
        row: None,
        entry: village("一村"),
    };
    let below = record::add(&mut town, &new, "", noon(2, 1)).expect("is written");
    send_up(&mut town, &mut above, noon(2, 2));
    let here = above.store.read().records(&Default::default());
    let here = here.expect("reads")[0].record.id;
    record::edit(&mut town, below, 1, &village("一村一组"), "", noon(2, 3)).expect("is changed");
    record::edit(&mut above, here, 1, &village("一村二组"), "", noon(2, 4)).expect("is changed");
    send_up(&mut town, &mut above, noon(2, 5));
    (above, here)
}

/// What the desk above has to say goes to the only unit below it that has a desk, and is taken there.
pub fn send_down(above: &mut Desk, below: &mut Desk, now: Instant) {
    let code = below.unit(below.seat.unit).expect("is there").code;
    let unit = above.store.read().unit_with_code(&code).expect("reads");
    let unit = unit.expect("is known above").id;
    let made = make_campaign(above, &For::Unit(unit), None, [7; 32], now).expect("is made");
    let mut opening = Opening::of(&made.files[0].path).expect("opens");
    open(below, &mut opening, &OpenAs::default(), now).expect("is taken");
}

/// All that a desk has goes to the one above, and is taken there.
pub fn send_up(below: &mut Desk, above: &mut Desk, now: Instant) {
    let made = make_report(below, &[], Bring::All, None, [1; 32], now).expect("is made");
    let mut opening = Opening::of(&made.files[0].path).expect("opens");
    open(above, &mut opening, &OpenAs::default(), now).expect("is taken");
}
