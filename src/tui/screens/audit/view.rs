//! How the screen looks: the list, and the selected entry in full below it.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::state::Audit;
use crate::domain::audit::AuditEntry;
use crate::domain::calendar::words;
use crate::tui::kit::ink;
use crate::tui::kit::reader::Reader;
use crate::tui::screen::Context;
use crate::tui::theme::Meaning;

/// Rows for the selected entry, on small and large screens, with a free one above.
const DETAIL: (u16, u16) = (6, 12);

pub fn draw(screen: &Audit, frame: &mut Frame<'_>, area: Rect, context: &Context) {
    let theme = context.theme;
    let buffer = frame.buffer_mut();
    let mut caret = draw_head(screen, buffer, area, context);
    let head = 1 + u16::from(screen.finder.is_shown());
    let body = ink::below(area, head);
    if screen.entries.is_none() {
        ink::put(buffer, body, "正在读取…", theme.style(Meaning::Muted));
    } else {
        let detail = (body.height / 4).clamp(DETAIL.0, DETAIL.1).min(body.height);
        let list = Rect {
            height: body.height - detail,
            ..body
        };
        let focused = screen.popup.is_none() && !screen.finder.is_typing();
        screen.table.draw(buffer, list, focused, theme);
        if let Some(entry) = screen.selected() {
            let below = ink::below(body, list.height + 1);
            Reader::new("", told(entry, context)).draw(buffer, below, theme);
        }
    }
    if let Some(popup) = &screen.popup {
        caret = popup.draw(buffer, area, theme);
    }
    if let Some(caret) = caret {
        frame.set_cursor_position(caret);
    }
}

/// How many there are, by what they are narrowed down, and the line in which one searches.
fn draw_head(
    screen: &Audit,
    buffer: &mut Buffer,
    area: Rect,
    context: &Context,
) -> Option<Position> {
    let theme = context.theme;
    let count = match (&screen.entries, screen.more) {
        (None, _) => String::new(),
        (Some(entries), false) => format!("{} 条", entries.len()),
        (Some(entries), true) => format!("最近 {} 条，往下翻再读", entries.len()),
    };
    let narrowed = screen.narrowing.words(context);
    ink::put_spans(
        buffer,
        ink::row(area, 0),
        [
            ("记录  ", theme.style(Meaning::Heading)),
            (count.as_str(), theme.style(Meaning::Text)),
            ("  ", theme.style(Meaning::Text)),
            (narrowed.as_str(), theme.style(Meaning::Accent)),
        ],
    );
    match screen.finder.is_shown() {
        true => screen.finder.draw(buffer, ink::row(area, 1), theme),
        false => None,
    }
}

/// The entry in full.
fn told(entry: &AuditEntry, context: &Context) -> Vec<(String, Meaning)> {
    let mut about = vec![
        words::moment_with_year(entry.at),
        entry.act.label().to_owned(),
    ];
    if let Some(unit) = entry.unit.and_then(|unit| context.unit(unit)) {
        about.push(format!("{}（{}）", unit.name, unit.code));
    }
    if let Some(id) = &entry.period {
        let period = context.plan.period(id);
        let name = period.map_or_else(|| id.to_string(), |period| period.name.clone());
        // Most details begin with it.
        if !entry.detail.contains(&name) {
            about.push(name);
        }
    }
    vec![
        (about.join(" · "), Meaning::Heading),
        (entry.detail.clone(), Meaning::Text),
        (format!("操作者：{}", entry.actor), Meaning::Muted),
    ]
}
