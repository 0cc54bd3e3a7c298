//! Which days a campaign runs, and which days of it are marked.

use chrono::NaiveDate;

use super::Said;
use super::scan::{Day, Folded};
use crate::domain::calendar::DayRange;

/// Headings below which the days of a campaign stand.
const HEADINGS: [&str; 7] = [
    "活动时间",
    "时间安排",
    "竞赛时间",
    "起止时间",
    "活动期限",
    "实施时间",
    "时间：",
];
const TO: [&str; 6] = ["至", "到", "-", "—", "–", "~"];
/// A mark is no longer than this: 全国安全生产宣传咨询日.
const LONGEST_MARK: usize = 24;

/// The days of the campaign. `year` is the notice's own.
pub(super) fn find(lines: &[String], title: &str, year: Option<i32>) -> Option<Said<DayRange>> {
    let headed = lines.iter().enumerate().find_map(|(at, line)| {
        let is_heading =
            line.chars().count() <= 60 && HEADINGS.iter().any(|heading| line.contains(heading));
        let near = &lines[at..lines.len().min(at + 3)];
        near.iter()
            .filter(|_| is_heading)
            .find_map(|line| said(line, year))
    });
    headed.or_else(|| {
        let (from, to) = years(title)?;
        let what = DayRange::new(
            NaiveDate::from_ymd_opt(from, 1, 1)?,
            NaiveDate::from_ymd_opt(to, 12, 31)?,
        )
        .ok()?;
        Some(Said {
            what,
            sentence: title.to_owned(),
        })
    })
}

/// The first run of days that a line names.
fn said(line: &str, year: Option<i32>) -> Option<Said<DayRange>> {
    let folded = Folded::new(line);
    let what = (0..folded.chars.len()).find_map(|at| {
        let (from, to) = run(&folded, at)?;
        let year = from.year.or(to.year).or(year)?;
        let first = from.on(year)?;
        let last = to.on(to.year.unwrap_or(year))?;
        DayRange::new(first, last).ok()
    })?;
    Some(Said {
        what,
        sentence: line.to_owned(),
    })
}

/// 6月1日至30日, 5月30日—6月30日, 2024年10月20日——2025年1月20日.
fn run(folded: &Folded, at: usize) -> Option<(Day, Day)> {
    if at > 0 && folded.chars[at - 1].is_ascii_digit() {
        return None;
    }
    let mut scan = folded.scan(at);
    let from = scan.day()?;
    if !scan.eat(&TO) {
        return None;
    }
    while scan.eat(&TO) {}
    if let Some(to) = scan.day() {
        return Some((from, to));
    }
    let day = scan.number(2).filter(|day| (1..=31).contains(day))?;
    scan.eat(&["日", "号"])
        .then_some((from, Day { day, ..from }))
}

/// 2025—2026年度
fn years(title: &str) -> Option<(i32, i32)> {
    let folded = Folded::new(title);
    (0..folded.chars.len()).find_map(|at| {
        let mut scan = folded.scan(at);
        let from = scan.number(4)?;
        if !scan.eat(&TO) {
            return None;
        }
        let to = scan.number(4)?;
        let years = i32::try_from(from).ok().zip(i32::try_from(to).ok());
        years.filter(|(from, to)| {
            scan.eat(&["年"]) && (1990..2200).contains(from) && from < to && to - from <= 10
        })
    })
}

/// 6月16日是全国安全生产宣传咨询日
pub(super) fn marked(lines: &[String], year: Option<i32>) -> Vec<Said<(NaiveDate, String)>> {
    let mut found: Vec<Said<(NaiveDate, String)>> = Vec::new();
    let Some(year) = year else {
        return found;
    };
    for line in lines {
        let folded = Folded::new(line);
        let mut at = 0;
        while at < folded.chars.len() {
            let mut scan = folded.scan(at);
            at += 1;
            let Some(day) = scan.day().filter(|_| scan.eat(&["是", "为"])) else {
                continue;
            };
            let from = scan.at;
            let rest = &folded.chars[from..];
            let length = rest
                .iter()
                .take_while(|c| !matches!(c, ',' | '。' | ';' | '!' | '、'))
                .count();
            let name = folded.words(line, from, from + length);
            let is_mark = name.ends_with('日') || name.ends_with("日”");
            let date = day.on(year).filter(|_| is_mark && length <= LONGEST_MARK);
            let is_new = |date: &NaiveDate| !found.iter().any(|known| known.what.0 == *date);
            if let Some(date) = date.filter(is_new) {
                let sentence = folded.words(line, at - 1, from + length).to_owned();
                found.push(Said {
                    what: (date, name.to_owned()),
                    sentence,
                });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    //! The campaign's days, and its marked ones.

    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn the_days_stand_below_their_heading() {
        for (text, title, expected) in [
            (
                "二、活动时间\n6月1日至30日。",
                "",
                Some("2020-06-01 2020-06-30"),
            ),
            (
                "二、活动时间\n5月30日—6月30日。",
                "",
                Some("2020-05-30 2020-06-30"),
            ),
            (
                "三、时间安排（2024年10月20日——2025年1月20日）",
                "",
                Some("2024-10-20 2025-01-20"),
            ),
            (
                "活动时间：2021年６月１日－6月30日",
                "",
                Some("2021-06-01 2021-06-30"),
            ),
            ("答题时间为6月1日至6月10日。", "", None),
            (
                "",
                "关于2025—2026年度竞赛的通知",
                Some("2025-01-01 2026-12-31"),
            ),
            ("活动时间\n6月30日至6月1日", "", None),
        ] {
            let found = find(&lines(text), title, Some(2020));
            let shown = found.map(|said| format!("{} {}", said.what.from(), said.what.to()));
            assert_eq!(shown.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_marked_day_is_named_a_day() {
        let found = marked(
            &lines(
                "6月16日是全国安全生产宣传咨询日，各单位要参加。6月1日是周一。\n6 月16日为全国“咨询日”。",
            ),
            Some(2020),
        );
        let names: Vec<(String, &str)> = found
            .iter()
            .map(|said| (said.what.0.to_string(), said.what.1.as_str()))
            .collect();
        assert_eq!(names, [("2020-06-16".to_owned(), "全国安全生产宣传咨询日")]);
        assert_eq!(found[0].sentence, "6月16日是全国安全生产宣传咨询日");
    }
}
