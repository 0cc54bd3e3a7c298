//! How the form looks at both sizes.

use super::*;

fn filled(stage: &mut Stage) {
    stage.open(UNIT, "weekly/4");
    stage.write(
        "组织全体职工观看警示教育片，开展“隐患排查显微镜”活动，对重点场所、关键环节进行全面排查。",
    );
    stage.page("附件2");
    stage.write("悬挂横幅、张贴标语、现场宣誓、签名承诺、集中观看警示教育片、发放宣传品");
    stage.key(KeyCode::Tab);
    stage.key(KeyCode::F(3));
    stage.key(KeyCode::Tab);
    stage.key(KeyCode::F(2));
    stage.key(KeyCode::Tab);
    stage.write("x");
}

#[test]
fn periods_at_80_columns() {
    let folder = tempfile::tempdir().expect("a folder");
    let stage = Stage::liaison(folder.path(), june(18, 17, 40));
    insta::assert_snapshot!(stage.shown(80, 20));
}

#[test]
fn the_paper_at_80_columns() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = Stage::liaison(folder.path(), june(23, 9, 0));
    filled(&mut stage);
    insta::assert_snapshot!(stage.shown(80, 20));
}

#[test]
fn the_paper_at_120_columns() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = Stage::liaison(folder.path(), june(23, 9, 0));
    filled(&mut stage);
    insta::assert_snapshot!(stage.shown(120, 36));
}

#[test]
fn the_other_parts_at_80_columns() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = Stage::liaison(folder.path(), june(23, 9, 0));
    filled(&mut stage);
    let mut pages = String::new();
    for title in ["文字", "隐患", "材料"] {
        stage.page(title);
        pages.push_str(&stage.shown(80, 10));
    }
    stage.open(UNIT, "registration");
    pages.push_str(&stage.shown(80, 16));
    insta::assert_snapshot!(pages);
}

#[test]
fn problems_and_questions_at_80_columns() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = Stage::coordinator(folder.path(), june(26, 9, 0));
    filled(&mut stage);
    stage.key(KeyCode::F(9));
    let mut looks = stage.shown(80, 20);
    stage.key(KeyCode::Enter);
    stage.key(KeyCode::Backspace);
    stage.key(KeyCode::F(9));
    looks.push_str(&stage.shown(80, 20));
    insta::assert_snapshot!(looks);
}

#[test]
fn what_was_handed_in_at_80_columns() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = Stage::liaison(folder.path(), june(23, 9, 0));
    filled(&mut stage);
    stage.key(KeyCode::Backspace);
    stage.key(KeyCode::F(9));
    stage.key(KeyCode::Enter);
    let mut looks = stage.shown(80, 12);
    stage.page("附件2");
    looks.push_str(&stage.shown(80, 16));
    insta::assert_snapshot!(looks);
}

#[test]
fn no_size_panics() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut stage = Stage::coordinator(folder.path(), june(23, 9, 0));
    filled(&mut stage);
    for title in ["文字", "隐患", "材料", "附件2"] {
        stage.page(title);
        for (width, height) in [(1, 1), (2, 3), (5, 1), (20, 5), (79, 23), (200, 60)] {
            stage.shown(width, height);
            stage.key(KeyCode::F(9));
            stage.shown(width, height);
            stage.key(KeyCode::Esc);
        }
    }
}
