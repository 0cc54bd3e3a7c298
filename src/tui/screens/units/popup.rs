//! What lies over the list of this screen, and what choosing something in it leads to. What a dialog asks
//! is in `asking`.

use chrono::NaiveDate;

use super::asking::{Asking, about_unit as dialog_about};
use super::facet::Facet;
use crate::domain::calendar::Instant;
use crate::domain::id::UnitId;
use crate::tui::kit::select::Choice;
use crate::tui::screen::Context;
use crate::tui::screens::{excusing, popup};

/// One of them.
pub type Popup = popup::Popup<Asking, Picked>;

/// What choosing one of a few leads to.
#[derive(Debug, Clone, PartialEq)]
pub enum Picked {
    Narrow(Facet),
    Ask(Asking),
    /// The registration of a unit on paper.
    Registration(UnitId),
    /// Every unit's liaison on paper.
    Liaisons,
}

/// A dialog about units; `None` where the unit is gone.
pub fn about_unit(asking: Asking, context: &Context, now: Instant) -> Option<Popup> {
    let dialog = dialog_about(&asking, context, now)?;
    Some(Popup::ask(asking, dialog))
}

/// Excusing a unit: at once where it never was, else it is asked whether one of its excusals is to end.
pub fn excusals(unit: UnitId, context: &Context, now: Instant) -> Option<Popup> {
    let excusals = &context.unit(unit)?.excusals;
    if excusals.is_empty() {
        return about_unit(Asking::Excuse(unit), context, now);
    }
    let mut choices = vec![Choice::new("再加一段免报")];
    let mut options = vec![Picked::Ask(Asking::Excuse(unit))];
    for excusal in excusals {
        let detail = if covers(excusal.from, excusal.to, now.date()) {
            "现在"
        } else {
            ""
        };
        let label = format!("取消：{}", excusing::in_words(excusal));
        choices.push(Choice::new(label).detail(detail));
        options.push(Picked::Ask(Asking::EndExcusal(unit, excusal.clone())));
    }
    let title = format!("免报：{}", context.unit_name(unit));
    Some(Popup::pick(title, choices, options))
}

fn covers(from: NaiveDate, to: NaiveDate, day: NaiveDate) -> bool {
    from <= day && day <= to
}

/// The papers that this list gives.
pub fn papers(unit: Option<UnitId>, context: &Context) -> Popup {
    let (mut choices, mut options) = (Vec::new(), Vec::new());
    if let (Some(unit), Some(form)) = (unit, &context.campaign.registration) {
        let label = format!("{}：{}", form.label, context.unit_name(unit));
        choices.push(Choice::new(label).detail("Word 文件"));
        options.push(Picked::Registration(unit));
    }
    choices.push(Choice::new("联络员名单").detail("全部单位"));
    options.push(Picked::Liaisons);
    Popup::pick("导出", choices, options)
}
