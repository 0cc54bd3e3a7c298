//! The few words that name a deadline.

use chrono::{NaiveTime, Weekday};

use super::When;
use crate::draft::notice::scan::{Day, Folded, Scan};

/// A deadline's words as they were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) when: When,
    pub(super) clock: Option<NaiveTime>,
    /// Whether it says 前.
    pub(super) is_before: bool,
    pub(super) question: Option<&'static str>,
}

/// Words in front of a day that make it a deadline without 前.
const NOT_LATER: [&str; 9] = [
    "不迟于",
    "不晚于",
    "截至",
    "截止",
    "截止到",
    "截止至",
    "截止日期为",
    "截止时间为",
    "最迟于",
];
const ROUGH_DAY: &str = "通知只说了旬，日期是暂定的";
const NO_WEEKDAY: &str = "通知没有说是周几，暂定周五";
const NO_MONTHDAY: &str = "通知没有说是哪一天，暂定月底";
const NO_QUARTERDAY: &str = "通知没有说是哪一天，暂定每季最后一天";
const END_OF_WORK: &str = "通知说的是下班前，暂定 17:30";

/// Reads the deadline that begins at a place; its end, and what it says.
pub(super) fn read(folded: &Folded, at: usize) -> Option<(usize, Phrase)> {
    let scan = folded.scan(at);
    once(folded, scan).or_else(|| every(scan))
}

/// 6月4日前, 2020年6月4日17:00前, 11月底前, 6月下旬前, 年底前.
fn once(folded: &Folded, mut scan: Scan<'_>) -> Option<(usize, Phrase)> {
    let at = scan.at;
    if folded.follows(at, &["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]) {
        return None;
    }
    let (day, question) = named_day(&mut scan)?;
    over_bracket(&mut scan);
    let (clock, of_clock) = clock(&mut scan);
    let is_before = before(&mut scan);
    if !is_before && !folded.follows(at, &NOT_LATER) {
        return None;
    }
    Some((
        scan.at,
        Phrase {
            when: When::Once(day),
            clock,
            is_before,
            question: question.or(of_clock),
        },
    ))
}

fn named_day(scan: &mut Scan<'_>) -> Option<(Day, Option<&'static str>)> {
    if let Some(day) = scan.day() {
        return Some((day, None));
    }
    if let Some((year, month)) = scan.month() {
        scan.eat(&["份"]);
        for (word, day) in [
            ("底", 31),
            ("末", 31),
            ("上旬", 10),
            ("中旬", 20),
            ("下旬", 31),
        ] {
            if scan.eat(&[word]) {
                let question = word.ends_with('旬').then_some(ROUGH_DAY);
                return Some((Day { year, month, day }, question));
            }
        }
        return None;
    }
    let mut ahead = *scan;
    let year = ahead
        .number(4)
        .and_then(|year| i32::try_from(year).ok())
        .filter(|year| (1990..2200).contains(year));
    if year.is_none() {
        ahead = *scan;
    }
    if ahead.eat(&["年底", "年末"]) {
        *scan = ahead;
        return Some((
            Day {
                year,
                month: 12,
                day: 31,
            },
            None,
        ));
    }
    None
}

/// 每周四前, 每月25日前, 每季度末, 每日.
fn every(mut scan: Scan<'_>) -> Option<(usize, Phrase)> {
    let (when, question) = if scan.eat(&["每周", "每星期", "每个星期", "每逢周"]) {
        weekly(&mut scan)
    } else if scan.eat(&["每个季度", "每季度", "每季"]) {
        quarterly(&mut scan)
    } else if scan.eat(&["每个月", "每月"]) {
        monthly(&mut scan)
    } else if scan.eat(&["每日", "每天"]) {
        (When::Daily, None)
    } else {
        return None;
    };
    over_bracket(&mut scan);
    let (clock, of_clock) = clock(&mut scan);
    let is_before = before(&mut scan);
    Some((
        scan.at,
        Phrase {
            when,
            clock,
            is_before,
            question: question.or(of_clock),
        },
    ))
}

fn weekly(scan: &mut Scan<'_>) -> (When, Option<&'static str>) {
    const DAYS: [(&[&str], Weekday); 7] = [
        (&["一"], Weekday::Mon),
        (&["二"], Weekday::Tue),
        (&["三"], Weekday::Wed),
        (&["四"], Weekday::Thu),
        (&["五"], Weekday::Fri),
        (&["六"], Weekday::Sat),
        (&["日", "天", "末"], Weekday::Sun),
    ];
    scan.eat(&["周", "星期"]);
    // 每周一次 is how often, not when.
    let mut ahead = *scan;
    if ahead.number(2).is_some() && ahead.eat(&["次", "期", "篇", "条", "个", "份", "场"]) {
        return (When::Weekly(Weekday::Fri), Some(NO_WEEKDAY));
    }
    match DAYS.iter().find(|(words, _)| scan.eat(words)) {
        Some((_, day)) => (When::Weekly(*day), None),
        None => (When::Weekly(Weekday::Fri), Some(NO_WEEKDAY)),
    }
}

fn monthly(scan: &mut Scan<'_>) -> (When, Option<&'static str>) {
    if scan.eat(&["月底", "月末", "底", "末"]) {
        return (When::Monthly(31), None);
    }
    match numbered_day(scan) {
        Some(day) => (When::Monthly(day), None),
        None => (When::Monthly(31), Some(NO_MONTHDAY)),
    }
}

fn quarterly(scan: &mut Scan<'_>) -> (When, Option<&'static str>) {
    let month = if scan.eat(&["首月", "第一个月", "次月", "结束次月"]) {
        1
    } else if scan.eat(&["第二个月", "第2个月"]) {
        2
    } else if scan.eat(&["末月", "最后一个月", "第三个月", "第3个月"]) {
        3
    } else if scan.eat(&["末", "底"]) {
        return (When::Quarterly(3, 31), None);
    } else {
        return (When::Quarterly(3, 31), Some(NO_QUARTERDAY));
    };
    scan.eat(&["的"]);
    match numbered_day(scan) {
        Some(day) => (When::Quarterly(month, day), None),
        None if scan.eat(&["底", "末"]) => (When::Quarterly(month, 31), None),
        None => (When::Quarterly(month, 31), Some(NO_MONTHDAY)),
    }
}

/// 25日
fn numbered_day(scan: &mut Scan<'_>) -> Option<u32> {
    let mut ahead = *scan;
    let day = ahead.number(2).filter(|day| (1..=31).contains(day))?;
    if !ahead.eat(&["日", "号"]) {
        return None;
    }
    *scan = ahead;
    Some(day)
}

/// 6月4日（周四）
fn over_bracket(scan: &mut Scan<'_>) {
    let mut ahead = *scan;
    if ahead.eat(&["("]) {
        for _ in 0..8 {
            if ahead.eat(&[")"]) {
                *scan = ahead;
                return;
            }
            ahead.at += 1;
        }
    }
}

/// 12:00, 下午5点半, 17时30分, 下班. 24:00 is the day's end, which needs no word.
fn clock(scan: &mut Scan<'_>) -> (Option<NaiveTime>, Option<&'static str>) {
    let mut ahead = *scan;
    if ahead.eat(&["下班"]) {
        *scan = ahead;
        return (NaiveTime::from_hms_opt(17, 30, 0), Some(END_OF_WORK));
    }
    let is_late = ahead.eat(&["下午", "晚上", "晚"]);
    if !is_late {
        ahead.eat(&["上午", "中午", "早上"]);
    }
    let Some(hour) = ahead.number(2).filter(|hour| *hour <= 24) else {
        return (None, None);
    };
    let has_sign = ahead.peek();
    if !ahead.eat(&[":", "时", "点"]) {
        return (None, None);
    }
    let minute = match ahead.peek() {
        Some(c) if c.is_ascii_digit() => ahead.number(2),
        _ if has_sign == Some(':') => return (None, None),
        _ if ahead.eat(&["半"]) => Some(30),
        _ => Some(0),
    };
    ahead.eat(&["分", "整"]);
    let hour = if is_late && hour < 12 {
        hour + 12
    } else {
        hour
    };
    let time = minute.and_then(|minute| NaiveTime::from_hms_opt(hour, minute, 0));
    if time.is_some() || hour == 24 {
        *scan = ahead;
    }
    (time, None)
}

/// 前, 之前, 以前; but not 前后, 前夕.
fn before(scan: &mut Scan<'_>) -> bool {
    let mut ahead = *scan;
    let found = ahead.eat(&["之前", "以前", "前"]);
    if !found || matches!(ahead.peek(), Some('后' | '夕' | '期' | '往' | '来')) {
        return false;
    }
    *scan = ahead;
    true
}
