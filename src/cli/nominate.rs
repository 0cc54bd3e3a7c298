//! `anyue nominate`: candidates for the campaign's awards, their checklists and approvals, the quotas.

mod shape;

use clap::{Args, Subcommand};
use serde_json::json;

use super::answer::Answer;
use super::failure::Failure;
use super::given::Why;
use super::page::{Page, Tone};
use super::session::Session;
use crate::domain::campaign::{Award, AwardCondition, AwardStep};
use crate::domain::id::NominationId;
use crate::domain::nomination::NominationEntry;
use crate::error::Fault;
use crate::ops::nomination::{self, award_named, lists, next_rank};
use crate::ops::{Desk, unit};
use crate::text::digits::fold_number;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    #[command(about = "各评选的推荐名单、条件和程序")]
    List(ListArguments),
    #[command(about = "推荐一个")]
    Add(AddArguments),
    #[command(about = "修改名称、顺序或说明")]
    Edit(EditArguments),
    #[command(about = "勾选一个条件")]
    Tick(TickArguments),
    #[command(about = "记下一步程序的日期")]
    Step(StepArguments),
    #[command(about = "撤销推荐")]
    Void(VoidArguments),
    #[command(about = "恢复撤销的推荐")]
    Restore(One),
    #[command(about = "分配推荐名额")]
    Quota(QuotaArguments),
}

#[derive(Debug, Args)]
pub(super) struct One {
    #[arg(value_name = "编号", help = "推荐编号，见 anyue nominate list")]
    id: i64,
}

#[derive(Debug, Args)]
pub(super) struct ListArguments {
    #[arg(value_name = "评选", help = "只看这个评选：编号或名称")]
    award: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct AddArguments {
    #[arg(value_name = "评选", help = "评选的编号或名称")]
    award: String,
    #[arg(value_name = "单位", help = "被推荐的单位，或人选所在的单位")]
    unit: String,
    #[arg(
        long,
        value_name = "名称",
        default_value = "",
        help = "班组名称或姓名（推荐单位的不写）"
    )]
    name: String,
    #[arg(long, value_name = "单位", help = "由谁推荐（默认：本单位）")]
    by: Option<String>,
    #[arg(long, value_name = "第几", help = "推荐顺序（默认：排在最后）")]
    rank: Option<u32>,
    #[arg(long, value_name = "说明", default_value = "", help = "备注")]
    note: String,
}

#[derive(Debug, Args)]
pub(super) struct EditArguments {
    #[command(flatten)]
    which: One,
    #[arg(long, value_name = "名称", help = "班组名称或姓名")]
    name: Option<String>,
    #[arg(
        long,
        value_name = "第几",
        help = "推荐顺序；那一位已有人选的，两个互换"
    )]
    rank: Option<u32>,
    #[arg(long, value_name = "说明", help = "备注")]
    note: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct TickArguments {
    #[command(flatten)]
    which: One,
    #[arg(value_name = "条件", help = "条件的编号，或从 1 起的序号")]
    condition: String,
    #[arg(long, conflicts_with = "clear", help = "不符合（不写是符合）")]
    no: bool,
    #[arg(long, help = "取消勾选")]
    clear: bool,
}

#[derive(Debug, Args)]
pub(super) struct StepArguments {
    #[command(flatten)]
    which: One,
    #[arg(value_name = "程序", help = "程序的编号，或从 1 起的序号")]
    step: String,
    #[arg(long, value_name = "日期", help = "哪一天（默认：今天）")]
    on: Option<String>,
    #[arg(long, conflicts_with = "on", help = "撤销这一步")]
    clear: bool,
}

#[derive(Debug, Args)]
pub(super) struct VoidArguments {
    #[command(flatten)]
    which: One,
    #[command(flatten)]
    why: Why,
}

#[derive(Debug, Args)]
pub(super) struct QuotaArguments {
    #[arg(value_name = "评选", help = "评选的编号或名称")]
    award: String,
    #[arg(
        long,
        value_name = "单位=名额",
        required = true,
        help = "这个单位推荐几个，如 东乡=2；留空即取消；可多次"
    )]
    set: Vec<String>,
}

pub(super) fn run(command: &Command, session: &Session<'_>) -> Result<Answer, Failure> {
    let mut desk = session.desk()?;
    if desk.campaign.awards.is_empty() {
        return Err(Fault::problem("这个活动没有评选")
            .hint("评选在活动文件里写 [[award]]，写法见 docs/campaign-file.md")
            .into());
    }
    let desk = &mut desk;
    match command {
        Command::List(arguments) => list(desk, arguments, session),
        Command::Add(arguments) => add(desk, arguments, session),
        Command::Edit(arguments) => edit(desk, arguments, session),
        Command::Tick(arguments) => tick(desk, arguments, session),
        Command::Step(arguments) => step(desk, arguments, session),
        Command::Void(arguments) => {
            let id = NominationId(arguments.which.id);
            nomination::void(desk, id, &arguments.why.reason, session.now)?;
            Ok(shape::said("已撤销", id))
        }
        Command::Restore(which) => {
            let id = NominationId(which.id);
            nomination::restore(desk, id, session.now)?;
            told(desk, id, "已恢复", session)
        }
        Command::Quota(arguments) => quota(desk, arguments, session),
    }
}

fn list(desk: &Desk, arguments: &ListArguments, session: &Session<'_>) -> Result<Answer, Failure> {
    let only = match &arguments.award {
        None => None,
        Some(text) => Some(award_named(&desk.campaign, text)?.id.clone()),
    };
    let mut all = lists(desk, session.now)?;
    all.retain(|one| only.is_none() || only.as_ref() == Some(&one.award));
    let units = desk.units()?;
    let mut page = Page::new();
    let mut shapes = Vec::new();
    for one in &all {
        let award = nomination::award_of(&desk.campaign, &one.award)?;
        shape::write(&mut page, award, one, &units);
        shapes.push(shape::shape(award, one, &units));
    }
    Ok(Answer::new(page, json!({ "awards": shapes })))
}

fn add(
    desk: &mut Desk,
    arguments: &AddArguments,
    session: &Session<'_>,
) -> Result<Answer, Failure> {
    let award = award_named(&desk.campaign, &arguments.award)?.id.clone();
    let unit = unit::find(desk, &arguments.unit)?;
    let body = match &arguments.by {
        None => desk.seat.unit,
        Some(text) => unit::find(desk, text)?.id,
    };
    let rank = match arguments.rank {
        Some(rank) => rank,
        None => {
            let all = lists(desk, session.now)?;
            let own = all.iter().find(|one| one.award == award);
            let list = own.and_then(|one| one.bodies.iter().find(|list| list.body == body));
            list.map_or(1, next_rank)
        }
    };
    let entry = NominationEntry {
        unit: unit.id,
        name: arguments.name.clone(),
        rank,
        ticked: Default::default(),
        steps: Default::default(),
        note: arguments.note.clone(),
    };
    let id = nomination::nominate(desk, &award, body, &entry, session.now)?;
    told(desk, id, "已推荐", session)
}

fn edit(
    desk: &mut Desk,
    arguments: &EditArguments,
    session: &Session<'_>,
) -> Result<Answer, Failure> {
    let id = NominationId(arguments.which.id);
    let mut entry = nomination::get(desk, id)?.nomination.entry;
    if let Some(name) = &arguments.name {
        entry.name.clone_from(name);
    }
    if let Some(note) = &arguments.note {
        entry.note.clone_from(note);
    }
    entry.rank = arguments.rank.unwrap_or(entry.rank);
    nomination::edit(desk, id, &entry, session.now)?;
    told(desk, id, "已修改", session)
}

fn tick(
    desk: &mut Desk,
    arguments: &TickArguments,
    session: &Session<'_>,
) -> Result<Answer, Failure> {
    let id = NominationId(arguments.which.id);
    let award = award_of(desk, id)?;
    let text = arguments.condition.as_str();
    let known = |condition: &AwardCondition| condition.id.as_str() == text;
    let found = nth(&award.conditions, text, known);
    let condition = found.ok_or_else(|| {
        let all: Vec<&str> = award.conditions.iter().map(|one| one.id.as_str()).collect();
        Fault::problem(format!("{}没有“{text}”这个条件", award.name))
            .hint(format!("可以是：{}", all.join("、")))
    })?;
    let met = match (arguments.clear, arguments.no) {
        (true, _) => None,
        (false, no) => Some(!no),
    };
    nomination::tick(desk, id, &condition.id, met, session.now)?;
    told(desk, id, "已勾选", session)
}

fn step(
    desk: &mut Desk,
    arguments: &StepArguments,
    session: &Session<'_>,
) -> Result<Answer, Failure> {
    let id = NominationId(arguments.which.id);
    let award = award_of(desk, id)?;
    let text = arguments.step.as_str();
    let known = |step: &AwardStep| step.id.as_str() == text || step.name == text;
    let step = nth(&award.steps, text, known).ok_or_else(|| {
        let all: Vec<&str> = award.steps.iter().map(|one| one.name.as_str()).collect();
        Fault::problem(format!("{}没有“{text}”这个程序", award.name))
            .hint(format!("可以是：{}", all.join("、")))
    })?;
    let on = match (&arguments.on, arguments.clear) {
        (_, true) => None,
        (None, false) => Some(session.today()),
        (Some(text), false) => Some(session.day("--on", text, desk)?),
    };
    nomination::step(desk, id, &step.id, on, session.now)?;
    told(desk, id, "已记下", session)
}

/// What is known by its id, its name, or its place from 1.
fn nth<'t, T>(all: &'t [T], text: &str, known: impl Fn(&T) -> bool) -> Option<&'t T> {
    let by_place = || {
        text.parse::<usize>()
            .ok()?
            .checked_sub(1)
            .and_then(|at| all.get(at))
    };
    all.iter().find(|one| known(one)).or_else(by_place)
}

fn award_of(desk: &Desk, id: NominationId) -> Result<Award, Fault> {
    let award = nomination::get(desk, id)?.nomination.award;
    nomination::award_of(&desk.campaign, &award).cloned()
}

fn quota(
    desk: &mut Desk,
    arguments: &QuotaArguments,
    session: &Session<'_>,
) -> Result<Answer, Failure> {
    let award = award_named(&desk.campaign, &arguments.award)?.clone();
    let mut wrong = Vec::new();
    let mut set = Vec::new();
    for text in &arguments.set {
        let Some((name, number)) = text.split_once('=') else {
            wrong.push(format!("--set 要写成 单位=名额，不能是“{text}”"));
            continue;
        };
        let number = match fold_number(number).trim() {
            "" => Ok(None),
            digits => digits.parse().map(Some),
        };
        match (unit::find(desk, name), number) {
            (Ok(unit), Ok(number)) => set.push((unit, number)),
            (Err(fault), _) => wrong.push(fault.to_string()),
            (_, Err(_)) => wrong.push(format!("“{text}”：名额应填整数")),
        }
    }
    if !wrong.is_empty() {
        return Err(Failure::of_options("没有分配", &wrong));
    }
    let quotas: Vec<_> = set
        .iter()
        .map(|(unit, number)| (unit.id, *number))
        .collect();
    nomination::set_quotas(desk, &award.id, &quotas, session.now)?;
    let mut page = Page::new();
    page.line(format!("已分配：{}，{} 个单位。", award.name, set.len()));
    Ok(Answer::new(
        page,
        json!({ "award": award.id, "set": set.len() }),
    ))
}

/// What was done, and the candidate as it stands now.
fn told(
    desk: &Desk,
    id: NominationId,
    word: &str,
    session: &Session<'_>,
) -> Result<Answer, Failure> {
    let units = desk.units()?;
    for one in lists(desk, session.now)? {
        let award = nomination::award_of(&desk.campaign, &one.award)?;
        for list in &one.bodies {
            let Some(found) = list
                .nominations
                .iter()
                .find(|found| found.nomination.id == id)
            else {
                continue;
            };
            let mut page = Page::new();
            page.line(format!("{word}。"));
            shape::write_one(&mut page, award, found, &units);
            for problem in &list.problems {
                page.line(super::page::Piece::new(
                    format!("  {problem}"),
                    Tone::Warning,
                ));
            }
            let shape = shape::one(award, found, &units);
            return Ok(Answer::new(page, json!({ "nomination": shape })));
        }
    }
    Ok(shape::said(word, id))
}
