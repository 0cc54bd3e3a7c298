//! The line above a list in which one types what to find. What is found is its owner's; here are the words, and
//! whether they are being typed.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::field::Line;
use super::ink;
use super::input::{Input, Outcome};
use crate::tui::keys::{Action, Scope};
use crate::tui::theme::{Meaning, Theme};

/// Longer queries find nothing more.
const MOST_CHARS: usize = 60;

/// The state of the line.
#[derive(Debug, Clone)]
pub struct Finder {
    line: Line,
    typing: bool,
}

impl Default for Finder {
    fn default() -> Self {
        Self {
            line: Line::new("", MOST_CHARS),
            typing: false,
        }
    }
}

impl Finder {
    /// The keys that hold while one types in it.
    pub const SCOPE: Scope = Scope::Search;

    /// What is to be found; empty where nothing is.
    pub fn query(&self) -> &str {
        self.line.value().trim()
    }

    /// Whether keys go into it now.
    pub fn is_typing(&self) -> bool {
        self.typing
    }

    /// Whether it has to be seen: is typed in, or narrows the list.
    pub fn is_shown(&self) -> bool {
        self.typing || !self.query().is_empty()
    }

    /// Begins to type, with what was searched for before.
    pub fn begin(&mut self) {
        self.typing = true;
    }

    /// Finds everything again. Answers whether anything changed.
    pub fn clear(&mut self) -> bool {
        let was_shown = self.is_shown();
        *self = Self::default();
        was_shown
    }

    /// Types while it is typed in. `Edited` means that something else is to be found now; a click beside it ends the
    /// typing and is for the owner.
    pub fn hear(&mut self, input: Input<'_>) -> Outcome {
        match input {
            Input::Action(Action::Accept) => {
                self.typing = false;
                Outcome::Moved
            }
            Input::Action(Action::Refuse) => {
                let narrowed = !self.query().is_empty();
                self.clear();
                if narrowed {
                    Outcome::Edited
                } else {
                    Outcome::Moved
                }
            }
            input => {
                let outcome = self.line.hear(input);
                if matches!(input, Input::Mouse(_)) && outcome == Outcome::Ignored {
                    self.typing = false;
                }
                outcome
            }
        }
    }

    /// Draws it into `row`, as far as it has to be seen, with `said` at the right: what else narrows the list, and how
    /// much is left of it. Answers where the caret stands, if one types in it.
    pub fn draw_beside(
        &self,
        buffer: &mut Buffer,
        row: Rect,
        said: &str,
        theme: Theme,
    ) -> Option<Position> {
        let most = if self.is_shown() {
            row.width / 2
        } else {
            row.width
        };
        let width = ink::columns(said).min(most);
        let right = ink::right(row, width);
        ink::put(buffer, right, said, theme.style(Meaning::Accent));
        let left = Rect {
            width: row.width.saturating_sub(width + 2),
            ..row
        };
        let caret = self.is_shown().then(|| self.draw(buffer, left, theme));
        caret.flatten()
    }

    /// Draws it into the first row of `area`. Answers where the caret stands, if one types in it.
    pub fn draw(&self, buffer: &mut Buffer, area: Rect, theme: Theme) -> Option<Position> {
        let row = ink::row(area, 0);
        let used = ink::put(buffer, row, "搜索 ", theme.style(Meaning::Accent));
        let field = ink::indent(row, used);
        self.line.draw(buffer, field, self.typing, theme)
    }
}

#[cfg(test)]
mod tests {
    //! Searching as one types.

    use super::*;
    use crate::tui::dump;
    use crate::tui::kit::mouse::{Mouse, MouseKind};
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

    fn press(finder: &mut Finder, code: KeyCode) -> Outcome {
        let key = KeyEvent::new(code, KeyModifiers::NONE);
        finder.hear(Input::key(Finder::SCOPE, &key))
    }

    #[test]
    fn what_is_typed_stays_when_one_goes_to_the_list_and_goes_when_one_cancels() {
        let mut finder = Finder::default();
        finder.begin();
        for c in "pj".chars() {
            assert_eq!(press(&mut finder, KeyCode::Char(c)), Outcome::Edited);
        }
        assert_eq!(press(&mut finder, KeyCode::Enter), Outcome::Moved);
        assert!(!finder.is_typing() && finder.is_shown());
        assert_eq!(finder.query(), "pj");
        finder.begin();
        assert_eq!(press(&mut finder, KeyCode::Esc), Outcome::Edited);
        assert!(!finder.is_shown());
        finder.begin();
        assert_eq!(press(&mut finder, KeyCode::Esc), Outcome::Moved);
    }

    #[test]
    fn what_else_narrows_the_list_has_the_row_for_itself_until_one_searches() {
        let mut finder = Finder::default();
        let shown = |finder: &Finder| {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 24, 1));
            let area = buffer.area;
            finder.draw_beside(&mut buffer, area, "筛选：直属单位  3 家", Theme::new(true));
            dump::text(&buffer)
        };
        assert_eq!(shown(&finder), "    筛选：直属单位  3 家\n");
        finder.begin();
        finder.hear(Input::Paste("平江"));
        assert_eq!(shown(&finder), "搜索 平江   筛选：直属…\n");
    }

    #[test]
    fn the_caret_stands_behind_the_words_and_a_click_beside_ends_the_typing() {
        let mut finder = Finder::default();
        finder.begin();
        finder.hear(Input::Paste("平江"));
        let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 2));
        let area = buffer.area;
        let caret = finder.draw(&mut buffer, area, Theme::new(true));
        assert_eq!(dump::with_cursor(&buffer, caret), "搜索 平江\n\n光标 9,0\n");
        let beside = Mouse {
            column: 3,
            row: 1,
            kind: MouseKind::Press,
        };
        assert_eq!(finder.hear(Input::Mouse(beside)), Outcome::Ignored);
        assert!(!finder.is_typing() && finder.query() == "平江");
    }
}
