//! Fixed-line numbers of offices: area code, local number, extension.

use super::is_digits;

/// What is wrong with a number that stands for `what` (办公电话, 传真), folded to half-width.
pub(super) fn problem_with(what: &str, text: &str) -> Option<String> {
    (!is_fixed_line(text)).then(|| {
        format!("{what}应是区号加 7 到 8 位号码，例如 0512-60000000；有分机再加“转”或“-”，例如 0512-60000000转8001；本地号码可不写区号")
    })
}

fn is_fixed_line(text: &str) -> bool {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    // (0512)60000000 is the same as 0512-60000000.
    let plain = match plain
        .strip_prefix('(')
        .and_then(|rest| rest.split_once(')'))
    {
        Some((area, rest)) => format!("{area}-{}", rest.trim_start_matches('-')),
        None => plain,
    };
    let (number, extension) = match plain.split_once('转') {
        Some((number, extension)) => (number, Some(extension.trim_start_matches('-'))),
        None => (plain.as_str(), None),
    };
    let mut parts: Vec<&str> = number.split(['-', '—', '－']).collect();
    if parts[0].starts_with('0') {
        let whole = parts.remove(0);
        let length = area_code_length(whole);
        if !is_digits(whole) || whole.len() < length {
            return false;
        }
        let local = &whole[length..];
        if !local.is_empty() {
            parts.insert(0, local);
        }
    }
    let fits = |extension: &str| is_digits(extension) && extension.len() <= 6;
    match (parts.as_slice(), extension) {
        (&[local], None) => is_local(local),
        (&[local], Some(extension)) | (&[local, extension], None) => {
            is_local(local) && fits(extension)
        }
        _ => false,
    }
}

/// 010 and 02x have three digits, all others four.
fn area_code_length(number: &str) -> usize {
    if number.starts_with("01") || number.starts_with("02") {
        3
    } else {
        4
    }
}

/// Seven or eight digits. 0 and 1 begin other things: long distance, services, mobiles.
fn is_local(number: &str) -> bool {
    is_digits(number) && matches!(number.len(), 7 | 8) && !number.starts_with(['0', '1'])
}
