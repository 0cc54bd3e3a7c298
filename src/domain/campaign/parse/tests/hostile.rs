//! Files that nobody meant: read without panic, in time linear in their length, and shown at their place.

use super::grown::GROWN;
use super::page::AROUND_EXAMPLES;
use super::*;

/// A text whose lines end as on Windows says the same.
#[test]
fn line_ends_do_not_matter() {
    let windows = SMALL.replace('\n', "\r\n");
    assert_eq!(Campaign::parse(&windows).ok(), Campaign::parse(SMALL).ok());
}

/// Ten thousand problems, or ten thousand blanks of one name, are told and named one by one, not each against all.
#[test]
fn a_long_file_is_read_in_one_go() {
    let rubbish = "甲\n".repeat(10_000);
    assert_eq!(parse(&rubbish).diagnostics.len(), 10_000);
    let blanks: String = (0..10_000)
        .map(|n| format!("学习培训（{{x{n}}}）。"))
        .collect();
    let (before, after) = SMALL
        .split_once("完成率（{rate}）%。")
        .expect("it is there");
    let campaign = Campaign::parse(&format!("{before}{blanks}完成率（{{rate}}）%。{after}"));
    let campaign = campaign.expect("it is sound");
    assert_eq!(campaign.figures[10_002].label, "学习培训·10000");
}

/// Every problem lies within the source, between characters, and can be shown.
fn can_be_shown(source: &str) {
    let parsed = parse(source);
    for diagnostic in &parsed.diagnostics {
        assert!(
            source.get(diagnostic.span.clone()).is_some(),
            "{diagnostic:?}"
        );
    }
    let shown = render(&parsed.diagnostics, source, "甲.toml");
    assert!(!shown.chars().any(|c| c.is_control() && c != '\n'));
}

/// A campaign in which `length` characters from `at` on are replaced.
fn damaged(campaign: &str, at: usize, length: usize, put: &str) -> String {
    let chars: Vec<char> = campaign.chars().collect();
    let kept = |part: &[char]| part.iter().collect::<String>();
    let start = at.min(chars.len());
    let end = (start + length).min(chars.len());
    format!("{}{put}{}", kept(&chars[..start]), kept(&chars[end..]))
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(source in any::<String>()) {
        can_be_shown(&source);
    }

    #[test]
    fn text_like_a_campaign_is_read_without_panic(source in "([a-z_]{1,5}|\\[{1,2}[a-z.]{1,9}\\]{0,2}|[=\"{}\\[\\],\n安（）“＝ .0-9-]){0,80}") {
        can_be_shown(&source);
    }

    #[test]
    fn a_damaged_campaign_is_read_without_panic(
        at in 0..SMALL.len(),
        length in 0_usize..40,
        put in prop_oneof![Just(String::new()), "[\"'={}\\[\\]\n\\\\#（安0-9]{1,4}", any::<String>()],
    ) {
        can_be_shown(&damaged(SMALL, at, length, &put));
    }

    #[test]
    fn a_damaged_grown_campaign_is_read_without_panic(
        at in 0..GROWN.len(),
        length in 0_usize..40,
        put in prop_oneof![Just(String::new()), "[\"'={}\\[\\]\n().*/#（安0-9]{1,4}", any::<String>()],
    ) {
        can_be_shown(&damaged(GROWN, at, length, &put));
    }
}

/// A file made to exhaust its reader is refused, and quickly.
#[test]
fn formulas_that_grow_without_end_are_refused() {
    let mut fields = String::from("{ id = \"f0\", label = \"0\", kind = \"count\" }");
    for n in 1..60 {
        let before = n - 1;
        let formula = format!("f{before} + f{before} + f{before} + f{before}");
        fields += &format!(
            ",\n{{ id = \"f{n}\", label = \"{n}\", kind = \"count\", formula = \"{formula}\" }}"
        );
    }
    let register = format!("[[register]]\nid = \"r\"\nname = \"甲\"\nfield = [{fields}]\n");
    let columns: String = (1..60)
        .map(|n| {
            format!(
                "[[table.column]]\nid = \"c{n}\"\nname = \"{n}\"\nformula = \"c{0} + c{0}\"\n",
                n - 1
            )
        })
        .collect();
    let table = format!(
        "[[table]]\nid = \"t\"\nkind = \"grid\"\nlabel = \"甲\"\ntitle = \"乙\"\ncorner = \"丙\"\n\
         [[table.column]]\nid = \"c0\"\nname = \"0\"\n{columns}[[table.row]]\nid = \"a\"\nname = \"行\"\n"
    );
    for part in [register, table] {
        let told = parse(&format!("{AROUND_EXAMPLES}\n{part}")).diagnostics;
        assert!(
            told.iter().any(|d| d.message.starts_with("算式")),
            "{told:#?}"
        );
    }
}
