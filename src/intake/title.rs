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
/// A mark of period or year on a line of its own has at most so many characters.
const SHORT: usize = 16;
/// Four digits that may be a year.
const YEARS: std::ops::RangeInclusive<u32> = 1990..=2100;

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
        near_top(page)
            .filter(|text| self.has(text) || has_mark(text))
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

/// The short lines at the top of a page, its first cells, and what its sheets are called.
fn near_top(page: &Page) -> impl Iterator<Item = Cow<'_, str>> {
    let is_short = |text: &Cow<'_, str>| !text.trim().is_empty() && text.chars().count() <= LONGEST;
    let lines = page.lines.iter().map(|line| Cow::from(&line.text));
    let cells = page
        .tables
        .iter()
        .find(|table| !table.rows.is_empty())
        .into_iter()
        .flat_map(|table| table.rows.iter().take(3))
        .flat_map(|row| row.cells.iter().map(Cell::text));
    let names = page.tables.iter().map(|table| Cow::from(&table.name));
    lines
        .filter(|text| !text.trim().is_empty())
        .take(NEAR_TOP)
        .chain(cells)
        .chain(names)
        .filter(is_short)
}

/// A heading names its week in brackets or on a line of its own: （第2周）.
fn has_mark(text: &str) -> bool {
    let short = text.chars().count() <= SHORT;
    short && (text.contains('周') || text.contains('期') || text.contains("总结"))
}

/// A page that is headed by another year than the campaign's: the form is the same, the figures may be last year's. A
/// person has to see it.
pub(super) fn other_year(campaign: &Campaign, titles: &Titles, page: &Page) -> Option<FileProblem> {
    let days = campaign.days;
    let mut known: Vec<i32> = (days.from().year()..=days.to().year()).collect();
    let own = known[0];
    // A title that names years itself: 三年行动（2020—2022年）.
    known.extend(titles.0.iter().flat_map(|title| years(title)));
    let mut headings = near_top(page).filter(|text| titles.has(text) || begins_with_year(text));
    headings.find_map(|heading| {
        let named = years(&heading.chars().collect::<Vec<_>>());
        let year = named
            .first()
            .filter(|_| named.iter().all(|year| !known.contains(year)))?;
        let message = format!("标题写的是 {year} 年，活动是 {own} 年；请核对没有发错");
        Some(FileProblem::error(message).at(heading.trim(), None))
    })
}

/// The years that a heading names: `2019年`, `２０１９`, `二〇一九年`. A document's number (〔2019〕12号) is no year of the page.
fn years(heading: &[char]) -> Vec<i32> {
    let digits: Vec<Option<u32>> = heading.iter().map(|c| digit(*c)).collect();
    let mut years = Vec::new();
    let mut at = 0;
    while at < heading.len() {
        let run = digits[at..].iter().map_while(|digit| *digit);
        let (length, number) = run.fold((0, 0), |(length, number), digit| {
            (length + 1, (number * 10 + digit) % 100_000)
        });
        let is_numbered = at > 0 && matches!(heading[at - 1], '〔' | '[' | '［' | '【');
        if length == 4 && YEARS.contains(&number) && !is_numbered {
            years.extend(i32::try_from(number));
        }
        at += length.max(1);
    }
    years
}

/// A digit in any of the ways in which years are written.
fn digit(c: char) -> Option<u32> {
    const CHINESE: &str = "〇一二三四五六七八九";
    let folded = fold_char(c);
    folded.to_digit(10).or_else(|| match folded {
        '零' | '○' | '◯' => Some(0),
        c => (0..)
            .zip(CHINESE.chars())
            .find_map(|(n, known)| (known == c).then_some(n)),
    })
}

/// A line that names the year by itself, beside the title: `2018年`, `（二〇一八年度）`. A day is when somebody filled the
/// form in, and says nothing.
fn begins_with_year(line: &str) -> bool {
    let line: Vec<char> = line.chars().filter(|c| !c.is_whitespace()).collect();
    let from = usize::from(line.first().is_some_and(|c| matches!(c, '（' | '(')));
    let year = line.get(from..from + 4).unwrap_or_default();
    line.len() <= SHORT
        && !years(year).is_empty()
        && line.get(from + 4) == Some(&'年')
        && !line.contains(&'日')
}

#[cfg(test)]
mod tests {
    //! What heads a page.

    use super::*;
    use crate::domain::campaign::builtin;
    use crate::domain::problem::Severity;
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
    fn another_year_is_told_with_the_heading_that_names_it() {
        let campaign = campaign();
        let title = &campaign.tables[0].title;
        let told = |text: &str| {
            let page = plain::read_text(text.as_bytes()).expect("within the limits");
            other_year(&campaign, &Titles::new(&campaign), &page)
        };
        let sound = [
            format!("2020年{title}"),
            title.clone(),
            format!("三年行动{title}"),
            format!("{title}（2019—2020年）"),
            format!("姑苏民卫〔2019〕120号\n{title}"),
            format!("{title}\n填报日期：2021年1月4日"),
            format!("{title}\n2021年1月4日"),
            format!("{title}\n一九四九人参加"),
        ];
        for text in sound {
            assert_eq!(told(&text), None, "{text}");
        }
        let others = [
            (2019, format!("2019年{title}")),
            (2021, format!("２０２１年{title}")),
            (2019, format!("２０１９{title}")),
            (2019, format!("二〇一九年{title}")),
            (2019, format!("二零一九年{title}")),
            (2018, format!("{title}\n2018年\n填报单位：平江医院")),
            (2018, format!("附件2\n（二〇一八年度）\n{title}")),
        ];
        for (year, text) in others {
            let problem = told(&text).unwrap_or_else(|| panic!("{text}"));
            let message = format!("标题写的是 {year} 年，活动是 2020 年；请核对没有发错");
            assert_eq!(problem.message, message);
            assert!(text.contains(&problem.sentence));
            assert_eq!(problem.severity, Severity::Error, "a person sees it");
        }
    }
}
