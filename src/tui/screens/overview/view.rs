//! How the screen looks. Above all the theme, the day and the next deadline; for one who collects, a bar a period with
//! what came in over time beside them; then what there is to do, with the totals at its right.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::lines;
use super::state::{Overview, Target};
use crate::domain::calendar::{Instant, words};
use crate::domain::status::Sending;
use crate::ops::overview::{Below, Mine, Overview as Facts, Received};
use crate::text::width::pad_right;
use crate::tui::kit::reader::Reader;
use crate::tui::kit::{chart, ink};
use crate::tui::screen::Context;
use crate::tui::screens::standing;
use crate::tui::theme::{Meaning, Theme};

/// Rows above everything else, the last of them blank.
const TOP: u16 = 4;
/// The least rows for the list of what there is to do, its heading included.
const LIST: u16 = 8;
/// Columns of what came in over time and of the totals, on a narrow terminal and on a wide one.
const RECEIVED: [u16; 2] = [26, 44];
const SUMS: [u16; 2] = [32, 44];
/// Rows that the chart of what came in takes where there are so many.
const TALLEST: u16 = 10;
/// Columns below which a bar says nothing any more.
const SHORTEST: u16 = 8;
/// From here on a terminal is wide.
const WIDE: u16 = 110;

pub fn draw(screen: &Overview, buffer: &mut Buffer, area: Rect, context: &Context, now: Instant) {
    let theme = context.theme;
    let Some(facts) = &screen.facts else {
        ink::put(buffer, area, "正在读取…", theme.style(Meaning::Muted));
        return;
    };
    draw_top(facts, buffer, area, context, now);
    let mut rest = ink::below(area, TOP);
    if let Some(below) = &facts.below {
        let used = draw_bars(below, buffer, rest, theme, now);
        // Above the totals, where a small terminal has no row left beside them.
        let above = ink::row(rest, usize::from(used.saturating_sub(1)));
        let returned = lines::returned(facts).unwrap_or_default();
        ink::put(buffer, above, &returned, theme.style(Meaning::Warning));
        rest = ink::below(rest, used);
    }
    if let Some(mine) = facts.mine.as_ref().filter(|_| facts.below.is_none()) {
        draw_mine(screen, facts, mine, buffer, rest, theme);
    } else {
        let width = side(SUMS, area.width);
        let left = rest.width - width;
        screen.list.draw(
            buffer,
            Rect {
                width: left.saturating_sub(2),
                ..rest
            },
            true,
            theme,
        );
        draw_sums(facts, buffer, ink::indent(rest, left), theme);
    }
}

fn side([narrow, wide]: [u16; 2], width: u16) -> u16 {
    if width < WIDE {
        narrow.min(width)
    } else {
        wide
    }
}

/// The theme, the day of the campaign, the next deadline, the days to look out for.
fn draw_top(facts: &Facts, buffer: &mut Buffer, area: Rect, context: &Context, now: Instant) {
    let theme = context.theme;
    let first = ink::row(area, 0);
    let day = lines::day(facts);
    let used = ink::put_right(buffer, first, &day, theme.style(Meaning::Text));
    let room = Rect {
        width: first.width.saturating_sub(used + 2),
        ..first
    };
    ink::put(
        buffer,
        room,
        &facts.theme,
        theme.style(Meaning::Accent).bold(),
    );
    let second = ink::row(area, 1);
    match lines::next_deadline(facts, now) {
        Some((when, what)) => {
            let pieces = [
                ("下次截止 ", theme.style(Meaning::Muted)),
                (when.as_str(), theme.style(Meaning::Warning)),
                ("  ", theme.style(Meaning::Text)),
                (what.as_str(), theme.style(Meaning::Text)),
            ];
            ink::put_spans(buffer, second, pieces);
        }
        None => {
            let text = "各项报送都已截止。";
            ink::put(buffer, second, text, theme.style(Meaning::Muted));
        }
    }
    let third = lines::days_ahead(facts, &context.plan, now);
    ink::put(
        buffer,
        ink::row(area, 2),
        &third,
        theme.style(Meaning::Muted),
    );
}

/// A bar a period, and beside them what came in over time. Answers how many rows were used, a blank one included.
fn draw_bars(below: &Below, buffer: &mut Buffer, area: Rect, theme: Theme, now: Instant) -> u16 {
    let heading = ink::row(area, 0);
    let [legend, rates] = lines::legend(&below.due);
    let used = ink::put(buffer, heading, &legend, theme.style(Meaning::Muted));
    ink::put_right(
        buffer,
        ink::indent(heading, used),
        &rates,
        theme.style(Meaning::Heading),
    );
    let most = area.height.saturating_sub(LIST + 2);
    let all = &below.bars;
    let rows = usize::from(most).min(all.len());
    // Where not all periods fit, those around the next deadline are shown.
    let next = all.iter().position(|head| !head.period.is_due(now));
    let from = next.map_or(all.len(), |next| next + 2).min(all.len());
    let from = from.saturating_sub(rows);
    let shown = all[from..from + rows].iter();
    let bars: Vec<_> = shown.map(|head| lines::bar(head, now)).collect();
    let rows = u16::try_from(rows).unwrap_or(most);
    let aside = side(RECEIVED, area.width);
    let body = Rect {
        height: rows.max(most.min(TALLEST)).min(most),
        ..ink::below(area, 1)
    };
    let beside = body.width.saturating_sub(aside + 1);
    // Long names of periods leave room for one of the two.
    let width = match chart::room_for_bars(&bars, beside) < SHORTEST {
        true => body.width,
        false => beside,
    };
    chart::bars(buffer, Rect { width, ..body }, &bars, theme);
    if width == beside {
        draw_received(
            &below.received,
            buffer,
            ink::indent(body, width + 1),
            theme,
            now,
        );
        let foot = ink::row(ink::below(area, body.height + 1), 0);
        let text = format!(" {}的份数", below.received.every.heading());
        ink::put(
            buffer,
            ink::indent(foot, width + 1),
            &text,
            theme.style(Meaning::Muted),
        );
    }
    body.height + 2
}

/// What came in over time, up to now and as far as there is room beyond.
fn draw_received(received: &Received, buffer: &mut Buffer, area: Rect, theme: Theme, now: Instant) {
    let stretches = received.stretches.iter();
    let points: Vec<(String, u64)> = stretches
        .map(|stretch| (received.label(stretch), stretch.received().into()))
        .collect();
    let begun = received.begun(now.date());
    let from = begun.saturating_sub(chart::columns_in(&points, area.width));
    chart::columns(buffer, area, &points[from..], theme);
}

/// The totals, one a row, amounts at the right.
fn draw_sums(facts: &Facts, buffer: &mut Buffer, area: Rect, theme: Theme) {
    let sums = lines::sums(facts);
    // The heading can be done without, a number cannot.
    let heading = u16::from(usize::from(area.height) > sums.len());
    if heading > 0 {
        ink::put(buffer, area, "汇总", theme.style(Meaning::Heading));
    }
    let body = ink::below(area, heading);
    for (index, sum) in sums.iter().enumerate() {
        let row = ink::row(body, index);
        let style = theme.style(sum.meaning);
        let used = ink::put_right(buffer, row, &sum.amount, style);
        let room = Rect {
            width: row.width.saturating_sub(used + 1),
            ..row
        };
        ink::put(buffer, room, &sum.label, theme.style(Meaning::Muted));
    }
}

/// What one has to do, what the notice asks for it, and what one has done.
fn draw_mine(
    screen: &Overview,
    facts: &Facts,
    mine: &Mine,
    buffer: &mut Buffer,
    area: Rect,
    theme: Theme,
) {
    let steps = u16::try_from(mine.steps.len()).unwrap_or(u16::MAX);
    let height = (steps.max(1) + 1).min(area.height / 2);
    screen
        .list
        .draw(buffer, Rect { height, ..area }, true, theme);
    let rest = ink::below(area, height);
    let asked = Rect {
        height: 3.min(rest.height),
        ..rest
    };
    Reader::new("", about_step(screen, mine)).draw(buffer, asked, theme);
    let rest = ink::below(rest, asked.height);
    let width = side(SUMS, area.width);
    let left = rest.width - width;
    let done = Rect {
        width: left.saturating_sub(2),
        ..rest
    };
    let title = format!("已报 {} 项", mine.done.len());
    ink::put(
        buffer,
        ink::row(done, 0),
        &title,
        theme.style(Meaning::Heading),
    );
    let names = mine.done.iter().map(|one| ink::columns(&one.name)).max();
    let names = usize::from(names.unwrap_or_default());
    for (index, one) in mine.done.iter().enumerate() {
        let row = ink::row(ink::below(done, 1), index);
        let (state, meaning) = standing::of_sending(one.state, one.sending);
        let name = pad_right(&one.name, names);
        let at = match one.sending {
            Some(sending @ Sending::Received { .. }) => format!("  {}", sending.words()),
            _ => format!("  {}", words::moment(one.received_at)),
        };
        let again = match one.revisions {
            0 | 1 => String::new(),
            revisions => format!("  第 {revisions} 版"),
        };
        let pieces = [
            (state.as_str(), theme.style(meaning)),
            ("  ", theme.style(Meaning::Text)),
            (name.as_str(), theme.style(Meaning::Text)),
            (at.as_str(), theme.style(Meaning::Muted)),
            (again.as_str(), theme.style(Meaning::Muted)),
        ];
        ink::put_spans(buffer, row, pieces);
    }
    draw_sums(facts, buffer, ink::indent(rest, left), theme);
}

/// What the notice asks for the selected step, and what there is to say about its due day.
fn about_step(screen: &Overview, mine: &Mine) -> Vec<(String, Meaning)> {
    let Some(Target::Step(_, period)) = screen.target() else {
        return Vec::new();
    };
    let step = mine.steps.iter().find(|step| step.period == *period);
    step.map_or_else(Vec::new, |step| {
        let remark = step.remark.iter();
        let remark = remark.map(|remark| (remark.clone(), Meaning::Warning));
        remark
            .chain([(step.hint.clone(), Meaning::Muted)])
            .collect()
    })
}
