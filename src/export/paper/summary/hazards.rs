//! Hazards: the ledger by level, what the units counted themselves, and every hazard that is overdue.

use super::Summary;
use crate::domain::calendar::words;
use crate::domain::hazard::HazardState;
use crate::domain::id::LevelId;
use crate::export::document::{Align, Block, Cell, Paragraph, Table};
use crate::export::paper::HazardLine;
use crate::export::paper::hazards::level_name;
use crate::export::value::Number;

/// How many of the ledger's entries stand where.
#[derive(Debug, Clone, Copy, Default)]
struct Standing {
    found: u32,
    closed: u32,
    open: u32,
    overdue: u32,
}

impl Summary<'_> {
    pub(super) fn hazards_part(&self) -> Vec<Block> {
        let all = self.standing(None);
        if all.found == 0 && self.counted.is_empty() {
            return vec![Paragraph::prose("隐患台账没有登记，各单位也没有报送隐患数。").into()];
        }
        let told = format!(
            "隐患台账共登记 {} 处，已销号 {} 处，整改中 {} 处，逾期未销号 {} 处。{}",
            all.found,
            all.closed,
            all.open,
            all.overdue,
            self.counted_words()
        );
        vec![Paragraph::prose(told).into()]
    }

    fn standing(&self, level: Option<&LevelId>) -> Standing {
        let today = self.as_of.date();
        let mut standing = Standing::default();
        let entries = self.hazards.iter().map(|line| line.entry);
        for entry in entries.filter(|entry| level.is_none_or(|level| entry.level == *level)) {
            standing.found += 1;
            match entry.state(today) {
                HazardState::Closed => standing.closed += 1,
                HazardState::Open => standing.open += 1,
                HazardState::Overdue => standing.overdue += 1,
            }
        }
        standing
    }

    /// The units' own counts beside the ledger: the two are kept by different hands and need not agree.
    fn counted_words(&self) -> String {
        let levels = self.campaign.hazard_levels.iter();
        let counts: Vec<String> = levels
            .filter_map(|level| {
                let count = self.counted.get(&level.id)?;
                Some(format!(
                    "{}发现 {} 处、整改 {} 处",
                    level.name, count.found, count.closed
                ))
            })
            .collect();
        if counts.is_empty() {
            String::new()
        } else {
            format!("各单位在报送中填报：{}。", counts.join("；"))
        }
    }

    /// The ledger by level; nothing where nothing is entered.
    pub(super) fn levels_table(&self) -> Option<Table> {
        let all = self.standing(None);
        if all.found == 0 {
            return None;
        }
        let labels = ["等级", "发现", "已销号", "整改中", "逾期未销号"];
        let mut table = Table::new([30, 20, 20, 20, 20])
            .caption("隐患台账分级统计（处）")
            .header(labels.map(Cell::label));
        let row = |name: &str, standing: Standing| {
            let count = |number: u32| Cell::number(Number::integer(i64::from(number)));
            [
                Cell::text(name).align(Align::Center),
                count(standing.found),
                count(standing.closed),
                count(standing.open),
                count(standing.overdue),
            ]
        };
        for level in &self.campaign.hazard_levels {
            table.push(row(&level.name, self.standing(Some(&level.id))));
        }
        table.push(row("合计", all));
        Some(table)
    }

    pub(super) fn overdue_table(&self, overdue: &[&HazardLine<'_>]) -> Table {
        let mut table = Table::new([34, 24, 38, 20, 21, 19])
            .caption("逾期未销号的隐患")
            .header(["单位", "地点", "隐患内容", "等级", "整改期限", "责任人"].map(Cell::label));
        for HazardLine { unit, entry } in overdue {
            table.push([
                Cell::text(&unit.name),
                Cell::text(&entry.place),
                Cell::text(&entry.what),
                Cell::text(level_name(self.campaign, &entry.level)).align(Align::Center),
                Cell::text(
                    entry
                        .due
                        .map(|due| words::day_from(due, self.as_of.date()))
                        .unwrap_or_default(),
                )
                .align(Align::Center),
                Cell::text(&entry.responsible),
            ]);
        }
        table
    }
}
