//! What a screen is: a state that takes input and answers, and says what it wants done. How a screen looks and what
//! it knows is in [`screens`](super::screens); which one is shown is the [`app`](super::app)'s business.
//!
//! A screen never does I/O. What it wants from the desk it asks for with a [`Request`]; the answer comes to
//! [`Screen::receive`]. What it wants on top of everything, it draws itself, last, through `kit::overlay`.

use std::path::PathBuf;
use std::sync::Arc;

use crossterm::event::{KeyEvent, MouseEvent};
use ratatui::Frame;
use ratatui::layout::Rect;

use super::keys::Action;
use super::keys::keymap::{Scope, Whom};
use super::kit::input::Input;
use super::screens::results::View;
use super::theme::Theme;
use super::work::{Answer, Request};
use crate::domain::calendar::Instant;
use crate::domain::campaign::Campaign;
use crate::domain::id::{FigureId, RecordId, RegisterId, UnitId};
use crate::domain::period::{PeriodId, Plan};
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::desk::{Role, Seat};
use crate::ops::export;

/// The screens of an open desk, in the order of their digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    Overview,
    Progress,
    /// Reached from 总览 and 进度; it has no digit of its own.
    Intray,
    Report,
    Units,
    Hazards,
    Statistics,
    Audit,
    Export,
    /// Only where the campaign has registers.
    Records,
    /// Targets, points, responsibilities, awards; only where the campaign has any of them.
    Results,
}

impl Place {
    /// In the order of their digits, from 1; the last has 0.
    pub const ALL: [Self; 10] = [
        Self::Overview,
        Self::Progress,
        Self::Report,
        Self::Units,
        Self::Hazards,
        Self::Statistics,
        Self::Audit,
        Self::Export,
        Self::Records,
        Self::Results,
    ];
}

/// What every screen may know of the desk that is open. Replaced as a whole when the desk's units change.
#[derive(Debug, Clone)]
pub struct Context {
    pub campaign: Arc<Campaign>,
    pub plan: Arc<Plan>,
    /// Every unit of the desk, closed ones too, by code.
    pub units: Arc<Vec<Unit>>,
    /// The unit that sits here.
    pub seat: UnitId,
    /// Whether the one who sits here collects from the units below.
    pub collects: bool,
    /// The name of the desk above, where there is one.
    pub above: Option<String>,
    pub desk_name: String,
    pub folder: PathBuf,
    /// Where packets lie where nobody names a place.
    pub outbox: PathBuf,
    pub theme: Theme,
}

impl Context {
    pub fn unit(&self, id: UnitId) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.id == id)
    }

    /// A unit's name, for a line of text.
    pub fn unit_name(&self, id: UnitId) -> &str {
        self.unit(id).map_or("（未知单位）", |unit| &unit.name)
    }

    /// Whether reports of others come in here: who collects, or has units below on this desk.
    pub fn gathers(&self) -> bool {
        self.collects || self.units.len() > 1
    }

    /// Whether what only the desk that collects keeps of a unit is written here.
    pub fn keeps_of(&self, unit: UnitId) -> bool {
        let role = match self.collects {
            true => Role::Coordinator,
            false => Role::Unit,
        };
        let seat = Seat {
            unit: self.seat,
            role,
        };
        seat.keeps_of(unit, self.above.is_some())
    }

    /// Whether liaisons register: the campaign has a form for it.
    pub fn registers(&self) -> bool {
        self.campaign.registration.is_some()
    }

    /// Whose keys are shown.
    pub fn whom(&self) -> Whom {
        match (self.gathers(), self.sends_roll_ups()) {
            (_, true) => Whom::Between,
            (true, false) => Whom::Collectors,
            (false, false) => Whom::Everybody,
        }
    }

    /// Whether what comes in here goes on upward as a roll-up.
    pub fn sends_roll_ups(&self) -> bool {
        self.collects && self.above.is_some()
    }

    /// Whether the campaign has anything to show there; no screen is an empty tab.
    pub fn has(&self, place: Place) -> bool {
        let campaign = &self.campaign;
        match place {
            Place::Hazards => campaign.keeps_hazards(),
            Place::Statistics => !campaign.tables.is_empty(),
            Place::Records => !campaign.registers.is_empty(),
            Place::Results => !View::all(self).is_empty(),
            _ => true,
        }
    }

    /// The units that report on this desk.
    pub fn reporters(&self) -> impl Iterator<Item = &Unit> {
        self.units
            .iter()
            .filter(|unit| !self.collects || unit.id != self.seat)
    }
}

/// Something that a person did, as it reaches a screen.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    Key(KeyEvent),
    Mouse(MouseEvent),
    /// Raw: clean it before it is kept or shown.
    Paste(String),
    /// The text as the user's editor left it, or why it could not be edited.
    Edited(Result<String, Fault>),
}

impl Event {
    /// What it means where `scope` holds; `None` for a text from the editor, which has no key, and for mouse events
    /// that mean nothing.
    pub fn read(&self, scope: Scope) -> Option<Input<'_>> {
        match self {
            Self::Key(key) => Some(Input::key(scope, key)),
            Self::Mouse(mouse) => Input::mouse(mouse),
            Self::Paste(text) => Some(Input::Paste(text)),
            Self::Edited(_) => None,
        }
    }
}

/// What a screen wants done.
#[derive(Debug, Clone, PartialEq)]
pub enum Act {
    /// Ask the desk; the answer comes to this screen.
    Ask(Request),
    /// Give up the long work at hand.
    Cancel,
    /// Open a text in the user's editor.
    Edit(String),
    /// Show another screen.
    Go(Destination),
    /// Back to the screen that sent the user here to look at something, if one did.
    Return,
    /// Say in the status line that something was done.
    Notice(String),
    /// Say in the status line why nothing was done; it goes with the next key.
    Remark(String),
    /// Say in a dialog that something could not be done.
    Fault(Fault),
    Quit,
}

/// Where to go, and what to look at there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    Screen(Place),
    Report {
        unit: UnitId,
        period: PeriodId,
    },
    /// A report, at one of its figures.
    Figure {
        unit: UnitId,
        period: PeriodId,
        figure: FigureId,
    },
    Progress {
        unit: UnitId,
    },
    /// The texts for whoever is late, and for this unit.
    Chase {
        unit: Option<UnitId>,
    },
    Unit(UnitId),
    /// Bringing units in, from a file or pasted lines.
    Import,
    /// A file that came, to be taken in: its path as it was pasted or dropped.
    TakeIn(String),
    Hazards(UnitId),
    /// A record that is told in several ways, to be decided.
    Contested(RecordId),
    /// A register, and whose records of it.
    Records {
        register: RegisterId,
        unit: Option<UnitId>,
    },
    Statistics {
        unit: UnitId,
    },
    Audit {
        unit: UnitId,
    },
    /// The kind of paper, by its id.
    Export {
        kind: String,
        unit: Option<UnitId>,
        period: Option<PeriodId>,
    },
    /// A paper asked for in full: whose, of which time, of which table.
    Paper(export::Request),
}

impl Destination {
    pub fn place(&self) -> Place {
        match self {
            Self::Screen(place) => *place,
            Self::TakeIn(_) | Self::Contested(_) => Place::Intray,
            Self::Report { .. } | Self::Figure { .. } => Place::Report,
            Self::Progress { .. } | Self::Chase { .. } => Place::Progress,
            Self::Unit(_) | Self::Import => Place::Units,
            Self::Hazards(_) => Place::Hazards,
            Self::Records { .. } => Place::Records,
            Self::Statistics { .. } => Place::Statistics,
            Self::Audit { .. } => Place::Audit,
            Self::Export { .. } | Self::Paper(_) => Place::Export,
        }
    }
}

/// Whether a screen took an input.
#[derive(Debug, Clone, PartialEq)]
pub enum Handled {
    /// It did; nobody else is asked.
    Consumed(Vec<Act>),
    /// It is nobody's business here: the app looks at it next.
    Ignored,
}

impl Handled {
    /// Taken, with nothing to be done outside the screen.
    pub fn nothing() -> Self {
        Self::Consumed(Vec::new())
    }

    /// Taken, with one request to the desk.
    pub fn ask(request: impl Into<Request>) -> Self {
        Self::Consumed(vec![Act::Ask(request.into())])
    }
}

/// A screen.
pub trait Screen: std::fmt::Debug + Send {
    /// Called each time the screen comes to be shown, and when the desk has changed under it: asks for what it needs.
    fn enter(&mut self, context: &Context, now: Instant) -> Vec<Act>;

    /// Called instead of [`enter`](Self::enter) where somebody sent the user here to look at something.
    fn go(&mut self, _to: &Destination, context: &Context, now: Instant) -> Vec<Act> {
        self.enter(context, now)
    }

    fn handle(&mut self, input: Event, context: &Context, now: Instant) -> Handled;

    /// Takes the answer to one of its own requests.
    fn receive(&mut self, answer: Answer, context: &Context, now: Instant) -> Vec<Act>;

    /// One of its own requests could not be carried out; the app tells the user why.
    fn failed(&mut self, _fault: &Fault, _context: &Context) -> Vec<Act> {
        Vec::new()
    }

    /// Whether what it will show is still on its way, so that keys are to wait for it.
    fn awaits(&self) -> bool {
        false
    }

    /// Long work that ending the program would give up, in a few words: `添加材料`.
    fn long_work(&self) -> Option<&'static str> {
        None
    }

    /// Whether all that was typed here is on disk.
    fn is_saved(&self) -> bool {
        true
    }

    /// Why something that was typed is not on disk, where the desk could not take it.
    fn trouble(&self) -> Option<String> {
        None
    }

    /// Asks again to save what the desk could not take. Called from time to time, and before the program ends.
    fn save_again(&self) -> Vec<Act> {
        Vec::new()
    }

    /// Draws itself and places the cursor where text is typed.
    fn view(&self, frame: &mut Frame<'_>, area: Rect, context: &Context, now: Instant);

    /// Which keys hold here and now: the footer and the help show these.
    fn scope(&self) -> Scope;

    /// Whether an action of its keys would be refused here and now; the footer leaves it out. Going to the next
    /// problem is, where a screen does not know of any.
    fn refuses(&self, action: Action, _context: &Context, _now: Instant) -> bool {
        action == Action::NextProblem
    }

    /// Whether something moves.
    fn is_animated(&self) -> bool {
        false
    }
}
