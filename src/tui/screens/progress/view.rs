//! How the screen looks: what is shown above, the matrix, and the selected unit below it or, where there is room, at
//! its right with all of its periods.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::grid;
use super::narrowing;
use super::popup::Popup;
use super::state::{Progress, Selected};
use crate::domain::calendar::{Instant, words};
use crate::domain::period::Period;
use crate::domain::status::State;
use crate::domain::unit::Unit;
use crate::ops::status::{Cell, Head, Row};
use crate::tui::kit::ink;
use crate::tui::kit::overlay;
use crate::tui::kit::reader::Reader;
use crate::tui::screen::Context;
use crate::tui::screens::standing;
use crate::tui::theme::Meaning;

/// From this width on the selected unit stands at the right.
const WIDE: u16 = 110;
/// Columns that it takes there.
const ASIDE: u16 = 39;
/// Rows that it takes below: a rule and three lines.
const BELOW: u16 = 4;

/// Draws everything. Answers where the cursor belongs.
pub fn draw(
    screen: &Progress,
    buffer: &mut Buffer,
    area: Rect,
    context: &Context,
    now: Instant,
) -> Option<Position> {
    let theme = context.theme;
    if let Some(popup @ Popup::Texts(_)) = &screen.popup {
        return popup.draw(buffer, area, theme);
    }
    let caret = draw_top(screen, buffer, ink::row(area, 0), context);
    let body = ink::below(area, 1);
    if area.width >= WIDE {
        let width = area.width - ASIDE;
        screen.table.draw(
            buffer,
            Rect {
                width: width - 1,
                ..body
            },
            true,
            theme,
        );
        let aside = overlay::panel(buffer, ink::indent(body, width), "", false, theme);
        draw_aside(screen, buffer, aside, context, now);
    } else {
        let height = body.height.saturating_sub(BELOW);
        screen
            .table
            .draw(buffer, Rect { height, ..body }, true, theme);
        draw_below(screen, buffer, ink::below(body, height), context, now);
    }
    match &screen.popup {
        Some(popup) => popup.draw(buffer, area, theme),
        None => caret,
    }
}

/// How many there are, which are shown, in what order; the search while it is typed.
fn draw_top(
    screen: &Progress,
    buffer: &mut Buffer,
    line: Rect,
    context: &Context,
) -> Option<Position> {
    let theme = context.theme;
    let muted = theme.style(Meaning::Muted);
    let used = ink::put_right(buffer, line, narrowing::sort_words(screen.sort), muted);
    let line = Rect {
        width: line.width.saturating_sub(used + 2),
        ..line
    };
    if screen.searching {
        let used = ink::put(buffer, line, "查找 ", theme.style(Meaning::Heading));
        let field = Rect {
            width: 30.min(line.width.saturating_sub(used)),
            ..ink::indent(line, used)
        };
        let rest = ink::indent(line, used + field.width + 2);
        let by = match context.registers() {
            true => "名称、编码、联络员，或拼音首字母",
            false => "名称、编码，或拼音首字母",
        };
        ink::put(buffer, rest, by, muted);
        return screen.search.draw(buffer, field, true, theme);
    }
    let (shown, all) = screen.counts();
    let count = match shown == all {
        true => format!("{all} 家单位"),
        false => format!("{all} 家中的 {shown} 家"),
    };
    let matrix = screen.survey.as_ref().map(|survey| &survey.matrix);
    let mut what = matrix.map_or(String::new(), |matrix| {
        narrowing::words(matrix, &screen.filter)
    });
    if !screen.filter.text.is_empty() {
        let dot = if what.is_empty() { "" } else { " · " };
        what = format!("{what}{dot}“{}”", screen.filter.text);
    }
    let pieces = [
        (count.as_str(), theme.style(Meaning::Heading)),
        ("  ", muted),
        (what.as_str(), theme.style(Meaning::Accent)),
    ];
    ink::put_spans(buffer, line, pieces);
    None
}

/// The selected unit and period in three lines.
fn draw_below(screen: &Progress, buffer: &mut Buffer, area: Rect, context: &Context, now: Instant) {
    let theme = context.theme;
    let rule = "-".repeat(usize::from(area.width));
    ink::put(
        buffer,
        ink::row(area, 0),
        &rule,
        theme.style(Meaning::Border),
    );
    let Some(at) = screen.selected() else { return };
    let unit = &at.row.unit;
    let mut who = format!("{}（{}）", unit.name, unit.code);
    let facts = about_unit(screen, at, context);
    for fact in facts.iter().map(|(label, value)| match *label {
        "类别" => value.clone(),
        label => format!("{label} {value}"),
    }) {
        who.push_str("  ");
        who.push_str(&fact);
    }
    ink::put(buffer, ink::row(area, 1), &who, theme.style(Meaning::Text));
    let period = &at.head.period;
    let line = ink::row(area, 2);
    let name = format!("{}  ", period.name);
    let (state, meaning) = standing::of(at.cell);
    let told = format!("  {}", about_cell(period, at.cell, now));
    ink::put_spans(
        buffer,
        line,
        [
            (name.as_str(), theme.style(Meaning::Text)),
            (state.as_str(), theme.style(meaning)),
            (told.as_str(), theme.style(Meaning::Muted)),
        ],
    );
    let mut tally = format!("{}  {}", period.short_name, tally_words(screen, at.head));
    if let Some(remark) = remark(at.head, now) {
        tally.push_str("  ");
        tally.push_str(&remark);
    }
    ink::put(
        buffer,
        ink::row(area, 3),
        &tally,
        theme.style(Meaning::Muted),
    );
}

/// The selected unit with all of its periods.
fn draw_aside(screen: &Progress, buffer: &mut Buffer, area: Rect, context: &Context, now: Instant) {
    let Some(at) = screen.selected() else { return };
    let mut text = vec![(at.row.unit.name.clone(), Meaning::Heading)];
    text.push((format!("编码 {}", at.row.unit.code), Meaning::Muted));
    for (label, value) in about_unit(screen, at, context) {
        text.push((format!("{label} {value}"), Meaning::Muted));
    }
    text.push((String::new(), Meaning::Text));
    text.extend(about_row(screen, at.row, now));
    text.push((String::new(), Meaning::Text));
    let period = &at.head.period;
    text.push((period.name.clone(), Meaning::Heading));
    text.push((tally_words(screen, at.head), Meaning::Text));
    if let Some(remark) = remark(at.head, now) {
        text.push((remark, Meaning::Warning));
    }
    Reader::new("", text).draw(buffer, ink::indent(area, 1), context.theme);
}

/// Every period of a row: its name with the state, and what there is to tell.
fn about_row(screen: &Progress, row: &Row, now: Instant) -> Vec<(String, Meaning)> {
    let heads = screen.shown.iter().flat_map(|shown| &shown.heads);
    heads
        .zip(&row.cells)
        .flat_map(|(head, cell)| {
            let (state, meaning) = standing::of(cell);
            let name = format!("{state}  {}", head.period.name);
            let told = match standing::came(cell) {
                // In time is in time: there is little room, and no need to tell by when.
                Some(came) if cell.state == State::Received && cell.returned_at.is_none() => {
                    format!("  {came}")
                }
                _ => format!("  {}", about_cell(&head.period, cell, now)),
            };
            [(name, meaning), (told, Meaning::Muted)]
        })
        .collect()
}

/// Kind, liaison, reminders, excusals.
fn about_unit(
    screen: &Progress,
    at: Selected<'_>,
    context: &Context,
) -> Vec<(&'static str, String)> {
    let unit: &Unit = &at.row.unit;
    let kind = unit
        .kind
        .as_ref()
        .and_then(|kind| context.campaign.kind(kind));
    let sent = screen
        .survey
        .as_ref()
        .and_then(|survey| survey.sent.get(&unit.id));
    let mut facts = vec![(
        "类别",
        kind.map_or("未分类".into(), |kind| kind.name.clone()),
    )];
    if context.registers() {
        let liaison = at.row.liaison.clone();
        facts.push(("联络员", liaison.unwrap_or("未登记".into())));
    }
    facts.push(("催报", sent.map_or("没有催过".into(), |sent| sent.words())));
    if let Some(excusal) = unit.excusal_on(at.head.period.occurrence.due) {
        facts.push(("免报", excusal.reason.clone()));
    }
    facts
}

/// How many stand where, and how many of those that came have to come again.
fn tally_words(screen: &Progress, head: &Head) -> String {
    let mut words = standing::tally(&head.tally);
    let survey = screen.survey.as_ref();
    let returned = survey.map_or(0, |survey| survey.matrix.returned(&head.period.id));
    if returned > 0 {
        words.push_str(&format!("  {} {returned}", standing::returned()));
    }
    words
}

/// What was returned waits for another; how long: `退回已 3 天，等它重报；6月11日 09:00 收到，按时`. Else by when, and when it came or how long there is: `截止 6月18日 24:00，还有 6 小时`.
fn about_cell(period: &Period, cell: &Cell, now: Instant) -> String {
    if let (Some(waited), Some(came)) = (cell.waited(now), standing::came(cell)) {
        return format!("{waited}，等它重报；{came}，{}", cell.state.label());
    }
    let deadline = words::deadline_from(cell.deadline, now);
    let mut told = if cell.deadline == period.deadline() {
        format!("截止 {deadline}")
    } else {
        let own = words::day_from(period.occurrence.due, now.date());
        format!("延期至 {deadline}（原定 {own}）")
    };
    match (cell.state, standing::came(cell)) {
        (_, Some(came)) => told.push_str(&format!("，{came}")),
        (State::Excused | State::NotOwed, _) => {}
        (State::NotOpen, _) => {
            let opens = words::month_day(period.occurrence.opens.date());
            told.push_str(&format!("，{opens}开始"));
        }
        _ => told.push_str(&format!("，{}", words::time_left(now, cell.deadline))),
    }
    match cell.receipt.revisions {
        0 | 1 => {}
        revisions => told.push_str(&format!("，第 {revisions} 版")),
    }
    told
}

/// That the books are closed; or what there is to say about the due day while it is ahead.
fn remark(head: &Head, now: Instant) -> Option<String> {
    if let Some(at) = head.closed_at {
        return Some(format!("{} {} 已关账", grid::CLOSED, words::moment(at)));
    }
    let remark = head.period.occurrence.remark.as_ref();
    remark
        .filter(|_| !head.period.is_due(now))
        .map(ToString::to_string)
}
