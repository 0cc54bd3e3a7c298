//! Every deadline that a notice names: 6月4日前, 每周四12:00前, 每月25日前, 每季度, 11月底前. Each with its own words, so that a
//! person can check it. What is to be sent in by then is told by `object`.

mod phrase;

use chrono::{NaiveTime, Weekday};

use super::scan::{Day, Folded};
use phrase::Phrase;

/// One deadline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::draft) struct Deadline {
    pub(in crate::draft) when: When,
    pub(in crate::draft) clock: Option<NaiveTime>,
    /// The words that belong to it: 7月1日前报送总结报告.
    pub(in crate::draft) clause: String,
    /// What stands in the clause before the deadline, and behind it.
    pub(in crate::draft) before: String,
    pub(in crate::draft) behind: String,
    /// Whether the clause says that something is to be sent in.
    pub(in crate::draft) reports: bool,
    /// Whether it is a deadline for certain; if not it is only offered.
    pub(in crate::draft) is_certain: bool,
    /// What a person should look at.
    pub(in crate::draft) question: Option<&'static str>,
}

/// When something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::draft) enum When {
    Once(Day),
    Daily,
    Weekly(Weekday),
    /// On that day of the month; 31 is the last.
    Monthly(u32),
    /// In the first to third month of the quarter, on that day.
    Quarterly(u32, u32),
}

/// Words that say that something is to be sent in.
const REPORTS: [&str; 24] = [
    "报送",
    "上报",
    "填报",
    "提交",
    "上传",
    "反馈",
    "送交",
    "报至",
    "报到",
    "报给",
    "发送",
    "寄送",
    "报我",
    "报市",
    "报区",
    "报县",
    "报局",
    "报省",
    "报备",
    "报备案",
    "交至",
    "送至",
    "发至",
    "零报告",
];
/// Words of what is done again and again and may be worth a record.
const RECORDED: [&str; 6] = ["记录", "检查", "排查", "通报", "调度", "汇总"];

/// Every deadline of the lines, in their order.
pub(super) fn find(lines: &[String]) -> Vec<Deadline> {
    let sentences = lines
        .iter()
        .flat_map(|line| line.split_inclusive(['。', '；', ';', '！', '？', '\n']));
    let mut found: Vec<Deadline> = Vec::new();
    for deadline in sentences.flat_map(of_sentence) {
        let is_known =
            |known: &Deadline| known.clause == deadline.clause && known.when == deadline.when;
        if !found.iter().any(is_known) {
            found.push(deadline);
        }
    }
    found
}

/// Whether a text says that something is to be sent in.
pub(super) fn reports(text: &str) -> bool {
    verb(text).is_some()
}

/// Where the first such word stands, and how long it is.
pub(super) fn verb(text: &str) -> Option<(usize, usize)> {
    let places = REPORTS
        .iter()
        .filter_map(|verb| text.find(verb).map(|at| (at, verb.len())));
    places.min_by_key(|(at, length)| (*at, std::cmp::Reverse(*length)))
}

fn of_sentence(sentence: &str) -> Vec<Deadline> {
    let folded = Folded::new(sentence);
    let mut phrases: Vec<(usize, usize, Phrase)> = Vec::new();
    let mut at = 0;
    while at < folded.chars.len() {
        match phrase::read(&folded, at) {
            Some((end, phrase)) => {
                phrases.push((at, end, phrase));
                at = end;
            }
            None => at += 1,
        }
    }
    let begins: Vec<usize> = (0..phrases.len())
        .map(|index| match index.checked_sub(1) {
            None => 0,
            Some(before) => clause_begin(&folded, phrases[before].1, phrases[index].0),
        })
        .collect();
    let clauses = phrases
        .iter()
        .enumerate()
        .filter_map(|(index, (from, to, phrase))| {
            let begin = begins[index];
            let end = begins.get(index + 1).copied().unwrap_or(folded.chars.len());
            deadline(sentence, &folded, (begin, *from, *to, end), phrase)
        });
    clauses.collect()
}

/// Where the clause of a deadline begins: behind the last comma since the one before.
fn clause_begin(folded: &Folded, from: usize, to: usize) -> usize {
    let between = &folded.chars[from..to];
    let comma = between.iter().rposition(|c| matches!(c, ',' | ':' | '、'));
    comma.map_or(to, |at| from + at + 1)
}

fn deadline(
    sentence: &str,
    folded: &Folded,
    (begin, from, to, end): (usize, usize, usize, usize),
    phrase: &Phrase,
) -> Option<Deadline> {
    let clause = folded.words(sentence, begin, end);
    let clause = clause
        .trim_end_matches(['。', '；', ';', '，', '、', '：', ':', '\n'])
        .trim();
    let reports = reports(clause);
    let is_certain = match phrase.when {
        When::Once(_) => true,
        When::Daily => reports,
        _ => reports || phrase.is_before,
    };
    let is_recorded = RECORDED.iter().any(|word| clause.contains(word));
    if !is_certain && (!is_recorded || phrase.when == When::Daily) {
        return None;
    }
    Some(Deadline {
        when: phrase.when,
        clock: phrase.clock,
        clause: clause.to_owned(),
        before: folded.words(sentence, begin, from).to_owned(),
        behind: folded
            .words(sentence, to, end)
            .trim_end_matches(['。', '；', ';'])
            .to_owned(),
        reports,
        is_certain,
        question: phrase.question,
    })
}

#[cfg(test)]
mod tests;
