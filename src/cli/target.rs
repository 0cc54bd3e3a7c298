//! `anyue target`: how far the campaign's targets are, against their numbers and against time, by year and by unit; and
//! the shares of those that are split.

use clap::{Args, Subcommand};
use serde::Serialize;
use serde_json::json;

use super::answer::Answer;
use super::failure::Failure;
use super::page::{Page, Piece, Side, Table, Tone};
use super::session::Session;
use super::shape::{UnitRef, unit_ref};
use crate::domain::calendar::words;
use crate::domain::campaign::{Outcome, Part, Target};
use crate::domain::id::UnitId;
use crate::domain::target::{Progress, Standing, words as target_words};
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::target::{self, TargetProgress, set_shares, shown, split_remark, target_named};
use crate::ops::{Desk, unit};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    #[command(about = "各项目标的完成情况")]
    List,
    #[command(about = "一项目标：逐年、逐单位、各节点")]
    Show(ShowArguments),
    #[command(about = "把目标分解给各单位")]
    Share(ShareArguments),
}

#[derive(Debug, Args)]
pub(super) struct ShowArguments {
    #[arg(value_name = "目标", help = "目标的编号或名称")]
    target: String,
    #[arg(long, value_name = "单位", help = "只看这个单位")]
    unit: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct ShareArguments {
    #[arg(value_name = "目标", help = "目标的编号或名称")]
    target: String,
    #[arg(
        long,
        value_name = "单位=数",
        required = true,
        help = "这个单位分多少，如 东乡=40；数留空即取消；可多次"
    )]
    set: Vec<String>,
}

#[derive(Debug, Serialize)]
struct TargetShape {
    target: String,
    name: String,
    part_of: Option<String>,
    measure: String,
    standing: Standing,
    /// By how much the units' shares differ from the whole.
    split_difference: Option<i64>,
    /// `null` for one that all reach together.
    each: Option<EachShape>,
    progress: Vec<ProgressShape>,
}

/// Who has reached a target that every unit has to reach for itself, and who has not yet.
#[derive(Debug, Serialize)]
struct EachShape {
    reached: Vec<UnitRef>,
    left: Vec<UnitRef>,
    exceeded: Vec<UnitRef>,
}

#[derive(Debug, Serialize)]
struct ProgressShape {
    /// `null` for all together.
    unit: Option<UnitRef>,
    from: chrono::NaiveDate,
    to: chrono::NaiveDate,
    at_least: Option<i64>,
    at_most: Option<i64>,
    value: Option<String>,
    standing: Standing,
    share_permille: Option<u32>,
    time_permille: u32,
    milestones: Vec<MilestoneShape>,
}

#[derive(Debug, Serialize)]
struct MilestoneShape {
    day: chrono::NaiveDate,
    name: String,
    at_least: i64,
    value: Option<String>,
    standing: Standing,
}

pub(super) fn run(command: &Command, session: &Session<'_>) -> Result<Answer, Failure> {
    let mut desk = session.desk()?;
    if desk.campaign.targets.is_empty() {
        return Err(Fault::problem("这个活动没有目标")
            .hint("目标在活动文件里写 [[target]]，写法见 docs/campaign-file.md")
            .into());
    }
    match command {
        Command::List => list(&desk, session),
        Command::Show(arguments) => show(&desk, arguments, session),
        Command::Share(arguments) => share(&mut desk, arguments, session),
    }
}

fn list(desk: &Desk, session: &Session<'_>) -> Result<Answer, Failure> {
    let today = session.today();
    let units = desk.units()?;
    let mut table = Table::new([
        ("目标", Side::Left),
        ("时段", Side::Left),
        ("要求", Side::Right),
        ("完成", Side::Right),
        ("完成率", Side::Right),
        ("时间", Side::Right),
        ("状态", Side::Left),
    ]);
    let mut shapes = Vec::new();
    let mut remarks = Vec::new();
    let all = target::targets(desk, today)?;
    for progress in &all {
        let target = target::target_of(&desk.campaign, &progress.target)?;
        if let Some(line) = progress.line(target, today) {
            table.row([
                Piece::from(format!("{}{}", "  ".repeat(progress.depth), target.name)),
                Piece::new(line.stretch, Tone::Muted),
                Piece::from(line.wanted),
                Piece::from(line.done),
                Piece::from(line.share.map(target_words::per_mille).unwrap_or_default()),
                Piece::new(target_words::per_mille(line.time), Tone::Muted),
                standing(line.standing),
            ]);
        }
        remarks.extend(split_remark(target, progress.split_difference));
        shapes.push(shape(progress, target, &units, today));
    }
    let mut page = Page::new();
    page.table(&table);
    for remark in remarks {
        page.line(Piece::new(remark, Tone::Warning));
    }
    if let Some(remark) = target::partial_remark(&all) {
        page.line(Piece::new(remark, Tone::Muted));
    }
    Ok(Answer::new(page, json!({ "targets": shapes })))
}

fn show(desk: &Desk, arguments: &ShowArguments, session: &Session<'_>) -> Result<Answer, Failure> {
    let today = session.today();
    let wanted = target_named(&desk.campaign, &arguments.target)?;
    let only = match &arguments.unit {
        None => None,
        Some(text) => Some(unit::find(desk, text)?.id),
    };
    let all = target::targets(desk, today)?;
    let found = all
        .into_iter()
        .find(|progress| progress.target == wanted.id);
    let Some(mut progress) = found else {
        return Err(Fault::problem("没有这个目标").into());
    };
    progress
        .progress
        .retain(|one| only.is_none() || one.unit == only);
    let units = desk.units()?;
    let mut page = Page::new();
    page.heading(&wanted.name);
    if !wanted.text.is_empty() {
        page.block(&wanted.text, 2);
    }
    for part in [Part::Lead, Part::Responsible] {
        let parties = wanted.responsibility.words(part, &desk.campaign);
        if !parties.is_empty() {
            page.line(format!("  {}：{parties}", part.label()));
        }
    }
    page.table(&detail(&progress, wanted, &units));
    if let (None, Some(each)) = (only, progress.each(today)) {
        let name = |unit| unit_ref(&units, unit).name;
        page.line(each.told(each.units(), name));
    }
    for one in &progress.progress {
        for milestone in &one.milestones {
            page.pieces([
                Piece::from(format!(
                    "  {}前 {}：要求 {}，完成 {}，",
                    words::date(milestone.day),
                    milestone.name,
                    shown(wanted, milestone.at_least),
                    target_words::value(wanted, milestone.value),
                )),
                standing(milestone.standing),
            ]);
        }
    }
    if let Some(remark) = split_remark(wanted, progress.split_difference) {
        page.line(Piece::new(remark, Tone::Warning));
    }
    if let Some(remark) = target::partial_remark([&progress]) {
        page.line(Piece::new(remark, Tone::Muted));
    }
    let shape = shape(&progress, wanted, &units, today);
    Ok(Answer::new(page, json!({ "target": shape })))
}

fn detail(progress: &TargetProgress, target: &Target, units: &[Unit]) -> Table {
    let mut table = Table::new([
        ("时段", Side::Left),
        ("单位", Side::Left),
        ("要求", Side::Right),
        ("完成", Side::Right),
        ("完成率", Side::Right),
        ("时间", Side::Right),
        ("状态", Side::Left),
    ]);
    for one in &progress.progress {
        let unit = one.unit.map(|unit| unit_ref(units, unit).name);
        table.row([
            Piece::from(target_words::stretch(target, one.days)),
            Piece::from(unit.unwrap_or_else(|| "合计".to_owned())),
            Piece::from(target_words::goal(target, one.goal)),
            Piece::from(target_words::value(target, one.value)),
            Piece::from(one.share.map(target_words::per_mille).unwrap_or_default()),
            Piece::new(target_words::per_mille(one.time), Tone::Muted),
            standing(one.standing),
        ]);
    }
    table
}

fn share(
    desk: &mut Desk,
    arguments: &ShareArguments,
    session: &Session<'_>,
) -> Result<Answer, Failure> {
    let target = target_named(&desk.campaign, &arguments.target)?.clone();
    let mut wrong = Vec::new();
    let mut set = Vec::new();
    for text in &arguments.set {
        match text.split_once('=') {
            None => wrong.push(format!("--set 要写成 单位=数，不能是“{text}”")),
            Some((name, number)) => match unit::find(desk, name) {
                Ok(unit) => set.push((unit.id, number.to_owned())),
                Err(fault) => wrong.push(fault.to_string()),
            },
        }
    }
    if !wrong.is_empty() {
        return Err(Failure::of_options("没有分解", &wrong));
    }
    let left = set_shares(desk, &target.id, &set, session.now)?;
    let mut page = Page::new();
    page.line(format!("已分解：{}，{} 个单位。", target.name, set.len()));
    match split_remark(&target, left) {
        Some(remark) => page.line(Piece::new(remark, Tone::Warning)),
        None => page.line("各单位分解数合计与目标数相符。"),
    };
    Ok(Answer::new(
        page,
        json!({ "target": target.id, "set": set.len(), "split_difference": left }),
    ))
}

fn standing(standing: Standing) -> Piece {
    let tone = match standing {
        Standing::Missed | Standing::Exceeded => Tone::Bad,
        Standing::Behind | Standing::Unset | Standing::Unknown => Tone::Warning,
        Standing::Reached => Tone::Good,
        Standing::NotBegun | Standing::Partial => Tone::Muted,
        Standing::OnTrack => Tone::Plain,
    };
    Piece::new(standing.label(), tone)
}

fn shape(
    progress: &TargetProgress,
    target: &Target,
    units: &[Unit],
    today: chrono::NaiveDate,
) -> TargetShape {
    let value = |outcome: Outcome| {
        let text = target_words::value(target, outcome);
        (!text.is_empty()).then_some(text)
    };
    let one = |one: &Progress| ProgressShape {
        unit: one.unit.map(|unit| unit_ref(units, unit)),
        from: one.days.from(),
        to: one.days.to(),
        at_least: one.goal.and_then(|goal| goal.at_least),
        at_most: one.goal.and_then(|goal| goal.at_most),
        value: value(one.value),
        standing: one.standing,
        share_permille: one.share,
        time_permille: one.time,
        milestones: one
            .milestones
            .iter()
            .map(|milestone| MilestoneShape {
                day: milestone.day,
                name: milestone.name.clone(),
                at_least: milestone.at_least,
                value: value(milestone.value),
                standing: milestone.standing,
            })
            .collect(),
    };
    let refs = |of: Vec<UnitId>| of.into_iter().map(|unit| unit_ref(units, unit)).collect();
    let each = progress.each(today).map(|each| EachShape {
        reached: refs(each.reached),
        left: refs(each.left),
        exceeded: refs(each.exceeded),
    });
    TargetShape {
        target: target.id.to_string(),
        name: target.name.clone(),
        part_of: target.part_of.as_ref().map(ToString::to_string),
        measure: target.measure.clone(),
        standing: progress.standing(today),
        split_difference: progress.split_difference,
        each,
        progress: progress.progress.iter().map(one).collect(),
    }
}
