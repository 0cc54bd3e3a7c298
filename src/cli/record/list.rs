//! Registers and records listed, and one record with its history.

use serde_json::json;

use super::shape::RecordShape;
use super::{ListArguments, One};
use crate::cli::answer::Answer;
use crate::cli::failure::Failure;
use crate::cli::page::{Page, Piece, Side, Table, Tone};
use crate::cli::session::Session;
use crate::cli::shape::moment;
use crate::domain::calendar::words;
use crate::domain::campaign::{Keeper, Register, RegisterField, RegisterFieldKind};
use crate::domain::id::RecordId;
use crate::ops::record::{self, Lines, ListRecords, headings, register_named};
use crate::ops::unit;
use crate::text::width::truncate;

/// Fields that a line shows beside what a record is called by; the whole is in `show`.
const SHOWN: usize = 4;
/// Columns of one field on a line.
const WIDTH: usize = 24;

pub(super) fn registers(session: &Session<'_>) -> Result<Answer, Failure> {
    let desk = session.desk()?;
    let mut table = Table::new([
        ("编号", Side::Left),
        ("台账", Side::Left),
        ("条目", Side::Right),
        ("谁登记", Side::Left),
        ("栏目", Side::Left),
    ]);
    let mut shapes = Vec::new();
    for register in &desk.campaign.registers {
        let which = ListRecords::of(register.id.clone());
        let count = record::list(&desk, &which, session.today())?.len();
        let keeper = match register.kept_by {
            Keeper::Unit => "unit",
            Keeper::Coordinator => "coordinator",
        };
        let labels: Vec<&str> = register.fields.iter().map(|f| f.label.as_str()).collect();
        table.row([
            Piece::from(register.id.as_str()),
            Piece::from(&register.name),
            Piece::from(count.to_string()),
            Piece::from(match register.kept_by {
                Keeper::Unit => "单位",
                Keeper::Coordinator => "牵头部门",
            }),
            Piece::new(labels.join("、"), Tone::Muted),
        ]);
        let fields = register.fields.iter();
        let fields: Vec<_> = fields
            .map(|field| json!({ "id": field.id, "label": field.label, "measure": field.measure, "required": field.required }))
            .collect();
        let stages = register.stages.iter();
        let stages: Vec<_> = stages
            .map(|stage| json!({ "id": stage.id, "name": stage.name }))
            .collect();
        let rows = register.rows.iter();
        let rows: Vec<_> = rows
            .map(|row| json!({ "id": row.id, "section": row.section, "name": row.name }))
            .collect();
        shapes.push(json!({
            "id": register.id, "name": register.name, "kept_by": keeper, "records": count,
            "columns": fields, "stages": stages, "rows": rows,
        }));
    }
    let mut page = Page::new();
    match shapes.is_empty() {
        true => page.line("这个活动没有台账；隐患台账用 anyue hazard。"),
        false => page.table(&table),
    };
    Ok(Answer::new(page, json!({ "registers": shapes })))
}

pub(super) fn list(arguments: &ListArguments, session: &Session<'_>) -> Result<Answer, Failure> {
    let desk = session.desk()?;
    let register = register_named(&desk.campaign, arguments.register.as_deref())?;
    let row = |text: &String| record::row_named(register, text).map(|row| row.id.clone());
    let stage = |text: &String| record::stage_named(register, text).map(|stage| stage.id.clone());
    let unit = |text: &String| unit::find(&desk, text).map(|unit| unit.id);
    let which = ListRecords {
        register: register.id.clone(),
        unit: arguments.unit.as_ref().map(unit).transpose()?,
        row: arguments.row.as_ref().map(row).transpose()?,
        stage: arguments.stage.as_ref().map(stage).transpose()?,
        text: arguments.search.clone(),
        with_void: arguments.with_void,
    };
    let lines = Lines::of(&desk)?;
    let today = session.today();
    let found = record::list(&desk, &which, today)?;
    let shapes: Vec<RecordShape> = found
        .iter()
        .map(|kept| RecordShape::of(kept, register, &lines, today))
        .collect();
    let mut page = Page::new();
    page.table(&table(register, &shapes, arguments.with_void));
    page.line(format!("{}：共 {} 条。", register.name, shapes.len()));
    let unfit = shapes.iter().filter(|shape| shape.unfit.is_some()).count();
    if unfit > 0 {
        let text = format!("其中 {unfit} 条所写的隐患已重新打开，不再符合要求，不计入。");
        page.line(Piece::new(text, Tone::Warning));
    }
    let money = record::money(register, &found);
    if !money.is_empty() {
        let sums = money.iter().map(|one| format!("{} {}", one.label, one.sum));
        let sums: Vec<String> = sums.collect();
        page.line(format!("合计：{}", sums.join("，")));
    }
    Ok(Answer::new(
        page,
        json!({ "register": register.id, "records": shapes, "money": money }),
    ))
}

/// The records as lines, each with what is short enough to stand there.
fn table(register: &Register, shapes: &[RecordShape], with_void: bool) -> Table {
    // The day has a column of its own; files and hazards are long, and seldom what somebody looks for.
    let is_short = |field: &RegisterField| {
        let is_long = matches!(
            field.kind,
            RegisterFieldKind::Material | RegisterFieldKind::Hazard(_)
        );
        !is_long && register.day.as_ref() != Some(&field.id)
    };
    let shown = headings(register).into_iter();
    let shown: Vec<_> = shown
        .filter(|(field, _)| is_short(field))
        .take(SHOWN)
        .collect();
    let fixed = [
        ("编号", Side::Right),
        ("单位", Side::Left),
        ("日期", Side::Left),
    ];
    let row = (!register.rows.is_empty()).then_some(("事项", Side::Left));
    let fields = shown
        .iter()
        .map(|(_, heading)| (heading.as_str(), Side::Left));
    let stage = (!register.stages.is_empty()
        || with_void
        || shapes.iter().any(|shape| shape.unfit.is_some()))
    .then_some(("阶段", Side::Left));
    let has_stage = stage.is_some();
    let mut table = Table::new(fixed.into_iter().chain(row).chain(fields).chain(stage));
    for shape in shapes {
        let fixed = [
            Piece::from(shape.id.to_string()),
            Piece::from(&shape.unit.name),
            Piece::from(shape.day.to_string()),
        ];
        let row = row.map(|_| Piece::from(truncate(&shape.title, WIDTH)));
        let fields = shown.iter().map(|(field, _)| {
            let text = shape.fields.get(field.id.as_str()).cloned().flatten();
            Piece::from(truncate(&text.unwrap_or_default(), WIDTH))
        });
        let stage = has_stage.then(|| shape.standing());
        table.row(fixed.into_iter().chain(row).chain(fields).chain(stage));
    }
    table
}

pub(super) fn show(which: &One, session: &Session<'_>) -> Result<Answer, Failure> {
    let desk = session.desk()?;
    let told = record::history(&desk, RecordId(which.id))?;
    let register = record::register(&desk.campaign, &told.kept.record.register)?;
    let lines = Lines::of(&desk)?;
    let shape = RecordShape::of(&told.kept, register, &lines, session.today());
    let mut page = shape.page(register);
    page.heading("历次修改");
    let mut history = Vec::new();
    for revision in &told.revisions {
        let reason = match revision.reason.as_str() {
            "" => String::new(),
            reason => format!("，{reason}"),
        };
        page.line(format!(
            "  第 {} 版，{}，{}{reason}",
            revision.number,
            words::moment_with_year(revision.at),
            revision.actor
        ));
        let mut then = told.kept.clone();
        then.record.entry = revision.entry.clone();
        let fields = RecordShape::of(&then, register, &lines, session.today()).fields;
        history.push(json!({
            "revision": revision.number, "at": moment(revision.at), "actor": revision.actor,
            "reason": revision.reason, "fields": fields,
        }));
    }
    Ok(Answer::new(
        page,
        json!({ "record": shape, "history": history }),
    ))
}
