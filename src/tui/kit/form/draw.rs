//! How a form is laid out and drawn: labels in one column, editors beside them, what is to be said about an item under
//! its editor. Scrolls so that the focused item is seen whole.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Editor, Form, Item};
use crate::text::width::pad_right;
use crate::text::wrap::wrap;
use crate::tui::kit::ink;
use crate::tui::theme::{Meaning, Theme};

/// Labels wider than this are cut.
const MAX_LABEL: u16 = 18;
/// A field of one line is not drawn wider than this.
const MAX_FIELD: u16 = 56;

/// The items that do not fit on one side of what is seen, and how many of them have a problem.
#[derive(Debug, Clone, Copy, Default)]
struct Unseen {
    items: usize,
    problems: usize,
}

impl Unseen {
    fn add(&mut self, item: &Item) {
        self.items += 1;
        self.problems += usize::from(item.problem.is_some());
    }

    /// What is said of them at the edge; nothing where there are none.
    fn words(self, side: &str) -> Option<(String, Meaning)> {
        Some(match self {
            Self { items: 0, .. } => return None,
            Self { problems: 0, items } => (format!(" {side}还有 {items} 格"), Meaning::Muted),
            Self { problems, .. } => (format!(" {side}还有 {problems} 处要改"), Meaning::Bad),
        })
    }
}

/// The widths of a form's columns in an area.
#[derive(Clone, Copy)]
struct Columns {
    label: u16,
    editor: u16,
}

impl Columns {
    /// A remark is no wider than the widest field: lines that can be read, and room at the right.
    fn remark(self) -> usize {
        self.editor.min(MAX_FIELD).into()
    }
}

impl Form {
    /// Rows that the form takes in this width: what its owner must leave room for, or scroll.
    pub fn height(&self, width: u16) -> u16 {
        let columns = self.columns(width);
        let rows = (0..self.items.len()).map(|index| self.rows(index, columns));
        rows.fold(0, u16::saturating_add)
    }

    /// Draws the form. `focused` says whether it is written in now. Answers where the caret stands.
    pub fn draw(
        &self,
        buffer: &mut Buffer,
        area: Rect,
        focused: bool,
        theme: Theme,
    ) -> Option<Position> {
        let area = area.intersection(buffer.area);
        self.view.drawn_at(area);
        let columns = self.columns(area.width);
        let (mut from, mut to, mut total) = (0, 0, 0);
        for index in 0..self.items.len() {
            let rows = usize::from(self.rows(index, columns));
            if index == self.focus {
                (from, to) = (total, total + rows);
            }
            total += rows;
        }
        let top = self.view.follow(from, to, total);
        let mut caret = None;
        let mut line = 0;
        let (mut above, mut below) = (Unseen::default(), Unseen::default());
        for (index, item) in self.items.iter().enumerate() {
            let rows = usize::from(self.rows(index, columns));
            let here = focused && index == self.focus;
            match placed(area, line, rows, top) {
                Some(place) => {
                    let found = self.draw_item(buffer, place, item, columns, (here, theme));
                    caret = caret.or(found);
                }
                None if line < top => above.add(item),
                None => below.add(item),
            }
            line += rows;
        }
        let last = usize::from(area.height.saturating_sub(1));
        for (words, row) in [(above.words("上面"), 0), (below.words("下面"), last)] {
            if let Some((words, meaning)) = words.filter(|_| area.height > 2) {
                ink::put_right(buffer, ink::row(area, row), &words, theme.style(meaning));
            }
        }
        caret
    }

    fn columns(&self, width: u16) -> Columns {
        let widest = self
            .items
            .iter()
            .map(|item| ink::columns(&item.label) + u16::from(item.required))
            .max();
        let label = widest.unwrap_or(0).min(MAX_LABEL).min(width / 2) + 1;
        Columns {
            label,
            editor: width.saturating_sub(label),
        }
    }

    fn rows(&self, index: usize, columns: Columns) -> u16 {
        let item = &self.items[index];
        editor_rows(item) + self.remark_rows(index, item, columns)
    }

    fn remark_rows(&self, index: usize, item: &Item, columns: Columns) -> u16 {
        let remark = self.shown_remark(index == self.focus, item);
        let lines = remark.map_or(0, |(text, _)| wrap(text, columns.remark()).len());
        u16::try_from(lines).unwrap_or(u16::MAX)
    }

    /// What stands under an item: what is wrong, or what is expected while it has the focus.
    fn shown_remark<'a>(&self, focus: bool, item: &'a Item) -> Option<(&'a str, Meaning)> {
        let hint = (focus && !item.hint.is_empty()).then_some((item.hint.as_str(), Meaning::Muted));
        item.remark().or(hint)
    }

    fn draw_item(
        &self,
        buffer: &mut Buffer,
        place: Placed,
        item: &Item,
        columns: Columns,
        (here, theme): (bool, Theme),
    ) -> Option<Position> {
        let star = if item.required { "*" } else { "" };
        let label = pad_right(&format!("{}{star}", item.label), columns.label.into());
        let style = theme.style(if here { Meaning::Accent } else { Meaning::Text });
        if let Some(first) = place.row(0) {
            ink::put(
                buffer,
                Rect {
                    width: columns.label,
                    ..first
                }
                .intersection(first),
                &label,
                style,
            );
        }
        let rows = editor_rows(item);
        let beside = place.rows(0, rows, columns.label);
        let one = Rect {
            width: beside.width.min(MAX_FIELD),
            ..beside
        };
        let caret = match &item.editor {
            Editor::Line(line) => line.draw(buffer, one, here, theme),
            Editor::Choice(choice) => choice.draw(buffer, one, here, theme),
            Editor::Area { area, .. } => area.draw(buffer, beside, here, theme),
            Editor::Fixed(value) => {
                ink::put(buffer, beside, value, theme.style(Meaning::Text));
                None
            }
        };
        let focus = self
            .items
            .get(self.focus)
            .is_some_and(|focused| focused.id == item.id);
        if let Some((text, meaning)) = self.shown_remark(focus, item) {
            let below = place.rows(rows, u16::MAX, columns.label);
            let skipped = place.skipped.saturating_sub(rows);
            let lines = wrap(text, columns.remark());
            for (index, line) in lines.iter().skip(skipped.into()).enumerate() {
                ink::put(
                    buffer,
                    ink::row(below, index),
                    line.text(text),
                    theme.style(meaning),
                );
            }
        }
        caret
    }
}

fn editor_rows(item: &Item) -> u16 {
    match &item.editor {
        Editor::Area { rows, .. } => (*rows).max(1),
        _ => 1,
    }
}

/// The part of an item that is seen: its area, and how many of its rows lie above it.
#[derive(Clone, Copy)]
struct Placed {
    area: Rect,
    skipped: u16,
}

impl Placed {
    /// The item's row `index`, where it is seen.
    fn row(&self, index: u16) -> Option<Rect> {
        let seen = index.checked_sub(self.skipped)?;
        Some(ink::row(self.area, seen.into())).filter(|row| !row.is_empty())
    }

    /// What is seen of `count` rows from `first` on, to the right of `columns`.
    fn rows(&self, first: u16, count: u16, columns: u16) -> Rect {
        let end = first.saturating_add(count);
        let from = first.max(self.skipped) - self.skipped;
        let height = end.saturating_sub(self.skipped).saturating_sub(from);
        let below = ink::below(self.area, from);
        ink::indent(
            Rect {
                height: below.height.min(height),
                ..below
            },
            columns,
        )
    }
}

/// Where an item of `rows` rows that begins at `line` is seen in `area`, scrolled to `top`.
fn placed(area: Rect, line: usize, rows: usize, top: usize) -> Option<Placed> {
    let bottom = top + usize::from(area.height);
    if line + rows <= top || line >= bottom {
        return None;
    }
    let skipped = u16::try_from(top.saturating_sub(line)).unwrap_or(u16::MAX);
    let below = u16::try_from(line.saturating_sub(top)).unwrap_or(u16::MAX);
    let rest = ink::below(area, below);
    let height = u16::try_from(rows).unwrap_or(u16::MAX) - skipped;
    Some(Placed {
        area: Rect {
            height: rest.height.min(height),
            ..rest
        },
        skipped,
    })
}

impl Form {
    /// The item that stands on a line of the form.
    pub(super) fn item_at(&self, line: usize) -> Option<usize> {
        let columns = self.columns(self.view.area().width);
        let mut end = 0;
        (0..self.items.len()).find(|&index| {
            end += usize::from(self.rows(index, columns));
            line < end
        })
    }
}
