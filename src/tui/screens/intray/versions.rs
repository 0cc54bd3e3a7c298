//! Two desks say different things: every version of one answer or record side by side, place by place, and a person who
//! decides which holds. What a decision is, and that it wants a reason, is said by `ops::review` and `ops::record`.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::asking::{self, Asking};
use super::state::Popup;
use super::work::Request;
use crate::domain::calendar::{DayRange, Instant, words};
use crate::domain::id::{RecordId, UnitId};
use crate::domain::period::PeriodId;
use crate::domain::review::ReviewState;
use crate::ops::review::Compared;
use crate::tui::keys::Action;
use crate::tui::kit::dialog::Dialog;
use crate::tui::kit::form::{Form, Item};
use crate::tui::kit::reader::Reader;
use crate::tui::kit::table::{Cell, Column, Hit, Table};
use crate::tui::kit::{Input, ink, overlay};
use crate::tui::screen::Context;
use crate::tui::theme::Meaning;

const REASON: usize = 200;
/// Rows of the pane that shows the selected place in full, with its frame.
const PANE: u16 = 7;

/// What is told in several ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    Report { unit: UnitId, period: PeriodId },
    Record(RecordId),
}

/// What was asked of the desk: one answer or record in all its versions.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    pub which: Which,
    /// Whose it is, and what: `平江医院 第2周`.
    pub title: String,
    pub versions: Vec<Version>,
    pub places: Vec<Compared>,
    /// The campaign's days: a moment in another year is told with its year.
    pub days: DayRange,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    pub number: u32,
    pub came: Came,
    /// What its writer gave for it; empty where nothing was.
    pub reason: String,
    /// Whether it is the one that is counted until somebody decides.
    pub counts: bool,
}

/// How a version came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Came {
    Sent {
        at: Instant,
        received_at: Instant,
        state: ReviewState,
    },
    Written {
        at: Instant,
        by: String,
    },
}

impl Came {
    /// By the clock of the desk it comes from.
    fn at(&self) -> Instant {
        match self {
            Self::Sent { at, .. } | Self::Written { at, .. } => *at,
        }
    }

    /// What was decided about it; nobody reviews a record.
    fn state(&self) -> Option<&'static str> {
        match self {
            Self::Sent { state, .. } => Some(state.label()),
            Self::Written { .. } => None,
        }
    }

    /// `6月10日 09:05 送出，6月10日 10:00 收到，已通过`
    fn words(&self, days: DayRange) -> String {
        let at = words::moment_beside(self.at(), days);
        match self {
            Self::Sent {
                received_at, state, ..
            } => {
                let received = words::moment_beside(*received_at, days);
                format!("{at} 送出，{received} 收到，{}", state.label())
            }
            Self::Written { by, .. } => format!("{at} 由{by}写下"),
        }
    }
}

/// The versions, lying open.
#[derive(Debug)]
pub struct Versions {
    told: Told,
    table: Table,
    /// Places that all versions agree on are shown too.
    shows_all: bool,
}

/// What became of an input.
#[derive(Debug)]
pub enum Heard {
    Stays,
    Closes,
    Asks(Popup),
    Ignored,
}

impl Versions {
    pub fn open(told: Told) -> Self {
        let mut versions = Self {
            table: Table::matrix(columns(&told), 1),
            told,
            shows_all: false,
        };
        versions.fill();
        versions
    }

    /// Asks how it stands by now.
    pub fn again(&self) -> Request {
        Request::Compare(self.told.which.clone())
    }

    pub fn is_of_record(&self) -> bool {
        matches!(self.told.which, Which::Record(_))
    }

    /// Shows what the desk knows now.
    pub fn renew(&mut self, told: Told) {
        self.told = told;
        self.fill();
    }

    fn fill(&mut self) {
        let rows = self.shown().map(line).collect();
        self.table.set(columns(&self.told), rows);
    }

    fn shown(&self) -> impl Iterator<Item = &Compared> {
        let all = self.told.places.iter();
        all.filter(|place| self.shows_all || place.differs())
    }

    pub fn hear(&mut self, input: Input<'_>) -> Heard {
        match input {
            Input::Action(action) if self.table.act(action) => {}
            Input::Action(Action::Toggle) => {
                self.shows_all = !self.shows_all;
                self.fill();
            }
            Input::Action(Action::Open) => return Heard::Asks(self.question()),
            Input::Action(Action::Back) => return Heard::Closes,
            Input::Mouse(mouse) => {
                if let Some(Hit::Place { again: true, .. }) = self.table.click(mouse) {
                    return Heard::Asks(self.question());
                }
            }
            _ => return Heard::Ignored,
        }
        Heard::Stays
    }

    /// The version whose column is selected.
    fn chosen(&self) -> &Version {
        let at = self.table.column().saturating_sub(1);
        &self.told.versions[at.min(self.told.versions.len() - 1)]
    }

    fn question(&self) -> Popup {
        let version = self.chosen();
        let number = version.number;
        let text = format!(
            "{}，以第 {number} 版为准（{}），存为新的一版；其余各版留在记录里。",
            self.told.title,
            version.came.words(self.told.days),
        );
        let reason = Item::line("reason", "理由", "", REASON).required(true);
        let form = Form::new(vec![reason.hint("例如：电话核对，以办公室的为准")]);
        let asking = Asking::Decide {
            which: self.told.which.clone(),
            number,
            seen: self.told.versions.iter().map(|one| one.number).collect(),
        };
        asking::ask(asking, Dialog::form("裁定", text, form, "以此为准"))
    }

    pub fn draw(&self, buffer: &mut Buffer, area: Rect, has_focus: bool, context: &Context) {
        let theme = context.theme;
        let differing = self.told.places.iter().filter(|place| place.differs());
        let head = format!(
            "{}  有 {} 种说法，{} 处不同",
            self.told.title,
            self.told.versions.len(),
            differing.count()
        );
        let style = theme.style(Meaning::Heading);
        ink::put_spans(buffer, ink::row(area, 0), [(head.as_str(), style)]);
        let list = ink::below(area, 1);
        let pane = PANE.min(list.height / 2);
        let table = Rect {
            height: list.height - pane,
            ..list
        };
        self.table.draw(buffer, table, has_focus, theme);
        let below = ink::below(list, table.height);
        let version = self.chosen();
        let title = format!("第 {} 版", version.number);
        let inner = overlay::panel(buffer, below, &title, false, theme);
        Reader::new("", self.about(version)).draw(buffer, inner, theme);
    }

    /// How the chosen version came, and what it says at the selected place, in full.
    fn about(&self, version: &Version) -> Vec<(String, Meaning)> {
        let mut came = version.came.words(self.told.days);
        if version.counts {
            came.push_str(match self.is_of_record() {
                true => "；裁定以前按这一版计",
                false => "；裁定以前按这一版计入汇总",
            });
        }
        let mut about = vec![(came, Meaning::Muted)];
        if !version.reason.is_empty() {
            about.push((format!("理由：{}", version.reason), Meaning::Muted));
        }
        let at = self.told.versions.iter().position(|one| one == version);
        let place = self.table.row().and_then(|row| self.shown().nth(row));
        if let Some((place, at)) = place.zip(at) {
            let text = format!("{}：{}", place.label, place.answers[at]);
            about.push((text, Meaning::Text));
        }
        about
    }
}

fn columns(told: &Told) -> Vec<Column> {
    let label = Column::new("空").between(12, 40).flexible();
    let versions = told.versions.iter().map(|version| {
        // On a narrow screen the moment gives way, which the pane has in full.
        let sent = words::moment_beside(version.came.at(), told.days);
        let counts = version.counts.then_some("计入");
        let marks = version.came.state().into_iter().chain(counts);
        let words = [format!("第{}版", version.number)].into_iter();
        let words = words.chain(marks.map(str::to_owned)).chain([sent]);
        Column::new(words.collect::<Vec<_>>().join(" "))
            .between(16, 40)
            .flexible()
    });
    [label].into_iter().chain(versions).collect()
}

/// Where the versions differ, a sign says so as well as the colour.
fn line(place: &Compared) -> Vec<Cell> {
    let (sign, meaning) = match place.differs() {
        true => ("!", Meaning::Bad),
        false => (" ", Meaning::Muted),
    };
    let label = Cell::new(format!("{sign} {}", place.label), meaning);
    let answers = place.answers.iter();
    let answers = answers.map(|answer| Cell::new(answer.replace('\n', " "), meaning));
    [label].into_iter().chain(answers).collect()
}

#[cfg(test)]
mod tests {
    //! Moments of another year than the campaign's.

    use super::*;
    use crate::ops::sample::june;

    #[test]
    fn a_version_of_another_year_is_told_with_its_year() {
        let day = june(11, 9, 0).date();
        let sent_at = Instant::end_of(day + chrono::Months::new(12));
        let version = Version {
            number: 1,
            came: Came::Sent {
                at: sent_at,
                received_at: june(11, 9, 0),
                state: ReviewState::Returned,
            },
            reason: String::new(),
            counts: false,
        };
        let versions = Versions::open(Told {
            which: Which::Record(RecordId(1)),
            title: String::new(),
            versions: vec![version],
            places: Vec::new(),
            days: DayRange::new(day, day).expect("in order"),
        });
        let about = versions.about(versions.chosen());
        assert_eq!(
            about[0].0,
            "2021年6月12日 00:00 送出，6月11日 09:00 收到，已退回"
        );
    }
}
