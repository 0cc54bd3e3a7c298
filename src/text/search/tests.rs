//! Names found by parts, initials and mistakes.

use super::*;
use proptest::prelude::*;

fn fit_of(query: &str, name: &str) -> Option<i32> {
    // Rounds up to the kind of fit: 7 exact … 1 scattered.
    Needle::new(query)
        .score(name)
        .map(|score| (score + STEP - 1) / STEP)
}

#[test]
fn names_are_found_the_ways_people_type() {
    for (query, name, fit) in [
        ("平江医院", "平江医院", Some(7)),
        ("平江", "平江医院", Some(6)),
        ("医院", "平江医院", Some(5)),
        ("ＰＪ", "pj平江", Some(6)),
        ("ABC", "xabc", Some(5)),
        ("pjyy", "平江医院", Some(4)),
        ("pingjiangyiyuan", "平江医院", Some(4)),
        ("pj", "平江医院", Some(3)),
        ("pingjyy", "平江医院", Some(4)),
        ("pingji", "平江医院", Some(3)),
        ("平江yy", "平江医院", Some(4)),
        ("yiy", "平江医院", Some(2)),
        ("pjsq", "平江（街道）社区", Some(1)),
        ("pjjd", "平江（街道）社区", Some(3)),
        ("pjyy", "姑苏区平江街道甲医院", Some(1)),
        ("平院", "平江医院", Some(1)),
        // Every reading counts.
        ("cq", "重庆路", Some(3)),
        ("zq", "重庆路", Some(3)),
        ("chongqing", "重庆", Some(4)),
        ("ca", "长安", Some(4)),
        ("za", "长安", Some(4)),
        ("xm", "厦门", Some(4)),
        ("xiamen", "厦门", Some(4)),
        ("lv", "绿洲", Some(3)),
        ("lü", "绿洲", Some(3)),
        ("nvzi", "女子", Some(4)),
        // All words must be found, in any order.
        ("医院 pj", "平江医院", Some(3)),
        ("医院 双塔", "平江医院", None),
        ("yypj", "平江医院", None),
        ("pjyyy", "平江医院", None),
        ("pingx", "平江医院", None),
        ("安", "", None),
        ("x", "平江", None),
        ("（", "平江（一）", Some(5)),
        ("d6", "第6社区", Some(3)),
    ] {
        assert_eq!(fit_of(query, name), fit, "{query} in {name}");
    }
    assert_eq!(Needle::new("  ").score("平江"), Some(0));
    assert!(Needle::new("　").is_empty());
}

#[test]
fn the_better_fit_comes_first() {
    let names = [
        "姑苏区平江街道甲医院",
        "平江医院分院",
        "沧浪平江医院",
        "平江医院",
        "双塔社区",
    ];
    assert_eq!(
        rank("pjyy", names, |name| *name),
        [
            "平江医院",
            "平江医院分院",
            "沧浪平江医院",
            "姑苏区平江街道甲医院"
        ]
    );
    assert_eq!(
        rank("平江医院", names, |name| *name),
        [
            "平江医院",
            "平江医院分院",
            "沧浪平江医院",
            "姑苏区平江街道甲医院"
        ]
    );
    assert_eq!(rank("", names, |name| *name), names);
    assert_eq!(
        Needle::new("pj").best(["双塔", "平江"]),
        Needle::new("pj").score("平江")
    );
    assert_eq!(Needle::new("pj").best(["双塔"]), None);
}

#[test]
fn a_mistyped_word_leads_to_the_nearest() {
    let keys = ["title", "theme", "issuer", "document_number", "table"];
    for (word, nearest) in [
        ("titel", Some("title")),
        ("Theme", Some("theme")),
        ("isuer", Some("issuer")),
        ("documentnumber", Some("document_number")),
        ("tabel", Some("table")),
        ("xyz", None),
        ("t", None),
        ("", None),
    ] {
        assert_eq!(closest(word, keys), nearest, "{word}");
    }
    assert_eq!(
        closest("应急保障科", ["综合处", "应急保障处"]),
        Some("应急保障处")
    );
    assert_eq!(closest("安", ["全"]), None);
}

proptest! {
    #[test]
    fn a_part_its_pinyin_and_its_initials_all_find_a_name(name in "[一-龥]{1,12}", from in 0usize..12, length in 1usize..6) {
        use ::pinyin::ToPinyin;
        let chars: Vec<char> = name.chars().collect();
        let part: String = chars.iter().skip(from % chars.len()).take(length).collect();
        prop_assert!(Needle::new(&part).score(&name) > Some(4 * STEP));
        if part.as_str().to_pinyin().all(|reading| reading.is_some()) {
            let full: String = part.as_str().to_pinyin().flatten().map(|reading| reading.plain()).collect();
            let initials: String = part.as_str().to_pinyin().flatten().map(|reading| reading.first_letter()).collect();
            prop_assert!(Needle::new(&full).score(&name) > Some(STEP), "{}", full);
            prop_assert!(Needle::new(&initials).score(&name) > Some(STEP), "{}", initials);
        }
    }

    #[test]
    fn characters_with_gaps_are_found_and_in_the_wrong_order_are_not(name in "[一-龥]{4,12}") {
        let chars: Vec<char> = name.chars().collect();
        let gapped: String = chars.iter().step_by(2).collect();
        prop_assert!(Needle::new(&gapped).score(&name).is_some());
        let backwards: String = chars.iter().rev().collect();
        prop_assert_eq!(Needle::new(&backwards).score(&name).is_some(), backwards == name);
    }

    #[test]
    fn nothing_typed_can_break_it(query in "\\PC{0,80}", name in "\\PC{0,40}") {
        let score = Needle::new(&query).score(&name);
        prop_assert!(score.is_none_or(|score| (0..=7 * STEP).contains(&score)));
        prop_assert!(closest(&query, [name.as_str()]).is_none_or(|found| found == name));
    }
}
