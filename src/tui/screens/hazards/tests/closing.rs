//! Closing an entry for which the campaign wants more written down.

use super::*;
use crate::domain::campaign::Register;
use crate::domain::id::FieldId;

fn linyi() -> Campaign {
    let (_, linyi) = builtin()
        .iter()
        .find(|(id, _)| *id == "linyi-2019")
        .expect("it comes along");
    Campaign::parse(linyi).expect("the notice is sound")
}

/// The screen with one open hazard before it.
fn before(campaign: Campaign, open: &HazardEntry) -> Stage<Hazards> {
    let desk = Desk::in_memory(campaign, NewSeat::Coordinator, june(1, 8, 0));
    let mut desk = desk.expect("makes a desk");
    sample::unit(&mut desk, "丙化工", "risky", "");
    let unit = crate::ops::unit::find(&desk, "丙化工")
        .expect("is there")
        .id;
    add(&mut desk, unit.0, open);
    Stage::enter(desk, theme())
}

fn selected(stage: &Stage<Hazards>) -> &crate::domain::hazard::Hazard {
    stage.screen.ledger.selected().expect("is selected")
}

/// Where the campaign wants more written down before, closing asks for it, and does not close without it.
#[test]
fn what_is_missing_is_filled_in_where_an_entry_is_closed() {
    let open = HazardEntry {
        responsible_unit: "设备科".into(),
        precautions: "停机挂牌".into(),
        ..entry(5, "护栏缺失", "general", Some(15), None)
    };
    let mut stage = before(linyi(), &open);
    let shown = stage.shown(120, 40);
    assert!(shown.contains("防护措施：停机挂牌"), "{shown}");
    assert!(shown.contains("整改单位：设备科"), "{shown}");
    assert!(shown.contains("销号前还要填：复查人"), "{shown}");
    stage.keys("d");
    insta::assert_snapshot!("close_with_more_80x24", stage.shown(80, 24));
    stage.press(KeyCode::F(9));
    let refused = stage.shown(80, 24);
    assert!(refused.contains("销号之前要先填好复查人"), "{refused}");
    // The day of closing stands first, then who checked.
    stage.press(KeyCode::Tab);
    stage.keys("安全员乙");
    stage.press(KeyCode::F(9));
    let selected = stage.screen.ledger.selected().expect("is selected");
    assert_eq!(selected.entry.closed_on, Some(now().date()));
    assert_eq!(selected.entry.checked_by, "安全员乙");
}

/// What another window or a packet writes while the dialog is open is kept, and the entry is told to be closed.
#[test]
fn closing_keeps_what_was_written_elsewhere_meanwhile() {
    let open = HazardEntry {
        responsible_unit: "设备科".into(),
        precautions: "停机挂牌".into(),
        ..entry(5, "护栏缺失", "general", Some(15), None)
    };
    let mut stage = before(linyi(), &open);
    stage.keys("d");
    stage.press(KeyCode::Tab);
    stage.keys("安全员乙");
    let elsewhere = HazardEntry {
        what: "护栏缺失，地面有油".into(),
        responsible: "班长丙".into(),
        ..open.clone()
    };
    let id = selected(&stage).id;
    hazard::edit(stage.desk_mut(), id, &open, &elsewhere, "", now()).expect("is written");
    let acts = stage.press(KeyCode::F(9));
    assert_eq!(notice(&acts), "已销号");
    let expected = HazardEntry {
        checked_by: "安全员乙".into(),
        closed_on: Some(now().date()),
        ..elsewhere
    };
    assert_eq!(selected(&stage).entry, expected);
    assert!(
        stage.audit()[0].starts_with("隐患销号"),
        "{:?}",
        stage.audit()
    );
}

/// Two windows close one hazard: the second is told so.
#[test]
fn what_was_closed_elsewhere_is_not_closed_again() {
    let mut open = entry(5, "护栏缺失", "general", Some(15), None);
    open.responsible_unit = "设备科".into();
    open.precautions = "停机挂牌".into();
    let mut stage = before(linyi(), &open);
    stage.keys("d");
    stage.press(KeyCode::Tab);
    stage.keys("安全员乙");
    let seen = open.clone();
    open.checked_by = "安全员丁".into();
    open.closed_on = Some(day(17));
    let id = selected(&stage).id;
    hazard::edit(stage.desk_mut(), id, &seen, &open, "复查不合格", now()).expect("is closed");
    let acts = stage.press(KeyCode::F(9));
    let told = "这条隐患已经销号";
    assert!(
        matches!(&acts[..], [Act::Fault(fault)] if fault.message == told),
        "{acts:?}"
    );
    let ledger = hazard::list(stage.desk(), &Default::default(), now().date()).expect("reads");
    assert_eq!(ledger[0].entry, open);
}

/// Two windows change one hazard: the second is told so, and what was typed over the old entry does not come back over the new.
#[test]
fn what_was_changed_elsewhere_is_not_written_over() {
    let open = entry(5, "护栏缺失", "general", Some(15), None);
    let mut stage = before(linyi(), &open);
    let id = selected(&stage).id;
    stage.keys("e");
    stage.press(KeyCode::Tab);
    stage.keys("东侧");
    let elsewhere = HazardEntry {
        responsible: "班长丙".into(),
        ..open.clone()
    };
    hazard::edit(stage.desk_mut(), id, &open, &elsewhere, "", now()).expect("is written");
    let acts = stage.press(KeyCode::F(9));
    let told = "这一条刚刚被别的窗口改过";
    assert!(
        matches!(&acts[..], [Act::Fault(fault)] if fault.message == told),
        "{acts:?}"
    );
    let ledger = hazard::list(stage.desk(), &Default::default(), now().date()).expect("reads");
    assert_eq!(ledger[0].entry, elsewhere);
    assert!(stage.shown(80, 24).contains("东侧"), "what was typed stays");
    stage.again();
    stage.keys("e");
    let shown = stage.shown(120, 40);
    assert!(
        shown.contains("班长丙") && !shown.contains("东侧"),
        "{shown}"
    );
}

/// Whatever field of the ledger a campaign wants, its value is asked for and kept.
#[test]
fn every_field_that_may_be_missing_is_filled_in() {
    let mut campaign = linyi();
    let fields = campaign.hazard_ledger.fields.iter();
    let missing: Vec<FieldId> = fields
        .filter(|field| !field.required)
        .map(|field| field.id.clone())
        .collect();
    campaign.hazard_ledger = Register::of_hazards(&campaign.hazard_levels, missing.clone());
    let bare = HazardEntry {
        place: "一车间".into(),
        what: "护栏缺失".into(),
        ..HazardEntry::new(day(5), "general".into())
    };
    let mut stage = before(campaign, &bare);
    stage.keys("d");
    for field in &missing {
        stage.press(KeyCode::Tab);
        stage.keys(if field.as_str() == "due" {
            "6-16"
        } else {
            "甲"
        });
    }
    assert_eq!(notice(&stage.press(KeyCode::F(9))), "已销号");
    let closed = &selected(&stage).entry;
    let left = closed.missing_to_close(&stage.context.campaign);
    assert!(left.is_empty(), "{left:?}");
    assert_eq!(closed.due, Some(day(16)));
}

#[test]
fn a_day_that_cannot_be_stands_beside_its_field() {
    let open = HazardEntry {
        responsible_unit: "设备科".into(),
        precautions: "停机挂牌".into(),
        checked_by: "安全员乙".into(),
        ..entry(5, "护栏缺失", "general", None, None)
    };
    let mut stage = before(linyi(), &open);
    stage.keys("d");
    stage.press(KeyCode::Tab);
    stage.keys("6-4");
    stage.press(KeyCode::F(9));
    assert_eq!(selected(&stage).entry, open, "nothing is written");
    let shown = stage.shown(80, 24);
    let told = shown
        .lines()
        .position(|line| line.contains("整改期限不能早于发现日期"));
    let due = shown.lines().position(|line| line.contains("整改期限*"));
    assert!(told.is_some() && told > due && due.is_some(), "{shown}");
    stage.retype("6-16");
    assert_eq!(notice(&stage.press(KeyCode::F(9))), "已销号");
    assert_eq!(selected(&stage).entry.due, Some(day(16)));
}
