//! A registration form (附件1) as the language of campaign files has it: its fields line by line, their required marks, and
//! what each takes, told by its label.

mod label;

use super::Template;
use super::blank::{Part, parts};
use super::grid::{Area, Grid};
use super::heading::{Heading, is_filled_in};
pub(super) use label::{Kind, Label};

/// A registration form, ready to be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) label: String,
    pub(super) title: String,
    pub(super) note: String,
    /// Each the fields of a line of the paper.
    pub(super) lines: Vec<Vec<Label>>,
    /// Texts of the form that the campaign file has no place for.
    pub(super) left_out: Vec<String>,
    /// The form's own file, for exports to fill in.
    pub(super) template: Option<Template>,
}

/// Longer texts are no labels.
const LONGEST_LABEL: usize = 16;
/// So many labels that every such form has make a form one.
const FEWEST_KNOWN: usize = 3;
const TITLES: [&str; 8] = [
    "推荐表",
    "登记表",
    "报名表",
    "联络员",
    "联系人",
    "信息表",
    "通讯录",
    "回执",
];

/// How much a table looks like a registration form: labels that such forms have. 0 where it is none.
pub(super) fn likeness(grid: &Grid, heading: &Heading) -> usize {
    let is_titled = TITLES.iter().any(|word| heading.title.contains(word));
    let known = grid
        .areas
        .iter()
        .filter(|area| Label::read(&area.label()).is_known())
        .count();
    let long = grid
        .areas
        .iter()
        .filter(|area| area.label().chars().count() > 40)
        .count();
    match known >= FEWEST_KNOWN || is_titled && known > 0 {
        true if long * 3 <= grid.areas.len() => known + usize::from(is_titled) * FEWEST_KNOWN,
        _ => 0,
    }
}

/// Reads a table as a registration form; `None` where it has no fields.
pub(super) fn read(grid: &Grid, heading: &Heading) -> Option<Form> {
    let mut form = Form {
        label: heading.label.clone(),
        title: heading.title.clone(),
        note: heading.notes.first().cloned().unwrap_or_default(),
        lines: Vec::new(),
        left_out: heading.notes.iter().skip(1).cloned().collect(),
        template: None,
    };
    match roster(grid) {
        Some(row) => form.read_roster(grid, row),
        None => (0..grid.height()).for_each(|row| form.read_row(grid, row)),
    }
    if form.title.is_empty() {
        form.title = "联络员登记表".to_owned();
    }
    form.tell_apart();
    (!form.lines.is_empty()).then_some(form)
}

/// The heading row of a form with one person a row, under which rows are empty.
fn roster(grid: &Grid) -> Option<usize> {
    (0..grid.height().min(4)).find(|row| {
        let areas = grid.row(*row);
        let known = areas
            .iter()
            .filter(|area| Label::read(&area.label()).is_known())
            .count();
        let is_full = areas.len() >= 3 && areas.iter().all(|area| !area.is_empty());
        let below = (*row + 1..grid.height()).flat_map(|below| grid.row(below));
        let texts = below
            .filter(|area| area.label().chars().count() > 3)
            .count();
        is_full && known >= 2 && texts == 0
    })
}

impl Form {
    fn read_roster(&mut self, grid: &Grid, row: usize) {
        for above in (0..row).filter_map(|above| grid.lone(above)) {
            self.lone(above);
        }
        let labels = grid
            .row(row)
            .into_iter()
            .map(|area| Label::read(&area.label()));
        let fields: Vec<Label> = labels.filter(|label| !label.is_serial()).collect();
        self.lines.extend(fields.chunks(3).map(<[Label]>::to_vec));
    }

    /// The labels of a row, each with the room beside it.
    fn read_row(&mut self, grid: &Grid, row: usize) {
        if let Some(area) = grid.lone(row)
            && labelled(&area.text()).is_empty()
        {
            return self.lone(area);
        }
        let mut line: Vec<Label> = Vec::new();
        let mut group = String::new();
        let mut open: Option<Label> = None;
        for area in grid.row(row) {
            let text = area.label();
            let inside = labelled(&area.text());
            if !inside.is_empty() && area.rows.0 == row {
                line.extend(inside);
            } else if is_room(area) {
                if let Some(mut label) = open.take().filter(|_| area.rows.0 == row) {
                    label.take_choices(&text);
                    label.group.clone_from(&group);
                    line.push(label);
                }
            } else if text.chars().count() > LONGEST_LABEL {
                self.left_out
                    .extend((area.rows.0 == row).then(|| area.text()));
            } else {
                // A label beside a label heads those that follow.
                if let Some(before) = open.replace(Label::read(&text)) {
                    group = before.text;
                }
            }
        }
        // In a workbook an empty cell is no cell: the last label has its room all the same.
        line.extend(open.filter(|label| label.is_known() && !is_filled_in(&label.text)));
        if !line.is_empty() {
            self.lines.push(line);
        }
    }

    /// A text that has its row for itself: the title, if there is none yet, or a note.
    fn lone(&mut self, area: &Area) {
        let text = area.label();
        if self.lines.is_empty() && self.title.is_empty() {
            self.title = text;
        } else if self.note.is_empty() && (text.starts_with('注') || text.contains("必填")) {
            self.note = text;
        } else if text != self.title && !is_filled_in(&text) {
            self.left_out.push(area.text());
        }
    }

    /// Labels that come twice are told apart by the label that heads them: 分管领导姓名.
    fn tell_apart(&mut self) {
        let texts: Vec<String> = self
            .lines
            .iter()
            .flatten()
            .map(|label| label.text.clone())
            .collect();
        for label in self.lines.iter_mut().flatten() {
            let count = texts.iter().filter(|text| **text == label.text).count();
            if count > 1 && !label.group.is_empty() {
                label.text = format!("{}{}", label.group, label.text);
            }
        }
    }
}

/// Whether an area is there to be written into: nothing in it, or what only helps the hand.
fn is_room(area: &Area) -> bool {
    if area.is_empty() {
        return true;
    }
    let text = area.text();
    let parts = parts(&text);
    let words: String = parts
        .iter()
        .map(|part| match part {
            Part::Words(words) => words.as_str(),
            Part::Blank(_) => "",
        })
        .collect();
    let is_hint = |c: char| c.is_whitespace() || "年月日（）()/-".contains(c);
    words.chars().all(is_hint) && (parts.len() > 1 || text.contains('年'))
        || text.contains(['□', '☐'])
}

/// The labels of a text that holds its own room: `姓名：______  电话：______`.
fn labelled(text: &str) -> Vec<Label> {
    let mut labels = Vec::new();
    for line in text.lines() {
        let pieces: Vec<&str> = line.split(['：', ':']).collect();
        for (at, piece) in pieces.iter().enumerate().take(pieces.len() - 1) {
            let name = piece.trim_matches(|c: char| c.is_whitespace() || c == '_');
            let name = name
                .rsplit([' ', '\u{3000}', '_'])
                .next()
                .unwrap_or_default();
            let behind = pieces[at + 1];
            let is_open = behind.starts_with([' ', '\u{3000}', '_']) || behind.is_empty();
            let label = Label::read(name);
            if is_open && label.is_known() {
                labels.push(label);
            }
        }
    }
    labels
}

/// Fields that stand in lines of their own, without a table.
pub(super) fn read_lines(lines: &[&str], heading: &Heading) -> Option<Form> {
    let found: Vec<Vec<Label>> = lines
        .iter()
        .map(|line| labelled(line))
        .filter(|line| !line.is_empty())
        .collect();
    (found.iter().flatten().count() >= FEWEST_KNOWN).then(|| Form {
        label: heading.label.clone(),
        title: if heading.title.is_empty() {
            "联络员登记表".to_owned()
        } else {
            heading.title.clone()
        },
        note: heading.notes.first().cloned().unwrap_or_default(),
        lines: found,
        left_out: Vec::new(),
        template: None,
    })
}

#[cfg(test)]
mod tests;
