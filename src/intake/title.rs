//! The lines of a page that head it, from which period and year are told.

use chrono::Datelike;

use super::page::Page;
use super::reading::FileProblem;
use crate::domain::campaign::Campaign;
use crate::text::digits::fold_char;

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
        let words: Vec<char> = title.chars().filter(|c| c.is_alphanumeric()).collect();
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
