//! The lines of a page that head it, from which period and year are told.

use std::borrow::Cow;

use chrono::Datelike;

use super::page::{Cell, Page};
use super::reading::FileProblem;
use crate::domain::campaign::Campaign;
use crate::text::digits::{fold_char, is_letter_or_digit};

/// Longer lines are no titles.
const LONGEST: usize = 80;
/// So many lines and cells from the top may be the title.
const NEAR_TOP: usize = 8;

/// The titles of a campaign's tables and of its form: of each the letters.
#[derive(Debug)]
pub(super) struct Titles(Vec<Vec<char>>);

impl Titles {
    pub(super) fn new(campaign: &Campaign) -> Self {
        let form = campaign.registration.iter().map(|form| form.title.as_str());
        let titles = campaign.tables.iter().map(|table| table.title.as_str());
        let letters = titles
            .chain(form)
            .map(|title| title.chars().filter(|c| is_letter_or_digit(*c)).collect());
        Self(
            letters
                .filter(|letters: &Vec<char>| !letters.is_empty())
                .collect(),
        )
    }

    /// The short lines at the top of the page, and the first cells where there is nothing above the table.
    pub(super) fn of(&self, page: &Page) -> Vec<String> {
        let is_short = |text: &str| !text.trim().is_empty() && text.chars().count() <= LONGEST;
        let lines = page.lines.iter().map(|line| Cow::from(&line.text));
        let cells = page
            .tables
            .first()
            .into_iter()
            .flat_map(|table| table.rows.iter().take(3))
            .flat_map(|row| row.cells.iter().map(Cell::text));
        let names = page.tables.iter().map(|table| Cow::from(&table.name));
        lines
            .filter(|text| !text.trim().is_empty())
            .take(NEAR_TOP)
            .chain(cells)
            .chain(names)
            .filter(|text| is_short(text) && (self.has(text) || has_mark(text)))
            .map(Cow::into_owned)
            .collect()
    }

    /// Whether most of a title's letters are in the text.
    fn has(&self, text: &str) -> bool {
        let own: Vec<char> = text.chars().collect();
        self.0.iter().any(|title| {
            let shared = title.iter().filter(|c| own.contains(c)).count();
            shared * 10 >= title.len() * 7
        })
    }
}

/// A heading names its week in brackets or on a line of its own: （第2周）.
fn has_mark(text: &str) -> bool {
    let short = text.chars().count() <= 16;
    short && (text.contains('周') || text.contains('期') || text.contains("总结"))
}

/// A title of another year than the campaign's is told: the form is the same, the figures may be last year's.
pub(super) fn other_year(campaign: &Campaign, titles: &[String]) -> Option<FileProblem> {
    let years = campaign.days.from().year()..=campaign.days.to().year();
    titles.iter().find_map(|title| {
        let folded: String = title.chars().map(fold_char).collect();
        let at = folded.find('年')?;
        let digits = folded[..at]
            .bytes()
            .rev()
            .take_while(u8::is_ascii_digit)
            .count();
        let year: i32 = folded[at - digits..at]
            .parse()
            .ok()
            .filter(|_| digits == 4)?;
        (!years.contains(&year)).then(|| {
            let message = format!(
                "标题写的是 {year} 年，活动是 {} 年；请核对没有发错",
                years.start()
            );
            FileProblem::warning(message).at(title.trim(), None)
        })
    })
}

#[cfg(test)]
mod tests {
    //! What heads a page.

    use super::*;
    use crate::domain::campaign::builtin;
    use crate::intake::plain;

    fn campaign() -> Campaign {
        Campaign::parse(builtin()[0].1).expect("it is sound")
    }

    fn titles(text: &str) -> Vec<String> {
        let page = plain::read_text(text.as_bytes()).expect("within the limits");
        Titles::new(&campaign()).of(&page)
    }

    #[test]
    fn what_heads_a_page_is_its_title_and_its_period() {
        let title = &campaign().tables[0].title;
        let found = titles(&format!("附件2\n\n{title}\n（第2周）\n填报单位：平江医院"));
        assert_eq!(found, [title.as_str(), "（第2周）"]);
        assert!(titles("附件2\n填报单位：平江医院").is_empty());
        let far_below = format!("{}{title}", "某行\n".repeat(20));
        assert!(titles(&far_below).is_empty());
    }

    #[test]
    fn another_year_is_told_with_the_title() {
        let year = |title: &str| other_year(&campaign(), &[title.to_owned()]);
        assert!(year("2020年统计表").is_none());
        assert!(year("安全生产月统计表").is_none());
        assert!(year("三年行动统计表").is_none());
        for title in ["2019年统计表", "２０２１年统计表"] {
            let problem = year(title).expect("another year");
            assert_eq!(problem.sentence, title);
            assert!(
                problem.message.contains("活动是 2020 年"),
                "{}",
                problem.message
            );
        }
    }
}
