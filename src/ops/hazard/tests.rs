//! The ledger on a desk in memory.

use super::*;
use crate::domain::campaign::Register;
use crate::domain::campaign::sample::{campaign, day};
use crate::domain::figure::Value;
use crate::domain::id::FieldId;
use crate::ops::audit::{self, AuditFilter};
use crate::ops::desk::NewSeat;

fn noon(date: u32) -> Instant {
    Instant::from_cst(day(6, date).and_hms_opt(12, 0, 0).expect("a real time"))
}

fn desk() -> (Desk, UnitId) {
    let seat = NewSeat::Unit {
        code: None,
        name: "甲院".to_owned(),
        kind: Some("direct".into()),
    };
    let desk = Desk::in_memory(campaign(), seat, noon(1)).expect("a desk");
    let unit = desk.seat.unit;
    (desk, unit)
}

fn entry(found: u32, level: &str) -> HazardEntry {
    HazardEntry {
        place: "二楼配电间".to_owned(),
        what: "堆放杂物".to_owned(),
        source: "自查".to_owned(),
        measure: "当日清理".to_owned(),
        responsible: "安全员甲".to_owned(),
        due: Some(day(6, found + 3)),
        ..HazardEntry::new(day(6, found), level.into())
    }
}

#[test]
fn what_cannot_be_seen_says_nothing() {
    let (mut desk, unit) = desk();
    let invisible = HazardEntry {
        place: "\u{1b}\u{200b}".to_owned(),
        ..entry(8, "ordinary")
    };
    let fault = add(&mut desk, unit, &invisible, noon(8)).expect_err("has no place");
    assert!(fault.message.contains("地点"), "{fault}");
    let all = list(&desk, &ListHazards::default(), day(6, 8)).expect("reads");
    assert!(all.is_empty());
}

#[test]
fn from_found_to_closed_and_back() {
    let (mut desk, unit) = desk();
    let id = add(&mut desk, unit, &entry(8, "ordinary"), noon(8)).expect("adds");
    let overdue = ListHazards {
        state: Some(HazardState::Overdue),
        ..ListHazards::default()
    };
    let count = |desk: &Desk, which: &ListHazards, date| {
        list(desk, which, day(6, date)).expect("reads").len()
    };
    assert_eq!(count(&desk, &overdue, 11), 0, "due that very day");
    assert_eq!(count(&desk, &overdue, 12), 1);
    assert!(
        close(&mut desk, id, day(6, 7), &Filled::new(), noon(12)).is_err(),
        "before it was found"
    );
    assert!(
        close(&mut desk, id, day(6, 13), &Filled::new(), noon(12)).is_err(),
        "tomorrow"
    );
    close(&mut desk, id, day(6, 12), &Filled::new(), noon(12)).expect("closes");
    assert!(close(&mut desk, id, day(6, 12), &Filled::new(), noon(12)).is_err());
    assert_eq!(count(&desk, &overdue, 12), 0);
    reopen(&mut desk, id, "复查未整改到位", noon(13)).expect("opens");
    assert_eq!(count(&desk, &overdue, 13), 1);
    let with_text = |text: &str| ListHazards {
        text: text.to_owned(),
        ..ListHazards::default()
    };
    assert_eq!(count(&desk, &with_text("配电"), 13), 1);
    assert_eq!(count(&desk, &with_text("屋顶"), 13), 0);
}

#[test]
fn every_problem_of_an_entry_is_told_beside_its_field() {
    let bad = HazardEntry {
        found_on: day(6, 9),
        place: " ".to_owned(),
        what: String::new(),
        due: Some(day(6, 8)),
        closed_on: Some(day(6, 7)),
        ..entry(9, "none")
    };
    let fields: Vec<HazardField> = bad
        .problems(&campaign(), day(6, 8))
        .into_iter()
        .map(|(field, _)| field)
        .collect();
    let expected = [
        HazardField::FoundOn,
        HazardField::Place,
        HazardField::What,
        HazardField::Level,
        HazardField::Due,
        HazardField::ClosedOn,
    ];
    assert_eq!(fields, expected);
    assert_eq!(entry(8, "major").problems(&campaign(), day(6, 8)), []);
}

#[test]
fn a_week_counts_what_was_found_and_what_was_closed_in_it() {
    let (mut desk, unit) = desk();
    let old = add(&mut desk, unit, &entry(3, "ordinary"), noon(3)).expect("adds");
    add(&mut desk, unit, &entry(8, "ordinary"), noon(8)).expect("adds");
    add(&mut desk, unit, &entry(11, "major"), noon(11)).expect("adds");
    add(&mut desk, unit, &entry(12, "major"), noon(12)).expect("adds");
    close(&mut desk, old, day(6, 9), &Filled::new(), noon(9)).expect("closes");
    let week = DayRange::new(day(6, 5), day(6, 11)).expect("in order");
    let counted = counts(&desk, unit, week).expect("reads");
    let expected = [
        (
            "ordinary".into(),
            HazardCount {
                found: 1,
                closed: 1,
            },
        ),
        (
            "major".into(),
            HazardCount {
                found: 1,
                closed: 0,
            },
        ),
    ];
    assert_eq!(counted, expected);
}

#[test]
fn an_edit_keeps_the_entry_s_place_in_the_ledger() {
    let (mut desk, unit) = desk();
    let id = add(&mut desk, unit, &entry(8, "ordinary"), noon(8)).expect("adds");
    let edited = HazardEntry {
        measure: "加装\u{1b}[31m隔断".to_owned(),
        ..entry(8, "major")
    };
    edit(&mut desk, id, &entry(8, "ordinary"), &edited, "", noon(9)).expect("edits");
    let ledger = list(&desk, &ListHazards::default(), day(6, 9)).expect("reads");
    assert_eq!((ledger.len(), ledger[0].id), (1, id));
    assert_eq!(ledger[0].entry.level, "major".into());
    assert_eq!(ledger[0].entry.measure, "加装隔断");
    let nowhere = edit(&mut desk, HazardId(99), &edited, &edited, "", noon(9));
    let fault = nowhere.expect_err("there is none");
    assert_eq!(fault.message, "没有编号为 99 的隐患");
    assert_eq!(
        get(&desk, HazardId(99)).map_err(|it| it.message),
        Err(fault.message)
    );
}

/// Two windows look at one entry and both change it: the second is told, and what the first wrote stays.
#[test]
fn an_edit_does_not_write_over_what_it_has_not_seen() {
    let (mut desk, unit) = desk();
    let seen = entry(8, "ordinary");
    let id = add(&mut desk, unit, &seen, noon(8)).expect("adds");
    let first = HazardEntry {
        measure: "加装隔断".to_owned(),
        ..seen.clone()
    };
    let second = HazardEntry {
        responsible: "安全员乙".to_owned(),
        ..seen.clone()
    };
    edit(&mut desk, id, &seen, &first, "", noon(9)).expect("edits");
    let fault = edit(&mut desk, id, &seen, &second, "", noon(9)).expect_err("has not seen it");
    assert_eq!(fault.message, overtaken().message);
    assert_eq!(only(&desk), first);
    let noted = audit::list(&desk, &AuditFilter::default()).expect("reads");
    let edits = noted.iter().filter(|note| note.act == Act::HazardEdited);
    assert_eq!(edits.count(), 1);
    edit(&mut desk, id, &first, &second, "", noon(9)).expect("has seen it");
}

#[test]
fn whoever_clears_the_closing_day_says_why() {
    let (mut desk, unit) = desk();
    let open = entry(8, "ordinary");
    let id = add(&mut desk, unit, &open, noon(8)).expect("adds");
    close(&mut desk, id, day(6, 9), &Filled::new(), noon(9)).expect("closes");
    let closed = only(&desk);
    let fault = edit(&mut desk, id, &closed, &open, " ", noon(10)).expect_err("says nothing");
    assert!(fault.message.contains("理由"), "{fault}");
    assert!(only(&desk).closed_on.is_some());
    edit(&mut desk, id, &closed, &open, "复查不合格", noon(10)).expect("edits");
    assert_eq!(only(&desk).closed_on, None);
    let noted = audit::list(&desk, &AuditFilter::default()).expect("reads");
    let reopened = noted.iter().find(|note| note.act == Act::HazardReopened);
    let detail = &reopened.expect("is told").detail;
    assert!(detail.ends_with("理由：复查不合格"), "{detail}");
}

/// A desk whose campaign wants a measure, a day and a check before a hazard is closed, and one that has none of them.
fn wanting() -> (Desk, HazardId) {
    let (mut desk, unit) = desk();
    let to_close = ["measure", "due", "checked_by"].map(FieldId::from).to_vec();
    desk.campaign.hazard_ledger = Register::of_hazards(&desk.campaign.hazard_levels, to_close);
    let bare = HazardEntry {
        measure: String::new(),
        due: None,
        ..entry(8, "ordinary")
    };
    let id = add(&mut desk, unit, &bare, noon(8)).expect("adds");
    (desk, id)
}

fn filled(due: u32) -> Filled {
    let text = |text: &str| Value::Text(text.to_owned());
    [
        ("measure".into(), text(" 加装\u{1b}隔断 ")),
        ("due".into(), Value::Date(day(6, due))),
        ("checked_by".into(), text("安全员乙")),
    ]
    .into()
}

fn only(desk: &Desk) -> HazardEntry {
    let mut ledger = list(desk, &ListHazards::default(), day(6, 10)).expect("reads");
    assert_eq!(ledger.len(), 1);
    ledger.remove(0).entry
}

/// What another window wrote after the first one looked stays.
#[test]
fn closing_writes_what_was_missing_and_nothing_else() {
    let (mut desk, id) = wanting();
    let seen = only(&desk);
    let elsewhere = HazardEntry {
        place: "三楼配电间".to_owned(),
        responsible: "安全员丙".to_owned(),
        level: "major".into(),
        ..seen.clone()
    };
    edit(&mut desk, id, &seen, &elsewhere, "", noon(9)).expect("edits");
    close(&mut desk, id, day(6, 10), &filled(12), noon(10)).expect("closes");
    let expected = HazardEntry {
        measure: "加装隔断".to_owned(),
        due: Some(day(6, 12)),
        checked_by: "安全员乙".to_owned(),
        closed_on: Some(day(6, 10)),
        ..elsewhere
    };
    assert_eq!(only(&desk), expected);
    let noted = audit::list(&desk, &AuditFilter::default()).expect("reads");
    let closings = noted.iter().filter(|note| note.act == Act::HazardClosed);
    assert_eq!(closings.count(), 1);
    let fault = close(&mut desk, id, day(6, 9), &filled(12), noon(10)).expect_err("is closed");
    assert_eq!(fault.message, "这条隐患已经销号");
    assert_eq!(only(&desk), expected);
}

#[test]
fn what_somebody_else_filled_in_is_not_written_over() {
    let (mut desk, id) = wanting();
    let seen = only(&desk);
    let elsewhere = HazardEntry {
        measure: "清运".to_owned(),
        checked_by: "安全员乙".to_owned(),
        ..seen.clone()
    };
    edit(&mut desk, id, &seen, &elsewhere, "", noon(9)).expect("edits");
    let fault = close(&mut desk, id, day(6, 10), &filled(12), noon(10)).expect_err("differs");
    assert_eq!(fault.message, "整改措施已经填有别的内容");
    assert_eq!(only(&desk), elsewhere);
}

#[test]
fn what_is_filled_in_is_checked_as_the_rest_is() {
    let (mut desk, id) = wanting();
    let before = only(&desk);
    let mut more = filled(7);
    more.insert("checked_by".into(), Value::Text("\u{1b}".to_owned()));
    more.insert("none".into(), Value::Text("无".to_owned()));
    let fault = close(&mut desk, id, day(6, 11), &more, noon(10)).expect_err("all wrong");
    for told in [
        "整改期限不能早于发现日期",
        "销号日期不能晚于今天",
        "销号之前要先填好复查人",
        "none",
    ] {
        assert!(fault.message.contains(told), "{told}: {fault}");
    }
    assert_eq!(only(&desk), before);
}
