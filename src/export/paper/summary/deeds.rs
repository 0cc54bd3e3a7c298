//! What was done: the statistics table's own statements with the totals in them, section by section, each with the
//! number of units behind it; and the appendix that lists every figure.

use std::collections::BTreeMap;

use super::{NUMBERS, Summary};
use crate::domain::campaign::{self, Facts, Grid, Piece, Sentence};
use crate::domain::figure::{Answer, Figure, Figures, Value};
use crate::domain::formula::worked_out;
use crate::domain::id::FigureId;
use crate::domain::rollup::Total;
use crate::domain::submission::show_answer;
use crate::export::document::{Align, Block, Cell, Paragraph, Run, Size, Table, VerticalAlign};
use crate::export::paper::units::answer_cell;
use crate::export::{sheet, value};
use crate::text::sanitize;

type Totals = BTreeMap<FigureId, Total>;

/// What is told of a table: what was added up, and what is worked out from that.
struct Sums<'t> {
    totals: &'t Totals,
    worked_out: Figures,
}

impl<'t> Sums<'t> {
    fn new(figures: impl Iterator<Item = &'t Figure>, totals: &'t Totals) -> Self {
        let added = totals.iter();
        let added: Figures = added
            .filter_map(|(id, total)| Some((id.clone(), total.answer()?)))
            .collect();
        Self {
            totals,
            worked_out: worked_out(figures, Facts::of_figures(&added)),
        }
    }

    fn answer(&self, id: &FigureId) -> Option<Answer> {
        let worked_out = self.worked_out.get(id).cloned();
        worked_out.or_else(|| self.totals.get(id)?.answer())
    }

    /// Whether it is worth a word: a text, or a number other than zero.
    fn tells(&self, id: &FigureId) -> bool {
        match self.answer(id) {
            Some(Answer::Value(Value::Number(number))) => number != 0,
            Some(Answer::Value(_)) => !self.worked_out.contains_key(id),
            Some(Answer::NotApplicable) | None => false,
        }
    }
}

impl Summary<'_> {
    pub(super) fn deeds(&self, (table, totals): (&campaign::Table, &Totals)) -> Vec<Block> {
        let remark = self.reckoning.remark();
        let remark = remark.map_or_else(String::new, |words| format!("（{words}）"));
        let mut blocks = vec![
            Paragraph::prose(format!(
                "按通知{}汇总如下{remark}，括号内为填报单位数；整句没有填报或都为零的不列。",
                table.label
            ))
            .into(),
        ];
        let sums = Sums::new(self.campaign.figures_of(&table.id), totals);
        let rows: Vec<(usize, &campaign::Row)> = table.rows.iter().enumerate().collect();
        let sections = rows.chunk_by(|(_, a), (_, b)| a.section == b.section);
        for (i, rows) in sections.enumerate() {
            let number = NUMBERS.get(i).copied().unwrap_or_default();
            let section = rows[0].1.section.trim();
            // A notice that numbers its own sections is not numbered over.
            let heading = match section.starts_with('（') {
                true => section.to_owned(),
                false => format!("（{number}）{section}"),
            };
            blocks.push(Block::heading(2, heading));
            let told = rows.iter().filter_map(|(at, row)| {
                let statements = match &table.grid {
                    Some(grid) => vec![self.cells(grid, *at, &sums)],
                    None => statements(&row.report),
                };
                self.row(row, &statements, &sums)
            });
            let before = blocks.len();
            blocks.extend(told.map(Block::from));
            if blocks.len() == before {
                blocks.push(Paragraph::prose("暂无填报。").into());
            }
        }
        blocks
    }

    /// One row of the table as a paragraph; nothing where there is nothing to tell.
    fn row(
        &self,
        row: &campaign::Row,
        statements: &[Vec<Piece>],
        sums: &Sums<'_>,
    ) -> Option<Paragraph> {
        let told = statements.iter().filter_map(|s| self.statement(s, sums));
        let told: Vec<String> = told.collect();
        let item = row.item.as_ref().map(|item| item.replace('\n', ""));
        let head = item.map(|item| Run::new(format!("{item}：")).bold());
        (!told.is_empty()).then(|| {
            let text = Run::new(format!("{}。", told.join("；")));
            Paragraph::new(head.into_iter().chain([text]))
                .align(Align::Justify)
                .indent(2)
        })
    }

    /// The cells of a grid's row that are worth a word, also those that are worked out: `企业数（…）家，参赛企业（…）家`.
    fn cells(&self, grid: &Grid, row: usize, sums: &Sums<'_>) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut words = String::new();
        for (column, cell) in grid.columns.iter().zip(&grid.rows[row].cells) {
            let Some(id) = cell.as_ref().filter(|id| sums.tells(id)) else {
                continue;
            };
            if !pieces.is_empty() {
                words.push('，');
            }
            let namesakes = grid.columns.iter().filter(|one| one.name == column.name);
            match namesakes.count() {
                1 => words.push_str(&column.name),
                _ => words.push_str(&column.heading()),
            }
            words.push('（');
            pieces.push(Piece::Words(std::mem::take(&mut words)));
            pieces.push(Piece::Blank(id.clone()));
            let figure = self.campaign.figure(id);
            words = format!("）{}", figure.map_or("", |figure| &figure.measure));
        }
        pieces.push(Piece::Words(words));
        pieces
    }

    /// One statement with its totals, and how many units stand behind them; nothing where all is blank or zero.
    fn statement(&self, pieces: &[Piece], sums: &Sums<'_>) -> Option<String> {
        let ids = pieces.iter().filter_map(|piece| match piece {
            Piece::Blank(id) => Some(id),
            Piece::Words(_) => None,
        });
        let told: Vec<&FigureId> = ids.filter(|id| sums.tells(id)).collect();
        if told.is_empty() {
            return None;
        }
        let mut text = String::new();
        for (i, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Words(words) => {
                    let before = i > 0;
                    let behind = i + 1 < pieces.len();
                    text.push_str(without_brackets(words, before, behind));
                }
                Piece::Blank(id) => text.push_str(&self.shown(id, sums.answer(id))),
            }
        }
        // A number stands apart from the words beside it, but not from a comma, and never by two spaces.
        let text = text.replace("  ", " ").replace("， ", "，");
        let units = units_behind(told.into_iter().filter_map(|id| sums.totals.get(id)));
        Some(format!("{}{}", text.trim(), units.unwrap_or_default()))
    }

    fn shown(&self, id: &FigureId, answer: Option<Answer>) -> String {
        let figure = self.campaign.figure(id);
        match figure.zip(answer) {
            Some((figure, answer @ Answer::Value(Value::Number(_)))) => {
                format!(" {} ", show_answer(figure, &answer))
            }
            Some((figure, answer @ Answer::Value(_))) => {
                sanitize::for_storage_line(&show_answer(figure, &answer)).into_owned()
            }
            Some((_, Answer::NotApplicable)) => "（不涉及）".to_owned(),
            None => "（未填）".to_owned(),
        }
    }

    /// Every figure of the table, also those that nobody reported.
    pub(super) fn appendix(&self, table: &campaign::Table, totals: &Totals) -> Table {
        let labels = ["项目", "指标", "合计", "量词", "填报单位", "不涉及", "未填"];
        let mut grid = Table::new([28, 48, 24, 12, 18, 15, 12])
            .size(Size::XIAO_WU)
            .header(labels.map(Cell::label));
        let figures: Vec<&Figure> = self.campaign.figures_of(&table.id).collect();
        let sums = Sums::new(figures.iter().copied(), totals);
        let section = |figure: &Figure| table.rows.get(figure.row).map(|row| row.section.as_str());
        for of_section in figures.chunk_by(|a, b| section(a) == section(b)) {
            for (i, figure) in of_section.iter().enumerate() {
                let head = (i == 0).then(|| {
                    Cell::text(section(figure).unwrap_or_default())
                        .span(1, of_section.len())
                        .valign(VerticalAlign::Top)
                });
                let cells = figure_cells(figure, &sums);
                grid.push(head.into_iter().chain(cells).collect::<Vec<_>>());
            }
        }
        grid
    }
}

fn figure_cells(figure: &Figure, sums: &Sums<'_>) -> [Cell; 6] {
    let nothing = Total::default();
    let total = sums.totals.get(&figure.id).unwrap_or(&nothing);
    // Nobody fills in what is worked out.
    let count = |units: u32| match figure.is_asked() {
        true => Cell::number(value::Number::integer(i64::from(units))),
        false => Cell::text("—").align(Align::Center),
    };
    let answer = sums.answer(&figure.id);
    let shown = answer.map_or_else(sheet::Cell::empty, |answer| answer_cell(figure, &answer));
    let align = shown.alignment();
    [
        Cell::text(&figure.label),
        Cell::value(shown.value).align(align),
        Cell::text(&figure.measure).align(Align::Center),
        count(total.answered),
        count(total.not_applicable),
        count(total.blank),
    ]
}

/// `（12 至 17 家）`; nothing for what is only worked out.
fn units_behind<'t>(told: impl Iterator<Item = &'t Total>) -> Option<String> {
    let answered: Vec<u32> = told
        .map(|total| total.answered)
        .filter(|n| *n > 0)
        .collect();
    let (fewest, most) = (answered.iter().min()?, answered.iter().max()?);
    Some(if fewest == most {
        format!("（{most} 家）")
    } else {
        format!("（{fewest} 至 {most} 家）")
    })
}

/// A sentence cut where its statements end, each as long as it has a blank.
fn statements(sentence: &Sentence) -> Vec<Vec<Piece>> {
    let mut all = vec![Vec::new()];
    for piece in &sentence.pieces {
        let Piece::Words(words) = piece else {
            all.last_mut().expect("never empty").push(piece.clone());
            continue;
        };
        for (i, part) in words.split(['；', ';', '。', '\n']).enumerate() {
            if i > 0 {
                all.push(Vec::new());
            }
            // An empty part stays, so that words and blanks alternate and brackets are found.
            let words = Piece::Words(part.to_owned());
            all.last_mut().expect("never empty").push(words);
        }
    }
    all.retain(|pieces| pieces.iter().any(|piece| matches!(piece, Piece::Blank(_))));
    all
}

/// Words without the brackets that they put around the blanks beside them: `（` in front of the blank behind them, `）`
/// behind the blank before them.
fn without_brackets(words: &str, before: bool, behind: bool) -> &str {
    let mut words = words;
    if before {
        let start = words.trim_start();
        words = start.strip_prefix(['）', ')']).unwrap_or(words);
    }
    if behind {
        let end = words.trim_end();
        words = end.strip_suffix(['（', '(']).unwrap_or(words);
    }
    words
}

#[cfg(test)]
mod tests {
    //! Statements as they are told in a report.

    use super::*;

    fn told(pieces: &[Piece]) -> String {
        let parts = pieces.iter().enumerate().map(|(i, piece)| match piece {
            Piece::Words(words) => without_brackets(words, i > 0, i + 1 < pieces.len()).to_owned(),
            Piece::Blank(id) => format!("<{id}>"),
        });
        parts.collect()
    }

    #[test]
    fn statements_lose_their_brackets_and_keep_their_words() {
        let words = |text: &str| Piece::Words(text.to_owned());
        let blank = |id: &str| Piece::Blank(id.into());
        let sentence = Sentence {
            pieces: vec![
                words("学习（"),
                blank("a"),
                words("）次，参与 ("),
                blank("b"),
                words("）人次；（"),
                blank("c"),
                words("）个企业（含分支）参加。\n没有空格的一句。"),
            ],
        };
        let statements: Vec<String> = statements(&sentence).iter().map(|s| told(s)).collect();
        assert_eq!(
            statements,
            ["学习<a>次，参与 <b>人次", "<c>个企业（含分支）参加"]
        );
    }
}
