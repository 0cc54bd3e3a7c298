//! A report is returned at a blank and accepted; who corrects it sees the remark at that very blank; and a packet is made.

use std::path::Path;

use super::*;

/// A weekly report with a text and one number, handed in.
fn handed_in(stage: &mut Stage) {
    stage.open(UNIT, "weekly/2");
    stage.write("开展隐患排查。");
    stage.page("附件2");
    stage.key(KeyCode::Tab);
    stage.write("2");
    stage.key(KeyCode::F(9));
    stage.key(KeyCode::F(9));
}

/// A coordinator's desk at which that report is open.
fn to_review(folder: &Path) -> Stage {
    let mut stage = Stage::coordinator(folder, june(10, 9, 0));
    handed_in(&mut stage);
    stage
}

/// The same, returned with a remark at the number.
fn returned(folder: &Path) -> Stage {
    let mut stage = to_review(folder);
    stage.page("附件2");
    stage.key(KeyCode::Tab);
    stage.write("b");
    stage.write("请核对场次");
    stage.control('s');
    stage
}

fn notice(stage: &Stage) -> &str {
    stage.notices.last().map_or("", String::as_str)
}

#[test]
fn a_remark_stands_at_the_very_blank() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = returned(folder.path());
    assert!(notice(&stage).starts_with("已退回"), "{:?}", stage.notices);
    let shown = stage.shown(120, 30);
    assert!(shown.contains("已退回（1 处意见）"), "{shown}");
    stage.write("e");
    stage.page("附件2");
    let shown = stage.shown(120, 30);
    assert!(shown.contains("退回：请核对场次"), "{shown}");
}

#[test]
fn a_second_remark_joins_the_first_and_the_message_counts_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = returned(folder.path());
    assert!(
        notice(&stage).contains("现有 1 处意见"),
        "{:?}",
        stage.notices
    );
    stage.page("隐患");
    stage.write("b");
    let asked = stage.shown(120, 30);
    assert!(asked.contains("已写的 1 处意见照样带上"), "{asked}");
    stage.write("请核对数量");
    stage.control('s');
    assert!(
        notice(&stage).contains("现有 2 处意见"),
        "{:?}",
        stage.notices
    );
    stage.write("e");
    for (page, told) in [("附件2", "退回：请核对场次"), ("隐患", "退回：请核对数量")]
    {
        stage.page(page);
        let shown = stage.shown(120, 30);
        assert!(shown.contains(told), "{told}\n{shown}");
    }
}

#[test]
fn a_remark_that_is_cleared_is_taken_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = returned(folder.path());
    stage.write("b");
    let asked = stage.shown(120, 30);
    assert!(
        asked.contains("请核对场次"),
        "what was written can be changed\n{asked}"
    );
    assert!(asked.contains("清空再确认就撤回"), "{asked}");
    for _ in "请核对场次".chars() {
        stage.key(KeyCode::Backspace);
    }
    stage.control('s');
    assert!(
        notice(&stage).starts_with("意见已撤回"),
        "{:?}",
        stage.notices
    );
    let shown = stage.shown(120, 30);
    assert!(!shown.contains("已退回"), "{shown}");
}

#[test]
fn a_remark_stands_beside_the_hazards_of_a_level() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = to_review(folder.path());
    stage.page("隐患");
    stage.write("b");
    stage.write("请核对数量");
    let asked = stage.shown(120, 30);
    assert!(
        asked.contains("写在") && asked.contains("一般隐患"),
        "{asked}"
    );
    stage.control('s');
    let period = stage.sheet().period.id.clone();
    let unit = stage.sheet().known.unit;
    let review = crate::ops::review::look(&stage.desk, unit, &period)
        .expect("reads")
        .review;
    let comments = review.expect("was returned").comments;
    assert!(
        matches!(
            &comments[0].place,
            crate::domain::problem::Place::Hazards(_)
        ),
        "{comments:?}"
    );
    stage.write("e");
    stage.page("隐患");
    let shown = stage.shown(120, 30);
    assert!(shown.contains("退回：请核对数量"), "{shown}");
}

#[test]
fn what_is_read_is_accepted() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = to_review(folder.path());
    stage.write("a");
    assert!(notice(&stage).starts_with("已通过"), "{:?}", stage.faults);
    assert!(stage.shown(120, 30).contains("，已通过"));
}

#[test]
fn a_packet_is_made_of_what_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = Stage::liaison(folder.path(), june(10, 9, 0));
    handed_in(&mut stage);
    stage.write("p");
    let shown = stage.shown(120, 30);
    assert!(shown.contains("报送包已做好"), "{shown}");
    assert!(shown.contains("念这六个词"), "{shown}");
    stage.key(KeyCode::Enter);
    assert!(!stage.shown(120, 30).contains("报送包已做好"));
    let made = std::fs::read_dir(stage.desk.folder.join("导出"))
        .expect("is there")
        .count();
    assert_eq!(made, 1);
}

#[test]
fn whoever_types_in_another_unit_s_name_is_told_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = Stage::coordinator(folder.path(), june(10, 9, 0));
    stage.open(UNIT, "weekly/2");
    assert!(
        notice(&stage).contains("现在填的是代它填"),
        "{:?}",
        stage.notices
    );
    let folder = tempfile::tempdir().expect("a folder");
    let mut own = Stage::liaison(folder.path(), june(10, 9, 0));
    own.open(UNIT, "weekly/2");
    assert!(own.notices.is_empty(), "{:?}", own.notices);
}

#[test]
fn whoever_looks_at_a_blank_reads_what_was_remarked_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = returned(folder.path());
    stage.open(UNIT, "weekly/2");
    let shown = stage.shown(80, 24);
    // It opens there, without being asked for.
    for told in [" 附件2 !1 ", "? 退回：请核对场次"] {
        assert!(shown.contains(told), "{told}\n{shown}");
    }
}

#[test]
fn what_came_again_opens_where_it_was_remarked_with_what_stood_there_before() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = returned(folder.path());
    stage.write("e");
    stage.key(KeyCode::Backspace);
    stage.write("5");
    stage.page("文字");
    stage.write("共5次。");
    stage.key(KeyCode::F(9));
    stage.key(KeyCode::Tab);
    stage.key(KeyCode::Tab);
    stage.write("核对过");
    stage.key(KeyCode::F(9));
    stage.open(UNIT, "weekly/2");
    let shown = stage.shown(80, 24);
    // The text is another, too, and stands before the table.
    for told in [" 文字 !1 ", " 附件2 !1 ", "原为 开展隐患排查。"] {
        assert!(shown.contains(told), "{told}\n{shown}");
    }
    stage.page("附件2");
    insta::assert_snapshot!("came_again_80", stage.shown(80, 24));
}

#[test]
fn a_remark_about_the_whole_is_read_above_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = to_review(folder.path());
    let period = stage.sheet().period.id.clone();
    let unit = stage.sheet().known.unit;
    let whole = crate::domain::review::Comment {
        place: crate::domain::problem::Place::Whole,
        text: "请由负责人看过再报".into(),
    };
    let returned = crate::ops::review::give_back(
        &mut stage.desk,
        unit,
        &period,
        None,
        vec![whole],
        june(10, 10, 0),
    );
    returned.expect("is returned");
    stage.open(UNIT, "weekly/2");
    assert!(stage.shown(80, 24).contains("? 退回：请由负责人看过再报"));
    stage.write("e");
    assert!(stage.shown(80, 24).contains("? 退回：请由负责人看过再报"));
}
