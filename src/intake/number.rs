//! A number as people write it into a blank: `１２`, `1,280`, `十二`, `约300`, `1.2万`, `三百余人次`, `无`, `—`.
//!
//! What may be read in two ways is not read at all: a range (`3-5`), a colloquial ending (`一千二`), another measure
//! word (`3天` where the paper counts 次). Exact integers throughout. Where the number stands, and what a blank of
//! text holds, is not known here.

mod chinese;
mod measure;
mod scaled;

use crate::text::digits::fold_char;

pub(super) use chinese::is_numeral as is_chinese;
pub(super) use measure::{is_alike, leading, names_measure};

/// What stands in a blank that takes a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Number {
    /// Nothing but spaces.
    Empty,
    /// 无, —, /: whether that is zero or 不涉及 is the campaign's to say.
    None,
    /// 不涉及 in so many words.
    NotApplicable,
    Value {
        /// Scaled as the figure declares.
        value: i64,
        /// 约, 近, 余, 多 and the like stood with it.
        approximate: bool,
        /// More stood there than digits: worth a little less trust.
        plain: bool,
    },
    /// Why it is not a number, for the user.
    Unreadable(String),
}

/// The largest number that a blank takes, as in the form on screen: twelve digits.
const LARGEST: i128 = 999_999_999_999;
/// As many digits as that has.
const MOST_PLAIN_DIGITS: usize = 12;
/// Longer texts are no numbers.
const MOST_CHARS: usize = 40;

const NOTHING: [&str; 9] = [
    "无",
    "没有",
    "暂无",
    "无此项",
    "未开展",
    "未组织",
    "没开展",
    "空",
    "none",
];
const NOT_APPLICABLE: [&str; 7] = [
    "不涉及",
    "不适用",
    "n/a",
    "na",
    "未涉及",
    "不涉及此项",
    "不涉及该项",
];
const BEFORE_APPROXIMATE: [&str; 11] = [
    "大约",
    "约为",
    "约有",
    "约",
    "将近",
    "接近",
    "近",
    "超过",
    "逾",
    "超",
    "不少于",
];
const BEFORE_EXACT: [&str; 6] = ["共计", "合计", "累计", "总计", "共", "计"];
const BEHIND_APPROXIMATE: [&str; 9] = ["左右", "以上", "上下", "有余", "余", "多", "许", "来", "+"];

/// Whether the character may stand before a number outside its bracket: `约（300）`.
pub(super) fn is_approximate_mark(c: char) -> bool {
    matches!(c, '约' | '近' | '逾' | '超')
}

/// Whether the character changes a number that stands before it: `（3）万`, `（300）余`.
pub(super) fn is_tail(c: char) -> bool {
    matches!(c, '余' | '多' | '来' | '百' | '千' | '万' | '亿')
}

/// Reads what stands in a blank whose paper counts in `measure`, with `scale` digits behind the point.
pub fn read(text: &str, scale: u8, measure: &str) -> Number {
    let folded = fold(text);
    let mut core = strip_marks(&folded);
    if core.is_empty() {
        return if folded.iter().any(|c| !c.is_whitespace()) {
            unreadable(text)
        } else {
            Number::Empty
        };
    }
    if let Some(value) = whole_digits(core).filter(|_| scale == 0) {
        return Number::Value {
            value,
            approximate: false,
            plain: true,
        };
    }
    if core.len() > MOST_CHARS {
        return Number::Unreadable("这里应是一个数字，写的文字太长".to_owned());
    }
    if is_dashes(core) {
        return Number::None;
    }
    let word: String = core.iter().filter(|c| !c.is_whitespace()).collect();
    if NOTHING.contains(&word.as_str()) {
        return Number::None;
    }
    if NOT_APPLICABLE.contains(&word.as_str()) {
        return Number::NotApplicable;
    }
    let whole = core.len();
    let approximate = match strip_words(&mut core, measure) {
        Ok(approximate) => approximate,
        Err(message) => return Number::Unreadable(message),
    };
    if is_range(core) {
        return Number::Unreadable(format!("“{}”像是一个范围或算式，应填一个数", text.trim()));
    }
    let Some(parsed) = scaled::parse(core, approximate) else {
        return unreadable(text);
    };
    match parsed.to_scale(scale) {
        Err(message) => Number::Unreadable(message),
        Ok(value) if value > LARGEST => Number::Unreadable("数字过大，请核对".to_owned()),
        Ok(value) => Number::Value {
            value: i64::try_from(value).expect("not above the largest"),
            approximate: approximate || parsed.approximate,
            plain: whole == core.len() && parsed.plain,
        },
    }
}

/// Digits and nothing else, as nearly every blank has them: no words need to be looked for.
fn whole_digits(core: &[char]) -> Option<i64> {
    if core.len() > MOST_PLAIN_DIGITS {
        return None;
    }
    core.iter().try_fold(0, |number, c| {
        Some(number * 10 + i64::from(c.to_digit(10)?))
    })
}

fn unreadable(text: &str) -> Number {
    let shown: String = text.trim().chars().take(MOST_CHARS).collect();
    Number::Unreadable(format!("“{shown}”看不出是几，应填数字"))
}

/// Full-width to half-width, every kind of space to a plain one, the lines people write on to spaces.
fn fold(text: &str) -> Vec<char> {
    text.chars()
        .map(|c| match fold_char(c) {
            '_' | '\u{FE4D}'..='\u{FE4F}' | '\u{2581}' => ' ',
            c if c.is_whitespace() => ' ',
            '〔' | '【' | '［' | '[' => '(',
            '〕' | '】' | '］' | ']' => ')',
            c => c.to_ascii_lowercase(),
        })
        .collect()
}

/// Without spaces, quotation marks, closing punctuation and doubled brackets around it.
fn strip_marks(chars: &[char]) -> &[char] {
    let is_mark = |c: &char| {
        c.is_whitespace()
            || matches!(
                c,
                '。' | ';'
                    | ','
                    | '、'
                    | '.'
                    | ':'
                    | '*'
                    | '"'
                    | '\''
                    | '“'
                    | '”'
                    | '‘'
                    | '’'
                    | '!'
            )
    };
    let mut chars = chars;
    loop {
        let before = chars.len();
        // `.5` is no 5 behind a full stop.
        let is_point = |chars: &[char]| matches!(chars, ['.', digit, ..] if digit.is_ascii_digit());
        while let [first, rest @ ..] = chars
            && is_mark(first)
            && !is_point(chars)
        {
            chars = rest;
        }
        while let [rest @ .., last] = chars
            && is_mark(last)
        {
            chars = rest;
        }
        if let ['(', inside @ .., ')'] = chars {
            chars = inside;
        }
        if chars.len() == before {
            return chars;
        }
    }
}

fn is_dashes(chars: &[char]) -> bool {
    chars.iter().all(|c| {
        c.is_whitespace()
            || matches!(
                c,
                '-' | '/' | '\\' | '\u{2010}'
                    ..='\u{2015}'
                        | '\u{2212}'
                        | '\u{2500}'
                        | '\u{2501}'
                        | '\u{2215}'
                        | '\u{FE58}'
                        | '\u{FF0D}'
                        | '\u{30FC}'
            )
    })
}

/// Takes away 约, 余, 共 and the measure word. `Err` where another thing is counted than on the paper.
fn strip_words(core: &mut &[char], measure: &str) -> Result<bool, String> {
    let mut approximate = false;
    loop {
        let before = core.len();
        for word in BEFORE_APPROXIMATE {
            approximate |= strip_front(core, word);
        }
        for word in BEFORE_EXACT {
            strip_front(core, word);
        }
        if core.len() == before {
            break;
        }
    }
    loop {
        let before = core.len();
        for word in BEHIND_APPROXIMATE {
            approximate |= strip_back(core, word);
        }
        if let Some(found) = measure::trailing(core) {
            if !measure::is_alike(found, measure) {
                return Err(format!("写的是“{found}”，表上数的是“{measure}”，请核对"));
            }
            strip_back(core, found);
        } else if !measure.is_empty() {
            strip_back(core, measure);
        }
        if core.len() == before {
            return Ok(approximate);
        }
    }
}

fn trim(mut core: &[char]) -> &[char] {
    while let [' ', rest @ ..] | [rest @ .., ' '] = core {
        core = rest;
    }
    core
}

fn strip_front(core: &mut &[char], word: &str) -> bool {
    let length = word.chars().count();
    let found = core.len() > length && word.chars().eq(core[..length].iter().copied());
    if found {
        *core = trim(&core[length..]);
    }
    found
}

fn strip_back(core: &mut &[char], word: &str) -> bool {
    let length = word.chars().count();
    let found = core.len() > length && word.chars().eq(core[core.len() - length..].iter().copied());
    if found {
        *core = trim(&core[..core.len() - length]);
    }
    found
}

/// Two numbers with a sign between them.
fn is_range(core: &[char]) -> bool {
    let is_sign = |c: char| {
        matches!(
            c,
            '-' | '~' | '至' | '到' | '/' | '+' | '×' | '*' | '=' | '\u{2010}'
                ..='\u{2015}' | '\u{223C}'
        )
    };
    let is_numeral = |c: char| c.is_ascii_digit() || chinese::is_numeral(c);
    let numeral = |part: &[char]| part.iter().any(|&c| is_numeral(c));
    (1..core.len()).any(|i| is_sign(core[i]) && numeral(&core[..i]) && numeral(&core[i + 1..]))
}

#[cfg(test)]
mod tests;
