//! Rolling up: what is told before, what has to be looked at, what is made, and where there is nobody to send it to.

use super::*;
use crate::domain::audit::Act as Done;
use crate::ops::Desk;
use crate::ops::review::accept;
use crate::ops::sample::returned_total;
use crate::tui::keys::Whom;
use crate::tui::keys::help;

const WEEK: &str = "weekly/1";

/// A unit below reports so many people.
fn report_people(desk: &mut Desk, unit: UnitId, people: i64) {
    let mut typed = draft(desk, &[("study_sessions", 1), ("study_people", people)]);
    typed.narrative = "组织学习。".to_owned();
    hand_in(desk, unit, WEEK, &typed, "", june(3, 9, 0));
}

/// Three stations below a hospital that reports to the bureau; two have reported, and the first is accepted.
fn hospital(root: &std::path::Path) -> (Desk, Stage<Progress>) {
    let (above, mut desk) = levels(root, true);
    let stations = ["一站", "二站", "三站"].map(|name| add_unit(&mut desk, name, "medical", ""));
    report_people(&mut desk, stations[0], 60);
    report_people(&mut desk, stations[1], 5);
    accept(&mut desk, stations[0], &period(WEEK), None, june(3, 10, 0)).expect("is accepted");
    let mut stage = Stage::enter(desk, Theme::new(true));
    look_at(&mut stage, 1, WEEK);
    (above, stage)
}

/// What stands as the desk's own answer: how many people, and how many units they rest on.
fn standing(stage: &Stage<Progress>) -> Option<(Option<i64>, u32)> {
    let desk = stage.desk();
    let standing = desk
        .store
        .read()
        .current_revision(desk.seat.unit, &period(WEEK));
    let content = standing.expect("reads")?.content;
    let people = content.figures.get("study_people");
    let people = people.and_then(|answer| answer.as_number());
    Some((people, content.rollup.map_or(0, |basis| basis.reporting)))
}

fn is_told(stage: &mut Stage<Progress>, told: &[&str]) {
    let shown = stage.shown(120, 40);
    for part in told {
        assert!(shown.contains(part), "{part} is not in\n{shown}");
    }
}

#[test]
fn who_is_missing_is_told_before_it_is_made_and_where_the_packet_lies_after() {
    let root = tempfile::tempdir().expect("a folder");
    let (mut above, mut stage) = hospital(root.path());
    assert_eq!(stage.keys("h"), []);
    insta::assert_snapshot!("roll_up_80x24", stage.shown(80, 24));
    // What was accepted alone is one form of three.
    stage.press(KeyCode::Right);
    is_told(
        &mut stage,
        &[
            "收到并计入 1 家",
            "没有算进来的 2 家：二站、三站",
            "只算审核通过的",
        ],
    );
    stage.press(KeyCode::Left);
    assert_eq!(standing(&stage), None, "to look is not to make");
    assert_eq!(stage.press(KeyCode::F(9)), []);
    is_told(
        &mut stage,
        &[
            "已汇总为第 1 版，计入 2 家",
            "报送包-平江医院-",
            "发给上级",
            "念这六个词",
        ],
    );
    assert_eq!(standing(&stage), Some((Some(65), 2)));
    let outbox = std::fs::read_dir(&stage.context.outbox).expect("was made");
    let packet = outbox
        .last()
        .expect("holds a packet")
        .expect("reads")
        .path();
    let mut opening = crate::ops::packet::Opening::of(&packet).expect("opens");
    let how = crate::ops::packet::OpenAs::default();
    crate::ops::packet::open(
        &mut above,
        &mut opening,
        &how,
        crate::tui::screens::stage::now(),
    )
    .expect("is taken");
    let sent = above.store.read().current_revision(unit(1), &period(WEEK));
    let sent = sent.expect("reads").expect("has come");
    assert_eq!(sent.content.rollup.expect("is a roll-up").missing, ["三站"]);
    // Again: nothing has changed.
    stage.press(KeyCode::Enter);
    stage.keys("h");
    is_told(&mut stage, &["已汇总过，是第 1 版"]);
    stage.press(KeyCode::F(9));
    is_told(&mut stage, &["没有变化，仍是第 1 版"]);
}

#[test]
fn what_may_be_counted_twice_is_looked_at_and_explained_first() {
    let root = tempfile::tempdir().expect("a folder");
    let (_, mut desk) = levels(root.path(), true);
    let street = add_unit(&mut desk, "一站", "medical", "");
    let code = desk.unit(street).expect("is there").code;
    let below = add_unit(&mut desk, "一站分点", "medical", &code);
    report_people(&mut desk, street, 60);
    report_people(&mut desk, below, 5);
    let mut stage = Stage::<Progress>::enter(desk, Theme::new(true));
    look_at(&mut stage, 1, WEEK);
    stage.keys("h");
    insta::assert_snapshot!("overlaps_80x24", stage.shown(80, 24));
    // A hasty Enter goes no further.
    stage.press(KeyCode::Enter);
    assert_eq!(
        (stage.screen.scope(), standing(&stage)),
        (Scope::Matrix, None)
    );
    stage.keys("hy");
    assert_eq!(stage.press(KeyCode::F(9)), []);
    is_told(&mut stage, &["请写明为什么不重复"]);
    assert_eq!(standing(&stage), None);
    stage.keys("两次不同的学习");
    assert_eq!(stage.press(KeyCode::F(9)), []);
    assert_eq!(standing(&stage), Some((Some(65), 2)));
}

#[test]
fn what_changed_since_it_was_looked_at_is_not_sent() {
    let root = tempfile::tempdir().expect("a folder");
    let (_, mut stage) = hospital(root.path());
    stage.keys("h");
    report_people(stage.desk_mut(), UnitId(4), 7);
    let acts = stage.press(KeyCode::F(9));
    assert!(
        matches!(acts.as_slice(), [Act::Fault(fault)] if fault.message.contains("又有变动")),
        "{acts:?}"
    );
    assert_eq!(standing(&stage), None);
    stage.press(KeyCode::Esc);
    stage.keys("h");
    stage.press(KeyCode::F(9));
    assert_eq!(standing(&stage), Some((Some(72), 3)));
}

#[test]
fn what_has_no_numbers_is_not_rolled_up() {
    let root = tempfile::tempdir().expect("a folder");
    let (_, mut stage) = hospital(root.path());
    look_at(&mut stage, 1, "registration");
    let refuses = |stage: &Stage<Progress>| stage.screen.refuses(Action::RollUp, &stage.context);
    assert!(refuses(&stage), "the footer does not name it");
    assert!(notice(&stage.keys("h")).contains("没有要汇总的数"));
    look_at(&mut stage, 1, WEEK);
    assert!(!refuses(&stage));
}

#[test]
fn a_desk_with_nobody_above_has_no_such_key() {
    let mut top = stage();
    look_at(&mut top, 1, "weekly/2");
    assert_eq!(top.keys("h"), []);
    assert_eq!(
        (top.screen.scope(), top.context.whom()),
        (Scope::Matrix, Whom::Collectors)
    );
    let names = |whom| help::footer(Scope::Matrix, whom);
    let is_roll_up = |hint: &help::Hint| hint.action == Action::RollUp;
    assert!(!names(top.context.whom()).iter().any(is_roll_up));
    assert!(names(Whom::Between).iter().any(is_roll_up));
    let begun = |done: Done| {
        top.audit()
            .iter()
            .any(|line| line.starts_with(done.label()))
    };
    assert!(!begun(Done::RollupSent));
    let root = tempfile::tempdir().expect("a folder");
    let (_, below) = chain(root.path());
    let liaison = Stage::<Progress>::enter(below, Theme::new(true));
    assert_eq!(liaison.context.whom(), Whom::Everybody);
}

#[test]
fn what_the_desk_above_returned_is_told_with_its_remarks_before_it_is_made_anew() {
    let root = tempfile::tempdir().expect("a folder");
    let desk = returned_total(root.path());
    let mut stage = Stage::<Progress>::enter(desk, Theme::new(true));
    look_at(&mut stage, 1, WEEK);
    stage.keys("h");
    is_told(
        &mut stage,
        &[
            "第 1 版被上级退回",
            "理论学习中心组专题学习·参与：请核对参与人次",
            "已汇总过，是第 1 版",
        ],
    );
}
