//! `anyue new`: makes a desk of a campaign, for the one who collects or for one unit that reports.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::answer::Answer;
use super::desks::role_name;
use super::failure::Failure;
use super::page::{Page, Table};
use super::session::Session;
use super::shape::unit_ref;
use super::unit::bad_rows;
use crate::domain::campaign::Campaign;
use crate::draft::questions;
use crate::error::Fault;
use crate::ops::Desk;
use crate::ops::campaign::{CampaignFile, Sound, find};
use crate::ops::desk::{self, NewDesk, NewSeat, Role};
use crate::ops::unit::{self, ImportMode};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(
        long,
        value_name = "编号或文件",
        help = "自带活动的编号（anyue campaign list）或活动文件"
    )]
    campaign: String,
    #[arg(
        long,
        value_name = "编码或名称",
        help = "填报单位：本单位是谁（不写则为汇总方）"
    )]
    unit: Option<String>,
    #[arg(
        long,
        value_name = "编码",
        requires = "unit",
        help = "本单位的编码，由汇总方告知"
    )]
    code: Option<String>,
    #[arg(long, value_name = "类别", requires = "unit", help = "本单位的类别")]
    kind: Option<String>,
    #[arg(
        long,
        value_name = "文件",
        help = "单位名单（CSV，或每行一个名称）；- 为标准输入"
    )]
    units: Option<PathBuf>,
    #[arg(long, help = "名单里有错的行跳过（默认：一行有错都不建）")]
    good_rows: bool,
    #[arg(
        long,
        value_name = "名称",
        default_value = "",
        help = "工作台的名称（默认：活动名称）"
    )]
    name: String,
}

pub(super) fn run(arguments: &Arguments, session: &mut Session<'_>) -> Result<Answer, Failure> {
    let file = find(&arguments.campaign)?;
    let unchecked = unchecked(&file);
    let sound = sound(file)?;
    let list = match &arguments.units {
        None => None,
        Some(path) => Some(session.bytes_of(path)?),
    };
    // The list is tried on a desk in memory first: a desk is made with its units or not at all.
    let trial = trial(
        &sound.campaign,
        list.as_deref(),
        arguments.good_rows,
        session,
    )?;
    let seat = seat(arguments, &sound.campaign, trial.as_ref())?;
    let is_coordinator = seat == NewSeat::Coordinator;
    let folder = match session.named_folder()? {
        Some(folder) => folder,
        None => desk::free_folder(&session.paths()?.desks(), sound.campaign.id.as_str()),
    };
    let new = NewDesk {
        campaign_source: sound.source,
        templates: sound.templates,
        name: arguments.name.clone(),
        seat,
    };
    let mut desk = desk::create(&folder, &new, session.now)?;
    let mut added = Vec::new();
    if let Some(list) = list.filter(|_| is_coordinator) {
        let mode = match arguments.good_rows {
            true => ImportMode::GoodRows,
            false => ImportMode::AllOrNone,
        };
        added = unit::import(&mut desk, &list, mode, session.now)?.added;
    }
    // Where there is no data root of one's own, a desk elsewhere is as good; only its place must be told each time.
    if let Ok(paths) = session.paths() {
        desk::remember(&paths.desks(), &desk.folder)?;
    }
    let answer = answer(&desk, added.len())?;
    Ok(unchecked.into_iter().fold(answer, Answer::remark))
}

/// What to say of a draft in which questions are open still: a desk keeps the campaign as it is when it is made.
fn unchecked(file: &CampaignFile) -> Option<String> {
    let questions = questions(&file.source);
    let mut lines: Vec<String> = questions.iter().map(|one| one.line.to_string()).collect();
    lines.truncate(NAMED);
    let more = match questions.len() > NAMED {
        true => "……",
        false => "",
    };
    (!questions.is_empty()).then(|| {
        format!(
            "活动文件里还有 {} 处“请确认”没有核对（第 {} 行{more}）；逐处看：anyue campaign check {}，改好后重新建立工作台",
            questions.len(),
            lines.join("、"),
            file.name
        )
    })
}

/// So many lines of open questions are named.
const NAMED: usize = 8;

/// A campaign file without errors. A broken one never reaches a desk.
fn sound(file: CampaignFile) -> Result<Sound, Failure> {
    let checked = file.parse();
    let rendered = file.render(&checked);
    let json = json!({ "diagnostics": &checked.diagnostics });
    let errors = checked.diagnostics.iter();
    let errors = errors.filter(|problem| problem.is_error()).count();
    checked.sound(file.source).ok_or_else(|| {
        let mut details = Page::new();
        details.block(&rendered, 0);
        let message = format!("没有建立工作台：活动文件 {} 有 {errors} 处错误", file.name);
        Failure::of_data(message, details, json).hint(format!(
            "改好后用 anyue campaign check {} 再查一遍",
            file.name
        ))
    })
}

/// The units of a list, on a desk that nobody keeps.
fn trial(
    campaign: &Campaign,
    list: Option<&[u8]>,
    good_rows: bool,
    session: &Session<'_>,
) -> Result<Option<Desk>, Failure> {
    let Some(list) = list else { return Ok(None) };
    let mut desk = Desk::in_memory(campaign.clone(), NewSeat::Coordinator, session.now)?;
    let judged = unit::preview(&desk, list)?;
    if !judged.bad.is_empty() && !good_rows {
        return Err(bad_rows("没有建立工作台", judged.good.len(), &judged.bad));
    }
    unit::import(&mut desk, list, ImportMode::GoodRows, session.now)?;
    Ok(Some(desk))
}

/// Who sits at the desk. A unit that stands in the list needs no more than a word that finds it.
fn seat(
    arguments: &Arguments,
    campaign: &Campaign,
    trial: Option<&Desk>,
) -> Result<NewSeat, Failure> {
    let Some(text) = &arguments.unit else {
        return Ok(NewSeat::Coordinator);
    };
    let kind = arguments.kind.as_deref();
    let kind = kind
        .map(|kind| super::lookup::kind(campaign, kind))
        .transpose()?;
    if let Some(trial) = trial {
        let found = unit::find(trial, text)?;
        return Ok(NewSeat::Unit {
            code: arguments.code.clone().or(Some(found.code)),
            name: found.name,
            kind: kind.or(found.kind),
        });
    }
    let is_code = text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if is_code && arguments.code.is_none() {
        let fault = Fault::problem(format!("“{text}”像是编码，还要知道单位名称"))
            .hint("请写 --unit 单位名称 --code 编码，或用 --units 给出带编码的名单");
        return Err(fault.into());
    }
    Ok(NewSeat::Unit {
        code: arguments.code.clone(),
        name: text.clone(),
        kind,
    })
}

fn answer(desk: &Desk, added: usize) -> Result<Answer, Failure> {
    let seat = unit_ref(&desk.units()?, desk.seat.unit);
    let mut page = Page::new();
    page.line(format!("已建立工作台：{}", desk.name));
    let mut table = Table::of_texts(["", ""]);
    table.row(["  活动".into(), desk.campaign.title.as_str().into()]);
    table.row([
        "  本单位".into(),
        format!("{}（{}）", seat.name, seat.code).into(),
    ]);
    if desk.seat.role == Role::Coordinator {
        table.row(["  单位".into(), format!("{added} 个").into()]);
    }
    table.row(["  目录".into(), desk.folder.display().to_string().into()]);
    page.rows(&table);
    let next = match (desk.seat.role, added) {
        (Role::Coordinator, 0) => "下一步：anyue unit import 名单.csv 导入单位，或直接运行 anyue",
        _ => "下一步：直接运行 anyue 打开它",
    };
    page.line(next);
    let answer = Answer::new(
        page,
        json!({
            "folder": desk.folder.display().to_string(),
            "name": desk.name,
            "campaign": desk.campaign.id,
            "role": role_name(desk.seat.role),
            "seat": seat,
            "units_added": added,
        }),
    );
    Ok(kindless(desk)?.into_iter().fold(answer, Answer::remark))
}

/// What to say of a unit that nobody has put among its kind: lists and averages go by kinds.
fn kindless(desk: &Desk) -> Result<Option<String>, Fault> {
    let kinds: Vec<&str> = desk
        .campaign
        .unit_kinds
        .iter()
        .map(|kind| kind.name.as_str())
        .collect();
    let unit = desk.unit(desk.seat.unit)?;
    if desk.seat.role == Role::Coordinator || unit.kind.is_some() || kinds.is_empty() {
        return Ok(None);
    }
    Ok(Some(format!(
        "还没有写明本单位的类别；用 anyue unit kind {} 类别 补上，类别有：{}",
        unit.code,
        kinds.join("、")
    )))
}
