//! `anyue hazard`: the hazard ledger, listed and kept. How a hazard is printed is in `shape`.

mod shape;

use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};
use serde_json::json;

use super::answer::Answer;
use super::failure::Failure;
use super::given::{OwnUnit, Why};
use super::lookup;
use super::page::Page;
use super::session::Session;
use crate::domain::figure::Value;
use crate::domain::hazard::{HazardEntry, HazardState};
use crate::domain::id::{FieldId, HazardId};
use crate::error::Fault;
use crate::ops::hazard::{self, Filled, ListHazards};
use crate::ops::{Desk, unit};
use shape::{HazardShape, shape, table_of};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    #[command(about = "列出隐患")]
    List(ListArguments),
    #[command(about = "登记一条隐患")]
    Add(AddArguments),
    #[command(about = "修改一条隐患")]
    Edit(EditArguments),
    #[command(about = "隐患销号")]
    Close(CloseArguments),
    #[command(about = "撤销销号")]
    Reopen(ReopenArguments),
}

/// Where a hazard stands, as an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum StateOption {
    Overdue,
    Open,
    Closed,
}

#[derive(Debug, Args)]
pub(super) struct ListArguments {
    #[arg(long, value_name = "单位", help = "只列这个单位的")]
    unit: Option<String>,
    #[arg(long, value_name = "等级", help = "只列这一级的")]
    level: Option<String>,
    #[arg(long, value_name = "状态", help = "逾期、整改中、已销号")]
    state: Option<StateOption>,
    #[arg(
        long,
        value_name = "文字",
        default_value = "",
        help = "地点、内容、措施或责任人里有这段文字"
    )]
    search: String,
}

/// What an entry says. On `add` what is left out is empty, on `edit` it stays.
#[derive(Debug, Args)]
struct Entry {
    #[arg(long, value_name = "日期", help = "发现日期（默认：今天）")]
    found_on: Option<String>,
    #[arg(long, value_name = "地点", help = "楼栋、楼层、房间")]
    place: Option<String>,
    #[arg(long, value_name = "内容", help = "隐患是什么")]
    what: Option<String>,
    #[arg(
        long,
        value_name = "等级",
        help = "等级的编号或名称（默认：活动文件里的第一级）"
    )]
    level: Option<String>,
    #[arg(long, value_name = "日期", help = "哪一天报告给责任单位")]
    reported_on: Option<String>,
    #[command(flatten)]
    remedy: Remedy,
}

/// What is written down of how a hazard is put right; may be filled in where it is closed, too.
#[derive(Debug, Args)]
struct Remedy {
    #[arg(long, value_name = "来源", help = "自查、督查、举报……")]
    source: Option<String>,
    #[arg(long, value_name = "措施", help = "怎样整改")]
    measure: Option<String>,
    #[arg(long, value_name = "责任人", help = "谁负责")]
    responsible: Option<String>,
    #[arg(
        long,
        value_name = "单位",
        help = "哪个单位整改（和发现的单位不同时写）"
    )]
    responsible_unit: Option<String>,
    #[arg(long, value_name = "措施", help = "整改完成之前怎样保证安全")]
    precautions: Option<String>,
    #[arg(long, value_name = "日期", help = "整改期限，含当天")]
    due: Option<String>,
    #[arg(long, value_name = "复查人", help = "谁复查确认已整改")]
    checked_by: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct AddArguments {
    #[command(flatten)]
    whose: OwnUnit,
    #[command(flatten)]
    entry: Entry,
}

#[derive(Debug, Args)]
pub(super) struct EditArguments {
    #[arg(value_name = "编号", help = "隐患编号，见 anyue hazard list")]
    id: i64,
    #[command(flatten)]
    entry: Entry,
}

#[derive(Debug, Args)]
pub(super) struct CloseArguments {
    #[arg(value_name = "编号", help = "隐患编号，见 anyue hazard list")]
    id: i64,
    #[arg(long, value_name = "日期", help = "销号日期（默认：今天）")]
    on: Option<String>,
    #[command(flatten)]
    missing: Remedy,
}

#[derive(Debug, Args)]
pub(super) struct ReopenArguments {
    #[arg(value_name = "编号", help = "隐患编号，见 anyue hazard list")]
    id: i64,
    #[command(flatten)]
    why: Why,
}

impl From<StateOption> for HazardState {
    fn from(option: StateOption) -> Self {
        match option {
            StateOption::Overdue => Self::Overdue,
            StateOption::Open => Self::Open,
            StateOption::Closed => Self::Closed,
        }
    }
}

pub(super) fn run(command: &Command, session: &Session<'_>) -> Result<Answer, Failure> {
    let mut desk = session.desk()?;
    match command {
        Command::List(arguments) => list(&desk, arguments, session),
        Command::Add(arguments) => add(&mut desk, arguments, session),
        Command::Edit(arguments) => edit(&mut desk, arguments, session),
        Command::Close(arguments) => close(&mut desk, arguments, session),
        Command::Reopen(arguments) => {
            let id = HazardId(arguments.id);
            hazard::reopen(&mut desk, id, &arguments.why.reason, session.now)?;
            told(&desk, id, "已撤销销号", session)
        }
    }
}

fn list(desk: &Desk, arguments: &ListArguments, session: &Session<'_>) -> Result<Answer, Failure> {
    let unit = match &arguments.unit {
        None => None,
        Some(text) => Some(unit::find(desk, text)?.id),
    };
    let level = match &arguments.level {
        None => None,
        Some(text) => Some(lookup::level(&desk.campaign, text)?),
    };
    let which = ListHazards {
        unit,
        level,
        state: arguments.state.map(HazardState::from),
        text: arguments.search.clone(),
    };
    let today = session.today();
    let units = desk.units()?;
    let shapes: Vec<HazardShape> = hazard::list(desk, &which, today)?
        .iter()
        .map(|hazard| shape(hazard, &units, &desk.campaign, today))
        .collect();
    let count = |state| shapes.iter().filter(|hazard| hazard.state == state).count();
    let mut page = Page::new();
    let counts = [HazardState::Overdue, HazardState::Open, HazardState::Closed]
        .map(|state| format!("{} {}", state.label(), count(state)));
    page.table(&table_of(&shapes, today)).line(format!(
        "共 {} 条：{}。",
        shapes.len(),
        counts.join("，")
    ));
    Ok(Answer::new(page, json!({ "hazards": shapes })))
}

fn add(
    desk: &mut Desk,
    arguments: &AddArguments,
    session: &Session<'_>,
) -> Result<Answer, Failure> {
    let unit = arguments.whose.find(desk)?;
    let first_level = desk.campaign.hazard_levels.first();
    let Some(level) = first_level.map(|level| level.id.clone()) else {
        return Err(Fault::problem("这个活动没有隐患等级，不能登记隐患").into());
    };
    let blank = HazardEntry::new(session.today(), level);
    let entry = written(blank, &arguments.entry, desk, session)?;
    let id = hazard::add(desk, unit.id, &entry, session.now)?;
    told(desk, id, "已登记", session)
}

fn edit(
    desk: &mut Desk,
    arguments: &EditArguments,
    session: &Session<'_>,
) -> Result<Answer, Failure> {
    let id = HazardId(arguments.id);
    let seen = hazard::get(desk, id)?.entry;
    let entry = written(seen.clone(), &arguments.entry, desk, session)?;
    hazard::edit(desk, id, &seen, &entry, "", session.now)?;
    told(desk, id, "已修改", session)
}

/// Closes a hazard, with what is still to be written down before.
fn close(
    desk: &mut Desk,
    arguments: &CloseArguments,
    session: &Session<'_>,
) -> Result<Answer, Failure> {
    let id = HazardId(arguments.id);
    let on = match &arguments.on {
        None => session.today(),
        Some(text) => session.day("--on", text, desk)?,
    };
    let filled = filled(&arguments.missing, desk, session)?;
    hazard::close(desk, id, on, &filled, session.now)?;
    told(desk, id, "已销号", session)
}

/// What the options fill in, by the fields of the ledger.
fn filled(options: &Remedy, desk: &Desk, session: &Session<'_>) -> Result<Filled, Fault> {
    let texts = [
        ("source", &options.source),
        ("measure", &options.measure),
        ("responsible", &options.responsible),
        ("responsible_unit", &options.responsible_unit),
        ("precautions", &options.precautions),
        ("checked_by", &options.checked_by),
    ];
    let texts = texts.into_iter().filter_map(|(field, text)| {
        let text = text.clone()?;
        Some((FieldId::from(field), Value::Text(text)))
    });
    let due = read_day("--due", &options.due, desk, session)?;
    let due = due.map(|due| (FieldId::from("due"), Value::Date(due)));
    Ok(texts.chain(due).collect())
}

/// The entry with what the options say.
fn written(
    entry: HazardEntry,
    options: &Entry,
    desk: &Desk,
    session: &Session<'_>,
) -> Result<HazardEntry, Fault> {
    let text = |option: &Option<String>, before: String| option.clone().unwrap_or(before);
    let day = |name: &str, option: &Option<String>| read_day(name, option, desk, session);
    let remedy = &options.remedy;
    Ok(HazardEntry {
        found_on: day("--found-on", &options.found_on)?.unwrap_or(entry.found_on),
        place: text(&options.place, entry.place),
        what: text(&options.what, entry.what),
        level: match &options.level {
            None => entry.level,
            Some(text) => lookup::level(&desk.campaign, text)?,
        },
        source: text(&remedy.source, entry.source),
        measure: text(&remedy.measure, entry.measure),
        responsible: text(&remedy.responsible, entry.responsible),
        responsible_unit: text(&remedy.responsible_unit, entry.responsible_unit),
        precautions: text(&remedy.precautions, entry.precautions),
        due: day("--due", &remedy.due)?.or(entry.due),
        reported_on: day("--reported-on", &options.reported_on)?.or(entry.reported_on),
        checked_by: text(&remedy.checked_by, entry.checked_by),
        ..entry
    })
}

fn read_day(
    name: &str,
    option: &Option<String>,
    desk: &Desk,
    session: &Session<'_>,
) -> Result<Option<NaiveDate>, Fault> {
    let read = |text: &String| session.day(name, text, desk);
    option.as_ref().map(read).transpose()
}

/// What was done, and the entry as it is now.
fn told(desk: &Desk, id: HazardId, word: &str, session: &Session<'_>) -> Result<Answer, Failure> {
    let hazard = hazard::get(desk, id)?;
    let shape = shape(&hazard, &desk.units()?, &desk.campaign, session.today());
    let mut page = Page::new();
    page.line(format!(
        "{word}：编号 {}，{}，{}：{}。",
        id.0, shape.unit.name, shape.place, shape.what
    ));
    Ok(Answer::new(page, json!({ "hazard": shape })))
}
