//! A sheet with one unit a row: headings that name figures, a column that names the unit. Our own 各单位一览 reads back,
//! and so does what people make of it. A heading that names no figure, or two, is told; nothing is read by its place.

use std::collections::HashMap;

use super::content;
use super::lexicon::Lexicon;
use super::page::{Cell, Page, Position, Row, Table};
use super::reading::{CERTAIN, FileProblem, Read, State};
use super::whose::{self, Roll, Whose};
use crate::domain::campaign::Campaign;
use crate::domain::figure::Figure;
use crate::domain::id::TableId;
use crate::text::digits::{fold_char, is_letter_or_digit};

/// Headings of the column that names the unit.
const UNIT_HEADINGS: [&str; 8] = [
    "单位",
    "单位名称",
    "填报单位",
    "报送单位",
    "填报单位名称",
    "名称",
    "处室单位",
    "单位处室",
];
/// Headings of columns whose numbers are no figures.
const OTHER_HEADINGS: [&str; 14] = [
    "序号",
    "编号",
    "编码",
    "代码",
    "类别",
    "电话",
    "联系电话",
    "手机",
    "日期",
    "填报日期",
    "备注",
    "合计",
    "期次",
    "填报人",
];
/// Rows that are no unit's.
const SUMS: [&str; 6] = ["合计", "总计", "小计", "汇总", "平均", "累计"];
/// A header has at least so many figures, and stands within so many rows from the top.
const FEWEST_FIGURES: usize = 3;
const DEEPEST_HEADER: usize = 12;
/// The heading of the unit's column may stand so many rows above the figures'.
const HEADER_ROWS: usize = 3;

/// One unit's row.
#[derive(Debug)]
pub(super) struct Line {
    /// Of the sheet, from 0.
    pub(super) row: usize,
    pub(super) unit: Whose,
    pub(super) blanks: Vec<Read>,
    pub(super) problems: Vec<FileProblem>,
}

/// A sheet that has them.
#[derive(Debug)]
pub(super) struct Roster {
    /// Which of the page's tables it is.
    pub(super) on_page: usize,
    /// The table that its rows answer.
    pub(super) table: TableId,
    pub(super) lines: Vec<Line>,
}

/// Every such sheet of a page.
pub(super) fn read(
    campaign: &Campaign,
    names: &Names<'_>,
    roll: &Roll,
    page: &Page,
) -> Vec<Roster> {
    let roster = |(on_page, table): (usize, &Table)| {
        let header = Header::find(names, roll, table)?;
        let id = header.columns.first()?.1.table.clone();
        let lines = header.lines(campaign, roll, on_page, table);
        (!lines.is_empty()).then_some(Roster {
            on_page,
            table: id,
            lines,
        })
    };
    let tables = page.tables.iter().enumerate();
    tables.filter_map(roster).collect()
}

/// What a figure's column may be called. A name that two figures have is nobody's.
#[derive(Debug)]
pub(super) struct Names<'c>(Lexicon<Option<&'c Figure>>);

impl<'c> Names<'c> {
    pub(super) fn new(campaign: &'c Campaign) -> Self {
        let mut figures: HashMap<String, Option<&'c Figure>> = HashMap::new();
        for figure in &campaign.figures {
            let table = campaign.table(&figure.table);
            let row = table.and_then(|table| table.rows.get(figure.row));
            let statement = row.map(|row| row.report.statement_of(&figure.id, |_| String::new()));
            let mut names = vec![
                plain(figure.id.as_str()),
                plain(&figure.label),
                plain(&format!("{}{}", figure.label, figure.measure)),
            ];
            names.extend(statement.map(|statement| plain(&statement)));
            names.sort();
            names.dedup();
            for name in names {
                figures
                    .entry(name)
                    .and_modify(|known| *known = None)
                    .or_insert(Some(figure));
            }
        }
        let named = figures.into_iter();
        Self(
            named
                .map(|(name, figure)| (name.chars().collect(), figure))
                .collect(),
        )
    }

    fn of(&self, heading: &Cell) -> Option<&'c Figure> {
        self.0.get(letters(heading.chars())).copied().flatten()
    }
}

/// Letters and digits only, folded: `理论学习·参与（人次）` is `理论学习参与人次`.
fn plain(text: &str) -> String {
    letters(text.chars()).collect()
}

fn letters(text: impl Iterator<Item = char> + Clone) -> impl Iterator<Item = char> + Clone {
    let folded = text.map(|c| fold_char(c).to_ascii_lowercase());
    folded.filter(|c| is_letter_or_digit(*c) || *c == '_')
}

struct Header<'c> {
    /// Its row's place among the table's rows.
    at: usize,
    unit_column: usize,
    columns: Vec<(usize, &'c Figure)>,
    problems: Vec<FileProblem>,
}

impl<'c> Header<'c> {
    fn find(names: &Names<'c>, roll: &Roll, table: &Table) -> Option<Self> {
        let rows = table.rows.iter().enumerate().take(DEEPEST_HEADER);
        let figures_of = |row: &Row| -> Vec<(usize, &'c Figure)> {
            let cells = row.cells.iter();
            cells
                .filter_map(|cell| Some((cell.column, names.of(cell)?)))
                .collect()
        };
        let (at, columns) = rows
            .map(|(at, row)| (at, figures_of(row)))
            .max_by_key(|(at, columns)| (columns.len(), std::cmp::Reverse(*at)))?;
        if columns.len() < FEWEST_FIGURES {
            return None;
        }
        let unit_column = unit_column(table, at, roll)?;
        let mut header = Self {
            at,
            unit_column,
            columns,
            problems: Vec::new(),
        };
        header.drop_doubles();
        header.tell_strangers(names, table);
        Some(header)
    }

    /// Two columns of one figure: neither is read.
    fn drop_doubles(&mut self) {
        let mut count: HashMap<&str, usize> = HashMap::new();
        for (_, figure) in &self.columns {
            *count.entry(figure.id.as_str()).or_default() += 1;
        }
        for (_, figure) in &self.columns {
            if count[figure.id.as_str()] > 1 {
                let message = format!("有不止一列是“{}”，都没有收入；请只留一列", figure.label);
                let problem = FileProblem::error(message);
                if !self.problems.contains(&problem) {
                    self.problems.push(problem);
                }
            }
        }
        let is_single = |figure: &Figure| count[figure.id.as_str()] == 1;
        self.columns.retain(|(_, figure)| is_single(figure));
    }

    /// Columns of numbers whose heading names no figure.
    fn tell_strangers(&mut self, names: &Names<'_>, table: &Table) {
        for cell in &table.rows[self.at].cells {
            let heading = cell.text();
            let is_known = names.of(cell).is_some()
                || cell.column == self.unit_column
                || OTHER_HEADINGS.contains(&plain(&heading).as_str());
            let has_numbers = table.rows[self.at + 1..].iter().any(|row| {
                cell_at(row, cell.column)
                    .is_some_and(|cell| cell.text().contains(|c: char| c.is_ascii_digit()))
            });
            if !is_known && has_numbers {
                let message = format!(
                    "“{}”这一列对不上任何一个指标，没有收入；请核对列名",
                    heading.trim()
                );
                self.problems.push(FileProblem::error(message));
            }
        }
    }

    fn lines(&self, campaign: &Campaign, roll: &Roll, index: usize, table: &Table) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        for row in &table.rows[self.at + 1..] {
            let named = cell_at(row, self.unit_column).map(Cell::text);
            let named = named.unwrap_or_default();
            let is_total = row.cells.first().is_some_and(|first| is_sum(&first.text()));
            if is_total || is_sum(&named) {
                continue;
            }
            if named.trim().is_empty() {
                lines.extend(self.nameless(campaign, index, row));
                continue;
            }
            let unit = whose::named(roll, &named);
            let mut line = self.line(campaign, index, row);
            if unit.unit().is_some() && lines.iter().any(|other| other.unit.unit() == unit.unit()) {
                let message = format!("“{}”在表里有不止一行，请核对以哪一行为准", named.trim());
                line.problems.push(FileProblem::error(message));
            }
            lines.push(Line { unit, ..line });
        }
        lines
    }

    /// A row of figures in which nobody is named is somebody's: a person says whose. One without figures is no row.
    fn nameless(&self, campaign: &Campaign, index: usize, row: &Row) -> Option<Line> {
        let has_number = |(column, _): &(usize, &Figure)| {
            cell_at(row, *column)
                .is_some_and(|cell| cell.chars().any(|c| fold_char(c).is_ascii_digit()))
        };
        if !self.columns.iter().any(has_number) {
            return None;
        }
        let mut line = self.line(campaign, index, row);
        let message = format!("第 {} 行有数，但没有写单位名称", row.index + 1);
        line.problems.push(FileProblem::warning(message));
        Some(line)
    }

    fn line(&self, campaign: &Campaign, index: usize, row: &Row) -> Line {
        let table = &self.columns[0].1.table;
        let blanks = campaign.figures_of(table).map(|figure| {
            let column = self.columns.iter().find(|(_, known)| known.id == figure.id);
            match column {
                Some((column, _)) => read_cell(campaign, figure, index, row, *column),
                None => Read {
                    id: figure.id.clone(),
                    state: State::Blank,
                    approximate: false,
                    confidence: 0,
                    sentence: String::new(),
                    position: None,
                },
            }
        });
        let blanks: Vec<Read> = blanks.collect();
        let mut problems = self.problems.clone();
        let missing = blanks.len() - self.columns.len();
        if missing > 0 {
            let message = format!("表里没有其余 {missing} 个指标的列，都按没有填处理");
            problems.push(FileProblem::warning(message));
        }
        Line {
            row: row.index,
            unit: Whose::Unknown { clue: None },
            blanks,
            problems,
        }
    }
}

fn is_sum(text: &str) -> bool {
    SUMS.contains(&plain(text).as_str())
}

fn cell_at(row: &Row, column: usize) -> Option<&Cell> {
    row.cells.iter().find(|cell| cell.column == column)
}

fn read_cell(campaign: &Campaign, figure: &Figure, table: usize, row: &Row, column: usize) -> Read {
    let text = cell_at(row, column).map(Cell::text).unwrap_or_default();
    let content = content::read(campaign, figure, &text);
    let confidence = match content.state {
        State::Problem(_) => 0,
        _ => CERTAIN,
    };
    Read {
        id: figure.id.clone(),
        state: content.state,
        approximate: content.approximate,
        confidence,
        sentence: format!("{}：{}", figure.label, text.trim()),
        position: Some(Position::Cell {
            table,
            row: row.index,
            column,
            paragraph: 0,
        }),
    }
}

/// The column whose heading says unit, at the header or just above it; else the first that names known units.
fn unit_column(table: &Table, at: usize, roll: &Roll) -> Option<usize> {
    let headings = table.rows[..=at].iter().rev().take(HEADER_ROWS);
    let headed = headings
        .flat_map(|row| &row.cells)
        .find(|cell| UNIT_HEADINGS.contains(&plain(&cell.text()).as_str()));
    if let Some(cell) = headed {
        return Some(cell.column);
    }
    let below = &table.rows[at + 1..];
    let columns = below
        .iter()
        .flat_map(|row| &row.cells)
        .map(|cell| cell.column);
    (0..=columns.max()?.min(8)).find(|column| {
        let filled = below.iter().filter_map(|row| cell_at(row, *column));
        let (mut all, mut known) = (0, 0);
        for cell in filled {
            all += 1;
            known += usize::from(whose::named(roll, &cell.text()).is_certain());
        }
        known > 0 && known * 2 >= all
    })
}
