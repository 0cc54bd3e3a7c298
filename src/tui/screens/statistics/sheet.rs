//! A table with its figures, on paper and as a list; both have the same number selected.

use super::flags::{self, Flag};
use super::work::Asked;
use crate::domain::campaign::Table as Form;
use crate::domain::figure::{Answer, Figure};
use crate::domain::id::FigureId;
use crate::domain::submission::show_answer;
use crate::ops::total::{FigureTotal, TableTotal};
use crate::tui::kit::Input;
use crate::tui::kit::paper::{Blank, Filling, Heard, Margin, Paper, Remark};
use crate::tui::kit::table::{Align, Cell, Column, Hit, Table};
use crate::tui::screen::Context;
use crate::tui::screens::tables::{self, Purpose};
use crate::tui::theme::Meaning;

/// Totals are read, not typed: nothing is cut.
const NO_LIMIT: usize = usize::MAX;

/// How the table is looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Look {
    /// In the paper's own sentences.
    #[default]
    Paper,
    List,
}

impl Look {
    pub fn other(self) -> Self {
        match self {
            Self::Paper => Self::List,
            Self::List => Self::Paper,
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Paper => "表格原样",
            Self::List => "清单",
        }
    }
}

/// The table that is shown.
#[derive(Debug)]
pub struct Sheet {
    pub asked: Asked,
    pub total: TableTotal,
    pub paper: Paper,
    pub list: Table,
    /// One a figure, in reading order.
    pub lines: Vec<Line>,
}

/// What is known of one number besides itself.
#[derive(Debug)]
pub struct Line {
    pub figure: FigureId,
    /// Where it stands on paper: 活动开展情况 · 启动仪式.
    pub place: String,
    pub note: String,
    pub flag: Option<Flag>,
}

impl Sheet {
    pub fn new(context: &Context, asked: Asked, total: TableTotal) -> Option<Self> {
        let form = context.campaign.table(&asked.table)?;
        let campaign = &context.campaign;
        let rows = tables::rows(campaign, form, Purpose::Read, |id| blank(context, id));
        let mut paper = Paper::to_read(rows);
        let mut lines = Vec::new();
        let mut rows = Vec::new();
        for figure in context.campaign.figures_of(&asked.table) {
            let Some(own) = total.figure(&figure.id) else {
                continue;
            };
            let line = Line {
                figure: figure.id.clone(),
                place: place(form, figure),
                note: flags::note(context, asked.whose, figure, own),
                flag: flags::flag(context, figure, own),
            };
            let answer = total.answer(&figure.id);
            paper.fill(figure.id.as_str(), filling(figure, answer.as_ref()));
            paper.set_margin(figure.id.as_str(), margin(&line));
            rows.push(cells(form, figure, own, answer.as_ref(), &line));
            lines.push(line);
        }
        let mut list = Table::list(columns()).when_empty("这张表没有要填的空。");
        list.set_rows(rows);
        Some(Self {
            asked,
            total,
            paper,
            list,
            lines,
        })
    }

    /// Brings the number that is selected in one look to the other.
    pub fn carry_over(&mut self, from: Look) {
        if let Some(figure) = self.selected(from).cloned() {
            self.select(&figure);
        }
    }

    /// The selected number.
    pub fn selected(&self, look: Look) -> Option<&FigureId> {
        let at = match look {
            Look::List => self.list.row()?,
            Look::Paper => {
                let key = self.paper.focused()?;
                self.lines
                    .iter()
                    .position(|line| line.figure.as_str() == key)?
            }
        };
        self.lines.get(at).map(|line| &line.figure)
    }

    /// Selects a number, on paper and in the list.
    pub fn select(&mut self, figure: &FigureId) {
        self.paper.focus_on(figure.as_str());
        let at = self.lines.iter().position(|line| line.figure == *figure);
        if let Some(at) = at {
            self.list.select(at);
        }
    }

    /// Moves the selection, or answers that the selected number is to be opened.
    pub fn hear(&mut self, look: Look, input: Input<'_>) -> Heard {
        match (look, input) {
            (Look::Paper, input) => self.paper.hear(input),
            (Look::List, Input::Action(action)) => match self.list.act(action) {
                true => Heard::Moved,
                false => Heard::Ignored,
            },
            (Look::List, Input::Mouse(mouse)) => match self.list.click(mouse) {
                Some(Hit::Place { again: true, .. }) => Heard::Opened,
                _ => Heard::Moved,
            },
            (Look::List, _) => Heard::Ignored,
        }
    }

    /// Selects the next number that somebody has to look at, around the end.
    pub fn select_flagged(&mut self, look: Look) {
        let here = self.selected(look).cloned();
        let here = here.and_then(|id| self.lines.iter().position(|line| line.figure == id));
        let here = here.map_or(0, |at| at + 1);
        let mut order = self.lines[here..].iter().chain(&self.lines[..here]);
        let next = order.find(|line| line.flag.is_some());
        if let Some(figure) = next.map(|line| line.figure.clone()) {
            self.select(&figure);
        }
    }

    /// How many numbers somebody has to look at.
    pub fn flagged(&self) -> usize {
        self.lines.iter().filter(|line| line.flag.is_some()).count()
    }
}

fn blank(context: &Context, id: &FigureId) -> Blank {
    let figure = context.campaign.figure(id);
    Blank {
        key: id.to_string(),
        label: figure.map_or_else(|| id.to_string(), |figure| figure.label.clone()),
        measure: figure
            .map(|figure| figure.measure.clone())
            .unwrap_or_default(),
        is_number: figure.is_some_and(|figure| figure.kind.digits().is_some()),
        limit: NO_LIMIT,
    }
}

fn filling(figure: &Figure, answer: Option<&Answer>) -> Filling {
    match answer {
        None => Filling::empty(),
        Some(Answer::NotApplicable) => Filling::NotApplicable,
        Some(answer) => Filling::Typed(show_answer(figure, answer)),
    }
}

fn margin(line: &Line) -> Margin {
    Margin {
        note: line.note.clone(),
        aside: line
            .flag
            .as_ref()
            .map(|flag| flag.short.clone())
            .unwrap_or_default(),
        suggestion: None,
        remark: line.flag.as_ref().map(|flag| Remark {
            is_error: false,
            message: flag.message.clone(),
        }),
    }
}

fn place(form: &Form, figure: &Figure) -> String {
    let Some(row) = form.rows.get(figure.row) else {
        return String::new();
    };
    match &row.item {
        Some(item) => format!("{} · {}", row.section, one_line(item)),
        None => row.section.clone(),
    }
}

/// The paper breaks long items into lines; between Chinese characters nothing is lost without.
fn one_line(item: &str) -> String {
    item.lines().collect()
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("项目").between(6, 44).flexible(),
        Column::new("指标").between(26, 44).flexible(),
        Column::new("数").align(Align::Right).between(6, 10),
        Column::new("计量").between(4, 8).flexible(),
        Column::new("有数").align(Align::Right).width(4),
        Column::new("未填").align(Align::Right).width(4),
        Column::new("不涉及").align(Align::Right).width(6),
        Column::new("提醒").between(4, 10),
    ]
}

/// One number as a line of the list.
fn cells(
    form: &Form,
    figure: &Figure,
    own: &FigureTotal,
    answer: Option<&Answer>,
    line: &Line,
) -> Vec<Cell> {
    let row = form.rows.get(figure.row);
    let item = row.map(|row| row.item.as_ref().unwrap_or(&row.section));
    let (number, meaning) = match answer {
        Some(answer) => (show_answer(figure, answer), Meaning::Heading),
        None => ("未填".to_owned(), Meaning::Muted),
    };
    // Nobody fills in what is worked out, so nobody left it blank.
    let count = |n: u32| match figure.is_asked() {
        true => Cell::new(n.to_string(), Meaning::Muted),
        false => Cell::from(""),
    };
    vec![
        Cell::new(
            item.map_or_else(String::new, |item| one_line(item)),
            Meaning::Muted,
        ),
        Cell::from(figure.label.as_str()),
        Cell::new(number, meaning),
        Cell::from(figure.measure.as_str()),
        count(own.total.answered),
        count(own.total.blank),
        count(own.total.not_applicable),
        match &line.flag {
            Some(flag) => Cell::new(format!("?{}", flag.short), Meaning::Warning),
            None => Cell::from(""),
        },
    ]
}
