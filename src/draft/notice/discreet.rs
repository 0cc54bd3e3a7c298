//! Contact persons, phone numbers and mail addresses taken out of texts: a campaign file is passed on, and none of them
//! belongs into it.

/// Words behind which a person's name or number stands.
const CONTACT: [&str; 8] = [
    "联系人",
    "联系电话",
    "联系方式",
    "咨询电话",
    "电话",
    "手机",
    "邮箱",
    "传真",
];
/// So many figures in a row are somebody's number.
const NUMBER: usize = 7;
/// A clause before a number that is no longer than this may be the name it belongs to.
const NAME: usize = 14;
const LEFT_OUT: &str = "……";

/// A paragraph of a notice without persons and their numbers.
pub(in crate::draft) fn discreet(paragraph: &str) -> String {
    let open = without_contact_brackets(paragraph);
    let sentences = pieces(&open, &['。', '；', ';', '\n']);
    let kept: String = sentences
        .iter()
        .map(|sentence| without_contacts(sentence))
        .collect();
    let joined = format!("{LEFT_OUT}{LEFT_OUT}");
    masked(&kept.replace(&joined, LEFT_OUT))
}

/// A text whose long numbers and mail addresses are unreadable. Days such as 20200604 are no such numbers.
pub(in crate::draft) fn masked(text: &str) -> String {
    let mut out: Vec<char> = text.chars().collect();
    for (from, to) in numbers(&out) {
        for c in &mut out[from..to] {
            if c.is_ascii_digit() || crate::text::digits::fold_char(*c).is_ascii_digit() {
                *c = '*';
            }
        }
    }
    for at in 0..out.len() {
        if matches!(out[at], '@' | '＠') {
            let is_name =
                |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '*');
            let before = out[..at].iter().rev().take_while(|c| is_name(c)).count();
            out[at - before..at].fill('*');
        }
    }
    out.into_iter().collect()
}

/// Where somebody's numbers stand.
fn numbers(chars: &[char]) -> Vec<(usize, usize)> {
    let digit = |c: char| Some(crate::text::digits::fold_char(c)).filter(char::is_ascii_digit);
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let (mut end, mut digits) = (at, String::new());
        while end < chars.len() {
            match digit(chars[end]) {
                Some(c) => digits.push(c),
                // 0512-6000 0000
                None if !digits.is_empty() && matches!(chars[end], '-' | ' ' | '－') => {}
                None => break,
            }
            end += 1;
        }
        if digits.len() >= NUMBER && !is_day(&digits) {
            found.push((at, end));
        }
        at = end.max(at + 1);
    }
    found
}

fn is_day(digits: &str) -> bool {
    let part = |range| {
        digits
            .get(range)
            .and_then(|part: &str| part.parse::<u32>().ok())
            .unwrap_or(0)
    };
    digits.len() == 8
        && (1900..2200).contains(&part(0..4))
        && (1..=12).contains(&part(4..6))
        && (1..=31).contains(&part(6..8))
}

fn has_number(text: &str) -> bool {
    !numbers(&text.chars().collect::<Vec<_>>()).is_empty()
}

fn names_contact(text: &str) -> bool {
    CONTACT.iter().any(|word| text.contains(word))
        && (text.contains(['：', ':']) || has_number(text))
}

/// （联系人及电话：……） goes as a whole.
fn without_contact_brackets(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['（', '(']) {
        let (before, bracket) = rest.split_at(at);
        out.push_str(before);
        let end = end_of_bracket(bracket);
        let inside = &bracket[..end];
        if !names_contact(inside) && !has_number(inside) {
            out.push_str(inside);
        }
        rest = &bracket[end..];
    }
    out + rest
}

/// Where the bracket that a text begins with is closed; the end of the text where it is not.
fn end_of_bracket(text: &str) -> usize {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + c.len_utf8();
        }
    }
    text.len()
}

/// A sentence up to where it names a contact, and without clauses that name a comrade.
fn without_contacts(sentence: &str) -> String {
    let clauses = pieces(sentence, &['，', ',', '、', '：', ':', ' ']);
    let is_contact =
        |clause: &&str| CONTACT.iter().any(|word| clause.contains(word)) || has_number(clause);
    let tells = names_contact(sentence) || has_number(sentence);
    let Some(at) = clauses.iter().position(is_contact).filter(|_| tells) else {
        return without_comrades(sentence);
    };
    let mut kept = &clauses[..at];
    // 省总工会：某人，0791-……
    while let [before @ .., last] = kept {
        let is_name = last.chars().count() <= NAME && !last.contains(|c: char| c.is_ascii_digit());
        if !is_name || before.is_empty() && !has_number(clauses[at]) {
            break;
        }
        kept = before;
    }
    format!("{}{LEFT_OUT}", without_comrades(&kept.concat()))
}

fn without_comrades(sentence: &str) -> String {
    if !sentence.replace("习近平同志", "").contains("同志") {
        return sentence.to_owned();
    }
    let clauses = pieces(sentence, &['，', ',', '：', ':']);
    let names = |clause: &str| clause.replace("习近平同志", "").contains("同志");
    clauses
        .into_iter()
        .map(|clause| if names(clause) { LEFT_OUT } else { clause })
        .collect()
}

/// A text cut behind each of the signs; together they are the text.
fn pieces<'t>(text: &'t str, signs: &[char]) -> Vec<&'t str> {
    text.split_inclusive(|c| signs.contains(&c)).collect()
}

#[cfg(test)]
mod tests {
    //! Persons and numbers that must not come into a file.

    use super::*;
    use proptest::prelude::*;

    #[test]
    fn persons_and_numbers_are_taken_out() {
        for (text, kept) in [
            (
                "请各企业于6月25日前将活动总结（做法、视频等资料）报送至安全生产部（联系人及电话：张甲13800000000、李乙13900000000，报送邮箱：1000000001@qq.com）。",
                "请各企业于6月25日前将活动总结（做法、视频等资料）报送至安全生产部。",
            ),
            (
                "甲区某局 应急保障处联系人：张甲、李乙；联系电话：60000000。",
                "甲区某局 ……",
            ),
            ("省总工会：张甲，0791-60000000。", "……"),
            (
                "请于6月4日前报至办公室，张甲，60000000。",
                "请于6月4日前报至办公室，……",
            ),
            (
                "请于6月4日前报送方案，联系人张甲，电话60000000。其他不变。",
                "请于6月4日前报送方案，……其他不变。",
            ),
            (
                "由县政府分管领导任组长，县安委办主任张甲同志任副组长，下设办公室。",
                "由县政府分管领导任组长，……下设办公室。",
            ),
            ("以习近平同志为核心的党中央", "以习近平同志为核心的党中央"),
            ("公布举报电话，畅通渠道。", "公布举报电话，畅通渠道。"),
            (
                "全县3120余家，共1530个，12350热线。",
                "全县3120余家，共1530个，12350热线。",
            ),
            ("20200604前", "20200604前"),
        ] {
            assert_eq!(discreet(text), kept, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_number_and_no_address_is_left(text in "[0-9]{0,12}[-a-z安全，。：（）@ ０-９联系电话0-9]{0,40}") {
            for clean in [discreet(&text), masked(&text)] {
                prop_assert!(!has_number(&clean), "{}", clean);
                prop_assert!(!clean.chars().zip(clean.chars().skip(1)).any(|(a, b)| a.is_ascii_alphanumeric() && b == '@'), "{}", clean);
            }
        }

        #[test]
        fn what_has_neither_is_left_alone(text in "[安全生产月活动，。；、（）“”0-9 ]{0,6}[一-龥，。]{0,20}") {
            prop_assume!(!has_number(&text) && !text.contains("同志") && !CONTACT.iter().any(|word| text.contains(word)));
            prop_assert_eq!(discreet(&text), text);
        }
    }
}
