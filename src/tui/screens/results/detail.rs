//! What a line says in full: a target year by year and unit by unit, a unit's points record by record, a given row with
//! every unit's part, a candidate's checklist and approval.

use chrono::NaiveDate;

use super::View;
use super::lines::{Key, Lines, meaning, nominated};
use super::work::Loaded;
use crate::domain::calendar::words as day_words;
use crate::domain::campaign::{Campaign, Part, PointsGroup, PointsItem, PointsTable, Register};
use crate::domain::id::{NominationId, RecordId, RowId, TargetId, UnitId};
use crate::domain::nomination::Met;
use crate::domain::points::{Granted, GroupScore, ItemScore, why_nothing};
use crate::domain::target::words;
use crate::domain::typing::show_number;
use crate::ops::points::Ground;
use crate::ops::responsibility::{RowStanding, registers};
use crate::ops::target::{partial_remark, split_remark};
use crate::tui::screen::Context;
use crate::tui::theme::Meaning;

/// How many of the units that have not reached a target are named; each has its own line below.
const NAMES: usize = 12;

/// Paragraphs, to be wrapped.
pub type Told = Vec<(String, Meaning)>;

/// Everything about the selected line.
pub fn of(lines: &Lines, context: &Context, today: NaiveDate) -> Option<(String, Told)> {
    let loaded = lines.loaded.as_ref()?;
    match (lines.selected()?, lines.view(context)?) {
        (Key::Target(id), _) => target(id, loaded, context, today),
        (Key::Unit(unit), View::Scores(at)) => score(at, *unit, loaded, context),
        (Key::Row(row), View::Responsibilities(at)) => given_row(at, row, loaded, context),
        (Key::Nomination(id), _) => candidate(*id, loaded, context),
        (Key::Body(award, body), _) => {
            let award = context
                .campaign
                .awards
                .iter()
                .find(|one| one.id == *award)?;
            let told = vec![(award.text.clone(), Meaning::Text)];
            Some((
                format!("{}  {}", award.name, context.unit_name(*body)),
                told,
            ))
        }
        _ => None,
    }
}

fn target(
    id: &TargetId,
    loaded: &Loaded,
    context: &Context,
    today: NaiveDate,
) -> Option<(String, Told)> {
    let target = context.campaign.target(id)?;
    let progress = loaded.targets.iter().find(|one| one.target == *id)?;
    let mut told: Told = Vec::new();
    if let Some(remark) = split_remark(target, progress.split_difference) {
        told.push((remark, Meaning::Warning));
    }
    if let Some(each) = progress.each(today).filter(|each| each.units() > 1) {
        let name = |unit| context.unit_name(unit).to_owned();
        told.push((each.told(NAMES, name), Meaning::Text));
    }
    for one in progress
        .progress
        .iter()
        .filter(|one| one.days.from() <= today)
    {
        let unit = one.unit.map_or("合计", |unit| context.unit_name(unit));
        let text = format!(
            "{}  {unit}：{}",
            words::stretch(target, one.days),
            words::told(target, one)
        );
        told.push((text, meaning(one.standing)));
        for milestone in &one.milestones {
            let text = format!(
                "  节点 {} {}：要求 {}，完成 {}，{}",
                day_words::date(milestone.day),
                milestone.name,
                crate::ops::target::shown(target, milestone.at_least),
                words::value(target, milestone.value),
                milestone.standing.label()
            );
            told.push((text, meaning(milestone.standing)));
        }
    }
    if let Some(remark) = partial_remark([progress]) {
        told.push((remark, Meaning::Muted));
    }
    for part in [Part::Lead, Part::Responsible] {
        let parties = target.responsibility.words(part, &context.campaign);
        if !parties.is_empty() {
            told.push((format!("{}：{parties}", part.label()), Meaning::Text));
        }
    }
    told.push((target.text.clone(), Meaning::Muted));
    Some((target.name.clone(), told))
}

fn score(at: usize, unit: UnitId, loaded: &Loaded, context: &Context) -> Option<(String, Told)> {
    let table = context.campaign.points.get(at)?;
    let one = loaded
        .scores
        .get(at)?
        .units
        .iter()
        .find(|one| one.unit == unit)?;
    let show = |points: i64| show_number(points, table.scale);
    let mut told: Told = Vec::new();
    let missing = match one.score.missing {
        None => String::new(),
        Some(0) => "，已经达到".to_owned(),
        Some(missing) => format!("，还差 {} 分", show(missing)),
    };
    told.push((
        format!("合计 {} 分{missing}", show(one.score.total)),
        Meaning::Heading,
    ));
    for (group, scored) in table.groups.iter().zip(&one.score.groups) {
        let cap = group
            .cap
            .map(|cap| format!("（最多 {}）", show(cap)))
            .unwrap_or_default();
        told.push((
            format!("{}：{}{cap}", group.name, show(scored.points)),
            Meaning::Text,
        ));
        for item in group.items.iter().zip(&scored.items) {
            item_told(&mut told, (group, scored), item, table, loaded);
        }
        for granted in &scored.repeats {
            let why = || why_nothing(table, (group, scored), None);
            let text = format!("  再次开展 {}", record(granted, why, table, loaded));
            granted_told(&mut told, text, granted, loaded);
        }
    }
    if !one.people.is_empty() {
        told.push(("个人积分，按登记的先后：".to_owned(), Meaning::Text));
    }
    for person in &one.people {
        told.push((format!("  {}", person.in_words(table)), Meaning::Text));
    }
    for (duty, lost) in &one.score.late {
        let name = context
            .campaign
            .duty(duty)
            .map_or(duty.as_str(), |duty| &duty.name);
        told.push((format!("迟报“{name}”：-{}", show(*lost)), Meaning::Bad));
    }
    Some((context.unit_name(unit).to_owned(), told))
}

fn item_told(
    told: &mut Told,
    group: (&PointsGroup, &GroupScore),
    (item, scored): (&PointsItem, &ItemScore),
    table: &PointsTable,
    loaded: &Loaded,
) {
    let show = |points: i64| show_number(points, table.scale);
    let by_hand = scored.score;
    let by_hand = by_hand.map(|score| format!("（{}）", score.in_words(table)));
    let by_hand = by_hand.unwrap_or_default();
    let quiet = match scored.points {
        0 => Meaning::Muted,
        _ => Meaning::Text,
    };
    let name = &item.name;
    told.push((format!("  {name}：{}{by_hand}", show(scored.points)), quiet));
    if scored.points == 0 && !item.text.is_empty() {
        told.push((format!("    {}", item.text), Meaning::Muted));
    }
    for granted in &scored.granted {
        let why = || why_nothing(table, group, Some((item, scored)));
        let text = format!("    {}", record(granted, why, table, loaded));
        granted_told(told, text, granted, loaded);
    }
    for waiting in &scored.waiting {
        let ground = loaded.grounds.get(&waiting.record);
        let why = ground.map(|ground| ground.waits_in_words(&waiting.stage));
        let text = format!(
            "    +0  {} 编号 {} {}：{}",
            waiting.day,
            waiting.record.0,
            title(waiting.record, loaded),
            why.unwrap_or_default()
        );
        told.push((text, Meaning::Warning));
    }
    for excluded in &scored.excluded {
        let title = title(*excluded, loaded);
        told.push((
            format!("    编号 {} {title}：与同组另一项只计一项", excluded.0),
            Meaning::Muted,
        ));
    }
    for unfit in &scored.unfit {
        let title = title(*unfit, loaded);
        let text = format!(
            "    编号 {} {title}：这一项不适用于这类单位，不计分",
            unfit.0
        );
        told.push((text, Meaning::Warning));
    }
}

/// A record and the points that it gave, and below it what it was asked to show.
fn granted_told(told: &mut Told, text: String, granted: &Granted, loaded: &Loaded) {
    told.push((text, Meaning::Text));
    let ground = loaded.grounds.get(&granted.record);
    let proof = ground.map(Ground::proof_in_words).unwrap_or_default();
    if !proof.is_empty() {
        told.push((format!("      {proof}"), Meaning::Muted));
    }
}

/// `+5  2025-01-05 编号 1 应急演练`; where it gave nothing, why.
fn record(
    granted: &Granted,
    why: impl Fn() -> String,
    table: &PointsTable,
    loaded: &Loaded,
) -> String {
    let why = match granted.points {
        0 => format!("：{}", why()),
        _ => String::new(),
    };
    format!(
        "+{}  {} 编号 {} {}{why}",
        show_number(granted.points, table.scale),
        granted.day,
        granted.record.0,
        title(granted.record, loaded)
    )
}

fn title(record: RecordId, loaded: &Loaded) -> &str {
    let ground = loaded.grounds.get(&record);
    ground.map_or("", |ground| ground.title.as_str())
}

fn given_row(at: usize, id: &RowId, loaded: &Loaded, context: &Context) -> Option<(String, Told)> {
    let register = registers(&context.campaign).nth(at)?;
    let given = register.row(id)?;
    let row = loaded
        .matrices
        .get(at)?
        .rows
        .iter()
        .find(|row| row.row == *id)?;
    let mut told: Told = Vec::new();
    if let Some(standing) = &row.standing {
        told.push((standing_words(register, Some(standing)), Meaning::Text));
    }
    for cell in &row.cells {
        let note = match cell.note.as_str() {
            "" => String::new(),
            note => format!("（{note}）"),
        };
        let standing = match register.records_per_row {
            crate::domain::campaign::RecordsPerRow::One => String::new(),
            crate::domain::campaign::RecordsPerRow::EachUnit => {
                standing_words(register, cell.standing.as_ref())
            }
        };
        let text = format!(
            "{}  {}{note}  {standing}",
            cell.part.label(),
            context.unit_name(cell.unit)
        );
        let quiet = match cell.standing {
            None => Meaning::Muted,
            Some(_) => Meaning::Text,
        };
        told.push((text.trim_end().to_owned(), quiet));
    }
    told.push((given.text.clone(), Meaning::Muted));
    Some((given.name.clone(), told))
}

/// `已启动 2025年3月1日 已动员部署`
fn standing_words(register: &Register, standing: Option<&RowStanding>) -> String {
    let Some(standing) = standing else {
        return "未登记".to_owned();
    };
    let stage = standing.stage.as_ref().and_then(|(stage, on)| {
        let (_, stage) = register.stage(stage)?;
        Some(format!("{} {}", stage.name, day_words::date(*on)))
    });
    let stage = stage.unwrap_or_else(|| "已登记".to_owned());
    format!("{stage} {}", standing.said).trim_end().to_owned()
}

fn candidate(id: NominationId, loaded: &Loaded, context: &Context) -> Option<(String, Told)> {
    let (lists, list, one) = nominated(loaded, id)?;
    let campaign: &Campaign = &context.campaign;
    let award = campaign
        .awards
        .iter()
        .find(|award| award.id == lists.award)?;
    let entry = &one.nomination.entry;
    let mut told: Told = Vec::new();
    for (met, condition) in one.conditions.iter().zip(&award.conditions) {
        let (word, meaning) = match met.met {
            Met::Yes => ("# 符合", Meaning::Good),
            Met::No => ("! 不符合", Meaning::Bad),
            Met::Open => ("? 未核", Meaning::Warning),
        };
        told.push((format!("{word}  {}", condition.text), meaning));
    }
    for step in &award.steps {
        let (word, meaning) = match entry.steps.get(&step.id) {
            Some(day) => (day_words::date(*day), Meaning::Good),
            None if one.next_step.as_ref() == Some(&step.id) => {
                ("下一步".to_owned(), Meaning::Warning)
            }
            None => ("未到".to_owned(), Meaning::Muted),
        };
        told.push((format!("{word}  {}", step.name), meaning));
    }
    if !entry.note.is_empty() {
        told.push((entry.note.clone(), Meaning::Text));
    }
    let problems = list.problems.iter();
    told.extend(problems.map(|problem| (problem.clone(), Meaning::Warning)));
    let name = format!("{} {}", context.unit_name(entry.unit), entry.name);
    Some((format!("{}  {}", award.name, name.trim_end()), told))
}
