//! What a coordinator does from here: receipts, closings, more time, letting off, chasing.

use super::*;

#[test]
fn a_report_on_paper_is_noted_with_its_time_and_reason() {
    let mut stage = stage();
    look_at(&mut stage, 7, "weekly/2");
    assert_eq!(state_of(&stage, 7, "weekly/2"), "缺报");
    stage.keys("r");
    stage.press(KeyCode::Tab);
    stage.retype("明天");
    stage.press(KeyCode::F(9));
    // Both problems at once, each beside its field, and nothing was done.
    insta::assert_snapshot!("receipt_80x24", stage.shown(80, 24));
    assert_eq!(state_of(&stage, 7, "weekly/2"), "缺报");
    stage.retype("６月１１日 16:30");
    stage.press(KeyCode::Tab);
    stage.keys("网络故障，送来纸质材料");
    let acts = stage.press(KeyCode::F(9));
    assert_eq!(
        notice(&acts),
        "已登记：平江医院 6月11日 16:30 纸质收到，按时"
    );
    assert_eq!(state_of(&stage, 7, "weekly/2"), "按时");
    assert_eq!(stage.screen.scope(), Scope::Matrix);
    assert_eq!(
        stage.audit()[0],
        "登记收到：每周活动材料·第2周，第 1 版，纸质收到，6月11日 16:30收到，按时，理由：网络故障，送来纸质材料"
    );
}

#[test]
fn a_receipt_noted_at_the_wrong_time_gives_way_to_another() {
    let mut stage = stage();
    look_at(&mut stage, 7, "weekly/2");
    let note = |stage: &mut Stage<Progress>, at: &str, instead: bool| {
        stage.keys("r");
        stage.press(KeyCode::Tab);
        stage.retype(at);
        stage.press(KeyCode::Tab);
        stage.keys("见签收簿");
        if instead {
            stage.press(KeyCode::Tab);
            assert!(stage.shown(80, 24).contains("有效，以最早的时间为准"));
            stage.press(KeyCode::Right);
        }
        stage.press(KeyCode::F(9));
    };
    note(&mut stage, "6月10日 9:00", false);
    assert_eq!(state_of(&stage, 7, "weekly/2"), "按时");
    note(&mut stage, "6月12日 9:00", true);
    assert_eq!(state_of(&stage, 7, "weekly/2"), "迟报");
    let audit = stage.audit();
    assert!(audit[0].starts_with("登记收到"), "{audit:?}");
    assert_eq!(
        audit[1],
        "作废登记：每周活动材料·第2周，第 1 版（纸质收到，6月10日 09:00）作废，理由：见签收簿"
    );
}

#[test]
fn a_week_is_closed_and_opened_again() {
    let mut stage = stage();
    look_at(&mut stage, 7, "weekly/4");
    let early = stage.keys("g");
    assert!(matches!(&early[..], [Act::Remark(text)] if text.contains("到期以后才能关账")));
    look_at(&mut stage, 7, "weekly/2");
    stage.keys("g");
    assert!(stage.shown(80, 24).contains("是否按时不再改变"));
    assert_eq!(
        notice(&stage.press(KeyCode::F(9))),
        "已关账：每周活动材料·第2周"
    );
    for size in [(80, 24), (120, 40)] {
        let shown = stage.shown(size.0, size.1);
        assert!(shown.contains("=第2周"), "{shown}");
        assert!(shown.contains("= 6月18日 17:40 已关账"), "{shown}");
    }
    stage.keys("y");
    stage.retype("6月20日");
    stage.press(KeyCode::Tab);
    stage.keys("停电");
    let refused = stage.press(KeyCode::F(9));
    assert!(
        matches!(&refused[..], [Act::Fault(fault)] if fault.message.contains("关账，不能延期"))
    );
    stage.press(KeyCode::Esc);
    stage.press(KeyCode::Esc);
    stage.keys("g");
    stage.press(KeyCode::F(9));
    assert!(stage.shown(80, 24).contains("请写明理由"));
    stage.keys("漏登一封");
    assert_eq!(
        notice(&stage.press(KeyCode::F(9))),
        "已取消关账：每周活动材料·第2周"
    );
    assert!(!stage.shown(80, 24).contains("=第2周"));
}

#[test]
fn times_that_cannot_be_are_told_beside_the_field() {
    for (key, at, typed, told) in [
        (
            'r',
            "weekly/2",
            "2020-06-18 18:00",
            "不能晚于现在（2020年6月18日 17:40）",
        ),
        ('r', "weekly/2", "", "请填写日期"),
        (
            'y',
            "weekly/2",
            "6月11日",
            "应晚于原定的截止时间 6月11日 24:00",
        ),
        ('y', "weekly/2", "6月31日", "6月没有31日"),
        ('m', "weekly/3", "6月30日", "早于开始的日期"),
    ] {
        let mut stage = stage();
        look_at(&mut stage, 7, at);
        let before = stage.audit();
        stage.press(KeyCode::Char(key));
        if key == 'r' {
            stage.press(KeyCode::Tab);
        }
        stage.retype(typed);
        assert_eq!(stage.press(KeyCode::F(9)), [], "{typed}");
        let shown = stage.shown(80, 24);
        assert!(
            shown.contains(told) && shown.contains("请写明理由"),
            "{typed}\n{shown}"
        );
        // Esc, and nothing has happened.
        stage.press(KeyCode::Esc);
        assert_eq!(
            (stage.screen.scope(), stage.audit()),
            (Scope::Matrix, before)
        );
    }
}

#[test]
fn a_unit_is_given_more_time_and_the_extension_taken_back() {
    let mut stage = stage();
    look_at(&mut stage, 7, "weekly/2");
    stage.keys("y");
    stage.retype("6月20日");
    stage.press(KeyCode::Tab);
    stage.keys("停电");
    assert_eq!(
        notice(&stage.press(KeyCode::F(9))),
        "已延期：平江医院延至 6月20日 24:00"
    );
    assert_eq!(state_of(&stage, 7, "weekly/2"), "待报");
    assert!(
        stage
            .shown(80, 24)
            .contains("延期至 6月20日 24:00（原定 6月11日），还有 2 天")
    );
    stage.keys("y");
    stage.retype("");
    stage.press(KeyCode::Tab);
    stage.keys("已来电");
    assert_eq!(notice(&stage.press(KeyCode::F(9))), "已取消平江医院的延期");
    assert_eq!(state_of(&stage, 7, "weekly/2"), "缺报");
    look_at(&mut stage, 1, "weekly/1");
    assert!(notice(&stage.keys("y")).contains("已按时报送"));
}

#[test]
fn a_unit_is_let_off_and_owes_again() {
    let mut stage = stage();
    look_at(&mut stage, 7, "weekly/2");
    stage.keys("m");
    for _ in 0..2 {
        stage.press(KeyCode::Tab);
    }
    stage.keys("集中隔离点保障");
    let acts = stage.press(KeyCode::F(9));
    assert_eq!(notice(&acts), "已免报：平江医院 6月11日至6月11日（第2周）");
    assert_eq!(state_of(&stage, 7, "weekly/2"), "免报");
    stage.keys("m");
    assert!(
        stage
            .shown(80, 24)
            .contains("取消以后，这几天内到期的报送任务照常要报")
    );
    // The careful button is the one that does nothing.
    assert_eq!(stage.press(KeyCode::Enter), []);
    assert_eq!(state_of(&stage, 7, "weekly/2"), "免报");
    stage.keys("m");
    stage.press(KeyCode::Left);
    assert_eq!(notice(&stage.press(KeyCode::Enter)), "已取消平江医院的免报");
    assert_eq!(state_of(&stage, 7, "weekly/2"), "缺报");
}

#[test]
fn what_the_desk_refuses_leaves_what_was_typed() {
    let mut stage = stage();
    look_at(&mut stage, 9, "weekly/1");
    stage.keys("g");
    stage.press(KeyCode::F(9));
    look_at(&mut stage, 9, "plan");
    stage.keys("m");
    stage.press(KeyCode::Tab);
    stage.retype("6月20日");
    stage.press(KeyCode::Tab);
    stage.keys("保障");
    // What is known beforehand is told beside its field, and leaves all that was typed too.
    assert_eq!(stage.press(KeyCode::F(9)), []);
    let shown = stage.shown(80, 24);
    assert!(
        shown.contains("与已有的一段重叠") && shown.contains("6月20日"),
        "{shown}"
    );
    stage.press(KeyCode::Tab);
    stage.retype("6月10日");
    // Both weekly reports of these days are due, and the books of the first are closed.
    let acts = stage.press(KeyCode::F(9));
    assert!(
        matches!(acts.as_slice(), [Act::Fault(fault)] if fault.message.contains("关账")),
        "{acts:?}"
    );
    assert!(stage.shown(80, 24).contains("6月10日"));
    // It can be mended and asked for again.
    stage.press(KeyCode::Up);
    stage.retype("6月5日");
    stage.press(KeyCode::Down);
    assert_eq!(
        notice(&stage.press(KeyCode::F(9))),
        "已免报：养老服务处 6月5日至6月10日（没有到期的）"
    );
}

#[test]
fn late_units_are_chased_and_it_is_noted() {
    let mut stage = stage();
    look_at(&mut stage, 7, "weekly/2");
    stage.keys("c");
    assert_eq!(stage.screen.scope(), Scope::Chase);
    insta::assert_snapshot!("chase_one_80x24", stage.shown(80, 24));
    stage.press(KeyCode::Right);
    stage.press(KeyCode::Right);
    insta::assert_snapshot!("chase_group_80x24", stage.shown(80, 24));
    let before = stage.audit();
    stage.press(KeyCode::Esc);
    assert_eq!(stage.audit(), before, "to look is not to send");
    stage.keys("c");
    assert_eq!(notice(&stage.press(KeyCode::F(9))), "已记下催报 1 家");
    assert!(stage.shown(80, 24).contains("催报 6月18日已催 1 次"));
    assert_eq!(stage.audit()[0], "催报：每周活动材料·第2周");
}
