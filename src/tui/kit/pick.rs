//! A popup to pick one of many, narrowed down by typing. The list itself is [`select`](super::select)'s.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::dialog::Verdict;
use super::input::Input;
use super::mouse::MouseKind;
use super::reader::Reader;
use super::select::{Choice, Select};
use super::{Viewport, ink, overlay};
use crate::tui::keys::{Action, Scope};
use crate::tui::theme::{Meaning, Theme};

/// The state of the popup.
#[derive(Debug, Clone)]
pub struct Pick {
    title: String,
    select: Select,
    width: u16,
    /// What is to be known before choosing, below the choices.
    about: Option<Reader>,
    view: Viewport,
}

/// Columns of a popup with names, and of one with sentences.
const NAMES: u16 = 60;
const SENTENCES: u16 = 100;

impl Pick {
    /// The keys that hold while it lies on top.
    pub const SCOPE: Scope = Scope::Pick;

    pub fn new(title: impl Into<String>, choices: Vec<Choice>) -> Self {
        Self {
            title: title.into(),
            select: Select::new(choices),
            width: NAMES,
            about: None,
            view: Viewport::default(),
        }
    }

    /// Shows what there is to choose whole, over several rows where need be, in a wider popup.
    pub fn of_sentences(mut self) -> Self {
        self.select = self.select.wrapping();
        self.width = SENTENCES;
        self
    }

    /// Tells below the choices what is to be known before choosing; PgUp and PgDn go through it.
    pub fn about(mut self, lines: Vec<String>) -> Self {
        let lines = lines.into_iter().map(|line| (line, Meaning::Text));
        self.about = Some(Reader::new("", lines.collect()));
        self.width = SENTENCES;
        self
    }

    /// Begins on this choice.
    pub fn on(mut self, choice: usize) -> Self {
        self.select = self.select.on(choice);
        self
    }

    /// The index of the choice that is selected now, and that an accepting verdict means.
    pub fn selected(&self) -> Option<usize> {
        self.select.selected()
    }

    /// Takes everything: nothing gets through to what lies below.
    pub fn hear(&mut self, input: Input<'_>) -> Verdict {
        if let Input::Action(Action::PageUp | Action::PageDown) = input
            && let Some(about) = &mut self.about
        {
            about.hear(input);
            return Verdict::Open;
        }
        match input {
            Input::Action(Action::Accept) if self.selected().is_some() => return Verdict::Accepted,
            Input::Action(Action::Refuse) => return Verdict::Refused,
            Input::Mouse(mouse) if self.select.is_on_selected(mouse) => return Verdict::Accepted,
            Input::Mouse(mouse)
                if mouse.kind == MouseKind::Press && !mouse.is_in(self.view.area()) =>
            {
                return Verdict::Refused;
            }
            input => self.select.hear(input),
        };
        Verdict::Open
    }

    /// Draws the popup over `area`. Answers where the cursor belongs.
    pub fn draw(&self, buffer: &mut Buffer, area: Rect, theme: Theme) -> Option<Position> {
        let width = self.width.min(area.width.saturating_sub(4));
        let room = width.saturating_sub(4);
        let choices = self.select.height(room);
        let told = self
            .about
            .as_ref()
            .map_or(0, |about| about.height(room) + 1);
        let wanted = choices.saturating_add(told).saturating_add(2);
        let height = wanted.min(area.height.saturating_sub(4)).max(6);
        let popup = overlay::centred(area, width, height);
        self.view.drawn_at(popup);
        let inner = overlay::framed(buffer, popup, &self.title, theme);
        let inner = Rect {
            width: inner.width.saturating_sub(2),
            ..ink::indent(inner, 1)
        };
        if let Some(about) = &self.about {
            about.draw(buffer, ink::below(inner, choices + 1), theme);
            let above = Rect {
                height: choices.min(inner.height),
                ..inner
            };
            return self.select.draw(buffer, above, theme);
        }
        self.select.draw(buffer, inner, theme)
    }
}

#[cfg(test)]
mod tests {
    //! Clicks on choices.

    use super::*;
    use crate::tui::kit::mouse::Mouse;

    #[test]
    fn the_second_click_picks_and_one_outside_closes() {
        let mut pick = Pick::new("选单位", vec![Choice::new("甲"), Choice::new("乙")]);
        let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
        let area = buffer.area;
        pick.draw(&mut buffer, area, Theme::new(true));
        let press = |column, row| {
            Input::Mouse(Mouse {
                column,
                row,
                kind: MouseKind::Press,
            })
        };
        assert_eq!(pick.hear(press(20, 12)), Verdict::Open);
        assert_eq!(pick.selected(), Some(1));
        assert_eq!(pick.hear(press(20, 12)), Verdict::Accepted);
        assert_eq!(pick.hear(press(1, 1)), Verdict::Refused);
        assert_eq!(pick.hear(Input::Paste("丙")), Verdict::Open);
        assert_eq!(
            pick.hear(Input::Action(Action::Accept)),
            Verdict::Open,
            "nothing is found"
        );
    }

    #[test]
    fn no_size_panics() {
        let pick = Pick::new("选单位", vec![Choice::new("甲")]);
        for width in 1..70 {
            for height in 1..10 {
                let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
                let area = buffer.area;
                let cursor = pick.draw(&mut buffer, area, Theme::new(true));
                assert!(cursor.is_none_or(|at| area.contains(at)));
            }
        }
    }
}
