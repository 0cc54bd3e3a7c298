//! The lines of each view: targets, units with their points, given rows, candidates. What a line says in full is in
//! `detail`, what is done to it in `asking`.

use chrono::NaiveDate;

use super::View;
use super::work::Loaded;
use crate::domain::calendar::Instant;
use crate::domain::campaign::{Award, Part, PointsTable, Register};
use crate::domain::id::{AwardId, NominationId, RowId, TargetId, UnitId};
use crate::domain::nomination::Met;
use crate::domain::target::{Standing, words};
use crate::domain::typing::show_number;
use crate::ops::nomination::{AwardLists, BodyList, Nominated};
use crate::ops::points::Scores;
use crate::ops::responsibility::{Matrix, registers};
use crate::text::search::{Needle, SCATTERED};
use crate::tui::kit::finder::Finder;
use crate::tui::kit::table::{Align, Cell, Column, Table};
use crate::tui::screen::Context;
use crate::tui::theme::Meaning;

/// What a line is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    Target(TargetId),
    Unit(UnitId),
    Row(RowId),
    Nomination(NominationId),
    /// A recommending unit that has named nobody yet.
    Body(AwardId, UnitId),
}

/// A line of a view: what it is about, by what it is found, and its cells.
type Line = (Key, String, Vec<Cell>);

/// The state of the list.
#[derive(Debug)]
pub struct Lines {
    pub table: Table,
    pub finder: Finder,
    /// Which of the campaign's views.
    at: usize,
    pub loaded: Option<Box<Loaded>>,
    /// What the table's lines are about.
    shown: Vec<Key>,
}

impl Default for Lines {
    fn default() -> Self {
        Self {
            table: Table::list(vec![Column::new("")]).when_empty("没有内容。"),
            finder: Finder::default(),
            at: 0,
            loaded: None,
            shown: Vec::new(),
        }
    }
}

impl Lines {
    /// The view that is looked at; `None` where the campaign has none.
    pub fn view(&self, context: &Context) -> Option<View> {
        let all = View::all(context);
        all.get(self.at).or(all.first()).copied()
    }

    pub fn is_loaded(&self) -> bool {
        self.loaded.is_some()
    }

    /// Goes on to the campaign's next view.
    pub fn turn(&mut self, context: &Context) {
        self.at = (self.at + 1) % View::all(context).len().max(1);
        self.finder.clear();
        self.table.select(0);
    }

    pub fn selected(&self) -> Option<&Key> {
        self.shown.get(self.table.row()?)
    }

    pub fn select(&mut self, key: &Key) {
        if let Some(row) = self.shown.iter().position(|shown| shown == key) {
            self.table.select(row);
        }
    }

    /// Makes the lines anew. The selection stays on what it was about.
    pub fn refresh(&mut self, context: &Context, now: Instant) {
        let (Some(view), Some(loaded)) = (self.view(context), &self.loaded) else {
            return;
        };
        let selected = self.selected().cloned();
        let (columns, lines) = match view {
            View::Targets => (target_columns(), targets(loaded, context, now.date())),
            View::Scores(at) => match (context.campaign.points.get(at), loaded.scores.get(at)) {
                (Some(table), Some(scores)) => {
                    (score_columns(table), units(table, scores, context))
                }
                _ => (Vec::new(), Vec::new()),
            },
            View::Responsibilities(at) => {
                match (
                    registers(&context.campaign).nth(at),
                    loaded.matrices.get(at),
                ) {
                    (Some(register), Some(matrix)) => {
                        (row_columns(register), rows(register, matrix, context))
                    }
                    _ => (Vec::new(), Vec::new()),
                }
            }
            View::Awards => (award_columns(), candidates(loaded, context)),
        };
        let needle = Needle::new(self.finder.query());
        let says = |words: &str| needle.score(words).is_some_and(|score| score > SCATTERED);
        let found = lines.into_iter();
        let found = found.filter(|(_, words, _)| needle.is_empty() || says(words));
        let (keys, cells) = found.map(|(key, _, cells)| (key, cells)).unzip();
        self.shown = keys;
        self.table.set(columns, cells);
        if let Some(key) = selected {
            self.select(&key);
        }
    }
}

fn number(title: &str) -> Column {
    Column::new(title).between(4, 12).align(Align::Right)
}

fn target_columns() -> Vec<Column> {
    vec![
        Column::new("目标").between(12, 60).flexible(),
        Column::new("时段").between(6, 18),
        number("要求").between(4, 16),
        number("完成"),
        number("完成率"),
        number("时间"),
        Column::new("状态").between(6, 8),
    ]
}

fn targets(loaded: &Loaded, context: &Context, today: NaiveDate) -> Vec<Line> {
    let line = |progress: &crate::ops::target::TargetProgress| {
        let target = context.campaign.target(&progress.target)?;
        let line = progress.line(target, today)?;
        let name = format!("{}{}", "  ".repeat(progress.depth), target.name);
        let meaning = meaning(line.standing);
        let share = line.share.map(words::per_mille).unwrap_or_default();
        let mark = match progress.split_difference {
            Some(difference) if difference != 0 => Meaning::Warning,
            _ => Meaning::Text,
        };
        let cells = vec![
            Cell::new(name, mark),
            Cell::new(line.stretch, Meaning::Muted),
            Cell::new(line.wanted, Meaning::Text),
            Cell::new(line.done, Meaning::Text),
            Cell::new(share, Meaning::Text),
            Cell::new(words::per_mille(line.time), Meaning::Muted),
            Cell::new(
                format!("{} {}", line.standing.sign(), line.standing.label()),
                meaning,
            ),
        ];
        Some((Key::Target(target.id.clone()), target.name.clone(), cells))
    };
    loaded.targets.iter().filter_map(line).collect()
}

/// What a standing says to the eye.
pub fn meaning(standing: Standing) -> Meaning {
    match standing {
        Standing::Missed | Standing::Exceeded => Meaning::Bad,
        Standing::Behind | Standing::Unknown | Standing::Unset => Meaning::Warning,
        Standing::Reached => Meaning::Good,
        Standing::NotBegun | Standing::Partial => Meaning::Muted,
        Standing::OnTrack => Meaning::Text,
    }
}

fn score_columns(table: &PointsTable) -> Vec<Column> {
    // Points have few digits: it is the names of the groups that give way.
    let group = |name: &str| number(name).between(4, 24).yielding(8);
    let groups = table.groups.iter().map(|one| group(&one.name));
    let late = (!table.late.is_empty()).then(|| number("迟报"));
    let missing = table.threshold.map(|_| number("还差"));
    let unit = Column::new("单位").between(8, 40).flexible();
    let columns = [unit].into_iter().chain(groups).chain(late);
    columns.chain([number("合计")]).chain(missing).collect()
}

fn units(table: &PointsTable, scores: &Scores, context: &Context) -> Vec<Line> {
    let show = |points: i64| show_number(points, table.scale);
    let line = |one: &crate::ops::points::UnitScore| {
        let name = context.unit_name(one.unit);
        let text = match one.takes_part {
            true => Meaning::Text,
            false => Meaning::Muted,
        };
        let mut cells = vec![Cell::new(name, text)];
        let groups = one.score.groups.iter();
        cells.extend(groups.map(|group| Cell::new(show(group.points), text)));
        if !table.late.is_empty() {
            let lost = one.score.late.iter();
            let lost = lost.fold(0_i64, |sum, (_, lost)| sum.saturating_add(*lost));
            cells.push(match lost {
                0 => Cell::new("", text),
                lost => Cell::new(format!("-{}", show(lost)), Meaning::Bad),
            });
        }
        cells.push(Cell::new(show(one.score.total), Meaning::Heading));
        cells.extend(one.score.missing.map(|missing| match missing {
            0 => Cell::new("达到", Meaning::Good),
            missing => Cell::new(show(missing), text),
        }));
        (Key::Unit(one.unit), name.to_owned(), cells)
    };
    scores.units.iter().map(line).collect()
}

fn row_columns(register: &Register) -> Vec<Column> {
    let mut columns = vec![
        number("").between(2, 3),
        Column::new("部分").between(6, 14),
        Column::new("事项").between(12, 60).flexible(),
        Column::new("牵头").between(6, 24),
        number("责任单位").between(8, 8),
    ];
    columns.extend(register.stages.iter().map(|stage| number(&stage.name)));
    columns
}

fn rows(register: &Register, matrix: &Matrix, context: &Context) -> Vec<Line> {
    let rows = matrix.rows.iter().zip(&register.rows).enumerate();
    let line = |(at, (row, given)): (usize, (&_, &crate::domain::campaign::RegisterRow))| {
        let row: &crate::ops::responsibility::MatrixRow = row;
        let lead = row.cells.iter().filter(|cell| cell.part == Part::Lead);
        let lead: Vec<&str> = lead.map(|cell| context.unit_name(cell.unit)).collect();
        let answering = row.cells.len() - lead.len();
        let mut cells = vec![
            Cell::new((at + 1).to_string(), Meaning::Muted),
            Cell::new(given.section.as_str(), Meaning::Muted),
            Cell::new(given.name.as_str(), Meaning::Text),
            Cell::new(lead.join("、"), Meaning::Text),
            Cell::new(answering.to_string(), Meaning::Text),
        ];
        cells.extend(register.stages.iter().map(|stage| {
            let (reached, of) = row.reached(register, &stage.id);
            let meaning = match reached == of && of > 0 {
                true => Meaning::Good,
                false => Meaning::Text,
            };
            Cell::new(format!("{reached}/{of}"), meaning)
        }));
        (Key::Row(row.row.clone()), given.name.clone(), cells)
    };
    rows.map(line).collect()
}

fn award_columns() -> Vec<Column> {
    vec![
        Column::new("评选").between(8, 40).yielding(12),
        Column::new("推荐单位").between(8, 24).yielding(12),
        number("名额"),
        number("顺序").between(4, 10),
        Column::new("候选").between(8, 40).yielding(16),
        number("条件"),
        Column::new("下一步").between(6, 60).yielding(10),
    ]
}

fn candidates(loaded: &Loaded, context: &Context) -> Vec<Line> {
    let mut lines = Vec::new();
    for lists in &loaded.awards {
        let award = context
            .campaign
            .awards
            .iter()
            .find(|award| award.id == lists.award);
        let Some(award) = award else { continue };
        for list in &lists.bodies {
            if list.nominations.is_empty() {
                lines.push(nobody(award, list, context));
            }
            let own = list.nominations.iter();
            lines.extend(own.map(|one| candidate(award, list, one, context)));
        }
    }
    lines
}

fn head(award: &Award, list: &BodyList, context: &Context) -> [Cell; 3] {
    let quota = list
        .quota
        .map_or_else(|| "未填".to_owned(), |quota| quota.to_string());
    let meaning = match list.problems.is_empty() {
        true => Meaning::Text,
        false => Meaning::Warning,
    };
    [
        Cell::new(award.name.as_str(), Meaning::Text),
        Cell::new(context.unit_name(list.body), meaning),
        Cell::new(quota, Meaning::Text),
    ]
}

fn nobody(award: &Award, list: &BodyList, context: &Context) -> Line {
    let mut cells = Vec::from(head(award, list, context));
    cells.push(Cell::new("", Meaning::Muted));
    cells.push(Cell::new("还没有推荐", Meaning::Muted));
    let words = format!("{} {}", award.name, context.unit_name(list.body));
    (Key::Body(award.id.clone(), list.body), words, cells)
}

fn candidate(award: &Award, list: &BodyList, one: &Nominated, context: &Context) -> Line {
    let entry = &one.nomination.entry;
    let name = format!("{} {}", context.unit_name(entry.unit), entry.name);
    let met = one
        .conditions
        .iter()
        .filter(|one| one.met == Met::Yes)
        .count();
    let all = one.conditions.len();
    let next = one
        .next_step
        .as_ref()
        .and_then(|next| award.steps.iter().find(|step| step.id == *next));
    let rank = match one.is_extra {
        true => format!("{} 差额", entry.rank),
        false => entry.rank.to_string(),
    };
    let mut cells = Vec::from(head(award, list, context));
    cells.extend([
        Cell::new(rank, Meaning::Text),
        Cell::new(name.trim_end(), Meaning::Text),
        Cell::new(
            format!("{met}/{all}"),
            if met == all {
                Meaning::Good
            } else {
                Meaning::Warning
            },
        ),
        match next {
            None => match one.conditions() {
                Met::Yes => Cell::new("齐备", Meaning::Good),
                Met::Open => Cell::new("核对条件", Meaning::Warning),
                Met::No => Cell::new("不符合条件", Meaning::Bad),
            },
            Some(step) => Cell::new(step.name.as_str(), Meaning::Text),
        },
    ]);
    let words = format!("{} {} {name}", award.name, context.unit_name(list.body));
    (Key::Nomination(one.nomination.id), words, cells)
}

/// A candidate, the list that it stands on, and its award.
pub fn nominated(
    loaded: &Loaded,
    id: NominationId,
) -> Option<(&AwardLists, &BodyList, &Nominated)> {
    let lists = loaded.awards.iter();
    let mut all = lists.flat_map(|lists| {
        let bodies = lists.bodies.iter();
        bodies.flat_map(move |list| list.nominations.iter().map(move |one| (lists, list, one)))
    });
    all.find(|(_, _, one)| one.nomination.id == id)
}
