//! How the screen looks.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Results, View, detail};
use crate::domain::calendar::Instant;
use crate::domain::status::show_rate;
use crate::domain::typing::show_number;
use crate::ops::responsibility::registers;
use crate::text::width::truncate;
use crate::tui::kit::reader::Reader;
use crate::tui::kit::{ink, overlay};
use crate::tui::screen::Context;
use crate::tui::screens::listing::{Drawn, draw_over};
use crate::tui::theme::Meaning;

/// Rows of the pane that tells the selected line in full, with its frame: in a small terminal, in a tall one.
const PANE: (u16, u16) = (8, 16);

impl Results {
    pub(super) fn draw(&self, frame: &mut Frame<'_>, area: Rect, context: &Context, now: Instant) {
        let caret = self.draw_lines(frame.buffer_mut(), area, context, now);
        draw_over(self.popup.as_ref(), frame, area, caret, context.theme);
    }

    fn draw_lines(
        &self,
        buffer: &mut Buffer,
        area: Rect,
        context: &Context,
        now: Instant,
    ) -> Option<Position> {
        let theme = context.theme;
        let Some(view) = self.lines.view(context) else {
            let text = "这个活动没有目标、积分、责任分工和评选。";
            ink::put(buffer, area, text, theme.style(Meaning::Muted));
            return None;
        };
        self.draw_heading(buffer, ink::row(area, 0), view, context);
        let list = Drawn {
            finder: &self.lines.finder,
            table: &self.lines.table,
            filters: "",
            measure: "行",
            pane: PANE,
            is_free: self.popup.is_none(),
        };
        let (caret, below) = list.draw(buffer, area, ink::below(area, 1), theme);
        if let Some((title, told)) = detail::of(&self.lines, context, now.date()) {
            let inner = overlay::panel(buffer, below, &title, false, theme);
            Reader::new("", told).draw(buffer, inner, theme);
        }
        caret
    }

    /// Which view it is and what there is to say of it as a whole; at the right, which views there are.
    fn draw_heading(&self, buffer: &mut Buffer, row: Rect, view: View, context: &Context) {
        let theme = context.theme;
        let (name, said) = self.heading(view, context);
        let all = View::all(context);
        let names: Vec<&str> = all.iter().map(|view| view.label()).collect();
        let mut right = 0;
        if all.len() > 1 {
            let names = names.join(" ");
            right = ink::put_right(buffer, row, &names, theme.style(Meaning::Muted)) + 2;
        }
        let room = Rect {
            width: row.width.saturating_sub(right),
            ..row
        };
        // What is said of it says more than the end of a long name.
        let said_columns = usize::from(ink::columns(&said));
        let name = truncate(&name, usize::from(room.width).saturating_sub(said_columns));
        let spans = [
            (name.as_ref(), theme.style(Meaning::Heading)),
            (said.as_str(), theme.style(Meaning::Text)),
        ];
        ink::put_spans(buffer, room, spans);
    }

    fn heading(&self, view: View, context: &Context) -> (String, String) {
        let campaign = &context.campaign;
        match view {
            View::Targets | View::Awards => (view.label().to_owned(), String::new()),
            View::Responsibilities(at) => {
                let register = registers(campaign).nth(at);
                let name = register.map(|register| register.name.clone());
                (name.unwrap_or_default(), String::new())
            }
            View::Scores(at) => {
                let loaded = self.lines.loaded.as_ref();
                let scores = loaded.and_then(|loaded| loaded.scores.get(at));
                let Some((table, scores)) = campaign.points.get(at).zip(scores) else {
                    return (view.label().to_owned(), String::new());
                };
                let (part, of) = (scores.participants(), scores.registered());
                let against = match table.registered {
                    Some(_) => "报名",
                    None => "全部",
                };
                let rate = show_rate(scores.rate());
                let mut said = format!("  参与/{against} {part}/{of} 家 {rate}");
                if let Some(threshold) = table.threshold {
                    let threshold = show_number(threshold, table.scale);
                    said.push_str(&format!("  达到 {threshold} 分 {} 家", scores.reached()));
                }
                (table.name.clone(), said)
            }
        }
    }
}
