//! The rows of a statistics form, one for each cell or group of cells that a unit writes into.

use super::answer::answer;
use super::layout::{Layout, Role};
use super::{Piece, Row, Table};
use crate::draft::grid::{Area, Grid, has_blank, label};
use crate::draft::heading::is_filled_in;

/// Which columns hold section, item and standards.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) section: Option<usize>,
    pub(super) item: Option<usize>,
    pub(super) standards: Vec<usize>,
    answers: Vec<usize>,
    unit: Option<usize>,
}

impl Plan {
    pub(super) fn new(layout: &Layout) -> Self {
        let with = |role: Role| {
            let roles = layout.roles.iter().enumerate();
            roles.filter(move |(_, is)| **is == role).map(|(at, _)| at)
        };
        let labels: Vec<usize> = with(Role::Label).collect();
        let mut plan = Self {
            section: labels.first().copied(),
            answers: with(Role::Answer).collect(),
            unit: with(Role::Unit).next(),
            ..Self::default()
        };
        match labels.as_slice() {
            [] | [_] => {}
            // One heading over both: section and item.
            [a, b] if layout.headings[*a] == layout.headings[*b] => plan.item = Some(*b),
            [_, b] if is_standard(&layout.headings[*b]) => plan.standards = vec![*b],
            [_, b] => plan.item = Some(*b),
            [_, b, rest @ ..] => {
                plan.item = Some(*b);
                plan.standards = rest.to_vec();
            }
        }
        plan
    }

    /// The columns that share the first heading of the campaign file.
    pub(super) fn names(&self) -> Vec<usize> {
        self.section.into_iter().chain(self.item).collect()
    }
}

fn is_standard(heading: &str) -> bool {
    ["标准", "要求", "内容", "任务", "措施"]
        .iter()
        .any(|word| heading.contains(word))
}

/// Reads every row into the table.
pub(super) fn read(grid: &Grid, layout: &Layout, table: &mut Table) {
    let mut reader = Reader {
        grid,
        layout,
        plan: Plan::new(layout),
        table,
        heading: None,
        last_section: None,
    };
    let mut row = layout.first;
    while row < grid.height() {
        row = reader.step(row);
    }
    if layout.is_headed && layout.first >= grid.height() {
        reader.headings();
    }
}

/// Headings of columns that tell whose a line is.
const WHOSE: [&str; 6] = ["单位名称", "单位", "填报单位", "报送单位", "姓名", "填报人"];

struct Reader<'r> {
    grid: &'r Grid,
    layout: &'r Layout,
    plan: Plan,
    table: &'r mut Table,
    /// A heading between rows: the section of those below it.
    heading: Option<String>,
    /// Where the section's cell of the row before begins.
    last_section: Option<(usize, usize)>,
}

impl<'r> Reader<'r> {
    /// Reads what begins with a row, and tells where the next begins.
    fn step(&mut self, row: usize) -> usize {
        if let Some(alone) = self.grid.lone(row).filter(|area| !has_blank(area)) {
            self.lone(alone);
            return row + 1;
        }
        let areas = self.grid.row(row);
        let first = areas.iter().find(|area| !area.is_empty());
        if first.is_none_or(|area| is_filled_in(&area.label())) {
            return row + 1;
        }
        if self.layout.in_pairs {
            self.pairs(row);
            return row + 1;
        }
        let end = self.end_of_group(row);
        self.group(row, end);
        end
    }

    /// A list without any line yet, one unit a line: its headings are what is asked.
    fn headings(&mut self) {
        let mut report = Vec::new();
        for (column, heading) in self.layout.headings.iter().enumerate() {
            let is_asked = !matches!(self.layout.roles[column], Role::Serial | Role::Remark);
            let name = label(heading);
            if !is_asked || name.is_empty() || WHOSE.contains(&name.as_str()) {
                continue;
            }
            if !report.is_empty() {
                report.push(Piece::Words("；".to_owned()));
            }
            answer(&Area::waiting(), "", heading, "", &mut report);
        }
        if !report.is_empty() {
            self.push(None, None, Vec::new(), report);
        }
    }

    /// A text that has its row for itself: a heading, or a note at the end.
    fn lone(&mut self, area: &Area) {
        let text = area.label();
        let is_last = (area.rows.1..self.grid.height()).all(|row| self.grid.lone(row).is_some());
        if is_filled_in(&text) {
            return;
        }
        if is_last || text.starts_with('注') || text.starts_with("备注") || text.starts_with("说明")
        {
            self.table.left_out.push(area.text());
        } else {
            self.heading = Some(text);
            self.last_section = None;
        }
    }

    /// The rows that belong together because an item, a standard or an answer covers several of them.
    fn end_of_group(&self, row: usize) -> usize {
        let plan = &self.plan;
        let columns: Vec<usize> = plan
            .item
            .iter()
            .chain(&plan.standards)
            .chain(&plan.answers)
            .copied()
            .collect();
        let mut end = row + 1;
        let mut at = row;
        while at < end {
            for column in &columns {
                let area = self.grid.at(at, *column);
                // A section that spans the item's column reaches further than one answer.
                let own = area.filter(|area| Some(area.columns.0) != plan.section);
                end = own.map_or(end, |area| end.max(area.rows.1));
            }
            at += 1;
        }
        end.min(self.grid.height())
    }

    /// The areas of some columns within a group, from the top and from the left.
    fn areas(&self, rows: std::ops::Range<usize>, columns: &[usize]) -> Vec<&'r Area> {
        let mut found: Vec<&Area> = Vec::new();
        for row in rows {
            for column in columns {
                let area = self.grid.at(row, *column);
                let is_new = |area: &&Area| !found.iter().any(|known| std::ptr::eq(*known, *area));
                found.extend(area.filter(is_new));
            }
        }
        found
    }

    fn group(&mut self, row: usize, end: usize) {
        let section = self
            .plan
            .section
            .and_then(|column| self.grid.at(row, column));
        let item = self.plan.item.and_then(|column| self.grid.at(row, column));
        let item = item.filter(|item| section.is_none_or(|section| !std::ptr::eq(*item, section)));
        let taken = |area: &&Area| {
            [section, item]
                .into_iter()
                .flatten()
                .any(|is| std::ptr::eq(is, *area))
        };
        let standards = self.areas(row..end, &self.plan.standards);
        let standards: Vec<&Area> = standards
            .into_iter()
            .filter(|area| !taken(area) && !area.is_empty())
            .collect();
        let unit = self.plan.unit.and_then(|column| self.grid.at(row, column));
        let unit = unit.map(Area::label).unwrap_or_default();
        let nearest = [standards.last().copied(), item, section];
        let name = nearest
            .into_iter()
            .flatten()
            .find(|area| !area.is_empty())
            .map(Area::label);
        let report = self.report(row..end, &name.unwrap_or_default(), &unit);
        self.leave_out(row..end);
        if report
            .iter()
            .all(|piece| matches!(piece, Piece::Words(words) if words.trim().is_empty()))
        {
            return;
        }
        let standards = standards.into_iter().map(Area::text).collect();
        self.push(section, item, standards, report);
    }

    /// Adds a row; an area may be missing where the form left its cell empty.
    fn push(
        &mut self,
        section: Option<&Area>,
        item: Option<&Area>,
        standards: Vec<String>,
        report: Vec<Piece>,
    ) {
        let place = section.map(|area| (area.rows.0, area.columns.0));
        let own = section.filter(|area| !area.is_empty()).map(Area::text);
        let item = item.filter(|area| !area.is_empty()).map(Area::text);
        let above = self.table.rows.last().map(|row| row.section.clone());
        let (section, item) = match (&self.heading, own) {
            (Some(heading), own) => (
                heading.clone(),
                own.into_iter()
                    .chain(item)
                    .reduce(|a, b| format!("{a}\n{b}")),
            ),
            (None, Some(own)) => (own, item),
            (None, None) => (
                above.clone().unwrap_or_else(|| self.table.title.clone()),
                item,
            ),
        };
        let begins = self.heading.is_none() && place.is_some() && place != self.last_section;
        let is_empty = place
            .is_some_and(|(row, column)| self.grid.at(row, column).is_some_and(Area::is_empty));
        self.table.rows.push(Row {
            new_section_cell: begins && !is_empty && above.as_ref() == Some(&section),
            section,
            item,
            standards,
            report,
        });
        self.last_section = place;
    }

    /// Pairs of label and answer, each a row of its own.
    fn pairs(&mut self, row: usize) {
        let mut labels: Vec<&Area> = Vec::new();
        let mut answered = false;
        for area in self.grid.row(row) {
            let role = self.layout.roles[area.columns.0];
            let is_answer = has_blank(area) || role == Role::Answer && area.is_empty();
            if area.rows.0 != row && !is_answer {
                continue;
            }
            if !is_answer {
                if std::mem::take(&mut answered) {
                    labels.clear();
                }
                labels.extend(Some(area).filter(|area| !area.is_empty() && role != Role::Serial));
                continue;
            }
            answered = true;
            let name = labels.last().map(|area| area.label()).unwrap_or_default();
            let mut report = Vec::new();
            answer(area, &name, "", "", &mut report);
            let [section, item] = [labels.first().copied(), labels.get(1).copied()];
            self.push(section, item, Vec::new(), report);
        }
    }

    /// What a unit writes in a group of rows.
    fn report(&mut self, rows: std::ops::Range<usize>, name: &str, unit: &str) -> Vec<Piece> {
        let areas = self.areas(rows.clone(), &self.plan.answers);
        let begun = areas.into_iter().filter(|area| area.rows.0 >= rows.start);
        let several = self.plan.answers.len() > 1;
        let mut report: Vec<Piece> = Vec::new();
        let mut line = None;
        for area in begun {
            if let Some(last) = line.replace(area.rows.0) {
                let is_cell = area.is_empty() && last == area.rows.0;
                report.push(Piece::Words(if is_cell { "；" } else { "\n" }.to_owned()));
            }
            let heading = &self.layout.headings[area.columns.0];
            answer(
                area,
                name,
                if several || name.is_empty() {
                    heading
                } else {
                    ""
                },
                unit,
                &mut report,
            );
        }
        report
    }

    /// Remarks that the form prints already have no place in the campaign file.
    fn leave_out(&mut self, rows: std::ops::Range<usize>) {
        let remarks: Vec<usize> = (0..self.layout.roles.len())
            .filter(|at| self.layout.roles[*at] == Role::Remark)
            .collect();
        let texts = self.areas(rows, &remarks);
        self.table.left_out.extend(
            texts
                .into_iter()
                .filter(|area| !area.is_empty())
                .map(Area::text),
        );
    }
}
