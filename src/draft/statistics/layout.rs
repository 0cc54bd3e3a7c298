//! What the columns of a statistics form are for: found from the heading row and from what stands below it.

use crate::domain::campaign::known_measure;
use crate::draft::grid::{Area, Grid, has_blank, label};
use crate::draft::heading::is_filled_in;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// 序号: the paper's own count of its rows.
    Serial,
    /// Names what the row is about, from the left: section, item, standards.
    Label,
    /// 计量单位: how the row's figures are counted.
    Unit,
    /// What the unit writes.
    Answer,
    /// 备注
    Remark,
}

/// The plan of a statistics form.
#[derive(Debug)]
pub(super) struct Layout {
    /// What stands above the heading row, from the top.
    pub(super) above: Vec<String>,
    /// The row of the first data.
    pub(super) first: usize,
    pub(super) roles: Vec<Role>,
    /// The heading of every column, without breaks; empty where there is none.
    pub(super) headings: Vec<String>,
    /// Whether a heading row was found.
    pub(super) is_headed: bool,
    /// Whether pairs of label and answer follow each other within a row.
    pub(super) in_pairs: bool,
}

/// Longer texts are no headings.
const LONGEST_HEADING: usize = 24;
/// Words of headings. One of them makes a row of short texts the heading row.
const HEADING_WORDS: [&str; 22] = [
    "项目", "内容", "标准", "落实", "情况", "指标", "数量", "单位", "序号", "要求", "任务", "完成",
    "备注", "类别", "措施", "事项", "名称", "次数", "人数", "成效", "填报", "类型",
];
const SERIAL: [&str; 4] = ["序号", "编号", "序", "No"];
const UNIT: [&str; 4] = ["单位", "计量单位", "计量", "量词"];
const REMARK: [&str; 4] = ["备注", "附注", "说明", "注"];

/// Finds the plan.
pub(super) fn find(grid: &Grid) -> Layout {
    let heading = first_of_table(grid).filter(|row| is_heading(grid, *row));
    let (above_to, first) = match heading {
        Some(row) => (row, row + heading_height(grid, row)),
        None => {
            let first = (0..grid.height()).find(|row| grid.lone(*row).is_none());
            let first = first.unwrap_or(0);
            (first, first)
        }
    };
    let above = (0..above_to)
        .flat_map(|row| grid.row(row))
        .filter(|area| !area.is_empty())
        .map(Area::label)
        .collect();
    let headings: Vec<String> = (0..grid.columns)
        .map(|column| heading_of(grid, above_to..first, column))
        .collect();
    let mut roles: Vec<Role> = Vec::new();
    for (column, heading) in headings.iter().enumerate() {
        let has_label = roles.contains(&Role::Label);
        roles.push(role(grid, first, column, heading, has_label));
    }
    let first_answer = roles.iter().position(|role| *role == Role::Answer);
    let in_pairs = first_answer.is_some_and(|at| roles[at..].contains(&Role::Label));
    Layout {
        above,
        first,
        roles,
        headings,
        is_headed: heading.is_some(),
        in_pairs,
    }
}

/// The first row that is of the table itself: above it stand titles and what a unit fills in for itself, 填报单位.
fn first_of_table(grid: &Grid) -> Option<usize> {
    (0..grid.height()).find(|row| {
        let areas = grid.row(*row);
        let mut texts = areas.iter().filter(|area| !area.is_empty());
        grid.lone(*row).is_none() && texts.any(|area| !is_filled_in(&area.label()))
    })
}

fn is_heading(grid: &Grid, row: usize) -> bool {
    let areas = grid.row(row);
    let texts: Vec<&&Area> = areas.iter().filter(|area| !area.is_empty()).collect();
    let is_short = |area: &&Area| area.label().chars().count() <= LONGEST_HEADING;
    let has_word = |area: &&&Area| HEADING_WORDS.iter().any(|word| area.label().contains(word));
    texts.len() >= 2
        && texts.len() * 3 >= areas.len() * 2
        && texts.iter().all(|area| is_short(area) && !has_blank(area))
        && texts.iter().any(has_word)
        // 参与人数 | | 人次 is a line to fill in.
        && !(texts.len() < areas.len() && texts.iter().any(|area| is_measure(&area.label())))
}

fn is_measure(text: &str) -> bool {
    !text.is_empty() && known_measure(text).len() == text.len()
}

/// How many rows the heading takes: more than one where a cell of it reaches down, or where the cells below a wide one
/// name its parts.
fn heading_height(grid: &Grid, row: usize) -> usize {
    let areas = grid.row(row);
    let reach = areas
        .iter()
        .map(|area| area.rows.1 - row)
        .max()
        .unwrap_or(1);
    if reach > 1 || row + 1 >= grid.height() {
        return reach;
    }
    let is_part = |area: &&Area| {
        let above = grid.at(row, area.columns.0);
        let is_narrower = |above: &Area| {
            above.columns.1 - above.columns.0 > area.columns.1 - area.columns.0 && !above.is_empty()
        };
        above.is_some_and(is_narrower) && !has_blank(area) && area.label().chars().count() <= 8
    };
    let below = grid.row(row + 1);
    let texts: Vec<&&Area> = below.iter().filter(|area| !area.is_empty()).collect();
    let names_parts = texts.len() >= 2 && texts.iter().all(|area| is_part(area));
    1 + usize::from(names_parts)
}

fn heading_of(grid: &Grid, rows: std::ops::Range<usize>, column: usize) -> String {
    let mut texts: Vec<String> = Vec::new();
    for area in rows.filter_map(|row| grid.at(row, column)) {
        // Spread over its cell, as on paper: 项     目.
        let text = area.paragraphs.concat();
        if !text.trim().is_empty() && texts.last() != Some(&text) {
            texts.push(text);
        }
    }
    texts.join("·")
}

/// What a column is for, by its heading and by what stands in it.
fn role(grid: &Grid, first: usize, column: usize, heading: &str, has_label: bool) -> Role {
    let heading = label(heading);
    let mut places = Places::default();
    for row in first..grid.height() {
        if grid.lone(row).is_none() {
            places.count(grid.at(row, column), row, column);
        }
    }
    if SERIAL.contains(&heading.as_str()) || places.texts > 0 && places.serials == places.texts {
        return Role::Serial;
    }
    let may_be_unit = heading.is_empty() || UNIT.contains(&heading.as_str());
    if may_be_unit && places.measures * 2 >= places.texts && places.texts > 0 {
        return Role::Unit;
    }
    if REMARK.contains(&heading.as_str()) && places.blanks == 0 {
        return Role::Remark;
    }
    let is_open = places.blanks > 0 && places.blanks + places.empty >= places.texts;
    if is_open || has_label && places.empty > places.texts {
        return Role::Answer;
    }
    Role::Label
}

/// What the places of a column hold.
#[derive(Debug, Default)]
struct Places {
    /// Words only.
    texts: usize,
    /// Of them, numbers such as 1 and （一）.
    serials: usize,
    /// Of them, measure words.
    measures: usize,
    /// With blanks in their text.
    blanks: usize,
    empty: usize,
}

impl Places {
    fn count(&mut self, area: Option<&Area>, row: usize, column: usize) {
        let Some(area) = area else {
            self.empty += 1;
            return;
        };
        if area.rows.0 != row || area.columns.0 != column {
            return;
        }
        if area.is_empty() {
            self.empty += 1;
        } else if has_blank(area) {
            self.blanks += 1;
        } else {
            let text = area.label();
            self.texts += 1;
            self.serials += usize::from(is_serial(&text));
            self.measures += usize::from(is_measure(&text));
        }
    }
}

fn is_serial(text: &str) -> bool {
    let is_sign = |c: char| {
        c.is_ascii_digit()
            || "（）().、一二三四五六七八九十".contains(c)
            || ('①'..='⑳').contains(&c)
    };
    text.chars().count() <= 5 && text.chars().all(is_sign)
}
