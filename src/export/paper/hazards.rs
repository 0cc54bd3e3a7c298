//! The hazard ledger as a sheet, and the words for where a hazard stands.

use super::{UNIT_WIDTH, ordinal, titled, width_for};
use crate::domain::calendar::words;
use crate::domain::campaign::Campaign;
use crate::domain::hazard::{HazardEntry, HazardState};
use crate::domain::id::LevelId;
use crate::domain::unit::Unit;
use crate::export::document::{Align, Shade};
use crate::export::sheet::{Cell, Sheet};
use crate::export::value::Value;

const LABELS: [&str; 12] = [
    "序号",
    "单位",
    "发现日期",
    "地点",
    "隐患内容",
    "等级",
    "来源",
    "整改措施",
    "责任人",
    "整改期限",
    "销号日期",
    "状态",
];

/// The ledger's entries, in the order in which they are to be printed.
#[derive(Debug, Clone, Copy)]
pub struct HazardLedger<'a> {
    pub campaign: &'a Campaign,
    pub lines: &'a [HazardLine<'a>],
    /// The day on which a hazard is judged to be overdue.
    pub today: chrono::NaiveDate,
}

/// One hazard and whose it is.
#[derive(Debug, Clone, Copy)]
pub struct HazardLine<'a> {
    pub unit: &'a Unit,
    pub entry: &'a HazardEntry,
}

impl HazardLedger<'_> {
    /// The sheet, on its side.
    pub fn sheet(&self) -> Sheet {
        let of = |state| {
            let states = self.lines.iter().map(|line| line.entry.state(self.today));
            states.filter(|s| *s == state).count()
        };
        let mut sheet = Sheet::new("隐患台账", self.widths())
            .title(titled(&self.campaign.title, "隐患台账"))
            .lead(format!(
                "截至 {}，共 {} 处，已销号 {} 处，整改中 {} 处，逾期未销号 {} 处",
                words::date(self.today),
                self.lines.len(),
                of(HazardState::Closed),
                of(HazardState::Open),
                of(HazardState::Overdue),
            ))
            .landscape()
            .freeze_columns(2)
            .header(LABELS);
        for (i, line) in self.lines.iter().enumerate() {
            sheet.push(self.row(i, line));
        }
        sheet
    }

    fn row(&self, i: usize, line: &HazardLine<'_>) -> [Cell; LABELS.len()] {
        let HazardLine { unit, entry } = line;
        let state = entry.state(self.today);
        let day = |day: Option<chrono::NaiveDate>| {
            Cell::new(day.map_or(Value::Empty, Value::Date)).align(Align::Center)
        };
        [
            Cell::integer(ordinal(i)).align(Align::Center),
            Cell::text(unit.name.as_str()),
            day(Some(entry.found_on)),
            Cell::text(entry.place.as_str()),
            Cell::text(entry.what.as_str()),
            Cell::text(level_name(self.campaign, &entry.level)).align(Align::Center),
            Cell::text(entry.source.as_str()),
            Cell::text(entry.measure.as_str()),
            Cell::text(entry.responsible.as_str()),
            day(entry.due),
            day(entry.closed_on),
            Cell::text(state_label(state))
                .align(Align::Center)
                .shade(match state {
                    HazardState::Overdue => Shade::Bad,
                    HazardState::Open => Shade::None,
                    HazardState::Closed => Shade::Good,
                }),
        ]
    }

    fn widths(&self) -> [u16; LABELS.len()] {
        let of = |label: &str, text: fn(&HazardEntry) -> &str| {
            width_for(label, 14, self.lines.iter().map(|line| text(line.entry)))
        };
        let units = self.lines.iter().map(|line| line.unit.name.as_str());
        [
            6,
            width_for("单位", UNIT_WIDTH, units),
            13,
            of("地点", |entry| &entry.place),
            24,
            11,
            of("来源", |entry| &entry.source),
            24,
            of("责任人", |entry| &entry.responsible),
            13,
            13,
            12,
        ]
    }
}

/// The level's name; its id where the campaign knows no such level.
pub(super) fn level_name<'a>(campaign: &'a Campaign, level: &'a LevelId) -> &'a str {
    campaign
        .hazard_level(level)
        .map_or(level.as_str(), |level| level.name.as_str())
}

fn state_label(state: HazardState) -> &'static str {
    match state {
        HazardState::Overdue => "× 逾期",
        HazardState::Open => "○ 整改中",
        HazardState::Closed => "√ 已销号",
    }
}
