//! A paper's text in somebody's own editor.

use super::*;

/// What is on the screen after the editor has left a text of somebody's making.
fn edit(stage: &mut Stage<Export>, change: impl Fn(&str) -> String) -> String {
    let acts = stage.press(KeyCode::Enter);
    let [Act::Edit(text)] = acts.as_slice() else {
        panic!("{acts:?}");
    };
    stage.event(Event::Edited(Ok(change(text))));
    stage.shown(200, 40)
}

#[test]
fn a_summarys_text_is_edited_kept_and_written() {
    let (folder, mut stage) = writing();
    stage.press(KeyCode::F(8));
    assert!(matches!(
        stage.press(KeyCode::F(8)).as_slice(),
        [Act::Remark(_)]
    ));
    stage.press(KeyCode::End);
    assert_eq!(order(&stage).kind, Kind::Summary);
    stage.press(KeyCode::F(8));
    assert_eq!(stage.screen.scope(), Scope::Pick);
    let shown = edit(&mut stage, |text| text.replace("基本情况", "总体情况"));
    assert!(shown.contains("文件已写好"), "{shown}");
    let name = "情况汇总-6月18日.docx";
    assert_eq!(files(&folder.path().join("导出")), [name]);
    stage.press(KeyCode::Enter);
    stage.press(KeyCode::F(8));
    let shown = stage.shown(80, 24);
    assert!(shown.contains("接着上次改好的"), "{shown}");
    assert!(shown.contains("按现在的数据起草"), "{shown}");
    let shown = edit(&mut stage, |text| {
        assert!(text.contains("一、总体情况"), "{text}");
        text.to_owned()
    });
    assert!(shown.contains("文件已写好"), "{shown}");
    stage.press(KeyCode::Enter);
    stage.press(KeyCode::F(8));
    stage.press(KeyCode::Down);
    let shown = edit(&mut stage, |text| {
        assert!(text.contains("一、基本情况"), "{text}");
        format!("{text}〔表：没有〕\n")
    });
    assert!(shown.contains("现在没有“〔表：没有〕”"), "{shown}");
}

#[test]
fn with_which_text_to_begin() {
    let mut stage = looked_at();
    stage.press(KeyCode::End);
    stage.press(KeyCode::F(8));
    assert_snapshot!("texts_80x24", stage.shown(80, 24));
    assert_eq!(stage.press(KeyCode::Esc), []);
    assert_eq!(stage.screen.scope(), Scope::Export);
}

#[test]
fn an_editor_that_fails_or_leaves_nothing_writes_nothing() {
    let (folder, mut stage) = writing();
    stage.press(KeyCode::End);
    stage.press(KeyCode::F(8));
    stage.press(KeyCode::Enter);
    let fault = Fault::environment("编辑器没有打开");
    let acts = stage.event(Event::Edited(Err(fault.clone())));
    let safe = fault.safe(crate::ops::export::UNTOUCHED);
    assert_eq!(acts, [Act::Fault(safe)]);
    stage.press(KeyCode::F(8));
    stage.press(KeyCode::Enter);
    let acts = stage.event(Event::Edited(Ok(" \n".to_owned())));
    let [Act::Fault(fault)] = acts.as_slice() else {
        panic!("{acts:?}");
    };
    assert!(fault.message.contains("空的"), "{fault}");
    assert!(!stage.screen.busy && !folder.path().join("导出").exists());
    // What comes from the editor of another screen is none of this one's.
    assert_eq!(stage.event(Event::Edited(Ok("文字".to_owned()))), []);
}

#[test]
fn a_text_that_could_not_be_written_is_kept() {
    let (folder, mut stage) = writing();
    stage.press(KeyCode::End);
    stage.keys("e");
    stage.retype(&folder.path().join("没有").display().to_string());
    stage.press(KeyCode::F(9));
    stage.press(KeyCode::F(8));
    stage.press(KeyCode::Enter);
    let acts = stage.event(Event::Edited(Ok("标题\n一段话。\n".to_owned())));
    let [Act::Fault(fault)] = acts.as_slice() else {
        panic!("{acts:?}");
    };
    assert!(fault.safe.contains("存在工作台里"), "{fault}");
    stage.press(KeyCode::F(8));
    let acts = stage.press(KeyCode::Enter);
    assert_eq!(acts, [Act::Edit("标题\n一段话。\n".to_owned())]);
}
