//! Records written, changed, taken from stage to stage, made void.

use std::ops::ControlFlow;
use std::path::Path;

use serde_json::json;

use super::shape::RecordShape;
use super::{AddArguments, EditArguments, One, Reasoned, StageArguments, Typed};
use crate::cli::answer::Answer;
use crate::cli::failure::Failure;
use crate::cli::page::{Page, Piece, Tone};
use crate::cli::session::Session;
use crate::cli::shape::ProblemShape;
use crate::domain::campaign::{Register, RegisterField, RegisterFieldKind};
use crate::domain::id::{RecordId, UnitId};
use crate::domain::problem::{Place, Problem, Severity};
use crate::domain::record::{FieldValue, KeptRecord, Record, RecordEntry};
use crate::error::Fault;
use crate::ops::record::{self, Lines, NewRecord, RecordError, register_named};
use crate::ops::{Desk, material, unit};
use crate::text::search::closest;

pub(super) fn add(arguments: &AddArguments, session: &Session<'_>) -> Result<Answer, Failure> {
    let mut desk = session.desk()?;
    let register = register_named(&desk.campaign, arguments.register.as_deref())?.clone();
    let unit: UnitId = match &arguments.unit {
        None => desk.seat.unit,
        Some(text) => unit::find(&desk, text)?.id,
    };
    let row = match &arguments.row {
        None => None,
        Some(text) => Some(record::row_named(&register, text)?.id.clone()),
    };
    let mut new = NewRecord {
        register: register.id.clone(),
        unit,
        row,
        entry: RecordEntry::default(),
    };
    let mut record = new.on(session.now);
    write_into(&mut desk, &register, &arguments.typed, &mut record, session)?;
    new.entry = record.entry;
    let id = record::add(&mut desk, &new, &arguments.typed.reason, session.now)
        .map_err(|error| refusal("没有登记", &register, error))?;
    told(&desk, id, "已登记", session)
}

pub(super) fn edit(arguments: &EditArguments, session: &Session<'_>) -> Result<Answer, Failure> {
    let mut desk = session.desk()?;
    let id = RecordId(arguments.which.id);
    let (mut kept, register) = standing(&desk, id)?;
    write_into(
        &mut desk,
        &register,
        &arguments.typed,
        &mut kept.record,
        session,
    )?;
    let entry = kept.record.entry;
    let reason = &arguments.typed.reason;
    record::edit(&mut desk, id, kept.revision, &entry, reason, session.now)
        .map_err(|error| refusal("没有修改", &register, error))?;
    told(&desk, id, "已修改", session)
}

pub(super) fn stage(arguments: &StageArguments, session: &Session<'_>) -> Result<Answer, Failure> {
    let mut desk = session.desk()?;
    let id = RecordId(arguments.which.id);
    let (_, register) = standing(&desk, id)?;
    let stage = record::stage_named(&register, &arguments.stage)?;
    let on = match &arguments.on {
        None => session.today(),
        Some(text) => session.day("--on", text, &desk)?,
    };
    record::reach(&mut desk, id, &stage.id, on, session.now)
        .map_err(|error| refusal("没有进入这一阶段", &register, error))?;
    told(&desk, id, &stage.name, session)
}

pub(super) fn back(arguments: &Reasoned, session: &Session<'_>) -> Result<Answer, Failure> {
    let mut desk = session.desk()?;
    let id = RecordId(arguments.which.id);
    let (_, register) = standing(&desk, id)?;
    record::set_back(&mut desk, id, &arguments.why.reason, session.now)
        .map_err(|error| refusal("没有撤销", &register, error))?;
    told(&desk, id, "已撤销最后的阶段", session)
}

pub(super) fn void(arguments: &Reasoned, session: &Session<'_>) -> Result<Answer, Failure> {
    let mut desk = session.desk()?;
    let id = RecordId(arguments.which.id);
    record::void(&mut desk, id, &arguments.why.reason, session.now)?;
    told(&desk, id, "已作废", session)
}

pub(super) fn restore(which: &One, session: &Session<'_>) -> Result<Answer, Failure> {
    let mut desk = session.desk()?;
    let id = RecordId(which.id);
    let (_, register) = standing(&desk, id)?;
    record::restore(&mut desk, id, session.now)
        .map_err(|error| refusal("没有恢复", &register, error))?;
    told(&desk, id, "已恢复", session)
}

fn standing(desk: &Desk, id: RecordId) -> Result<(KeptRecord, Register), Fault> {
    let kept =
        record::get(desk, id).map_err(|fault| fault.hint("anyue record list 台账 列出编号"))?;
    let register = record::register(&desk.campaign, &kept.record.register)?.clone();
    Ok((kept, register))
}

/// Puts into a record what the options say. Words first: what is refused leaves no file behind.
fn write_into(
    desk: &mut Desk,
    register: &Register,
    typed: &Typed,
    record: &mut Record,
    session: &Session<'_>,
) -> Result<(), Failure> {
    let mut wrong = Vec::new();
    let mut words = record::Typed::new();
    for text in &typed.set {
        match text.split_once('=') {
            None => wrong.push(format!("--set 要写成 栏目=值，不能是“{text}”")),
            Some((name, value)) => match field(register, name) {
                Ok(field) => {
                    words.insert(field.id.clone(), value.to_owned());
                }
                Err(message) => wrong.push(message),
            },
        }
    }
    let mut files = Vec::new();
    for text in &typed.material {
        match material_field(register, text) {
            Ok(found) => files.push(found),
            Err(message) => wrong.push(message),
        }
    }
    if !wrong.is_empty() {
        let failure = Failure::of_options("没有登记", &wrong);
        return Err(failure.hint("anyue record registers 列出台账和栏目"));
    }
    let unread = record::read_typed(desk, register, &words, &mut record.entry, session.today());
    if !unread.is_empty() {
        let judged = record::problems_on(desk, record, session.today())?;
        let problems = record::with_unread(&unread, judged);
        return Err(problems_failure("没有登记", register, &problems));
    }
    for (field, path) in files {
        let mut go_on = |_, _| ControlFlow::Continue(());
        let path = Path::new(path);
        let attached = material::attach(desk, path, material::LARGEST, &mut go_on, session.now)?;
        let held = record.entry.fields.entry(field.id.clone());
        let held = held.or_insert_with(|| FieldValue::Material(Vec::new()));
        if let FieldValue::Material(held) = held
            && !held.contains(&attached.material)
        {
            held.push(attached.material);
        }
    }
    Ok(())
}

/// The field that a person means by its id or label.
fn field<'r>(register: &'r Register, name: &str) -> Result<&'r RegisterField, String> {
    let name = name.trim();
    let mut fields = register.fields.iter();
    let found = fields.find(|field| field.id.as_str() == name || field.label == name);
    found.ok_or_else(|| {
        let known = register.fields.iter();
        let known = known.flat_map(|field| [field.id.as_str(), field.label.as_str()]);
        match closest(name, known) {
            Some(near) => format!("{}没有“{name}”这一栏，是不是 {near}？", register.name),
            None => format!("{}没有“{name}”这一栏", register.name),
        }
    })
}

/// The field and the file of `栏目=文件`; the only field for material where just a file is named.
fn material_field<'r, 't>(
    register: &'r Register,
    text: &'t str,
) -> Result<(&'r RegisterField, &'t str), String> {
    let is_material = |field: &&RegisterField| field.kind == RegisterFieldKind::Material;
    if let Some((name, path)) = text.split_once('=')
        && let Ok(field) = field(register, name)
        && is_material(&field)
    {
        return Ok((field, path));
    }
    let fields: Vec<&RegisterField> = register.fields.iter().filter(is_material).collect();
    match fields.as_slice() {
        [only] => Ok((only, text)),
        [] => Err(format!("{}没有放材料的栏目", register.name)),
        several => {
            let labels: Vec<&str> = several.iter().map(|field| field.label.as_str()).collect();
            let labels = labels.join("、");
            Err(format!("--material 要写成 栏目=文件，栏目可以是：{labels}"))
        }
    }
}

/// What was done, and the record as it is now.
fn told(desk: &Desk, id: RecordId, word: &str, session: &Session<'_>) -> Result<Answer, Failure> {
    let (kept, register) = standing(desk, id)?;
    let shape = RecordShape::of(&kept, &register, &Lines::of(desk)?, session.today());
    let mut page = Page::new();
    page.line(format!("{word}。"));
    page.append(shape.page(&register));
    Ok(Answer::new(page, json!({ "record": shape })))
}

fn refusal(what: &str, register: &Register, error: RecordError) -> Failure {
    match error {
        RecordError::Fault(fault) => fault.into(),
        RecordError::Problems(problems) => problems_failure(what, register, &problems),
    }
}

fn problems_failure(what: &str, register: &Register, problems: &[Problem]) -> Failure {
    let is_error = |problem: &&Problem| problem.severity == Severity::Error;
    let errors = problems.iter().filter(is_error).count();
    let mut details = Page::new();
    list(&mut details, register, problems, 2);
    let shapes: Vec<ProblemShape> = problems.iter().map(ProblemShape::from).collect();
    let message = format!(
        "{what}（{}）：{errors} 处错误，{} 处提醒",
        register.name,
        problems.len() - errors
    );
    let failure = Failure::of_data(message, details, json!({ "problems": shapes }));
    match errors {
        0 => failure.hint("核对无误的，加 --reason 理由"),
        _ => failure.hint("改正后再登记；没有写入任何内容"),
    }
}

/// Every problem beside its field.
pub(super) fn list(page: &mut Page, register: &Register, problems: &[Problem], indent: usize) {
    for problem in problems {
        let (word, tone) = match problem.severity {
            Severity::Error => ("错误", Tone::Bad),
            Severity::Warning => ("提醒", Tone::Warning),
        };
        let at = match &problem.place {
            Place::Field(id) => register.field(id).map_or(id.as_str(), |field| &field.label),
            _ => "",
        };
        // Most messages name the field themselves.
        let at = match problem.message.contains(at) {
            true => String::new(),
            false => format!("{at}："),
        };
        page.pieces([
            Piece::from(" ".repeat(indent)),
            Piece::new(word, tone),
            Piece::from(format!("  {at}{}", problem.message)),
        ]);
    }
}
