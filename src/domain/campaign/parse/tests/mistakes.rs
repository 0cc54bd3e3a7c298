//! One mistake after another in the small campaign: each is told once, at its own place.

mod duties;
mod tables;

use super::*;

#[test]
fn every_mistake_is_told_at_its_own_place() {
    each_is_told_at_its_place(SMALL, &duties::MISTAKES);
    each_is_told_at_its_place(SMALL, &tables::MISTAKES);
}

#[test]
fn one_mistake_is_told_once() {
    let mistakes = [
        ("theme =", "theem ="),
        ("label = \"附件2\"\n", ""),
        ("id = \"medical\"", "id = \"medical"),
        ("{people}", "{people"),
        ("report = \"\"\"\n以", "report = \"\"\"\n}以"),
    ];
    each_is_told_once(SMALL, &mistakes);
}

#[test]
fn a_near_word_is_suggested() {
    for (from, to, suggestion) in [
        ("collector =", "colector =", "是不是“collector”？"),
        (
            "every = \"thursday\"",
            "every = \"thurday\"",
            "是不是“thursday”？",
        ),
        ("\"people >= 2", "\"peeple >= 2", "是不是“people”？"),
        ("[figures.rate]", "[figures.rats]", "是不是“rate”？"),
        ("id = \"annex2\"", "id = \"Annex-2\"", "写成 annex_2"),
    ] {
        let source = SMALL.replacen(from, to, 1);
        let told = parse(&source).diagnostics;
        assert!(
            told.iter()
                .any(|d| d.suggestion.as_deref() == Some(suggestion)),
            "{to}: {told:#?}"
        );
    }
}

#[test]
fn all_problems_are_told_at_once_in_the_order_of_the_file() {
    let source = SMALL
        .replace("theme =", "theem =")
        .replace("from = 2020-06-01", "from = ")
        .replace("every = \"thursday\"", "every = \"thirsday\"")
        .replace("{people}", "{people")
        .replace("\"people >= 2", "\"sesions >= 2");
    let told = parse(&source).diagnostics;
    let lines: Vec<usize> = told.iter().map(|d| d.line).collect();
    assert!(lines.is_sorted(), "{lines:?}");
    for line in [3, 7, 37, 63, 76] {
        assert!(lines.contains(&line), "{line} is not among {lines:?}");
    }
}

#[test]
fn a_warning_alone_does_not_refuse_the_file() {
    let source = SMALL.replacen("2020-06-16", "2020-07-16", 1);
    let parsed = parse(&source);
    assert!(parsed.campaign.is_some());
    assert_eq!(parsed.diagnostics[0].severity, Severity::Warning);
}

#[test]
fn a_problem_found_outside_the_text_takes_its_place_among_the_others() {
    let mut parsed = parse(SMALL);
    let at = SMALL.find("附件2").expect("the table's label");
    parsed.refuse(SMALL, at..at + 7, "找不到", None);
    parsed.refuse(SMALL, 0..2, "不对", "改".to_owned());
    let lines: Vec<usize> = parsed.diagnostics.iter().map(|told| told.line).collect();
    assert!(lines.is_sorted() && lines.len() == 2, "{lines:?}");
    assert!(parsed.campaign.is_none());
}
