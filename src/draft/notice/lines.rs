//! The lines of a notice as its paragraphs: what a converter broke at the paper's edge is joined again, marks of other
//! formats are taken off, and the forms behind the notice are left out.

use crate::draft::heading::annex;
use crate::intake::page::{Page, Part};
use crate::text::sanitize::for_storage_line;

/// A line shorter than this was not broken at the paper's edge.
const BROKEN: usize = 30;

/// The paragraphs, without empty ones.
pub(super) fn of(page: &Page) -> Vec<String> {
    let lines = page.lines.iter().filter(|line| line.part == Part::Body);
    let mut paragraphs: Vec<String> = Vec::new();
    for line in lines {
        let text = unmarked(&for_storage_line(&line.text));
        if text.is_empty() {
            continue;
        }
        // What follows are the forms themselves. A title may not have come yet where the file begins with them.
        if annex(&text).is_some() && paragraphs.len() > 3 {
            break;
        }
        match paragraphs.last_mut().filter(|last| is_broken(last, &text)) {
            Some(last) => last.push_str(&text),
            None => paragraphs.push(text),
        }
    }
    paragraphs
}

/// A line without the marks of Markdown, of converters, and of web pages.
fn unmarked(line: &str) -> String {
    let mut text = line.trim().replace("**", "");
    if let Some(rest) = text.strip_prefix("[bookmark:") {
        text = rest.split_once(']').map_or("", |(_, rest)| rest).to_owned();
    }
    let text = text.trim_start_matches(['#', '>']).trim();
    let text = text.strip_prefix("<p>").unwrap_or(text);
    let text = text.strip_suffix("</p>").unwrap_or(text);
    match text.chars().all(|c| c == '-') {
        true => String::new(),
        false => text.trim().to_owned(),
    }
}

/// Whether a paragraph goes on in the next line.
fn is_broken(last: &str, next: &str) -> bool {
    const ENDS: [char; 16] = [
        '。', '；', '：', '！', '？', '”', '》', '〕', '）', '.', ':', ';', '号', '*', '日', '>',
    ];
    // The lines of a notice's head are short of a full stop and whole all the same.
    const HEAD: [&str; 7] = ["通知", "方案", "意见", "办法", "文件", "办公室", "委员会"];
    let ends = last.ends_with(ENDS) || HEAD.iter().any(|word| last.ends_with(word));
    let addresses = next.ends_with(['：', ':']) && next.contains('各');
    last.chars().count() >= BROKEN && !ends && !addresses && !begins_anew(next)
}

/// Whether a line begins a paragraph: 一、 （一） 1. 附件.
fn begins_anew(line: &str) -> bool {
    let mut chars = line.chars();
    let first = chars.next().unwrap_or(' ');
    let second = chars.next().unwrap_or(' ');
    let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    matches!(first, '（' | '(' | '“' | '《' | '附' | '第') && (is_number(second) || second == '件')
        || is_number(first) && matches!(second, '、' | '.' | '．' | '十')
}

#[cfg(test)]
mod tests {
    //! Which lines are the notice's own.

    use super::*;
    use crate::intake::page::Line;

    #[test]
    fn paragraphs_are_whole_and_forms_are_left_out() {
        let line = |text: &str| Line {
            text: text.to_owned(),
            part: Part::Body,
            origin: None,
        };
        let long = "一".repeat(BROKEN);
        let page = Page {
            lines: [
                "# 某办公室",
                "",
                "[bookmark: _Hlk1]",
                "**通知**",
                &long,
                "",
                "接着说。",
                "（一）另起",
                "附件2：",
                "统计表",
            ]
            .map(line)
            .to_vec(),
            ..Page::default()
        };
        assert_eq!(
            of(&page),
            ["某办公室", "通知", &format!("{long}接着说。"), "（一）另起"]
        );
    }
}
