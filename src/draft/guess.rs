//! What a blank takes, told by the words around it: a count, a decimal, words, yes or no, a day; and how it is counted
//! where the words behind do not say so. Where nothing tells for certain, the guess says what to ask.

use super::blank::{Blank, Shape};
use crate::domain::campaign::known_measure;

/// What a figure is drafted as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Guess {
    pub(super) kind: Kind,
    /// The measure word, where it does not stand behind the blank.
    pub(super) measure: Option<String>,
    /// What a person should look at.
    pub(super) question: Option<&'static str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Count,
    /// With so many digits behind the point.
    Decimal(u8),
    /// A share in percent, which no sum of shares is.
    Share,
    Text,
    YesNo,
    Date,
}

/// Before a blank that takes words, directly or before 为, 是, 有, ：.
const WORDY: [&str; 30] = [
    "名称",
    "题目",
    "主题",
    "题为",
    "形式",
    "方式",
    "内容",
    "情况",
    "地点",
    "说明",
    "备注",
    "原因",
    "单位",
    "姓名",
    "部门",
    "措施",
    "做法",
    "名单",
    "平台",
    "媒体",
    "分别",
    "包括",
    "例如",
    "问题",
    "标题",
    "代表",
    "人员",
    "负责人",
    "如",
    "即",
];
/// Behind a blank that takes words: 以（）等形式, 开展（）活动.
const WORDY_BEHIND: [&str; 8] = [
    "等",
    "形式",
    "方式",
    "活动",
    "为主题",
    "主题",
    "为题",
    "话题",
];
/// Before a blank that takes a number though no measure word stands behind it, and what is counted.
const COUNTED: [(&str, &str); 14] = [
    ("人次", "人次"),
    ("场次", "场次"),
    ("人数", "人"),
    ("次数", "次"),
    ("场数", "场"),
    ("个数", "个"),
    ("户数", "户"),
    ("家数", "家"),
    ("件数", "件"),
    ("篇数", "篇"),
    ("条数", "条"),
    ("份数", "份"),
    ("数量", ""),
    ("总数", ""),
];
/// Measure words of what may come in parts.
const DIVISIBLE: [&str; 9] = [
    "亿元",
    "万元",
    "元",
    "公里",
    "千米",
    "平方米",
    "亩",
    "吨",
    "公斤",
];
/// A blank this wide and without any other sign is for words.
const WIDE: usize = 10;

const NO_MEASURE: &str = "这个空格后面没有量词，按整数处理；如果填的是文字，请写成 kind = \"text\"";
const WORDS_BEHIND: &str = "这个空格按文字处理，因为后面没有量词；如果填的是数，请删去 kind 这一行";
const WIDE_BLANK: &str = "这个空格很宽，按文字处理；如果填的是数，请删去 kind 这一行";
const MONEY: &str = "按两位小数处理；如果只填整数，请删去 kind 和 scale 两行";
const SHARE: &str = "百分数不能相加，汇总时取的是最近一次的数；可以的话，请改报分子和分母";

/// `before` and `behind` are the words up to the blanks on both sides; empty where there are none.
pub(super) fn guess(before: &str, blank: Blank, behind: &str) -> Guess {
    match blank.shape {
        Shape::Day => return plain(Kind::Date),
        Shape::YesNo => return plain(Kind::YesNo),
        Shape::Bracket | Shape::Line | Shape::Gap | Shape::Cell => {}
    }
    let behind = behind
        .trim_start()
        .trim_start_matches(|c| CLOSING.contains(c))
        .trim_start();
    let measure = known_measure(behind);
    if !measure.is_empty() {
        return counted_in(measure);
    }
    if behind.starts_with('％') {
        return Guess {
            measure: Some("%".to_owned()),
            ..asked(Kind::Share, SHARE)
        };
    }
    let before = before.trim_end().trim_end_matches(|c| OPENING.contains(c));
    if let Some(name) = name_of_number(before) {
        return Guess {
            measure: Some(name.to_owned()),
            ..plain(Kind::Count)
        };
    }
    let stem = before.trim_end_matches(['为', '是', '有', '达', '：', ':', ' ', '　']);
    if stem.ends_with('率') || stem.ends_with("比例") {
        return Guess {
            measure: Some("%".to_owned()),
            ..asked(Kind::Share, SHARE)
        };
    }
    if WORDY.iter().any(|word| stem.ends_with(word)) {
        return plain(Kind::Text);
    }
    if WORDY_BEHIND.iter().any(|word| behind.starts_with(word)) {
        return plain(Kind::Text);
    }
    match behind.chars().next() {
        Some(c) if c.is_alphabetic() => asked(Kind::Text, WORDS_BEHIND),
        _ if blank.columns >= WIDE => asked(Kind::Text, WIDE_BLANK),
        _ => asked(Kind::Count, NO_MEASURE),
    }
}

const OPENING: &str = "（(〔[［【｛{“《「";
const CLOSING: &str = "）)〕]］】｝}”》」";

fn plain(kind: Kind) -> Guess {
    Guess {
        kind,
        measure: None,
        question: None,
    }
}

fn asked(kind: Kind, question: &'static str) -> Guess {
    Guess {
        question: Some(question),
        ..plain(kind)
    }
}

/// A number of these.
fn counted_in(measure: &str) -> Guess {
    match measure {
        "%" => asked(Kind::Share, SHARE),
        measure if DIVISIBLE.contains(&measure) => asked(Kind::Decimal(2), MONEY),
        _ => plain(Kind::Count),
    }
}

/// What a heading or a name such as 参与人数 counts: 人.
fn name_of_number(name: &str) -> Option<&'static str> {
    let stem = name.trim_end_matches(['为', '共', '达', '约', '计', '有', '：', ':', ' ', '　']);
    let counted = COUNTED.iter().find(|(word, _)| stem.ends_with(word));
    counted.map(|(_, measure)| *measure)
}

/// What a cell of its own takes, by the headings it stands under and beside, and by the unit that its row names.
pub(super) fn guess_cell(name: &str, unit: &str) -> Guess {
    let in_brackets = name
        .trim_end()
        .strip_suffix([')', '）'])
        .and_then(|open| open.rsplit_once(['(', '（']))
        .map(|(_, inside)| inside.trim());
    for word in [Some(unit.trim()), in_brackets].into_iter().flatten() {
        let measure = known_measure(word);
        if !measure.is_empty() && measure.len() == word.len() {
            return Guess {
                measure: Some(measure.to_owned()),
                ..counted_in(measure)
            };
        }
    }
    let blank = Blank {
        shape: Shape::Cell,
        columns: 0,
    };
    let guess = guess(name, blank, "");
    match guess.kind {
        Kind::Count if name.ends_with("日期") || name.ends_with("时间") => plain(Kind::Date),
        _ => guess,
    }
}

#[cfg(test)]
mod tests {
    //! What a blank takes, told by the words around it.

    use super::*;

    fn bracket(columns: usize) -> Blank {
        Blank {
            shape: Shape::Bracket,
            columns,
        }
    }

    #[test]
    fn the_words_around_a_blank_tell_what_it_takes() {
        for (before, behind, columns, kind, measure, asks) in [
            ("专题学习（", "）次，", 4, Kind::Count, None, false),
            ("参与人数（", "）。", 3, Kind::Count, Some("人"), false),
            ("大讨论（", "）。", 3, Kind::Count, None, true),
            ("以（", "）等形式启动", 4, Kind::Text, None, false),
            ("创新开展（", "）活动", 11, Kind::Text, None, false),
            ("征文题目为（", "），", 4, Kind::Text, None, false),
            ("分别是", "。", 8, Kind::Text, None, false),
            ("经验做法（", "）", 14, Kind::Text, None, false),
            ("其他（", "）", 14, Kind::Text, None, true),
            ("投入资金（", "）万元", 4, Kind::Decimal(2), None, true),
            ("整改率（", "）%", 4, Kind::Share, None, true),
            ("整改率（", "）％", 4, Kind::Share, Some("%"), true),
            ("整改率为（", "）。", 4, Kind::Share, Some("%"), true),
            ("由（", "）部门负责", 4, Kind::Text, None, true),
        ] {
            let found = guess(before, bracket(columns), behind);
            assert_eq!(found.kind, kind, "{before}{behind}");
            assert_eq!(found.measure.as_deref(), measure, "{before}{behind}");
            assert_eq!(found.question.is_some(), asks, "{before}{behind}");
        }
    }

    #[test]
    fn a_cell_takes_what_its_headings_say() {
        for (name, unit, kind, measure) in [
            ("开展宣讲", "场次", Kind::Count, Some("场次")),
            ("参加人数", "", Kind::Count, Some("人")),
            ("投入（万元）", "", Kind::Decimal(2), Some("万元")),
            ("活动名称", "", Kind::Text, None),
            ("完成时间", "", Kind::Date, None),
            ("隐患整改率", "", Kind::Share, Some("%")),
            ("演练", "", Kind::Count, None),
        ] {
            let found = guess_cell(name, unit);
            assert_eq!(
                (found.kind, found.measure.as_deref()),
                (kind, measure),
                "{name}"
            );
        }
    }
}
