//! Numbers as people write them, exact, approximate, and none at all.

use proptest::prelude::*;

use super::*;

fn value(text: &str, measure: &str) -> Option<(i64, bool)> {
    match read(text, 0, measure) {
        Number::Value {
            value, approximate, ..
        } => Some((value, approximate)),
        _ => None,
    }
}

#[test]
fn numbers_as_people_write_them() {
    for (text, exact) in [
        ("12", 12),
        ("１２", 12),
        (" 　5　 ", 5),
        ("0", 0),
        ("零", 0),
        ("〇", 0),
        ("007", 7),
        ("1,280", 1280),
        ("１２，６００", 12600),
        ("1 280", 1280),
        ("12　600", 12600),
        ("三", 3),
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("二〇", 20),
        ("一〇八", 108),
        ("两百", 200),
        ("二百零五", 205),
        ("一千零五十", 1050),
        ("一千零五", 1005),
        ("一万二千三百四十五", 12345),
        ("十二万", 120_000),
        ("一百一十", 110),
        ("一千零一十二", 1012),
        ("壹拾贰", 12),
        ("廿", 20),
        ("1.2万", 12000),
        ("1.26万人次", 12600),
        ("3千", 3000),
        ("1万2600", 12600),
        ("3.0", 3),
        ("5人次", 5),
        ("5人", 5),
        ("共5人次", 5),
        ("5。", 5),
        ("5；", 5),
        ("“5”", 5),
        ("（5）", 5),
        ("__5__", 5),
        ("5\n", 5),
    ] {
        assert_eq!(value(text, "人次"), Some((exact, false)), "{text:?}");
    }
}

#[test]
fn approximate_numbers_are_taken_and_marked() {
    for (text, about) in [
        ("约300", 300),
        ("300余", 300),
        ("300余人次", 300),
        ("300人次左右", 300),
        ("近1.2万", 12000),
        ("1万多", 10000),
        ("300多万", 3_000_000),
        ("三百余", 300),
        ("百余", 100),
        ("近百", 100),
        ("十余人", 10),
        ("300+", 300),
        ("大约 300", 300),
        ("超过1,200人次", 1200),
    ] {
        assert_eq!(value(text, "人次"), Some((about, true)), "{text:?}");
    }
}

#[test]
fn nothing_is_not_zero() {
    for text in [
        "无", "—", "——", "-", "－", "/", "／", " / ", "暂无", "没有", "无。",
    ] {
        assert_eq!(read(text, 0, "次"), Number::None, "{text:?}");
    }
    for text in ["不涉及", "N/A", "不适用"] {
        assert_eq!(read(text, 0, "次"), Number::NotApplicable, "{text:?}");
    }
    for text in ["", "   ", "　　", "____", "\n"] {
        assert_eq!(read(text, 0, "次"), Number::Empty, "{text:?}");
    }
}

#[test]
fn what_may_be_read_in_two_ways_is_not_read() {
    for text in [
        "3-5",
        "3~5",
        "三五",
        "三至五",
        "3+2",
        "1/2",
        "一千二",
        "两百五",
        "一万二",
        "1万26",
        "1,28",
        "3 5",
        "12 34",
        "1.5",
        ".5",
        "．5",
        "90²",
        "3₂",
        "12.600",
        "-3",
        "若干",
        "几",
        "几十",
        "多",
        "约",
        "5(其中线上2)",
        "3天",
        "30%",
        "百",
        "2O",
        "①",
        "√",
        "5￼",
        "1.2.3",
        "9999999999999",
        "1,280,00",
        "0,123",
        "一二",
        "十十",
        "零零",
        "千百",
        "3个5个",
        "3小时",
    ] {
        assert!(
            matches!(read(text, 0, "次"), Number::Unreadable(_)),
            "{text:?} was read as {:?}",
            read(text, 0, "次")
        );
    }
}

#[test]
fn measure_words_that_count_alike_are_taken() {
    assert_eq!(value("3场", "次"), Some((3, false)));
    assert_eq!(value("3次", "场次"), Some((3, false)));
    assert_eq!(value("12名", "人次"), Some((12, false)));
    assert_eq!(value("3场", ""), Some((3, false)));
    assert_eq!(value("3人", "场"), None);
    assert_eq!(value("3场", "人次"), None);
    assert_eq!(value("3天", ""), None);
}

#[test]
fn decimals_keep_to_their_scale() {
    let decimal = |text: &str| match read(text, 2, "万元") {
        Number::Value { value, .. } => Some(value),
        _ => None,
    };
    assert_eq!(decimal("1.25"), Some(125));
    assert_eq!(decimal("3"), Some(300));
    assert_eq!(decimal("1.5万元"), Some(150));
    assert_eq!(decimal("1.255"), None);
}

fn in_chinese(n: i64) -> String {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let section = |n: i64| {
        let mut text = String::new();
        let mut zero = false;
        for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
            let d = n / unit % 10;
            if d == 0 {
                zero = !text.is_empty();
                continue;
            }
            if zero {
                text.push('零');
                zero = false;
            }
            text.push(DIGITS[usize::try_from(d).unwrap()]);
            text.push_str(name);
        }
        text
    };
    if n == 0 {
        return "零".to_owned();
    }
    let (high, low) = (n / 10_000, n % 10_000);
    match (high, low) {
        (0, low) => section(low),
        (high, 0) => section(high) + "万",
        (high, low) if low < 1000 => section(high) + "万零" + &section(low),
        (high, low) => section(high) + "万" + &section(low),
    }
}

proptest! {
    #[test]
    fn every_way_of_writing_is_the_number(n in 0_i64..99_999_999) {
        prop_assert_eq!(value(&n.to_string(), ""), Some((n, false)));
        prop_assert_eq!(value(&in_chinese(n), ""), Some((n, false)), "{}", in_chinese(n));
        let mut grouped = String::new();
        let plain = n.to_string();
        for (i, c) in plain.chars().enumerate() {
            if i > 0 && (plain.len() - i) % 3 == 0 {
                grouped.push('，');
            }
            grouped.push(c);
        }
        prop_assert_eq!(value(&grouped, ""), Some((n, false)));
    }

    #[test]
    fn nothing_makes_it_fall_over(text in "\\PC{0,12}|[0-9一二三十百千万亿约余多,.（）()/ -]{0,10}") {
        read(&text, 0, "次");
        read(&text, 3, "");
    }
}
