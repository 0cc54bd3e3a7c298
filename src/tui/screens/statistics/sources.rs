//! What one number is made of: units, their submissions, the sentence that each of them filled in, and the units behind a
//! total that was reported; and the units that did not answer. How they read is in `telling`.

mod telling;

use crate::domain::figure::{Figure, FigureKind};
use crate::domain::id::{FigureId, UnitId};
use crate::domain::period::PeriodId;
use crate::ops::trace::{Below, Part, Silent, Trace, TracedSubmission};
use crate::tui::keys::{Action, Scope};
use crate::tui::kit::Input;
use crate::tui::kit::dialog::Dialog;
use crate::tui::kit::form::{Form, Item, Remark};
use crate::tui::kit::guarded::Guarded;
use crate::tui::kit::reader::Reader;
use crate::tui::kit::table::{Align, Column, Hit, Table};
use crate::tui::screen::Destination;
use crate::tui::screens::popup::{Heard, Popup};

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
    Submission {
        part: usize,
        source: usize,
    },
    /// A unit behind the total that a submission is, counted in the order of the tree.
    Below {
        part: usize,
        source: usize,
        at: usize,
    },
    Silent(usize),
}

/// What the selected line is about.
#[derive(Debug, Clone, Copy)]
pub enum Selected<'a> {
    Submission(&'a Part, &'a TracedSubmission),
    /// A unit behind the total that the submission is.
    Below(&'a Part, &'a TracedSubmission, &'a Below),
    Silent(&'a Silent),
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
    pub fn of(figure: &Figure) -> Self {
        let columns = match figure.kind {
            FigureKind::Text => vec![
                Column::new("单位").between(10, 36).flexible(),
                Column::new("期次").between(12, 26).flexible(),
                Column::new("所填").between(12, 40).flexible(),
                Column::new("收到").between(4, 14),
            ],
            _ => vec![
                Column::new("单位").between(10, 44).flexible(),
                Column::new("期次").between(6, 26).flexible(),
                Column::new("数").align(Align::Right).between(4, 14),
                Column::new("口径").width(4),
                Column::new("收到").between(4, 14),
                Column::new("版次").between(4, 6),
                Column::new("单位合计").align(Align::Right).between(8, 14),
            ],
        };
        let table = Table::list(columns).when_empty("没有单位填过这个数，也没有单位应报未报。");
        Self {
            figure: figure.id.clone(),
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
            for (source, submission) in own.sources.iter().enumerate() {
                rows.push(telling::of_submission(&trace.figure, own, source));
                self.lines.push(Line::Submission { part, source });
                let behind = submission.behind.iter();
                let below = behind.flat_map(|behind| behind.in_order());
                for (at, (depth, below)) in below.enumerate() {
                    rows.push(telling::of_below(&trace.figure, depth, below));
                    self.lines.push(Line::Below { part, source, at });
                }
            }
        }
        for (index, silent) in trace.silent.iter().enumerate() {
            rows.push(telling::of_silent(silent));
            self.lines.push(Line::Silent(index));
        }
        self.table.set_rows(rows);
        self.trace = Some(trace);
    }

    /// What the selected line is about.
    pub fn selected(&self) -> Option<Selected<'_>> {
        let trace = self.trace.as_ref()?;
        let submission = |part: usize, source: usize| {
            let part = trace.parts.get(part)?;
            Some((part, part.sources.get(source)?))
        };
        Some(match *self.lines.get(self.table.row()?)? {
            Line::Submission { part, source } => {
                let (part, source) = submission(part, source)?;
                Selected::Submission(part, source)
            }
            Line::Below { part, source, at } => {
                let (part, source) = submission(part, source)?;
                let (_, below) = *source.behind.as_ref()?.in_order().get(at)?;
                Selected::Below(part, source, below)
            }
            Line::Silent(index) => Selected::Silent(trace.silent.get(index)?),
        })
    }

    /// What is told of the selected line.
    pub fn told(&self) -> Option<Reader> {
        let told = telling::detail(self.trace.as_ref()?, self.selected()?);
        Some(Reader::new("", told))
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
            Input::Action(Action::Toggle) => self.read(),
            Input::Action(action) if self.table.act(action) => Course::Stays,
            Input::Mouse(mouse) => match self.table.click(mouse) {
                Some(Hit::Place { again: true, .. }) => self.open(),
                _ => Course::Stays,
            },
            _ => Course::Ignored,
        }
    }

    /// Opens the whole of what is told of the selected line.
    fn read(&mut self) -> Course {
        if let (Some(trace), Some(selected)) = (&self.trace, self.selected()) {
            let told = telling::detail(trace, selected);
            self.popup = Some(Popup::Read(Reader::new(trace.figure.label.as_str(), told)));
        }
        Course::Stays
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
            telling::difference_in_words(&trace.figure, difference)
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

    /// A submission leads to itself, and so does what is behind it; a unit without one to where it stands.
    fn open(&self) -> Course {
        match self.selected() {
            Some(Selected::Submission(part, source) | Selected::Below(part, source, _)) => {
                Course::Goes(Destination::Figure {
                    unit: part.unit.id,
                    period: source.period.clone(),
                    figure: self.figure.clone(),
                })
            }
            Some(Selected::Silent(silent)) => {
                let unit = silent.unit.id;
                Course::Goes(Destination::Progress { unit })
            }
            None => Course::Stays,
        }
    }
}
