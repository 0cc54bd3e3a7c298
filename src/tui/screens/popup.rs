//! What lies over a screen, one at a time: a dialog with fields, a choice, a message, a text to be read. Each takes all
//! input but what belongs to the whole program. What a dialog asks and what a choice leads to are the screen's own.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::tui::keys::{Action, Scope};
use crate::tui::kit::Input;
use crate::tui::kit::dialog::{Dialog, Verdict};
use crate::tui::kit::guarded::Guarded;
use crate::tui::kit::mouse::MouseKind;
use crate::tui::kit::pick::Pick;
use crate::tui::kit::reader::Reader;
use crate::tui::kit::select::Choice;
use crate::tui::theme::Theme;

/// One of them. `A` is what a dialog asks, `P` what choosing one of a few leads to.
#[derive(Debug)]
pub enum Popup<A, P> {
    Ask { asking: A, dialog: Box<Guarded> },
    Pick { pick: Box<Pick>, options: Vec<P> },
    Say(Box<Dialog>),
    Read(Reader),
}

/// What became of an input.
#[derive(Debug, PartialEq)]
pub enum Heard<P> {
    Stays,
    Closes,
    /// The dialog was answered; it stays until the desk has answered too.
    Answered,
    Picked(P),
    /// It belongs to the whole program.
    Ignored,
}

impl<A, P: Clone> Popup<A, P> {
    pub fn ask(asking: A, dialog: Guarded) -> Self {
        let dialog = Box::new(dialog);
        Self::Ask { asking, dialog }
    }

    pub fn say(title: &str, text: &str) -> Self {
        Self::Say(Box::new(Dialog::message(title, text)))
    }

    /// Of each choice, what it leads to stands at the same place.
    pub fn pick(title: impl Into<String>, choices: Vec<Choice>, options: Vec<P>) -> Self {
        Self::Pick {
            pick: Box::new(Pick::new(title, choices)),
            options,
        }
    }

    /// Begins on this choice, where it is one of a few.
    pub fn on(self, choice: usize) -> Self {
        match self {
            Self::Pick { pick, options } => Self::Pick {
                pick: Box::new(pick.on(choice)),
                options,
            },
            other => other,
        }
    }

    /// The dialog, with what it asks.
    pub fn asked(&self) -> Option<(&A, &Guarded)> {
        match self {
            Self::Ask { asking, dialog } => Some((asking, dialog)),
            _ => None,
        }
    }

    pub fn dialog_mut(&mut self) -> Option<&mut Guarded> {
        match self {
            Self::Ask { dialog, .. } => Some(dialog),
            _ => None,
        }
    }

    pub fn scope(&self) -> Scope {
        match self {
            Self::Ask { dialog, .. } => dialog.scope(),
            Self::Pick { .. } => Pick::SCOPE,
            Self::Say(dialog) => dialog.scope(),
            Self::Read(_) => Reader::SCOPE,
        }
    }

    /// Whether something in a dialog has to be mended.
    pub fn has_problems(&self) -> bool {
        matches!(self, Self::Ask { dialog, .. } if dialog.has_problems())
    }

    pub fn hear(&mut self, input: Input<'_>) -> Heard<P> {
        if self.is_for_all(input) {
            return Heard::Ignored;
        }
        let verdict = match self {
            Self::Ask { dialog, .. } => match dialog.hear(input) {
                Verdict::Accepted => return Heard::Answered,
                verdict => verdict,
            },
            Self::Say(dialog) => dialog.hear(input),
            Self::Pick { pick, options } => {
                let verdict = pick.hear(input);
                let picked = pick.selected().and_then(|index| options.get(index));
                if let (Verdict::Accepted, Some(picked)) = (verdict, picked) {
                    return Heard::Picked(picked.clone());
                }
                verdict
            }
            Self::Read(reader) => match input {
                input if reader.hear(input) => Verdict::Open,
                Input::Action(Action::Back) => Verdict::Refused,
                Input::Mouse(mouse) if mouse.kind == MouseKind::Press => Verdict::Refused,
                _ => Verdict::Open,
            },
        };
        match verdict {
            Verdict::Accepted | Verdict::Refused => Heard::Closes,
            Verdict::Open | Verdict::Edited => Heard::Stays,
        }
    }

    /// Whether an input is for the whole program; leaving it is not, while that would lose what was typed.
    fn is_for_all(&self, input: Input<'_>) -> bool {
        match (input.action(), self) {
            (Some(Action::Help | Action::CancelWork), _) => true,
            (Some(Action::Quit), Self::Ask { dialog, .. }) => !dialog.keeps_from_quitting(),
            (Some(Action::Quit), _) => true,
            _ => false,
        }
    }

    /// What was asked of the desk did not come about.
    pub fn wake(&mut self) {
        if let Self::Ask { dialog, .. } = self {
            dialog.wake();
        }
    }

    /// Draws it over `area`. Answers where the cursor belongs.
    pub fn draw(&self, buffer: &mut Buffer, area: Rect, theme: Theme) -> Option<Position> {
        match self {
            Self::Ask { dialog, .. } => dialog.draw(buffer, area, theme),
            Self::Pick { pick, .. } => pick.draw(buffer, area, theme),
            Self::Say(dialog) => dialog.draw(buffer, area, theme),
            Self::Read(reader) => {
                reader.draw_over(buffer, area, theme);
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    //! Which inputs a popup lets through.

    use super::*;
    use crate::tui::kit::form::{Form, Item};

    type Of = Popup<(), u8>;

    #[test]
    fn what_is_for_the_whole_program_gets_through_unless_typed_text_would_be_lost() {
        let form = Form::new(vec![Item::line("a", "甲", "", 9)]);
        let mut ask = Of::ask((), Guarded::new(Dialog::form("问", "", form, "好")));
        let quit = Input::Action(Action::Quit);
        assert_eq!(ask.hear(quit), Heard::Ignored);
        assert_eq!(ask.hear(Input::Paste("乙")), Heard::Stays);
        assert_eq!(ask.hear(Input::Action(Action::Help)), Heard::Ignored);
        assert_eq!(ask.hear(quit), Heard::Stays, "it asks first");
        assert_eq!(ask.hear(quit), Heard::Ignored);
        let mut read = Of::Read(Reader::new("", Vec::new()));
        assert_eq!(read.hear(quit), Heard::Ignored);
        assert_eq!(read.hear(Input::Action(Action::Down)), Heard::Stays);
        assert_eq!(read.hear(Input::Action(Action::Back)), Heard::Closes);
    }

    #[test]
    fn a_choice_leads_where_it_stands() {
        let choices = ["甲", "乙"].map(Choice::new).to_vec();
        let mut pick = Of::pick("选", choices, vec![1, 2]);
        pick.hear(Input::Action(Action::Down));
        assert_eq!(pick.hear(Input::Action(Action::Accept)), Heard::Picked(2));
        assert_eq!(pick.hear(Input::Action(Action::Refuse)), Heard::Closes);
    }
}
