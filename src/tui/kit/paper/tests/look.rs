//! What a paper looks like: sentences, blanks, remarks, and where the caret stands.

use super::*;

#[test]
fn three_states_look_like_three() {
    let mut paper = Paper::to_fill(rows());
    paper.fill("sessions", typed("0"));
    paper.fill("people", Filling::NotApplicable);
    insta::assert_snapshot!(shown(&paper, 60, 10), @r"
    “安全生产月”活动开展情况
    举办启动仪式
      以（    ）等形式启动“安全生产月”活动（    ）场次。

    深入学习宣传贯彻习近平总书记关于安全生产的重要论述
      安排理论学习中心组专题学习（0）次，参与（不涉及）人次；
      开展网络课堂培训（    ）场。

    工作要求
      奖励（    ）人。
    光标 6,2
    ");
    let (buffer, _) = draw(&paper, 60, 13);
    let style = |x, y| buffer[(x, y)].style();
    let zero = style(32, 5);
    let not_applicable = style(43, 5);
    let empty = style(22, 6);
    assert!(zero != not_applicable && zero != empty && not_applicable != empty);
}

#[test]
fn what_is_typed_stands_in_the_sentence_and_the_caret_behind_it() {
    let mut paper = Paper::to_fill(rows());
    write(&mut paper, "展板、讲座");
    assert_eq!(paper.filling("forms"), Some(&typed("展板、讲座")));
    insta::assert_snapshot!(shown(&paper, 40, 5), @r"
    “安全生产月”活动开展情况
    举办启动仪式
      以（展板、讲座）等形式启动“安全生产月”
      活动（    ）场次。

    光标 16,2
    ");
    press(&mut paper, KeyCode::Left);
    press(&mut paper, KeyCode::Backspace);
    assert_eq!(paper.filling("forms"), Some(&typed("展板、座")));
    assert_eq!(draw(&paper, 40, 5).1, Some(Position::new(12, 2)));
    press(&mut paper, KeyCode::Home);
    assert_eq!(draw(&paper, 40, 5).1, Some(Position::new(6, 2)));
}

#[test]
fn problems_are_told_by_sign_and_colour_and_in_the_strip() {
    let mut paper = Paper::to_fill(rows());
    paper.fill("sessions", typed("三"));
    paper.fill("people", typed("15"));
    let remark = |is_error, message: &str| {
        Some(Remark {
            is_error,
            message: message.into(),
        })
    };
    let margin = Margin {
        note: "上周 3 · 累计 12".into(),
        remark: remark(true, "应填数字，例如 12；没有发生填 0"),
        ..Margin::default()
    };
    paper.set_margin("sessions", margin);
    let margin = Margin {
        aside: "差 +3".into(),
        remark: remark(false, "与各周之和不同"),
        ..Margin::default()
    };
    paper.set_margin("people", margin);
    paper.focus_on("sessions");
    let (mut buffer, cursor) = draw(&paper, 66, 10);
    let strip = Rect::new(0, 8, 66, 2);
    paper.draw_strip(&mut buffer, strip, Theme::new(false));
    insta::assert_snapshot!(dump::with_cursor(&buffer, cursor), @r"
    “安全生产月”活动开展情况
    举办启动仪式
      以（    ）等形式启动“安全生产月”活动（    ）场次。

    深入学习宣传贯彻习近平总书记关于安全生产的重要论述
      安排理论学习中心组专题学习（!三）次，参与（?15 差 +3）人次；
      开展网络课堂培训（    ）场。

    3/6 专题学习（次）  上周 3 · 累计 12
    ! 应填数字，例如 12；没有发生填 0
    光标 33,5
    ");
    let theme = Theme::new(true);
    assert_eq!(
        buffer[(30, 5)].fg,
        theme.style(Meaning::Bad).fg.unwrap_or_default()
    );
    assert_eq!(
        buffer[(45, 5)].fg,
        theme.style(Meaning::Warning).fg.unwrap_or_default()
    );
}

#[test]
fn a_long_remark_is_shown_whole() {
    let mut paper = Paper::to_fill(rows());
    assert_eq!(paper.strip_rows(20), 2);
    let remark = Remark {
        is_error: false,
        message: "专题学习的人次少于次数，请核对".into(),
    };
    let margin = Margin {
        remark: Some(remark),
        ..Margin::default()
    };
    paper.set_margin("forms", margin);
    assert_eq!(paper.strip_rows(20), 3);
    let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 3));
    let area = buffer.area;
    paper.draw_strip(&mut buffer, area, Theme::new(true));
    let strip = "1/6 启动形式\n? 专题学习的人次少于\n次数，请核对\n";
    assert_eq!(dump::text(&buffer), strip);
}

#[test]
fn standards_are_shown_on_request() {
    let mut paper = Paper::to_fill(rows());
    paper.show_standards(true);
    assert!(shown(&paper, 60, 6).contains("  启动仪式形式多样"));
    paper.show_standards(false);
    assert!(!shown(&paper, 60, 6).contains("启动仪式形式多样"));
}

#[test]
fn parts_are_the_rows_of_the_table() {
    let mut paper = Paper::to_fill(rows());
    let visits = |paper: &mut Paper, action| {
        let mut visited = Vec::new();
        while paper.hear(Input::Action(action)) == Heard::Moved {
            visited.extend(paper.focused().map(str::to_owned));
        }
        visited
    };
    assert_eq!(visits(&mut paper, Action::NextPart), ["sessions", "prizes"]);
    assert_eq!(
        visits(&mut paper, Action::PreviousPart),
        ["sessions", "forms"]
    );
}
