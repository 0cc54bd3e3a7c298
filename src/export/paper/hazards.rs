//! The hazard ledger as a sheet, and the words for where a hazard stands.

use chrono::NaiveDate;

use super::{UNIT_WIDTH, ordinal, titled, width_for};
use crate::domain::calendar::words;
use crate::domain::campaign::Campaign;
use crate::domain::hazard::{HazardEntry, HazardField, HazardState};
use crate::domain::id::LevelId;
use crate::domain::unit::Unit;
use crate::export::document::{Align, Shade};
use crate::export::sheet::{Cell, Sheet};
use crate::export::value::Value;

/// One column of the ledger.
struct Column {
    field: HazardField,
    width: Width,
    /// Whether it is there only where some entry says something in it: not every notice asks for it.
    is_optional: bool,
    show: fn(&HazardEntry) -> Shown<'_>,
}

/// In characters.
enum Width {
    Fixed(u16),
    /// By what stands in it.
    ByText,
}

/// What an entry says in a column.
enum Shown<'e> {
    Text(&'e str),
    Day(Option<NaiveDate>),
}

impl Shown<'_> {
    fn is_empty(&self) -> bool {
        matches!(self, Self::Text("") | Self::Day(None))
    }

    fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Day(_) => "",
        }
    }

    fn cell(&self) -> Cell {
        match self {
            Self::Text(text) => Cell::text(*text),
            Self::Day(day) => Cell::new(day.map_or(Value::Empty, Value::Date)).align(Align::Center),
        }
    }
}

impl Column {
    const fn always(field: HazardField, width: Width, show: fn(&HazardEntry) -> Shown<'_>) -> Self {
        Self {
            field,
            width,
            is_optional: false,
            show,
        }
    }

    const fn where_said(
        field: HazardField,
        width: Width,
        show: fn(&HazardEntry) -> Shown<'_>,
    ) -> Self {
        Self {
            is_optional: true,
            ..Self::always(field, width, show)
        }
    }
}

/// What is said before an entry's level, and behind it.
const BEFORE: [Column; 3] = [
    Column::always(HazardField::FoundOn, Width::Fixed(13), |entry| {
        Shown::Day(Some(entry.found_on))
    }),
    Column::always(HazardField::Place, Width::ByText, |entry| {
        Shown::Text(&entry.place)
    }),
    Column::always(HazardField::What, Width::Fixed(24), |entry| {
        Shown::Text(&entry.what)
    }),
];
const BEHIND: [Column; 9] = [
    Column::always(HazardField::Source, Width::ByText, |entry| {
        Shown::Text(&entry.source)
    }),
    Column::where_said(HazardField::ReportedOn, Width::Fixed(13), |entry| {
        Shown::Day(entry.reported_on)
    }),
    Column::always(HazardField::Measure, Width::Fixed(24), |entry| {
        Shown::Text(&entry.measure)
    }),
    Column::where_said(HazardField::Precautions, Width::Fixed(20), |entry| {
        Shown::Text(&entry.precautions)
    }),
    Column::where_said(HazardField::ResponsibleUnit, Width::ByText, |entry| {
        Shown::Text(&entry.responsible_unit)
    }),
    Column::always(HazardField::Responsible, Width::ByText, |entry| {
        Shown::Text(&entry.responsible)
    }),
    Column::always(HazardField::Due, Width::Fixed(13), |entry| {
        Shown::Day(entry.due)
    }),
    Column::always(HazardField::ClosedOn, Width::Fixed(13), |entry| {
        Shown::Day(entry.closed_on)
    }),
    Column::where_said(HazardField::CheckedBy, Width::ByText, |entry| {
        Shown::Text(&entry.checked_by)
    }),
];

/// The ledger's entries, in the order in which they are to be printed.
#[derive(Debug, Clone, Copy)]
pub struct HazardLedger<'a> {
    pub campaign: &'a Campaign,
    pub lines: &'a [HazardLine<'a>],
    /// The day on which a hazard is judged to be overdue.
    pub today: NaiveDate,
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
        let (before, behind) = (self.shown(&BEFORE), self.shown(&BEHIND));
        let header = ["序号", "单位"].into_iter().chain(labels(&before));
        let header = header
            .chain([HazardField::Level.label()])
            .chain(labels(&behind));
        let mut sheet = Sheet::new("隐患台账", self.widths(&before, &behind))
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
            .header(header.chain(["状态"]));
        for (i, HazardLine { unit, entry }) in self.lines.iter().enumerate() {
            let said = |column: &&Column| (column.show)(entry).cell();
            let mut row = vec![
                Cell::integer(ordinal(i)).align(Align::Center),
                Cell::text(unit.name.as_str()),
            ];
            row.extend(before.iter().map(said));
            row.push(Cell::text(level_name(self.campaign, &entry.level)).align(Align::Center));
            row.extend(behind.iter().map(said));
            row.push(state_cell(entry.state(self.today)));
            sheet.push(row);
        }
        sheet
    }

    /// The columns in which something is said.
    fn shown<'c>(&self, columns: &'c [Column]) -> Vec<&'c Column> {
        let is_said = |column: &Column| {
            let mut said = self.lines.iter().map(|line| (column.show)(line.entry));
            said.any(|said| !said.is_empty())
        };
        let columns = columns.iter();
        columns
            .filter(|column| !column.is_optional || is_said(column))
            .collect()
    }

    fn widths(&self, before: &[&Column], behind: &[&Column]) -> Vec<u16> {
        let units = self.lines.iter().map(|line| line.unit.name.as_str());
        let of = |column: &&Column| match column.width {
            Width::Fixed(width) => width,
            Width::ByText => {
                let said: Vec<Shown<'_>> = self
                    .lines
                    .iter()
                    .map(|line| (column.show)(line.entry))
                    .collect();
                width_for(column.field.label(), 14, said.iter().map(Shown::text))
            }
        };
        let mut widths = vec![6, width_for("单位", UNIT_WIDTH, units)];
        widths.extend(before.iter().map(of));
        widths.push(11);
        widths.extend(behind.iter().map(of));
        widths.push(12);
        widths
    }
}

fn labels<'c>(columns: &'c [&'c Column]) -> impl Iterator<Item = &'static str> + 'c {
    columns.iter().map(|column| column.field.label())
}

fn state_cell(state: HazardState) -> Cell {
    let shade = match state {
        HazardState::Overdue => Shade::Bad,
        HazardState::Open => Shade::None,
        HazardState::Closed => Shade::Good,
    };
    Cell::text(state_label(state))
        .align(Align::Center)
        .shade(shade)
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

#[cfg(test)]
mod tests {
    //! Which columns there are.

    use super::*;
    use crate::domain::campaign::builtin;
    use crate::domain::campaign::sample;

    #[test]
    fn a_column_that_not_every_notice_asks_for_is_there_where_something_is_said_in_it() {
        let campaign = Campaign::parse(builtin()[0].1).expect("it is sound");
        let unit = sample::unit("direct");
        let today = sample::day(6, 10);
        let labels = |entry: &HazardEntry| {
            let lines = [HazardLine { unit: &unit, entry }];
            let ledger = HazardLedger {
                campaign: &campaign,
                lines: &lines,
                today,
            };
            let sheet = ledger.sheet();
            assert_eq!(sheet.columns.len(), sheet.rows[0].len());
            let header = sheet.header[0].iter();
            let labels = header.map(|cell| format!("{:?}", cell.value));
            labels.collect::<String>()
        };
        let mut entry = HazardEntry::new(today, "general".into());
        assert!(!labels(&entry).contains("复查人"));
        entry.checked_by = "甲处".into();
        entry.precautions = "拉警戒线".into();
        let said = labels(&entry);
        for label in ["复查人", "防护措施", "整改期限"] {
            assert!(said.contains(label), "{label}: {said}");
        }
        assert!(
            !said.contains("整改单位") && !said.contains("报告日期"),
            "{said}"
        );
    }
}
