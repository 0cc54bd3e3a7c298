//! Which period a file is for: its title, its name (第2周, 6.11, 0611, 6月11日, 总结), or none, and then a person says it
//! once for the batch. The day on which somebody filled a form in says nothing and is not looked at.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::domain::campaign::{Ask, Basis, Campaign};
use crate::domain::id::TableId;
use crate::domain::period::{Period, PeriodId, Plan};
use crate::domain::schedule::Recurrence;
use crate::text::digits::fold_width;

/// The period of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Which {
    Certain {
        period: PeriodId,
        /// The words that said so; empty where there is only one period that it can be.
        text: String,
    },
    /// Several are named.
    Several { periods: Vec<PeriodId> },
    /// Nothing says it.
    Unknown,
}

impl Which {
    pub fn is_certain(&self) -> bool {
        matches!(self, Self::Certain { .. })
    }

    pub fn period(&self) -> Option<&PeriodId> {
        match self {
            Self::Certain { period, .. } => Some(period),
            Self::Several { .. } | Self::Unknown => None,
        }
    }
}

/// What a file brings, and so what its period asks for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Brings<'a> {
    pub(super) tables: &'a [TableId],
    pub(super) registration: bool,
}

/// Words of a file that reports on the whole.
const WHOLE: [&str; 6] = ["总结", "全月", "终报", "最终", "累计", "final"];

/// Finds the period that the titles and the file's name speak of.
pub(super) fn find(
    campaign: &Campaign,
    plan: &Plan,
    brings: Brings<'_>,
    titles: &[String],
    name: &str,
) -> Which {
    let candidates: Vec<&Period> = plan
        .periods
        .iter()
        .filter(|period| asks(campaign, period, brings))
        .collect();
    if let [only] = candidates.as_slice() {
        return Which::Certain {
            period: only.id.clone(),
            text: String::new(),
        };
    }
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut named: Vec<(PeriodId, String)> = Vec::new();
    for text in titles.iter().map(String::as_str).chain([stem]) {
        for (period, words) in mentioned(campaign, &candidates, text) {
            if named.iter().all(|(known, _)| *known != period) {
                named.push((period, words));
            }
        }
    }
    match named.len() {
        0 => Which::Unknown,
        1 => {
            let (period, text) = named.remove(0);
            Which::Certain { period, text }
        }
        _ => Which::Several {
            periods: named.into_iter().map(|(period, _)| period).collect(),
        },
    }
}

fn asks(campaign: &Campaign, period: &Period, brings: Brings<'_>) -> bool {
    campaign.duty(&period.id.duty).is_some_and(|duty| {
        duty.asks.iter().any(|ask| match ask {
            Ask::Table { table } => brings.tables.contains(table),
            Ask::Registration => brings.registration && brings.tables.is_empty(),
            _ => false,
        })
    })
}

/// The periods that a text names. Numbers of weeks and days come before words: 第2周总结 is a week's.
fn mentioned(campaign: &Campaign, candidates: &[&Period], text: &str) -> Vec<(PeriodId, String)> {
    let folded: String = fold_width(text).to_ascii_lowercase();
    let mut found = ordinals(campaign, candidates, &folded);
    if found.is_empty() {
        found = days(campaign, candidates, &folded);
    }
    if found.is_empty() {
        found = months(campaign, candidates, &folded);
    }
    if found.is_empty()
        && let Some(word) = WHOLE.iter().find(|word| folded.contains(*word))
    {
        let whole = candidates
            .iter()
            .filter(|period| period.basis == Basis::Cumulative);
        found.extend(whole.map(|period| (period.id.clone(), (*word).to_owned())));
    }
    found
}

/// 第2周, 第二周, 第3季度; also the period's own id.
fn ordinals(campaign: &Campaign, candidates: &[&Period], text: &str) -> Vec<(PeriodId, String)> {
    let mut found = Vec::new();
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if !text.contains('第') {
        return found;
    }
    for period in candidates {
        let Some(duty) = campaign.duty(&period.id.duty) else {
            continue;
        };
        let words: &[&str] = match duty.recurrence {
            Recurrence::Weekly { .. } => &["周", "期", "星期"],
            Recurrence::Quarterly { .. } => &["季度", "期"],
            Recurrence::Once { .. } => &[],
            Recurrence::Daily | Recurrence::Monthly { .. } | Recurrence::Yearly { .. } => &["期"],
        };
        let number = match duty.recurrence {
            Recurrence::Quarterly { .. } => period.occurrence.nominal_due.month0() / 3 + 1,
            _ => period.id.index.unwrap_or(0),
        };
        let written = words.iter().find_map(|word| {
            let forms = [
                format!("第{number}{word}"),
                format!("第{}{word}", chinese(number)),
            ];
            // 第12周 is not 第2周 anyway, for that begins with 第.
            forms.into_iter().find(|form| text.contains(form.as_str()))
        });
        if let Some(written) = written {
            found.push((period.id.clone(), written));
        }
    }
    found
}

fn chinese(number: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |n: u32| DIGITS[n as usize % 10];
    match number {
        0..=9 => digit(number).to_owned(),
        10..=19 => format!("十{}", digit(number)),
        _ => format!("{}十{}", digit(number / 10), digit(number)),
    }
}

/// Days in a text, and the periods that are due on them or, failing that, that cover them.
fn days(campaign: &Campaign, candidates: &[&Period], text: &str) -> Vec<(PeriodId, String)> {
    let mut found: Vec<(PeriodId, String)> = Vec::new();
    for (month, day, words) in dates(text) {
        let years = campaign.days.from().year()..=campaign.days.to().year() + 1;
        for date in years.filter_map(|year| NaiveDate::from_ymd_opt(year, month, day)) {
            let due = candidates.iter().filter(|period| {
                period.occurrence.nominal_due == date || period.occurrence.due == date
            });
            let mut of_day: Vec<&&Period> = due.collect();
            if of_day.is_empty() {
                let covers = |period: &&&Period| {
                    period
                        .occurrence
                        .days
                        .is_some_and(|days| days.contains(date))
                };
                of_day = candidates.iter().filter(covers).collect();
            }
            for period in of_day {
                if found.iter().all(|(known, _)| *known != period.id) {
                    found.push((period.id.clone(), words.clone()));
                }
            }
        }
    }
    found
}

/// Month and day as people write them: `6.11`, `6-11`, `0611`, `20200611`, `6月11日`. A year alone, or a number in a
/// serial (附件2), is none.
fn dates(text: &str) -> Vec<(u32, u32, String)> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if !chars[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let (first, end) = number(&chars, at);
        let next = |i: usize| chars.get(i).copied().unwrap_or(' ');
        let is_divider = |c: char| matches!(c, '.' | '-' | '/' | '_');
        match end - at {
            // 0611
            4 if (100..1300).contains(&first) => {
                found.push((first / 100, first % 100, text_of(&chars, at, end)));
            }
            // 20200611
            8 => found.push((first / 100 % 100, first % 100, text_of(&chars, at, end))),
            1 | 2 if next(end) == '月' || is_divider(next(end)) => {
                let (second, last) = number(&chars, end + 1);
                let is_day = (1..=2).contains(&(last - end - 1)) && !is_third_part(&chars, at);
                let is_plain = next(end) == '月' || next(end) == '.' || is_after_year(&chars, at);
                if is_day && is_plain && next(last) != '月' {
                    found.push((first, second, text_of(&chars, at, last)));
                    at = last;
                    continue;
                }
            }
            _ => {}
        }
        at = end;
    }
    found.retain(|(month, day, _)| (1..=12).contains(month) && (1..=31).contains(day));
    found
}

/// Whether the number is the tail of a longer dotted one, as in a version: 1.6.11.
fn is_third_part(chars: &[char], at: usize) -> bool {
    at > 1 && chars[at - 1] == '.' && chars[at - 2].is_ascii_digit() && !is_after_year(chars, at)
}

/// 2020-6-11, 2020.6.11, 2020年6月11日
fn is_after_year(chars: &[char], at: usize) -> bool {
    at >= 5
        && matches!(chars[at - 1], '-' | '.' | '/' | '_' | '年')
        && chars[at - 5..at - 1].iter().all(char::is_ascii_digit)
}

fn number(chars: &[char], at: usize) -> (u32, usize) {
    let digits = chars[at.min(chars.len())..]
        .iter()
        .take_while(|c| c.is_ascii_digit())
        .count();
    let text: String = chars[at.min(chars.len())..][..digits].iter().collect();
    (text.parse().unwrap_or(0), at + digits)
}

fn text_of(chars: &[char], from: usize, to: usize) -> String {
    chars[from..to].iter().collect()
}

/// 6月, 六月份: the period of that month, for monthly duties only.
fn months(campaign: &Campaign, candidates: &[&Period], text: &str) -> Vec<(PeriodId, String)> {
    let is_monthly = |period: &&&Period| {
        campaign
            .duty(&period.id.duty)
            .is_some_and(|duty| matches!(duty.recurrence, Recurrence::Monthly { .. }))
    };
    let mut found = Vec::new();
    for period in candidates.iter().filter(is_monthly) {
        let month = period.occurrence.nominal_due.month();
        for form in [format!("{month}月"), format!("{}月", chinese(month))] {
            let stands = text
                .match_indices(&form)
                .any(|(at, _)| !text[..at].ends_with(|c: char| c.is_ascii_digit() || c == '十'));
            if stands {
                found.push((period.id.clone(), form));
                break;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests;
