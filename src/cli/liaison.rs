//! `anyue liaison`: who is registered, and the registration form. Registering is a submission like any other: it goes
//! the same way, with the same checks.

use std::collections::BTreeMap;

use clap::{Args, Subcommand};
use serde::Serialize;
use serde_json::json;

use super::answer::Answer;
use super::failure::Failure;
use super::given::{OwnUnit, named_or_own};
use super::page::{Page, Piece, Table, Tone};
use super::session::Session;
use super::shape::UnitRef;
use super::submit;
use crate::domain::calendar::Instant;
use crate::domain::campaign::Form;
use crate::domain::id::FieldId;
use crate::domain::liaison::registration;
use crate::domain::period::Period;
use crate::domain::unit::Unit;
use crate::error::Fault;
use crate::ops::Desk;
use crate::ops::draft::look;
use crate::ops::submit::{SubmitAs, liaison_of, liaisons};
use crate::text::search::closest;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    #[command(about = "列出各单位的联络员")]
    List,
    #[command(about = "显示一个单位的联络员推荐表")]
    Show(ShowArguments),
    #[command(about = "登记或更换联络员")]
    Set(SetArguments),
}

#[derive(Debug, Args)]
pub(super) struct ShowArguments {
    #[arg(value_name = "单位", help = "编码、名称或拼音首字母（默认：本单位）")]
    unit: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct SetArguments {
    #[arg(
        value_name = "栏目=值",
        required = true,
        help = "如 姓名=联络员甲 手机=…；栏目用编号或名称"
    )]
    fields: Vec<String>,
    #[command(flatten)]
    whose: OwnUnit,
    #[arg(long, value_name = "理由", default_value = "", help = "更换时必须写")]
    reason: String,
}

#[derive(Debug, Serialize)]
struct LiaisonShape {
    unit: UnitRef,
    registered: bool,
    /// By the field's id in the campaign file.
    fields: BTreeMap<FieldId, String>,
}

pub(super) fn run(command: &Command, session: &Session<'_>) -> Result<Answer, Failure> {
    let mut desk = session.desk()?;
    let Some(form) = desk.campaign.registration.clone() else {
        return Err(Fault::problem("这个活动没有联络员推荐表").into());
    };
    match command {
        Command::List => list(&desk, &form),
        Command::Show(arguments) => show(
            &desk,
            &form,
            &named_or_own(&desk, arguments.unit.as_deref())?,
        ),
        Command::Set(arguments) => set(&mut desk, &form, arguments, session),
    }
}

fn list(desk: &Desk, form: &Form) -> Result<Answer, Failure> {
    let mut registered = liaisons(desk)?;
    let columns = form.fields.iter().map(|field| field.label.as_str());
    let mut table = Table::of_texts(["编码", "单位"].into_iter().chain(columns));
    let mut shapes = Vec::new();
    for unit in desk.reporters()? {
        let fields = registered.remove(&unit.id);
        let mut row = vec![Piece::from(&unit.code), Piece::from(&unit.name)];
        match &fields {
            None => row.push(Piece::new("未登记", Tone::Bad)),
            Some(fields) => row.extend(
                form.fields
                    .iter()
                    .map(|field| Piece::from(fields.get(&field.id).map_or("", String::as_str))),
            ),
        }
        table.row(row);
        shapes.push(LiaisonShape {
            unit: UnitRef::from(&unit),
            registered: fields.is_some(),
            fields: fields.unwrap_or_default(),
        });
    }
    let done = shapes.iter().filter(|shape| shape.registered).count();
    let mut page = Page::new();
    page.table(&table).line(format!(
        "已登记 {done} 个，未登记 {} 个。",
        shapes.len() - done
    ));
    Ok(Answer::new(page, json!({ "liaisons": shapes })))
}

fn show(desk: &Desk, form: &Form, unit: &Unit) -> Result<Answer, Failure> {
    let fields = liaison_of(desk, unit.id)?;
    let mut page = Page::new();
    page.heading(&form.title).line(&unit.name);
    match &fields {
        None => {
            page.line(Piece::new("未登记", Tone::Bad));
        }
        Some(fields) => {
            let mut table = Table::of_texts(["", ""]);
            for field in &form.fields {
                let value = fields.get(&field.id).map_or("", String::as_str);
                table.row([format!("  {}", field.label).into(), value.into()]);
            }
            page.rows(&table);
        }
    }
    let shape = LiaisonShape {
        unit: UnitRef::from(unit),
        registered: fields.is_some(),
        fields: fields.unwrap_or_default(),
    };
    Ok(Answer::new(page, shape))
}

/// What was registered stays where nothing else is said, so that a new mobile number is one word to type.
fn set(
    desk: &mut Desk,
    form: &Form,
    arguments: &SetArguments,
    session: &Session<'_>,
) -> Result<Answer, Failure> {
    let unit = arguments.whose.find(desk)?;
    let period = registered_in(desk, &unit, session.now)?;
    let mut typed = look(desk, unit.id, &period.id, session.now)?.fresh;
    let mut wrong = Vec::new();
    for text in &arguments.fields {
        match field_and_value(form, text) {
            Ok((id, value)) => {
                typed.fields.insert(id, value);
            }
            Err(message) => wrong.push(message),
        }
    }
    if !wrong.is_empty() {
        let all: Vec<String> = form
            .fields
            .iter()
            .map(|field| format!("{}（{}）", field.label, field.id))
            .collect();
        return Err(
            Failure::of_options("没有登记", &wrong).hint(format!("栏目有：{}", all.join("、")))
        );
    }
    let how = SubmitAs {
        reason: arguments.reason.clone(),
        ..SubmitAs::default()
    };
    submit::hand_in(desk, &unit, &period, &typed, &how, session)
}

/// The period in which the unit registers.
fn registered_in(desk: &Desk, unit: &Unit, now: Instant) -> Result<Period, Fault> {
    let found = registration(&desk.campaign, &desk.plan, unit, now).cloned();
    found.ok_or_else(|| Fault::problem(format!("这份通知不要求“{}”报送联络员推荐表", unit.name)))
}

fn field_and_value(form: &Form, text: &str) -> Result<(FieldId, String), String> {
    let Some((name, value)) = text.split_once('=') else {
        return Err(format!("要写成 栏目=值，不能是“{text}”"));
    };
    let name = name.trim();
    let mut fields = form.fields.iter();
    if let Some(field) = fields.find(|field| field.id.as_str() == name || field.label == name) {
        return Ok((field.id.clone(), value.to_owned()));
    }
    let known = form
        .fields
        .iter()
        .flat_map(|field| [field.id.as_str(), field.label.as_str()]);
    Err(match closest(name, known) {
        Some(near) => format!("没有“{name}”这一栏，是不是 {near}？"),
        None => format!("没有“{name}”这一栏"),
    })
}
