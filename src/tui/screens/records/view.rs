//! How the screen looks.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Records;
use super::asking::particulars;
use crate::domain::calendar::Instant;
use crate::domain::campaign::Register;
use crate::domain::record::KeptRecord;
use crate::tui::kit::reader::Reader;
use crate::tui::kit::{ink, overlay};
use crate::tui::screen::Context;
use crate::tui::theme::{Meaning, Theme};

/// Rows of the pane that tells the selected record in full, with its frame: in a small terminal, in a tall one.
const PANE: (u16, u16) = (7, 14);
const TALL: u16 = 30;

impl Records {
    pub(super) fn draw(&self, frame: &mut Frame<'_>, area: Rect, context: &Context, now: Instant) {
        let theme = context.theme;
        let buffer = frame.buffer_mut();
        let mut caret = self.draw_list(buffer, area, context, now);
        if let Some(popup) = &self.popup {
            caret = popup.draw(buffer, area, theme);
        }
        if let Some(caret) = caret {
            frame.set_cursor_position(caret);
        }
    }

    fn draw_list(
        &self,
        buffer: &mut Buffer,
        area: Rect,
        context: &Context,
        now: Instant,
    ) -> Option<Position> {
        let theme = context.theme;
        let Some(register) = self.list.register(context) else {
            ink::put(
                buffer,
                area,
                "这个活动没有台账。",
                theme.style(Meaning::Muted),
            );
            return None;
        };
        self.draw_heading(buffer, ink::row(area, 0), register, context, now.date());
        let mut list = ink::below(area, 1);
        let mut caret = None;
        let filters = self.list.filters(context);
        if self.list.finder.is_shown() || !filters.is_empty() {
            let said = match filters.as_str() {
                "" => format!("{} 条", self.list.table.len()),
                filters => format!("筛选：{filters}  {} 条", self.list.table.len()),
            };
            let row = ink::row(list, 0);
            caret = self.list.finder.draw_beside(buffer, row, &said, theme);
            list = ink::below(list, 1);
        }
        let pane = if area.height < TALL { PANE.0 } else { PANE.1 }.min(list.height / 2);
        let table = Rect {
            height: list.height - pane,
            ..list
        };
        let focused = self.popup.is_none() && !self.list.finder.is_typing();
        self.list.table.draw(buffer, table, focused, theme);
        if let Some(kept) = self.list.selected() {
            let below = ink::below(list, table.height);
            self.draw_pane(buffer, below, register, kept, theme);
        }
        caret
    }

    /// The register's name, how many records have come how far, and which other registers there are.
    fn draw_heading(
        &self,
        buffer: &mut Buffer,
        row: Rect,
        register: &Register,
        context: &Context,
        today: NaiveDate,
    ) {
        let theme = context.theme;
        let standing = || {
            self.list
                .records()
                .iter()
                .filter(|kept| kept.voided.is_none())
        };
        let mut said = format!("  {} 条", standing().count());
        for stage in &register.stages {
            let has = |kept: &&KeptRecord| {
                let reached = kept.record.entry.reached.get(&stage.id);
                reached.is_some_and(|day| *day <= today)
            };
            said.push_str(&format!(
                "  {} {}",
                stage.name,
                standing().filter(has).count()
            ));
        }
        let spans = [
            (register.name.as_str(), theme.style(Meaning::Heading)),
            (said.as_str(), theme.style(Meaning::Text)),
        ];
        ink::put_spans(buffer, row, spans);
        let registers = &context.campaign.registers;
        if registers.len() > 1 {
            let at = registers.iter().position(|one| one.id == register.id);
            let at = at.map_or(0, |at| at + 1);
            let which = format!("第 {at}/{} 本", registers.len());
            ink::put_right(buffer, row, &which, theme.style(Meaning::Muted));
        }
    }

    fn draw_pane(
        &self,
        buffer: &mut Buffer,
        area: Rect,
        register: &Register,
        kept: &KeptRecord,
        theme: Theme,
    ) {
        let title = format!("编号 {}", kept.record.id.0);
        let inner = overlay::panel(buffer, area, &title, false, theme);
        let told = particulars(register, kept, &self.list).into_iter();
        let told = told.map(|text| (text, Meaning::Text)).collect();
        Reader::new("", told).draw(buffer, inner, theme);
    }
}
