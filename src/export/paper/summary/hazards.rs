//! Hazards: the ledger by level, what the units counted themselves, and every hazard that is overdue.

use super::prose::told;
use super::{Summary, Voice};
use crate::domain::calendar::words;
use crate::domain::hazard::{HazardCount, HazardState};
use crate::domain::id::LevelId;
use crate::export::document::{Align, Block, Cell, Table};
use crate::export::paper::hazards::level_name;
use crate::export::paper::{HazardLine, When};
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
        let which = match self.when {
            When::Period(_) => "本期",
            When::AsOf(_) | When::Until(_) => "",
        };
        let ledger = match all.found {
            0 => format!("隐患台账{which}没有登记。"),
            found => {
                let counts = [
                    ("已销号", all.closed),
                    ("整改中", all.open),
                    ("逾期未销号", all.overdue),
                ];
                let counts = counts.into_iter().filter(|(_, count)| *count > 0);
                let counts = counts.map(|(word, count)| format!("，{word} {count} 处"));
                format!(
                    "隐患台账{which}共登记 {found} 处{}。",
                    counts.collect::<String>()
                )
            }
        };
        vec![told(&format!("{ledger}{}", self.counted_words(all)))]
    }

    fn standing(&self, level: Option<&LevelId>) -> Standing {
        let today = self.today();
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

    /// The units' own counts beside the ledger: the two are kept by different hands and need not agree, and where they
    /// do not, that is said.
    fn counted_words(&self, ledger: Standing) -> String {
        let who = match self.voice {
            Voice::Bureau => "各单位",
            Voice::Unit => "本单位",
        };
        let levels = self.campaign.hazard_levels.iter();
        let levels = levels.filter_map(|level| Some((level, self.counted.get(&level.id)?)));
        let counts = levels.filter(|(_, count)| count.found > 0 || count.closed > 0);
        let counts = counts.map(|(level, count)| {
            let closed = match count.closed {
                0 => String::new(),
                closed => format!("、整改 {closed} 处"),
            };
            format!("{}发现 {} 处{closed}", level.name, count.found)
        });
        let counts: Vec<String> = counts.collect();
        if self.counted.is_empty() || (counts.is_empty() && ledger.found == 0) {
            return String::new();
        }
        if counts.is_empty() {
            return format!("{who}在报送中填报的隐患数均为零，与台账不一致，请核对。");
        }
        let sum = |of: fn(&HazardCount) -> u32| self.counted.values().map(of).sum::<u32>();
        let differences = [
            ("发现数", sum(|count| count.found), ledger.found),
            ("整改数", sum(|count| count.closed), ledger.closed),
        ];
        let differences = differences.into_iter().filter_map(|(what, told, kept)| {
            let word = if told < kept { "少" } else { "多" };
            (told != kept).then(|| format!("{what}比台账{word} {} 处", told.abs_diff(kept)))
        });
        let differences: Vec<String> = differences.collect();
        let differences = match differences.is_empty() {
            true => String::new(),
            false => format!("填报的{}，请核对。", differences.join("，")),
        };
        format!("{who}在报送中填报：{}。{differences}", counts.join("；"))
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
        let mut table = Table::new([32, 22, 32, 18, 34, 18])
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
