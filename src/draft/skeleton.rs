//! A campaign file to begin from, for a coordinator who has no form to draft it from: the usual parts filled in as an
//! example that checks clean, and every other part of the language as a comment to be uncommented. Those come from the
//! page that explains the language, so that there is one source for both.

use super::write::Writer;

/// The usual parts, for the year that stands in them.
const USUAL: &str = include_str!("../../data/campaigns/new.toml");
const YEAR_OF_USUAL: &str = "2020";
/// The page that explains the language.
const REFERENCE: &str = include_str!("../../docs/campaign-file.md");

/// A part of the language that a campaign may have, with an example of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Where on the page it stands.
    pub title: String,
    /// What the example does, for people who are no programmers.
    pub explanation: String,
    /// What goes into the file.
    pub example: String,
}

/// The text of a new campaign file for a year.
pub fn skeleton(year: i32) -> String {
    let mut writer = Writer::default();
    writer.gap();
    writer
        .comment("以下各段是例子，要用哪一段，就删去这一段每行开头的一个 # 和空格，再改成自己的。");
    for offer in offers() {
        writer.part(&offer.title);
        offer
            .explanation
            .lines()
            .for_each(|line| writer.comment(line));
        writer.gap();
        writer.offer(true);
        writer.lines(&offer.example);
        writer.offer(false);
    }
    format!("{USUAL}{}", writer.finish()).replace(YEAR_OF_USUAL, &year.to_string())
}

/// The examples of the page, in its order. Keys of the notice itself are among the usual parts: they have to stand above
/// the first heading.
pub fn offers() -> Vec<Offer> {
    let mut offers = Vec::new();
    for part in REFERENCE.split("\n## ").skip(1) {
        let mut of_part = String::new();
        for (index, section) in part.split("\n### ").enumerate() {
            let (heading, text) = section.split_once('\n').unwrap_or((section, ""));
            let heading = heading.split('`').next().unwrap_or(heading);
            let heading = heading.trim_end_matches([' ', '：']);
            let title = match index {
                0 => heading.to_owned(),
                _ => format!("{of_part}：{heading}"),
            };
            if index == 0 {
                of_part.clone_from(&title);
            }
            offers.extend(offer(title, text));
        }
    }
    offers
}

/// The example of a section, with the paragraph that stands above it.
fn offer(title: String, section: &str) -> Option<Offer> {
    let (above, behind) = section.split_once("```toml\n")?;
    let (example, _) = behind.split_once("\n```")?;
    let explanation = above.trim_end().rsplit("\n\n").next().unwrap_or_default();
    example.starts_with('[').then(|| Offer {
        title,
        explanation: explanation.trim().replace('`', ""),
        example: example.to_owned(),
    })
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

    /// The file with one part un-commented, as somebody does who takes the marks away from its lines.
    fn uncommented(source: &str, title: &str) -> String {
        let heading = format!("# ── {title} ──");
        let (above, below) = source.split_once(&heading).expect("is offered");
        let (explanation, rest) = below.split_once("\n\n").expect("stands above a gap");
        let (example, behind) = rest.split_once("\n\n").unwrap_or((rest, ""));
        let lines = example.lines().map(|line| {
            let bare = line.strip_prefix("# ").or(line.strip_prefix('#'));
            bare.expect("is commented out")
        });
        let example: Vec<&str> = lines.collect();
        format!(
            "{above}{heading}{explanation}\n\n{}\n\n{behind}",
            example.join("\n")
        )
    }

    fn told(source: &str) -> String {
        render(&parse(source).diagnostics, source, "新活动.toml")
    }

    #[test]
    fn each_part_that_is_offered_checks_clean_alone_and_all_of_them_together() {
        for year in [2020, 2026] {
            let fresh = skeleton(year);
            let mut all = fresh.clone();
            for Offer { title, .. } in offers() {
                let one = uncommented(&fresh, &title);
                assert_ne!(parse(&one).campaign, parse(&fresh).campaign, "{title}");
                assert_eq!(told(&one), "", "{title}");
                all = uncommented(&all, &title);
            }
            assert_eq!(told(&all), "", "all of them");
        }
    }

    #[test]
    fn every_other_part_of_the_language_is_offered_and_explained() {
        let offers = offers();
        let titles: Vec<&str> = offers.iter().map(|offer| offer.title.as_str()).collect();
        assert_eq!(
            titles,
            [
                "报送任务：每周、每月、每季和每日零报告",
                "报送任务：填累计数的任务",
                "方格表",
                "方格表：日期和是否",
                "方格表：金额",
                "方格表：方格表的核对",
                "台账",
                "台账：阶段",
                "台账：给定的行",
                "台账：从台账取数",
                "隐患台账",
                "目标",
                "目标：每个单位都要达到的目标",
                "积分办法",
                "积分办法：个人的积分",
                "积分办法：自评和复核",
                "评选",
            ]
        );
        for offer in offers {
            let is_prose = !offer.explanation.contains(['|', '[']) && !offer.explanation.is_empty();
            assert!(is_prose, "{}: {}", offer.title, offer.explanation);
        }
    }
}
