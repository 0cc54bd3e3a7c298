//! A list to choose one thing from, narrowed down by typing any part of a name, its pinyin or its initials. Pure state
//! and drawing; standing above everything else is [`dialog`](super::dialog)'s.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::input::Input;
use super::mouse::{Mouse, MouseKind};
use super::{Viewport, ink};
use crate::text::line::{LineCommand, LineEditor};
use crate::text::search::Needle;
use crate::text::wrap::wrap;
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
    /// Whether a label that is too wide goes on in the next row; else it is cut.
    wraps: bool,
    view: Viewport,
}

/// Longer queries find nothing more.
const MAX_QUERY: usize = 60;
/// Columns by which the further rows of a sentence stand in: as wide as a sign before it.
const HANGING: u16 = 2;

impl Select {
    pub fn new(choices: Vec<Choice>) -> Self {
        let found = (0..choices.len()).collect();
        Self {
            choices,
            query: LineEditor::new(MAX_QUERY),
            found,
            selected: 0,
            wraps: false,
            view: Viewport::default(),
        }
    }

    /// Shows labels whole, over several rows where they need them: for sentences.
    pub fn wrapping(mut self) -> Self {
        self.wraps = true;
        self
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
            MouseKind::Press => match self.found_at(mouse) {
                Some(at) if at != self.selected => {
                    self.selected = at;
                    true
                }
                _ => false,
            },
        }
    }

    /// Whether the mouse is on the choice that is selected.
    pub fn is_on_selected(&self, mouse: Mouse) -> bool {
        mouse.kind == MouseKind::Press && self.found_at(mouse) == Some(self.selected)
    }

    /// What is found under the mouse.
    fn found_at(&self, mouse: Mouse) -> Option<usize> {
        let line = self.view.line_at(mouse)?;
        let width = self.view.area().width;
        let mut below = 0;
        (0..self.found.len()).find(|&at| {
            below += self.lines(at, width).len();
            line < below
        })
    }

    /// Rows that the query and all there is to choose take in this width, whatever is found now.
    pub fn height(&self, width: u16) -> u16 {
        let labels = self.choices.iter();
        let rows: usize = labels
            .map(|choice| self.rows(&choice.label, width).len())
            .sum();
        u16::try_from(rows + 1).unwrap_or(u16::MAX)
    }

    /// The rows that something found takes in a list of this width.
    fn lines(&self, at: usize, width: u16) -> Vec<&str> {
        self.rows(&self.choices[self.found[at]].label, width)
    }

    fn rows<'a>(&self, label: &'a str, width: u16) -> Vec<&'a str> {
        if !self.wraps {
            return vec![label];
        }
        let room = width.saturating_sub(2 + HANGING);
        wrap(label, usize::from(room).max(2))
            .iter()
            .map(|line| line.text(label))
            .collect()
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
        if self.found.is_empty() {
            let message = "没有找到。可输入名称的一部分、拼音或拼音首字母。";
            ink::put(buffer, list, message, theme.style(Meaning::Muted));
        }
        self.draw_list(buffer, list, theme);
        cursor
    }

    fn draw_list(&self, buffer: &mut Buffer, list: Rect, theme: Theme) {
        let rows: Vec<Vec<&str>> = (0..self.found.len())
            .map(|at| self.lines(at, list.width))
            .collect();
        let above = rows.iter().take(self.selected).map(Vec::len).sum();
        let own = rows.get(self.selected).map_or(1, Vec::len);
        let total = rows.iter().map(Vec::len).sum();
        let top = self.view.follow(above, above + own, total);
        let all = rows.iter().enumerate();
        let all = all.flat_map(|(at, lines)| {
            let lines = lines.iter().enumerate();
            lines.map(move |(index, line)| (at, index == 0, *line))
        });
        let seen = all.skip(top).take(list.height.into());
        for (row, (at, is_first, line)) in seen.enumerate() {
            let row = ink::row(list, row);
            let (own, detail) = if at == self.selected {
                let selected = theme.style(Meaning::Selected);
                ink::fill(buffer, row, selected);
                (selected, selected)
            } else {
                (theme.style(Meaning::Text), theme.style(Meaning::Muted))
            };
            let inner = ink::indent(row, if is_first { 1 } else { 1 + HANGING });
            let used = ink::put(buffer, inner, line, own);
            if is_first {
                let rest = ink::indent(inner, used + 2);
                let choice = &self.choices[self.found[at]];
                ink::put_right(buffer, rest, &choice.detail, detail);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    //! Lists of choices, narrowed and clicked.

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
    fn sentences_are_shown_whole_and_clicked_on_any_of_their_rows() {
        let sentences = [
            "应填整数，不能写“三”",
            "应填日期",
            "不能多于参加人数，请核对后再报",
        ];
        let mut select = Select::new(sentences.map(Choice::new).to_vec()).wrapping();
        let area = Rect::new(0, 0, 16, 6);
        let mut buffer = Buffer::empty(area);
        select.draw(&mut buffer, area, Theme::new(true));
        assert_eq!(
            dump::text(&buffer),
            "查找\n 应填整数，不\n   能写“三”\n 应填日期\n 不能多于参加\n   人数，请核对\n"
        );
        let kind = MouseKind::Press;
        for (row, clicked) in [(3, 1), (5, 2), (1, 0), (2, 0)] {
            let column = 4;
            select.hear(Input::Mouse(Mouse { column, row, kind }));
            assert_eq!(select.selected(), Some(clicked), "row {row}");
        }
        select.hear(Input::Action(Action::Last));
        select.draw(&mut buffer, area, Theme::new(true));
        assert!(dump::text(&buffer).contains("后再报"));
    }

    #[test]
    fn no_size_panics() {
        for width in 1..40 {
            for height in 1..8 {
                let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
                let area = buffer.area;
                for select in [units(), units().wrapping()] {
                    let cursor = select.draw(&mut buffer, area, Theme::new(false));
                    assert!(cursor.is_none_or(|at| area.contains(at)));
                }
            }
        }
    }
}
