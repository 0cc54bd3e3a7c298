//! What a duty is called, and the id that such a duty has everywhere.

use super::Ask;
use crate::domain::schedule::Recurrence;
use crate::draft::name::of_name;
use crate::draft::notice::Object;

/// A duty's name is no longer than this.
const LONGEST_NAME: usize = 16;

/// What the objects are called together: 总结报告和统计表.
pub(super) fn spoken(objects: &[Object]) -> String {
    let names: Vec<String> = objects
        .iter()
        .map(Object::name)
        .filter(|name| !name.is_empty())
        .collect();
    match names.as_slice() {
        [] => String::new(),
        [all @ .., last] if !all.is_empty() => format!("{}和{last}", all.join("、")),
        [only, ..] => only.clone(),
    }
}

fn often(recurrence: Recurrence) -> &'static str {
    match recurrence {
        Recurrence::Once { .. } => "",
        Recurrence::Daily => "每日",
        Recurrence::Weekly { .. } => "每周",
        Recurrence::Monthly { .. } => "每月",
        Recurrence::Quarterly { .. } => "每季度",
        Recurrence::Yearly { .. } => "每年",
    }
}

/// The name of what is to be done by a deadline, where nothing is said of sending it in: the words behind the deadline.
pub(super) fn task(behind: &str, recurrence: Recurrence) -> String {
    let behind = behind.trim_start_matches(|c: char| !c.is_alphanumeric());
    let clause = behind
        .split(['，', ',', '。', '（', '(', '、'])
        .next()
        .unwrap_or_default();
    match clause.trim() {
        "" => format!("{}工作", often(recurrence)),
        clause => format!("{}{}", often(recurrence), cut(clause)),
    }
}

/// The duty's name: 每周资料.
pub(super) fn name(objects: &[Object], asks: &[Ask], recurrence: Recurrence) -> String {
    let spoken = spoken(objects);
    let often = often(recurrence);
    if asks.contains(&Ask::Registration) {
        return format!("{often}{}", cut_to_end(&spoken));
    }
    let usual = [
        "典型案例",
        "总结",
        "报告",
        "方案",
        "案例",
        "信息",
        "情况",
        "资料",
        "材料",
    ];
    let short = match spoken.chars().count() {
        0 => "材料".to_owned(),
        count if count <= LONGEST_NAME - 4 => spoken,
        _ => usual
            .iter()
            .rev()
            .find(|word| spoken.ends_with(*word))
            .map_or_else(|| cut_to_end(&spoken), |word| format!("活动{word}")),
    };
    format!("{often}{short}")
}

/// The id that such a duty has everywhere.
pub(super) fn wish(asks: &[Ask], objects: &[Object], name: &str, recurrence: Recurrence) -> String {
    let is_plan = !objects.is_empty() && objects.iter().all(Object::is_plan);
    match recurrence {
        Recurrence::Daily => "daily",
        Recurrence::Weekly { .. } => "weekly",
        Recurrence::Monthly { .. } => "monthly",
        Recurrence::Quarterly { .. } => "quarterly",
        Recurrence::Yearly { .. } => "yearly",
        Recurrence::Once { .. } if asks.contains(&Ask::Registration) => "registration",
        Recurrence::Once { .. } if is_plan => "plan",
        Recurrence::Once { .. }
            if asks.iter().any(|ask| matches!(ask, Ask::Table(_))) || name.contains("总结") =>
        {
            "final"
        }
        Recurrence::Once { .. } => return of_name(name),
    }
    .to_owned()
}

/// The beginning of a long name.
pub(super) fn cut(text: &str) -> String {
    text.chars().take(LONGEST_NAME).collect()
}

/// The end of a long name tells more than its beginning: 联络员推荐表.
pub(super) fn cut_to_end(text: &str) -> String {
    let behind = text.rsplit_once('”').map_or(text, |(_, behind)| behind);
    let behind = if behind.chars().count() >= 2 {
        behind
    } else {
        text
    };
    let behind = behind
        .strip_prefix("活动")
        .filter(|rest| rest.chars().count() > 2)
        .unwrap_or(behind);
    let count = behind.chars().count();
    match behind.is_empty() {
        true => "材料".to_owned(),
        false => behind
            .chars()
            .skip(count.saturating_sub(LONGEST_NAME))
            .collect(),
    }
}
