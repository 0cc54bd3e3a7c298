//! The lines of a page that head it, from which period and year are told.

use chrono::Datelike;

use super::page::Page;
use super::reading::FileProblem;
use crate::domain::campaign::Campaign;
use crate::text::digits::{fold_char, is_letter_or_digit};

/// Longer lines are no titles.
const LONGEST: usize = 80;
/// So many lines and cells from the top may be the title.
const NEAR_TOP: usize = 8;

/// The short lines at the top of the page, and the first cells where there is nothing above the table.
pub(super) fn of(campaign: &Campaign, page: &Page) -> Vec<String> {
    let is_short = |text: &str| !text.trim().is_empty() && text.chars().count() <= LONGEST;
    let lines = page.lines.iter().map(|line| line.text.clone());
    let cells = page
        .tables
        .first()
        .into_iter()
        .flat_map(|table| table.rows.iter().take(3))
        .flat_map(|row| row.cells.iter().map(|cell| cell.text()));
    let names = page.tables.iter().map(|table| table.name.clone());
    let heads = |text: &String| is_short(text) && (is_title(campaign, text) || has_mark(text));
    lines
        .filter(|text| !text.trim().is_empty())
        .take(NEAR_TOP)
        .chain(cells)
        .chain(names)
        .filter(heads)
        .collect()
}

/// A heading names its week in brackets or on a line of its own: （第2周）.
fn has_mark(text: &str) -> bool {
    let short = text.chars().count() <= 16;
    short && (text.contains('周') || text.contains('期') || text.contains("总结"))
}

/// Whether most of the text's characters are those of a table's or the form's title.
fn is_title(campaign: &Campaign, text: &str) -> bool {
    let form = campaign.registration.iter().map(|form| form.title.as_str());
    let titles = campaign.tables.iter().map(|table| table.title.as_str());
    titles.chain(form).any(|title| {
        let words: Vec<char> = title.chars().filter(|c| is_letter_or_digit(*c)).collect();
        let shared = words.iter().filter(|c| text.contains(**c)).count();
        !words.is_empty() && shared * 10 >= words.len() * 7
    })
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
        of(
            &campaign(),
            &plain::read_text(text.as_bytes()).expect("within the limits"),
        )
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
