//! What the screen knows, and how input and answers change it. Pure: what is to be done outside comes out as acts.

mod answers;
mod elsewhere;
mod fill;
mod layers;
mod read;

use elsewhere::Contested;

use super::choosing::{self, Choosing};
use super::hand_in::Jump;
use super::history::Spot;
use super::sheet::{Mode, Sheet};
use super::work::Request;
use crate::domain::calendar::Instant;
use crate::domain::id::{FigureId, UnitId};
use crate::domain::period::PeriodId;
use crate::domain::problem::Place;
use crate::domain::submission::Draft;
use crate::error::Fault;
use crate::ops::draft::AsideDraft;
use crate::tui::keys::{Action, Scope};
use crate::tui::kit::Input;
use crate::tui::kit::dialog::Dialog;
use crate::tui::kit::pick::Pick;
use crate::tui::kit::table::Hit;
use crate::tui::screen::{Act, Context, Event, Handled};
use crate::tui::screens::elsewhere::ELSEWHERE;

/// What the screen is at.
#[derive(Debug, Default)]
pub enum Phase {
    /// No unit is chosen.
    #[default]
    Nothing,
    Choosing(Choosing),
    Loading,
    Open(Box<Sheet>),
}

/// What lies on top and takes all input.
#[derive(Debug)]
pub enum Layer {
    Pick(Pick, Options),
    Ask(Dialog, Asking),
}

/// What the choices of a list lead to.
#[derive(Debug, Clone, PartialEq)]
pub enum Options {
    Units(Vec<UnitId>),
    Problems(Vec<Jump>),
    /// Somebody else typed in the same draft: which text holds?
    Elsewhere(Option<Box<Draft>>),
    /// Another program left a text beside the draft: is it wanted?
    Left(Box<AsideDraft>),
    /// A correction was begun: go on with it, or give it up?
    Begun,
}

/// What a dialog asks.
#[derive(Debug, Clone, PartialEq)]
pub enum Asking {
    HandIn,
    Withdraw,
    /// Whether a begun correction is to be given up.
    Discard,
    /// What is to be remarked, at one of these places.
    GiveBack(Vec<Place>),
    /// Nothing: it tells where a packet lies that was made.
    Packed,
    /// A paste that looks like a file, where text is written: which is it?
    Dropped(String),
}

/// Work of the desk that the form waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Busy {
    /// Nothing may be typed meanwhile: it would be in no revision.
    HandingIn,
    /// Typing goes on.
    Attaching,
}

/// The state of the screen.
#[derive(Debug, Default)]
pub struct Report {
    /// Whose reports are shown.
    pub unit: Option<UnitId>,
    pub phase: Phase,
    pub layer: Option<Layer>,
    pub busy: Option<Busy>,
    /// Why what was typed is not on disk.
    pub trouble: Option<Fault>,
    /// What somebody else typed in the same draft; nothing is saved until it is said which text holds.
    contested: Option<Contested>,
    /// The period that was open last, to come back to its line.
    last: Option<PeriodId>,
    /// The figure that the user was sent to look at, until its form is open.
    wanted: Option<FigureId>,
}

impl Report {
    /// Comes to the screen: a form that is open stays open.
    pub fn arrive(&mut self, context: &Context) -> Vec<Act> {
        if let Phase::Open(sheet) = &self.phase {
            let typing = sheet.mode == Mode::Fill;
            return vec![open(sheet.known.unit, sheet.period.id.clone(), typing)];
        }
        if !context.collects && self.unit.is_none() {
            self.unit = Some(context.seat);
        }
        match self.unit {
            Some(unit) => {
                if matches!(self.phase, Phase::Nothing) {
                    self.phase = Phase::Loading;
                }
                vec![survey(unit)]
            }
            None => {
                self.pick_unit(context);
                Vec::new()
            }
        }
    }

    /// Comes to look at one report.
    pub fn arrive_at(&mut self, unit: UnitId, period: &PeriodId) -> Vec<Act> {
        self.layer = None;
        let same = |sheet: &Sheet| sheet.known.unit == unit && sheet.period.id == *period;
        let typing = match &self.phase {
            Phase::Open(sheet) if same(sheet) => sheet.mode == Mode::Fill,
            _ => {
                self.phase = Phase::Loading;
                self.contested = None;
                false
            }
        };
        self.unit = Some(unit);
        self.last = Some(period.clone());
        vec![open(unit, period.clone(), typing)]
    }

    /// Whether a form is shown, or is on its way.
    pub fn is_shown(&self) -> bool {
        matches!(self.phase, Phase::Loading | Phase::Open(_))
    }

    /// Puts the form away. What is typed is in the draft.
    pub fn close(&mut self) {
        (self.phase, self.layer) = (Phase::Nothing, None);
    }

    /// Goes to a figure, as soon as its form is open.
    pub fn look_for(&mut self, figure: FigureId) {
        match &mut self.phase {
            Phase::Open(sheet) => sheet.go_to(&Spot::Figure(figure)),
            _ => self.wanted = Some(figure),
        }
    }

    /// Why what was typed is not on disk, where it is not; nothing is said while it is on its way.
    pub fn trouble(&self) -> Option<String> {
        if self.contested.is_some() {
            return Some(ELSEWHERE.to_owned());
        }
        let trouble = self.trouble.as_ref()?;
        Some(format!(
            "草稿未存：{}；会自动再试",
            trouble.message.trim_end_matches('。')
        ))
    }

    /// Whether all that was typed is on disk.
    pub fn is_saved(&self) -> bool {
        let written = !matches!(&self.phase, Phase::Open(sheet) if !sheet.is_saved());
        written && self.trouble.is_none()
    }

    /// Whether what comes next is on its way: a form, or the answer to handing it in.
    pub fn awaits(&self) -> bool {
        matches!(self.phase, Phase::Loading) || self.busy == Some(Busy::HandingIn)
    }

    pub fn long_work(&self) -> Option<&'static str> {
        (self.busy == Some(Busy::Attaching)).then_some("添加材料")
    }

    /// Whether an action would come to nothing now.
    pub fn refuses(&self, action: Action, context: &Context, now: Instant) -> bool {
        let Phase::Open(sheet) = &self.phase else {
            return false;
        };
        match (action, &self.layer) {
            (Action::NextProblem, None) => sheet.shown_problems().next().is_none(),
            (Action::NextProblem, Some(Layer::Ask(dialog, _))) => !dialog.has_problems(),
            (Action::Withdraw, None) => {
                sheet.may_withdraw(now).is_err() || !read::is_for(sheet, action, context)
            }
            (action, None) => !read::is_for(sheet, action, context),
            _ => false,
        }
    }

    /// Tries again to save what is not on disk.
    pub fn save_again(&self) -> Vec<Act> {
        let serial = match &self.phase {
            Phase::Open(sheet) => sheet.serial,
            _ => 0,
        };
        let tries = self.trouble.is_some();
        let request = || ask(Request::SaveAgain { serial });
        tries.then(request).into_iter().collect()
    }

    pub fn scope(&self) -> Scope {
        match (&self.layer, &self.phase) {
            (Some(Layer::Pick(..)), _) => Pick::SCOPE,
            (Some(Layer::Ask(dialog, _)), _) => dialog.scope(),
            (None, Phase::Open(sheet)) => match (sheet.mode, sheet.page()) {
                (Mode::Fill, Some(page)) => page.body.scope(),
                _ => Scope::Report,
            },
            (None, _) => Scope::List,
        }
    }

    pub fn handle(&mut self, event: &Event, context: &Context, now: Instant) -> Handled {
        if let Event::Edited(edited) = event {
            return Handled::Consumed(self.edited(edited, context));
        }
        let Some(input) = event.read(self.scope()) else {
            return Handled::Ignored;
        };
        // Help, quitting and giving up long work are the app's, whatever lies on top.
        if let Input::Action(Action::Help | Action::Quit | Action::CancelWork | Action::GoTo(_)) =
            input
        {
            return Handled::Ignored;
        }
        if self.layer.is_some() {
            return Handled::Consumed(self.hear_layer(input, context, now));
        }
        if self.ask_which_holds(input, context) {
            return Handled::nothing();
        }
        if let Phase::Open(sheet) = &mut self.phase
            && sheet.press_part(input)
        {
            return Handled::nothing();
        }
        match &mut self.phase {
            Phase::Loading => Handled::Ignored,
            Phase::Nothing => match input {
                Input::Action(Action::Search | Action::Open | Action::Filter) => {
                    self.pick_unit(context);
                    Handled::nothing()
                }
                _ => Handled::Ignored,
            },
            Phase::Choosing(_) => self.choose(input, context),
            Phase::Open(_) if self.busy == Some(Busy::HandingIn) => Handled::nothing(),
            Phase::Open(sheet) if sheet.mode == Mode::Read => self.read(input, context, now),
            Phase::Open(_) => self.fill(event, input, context, now),
        }
    }

    fn pick_unit(&mut self, context: &Context) {
        let (choices, units) = choosing::units(context);
        let here = units.iter().position(|unit| Some(*unit) == self.unit);
        let pick = Pick::new("选择单位（可输入拼音首字母）", choices).on(here.unwrap_or(0));
        self.layer = Some(Layer::Pick(pick, Options::Units(units)));
    }

    fn choose(&mut self, input: Input<'_>, context: &Context) -> Handled {
        let Phase::Choosing(choosing) = &mut self.phase else {
            return Handled::Ignored;
        };
        let many = context.reporters().count() > 1;
        match input {
            Input::Action(Action::Open) => return self.open_selected(),
            Input::Action(Action::Search | Action::Filter) if many => self.pick_unit(context),
            Input::Action(Action::Back) if context.collects => self.pick_unit(context),
            Input::Action(action) if choosing.table.act(action) => {}
            Input::Mouse(mouse) => {
                if let Some(Hit::Place { again: true, .. }) = choosing.table.click(mouse) {
                    return self.open_selected();
                }
            }
            _ => return Handled::Ignored,
        }
        Handled::nothing()
    }

    fn open_selected(&mut self) -> Handled {
        let Phase::Choosing(choosing) = &self.phase else {
            return Handled::Ignored;
        };
        match choosing.period().map(|period| period.id.clone()) {
            Some(period) => {
                let unit = choosing.unit;
                Handled::Consumed(self.arrive_at(unit, &period))
            }
            None => Handled::nothing(),
        }
    }
}

fn ask(request: Request) -> Act {
    Act::Ask(request.into())
}

fn survey(unit: UnitId) -> Act {
    ask(Request::Survey { unit })
}

/// Asks for a form; `typing` where something is being typed in it, which goes on.
fn open(unit: UnitId, period: PeriodId, typing: bool) -> Act {
    ask(Request::Open {
        unit,
        period,
        typing,
    })
}
