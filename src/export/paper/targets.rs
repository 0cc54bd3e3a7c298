//! Targets as a sheet: what is wanted, what there is, against number and time.

use chrono::NaiveDate;

use super::listing::{Listing, WIDEST};
use super::titled;
use crate::domain::calendar::words;
use crate::domain::campaign::Campaign;
use crate::domain::target::Standing;
use crate::export::document::{Align, Shade};
use crate::export::sheet::{Cell, Sheet};
use crate::export::value::Number;

/// The campaign's targets, in the order in which they are to be printed.
#[derive(Debug, Clone, Copy)]
pub struct TargetList<'a> {
    pub campaign: &'a Campaign,
    pub lines: &'a [TargetPaperLine],
    /// What there is to be said: shares that do not add up.
    pub remarks: &'a [String],
    pub today: NaiveDate,
}

/// One target within one stretch of days, of one unit or of all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetPaperLine {
    /// Pushed in as deep as it stands below headings.
    pub name: String,
    pub stretch: String,
    /// 合计 for all together.
    pub unit: String,
    pub wanted: String,
    pub done: String,
    /// In tenths of a percent.
    pub share: Option<u32>,
    pub time: u32,
    pub standing: Standing,
    /// Who leads and who answers, by kinds.
    pub lead: String,
    pub responsible: String,
}

impl TargetList<'_> {
    /// The sheet. Who leads and who answers is said once for each target, and where nobody leads there is no column for it.
    pub fn sheet(&self) -> Sheet {
        let has_lead = self.lines.iter().any(|line| !line.lead.is_empty());
        let parties = [has_lead.then_some("牵头"), Some("责任单位")];
        let columns = COLUMNS.into_iter().chain(parties.into_iter().flatten());
        let mut before: Option<&TargetPaperLine> = None;
        let mut rows = Vec::with_capacity(self.lines.len());
        for line in self.lines {
            let is_first = before.is_none_or(|before| before.name != line.name);
            before = Some(line);
            let said = |text: &str| Cell::text(if is_first { text } else { "" });
            let mut cells = row(line);
            cells.extend(has_lead.then(|| said(&line.lead)));
            cells.push(said(&line.responsible));
            rows.push(cells);
        }
        Listing {
            name: "目标".to_owned(),
            title: titled(&self.campaign.title, "目标完成情况"),
            lead: vec![format!("截至 {}", words::date(self.today))],
            columns: columns.map(str::to_owned).collect(),
            rows,
            notes: self.remarks.to_vec(),
            fixed: 1,
            widest: WIDEST,
        }
        .sheet()
    }
}

const COLUMNS: [&str; 8] = [
    "目标",
    "时段",
    "单位",
    "要求",
    "完成",
    "完成率",
    "时间进度",
    "状态",
];

fn row(line: &TargetPaperLine) -> Vec<Cell> {
    let per_cent = |share: u32| Cell::number(Number::percent(i64::from(share), 3));
    vec![
        Cell::text(line.name.as_str()),
        Cell::text(line.stretch.as_str()),
        Cell::text(line.unit.as_str()),
        Cell::text(line.wanted.as_str()).align(Align::Right),
        Cell::text(line.done.as_str()).align(Align::Right),
        line.share.map_or_else(Cell::empty, per_cent),
        per_cent(line.time),
        Cell::text(line.standing.label())
            .align(Align::Center)
            .shade(match line.standing {
                Standing::Missed | Standing::Exceeded => Shade::Bad,
                Standing::Reached => Shade::Good,
                _ => Shade::None,
            }),
    ]
}
