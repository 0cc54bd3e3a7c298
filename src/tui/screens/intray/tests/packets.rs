//! A packet is dropped on 收件: what it brings is told first, Enter takes it, and what must not be taken is refused.

use std::path::{Path, PathBuf};

use super::*;
use crate::ops::packet::{Bring, For, Opening, make_campaign, make_report, preview};
use crate::ops::sample::{draft, hand_in, sit_down};
use crate::tui::screen::Act;
use crate::tui::screens::intray::parcels::{Answered, Shown};
use crate::tui::screens::intray::work::{Answer, Request, perform};

/// The first unit's own desk, made of a packet from the desk above.
pub(super) fn liaison(root: &TempDir, above: &mut Desk, name: &str) -> Desk {
    let unit = above.units().expect("reads")[1].id;
    sit_down(above, unit, &root.path().join(name), false, june(1, 9, 0))
}

/// The first packet, then that of another machine of the same unit, which has another key and says something else.
fn two_machines(root: &TempDir, above: &mut Desk) -> (PathBuf, PathBuf) {
    let mut below = liaison(root, above, "below");
    let mut twin = liaison(root, above, "twin");
    (report(&mut below, 3, 1), report(&mut twin, 9, 2))
}

pub(super) fn report(liaison: &mut Desk, sessions: i64, seed: u8) -> PathBuf {
    let mut typed = draft(liaison, &[("study_sessions", sessions)]);
    typed.narrative = "组织学习。".into();
    let seat = liaison.seat.unit;
    hand_in(liaison, seat, "weekly/2", &typed, "", june(10, 9, 0));
    let made = make_report(liaison, &[], Bring::All, None, [seed; 32], june(10, 9, 5));
    made.expect("is made").files[0].path.clone()
}

pub(super) fn drop_packet(stage: &mut Stage<Intray>, packet: &Path) -> Vec<Act> {
    stage.event(Event::Paste(packet.display().to_string()))
}

#[test]
fn what_a_packet_brings_is_told_and_enter_takes_it() {
    let (root, mut above) = desk_on_disk();
    let mut below = liaison(&root, &mut above, "below");
    let packet = report(&mut below, 3, 1);
    let mut stage = Stage::enter(above, Theme::new(true));
    drop_packet(&mut stage, &packet);
    let shown = stage.shown(80, 24);
    insta::assert_snapshot!("packet_80", shown);
    assert_eq!(figure(stage.desk(), UNITS[0], "study_sessions"), None);
    stage.press(KeyCode::Enter);
    assert_eq!(figure(stage.desk(), UNITS[0], "study_sessions"), Some(3));

    drop_packet(&mut stage, &packet);
    let shown = stage.shown(80, 24);
    assert!(shown.contains("以前收过：第2周"), "{shown}");
    assert!(shown.contains("还没电话核对过"), "{shown}");
}

/// Another machine of the same unit: its key is another, and what it says is too.
#[test]
fn another_key_is_taken_only_once_it_was_compared() {
    let (root, mut above) = desk_on_disk();
    let (first, other) = two_machines(&root, &mut above);
    let mut stage = Stage::enter(above, Theme::new(true));
    drop_packet(&mut stage, &first);
    stage.press(KeyCode::Enter);
    drop_packet(&mut stage, &other);
    let shown = stage.shown(120, 40);
    assert!(shown.contains("换了密钥"), "{shown}");
    assert!(shown.contains("两种说法，收下后要裁定：第2周"), "{shown}");
    stage.press(KeyCode::F(9));
    assert!(stage.shown(120, 40).contains("对上六个词才能收"));
    stage.press(KeyCode::Right);
    stage.press(KeyCode::F(9));
    let audit = stage.audit();
    assert!(
        audit.iter().any(|line| line.contains("换用新指纹")),
        "{audit:?}"
    );
}

#[test]
fn a_cut_file_is_refused_with_what_to_do() {
    let (root, mut above) = desk_on_disk();
    let mut below = liaison(&root, &mut above, "below");
    let packet = report(&mut below, 3, 1);
    let bytes = fs::read(&packet).expect("reads");
    let cut = root.path().join("断.anyue");
    fs::write(&cut, &bytes[..bytes.len() / 2]).expect("writes");
    let mut stage = Stage::enter(above, Theme::new(true));
    let acts = drop_packet(&mut stage, &cut);
    let [Act::Fault(fault)] = acts.as_slice() else {
        panic!("it is refused: {acts:?}");
    };
    assert!(fault.message.contains("不完整或已损坏"), "{fault}");
    assert!(fault.hint.contains("重新发一次"), "{fault}");
    assert!(stage.shown(80, 24).contains("还没有来件"));
}

/// A folder as it comes out of a chat: packets of several units, one cut, and a filled form.
#[test]
fn a_folder_of_packets_and_forms_is_taken_at_once() {
    let (root, mut above) = desk_on_disk();
    let mut below = liaison(&root, &mut above, "below");
    let packet = report(&mut below, 3, 1);
    paper(&root, "b.txt", UNITS[1], &[("study_sessions", "5")]);
    let folder = root.path().join("来");
    fs::copy(&packet, folder.join("甲.anyue")).expect("copies");
    fs::write(folder.join("乙.anyue"), b"PK").expect("writes");
    let mut stage = Stage::enter(above, Theme::new(true));
    drop_folder(&root, &mut stage);
    let shown = stage.shown(120, 40);
    assert!(shown.contains("2 个报送包，可以收下 1 个"), "{shown}");
    assert!(shown.contains("乙.anyue"), "{shown}");
    let acts = stage.press(KeyCode::Enter);
    assert_eq!(figure(stage.desk(), UNITS[0], "study_sessions"), Some(3));
    assert!(stage.shown(120, 40).contains("可以收下 1"));
    let told = format!("{acts:?}");
    assert!(told.contains("收进 1 份来件"), "{told}");
    assert!(
        !told.contains("个文件没有读"),
        "both packets were looked at: {told}"
    );
}

/// A packet that cannot be taken does not keep the filled forms beside it out.
#[test]
fn forms_beside_a_bad_packet_are_taken_all_the_same() {
    let (root, above) = desk_on_disk();
    paper(&root, "b.txt", UNITS[1], &[("study_sessions", "5")]);
    fs::write(root.path().join("来").join("乙.anyue"), b"PK").expect("writes");
    let mut stage = Stage::enter(above, Theme::new(true));
    drop_folder(&root, &mut stage);
    let shown = stage.shown(120, 40);
    assert!(shown.contains("乙.anyue：报送包不完整"), "{shown}");
    assert!(shown.contains("旁边填好的表一起收进来"), "{shown}");
    let told = format!("{:?}", stage.press(KeyCode::Enter));
    assert!(told.contains("收进 1 份来件"), "{told}");
}

/// A slip in the period is told before any packet is taken.
#[test]
fn nothing_is_taken_while_the_period_is_mistyped() {
    let (root, mut above) = desk_on_disk();
    let mut below = liaison(&root, &mut above, "below");
    let packet = report(&mut below, 3, 1);
    paper(&root, "b.txt", UNITS[1], &[("study_sessions", "5")]);
    let folder = root.path().join("来");
    fs::copy(&packet, folder.join("甲.anyue")).expect("copies");
    let mut stage = Stage::<Intray>::enter(above, Theme::new(true));
    stage.event(Event::Paste(folder.display().to_string()));
    stage.press(KeyCode::Tab);
    stage.keys("weekly/20");
    let acts = stage.press(KeyCode::F(9));
    assert!(format!("{acts:?}").contains("weekly/20"), "{acts:?}");
    stage.press(KeyCode::Enter);
    assert_eq!(figure(stage.desk(), UNITS[0], "study_sessions"), None);
}

/// The packets are taken by the time the folder beside them turns out to be gone: that they are is told.
#[test]
fn what_was_taken_is_told_where_the_forms_fail() {
    let (root, mut above) = desk_on_disk();
    let mut below = liaison(&root, &mut above, "below");
    let path = report(&mut below, 3, 1);
    let opening = Opening::of(&path).expect("opens");
    let digest = preview(&above, &opening, june(11, 9, 0))
        .expect("is sound")
        .digest;
    let shown = [Shown { path, digest }];
    let rest = Some((root.path().join("没有"), String::new()));
    let request = Request::TakePackets {
        packets: shown.to_vec(),
        answered: Answered::default(),
        rest,
    };
    let answer = perform(&mut above, request, june(11, 9, 0), &mut |_| true);
    let Ok(Answer::Taken { told, .. }) = answer else {
        panic!("the packet is taken: {answer:?}");
    };
    assert!(told.contains("已收下"), "{told}");
    assert!(told.contains("旁边的表"), "{told}");
    assert_eq!(figure(&above, UNITS[0], "study_sessions"), Some(3));
}

/// Between the look and the answer the file is exchanged for one of another machine: what was compared is not what lies there.
#[test]
fn a_packet_that_is_exchanged_after_it_was_seen_is_not_taken() {
    let (root, mut above) = desk_on_disk();
    let (packet, other) = two_machines(&root, &mut above);
    let mut stage = Stage::enter(above, Theme::new(true));
    drop_packet(&mut stage, &packet);
    fs::copy(&other, &packet).expect("copies");
    let acts = stage.press(KeyCode::Enter);
    assert!(
        format!("{acts:?}").contains("在看过以后换了内容"),
        "{acts:?}"
    );
    assert_eq!(figure(stage.desk(), UNITS[0], "study_sessions"), None);
}

/// The desk of a unit takes the word of the desk above.
#[test]
fn a_liaison_takes_what_comes_from_above() {
    let (root, mut above) = desk_on_disk();
    let mut below = liaison(&root, &mut above, "below");
    report(&mut below, 3, 1);
    let unit = above.units().expect("reads")[1].id;
    let made = make_campaign(&mut above, &For::Unit(unit), None, [7; 32], june(11, 9, 0));
    let packet = made.expect("is made").files[0].path.clone();
    let mut stage = Stage::enter(below, Theme::new(true));
    assert!(stage.shown(80, 24).contains("上级发来的活动包"));
    drop_packet(&mut stage, &packet);
    let shown = stage.shown(80, 24);
    assert!(shown.contains("期限、免报和关账以它为准"), "{shown}");
    let home = Act::Go(Destination::Screen(Place::Overview));
    let acts = stage.press(KeyCode::Enter);
    assert_eq!(acts.last(), Some(&home), "{acts:?}");
    assert_eq!(stage.press(KeyCode::Esc), [home]);
}

#[test]
fn of_several_packets_the_six_words_of_each_sender_are_told_once() {
    let (root, mut above) = desk_on_disk();
    let mut below = liaison(&root, &mut above, "below");
    let folder = root.path().join("来");
    fs::create_dir_all(&folder).expect("a folder");
    let packet = report(&mut below, 3, 1);
    for name in ["一.anyue", "二.anyue"] {
        fs::copy(&packet, folder.join(name)).expect("is copied");
    }
    let words = crate::ops::packet::own_fingerprint(&below)
        .expect("reads")
        .expect("has a key");
    let mut stage = Stage::enter(above, Theme::new(true));
    drop_packet(&mut stage, &folder);
    stage.press(KeyCode::F(9));
    let shown = stage.shown(80, 24);
    assert!(shown.contains("2 个报送包，可以收下 2 个"), "{shown}");
    // The line may be broken within them.
    let unbroken = |text: &str| text.replace([' ', '\n', '│'], "");
    let told = unbroken(&shown).matches(&unbroken(&words)).count();
    assert_eq!(told, 1, "{words}\n{shown}");
}
