//! What lies on top of every screen: the help, and a fault that wants to be read. Dialogs of a screen are its own.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::error::Fault;
use crate::tui::keys::{Action, Scope, Whom};
use crate::tui::kit::Input;
use crate::tui::kit::dialog::{Dialog, Verdict};
use crate::tui::kit::reader::Reader;
use crate::tui::theme::Theme;

/// One of them.
#[derive(Debug)]
pub enum Layer {
    Fault(Box<Dialog>),
    /// Something typed is not on disk: is the program to end all the same?
    Leaving(Box<Dialog>),
    /// Long work is going on: is it to be given up for ending?
    Interrupting(Box<Dialog>),
    Help(Reader),
}

/// What became of the layer.
#[derive(Debug, PartialEq, Eq)]
pub enum Course {
    Stays,
    Closed,
    /// The program is to end.
    Quits,
    /// The long work is to be given up, and the program to end.
    Interrupts,
}

impl Layer {
    pub fn fault(fault: Fault) -> Self {
        Self::Fault(Box::new(Dialog::fault(
            fault.message,
            fault.safe,
            fault.hint,
        )))
    }

    /// Asks whether to end although something typed would be lost.
    pub fn leaving(why: &str) -> Self {
        let text = format!("{why}。\n现在退出，没有存进工作台的部分会丢失。");
        let dialog = Dialog::confirm("还有内容没有存好", text, "仍然退出");
        Self::Leaving(Box::new(dialog.careful()))
    }

    /// Asks whether to end although long work is not done.
    pub fn interrupting(work: &str) -> Self {
        let text = format!("现在退出就不再{work}；已填的内容都会存好。");
        let dialog = Dialog::confirm(format!("还在{work}"), text, "停下并退出");
        Self::Interrupting(Box::new(dialog.careful()))
    }

    /// The help, beginning with what holds in `scope`.
    pub fn help(scope: Scope, whom: Whom) -> Self {
        Self::Help(Reader::help(scope, whom))
    }

    pub fn scope(&self) -> Scope {
        match self {
            Self::Fault(dialog) | Self::Leaving(dialog) | Self::Interrupting(dialog) => {
                dialog.scope()
            }
            Self::Help(_) => Reader::SCOPE,
        }
    }

    pub fn hear(&mut self, input: Input<'_>) -> Course {
        let closed = match self {
            Self::Fault(dialog) => {
                matches!(dialog.hear(input), Verdict::Accepted | Verdict::Refused)
            }
            Self::Leaving(dialog) => match dialog.hear(input) {
                Verdict::Accepted => return Course::Quits,
                verdict => verdict == Verdict::Refused,
            },
            Self::Interrupting(dialog) => match dialog.hear(input) {
                Verdict::Accepted => return Course::Interrupts,
                verdict => verdict == Verdict::Refused,
            },
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
            Self::Fault(dialog) | Self::Leaving(dialog) | Self::Interrupting(dialog) => {
                dialog.draw(buffer, area, theme);
            }
            Self::Help(reader) => reader.draw_over(buffer, area, theme),
        }
    }
}

#[cfg(test)]
mod tests {
    //! What lies over the screens.

    use super::*;

    #[test]
    fn leaving_in_spite_of_a_loss_is_said_twice() {
        let mut asked = Layer::leaving("磁盘已满");
        assert_eq!(asked.hear(Input::Action(Action::Down)), Course::Stays);
        let mut refused = Layer::leaving("磁盘已满");
        // The button that does nothing has the focus.
        assert_eq!(refused.hear(Input::Action(Action::Press)), Course::Closed);
        asked.hear(Input::Action(Action::Left));
        assert_eq!(asked.hear(Input::Action(Action::Press)), Course::Quits);
    }

    #[test]
    fn a_fault_is_put_away_and_the_help_closed() {
        for action in [Action::Back, Action::Refuse] {
            let mut fault = Layer::fault(Fault::environment("磁盘已满"));
            assert_eq!(fault.hear(Input::Action(Action::Down)), Course::Stays);
            assert_eq!(
                fault.hear(Input::Action(action)),
                Course::Closed,
                "{action:?}"
            );
        }
        for action in [Action::Back, Action::Help, Action::Quit] {
            let mut help = Layer::help(Scope::Paper, Whom::Collectors);
            assert_eq!(help.hear(Input::Action(Action::PageDown)), Course::Stays);
            assert_eq!(
                help.hear(Input::Action(action)),
                Course::Closed,
                "{action:?}"
            );
        }
    }
}
