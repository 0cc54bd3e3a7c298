//! What stands behind the report's text, each on a page of its own: tables would break the text's grid of lines.

use super::deeds::table_name;
use super::{Summary, Voice};
use crate::domain::hazard::HazardState;
use crate::export::document::{Align, Block, Chart, Font, Paragraph, Run, Size};
use crate::export::paper::HazardLine;

/// One of them: what it is called, and what stands in it.
pub(super) struct Annex {
    name: String,
    blocks: Vec<Block>,
}

impl Summary<'_> {
    pub(super) fn annexes(&self) -> Vec<Annex> {
        let mut annexes = Vec::new();
        let mut add = |name: String, blocks: Vec<Block>| {
            if !blocks.is_empty() {
                annexes.push(Annex { name, blocks });
            }
        };
        if self.voice == Voice::Bureau {
            add("各期次报送情况".to_owned(), self.progress_annex());
        }
        add("隐患台账情况".to_owned(), self.hazards_annex());
        let mut tables = self.tables.iter().filter(|one| self.has_answers(one));
        for one in &mut tables {
            let name = format!("{}各项指标汇总", table_name(&one.table.label));
            add(name, vec![self.figures_table(one).into()]);
        }
        annexes
    }

    fn progress_annex(&self) -> Vec<Block> {
        let mut blocks: Vec<Block> = self
            .standings_table()
            .into_iter()
            .map(Block::from)
            .collect();
        let bars = self.received.iter().filter(|(_, count)| *count > 0);
        let bars: Vec<(String, u64)> = bars.cloned().collect();
        if !bars.is_empty() {
            blocks.push(Chart::new("各时段报送份数", "份", bars).into());
        }
        blocks
    }

    fn hazards_annex(&self) -> Vec<Block> {
        let mut blocks: Vec<Block> = self.levels_table().into_iter().map(Block::from).collect();
        let today = self.today();
        let overdue = self.hazards.iter();
        let overdue: Vec<&HazardLine> = overdue
            .filter(|line| line.entry.state(today) == HazardState::Overdue)
            .collect();
        if !overdue.is_empty() {
            blocks.push(self.overdue_table(&overdue).into());
        }
        blocks
    }
}

/// The note of them below the text: `附件：1. 各期次报送情况`, the others below the first.
pub(super) fn list(annexes: &[Annex]) -> Vec<Block> {
    let mut lines = vec![Paragraph::default()];
    for (at, annex) in annexes.iter().enumerate() {
        let (head, indent) = match at {
            0 => ("附件：", 2),
            _ => ("", 5),
        };
        let number = match annexes.len() {
            1 => String::new(),
            _ => format!("{}.", at + 1),
        };
        lines.push(Paragraph::text(format!("{head}{number}{}", annex.name)).indent(indent));
    }
    match annexes.is_empty() {
        true => Vec::new(),
        false => lines.into_iter().map(Block::from).collect(),
    }
}

/// The annexes themselves.
pub(super) fn laid_out(annexes: Vec<Annex>) -> Vec<Block> {
    let is_only = annexes.len() == 1;
    let mut blocks = Vec::new();
    for (at, annex) in annexes.into_iter().enumerate() {
        let number = match is_only {
            true => String::new(),
            false => (at + 1).to_string(),
        };
        blocks.push(Block::PageBreak);
        let mark = Run::new(format!("附件{number}")).font(Font::Heading);
        blocks.push(Paragraph::new([mark]).into());
        let title = Run::new(annex.name).font(Font::Title).size(Size::ER_HAO);
        blocks.push(Paragraph::new([title]).align(Align::Center).into());
        blocks.extend(annex.blocks);
    }
    blocks
}
