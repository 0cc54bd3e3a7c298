//! What a screen of one list hears and draws like any other: the search, the keys of the list, what lies over it, and below
//! it the selected line in full. What is in the list and what can be done with it are the screen's own.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::popup::{Heard, Popup};
use crate::domain::calendar::Instant;
use crate::domain::unit::Unit;
use crate::tui::keys::Action;
use crate::tui::kit::finder::Finder;
use crate::tui::kit::mouse::Mouse;
use crate::tui::kit::select::Choice;
use crate::tui::kit::table::Table;
use crate::tui::kit::{Input, Outcome, ink};
use crate::tui::screen::{Context, Handled};
use crate::tui::theme::Theme;

/// From this height on the pane of the selected line is a tall one.
const TALL: u16 = 30;

/// A screen of one list.
pub trait Listing {
    /// What a dialog over it asks.
    type Asking;
    /// What choosing one of a few leads to.
    type Picked: Clone;

    fn popup(&mut self) -> &mut Option<Popup<Self::Asking, Self::Picked>>;

    fn finder(&mut self) -> &mut Finder;

    /// Makes the list anew: something else is looked for.
    fn refresh(&mut self, context: &Context, now: Instant);

    fn act(&mut self, action: Action, context: &Context, now: Instant) -> Handled;

    fn click(&mut self, mouse: Mouse, context: &Context, now: Instant) -> Handled;

    /// Something is pasted into the list.
    fn paste(&mut self, _text: &str, _context: &Context, _now: Instant) -> Handled {
        Handled::Ignored
    }

    /// The dialog over the list was answered.
    fn answered(&mut self, context: &Context, now: Instant) -> Handled;

    /// One of a few was chosen; what they stood in is gone.
    fn picked(&mut self, picked: Self::Picked, context: &Context, now: Instant) -> Handled;

    fn hear(&mut self, input: Input<'_>, context: &Context, now: Instant) -> Handled {
        if self.popup().is_some() {
            return self.hear_popup(input, context, now);
        }
        if !self.finder().is_typing() {
            return self.hear_list(input, context, now);
        }
        match self.finder().hear(input) {
            Outcome::Edited => self.refresh(context, now),
            Outcome::Moved => {}
            Outcome::Ignored if matches!(input, Input::Mouse(_)) => {
                return self.hear_list(input, context, now);
            }
            Outcome::Ignored => return Handled::Ignored,
        }
        Handled::nothing()
    }

    fn hear_list(&mut self, input: Input<'_>, context: &Context, now: Instant) -> Handled {
        match input {
            Input::Action(action) => self.act(action, context, now),
            Input::Mouse(mouse) => self.click(mouse, context, now),
            Input::Paste(text) => self.paste(text, context, now),
            Input::Key(_) => Handled::Ignored,
        }
    }

    fn hear_popup(&mut self, input: Input<'_>, context: &Context, now: Instant) -> Handled {
        let Some(popup) = self.popup() else {
            return Handled::Ignored;
        };
        match popup.hear(input) {
            Heard::Stays => Handled::nothing(),
            Heard::Ignored => Handled::Ignored,
            Heard::Closes => {
                *self.popup() = None;
                Handled::nothing()
            }
            Heard::Answered => self.answered(context, now),
            Heard::Picked(picked) => {
                *self.popup() = None;
                self.picked(picked, context, now)
            }
        }
    }
}

/// A choice for each unit, found by its code and its aliases too.
pub fn unit_choices<'u>(units: impl IntoIterator<Item = &'u Unit>) -> Vec<Choice> {
    let choice = |unit: &Unit| {
        let mut choice = Choice::new(unit.name.as_str()).detail(unit.code.as_str());
        choice.aliases.clone_from(&unit.aliases);
        choice
    };
    units.into_iter().map(choice).collect()
}

/// The list as it is drawn: what is looked for, the table, and room for the selected line in full.
#[derive(Debug)]
pub struct Drawn<'a> {
    pub finder: &'a Finder,
    pub table: &'a Table,
    /// By what it is narrowed, in words; nothing where it is not.
    pub filters: &'a str,
    /// What its lines are counted in.
    pub measure: &'static str,
    /// Rows of the pane with its frame: in a small terminal, in a tall one.
    pub pane: (u16, u16),
    /// Whether nothing lies over it.
    pub is_free: bool,
}

impl Drawn<'_> {
    /// Draws it into `list`, the part of the screen's `area` that is left for it. Answers where the cursor belongs, and the
    /// pane's place.
    pub fn draw(
        &self,
        buffer: &mut Buffer,
        area: Rect,
        mut list: Rect,
        theme: Theme,
    ) -> (Option<Position>, Rect) {
        let mut caret = None;
        if self.finder.is_shown() || !self.filters.is_empty() {
            let row = ink::row(list, 0);
            caret = self.finder.draw_beside(buffer, row, &self.said(), theme);
            list = ink::below(list, 1);
        }
        let pane = match area.height < TALL {
            true => self.pane.0,
            false => self.pane.1,
        };
        let table = Rect {
            height: list.height - pane.min(list.height / 2),
            ..list
        };
        let is_focused = self.is_free && !self.finder.is_typing();
        self.table.draw(buffer, table, is_focused, theme);
        (
            caret.filter(|_| self.is_free),
            ink::below(list, table.height),
        )
    }

    fn said(&self) -> String {
        let (count, measure) = (self.table.len(), self.measure);
        match self.filters {
            "" => format!("{count} {measure}"),
            filters => format!("筛选：{filters}  {count} {measure}"),
        }
    }
}

/// Draws what lies over a screen and places the cursor, which is `under` it where nothing does.
pub fn draw_over<A, P: Clone>(
    popup: Option<&Popup<A, P>>,
    frame: &mut Frame<'_>,
    area: Rect,
    under: Option<Position>,
    theme: Theme,
) {
    let caret = match popup {
        Some(popup) => popup.draw(frame.buffer_mut(), area, theme),
        None => under,
    };
    if let Some(caret) = caret {
        frame.set_cursor_position(caret);
    }
}
