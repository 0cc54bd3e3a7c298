//! The mouse, as far as the screens care: a press of the first button, and the wheel. What was clicked is for each
//! widget to tell.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect};

/// Something done with the mouse, in cells from the terminal's top left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    pub column: u16,
    pub row: u16,
    pub kind: MouseKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseKind {
    Press,
    ScrollUp,
    ScrollDown,
}

impl Mouse {
    /// `None` for what nobody listens to: movement, releases, other buttons.
    pub fn of(event: &MouseEvent) -> Option<Self> {
        let kind = match event.kind {
            MouseEventKind::Down(MouseButton::Left) => MouseKind::Press,
            MouseEventKind::ScrollUp => MouseKind::ScrollUp,
            MouseEventKind::ScrollDown => MouseKind::ScrollDown,
            _ => return None,
        };
        Some(Self {
            column: event.column,
            row: event.row,
            kind,
        })
    }

    pub fn is_in(self, area: Rect) -> bool {
        area.contains(Position::new(self.column, self.row))
    }
}
