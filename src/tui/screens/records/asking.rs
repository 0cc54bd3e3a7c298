//! The dialogs of this screen: what each asks, and how its answers become a request. A register's own fields are the
//! form's items. What makes a record sound is said by `ops` when the desk is asked; its problems come back to the form.

use super::list::List;
use super::state::Popup;
use super::work::{Filled, Request};
use crate::domain::calendar::{Instant, words};
use crate::domain::campaign::{Register, RegisterField, RegisterFieldKind, Stage};
use crate::domain::figure::FigureKind;
use crate::domain::id::{FieldId, RecordId, RowId, StageId, UnitId};
use crate::domain::problem::{Place, Problem, Severity};
use crate::domain::record::{KeptRecord, missing_for};
use crate::ops::record::{show, title};
use crate::tui::keys::keymap::named;
use crate::tui::keys::{Action, Scope};
use crate::tui::kit::dialog::Dialog;
use crate::tui::kit::form::{Form, Item, Remark};
use crate::tui::kit::guarded::Guarded;
use crate::tui::screen::Context;
use crate::tui::screens::day_field;

/// The most characters of a line, of a number, of a reason, of the paths of files.
const LINE: usize = 300;
const NUMBER: usize = 20;
const REASON: usize = 200;
const PATHS: usize = 2000;

/// The items that every form has besides the register's own fields, whose ids have no space.
const UNIT: &str = "the unit";
const ROW: &str = "the row";
const REASON_ITEM: &str = "the reason";
const DAY: &str = "the day";

/// What an open dialog is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asking {
    New { unit: UnitId, row: Option<RowId> },
    Edit { record: RecordId, seen: u32 },
    Reach { record: RecordId, stage: StageId },
    Void(RecordId),
}

/// The dialog that is open, by the name that its draft goes by. What was typed over a revision that stands no more is
/// not put over the one that does.
pub fn open_form<'p>(
    popup: Option<&'p Popup>,
    list: &List,
    context: &Context,
) -> Option<(String, &'p Guarded)> {
    let (asking, dialog) = popup?.asked()?;
    let form = match asking {
        Asking::New { unit, row } => {
            let register = &list.register(context)?.id;
            let row = row.as_ref().map(ToString::to_string).unwrap_or_default();
            format!("record new {register} {} {row}", unit.0)
        }
        Asking::Edit { record, seen } => format!("record edit {} {seen}", record.0),
        Asking::Reach { record, stage } => format!("record reach {} {stage}", record.0),
        Asking::Void(record) => format!("record void {}", record.0),
    };
    Some((form, dialog))
}

/// What keeps a dialog from being answered: by the ids of its items.
pub type Remarks = Vec<(String, Remark)>;

/// Opens a dialog; `None` where the record is gone.
pub fn about(asking: &Asking, list: &List, context: &Context, now: Instant) -> Option<Guarded> {
    let register = list.register(context)?;
    let dialog = match asking {
        Asking::New { unit, row } => {
            let row = row.as_ref().and_then(|row| register.row(row));
            let fixed = (*unit, row.map(|row| row.name.clone()));
            let form = form(register, fixed, None, list, context, now);
            Dialog::form(
                format!("登记：{}", register.name),
                &register.hint,
                form,
                "登记",
            )
        }
        Asking::Edit { record, .. } => {
            let kept = list.record(*record)?;
            let row = kept.record.row.as_ref().and_then(|row| register.row(row));
            let fixed = (kept.record.unit, row.map(|row| row.name.clone()));
            let form = form(register, fixed, Some(kept), list, context, now);
            Dialog::form(format!("修改：{}", register.name), "", form, "保存")
        }
        Asking::Reach { record, stage } => {
            let kept = list.record(*record)?;
            let (_, stage) = register.stage(stage)?;
            let on = day_field::item(DAY, "日期", Some(now.date())).required(true);
            let text = about_stage(register, kept, stage, context);
            Dialog::form(stage.name.as_str(), text, Form::new(vec![on]), "确定")
        }
        Asking::Void(record) => {
            let kept = list.record(*record)?;
            let reason = Item::line(REASON_ITEM, "理由", "", REASON).required(true);
            let text = format!(
                "{}\n作废以后不再计入，仍留在台账里，可以恢复。",
                summary(register, kept, context)
            );
            Dialog::form("作废", text, Form::new(vec![reason]), "作废")
        }
    };
    Some(Guarded::new(dialog))
}

/// Which record a question is about.
fn summary(register: &Register, kept: &KeptRecord, context: &Context) -> String {
    let unit = context.unit_name(kept.record.unit);
    match title(register, &kept.record) {
        title if title.is_empty() => unit.to_owned(),
        title => format!("{unit}：{title}"),
    }
}

/// What the stage wants, and what of it is still missing.
fn about_stage(register: &Register, kept: &KeptRecord, stage: &Stage, context: &Context) -> String {
    let mut text = summary(register, kept, context);
    let missing = missing_for(register, &kept.record, &stage.id);
    if !missing.is_empty() {
        let labels: Vec<&str> = missing.iter().map(|field| field.label.as_str()).collect();
        text.push_str(&format!("\n还要先填好：{}", labels.join("、")));
    }
    text
}

/// The register's fields as items of a form, with what stands in them.
fn form(
    register: &Register,
    (unit, row): (UnitId, Option<String>),
    kept: Option<&KeptRecord>,
    list: &List,
    context: &Context,
    now: Instant,
) -> Form {
    let keeps = context.keeps_of(unit);
    let mut items = vec![Item::fixed(UNIT, "单位", context.unit_name(unit))];
    items.extend(row.map(|row| Item::fixed(ROW, "事项", row)));
    for field in register.asked() {
        let text = kept.and_then(|kept| show(&list.lines, register, field, &kept.record));
        let text = match (text, kept) {
            // Most things are recorded on the day on which they were done.
            (None, None) if register.day.as_ref() == Some(&field.id) => now.date().to_string(),
            (text, _) => text.unwrap_or_default(),
        };
        items.push(match field.kept_by.allows(keeps) {
            true => item(field, &text).required(field.required),
            false => Item::fixed(field.id.as_str(), field.label.as_str(), text),
        });
    }
    let reason = Item::line(REASON_ITEM, "理由", "", REASON);
    items.push(reason.hint("为什么修改；有提醒时必须写"));
    Form::new(items)
}

fn item(field: &RegisterField, text: &str) -> Item {
    let (id, label) = (field.id.as_str(), field.label.as_str());
    let hint = |usual: &str| match (field.hint.as_str(), field.measure.as_str()) {
        ("", "") => usual.to_owned(),
        ("", measure) => format!("单位：{measure}"),
        (hint, _) => hint.to_owned(),
    };
    match &field.kind {
        RegisterFieldKind::Choice(choices) => {
            Item::choice(id, label, choices.clone(), text).hint(hint(""))
        }
        RegisterFieldKind::Unit(_) => {
            Item::line(id, label, text, LINE).hint(hint("单位的编码、名称或拼音首字母"))
        }
        RegisterFieldKind::Hazard(_) => {
            Item::line(id, label, text, LINE).hint(hint("隐患台账里的编号"))
        }
        RegisterFieldKind::Material => {
            let held = match text {
                "" => "拖进文件，或写路径；几个文件用；隔开".to_owned(),
                held => format!("已有：{held}；再拖进文件即添加"),
            };
            Item::line(id, label, "", PATHS).hint(held)
        }
        RegisterFieldKind::Plain(FigureKind::Text) => {
            Item::line(id, label, text, LINE).hint(hint(""))
        }
        RegisterFieldKind::Plain(FigureKind::YesNo) => {
            Item::choice(id, label, ["是", "否"], text).hint(hint(""))
        }
        RegisterFieldKind::Plain(FigureKind::Date) => {
            let usual = "如 6-18、6月18日、2020-06-18";
            Item::line(id, label, text, NUMBER).hint(hint(usual))
        }
        RegisterFieldKind::Plain(_) => Item::line(id, label, text, NUMBER).hint(hint("数字")),
    }
}

/// What an answered dialog asks of the desk, or what is wrong with it.
pub fn answered(
    asking: &Asking,
    dialog: &Guarded,
    list: &List,
    context: &Context,
    now: Instant,
) -> Result<Option<Request>, Remarks> {
    let Some(register) = list.register(context) else {
        return Ok(None);
    };
    let filled = |unit| Box::new(filled(register, dialog, context.keeps_of(unit)));
    Ok(Some(match asking {
        Asking::New { unit, row } => Request::Add {
            register: register.id.clone(),
            unit: *unit,
            row: row.clone(),
            filled: filled(*unit),
        },
        Asking::Edit { record, seen } => Request::Edit {
            record: *record,
            seen: *seen,
            filled: {
                // A record that has gone meanwhile is refused by the desk.
                let kept = list.record(*record);
                filled(kept.map_or(context.seat, |kept| kept.record.unit))
            },
        },
        Asking::Reach { record, stage } => Request::Reach {
            record: *record,
            stage: stage.clone(),
            on: day_field::read_required(&dialog.value(DAY), now.date())
                .map_err(|remark| vec![(DAY.to_owned(), remark)])?,
        },
        Asking::Void(record) => {
            let reason = dialog.value(REASON_ITEM).trim().to_owned();
            if reason.is_empty() {
                return Err(vec![(REASON_ITEM.to_owned(), Remark::bad("请写明理由"))]);
            }
            Request::Void {
                record: *record,
                reason,
            }
        }
    }))
}

/// What stands in the form's own fields; `keeps` tells whether those are among them that only the desk that collects fills in.
fn filled(register: &Register, dialog: &Guarded, keeps: bool) -> Filled {
    let mut filled = Filled {
        reason: dialog.value(REASON_ITEM).trim().to_owned(),
        ..Filled::default()
    };
    let own = register.asked();
    for field in own.filter(|field| field.kept_by.allows(keeps)) {
        let value = dialog.value(field.id.as_str());
        match field.kind {
            RegisterFieldKind::Material => filled.files.extend(files(&field.id, &value)),
            _ => {
                filled.typed.insert(field.id.clone(), value);
            }
        }
    }
    filled
}

fn files(field: &FieldId, value: &str) -> Vec<(FieldId, String)> {
    let paths = value.split(['；', ';', '\n']).map(str::trim);
    let paths = paths.filter(|path| !path.is_empty());
    paths.map(|path| (field.clone(), path.to_owned())).collect()
}

/// The desk's problems beside their items. Where there are only warnings, a reason is all that is missing.
pub fn remarks(asking: &Asking, problems: &[Problem]) -> Remarks {
    let whole = match asking {
        Asking::Reach { .. } => DAY,
        Asking::Void(_) => REASON_ITEM,
        Asking::New { .. } | Asking::Edit { .. } => UNIT,
    };
    let mut remarks: Remarks = Vec::new();
    for problem in problems {
        let remark = match problem.severity {
            Severity::Error => Remark::bad(problem.message.as_str()),
            Severity::Warning => Remark::warning(problem.message.as_str()),
        };
        let at = match (&problem.place, asking) {
            (Place::Field(id), Asking::New { .. } | Asking::Edit { .. }) => id.as_str(),
            _ => whole,
        };
        // Several that stand beside one item are told together.
        match remarks.iter_mut().find(|(id, _)| id == at) {
            Some((_, told)) => told.text = format!("{}；{}", told.text, remark.text),
            None => remarks.push((at.to_owned(), remark)),
        }
    }
    if problems
        .iter()
        .all(|problem| problem.severity == Severity::Warning)
    {
        let text = "有提醒，核对无误的写明理由后再提交";
        remarks.push((REASON_ITEM.to_owned(), Remark::bad(text)));
    }
    remarks
}

/// The stage that a record reaches next.
pub fn next_stage<'r>(register: &'r Register, kept: &KeptRecord) -> Option<&'r Stage> {
    let reached = &kept.record.entry.reached;
    let mut stages = register.stages.iter();
    stages.find(|stage| !reached.contains_key(&stage.id))
}

/// Where a record stands, in full: every field, every stage with its day.
pub fn particulars(register: &Register, kept: &KeptRecord, list: &List) -> Vec<String> {
    let mut told = Vec::new();
    if let Some(voided) = &kept.voided {
        told.push(format!("已作废：{}", voided.reason));
    }
    if list.is_contested(kept.record.id) {
        let key = named(Scope::Records, Action::Toggle);
        told.push(format!("! 有两种说法，按 {key} 逐栏对照，裁定以哪一版为准"));
    }
    let unfit = list.lines.unfit(register, &kept.record);
    told.extend(
        unfit
            .filter(|_| kept.voided.is_none())
            .map(|why| format!("! {why}")),
    );
    for field in &register.fields {
        if let Some(text) = show(&list.lines, register, field, &kept.record) {
            told.push(format!("{}：{text}{}", field.label, field.measure));
        }
    }
    let reached = register.stages.iter().filter_map(|stage| {
        let day = kept.record.entry.reached.get(&stage.id)?;
        Some(format!("{} {}", stage.name, words::date(*day)))
    });
    let reached: Vec<String> = reached.collect();
    if !reached.is_empty() {
        told.push(reached.join("  "));
    }
    if let Some(row) = kept.record.row.as_ref().and_then(|row| register.row(row)) {
        told.push(row.text.clone());
    }
    told
}
