//! The text model of a one-line editor: value, caret, undo, and what of it is seen through a narrow field.
//!
//! The caret always stands between two graphemes, columns are terminal columns, and whatever comes in is cleaned
//! by [`sanitize`], so a value never holds a line break or a control character. Which key
//! means which command, what the value must look like, and drawing are not here; texts of several lines are the
//! multi-line editor's.

use tui_input::{Input, InputRequest};
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use crate::text::sanitize;
use crate::text::width::{byte_at_column, grapheme_width, prefix, width};

mod history;

use history::{History, Run, Step};

/// What can be done to a line. "Left" is towards its beginning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineCommand {
    /// One character from the keyboard or the input method.
    Type(char),
    /// A text from the clipboard: one step of undo, its line breaks become spaces.
    Paste(String),
    /// Another value as a whole, as one step of undo. For "the same as last week" and for emptying a field.
    Replace(String),
    Backspace,
    Delete,
    DeleteWordLeft,
    DeleteWordRight,
    DeleteToStart,
    DeleteToEnd,
    Left,
    Right,
    WordLeft,
    WordRight,
    Home,
    End,
    /// To the glyph that covers this column of the whole line, for the mouse: add [`Visible::first_column`].
    ToColumn(usize),
    Undo,
    Redo,
}

/// What a command did; nothing at all where it had nothing to do, so that the key may mean something to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LineChange {
    pub value: bool,
    pub caret: bool,
    /// Characters that found no room under the limit.
    pub refused: usize,
}

impl LineChange {
    /// What to tell the user, where something found no room.
    pub fn note(&self) -> Option<String> {
        (self.refused > 0).then(|| format!("已到字数上限，有 {} 字未收入。", self.refused))
    }
}

/// The part of a line that a field shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visible<'a> {
    /// At most as wide as the field; whole graphemes.
    pub text: &'a str,
    /// Column of the caret inside the field: less than its width, unless that is 0.
    pub caret: usize,
    /// Column of the whole line at which `text` begins.
    pub first_column: usize,
    /// Whether something of the line lies beyond the field's left or right edge.
    pub more_left: bool,
    pub more_right: bool,
}

/// A line of text being edited.
#[derive(Debug, Clone)]
pub struct LineEditor {
    input: Input,
    history: History,
    max_chars: usize,
}

impl LineEditor {
    /// An empty line that takes at most `max_chars` characters (`char`s, as the desk counts them).
    pub fn new(max_chars: usize) -> Self {
        Self {
            input: Input::default(),
            history: History::default(),
            max_chars,
        }
    }

    /// A line that holds `value`, with the caret at its end.
    pub fn with_value(value: &str, max_chars: usize) -> Self {
        let mut editor = Self::new(max_chars);
        editor.set_value(value);
        editor
    }

    /// Begins anew with `value` (cleaned, and cut at the limit): the caret at its end, nothing to undo.
    pub fn set_value(&mut self, value: &str) {
        let value = sanitize::for_typing(value);
        self.input = Input::new(sanitize::limit(&value, self.max_chars).kept.to_owned());
        self.history = History::default();
    }

    pub fn value(&self) -> &str {
        self.input.value()
    }

    pub fn is_empty(&self) -> bool {
        self.value().is_empty()
    }

    /// The most characters the line takes.
    pub fn max_chars(&self) -> usize {
        self.max_chars
    }

    /// The caret as a byte of the value, always between two graphemes.
    pub fn cursor(&self) -> usize {
        byte_of_char(self.value(), self.input.cursor())
    }

    /// The caret as a column of the whole line.
    pub fn cursor_column(&self) -> usize {
        width(&self.value()[..self.cursor()])
    }

    pub fn apply(&mut self, command: LineCommand) -> LineChange {
        let (caret, steps) = (self.cursor(), self.history.position());
        let mut refused = 0;
        match command {
            LineCommand::Type(c) => refused = self.insert(c.encode_utf8(&mut [0; 4]), Run::Typing),
            LineCommand::Paste(text) => {
                refused = self.insert(text.trim_end_matches(['\r', '\n']), Run::Single)
            }
            LineCommand::Replace(text) => refused = self.replace(&text),
            LineCommand::Backspace => self.delete(InputRequest::DeletePrevChar, Run::Erasing),
            LineCommand::Delete => self.delete(InputRequest::DeleteNextChar, Run::Erasing),
            LineCommand::DeleteWordLeft => self.delete(InputRequest::DeletePrevWord, Run::Single),
            LineCommand::DeleteWordRight => self.delete(InputRequest::DeleteNextWord, Run::Single),
            LineCommand::DeleteToStart => self.delete(InputRequest::DeleteFromStart, Run::Single),
            LineCommand::DeleteToEnd => self.delete(InputRequest::DeleteTillEnd, Run::Single),
            LineCommand::Left => self.go(InputRequest::GoToPrevChar),
            LineCommand::Right => self.go(InputRequest::GoToNextChar),
            LineCommand::WordLeft => self.go(InputRequest::GoToPrevWord),
            LineCommand::WordRight => self.go(InputRequest::GoToNextWord),
            LineCommand::Home => self.go(InputRequest::GoToStart),
            LineCommand::End => self.go(InputRequest::GoToEnd),
            LineCommand::ToColumn(column) => {
                let chars = self.value()[..byte_at_column(self.value(), column)]
                    .chars()
                    .count();
                self.go(InputRequest::SetCursor(chars));
            }
            LineCommand::Undo => self.input = self.history.undo(&self.input),
            LineCommand::Redo => self.input = self.history.redo(&self.input),
        }
        LineChange {
            value: self.history.position() != steps,
            caret: self.cursor() != caret,
            refused,
        }
    }

    /// What a field `columns` wide shows. Scrolling goes by half a field, so there is context on both sides of the
    /// caret and the text does not slide under every keystroke.
    pub fn visible(&self, columns: usize) -> Visible<'_> {
        let (value, caret_byte, caret) = (self.value(), self.cursor(), self.cursor_column());
        let under_caret = value[caret_byte..]
            .graphemes(true)
            .next()
            .map_or(1, grapheme_width)
            .max(1);
        let overflow = (caret + under_caret).saturating_sub(columns);
        let step = (columns / 2).max(1);
        let wanted = (overflow.div_ceil(step) * step).min(caret);
        let (mut start, mut first_column) = (0, 0);
        for (at, grapheme) in value.grapheme_indices(true) {
            if first_column >= wanted {
                break;
            }
            first_column += grapheme_width(grapheme);
            start = at + grapheme.len();
        }
        let rest = &value[start..];
        let text = prefix(rest, columns);
        let caret = if columns == 0 {
            0
        } else {
            caret - first_column
        };
        Visible {
            text,
            caret,
            first_column,
            more_left: start > 0,
            more_right: text.len() < rest.len(),
        }
    }

    fn go(&mut self, request: InputRequest) {
        self.history.end_run();
        self.input.handle(request);
        self.snap();
    }

    /// Puts in as much of `text` as finds room; how many characters did not.
    fn insert(&mut self, text: &str, run: Run) -> usize {
        let text = sanitize::for_typing(text);
        let room = self.max_chars.saturating_sub(self.value().chars().count());
        let limited = sanitize::limit(&text, room);
        if !limited.kept.is_empty() {
            let at = self.cursor();
            self.change(at, 0, limited.kept, run);
        }
        limited.cut
    }

    fn replace(&mut self, text: &str) -> usize {
        let text = sanitize::for_typing(text);
        let limited = sanitize::limit(&text, self.max_chars);
        if limited.kept != self.value() {
            self.change(0, self.value().len(), limited.kept, Run::Single);
        }
        limited.cut
    }

    /// Replaces `length` bytes at the byte `at` and puts the caret behind what came in.
    fn change(&mut self, at: usize, length: usize, text: &str, run: Run) {
        let caret_before = self.input.cursor();
        let removed = self.value()[at..at + length].to_owned();
        let mut value = self.value().to_owned();
        value.replace_range(at..at + length, text);
        let caret = value[..at + text.len()].chars().count();
        self.input = Input::new(value).with_cursor(caret);
        self.snap();
        let caret_after = self.input.cursor();
        self.history.record(
            run,
            Step {
                at,
                removed,
                inserted: text.to_owned(),
                caret_before,
                caret_after,
            },
        );
    }

    fn delete(&mut self, request: InputRequest, run: Run) {
        let (before, caret_before, from) =
            (self.value().to_owned(), self.input.cursor(), self.cursor());
        self.input.handle(request);
        let gone = before.len() - self.value().len();
        if gone == 0 {
            return;
        }
        let at = self.cursor().min(from);
        self.snap();
        let removed = before[at..at + gone].to_owned();
        let caret_after = self.input.cursor();
        self.history.record(
            run,
            Step {
                at,
                removed,
                inserted: String::new(),
                caret_before,
                caret_after,
            },
        );
    }

    /// An edit may join what stands on both sides of the caret into one grapheme (a letter before a loose accent,
    /// two halves of a flag): the caret then goes behind it.
    fn snap(&mut self) {
        let value = self.value();
        let mut cursor = GraphemeCursor::new(self.cursor(), value.len(), true);
        if !cursor.is_boundary(value, 0).unwrap_or(true) {
            let next = cursor
                .next_boundary(value, 0)
                .ok()
                .flatten()
                .unwrap_or(value.len());
            let chars = value[..next].chars().count();
            self.input.handle(InputRequest::SetCursor(chars));
        }
    }
}

/// The byte at which the `index`th character begins; the end where there are fewer.
fn byte_of_char(text: &str, index: usize) -> usize {
    text.char_indices()
        .nth(index)
        .map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests;
