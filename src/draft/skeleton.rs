//! A campaign file to begin from, for a coordinator who has no form to draft it from: the usual parts filled in as an
//! example that checks clean, and every other part of the language as a comment to be uncommented. Those come from the
//! page that explains the language, so that there is one source for both.

use super::write::Writer;

/// The usual parts, for the year that stands in them.
const USUAL: &str = include_str!("../../data/campaigns/new.toml");
const YEAR_OF_USUAL: &str = "2020";
/// The page that explains the language.
const REFERENCE: &str = include_str!("../../docs/campaign-file.md");

/// The text of a new campaign file for a year.
pub fn skeleton(year: i32) -> String {
    let mut writer = Writer::default();
    for (title, example) in examples(REFERENCE) {
        writer.part(&format!("{title}：要用时删去每行前面的 #，并删去原有的 #"));
        writer.offer(true);
        writer.lines(&example);
        writer.offer(false);
    }
    let usual = USUAL.replace(YEAR_OF_USUAL, &year.to_string());
    format!("{usual}{}", writer.finish())
}

/// The first example of every part of the page that has one, with the part's name. Keys of the notice itself are among the
/// usual parts: they have to stand above the first heading.
fn examples(page: &str) -> Vec<(String, String)> {
    let parts = page.split("\n## ").skip(1);
    let example = |part: &str| {
        let (heading, text) = part.split_once('\n')?;
        let (_, behind) = text.split_once("```toml\n")?;
        let (example, _) = behind.split_once("\n```")?;
        if !example.starts_with('[') {
            return None;
        }
        let title = heading.split('`').next().unwrap_or(heading).trim();
        Some((title.to_owned(), example.to_owned()))
    };
    parts.filter_map(example).collect()
}

#[cfg(test)]
mod tests {
    //! The file to begin with, in every year.

    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::campaign::{parse, render};

    #[test]
    fn a_new_file_checks_clean_in_every_year() {
        for year in [2020, 2021, 2026, 2099] {
            let source = skeleton(year);
            let parsed = parse(&source);
            assert_eq!(render(&parsed.diagnostics, &source, "新活动.toml"), "");
            let campaign = parsed.campaign.expect("there is no problem");
            assert_eq!(campaign.days.from().to_string(), format!("{year}-06-01"));
            assert_eq!((campaign.duties.len(), campaign.figures.len()), (3, 5));
        }
    }

    /// The words that stand as code in the first column of the page's tables and in its lists.
    fn keys_of_page() -> BTreeSet<&'static str> {
        let first_column = |line: &'static str| line.strip_prefix("| `")?.split(" |").next();
        let listed = |line: &'static str| line.strip_prefix("- `");
        let cells = REFERENCE
            .lines()
            .filter_map(|line| first_column(line).or(listed(line)));
        let is_key = |word: &&str| {
            !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '_')
        };
        cells
            .flat_map(|cell| cell.split(['`', ' ', '[', ']']))
            .filter(is_key)
            .collect()
    }

    #[test]
    fn a_new_file_shows_every_usual_key_of_the_language() {
        let source = skeleton(2026);
        let words: BTreeSet<&str> = source
            .split(|c: char| !c.is_ascii_lowercase() && c != '_')
            .collect();
        let keys = keys_of_page();
        assert!(keys.len() > 30, "the page explains many keys: {keys:?}");
        let (usual, _) = REFERENCE
            .split_once("\n## 台账")
            .expect("registers come behind the usual parts");
        let missing: Vec<&&str> = keys
            .iter()
            .filter(|key| usual.contains(&format!("`{key}`")) && !words.contains(*key))
            .collect();
        assert_eq!(missing, Vec::<&&str>::new());
    }

    #[test]
    fn every_other_part_of_the_language_is_offered() {
        let source = skeleton(2026);
        let examples = examples(REFERENCE);
        assert!(examples.len() >= 4, "{examples:?}");
        for (title, example) in examples {
            assert!(source.contains(&format!("# ── {title}")), "{title}");
            let first = example.lines().next().unwrap_or_default();
            assert!(
                source.contains(&format!("\n# {first}\n")),
                "{title}: {first}"
            );
        }
    }
}
