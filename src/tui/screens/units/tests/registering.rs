//! The registration of a unit: filled in, corrected, taken back, typed in two programs at once.

use super::*;
use crate::domain::id::UnitId;
use crate::tui::screens::report;

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
    let fields = [
        ("name", "联络员甲"),
        ("post", "科员"),
        ("office_phone", "0512-65220000"),
        ("fax", "0512-65220001"),
        ("qq", "10000001"),
        ("unit_name", "娄门医院"),
    ];
    let typed = crate::domain::submission::Draft {
        fields: fields.map(|(id, text)| (id.into(), text.to_owned())).into(),
        ..Default::default()
    };
    sample::hand_in(&mut desk, unit, "registration", &typed, "", june(2, 8, 0));
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
    // From the open form it goes there at once.
    stage.press(KeyCode::Enter);
    assert!(stage.shown(80, 24).contains("姓名     联络员甲"));
    assert_eq!(stage.keys("x"), []);
    assert!(stage.shown(80, 24).contains("已导出"));
    stage.press(KeyCode::Enter);
    stage.press(KeyCode::Esc);
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
fn a_liaison_sees_the_form_first_and_registers() {
    let mut stage = unregistered();
    insta::assert_snapshot!("form_80x24", stage.shown(80, 24));
    // A field that is left is judged; one that was not is not.
    fill(&mut stage, &["联络员甲", " ", "", "1234"]);
    let shown = stage.shown(80, 24);
    assert!(
        shown.contains("办公电话应是区号") && !shown.contains("职务是必填项"),
        "{shown}"
    );
    // Handing it in tells everything that is wrong, and leads to the first of it.
    stage.press(KeyCode::F(9));
    stage.press(KeyCode::Enter);
    insta::assert_snapshot!("form_problems_120x40", stage.shown(120, 40));
    assert_eq!(stage.screen.scope(), Scope::Field);
    for text in ["科员", "0512-65220000", "", "0512-65220001", "10000001"] {
        stage.retype(text);
        stage.press(KeyCode::Tab);
    }
    stage.press(KeyCode::F(9));
    insta::assert_snapshot!("register_80x24", stage.shown(80, 24));
    let acts = stage.press(KeyCode::Enter);
    assert!(
        notice(&acts).starts_with("已报送：第 1 版，迟报，"),
        "{acts:?}"
    );
    assert!(notice(&acts).contains("（平江街道"), "{acts:?}");
    insta::assert_snapshot!("registered_80x24", stage.shown(80, 24));
    assert!(stage.shown(80, 24).contains("6月18日 17:40 收到"));
}

#[test]
fn every_keystroke_is_a_draft_and_is_there_again() {
    let mut stage = unregistered();
    stage.keys("联络员乙");
    assert!(std::mem::take(&mut stage.screen).form.is_shown());
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
        assert_eq!(
            stage.screen.scope(),
            Scope::Field,
            "typing is not interrupted"
        );
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
    assert!(stage.shown(80, 24).contains("共 1 家"));
    stage.press(KeyCode::Enter);
    let shown = stage.shown(80, 24);
    assert!(
        shown.contains("联络员甲") && shown.contains("另有未交的更正，按 e 继续或放弃"),
        "{shown}"
    );
    stage.keys("e");
    stage.press(KeyCode::Down);
    stage.press(KeyCode::Enter);
    stage.press(KeyCode::Left);
    let acts = stage.press(KeyCode::Enter);
    assert_eq!(notice(&acts), "已放弃更正草稿，已报的内容不变。");
    stage.keys("e");
    stage.retype("联络员丁");
    stage.press(KeyCode::F(9));
    stage.keys("换人");
    let acts = stage.press(KeyCode::F(9));
    assert!(
        notice(&acts).starts_with("已更正：第 2 版，按时，"),
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
    assert_eq!(
        notice(&acts),
        "已报送：第 1 版，按时，6月3日 15:30 收到（娄门医院 联络员推荐表）。"
    );
}

#[test]
fn a_registration_is_taken_back_until_the_deadline() {
    let mut stage = Stage::<Units>::enter(liaison(), theme());
    let acts = stage.keys("w");
    assert!(
        matches!(&acts[..], [Act::Fault(fault)] if fault.message.contains("不能撤回")),
        "{acts:?}"
    );
    assert_eq!(stage.screen.scope(), Scope::Report);
}

#[test]
fn a_later_state_of_the_same_draft_makes_the_earlier_one_superfluous() {
    let save = |unit, name: &str| {
        Request::Form(report::Request::SaveDraft {
            unit: UnitId(unit),
            period: "registration".parse().expect("a period"),
            draft: Box::new(crate::domain::submission::Draft {
                fields: [("name".into(), name.into())].into(),
                ..Default::default()
            }),
            serial: 1,
        })
    };
    assert!(supersedes(&save(1, "甲乙"), &save(1, "甲")));
    assert!(!supersedes(&save(2, "甲"), &save(1, "甲")));
    assert!(!supersedes(&Request::Load, &Request::Load));
    assert!(!save(1, "甲").is_change());
}
