//! A liaison's first day: no desk yet; choose the notice, say who one is, register, and take the form to paper.

use std::io::Read;
use std::path::Path;

use super::terminal::Terminal;
use super::terminal::keys::{DOWN, ENTER, F9, RIGHT, TAB};
use super::{TODAY, UNIT, files};

/// The text of a Word file's body, without its tags.
fn words(path: &Path) -> String {
    let file = std::fs::File::open(path).expect("the paper is there");
    let mut archive = zip::ZipArchive::new(file).expect("it is a Word file");
    let mut body = archive.by_name("word/document.xml").expect("it has a body");
    let mut xml = String::new();
    body.read_to_string(&mut xml).expect("it is text");
    xml.split('<')
        .filter_map(|part| part.split_once('>'))
        .map(|(_, text)| text)
        .collect()
}

#[test]
fn from_the_first_start_to_the_registration_on_paper() {
    let home = tempfile::tempdir().expect("a folder");
    let mut terminal = Terminal::start(home.path(), TODAY, &[]);
    terminal.wait_for("第一步：选择通知");
    terminal.wait_for("姑苏民卫〔2020〕120号");
    terminal.press(&[DOWN, ENTER]);
    terminal.wait_for("第二步：您是谁");
    terminal.press(&[ENTER]);
    terminal.wait_for("第三步：您的单位");
    terminal.press(&[UNIT, TAB, RIGHT, RIGHT, RIGHT]);
    terminal.wait_for("(*) 区管医疗机构");
    terminal.press(&[F9]);

    // What to do next comes first: the registration, and it is overdue.
    let overview = terminal.wait_for("接下来要做的");
    assert!(overview.contains("联络员推荐表"), "{overview}");
    terminal.press(&[ENTER]);
    terminal.wait_for(&format!("{UNIT} · 联络员推荐表"));
    let form = [
        "联络员甲",
        TAB,
        RIGHT,
        TAB,
        "安全员",
        TAB,
        "0512-20000001",
        TAB,
        TAB,
    ];
    terminal.press(&form);
    terminal.press(&["0512-2000010a", F9]);
    let problems = terminal.wait_for("有 2 处错误");
    assert!(
        problems.contains("传真") && problems.contains("QQ号"),
        "{problems}"
    );
    terminal.press(&[ENTER]);
    terminal.wait_gone("有 2 处错误");
    terminal.press(&["\x7f1", TAB, "9999990001", F9]);
    terminal.wait_for("现在报送为迟报");
    terminal.press(&[ENTER]);
    terminal.wait_for("第 1 版");

    terminal.press(&["x"]);
    terminal.wait_for("附件1 姑苏区民卫系统“安全生产月”活动联络员推荐表");
    terminal.press(&["x"]);
    terminal.wait_for("文件已写好");
    let written = files(home.path());
    let written = written
        .iter()
        .find(|path| path.extension().is_some_and(|end| end == "docx"));
    let paper = words(written.expect("a Word file"));
    for text in [
        "活动联络员推荐表",
        "联络员甲",
        "安全员",
        "0512-20000001",
        "0512-20000101",
        "9999990001",
        UNIT,
    ] {
        assert!(paper.contains(text), "{text}: {paper}");
    }
}
