//! What people do to a whole paper: rows in another order, a row that is gone, a second copy, another year, numbers that
//! belong nowhere.

use super::*;

fn tells(reading: &FileReading, words: &str) -> bool {
    let mut problems = reading.problems.iter();
    problems.any(|problem| problem.message.contains(words))
}

fn all_rows(campaign: &Campaign, reading: &FileReading) -> Vec<String> {
    let rows = 0..campaign.tables[0].rows.len();
    rows.map(|row| shown(campaign, reading, row)).collect()
}

#[test]
fn rows_in_another_order_are_found() {
    let campaign = truth::campaign();
    let mut paper = paper(&campaign);
    let expected = all_rows(&campaign, &read(&campaign, &paper));
    paper.tables[0].reverse();
    let reading = read(&campaign, &paper);
    assert_eq!(all_rows(&campaign, &reading), expected);
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
}

#[test]
fn a_missing_row_is_told_and_its_blanks_are_blank() {
    let campaign = truth::campaign();
    let mut paper = paper(&campaign);
    let at = row_of(&paper, "组织记者采访报道");
    let mut expected = all_rows(&campaign, &read(&campaign, &paper));
    paper.tables[0].remove(at);
    expected[at] = "空 空 空 空 空".to_owned();
    let reading = read(&campaign, &paper);
    assert_eq!(all_rows(&campaign, &reading), expected);
    assert!(tells(&reading, "缺少第"), "{:?}", reading.problems);
}

#[test]
fn a_second_copy_of_the_table_counts_once_and_where_it_differs_it_is_asked() {
    let campaign = truth::campaign();
    let mut paper = paper(&campaign);
    let at = row_of(&paper, "组织记者采访报道");
    let expected = all_rows(&campaign, &read(&campaign, &paper));
    let mut copy: Vec<FilledRow> = paper.tables[0].clone();
    paper.tables.push(copy.clone());
    assert_eq!(all_rows(&campaign, &read(&campaign, &paper)), expected);
    copy[at].report = copy[at].report.replacen("(1)", "(8)", 1);
    paper.tables[1] = copy;
    let reading = read(&campaign, &paper);
    assert_eq!(shown(&campaign, &reading, at), "问 2 3 4 5");
}

#[test]
fn a_title_of_another_year_is_told_and_the_figures_are_read() {
    let campaign = truth::campaign();
    let mut paper = paper(&campaign);
    let expected = all_rows(&campaign, &read(&campaign, &paper));
    paper.title = format!("2019年{}", paper.title);
    let reading = read(&campaign, &paper);
    assert_eq!(all_rows(&campaign, &reading), expected);
    assert!(tells(&reading, "2019 年"), "{:?}", reading.problems);
}

/// A number that no blank has is told with its sentence and its place, not dropped.
#[test]
fn a_number_that_belongs_nowhere_is_told() {
    let campaign = truth::campaign();
    let mut paper = paper(&campaign);
    let at = row_of(&paper, "组织记者采访报道");
    paper.tables[0][at].report.push_str("\n另发放宣传册300册。");
    let reading = read(&campaign, &paper);
    assert_eq!(shown(&campaign, &reading, at), "1 2 3 4 5");
    let stray = reading
        .problems
        .iter()
        .find(|problem| problem.sentence.contains("宣传册300册"))
        .expect("it is told");
    assert!(stray.position.is_some());
}
