//! Handing in, correcting, withdrawing.

use super::*;
use crate::domain::status::State;
use crate::domain::submission::{Channel, Entry, Revision};
use crate::ops::submit::{SubmitAs, submit};
use crate::tui::keys::Scope;
use crate::tui::screens::report::sheet::Mode;
use crate::tui::screens::report::state::{Asking, Layer, Options};

fn standing(stage: &Stage) -> Option<Revision> {
    stage.sheet().known.standing.clone()
}

/// A weekly report with a text and one number.
fn fill_in(stage: &mut Stage, number: &str) {
    stage.write("开展隐患排查。");
    stage.page("附件2");
    stage.key(KeyCode::Tab);
    stage.write(number);
}

fn notice(stage: &Stage) -> &str {
    stage.notices.last().map_or("", String::as_str)
}

#[test]
fn handing_in_tells_when_and_as_which_revision() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = Stage::liaison(folder.path(), june(10, 9, 0));
    stage.open(UNIT, "weekly/2");
    fill_in(&mut stage, "2");
    stage.key(KeyCode::F(9));
    let asked = stage.shown(80, 19);
    assert!(
        asked.contains("现在报送为按时：截止 6月11日 24:00，还有 1 天。"),
        "{asked}"
    );
    stage.key(KeyCode::Enter);
    let unit = format!("已报送：第 1 版，按时，6月10日 09:00 收到（{UNIT} 每周活动材料·第2周）。");
    assert_eq!(notice(&stage), unit);
    assert_eq!(
        (stage.sheet().mode, stage.screen.scope()),
        (Mode::Read, Scope::Report)
    );
    assert_eq!(stage.sheet().known.cell.state, State::Received);
    let before = standing(&stage);
    stage.write("9");
    assert_eq!(standing(&stage), before, "what was handed in is only read");
}

#[test]
fn all_problems_are_shown_at_once_and_lead_to_their_places() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = Stage::liaison(folder.path(), june(10, 9, 0));
    stage.open(UNIT, "weekly/2");
    stage.page("隐患");
    stage.write("三");
    stage.page("附件2");
    stage.key(KeyCode::Tab);
    stage.write("x");
    stage.key(KeyCode::F(9));
    let asked = stage.shown(80, 19);
    assert!(asked.contains("有 3 处错误"), "{asked}");
    for text in [
        "请填写本周活动开展情况",
        "一般隐患发现数：应填数字",
        "应填数字",
    ] {
        assert!(asked.contains(text), "{text}\n{asked}");
    }
    stage.key(KeyCode::Down);
    stage.key(KeyCode::Enter);
    assert_eq!(
        stage.sheet().page().map(|page| page.title.as_str()),
        Some("隐患")
    );
    let marked = stage.shown(80, 19);
    assert!(
        marked.contains("! 一般隐患发现数") && marked.contains("文字 !1"),
        "{marked}"
    );
    let mut visited = Vec::new();
    for _ in 0..3 {
        stage.key(KeyCode::F(7));
        visited.extend(stage.sheet().page().map(|page| page.title.clone()));
    }
    assert_eq!(visited, ["附件2", "文字", "隐患"]);
    stage.key(KeyCode::Backspace);
    assert!(!stage.shown(80, 19).contains("! 一般隐患"), "mended");
}

#[test]
fn warnings_are_handed_in_with_a_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = Stage::liaison(folder.path(), june(10, 9, 0));
    stage.open(UNIT, "weekly/2");
    stage.write("学习");
    stage.page("附件2");
    for (id, typed) in [("study_sessions", "3"), ("study_people", "2")] {
        if let Phase::Open(sheet) = &mut stage.screen.phase {
            sheet.go_to(&crate::tui::screens::report::history::Spot::Figure(
                id.into(),
            ));
        }
        stage.write(typed);
    }
    stage.key(KeyCode::F(9));
    assert!(matches!(
        stage.screen.layer,
        Some(Layer::Pick(_, Options::Problems(_)))
    ));
    // A hasty Enter goes to what is in doubt; only the line above goes past it.
    stage.key(KeyCode::Enter);
    assert!(stage.screen.layer.is_none());
    stage.key(KeyCode::F(9));
    stage.key(KeyCode::Up);
    stage.key(KeyCode::Enter);
    assert!(matches!(
        stage.screen.layer,
        Some(Layer::Ask(_, Asking::HandIn))
    ));
    stage.control('s');
    assert!(
        stage.shown(80, 19).contains("请写明理由"),
        "{}",
        stage.shown(80, 19)
    );
    stage.write("分两批参加");
    assert_eq!(
        stage.saved.as_ref().map(|draft| draft.reason.as_str()),
        Some("分两批参加")
    );
    stage.control('s');
    assert_eq!(
        standing(&stage).map(|revision| revision.stamp.reason),
        Some("分两批参加".into())
    );
}

#[test]
fn what_was_handed_in_is_taken_back_until_the_deadline() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = Stage::liaison(folder.path(), june(10, 9, 0));
    stage.open(UNIT, "weekly/2");
    fill_in(&mut stage, "2");
    let typed = stage.draft();
    stage.key(KeyCode::F(9));
    stage.key(KeyCode::Enter);
    stage.key(KeyCode::Char('w'));
    stage.control('s');
    assert!(
        matches!(stage.screen.layer, Some(Layer::Ask(_, Asking::Withdraw))),
        "a reason is missing"
    );
    stage.write("数字有误");
    stage.control('s');
    assert!(notice(&stage).starts_with("已撤回"));
    // Keys are keys again; the line is still this period's, and Enter goes on typing.
    assert_eq!(stage.screen.scope(), Scope::List);
    stage.key(KeyCode::Enter);
    assert_eq!((stage.sheet().mode, stage.draft()), (Mode::Fill, typed));
    assert!(stage.shown(80, 19).contains("先前的报送已撤回"));
    stage.key(KeyCode::F(9));
    stage.key(KeyCode::Enter);
    assert!(notice(&stage).contains("第 2 版"), "{}", notice(&stage));
    stage.now = june(12, 9, 0);
    stage.key(KeyCode::Char('w'));
    assert!(stage.faults[0].message.contains("已过，不能撤回"));
}

#[test]
fn a_correction_is_a_new_revision_with_a_reason_and_keeps_the_mark() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = Stage::liaison(folder.path(), june(10, 9, 0));
    stage.open(UNIT, "weekly/2");
    fill_in(&mut stage, "2");
    stage.key(KeyCode::F(9));
    stage.key(KeyCode::Enter);
    stage.now = june(14, 9, 0);
    stage.key(KeyCode::Char('e'));
    assert_eq!(stage.sheet().mode, Mode::Fill);
    assert_eq!(
        stage.draft().entries.get("kickoff_events"),
        Some(&Entry::Typed("2".into()))
    );
    stage.page("附件2");
    stage.key(KeyCode::Tab);
    stage.write("5");
    stage.key(KeyCode::Esc);
    stage.key(KeyCode::Enter);
    assert_eq!(stage.sheet().mode, Mode::Read);
    assert!(stage.shown(80, 19).contains("另有未交的更正，按 e 继续"));
    stage.key(KeyCode::Char('e'));
    // It is asked whether the correction that was begun is to go on.
    stage.key(KeyCode::Enter);
    assert_eq!(
        stage.draft().entries.get("kickoff_events"),
        Some(&Entry::Typed("5".into()))
    );
    stage.key(KeyCode::F(9));
    assert!(
        stage
            .shown(80, 19)
            .contains("首次收到时间 6月10日 09:00（按时）不变")
    );
    stage.write("补一次");
    stage.control('s');
    assert!(
        notice(&stage).starts_with("已更正：第 2 版，按时，6月14日"),
        "{}",
        notice(&stage)
    );
}

#[test]
fn a_coordinator_types_what_came_by_mail() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = Stage::coordinator(folder.path(), june(12, 9, 0));
    stage.open(UNIT, "weekly/2");
    fill_in(&mut stage, "2");
    stage.key(KeyCode::F(9));
    assert!(
        stage.shown(80, 19).contains("已逾期 9 小时"),
        "{}",
        stage.shown(80, 19)
    );
    stage.key(KeyCode::Char(' '));
    stage.key(KeyCode::Right);
    stage.key(KeyCode::Tab);
    stage.write("6月31日");
    stage.control('s');
    assert!(stage.shown(80, 19).contains("6月没有31日"));
    stage.control('u');
    stage.write("６月11日 15:30");
    stage.key(KeyCode::Tab);
    stage.write("邮件");
    stage.control('s');
    let stamp = standing(&stage).expect("is handed in").stamp;
    assert_eq!(
        (stamp.channel, stamp.received_at),
        (Channel::Email, june(11, 15, 30))
    );
    assert!(notice(&stage).starts_with("已报送：第 1 版，按时，6月11日 15:30"));
}

#[test]
fn a_final_report_arrives_with_the_sum_of_the_weeks() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = Stage::liaison(folder.path(), june(3, 9, 0));
    for (week, day, number) in [
        ("weekly/1", 3, "3"),
        ("weekly/2", 10, "4"),
        ("weekly/3", 17, "5"),
    ] {
        stage.now = june(day, 9, 0);
        stage.open(UNIT, week);
        fill_in(&mut stage, number);
        stage.key(KeyCode::F(9));
        stage.key(KeyCode::Enter);
    }
    stage.now = june(30, 9, 0);
    stage.open(UNIT, "final");
    let sum = Entry::Typed("12".into());
    assert_eq!(stage.draft().entries.get("kickoff_events"), Some(&sum));
    stage.page("附件2");
    stage.key(KeyCode::Tab);
    stage.key(KeyCode::F(4));
    stage.write("15");
    let shown = stage.shown(80, 19);
    assert!(
        shown.contains("（15 差 +3）") && shown.contains("累计 12，改为 15，差 +3"),
        "{shown}"
    );
    stage.key(KeyCode::F(6));
    assert_eq!(
        stage.draft().entries.get("kickoff_events"),
        Some(&sum),
        "the suggestion"
    );
    assert!(!stage.shown(80, 19).contains("差 +3"));
}

#[test]
fn while_it_is_being_handed_in_nothing_is_typed() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = Stage::liaison(folder.path(), june(10, 9, 0));
    stage.open(UNIT, "weekly/2");
    fill_in(&mut stage, "2");
    stage.screen.busy = Some(crate::tui::screens::report::state::Busy::HandingIn);
    let before = stage.draft();
    stage.write("9");
    assert_eq!(stage.draft(), before);
    let fault = Fault::environment("磁盘已满，无法写入");
    Screen::failed(&mut stage.screen, &fault, &stage.context);
    stage.write("9");
    assert_ne!(stage.draft(), before);
}

#[test]
fn a_number_of_a_paper_is_put_right_without_a_text_that_nobody_sent() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = Stage::coordinator(folder.path(), june(10, 9, 0));
    let paper = Draft {
        entries: [("study_sessions".into(), Entry::Typed("3".into()))].into(),
        ..Draft::default()
    };
    let how = SubmitAs {
        channel: Channel::File,
        reason: "来件".into(),
        accept_warnings: true,
        form_only: true,
        ..SubmitAs::default()
    };
    let unit = stage.unit(UNIT);
    let (at, now) = (period("weekly/2"), stage.now);
    submit(&mut stage.desk, unit, &at, &paper, &how, now).expect("is accepted");
    stage.open(UNIT, "weekly/2");
    let opened = stage.sheet().page().map(|page| page.title.as_str());
    assert_eq!(opened, Some("附件2"), "there is no text to be read");
    stage.write("e");
    stage.page("附件2");
    stage.key(KeyCode::Tab);
    stage.write("4");
    stage.key(KeyCode::F(9));
    let asked = stage.shown(80, 19);
    assert!(
        asked.contains("请填写本周活动开展情况（来件没有带，可以不补）"),
        "{asked}"
    );
    stage.key(KeyCode::Tab);
    stage.key(KeyCode::Tab);
    stage.write("电话核对");
    stage.key(KeyCode::F(9));
    let corrected = standing(&stage).map(|revision| revision.number);
    assert_eq!(corrected, Some(2), "{}", stage.shown(80, 19));
}
