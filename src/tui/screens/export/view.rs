//! How the screen looks: the papers, what is chosen for the selected one, and what went out last.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::order::Order;
use super::state::{Export, options};
use crate::domain::audit::AuditEntry;
use crate::domain::calendar::words;
use crate::text::sanitize::for_display;
use crate::text::width::truncate_start;
use crate::tui::keys::keymap::chord_for;
use crate::tui::keys::{Action, Scope};
use crate::tui::kit::ink;
use crate::tui::screen::Context;
use crate::tui::theme::{Meaning, Theme};

/// Rows that the choices and what went out last need below the list of papers, with the blank ones between.
const BELOW: u16 = 11;

pub fn draw(screen: &Export, frame: &mut Frame<'_>, area: Rect, context: &Context) {
    let theme = context.theme;
    let buffer = frame.buffer_mut();
    let Some(offers) = &screen.offers else {
        ink::put(buffer, area, "正在读取…", theme.style(Meaning::Muted));
        return;
    };
    let wanted = u16::try_from(offers.len() + 1).unwrap_or(u16::MAX);
    let room = area.height.saturating_sub(BELOW).max(2);
    let height = wanted.min(room).min(area.height);
    let list = Rect { height, ..area };
    screen
        .table
        .draw(buffer, list, screen.popup.is_none(), theme);
    if wanted > height {
        let place = screen.table.row().map_or(0, |row| row + 1);
        let place = format!("{place}/{}", offers.len());
        ink::put_right(
            buffer,
            ink::row(list, 0),
            &place,
            theme.style(Meaning::Muted),
        );
    }
    let below = ink::below(area, height + 1);
    let count = u16::try_from(options(context).len()).expect("they are few");
    let choices = Rect {
        height: below.height.min(count),
        ..below
    };
    screen.options.drawn_at(choices);
    if let Some(order) = screen.order(context) {
        draw_options(buffer, choices, &order, context);
    }
    let last = ink::below(below, count + 1);
    draw_recent(buffer, last, &screen.recent, screen.busy, theme);
    let caret = screen
        .popup
        .as_ref()
        .and_then(|popup| popup.draw(buffer, area, theme));
    if let Some(caret) = caret {
        frame.set_cursor_position(caret);
    }
}

fn draw_options(buffer: &mut Buffer, area: Rect, order: &Order, context: &Context) {
    let theme = context.theme;
    for (index, action) in options(context).iter().enumerate() {
        let (label, value) = match action {
            Action::Filter => ("单位", order.whose_words(context)),
            Action::Extent => ("期次", order.extent_words(context)),
            Action::Toggle => ("格式", order.format_words()),
            Action::Edit => ("位置", order.place_words(context)),
            _ => ("计入", order.counting_words().to_owned()),
        };
        let row = ink::row(area, index);
        let chord = chord_for(Scope::Export, *action);
        let key = chord.map(|chord| chord.to_string()).unwrap_or_default();
        let used = ink::put_spans(
            buffer,
            row,
            [
                (key.as_str(), theme.style(Meaning::KeyHint)),
                (" ", theme.style(Meaning::Muted)),
                (label, theme.style(Meaning::Muted)),
                ("  ", theme.style(Meaning::Muted)),
            ],
        );
        let room = ink::indent(row, used);
        put_end(buffer, room, &value, theme.style(Meaning::Text));
    }
}

fn draw_recent(buffer: &mut Buffer, area: Rect, recent: &[AuditEntry], busy: bool, theme: Theme) {
    let heading = if busy {
        "正在写出…"
    } else {
        "最近导出"
    };
    ink::put(
        buffer,
        ink::row(area, 0),
        heading,
        theme.style(Meaning::Heading),
    );
    if recent.is_empty() {
        let words = "还没有导出过。选好上面的各项，按 x 写出文件。";
        ink::put(
            buffer,
            ink::row(area, 1),
            words,
            theme.style(Meaning::Muted),
        );
    }
    let rows = usize::from(area.height.saturating_sub(1));
    for (index, entry) in recent.iter().take(rows).enumerate() {
        let row = ink::row(area, index + 1);
        let at = format!("{}  ", words::moment(entry.at));
        let used = ink::put(buffer, row, &at, theme.style(Meaning::Muted));
        let room = ink::indent(row, used);
        put_end(buffer, room, &entry.detail, theme.style(Meaning::Text));
    }
}

/// Puts a line whose end matters most: the name of a file.
fn put_end(buffer: &mut Buffer, area: Rect, text: &str, style: ratatui::style::Style) {
    let clean = for_display(text);
    ink::put(
        buffer,
        area,
        &truncate_start(&clean, area.width.into()),
        style,
    );
}
