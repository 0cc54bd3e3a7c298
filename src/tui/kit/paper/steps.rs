//! Moving over a paper: from blank to blank in reading order, up and down by column, by pages, by rows of the table,
//! and by mouse.

use super::{Filling, Heard, Mode, Paper};
use crate::text::line::LineCommand;
use crate::text::width::{byte_at_column, width};
use crate::tui::kit::mouse::{Mouse, MouseKind};

/// Lines that a turn of the wheel moves.
const WHEEL: isize = 3;
/// How far beside a blank a click still means it: the brackets.
const NEAR: usize = 2;

impl Paper {
    /// Goes to a blank; the caret is at its end.
    pub(super) fn go_to(&mut self, index: usize) {
        if index < self.slots.len() {
            self.focus = index;
            self.goal = None;
            self.roams.set(false);
            self.load_editor();
        }
    }

    pub(super) fn moved_to(&mut self, index: usize) -> Heard {
        if index >= self.slots.len() {
            return Heard::Ignored;
        }
        self.go_to(index);
        Heard::Moved
    }

    /// To the next blank in reading order, or the one before; ignored at the end, where the screen goes on.
    pub(super) fn step(&mut self, by: isize) -> Heard {
        match self.focus.checked_add_signed(by) {
            Some(index) => self.moved_to(index),
            None => Heard::Ignored,
        }
    }

    /// To the first blank of the next row that has any, or of the row before.
    pub(super) fn part(&mut self, by: isize) -> Heard {
        let Some(here) = self.slots.get(self.focus).map(|slot| slot.row) else {
            return Heard::Ignored;
        };
        let row = match by {
            1.. => self
                .slots
                .iter()
                .map(|slot| slot.row)
                .find(|row| *row > here),
            _ => {
                let rows = self.slots.iter().map(|slot| slot.row);
                rows.take_while(|row| *row < here).last()
            }
        };
        let first = row.and_then(|row| self.slots.iter().position(|slot| slot.row == row));
        first.map_or(Heard::Ignored, |index| self.moved_to(index))
    }

    /// Line of the paper and column at which the caret stands.
    pub(super) fn caret(&self) -> Option<(usize, usize)> {
        let slot = self.slots.get(self.focus)?;
        let layout = self.laid();
        let row = layout.row(slot.row)?;
        let value = &row.span_of(self.focus)?.value;
        let byte = match &slot.filling {
            _ if self.mode == Mode::Read => value.start,
            Filling::NotApplicable => value.end,
            Filling::Typed(text) if width(text) > 0 => value.start + self.editor.cursor(),
            Filling::Typed(_) => value.start,
        };
        let (line, column) = row.place_of(byte);
        Some((layout.top(slot.row) + line, column))
    }

    /// Up or down: within a text of several lines by line, else to the nearest blank by column on the nearest line
    /// that has one.
    pub(super) fn vertical(&mut self, by: isize) -> Heard {
        let Some((line, column)) = self.caret() else {
            return self.scroll(by);
        };
        let goal = self.goal.unwrap_or(column);
        if self.mode == Mode::Fill && self.move_within(line, goal, by) {
            self.goal = Some(goal);
            return Heard::Moved;
        }
        let found = {
            let layout = self.laid();
            let beyond = layout.segments().filter(|(at, segment)| {
                let ahead = if by < 0 { *at < line } else { *at > line };
                ahead && segment.slot != self.focus
            });
            let near =
                beyond.min_by_key(|(at, segment)| (at.abs_diff(line), off(goal, &segment.columns)));
            near.map(|(_, segment)| segment.slot)
        };
        let Some(index) = found else {
            return Heard::Ignored;
        };
        self.go_to(index);
        self.goal = Some(goal);
        Heard::Moved
    }

    /// Moves the caret a line within the focused blank, where it has one more in that direction.
    fn move_within(&mut self, line: usize, goal: usize, by: isize) -> bool {
        let column = {
            let slot = &self.slots[self.focus];
            let layout = self.laid();
            let Some(row) = layout.row(slot.row) else {
                return false;
            };
            let Some(target) = line.checked_add_signed(by) else {
                return false;
            };
            let Some(target) = target.checked_sub(layout.top(slot.row)) else {
                return false;
            };
            let mut own = row.segments.iter();
            let has = own.any(|segment| segment.slot == self.focus && segment.line == target);
            let (Some(span), Some(laid)) = (row.span_of(self.focus), row.lines.get(target)) else {
                return false;
            };
            if !has || !matches!(slot.filling, Filling::Typed(_)) {
                return false;
            }
            let shown = &row.text[laid.shown.clone()];
            let byte = laid.shown.start + byte_at_column(shown, goal.saturating_sub(laid.indent));
            let byte = byte.clamp(span.value.start, span.value.end);
            width(&row.text[span.value.start..byte])
        };
        self.place_caret(column)
    }

    /// Whoever places the caret means to edit what stands there. Answers whether the caret moved.
    fn place_caret(&mut self, column: usize) -> bool {
        self.is_fresh = false;
        self.editor.apply(LineCommand::ToColumn(column)).caret
    }

    /// A page up or down: to the blank nearest to where that is.
    pub(super) fn page(&mut self, by: isize) -> Heard {
        let page = isize::try_from(self.view.page()).unwrap_or(isize::MAX);
        let Some((line, column)) = self.caret() else {
            return self.scroll(by.saturating_mul(page));
        };
        let target = line.saturating_add_signed(by.saturating_mul(page));
        let found = {
            let layout = self.laid();
            let beyond = layout
                .segments()
                .filter(|(at, _)| if by < 0 { *at < line } else { *at > line });
            let near = beyond
                .min_by_key(|(at, segment)| (at.abs_diff(target), off(column, &segment.columns)));
            near.map(|(_, segment)| segment.slot)
        };
        found.map_or(Heard::Ignored, |index| self.moved_to(index))
    }

    fn scroll(&mut self, lines: isize) -> Heard {
        let total = self.laid().lines();
        let before = self.view.top();
        self.view.scroll(lines, total);
        self.roams.set(true);
        if self.view.top() == before {
            Heard::Ignored
        } else {
            Heard::Moved
        }
    }

    pub(super) fn click(&mut self, mouse: Mouse) -> Heard {
        match mouse.kind {
            MouseKind::ScrollUp => self.scroll(-WHEEL),
            MouseKind::ScrollDown => self.scroll(WHEEL),
            MouseKind::Press => self.press(mouse),
        }
    }

    /// A click focuses the blank under it; on the one that is selected already it opens (in reading) or moves the
    /// caret (in typing).
    fn press(&mut self, mouse: Mouse) -> Heard {
        let Some(line) = self.view.line_at(mouse) else {
            return Heard::Ignored;
        };
        let column = usize::from(mouse.column - self.view.area().x);
        let Some(index) = self.blank_at(line, column) else {
            return Heard::Ignored;
        };
        if index == self.focus && self.mode == Mode::Read {
            return Heard::Opened;
        }
        if index != self.focus {
            self.go_to(index);
        }
        let within = {
            let layout = self.laid();
            let place = layout.row_at(line);
            place.and_then(|(row, line)| {
                let (span, laid) = (row.span_of(index)?, row.lines.get(line)?);
                let shown = &row.text[laid.shown.clone()];
                let byte = byte_at_column(shown, column.saturating_sub(laid.indent));
                let byte = (laid.shown.start + byte).clamp(span.value.start, span.value.end);
                Some(width(&row.text[span.value.start..byte]))
            })
        };
        if let Some(column) = within {
            self.place_caret(column);
        }
        Heard::Moved
    }

    fn blank_at(&self, line: usize, column: usize) -> Option<usize> {
        let layout = self.laid();
        let here = layout.segments().filter(|(at, _)| *at == line);
        let (_, nearest) = here.min_by_key(|(_, segment)| off(column, &segment.columns))?;
        (off(column, &nearest.columns) <= NEAR).then_some(nearest.slot)
    }
}

/// How many columns lie between a column and a range; the place right behind the range still belongs to it, because
/// the caret stands there after typing.
fn off(column: usize, range: &std::ops::Range<usize>) -> usize {
    range.start.saturating_sub(column) + column.saturating_sub(range.end)
}
