//! How the screen looks.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Hazards;
use super::facet::level_name;
use super::ledger::{meaning, shows_units, standing};
use crate::domain::calendar::{Instant, words};
use crate::domain::hazard::{Hazard, HazardEntry, HazardField};
use crate::text::width::{pad_right, width};
use crate::tui::kit::reader::Reader;
use crate::tui::kit::{ink, overlay};
use crate::tui::screen::Context;
use crate::tui::screens::listing::{Drawn, draw_over};
use crate::tui::theme::{Meaning, Theme};

/// Rows of the pane that tells the selected entry in full, with its frame: in a small terminal, in a tall one.
const PANE: (u16, u16) = (8, 14);
/// Lines of totals; of more levels than that, the first are told.
const TOTALS: usize = 4;

impl Hazards {
    pub(super) fn draw(&self, frame: &mut Frame<'_>, area: Rect, context: &Context, now: Instant) {
        let caret = self.draw_ledger(frame.buffer_mut(), area, context, now);
        draw_over(self.popup.as_ref(), frame, area, caret, context.theme);
    }

    fn draw_ledger(
        &self,
        buffer: &mut Buffer,
        area: Rect,
        context: &Context,
        now: Instant,
    ) -> Option<Position> {
        let theme = context.theme;
        let totals = self.draw_totals(buffer, area, theme);
        let list = Drawn {
            finder: &self.ledger.finder,
            table: &self.ledger.table,
            filters: &self.ledger.filters(context),
            measure: "条",
            pane: PANE,
            is_free: self.popup.is_none(),
        };
        let (caret, below) = list.draw(buffer, area, ink::below(area, totals), theme);
        if let Some(hazard) = self.ledger.selected() {
            let title = match shows_units(context) {
                true => context.unit_name(hazard.unit),
                false => "",
            };
            let inner = overlay::panel(buffer, below, title, false, theme);
            Reader::new("", particulars(hazard, context, now)).draw(buffer, inner, theme);
        }
        caret
    }

    /// The totals, a line for all and one for each level. Answers the rows they take.
    fn draw_totals(&self, buffer: &mut Buffer, area: Rect, theme: Theme) -> u16 {
        let tallies = &self.ledger.tallies;
        let widest = tallies.iter().map(|(label, _)| width(label)).max();
        for (index, (label, tally)) in tallies.iter().take(TOTALS).enumerate() {
            let overdue = if tally.overdue > 0 {
                Meaning::Bad
            } else {
                Meaning::Text
            };
            let label = pad_right(label, widest.unwrap_or_default());
            let parts = [
                (label, Meaning::Heading),
                (format!("  发现 {:>3}", tally.found), Meaning::Text),
                (format!("  # 已销号 {:>3}", tally.closed), Meaning::Good),
                (format!("  . 整改中 {:>3}", tally.open), Meaning::Text),
                (format!("  ! 逾期 {:>3}", tally.overdue), overdue),
            ];
            let spans = parts
                .iter()
                .map(|(text, meaning)| (text.as_str(), theme.style(*meaning)));
            ink::put_spans(buffer, ink::row(area, index), spans);
        }
        let order = self.ledger.order.label();
        ink::put_right(
            buffer,
            ink::row(area, 0),
            order,
            theme.style(Meaning::Muted),
        );
        u16::try_from(tallies.len().min(TOTALS)).unwrap_or_default()
    }
}

/// All that is known of an entry, to be wrapped.
pub(super) fn particulars(
    hazard: &Hazard,
    context: &Context,
    now: Instant,
) -> Vec<(String, Meaning)> {
    let entry = &hazard.entry;
    let today = now.date();
    let state = meaning(entry.state(today));
    let mut days = vec![
        standing(hazard, today),
        level_name(&entry.level, context).to_owned(),
        format!("发现 {}", words::date(entry.found_on)),
    ];
    days.extend(entry.due.map(|due| format!("期限 {}", words::date(due))));
    days.extend(
        entry
            .closed_on
            .map(|on| format!("销号 {}", words::date(on))),
    );
    let mut told = vec![(days.join("  "), state)];
    told.extend(wanted_to_close(entry, context).map(|text| (text, Meaning::Warning)));
    let said = |field: HazardField| {
        let text = entry.text(field).filter(|text| !text.is_empty())?;
        Some(format!("{}：{text}", field.label()))
    };
    let how = [
        HazardField::Place,
        HazardField::What,
        HazardField::Measure,
        HazardField::Precautions,
    ];
    let how = how.into_iter().filter_map(said);
    told.extend(how.map(|text| (text, Meaning::Text)));
    let who = [
        HazardField::ResponsibleUnit,
        HazardField::Responsible,
        HazardField::CheckedBy,
        HazardField::Source,
    ];
    let who: Vec<String> = who.into_iter().filter_map(said).collect();
    if !who.is_empty() {
        told.push((who.join("  "), Meaning::Text));
    }
    told
}

/// What the campaign wants written down before an open entry is closed, and is not yet.
fn wanted_to_close(entry: &HazardEntry, context: &Context) -> Option<String> {
    let missing = entry.missing_to_close(&context.campaign).into_iter();
    let missing: Vec<&str> = missing.map(|field| field.label.as_str()).collect();
    let is_wanted = entry.closed_on.is_none() && !missing.is_empty();
    is_wanted.then(|| format!("销号前还要填：{}", missing.join("、")))
}
