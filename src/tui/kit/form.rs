//! A form is a list of items with id, label and editor. It owns the focus, shows all problems at once, each under its
//! item, and can go to the first. What is asked, and what a right answer is, is its owner's; so is what becomes of
//! the values.

use super::Viewport;
use super::area::Area;
use super::field::{Choice, Line};
use super::input::{Input, Outcome};
use super::mouse::{Mouse, MouseKind};
use crate::tui::keys::{Action, Scope};
use crate::tui::theme::Meaning;

mod draw;

/// How an item is written.
#[derive(Debug, Clone)]
pub enum Editor {
    Line(Line),
    Choice(Choice),
    /// Several lines; `rows` of them are shown.
    Area {
        area: Box<Area>,
        rows: u16,
    },
    /// Cannot be changed here; the focus passes it by.
    Fixed(String),
}

/// What is to be said about an item, beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    pub text: String,
    /// `Bad` for what must be mended, `Warning` for what may stay.
    pub meaning: Meaning,
}

impl Remark {
    /// Something that must be mended.
    pub fn bad(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            meaning: Meaning::Bad,
        }
    }

    /// Something that may stay, for a reason.
    pub fn warning(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            meaning: Meaning::Warning,
        }
    }
}

/// One item of a form.
#[derive(Debug, Clone)]
pub struct Item {
    id: String,
    label: String,
    required: bool,
    /// What is expected; shown while it has the focus.
    hint: String,
    editor: Editor,
    problem: Option<Remark>,
}

impl Item {
    fn new(id: impl Into<String>, label: impl Into<String>, editor: Editor) -> Self {
        Self {
            id: id.into(),
            label: label.into(),
            required: false,
            hint: String::new(),
            editor,
            problem: None,
        }
    }

    /// A text of one line, of at most `max_chars` characters.
    pub fn line(
        id: impl Into<String>,
        label: impl Into<String>,
        value: &str,
        max_chars: usize,
    ) -> Self {
        Self::new(id, label, Editor::Line(Line::new(value, max_chars)))
    }

    /// One of a few words, or none.
    pub fn choice(
        id: impl Into<String>,
        label: impl Into<String>,
        words: impl IntoIterator<Item = impl Into<String>>,
        value: &str,
    ) -> Self {
        let words = words.into_iter().map(Into::into).collect();
        Self::new(id, label, Editor::Choice(Choice::new(words, value)))
    }

    /// A text of several lines, `rows` of which are shown.
    pub fn area(
        id: impl Into<String>,
        label: impl Into<String>,
        value: &str,
        max_chars: usize,
        rows: u16,
    ) -> Self {
        let area = Box::new(Area::new(value, max_chars));
        Self::new(id, label, Editor::Area { area, rows })
    }

    /// Something to be read only.
    pub fn fixed(
        id: impl Into<String>,
        label: impl Into<String>,
        value: impl Into<String>,
    ) -> Self {
        Self::new(id, label, Editor::Fixed(value.into()))
    }

    /// Marks it with `*`. Whether it is filled is for the owner to check.
    pub fn required(mut self, required: bool) -> Self {
        self.required = required;
        self
    }

    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    pub fn id(&self) -> &str {
        &self.id
    }

    pub fn value(&self) -> String {
        match &self.editor {
            Editor::Line(line) => line.value().to_owned(),
            Editor::Choice(choice) => choice.value().to_owned(),
            Editor::Area { area, .. } => area.value(),
            Editor::Fixed(value) => value.clone(),
        }
    }

    fn set_value(&mut self, value: &str) {
        match &mut self.editor {
            Editor::Line(line) => line.set_value(value),
            Editor::Choice(choice) => choice.set_value(value),
            Editor::Area { area, .. } => area.set_value(value),
            Editor::Fixed(own) => value.clone_into(own),
        }
    }

    fn takes_focus(&self) -> bool {
        !matches!(self.editor, Editor::Fixed(_))
    }

    fn hear(&mut self, input: Input<'_>) -> Outcome {
        match &mut self.editor {
            Editor::Line(line) => line.hear(input),
            Editor::Choice(choice) => choice.hear(input),
            Editor::Area { area, .. } => area.hear(input),
            Editor::Fixed(_) => Outcome::Ignored,
        }
    }

    /// The problem, or else what the editor has to say.
    fn remark(&self) -> Option<(&str, Meaning)> {
        let note = match &self.editor {
            Editor::Line(line) => line.note(),
            Editor::Area { area, .. } => area.note(),
            Editor::Choice(_) | Editor::Fixed(_) => None,
        };
        let problem = self
            .problem
            .as_ref()
            .map(|problem| (problem.text.as_str(), problem.meaning));
        problem.or(note.map(|note| (note, Meaning::Warning)))
    }
}

/// The state of a form.
#[derive(Debug, Clone)]
pub struct Form {
    items: Vec<Item>,
    focus: usize,
    view: Viewport,
}

impl Form {
    /// The focus begins on the first item that takes it.
    pub fn new(items: Vec<Item>) -> Self {
        let focus = items.iter().position(Item::takes_focus).unwrap_or(0);
        Self {
            items,
            focus,
            view: Viewport::default(),
        }
    }

    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The value of an item; empty where there is none of that id.
    pub fn value(&self, id: &str) -> String {
        self.item(id).map(Item::value).unwrap_or_default()
    }

    /// All ids and values, in order.
    pub fn values(&self) -> impl Iterator<Item = (&str, String)> {
        self.items.iter().map(|item| (item.id(), item.value()))
    }

    pub fn set_value(&mut self, id: &str, value: &str) {
        if let Some(item) = self.items.iter_mut().find(|item| item.id == id) {
            item.set_value(value);
        }
    }

    /// Shows these problems and no others. Ids that the form does not have are passed over.
    pub fn set_problems<'a>(&mut self, problems: impl IntoIterator<Item = (&'a str, Remark)>) {
        for item in &mut self.items {
            item.problem = None;
        }
        for (id, problem) in problems {
            if let Some(item) = self.items.iter_mut().find(|item| item.id == id) {
                // Of two problems the graver is shown.
                let graver = item
                    .problem
                    .as_ref()
                    .is_none_or(|shown| shown.meaning != Meaning::Bad);
                if graver {
                    item.problem = Some(problem);
                }
            }
        }
    }

    /// Shows no problem beside the focused item any more: it has been changed since.
    pub fn forgive_focused(&mut self) {
        if let Some(item) = self.items.get_mut(self.focus) {
            item.problem = None;
        }
    }

    pub fn has_problems(&self) -> bool {
        self.problems() > 0
    }

    /// How many items have a problem.
    pub fn problems(&self) -> usize {
        let items = self.items.iter();
        items.filter(|item| item.problem.is_some()).count()
    }

    /// The item that has the focus; `None` in a form without any that takes it.
    pub fn focused(&self) -> Option<&Item> {
        self.items.get(self.focus).filter(|item| item.takes_focus())
    }

    /// Gives an item the focus. Answers whether there is such an item.
    pub fn focus_on(&mut self, id: &str) -> bool {
        let found = self
            .items
            .iter()
            .position(|item| item.id == id && item.takes_focus());
        self.focus = found.unwrap_or(self.focus);
        found.is_some()
    }

    pub fn focus_first(&mut self) {
        self.focus = self.items.iter().position(Item::takes_focus).unwrap_or(0);
    }

    pub fn focus_last(&mut self) {
        self.focus = self.items.iter().rposition(Item::takes_focus).unwrap_or(0);
    }

    /// To the next item that has a problem, around the end. Answers whether there is one.
    pub fn focus_problem(&mut self) -> bool {
        let order = (self.focus + 1..self.items.len()).chain(0..=self.focus.min(self.items.len()));
        let mut order = order.filter(|&index| index < self.items.len());
        let found = order
            .find(|&index| self.items[index].problem.is_some() && self.items[index].takes_focus());
        self.focus = found.unwrap_or(self.focus);
        found.is_some()
    }

    /// To the first item that has a problem.
    pub fn focus_first_problem(&mut self) -> bool {
        self.focus = self.items.len();
        let found = self.focus_problem();
        if !found {
            self.focus_first();
        }
        found
    }

    /// Which keys hold: those of the editor that has the focus.
    pub fn scope(&self) -> Scope {
        match self.focused().map(|item| &item.editor) {
            Some(Editor::Area { .. }) => Scope::Area,
            _ => Scope::Field,
        }
    }

    /// Types, moves the focus, goes to the next problem. `NextField` on the last item and `PreviousField` on the
    /// first are not for the form: its owner may have more below or above.
    pub fn hear(&mut self, input: Input<'_>) -> Outcome {
        match input {
            Input::Action(Action::NextField) => self.step(1),
            Input::Action(Action::PreviousField) => self.step(-1),
            Input::Action(Action::NextProblem) if self.has_problems() => {
                self.focus_problem();
                Outcome::Moved
            }
            Input::Mouse(mouse) => self.mouse(mouse),
            input => match self.items.get_mut(self.focus) {
                Some(item) => item.hear(input),
                None => Outcome::Ignored,
            },
        }
    }

    fn step(&mut self, by: isize) -> Outcome {
        let mut at = self.focus;
        while let Some(next) = at
            .checked_add_signed(by)
            .filter(|&next| next < self.items.len())
        {
            at = next;
            if self.items[at].takes_focus() {
                self.focus = at;
                return Outcome::Moved;
            }
        }
        Outcome::Ignored
    }

    fn mouse(&mut self, mouse: Mouse) -> Outcome {
        if !mouse.is_in(self.view.area()) {
            return Outcome::Ignored;
        }
        match mouse.kind {
            MouseKind::ScrollUp => return self.step(-1),
            MouseKind::ScrollDown => return self.step(1),
            MouseKind::Press => {}
        }
        let clicked = self.view.line_at(mouse).and_then(|line| self.item_at(line));
        match clicked.filter(|&index| self.items[index].takes_focus()) {
            Some(index) if index == self.focus => self.items[index].hear(Input::Mouse(mouse)),
            Some(index) => {
                self.focus = index;
                // Drawn without focus, an editor may show another part of its text: the click only chooses it.
                match &self.items[index].editor {
                    Editor::Choice(_) => self.items[index].hear(Input::Mouse(mouse)),
                    _ => Outcome::Moved,
                }
            }
            None => Outcome::Ignored,
        }
    }

    fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }
}

#[cfg(test)]
mod tests;
