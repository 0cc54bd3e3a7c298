//! The dialogs of this screen: what each asks, and how its answers become a request. What makes an entry sound is said
//! by `ops`; how a date is read, by `day_field`. Closing is asked about by `closing`.

mod closing;

use std::borrow::Cow;

use chrono::NaiveDate;

use super::facet::level_name;
use super::ledger::Ledger;
use super::state::Popup;
use super::work::Request;
use crate::domain::calendar::{Instant, words};
use crate::domain::hazard::{Hazard, HazardEntry, HazardField as Field};
use crate::domain::id::{HazardId, LevelId, UnitId};
use crate::domain::lineage::uid;
use crate::tui::kit::dialog::Dialog;
use crate::tui::kit::form::{Form, Item, Remark};
use crate::tui::kit::guarded::Guarded;
use crate::tui::screen::Context;
use crate::tui::screens::day_field;

/// The most characters of a word, of a place, of a text, of a reason.
const WORD: usize = 50;
const PLACE: usize = 100;
const TEXT: usize = 1000;
const REASON: usize = 200;

/// What an open dialog is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asking {
    New(UnitId),
    /// With the entry as it was when the dialog opened: what is written elsewhere meanwhile is not written over.
    Edit(Box<Hazard>),
    Close(HazardId),
    Reopen(HazardId),
}

/// The dialog that is open, by the name that its draft goes by.
pub fn open_form(popup: Option<&Popup>) -> Option<(String, &Guarded)> {
    let (asking, dialog) = popup?.asked()?;
    let form = match asking {
        Asking::New(unit) => format!("hazard new {}", unit.0),
        // What was typed over an entry belongs to that entry, and not to what it says since.
        Asking::Edit(seen) => {
            let entry = uid::of_canonical(&seen.entry);
            format!("hazard edit {} {entry}", seen.id.0)
        }
        Asking::Close(hazard) => format!("hazard close {}", hazard.0),
        Asking::Reopen(hazard) => format!("hazard reopen {}", hazard.0),
    };
    Some((form, dialog))
}

/// What keeps a dialog from being answered: by the ids of its items.
pub type Remarks = Vec<(Cow<'static, str>, Remark)>;

/// Opens a dialog; `None` where the entry is gone.
pub fn about(asking: &Asking, ledger: &Ledger, context: &Context, now: Instant) -> Option<Guarded> {
    let dialog = match asking {
        Asking::New(unit) => {
            let entry = blank(context, now);
            Dialog::form("新增隐患", "", form(*unit, &entry, context), "登记")
        }
        Asking::Edit(seen) => {
            let form = form(seen.unit, &seen.entry, context);
            Dialog::form("修改隐患", "", form, "保存")
        }
        Asking::Close(id) => closing::dialog(ledger.hazard(*id)?, context, now),
        Asking::Reopen(id) => reopen(ledger.hazard(*id)?, context),
    };
    Some(Guarded::new(dialog))
}

/// An entry with what is known beforehand: found today, and of the only level there is.
fn blank(context: &Context, now: Instant) -> HazardEntry {
    let level = match context.campaign.hazard_levels.as_slice() {
        [only] => only.id.clone(),
        _ => LevelId::from(""),
    };
    HazardEntry::new(now.date(), level)
}

/// The fields of an entry. One that is closed has another, for the reason why it is opened again.
fn form(unit: UnitId, entry: &HazardEntry, context: &Context) -> Form {
    let reason = Item::line("reason", "理由", "", REASON).hint("清空销号日期（撤销销号）时写明");
    let reason = entry.closed_on.map(|_| reason);
    let fields = fields(unit, entry, context).into_iter();
    Form::new(fields.chain(reason).collect())
}

fn fields(unit: UnitId, entry: &HazardEntry, context: &Context) -> Vec<Item> {
    let levels = context.campaign.hazard_levels.iter();
    let levels = levels.map(|level| level.name.clone());
    let level = level_name(&entry.level, context);
    let line = |field: Field, most| {
        let text = entry.text(field).unwrap_or_default();
        Item::line(field.id(), field.label(), text, most)
    };
    let area = |field: Field, lines| {
        let text = entry.text(field).unwrap_or_default();
        Item::area(field.id(), field.label(), text, TEXT, lines)
    };
    let day = |field: Field, on| day_field::item(field.id(), field.label(), on);
    vec![
        Item::fixed("unit", "单位", context.unit_name(unit)),
        day(Field::FoundOn, Some(entry.found_on)).required(true),
        line(Field::Place, PLACE)
            .required(true)
            .hint("哪个病区、楼层、房间"),
        area(Field::What, 3).required(true),
        Item::choice(Field::Level.id(), Field::Level.label(), levels, level).required(true),
        line(Field::Source, WORD).hint("自查、督查、举报等"),
        area(Field::Measure, 2),
        line(Field::Responsible, WORD),
        day(Field::Due, entry.due),
        day(Field::ClosedOn, entry.closed_on),
        line(Field::CheckedBy, WORD),
        line(Field::ResponsibleUnit, WORD).hint("和发现的单位不同时写"),
        line(Field::Precautions, TEXT).hint("整改完成之前怎样保证安全"),
        day(Field::ReportedOn, entry.reported_on),
    ]
}

/// Which entry a question is about.
fn summary(hazard: &Hazard, context: &Context) -> String {
    let entry = &hazard.entry;
    let unit = context.unit_name(hazard.unit);
    let found = words::month_day(entry.found_on);
    format!("{unit}，{found}发现\n{}：{}", entry.place, entry.what)
}

fn reopen(hazard: &Hazard, context: &Context) -> Dialog {
    let closed = hazard.entry.closed_on.map(words::month_day);
    let closed = closed.unwrap_or_default();
    let text = format!(
        "{}\n已于{closed}销号；撤销后恢复整改。",
        summary(hazard, context)
    );
    let reason = Item::line("reason", "理由", "", REASON).required(true);
    Dialog::form("撤销销号", text, Form::new(vec![reason]), "撤销销号")
}

/// What an answered dialog asks of the desk, or what is wrong with it; `None` where the entry is gone.
pub fn answered(
    asking: &Asking,
    dialog: &Guarded,
    ledger: &Ledger,
    context: &Context,
    now: Instant,
) -> Result<Option<Request>, Remarks> {
    Ok(match asking {
        Asking::New(unit) => {
            let entry = Box::new(entry(dialog, context, now)?);
            Some(Request::Add { unit: *unit, entry })
        }
        Asking::Edit(seen) => Some(edited(seen, dialog, context, now)?),
        Asking::Close(id) => match ledger.hazard(*id) {
            Some(hazard) => Some(closing::answered(hazard, dialog, context, now)?),
            None => None,
        },
        Asking::Reopen(hazard) => {
            let reason = dialog.value("reason").trim().to_owned();
            if reason.is_empty() {
                return Err(vec![("reason".into(), Remark::bad("请写明理由"))]);
            }
            Some(Request::Reopen {
                hazard: *hazard,
                reason,
            })
        }
    })
}

/// A closing that is taken back by clearing its day wants a reason, as it does by the key that is there for it.
fn edited(
    seen: &Hazard,
    dialog: &Guarded,
    context: &Context,
    now: Instant,
) -> Result<Request, Remarks> {
    let entry = entry(dialog, context, now)?;
    let is_reopened = seen.entry.closed_on.is_some() && entry.closed_on.is_none();
    let reason = match is_reopened {
        true => dialog.value("reason").trim().to_owned(),
        false => String::new(),
    };
    if is_reopened && reason.is_empty() {
        let remark = Remark::bad("撤销销号请写明理由");
        return Err(vec![("reason".into(), remark)]);
    }
    Ok(Request::Edit {
        hazard: seen.id,
        seen: Box::new(seen.entry.clone()),
        entry: Box::new(entry),
        reason,
    })
}

/// The entry that was written, or everything that is wrong with it.
fn entry(dialog: &Guarded, context: &Context, now: Instant) -> Result<HazardEntry, Remarks> {
    let value = |field: Field| dialog.value(field.id()).trim().to_owned();
    let today = now.date();
    let mut wrong = Remarks::new();
    let mut day = |field: Field, read: Result<Option<NaiveDate>, Remark>| {
        read.unwrap_or_else(|remark| {
            wrong.push((field.id().into(), remark));
            None
        })
    };
    let found = day_field::read_required(&value(Field::FoundOn), today).map(Some);
    let found = day(Field::FoundOn, found);
    let mut on = |field| day(field, day_field::read(&value(field), today));
    let (due, reported_on, closed_on) =
        (on(Field::Due), on(Field::ReportedOn), on(Field::ClosedOn));
    let level = value(Field::Level);
    let mut levels = context.campaign.hazard_levels.iter();
    let level = levels.find(|known| known.name == level);
    let level = level.map_or_else(|| LevelId::from(""), |level| level.id.clone());
    let mut entry = HazardEntry {
        reported_on,
        due,
        closed_on,
        // A day that could not be read is before all others, so that none is said to lie before it.
        ..HazardEntry::new(found.unwrap_or(NaiveDate::MIN), level)
    };
    for field in Field::ALL {
        if let Some(text) = entry.text_mut(field) {
            *text = value(field);
        }
    }
    let more = entry.problems(&context.campaign, today).into_iter();
    wrong.extend(more.map(|(field, text)| (field.id().into(), Remark::bad(text))));
    if wrong.is_empty() {
        Ok(entry)
    } else {
        Err(wrong)
    }
}
