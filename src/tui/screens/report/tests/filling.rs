//! Filling in: periods, blanks, drafts.

use proptest::prelude::*;

use super::*;
use crate::domain::hazard::HazardEntry;
use crate::domain::submission::Entry;
use crate::ops::hazard;
use crate::tui::keys::Scope;
use crate::tui::screens::report::history::{Held, Spot, held};
use crate::tui::screens::report::sheet::Mode;

fn entry(stage: &Stage, id: &str) -> Option<Entry> {
    stage.draft().entries.get(id).cloned()
}

#[test]
fn a_liaison_chooses_the_period_that_asks_for_work_first() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = Stage::liaison(folder.path(), june(10, 9, 0));
    assert_eq!(stage.screen.scope(), Scope::List);
    assert!(stage.shown(80, 19).contains("缺报"));
    for _ in 0..3 {
        stage.key(KeyCode::Down);
    }
    stage.key(KeyCode::Enter);
    assert_eq!(stage.sheet().period.id, period("weekly/2"));
    stage.key(KeyCode::Esc);
    assert_eq!(stage.screen.scope(), Scope::List);
    stage.key(KeyCode::Enter);
    assert_eq!(
        stage.sheet().period.id,
        period("weekly/2"),
        "back on its line"
    );
}

#[test]
fn a_coordinator_finds_the_unit_by_initials() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = Stage::coordinator(folder.path(), june(10, 9, 0));
    assert_eq!(stage.screen.scope(), Scope::Pick);
    stage.write("clyy");
    stage.key(KeyCode::Enter);
    assert!(stage.shown(80, 19).starts_with("沧浪医院 要报送的"));
    stage.key(KeyCode::Esc);
    assert_eq!(stage.screen.scope(), Scope::Pick);
}

#[test]
fn each_keystroke_is_in_the_desk_s_draft() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = Stage::liaison(folder.path(), june(10, 9, 0));
    stage.open(UNIT, "weekly/2");
    stage.write("开展隐患排查");
    stage.page("附件2");
    stage.write("展板、讲座");
    stage.key(KeyCode::Tab);
    stage.key(KeyCode::F(2));
    stage.key(KeyCode::Tab);
    stage.key(KeyCode::F(3));
    let typed = stage.draft();
    assert_eq!(stage.saved, Some(typed.clone()));
    assert_eq!(entry(&stage, "kickoff_events"), Some(Entry::NotApplicable));
    assert_eq!(
        entry(&stage, "study_sessions"),
        Some(Entry::Typed("0".into()))
    );
    stage.restart(UNIT, "weekly/2");
    assert_eq!(stage.draft(), typed);
    assert_eq!(typed.narrative, "开展隐患排查");
}

#[test]
fn numbers_without_an_answer_become_0_in_one_step_and_nothing_else_does() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = Stage::liaison(folder.path(), june(10, 9, 0));
    stage.open(UNIT, "weekly/2");
    stage.page("附件2");
    stage.key(KeyCode::Tab);
    stage.write("3");
    stage.key(KeyCode::Tab);
    stage.key(KeyCode::F(2));
    let before = stage.draft();
    stage.control('l');
    assert_eq!(entry(&stage, "kickoff_form"), None, "words are not 0");
    assert_eq!(
        entry(&stage, "kickoff_events"),
        Some(Entry::Typed("3".into()))
    );
    assert_eq!(entry(&stage, "study_sessions"), Some(Entry::NotApplicable));
    let zeros = stage.draft().entries.into_values();
    assert_eq!(
        zeros
            .filter(|entry| *entry == Entry::Typed("0".into()))
            .count(),
        65
    );
    stage.control('z');
    assert_eq!(stage.draft(), before);
    assert_eq!(stage.saved, Some(before));
}

#[test]
fn undo_goes_back_over_all_parts_and_to_where_it_was_typed() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = Stage::liaison(folder.path(), june(10, 9, 0));
    stage.open(UNIT, "weekly/2");
    stage.write("排查");
    stage.page("附件2");
    stage.key(KeyCode::F(2));
    stage.page("隐患");
    stage.write("12");
    let full = stage.draft();
    stage.control('z');
    assert_eq!(
        held(&stage.draft(), &Spot::Found("general".into())),
        Held::Text(String::new())
    );
    stage.control('z');
    assert_eq!(entry(&stage, "kickoff_form"), None);
    assert_eq!(
        stage.sheet().page().map(|page| page.title.as_str()),
        Some("附件2")
    );
    stage.control('z');
    assert_eq!(stage.draft(), Draft::default());
    assert_eq!(stage.saved, Some(Draft::default()));
    for _ in 0..3 {
        stage.control('y');
    }
    assert_eq!(stage.draft(), full);
}

#[test]
fn the_ledger_fills_the_hazard_counts() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = Stage::liaison(folder.path(), june(10, 9, 0));
    let unit = stage.unit(UNIT);
    let found = HazardEntry {
        place: "二楼".into(),
        what: "通道堆物".into(),
        source: "自查".into(),
        ..HazardEntry::new(june(8, 0, 0).date(), "general".into())
    };
    hazard::add(&mut stage.desk, unit, &found, june(9, 9, 0)).expect("is entered");
    stage.open(UNIT, "weekly/2");
    stage.page("隐患");
    assert!(stage.shown(80, 19).contains("隐患台账里这几天发现 1 处"));
    stage.key(KeyCode::F(6));
    let count = stage
        .draft()
        .hazards
        .get("general")
        .cloned()
        .expect("is filled in");
    assert_eq!((count.found.as_str(), count.closed.as_str()), ("1", "0"));
    stage.control('z');
    assert!(stage.draft().hazards.is_empty());
}

#[test]
fn files_are_typed_or_dropped_and_stored_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let photo = folder.path().join("现场 照片.jpg");
    std::fs::write(&photo, "甲").expect("is written");
    std::fs::write(folder.path().join("b.jpg"), "甲").expect("is written");
    let mut stage = Stage::liaison(folder.path(), june(10, 9, 0));
    stage.open(UNIT, "weekly/2");
    stage.page("附件2");
    let dropped = format!("'{}'", photo.display());
    stage.paste(&dropped);
    assert_eq!(stage.draft().material.len(), 1, "{:?}", stage.faults);
    assert!(
        stage.shown(80, 19).contains("现场 照片.jpg"),
        "the part is shown"
    );
    stage.paste(&folder.path().join("b.jpg").display().to_string());
    assert_eq!(stage.draft().material.len(), 1);
    assert!(
        stage
            .notices
            .iter()
            .any(|notice| notice.contains("没有重复添加"))
    );
    stage.write(&folder.path().display().to_string());
    stage.key(KeyCode::Enter);
    assert!(stage.faults[0].message.contains("文件夹"));
    assert!(
        stage
            .shown(80, 19)
            .contains(&folder.path().display().to_string()),
        "to be mended"
    );
    stage.control('u');
    stage.write(&folder.path().join("没有.jpg").display().to_string());
    stage.key(KeyCode::Enter);
    assert!(stage.faults[1].message.contains("没有这个文件"));
    stage.control('r');
    assert!(stage.draft().material.is_empty());
    stage.control('z');
    assert_eq!(stage.draft().material.len(), 1);
    assert_eq!(stage.saved.clone(), Some(stage.draft()));
}

#[test]
fn a_path_pasted_into_a_text_is_asked_about() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = Stage::liaison(folder.path(), june(10, 9, 0));
    stage.open(UNIT, "weekly/2");
    stage.paste("/srv/资料");
    assert_eq!(stage.screen.scope(), Scope::Dialog);
    stage.key(KeyCode::Esc);
    assert_eq!(stage.draft().narrative, "/srv/资料");
    stage.paste("，已上报");
    assert_eq!(stage.draft().narrative, "/srv/资料，已上报");
}

#[test]
fn the_user_s_own_editor_writes_the_narrative() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = Stage::liaison(folder.path(), june(10, 9, 0));
    stage.open(UNIT, "weekly/2");
    stage.write("一");
    stage.key(KeyCode::F(8));
    assert_eq!(stage.others, [Act::Edit("一".into())]);
    stage.event(Event::Edited(Ok("一\r\n二\u{1b}".into())));
    assert_eq!(stage.draft().narrative, "一\n二");
    stage.event(Event::Edited(Err(Fault::environment("编辑器没有打开"))));
    assert_eq!(stage.faults[0].safe, "原来的文字没有改动");
    stage.control('z');
    assert_eq!(stage.draft().narrative, "一");
}

#[test]
fn tab_leads_through_all_parts_and_stays_at_the_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = Stage::liaison(folder.path(), june(10, 9, 0));
    stage.open(UNIT, "weekly/2");
    let mut titles = Vec::new();
    for _ in 0..100 {
        let title = stage.sheet().page().map(|page| page.title.clone());
        if titles.last() != title.as_ref() {
            titles.extend(title);
        }
        stage.key(KeyCode::Tab);
    }
    assert_eq!(titles, ["文字", "隐患", "材料", "附件2"]);
    for _ in 0..100 {
        stage.key(KeyCode::BackTab);
    }
    assert_eq!(stage.sheet().at, 0);
}

#[test]
fn coming_back_to_the_screen_keeps_what_is_typed() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = Stage::liaison(folder.path(), june(10, 9, 0));
    stage.open(UNIT, "weekly/2");
    stage.write("正在写");
    let acts = stage.screen.enter(&stage.context, stage.now);
    stage.carry(acts);
    assert_eq!(stage.draft().narrative, "正在写");
    stage.control('z');
    assert_eq!(stage.draft().narrative, "");
    assert_eq!(stage.sheet().mode, Mode::Fill);
}

/// Anything a person may do in a form, without leaving it.
fn any_event() -> impl Strategy<Value = Event> {
    let code = prop_oneof![
        4 => prop::sample::select("012３三安，；a ！\u{301}".chars().map(KeyCode::Char).collect::<Vec<_>>()),
        4 => prop::sample::select(vec![
            KeyCode::Tab, KeyCode::BackTab, KeyCode::Up, KeyCode::Down, KeyCode::Left, KeyCode::Enter,
            KeyCode::Backspace, KeyCode::Delete, KeyCode::Home, KeyCode::PageDown, KeyCode::F(2), KeyCode::F(3),
            KeyCode::F(4), KeyCode::F(5), KeyCode::F(6), KeyCode::F(7),
        ]),
    ];
    let plain = code.prop_map(|code| KeyEvent::new(code, KeyModifiers::NONE));
    let control = prop::sample::select("zyukwrol".chars().collect::<Vec<_>>());
    let control = control.prop_map(|c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL));
    let parts = prop::sample::select(vec![KeyCode::Up, KeyCode::Down]);
    let parts = parts.prop_map(|code| KeyEvent::new(code, KeyModifiers::CONTROL));
    prop_oneof![
        8 => plain.prop_map(Event::Key),
        2 => control.prop_map(Event::Key),
        2 => parts.prop_map(Event::Key),
        1 => "[一二\n3]{0,6}".prop_map(Event::Paste),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever is typed is in the desk's draft, the widgets show the draft, and undoing all leads back.
    #[test]
    fn no_script_loses_what_was_typed(events in prop::collection::vec(any_event(), 0..80)) {
        let folder = tempfile::tempdir().expect("a folder");
        let mut stage = Stage::liaison(folder.path(), june(10, 9, 0));
        stage.open(UNIT, "weekly/2");
        let start = stage.draft();
        for event in events {
            stage.event(event);
            let sheet = stage.sheet();
            for (spot, shown) in sheet.pages.iter().flat_map(|page| page.body.all()) {
                prop_assert_eq!(&held(&sheet.draft, &spot), &shown, "{:?}", spot);
            }
            let saved = stage.saved.clone().unwrap_or_else(|| start.clone());
            prop_assert_eq!(saved, stage.draft());
        }
        let typed = stage.draft();
        let mut steps = 0;
        for _ in 0..200 {
            let before = stage.draft();
            stage.control('z');
            steps += usize::from(before != stage.draft());
        }
        prop_assert_eq!(stage.draft(), start);
        for _ in 0..steps {
            stage.control('y');
        }
        prop_assert_eq!(stage.draft(), typed.clone());
        stage.restart(UNIT, "weekly/2");
        prop_assert_eq!(stage.draft(), typed);
    }
}
