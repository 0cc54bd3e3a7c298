//! Popups that say or ask something: a message, a question, a fault, a few fields to fill with what an act needs (a
//! reason, a date). A dialog takes all input while it is open; what its answer leads to is its owner's.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::buttons::Buttons;
use super::form::Form;
use super::input::{Input, Outcome};
use super::mouse::Mouse;
use super::reader::Reader;
use super::{ink, overlay};
use crate::tui::keys::{Action, Scope};
use crate::tui::theme::{Meaning, Theme};

/// Where a dialog stands after an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Open,
    /// Something was written into its form.
    Edited,
    Accepted,
    Refused,
}

impl Verdict {
    /// Whether it is answered.
    pub fn closes(self) -> bool {
        matches!(self, Self::Accepted | Self::Refused)
    }
}

/// The state of a dialog.
#[derive(Debug, Clone)]
pub struct Dialog {
    title: String,
    text: Reader,
    form: Option<Form>,
    at: Focus,
    /// To accept, and to refuse where there is anything to.
    buttons: Buttons,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Focus {
    Form,
    Accept,
    Refuse,
}

impl Dialog {
    /// Something to be read and put away.
    pub fn message(title: impl Into<String>, text: impl Into<String>) -> Self {
        Self::of(title, vec![(text.into(), Meaning::Text)], "知道了", None)
    }

    /// A question. The first button says what will be done.
    pub fn confirm(title: impl Into<String>, text: impl Into<String>, accept: &str) -> Self {
        Self::either(title, text, [accept, "取消"])
    }

    /// A question with two answers, neither of which leaves things as they were.
    pub fn either(
        title: impl Into<String>,
        text: impl Into<String>,
        [accept, refuse]: [&str; 2],
    ) -> Self {
        let text = vec![(text.into(), Meaning::Text)];
        Self::of(title, text, accept, Some(refuse))
    }

    /// What went wrong, what is safe, and what to do next.
    pub fn fault(
        what: impl Into<String>,
        safe: impl Into<String>,
        next: impl Into<String>,
    ) -> Self {
        let text = vec![
            (what.into(), Meaning::Bad),
            (safe.into(), Meaning::Text),
            (next.into(), Meaning::Accent),
        ];
        let text = text
            .into_iter()
            .filter(|(text, _): &(String, _)| !text.is_empty());
        Self::of("没有办成", text.collect(), "知道了", None)
    }

    /// A few fields to fill in, and a button that says what will be done with them.
    pub fn form(
        title: impl Into<String>,
        text: impl Into<String>,
        form: Form,
        accept: &str,
    ) -> Self {
        let mut dialog = Self::confirm(title, text, accept);
        dialog.form = Some(form);
        dialog.at = Focus::Form;
        dialog
    }

    fn of(
        title: impl Into<String>,
        text: Vec<(String, Meaning)>,
        accept: &str,
        refuse: Option<&str>,
    ) -> Self {
        let mut paragraphs = text;
        paragraphs.retain(|(text, _)| !text.is_empty());
        Self {
            title: title.into(),
            text: Reader::new("", paragraphs),
            form: None,
            at: Focus::Accept,
            buttons: Buttons::new([Some(accept), refuse].into_iter().flatten()),
        }
    }

    /// Begins on the button that does nothing: for what cannot be taken back.
    pub fn careful(mut self) -> Self {
        self.at = Focus::Refuse;
        self
    }

    /// Begins on the button that does it: what its form asks may stay as it is.
    pub fn ready(mut self) -> Self {
        self.at = Focus::Accept;
        self
    }

    /// The form it holds, for its values.
    pub fn fields(&self) -> Option<&Form> {
        self.form.as_ref()
    }

    /// Whether something in its form has to be mended.
    pub fn has_problems(&self) -> bool {
        self.form.as_ref().is_some_and(Form::has_problems)
    }

    /// The form it holds, to show problems in it; the focus goes back to it.
    pub fn fields_mut(&mut self) -> Option<&mut Form> {
        self.at = if self.form.is_some() {
            Focus::Form
        } else {
            self.at
        };
        self.form.as_mut()
    }

    /// Which keys hold now.
    pub fn scope(&self) -> Scope {
        match (&self.form, self.at) {
            (Some(form), Focus::Form) => form.scope(),
            // There is nothing to decide: it is read and put away.
            _ if !self.is_question() => Reader::SCOPE,
            _ => Scope::Dialog,
        }
    }

    /// Whether there is anything to decide.
    fn is_question(&self) -> bool {
        self.buttons.count() > 1
    }

    /// Takes everything: nothing gets through to what lies below.
    pub fn hear(&mut self, input: Input<'_>) -> Verdict {
        if let Input::Mouse(mouse) = input
            && let Some(verdict) = self.press(mouse)
        {
            return verdict;
        }
        if self.at == Focus::Form || matches!(input, Input::Mouse(_)) {
            return self.hear_form(input);
        }
        match input {
            Input::Action(Action::Press) if self.at == Focus::Refuse => Verdict::Refused,
            Input::Action(Action::Press | Action::Accept) => Verdict::Accepted,
            Input::Action(Action::Refuse | Action::Back) => Verdict::Refused,
            Input::Action(Action::Left) => {
                self.left();
                Verdict::Open
            }
            Input::Action(Action::Right) if self.is_question() => {
                // Tab goes round.
                self.at = match self.at {
                    Focus::Refuse => Focus::Accept,
                    _ => Focus::Refuse,
                };
                Verdict::Open
            }
            Input::Action(Action::Up) if self.form.is_some() => {
                self.at = Focus::Form;
                Verdict::Open
            }
            input => {
                self.text.hear(input);
                Verdict::Open
            }
        }
    }

    fn left(&mut self) {
        self.at = match (self.at, &mut self.form) {
            (Focus::Accept, Some(form)) => {
                form.focus_last();
                Focus::Form
            }
            _ => Focus::Accept,
        };
    }

    fn hear_form(&mut self, input: Input<'_>) -> Verdict {
        let Some(form) = &mut self.form else {
            self.text.hear(input);
            return Verdict::Open;
        };
        match (form.hear(input), input) {
            (Outcome::Edited, _) => return Verdict::Edited,
            (Outcome::Moved, Input::Mouse(_)) => self.at = Focus::Form,
            (Outcome::Moved, _) => {}
            (Outcome::Ignored, Input::Action(Action::Submit)) => return Verdict::Accepted,
            (Outcome::Ignored, Input::Action(Action::Back)) => return Verdict::Refused,
            (Outcome::Ignored, Input::Action(Action::NextField)) => self.at = Focus::Accept,
            (Outcome::Ignored, _) => {}
        }
        Verdict::Open
    }

    fn press(&self, mouse: Mouse) -> Option<Verdict> {
        let verdicts = [Verdict::Accepted, Verdict::Refused];
        self.buttons.pressed(mouse).map(|at| verdicts[at])
    }

    /// Draws the popup over `area`. Answers where the cursor belongs.
    pub fn draw(&self, buffer: &mut Buffer, area: Rect, theme: Theme) -> Option<Position> {
        let width = area.width.saturating_sub(4).min(68);
        let within = width.saturating_sub(4);
        let text_rows = self.text.height(within);
        let form_rows = self.form.as_ref().map_or(0, |form| form.height(within) + 1);
        let wanted = text_rows.saturating_add(form_rows).saturating_add(4);
        let popup = overlay::centred(
            area,
            width,
            wanted.min(area.height.saturating_sub(2)).max(5),
        );
        let inner = overlay::framed(buffer, popup, &self.title, theme);
        let inner = Rect {
            width: inner.width.saturating_sub(2),
            ..ink::indent(inner, 1)
        };
        let last = inner.height.saturating_sub(1);
        let body = Rect {
            height: last.saturating_sub(1),
            ..inner
        };
        // Where there is not room for both, the form needs its rows more than the text.
        let form_rows = form_rows.min(body.height);
        let text = Rect {
            height: text_rows.min(body.height - form_rows),
            ..body
        };
        self.text.draw(buffer, text, theme);
        let below = ink::below(body, text.height + u16::from(form_rows > 1));
        let form = self.form.as_ref();
        let caret = form.and_then(|form| form.draw(buffer, below, self.at == Focus::Form, theme));
        let focus = match self.at {
            Focus::Form => None,
            Focus::Accept => Some(0),
            Focus::Refuse => Some(1),
        };
        let row = ink::row(inner, last.into());
        self.buttons.draw(buffer, row, focus, theme);
        caret
    }
}

#[cfg(test)]
mod tests;
