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
use crate::ops::record::MoneySum;
use crate::tui::kit::reader::Reader;
use crate::tui::kit::{ink, overlay};
use crate::tui::screen::Context;
use crate::tui::screens::listing::{Drawn, draw_over};
use crate::tui::theme::{Meaning, Theme};

/// Rows of the pane that tells the selected record in full, with its frame: in a small terminal, in a tall one.
const PANE: (u16, u16) = (7, 14);

impl Records {
    pub(super) fn draw(&self, frame: &mut Frame<'_>, area: Rect, context: &Context, now: Instant) {
        let caret = self.draw_list(frame.buffer_mut(), area, context, now);
        draw_over(self.popup.as_ref(), frame, area, caret, context.theme);
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
        let heading = 1 + self.draw_money(buffer, ink::row(area, 1), theme);
        let list = Drawn {
            finder: &self.list.finder,
            table: &self.list.table,
            filters: &self.list.filters(context),
            measure: "条",
            pane: PANE,
            is_free: self.popup.is_none(),
        };
        let (caret, below) = list.draw(buffer, area, ink::below(area, heading), theme);
        if let Some(kept) = self.list.selected() {
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
        let is_unfit = |kept: &&KeptRecord| self.list.lines.unfit(register, &kept.record).is_some();
        let unfit = match standing().filter(is_unfit).count() {
            0 => String::new(),
            count => format!("  ! 不再符合 {count}，不计入"),
        };
        let spans = [
            (register.name.as_str(), theme.style(Meaning::Heading)),
            (said.as_str(), theme.style(Meaning::Text)),
            (unfit.as_str(), theme.style(Meaning::Bad)),
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

    /// What the money comes to; tells how many rows that took.
    fn draw_money(&self, buffer: &mut Buffer, row: Rect, theme: Theme) -> u16 {
        let money = self.list.money();
        if money.is_empty() {
            return 0;
        }
        let mut spans = vec![("合计", theme.style(Meaning::Muted))];
        for MoneySum { label, sum, .. } in money {
            spans.extend([
                ("  ", theme.style(Meaning::Text)),
                (label, theme.style(Meaning::Muted)),
                (" ", theme.style(Meaning::Text)),
                (sum, theme.style(Meaning::Text)),
            ]);
        }
        ink::put_spans(buffer, row, spans);
        1
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
