//! `anyue overview`: where the campaign stands, as text or JSON. What the screen 总览 draws, told in lines.

mod shape;

use chrono::Datelike;

use super::answer::Answer;
use super::failure::Failure;
use super::page::{Page, Piece, Side, Table, Tone};
use super::session::Session;
use super::status::{self, due_line};
use crate::domain::calendar::{Instant, words};
use crate::domain::period::PeriodId;
use crate::domain::submission::show_answer;
use crate::ops::Desk;
use crate::ops::overview::{
    Below, By, Cadence, CampaignDay, Mine, NextDeadline, Overview, Received, Returned, Stretch,
    overview,
};
use crate::ops::status::{Head, Overdue};

/// How many late units the page names; JSON names all.
const NAMED: usize = 12;
/// Columns of a full bar.
const BAR: u32 = 20;

pub(super) fn run(session: &Session<'_>) -> Result<Answer, Failure> {
    let mut desk = session.desk()?;
    let seen = overview(&mut desk, session.now)?;
    Ok(Answer::new(page(&seen), shape::Shape::from(&seen)))
}

/// The overview and below it the matrix: what is printed where there is no terminal to draw on.
pub(super) fn with_matrix(desk: &mut Desk, session: &Session<'_>) -> Result<Answer, Failure> {
    let seen = overview(desk, session.now)?;
    let matrix = crate::ops::status::survey(desk, session.now)?;
    let mut all = page(&seen);
    all.line("").append(status::page(&matrix));
    Ok(Answer::new(all, shape::Shape::from(&seen)))
}

fn page(seen: &Overview) -> Page {
    let mut page = Page::new();
    head(&mut page, seen);
    if let Some(next) = &seen.next {
        next_deadline(&mut page, next, seen);
    }
    if let Some(mine) = &seen.mine {
        own(&mut page, mine, seen);
    }
    if let Some(below) = &seen.below {
        bars(&mut page, below, seen.now);
    }
    figures(&mut page, seen);
    if let Some(below) = &seen.below {
        received(&mut page, &below.received);
        late(&mut page, below, seen);
    }
    page
}

fn head(page: &mut Page, seen: &Overview) {
    let title = match seen.document.as_str() {
        "" => seen.title.clone(),
        document => format!("{}（{document}）", seen.title),
    };
    page.heading(title);
    if !seen.theme.is_empty() {
        page.line(format!("主题：{}", seen.theme));
    }
    let today = seen.now.date();
    let today = format!("{} {}", words::date(today), words::weekday(today.weekday()));
    let day = match seen.day {
        CampaignDay::Before { days_left } => format!("距活动开始还有 {days_left} 天"),
        CampaignDay::Running { day, of } => format!("活动第 {day} 天，共 {of} 天"),
        CampaignDay::After { days_since } => format!("活动已结束 {days_since} 天"),
    };
    page.line(format!(
        "今天 {today} {}，{day}；本单位：{}",
        words::time(seen.now.time()),
        seen.seat.name
    ));
    for marked in &seen.marked {
        let left = match marked.days_left {
            0 => "就是今天".to_owned(),
            days => format!("还有 {days} 天"),
        };
        page.line(format!(
            "{} {}，{left}",
            words::day_from(marked.date, seen.now.date()),
            marked.name
        ));
    }
}

fn next_deadline(page: &mut Page, next: &NextDeadline, seen: &Overview) {
    page.line("").pieces([
        Piece::new("下一个截止", Tone::Heading),
        Piece::from(format!(
            "  {}，",
            words::deadline_from(next.deadline, seen.now)
        )),
        Piece::new(words::time_left(seen.now, next.deadline), Tone::Warning),
    ]);
    // Who reports for nobody but itself finds all this among its own steps.
    let periods = next.periods.iter().filter(|_| seen.below.is_some());
    for period in periods {
        let owing = period.outstanding.len();
        let nobody = seen.below.as_ref().is_some_and(|below| below.units == 0);
        page.line(match owing {
            0 if nobody => format!("  {}：还没有单位", period.name),
            0 => format!("  {}：已收齐", period.name),
            _ => format!("  {}：还差 {owing} 个单位", period.name),
        });
        if let Some(remark) = &period.remark {
            page.line(Piece::new(format!("  ! {remark}"), Tone::Warning));
        }
    }
}

fn own(page: &mut Page, mine: &Mine, seen: &Overview) {
    page.line("").heading("接下来要做");
    if mine.steps.is_empty() && mine.returned.is_empty() && mine.stale.is_empty() {
        page.line("  都已报送。");
    }
    for one in &mine.returned {
        returned(page, one, seen);
    }
    for one in &mine.stale {
        page.pieces([
            Piece::from("  "),
            Piece::new("有变动", Tone::Warning),
            Piece::from(format!("  {}：汇总以后，下面的报送有变动", one.name)),
        ]);
        page.line(format!("    重新汇总 anyue rollup {}", one.period));
    }
    for step in &mine.steps {
        page.pieces([
            Piece::from("  "),
            Piece::new(step.state.label(), status::tone(step.state)),
            Piece::from(format!("  {}：{}", step.name, step.words(seen.now))),
        ]);
        for remark in step.remark.iter() {
            page.line(Piece::new(format!("    ! {remark}"), Tone::Warning));
        }
        // Who reports for itself alone knows how; who collects is told which of its periods are added up.
        if seen.below.is_some() {
            page.line(format!("    {}", way(step.by, &step.period, seen)));
        }
    }
    if !mine.done.is_empty() {
        page.heading("已报送");
    }
    for done in &mine.done {
        let received = words::moment(done.received_at);
        let (word, tone) = status::word_of(done.state, done.sending);
        page.pieces([
            Piece::from("  "),
            Piece::new(word, tone),
            Piece::from(format!(
                "  {}：{received}，第 {} 版",
                done.name, done.revisions
            )),
        ]);
    }
    if !mine.collector.is_empty() {
        page.line(format!("报送给：{}", mine.collector));
    }
}

/// What came back, every remark in a line of its own, and what to do about it.
fn returned(page: &mut Page, one: &Returned, seen: &Overview) {
    page.pieces([
        Piece::from("  "),
        Piece::new("退回", Tone::Bad),
        Piece::from(format!("  {}：", one.name)),
    ]);
    for remark in &one.remarks {
        page.line(Piece::new(
            format!("    ! {}", remark.told()),
            Tone::Warning,
        ));
    }
    page.line(format!("    更正后 {}", way(one.by, &one.period, seen)));
}

/// The verb that answers a period: `anyue rollup weekly/1`.
fn way(by: By, period: &PeriodId, seen: &Overview) -> String {
    match by {
        By::RollUp => format!("anyue rollup {period}"),
        By::Form => {
            let code = &seen.seat.code;
            format!("anyue submit --unit {code} --period {period}")
        }
    }
}

/// A bar per period: `#` received on time, `+` late, `.` not received.
fn bars(page: &mut Page, below: &Below, now: Instant) {
    page.line("")
        .heading(format!("报送情况（{} 个单位）", below.units));
    let mut table = Table::new([
        ("  期次", Side::Left),
        ("截止", Side::Left),
        ("#按时 +迟报 .未收", Side::Left),
        ("按时", Side::Right),
        ("迟报", Side::Right),
        ("缺报", Side::Right),
        ("待报", Side::Right),
        ("免报", Side::Right),
    ]);
    for head in &below.bars {
        let tally = &head.tally;
        let count = |count: u32, tone: Tone| match count {
            0 => Piece::new("0", Tone::Muted),
            count => Piece::new(count.to_string(), tone),
        };
        table.row([
            Piece::from(match head.closed_at {
                None => format!("  {}", head.period.name),
                Some(_) => format!("  {}（已关账）", head.period.name),
            }),
            Piece::from(words::deadline_from(head.period.deadline(), now)),
            Piece::from(bar(head)),
            count(tally.on_time, Tone::Good),
            count(tally.late, Tone::Warning),
            count(tally.missing, Tone::Bad),
            count(tally.pending, Tone::Plain),
            count(tally.excused, Tone::Plain),
        ]);
    }
    page.table(&table)
        .line(format!("  {}", due_line(&below.due)));
    for one in &below.twofold {
        page.line(Piece::new(
            format!("  ! 可能重复：{}，请核对是不是同一单位", one.words()),
            Tone::Warning,
        ));
    }
}

fn bar(head: &Head) -> String {
    let tally = &head.tally;
    let expected = tally.expected.max(1);
    // Each share begins where the one before ends, so that the whole is never longer than the bar.
    let until = |units: u32| (units * BAR + expected / 2) / expected;
    let on_time = until(tally.on_time);
    let received = until(tally.received());
    let repeat = |sign: &str, times: u32| sign.repeat(times as usize);
    format!(
        "{}{}{}",
        repeat("#", on_time),
        repeat("+", received - on_time),
        repeat(".", BAR - received)
    )
}

fn figures(page: &mut Page, seen: &Overview) {
    if !seen.headlines.is_empty() {
        page.line("").heading("主要指标（累计）");
        let mut table = Table::new([("", Side::Left), ("", Side::Right), ("", Side::Left)]);
        for headline in &seen.headlines {
            let text = headline.answer.as_ref().map_or_else(
                || "/".to_owned(),
                |answer| show_answer(&headline.figure, answer),
            );
            table.row([
                Piece::from(format!("  {}", headline.figure.label)),
                Piece::from(text),
                Piece::from(&headline.figure.measure),
            ]);
        }
        page.rows(&table);
    }
    let Some(hazards) = &seen.hazards else {
        return;
    };
    page.line("").pieces([
        Piece::new("隐患台账", Tone::Heading),
        Piece::from(format!(
            "  发现 {}，已销号 {}，整改中 {}，",
            hazards.found, hazards.closed, hazards.open
        )),
        Piece::new(
            format!("逾期 {}", hazards.overdue),
            if hazards.overdue > 0 {
                Tone::Bad
            } else {
                Tone::Plain
            },
        ),
    ]);
}

fn received(page: &mut Page, received: &Received) {
    page.line("").heading(received.every.heading());
    let most = received.stretches.iter().map(Stretch::received).max();
    let most = most.unwrap_or_default().max(BAR);
    for stretch in &received.stretches {
        // A sign is one submission as long as the fullest stretch has no more than a bar.
        let until = |count: u32| (count * BAR).div_ceil(most) as usize;
        let (on_time, all) = (until(stretch.on_time), until(stretch.received()));
        let marks = "#".repeat(on_time) + &"+".repeat(all - on_time);
        let name = received.name(stretch);
        let name = match received.every {
            Cadence::Week => format!("{name} {}", stretch.days),
            Cadence::Month | Cadence::Quarter => name,
        };
        page.line(format!("  {name}  {marks} {}", stretch.received()));
    }
}

fn late(page: &mut Page, below: &Below, seen: &Overview) {
    if !below.overdue.is_empty() {
        page.line("").pieces([Piece::new(
            format!("逾期未报 {} 个单位", below.overdue.len()),
            Tone::Bad,
        )]);
        for one in below.overdue.iter().take(NAMED) {
            page.line(format!("  {}", late_words(one, seen)));
        }
        if below.overdue.len() > NAMED {
            page.line("  ……全部见 anyue status --state 缺报");
        }
    }
    if !below.unregistered.is_empty() {
        let names: Vec<&str> = below
            .unregistered
            .iter()
            .map(|unit| unit.name.as_str())
            .collect();
        page.line("")
            .line(format!("未登记联络员：{}", names.join("、")));
    }
}

fn late_words(one: &Overdue, seen: &Overview) -> String {
    let names: Vec<&str> = one
        .missing
        .iter()
        .map(|period| period.name.as_str())
        .collect();
    let liaison = one
        .liaison
        .as_ref()
        .map_or_else(String::new, |name| format!("（{name}）"));
    format!(
        "{}{liaison}：{}，{}",
        one.unit.name,
        names.join("、"),
        words::time_left(seen.now, one.since())
    )
}
