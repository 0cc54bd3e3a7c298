//! How the screen looks: the list, and below it what is in doubt about the selected arrival.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::Intray;
use super::lines::in_short;
use crate::domain::arrival::ArrivalState;
use crate::ops::intray::Judged;
use crate::tui::kit::reader::Reader;
use crate::tui::kit::{ink, overlay};
use crate::tui::screen::Context;
use crate::tui::theme::Meaning;

/// Rows of the pane that tells of the selected arrival, with its frame: in a small terminal, in a tall one.
const PANE: (u16, u16) = (8, 16);
const TALL: u16 = 30;

impl Intray {
    pub(super) fn draw(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) {
        let theme = context.theme;
        let buffer = frame.buffer_mut();
        let style = theme.style(Meaning::Heading);
        ink::put_spans(
            buffer,
            ink::row(area, 0),
            [(self.counted().as_str(), style)],
        );
        let list = ink::below(area, 1);
        let pane = if area.height < TALL { PANE.0 } else { PANE.1 }.min(list.height / 2);
        let table = Rect {
            height: list.height - pane,
            ..list
        };
        self.table.draw(buffer, table, self.popup.is_none(), theme);
        if let Some((_, judged)) = self.selected() {
            let below = ink::below(list, table.height);
            let inner = overlay::panel(buffer, below, &judged.arrival.file.name, false, theme);
            Reader::new("", in_short(judged, context)).draw(buffer, inner, theme);
        }
        let caret = self
            .popup
            .as_ref()
            .and_then(|popup| popup.draw(buffer, area, theme));
        if let Some(caret) = caret {
            frame.set_cursor_position(caret);
        }
    }

    /// How many wait for what.
    fn counted(&self) -> String {
        let count = |of: &dyn Fn(&Judged) -> bool| {
            self.judged
                .iter()
                .flatten()
                .filter(|judged| of(judged))
                .count()
        };
        let state = |state| move |judged: &Judged| judged.arrival.state == state;
        format!(
            "收件  可以收下 {}  要人核对 {}  已收下 {}  已搁置 {}",
            count(&Judged::is_clean),
            count(&Judged::needs_person),
            count(&state(ArrivalState::Accepted)),
            count(&state(ArrivalState::SetAside)),
        )
    }
}
