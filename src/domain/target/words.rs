//! Targets in words for screen and paper: what is wanted, what there is, and how far that is.

use chrono::Datelike;

use crate::domain::calendar::{DayRange, words};
use crate::domain::campaign::{Goal, Outcome, Span, Target, TargetTime};
use crate::domain::target::{Progress, Standing};
use crate::domain::typing::show_number;

/// What is wanted: `100场`, `3—5家`, `至多5家`; for a heading its parts: `4项`. Nothing where nothing is set.
pub fn goal(target: &Target, goal: Option<Goal>) -> String {
    let Some(goal) = goal else {
        return String::new();
    };
    let measure = measure(target);
    let digits = match target.goal {
        None => 0,
        Some(_) => target.kind.digits().unwrap_or(0),
    };
    let show = |number: i64| show_number(number, digits);
    match (goal.at_least, goal.at_most) {
        (Some(least), Some(most)) if least != most => {
            format!("{}—{}{measure}", show(least), show(most))
        }
        (Some(least), _) => format!("{}{measure}", show(least)),
        (None, Some(most)) => format!("至多{}{measure}", show(most)),
        (None, None) => String::new(),
    }
}

/// What is counted; of a heading its parts.
fn measure(target: &Target) -> &str {
    match target.goal {
        None => "项",
        Some(_) => &target.measure,
    }
}

/// What there is, with the digits that the target declares; `/` where there is nothing to divide by, nothing where
/// something that it needs has not been reported.
pub fn value(target: &Target, outcome: Outcome) -> String {
    match outcome {
        Outcome::Blank => String::new(),
        Outcome::Undefined => "/".to_owned(),
        Outcome::Number(number) => {
            let digits = target.kind.digits().unwrap_or(0);
            let rounded = number.round(target.kind.scale().unwrap_or(0));
            rounded.map_or_else(|| "/".to_owned(), |rounded| show_number(rounded, digits))
        }
    }
}

/// Where one progress stands: `要求 120家，完成 93家，完成率 77.5%，落后，按时间应有 100家`. What is not set and what is not
/// reported is left out or said, never left blank.
pub fn told(target: &Target, progress: &Progress) -> String {
    let wanted = goal(target, progress.goal);
    let done = value(target, progress.value);
    let mut parts = Vec::new();
    if !wanted.is_empty() {
        parts.push(format!("要求 {wanted}"));
    }
    if !done.is_empty() {
        let is_number = matches!(progress.value, Outcome::Number(_));
        let measure = if is_number { measure(target) } else { "" };
        parts.push(format!("完成 {done}{measure}"));
        let share = progress.share.map(per_mille);
        parts.extend(share.map(|share| format!("完成率 {share}")));
    }
    let standing = progress.standing;
    parts.push(standing.label().to_owned());
    if let (Standing::Behind, Some(expected)) = (standing, progress.expected) {
        let digits = target.kind.digits().unwrap_or(0);
        let measure = measure(target);
        parts.push(format!(
            "按时间应有 {}{measure}",
            show_number(expected, digits)
        ));
    }
    parts.join("，")
}

/// Tenths of a percent: `91.6%`.
pub fn per_mille(share: u32) -> String {
    format!("{}.{}%", share / 10, share % 10)
}

/// The days that count: `2025年`, `2025年第2季度`, `2025年6月`, or until when.
pub fn stretch(target: &Target, days: DayRange) -> String {
    let (year, month) = (days.to().year(), days.to().month());
    match target.time {
        TargetTime::By(_) => format!("到{}", words::date(days.to())),
        TargetTime::Each(Span::Year) => format!("{year}年"),
        TargetTime::Each(Span::Quarter) => format!("{year}年第{}季度", month.div_ceil(3)),
        TargetTime::Each(Span::Month) => format!("{year}年{month}月"),
    }
}
