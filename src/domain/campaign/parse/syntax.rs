//! TOML's own syntax: from text to a tree, going on after an error, with the parser's English turned into words that
//! tell a Chinese reader what to write. What the tree means is read elsewhere.

use std::collections::BTreeSet;

use toml::Spanned;
use toml::de::{DeTable, Error};

use super::diagnostic::{Diagnostic, Lines};
use crate::domain::problem::Severity;
use crate::text::digits::fold_char;

/// The tree, as far as it could be read, and every error of syntax.
pub(super) fn parse<'s>(lines: &Lines<'s>) -> (Spanned<DeTable<'s>>, Vec<Diagnostic>) {
    let (tree, errors) = DeTable::parse_recoverable(lines.source);
    let mut diagnostics = Vec::new();
    let mut torn = BTreeSet::new();
    for error in &errors {
        let diagnostic = describe(lines, error);
        // One slip of the pen makes the parser stumble several times on the same line.
        if torn.insert(diagnostic.line) {
            diagnostics.push(diagnostic);
        }
    }
    (tree, diagnostics)
}

/// Beginnings of the parser's messages, and what they mean to the writer of the file.
const WORDS: [(&str, &str, Option<&str>); 20] = [
    (
        "duplicate key",
        "这个键前面已经写过",
        Some("删去其中一处；并列的多项用 [[…]] 分别写"),
    ),
    (
        "cannot extend",
        "这个键前面已经有别的值，不能再往下分",
        Some("删去其中一处"),
    ),
    (
        "unclosed array table",
        "标题缺少右括号",
        Some("成对写 [[ 和 ]]"),
    ),
    ("unclosed table", "标题缺少右括号", Some("成对写 [ 和 ]")),
    ("unclosed array", "列表缺少右括号 ]", None),
    ("unclosed inline table", "缺少右花括号 }", None),
    (
        "key with no value",
        "键后面缺少 = 和值",
        Some("写成 键 = \"值\""),
    ),
    (
        "missing value",
        "= 后面缺少值",
        Some("文字要加半角引号：键 = \"值\""),
    ),
    ("extra `=`", "多了一个 =", None),
    ("extra comma", "多了一个逗号", None),
    ("missing comma", "两项之间缺少逗号", None),
    ("missing key", "缺少键的名字", Some("写成 键 = \"值\"")),
    ("missing assignment", "键后面缺少 =", None),
    (
        "string values must be quoted",
        "文字要加引号",
        Some("用半角引号把文字括起来：\"…\""),
    ),
    (
        "invalid date",
        "日期不对",
        Some("日期写成 2020-06-01，并且要有这一天"),
    ),
    ("invalid time", "时间不对", Some("时间写成 17:00:00")),
    ("unexpected leading zero", "数字前面不能有 0", None),
    (
        "invalid escape",
        "反斜杠后面的写法不对",
        Some("反斜杠本身写成 \\\\"),
    ),
    ("recursion limit", "括号套得太深", None),
    (
        "unexpected key or value",
        "这一行的后面多了内容",
        Some("一行只写一个 键 = 值；注释前面加 #"),
    ),
];

fn describe(lines: &Lines<'_>, error: &Error) -> Diagnostic {
    let source = lines.source;
    let span = error.span().unwrap_or(source.len()..source.len());
    // Where nothing stands at all the parser still asks for quotes.
    let is_empty = source
        .get(span.clone())
        .is_some_and(|marked| marked.trim().is_empty());
    let message = match error.message() {
        quoted if quoted.starts_with("string values must be quoted") && is_empty => "missing value",
        message => message,
    };
    let known = WORDS
        .iter()
        .find(|(beginning, _, _)| message.starts_with(beginning));
    let (message, suggestion) = match known {
        Some((_, message, suggestion)) => ((*message).to_owned(), suggestion.map(str::to_owned)),
        None if error.message().contains("string") => {
            let hint = "一行文字用 \"…\"，几段文字用 \"\"\" 起止；引号用半角";
            ("文字没有正确地用引号起止".to_owned(), Some(hint.to_owned()))
        }
        None => (format!("不合 TOML 的写法（{}）", error.message()), None),
    };
    let suggestion = full_width_sign(source, span.start).or(suggestion);
    lines.place(span, Severity::Error, message, suggestion)
}

/// The commonest slip: a sign typed with a Chinese input method where TOML wants the half-width one.
fn full_width_sign(source: &str, at: usize) -> Option<String> {
    let before = source.get(..at)?;
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = source[line_start..].lines().next()?;
    let outside_quotes = line.split('"').step_by(2).collect::<String>();
    let half = |c: char| match c {
        '“' | '”' => Some('"'),
        '‘' | '’' => Some('\''),
        '【' => Some('['),
        '】' => Some(']'),
        '＝' | '，' | '｛' | '｝' | '［' | '］' | '＂' | '＃' => Some(fold_char(c)),
        _ => None,
    };
    let (full, half) = outside_quotes.chars().find_map(|c| Some((c, half(c)?)))?;
    Some(format!("把全角的 {full} 换成半角的 {half}"))
}

#[cfg(test)]
mod tests {
    //! Errors of the file's syntax.

    use super::*;

    fn first(source: &str) -> Diagnostic {
        let (_, diagnostics) = parse(&Lines::new(source));
        assert_eq!(diagnostics.len(), 1, "{diagnostics:?}");
        diagnostics.into_iter().next().expect("just counted")
    }

    #[test]
    fn errors_are_told_in_chinese() {
        for (source, message) in [
            ("a = 1\na = 2\n", "这个键前面已经写过"),
            ("[a\n", "标题缺少右括号"),
            ("[[a]\n", "标题缺少右括号"),
            ("a = [1, 2\n", "列表缺少右括号 ]"),
            ("a = { b = 1\n", "缺少右花括号 }"),
            ("a\n", "键后面缺少 = 和值"),
            ("a =\n", "= 后面缺少值"),
            ("a = 甲\n", "文字要加引号"),
            ("a = \"甲\n", "文字没有正确地用引号起止"),
            ("a = 2020-06-31\n", "日期不对"),
            ("a = 1 b = 2\n", "这一行的后面多了内容"),
        ] {
            assert_eq!(first(source).message, message, "{source}");
        }
    }

    #[test]
    fn a_full_width_sign_is_pointed_out() {
        for (source, sign) in [("a ＝ 1\n", "="), ("a = “甲”\n", "\""), ("【a]\n", "[")] {
            let suggestion = first(source).suggestion.expect("there is a suggestion");
            assert!(suggestion.ends_with(sign), "{source}: {suggestion}");
        }
    }

    #[test]
    fn reading_goes_on_after_an_error() {
        let (tree, diagnostics) = parse(&Lines::new("a = \nb = 2\nc = \nd = 4\n"));
        assert_eq!(
            diagnostics.iter().map(|d| d.line).collect::<Vec<_>>(),
            [1, 3]
        );
        assert!(tree.get_ref().contains_key("d"));
    }
}
