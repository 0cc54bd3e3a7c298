//! Keys in, screen and desk out: a folder is taken in, a doubt settled, everything accepted.

mod packets;
mod reviews;
mod sheets;

use std::fs;

use crossterm::event::KeyCode;
use tempfile::TempDir;

use crate::domain::campaign::Campaign;
use crate::domain::campaign::builtin;
use crate::domain::id::UnitId;
use crate::ops::Desk;
use crate::ops::books;
use crate::ops::desk::{self, NewDesk, NewSeat};
use crate::ops::sample::{june, period};
use crate::ops::unit::{UnitInput, add};
use crate::tui::screen::{Destination, Event, Place, Screen};
use crate::tui::screens::stage::Stage;
use crate::tui::theme::Theme;

use super::Intray;

const UNITS: [&str; 3] = ["平江街道社区卫生服务中心", "金阊医院", "甲养老院"];

/// A coordinator's desk on disk, and a folder for filled forms.
fn bench() -> (TempDir, Stage<Intray>) {
    let (root, desk) = desk_on_disk();
    (root, Stage::enter(desk, Theme::new(true)))
}

fn desk_on_disk() -> (TempDir, Desk) {
    let root = tempfile::tempdir().expect("a folder");
    let new = NewDesk {
        campaign_source: builtin()[0].1.to_owned(),
        templates: Default::default(),
        name: String::new(),
        seat: NewSeat::Coordinator,
    };
    let mut desk = desk::create(&root.path().join("desk"), &new, june(1, 8, 0)).expect("is made");
    for name in UNITS {
        let input = UnitInput {
            name: name.to_owned(),
            ..UnitInput::default()
        };
        add(&mut desk, &input, june(1, 8, 0)).expect("adds a unit");
    }
    (root, desk)
}

/// 附件2 as a text, with some of its blanks filled.
fn paper(root: &TempDir, name: &str, unit: &str, answers: &[(&str, &str)]) {
    let campaign = Campaign::parse(builtin()[0].1).expect("the notice is sound");
    let mut text = format!("填报单位：{unit}\n");
    for row in &campaign.tables[0].rows {
        text.push_str(&row.report.fill(|id| {
            let answer = answers.iter().find(|(known, _)| *known == id.as_str());
            answer.map_or("  ", |(_, answer)| answer).to_owned()
        }));
        text.push('\n');
    }
    let folder = root.path().join("来");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join(name), text).expect("a file");
}

fn figure(desk: &Desk, unit: &str, figure: &str) -> Option<i64> {
    let units = desk.units().expect("reads");
    let unit: UnitId = units.iter().find(|known| known.name == unit)?.id;
    let standing = desk
        .store
        .read()
        .current_revision(unit, &period("weekly/2"));
    standing
        .expect("reads")?
        .content
        .figures
        .get(figure)?
        .as_number()
}

/// Drops the folder on the window and says which week it is.
fn drop_folder(root: &TempDir, stage: &mut Stage<Intray>) {
    let folder = root.path().join("来").display().to_string();
    stage.event(Event::Paste(folder));
    stage.press(KeyCode::Tab);
    stage.keys("weekly/2");
    stage.press(KeyCode::F(9));
}

/// Accepts all that is clean, having been told what it is.
fn accept_all(stage: &mut Stage<Intray>) {
    stage.keys("z");
    assert!(stage.shown(80, 24).contains("全部收下"));
    stage.press(KeyCode::Enter);
}

#[test]
fn a_unit_that_is_not_on_the_list_is_added_with_its_arrival() {
    let (root, mut stage) = bench();
    let stranger = "双塔颐养院";
    paper(&root, "a.txt", stranger, &[("study_sessions", "3")]);
    drop_folder(&root, &mut stage);
    let before = stage.desk().units().expect("reads").len();
    stage.keys("u");
    assert!(stage.shown(80, 24).contains("新增单位：双塔颐养院"));
    // None was recognised: the selection waits on the new one.
    stage.press(KeyCode::Enter);
    let shown = stage.shown(80, 24);
    assert!(
        shown.contains("新增单位") && shown.contains("双塔颐养院"),
        "{shown}"
    );
    stage.press(KeyCode::F(9));
    let shown = stage.shown(80, 24);
    assert!(shown.contains("请选一个类别"), "{shown}");
    assert_eq!(stage.desk().units().expect("reads").len(), before);
    stage.press(KeyCode::Right);
    stage.press(KeyCode::F(9));
    let units = stage.desk().units().expect("reads");
    assert_eq!(units.len(), before + 1);
    assert!(units.iter().any(|unit| unit.name == stranger));
    assert!(stage.shown(80, 24).contains("可以收下 1"));
    accept_all(&mut stage);
    assert_eq!(figure(stage.desk(), stranger, "study_sessions"), Some(3));
}

#[test]
fn a_copy_in_the_folder_is_told_and_not_counted_as_taken() {
    let (root, mut stage) = bench();
    for name in ["a.txt", "b.txt"] {
        paper(&root, name, UNITS[1], &[("study_sessions", "3")]);
    }
    let folder = root.path().join("来").display().to_string();
    stage.event(Event::Paste(folder));
    stage.press(KeyCode::Tab);
    stage.keys("weekly/2");
    let told = format!("{:?}", stage.press(KeyCode::F(9)));
    assert!(
        told.contains("收进 1 份来件，1 份内容重复，已搁置"),
        "{told}"
    );
}

#[test]
fn a_folder_is_dropped_doubts_are_settled_and_all_is_accepted() {
    let (root, mut stage) = bench();
    paper(
        &root,
        "a.txt",
        "甲养老院",
        &[("study_sessions", "3"), ("study_people", "约40")],
    );
    paper(&root, "b.txt", "金阊区医院", &[("study_sessions", "5")]);
    paper(
        &root,
        "c.txt",
        UNITS[0],
        &[("study_sessions", "三四"), ("study_people", "30")],
    );
    assert!(stage.shown(80, 24).contains("还没有来件"));
    drop_folder(&root, &mut stage);
    let shown = stage.shown(120, 40);
    assert!(shown.contains("可以收下 1  要人核对 2"), "{shown}");

    accept_all(&mut stage);
    assert_eq!(figure(stage.desk(), "甲养老院", "study_sessions"), Some(3));
    assert_eq!(figure(stage.desk(), UNITS[1], "study_sessions"), None);

    // The first line is what needs somebody: the unit is chosen by its initials.
    select(&mut stage, "b.txt");
    stage.press(KeyCode::Char('u'));
    stage.keys("jcyy");
    stage.press(KeyCode::Enter);
    select(&mut stage, "b.txt");
    stage.press(KeyCode::Char('a'));
    stage.press(KeyCode::F(9));
    assert_eq!(figure(stage.desk(), UNITS[1], "study_sessions"), Some(5));

    select(&mut stage, "c.txt");
    assert!(
        stage.shown(120, 40).contains("原句"),
        "the doubt comes with its sentence"
    );
    // Its paper opens at the blank that nobody can tell; what is typed there is accepted with it.
    stage.press(KeyCode::Enter);
    stage.keys("4");
    stage.press(KeyCode::F(9));
    stage.press(KeyCode::F(9));
    assert_eq!(figure(stage.desk(), UNITS[0], "study_sessions"), Some(4));
    let shown = stage.shown(80, 24);
    assert!(shown.contains("要人核对 0  已收下 3"), "{shown}");
}

#[test]
fn what_is_set_aside_comes_back_and_esc_leads_to_the_matrix() {
    let (root, mut stage) = bench();
    paper(&root, "a.txt", "甲养老院", &[("study_sessions", "3")]);
    drop_folder(&root, &mut stage);
    stage.press(KeyCode::Char('d'));
    stage.keys("发错了");
    stage.press(KeyCode::F(9));
    assert!(stage.shown(80, 24).contains("- 已搁置"));
    stage.press(KeyCode::Char('d'));
    assert!(stage.shown(80, 24).contains(". 可以收下"));
    stage.press(KeyCode::Enter);
    assert!(
        stage
            .shown(80, 24)
            .contains("理论学习中心组专题学习（3）次")
    );
    stage.press(KeyCode::Esc);
    let acts = stage.press(KeyCode::Esc);
    let to = crate::tui::screen::Act::Go(Destination::Screen(Place::Progress));
    assert_eq!(acts, [to]);
}

/// Two doubts on one paper: they are gone through, what is mended is on the desk when its blank is left, and what was
/// read comes back when it is asked for.
#[test]
fn a_paper_is_mended_in_its_own_sentences() {
    let (root, mut stage) = bench();
    let answers = [
        ("study_sessions", "三四"),
        ("study_people", "30"),
        ("online_classes", "3-5"),
    ];
    paper(&root, "a.txt", "甲养老院", &answers);
    drop_folder(&root, &mut stage);
    stage.press(KeyCode::Enter);
    let shown = stage.shown(80, 24);
    insta::assert_snapshot!("paper_80", shown);
    insta::assert_snapshot!("paper_120", stage.shown(120, 40));
    let corrected = |stage: &Stage<Intray>| {
        let audit = stage.audit();
        audit
            .iter()
            .filter(|line| line.starts_with("核改来件"))
            .count()
    };
    stage.keys("12");
    assert_eq!(corrected(&stage), 0, "the blank is still being typed in");
    stage.press(KeyCode::F(7));
    assert_eq!(corrected(&stage), 1);
    assert!(stage.shown(80, 24).contains("! 须核对 1 处"));
    stage.press(KeyCode::F(2));
    stage.press(KeyCode::Esc);
    assert_eq!(corrected(&stage), 2);
    assert!(stage.shown(80, 24).contains("可以收下 1"));

    stage.press(KeyCode::Enter);
    assert!(
        stage.shown(120, 40).contains("（12 已核改）"),
        "{}",
        stage.shown(120, 40)
    );
    stage.press(KeyCode::Down);
    stage.press(KeyCode::F(6));
    let shown = stage.shown(120, 40);
    assert!(shown.contains("! 须核对 1 处"), "{shown}");
    let acts = stage.press(KeyCode::F(9));
    let why = "还有 1 个空拿不准，请对照原句填好".to_owned();
    assert_eq!(acts, [crate::tui::screen::Act::Remark(why)]);
    stage.keys("7");
    assert!(!stage.screen.is_saved());
    stage.press(KeyCode::F(9));
    stage.press(KeyCode::F(9));
    assert!(stage.screen.is_saved());
    assert_eq!(figure(stage.desk(), "甲养老院", "study_sessions"), Some(7));
    // What has been accepted is read, not typed in.
    stage.press(KeyCode::Enter);
    stage.keys("9");
    assert!(
        stage.shown(80, 24).contains("专题学习（7 已核改）次"),
        "{}",
        stage.shown(80, 24)
    );
}

#[test]
fn closed_books_ask_for_a_reason() {
    let (root, mut desk) = desk_on_disk();
    books::close(&mut desk, &[period("weekly/2")], "", june(12, 9, 0)).expect("closes");
    let mut stage = Stage::enter(desk, Theme::new(true));
    paper(&root, "a.txt", "甲养老院", &[("study_sessions", "3")]);
    drop_folder(&root, &mut stage);
    assert!(stage.shown(80, 24).contains("? 须写理由"));
    let none = crate::tui::screen::Act::Remark("没有可以直接收下的来件".into());
    assert_eq!(stage.press(KeyCode::Char('z')), [none]);
    stage.keys("a");
    stage.press(KeyCode::F(9));
    assert!(stage.shown(80, 24).contains("请写明理由"));
    assert_eq!(figure(stage.desk(), "甲养老院", "study_sessions"), None);
    stage.keys("漏收");
    stage.press(KeyCode::F(9));
    assert_eq!(figure(stage.desk(), "甲养老院", "study_sessions"), Some(3));
    // What had to be given has been given, and is not asked for any more.
    stage.press(KeyCode::Enter);
    let sheet = stage.shown(120, 40);
    assert!(sheet.contains("收下时本期已关账，已写明理由"), "{sheet}");
    assert!(!sheet.contains("才能收下"), "{sheet}");
}

/// Moves to the line that begins a file's name.
fn select(stage: &mut Stage<Intray>, name: &str) {
    stage.press(KeyCode::Home);
    for _ in 0..5 {
        let here = stage
            .screen
            .selected()
            .map(|(_, judged)| judged.arrival.file.name.clone());
        if here.as_deref() == Some(name) {
            return;
        }
        stage.press(KeyCode::Down);
    }
    panic!("{name} is not on the list");
}

#[test]
fn a_folder_that_does_not_say_its_period_is_asked_about_once() {
    let (root, mut stage) = bench();
    for (name, unit) in [
        ("a.txt", UNITS[0]),
        ("b.txt", UNITS[1]),
        ("c.txt", UNITS[2]),
    ] {
        paper(&root, name, unit, &[("study_sessions", "3")]);
    }
    stage.event(Event::Paste(root.path().join("来").display().to_string()));
    stage.press(KeyCode::F(9));
    stage.keys("t");
    let asked = stage.shown(80, 24);
    assert!(
        asked.contains("是哪一期的（没写明的 3 份一起定）"),
        "{asked}"
    );
    stage.keys("weekly/2");
    stage.press(KeyCode::Enter);
    accept_all(&mut stage);
    for unit in UNITS {
        assert_eq!(
            figure(stage.desk(), unit, "study_sessions"),
            Some(3),
            "{unit}"
        );
    }
}

#[test]
fn the_choice_of_the_unit_begins_on_the_one_that_was_recognised() {
    let (root, mut stage) = bench();
    paper(&root, "a.txt", UNITS[2], &[("study_sessions", "3")]);
    drop_folder(&root, &mut stage);
    stage.keys("u");
    stage.press(KeyCode::Enter);
    accept_all(&mut stage);
    assert_eq!(figure(stage.desk(), UNITS[2], "study_sessions"), Some(3));
}

#[test]
fn what_the_checks_remark_on_is_not_swept_in_unseen() {
    let (root, mut stage) = bench();
    let fewer = [("study_sessions", "5"), ("study_people", "2")];
    paper(&root, "a.txt", UNITS[0], &fewer);
    drop_folder(&root, &mut stage);
    stage.keys("z");
    let asked = stage.shown(80, 24);
    assert!(
        asked.contains("没有拿不准的 1 份，其中 1 份共有"),
        "{asked}"
    );
    assert_eq!(figure(stage.desk(), UNITS[0], "study_people"), None);
    stage.press(KeyCode::Enter);
    assert_eq!(figure(stage.desk(), UNITS[0], "study_people"), Some(2));
}

#[test]
fn whoever_accepts_all_is_told_of_each_what_it_brings_and_changes() {
    let (root, mut stage) = bench();
    paper(
        &root,
        "a.txt",
        UNITS[0],
        &[("study_sessions", "3"), ("posters", "6")],
    );
    drop_folder(&root, &mut stage);
    stage.keys("z");
    let one = stage.shown(80, 24);
    assert!(one.contains("没有拿不准的 1 份："), "{one}");
    assert!(one.contains("第2周  填 2 处，新报"), "{one}");
    stage.press(KeyCode::Enter);
    paper(
        &root,
        "a.txt",
        UNITS[0],
        &[("study_sessions", "4"), ("posters", "6")],
    );
    paper(&root, "b.txt", UNITS[1], &[("study_sessions", "1")]);
    drop_folder(&root, &mut stage);
    stage.keys("z");
    let two = stage.shown(120, 40);
    for changed in ["填 2 处，换掉第 1 版", "理论学习中心组专题学习：3 → 4"] {
        assert!(two.contains(changed), "{two}");
    }
    assert!(two.contains("金阊医院  第2周  填 1 处，新报"), "{two}");
    stage.press(KeyCode::Esc);
    assert_eq!(figure(stage.desk(), UNITS[1], "study_sessions"), None);
}

#[test]
fn what_nobody_read_is_named_with_its_reason() {
    let (root, mut stage) = bench();
    paper(&root, "甲.txt", "金阊医院", &[("study_sessions", "3")]);
    fs::write(root.path().join("来/现场.mp4"), [0; 9]).expect("a file");
    drop_folder(&root, &mut stage);
    let shown = stage.shown(80, 24);
    for told in ["没有读的 1 个文件", "现场.mp4", "不是填报表的格式"] {
        assert!(shown.contains(told), "{told}\n{shown}");
    }
    stage.press(KeyCode::Esc);
    assert!(stage.shown(80, 24).contains("甲.txt"));
}
