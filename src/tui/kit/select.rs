//! A list to choose one thing from, narrowed down by typing any part of a name, its pinyin or its initials. Pure state
//! and drawing; standing above everything else is [`dialog`](super::dialog)'s.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::input::Input;
use super::mouse::{Mouse, MouseKind};
use super::{Viewport, ink};
use crate::text::line::{LineCommand, LineEditor};
use crate::text::search::Needle;
use crate::tui::keys::Action;
use crate::tui::keys::editing::line_command;
use crate::tui::theme::{Meaning, Theme};

/// One thing to choose.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    pub label: String,
    /// At the right, muted: the kind, the code.
    pub detail: String,
    /// Other names it is found by.
    pub aliases: Vec<String>,
}

impl Choice {
    pub fn new(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            ..Self::default()
        }
    }

    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        let others = self.aliases.iter().map(String::as_str);
        [self.label.as_str(), self.detail.as_str()]
            .into_iter()
            .chain(others)
    }
}

/// The state of a list being narrowed down.
#[derive(Debug, Clone)]
pub struct Select {
    choices: Vec<Choice>,
    query: LineEditor,
    /// Indices into `choices`, best first.
    found: Vec<usize>,
    selected: usize,
    view: Viewport,
}

/// Longer queries find nothing more.
const MAX_QUERY: usize = 60;

impl Select {
    pub fn new(choices: Vec<Choice>) -> Self {
        let found = (0..choices.len()).collect();
        Self {
            choices,
            query: LineEditor::new(MAX_QUERY),
            found,
            selected: 0,
            view: Viewport::default(),
        }
    }

    /// Begins on this choice.
    pub fn on(mut self, choice: usize) -> Self {
        self.selected = self
            .found
            .iter()
            .position(|&found| found == choice)
            .unwrap_or(0);
        self
    }

    /// The index of the selected choice among all; `None` where nothing is found.
    pub fn selected(&self) -> Option<usize> {
        self.found.get(self.selected).copied()
    }

    pub fn query(&self) -> &str {
        self.query.value()
    }

    /// Moves, types, or selects by mouse. Answers whether it was for the list; a click on what is selected already
    /// is for its owner, who takes it as a choice.
    pub fn hear(&mut self, input: Input<'_>) -> bool {
        match input {
            Input::Action(action) => self.act(action),
            Input::Key(key) => line_command(key).is_some_and(|command| self.edit(command)),
            Input::Paste(text) => self.edit(LineCommand::Paste(text.to_owned())),
            Input::Mouse(mouse) => self.click(mouse),
        }
    }

    fn act(&mut self, action: Action) -> bool {
        let last = self.found.len().saturating_sub(1);
        let page = self.view.page();
        self.selected = match action {
            Action::Up => self.selected.saturating_sub(1),
            Action::Down => self.selected + 1,
            Action::PageUp => self.selected.saturating_sub(page),
            Action::PageDown => self.selected + page,
            Action::First => 0,
            Action::Last => last,
            _ => return false,
        }
        .min(last);
        true
    }

    fn edit(&mut self, command: LineCommand) -> bool {
        let change = self.query.apply(command);
        if change.value {
            self.narrow();
        }
        change.value || change.caret
    }

    fn narrow(&mut self) {
        let needle = Needle::new(self.query.value());
        let mut scored: Vec<(i32, usize)> = (0..self.choices.len())
            .filter_map(|index| Some((needle.best(self.choices[index].names())?, index)))
            .collect();
        scored.sort_by_key(|&(score, _)| std::cmp::Reverse(score));
        self.found = scored.into_iter().map(|(_, index)| index).collect();
        self.selected = 0;
    }

    fn click(&mut self, mouse: Mouse) -> bool {
        match mouse.kind {
            MouseKind::ScrollUp => self.act(Action::Up),
            MouseKind::ScrollDown => self.act(Action::Down),
            MouseKind::Press => match self.view.line_at(mouse) {
                Some(line) if line < self.found.len() && line != self.selected => {
                    self.selected = line;
                    true
                }
                _ => false,
            },
        }
    }

    /// Whether the mouse is on the choice that is selected.
    pub fn is_on_selected(&self, mouse: Mouse) -> bool {
        mouse.kind == MouseKind::Press
            && !self.found.is_empty()
            && self.view.line_at(mouse) == Some(self.selected)
    }

    /// Draws the query and the list below it. Answers where the cursor belongs.
    pub fn draw(&self, buffer: &mut Buffer, area: Rect, theme: Theme) -> Option<Position> {
        let first = ink::row(area, 0);
        let used = ink::put(buffer, first, "查找 ", theme.style(Meaning::Muted));
        let field = ink::indent(first, used);
        let visible = self.query.visible(field.width.into());
        ink::fill(buffer, field, theme.style(Meaning::Field));
        ink::put(buffer, field, visible.text, theme.style(Meaning::Field));
        let caret = u16::try_from(visible.caret).unwrap_or(u16::MAX);
        let cursor = (!field.is_empty()).then(|| Position::new(field.x + caret, field.y));

        let list = ink::below(area, 1);
        self.view.drawn_at(list);
        let top = self
            .view
            .follow(self.selected, self.selected + 1, self.found.len());
        if self.found.is_empty() {
            let message = "没有找到。可输入名称的一部分、拼音或拼音首字母。";
            ink::put(buffer, list, message, theme.style(Meaning::Muted));
        }
        let shown = self.found.iter().enumerate().skip(top);
        for (line, &index) in shown.take(usize::from(list.height)) {
            let row = ink::row(list, line - top);
            let choice = &self.choices[index];
            let (own, detail) = if line == self.selected {
                let selected = theme.style(Meaning::Selected);
                ink::fill(buffer, row, selected);
                (selected, selected)
            } else {
                (theme.style(Meaning::Text), theme.style(Meaning::Muted))
            };
            let inner = ink::indent(row, 1);
            let used = ink::put(buffer, inner, &choice.label, own);
            let rest = ink::indent(inner, used + 2);
            ink::put_right(buffer, rest, &choice.detail, detail);
        }
        cursor
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::dump;
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

    fn units() -> Select {
        let choice = |name: &str, kind: &str| Choice::new(name).detail(kind);
        Select::new(vec![
            choice("平江医院", "直属单位"),
            choice("平江街道养老院", "养老机构"),
            choice("沧浪医院", "区管医疗机构"),
        ])
    }

    fn typed(select: &mut Select, text: &str) {
        for c in text.chars() {
            let key = KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE);
            assert!(select.hear(Input::Key(&key)));
        }
    }

    #[test]
    fn typing_initials_narrows_the_list() {
        let mut select = units();
        typed(&mut select, "pjyy");
        assert_eq!(select.selected(), Some(0));
        typed(&mut select, "zz");
        assert_eq!(select.selected(), None);
        let key = KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL);
        select.hear(Input::Key(&key));
        typed(&mut select, "养老机构");
        assert_eq!(select.selected(), Some(1));
    }

    #[test]
    fn moving_stays_inside_and_clicks_choose() {
        let mut select = units();
        for action in [Action::Up, Action::PageUp, Action::First] {
            select.hear(Input::Action(action));
            assert_eq!(select.selected(), Some(0));
        }
        select.hear(Input::Action(Action::Last));
        select.hear(Input::Action(Action::Down));
        assert_eq!(select.selected(), Some(2));
        let area = Rect::new(0, 0, 30, 4);
        let mut buffer = Buffer::empty(area);
        let cursor = select.draw(&mut buffer, area, Theme::new(true));
        assert_eq!(cursor, Some(Position::new(5, 0)));
        assert_eq!(
            dump::text(&buffer),
            "查找\n 平江医院             直属单位\n 平江街道养老院       养老机构\n 沧浪医院         区管医疗机构\n"
        );
        let kind = MouseKind::Press;
        let mouse = Mouse {
            column: 3,
            row: 2,
            kind,
        };
        assert!(select.hear(Input::Mouse(mouse)));
        assert_eq!(select.selected(), Some(1));
        assert!(select.is_on_selected(mouse) && !select.hear(Input::Mouse(mouse)));
    }

    #[test]
    fn no_size_panics() {
        for width in 1..40 {
            for height in 1..8 {
                let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
                let area = buffer.area;
                let cursor = units().draw(&mut buffer, area, Theme::new(false));
                assert!(cursor.is_none_or(|at| area.contains(at)));
            }
        }
    }
}
