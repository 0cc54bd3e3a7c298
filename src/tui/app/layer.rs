//! What lies on top of every screen: the help, and a fault that wants to be read. Dialogs of a screen are its own.

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::error::Fault;
use crate::text::width::{pad_right, width};
use crate::text::wrap::wrap;
use crate::tui::keys::keymap::{self, Scope};
use crate::tui::keys::{Action, help};
use crate::tui::kit::{ink, overlay};
use crate::tui::theme::{Meaning, Theme};

/// One of them.
#[derive(Debug)]
pub enum Layer {
    Fault(Fault),
    /// The help, and the first line that is shown.
    Help {
        lines: Vec<Line>,
        top: usize,
    },
}

/// A line of the help.
#[derive(Debug)]
pub enum Line {
    Title(&'static str),
    Key { keys: String, what: &'static str },
    Gap,
}

/// What became of the layer.
#[derive(Debug, PartialEq, Eq)]
pub enum Course {
    Stays,
    Closed,
}

/// Columns of the help's list of keys.
const KEYS: usize = 22;

impl Layer {
    pub fn fault(fault: Fault) -> Self {
        Self::Fault(fault)
    }

    /// The help, beginning with what holds in `scope`.
    pub fn help(scope: Scope) -> Self {
        let mut lines = Vec::new();
        for section in help::sections(scope) {
            if !lines.is_empty() {
                lines.push(Line::Gap);
            }
            lines.push(Line::Title(section.title));
            let rows = section.rows.into_iter();
            lines.extend(rows.map(|(keys, what)| Line::Key { keys, what }));
        }
        Self::Help { lines, top: 0 }
    }

    pub fn scope(&self) -> Scope {
        match self {
            Self::Fault(_) => Scope::Dialog,
            Self::Help { .. } => Scope::Reading,
        }
    }

    pub fn handle(&mut self, key: &KeyEvent) -> Course {
        let action = keymap::action(self.scope(), key);
        match self {
            Self::Fault(_) => match action {
                Some(Action::Accept | Action::Back | Action::Refuse | Action::Open) => {
                    Course::Closed
                }
                _ => Course::Stays,
            },
            Self::Help { lines, top } => {
                let last = lines.len().saturating_sub(1);
                match action {
                    Some(Action::Up) => *top = top.saturating_sub(1),
                    Some(Action::Down) => *top = (*top + 1).min(last),
                    Some(Action::PageUp) => *top = top.saturating_sub(10),
                    Some(Action::PageDown) => *top = (*top + 10).min(last),
                    Some(Action::First) => *top = 0,
                    Some(Action::Last) => *top = last,
                    Some(Action::Back | Action::Help | Action::Accept | Action::Quit) => {
                        return Course::Closed;
                    }
                    _ => {}
                }
                Course::Stays
            }
        }
    }

    pub fn draw(&self, buffer: &mut Buffer, area: Rect, theme: Theme) {
        match self {
            Self::Fault(fault) => draw_fault(fault, buffer, area, theme),
            Self::Help { lines, top } => draw_help(lines, *top, buffer, area, theme),
        }
    }
}

fn draw_fault(fault: &Fault, buffer: &mut Buffer, area: Rect, theme: Theme) {
    const WIDTH: u16 = 64;
    let parts = [
        (&fault.message, Meaning::Text),
        (&fault.safe, Meaning::Good),
        (&fault.hint, Meaning::Accent),
    ];
    let room = usize::from(WIDTH.min(area.width).saturating_sub(4));
    let mut lines = Vec::new();
    for (text, meaning) in parts.into_iter().filter(|(text, _)| !text.is_empty()) {
        let wrapped = wrap(text, room);
        lines.extend(
            wrapped
                .iter()
                .map(|line| (line.text(text).to_owned(), meaning)),
        );
    }
    let height = u16::try_from(lines.len())
        .unwrap_or(u16::MAX)
        .saturating_add(4);
    let inner = overlay::framed(
        buffer,
        overlay::centred(area, WIDTH, height),
        "没有办成",
        theme,
    );
    let inner = ink::indent(inner, 1);
    for (index, (line, meaning)) in lines.iter().enumerate() {
        ink::put(buffer, ink::row(inner, index), line, theme.style(*meaning));
    }
    let last = usize::from(inner.height).saturating_sub(1);
    ink::put_right(
        buffer,
        ink::row(inner, last),
        "Enter 知道了 ",
        theme.style(Meaning::Muted),
    );
}

fn draw_help(lines: &[Line], top: usize, buffer: &mut Buffer, area: Rect, theme: Theme) {
    let inner = overlay::framed(
        buffer,
        overlay::centred(area, 76, area.height),
        "按键一览",
        theme,
    );
    let inner = ink::indent(inner, 1);
    let rows = usize::from(inner.height);
    // The last page is full, so that nobody scrolls into nothing.
    let top = top.min(lines.len().saturating_sub(rows));
    for (index, line) in lines[top..].iter().take(rows).enumerate() {
        let row = ink::row(inner, index);
        match line {
            Line::Gap => {}
            Line::Title(title) => {
                ink::put(buffer, row, title, theme.style(Meaning::Heading));
            }
            Line::Key { keys, what } => {
                let columns = KEYS.max(width(keys) + 1);
                let key = pad_right(keys, columns);
                let used = ink::put(buffer, row, &key, theme.style(Meaning::KeyHint));
                ink::put(
                    buffer,
                    ink::indent(row, used),
                    what,
                    theme.style(Meaning::Text),
                );
            }
        }
    }
}
