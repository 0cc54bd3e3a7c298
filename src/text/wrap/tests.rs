//! Lines broken as Chinese is set.

use super::*;
use proptest::prelude::*;

fn texts(text: &str, width: usize) -> Vec<&str> {
    wrap(text, width)
        .iter()
        .map(|line| line.text(text))
        .collect()
}

#[test]
fn breaks_as_chinese_is_set() {
    for (text, width, lines) in [
        ("", 10, vec![""]),
        ("安全生产", 8, vec!["安全生产"]),
        ("安全生产月", 8, vec!["安全生产", "月"]),
        // A closing mark takes its character with it; an opening one goes to the next line.
        ("安全生产，活动", 8, vec!["安全生", "产，活动"]),
        ("安全生（产）", 8, vec!["安全生", "（产）"]),
        (
            "组织“大讨论”（3）次。",
            10,
            vec!["组织“大讨", "论”（3）", "次。"],
        ),
        ("《安全》、《生产》", 8, vec!["《安", "全》、", "《生产》"]),
        // Words and numbers stay whole while they fit.
        ("参与12345人次", 8, vec!["参与", "12345人", "次"]),
        ("全景360度VR体验馆", 9, vec!["全景360度", "VR体验馆"]),
        ("共１２３４人", 8, vec!["共", "１２３４", "人"]),
        ("hello wide world", 10, vec!["hello wide", "world"]),
        ("abcdefghij", 4, vec!["abcd", "efgh", "ij"]),
        ("安abcdefgh", 6, vec!["安", "abcdef", "gh"]),
        ("1,234.5万元", 8, vec!["1,234.5", "万元"]),
        // Pairs are not torn.
        ("安全——生产", 5, vec!["安全", "——生", "产"]),
        ("安全生……", 7, vec!["安全生", "……"]),
        // Spaces hang over the end; the blank between brackets goes with them.
        ("安全  生产", 5, vec!["安全", "生产"]),
        ("参与（    ）人次", 8, vec!["参与", "（    ）", "人次"]),
        ("　　安全生产", 8, vec!["　　安全", "生产"]),
        // Line breaks of every kind, blank lines kept, none added at the end.
        ("一\n二\r\n\n三\n", 8, vec!["一", "二", "", "三"]),
        // Narrower than any glyph: one glyph a line, never an endless loop.
        ("安全", 1, vec!["安", "全"]),
        ("ab", 0, vec!["a", "b"]),
        ("（安）", 2, vec!["（", "安", "）"]),
        // A space that carries a mark shows something: it neither hangs nor vanishes.
        ("安 \u{301}", 2, vec!["安", " \u{301}"]),
    ] {
        assert_eq!(texts(text, width), lines, "{text:?} in {width}");
    }
}

#[test]
fn closing_marks_that_cannot_fit_break_where_they_must() {
    // One unit of eight columns, and no legal place in six: it breaks where the line is full.
    assert_eq!(texts("《安》、", 6), ["《安》", "、"]);
    assert_eq!(texts("。。。。", 4), ["。。", "。。"]);
}

#[test]
fn indents_are_kept_or_trimmed() {
    let text = "　　安全\n  生产";
    let lines = Wrap {
        width: 10,
        indent: Indent::Trim,
        ..Wrap::default()
    }
    .lines(text);
    assert_eq!(
        lines.iter().map(|line| line.text(text)).collect::<Vec<_>>(),
        ["安全", "生产"]
    );
    assert_eq!(
        lines.iter().map(|line| line.columns).collect::<Vec<_>>(),
        [4, 4]
    );
    assert_eq!(texts(text, 10), ["　　安全", "  生产"]);
}

#[test]
fn ranges_kept_whole_move_together() {
    let text = "开展 x 活动（  12  ）场";
    let blank = text.find("  12").expect("in the text")..text.find("）").expect("in the text");
    let lines = Wrap {
        width: 12,
        whole: std::slice::from_ref(&blank),
        ..Wrap::default()
    }
    .lines(text);
    assert_eq!(
        lines.iter().map(|line| line.text(text)).collect::<Vec<_>>(),
        ["开展 x 活动", "（  12  ）场"]
    );

    // A blank's spaces are content even at the end of a line, and a long answer is cut only where it must be.
    let text = "以（讲座 讲座 讲座  ）等";
    let blank = text.find('讲').expect("in the text")..text.find("）").expect("in the text");
    let lines = Wrap {
        width: 12,
        whole: std::slice::from_ref(&blank),
        ..Wrap::default()
    }
    .lines(text);
    let shown: Vec<_> = lines.iter().map(|line| line.text(text)).collect();
    assert_eq!(shown, ["以", "（讲座 讲座 ", "讲座  ）等"]);
}

#[test]
fn positions_are_found_again() {
    let text = "安全生产，活动\n次";
    let lines = wrap(text, 8);
    let at = |needle: &str| position(text, &lines, text.find(needle).expect("in the text"));
    assert_eq!(at("安"), (0, 0));
    assert_eq!(at("生"), (0, 4));
    assert_eq!(
        at("产"),
        (1, 0),
        "a position between two lines is the later one's start"
    );
    assert_eq!(at("活"), (1, 4));
    assert_eq!(at("\n"), (1, 8));
    assert_eq!(at("次"), (2, 0));
    assert_eq!(position(text, &lines, text.len()), (2, 2));
}

const MIXED: &str = "([一-龥]|[，。、；）”》]|[（“《]|[ 　]|[a-z0-9]{1,6}|—|…|\n|\r\n|👩\u{200D}🚒|e\u{301}|\u{200B}|\\PC){0,40}";

#[test]
fn a_balanced_text_leaves_no_lone_character() {
    let shown = |text: &'static str, columns| {
        let lines = balanced(text, columns);
        lines.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(shown("一二三四五六七八九", 16), ["一二三四五", "六七八九"]);
    assert_eq!(shown("一二三四", 16), ["一二三四"]);
    assert_eq!(
        shown("某市“安全生产月”活动台账", 20),
        ["某市“安全生产月”", "活动台账"]
    );
    assert_eq!(
        shown("2020年姑苏区民卫系统“安全生产月”活动情况汇总", 38),
        ["2020年姑苏区民卫系统", "“安全生产月”活动情况汇总"]
    );
    assert_eq!(
        shown("甲乙丙“一二三四五六七八九十”的", 26),
        ["甲乙丙", "“一二三四五六七八九十”的"]
    );
    assert_eq!(
        shown("“一二三四五六七八九十”", 16),
        ["“一二三四五", "六七八九十”"]
    );
}

proptest! {
    #[test]
    fn every_byte_is_in_exactly_one_line(text in MIXED, width in 0usize..30, trim: bool) {
        let indent = if trim { Indent::Trim } else { Indent::Keep };
        let lines = Wrap { width, indent, ..Wrap::default() }.lines(&text);
        let mut end = 0;
        for line in &lines {
            prop_assert_eq!(line.source.start, end);
            prop_assert!(line.source.start <= line.shown.start && line.shown.start <= line.shown.end);
            prop_assert!(line.shown.end <= line.source.end);
            end = line.source.end;
        }
        prop_assert_eq!(end, text.len());
    }

    #[test]
    fn no_line_is_too_wide_and_what_is_not_drawn_is_blank(text in MIXED, columns in 1usize..30) {
        for line in wrap(&text, columns) {
            let shown = line.text(&text);
            prop_assert_eq!(line.columns, width(shown));
            prop_assert!(line.columns <= columns || shown.graphemes(true).count() == 1, "{:?}", shown);
            let hidden = [&text[line.source.start..line.shown.start], &text[line.shown.end..line.source.end]].concat();
            prop_assert!(hidden.chars().all(|c| c.is_whitespace() || c == '\u{200B}'), "{:?}", hidden);
        }
    }

    #[test]
    fn no_line_begins_or_ends_against_the_rules(text in "([一-龥]{2}[，。；、）”》]?|[（“《][一-龥]|[0-9]{1,4}){0,30}", width in 10usize..30) {
        // In such text no unit is wider than ten columns unless opening marks pile up, which these do not.
        let lines = wrap(&text, width);
        for line in &lines[1..] {
            prop_assert!(!line.text(&text).starts_with(['，', '。', '；', '、', '）', '”', '》']), "{:?}", lines);
        }
        for line in &lines[..lines.len() - 1] {
            prop_assert!(!line.text(&text).ends_with(['（', '“', '《']), "{:?}", lines);
        }
    }

    #[test]
    fn ranges_that_fit_are_never_torn(before in "[一-龥，]{0,20}", blank in "[0-9 一-龥]{1,5}", after in "[一-龥，]{0,20}", columns in 10usize..30) {
        let text = format!("{before}{blank}{after}");
        let blank = before.len()..before.len() + blank.len();
        let lines = Wrap { width: columns, whole: std::slice::from_ref(&blank), ..Wrap::default() }.lines(&text);
        let holders = lines.iter().filter(|line| line.source.start < blank.end && blank.start < line.source.end);
        prop_assert_eq!(holders.count(), 1);
    }

    #[test]
    fn positions_never_go_back(text in MIXED, columns in 1usize..30) {
        let lines = wrap(&text, columns);
        let mut last = (0, 0);
        for at in text.char_indices().map(|(at, _)| at).chain([text.len()]) {
            let here = position(&text, &lines, at);
            prop_assert!(here.0 > last.0 || here >= last, "{} after {:?}", at, last);
            last = here;
        }
    }
}
