//! What lies on top of every screen: the help, and a fault that wants to be read. Dialogs of a screen are its own.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::error::Fault;
use crate::tui::keys::Action;
use crate::tui::keys::keymap::Scope;
use crate::tui::kit::Input;
use crate::tui::kit::dialog::{Dialog, Verdict};
use crate::tui::kit::reader::Reader;
use crate::tui::theme::Theme;

/// One of them.
#[derive(Debug)]
pub enum Layer {
    Fault(Box<Dialog>),
    Help(Reader),
}

/// What became of the layer.
#[derive(Debug, PartialEq, Eq)]
pub enum Course {
    Stays,
    Closed,
}

impl Layer {
    pub fn fault(fault: Fault) -> Self {
        Self::Fault(Box::new(Dialog::fault(
            fault.message,
            fault.safe,
            fault.hint,
        )))
    }

    /// The help, beginning with what holds in `scope`.
    pub fn help(scope: Scope) -> Self {
        Self::Help(Reader::help(scope))
    }

    pub fn scope(&self) -> Scope {
        match self {
            Self::Fault(dialog) => dialog.scope(),
            Self::Help(_) => Reader::SCOPE,
        }
    }

    pub fn hear(&mut self, input: Input<'_>) -> Course {
        let closed = match self {
            Self::Fault(dialog) => {
                matches!(dialog.hear(input), Verdict::Accepted | Verdict::Refused)
            }
            Self::Help(reader) => {
                let closing = [Action::Back, Action::Help, Action::Quit];
                let closes = input
                    .action()
                    .is_some_and(|action| closing.contains(&action));
                reader.hear(input);
                closes
            }
        };
        if closed {
            Course::Closed
        } else {
            Course::Stays
        }
    }

    pub fn draw(&self, buffer: &mut Buffer, area: Rect, theme: Theme) {
        match self {
            Self::Fault(dialog) => {
                dialog.draw(buffer, area, theme);
            }
            Self::Help(reader) => reader.draw_over(buffer, area, theme),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_put_away_and_the_help_closed() {
        for action in [Action::Accept, Action::Refuse] {
            let mut fault = Layer::fault(Fault::environment("磁盘已满"));
            assert_eq!(fault.hear(Input::Action(Action::Down)), Course::Stays);
            assert_eq!(
                fault.hear(Input::Action(action)),
                Course::Closed,
                "{action:?}"
            );
        }
        for action in [Action::Back, Action::Help, Action::Quit] {
            let mut help = Layer::help(Scope::Paper);
            assert_eq!(help.hear(Input::Action(Action::PageDown)), Course::Stays);
            assert_eq!(
                help.hear(Input::Action(action)),
                Course::Closed,
                "{action:?}"
            );
        }
    }
}
