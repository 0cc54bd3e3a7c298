//! How the screen looks: the list of periods, or a form with its heading, its parts, the part that is shown, and what
//! lies on top.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::choosing::{self, Choosing};
use super::marks;
use super::pages::{Body, Page};
use super::sheet::{Mode, Sheet, spot_of};
use super::state::{Busy, Layer, Phase, Report};
use crate::domain::calendar::{Instant, words};
use crate::domain::problem::Place;
use crate::domain::review::Verdict;
use crate::domain::status::State;
use crate::tui::keys::Action;
use crate::tui::keys::keymap::{Scope, named};
use crate::tui::kit::ink;
use crate::tui::screen::Context;
use crate::tui::screens::standing;
use crate::tui::theme::{Meaning, Theme};

/// Draws the screen and places the cursor.
pub fn draw(report: &Report, frame: &mut Frame<'_>, area: Rect, context: &Context, now: Instant) {
    let theme = context.theme;
    let buffer = frame.buffer_mut();
    let under = match &report.phase {
        Phase::Nothing => {
            let text = "还没有选择单位。按 / 选择。";
            ink::put(buffer, area, text, theme.style(Meaning::Muted));
            None
        }
        Phase::Loading => {
            ink::put(buffer, area, "正在读取……", theme.style(Meaning::Muted));
            None
        }
        Phase::Choosing(choosing) => {
            draw_choosing(choosing, buffer, area, context);
            None
        }
        Phase::Open(sheet) => draw_sheet(report, sheet, buffer, area, context, now),
    };
    let cursor = match &report.layer {
        None => under,
        Some(Layer::Pick(pick, _)) => pick.draw(buffer, area, theme),
        Some(Layer::Ask(dialog, _)) => dialog.draw(buffer, area, theme),
    };
    if let Some(cursor) = cursor {
        frame.set_cursor_position(cursor);
    }
}

fn draw_choosing(choosing: &Choosing, buffer: &mut Buffer, area: Rect, context: &Context) {
    let theme = context.theme;
    let title = format!("{} 要报送的", context.unit_name(choosing.unit));
    ink::put(buffer, area, &title, theme.style(Meaning::Heading));
    let bottom = area.height.saturating_sub(3);
    let table = Rect {
        height: bottom,
        ..ink::below(area, 1)
    };
    choosing
        .table
        .draw(buffer, table.intersection(area), true, theme);
    let Some(period) = choosing.period() else {
        return;
    };
    let duty = context.campaign.duty(&period.id.duty);
    let days = period.to_report().unwrap_or_default();
    let hint = &format!("{days}{}", duty.map_or("", |duty| &duty.hint));
    let last = ink::below(area, area.height.saturating_sub(2));
    let wrapped = crate::text::wrap::wrap(hint, last.width.into());
    for (index, line) in wrapped.iter().take(2).enumerate() {
        ink::put(
            buffer,
            ink::row(last, index),
            line.text(hint),
            theme.style(Meaning::Muted),
        );
    }
}

fn draw_sheet(
    report: &Report,
    sheet: &Sheet,
    buffer: &mut Buffer,
    area: Rect,
    context: &Context,
    now: Instant,
) -> Option<Position> {
    let used = draw_heading(report, sheet, buffer, area, context, now);
    draw_parts(sheet, buffer, ink::row(area, used), context.theme);
    let rest = ink::below(area, u16::try_from(used + 1).unwrap_or(u16::MAX));
    draw_page(sheet, buffer, rest, context.theme)
}

/// Whose report it is, for which days, by when, and where it stands. Answers how many rows it took.
fn draw_heading(
    report: &Report,
    sheet: &Sheet,
    buffer: &mut Buffer,
    area: Rect,
    context: &Context,
    now: Instant,
) -> usize {
    let theme = context.theme;
    draw_title(report, sheet, buffer, ink::row(area, 0), context);
    let (when, is_urgent) = when(sheet, now);
    let second = ink::row(area, 1);
    let style = match is_urgent {
        true => Meaning::Warning,
        false => Meaning::Muted,
    };
    let used = ink::put(buffer, second, &when, theme.style(style));
    let closed = sheet.known.closed_at;
    let closed = closed.map(|at| format!("{} 已关账", words::moment(at)));
    let remark = choosing::remark(&sheet.period, sheet.known.cell.state);
    let remark = closed.clone().unwrap_or(remark);
    let warning = theme.style(Meaning::Warning);
    let mut rows = 2;
    if used + ink::columns(&remark) + 2 <= second.width {
        ink::put(buffer, ink::indent(second, used + 2), &remark, warning);
    } else {
        let due = sheet.period.occurrence.remark.as_ref();
        let due = due.map(ToString::to_string);
        let text = closed.or(due).unwrap_or(remark);
        ink::put(buffer, ink::row(area, rows), &text, warning);
        rows += 1;
    }
    if let Some(standing) = standing_line(sheet, context) {
        let row = ink::row(area, rows);
        ink::put(buffer, row, &standing, theme.style(Meaning::Muted));
        rows += 1;
    }
    let of_whole = sheet.remarks.iter().find(|one| one.place == Place::Whole);
    if let Some(remark) = of_whole {
        let text = format!("{} {}", marks::sign(remark), remark.message);
        let style = theme.style(marks::meaning(remark));
        ink::put(buffer, ink::row(area, rows), &text, style);
        rows += 1;
    }
    rows
}

/// Whose report it is and of which period; at the right, where it stands and whether what was typed is on disk.
fn draw_title(report: &Report, sheet: &Sheet, buffer: &mut Buffer, row: Rect, context: &Context) {
    let theme = context.theme;
    let saving = match (sheet.is_saved(), &report.trouble) {
        (true, _) => "已存",
        (false, None) => "在存",
        (false, Some(_)) => "未存",
    };
    let state = match report.busy {
        Some(Busy::HandingIn) => "正在报送……".to_owned(),
        Some(Busy::Attaching) => "正在添加材料……".to_owned(),
        None => standing_word(sheet, saving),
    };
    let (_, meaning) = standing::of(&sheet.known.cell);
    let right = ink::put_right(buffer, row, &state, theme.style(meaning));
    let room = Rect {
        width: row.width.saturating_sub(right + 1),
        ..row
    };
    let unit = context.unit_name(sheet.known.unit);
    let title = format!("{unit} · {}", sheet.period.name);
    ink::put(buffer, room, &title, theme.style(Meaning::Heading));
}

fn standing_word(sheet: &Sheet, saving: &str) -> String {
    let state = sheet.known.cell.state;
    let (word, _) = standing::of(&sheet.known.cell);
    let label = match (sheet.mode, state) {
        // The draft is begun with the first keystroke; the desk's word comes later.
        (Mode::Fill, State::Received | State::Late) => format!("{word}，更正中"),
        _ => word,
    };
    let saved = match (sheet.is_touched(), state) {
        (false, _) => String::new(),
        (true, State::Draft) => saving.to_owned(),
        (true, _) => format!("，草稿{saving}"),
    };
    match &sheet.known.standing {
        Some(standing) => format!("{label} 第 {} 版{saved}", standing.number),
        None => format!("{label}{saved}"),
    }
}

fn when(sheet: &Sheet, now: Instant) -> (String, bool) {
    let cell = &sheet.known.cell;
    let days = sheet.period.days_in_words();
    let days = days.map_or_else(String::new, |days| format!("{days} · "));
    let deadline = words::deadline_from(cell.deadline, now);
    let extended = if cell.receipt.extended_to.is_some() {
        "（已延期）"
    } else {
        ""
    };
    let left = words::time_left(now, cell.deadline);
    match cell.state {
        State::Received | State::Late => (format!("{days}截止 {deadline}{extended}"), false),
        State::Missing => (
            format!("{days}截止 {deadline}{extended}，{left}，现在报送为迟报"),
            true,
        ),
        state => (
            format!("{days}截止 {deadline}{extended}，{left}"),
            state == State::DueSoon,
        ),
    }
}

/// What stands, when and how it came; or that it was taken back.
fn standing_line(sheet: &Sheet, context: &Context) -> Option<String> {
    let Some(standing) = &sheet.known.standing else {
        return (sheet.known.revisions > 0)
            .then(|| "先前的报送已撤回或作废，尚未重新报送。".to_owned());
    };
    let stamp = &standing.stamp;
    let answer = answered(sheet, sheet.known.unit == context.seat);
    let sending = sheet.known.cell.sending;
    let mut line = standing::came_at(stamp.sent_at, stamp.received_at, sending);
    // On the unit's own desk it matters how it went upward, not how it came here.
    if sending.is_none() {
        line.push_str(&format!("，{}", stamp.channel.label()));
    }
    let reason = match stamp.reason.as_str() {
        "" => String::new(),
        reason => format!("，理由：{reason}"),
    };
    // How far it has gone upward and what was said of it there belong together.
    line.push_str(&match sending {
        Some(_) => format!("{answer}{reason}"),
        None => format!("{reason}{answer}"),
    });
    if sheet.mode == Mode::Read && sheet.known.saved.is_some() {
        line.push_str("；另有未交的更正，按 e 继续或放弃");
    }
    Some(line)
}

/// What became of what stands: accepted, returned; or that two desks say different things.
fn answered(sheet: &Sheet, is_own: bool) -> String {
    let answer = &sheet.known.answer;
    let mut line = String::new();
    match (&answer.review, answer.rivals.as_slice()) {
        (_, [rival, ..]) => {
            line.push_str(&format!("；与第 {} 版说法不同，请到收件裁定", rival.number))
        }
        (None, _) => {}
        (Some(review), _) => match (review.verdict, review.comments.len()) {
            // How far a report has gone upward says so already.
            (Verdict::TakenBack, _) => {}
            (Verdict::Accepted, _) if sheet.known.cell.sending.is_some() => {}
            (Verdict::Accepted, _) => line.push_str("，已通过"),
            (Verdict::Returned, count) => {
                let said = match sheet.known.cell.sending {
                    Some(_) => "",
                    None => "，已退回",
                };
                let next = match is_own {
                    true => format!("按 {} 更正", named(Scope::Report, Action::Edit)),
                    false => "等它重报".to_owned(),
                };
                line.push_str(&format!("{said}（{count} 处意见），{next}"));
            }
        },
    }
    line
}

/// The names of the parts and where they stand, with how many problems are shown on each.
fn parts(sheet: &Sheet, row: Rect) -> Vec<(Rect, String)> {
    let mut rest = row;
    let pages = sheet.pages.iter().map(|page| {
        let problems = sheet.shown_problems().filter(|problem| {
            let spot = spot_of(&problem.place, &problem.message);
            sheet.mode == Mode::Fill && spot.is_some_and(|spot| page.body.has(&spot))
        });
        let label = match (problems.count() + remarks(sheet, page), &page.body) {
            (0, Body::Material(_)) if !sheet.draft.material.is_empty() => {
                format!(" {}({}) ", page.title, sheet.draft.material.len())
            }
            (0, _) => format!(" {} ", page.title),
            (count, _) => format!(" {} !{count} ", page.title),
        };
        let width = ink::columns(&label).min(rest.width);
        let at = Rect { width, ..rest };
        rest = ink::indent(rest, width + 1);
        (at, label)
    });
    pages.collect()
}

/// Where what was handed in is read, at how many places of a part something was said.
fn remarks(sheet: &Sheet, page: &Page) -> usize {
    match sheet.mode {
        Mode::Read => page.remarks,
        Mode::Fill => 0,
    }
}

/// The part that a click on the row of parts means.
pub fn part_at(sheet: &Sheet, at: Position) -> Option<usize> {
    let row = sheet.bar.area();
    let mut parts = parts(sheet, row).into_iter();
    parts.position(|(place, _)| place.contains(at))
}

fn draw_parts(sheet: &Sheet, buffer: &mut Buffer, row: Rect, theme: Theme) {
    sheet.bar.drawn_at(row);
    for (index, (at, label)) in parts(sheet, row).into_iter().enumerate() {
        let meaning = if index == sheet.at {
            Meaning::TabActive
        } else {
            Meaning::Text
        };
        ink::put(buffer, at, &label, theme.style(meaning));
    }
    let used: u16 = parts(sheet, row).iter().map(|(at, _)| at.width + 1).sum();
    let hint = sheet.page().map_or("", |page| &page.hint);
    ink::put(
        buffer,
        ink::indent(row, used + 1),
        hint,
        theme.style(Meaning::Muted),
    );
}

fn draw_page(sheet: &Sheet, buffer: &mut Buffer, area: Rect, theme: Theme) -> Option<Position> {
    let page = sheet.page()?;
    match &page.body {
        Body::Fields(form) | Body::Hazards(form) => {
            let (body, last) = with_last_row(area);
            ink::put(buffer, last, &page.note, theme.style(Meaning::Muted));
            form.draw(buffer, ink::below(body, 1), true, theme)
        }
        Body::Read(reader) => {
            reader.draw(buffer, ink::below(area, 1), theme);
            None
        }
        Body::Table(paper) => {
            let strip = paper.strip_rows(area.width).min(area.height / 4);
            let body = Rect {
                height: area.height - strip,
                ..area
            };
            let cursor = paper.draw(buffer, body, true, theme);
            paper.draw_strip(buffer, ink::below(area, body.height), theme);
            cursor
        }
        Body::Narrative(text) => {
            let (body, last) = with_last_row(area);
            draw_problem(sheet, &page.body, buffer, last, text.note(), theme);
            text.draw(buffer, body, true, theme)
        }
        Body::Material(files) => {
            let (body, last) = with_last_row(area);
            draw_problem(sheet, &page.body, buffer, last, None, theme);
            files.draw(buffer, body, theme)
        }
    }
}

fn with_last_row(area: Rect) -> (Rect, Rect) {
    let height = area.height.saturating_sub(1);
    (Rect { height, ..area }, ink::below(area, height))
}

/// What is wrong with a page as a whole, below it.
fn draw_problem(
    sheet: &Sheet,
    body: &Body,
    buffer: &mut Buffer,
    row: Rect,
    note: Option<&str>,
    theme: Theme,
) {
    match marks::of_page(sheet, body) {
        Some(problem) => {
            let text = format!("{} {}", marks::sign(problem), problem.message);
            ink::put(buffer, row, &text, theme.style(marks::meaning(problem)));
        }
        None => {
            ink::put(
                buffer,
                row,
                note.unwrap_or_default(),
                theme.style(Meaning::Warning),
            );
        }
    }
}
