//! How the screen looks: the list, and below it what is in doubt about the selected arrival; or one arrival on its paper,
//! and below it what is known of the blank that one is at.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::lines::{in_short, of_the_whole, standing};
use super::sheet::Sheet;
use super::{Intray, Section};
use crate::domain::arrival::ArrivalState;
use crate::ops::intray::Judged;
use crate::tui::keys::Action;
use crate::tui::keys::keymap::{Scope, named};
use crate::tui::kit::reader::Reader;
use crate::tui::kit::{ink, overlay};
use crate::tui::screen::Context;
use crate::tui::theme::Meaning;

/// Rows of the pane that tells of the selected arrival, with its frame: in a small terminal, in a tall one.
const PANE: (u16, u16) = (8, 16);
const TALL: u16 = 30;
/// Rows for doubts about an arrival as a whole, likewise.
const MOST_DOUBTS: (u16, u16) = (3, 6);
/// Rows for what is known of a blank, at least.
const LEAST_STRIP: u16 = 3;

impl Intray {
    pub(super) fn draw(&self, frame: &mut Frame<'_>, area: Rect, context: &Context) {
        let opened = self.sheet.as_ref();
        let opened = opened.and_then(|sheet| Some((sheet, self.of(sheet.id)?)));
        let caret = match opened {
            Some((sheet, judged)) => {
                let has_focus = self.popup.is_none();
                draw_sheet(
                    frame.buffer_mut(),
                    area,
                    (sheet, judged),
                    has_focus,
                    context,
                )
            }
            None => {
                self.draw_list(frame.buffer_mut(), area, context);
                None
            }
        };
        let popup = self.popup.as_ref();
        let popup = popup.map(|popup| popup.draw(frame.buffer_mut(), area, context.theme));
        if let Some(caret) = popup.unwrap_or(caret) {
            frame.set_cursor_position(caret);
        }
    }

    fn draw_list(&self, buffer: &mut Buffer, area: Rect, context: &Context) {
        let theme = context.theme;
        let has_focus = self.popup.is_none();
        if let Some(versions) = &self.versions {
            return versions.draw(buffer, area, has_focus, context);
        }
        let list = ink::below(area, 1);
        let pane = if area.height < TALL { PANE.0 } else { PANE.1 }.min(list.height / 2);
        if context.gathers() {
            self.name_other(buffer, ink::row(area, 0), context);
        }
        if self.section == Section::Inbox {
            return self.inbox.draw(buffer, area, pane, has_focus, context);
        }
        let style = theme.style(Meaning::Heading);
        ink::put_spans(
            buffer,
            ink::row(area, 0),
            [(self.counted().as_str(), style)],
        );
        let table = Rect {
            height: list.height - pane,
            ..list
        };
        self.table.draw(buffer, table, has_focus, theme);
        if let Some((_, judged)) = self.selected() {
            let below = ink::below(list, table.height);
            let inner = overlay::panel(buffer, below, &judged.arrival.file.name, false, theme);
            let told = Reader::new("", in_short(judged, context));
            draw_cut(buffer, inner, &told, Scope::Intray, context);
        }
    }

    /// The section that is not shown, with how much there is in it, and its key.
    fn name_other(&self, buffer: &mut Buffer, row: Rect, context: &Context) {
        let (scope, name, count) = match self.section {
            Section::Arrivals => (Scope::Intray, "要审核", self.inbox.len()),
            Section::Inbox => {
                let open = self.judged.iter().flatten();
                let open = open.filter(|judged| judged.arrival.is_open());
                (Scope::Inbox, "来件", open.count())
            }
        };
        let meaning = match count {
            0 => Meaning::Muted,
            _ => Meaning::Accent,
        };
        let text = format!("{} {name} {count}", named(scope, Action::Toggle));
        ink::put_right(buffer, row, &text, context.theme.style(meaning));
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

/// One arrival: whose it is and what is in doubt about it as a whole, its paper, and what is known of one blank.
fn draw_sheet(
    buffer: &mut Buffer,
    area: Rect,
    (sheet, judged): (&Sheet, &Judged),
    has_focus: bool,
    context: &Context,
) -> Option<Position> {
    let theme = context.theme;
    draw_sheet_head(buffer, area, (sheet, judged), context);
    let mut body = ink::below(area, 2);
    let whole = of_the_whole(judged, context);
    let most = if area.height < TALL {
        MOST_DOUBTS.0
    } else {
        MOST_DOUBTS.1
    };
    let whole = Reader::new("", whole);
    let rows = match whole.is_empty() {
        true => 0,
        false => whole.height(area.width).min(most),
    };
    let head = Rect {
        height: rows,
        ..body
    };
    draw_cut(buffer, head, &whole, Scope::Arrival, context);
    body = ink::below(body, rows);
    // A row between the head and the paper.
    body = ink::below(body, 1);
    let told = Reader::new("", sheet.told(judged, context));
    let most = (body.height / 3).max(LEAST_STRIP);
    let strip = told.height(area.width).clamp(LEAST_STRIP, most);
    let paper = Rect {
        height: body.height.saturating_sub(strip),
        ..body
    };
    let caret = sheet.paper.draw(buffer, paper, has_focus, theme);
    told.draw(buffer, ink::below(body, paper.height), theme);
    caret
}

/// Draws a text, or as much as there is room for with the key that shows all of it.
fn draw_cut(buffer: &mut Buffer, area: Rect, text: &Reader, scope: Scope, context: &Context) {
    let theme = context.theme;
    if area.height < 2 || text.height(area.width) <= area.height {
        return text.draw(buffer, area, theme);
    }
    let cut = Rect {
        height: area.height - 1,
        ..area
    };
    text.draw(buffer, cut, theme);
    let more = format!("……{} 看全部", named(scope, Action::ReadAll));
    let last = ink::below(area, cut.height);
    ink::put(buffer, last, &more, theme.style(Meaning::Accent));
}

/// The file with how it stands, and below whose it is, with what the marks on the paper mean.
fn draw_sheet_head(
    buffer: &mut Buffer,
    area: Rect,
    (sheet, judged): (&Sheet, &Judged),
    context: &Context,
) {
    let theme = context.theme;
    let first = ink::row(area, 0);
    let (label, meaning) = standing(judged);
    let standing = match sheet.doubts() {
        0 => label.to_owned(),
        doubts => format!("{label} {doubts} 处"),
    };
    let used = ink::put_right(buffer, first, &standing, theme.style(meaning));
    let room = Rect {
        width: first.width.saturating_sub(used + 2),
        ..first
    };
    let heading = theme.style(Meaning::Heading);
    ink::put(buffer, room, &judged.arrival.file.name, heading);
    let second = ink::row(area, 1);
    let text = theme.style(Meaning::Text);
    let marks = match sheet.doubts() + sheet.stops() {
        0 => "",
        _ => "! 须核改  ? 提醒",
    };
    let used = ink::put_right(buffer, second, marks, theme.style(Meaning::Muted));
    let room = Rect {
        width: second.width.saturating_sub(used + 2),
        ..second
    };
    ink::put(buffer, room, &whose(judged, context), text);
}

/// Unit and period, and what it would replace.
fn whose(judged: &Judged, context: &Context) -> String {
    let unit = judged
        .unit
        .as_ref()
        .map_or("单位没有认定", |unit| unit.name.as_str());
    let period = judged
        .period
        .as_ref()
        .and_then(|id| context.plan.period(id));
    let period = period.map_or("期次没有认定", |period| period.name.as_str());
    let replaces = match judged.replaces {
        Some(number) => format!("  替换第 {number} 版，{} 处不同", judged.changes.len()),
        None => String::new(),
    };
    format!("{unit}  {period}{replaces}")
}
