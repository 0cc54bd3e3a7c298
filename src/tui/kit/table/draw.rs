//! How a table looks: heading, the lines in sight, the foot.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Align, Cell, Table, Unit, layout};
use crate::text::width::{center, pad_left, pad_right};
use crate::tui::kit::ink;
use crate::tui::theme::{Meaning, Theme};

impl Table {
    /// Draws heading and lines; `focused` says whether keys move the selection now.
    pub fn draw(&self, buffer: &mut Buffer, area: Rect, focused: bool, theme: Theme) {
        let heading_rows = self.heading_rows();
        let below = ink::below(area, heading_rows);
        let footer = self.footer_rows(below.height);
        let lines = Rect {
            height: below.height - footer,
            ..below
        };
        self.view.drawn_at(lines);
        let widths = self.fitted(area);
        if self.unit == Unit::Cell {
            let left = layout::scrolled(&widths, self.fixed, self.left.get(), self.column, area);
            self.left.set(left);
        }
        let places = layout::places(&widths, self.fixed, self.left.get(), area);
        let heading = Rect {
            height: heading_rows.min(area.height),
            ..area
        };
        self.draw_heading(buffer, heading, &places, theme);
        let foot = ink::below(below, lines.height);
        for (index, row) in self.footer.iter().take(footer.into()).enumerate() {
            let line = ink::row(foot, index);
            self.draw_cells(buffer, line, row, &places, |_, cell| {
                theme.style(cell.meaning)
            });
        }
        if self.rows.is_empty() {
            ink::put(buffer, lines, &self.empty, theme.style(Meaning::Muted));
            return;
        }
        let top = self.view.follow(self.row, self.row + 1, self.rows.len());
        let shown = self.rows.iter().enumerate().skip(top);
        for (index, row) in shown.take(usize::from(lines.height)) {
            self.draw_row(
                buffer,
                ink::row(lines, index - top),
                index,
                row,
                &places,
                (focused, theme),
            );
        }
    }

    /// The titles, each with its last line at the foot, and the marks at the edges.
    fn draw_heading(
        &self,
        buffer: &mut Buffer,
        heading: Rect,
        places: &[layout::Place],
        theme: Theme,
    ) {
        let style = theme.style(Meaning::Heading);
        for &(column, x, width) in places {
            let own = &self.columns[column];
            let above = usize::from(heading.height).saturating_sub(own.title.lines().count());
            for (index, title) in own.title.lines().enumerate() {
                let line = ink::row(heading, above + index);
                put_at(buffer, line, x, &aligned(title, width, own.align), style);
            }
        }
        let last = usize::from(heading.height).saturating_sub(1);
        self.draw_edges(buffer, ink::row(heading, last), places, theme);
    }

    fn draw_row(
        &self,
        buffer: &mut Buffer,
        line: Rect,
        index: usize,
        row: &[Cell],
        places: &[layout::Place],
        (focused, theme): (bool, Theme),
    ) {
        let selected = theme.style(if focused {
            Meaning::Selected
        } else {
            Meaning::SelectedQuiet
        });
        let whole = index == self.row && self.unit == Unit::Line;
        if whole {
            ink::fill(buffer, line, selected);
        }
        self.draw_cells(buffer, line, row, places, |column, cell| {
            let here =
                whole || (index == self.row && self.unit == Unit::Cell && column == self.column);
            if here {
                selected
            } else if index == self.row && column < self.fixed {
                // In a matrix, the name of the line whose cell is selected.
                theme.style(Meaning::Heading)
            } else {
                theme.style(cell.meaning)
            }
        });
    }

    fn draw_cells(
        &self,
        buffer: &mut Buffer,
        line: Rect,
        row: &[Cell],
        places: &[layout::Place],
        style: impl Fn(usize, &Cell) -> Style,
    ) {
        for &(column, x, width) in places {
            if let Some(cell) = row.get(column) {
                let text = aligned(&cell.text, width, self.columns[column].align);
                put_at(buffer, line, x, &text, style(column, cell));
            }
        }
    }

    /// Rows that the foot takes; none where it would leave no room for lines.
    fn footer_rows(&self, height: u16) -> u16 {
        let wanted = u16::try_from(self.footer.len()).unwrap_or(u16::MAX);
        if wanted < height { wanted } else { 0 }
    }

    /// `<` and `>` in the heading where columns lie beyond an edge.
    fn draw_edges(
        &self,
        buffer: &mut Buffer,
        heading: Rect,
        places: &[layout::Place],
        theme: Theme,
    ) {
        let style = theme.style(Meaning::Accent);
        let last = places.last().map_or(0, |&(column, _, _)| column);
        if self.left.get() > self.fixed
            && let Some(&(_, x, _)) = places.get(self.fixed)
        {
            put_at(buffer, heading, x.saturating_sub(1), "<", style);
        }
        if last + 1 < self.columns.len() {
            ink::put(buffer, ink::right(heading, 1), ">", style);
        }
    }
}

fn aligned(text: &str, width: u16, align: Align) -> String {
    let clean = crate::text::sanitize::for_display(text);
    let width = width.into();
    match align {
        Align::Left => pad_right(&clean, width),
        Align::Centre => center(&clean, width),
        Align::Right => pad_left(&clean, width),
    }
}

fn put_at(buffer: &mut Buffer, line: Rect, x: u16, text: &str, style: Style) {
    let at = ink::indent(line, x.saturating_sub(line.x));
    ink::put(buffer, at, text, style);
}
