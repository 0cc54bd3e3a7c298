//! How the screen looks.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::flags;
use super::sheet::{Look, Sheet};
use super::sources::Sources;
use super::state::Statistics;
use super::work::Asked;
use crate::domain::campaign::Table;
use crate::domain::counting::Counting;
use crate::domain::submission::show_answer;
use crate::ops::export::Scope as Whose;
use crate::ops::total::TableTotal;
use crate::ops::trace::figure_told;
use crate::tui::kit::ink;
use crate::tui::kit::reader::Reader;
use crate::tui::screen::Context;
use crate::tui::screens::chooser::whose_words;
use crate::tui::theme::{Meaning, Theme};

/// Rows above the table, and at least so many below it.
const HEAD: u16 = 2;
const STRIP: u16 = 2;
/// Rows below the list of sources, on small and large screens.
const DETAIL: (u16, u16) = (6, 12);

pub fn draw(screen: &Statistics, frame: &mut Frame<'_>, area: Rect, context: &Context) {
    let theme = context.theme;
    let buffer = frame.buffer_mut();
    match (&screen.sheet, screen.asked(context)) {
        (_, None) => {
            let message = "这个活动没有统计表。要报的材料请到“填报”。";
            ink::put(buffer, area, message, theme.style(Meaning::Muted));
        }
        (None, Some(_)) => {
            ink::put(buffer, area, "正在读取…", theme.style(Meaning::Muted));
        }
        (Some(sheet), Some(_)) => {
            draw_head(buffer, area, screen, sheet, context);
            let body = ink::below(area, HEAD);
            match &screen.sources {
                Some(sources) => draw_sources(buffer, body, sources, context),
                None => draw_sheet(buffer, body, screen, sheet, theme),
            }
        }
    }
    let why = screen
        .sources
        .as_ref()
        .and_then(|sources| sources.popup.as_ref());
    let caret = match (&screen.popup, why) {
        (Some(popup), _) => popup.draw(buffer, area, theme),
        (None, Some(why)) => why.draw(buffer, area, theme),
        (None, None) => None,
    };
    if let Some(caret) = caret {
        frame.set_cursor_position(caret);
    }
}

fn draw_head(
    buffer: &mut Buffer,
    area: Rect,
    screen: &Statistics,
    sheet: &Sheet,
    context: &Context,
) {
    let theme = context.theme;
    let muted = theme.style(Meaning::Muted);
    let mut first = ink::row(area, 0);
    let form = context.campaign.table(&sheet.asked.table);
    let title = form.map(|form: &Table| format!("{} {}", form.label, form.title));
    let title = title.unwrap_or_default();
    if context.collects {
        let words = sheet.total.reckoning().brief();
        let used = ink::put_right(buffer, first, &words, muted);
        first.width = first.width.saturating_sub(used + 1);
    }
    ink::put(buffer, first, &title, theme.style(Meaning::Heading));
    let mut second = ink::row(area, 1);
    let mode = match screen.is_current(context) {
        true => screen.look.label(),
        false => "正在读取…",
    };
    let used = ink::put_right(buffer, second, mode, muted);
    second.width = second.width.saturating_sub(used + 1);
    let headline = headline(sheet, context);
    let spans = headline
        .iter()
        .filter(|(words, _)| !words.is_empty())
        .flat_map(|(words, meaning)| [(words.as_str(), theme.style(*meaning)), ("  ", muted)]);
    ink::put_spans(buffer, second, spans);
}

/// Whose figures these are and of when, and what stands out about them; nothing where nothing does.
fn headline(sheet: &Sheet, context: &Context) -> [(String, Meaning); 5] {
    let Asked { whose, extent, .. } = &sheet.asked;
    let whose_words = format!(
        "{} {}",
        whose_words(context, *whose),
        standing(*whose, &sheet.total)
    );
    let flagged = match sheet.flagged() {
        0 => String::new(),
        n => format!("? {n} 个数要核对"),
    };
    let returned = sheet.total.forms.unsettled.returned_words();
    let nothing = match (whose, sheet.total.reporting, sheet.total.expected) {
        (Whose::Subtree(_), 0, 1..) => match sheet.total.counting {
            Counting::Accepted => "还没有审核通过的数，报来的在“审核”里",
            Counting::Received => "还没有报来的数，可到“进度”催报",
        },
        _ => "",
    };
    [
        (whose_words, Meaning::Accent),
        (extent.words(&context.plan), Meaning::Text),
        (flagged, Meaning::Warning),
        (returned.unwrap_or_default(), Meaning::Warning),
        (nothing.to_owned(), Meaning::Muted),
    ]
}

/// On how many units it rests: `18/24 家`; for one unit, whether it reported.
fn standing(whose: Whose, total: &TableTotal) -> String {
    match (whose, total.reporting, total.expected) {
        (_, 0, 0) => "无应报".to_owned(),
        (Whose::Subtree(_), reporting, expected) => format!("{reporting}/{expected} 家"),
        (Whose::Unit(_), 0, _) => "未报".to_owned(),
        (Whose::Unit(_), ..) => "已报".to_owned(),
    }
}

fn draw_sheet(buffer: &mut Buffer, area: Rect, screen: &Statistics, sheet: &Sheet, theme: Theme) {
    let told = told(sheet);
    let rows = match screen.look {
        Look::Paper => sheet.paper.strip_rows(area.width),
        Look::List => told.height(area.width),
    };
    let rows = rows.clamp(STRIP, STRIP.max(area.height / 4));
    let height = area.height.saturating_sub(rows);
    let body = Rect { height, ..area };
    let strip = ink::below(area, height);
    let focused = screen.popup.is_none();
    match screen.look {
        Look::Paper => {
            sheet.paper.draw(buffer, body, focused, theme);
            sheet.paper.draw_strip(buffer, strip, theme);
        }
        Look::List => {
            sheet.list.draw(buffer, body, focused, theme);
            told.draw(buffer, strip, theme);
        }
    }
}

/// What is told of the list's selected line, below it.
fn told(sheet: &Sheet) -> Reader {
    let line = sheet.list.row().and_then(|row| sheet.lines.get(row));
    let told = line.map(|line| {
        let (text, meaning) = match &line.flag {
            Some(flag) => (format!("? {}", flag.message), Meaning::Warning),
            None => (line.note.clone(), Meaning::Text),
        };
        vec![(line.place.clone(), Meaning::Heading), (text, meaning)]
    });
    Reader::new("", told.unwrap_or_default())
}

fn draw_sources(buffer: &mut Buffer, area: Rect, sources: &Sources, context: &Context) {
    let theme = context.theme;
    let Some(trace) = &sources.trace else {
        ink::put(buffer, area, "正在读取…", theme.style(Meaning::Muted));
        return;
    };
    let answer = trace.total.answer();
    let answer = answer.map_or_else(
        || "未填".to_owned(),
        |answer| show_answer(&trace.figure, &answer),
    );
    let sum = format!("= {answer} {}", trace.figure.measure);
    let rests = format!("  {}", flags::rests_on(&trace.total));
    ink::put_spans(
        buffer,
        ink::row(area, 0),
        [
            ("来源：", theme.style(Meaning::Muted)),
            (trace.figure.label.as_str(), theme.style(Meaning::Heading)),
            (" ", theme.style(Meaning::Muted)),
            (sum.as_str(), theme.style(Meaning::Accent)),
            (rests.as_str(), theme.style(Meaning::Muted)),
        ],
    );
    let mut head = 1;
    if !trace.made_of.is_empty() {
        let inputs = trace.made_of.iter();
        let inputs = inputs.map(|(figure, answer)| figure_told(figure, answer.as_ref()));
        let words = format!("算自：{}", inputs.collect::<Vec<_>>().join("，"));
        let style = theme.style(Meaning::Muted);
        ink::put(buffer, ink::row(area, 1), &words, style);
        head += 1;
    }
    if !trace.overlaps.is_empty() {
        let words = flags::overlap(context, &trace.figure, &trace.overlaps);
        let style = theme.style(Meaning::Warning);
        ink::put(
            buffer,
            ink::row(area, head.into()),
            &format!("? {words}"),
            style,
        );
        head += 1;
    }
    let body = ink::below(area, head);
    let detail = (area.height / 3).clamp(DETAIL.0, DETAIL.1).min(body.height);
    let list = Rect {
        height: body.height - detail,
        ..body
    };
    sources.table.draw(buffer, list, true, theme);
    if let Some(told) = sources.told() {
        // A row is left free between the list and what is told of its line.
        told.draw(buffer, ink::below(body, list.height + 1), theme);
    }
}
