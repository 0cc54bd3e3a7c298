//! A list of units taken in from a file, with every bad row shown first.

use super::*;

const LIST: &str = "单位名称,编码,类别,电话\n金阊街道敬老院,,养老机构,1\n平江医院,,区管医疗机构,2\n某处,031,直属单外,3\n娄门医院,,区管医疗机构,4\n";

#[test]
fn an_import_shows_every_bad_row_and_writes_only_what_is_decided() {
    let mut stage = collecting();
    stage.keys("i");
    let asked = stage.shown(80, 24);
    for kind in &stage.context.campaign.unit_kinds {
        assert!(asked.contains(&kind.name), "{}\n{asked}", kind.name);
    }
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
