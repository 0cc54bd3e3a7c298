//! How the screen looks.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Units;
use super::facet::kind_name;
use crate::domain::calendar::{Instant, words};
use crate::domain::id::UnitId;
use crate::tui::kit::reader::Reader;
use crate::tui::kit::{ink, overlay};
use crate::tui::screen::{Context, Screen};
use crate::tui::screens::excusing;
use crate::tui::screens::listing::{Drawn, draw_over};
use crate::tui::theme::Meaning;

/// Rows of the pane that tells the selected unit's particulars, with its frame: in a small terminal, in a tall one.
const PANE: (u16, u16) = (6, 10);

impl Units {
    pub(super) fn draw(&self, frame: &mut Frame<'_>, area: Rect, context: &Context, now: Instant) {
        let theme = context.theme;
        let mut caret = None;
        if self.form.is_shown() {
            self.form.view(frame, area, context, now);
        } else {
            let free = self.popup.is_none() && self.review.is_none();
            caret = self.draw_roster(frame.buffer_mut(), area, free, context);
        }
        if let Some(review) = &self.review {
            review.draw(frame.buffer_mut(), area, theme);
            caret = None;
        }
        draw_over(self.popup.as_ref(), frame, area, caret, theme);
    }

    fn draw_roster(
        &self,
        buffer: &mut Buffer,
        area: Rect,
        free: bool,
        context: &Context,
    ) -> Option<Position> {
        let theme = context.theme;
        self.draw_summary(buffer, ink::row(area, 0), context);
        let list = Drawn {
            finder: &self.roster.finder,
            table: &self.roster.table,
            filters: &self.roster.filters(context),
            measure: "家",
            pane: PANE,
            is_free: free,
        };
        let (caret, below) = list.draw(buffer, area, ink::below(area, 1), theme);
        self.draw_pane(buffer, below, context);
        caret
    }

    fn draw_summary(&self, buffer: &mut Buffer, row: Rect, context: &Context) {
        let theme = context.theme;
        let tally = self.roster.tally;
        let mut counts = vec![(format!("共 {} 家", tally.all), Meaning::Heading)];
        if context.registers() {
            counts.push((format!("  已登记 {}", tally.registered), Meaning::Good));
            counts.push((format!("  未登记 {}", tally.unregistered), Meaning::Warning));
        }
        counts.push((format!("  免报 {}", tally.excused), Meaning::Text));
        counts.push((format!("  停用 {}", tally.closed), Meaning::Muted));
        let spans = counts
            .iter()
            .map(|(text, meaning)| (text.as_str(), theme.style(*meaning)));
        ink::put_spans(buffer, row, spans);
        ink::put_right(
            buffer,
            row,
            self.roster.order.label(),
            theme.style(Meaning::Muted),
        );
    }

    fn liaison_words(&self, unit: UnitId, context: &Context) -> (String, Meaning) {
        let contact = self.roster.contact(unit, context);
        if contact.is_empty() {
            return ("联络员还没有登记。".to_owned(), Meaning::Warning);
        }
        let fields = contact
            .iter()
            .map(|(label, value)| format!("{label} {value}"));
        (fields.collect::<Vec<_>>().join("  "), Meaning::Text)
    }

    fn draw_pane(&self, buffer: &mut Buffer, area: Rect, context: &Context) {
        let unit = self.roster.selected().and_then(|unit| context.unit(unit));
        let Some(unit) = unit else { return };
        let inner = overlay::panel(buffer, area, &unit.name, false, context.theme);
        let mut told = Vec::new();
        told.extend(
            context
                .registers()
                .then(|| self.liaison_words(unit.id, context)),
        );
        told.extend(
            unit.excusals
                .iter()
                .map(|excusal| (excusing::in_words(excusal), Meaning::Accent)),
        );
        if let Some(on) = unit.joined_on {
            let text = format!("{}起报送，此前到期的不算缺报。", words::date(on));
            told.push((text, Meaning::Muted));
        }
        if let Some(on) = unit.closed_on {
            let text = format!("{}起停用；以前的报送都在，可以恢复。", words::date(on));
            told.push((text, Meaning::Muted));
        }
        let mut known = vec![
            format!("编码 {}", unit.code),
            kind_name(unit, context).to_owned(),
        ];
        known.extend(
            unit.credit_code
                .iter()
                .map(|code| format!("信用代码 {code}")),
        );
        let above = unit.parent.filter(|parent| *parent != context.seat);
        known.extend(above.map(|parent| format!("上级 {}", context.unit_name(parent))));
        if !unit.aliases.is_empty() {
            known.push(format!("别名 {}", unit.aliases.join("、")));
        }
        told.push((known.join("  "), Meaning::Muted));
        Reader::new("", told).draw(buffer, inner, context.theme);
    }
}
