//! What the rest of a sentence says of the numbers in it: that they are planned, another week's, an average, that nothing came of
//! it all; and two numbers written into one blank.

use super::{Placed, Side};
use crate::domain::figure::Value;
use crate::intake::anchor::pattern::Pattern;
use crate::intake::anchor::token::Chunk;
use crate::intake::reading::State;

/// Words that, put before a number, change what it counts.
const TURNING: [&str; 34] = [
    "未",
    "没有",
    "拟",
    "计划",
    "预计",
    "去年",
    "上年",
    "上月",
    "上周",
    "上期",
    "月份",
    "其中",
    "同比",
    "目标",
    "不含",
    "除",
    "应到",
    "每次",
    "每场",
    "每天",
    "每日",
    "每周",
    "每月",
    "每人",
    "人均",
    "平均",
    "次均",
    "场均",
    "不少于",
    "不足",
    "不到",
    "至少",
    "至多",
    "最多",
];
/// Words anywhere in a sentence by which nothing in it has taken place.
const CALLED_OFF: [&str; 5] = ["取消", "未开展", "未举办", "推迟", "延期"];

/// A word of the text before the blank that changes what the number counts, or one of its sentence that takes it back and is
/// not the paper's own.
pub(super) fn turning(
    before: &Side,
    sentence: &str,
    pattern: &Pattern<'_>,
) -> Option<&'static str> {
    if !before.extra.is_empty() {
        let turns = TURNING.into_iter().find(|word| before.extra.contains(word));
        if turns.is_some() {
            return turns;
        }
    }
    let mut ends = CALLED_OFF
        .into_iter()
        .filter(|word| sentence.contains(word));
    ends.find(|word| !pattern.words().contains(word))
}

/// Numbers of which two stand in one blank, the next of the sentence being empty: `（2，120）场，参与（ ）人次`. Either may be
/// meant.
pub(super) fn part_joined(reads: &mut [Placed], chunk: &Chunk) {
    for at in 1..reads.len() {
        let (first, next) = (&reads[at - 1], &reads[at]);
        let is_number = matches!(
            first.read.state,
            State::Value(Value::Number(_)) | State::Problem(_)
        );
        let is_beside =
            next.read.state == State::Blank && first.read.sentence == next.read.sentence;
        let text = first.inside.map(|(from, to)| chunk.slice(from, to).trim());
        let Some(text) = text.filter(|text| is_number && is_beside && are_two(text)) else {
            continue;
        };
        let message = format!("“{text}”像是把两个数写在了一个空里，后一个空没有填，请核对这两个空");
        for place in &mut reads[at - 1..=at] {
            place.is_certain = false;
            place.read.confidence = 0;
            place.read.approximate = false;
            place.read.state = State::Problem(message.clone());
        }
    }
}

/// Whether something stands between digits that may part two numbers; a comma of western typing parts thousands.
fn are_two(text: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let parts = text.split(|c: char| c.is_whitespace() || "，、/".contains(c));
    let parts = parts.filter(|part| !part.is_empty());
    parts.clone().count() == 2 && parts.into_iter().all(|part| part.chars().all(is_digit))
}
