//! One unit's form for one period while it is open: its pages, the draft that is typed, what is wrong with it, and what
//! can be undone. The draft is the truth and the widgets show it. What leaves the form is the screen's.

mod problems;
mod steps;

use ratatui::layout::Position;

pub use problems::spot_of;

use super::history::{Held, History, Run, Spot};
use super::margins;
use super::marks;
use super::pages::{self, Body, Page};
use super::remarked;
use super::view;
use super::work::{Change, Request};
use crate::domain::calendar::Instant;
use crate::domain::campaign::{Campaign, Duty, Facts};
use crate::domain::figure::Figures;
use crate::domain::formula::worked_out;
use crate::domain::period::Period;
use crate::domain::problem::{Place, Problem};
use crate::domain::status::may_withdraw;
use crate::domain::submission::{Content, Draft, Reading, When, read_answer, read_beside};
use crate::error::Fault;
use crate::ops::draft::Opened;
use crate::ops::submit::stays;
use crate::tui::keys::Action;
use crate::tui::kit::Viewport;
use crate::tui::kit::input::{Input, Outcome};
use crate::tui::kit::mouse::MouseKind;
use crate::tui::kit::paper::Heard;
use crate::tui::screens::tables;

/// Whether the form is filled in, or what was handed in is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Fill,
    Read,
}

/// What became of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// It is for the screen.
    Ignored,
    Moved,
    /// The draft is another: save it. A note where something found no room.
    Changed(Option<String>),
}

/// An open form.
#[derive(Debug, Clone)]
pub struct Sheet {
    pub period: Period,
    pub duty: Duty,
    /// What the desk knew when it was opened.
    pub known: Opened,
    pub mode: Mode,
    pub pages: Vec<Page>,
    /// The page that is shown.
    pub at: usize,
    pub draft: Draft,
    /// When something was last typed here.
    pub typed_at: Option<Instant>,
    /// Counts the states of the draft, and the last that is on disk.
    pub serial: u64,
    pub saved: u64,
    /// The draft before anything was typed.
    begun: Draft,
    pub problems: Vec<Problem>,
    /// What the desk above remarked when it returned what stands.
    pub remarks: Vec<Problem>,
    /// It has been tried to hand it in: blanks that miss an answer are marked too.
    pub asked: bool,
    /// Where the row of parts was drawn, for clicks on it.
    pub bar: Viewport,
    history: History,
}

impl Sheet {
    /// Opens a form with what the desk knows. What was handed in is shown to be read; else the form is filled in,
    /// beginning with what was typed before. `None` where the campaign has no such duty.
    pub fn open(campaign: &Campaign, period: &Period, known: Opened) -> Option<Self> {
        let remarks = problems::returned(&known);
        let mut sheet = Self {
            period: period.clone(),
            duty: campaign.duty(&period.id.duty)?.clone(),
            known,
            mode: Mode::Read,
            pages: Vec::new(),
            at: 0,
            draft: Draft::default(),
            typed_at: None,
            serial: 0,
            saved: 0,
            begun: Draft::default(),
            problems: Vec::new(),
            remarks,
            asked: false,
            bar: Viewport::default(),
            history: History::default(),
        };
        match &sheet.known.standing {
            Some(standing) => {
                let said = remarked::said(&sheet.known, campaign);
                sheet.pages = pages::to_read(campaign, &sheet.duty, &standing.content, &said);
                let remarked = remarked::go_to_first(&mut sheet.pages);
                sheet.at = remarked.unwrap_or_else(|| first_said(&sheet.pages, &standing.content));
            }
            None => sheet.begin(campaign),
        }
        Some(sheet)
    }

    /// Begins to fill it in: with what was typed before, else with what stands or is known beforehand.
    pub fn begin(&mut self, campaign: &Campaign) {
        let mut draft = self.known.draft().clone();
        self.mode = Mode::Fill;
        self.asked = false;
        self.history = History::default();
        self.typed_at = self.known.saved_at;
        self.pages = pages::to_fill(campaign, &self.duty, &draft, &self.known.prefill);
        self.at = self.at.min(self.pages.len().saturating_sub(1));
        // The widgets clean and cut what they are given; the draft is what they show.
        let shown: Vec<(Spot, Held)> = self.pages.iter().flat_map(|page| page.body.all()).collect();
        for (spot, held) in shown {
            super::history::put(&mut draft, &spot, held);
        }
        self.begun = draft.clone();
        self.draft = draft;
        self.mark(campaign);
        // What was returned is mended where the first remark stands.
        let remarks = problems::returned(&self.known);
        let first = remarks
            .iter()
            .find_map(|remark| spot_of(&remark.place, &remark.message));
        if let Some(spot) = first {
            self.go_to(&spot);
        }
    }

    /// The request by which what others see of this report becomes another.
    pub fn to_become(&self, change: Change) -> Request {
        Request::Change {
            unit: self.known.unit,
            period: self.period.id.clone(),
            change,
        }
    }

    /// Whether what stands may be taken back, or why not.
    pub fn may_withdraw(&self, now: Instant) -> Result<(), Fault> {
        let deadline = self.known.cell.deadline;
        may_withdraw(deadline, self.known.closed_at, now)
            .map_err(|kept| stays(kept, deadline, &self.period))
    }

    /// Whether there is a draft of what is typed here.
    pub fn is_touched(&self) -> bool {
        self.mode == Mode::Fill && (self.known.saved.is_some() || self.draft != self.begun)
    }

    /// Whether what stands here is on disk.
    pub fn is_saved(&self) -> bool {
        self.serial == self.saved
    }

    pub fn page(&self) -> Option<&Page> {
        self.pages.get(self.at)
    }

    pub fn body_mut(&mut self) -> Option<&mut Body> {
        self.pages.get_mut(self.at).map(|page| &mut page.body)
    }

    /// The page of the files, where the duty asks for any.
    pub fn files_page(&self) -> Option<usize> {
        self.pages
            .iter()
            .position(|page| matches!(page.body, Body::Material(_)))
    }

    /// Takes what a person did on the page that is shown.
    pub fn hear(&mut self, input: Input<'_>, campaign: &Campaign) -> Effect {
        if self.mode == Mode::Fill {
            match input {
                Input::Action(Action::Undo) => return self.travel(false, campaign),
                Input::Action(Action::Redo) => return self.travel(true, campaign),
                Input::Action(Action::ZeroRest) => return self.zero_rest(campaign),
                _ => {}
            }
        }
        let effect = self.hear_page(input, campaign);
        match (effect, input) {
            (Effect::Ignored, Input::Action(Action::NextField | Action::NextPart)) => self.turn(1),
            (Effect::Ignored, Input::Action(Action::PreviousField | Action::PreviousPart)) => {
                self.turn(-1)
            }
            (Effect::Moved, _) => {
                self.history.end_run();
                Effect::Moved
            }
            (effect, _) => effect,
        }
    }

    fn hear_page(&mut self, input: Input<'_>, campaign: &Campaign) -> Effect {
        let Some(page) = self.pages.get_mut(self.at) else {
            return Effect::Ignored;
        };
        let outcome = match &mut page.body {
            Body::Fields(form) | Body::Hazards(form) => form.hear(input),
            Body::Narrative(area) => area.hear(input),
            Body::Material(files) => files.hear(input),
            Body::Read(reader) => match reader.hear(input) {
                true => Outcome::Moved,
                false => Outcome::Ignored,
            },
            Body::Table(paper) => match paper.hear(input) {
                Heard::Ignored => Outcome::Ignored,
                Heard::Moved | Heard::Opened => Outcome::Moved,
                Heard::Changed(note) => return self.typed(Run::of(input), note, campaign),
            },
        };
        match outcome {
            Outcome::Ignored => Effect::Ignored,
            Outcome::Moved => Effect::Moved,
            Outcome::Edited => self.typed(Run::of(input), None, campaign),
        }
    }

    /// Takes over what the focused widget holds now.
    fn typed(&mut self, run: Run, note: Option<String>, campaign: &Campaign) -> Effect {
        let focused = self.page().and_then(|page| page.body.focused());
        let edits: Vec<(Spot, Held)> = focused.into_iter().collect();
        if self.history.change(&mut self.draft, run, edits) {
            self.mark(campaign);
            Effect::Changed(note)
        } else if note.is_some() {
            Effect::Changed(note)
        } else {
            Effect::Moved
        }
    }

    /// Shows the page of a spot, with the focus there.
    pub fn go_to(&mut self, spot: &Spot) {
        if let Some(at) = self.pages.iter().position(|page| page.body.has(spot)) {
            self.at = at;
            self.pages[at].body.focus_on(spot);
        }
    }

    /// To the next page or the one before.
    fn turn(&mut self, by: isize) -> Effect {
        match self.at.checked_add_signed(by) {
            Some(at) if at < self.pages.len() => {
                self.show_page(at, by > 0);
                Effect::Moved
            }
            _ => Effect::Moved,
        }
    }

    /// Shows a page, from its beginning or from its end.
    pub fn show_page(&mut self, at: usize, from_above: bool) {
        if let Some(page) = self.pages.get_mut(at) {
            page.body.enter(from_above);
            self.at = at;
            self.history.end_run();
        }
    }

    /// A click on the row of parts shows the part. Answers whether it was one.
    pub fn press_part(&mut self, input: Input<'_>) -> bool {
        let Input::Mouse(mouse) = input else {
            return false;
        };
        let at = Position::new(mouse.column, mouse.row);
        let part = (mouse.kind == MouseKind::Press).then(|| view::part_at(self, at));
        let part = part.flatten();
        part.into_iter().for_each(|at| self.show_page(at, true));
        part.is_some()
    }

    /// What days without their year, and checks of days, go by.
    pub fn when(&self, campaign: &Campaign) -> When {
        self.period.read_on(campaign.days, self.known.today)
    }

    /// What the draft says, and everything that is wrong with it.
    pub fn reading(&self, campaign: &Campaign) -> Reading {
        let standing = self.known.standing.as_ref();
        let standing = standing.map(|standing| &standing.content);
        let mut reading = read_beside(
            campaign,
            &self.duty,
            &self.draft,
            standing,
            self.when(campaign),
        );
        self.known.prefill.doubt(campaign, &mut reading);
        reading
    }

    /// How many blanks of a cumulative report differ from the sum of the periods before, without an explanation.
    pub fn differences(&self, campaign: &Campaign) -> usize {
        let entries = self.draft.entries.iter();
        let differs = entries.filter(|(id, entry)| {
            let figure = campaign.figure(id);
            let known = self.known.prefill.figures.get(*id);
            let (Some(figure), Some(known)) = (figure, known) else {
                return false;
            };
            let answer = read_answer(figure, entry, self.when(campaign).days);
            let answer = answer.ok().flatten();
            margins::wants_explanation(&self.duty, figure, known, answer)
        });
        differs.count()
    }

    /// Takes over a text that was written elsewhere.
    pub fn set_narrative(&mut self, text: &str, campaign: &Campaign) -> Effect {
        self.go_to(&Spot::Narrative);
        let Some(Body::Narrative(area)) = self.body_mut() else {
            return Effect::Ignored;
        };
        area.set_value(text);
        let note = area.note().map(str::to_owned);
        self.typed(Run::Single, note, campaign)
    }

    /// Reads the draft anew and shows what is wrong, each beside its place.
    pub fn mark(&mut self, campaign: &Campaign) {
        if self.mode == Mode::Fill {
            let reading = self.reading(campaign);
            self.problems = reading.problems;
            marks::show(self, campaign);
            self.work_out(campaign, &reading.content.figures);
        }
    }

    /// Shows in every table what is worked out from what is filled in.
    fn work_out(&mut self, campaign: &Campaign, figures: &Figures) {
        let worked_out = worked_out(&campaign.figures, Facts::of_figures(figures));
        let shown = tables::shown(campaign, &worked_out);
        for page in &mut self.pages {
            if let Body::Table(paper) = &mut page.body {
                paper.show_worked_out(shown.clone());
            }
        }
    }

    /// Marks everything that is wrong, missing answers too.
    pub fn ask(&mut self, campaign: &Campaign) {
        self.asked = true;
        self.mark(campaign);
    }
}

/// The first page on which something was handed in: a form that came as a file has no text.
fn first_said(pages: &[Page], content: &Content) -> usize {
    let says = |place: &Place| match place {
        Place::Narrative => !content.narrative.is_empty(),
        Place::Hazards(level) => content.hazards.contains_key(level),
        Place::Material => !content.material.is_empty(),
        Place::Field(_) | Place::Figure(_) | Place::Whole => true,
    };
    let is_said = |page: &Page| page.places.is_empty() || page.places.iter().any(says);
    pages.iter().position(is_said).unwrap_or_default()
}
