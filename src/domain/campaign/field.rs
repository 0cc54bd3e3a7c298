//! Checks that a form's field holds what its kind says, as such ids are checked in life. Whether a field must be
//! filled in at all is the form's own rule. Full-width letters and figures count as the half-width ones they stand
//! for. The examples in the messages are invented.

mod credit_code;
mod phone;

use chrono::NaiveDate;

use super::FieldKind;
use crate::domain::calendar::read_date;
use crate::text::digits::fold_width;

/// More than this is not an answer to a form's field, and makes its cell on paper longer than the form.
const MOST_CHARS: usize = 60;

/// Near this day there is every day that any year has.
const LEAP_DAY: NaiveDate = NaiveDate::from_ymd_opt(2020, 2, 29).expect("2020 is a leap year");

/// What is wrong with a filled-in field, in words that tell what is expected; `None` where it is fine. `text` is not
/// empty and has no blanks around it.
pub fn problem_with(kind: &FieldKind, text: &str) -> Option<String> {
    if text.chars().count() > MOST_CHARS {
        return Some(format!("太长了，最多 {MOST_CHARS} 个字"));
    }
    let folded = fold_width(text);
    let (is_fine, expected) = match kind {
        FieldKind::Text | FieldKind::UnitName => return None,
        FieldKind::Choice(words) => {
            let is_fine = words.iter().any(|word| word == text);
            return (!is_fine).then(|| format!("请从这些里面选：{}", words.join("、")));
        }
        FieldKind::CreditCode => return credit_code::problem_with(&folded),
        FieldKind::OfficePhone => return phone::problem_with("办公电话", &folded),
        FieldKind::Fax => return phone::problem_with("传真", &folded),
        FieldKind::Mobile => (
            is_mobile(&folded),
            "手机号应是 1 开头的 11 位数字，例如 13800000000",
        ),
        FieldKind::Qq => (
            is_qq(&folded),
            "QQ号应是 5 到 11 位数字，不以 0 开头，例如 10000001",
        ),
        FieldKind::WeChat => (
            is_wechat(&folded) || is_mobile(&folded) || is_qq(&folded),
            "微信号应以字母开头，6 到 20 位，只含字母、数字、下划线和减号，例如 anquan_01；也可填手机号或QQ号",
        ),
        FieldKind::Email => (is_email(&folded), "电子邮箱应像 lianluo@example.com 这样"),
        // Which year is meant is for those to say who know the period.
        FieldKind::Date => {
            let day = read_date(&folded, LEAP_DAY);
            return day.err().map(|error| error.to_string());
        }
    };
    (!is_fine).then(|| expected.to_owned())
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// 11 digits, of which the second is 3 to 9: the numbers that are given out (工信部, 电信网编号计划).
fn is_mobile(text: &str) -> bool {
    is_digits(text)
        && text.len() == 11
        && text.starts_with('1')
        && matches!(text.as_bytes()[1], b'3'..=b'9')
}

fn is_qq(text: &str) -> bool {
    is_digits(text) && (5..=11).contains(&text.len()) && !text.starts_with('0')
}

fn is_wechat(text: &str) -> bool {
    (6..=20).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
}

/// What mail servers in use take: a dotted name, an @, a dotted host that ends in a name.
fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else {
        return false;
    };
    let dotted = |text: &str, belongs: fn(char) -> bool| {
        text.split('.')
            .all(|part| !part.is_empty() && part.chars().all(belongs))
    };
    let is_host_part = |part: &str| !part.starts_with('-') && !part.ends_with('-');
    let Some((_, last)) = host.rsplit_once('.') else {
        return false;
    };
    name.len() <= 64
        && dotted(name, |c| {
            c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~-".contains(c)
        })
        && dotted(host, |c| c.is_ascii_alphanumeric() || c == '-')
        && host.split('.').all(is_host_part)
        && last.len() >= 2
        && last.starts_with(|c: char| c.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests;
