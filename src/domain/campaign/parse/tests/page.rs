//! The page that explains campaign files: every example on it is sound, and every key is explained.

use super::*;

/// What stands around the examples of the page: the least that a campaign file has.
pub(super) const AROUND_EXAMPLES: &str = r#"id = "example"
title = "例子"
issuer = "某局"
from = 2020-06-01
to = 2020-06-30
unit_kind = [
  { id = "department", name = "部门" },
  { id = "town", name = "乡镇" },
  { id = "enterprise", name = "企业" },
]
hazard_level = [{ id = "general", name = "一般隐患" }]

[[duty]]
id = "final"
name = "总结"
due = 2020-07-01
asks = [{ narrative = "总结" }]
"#;

/// The examples of each part of the page, put together, are sound.
#[test]
fn every_example_of_the_page_is_sound() {
    let page = include_str!("../../../../../docs/campaign-file.md");
    let mut examples = 0;
    for part in page.split("\n## ").skip(1) {
        let blocks: Vec<&str> = part
            .split("```toml\n")
            .skip(1)
            .filter_map(|block| block.split("```").next())
            .collect();
        examples += blocks.len();
        // What the notice says of itself stands before everything that has a heading of its own.
        let (below, above): (Vec<&str>, Vec<&str>) =
            blocks.iter().partition(|block| block.starts_with('['));
        let (above, below) = (above.join("\n"), below.join("\n"));
        let source = format!("{above}{AROUND_EXAMPLES}\n{below}");
        let told = render(&parse(&source).diagnostics, &source, "例子");
        assert_eq!(told, "", "{source}");
    }
    assert!(examples > 6, "only {examples} examples were found");
}

/// The page on how to write a campaign file names every key that there is.
#[test]
fn every_key_is_explained() {
    let page = include_str!("../../../../../docs/campaign-file.md");
    let words: std::collections::BTreeSet<&str> = page
        .split(|c: char| !c.is_ascii_lowercase() && c != '_')
        .collect();
    let keys = [
        &header::KEYS[..],
        &form::KEYS,
        &form::FIELD_KEYS,
        &duty::KEYS,
        &table::TABLE_KEYS,
        &grid::COLUMN_KEYS,
        &grid::ROW_KEYS,
        &table::ROW_KEYS,
        &figures::KEYS,
        &check::KEYS,
        &header::ACTIVITY_KEYS,
        &duty::ASK_KEYS,
        &register::KEYS,
        &register::FIELD_KEYS,
        &register::STAGE_KEYS,
        &register::ROW_KEYS,
        &register::HAZARD_KEYS,
        &target::KEYS,
        &target::MILESTONE_KEYS,
        &points::KEYS,
        &points::GROUP_KEYS,
        &points::ITEM_KEYS,
        &points::LATE_KEYS,
        &award::KEYS,
        &award::CONDITION_KEYS,
        &award::STEP_KEYS,
    ];
    for key in keys.concat() {
        assert!(words.contains(key), "{key}");
    }
}
