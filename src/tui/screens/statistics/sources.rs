//! What one number is made of: units, their submissions, and the sentence that each of them filled in; and the units
//! that did not answer.

use super::flags;
use crate::domain::calendar::words;
use crate::domain::campaign::Basis;
use crate::domain::figure::Figure;
use crate::domain::id::{FigureId, UnitId};
use crate::domain::period::PeriodId;
use crate::domain::rollup::Difference;
use crate::domain::submission::show_answer;
use crate::domain::unit::Unit;
use crate::ops::trace::{Part, Trace, TracedSubmission};
use crate::tui::keys::{Action, Scope};
use crate::tui::kit::Input;
use crate::tui::kit::dialog::Dialog;
use crate::tui::kit::form::{Form, Item, Remark};
use crate::tui::kit::guarded::Guarded;
use crate::tui::kit::table::{Align, Cell, Column, Hit, Table};
use crate::tui::screen::Destination;
use crate::tui::screens::popup::{Heard, Popup};
use crate::tui::theme::Meaning;

/// The most characters of an explanation.
const REASON: usize = 200;

/// The state of the list.
#[derive(Debug)]
pub struct Sources {
    pub figure: FigureId,
    /// `None` until the desk has answered.
    pub trace: Option<Trace>,
    pub table: Table,
    lines: Vec<Line>,
    /// The dialog in which a difference is explained.
    pub popup: Option<Popup<Differing, ()>>,
}

/// A submission whose number differs from the sum of the periods before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differing {
    pub unit: UnitId,
    pub period: PeriodId,
}

/// What a line of the list is about, by index.
#[derive(Debug, Clone, Copy)]
enum Line {
    Submission { part: usize, source: usize },
    Silent(usize),
}

/// What the selected line is about.
#[derive(Debug, Clone, Copy)]
pub enum Selected<'a> {
    Submission(&'a Part, &'a TracedSubmission),
    Silent(&'a Unit),
}

/// What an input leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Course {
    Ignored,
    Stays,
    Closed,
    Goes(Destination),
    /// Something cannot be done; why.
    Says(&'static str),
    /// Why the number differs, in words.
    Explains(Differing, String),
}

impl Sources {
    pub fn of(figure: FigureId) -> Self {
        let columns = vec![
            Column::new("单位").between(10, 44).flexible(),
            Column::new("期次").between(6, 26).flexible(),
            Column::new("数").align(Align::Right).between(4, 14),
            Column::new("口径").width(4),
            Column::new("收到").between(4, 14),
            Column::new("版次").between(4, 6),
            Column::new("单位合计").align(Align::Right).between(8, 14),
        ];
        let table = Table::list(columns).when_empty("没有单位填过这个数，也没有单位应报未报。");
        Self {
            figure,
            trace: None,
            table,
            lines: Vec::new(),
            popup: None,
        }
    }

    /// Takes what the desk found; the selection stays where it was.
    pub fn take(&mut self, trace: Trace) {
        let mut rows = Vec::new();
        self.lines.clear();
        for (part, own) in trace.parts.iter().enumerate() {
            for source in 0..own.sources.len() {
                rows.push(cells(&trace.figure, own, source));
                self.lines.push(Line::Submission { part, source });
            }
        }
        for (index, unit) in trace.silent.iter().enumerate() {
            rows.push(vec![
                Cell::new(&unit.name, Meaning::Muted),
                Cell::new("未报或未填", Meaning::Muted),
            ]);
            self.lines.push(Line::Silent(index));
        }
        self.table.set_rows(rows);
        self.trace = Some(trace);
    }

    /// What the selected line is about.
    pub fn selected(&self) -> Option<Selected<'_>> {
        let trace = self.trace.as_ref()?;
        Some(match *self.lines.get(self.table.row()?)? {
            Line::Submission { part, source } => {
                let part = trace.parts.get(part)?;
                Selected::Submission(part, part.sources.get(source)?)
            }
            Line::Silent(index) => Selected::Silent(trace.silent.get(index)?),
        })
    }

    pub fn scope(&self) -> Scope {
        self.popup.as_ref().map_or(Scope::Sources, Popup::scope)
    }

    pub fn hear(&mut self, input: Input<'_>) -> Course {
        if self.popup.is_some() {
            return self.hear_popup(input);
        }
        match input {
            Input::Action(Action::Back) => Course::Closed,
            Input::Action(Action::Open) => self.open(),
            Input::Action(Action::Edit) => self.ask_why(),
            Input::Action(action) if self.table.act(action) => Course::Stays,
            Input::Mouse(mouse) => match self.table.click(mouse) {
                Some(Hit::Place { again: true, .. }) => self.open(),
                _ => Course::Stays,
            },
            _ => Course::Ignored,
        }
    }

    /// Asks why the number of the selected submission differs from the sum of the periods before.
    fn ask_why(&mut self) -> Course {
        const SAME: &str = "这份报送与此前各期之和没有差额，不用说明";
        let (Some(trace), Some(Selected::Submission(part, source))) =
            (&self.trace, self.selected())
        else {
            return Course::Stays;
        };
        let Some(difference) = &source.difference else {
            return Course::Says(SAME);
        };
        let text = format!(
            "{}，{}，{}\n{}",
            part.unit.name,
            source.period_name,
            trace.figure.label,
            difference_in_words(&trace.figure, difference)
        );
        let said = source.explanation.as_deref().unwrap_or_default();
        let reason = Item::line("reason", "说明", said, REASON).required(true);
        let form = Form::new(vec![reason.hint("如“补上6月26日的一次”")]);
        let differing = Differing {
            unit: part.unit.id,
            period: source.period.clone(),
        };
        let dialog = Guarded::new(Dialog::form("说明差额", text, form, "说明"));
        self.popup = Some(Popup::ask(differing, dialog));
        Course::Stays
    }

    fn hear_popup(&mut self, input: Input<'_>) -> Course {
        let Some(popup) = &mut self.popup else {
            return Course::Ignored;
        };
        match popup.hear(input) {
            Heard::Stays => Course::Stays,
            Heard::Ignored => Course::Ignored,
            Heard::Closes | Heard::Picked(()) => {
                self.popup = None;
                Course::Stays
            }
            Heard::Answered => {
                let Popup::Ask { asking, dialog } = popup else {
                    return Course::Stays;
                };
                let said = dialog.value("reason").trim().to_owned();
                if said.is_empty() {
                    dialog.show_problems([("reason", Remark::bad("请写明为什么不同"))]);
                    return Course::Stays;
                }
                Course::Explains(asking.clone(), said)
            }
        }
    }

    /// A submission leads to itself; a unit without one to where it stands.
    fn open(&self) -> Course {
        match self.selected() {
            Some(Selected::Submission(part, source)) => Course::Goes(Destination::Figure {
                unit: part.unit.id,
                period: source.period.clone(),
                figure: self.figure.clone(),
            }),
            Some(Selected::Silent(unit)) => Course::Goes(Destination::Progress { unit: unit.id }),
            None => Course::Stays,
        }
    }
}

/// One submission as a line; the unit's name and its sum stand on its first.
fn cells(figure: &Figure, part: &Part, at: usize) -> Vec<Cell> {
    let source = &part.sources[at];
    let (name, sum) = match at {
        0 => {
            let sum = part.effective.answer.as_ref();
            let sum = sum.map(|answer| show_answer(figure, answer));
            (part.unit.name.as_str(), sum.unwrap_or_default())
        }
        _ => ("", String::new()),
    };
    let number = show_answer(figure, &source.answer);
    let number = match &source.difference {
        Some(_) if source.explanation.is_none() => {
            Cell::new(format!("?{number}"), Meaning::Warning)
        }
        _ => Cell::new(number, Meaning::Heading),
    };
    vec![
        Cell::from(name),
        Cell::from(source.period_name.as_str()),
        number,
        Cell::from(basis(source.basis)),
        Cell::from(words::moment(source.received_at)),
        Cell::from(format!("第{}版", source.revision)),
        Cell::from(sum),
    ]
}

/// `与此前各期之和 9 相差 +3`
fn difference_in_words(figure: &Figure, difference: &Difference) -> String {
    format!(
        "与此前各期之和 {} 相差 {}",
        flags::number(figure, difference.sum_so_far),
        flags::amount(figure, difference.amount())
    )
}

fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Increment => "本期",
        Basis::Cumulative => "累计",
    }
}

/// What is told of the selected line, below the list.
pub fn detail(trace: &Trace, selected: Selected<'_>) -> Vec<(String, Meaning)> {
    let (part, source) = match selected {
        Selected::Silent(unit) => {
            let what = "应报，还没有报送，或报送里这个空没有填。";
            return vec![
                (unit.name.clone(), Meaning::Heading),
                (what.to_owned(), Meaning::Text),
            ];
        }
        Selected::Submission(part, source) => (part, source),
    };
    let head = format!(
        "{} · {} · 第{}版 · {} 收到 · {}数 {}",
        part.unit.name,
        source.period_name,
        source.revision,
        words::moment(source.received_at),
        basis(source.basis),
        show_answer(&trace.figure, &source.answer)
    );
    let mut told = vec![
        (head, Meaning::Heading),
        (format!("“{}”", source.statement), Meaning::Text),
    ];
    if let Some(difference) = &source.difference {
        let words = difference_in_words(&trace.figure, difference);
        told.push(match &source.explanation {
            None => (format!("? {words}，没有说明"), Meaning::Warning),
            Some(said) => (format!("{words}。说明：{said}"), Meaning::Text),
        });
    }
    if !source.reason.is_empty() {
        told.push((format!("报送理由：{}", source.reason), Meaning::Text));
    }
    told
}
