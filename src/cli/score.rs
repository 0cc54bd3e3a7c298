//! `anyue score`: points by a table, each traceable to its record; scores that are given by hand. Where the notice
//! forbids a ranking, units stand in the desk's own order and nothing else.

use std::collections::BTreeMap;

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::answer::Answer;
use super::failure::Failure;
use super::page::{Page, Piece, Side, Table, Tone};
use super::session::Session;
use super::shape::unit_ref;
use crate::domain::campaign::{PointsGroup, PointsItem, PointsTable};
use crate::domain::id::{RecordId, UnitId};
use crate::domain::points::{Granted, GroupScore, ItemScore, Waiting, why_nothing};
use crate::domain::typing::show_number;
use crate::domain::unit::Unit;
use crate::ops::points::{self, Ground, TypedScore, UnitScore, item_named, set_score, table_named};
use crate::ops::{Desk, unit};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    #[command(about = "各单位的积分，还差多少")]
    List(ListArguments),
    #[command(about = "一个单位的积分，逐项查到每一条登记")]
    Show(ShowArguments),
    #[command(about = "自评或复核一项")]
    Set(SetArguments),
}

#[derive(Debug, Args)]
struct Which {
    #[arg(
        long,
        value_name = "积分办法",
        help = "编号或名称（只有一份时可以不写）"
    )]
    points: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct ListArguments {
    #[command(flatten)]
    which: Which,
    #[arg(long, help = "按积分从高到低排列（通知规定不排名的不能用）")]
    ranked: bool,
}

#[derive(Debug, Args)]
pub(super) struct ShowArguments {
    #[arg(value_name = "单位", help = "编码、名称或拼音首字母")]
    unit: String,
    #[command(flatten)]
    which: Which,
}

#[derive(Debug, Args)]
pub(super) struct SetArguments {
    #[arg(value_name = "单位", help = "编码、名称或拼音首字母")]
    unit: String,
    #[arg(value_name = "项", help = "积分项的编号或名称")]
    item: String,
    #[command(flatten)]
    which: Which,
    #[arg(
        long,
        value_name = "分",
        required_unless_present = "reviewed",
        help = "单位自评几分；留空即取消"
    )]
    own: Option<String>,
    #[arg(long, value_name = "分", help = "复核后几分；留空即取消")]
    reviewed: Option<String>,
    #[arg(long, value_name = "理由", default_value = "", help = "为什么这样评")]
    reason: String,
}

pub(super) fn run(command: &Command, session: &Session<'_>) -> Result<Answer, Failure> {
    let mut desk = session.desk()?;
    match command {
        Command::List(arguments) => all(&desk, arguments, session),
        Command::Show(arguments) => one(&desk, arguments, session),
        Command::Set(arguments) => set(&mut desk, arguments, session),
    }
}

fn all(desk: &Desk, arguments: &ListArguments, session: &Session<'_>) -> Result<Answer, Failure> {
    let table = table_named(&desk.campaign, arguments.which.points.as_deref())?;
    let mut scores = points::scores(desk, table, session.now)?;
    if arguments.ranked {
        scores = scores.ranked(table)?;
    }
    let units = desk.units()?;
    let groups = table
        .groups
        .iter()
        .map(|group| (group.name.as_str(), Side::Right));
    let late = (!table.late.is_empty()).then_some(("迟报", Side::Right));
    let missing = table.threshold.map(|_| ("还差", Side::Right));
    let columns = [("单位", Side::Left)].into_iter().chain(groups).chain(late);
    let mut page_table = Table::new(columns.chain([("合计", Side::Right)]).chain(missing));
    for one in &scores.units {
        let show = |points: i64| Piece::from(show_number(points, table.scale));
        let groups = one.score.groups.iter().map(|group| show(group.points));
        let lost: i64 = one.score.late.iter().map(|(_, lost)| *lost).sum();
        let late = late.map(|_| match lost {
            0 => Piece::default(),
            lost => Piece::new(format!("-{}", show_number(lost, table.scale)), Tone::Bad),
        });
        let missing = missing.and(one.score.missing).map(|missing| match missing {
            0 => Piece::new("达到", Tone::Good),
            missing => show(missing),
        });
        let name = Piece::from(unit_ref(&units, one.unit).name);
        let cells = [name].into_iter().chain(groups).chain(late);
        page_table.row(cells.chain([show(one.score.total)]).chain(missing));
    }
    let mut page = Page::new();
    page.heading(&table.name).table(&page_table);
    let (takes_part, count) = (scores.participants(), scores.units.len());
    let rate = scores.rate();
    page.line(format!("{}。", scores.participation(table)));
    if let Some(threshold) = table.threshold {
        let threshold = show_number(threshold, table.scale);
        page.line(format!("达到 {threshold} 分的 {} 家。", scores.reached()));
    }
    if !table.note.is_empty() {
        page.line(Piece::new(&table.note, Tone::Muted));
    }
    let shapes: Vec<Value> = scores
        .units
        .iter()
        .map(|one| shape(one, table, &units, &BTreeMap::new()))
        .collect();
    Ok(Answer::new(
        page,
        json!({
            "points": table.id, "threshold": table.threshold, "scale": table.scale, "ranking": table.ranking,
            "participants": takes_part, "registered": scores.registered(), "units_total": count, "participation_permille": rate, "units": shapes,
        }),
    ))
}

/// What stands behind the points of every record.
type Grounds = BTreeMap<RecordId, Ground>;

fn one(desk: &Desk, arguments: &ShowArguments, session: &Session<'_>) -> Result<Answer, Failure> {
    let table = table_named(&desk.campaign, arguments.which.points.as_deref())?;
    let unit = unit::find(desk, &arguments.unit)?;
    let scores = points::scores(desk, table, session.now)?;
    let found = scores.units.iter().find(|one| one.unit == unit.id);
    let one = found.ok_or_else(|| {
        crate::error::Fault::problem(format!("{}不参加{}", unit.name, table.name))
    })?;
    let grounds = points::grounds(desk, session.today())?;
    let mut page = Page::new();
    page.heading(format!("{}，{}", unit.name, table.name));
    for (group, scored) in table.groups.iter().zip(&one.score.groups) {
        page.line(format!(
            "{}：{}",
            group.name,
            show_number(scored.points, table.scale)
        ));
        for item in group.items.iter().zip(&scored.items) {
            item_lines(&mut page, (group, scored), item, table, &grounds);
        }
        for granted in &scored.repeats {
            let why = || why_nothing(table, (group, scored), None);
            granted_lines(&mut page, "再次开展 ", granted, why, table, &grounds);
        }
    }
    for (duty, lost) in &one.score.late {
        let name = desk
            .campaign
            .duty(duty)
            .map_or(duty.as_str(), |duty| &duty.name);
        let lost = show_number(*lost, table.scale);
        page.line(Piece::new(format!("迟报“{name}”：-{lost}"), Tone::Bad));
    }
    for person in &one.people {
        page.line(format!("  {}", person.in_words(table)));
    }
    let total = show_number(one.score.total, table.scale);
    let missing = match one.score.missing {
        None => String::new(),
        Some(0) => "，已经达到".to_owned(),
        Some(missing) => format!("，还差 {}", show_number(missing, table.scale)),
    };
    page.heading(format!("合计 {total} 分{missing}。"));
    let shape = shape(one, table, &desk.units()?, &grounds);
    Ok(Answer::new(
        page,
        json!({ "points": table.id, "score": shape }),
    ))
}

fn item_lines(
    page: &mut Page,
    group: (&PointsGroup, &GroupScore),
    (item, scored): (&PointsItem, &ItemScore),
    table: &PointsTable,
    grounds: &Grounds,
) {
    let name = item.name.as_str();
    let show = |points: i64| show_number(points, table.scale);
    let by_hand = scored.score;
    let by_hand = by_hand.map(|score| format!("（{}）", score.in_words(table)));
    let by_hand = by_hand.unwrap_or_default();
    page.line(format!("  {name}：{}{by_hand}", show(scored.points)));
    for granted in &scored.granted {
        let why = || why_nothing(table, group, Some((item, scored)));
        granted_lines(page, "", granted, why, table, grounds);
    }
    for waiting in &scored.waiting {
        let ground = grounds.get(&waiting.record).cloned().unwrap_or_default();
        let why = ground.waits_in_words(&waiting.stage);
        let (day, record) = (waiting.day, waiting.record.0);
        let text = format!("    +0  {day} 编号 {record} {}：{why}", ground.title);
        page.line(Piece::new(text, Tone::Warning));
    }
    for record in &scored.excluded {
        let text = format!("    不计  编号 {}：与同组另一项只能计一项", record.0);
        page.line(Piece::new(text, Tone::Muted));
    }
    for record in &scored.unfit {
        let text = format!("    不计  编号 {}：这一项不适用于这类单位", record.0);
        page.line(Piece::new(text, Tone::Warning));
    }
}

/// A record and the points that it gave, and below it what it was asked to show.
fn granted_lines(
    page: &mut Page,
    how: &str,
    granted: &Granted,
    why: impl Fn() -> String,
    table: &PointsTable,
    grounds: &Grounds,
) {
    let ground = grounds.get(&granted.record);
    let why = match granted.points {
        0 => format!("：{}", why()),
        _ => String::new(),
    };
    page.line(format!(
        "    {how}+{}  {} 编号 {} {}{why}",
        show_number(granted.points, table.scale),
        granted.day,
        granted.record.0,
        ground.map_or("", |ground| ground.title.as_str())
    ));
    let proof = ground.map(Ground::proof_in_words).unwrap_or_default();
    if !proof.is_empty() {
        page.line(Piece::new(format!("      {proof}"), Tone::Muted));
    }
}

fn set(
    desk: &mut Desk,
    arguments: &SetArguments,
    session: &Session<'_>,
) -> Result<Answer, Failure> {
    let table = table_named(&desk.campaign, arguments.which.points.as_deref())?.clone();
    let item = item_named(&table, &arguments.item)?.clone();
    let unit = unit::find(desk, &arguments.unit)?;
    let typed = TypedScore {
        own: arguments.own.as_deref(),
        reviewed: arguments.reviewed.as_deref(),
    };
    let key = (&table.id, &item.id);
    let score = set_score(desk, key, unit.id, typed, &arguments.reason, session.now)?;
    let word = |score: Option<i64>| {
        score.map_or_else(
            || "未评".to_owned(),
            |score| show_number(score, table.scale),
        )
    };
    let mut page = Page::new();
    page.line(format!(
        "已评分：{}，{}，自评 {}，复核 {}。",
        unit.name,
        item.name,
        word(score.own),
        word(score.reviewed)
    ));
    Ok(Answer::new(
        page,
        json!({
            "points": table.id, "item": item.id, "unit": unit_ref(std::slice::from_ref(&unit), unit.id),
            "own": score.own, "reviewed": score.reviewed,
        }),
    ))
}

fn shape(one: &UnitScore, table: &PointsTable, units: &[Unit], grounds: &Grounds) -> Value {
    let granted = |granted: &Granted, why: &dyn Fn() -> String| {
        json!({
            "record": granted.record, "day": granted.day, "points": granted.points,
            "why": (granted.points == 0).then(why),
            "title": grounds.get(&granted.record).map(|ground| &ground.title),
            "proof": grounds.get(&granted.record).map(Ground::proof_in_words),
        })
    };
    let waiting = |waiting: &Waiting| {
        let ground = grounds.get(&waiting.record);
        json!({
            "record": waiting.record, "day": waiting.day, "stage": waiting.stage,
            "title": ground.map(|ground| &ground.title),
            "why": ground.map(|ground| ground.waits_in_words(&waiting.stage)),
        })
    };
    let item = |group: (&PointsGroup, &GroupScore), (item, scored): (&PointsItem, &ItemScore)| {
        let why = || why_nothing(table, group, Some((item, scored)));
        let given = scored.granted.iter().map(|one| granted(one, &why));
        json!({
            "item": item.id, "name": item.name, "points": scored.points, "cap": item.cap,
            "granted": given.collect::<Vec<_>>(),
            "waiting": scored.waiting.iter().map(waiting).collect::<Vec<_>>(),
            "excluded": scored.excluded,
            "unfit": scored.unfit,
            "own": scored.score.and_then(|score| score.own),
            "reviewed": scored.score.and_then(|score| score.reviewed),
        })
    };
    let groups = table.groups.iter().zip(&one.score.groups);
    let groups = groups.map(|(group, scored): (&PointsGroup, &GroupScore)| {
        let items = group.items.iter().zip(&scored.items);
        let why = || why_nothing(table, (group, scored), None);
        json!({
            "name": group.name, "points": scored.points, "cap": group.cap,
            "items": items.map(|one| item((group, scored), one)).collect::<Vec<_>>(),
            "repeats": scored.repeats.iter().map(|one| granted(one, &why)).collect::<Vec<_>>(),
        })
    });
    let late = one.score.late.iter();
    let late = late.map(|(duty, points)| json!({ "duty": duty, "points": points }));
    let unit: UnitId = one.unit;
    json!({
        "unit": unit_ref(units, unit),
        "total": one.score.total,
        "missing": one.score.missing,
        "takes_part": one.takes_part,
        "registered": one.is_registered,
        "people": one.people,
        "late": late.collect::<Vec<_>>(),
        "groups": groups.collect::<Vec<_>>(),
    })
}
