//! What is done to one unit: added, renamed, excused, closed; typed text is not lost on the way.

use super::*;

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
    assert_eq!(
        notice(&acts),
        "已免报：应急保障处 6月20日至6月25日（第4周）"
    );
    stage.keys("m");
    assert!(
        stage
            .shown(80, 24)
            .contains("取消：6月20日至6月25日免报，理由：整体搬迁")
    );
    stage.press(KeyCode::Down);
    stage.press(KeyCode::Enter);
    stage.press(KeyCode::Left);
    let acts = stage.press(KeyCode::Enter);
    assert_eq!(notice(&acts), "已取消应急保障处的免报");
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
