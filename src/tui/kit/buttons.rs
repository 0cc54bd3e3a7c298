//! The buttons in the last row of a popup: how they look, and which one is clicked. Which has the focus, and what
//! pressing one leads to, is their owner's.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::mouse::{Mouse, MouseKind};
use super::{Viewport, ink};
use crate::tui::theme::{Meaning, Theme};

/// Columns between two of them.
const GAP: u16 = 2;

/// A row of buttons.
#[derive(Debug, Clone)]
pub struct Buttons {
    buttons: Vec<(String, Viewport)>,
}

impl Buttons {
    pub fn new(labels: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let labels = labels.into_iter();
        Self {
            buttons: labels
                .map(|label| (format!("[ {} ]", label.into()), Viewport::default()))
                .collect(),
        }
    }

    pub fn count(&self) -> usize {
        self.buttons.len()
    }

    /// The button that is clicked, from the left.
    pub fn pressed(&self, mouse: Mouse) -> Option<usize> {
        let mut views = self.buttons.iter().map(|(_, view)| view);
        let at = views.position(|view| mouse.is_in(view.area()));
        at.filter(|_| mouse.kind == MouseKind::Press)
    }

    /// Draws them in the middle of a row; `focus` is the one that has it, if any does.
    pub fn draw(&self, buffer: &mut Buffer, row: Rect, focus: Option<usize>, theme: Theme) {
        let widths = self
            .buttons
            .iter()
            .map(|(label, _)| ink::columns(label) + GAP);
        let all = widths.fold(0, u16::saturating_add).saturating_sub(GAP);
        let mut rest = ink::indent(row, row.width.saturating_sub(all) / 2);
        for (index, (label, view)) in self.buttons.iter().enumerate() {
            let meaning = match focus == Some(index) {
                true => Meaning::Selected,
                false => Meaning::Text,
            };
            let width = ink::put(buffer, rest, label, theme.style(meaning));
            view.drawn_at(Rect { width, ..rest });
            rest = ink::indent(rest, width + GAP);
        }
    }
}

#[cfg(test)]
mod tests {
    //! Where buttons stand.

    use super::*;
    use crate::tui::dump;

    #[test]
    fn they_stand_in_the_middle_and_are_clicked() {
        let buttons = Buttons::new(["延期", "取消"]);
        let mut buffer = Buffer::empty(Rect::new(0, 0, 30, 1));
        let row = buffer.area;
        buttons.draw(&mut buffer, row, Some(0), Theme::new(true));
        assert_eq!(dump::text(&buffer), "      [ 延期 ]  [ 取消 ]\n");
        let click = |column| {
            let kind = MouseKind::Press;
            buttons.pressed(Mouse {
                column,
                row: 0,
                kind,
            })
        };
        assert_eq!(click(6), Some(0));
        assert_eq!(click(14), None);
        assert_eq!(click(23), Some(1));
        for width in 0..30 {
            let row = Rect { width, ..row };
            buttons.draw(&mut buffer, row, None, Theme::new(true));
        }
    }
}
