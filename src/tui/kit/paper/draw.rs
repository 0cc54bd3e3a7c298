//! How a paper looks, and the strip below it that says what is known of the focused blank.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::layout::{Kind, Laid, LaidRow};
use super::{Filling, Mode, Paper, Remark};
use crate::text::wrap::wrap;
use crate::tui::kit::ink;
use crate::tui::theme::{Meaning, Theme};

/// What a blank with a problem is marked by, besides its colour.
pub fn sign(remark: &Remark) -> char {
    if remark.is_error { '!' } else { '?' }
}

fn meaning(remark: &Remark) -> Meaning {
    if remark.is_error {
        Meaning::Bad
    } else {
        Meaning::Warning
    }
}

impl Paper {
    /// Draws the paper, scrolled so that the focused blank is seen with its sentence. Answers where the cursor
    /// belongs, where something is typed and the blank is in sight.
    pub fn draw(
        &self,
        buffer: &mut Buffer,
        area: Rect,
        has_focus: bool,
        theme: Theme,
    ) -> Option<Position> {
        let area = area.intersection(buffer.area);
        self.view.drawn_at(area);
        if area.is_empty() {
            return None;
        }
        self.layout.borrow_mut().set_width(area.width.into());
        let caret = self.caret();
        let top = self.scrolled(caret);
        let layout = self.laid();
        for index in 0..usize::from(area.height) {
            let Some((row, line)) = layout.row_at(top + index) else {
                break;
            };
            let laid = &row.lines[line];
            let place = ink::indent(ink::row(area, index), columns(laid.indent));
            self.draw_line(buffer, place, row, laid, has_focus, theme);
        }
        let (line, column) = caret.filter(|_| has_focus && self.mode == Mode::Fill)?;
        let row = line
            .checked_sub(top)
            .filter(|row| *row < area.height.into())?;
        let column = columns(column).min(area.width - 1);
        Some(Position::new(area.x + column, area.y + columns(row)))
    }

    /// The first line to show: of what surrounds the caret, the most that fits is kept in sight.
    fn scrolled(&self, caret: Option<(usize, usize)>) -> usize {
        let layout = self.laid();
        let total = layout.lines();
        let Some((line, _)) = caret.filter(|_| !self.roams.get()) else {
            self.view.scroll(0, total);
            return self.view.top();
        };
        let row_index = self.slots[self.focus].row;
        let top = layout.top(row_index);
        let around = layout.row(row_index).map(|row| {
            let end = top + row.lines.len();
            let paragraph = row.paragraph(line - top);
            let paragraph = top + paragraph.start..top + paragraph.end;
            [top..end, top + row.headings()..end, paragraph]
        });
        let page = self.view.page();
        let mut blocks = around.into_iter().flatten();
        let fitting = blocks.find(|block| block.len() <= page);
        let block = fitting.unwrap_or(line..line + 1);
        self.view.follow(block.start, block.end, total)
    }

    fn draw_line(
        &self,
        buffer: &mut Buffer,
        place: Rect,
        row: &LaidRow,
        laid: &Laid,
        has_focus: bool,
        theme: Theme,
    ) {
        let heading = match laid.kind {
            Kind::Gap => return,
            Kind::Section => Some(theme.style(Meaning::Accent).add_modifier(Modifier::BOLD)),
            Kind::Item => Some(theme.style(Meaning::Heading)),
            Kind::Standard => Some(theme.style(Meaning::Muted)),
            Kind::Sentence | Kind::Heads => None,
        };
        if let Some(style) = heading {
            ink::put(buffer, place, &laid.words, style);
            return;
        }
        let shown = laid.shown.clone();
        let mut put = |range: std::ops::Range<usize>, style: Style| {
            let (from, to) = (range.start.max(shown.start), range.end.min(shown.end));
            if from < to {
                let before = ink::columns(&row.text[shown.start..from]);
                ink::put(
                    buffer,
                    ink::indent(place, before),
                    &row.text[from..to],
                    style,
                );
            }
        };
        let words = match laid.kind {
            Kind::Heads => Meaning::Heading,
            _ => Meaning::Text,
        };
        put(shown.clone(), theme.style(words));
        for span in &row.spans {
            let style = self.style(span.slot, has_focus, theme);
            let remark = self.slots[span.slot].margin.remark.as_ref();
            let sign = remark.map_or(style, |remark| theme.style(meaning(remark)));
            put(span.whole.start..span.value.start, sign);
            put(span.value.clone(), style);
            put(
                span.value.end..span.whole.end,
                theme.style(Meaning::Warning),
            );
        }
    }

    fn style(&self, index: usize, has_focus: bool, theme: Theme) -> Style {
        let slot = &self.slots[index];
        if index == self.focus {
            return theme.style(match (self.mode, has_focus) {
                (Mode::Fill, true) if self.is_replaced() => Meaning::Selected,
                (Mode::Fill, true) => Meaning::FieldFocused,
                (Mode::Read, true) => Meaning::Selected,
                (_, false) => Meaning::SelectedQuiet,
            });
        }
        let own = match (&slot.filling, self.mode) {
            (Filling::NotApplicable, _) => theme.style(Meaning::Muted),
            (Filling::Typed(text), _) if text.is_empty() => theme
                .style(Meaning::Muted)
                .patch(theme.style(Meaning::Field)),
            (_, Mode::Fill) => theme.style(Meaning::Field),
            (_, Mode::Read) => theme.style(Meaning::Heading),
        };
        match &slot.margin.remark {
            Some(remark) => own.patch(theme.style(meaning(remark))),
            None => own,
        }
    }

    /// Rows that the strip takes in this width: what is known of the blank, and what is wrong with it below.
    pub fn strip_rows(&self, width: u16) -> u16 {
        1 + columns(self.remark_lines(width).len()).max(1)
    }

    /// What is wrong with the focused blank, with its sign, wrapped.
    fn remark_lines(&self, width: u16) -> Vec<String> {
        let slot = self.slots.get(self.focus);
        let remark = slot.and_then(|slot| slot.margin.remark.as_ref());
        let text = remark.map(|remark| format!("{} {}", sign(remark), remark.message));
        let text = text.unwrap_or_default();
        let lines = wrap(&text, width.into());
        let lines = lines.iter().map(|line| line.text(&text).to_owned());
        lines.filter(|line| !line.is_empty()).collect()
    }

    /// Draws what is known of the focused blank: what it asks and what was said before, and below that what is wrong
    /// with it. On a single line, what is wrong comes first.
    pub fn draw_strip(&self, buffer: &mut Buffer, area: Rect, theme: Theme) {
        let Some(slot) = self.slots.get(self.focus) else {
            return;
        };
        let Some(remark) = &slot.margin.remark else {
            self.draw_known(buffer, area, theme);
            return;
        };
        let mut below = area;
        if area.height > 1 {
            self.draw_known(buffer, area, theme);
            below = ink::below(area, 1);
        }
        let style = theme.style(meaning(remark));
        let lines = self.remark_lines(area.width);
        for index in 0..lines.len().min(below.height.into()) {
            // On the last row stands all that is left, cut where it does not fit.
            let is_last = index + 1 == usize::from(below.height);
            let line = if is_last {
                lines[index..].concat()
            } else {
                lines[index].clone()
            };
            ink::put(buffer, ink::row(below, index), &line, style);
        }
    }

    fn draw_known(&self, buffer: &mut Buffer, area: Rect, theme: Theme) {
        let slot = &self.slots[self.focus];
        let place = format!("{}/{} ", self.focus + 1, self.slots.len());
        let measure = match slot.blank.measure.as_str() {
            "" => String::new(),
            measure => format!("（{measure}）"),
        };
        let note = format!("  {}", slot.margin.note);
        ink::put_spans(
            buffer,
            ink::row(area, 0),
            [
                (place.as_str(), theme.style(Meaning::Muted)),
                (slot.blank.label.as_str(), theme.style(Meaning::Heading)),
                (measure.as_str(), theme.style(Meaning::Muted)),
                (note.as_str(), theme.style(Meaning::Text)),
            ],
        );
    }
}

fn columns(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}
