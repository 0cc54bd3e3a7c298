//! What a campaign file says beyond duties and tables, with the ids that scripts need: registers, targets, points, awards.

use serde::Serialize;

use super::super::{Campaign, Page, Piece, Table};
use super::Named;
use crate::domain::calendar::words::date;
use crate::domain::campaign::{
    Award, Goal, PointsTable, Register, RegisterFieldKind, Span, Target, TargetScope, TargetTime,
};
use crate::domain::figure::FigureKind;
use crate::domain::target::words;
use crate::domain::typing::show_number;
use crate::ops::target::ordered;

/// The parts as JSON.
#[derive(Debug, Serialize)]
pub(super) struct Parts<'a> {
    registers: Vec<RegisterShape<'a>>,
    targets: Vec<TargetShape<'a>>,
    points: Vec<PointsShape<'a>>,
    awards: Vec<AwardShape<'a>>,
}

#[derive(Debug, Serialize)]
struct RegisterShape<'a> {
    id: &'a str,
    name: &'a str,
    fields: Vec<Named<'a>>,
    stages: Vec<Named<'a>>,
    rows: Vec<Named<'a>>,
}

#[derive(Debug, Serialize)]
struct TargetShape<'a> {
    id: &'a str,
    name: &'a str,
    /// With the digits that the target declares; `null` for a heading.
    goal: Option<Goal>,
    measure: &'a str,
    part_of: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct PointsShape<'a> {
    id: &'a str,
    name: &'a str,
    ranking: bool,
    threshold: Option<i64>,
    items: Vec<ItemShape<'a>>,
}

#[derive(Debug, Serialize)]
struct ItemShape<'a> {
    id: &'a str,
    name: &'a str,
    group: &'a str,
    cap: Option<i64>,
}

#[derive(Debug, Serialize)]
struct AwardShape<'a> {
    id: &'a str,
    name: &'a str,
    conditions: Vec<Named<'a>>,
    steps: Vec<Named<'a>>,
}

impl<'a> Parts<'a> {
    pub(super) fn of(campaign: &'a Campaign) -> Self {
        Self {
            registers: campaign.registers.iter().map(register_shape).collect(),
            targets: ordered(campaign)
                .into_iter()
                .map(|(target, _)| target_shape(target))
                .collect(),
            points: campaign.points.iter().map(points_shape).collect(),
            awards: campaign.awards.iter().map(award_shape).collect(),
        }
    }
}

fn register_shape(register: &Register) -> RegisterShape<'_> {
    let fields = register.fields.iter();
    RegisterShape {
        id: register.id.as_str(),
        name: &register.name,
        fields: fields
            .map(|field| Named::new(field.id.as_str(), &field.label))
            .collect(),
        stages: stages(register),
        rows: rows(register),
    }
}

fn stages(register: &Register) -> Vec<Named<'_>> {
    let stages = register.stages.iter();
    stages
        .map(|stage| Named::new(stage.id.as_str(), &stage.name))
        .collect()
}

fn rows(register: &Register) -> Vec<Named<'_>> {
    let rows = register.rows.iter();
    rows.map(|row| Named::new(row.id.as_str(), &row.name))
        .collect()
}

fn target_shape(target: &Target) -> TargetShape<'_> {
    TargetShape {
        id: target.id.as_str(),
        name: &target.name,
        goal: target.goal,
        measure: &target.measure,
        part_of: target.part_of.as_ref().map(|id| id.as_str()),
    }
}

fn points_shape(table: &PointsTable) -> PointsShape<'_> {
    let items = table.groups.iter().flat_map(|group| {
        group.items.iter().map(|item| ItemShape {
            id: item.id.as_str(),
            name: &item.name,
            group: &group.name,
            cap: item.cap,
        })
    });
    PointsShape {
        id: table.id.as_str(),
        name: &table.name,
        ranking: table.ranking,
        threshold: table.threshold,
        items: items.collect(),
    }
}

fn award_shape(award: &Award) -> AwardShape<'_> {
    let conditions = award.conditions.iter();
    AwardShape {
        id: award.id.as_str(),
        name: &award.name,
        conditions: conditions
            .map(|one| Named::new(one.id.as_str(), &one.text))
            .collect(),
        steps: award
            .steps
            .iter()
            .map(|step| Named::new(step.id.as_str(), &step.name))
            .collect(),
    }
}

/// Writes the parts that the campaign has, each under its own heading.
pub(super) fn write(page: &mut Page, campaign: &Campaign) {
    for register in &campaign.registers {
        write_register(page, register);
    }
    if !campaign.targets.is_empty() {
        page.line("")
            .heading("目标")
            .table(&targets_table(campaign));
    }
    for table in &campaign.points {
        page.line("")
            .heading(format!("积分　{}（{}）", table.name, table.id))
            .table(&points_table(table));
        if let Some(threshold) = table.threshold {
            let threshold = show_number(threshold, table.scale);
            page.line(format!("评选要达到 {threshold} 分。"));
        }
        if !table.ranking {
            page.line("不排名。");
        }
    }
    for award in &campaign.awards {
        page.line("")
            .heading(format!("评选　{}（{}）", award.name, award.id));
        for one in &award.conditions {
            page.line(format!("条件 {}：{}", one.id, one.text));
        }
        for step in &award.steps {
            page.line(format!("程序 {}：{}", step.id, step.name));
        }
    }
}

fn write_register(page: &mut Page, register: &Register) {
    let mut table = Table::of_texts(["编号", "类型", "必填", "栏目"]);
    for field in &register.fields {
        table.row([
            Piece::from(field.id.as_str()),
            Piece::from(match &field.formula {
                Some(_) => "算出",
                None => kind_word(&field.kind),
            }),
            Piece::from(if field.required { "是" } else { "" }),
            Piece::from(&field.label),
        ]);
    }
    page.line("")
        .heading(format!("台账　{}（{}）", register.name, register.id))
        .table(&table);
    for (what, named) in [("阶段", stages(register)), ("给定的行", rows(register))] {
        if !named.is_empty() {
            let named: Vec<String> = named
                .iter()
                .map(|one| format!("{}（{}）", one.name, one.id))
                .collect();
            page.line(format!("{what}：{}", named.join("、")));
        }
    }
}

fn kind_word(kind: &RegisterFieldKind) -> &'static str {
    match kind {
        RegisterFieldKind::Plain(FigureKind::Text) => "文字",
        RegisterFieldKind::Plain(FigureKind::YesNo) => "是否",
        RegisterFieldKind::Plain(FigureKind::Date) => "日期",
        RegisterFieldKind::Plain(FigureKind::Money { .. }) => "金额",
        RegisterFieldKind::Plain(FigureKind::Decimal { .. }) => "小数",
        RegisterFieldKind::Plain(FigureKind::Count) => "整数",
        RegisterFieldKind::Choice(_) => "选择",
        RegisterFieldKind::Unit(_) => "单位",
        RegisterFieldKind::Hazard(_) => "隐患",
        RegisterFieldKind::Material => "附件",
    }
}

fn targets_table(campaign: &Campaign) -> Table {
    let mut table = Table::of_texts(["编号", "要求", "时间", "名称"]);
    for (target, depth) in ordered(campaign) {
        let wanted = words::goal(target, target.goal);
        table.row([
            Piece::from(target.id.as_str()),
            Piece::from(match &target.scope {
                TargetScope::EachUnit(_) => format!("每单位{wanted}"),
                TargetScope::Together(_) | TargetScope::Split(_) => wanted,
            }),
            Piece::from(match target.time {
                TargetTime::By(day) => format!("到{}", date(day)),
                TargetTime::Each(Span::Year) => "每年".to_owned(),
                TargetTime::Each(Span::Quarter) => "每季".to_owned(),
                TargetTime::Each(Span::Month) => "每月".to_owned(),
            }),
            Piece::from(format!("{}{}", "　".repeat(depth), target.name)),
        ]);
    }
    table
}

fn points_table(points: &PointsTable) -> Table {
    let mut table = Table::of_texts(["编号", "上限", "组", "项"]);
    let cap = |cap: Option<i64>| {
        cap.map(|cap| show_number(cap, points.scale))
            .unwrap_or_default()
    };
    for group in &points.groups {
        for (at, item) in group.items.iter().enumerate() {
            let name = match (at, group.cap) {
                (0, Some(most)) => format!("{}（{}分）", group.name, cap(Some(most))),
                (0, None) => group.name.clone(),
                _ => String::new(),
            };
            table.row([
                Piece::from(item.id.as_str()),
                Piece::from(cap(item.cap)),
                Piece::from(name),
                Piece::from(&item.name),
            ]);
        }
    }
    table
}
