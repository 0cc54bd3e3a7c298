//! The record of one unit's activities (活动情况记录), which counts into its yearly assessment: a first sheet that says
//! how it stands, and behind it everything that the desk keeps of it. What it wrote and which files it sent is gathered in
//! `reported`.

mod reported;

use super::records::{register_sheet, scores, target_sheet};
use super::{Kind, Request, Scope, gather};
use crate::domain::calendar::Instant;
use crate::domain::id::UnitId;
use crate::domain::status::{State, Tally, show_rate};
use crate::domain::typing::show_number;
use crate::error::Fault;
use crate::export::Export;
use crate::export::paper::{OwnPeriod, RecordCover, file_sheet, period_sheet, text_sheet};
use crate::export::sheet::{Sheet, Workbook};
use crate::ops::status::Sort;
use crate::ops::{Desk, points};

/// Everything that a desk keeps of one unit, or of all: what it reported, its records, its targets, its points.
pub(super) fn unit_record(
    desk: &mut Desk,
    request: &Request,
    now: Instant,
) -> Result<Export, Fault> {
    let status = Request {
        kind: Kind::Status,
        ..request.clone()
    };
    let mut sheets = match request.scope {
        Scope::Unit(unit) => vec![own_periods(desk, unit, now)?],
        Scope::Subtree(_) => sheets_of(gather::status(desk, &status, now)?),
    };
    let reported = reported::of(desk, request.scope)?;
    sheets.extend(tables(desk, request, now)?);
    let mut kept = Vec::new();
    if desk.campaign.keeps_hazards() {
        kept.extend(sheets_of(gather::hazards(desk, request, now)?));
    }
    for register in &desk.campaign.registers {
        kept.push(register_sheet(desk, register, request.scope, now)?);
    }
    let files = file_sheet(&desk.campaign, &reported.files);
    let of = |sheet: &Sheet| (sheet.name.clone(), sheet.rows.len());
    let contents = kept.iter().chain([&files]).map(of);
    // A list without a line says nothing.
    let contents: Vec<(String, usize)> = contents.filter(|(_, lines)| *lines > 0).collect();
    sheets.extend(kept);
    for table in &desk.campaign.points {
        let of = Request {
            of: Some(table.id.to_string()),
            ..request.clone()
        };
        sheets.extend(sheets_of(scores(desk, &of, now)?));
    }
    if !desk.campaign.targets.is_empty() {
        sheets.push(target_sheet(desk, request.scope, now)?);
    }
    sheets.push(files);
    sheets.push(text_sheet(&desk.campaign, &reported.texts));
    sheets.retain(|sheet| !sheet.rows.is_empty());
    let unit = desk.unit(request.scope.unit())?;
    let whose = match request.scope {
        Scope::Subtree(top) if top == desk.seat.unit => "各单位".to_owned(),
        _ => unit.name.clone(),
    };
    let facts = facts(desk, &status, now)?;
    let cover = RecordCover {
        campaign: &desk.campaign,
        whose: &whose,
        facts: &facts,
        contents: &contents,
        today: now.date(),
    };
    sheets.insert(0, cover.sheet());
    Ok(Workbook::new(cover.title(), sheets).into())
}

/// Where one unit stands with its own periods, those that have begun and the next.
fn own_periods(desk: &Desk, unit: UnitId, now: Instant) -> Result<Sheet, Fault> {
    let request = Request::whole(Kind::Status, Scope::Unit(unit));
    let matrix = gather::matrix(desk, &request, now)?;
    let matrix = matrix.narrowed(&gather::up_to_next(desk, now), Sort::Code);
    let cells = matrix.rows.first().map(|row| row.cells.as_slice());
    let cells = cells.unwrap_or_default().iter();
    let owed = matrix.heads.iter().zip(cells);
    let owed = owed.filter(|(_, cell)| cell.state != State::NotOwed);
    let lines: Vec<OwnPeriod<'_>> = owed
        .map(|(head, cell)| OwnPeriod {
            period: &head.period,
            deadline: cell.deadline,
            state: cell.state,
            is_returned: cell.returned_at.is_some(),
            received_at: cell.receipt.received_at,
        })
        .collect();
    Ok(period_sheet(&desk.campaign, &lines, now))
}

/// What was reported in each table, by the name that the paper has for it; a table in which nothing was reported is left out.
fn tables(desk: &mut Desk, request: &Request, now: Instant) -> Result<Vec<Sheet>, Fault> {
    let tables = desk.campaign.tables.iter();
    let tables: Vec<_> = tables
        .map(|one| (one.id.clone(), one.label.clone()))
        .collect();
    let mut sheets = Vec::new();
    for (table, label) in tables {
        let of = Request {
            kind: Kind::Figures,
            table: Some(table),
            ..request.clone()
        };
        let totals = gather::totals(desk, &of, now)?;
        if totals
            .figures
            .values()
            .all(|total| total.answer().is_none())
        {
            continue;
        }
        let mut own = sheets_of(gather::figures(desk, &of, now)?);
        if let Some(first) = own.first_mut() {
            first.name = label;
        }
        sheets.extend(own);
    }
    Ok(sheets)
}

/// How the unit stands, in words: its kind, what it handed in, its points.
fn facts(desk: &Desk, status: &Request, now: Instant) -> Result<Vec<(String, String)>, Fault> {
    let mut facts = Vec::new();
    let mut say = |name: &str, text: String| facts.push((name.to_owned(), text));
    let unit = desk.unit(status.scope.unit())?;
    let is_one = matches!(status.scope, Scope::Unit(_));
    if is_one {
        say("单位", unit.name.clone());
        let kind = unit.kind.as_ref().and_then(|kind| desk.campaign.kind(kind));
        if let Some(kind) = kind {
            say("单位类别", kind.name.clone());
        }
    }
    let matrix = gather::matrix(desk, status, now)?;
    let mut tally = Tally::default();
    for head in &matrix.heads {
        tally += head.tally;
    }
    let Tally {
        expected,
        on_time,
        late,
        missing,
        pending,
        ..
    } = tally;
    say(
        "报送情况",
        format!("应报 {expected} 次，按时 {on_time}，迟报 {late}，缺报 {missing}，待报 {pending}"),
    );
    if matrix.due.expected > 0 {
        say("已到期报送率", show_rate(matrix.due.completeness()));
        say("已到期及时率", show_rate(matrix.due.timeliness()));
    }
    for table in &desk.campaign.points {
        let all = points::scores(desk, table, now)?.units;
        let own = all.iter().find(|one| is_one && one.unit == unit.id);
        let Some(own) = own else { continue };
        let missing = match own.score.missing {
            None => String::new(),
            Some(0) => "，已经达到".to_owned(),
            Some(missing) => format!("，还差 {}", show_number(missing, table.scale)),
        };
        let total = show_number(own.score.total, table.scale);
        say(&table.name, format!("{total} 分{missing}"));
    }
    Ok(facts)
}

fn sheets_of(export: Export) -> Vec<Sheet> {
    match export {
        Export::Sheet(workbook) => workbook.sheets,
        Export::Document(_) => Vec::new(),
    }
}
