//! A statistics form (附件2) as the language of campaign files has it: sections, items, standards, and sentences with
//! their blanks, word for word. Which blank is called what is `name`'s.

mod answer;
mod layout;
mod rows;

use super::Template;
use super::grid::Grid;
use super::guess::Guess;
use super::heading::Heading;
use crate::text::digits::fold_width;
use layout::Role;

/// A statistics form, ready to be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    /// 附件2
    pub(super) label: String,
    pub(super) title: String,
    /// Two where the paper has no column of standards.
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Row>,
    /// Texts of the form that the campaign file has no place for.
    pub(super) left_out: Vec<String>,
    /// What a person should look at.
    pub(super) questions: Vec<String>,
    /// Whether somebody has filled it in already.
    pub(super) is_typed_in: bool,
    /// The form's own file, for exports to fill in.
    pub(super) template: Option<Template>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) section: String,
    pub(super) new_section_cell: bool,
    pub(super) item: Option<String>,
    pub(super) standards: Vec<String>,
    pub(super) report: Vec<Piece>,
}

/// A stretch of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// A line break ends a paragraph of the paper.
    Words(String),
    Figure(Figure),
}

/// A blank and what it was taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Figure {
    pub(super) guess: Guess,
    /// What it is called, where the sentence does not say: a cell under a heading.
    pub(super) name: Option<String>,
}

impl Table {
    pub(super) fn figures(&self) -> impl Iterator<Item = &Figure> {
        let pieces = self.rows.iter().flat_map(|row| &row.report);
        pieces.filter_map(|piece| match piece {
            Piece::Figure(figure) => Some(figure),
            Piece::Words(_) => None,
        })
    }

    /// How many brackets in the sentences hold a number. One that begins a line only counts items.
    fn bracketed_numbers(&self) -> usize {
        let pieces = self.rows.iter().flat_map(|row| &row.report);
        let words = pieces.filter_map(|piece| match piece {
            Piece::Words(words) => Some(fold_width(words)),
            Piece::Figure(_) => None,
        });
        let in_line = |line: &str| {
            let brackets = line.match_indices('(').filter(|(at, _)| *at > 0);
            let inside = brackets.filter_map(|(at, _)| line[at + 1..].split_once(')'));
            let number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
            inside.filter(|(inside, _)| number(inside.trim())).count()
        };
        let counts = words.map(|words| words.lines().map(in_line).sum::<usize>());
        counts.sum()
    }
}

/// So many numbers in brackets, and the form is no blank one.
const FEWEST_TYPED: usize = 3;

/// Reads a table as a statistics form; `None` where nothing of it is to be filled in.
pub(super) fn read(grid: &Grid, heading: &Heading) -> Option<Table> {
    let layout = layout::find(grid);
    let title = match heading.title.as_str() {
        "" => layout.above.first().cloned().unwrap_or_default(),
        title => title.to_owned(),
    };
    let mut table = Table {
        label: heading.label.clone(),
        title,
        columns: columns(&layout),
        rows: Vec::new(),
        left_out: Vec::new(),
        questions: Vec::new(),
        is_typed_in: false,
        template: None,
    };
    if table.title.is_empty() {
        table.title = "统计表".to_owned();
        table.questions.push("没有找到这张表的标题".to_owned());
    }
    if !layout.is_headed {
        table
            .questions
            .push("没有找到表头，columns 里的栏目名是暂定的".to_owned());
    }
    rows::read(grid, &layout, &mut table);
    if table.columns.len() == 2 && table.rows.iter().any(|row| !row.standards.is_empty()) {
        table.columns.insert(1, "标准".to_owned());
    }
    table.figures().next()?;
    let numbers = table.bracketed_numbers();
    if numbers >= FEWEST_TYPED {
        table.questions.push(format!(
            "有 {numbers} 处括号里已经是数字，像是填过的表：请换空表重新起草"
        ));
        table.is_typed_in = true;
    }
    Some(table)
}

/// The headings of section (with item), standard and report.
fn columns(layout: &layout::Layout) -> Vec<String> {
    let of = |roles: &[usize]| -> String {
        let mut headings: Vec<&str> = Vec::new();
        for &at in roles {
            let heading = layout.headings[at].as_str();
            if !heading.is_empty() && !headings.contains(&heading) {
                headings.push(heading);
            }
        }
        headings.join("、")
    };
    let with = |role: Role| -> Vec<usize> {
        (0..layout.roles.len())
            .filter(|at| layout.roles[*at] == role)
            .collect()
    };
    let plan = rows::Plan::new(layout);
    let or = |text: String, usual: &str| {
        if text.is_empty() {
            usual.to_owned()
        } else {
            text
        }
    };
    let mut columns = vec![or(of(&plan.names()), "项目")];
    if !layout.in_pairs && !plan.standards.is_empty() {
        columns.push(or(of(&plan.standards), "标准"));
    }
    let answers = with(Role::Answer);
    let report = match layout.in_pairs {
        true => String::new(),
        false => of(&answers),
    };
    columns.push(or(report, "落实情况"));
    columns
}
