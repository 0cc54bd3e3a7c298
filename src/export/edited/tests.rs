//! What a person does to a text, and what becomes of the paper.

use proptest::prelude::*;

use super::*;
use crate::export::document::{Align, Chart, Font, Page, Size, Table};

fn told(head: &str, text: &str) -> Paragraph {
    Paragraph::new([Run::new(head).bold(), Run::new(text)])
        .align(Align::Justify)
        .indent(2)
}

fn signature(text: &str) -> Paragraph {
    Paragraph::text(text).align(Align::Right).end(4)
}

/// A little of all that a summary has.
fn draft() -> Document {
    let lead = Run::new("统计截至：2020年6月18日").font(Font::Subheading);
    let name = Run::new("各期次报送情况")
        .font(Font::Title)
        .size(Size::ER_HAO);
    Document::new("“安全生产月”情况汇总")
        .on(Page::official())
        .size(Size::SAN_HAO)
        .with(Block::title("“安全生产月”情况汇总"))
        .with(Paragraph::new([lead]).align(Align::Center))
        .with(Block::heading(1, "一、基本情况"))
        .with(Paragraph::prose("参加单位共 24 家，已登记联络员 20 家。"))
        .with(Block::heading(1, "二、活动开展情况"))
        .with(Block::heading(2, "（一）宣传教育"))
        .with(told("专题学习：", "学习 12 次，\n参与 340 人次（17 家）。"))
        .with(Paragraph::prose("暂无填报。"))
        .with(Paragraph::default())
        .with(Paragraph::text("附件：各期次报送情况").indent(2))
        .with(Paragraph::default())
        .with(signature("甲局应急保障处"))
        .with(signature("2020年6月18日"))
        .with(Block::PageBreak)
        .with(Paragraph::new([name]).align(Align::Center))
        .with(Table::new([1]).row(["甲".into()]))
        .with(Table::new([1]).caption("各期次报送情况").row(["乙".into()]))
        .with(Chart::new("各时段报送份数", "份", [("第1周", 12)]))
}

/// The draft with one stretch of its text written otherwise.
fn with(old: &str, new: &str) -> Edited {
    let text = text_of(&draft());
    assert!(text.contains(old), "{old}");
    laid_out(&draft(), &text.replacen(old, new, 1))
}

/// The block with these words.
fn block_with(edited: &Edited, words: &str) -> Block {
    let mut blocks = edited.document.blocks.iter();
    let found = blocks.find(|block| words_of(block).contains(words));
    found.expect("every line is in the paper").clone()
}

#[test]
fn the_text_is_the_paper_line_by_line() {
    let lines = [
        "“安全生产月”情况汇总",
        "统计截至：2020年6月18日",
        "一、基本情况",
        "参加单位共 24 家，已登记联络员 20 家。",
        "二、活动开展情况",
        "（一）宣传教育",
        "专题学习：学习 12 次， 参与 340 人次（17 家）。",
        "暂无填报。",
        "",
        "附件：各期次报送情况",
        "",
        "甲局应急保障处",
        "2020年6月18日",
        "〔换页〕",
        "各期次报送情况",
        "〔表：各期次报送情况〕",
        "〔表：各期次报送情况（2）〕",
        "〔图：各时段报送份数〕",
    ];
    let text = text_of(&draft());
    assert_eq!(text.lines().collect::<Vec<_>>(), lines);
    assert!(text.ends_with("数〕\n"), "the last line is ended too");
}

#[test]
fn a_text_that_nobody_touched_is_the_same_paper() {
    let same = Edited {
        document: draft(),
        unknown: Vec::new(),
    };
    let text = text_of(&draft());
    assert_eq!(laid_out(&draft(), &text), same);
    // As other systems and editors leave it.
    let other = format!("\u{feff}\n{}\n\n", text.replace('\n', "  \r\n"));
    assert_eq!(laid_out(&draft(), &other), same);
}

#[test]
fn marks_make_headings_and_a_full_stop_a_paragraph() {
    for (line, block) in [
        ("三、下一步打算", Block::heading(1, "三、下一步打算")),
        ("十二、其他", Block::heading(1, "十二、其他")),
        ("（二）应急演练", Block::heading(2, "（二）应急演练")),
        ("（一）宣传发动", Block::heading(2, "（一）宣传发动")),
        (
            "一、二季度共排查 12 处。",
            Paragraph::prose("一、二季度共排查 12 处。").into(),
        ),
        ("（略）", Paragraph::prose("（略）").into()),
        ("（一", Paragraph::prose("（一").into()),
    ] {
        let edited = with("（一）宣传教育\n", &format!("（一）宣传教育\n{line}\n"));
        assert_eq!(edited.document.blocks[6], block, "{line}");
        assert_eq!(edited.document.blocks.len(), draft().blocks.len() + 1);
    }
    let plain = with("一、基本情况", "基本情况");
    assert_eq!(
        plain.document.blocks[2],
        Paragraph::prose("基本情况").into()
    );
}

#[test]
fn touched_lines_keep_their_look() {
    for (old, new, at, block) in [
        (
            "2020年6月18日\n〔",
            "2020年6月20日\n〔",
            12,
            signature("2020年6月20日"),
        ),
        ("甲局应急保障处", "市安委办", 11, signature("市安委办")),
        (
            "学习 12 次",
            "集中学习 13 次",
            6,
            told("专题学习：", "集中学习 13 次， 参与 340 人次（17 家）。"),
        ),
        (
            "专题学习：学习 12 次",
            "组织学习：学习 12 次",
            6,
            told("组织学习：", "学习 12 次， 参与 340 人次（17 家）。"),
        ),
        (
            "暂无填报。",
            "各单位正在组织。",
            7,
            Paragraph::prose("各单位正在组织。"),
        ),
        (
            "附件：各期",
            "附件：1.各期",
            9,
            Paragraph::text("附件：1.各期次报送情况").indent(2),
        ),
    ] {
        let edited = with(old, new);
        assert_eq!(edited.document.blocks[at], block.into(), "{new}");
    }
    let both = with("甲局应急保障处\n2020年6月18日", "市安委办\n2020年6月19日");
    assert_eq!(both.document.blocks[11], signature("市安委办").into());
    // Prose is never centred because of what stood there.
    let long = "为贯彻落实上级部署要求，各单位高度重视，认真组织，现将有关情况汇总如下，请审阅";
    let intro = with("统计截至：2020年6月18日", long);
    assert_eq!(intro.document.blocks[1], Paragraph::prose(long).into());
}

#[test]
fn the_first_line_is_the_title() {
    for new in ["“安全生产月”工作情况汇总", "一份总结"] {
        let edited = with("“安全生产月”情况汇总", new);
        assert_eq!(edited.document.blocks[0], Block::title(new));
        assert_eq!(edited.document.title, new);
    }
    // Without a title the next line does not become one, and the paper keeps its name.
    let edited = with("“安全生产月”情况汇总\n", "");
    assert_eq!(edited.document.blocks[0], draft().blocks[1]);
    assert_eq!(edited.document.title, draft().title);
}

#[test]
fn tables_and_charts_go_where_their_lines_go() {
    let chart = "〔图：各时段报送份数〕\n";
    let without = with(chart, "").document;
    assert_eq!(without.blocks, draft().blocks[..draft().blocks.len() - 1]);
    let text = text_of(&draft()).replacen(chart, "", 1);
    let text = text.replacen("（一）", &format!("{chart}（一）"), 1);
    let moved = laid_out(&draft(), &text);
    assert!(matches!(moved.document.blocks[5], Block::Chart(_)));
    assert_eq!(moved.unknown, [] as [&str; 0]);
    let split = with("暂无填报。", "〔换页〕\n暂无填报。");
    assert_eq!(split.document.blocks[7], Block::PageBreak);
}

#[test]
fn a_marker_of_nothing_stays_as_a_paragraph_and_is_told() {
    for marker in ["〔表：没有的表〕", "〔图：各时段报送份数（9）〕"] {
        let edited = with("暂无填报。", marker);
        assert_eq!(block_with(&edited, marker), Paragraph::prose(marker).into());
        assert_eq!(edited.unknown, [marker]);
    }
    // Brackets alone make no marker.
    let number = with("暂无填报。", "国发〔2020〕5号");
    assert_eq!(number.unknown, [] as [&str; 0]);
}

#[test]
fn nothing_left_is_an_empty_paper() {
    assert_eq!(laid_out(&draft(), " \n\r\n\t").document.blocks, []);
}

/// What people do to a text.
#[derive(Debug, Clone)]
enum Edit {
    Delete(prop::sample::Index),
    Insert(prop::sample::Index, String),
    Replace(prop::sample::Index, String),
    Move(prop::sample::Index, prop::sample::Index),
}

fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        "[一二十（）、。：〔〕表图 a-z0-9学习]{0,40}",
        Just("〔换页〕".to_owned()),
        Just("〔表：各期次报送情况〕".to_owned()),
        Just("（二）应急演练".to_owned()),
    ]
}

fn edit() -> impl Strategy<Value = Edit> {
    let at = any::<prop::sample::Index>;
    prop_oneof![
        at().prop_map(Edit::Delete),
        (at(), line()).prop_map(|(at, line)| Edit::Insert(at, line)),
        (at(), line()).prop_map(|(at, line)| Edit::Replace(at, line)),
        (at(), at()).prop_map(|(from, to)| Edit::Move(from, to)),
    ]
}

fn done(edits: &[Edit]) -> Vec<String> {
    let text = text_of(&draft());
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for edit in edits {
        if lines.is_empty() {
            break;
        }
        let count = lines.len();
        match edit {
            Edit::Delete(at) => drop(lines.remove(at.index(count))),
            Edit::Insert(at, line) => lines.insert(at.index(count), line.clone()),
            Edit::Replace(at, line) => lines[at.index(count)].clone_from(line),
            Edit::Move(from, to) => {
                let line = lines.remove(from.index(count));
                lines.insert(to.index(count), line);
            }
        }
    }
    lines
}

proptest! {
    /// Whatever is done to a text, its lines are in the paper in their order, and tables stand where their lines do.
    #[test]
    fn nothing_that_was_typed_is_lost(edits in prop::collection::vec(edit(), 0..12)) {
        let typed = done(&edits).join("\n");
        let edited = laid_out(&draft(), &typed);
        let draft = draft();
        let known = lines(&draft);
        let shown = edited.document.blocks.iter().map(|block| match words(block) {
            Some(text) => one_line(&text),
            None => {
                let same = known.iter().find(|line| line.block == block);
                same.expect("made of nothing").text.clone()
            }
        });
        let shown: Vec<String> = shown.collect();
        prop_assert_eq!(shown, typed_lines(&typed));
    }
}
