//! What a grid holds its cells to: parts within their wholes, and rules over columns in every row.

use super::*;
use crate::domain::campaign::Named;

const GRID: &str = r#"id = "grid-2024"
title = "例子"
issuer = "某局"
from = 2024-06-01
to = 2024-06-30

[[duty]]
id = "final"
name = "总结"
due = 2024-07-01
covers = "whole"
asks = [{ table = "grid" }]

[[table]]
id = "grid"
kind = "grid"
label = "附表"
title = "进展"
corner = "企业"

[[table.column]]
id = "firms"
name = "企业数"

[[table.column]]
id = "active"
name = "参赛企业"
group = "竞赛"

[[table.column]]
id = "score"
name = "得分"
group = "竞赛"
kind = "decimal"
scale = 1

[[table.column]]
id = "rate"
name = "参赛率"
kind = "decimal"
scale = 1
formula = "active * 100 / firms"

[[table.row]]
id = "big"
name = "规模以上"

[[table.row]]
id = "risky"
name = "其中：高危"
in = "big"

[[table.row]]
id = "mine"
name = "其中：矿山"
in = "risky"
without = ["score"]

[[table.row]]
id = "small"
name = "规模以下"

[[table.row]]
id = "all"
name = "合计"
total = true

[[table.check]]
rule = "active <= firms"
message = "参赛企业多于企业数"

[[table.check]]
rule = "rate <= 100 and score <= 100"
message = "超过一百"
"#;

/// What is told of these answers, as severity, place and words; a decimal is in tenths.
fn told(source: &str, answers: &[(&str, i64)]) -> Vec<String> {
    let campaign = Campaign::parse(source);
    let campaign = campaign.unwrap_or_else(|told| panic!("{}", render(&told, source, "grid")));
    let answers = answers.iter();
    let answers: Figures = answers
        .map(|(id, number)| ((*id).into(), Answer::number(*number)))
        .collect();
    let facts = Facts::of_figures(&answers);
    let broken = campaign
        .checks
        .iter()
        .filter(|check| check.is_broken_by(facts));
    let words = |check: &Check| {
        let Some(Named::Figure(place)) = check.place() else {
            panic!("a problem of a grid stands beside a cell");
        };
        format!("{:?} {place} {}", check.severity, check.message)
    };
    broken.map(words).collect()
}

#[test]
fn a_part_is_never_more_than_its_whole() {
    for (answers, expected) in [
        (&[("big_firms", 5), ("risky_firms", 5)][..], &[][..]),
        // What is blank is not judged.
        (&[("risky_firms", 5)], &[]),
        (
            &[("big_firms", 5), ("risky_firms", 6), ("mine_firms", 7)],
            &[
                "Error risky_firms “其中：高危”的企业数多于它所在的“规模以上”，请核对这两格",
                "Error mine_firms “其中：矿山”的企业数多于它所在的“其中：高危”，请核对这两格",
            ],
        ),
        (
            &[("big_active", 2), ("risky_active", 3)],
            &["Error risky_active “其中：高危”的竞赛·参赛企业多于它所在的“规模以上”，请核对这两格"],
        ),
        // A score may be better in a part, and a rate is nobody's to fill in.
        (&[("big_score", 10), ("risky_score", 900)], &[]),
    ] {
        assert_eq!(told(GRID, answers), expected, "{answers:?}");
    }
}

#[test]
fn a_column_says_how_its_parts_are_held() {
    let answers = [
        ("big_firms", 5),
        ("risky_firms", 6),
        ("big_score", 10),
        ("risky_score", 900),
    ];
    let warned = GRID.replace(
        "name = \"企业数\"",
        "name = \"企业数\"\nparts = \"warning\"",
    );
    let first = "Warning risky_firms “其中：高危”的企业数多于它所在的“规模以上”，请核对这两格";
    assert_eq!(told(&warned, &answers), [first]);
    let free = GRID.replace("name = \"企业数\"", "name = \"企业数\"\nparts = \"free\"");
    assert_eq!(told(&free, &answers), [""; 0]);
    let scores = free.replace("name = \"得分\"", "name = \"得分\"\nparts = \"error\"");
    let second = "Error risky_score “其中：高危”的竞赛·得分多于它所在的“规模以上”，请核对这两格";
    assert_eq!(told(&scores, &answers), [second]);
}

/// A column that is worked out is named in a rule like any other: its number, and whether there is one.
#[test]
fn a_rule_speaks_of_a_column_that_is_worked_out() {
    let wanted = GRID.replace("active <= firms", "not filled(rate) or filled(score)");
    let both = [("big_firms", 5), ("big_active", 4)];
    let said = "Warning big_active 规模以上：参赛企业多于企业数";
    assert_eq!(told(&wanted, &both), [said]);
    assert_eq!(told(&wanted, &both[..1]), [""; 0], "half of it is no rate");
    let scored = [both[0], both[1], ("big_score", 900)];
    assert_eq!(told(&wanted, &scored), [""; 0]);
    let when = "active <= firms\"\nwhen = \"filled(rate)";
    let only_then = GRID.replace("active <= firms", when);
    let more = [("small_firms", 4), ("small_active", 5)];
    let said = [
        "Warning small_active 规模以下：参赛企业多于企业数",
        // A rate of 125.
        "Warning small_active 规模以下：超过一百",
    ];
    assert_eq!(told(&only_then, &more), said);
}

/// A rule of the campaign names cells that are worked out like any other: it is told beside the first blank behind them,
/// and only where all of those are filled in.
#[test]
fn a_rule_of_the_campaign_speaks_of_cells_that_are_worked_out() {
    let rule = |rule: &str| format!("{GRID}\n[[check]]\nrule = \"{rule}\"\nmessage = \"太多\"\n");
    let all = [
        ("big_firms", 5),
        ("big_active", 4),
        ("small_firms", 4),
        ("small_active", 3),
    ];
    for (names, breaks, holds) in [
        ("a cell of a column", "big_rate <= 79", "big_rate <= 80"),
        ("a total", "all_firms <= 8", "all_firms <= 9"),
        ("a rate of totals", "77 >= all_rate", "78 >= all_rate"),
    ] {
        let told_of = |text, answers| told(&rule(text), answers);
        let place = match names {
            "a total" => "big_firms",
            _ => "big_active",
        };
        assert_eq!(
            told_of(breaks, &all),
            [format!("Warning {place} 太多")],
            "{names}"
        );
        assert_eq!(told_of(holds, &all), [""; 0], "{names}");
        assert_eq!(told_of(breaks, &all[1..]), [""; 0], "{names}");
    }
}

#[test]
fn a_rule_over_columns_holds_in_every_row_that_is_filled_in() {
    for (answers, expected) in [
        (
            &[("big_firms", 9), ("big_active", 8), ("big_score", 1000)][..],
            &[][..],
        ),
        (
            &[("small_firms", 3), ("small_active", 4)],
            &[
                "Warning small_active 规模以下：参赛企业多于企业数",
                "Warning small_active 规模以下：超过一百",
            ],
        ),
        // A rate is worked out where the rule asks for it; a row without a score has no such rule.
        (
            &[
                ("risky_firms", 3),
                ("risky_active", 4),
                ("risky_score", 1001),
            ],
            &[
                "Warning risky_active 其中：高危：参赛企业多于企业数",
                "Warning risky_active 其中：高危：超过一百",
            ],
        ),
        (
            &[("mine_firms", 3), ("mine_active", 4)],
            &["Warning mine_active 其中：矿山：参赛企业多于企业数"],
        ),
    ] {
        assert_eq!(told(GRID, answers), expected, "{answers:?}");
    }
}

#[test]
fn mistakes_in_what_a_grid_is_held_to_are_told_at_their_place() {
    let mistakes: [Mistake; 4] = [
        (
            "rule = \"active <= firms\"",
            "rule = \"active <= firm\"",
            "表里没有“firm”这个指标",
            "firm",
        ),
        (
            "rule = \"active <= firms\"",
            "rule = \"big_active <= big_firms\"",
            "表里没有“big_active”这个指标",
            "big_active",
        ),
        (
            "name = \"企业数\"",
            "name = \"企业数\"\nparts = \"strict\"",
            "“strict”不在可用的词里：error、warning、free",
            "\"strict\"",
        ),
        (
            "name = \"参赛率\"",
            "name = \"参赛率\"\nparts = \"error\"",
            "“parts”在这里用不上：算出来的列不核对",
            "parts",
        ),
    ];
    each_is_told_at_its_place(GRID, &mistakes);
}
