//! Lists units, and brings many in at once.

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::json;

use super::{ImportArguments, ListArguments};
use crate::cli::answer::Answer;
use crate::cli::failure::Failure;
use crate::cli::lookup;
use crate::cli::page::{Page, Piece, Table, Tone};
use crate::cli::session::Session;
use crate::cli::shape::{UnitRef, unit_ref};
use crate::domain::calendar::words;
use crate::domain::campaign::Campaign;
use crate::domain::unit::Unit;
use crate::ops::unit::{
    BadRow, ImportMode, ImportPreview, import as import_units, preview, search,
};

#[derive(Debug, Serialize)]
struct Units {
    units: Vec<UnitShape>,
}

/// A unit with all that the desk knows about it.
#[derive(Debug, Serialize)]
pub(super) struct UnitShape {
    code: String,
    name: String,
    /// Id of its kind in the campaign file.
    kind: Option<String>,
    kind_name: Option<String>,
    /// Code of the unit above.
    parent: Option<String>,
    aliases: Vec<String>,
    credit_code: Option<String>,
    /// First day on which it is expected to report; `null` is since ever.
    joined_on: Option<NaiveDate>,
    /// First day on which it is no longer expected to report.
    closed_on: Option<NaiveDate>,
    excusals: Vec<ExcusalShape>,
}

#[derive(Debug, Serialize)]
struct ExcusalShape {
    from: NaiveDate,
    /// Inclusive.
    to: NaiveDate,
    reason: String,
}

impl UnitShape {
    pub(super) fn of(unit: &Unit, all: &[Unit], campaign: &Campaign) -> Self {
        let excusals = unit.excusals.iter().map(|excusal| ExcusalShape {
            from: excusal.from,
            to: excusal.to,
            reason: excusal.reason.clone(),
        });
        Self {
            code: unit.code.clone(),
            name: unit.name.clone(),
            kind: unit.kind.as_ref().map(ToString::to_string),
            kind_name: kind_name(unit, campaign).map(str::to_owned),
            parent: unit.parent.map(|parent| unit_ref(all, parent).code),
            aliases: unit.aliases.clone(),
            credit_code: unit.credit_code.clone(),
            joined_on: unit.joined_on,
            closed_on: unit.closed_on,
            excusals: excusals.collect(),
        }
    }
}

fn kind_name<'a>(unit: &Unit, campaign: &'a Campaign) -> Option<&'a str> {
    let kind = campaign.kind(unit.kind.as_ref()?)?;
    Some(&kind.name)
}

pub(super) fn list(arguments: &ListArguments, session: &Session<'_>) -> Result<Answer, Failure> {
    let desk = session.desk()?;
    let all = desk.units()?;
    let kind = match &arguments.kind {
        None => None,
        Some(text) => Some(lookup::kind(&desk.campaign, text)?),
    };
    let mut found = search(&all, &arguments.search);
    found.retain(|unit| kind.is_none() || unit.kind.as_ref() == kind.as_ref());
    let mut page = Page::new();
    let mut table = Table::of_texts(["编码", "单位", "类别", "状态"]);
    for unit in &found {
        table.row([
            Piece::from(&unit.code),
            Piece::from(&unit.name),
            Piece::from(kind_name(unit, &desk.campaign).unwrap_or_default()),
            standing(unit, session.today()),
        ]);
    }
    page.table(&table)
        .line(format!("共 {} 个单位。", found.len()));
    let units = found
        .iter()
        .map(|unit| UnitShape::of(unit, &all, &desk.campaign))
        .collect();
    Ok(Answer::new(page, Units { units }))
}

/// Whether it reports on a day, and if not, why.
fn standing(unit: &Unit, today: NaiveDate) -> Piece {
    if let Some(excusal) = unit.excusal_on(today) {
        let until = words::month_day(excusal.to);
        return Piece::new(format!("免报至{until}：{}", excusal.reason), Tone::Muted);
    }
    if let Some(joined) = unit.joined_on.filter(|joined| *joined > today) {
        return Piece::new(format!("{}起报", words::month_day(joined)), Tone::Muted);
    }
    match unit.closed_on {
        Some(day) if day <= today => {
            Piece::new(format!("{}停用", words::month_day(day)), Tone::Muted)
        }
        Some(day) => Piece::from(format!("{}起停用", words::month_day(day))),
        None => Piece::default(),
    }
}

pub(super) fn import(
    arguments: &ImportArguments,
    session: &mut Session<'_>,
) -> Result<Answer, Failure> {
    let mut desk = session.desk()?;
    let bytes = session.bytes_of(&arguments.file)?;
    let judged = preview(&desk, &bytes)?;
    if !judged.bad.is_empty() && !arguments.good_rows {
        return Err(bad_rows("没有导入", judged.good.len(), &judged.bad));
    }
    if arguments.dry_run {
        let good = judged.good.iter().map(|row| UnitRef {
            code: row.unit.code.clone(),
            name: row.unit.name.clone(),
        });
        return Ok(imported(
            "可以导入（尚未写入）：",
            good.collect(),
            &judged.bad,
            &judged,
        ));
    }
    let mode = match arguments.good_rows {
        true => ImportMode::GoodRows,
        false => ImportMode::AllOrNone,
    };
    let done = import_units(&mut desk, &bytes, mode, session.now)?;
    let all = desk.units()?;
    let added = done.added.iter().map(|id| unit_ref(&all, *id)).collect();
    Ok(imported("已导入：", added, &done.bad, &judged))
}

fn imported(word: &str, added: Vec<UnitRef>, bad: &[BadRow], judged: &ImportPreview) -> Answer {
    let mut page = Page::new();
    page.line(format!("{word}{} 个单位。", added.len()));
    if !bad.is_empty() {
        page.line(format!("跳过 {} 行：", bad.len()));
        list_bad(&mut page, bad);
    }
    let answer = Answer::new(
        page,
        json!({
            "added": added,
            "bad": bad_shapes(bad),
            "ignored_columns": judged.ignored,
            "cleaned_lines": judged.cleaned,
        }),
    );
    let remarks = judged.remarks().into_iter();
    remarks.fold(answer, Answer::remark)
}

/// Bad rows keep everything out.
pub(in crate::cli) fn bad_rows(what: &str, good: usize, bad: &[BadRow]) -> Failure {
    let mut details = Page::new();
    list_bad(&mut details, bad);
    let message = format!("{what}：名单有 {} 行不能用，{good} 行可用", bad.len());
    Failure::of_data(message, details, json!({ "bad": bad_shapes(bad) }))
        .hint("改好名单再导入，或加 --good-rows 只导入可用的行")
}

fn bad_shapes(bad: &[BadRow]) -> Vec<serde_json::Value> {
    let shape = |row: &BadRow| json!({ "line": row.line, "name": row.name, "reason": row.reason });
    bad.iter().map(shape).collect()
}

fn list_bad(page: &mut Page, bad: &[BadRow]) {
    for row in bad {
        // Where the name is what is missing, there is none to say.
        let name = match row.name.trim() {
            "" => String::new(),
            name => format!("{name}："),
        };
        page.line(format!("  第 {} 行  {name}{}", row.line, row.reason));
    }
}
