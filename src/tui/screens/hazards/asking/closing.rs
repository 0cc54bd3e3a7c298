//! The dialog in which an entry is closed (销号): it asks for the day, and for what the campaign wants written down before
//! and is not yet. Only that is asked of the desk: the rest of the entry stays as it is there.

use chrono::NaiveDate;

use super::{Remarks, TEXT, summary};
use crate::domain::calendar::Instant;
use crate::domain::campaign::{RegisterField, RegisterFieldKind};
use crate::domain::figure::{FigureKind, Value};
use crate::domain::hazard::{Hazard, HazardField};
use crate::ops::hazard::{Filled, closing};
use crate::tui::kit::dialog::Dialog;
use crate::tui::kit::form::{Form, Item, Remark};
use crate::tui::kit::guarded::Guarded;
use crate::tui::screen::Context;
use crate::tui::screens::day_field;
use crate::tui::screens::hazards::work::Request;

/// What the dialog asks for whatever else is missing.
const CLOSED_ON: HazardField = HazardField::ClosedOn;

pub(super) fn dialog(hazard: &Hazard, context: &Context, now: Instant) -> Dialog {
    let (id, label) = (CLOSED_ON.id(), CLOSED_ON.label());
    let on = day_field::item(id, label, Some(now.date()));
    let missing = hazard.entry.missing_to_close(&context.campaign);
    let missing = missing.into_iter().map(wanted);
    let form = Form::new([on.required(true)].into_iter().chain(missing).collect());
    Dialog::form("销号", summary(hazard, context), form, "销号")
}

/// A field of the ledger that is filled in where an entry is closed, under its own id.
fn wanted(field: &RegisterField) -> Item {
    let (id, label) = (field.id.as_str(), field.label.as_str());
    let item = match &field.kind {
        RegisterFieldKind::Plain(FigureKind::Date) => day_field::item(id, label, None),
        RegisterFieldKind::Choice(words) => Item::choice(id, label, words, ""),
        // How it was put right takes more words than who did it.
        _ if id == HazardField::Measure.id() => Item::area(id, label, "", TEXT, 2),
        _ => Item::line(id, label, "", TEXT),
    };
    item.required(true)
}

/// What the answered dialog asks of the desk, or everything that is wrong with it.
pub(super) fn answered(
    hazard: &Hazard,
    dialog: &Guarded,
    context: &Context,
    now: Instant,
) -> Result<Request, Remarks> {
    let mut wrong = Remarks::new();
    let on = day_field::read_required(&dialog.value(CLOSED_ON.id()), now.date());
    let on = on.map_err(|remark| wrong.push((CLOSED_ON.id().into(), remark)));
    let missing = hazard.entry.missing_to_close(&context.campaign);
    let mut filled = Filled::new();
    for field in &missing {
        let typed = dialog.value(field.id.as_str());
        match read(field, &typed, now.date()) {
            Ok(Some(value)) => drop(filled.insert(field.id.clone(), value)),
            Ok(None) => {}
            Err(remark) => wrong.push((field.id.to_string().into(), remark)),
        }
    }
    let today = now.date();
    // A day that could not be read is told already: what else is wrong is sought as if it were today.
    let day = on.unwrap_or(today);
    if let Err(problems) = closing(&context.campaign, &hazard.entry, day, &filled, today) {
        let is_asked = |id: &str| missing.iter().any(|field| field.id.as_str() == id);
        let beside = |field: HazardField| match is_asked(field.id()) {
            true => field.id(),
            false => CLOSED_ON.id(),
        };
        let problems = problems.into_iter();
        wrong.extend(problems.map(|(field, text)| (beside(field).into(), Remark::bad(text))));
    }
    match wrong.is_empty() {
        true => Ok(Request::Close {
            hazard: hazard.id,
            on: day,
            filled,
        }),
        false => Err(wrong),
    }
}

/// What was typed as a value of the field; `None` where nothing was.
fn read(field: &RegisterField, typed: &str, today: NaiveDate) -> Result<Option<Value>, Remark> {
    let typed = typed.trim();
    Ok(match &field.kind {
        RegisterFieldKind::Plain(FigureKind::Date) => {
            day_field::read(typed, today)?.map(Value::Date)
        }
        _ => (!typed.is_empty()).then(|| Value::Text(typed.to_owned())),
    })
}
