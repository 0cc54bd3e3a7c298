//! Numbers and addresses of every kind, right and wrong, with the message for the wrong ones.

use proptest::prelude::*;

use super::*;

fn check(kind: &FieldKind, good: &[&str], bad: &[&str]) {
    for text in good {
        assert_eq!(problem_with(kind, text), None, "{kind:?} {text}");
    }
    for text in bad {
        assert!(problem_with(kind, text).is_some(), "{kind:?} {text}");
    }
}

#[test]
fn mobile_numbers() {
    check(
        &FieldKind::Mobile,
        &["13800000000", "19900000000", "１３８００００００００"],
        &[
            "1380000000",
            "138000000000",
            "12800000000",
            "23800000000",
            "138-0000-0000",
            "无",
            "+8613800000000",
        ],
    );
}

#[test]
fn office_phones_and_faxes() {
    for kind in [FieldKind::OfficePhone, FieldKind::Fax] {
        check(
            &kind,
            &[
                "0512-60000000",
                "051260000000",
                "0512 60000000",
                "(0512)60000000",
                "（0512）60000000",
                "0512-60000000-8001",
                "0512-60000000转8001",
                "051260000000转8001",
                "010-80000000",
                "0557-3000000",
                "60000000",
                "6000000",
                "60000000-12",
                "０５１２－６０００００００",
            ],
            &[
                "13800000000",
                "0512-600000",
                "0512-600000000",
                "0512",
                "051-",
                "12345",
                "110",
                "0512-00000000",
                "0512-60000000-",
                "0512-60000000-1234567",
                "0512-60000000转",
                "0512-60000000-1-2",
                "无",
                "0五12-60000000",
            ],
        );
    }
}

#[test]
fn the_message_names_what_was_asked_for() {
    let fax = problem_with(&FieldKind::Fax, "无").expect("not a number");
    assert!(
        fax.starts_with("传真应是区号加 7 到 8 位号码，例如"),
        "{fax}"
    );
    let phone = problem_with(&FieldKind::OfficePhone, "无").expect("not a number");
    assert!(phone.starts_with("办公电话"), "{phone}");
}

#[test]
fn qq_and_wechat() {
    check(
        &FieldKind::Qq,
        &["10000", "12345678901", "１００００"],
        &["1000", "01000", "123456789012", "qq10000"],
    );
    check(
        &FieldKind::WeChat,
        &[
            "anquan_01",
            "wxid-abcdef",
            "Aa1234",
            "13800000000",
            "10000001",
            "abcdefghijklmnopqrst",
        ],
        &[
            "abc12",
            "1abcde",
            "_abcdef",
            "abcdefghijklmnopqrstu",
            "安全月01",
            "ab cd ef",
        ],
    );
}

#[test]
fn mail_addresses() {
    check(
        &FieldKind::Email,
        &[
            "lianluo@example.com",
            "a.b-c+d@mail.example.gov.cn",
            "10000001@example.com",
            "ｌｉａｎ@example.com",
        ],
        &[
            "lianluo",
            "@example.com",
            "lianluo@",
            "lianluo@example",
            "a..b@example.com",
            ".a@example.com",
            "a@example..com",
            "a@-example.com",
            "a@example.c",
            "a b@example.com",
            "a@b@example.com",
            "安全@example.com",
            "a@192.168.1.1",
        ],
    );
}

#[test]
fn dates_and_choices() {
    check(
        &FieldKind::Date,
        &[
            "2020-06-16",
            "２０２０-06-16",
            "2020.6.1",
            "6月16日",
            "6-16",
            "2月29日",
            "20200616",
        ],
        &["2020-06-31", "2月30日", "2020年6月", "616", "下周"],
    );
    let choice = FieldKind::Choice(vec!["男".to_owned(), "女".to_owned()]);
    check(&choice, &["男", "女"], &["男女", "M"]);
}

#[test]
fn words_are_free_but_not_endless() {
    check(
        &FieldKind::Text,
        &["处长", "无"],
        &["长".repeat(201).as_str()],
    );
    check(
        &FieldKind::UnitName,
        &["某某医院"],
        &["长".repeat(5_000_000).as_str()],
    );
}

/// The first is the standard's own specimen as it is quoted everywhere; the others are made up.
const CODES: [&str; 5] = [
    "91350100M000100Y43",
    "12320500000000000Y",
    "91320500MA0000000W",
    "12320508MB0000001T",
    "52320500509999999H",
];

#[test]
fn credit_codes() {
    check(
        &FieldKind::CreditCode,
        &CODES,
        &[
            "91350100M000100Y44",
            "91350100M000100Y4",
            "91350100M000100Y433",
            "91350100M0001O0Y43",
            "913501A0M000100Y43",
            "无",
        ],
    );
    check(
        &FieldKind::CreditCode,
        &["91350100m000100y43", "９１３５０１００M000100Y43"],
        &[],
    );
}

#[test]
fn a_wrong_credit_code_is_told_by_what_is_wrong() {
    for (code, told) in [
        ("91350100M000100Y4", "现在是 17 位"),
        ("91350100M0001O0Y43", "不应有“O”"),
        ("9135A100M000100Y43", "行政区划"),
        ("91350100M000100Y44", "校验码"),
    ] {
        let message = problem_with(&FieldKind::CreditCode, code).expect("it is wrong");
        assert!(message.contains(told), "{code}: {message}");
    }
}

proptest! {
    /// The check digit finds every single wrong character, and every two neighbours swapped.
    #[test]
    fn one_slip_in_a_credit_code_is_found(code in prop::sample::select(&CODES[..]), at in 0_usize..18, put in "[0-9A-HJ-NP-RT-UW-Y]") {
        let mut slipped = code.to_owned();
        slipped.replace_range(at..=at, &put);
        prop_assume!(slipped != code);
        prop_assert!(problem_with(&FieldKind::CreditCode, &slipped).is_some());
        if at < 17 {
            let mut swapped: Vec<u8> = code.bytes().collect();
            swapped.swap(at, at + 1);
            let swapped = String::from_utf8(swapped).expect("ASCII");
            prop_assert_eq!(problem_with(&FieldKind::CreditCode, &swapped).is_some(), swapped != code);
        }
    }

    #[test]
    fn no_text_makes_a_check_panic(text in any::<String>()) {
        for kind in [FieldKind::Mobile, FieldKind::OfficePhone, FieldKind::Fax, FieldKind::Qq, FieldKind::WeChat,
            FieldKind::Email, FieldKind::CreditCode, FieldKind::Date, FieldKind::Text] {
            let _ = problem_with(&kind, &text);
        }
    }
}
