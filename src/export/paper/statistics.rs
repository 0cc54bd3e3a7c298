//! A statistics table (附件2) as it stands on the notice's paper: its sections, items, standards and sentences word for
//! word, with the figures in the blanks. For one unit or rolled up; blank where nothing was reported.

mod cells;

use chrono::NaiveDate;

use super::When;
use crate::domain::calendar::words;
use crate::domain::campaign::{self, Campaign, Facts, Piece, Sentence};
use crate::domain::counting::Reckoning;
use crate::domain::figure::{FigureKind, Figures};
use crate::domain::formula::worked_out;
use crate::domain::id::FigureId;
use crate::domain::submission::show_answer;
use crate::export::document::{
    Align, Block, Cell, Document, Font, Page, Paragraph, Row, Run, Size, Table, VerticalAlign,
};
use crate::text::sanitize;

/// Column widths on upright A4 in millimetres: section, item, standard, report.
const WIDTHS: [u16; 4] = [24, 30, 52, 60];
/// The same on a paper without a column of standards.
const WIDTHS_WITHOUT_STANDARDS: [u16; 3] = [24, 40, 102];

/// A grid with more columns than this lies on its side.
const UPRIGHT: usize = 6;

/// A blank that nobody filled in, as wide as on the notice's paper.
const BLANK_NUMBER: &str = "    ";
/// The same for a blank that takes words.
const BLANK_WORDS: &str = "          ";

/// A statistics table with its figures.
#[derive(Debug, Clone, Copy)]
pub struct Statistics<'a> {
    pub campaign: &'a Campaign,
    pub table: &'a campaign::Table,
    pub reporter: Reporter<'a>,
    /// Left out on a form that is still to be filled in by hand.
    pub when: Option<When<'a>>,
    /// What stands in the blanks; a figure that is not in the map is left blank.
    pub figures: &'a Figures,
}

/// Who answers for the figures.
#[derive(Debug, Clone, Copy)]
pub enum Reporter<'a> {
    /// One unit. `filled_on` is the day on which it handed the figures in.
    Unit {
        name: &'a str,
        filled_on: Option<NaiveDate>,
    },
    /// The units of a subtree, and how many of them the figures come from.
    RollUp {
        name: &'a str,
        expected: u32,
        received: u32,
        reckoning: Reckoning,
    },
}

impl Statistics<'_> {
    /// The paper.
    pub fn document(&self) -> Document {
        let label = format!("{}:", self.table.label);
        let mut document = Document::new(self.table.title.as_str())
            .with(Paragraph::new([Run::new(label).size(Size::XIAO_SI)]))
            .with(Block::title(self.table.title.as_str()));
        let lines = self.when.map(|when| when.line()).into_iter();
        for line in lines.chain([self.reporter_line()]) {
            document.push(Paragraph::new([Run::new(line).size(Size::WU_HAO)]));
        }
        match &self.table.grid {
            Some(grid) => {
                let page = match grid.columns.len() > UPRIGHT {
                    true => Page::landscape(),
                    false => Page::portrait(),
                };
                let table = cells::table(self.campaign, grid, self.figures);
                document.on(page).with(table)
            }
            None => document.with(self.sentences()),
        }
    }

    fn reporter_line(&self) -> String {
        match self.reporter {
            Reporter::Unit { name, filled_on } => {
                let day = filled_on.map_or_else(|| "    年  月  日".to_owned(), words::date);
                format!("填报单位：{name}　　填报日期：{day}")
            }
            Reporter::RollUp {
                name,
                expected,
                received,
                reckoning,
            } => {
                let remark = reckoning.remark();
                let remark = remark.map_or_else(String::new, |words| format!("，{words}"));
                format!(
                    "汇总单位：{name}　　汇总单位数：应报 {expected} 家，已报 {received} 家{remark}"
                )
            }
        }
    }

    fn sentences(&self) -> Table {
        let [project, standard, report] = &self.table.columns;
        let head = |text: &str| {
            let run = Run::new(text).font(Font::Heading);
            Cell::new([Paragraph::new([run])]).align(Align::Center)
        };
        let has_standards = self.table.has_standards();
        let widths: &[u16] = match has_standards {
            true => &WIDTHS,
            false => &WIDTHS_WITHOUT_STANDARDS,
        };
        let mut heads = vec![head(project).span(2, 1)];
        heads.extend(has_standards.then(|| head(standard)));
        heads.push(head(report));
        let mut grid = Table::new(widths.iter().copied())
            .rows_may_split()
            .header(heads);
        for group in groups(&self.table.rows) {
            let height: usize = group.iter().map(height).sum();
            for (i, row) in group.iter().enumerate() {
                let section = (i == 0).then_some((row.section.as_str(), height));
                self.push_row(&mut grid, row, section);
            }
        }
        grid
    }

    /// The paper rows of one row: one a standard, the item and the report reaching over all of them.
    fn push_row(&self, grid: &mut Table, row: &campaign::Row, section: Option<(&str, usize)>) {
        let height = height(row);
        for i in 0..height {
            let mut cells = Vec::new();
            if i == 0 {
                let columns = if row.item.is_some() { 1 } else { 2 };
                cells.extend(section.map(|(section, all)| words_cell(section).span(columns, all)));
                let item = row.item.as_deref();
                cells.extend(item.map(|item| words_cell(item).span(1, height)));
            }
            if self.table.has_standards() {
                cells.push(words_cell(row.standards.get(i).map_or("", String::as_str)));
            }
            if i == 0 {
                cells.push(self.report_cell(&row.report).span(1, height));
            }
            grid.push(Row::new(cells));
        }
    }

    fn report_cell(&self, sentence: &Sentence) -> Cell {
        let paragraphs = sentence.paragraphs().into_iter().map(|pieces| {
            Paragraph::new(pieces.into_iter().map(|piece| match piece {
                Piece::Words(words) => Run::new(words),
                Piece::Blank(id) => self.blank(&id),
            }))
        });
        Cell::new(paragraphs).valign(VerticalAlign::Top)
    }

    /// What stands in one blank: the answer or what is worked out, underlined, or the blank itself.
    fn blank(&self, id: &FigureId) -> Run {
        let figure = self.campaign.figure(id);
        let answer = figure.and_then(|figure| {
            let answer = match figure.is_asked() {
                true => self.figures.get(id).cloned(),
                false => worked_out([figure], Facts::of_figures(self.figures)).remove(id),
            };
            Some(show_answer(figure, &answer?))
        });
        match answer.as_deref().map(sanitize::for_storage_line) {
            Some(text) if !text.is_empty() => Run::filled(text),
            _ => Run::new(match figure.map(|figure| figure.kind) {
                Some(FigureKind::Text) => BLANK_WORDS,
                _ => BLANK_NUMBER,
            }),
        }
    }
}

/// Paper rows that a row takes: a report that serves several standards has one a standard.
fn height(row: &campaign::Row) -> usize {
    row.standards.len().max(1)
}

/// Rows that share one section cell: neighbours of the same section, unless one begins the cell anew. A section's
/// cell spans both columns where there are no items, so rows with and without item never share one.
fn groups(rows: &[campaign::Row]) -> impl Iterator<Item = &[campaign::Row]> {
    rows.chunk_by(|a, b| {
        a.section == b.section && !b.new_section_cell && a.item.is_some() == b.item.is_some()
    })
}

/// Fixed words of the paper, a paragraph a line.
fn words_cell(text: &str) -> Cell {
    Cell::text(text).valign(VerticalAlign::Top)
}
