//! Key scripts before a real desk in memory: what is shown, what is done, what is asked of the program.

use super::*;
use crate::domain::campaign::{Campaign, builtin};
use crate::ops::Desk;
use crate::ops::desk::{self, NewDesk, NewSeat};
use crate::ops::draft;
use crate::ops::sample::{self, june};
use crate::tui::screen::{Act, Event};
use crate::tui::screens::stage::{Stage, coordinator, liaison};
use crate::tui::theme::Theme;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

fn theme() -> Theme {
    Theme::new(true)
}

fn collecting() -> Stage<Units> {
    Stage::enter(coordinator(), theme())
}

/// A coordinator's desk as it is on the first day.
fn fresh() -> Stage<Units> {
    let campaign = Campaign::parse(builtin()[0].1).expect("the notice is sound");
    let desk = Desk::in_memory(campaign, NewSeat::Coordinator, june(1, 8, 0));
    Stage::enter(desk.expect("makes a desk"), theme())
}

/// A liaison's desk on which nothing was done yet.
fn unregistered() -> Stage<Units> {
    let campaign = Campaign::parse(builtin()[0].1).expect("the notice is sound");
    let seat = NewSeat::Unit {
        code: Some("007".into()),
        name: "平江街道“阖家”综合为老服务中心（颐养院）".into(),
        kind: Some("eldercare".into()),
    };
    let desk = Desk::in_memory(campaign, seat, june(1, 8, 0));
    Stage::enter(desk.expect("makes a desk"), theme())
}

fn control(stage: &mut Stage<Units>, c: char) -> Vec<Act> {
    let key = KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL);
    stage.event(Event::Key(key))
}

/// Types, and goes on to the next field.
fn fill(stage: &mut Stage<Units>, texts: &[&str]) {
    for text in texts {
        assert_eq!(stage.keys(text), []);
        assert_eq!(stage.press(KeyCode::Tab), []);
    }
}

fn names(stage: &Stage<Units>) -> Vec<&str> {
    let units = stage.context.reporters();
    units.map(|unit| unit.name.as_str()).collect()
}

fn notice(acts: &[Act]) -> &str {
    match acts {
        [Act::Notice(text), ..] => text,
        acts => panic!("no notice: {acts:?}"),
    }
}

#[test]
fn the_list_with_long_names_at_both_sizes() {
    let mut stage = collecting();
    for _ in 0..3 {
        stage.press(KeyCode::Down);
    }
    insta::assert_snapshot!("list_80x24", stage.shown(80, 24));
    insta::assert_snapshot!("list_120x40", stage.shown(120, 40));
}

#[test]
fn an_empty_list_says_what_to_do() {
    let mut stage = fresh();
    insta::assert_snapshot!("empty_80x24", stage.shown(80, 24));
}

#[test]
fn units_are_found_by_pinyin_and_esc_shows_all_again() {
    let mut stage = collecting();
    stage.keys("/pjyy");
    assert_eq!(stage.screen.scope(), Scope::Search);
    let shown = stage.shown(80, 24);
    assert!(
        shown.contains("搜索 pjyy") && shown.ends_with("光标 9,1\n"),
        "{shown}"
    );
    assert!(
        shown
            .lines()
            .nth(3)
            .is_some_and(|line| line.contains("平江医院")),
        "{shown}"
    );
    stage.press(KeyCode::Enter);
    assert_eq!(stage.screen.scope(), Scope::Units);
    assert!(stage.shown(80, 24).contains("搜索 pjyy"));
    stage.press(KeyCode::Esc);
    assert!(!stage.shown(80, 24).contains("搜索"));
    let esc = stage.screen.handle(
        Event::Key(KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE)),
        &stage.context,
        june(18, 17, 40),
    );
    assert_eq!(esc, Handled::Ignored, "there is nothing left to cancel");
}

#[test]
fn a_search_that_finds_nothing_says_so() {
    let mut stage = collecting();
    stage.keys("/没有这家");
    stage.press(KeyCode::Enter);
    assert!(
        stage
            .shown(80, 24)
            .contains("没有符合的单位，按 Esc 取消搜索和筛选。")
    );
    // Nothing is selected, so there is nothing to be done to it.
    for key in ['e', 'm', 'd'] {
        assert_eq!(stage.keys(&key.to_string()), []);
        assert_eq!(stage.screen.scope(), Scope::Units, "{key}");
    }
}

#[test]
fn the_list_is_narrowed_by_kind_and_registration() {
    let mut stage = collecting();
    stage.keys("f");
    insta::assert_snapshot!("filter_80x24", stage.shown(80, 24));
    stage.keys("yljg");
    stage.press(KeyCode::Enter);
    let shown = stage.shown(80, 24);
    assert!(shown.contains("筛选：养老机构  6 家"), "{shown}");
    assert!(!shown.contains("平江医院"), "{shown}");
    stage.keys("f停用");
    stage.press(KeyCode::Enter);
    assert!(stage.shown(80, 24).contains("筛选：养老机构、停用  1 家"));
    stage.keys("f停用");
    stage.press(KeyCode::Enter);
    assert!(stage.shown(80, 24).contains("筛选：养老机构  6 家"));
    stage.press(KeyCode::Esc);
    let shown = stage.shown(80, 24);
    assert!(
        !shown.contains("筛选") && shown.contains("直属单位"),
        "{shown}"
    );
}

#[test]
fn a_unit_is_added_with_every_problem_beside_its_field() {
    let mut stage = collecting();
    stage.keys("n");
    stage.press(KeyCode::F(9));
    let shown = stage.shown(80, 24);
    assert!(
        shown.contains("请填写单位名称") && shown.contains("请选一个类别"),
        "{shown}"
    );
    fill(&mut stage, &["平江医院"]);
    stage.press(KeyCode::Right);
    stage.press(KeyCode::Tab);
    fill(&mut stage, &["a b", "没有的局", "", "123"]);
    stage.press(KeyCode::F(9));
    insta::assert_snapshot!("new_problems_80x24", stage.shown(80, 24));
    // The focus is on the first problem: the name. Undo takes the mistake back.
    assert_eq!(control(&mut stage, 'z'), []);
    stage.retype("金阊街道敬老院");
    stage.press(KeyCode::Tab);
    stage.press(KeyCode::Tab);
    for text in ["", "平江医院", "", ""] {
        stage.retype(text);
        stage.press(KeyCode::Tab);
    }
    let acts = stage.press(KeyCode::F(9));
    assert_eq!(notice(&acts), "已新增：金阊街道敬老院（编码 025）");
    assert!(names(&stage).contains(&"金阊街道敬老院"));
    assert!(stage.shown(80, 24).contains("共 25 家"));
}

#[test]
fn typed_text_is_not_lost_silently() {
    let mut stage = collecting();
    stage.keys("n新单位");
    stage.press(KeyCode::Esc);
    assert!(stage.shown(80, 24).contains("放弃已填的内容？"));
    stage.press(KeyCode::Esc);
    assert!(stage.shown(80, 24).contains("新单位"));
    // Leaving the program asks too, once.
    let quit = |stage: &mut Stage<Units>| {
        let key = KeyEvent::new(KeyCode::Char('q'), KeyModifiers::CONTROL);
        stage
            .screen
            .handle(Event::Key(key), &stage.context, june(18, 17, 40))
    };
    assert_eq!(quit(&mut stage), Handled::nothing());
    assert_eq!(quit(&mut stage), Handled::Ignored);
    stage.press(KeyCode::Left);
    stage.press(KeyCode::Enter);
    assert_eq!(stage.screen.scope(), Scope::Units);
    assert_eq!(names(&stage).len(), 24);
}

#[test]
fn a_renamed_unit_keeps_its_old_name_as_an_alias() {
    let mut stage = collecting();
    stage.keys("/平江医院");
    stage.press(KeyCode::Enter);
    stage.keys("e");
    stage.retype("双塔颐养院");
    stage.press(KeyCode::F(9));
    assert!(stage.shown(80, 24).contains("名称“双塔颐养院”已有"));
    stage.retype("平江人民医院");
    stage.press(KeyCode::Tab);
    stage.press(KeyCode::Left);
    let acts = stage.press(KeyCode::F(9));
    assert_eq!(notice(&acts), "已修改：平江人民医院（编码 007）");
    let shown = stage.shown(80, 24);
    assert!(
        shown.contains("别名 平江医院") && shown.contains("直属单位"),
        "{shown}"
    );
}

#[test]
fn a_unit_is_excused_and_the_excusal_ended() {
    let mut stage = collecting();
    stage.keys("m");
    insta::assert_snapshot!("excuse_80x24", stage.shown(80, 24));
    stage.retype("6月31日");
    stage.press(KeyCode::Tab);
    stage.retype("6-10");
    stage.press(KeyCode::F(9));
    let shown = stage.shown(80, 24);
    assert!(
        shown.contains("2020年6月没有31日") && shown.contains("请写明理由"),
        "{shown}"
    );
    stage.retype("６月２０日");
    stage.press(KeyCode::F(9));
    assert!(stage.shown(80, 24).contains("不能早于开始的日期"));
    stage.retype("6月25日");
    stage.press(KeyCode::Tab);
    stage.keys("整体搬迁");
    let acts = stage.press(KeyCode::F(9));
    assert_eq!(notice(&acts), "已登记免报：应急保障处，6月20日—6月25日");
    stage.keys("m");
    assert!(
        stage
            .shown(80, 24)
            .contains("取消：6月20日至6月25日免报，理由：整体搬迁")
    );
    stage.press(KeyCode::Down);
    stage.press(KeyCode::Enter);
    let acts = stage.press(KeyCode::Enter);
    assert_eq!(notice(&acts), "已取消免报：应急保障处");
    assert_eq!(stage.context.units[1].excusals, []);
}

#[test]
fn an_excusal_that_overlaps_is_told_beside_its_date() {
    let mut stage = collecting();
    stage.keys("/养老服务处");
    stage.press(KeyCode::Enter);
    stage.keys("m");
    stage.press(KeyCode::Enter);
    stage.retype("6-16");
    stage.press(KeyCode::F(9));
    assert!(
        stage
            .shown(80, 24)
            .contains("与已有的一段重叠：6月15日至6月30日免报")
    );
}

#[test]
fn a_unit_is_closed_with_a_reason_and_opened_again() {
    let mut stage = collecting();
    stage.keys("d");
    stage.press(KeyCode::F(9));
    assert!(stage.shown(80, 24).contains("请写明理由"));
    stage.keys("机构改革");
    let acts = stage.press(KeyCode::F(9));
    assert_eq!(notice(&acts), "已停用：应急保障处，以前的报送都在");
    assert!(stage.shown(80, 24).contains("停用（6月18日）"));
    stage.keys("d");
    assert!(stage.shown(80, 24).contains("恢复报送"));
    let acts = stage.press(KeyCode::Enter);
    assert_eq!(notice(&acts), "已恢复报送：应急保障处");
    assert_eq!(stage.context.units[1].closed_on, None);
    assert_eq!(
        stage.audit()[1],
        "停用单位：自 2020年6月18日 起不再报送，理由：机构改革"
    );
}

const LIST: &str = "单位名称,编码,类别,电话\n金阊街道敬老院,,养老机构,1\n平江医院,,区管医疗机构,2\n某处,031,直属单外,3\n娄门医院,,区管医疗机构,4\n";

#[test]
fn an_import_shows_every_bad_row_and_writes_only_what_is_decided() {
    let mut stage = collecting();
    stage.keys("i");
    stage.event(Event::Paste(LIST.into()));
    insta::assert_snapshot!("import_80x24", stage.shown(80, 24));
    stage.press(KeyCode::F(9));
    insta::assert_snapshot!("review_80x24", stage.shown(80, 24));
    insta::assert_snapshot!("review_120x40", stage.shown(120, 40));
    // The first button writes nothing and leads back to the list as it was typed.
    assert_eq!(stage.press(KeyCode::Enter), []);
    assert!(stage.shown(80, 24).contains("娄门医院"));
    assert_eq!(names(&stage).len(), 24);
    stage.press(KeyCode::F(9));
    stage.press(KeyCode::Right);
    let acts = stage.press(KeyCode::Enter);
    assert_eq!(notice(&acts), "已导入 2 家单位，另有 2 行有误，没有导入");
    assert_eq!(names(&stage).len(), 26);
    assert!(stage.shown(80, 24).contains("┌─ 金阊街道敬老院"));
    assert_eq!(stage.screen.scope(), Scope::Units);
}

#[test]
fn an_import_is_cancelled_without_a_trace() {
    let mut stage = collecting();
    // Pasting into the list is meant for the import.
    stage.event(Event::Paste(LIST.into()));
    stage.press(KeyCode::F(9));
    stage.press(KeyCode::Esc);
    assert!(
        stage.shown(80, 24).contains("金阊街道敬老院"),
        "what was pasted is still there"
    );
    stage.press(KeyCode::F(9));
    for _ in 0..2 {
        stage.press(KeyCode::Right);
    }
    assert_eq!(stage.press(KeyCode::Enter), []);
    assert_eq!(
        (stage.screen.scope(), names(&stage).len()),
        (Scope::Units, 24)
    );
}

#[test]
fn a_file_is_imported_by_its_path_and_a_wrong_path_is_told() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join("名单.csv");
    std::fs::write(&path, "名称,类别\n娄门医院,区管医疗机构\n").expect("a file for the test");
    let mut stage = fresh();
    assert_eq!(stage.go(&Destination::Import), []);
    stage.keys("/没有/名单.csv");
    let acts = stage.press(KeyCode::F(9));
    assert!(
        matches!(&acts[..], [Act::Fault(fault)] if fault.message.contains("没有这个文件")),
        "{acts:?}"
    );
    stage.retype(&path.display().to_string());
    stage.press(KeyCode::F(9));
    let acts = stage.press(KeyCode::Enter);
    assert_eq!(notice(&acts), "已导入 1 家单位");
    assert_eq!(names(&stage), ["娄门医院"]);
}

#[test]
fn the_registration_goes_to_paper_right_here_and_the_list_of_liaisons_where_papers_are_made() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let folder = folder.path().join("工作台");
    let new = NewDesk {
        campaign_source: builtin()[0].1.to_owned(),
        templates: Default::default(),
        name: String::new(),
        seat: NewSeat::Coordinator,
    };
    let mut desk = desk::create(&folder, &new, june(1, 8, 0)).expect("makes a desk");
    let unit = sample::unit(&mut desk, "娄门医院", "medical", "");
    let mut stage = Stage::<Units>::enter(desk, theme());
    stage.keys("x");
    let acts = stage.press(KeyCode::Enter);
    assert_eq!(acts, []);
    let shown = stage.shown(120, 40);
    assert!(
        shown.contains("已导出") && shown.contains("附件1-娄门医院.docx"),
        "{shown}"
    );
    assert!(folder.join("导出/附件1-娄门医院.docx").is_file());
    assert!(stage.audit()[0].starts_with("导出"), "{:?}", stage.audit());
    stage.press(KeyCode::Enter);
    stage.keys("x");
    stage.press(KeyCode::Down);
    let liaisons = Destination::Export {
        kind: "liaisons".into(),
        unit: None,
        period: None,
    };
    assert_eq!(stage.press(KeyCode::Enter), [Act::Go(liaisons)]);
    assert_eq!(stage.screen.roster.selected(), Some(unit));
}

#[test]
fn the_mouse_sorts_selects_and_opens() {
    let mut stage = collecting();
    stage.shown(80, 24);
    stage.click(10, 4);
    assert!(stage.shown(80, 24).contains("┌─ 平江街道社区卫生服务中心"));
    stage.click(10, 4);
    assert_eq!(stage.screen.scope(), Scope::Report);
    stage.press(KeyCode::Esc);
    let shown = stage.shown(80, 24);
    let column = shown.lines().nth(1).and_then(|line| line.find("类别"));
    let column = crate::text::width::width(
        &shown.lines().nth(1).expect("a heading")[..column.expect("a column")],
    );
    stage.click(u16::try_from(column).expect("small"), 1);
    assert!(
        stage
            .shown(80, 24)
            .lines()
            .next()
            .is_some_and(|line| line.ends_with("按类别"))
    );
}

#[test]
fn a_liaison_sees_the_form_first_and_registers() {
    let mut stage = unregistered();
    insta::assert_snapshot!("form_80x24", stage.shown(80, 24));
    // A field that is left is judged; one that was not is not.
    fill(&mut stage, &["联络员甲", " ", "", "1234"]);
    let shown = stage.shown(80, 24);
    assert!(
        shown.contains("职务是必填项") && shown.contains("办公电话应是区号"),
        "{shown}"
    );
    assert!(!shown.contains("传真是必填项"), "{shown}");
    stage.press(KeyCode::F(9));
    insta::assert_snapshot!("form_problems_120x40", stage.shown(120, 40));
    assert_eq!(
        stage.screen.sheet.as_ref().map(Sheet::scope),
        Some(Scope::Field)
    );
    for text in ["科员", "0512-65220000", "", "0512-65220001", "10000001"] {
        stage.retype(text);
        stage.press(KeyCode::Tab);
    }
    stage.press(KeyCode::F(9));
    insta::assert_snapshot!("register_80x24", stage.shown(80, 24));
    let acts = stage.press(KeyCode::Enter);
    assert!(notice(&acts).starts_with("已登记：平江街道"), "{acts:?}");
    insta::assert_snapshot!("registered_80x24", stage.shown(80, 24));
    assert!(stage.shown(80, 24).contains("已登记：6月18日"));
}

#[test]
fn every_keystroke_is_a_draft_and_is_there_again() {
    let mut stage = unregistered();
    stage.keys("联络员乙");
    let mut other = std::mem::take(&mut stage.screen);
    assert!(other.sheet.take().is_some());
    // Another start of the program on the same desk.
    let acts = stage.go(&Destination::Screen(crate::tui::screen::Place::Units));
    assert_eq!(acts, []);
    assert!(stage.shown(80, 24).contains("联络员乙"));
    stage.keys("丙");
    // Coming back to the screen keeps the focus and what can be undone.
    stage.go(&Destination::Screen(crate::tui::screen::Place::Units));
    control(&mut stage, 'z');
    let shown = stage.shown(80, 24);
    assert!(
        shown.contains("联络员乙") && !shown.contains("乙丙"),
        "{shown}"
    );
}

#[test]
fn a_registration_typed_in_two_programs_is_asked_about() {
    for (keys, expected) in [
        (&[KeyCode::Enter][..], "联络员甲乙"),
        (&[KeyCode::Down, KeyCode::Enter][..], "联络员丙丁"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let new = NewDesk {
            campaign_source: builtin()[0].1.to_owned(),
            templates: Default::default(),
            name: String::new(),
            seat: NewSeat::Unit {
                code: None,
                name: "甲医院".into(),
                kind: Some("medical".into()),
            },
        };
        let place = folder.path().join("desk");
        let made = desk::create(&place, &new, june(1, 8, 0)).expect("is made");
        let (unit, at) = (made.seat.unit, sample::period("registration"));
        let mut stage: Stage<Units> = Stage::enter(made, theme());
        stage.keys("联络员甲");
        let mut other = desk::open(&place).expect("opens");
        let now = june(1, 9, 0);
        let mut theirs = draft::open(&mut other, unit, &at, now)
            .expect("opens")
            .draft()
            .clone();
        theirs.fields.insert("name".into(), "联络员丙".into());
        draft::save(&mut other, unit, &at, &theirs, now).expect("saves");
        stage.keys("乙");
        assert!(stage.screen.popup.is_none(), "typing is not interrupted");
        stage.press(KeyCode::Tab);
        assert!(stage.shown(80, 24).contains("这份草稿在别处也改过"));
        keys.iter().for_each(|key| drop(stage.press(*key)));
        if keys.len() > 1 {
            stage.press(KeyCode::End);
            stage.keys("丁");
        }
        let saved = draft::load(&other, unit, &at).expect("reads");
        let saved = saved.expect("there is one");
        assert_eq!(saved.fields["name"], expected);
    }
}

#[test]
fn a_correction_needs_a_reason_and_a_begun_one_can_be_given_up() {
    let mut stage = Stage::<Units>::enter(liaison(), theme());
    assert_eq!(stage.screen.scope(), Scope::Report);
    stage.keys("e");
    stage.retype("联络员丙");
    stage.press(KeyCode::F(9));
    stage.press(KeyCode::F(9));
    assert!(stage.shown(80, 24).contains("请写明理由"));
    stage.press(KeyCode::Esc);
    stage.press(KeyCode::Esc);
    stage.press(KeyCode::Enter);
    let shown = stage.shown(80, 24);
    assert!(
        shown.contains("联络员甲") && shown.contains("另有一份没有提交的更正草稿，按 e 继续。"),
        "{shown}"
    );
    stage.keys("e");
    stage.press(KeyCode::Down);
    stage.press(KeyCode::Enter);
    stage.press(KeyCode::Left);
    let acts = stage.press(KeyCode::Enter);
    assert_eq!(notice(&acts), "已放弃更正草稿，已登记的内容不变");
    stage.keys("e");
    stage.retype("联络员丁");
    stage.press(KeyCode::F(9));
    stage.keys("换人");
    let acts = stage.press(KeyCode::F(9));
    assert!(
        notice(&acts).starts_with("已更正登记：平江医院"),
        "{acts:?}"
    );
    assert!(stage.shown(80, 24).contains("第 2 版"));
}

#[test]
fn what_came_on_paper_earlier_is_noted_with_its_time() {
    let mut stage = fresh();
    stage.event(Event::Paste("娄门医院,区管医疗机构".into()));
    stage.press(KeyCode::F(9));
    stage.press(KeyCode::Enter);
    stage.press(KeyCode::Enter);
    fill(
        &mut stage,
        &[
            "联络员甲",
            "",
            "科员",
            "0512-65220000",
            "",
            "0512-65220001",
            "10000001",
        ],
    );
    stage.press(KeyCode::F(9));
    insta::assert_snapshot!("register_for_another_80x24", stage.shown(80, 24));
    stage.press(KeyCode::Right);
    stage.press(KeyCode::Tab);
    stage.keys("6月30日");
    stage.press(KeyCode::F(9));
    let shown = stage.shown(80, 24);
    assert!(
        shown.contains("不能晚于现在") && shown.contains("请写明理由"),
        "{shown}"
    );
    stage.retype("6月3日 15:30");
    stage.press(KeyCode::Tab);
    stage.keys("纸质原件");
    let acts = stage.press(KeyCode::F(9));
    assert_eq!(notice(&acts), "已登记：娄门医院，6月3日 15:30 收到，按时");
}

#[test]
fn a_registration_is_taken_back_until_the_deadline() {
    let mut stage = Stage::<Units>::enter(liaison(), theme());
    stage.keys("w");
    let acts = stage.press(KeyCode::Enter);
    assert!(
        matches!(&acts[..], [Act::Fault(fault)] if fault.message.contains("不能撤回")),
        "{acts:?}"
    );
    assert_eq!(stage.press(KeyCode::Esc), []);
    assert_eq!(stage.screen.scope(), Scope::Report);
}

#[test]
fn a_later_state_of_the_same_draft_makes_the_earlier_one_superfluous() {
    let save = |unit, name: &str| Request::SaveDraft {
        unit: UnitId(unit),
        period: "registration".parse().expect("a period"),
        draft: Box::new(crate::domain::submission::Draft {
            fields: [("name".into(), name.into())].into(),
            ..Default::default()
        }),
        serial: 1,
    };
    assert!(supersedes(&save(1, "甲乙"), &save(1, "甲")));
    assert!(!supersedes(&save(2, "甲"), &save(1, "甲")));
    assert!(!supersedes(&Request::Load, &Request::Load));
    assert!(!save(1, "甲").is_change());
}

#[test]
fn no_size_panics() {
    let mut stage = collecting();
    let scripts: [&[KeyCode]; 4] = [
        &[],
        &[KeyCode::Char('n')],
        &[KeyCode::Esc, KeyCode::Char('f')],
        &[KeyCode::Esc, KeyCode::Enter],
    ];
    for script in scripts {
        for &code in script {
            stage.press(code);
        }
        for width in [1, 20, 80, 121] {
            for height in [4, 8, 24, 41] {
                stage.shown(width, height);
            }
        }
    }
}
