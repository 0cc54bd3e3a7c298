//! Where a widget was last drawn and how far it is scrolled.

use std::cell::Cell;

use ratatui::layout::Rect;

use super::mouse::Mouse;

/// The memory of a drawn widget. It is in cells because drawing, which alone knows the size, has only a shared
/// reference to the state.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Viewport {
    area: Cell<Rect>,
    top: Cell<usize>,
}

impl Viewport {
    /// Notes where the widget is drawn now.
    pub fn drawn_at(&self, area: Rect) {
        self.area.set(area);
    }

    /// Where the widget was last drawn; empty before the first time.
    pub fn area(&self) -> Rect {
        self.area.get()
    }

    /// Lines of one page, at least one.
    pub fn page(&self) -> usize {
        usize::from(self.area.get().height).max(1)
    }

    /// The first line that is shown.
    pub fn top(&self) -> usize {
        self.top.get()
    }

    /// Scrolls as little as needed so that the lines `from..to` of `total` are seen, `from` before all. Answers the
    /// first line to show.
    pub fn follow(&self, from: usize, to: usize, total: usize) -> usize {
        let height = usize::from(self.area.get().height).max(1);
        let lowest = to.saturating_sub(height).min(from);
        let top = self.top.get().clamp(lowest, from.max(lowest));
        self.top.set(top.min(total.saturating_sub(height)));
        self.top.get()
    }

    /// Scrolls by lines, without a selection to follow.
    pub fn scroll(&self, lines: isize, total: usize) {
        let height = usize::from(self.area.get().height).max(1);
        let top = self.top.get().saturating_add_signed(lines);
        self.top.set(top.min(total.saturating_sub(height)));
    }

    /// The line of the content under the mouse, if it is inside.
    pub fn line_at(&self, mouse: Mouse) -> Option<usize> {
        let area = self.area.get();
        mouse
            .is_in(area)
            .then(|| self.top.get() + usize::from(mouse.row - area.y))
    }
}

#[cfg(test)]
mod tests {
    //! What scrolls into sight.

    use super::*;

    #[test]
    fn it_follows_with_as_little_movement_as_possible() {
        let view = Viewport::default();
        view.drawn_at(Rect::new(0, 0, 10, 5));
        for (line, top) in [(0, 0), (4, 0), (5, 1), (9, 5), (6, 5), (4, 4), (0, 0)] {
            assert_eq!(view.follow(line, line + 1, 10), top, "line {line}");
        }
        assert_eq!(
            view.follow(3, 20, 30),
            3,
            "a block taller than the view begins at its top"
        );
        assert_eq!(view.follow(0, 1, 0), 0);
    }

    #[test]
    fn shrinking_content_is_never_scrolled_out_of_sight() {
        let view = Viewport::default();
        view.drawn_at(Rect::new(0, 0, 10, 5));
        view.scroll(100, 50);
        assert_eq!(view.top(), 45);
        assert_eq!(view.follow(2, 3, 4), 0);
    }
}
