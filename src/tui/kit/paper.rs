//! Paper on screen: a table's own sentences, wrapped to the width, with the blanks as fields inside them. To be filled
//! in (what is typed goes where the caret stands) or to be read (a selection goes from number to number).
//!
//! A blank, a zero and 不涉及 are three things and look like three: `（    ）`, `（0）`, `（不涉及）`. What a blank means,
//! which problems it has and undoing are the screen's; wrapping is in `layout`, moving in `steps`, drawing in `draw`.

mod blank;
mod draw;
mod layout;
mod steps;

use std::cell::{Cell, Ref, RefCell};
use std::collections::BTreeMap;

pub use blank::{
    Blank, Filling, Margin, PaperColumn, PaperGrid, PaperLine, PaperRow, Piece, Remark,
};

use super::{Input, Viewport};
use crate::text::line::{LineCommand, LineEditor};
use crate::text::sanitize;
use crate::tui::keys::Action;
use crate::tui::keys::editing::line_command;
use layout::{Held, Layout, Row};

/// What became of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// It was not for the paper, or there was nowhere to go: the screen may go to what comes next.
    Ignored,
    /// The focus, the caret or the view moved.
    Moved,
    /// The focused blank holds something else now; a note where some of it found no room.
    Changed(Option<String>),
    /// The selected number is to be opened.
    Opened,
}

/// A blank with all that is known of it.
#[derive(Debug, Clone)]
struct Slot {
    blank: Blank,
    row: usize,
    filling: Filling,
    margin: Margin,
}

/// Whether the paper is filled in or read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Fill,
    Read,
}

/// The state of a paper.
#[derive(Debug, Clone)]
pub struct Paper {
    rows: Vec<Row>,
    /// In reading order.
    slots: Vec<Slot>,
    /// What is worked out from the blanks, by key.
    worked_out: BTreeMap<String, String>,
    focus: usize,
    /// The text of the focused blank while it is typed in.
    editor: LineEditor,
    /// Whether nothing has been done to the focused blank since the focus came to it: a number is typed anew then.
    is_fresh: bool,
    mode: Mode,
    standards: bool,
    /// The column that going up and down aims for.
    goal: Option<usize>,
    layout: RefCell<Layout>,
    view: Viewport,
    /// Whether the wheel has moved the view away from the focus.
    roams: Cell<bool>,
}

impl Paper {
    /// A paper to fill in. The focus is on the first blank.
    pub fn to_fill(rows: Vec<PaperRow>) -> Self {
        Self::of(rows, Mode::Fill)
    }

    /// A paper to read. The selection is on the first blank.
    pub fn to_read(rows: Vec<PaperRow>) -> Self {
        Self::of(rows, Mode::Read)
    }

    fn of(given: Vec<PaperRow>, mode: Mode) -> Self {
        let (rows, blanks) = layout::rows(given);
        let slot = |(row, blank)| Slot {
            blank,
            row,
            filling: Filling::empty(),
            margin: Margin::default(),
        };
        let mut paper = Self {
            rows,
            slots: blanks.into_iter().map(slot).collect(),
            worked_out: BTreeMap::new(),
            focus: 0,
            editor: LineEditor::new(0),
            is_fresh: true,
            mode,
            standards: false,
            goal: None,
            layout: RefCell::default(),
            view: Viewport::default(),
            roams: Cell::new(false),
        };
        paper.load_editor();
        paper
    }

    /// How many blanks there are.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// Every blank's key and what stands in it, in reading order.
    pub fn fillings(&self) -> impl Iterator<Item = (&str, &Filling)> {
        let slots = self.slots.iter();
        slots.map(|slot| (slot.blank.key.as_str(), &slot.filling))
    }

    /// What stands in a blank; `None` where there is no such blank.
    pub fn filling(&self, key: &str) -> Option<&Filling> {
        self.index(key).map(|index| &self.slots[index].filling)
    }

    /// Fills a blank, for undo and for what was saved; the text is cleaned and cut at the blank's limit. Answers
    /// whether there is such a blank.
    pub fn fill(&mut self, key: &str, filling: Filling) -> bool {
        let Some(index) = self.index(key) else {
            return false;
        };
        let limit = self.slots[index].blank.limit;
        let filling = match filling {
            Filling::Typed(text) => {
                let clean = sanitize::for_typing(&text);
                Filling::Typed(sanitize::limit(&clean, limit).kept.to_owned())
            }
            filling => filling,
        };
        if self.slots[index].filling != filling {
            self.set(index, filling);
            if index == self.focus {
                self.load_editor();
            }
        }
        true
    }

    /// Shows what is worked out from the blanks, by key; what is not among it cannot be told yet.
    pub fn show_worked_out(&mut self, worked_out: BTreeMap<String, String>) {
        if self.worked_out != worked_out {
            self.worked_out = worked_out;
            self.layout.get_mut().forget_all();
        }
    }

    /// Says something else beside a blank. Answers whether there is such a blank.
    pub fn set_margin(&mut self, key: &str, margin: Margin) -> bool {
        let Some(index) = self.index(key) else {
            return false;
        };
        if self.slots[index].margin != margin {
            self.slots[index].margin = margin;
            self.layout.get_mut().forget(self.slots[index].row);
        }
        true
    }

    /// What is said beside a blank.
    pub fn margin(&self, key: &str) -> Option<&Margin> {
        self.index(key).map(|index| &self.slots[index].margin)
    }

    /// The focused blank's key; `None` where the paper has no blank.
    pub fn focused(&self) -> Option<&str> {
        self.slots
            .get(self.focus)
            .map(|slot| slot.blank.key.as_str())
    }

    /// What stands in the focused blank.
    pub fn focused_filling(&self) -> Option<&Filling> {
        self.slots.get(self.focus).map(|slot| &slot.filling)
    }

    /// Goes to a blank. Answers whether there is one of that key.
    pub fn focus_on(&mut self, key: &str) -> bool {
        let found = self.index(key);
        if let Some(index) = found {
            self.go_to(index);
        }
        found.is_some()
    }

    /// Goes to the first blank, for coming from above.
    pub fn focus_first(&mut self) {
        self.go_to(0);
    }

    /// Goes to the last blank, for coming from below.
    pub fn focus_last(&mut self) {
        self.go_to(self.slots.len().saturating_sub(1));
    }

    /// Whether the standards stand above the sentences.
    pub fn shows_standards(&self) -> bool {
        self.standards
    }

    /// Shows the standards above the sentences, or hides them.
    pub fn show_standards(&mut self, shown: bool) {
        self.standards = shown;
        self.layout.get_mut().forget_all();
    }

    /// Takes what a person did.
    pub fn hear(&mut self, input: Input<'_>) -> Heard {
        if !matches!(input, Input::Mouse(_)) {
            self.roams.set(false);
        }
        match input {
            Input::Action(action) => self.act(action),
            Input::Key(key) => {
                line_command(key).map_or(Heard::Ignored, |command| self.edit(command))
            }
            Input::Paste(text) => self.edit(LineCommand::Paste(text.to_owned())),
            Input::Mouse(mouse) => self.click(mouse),
        }
    }

    fn act(&mut self, action: Action) -> Heard {
        let reads = self.mode == Mode::Read;
        match action {
            Action::NextField => self.step(1),
            Action::PreviousField => self.step(-1),
            Action::Right if reads => self.step(1),
            Action::Left if reads => self.step(-1),
            Action::Up => self.vertical(-1),
            Action::Down => self.vertical(1),
            Action::PageUp => self.page(-1),
            Action::PageDown => self.page(1),
            Action::First => self.moved_to(0),
            Action::Last => self.moved_to(self.slots.len().saturating_sub(1)),
            Action::NextPart => self.part(1),
            Action::PreviousPart => self.part(-1),
            Action::Open if reads && !self.slots.is_empty() => Heard::Opened,
            Action::NotApplicable => self.put(match self.focused_filling() {
                Some(Filling::NotApplicable) => Filling::empty(),
                _ => Filling::NotApplicable,
            }),
            Action::Zero => self.put(Filling::Typed("0".to_owned())),
            Action::Blank => self.put(Filling::empty()),
            Action::TakeSuggestion => match self.suggestion() {
                Some(suggestion) => self.put(suggestion),
                None => Heard::Ignored,
            },
            _ => Heard::Ignored,
        }
    }

    fn suggestion(&self) -> Option<Filling> {
        let slot = self.slots.get(self.focus)?;
        slot.margin.suggestion.clone()
    }

    /// Puts something into the focused blank as a whole.
    fn put(&mut self, filling: Filling) -> Heard {
        if self.mode == Mode::Read || self.slots.is_empty() {
            return Heard::Ignored;
        }
        let key = self.slots[self.focus].blank.key.clone();
        let before = self.slots[self.focus].filling.clone();
        self.fill(&key, filling);
        if before == self.slots[self.focus].filling {
            Heard::Moved
        } else {
            Heard::Changed(None)
        }
    }

    /// Edits the focused blank. What is typed into 不涉及 takes its place.
    fn edit(&mut self, command: LineCommand) -> Heard {
        if self.mode == Mode::Read || self.slots.is_empty() {
            return Heard::Ignored;
        }
        self.goal = None;
        let erases = matches!(
            command,
            LineCommand::Backspace
                | LineCommand::Delete
                | LineCommand::DeleteWordLeft
                | LineCommand::DeleteWordRight
                | LineCommand::DeleteToStart
                | LineCommand::DeleteToEnd
        );
        if erases && self.slots[self.focus].filling == Filling::NotApplicable {
            return self.put(Filling::empty());
        }
        let command = self.anew(command);
        self.is_fresh = false;
        let change = self.editor.apply(command);
        let note = change.note();
        if change.value {
            let typed = Filling::Typed(self.editor.value().to_owned());
            self.set(self.focus, typed);
            Heard::Changed(note)
        } else if change.caret || note.is_some() {
            note.map_or(Heard::Moved, |note| Heard::Changed(Some(note)))
        } else {
            Heard::Ignored
        }
    }

    /// A number that was there when the focus came is written over, as in a sheet of cells: whoever corrects 60 to 45
    /// means no 6045. Nor is a 0 left standing before a digit.
    fn anew(&self, command: LineCommand) -> LineCommand {
        let is_number = self.slots[self.focus].blank.is_number;
        match command {
            LineCommand::Type(c) if self.is_replaced() => LineCommand::Replace(c.to_string()),
            LineCommand::Paste(text) if self.is_replaced() => LineCommand::Replace(text),
            LineCommand::Type(digit)
                if is_number
                    && digit.is_ascii_digit()
                    && self.editor.value() == "0"
                    && self.editor.cursor() > 0 =>
            {
                LineCommand::Replace(digit.to_string())
            }
            command => command,
        }
    }

    /// Whether what is typed next takes the place of all that stands in the focused blank.
    fn is_replaced(&self) -> bool {
        let slot = self.slots.get(self.focus);
        let is_number = slot.is_some_and(|slot| slot.blank.is_number);
        self.is_fresh && is_number && !self.editor.is_empty()
    }

    fn set(&mut self, index: usize, filling: Filling) {
        let slot = &mut self.slots[index];
        slot.filling = filling;
        self.layout.get_mut().forget(slot.row);
    }

    fn index(&self, key: &str) -> Option<usize> {
        self.slots.iter().position(|slot| slot.blank.key == key)
    }

    fn load_editor(&mut self) {
        let Some(slot) = self.slots.get(self.focus) else {
            return;
        };
        self.is_fresh = true;
        self.editor = match &slot.filling {
            Filling::Typed(text) => LineEditor::with_value(text, slot.blank.limit),
            Filling::NotApplicable => LineEditor::new(slot.blank.limit),
        };
    }

    /// The layout for the width at which the paper was last drawn.
    fn laid(&self) -> Ref<'_, Layout> {
        let held = Held {
            slots: &self.slots,
            worked_out: &self.worked_out,
        };
        self.layout
            .borrow_mut()
            .bring_up(&self.rows, held, self.standards);
        self.layout.borrow()
    }
}

#[cfg(test)]
mod tests;
