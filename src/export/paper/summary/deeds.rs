//! What was done: every statistics table's own statements with the totals in them, each with the number of units behind
//! it. How a statement is cut where something in it was not filled in is `clauses`' to say; the list of all figures is
//! `figures`'.

use super::clauses::{Clause, clauses, statements};
use super::figures::Sums;
use super::prose::{closed_up, told};
use super::{NUMBERS, Summary, TableTold, Voice};
use crate::domain::campaign::{self, Grid, Piece};
use crate::domain::counting::Reckoning;
use crate::domain::figure::{Answer, Figure, FigureKind, Value, YesNoCount};
use crate::domain::id::FigureId;
use crate::domain::rollup::Total;
use crate::domain::submission::show_answer;
use crate::export::document::{Align, Block, Paragraph, Run};
use crate::text::sanitize;

/// A statement with its totals, and the figures that are worth telling in it.
struct Said<'p> {
    text: String,
    told: Vec<&'p FigureId>,
}

impl Summary<'_> {
    pub(super) fn deeds(&self) -> Vec<Block> {
        let is_one = self.tables.len() == 1;
        let mut blocks = Vec::new();
        if !is_one {
            blocks.push(told(&self.lead("活动各统计表", self.tables[0].reckoning)));
        }
        for (at, one) in self.tables.iter().enumerate() {
            if !is_one {
                let number = NUMBERS.get(at).copied().unwrap_or_default();
                let heading = format!("（{number}）{}", one.table.label);
                blocks.push(Block::heading(2, heading));
            }
            blocks.extend(self.of_table(one, is_one));
        }
        blocks
    }

    fn of_table(&self, one: &TableTold<'_>, is_one: bool) -> Vec<Block> {
        let sums = Sums::new(self.campaign.figures_of(&one.table.id), &one.totals);
        let name = table_name(&one.table.label);
        if let Some(nothing) = sums.nothing(self.campaign.figures_of(&one.table.id), one) {
            return vec![told(&format!("{name}：{nothing}"))];
        }
        let mut blocks = Vec::new();
        if is_one {
            blocks.push(told(&self.lead(&name, one.reckoning)));
        }
        match &one.table.grid {
            Some(grid) => blocks.extend(self.rows_of(grid, &sums)),
            None => blocks.extend(self.sections(one, &sums, is_one)),
        }
        blocks
    }

    /// What the statements rest on.
    fn lead(&self, tables: &str, reckoning: Reckoning) -> String {
        let remark = reckoning.remark();
        let remark = remark.map_or_else(String::new, |words| format!("（{words}）"));
        match self.voice {
            Voice::Bureau => {
                format!("按{tables}汇总如下{remark}，括号内为填报单位数；没有填报或都为零的不列。")
            }
            Voice::Unit => format!("按{tables}填报如下{remark}；没有填报或都为零的不列。"),
        }
    }

    /// A table of sentences, under the headings that the notice gives them.
    fn sections(&self, one: &TableTold<'_>, sums: &Sums<'_>, is_one: bool) -> Vec<Block> {
        let mut blocks = Vec::new();
        let sections = one.table.rows.chunk_by(|a, b| a.section == b.section);
        for (i, rows) in sections.enumerate() {
            let number = NUMBERS.get(i).copied().unwrap_or_default();
            let section = rows[0].section.trim();
            blocks.push(match (is_one, section.starts_with('（')) {
                // A notice that numbers its own sections is not numbered over.
                (true, true) => Block::heading(2, section),
                (true, false) => Block::heading(2, format!("（{number}）{section}")),
                (false, _) => Block::heading(3, section),
            });
            let paragraphs = rows.iter().filter_map(|row| self.row(row, sums));
            let before = blocks.len();
            blocks.extend(paragraphs.map(Block::from));
            if blocks.len() == before {
                let figures = self.campaign.figures_of(&one.table.id);
                let blanks: Vec<&FigureId> = rows.iter().flat_map(|r| r.report.blanks()).collect();
                let figures = figures.filter(|figure| blanks.contains(&&figure.id));
                blocks.push(told(&sums.nothing(figures, one).unwrap_or_default()));
            }
        }
        blocks
    }

    /// One row of a table of sentences as a paragraph; nothing where there is nothing to tell.
    fn row(&self, row: &campaign::Row, sums: &Sums<'_>) -> Option<Paragraph> {
        let statements = statements(&row.report);
        let said = statements.iter().filter_map(|pieces| {
            let said = self.statement(pieces, sums)?;
            let units = self.units_behind(&said.told, sums);
            Some(format!("{}{units}", said.text))
        });
        let said: Vec<String> = said.collect();
        let item = row.item.as_ref().map(|item| item.replace('\n', ""));
        (!said.is_empty()).then(|| headed(item.as_deref(), &said.join("；")))
    }

    /// A grid, a paragraph for every row at the top level, with those that are a part of it (其中) in the same sentence.
    fn rows_of(&self, grid: &Grid, sums: &Sums<'_>) -> Vec<Block> {
        let rows: Vec<usize> = (0..grid.rows.len()).collect();
        let groups = rows.chunk_by(|_, at| grid.rows[*at].depth > 0);
        let paragraphs = groups.filter_map(|group| {
            let cells: Vec<(usize, Vec<Piece>)> = group
                .iter()
                .map(|at| (*at, self.cells(grid, *at, sums)))
                .collect();
            let mut texts = Vec::new();
            let mut figures = Vec::new();
            for (at, pieces) in &cells {
                let Some(said) = self.statement(pieces, sums) else {
                    continue;
                };
                let row = &grid.rows[*at];
                texts.push(match row.depth {
                    0 => said.text,
                    _ => format!("其中{}：{}", part_name(&row.name), said.text),
                });
                figures.extend(said.told);
            }
            let units = self.units_behind(&figures, sums);
            let head = grid.rows[group[0]].name.trim();
            (!texts.is_empty()).then(|| headed(Some(head), &format!("{}{units}", texts.join("；"))))
        });
        paragraphs.map(Block::from).collect()
    }

    /// The cells of a grid's row that are worth a word, also those that are worked out: `企业数（…）家，参赛企业（…）家`. On
    /// which days the units did it says nothing of all of them together.
    fn cells(&self, grid: &Grid, row: usize, sums: &Sums<'_>) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut words = String::new();
        for (at, cell) in grid.rows[row].cells.iter().enumerate() {
            let figure = cell.as_ref().filter(|id| sums.tells(id));
            let figure = figure.and_then(|id| self.campaign.figure(id));
            let Some(figure) = figure.filter(|one| one.kind != FigureKind::Date) else {
                continue;
            };
            if !pieces.is_empty() {
                words.push('，');
            }
            words.push_str(&self.column_words(grid, at, figure));
            words.push('（');
            pieces.push(Piece::Words(std::mem::take(&mut words)));
            pieces.push(Piece::Blank(figure.id.clone()));
            words = format!("）{}", figure.measure);
        }
        pieces.push(Piece::Words(words));
        pieces
    }

    /// What stands before a number of a grid. A column's name speaks of its usual measure: `参加人数` is wrong before
    /// `9710户次`, and `场次` says nothing before `86场次`.
    fn column_words(&self, grid: &Grid, column: usize, figure: &Figure) -> String {
        let name = &grid.columns[column].name;
        let mut cells = grid
            .rows
            .iter()
            .filter_map(|row| row.cells[column].as_ref());
        let usual = cells.find_map(|id| self.campaign.figure(id));
        let is_own = usual.is_some_and(|usual| usual.measure != figure.measure);
        if *name == figure.measure || (is_own && !figure.measure.is_empty()) {
            return String::new();
        }
        let namesakes = grid.columns.iter().filter(|one| one.name == *name);
        let name = match namesakes.count() {
            1 => name.clone(),
            _ => grid.columns[column].heading(),
        };
        match figure.kind {
            FigureKind::YesNo => format!("{name}："),
            _ => name,
        }
    }

    /// One statement with its totals; nothing where all is blank or zero. A part of it that nobody filled in is left out.
    fn statement<'p>(&self, pieces: &'p [Piece], sums: &Sums<'_>) -> Option<Said<'p>> {
        let ids = pieces.iter().filter_map(|piece| match piece {
            Piece::Blank(id) => Some(id),
            Piece::Words(_) => None,
        });
        let told: Vec<&FigureId> = ids.filter(|id| sums.tells(id)).collect();
        if told.is_empty() {
            return None;
        }
        let mut text = String::new();
        let is_filled = |clause: &Clause| clause.blanks().any(|id| sums.is_filled(id));
        for clause in clauses(pieces).iter().filter(|clause| is_filled(clause)) {
            if !text.is_empty() {
                text.push_str(&clause.before);
            }
            text.push_str(
                clause
                    .filled(|id, is_measured| self.shown(id, is_measured, sums))
                    .trim(),
            );
        }
        Some(Said { text, told })
    }

    /// A figure as a sentence has it, with its measure word where the sentence itself has none.
    fn shown(&self, id: &FigureId, is_measured: bool, sums: &Sums<'_>) -> String {
        let Some((figure, answer)) = self.campaign.figure(id).zip(sums.answer(id)) else {
            return String::new();
        };
        match &answer {
            Answer::Value(Value::YesNos(YesNoCount { yes, no })) => {
                let counts = [("是", *yes), ("否", *no)].into_iter();
                let counts = counts.filter(|(_, units)| *units > 0);
                let counts: Vec<String> = counts
                    .map(|(word, units)| format!("{word}{units}家"))
                    .collect();
                counts.join("、")
            }
            Answer::Value(Value::Number(_)) => {
                let measure = if is_measured { "" } else { &figure.measure };
                let is_percent = figure.measure == "%";
                let number = show_answer(figure, &answer);
                format!("{number}{}", if is_percent { "" } else { measure })
            }
            Answer::Value(_) => {
                sanitize::for_storage_line(&show_answer(figure, &answer)).into_owned()
            }
            Answer::NotApplicable => String::new(),
        }
    }

    /// `（12至17家）`; nothing for what is only worked out, and of one unit's own report.
    fn units_behind(&self, told: &[&FigureId], sums: &Sums<'_>) -> String {
        let totals = told.iter().filter_map(|id| sums.totals.get(*id));
        let answered = totals.map(|total: &Total| total.answered);
        let answered: Vec<u32> = answered.filter(|units| *units > 0).collect();
        let ends = answered.iter().min().zip(answered.iter().max());
        match ends.filter(|_| self.voice == Voice::Bureau) {
            None => String::new(),
            Some((fewest, most)) if fewest == most => format!("（{most}家）"),
            Some((fewest, most)) => format!("（{fewest}至{most}家）"),
        }
    }
}

/// A paragraph with its heading run in.
fn headed(head: Option<&str>, text: &str) -> Paragraph {
    let head = head.map(|head| Run::new(closed_up(&format!("{head}："))).bold());
    let text = Run::new(closed_up(&format!("{text}。")));
    Paragraph::new(head.into_iter().chain([text]))
        .align(Align::Justify)
        .indent(2)
}

/// The name of a part without the 其中 that it has in the table.
fn part_name(name: &str) -> &str {
    let name = name.trim();
    let part = name.strip_prefix("其中");
    part.map_or(name, |part| part.trim_start_matches(['：', ':', ' ']))
}

/// What a report calls one of the notice's tables. The notice's own 附件2 is another annex than the report's.
pub(super) fn table_name(label: &str) -> String {
    match (label.starts_with('附'), label.ends_with('表')) {
        (true, _) => format!("通知{label}"),
        (false, true) => format!("“{label}”"),
        (false, false) => format!("“{label}”表"),
    }
}
