//! Chinese numerals: 三, 十二, 两百, 一千零五十, 一万二千, 二〇; also the formal ones (壹拾贰). `三五`, which is 3 to 5,
//! and `一千二`, which is 1200 to most and 1002 to some, are not read.

fn digit(c: char) -> Option<i128> {
    Some(match c {
        '零' | '〇' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// 十, 百, 千 and their formal kin.
fn small_unit(c: char) -> Option<i128> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        _ => return None,
    })
}

/// Whether the character may be part of a Chinese numeral.
pub(in crate::intake) fn is_numeral(c: char) -> bool {
    digit(c).is_some() || small_unit(c).is_some() || matches!(c, '万' | '亿' | '廿' | '卅')
}

/// Reads a numeral of only Chinese characters. A bare unit (百余) is a number only where it is `approximate`.
pub(super) fn parse(chars: &[char], approximate: bool) -> Option<i128> {
    match chars {
        [] => return None,
        ['廿'] => return Some(20),
        ['卅'] => return Some(30),
        [c] => {
            if let Some(d) = digit(*c) {
                return Some(d);
            }
            return match small_unit(*c) {
                Some(10) => Some(10),
                unit => unit.filter(|_| approximate),
            };
        }
        _ => {}
    }
    if chars.iter().all(|c| digit(*c).is_some()) {
        return positional(chars);
    }
    let (mut total, mut rest) = (0, chars);
    for (big, value) in [('亿', 100_000_000), ('万', 10_000)] {
        if let Some(at) = rest.iter().position(|c| *c == big) {
            total += section(&rest[..at], true)? * value;
            rest = &rest[at + 1..];
            // 一万二 may be 12000 or 10002.
            if let [only] = rest
                && digit(*only).is_some()
            {
                return None;
            }
        }
    }
    if rest.is_empty() {
        return Some(total);
    }
    Some(total + section(rest, total == 0)?)
}

/// 二〇, 一〇八: digit by digit. Without a zero it may be a range of two numbers.
fn positional(chars: &[char]) -> Option<i128> {
    let has_zero = chars[1..].iter().any(|c| matches!(c, '零' | '〇'));
    if !has_zero || chars.len() > 6 || digit(chars[0]) == Some(0) {
        return None;
    }
    chars
        .iter()
        .try_fold(0, |sum, c| Some(sum * 10 + digit(*c)?))
}

/// Below 10000. `first` is the leading section, where 十 stands for 一十.
fn section(chars: &[char], first: bool) -> Option<i128> {
    let (mut total, mut held, mut last_unit, mut zero) = (0, None, 10_000, false);
    for (i, &c) in chars.iter().enumerate() {
        if let Some(unit) = small_unit(c) {
            if unit >= last_unit {
                return None;
            }
            let count = match held.take() {
                Some(0) => return None,
                Some(count) => count,
                None if unit == 10 && (i == 0 && first || zero) => 1,
                None => return None,
            };
            total += count * unit;
            (last_unit, zero) = (unit, false);
        } else if let Some(d) = digit(c) {
            if held.is_some() {
                return None;
            }
            if d == 0 {
                zero = true;
            } else {
                held = Some(d);
            }
        } else {
            return None;
        }
    }
    match held {
        // 两百五, 一千二: the unit of the last digit is left to the reader.
        Some(_) if (100..10_000).contains(&last_unit) && !zero => None,
        Some(d) => Some(total + d),
        None if total == 0 => None,
        None => Some(total),
    }
}

#[cfg(test)]
mod tests {
    //! Chinese numerals.

    use super::*;

    fn of(text: &str) -> Option<i128> {
        parse(&text.chars().collect::<Vec<_>>(), false)
    }

    #[test]
    fn sections_and_units_add_up() {
        for (text, n) in [
            ("十", 10),
            ("二十一", 21),
            ("一百零八", 108),
            ("一百一十", 110),
            ("两千零一", 2001),
            ("十万零三百", 100_300),
            ("一亿二千万", 120_000_000),
            ("二〇二〇", 2020),
            ("卅", 30),
        ] {
            assert_eq!(of(text), Some(n), "{text}");
        }
    }

    #[test]
    fn what_two_people_read_differently_is_no_number() {
        for text in [
            "三五",
            "一千二",
            "一万二",
            "两百五",
            "百",
            "十十",
            "百千",
            "零三",
            "万",
            "一百百",
            "二〇〇〇〇〇〇",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
        let hundred: Vec<char> = "百".chars().collect();
        assert_eq!(parse(&hundred, true), Some(100), "百余");
    }
}
