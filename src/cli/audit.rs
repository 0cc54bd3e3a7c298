//! `anyue audit`: who did what, latest first.

use chrono::NaiveTime;
use clap::Args;
use serde::Serialize;
use serde_json::json;

use super::answer::Answer;
use super::failure::Failure;
use super::page::{Page, Piece, Table, Tone};
use super::session::Session;
use super::shape::{UnitRef, moment, unit_ref};
use crate::domain::audit::{Act, AuditEntry};
use crate::domain::calendar::{Moment, words};
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::audit::{self, AuditFilter};
use crate::ops::unit;
use crate::text::search::closest;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(long, value_name = "单位", help = "只列这个单位的")]
    unit: Option<String>,
    #[arg(
        long,
        value_name = "动作",
        help = "只列这种动作，如 报送、撤回、submitted"
    )]
    act: Option<String>,
    #[arg(long, value_name = "期次", help = "只列这一期的")]
    period: Option<String>,
    #[arg(long, value_name = "时间", help = "从何时起")]
    from: Option<String>,
    #[arg(long, value_name = "时间", help = "到何时止；只写日期时含当天")]
    to: Option<String>,
    #[arg(long, value_name = "文字", help = "内容或操作者里有这段文字")]
    search: Option<String>,
    #[arg(
        long,
        value_name = "条数",
        default_value_t = 50,
        help = "最多列多少条，0 为全部（默认 50）"
    )]
    limit: u32,
}

#[derive(Debug, Serialize)]
struct EntryShape {
    /// Rises with every entry.
    id: i64,
    at: String,
    actor: String,
    act: Act,
    unit: Option<UnitRef>,
    period: Option<String>,
    detail: String,
}

pub(super) fn run(arguments: &Arguments, session: &Session<'_>) -> Result<Answer, Failure> {
    let desk = session.desk()?;
    let unit = match &arguments.unit {
        None => None,
        Some(text) => Some(unit::find(&desk, text)?.id),
    };
    let period = match &arguments.period {
        None => None,
        Some(text) => Some(desk.period_named(text)?.id.clone()),
    };
    let from = arguments.from.as_deref();
    let to = arguments.to.as_deref();
    let filter = AuditFilter {
        unit,
        act: arguments.act.as_deref().map(act).transpose()?,
        period,
        from: from
            .map(|text| {
                session
                    .moment("--from", text, &desk)
                    .map(|from| from.instant_or(NaiveTime::MIN))
            })
            .transpose()?,
        until: to
            .map(|text| {
                session
                    .moment("--to", text, &desk)
                    .map(Moment::or_end_of_day)
            })
            .transpose()?,
        text: arguments.search.clone(),
        limit: Some(arguments.limit).filter(|limit| *limit > 0),
    };
    let entries = audit::list(&desk, &filter)?;
    let units = desk.units()?;
    let shapes: Vec<EntryShape> = entries.iter().map(|entry| shape(entry, &units)).collect();
    Ok(Answer::new(
        page(&entries, &shapes),
        json!({ "entries": shapes }),
    ))
}

fn act(text: &str) -> Result<Act, Fault> {
    Act::named(text).ok_or_else(|| {
        let known = Act::ALL.iter().flat_map(|act| [act.name(), act.label()]);
        let hint = match closest(text, known) {
            Some(near) => format!("是不是 {near}？"),
            None => {
                let all: Vec<&str> = Act::ALL.iter().map(|act| act.label()).collect();
                format!("可以是：{}", all.join("、"))
            }
        };
        Fault::problem(format!("没有“{text}”这种动作")).hint(hint)
    })
}

fn shape(entry: &AuditEntry, units: &[Unit]) -> EntryShape {
    EntryShape {
        id: entry.id,
        at: moment(entry.at),
        actor: entry.actor.clone(),
        act: entry.act,
        unit: entry.unit.map(|unit| unit_ref(units, unit)),
        period: entry.period.as_ref().map(ToString::to_string),
        detail: entry.detail.clone(),
    }
}

fn page(entries: &[AuditEntry], shapes: &[EntryShape]) -> Page {
    let mut page = Page::new();
    if entries.is_empty() {
        page.line("没有符合条件的记录。");
        return page;
    }
    let mut table = Table::of_texts(["时间", "操作者", "动作", "单位", "内容"]);
    for (entry, shape) in entries.iter().zip(shapes) {
        let unit = shape.unit.as_ref().map_or("", |unit| unit.name.as_str());
        table.row([
            Piece::new(words::moment(entry.at), Tone::Muted),
            Piece::from(&entry.actor),
            Piece::from(entry.act.label()),
            Piece::from(unit),
            Piece::from(&entry.detail),
        ]);
    }
    page.table(&table);
    page
}
