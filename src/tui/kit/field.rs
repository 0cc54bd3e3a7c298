//! A field of one line: a text, or one of a few words. It draws its value and says where the caret is; its label, its
//! problem and its place among others are the form's.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::input::{Input, Outcome};
use super::mouse::{Mouse, MouseKind};
use super::{Viewport, ink};
use crate::text::line::{LineCommand, LineEditor};
use crate::text::search::Needle;
use crate::tui::keys::Action;
use crate::tui::keys::editing::line_command;
use crate::tui::theme::{Meaning, Theme};

/// A field for a text of one line.
#[derive(Debug, Clone)]
pub struct Line {
    editor: LineEditor,
    /// What to tell about the last thing typed: it did not fit.
    note: Option<String>,
    view: Viewport,
}

impl Line {
    pub fn new(value: &str, max_chars: usize) -> Self {
        Self {
            editor: LineEditor::with_value(value, max_chars),
            note: None,
            view: Viewport::default(),
        }
    }

    pub fn value(&self) -> &str {
        self.editor.value()
    }

    /// Begins anew with another value.
    pub fn set_value(&mut self, value: &str) {
        self.editor.set_value(value);
        self.note = None;
    }

    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    pub fn hear(&mut self, input: Input<'_>) -> Outcome {
        let command = match input {
            Input::Key(key) => line_command(key),
            Input::Paste(text) => Some(LineCommand::Paste(text.to_owned())),
            Input::Action(Action::Undo) => Some(LineCommand::Undo),
            Input::Action(Action::Redo) => Some(LineCommand::Redo),
            Input::Mouse(mouse) => self.click(mouse),
            Input::Action(_) => None,
        };
        command.map_or(Outcome::Ignored, |command| self.apply(command))
    }

    fn apply(&mut self, command: LineCommand) -> Outcome {
        let change = self.editor.apply(command);
        self.note = change.note();
        if change.value {
            Outcome::Edited
        } else {
            Outcome::Moved
        }
    }

    fn click(&self, mouse: Mouse) -> Option<LineCommand> {
        let area = self.view.area();
        let pressed = mouse.kind == MouseKind::Press && mouse.is_in(area);
        let first = self.editor.visible(area.width.into()).first_column;
        pressed.then(|| LineCommand::ToColumn(first + usize::from(mouse.column - area.x)))
    }

    /// Draws the value into the first row of `area`. Answers where the caret stands, if focused.
    pub fn draw(
        &self,
        buffer: &mut Buffer,
        area: Rect,
        focused: bool,
        theme: Theme,
    ) -> Option<Position> {
        let area = ink::row(area, 0);
        self.view.drawn_at(area);
        let style = theme.style(if focused {
            Meaning::FieldFocused
        } else {
            Meaning::Field
        });
        ink::fill(buffer, area, style);
        if !focused {
            ink::put(buffer, area, self.value(), style);
            return None;
        }
        let visible = self.editor.visible(area.width.into());
        ink::put(buffer, area, visible.text, style);
        let caret = u16::try_from(visible.caret).unwrap_or(u16::MAX);
        (!area.is_empty()).then(|| Position::new(area.x + caret.min(area.width - 1), area.y))
    }
}

/// A field for one of a few words, or none. The space bar and the arrows go through them; a letter goes to the next
/// word that it finds, by pinyin too.
#[derive(Debug, Clone)]
pub struct Choice {
    words: Vec<String>,
    chosen: Option<usize>,
    view: Viewport,
}

impl Choice {
    /// A value that is none of the words counts as none.
    pub fn new(words: Vec<String>, value: &str) -> Self {
        let mut choice = Self {
            words,
            chosen: None,
            view: Viewport::default(),
        };
        choice.set_value(value);
        choice
    }

    pub fn value(&self) -> &str {
        self.chosen.map_or("", |index| &self.words[index])
    }

    pub fn set_value(&mut self, value: &str) {
        self.chosen = self.words.iter().position(|word| word == value);
    }

    pub fn hear(&mut self, input: Input<'_>) -> Outcome {
        let before = self.chosen;
        match input {
            Input::Key(key) => match line_command(key) {
                Some(LineCommand::Right | LineCommand::Type(' ' | '\u{3000}')) => self.step(1),
                Some(LineCommand::Left) => self.step(self.words.len()),
                Some(LineCommand::Type(c)) => self.seek(c),
                Some(LineCommand::Backspace | LineCommand::Delete) => self.chosen = None,
                _ => return Outcome::Ignored,
            },
            Input::Paste(text) => self.set_value(text.trim()),
            Input::Mouse(mouse) => match self.word_at(mouse) {
                Some(index) => self.chosen = Some(index),
                None => return Outcome::Ignored,
            },
            Input::Action(_) => return Outcome::Ignored,
        }
        if self.chosen == before {
            Outcome::Moved
        } else {
            Outcome::Edited
        }
    }

    /// Goes on by `step` among the words and, between the last and the first, none.
    fn step(&mut self, step: usize) {
        let places = self.words.len() + 1;
        let now = self.chosen.map_or(0, |index| index + 1);
        self.chosen = ((now + step) % places).checked_sub(1);
    }

    fn seek(&mut self, c: char) {
        let needle = Needle::new(c.encode_utf8(&mut [0; 4]));
        let from = self.chosen.map_or(0, |index| index + 1);
        let mut order = (from..self.words.len()).chain(0..from);
        let found = order.find(|&index| needle.score(&self.words[index]).is_some());
        self.chosen = found.or(self.chosen);
    }

    /// The words and where they stand in `area`'s first row.
    fn places(&self, area: Rect) -> Vec<Rect> {
        let mut rest = ink::row(area, 0);
        let place = |word: &String| {
            let width = (ink::columns(word) + 4).min(rest.width);
            let at = Rect { width, ..rest };
            rest = ink::indent(rest, width + 1);
            at
        };
        self.words.iter().map(place).collect()
    }

    /// Whether all words stand side by side in `area`.
    fn fits(&self, area: Rect) -> bool {
        let widths = self.words.iter().map(|word| ink::columns(word) + 5);
        widths.fold(0, u16::saturating_add) <= area.width.saturating_add(1)
    }

    fn word_at(&self, mouse: Mouse) -> Option<usize> {
        let area = self.view.area();
        if mouse.kind != MouseKind::Press {
            return None;
        }
        if !self.fits(area) {
            let next = self.chosen.map_or(0, |chosen| chosen + 1) % self.words.len();
            return mouse.is_in(ink::row(area, 0)).then_some(next);
        }
        let places = self.places(area);
        places.iter().position(|&at| mouse.is_in(at))
    }

    /// The chosen word alone, and which of how many it is.
    fn draw_one(&self, buffer: &mut Buffer, area: Rect, focused: bool, theme: Theme) {
        let word = self.chosen.map_or("左右键选择", |index| &self.words[index]);
        let place = match self.chosen {
            Some(index) => format!("  {}/{}", index + 1, self.words.len()),
            None => format!("  共 {} 项", self.words.len()),
        };
        let style = theme.style(match (self.chosen, focused) {
            (_, true) => Meaning::FieldFocused,
            (Some(_), false) => Meaning::Text,
            (None, false) => Meaning::Muted,
        });
        let muted = theme.style(Meaning::Muted);
        let spans = [("< ", style), (word, style), (" >", style), (&place, muted)];
        ink::put_spans(buffer, area, spans);
    }

    /// Draws all words, the chosen one marked by sign and style; the chosen one alone where there is not room for all. Answers where the cursor belongs, if focused.
    pub fn draw(
        &self,
        buffer: &mut Buffer,
        area: Rect,
        focused: bool,
        theme: Theme,
    ) -> Option<Position> {
        self.view.drawn_at(area);
        let mut cursor = None;
        if !self.fits(area) {
            self.draw_one(buffer, ink::row(area, 0), focused, theme);
            let seen = focused && !area.is_empty();
            return seen.then(|| Position::new(area.x, area.y));
        }
        for (index, (at, word)) in self.places(area).into_iter().zip(&self.words).enumerate() {
            let chosen = self.chosen == Some(index);
            let style = theme.style(match (chosen, focused) {
                (true, true) => Meaning::FieldFocused,
                (true, false) => Meaning::Text,
                (false, true) => Meaning::Field,
                (false, false) => Meaning::Muted,
            });
            let sign = if chosen { "(*) " } else { "( ) " };
            ink::put_spans(buffer, at, [(sign, style), (word.as_str(), style)]);
            if focused && !at.is_empty() && (chosen || cursor.is_none()) {
                cursor = Some(Position::new(at.x + 1.min(at.width - 1), at.y));
            }
        }
        cursor
    }
}

#[cfg(test)]
mod tests {
    //! One line, typed and clicked.

    use super::*;
    use crate::tui::dump;
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
    use proptest::prelude::*;

    fn key(code: KeyCode) -> KeyEvent {
        KeyEvent::new(code, KeyModifiers::NONE)
    }

    fn screen(width: u16) -> Buffer {
        Buffer::empty(Rect::new(0, 0, width, 1))
    }

    #[test]
    fn the_caret_stands_behind_wide_text() {
        let mut line = Line::new("", 20);
        for c in "联络员甲".chars() {
            let typed = key(KeyCode::Char(c));
            assert_eq!(line.hear(Input::Key(&typed)), Outcome::Edited);
        }
        let mut buffer = screen(12);
        let area = buffer.area;
        let caret = line.draw(&mut buffer, area, true, Theme::new(true));
        assert_eq!(dump::with_cursor(&buffer, caret), "联络员甲\n光标 8,0\n");
        let left = key(KeyCode::Left);
        assert_eq!(line.hear(Input::Key(&left)), Outcome::Moved);
        assert_eq!(line.hear(Input::Action(Action::Undo)), Outcome::Edited);
        assert_eq!(line.hear(Input::Action(Action::Open)), Outcome::Ignored);
        assert_eq!(line.value(), "");
    }

    #[test]
    fn a_click_puts_the_caret_on_the_glyph() {
        let mut line = Line::new("安全生产月", 20);
        let mut buffer = screen(12);
        let area = buffer.area;
        line.draw(&mut buffer, area, true, Theme::new(true));
        let mouse = Mouse {
            column: 5,
            row: 0,
            kind: MouseKind::Press,
        };
        assert_eq!(line.hear(Input::Mouse(mouse)), Outcome::Moved);
        let caret = line.draw(&mut buffer, area, true, Theme::new(true));
        assert_eq!(caret, Some(Position::new(4, 0)));
    }

    #[test]
    fn what_does_not_fit_is_told() {
        let mut line = Line::new("", 2);
        assert_eq!(line.hear(Input::Paste("安全生产")), Outcome::Edited);
        assert_eq!(line.value(), "安全");
        assert!(line.note().is_some_and(|note| note.contains("2 字")));
    }

    #[test]
    fn words_are_gone_through_and_found_by_initials() {
        let mut choice = Choice::new(vec!["男".into(), "女".into()], "");
        let mut press = |code| {
            let event = key(code);
            choice.hear(Input::Key(&event));
            choice.value().to_owned()
        };
        for (code, value) in [
            (KeyCode::Char(' '), "男"),
            (KeyCode::Right, "女"),
            (KeyCode::Right, ""),
            (KeyCode::Left, "女"),
            (KeyCode::Char('n'), "男"),
            (KeyCode::Backspace, ""),
        ] {
            assert_eq!(press(code), value, "{code:?}");
        }
        choice.set_value("女");
        let mut buffer = screen(20);
        let area = buffer.area;
        let cursor = choice.draw(&mut buffer, area, true, Theme::new(false));
        assert_eq!(
            dump::with_cursor(&buffer, cursor),
            "( ) 男 (*) 女\n光标 8,0\n"
        );
    }

    #[test]
    fn words_that_do_not_all_fit_are_shown_one_by_one() {
        let words = ["相关处室", "直属单位", "区管医疗机构"];
        let mut choice = Choice::new(words.map(String::from).to_vec(), "");
        let shown = |choice: &Choice| {
            let mut buffer = screen(30);
            let area = buffer.area;
            let cursor = choice.draw(&mut buffer, area, true, Theme::new(true));
            dump::with_cursor(&buffer, cursor)
        };
        assert_eq!(shown(&choice), "< 左右键选择 >  共 3 项\n光标 0,0\n");
        let right = key(KeyCode::Right);
        choice.hear(Input::Key(&right));
        let mouse = Mouse {
            column: 3,
            row: 0,
            kind: MouseKind::Press,
        };
        assert_eq!(choice.hear(Input::Mouse(mouse)), Outcome::Edited);
        assert_eq!(shown(&choice), "< 直属单位 >  2/3\n光标 0,0\n");
    }

    proptest! {
        #[test]
        fn the_caret_stays_inside_at_any_size(text in "[a安“ ]{0,30}", width in 1u16..20, lefts in 0usize..30) {
            let mut line = Line::new(&text, 40);
            let mut choice = Choice::new(vec![text.clone(), "女".into()], &text);
            let left = key(KeyCode::Left);
            for _ in 0..lefts {
                line.hear(Input::Key(&left));
            }
            let mut buffer = screen(width);
            let area = buffer.area;
            let caret = line.draw(&mut buffer, area, true, Theme::new(true));
            prop_assert!(caret.is_some_and(|at| area.contains(at)));
            let cursor = choice.draw(&mut buffer, area, true, Theme::new(true));
            prop_assert!(cursor.is_none_or(|at| area.contains(at)));
            choice.hear(Input::Key(&left));
        }
    }
}
