//! A text of several lines being written: wrapped to its width, with the terminal's own cursor on the caret. Which
//! keys leave it is the form's business, opening it in another editor the screen's.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;
use ratatui_textarea::{CursorMove, TextArea, WrapMode};

use super::input::{Input, Outcome};
use super::mouse::{Mouse, MouseKind};
use super::{Viewport, ink};
use crate::text::sanitize;
use crate::tui::keys::Action;
use crate::tui::theme::{Meaning, Theme};

/// The state of a text of several lines.
#[derive(Debug, Clone)]
pub struct Area {
    editor: TextArea<'static>,
    max_chars: usize,
    note: Option<String>,
    view: Viewport,
}

impl Area {
    /// A text of at most `max_chars` characters, line breaks counted.
    pub fn new(value: &str, max_chars: usize) -> Self {
        let mut area = Self {
            editor: TextArea::default(),
            max_chars,
            note: None,
            view: Viewport::default(),
        };
        area.set_value(value);
        area
    }

    /// Begins anew with another text, cleaned and cut at the limit: the caret at its end, nothing to undo.
    pub fn set_value(&mut self, value: &str) {
        let clean = sanitize::for_storage_block(value);
        let limited = sanitize::limit(&clean, self.max_chars);
        self.note = limited.note();
        let lines = limited.kept.split('\n').map(str::to_owned).collect();
        self.editor = TextArea::new(lines);
        self.editor.set_wrap_mode(WrapMode::WordOrGlyph);
        // The terminal's own cursor shows where the caret is.
        self.editor.set_cursor_style(Style::new());
        self.editor.set_cursor_line_style(Style::new());
        self.editor.move_cursor(CursorMove::Bottom);
        self.editor.move_cursor(CursorMove::End);
    }

    pub fn value(&self) -> String {
        self.editor.lines().join("\n")
    }

    pub fn is_empty(&self) -> bool {
        self.editor.is_empty()
    }

    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    pub fn hear(&mut self, input: Input<'_>) -> Outcome {
        match input {
            Input::Key(key) => self.key(key),
            Input::Paste(text) => self.insert(text),
            Input::Action(Action::Undo) => changed(self.editor.undo()),
            Input::Action(Action::Redo) => changed(self.editor.redo()),
            Input::Mouse(mouse) => self.mouse(mouse),
            Input::Action(_) => Outcome::Ignored,
        }
    }

    fn key(&mut self, key: &KeyEvent) -> Outcome {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        let editor = &mut self.editor;
        let to = match key.code {
            KeyCode::Char(c) if control == alt => return self.insert(c.encode_utf8(&mut [0; 4])),
            KeyCode::Enter => return self.insert("\n"),
            KeyCode::Char('u') if control => return changed(editor.delete_line_by_head()),
            KeyCode::Char('k') if control => return changed(editor.delete_line_by_end()),
            KeyCode::Char('w') if control => return changed(editor.delete_word()),
            KeyCode::Char('h') if control => return changed(editor.delete_char()),
            KeyCode::Backspace if control || alt => return changed(editor.delete_word()),
            KeyCode::Delete if control => return changed(editor.delete_next_word()),
            KeyCode::Backspace => return changed(editor.delete_char()),
            KeyCode::Delete => return changed(editor.delete_next_char()),
            KeyCode::Char('a') if control => CursorMove::Head,
            KeyCode::Char('e') if control => CursorMove::End,
            KeyCode::Left if control => CursorMove::WordBack,
            KeyCode::Right if control => CursorMove::WordForward,
            KeyCode::Home if control => CursorMove::Top,
            KeyCode::End if control => CursorMove::Bottom,
            KeyCode::Left => CursorMove::Back,
            KeyCode::Right => CursorMove::Forward,
            KeyCode::Up => CursorMove::Up,
            KeyCode::Down => CursorMove::Down,
            KeyCode::Home => CursorMove::Head,
            KeyCode::End => CursorMove::End,
            KeyCode::PageUp => return self.page(CursorMove::Up),
            KeyCode::PageDown => return self.page(CursorMove::Down),
            _ => return Outcome::Ignored,
        };
        editor.move_cursor(to);
        Outcome::Moved
    }

    fn page(&mut self, step: CursorMove) -> Outcome {
        for _ in 0..self.view.page() {
            self.editor.move_cursor(step);
        }
        Outcome::Moved
    }

    /// Puts in as much of a text as finds room, as one step of undo.
    fn insert(&mut self, text: &str) -> Outcome {
        let clean = sanitize::for_storage_block(text);
        let lines = self.editor.lines();
        let held: usize = lines.iter().map(|line| line.chars().count() + 1).sum();
        let room = (self.max_chars + 1).saturating_sub(held);
        let limited = sanitize::limit(&clean, room);
        self.note =
            (limited.cut > 0).then(|| format!("已到字数上限，有 {} 字未收入。", limited.cut));
        if limited.kept.is_empty() {
            return Outcome::Moved;
        }
        changed(self.editor.insert_str(limited.kept))
    }

    fn mouse(&mut self, mouse: Mouse) -> Outcome {
        let area = self.view.area();
        match mouse.kind {
            _ if !mouse.is_in(area) => return Outcome::Ignored,
            MouseKind::ScrollUp => self.editor.move_cursor(CursorMove::Up),
            MouseKind::ScrollDown => self.editor.move_cursor(CursorMove::Down),
            MouseKind::Press => {
                let (top, left) = self.editor.scroll_offset();
                let row = usize::from(top + mouse.row - area.y);
                let column = usize::from(left + mouse.column - area.x);
                let at = self.editor.screen_to_data(row, column);
                let jump = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
                self.editor
                    .move_cursor(CursorMove::Jump(jump(at.0), jump(at.1)));
            }
        }
        Outcome::Moved
    }

    /// Draws the text. Answers where the caret stands, if focused.
    pub fn draw(
        &self,
        buffer: &mut Buffer,
        area: Rect,
        focused: bool,
        theme: Theme,
    ) -> Option<Position> {
        let area = area.intersection(buffer.area);
        self.view.drawn_at(area);
        if area.is_empty() {
            return None;
        }
        ink::fill(buffer, area, theme.style(Meaning::Text));
        (&self.editor).render(area, buffer);
        if !focused {
            return None;
        }
        let (top, left) = self.editor.scroll_offset();
        let caret = self.editor.screen_cursor();
        let offset = |at: usize, from: u16, size: u16| {
            let shown = at.saturating_sub(usize::from(from));
            u16::try_from(shown).unwrap_or(u16::MAX).min(size - 1)
        };
        let x = area.x + offset(caret.col, left, area.width);
        let y = area.y + offset(caret.row, top, area.height);
        Some(Position::new(x, y))
    }
}

fn changed(changed: bool) -> Outcome {
    if changed {
        Outcome::Edited
    } else {
        Outcome::Moved
    }
}

#[cfg(test)]
mod tests {
    //! Several lines, typed and pasted.

    use super::*;
    use crate::tui::dump;
    use proptest::prelude::*;

    fn press(area: &mut Area, code: KeyCode) -> Outcome {
        area.hear(Input::Key(&KeyEvent::new(code, KeyModifiers::NONE)))
    }

    fn drawn(area: &Area, width: u16, height: u16) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        let all = buffer.area;
        let caret = area.draw(&mut buffer, all, true, Theme::new(true));
        dump::with_cursor(&buffer, caret)
    }

    #[test]
    fn it_wraps_and_the_caret_follows() {
        let mut area = Area::new("", 200);
        drawn(&area, 10, 4);
        for c in "本周开展隐患排查".chars() {
            assert_eq!(press(&mut area, KeyCode::Char(c)), Outcome::Edited);
        }
        assert_eq!(drawn(&area, 10, 4), "本周开展隐\n患排查\n\n\n光标 6,1\n");
        press(&mut area, KeyCode::Enter);
        assert_eq!(drawn(&area, 10, 4), "本周开展隐\n患排查\n\n\n光标 0,2\n");
        assert_eq!(press(&mut area, KeyCode::Up), Outcome::Moved);
        assert_eq!(area.value(), "本周开展隐患排查\n");
        assert_eq!(area.hear(Input::Action(Action::Undo)), Outcome::Edited);
        assert_eq!(press(&mut area, KeyCode::F(2)), Outcome::Ignored);
    }

    #[test]
    fn a_paste_is_cleaned_and_cut_at_the_limit() {
        let mut area = Area::new("一", 5);
        assert_eq!(
            area.hear(Input::Paste("二\r\n\u{1b}[31m三四五六")),
            Outcome::Edited
        );
        assert_eq!(area.value(), "一二\n三四");
        assert!(area.note().is_some_and(|note| note.contains("2 字")));
        assert_eq!(area.hear(Input::Paste("七")), Outcome::Moved);
        area.hear(Input::Action(Action::Undo));
        assert_eq!(area.value(), "一");
    }

    proptest! {
        #[test]
        fn the_caret_stays_inside_at_any_size(
            text in "[a安，\n]{0,40}", width in 1u16..14, height in 1u16..5, moves in prop::collection::vec(0usize..6, 0..12),
        ) {
            let mut area = Area::new(&text, 100);
            let codes = [KeyCode::Up, KeyCode::Down, KeyCode::Left, KeyCode::Right, KeyCode::PageUp, KeyCode::Home];
            let mut buffer = Buffer::empty(Rect::new(0, 0, width + 1, height + 1));
            let all = Rect::new(1, 1, width, height);
            for step in moves {
                press(&mut area, codes[step]);
                let caret = area.draw(&mut buffer, all, true, Theme::new(true));
                prop_assert!(caret.is_some_and(|at| all.contains(at)));
            }
            prop_assert_eq!(area.value(), text);
        }
    }
}
