//! How the desk's answers change the screen.

use super::asking::{self, Asking};
use super::popup::Popup;
use super::review::Review;
use super::sheet::{Page, Sheet};
use super::work::{Answer, Request};
use super::{Units, handing_in};
use crate::domain::calendar::{Instant, words};
use crate::domain::submission::Reading;
use crate::ops::draft::Opened;
use crate::ops::submit::Submitted;
use crate::ops::unit::{ImportPreview, Imported, UnitField, UnitList};
use crate::tui::kit::form::Remark;
use crate::tui::screen::{Act, Context};
use std::sync::Arc;

impl Units {
    pub(super) fn take(&mut self, answer: Answer, context: &Context, now: Instant) -> Vec<Act> {
        match answer {
            Answer::Loaded { contacts, joining } => {
                self.joining = joining;
                self.roster.set_contacts(contacts);
                self.roster.refresh(context, now.date());
            }
            Answer::Opened(opened) => self.show(*opened, context),
            Answer::DraftSaved(serial) => {
                self.saving.wrote(serial);
                self.contested = None;
            }
            Answer::Settled => self.contested = None,
            Answer::Elsewhere {
                unit,
                theirs,
                serial,
            } => {
                // It waits for a person now, not for the desk.
                self.saving.wrote(serial);
                self.typed_elsewhere(unit, theirs);
            }
            Answer::DraftDiscarded => {
                self.popup = None;
                let again = self.again(context, now);
                return notice("已放弃更正草稿，已登记的内容不变", again);
            }
            Answer::Registered(submitted) => {
                self.popup = None;
                let again = self.again(context, now);
                return notice(registered(&submitted, context), again);
            }
            Answer::Refused(reading) => self.refused(&reading),
            Answer::Withdrawn => {
                self.popup = None;
                let again = self.again(context, now);
                return notice("已撤回登记，内容回到草稿", again);
            }
            Answer::Saved(path) => {
                let text = format!("文件在：\n{}", path.display());
                self.popup = Some(Popup::say("已导出", &text));
            }
            Answer::Done(text) => {
                self.popup = None;
                self.roster.refresh(context, now.date());
                return notice(text, Vec::new());
            }
            Answer::Problems(problems) => self.show_problems(&problems),
            Answer::Previewed { list, preview } => self.look_over(list, &preview, context),
            Answer::Imported(imported) => {
                self.review = None;
                self.roster.refresh(context, now.date());
                if let Some(first) = imported.added.first() {
                    self.roster.select(*first);
                }
                return notice(brought_in(&imported), Vec::new());
            }
        }
        Vec::new()
    }

    /// Shows a form that was asked for, if nobody has left since.
    fn show(&mut self, opened: Opened, context: &Context) {
        if self.opening != Some(opened.unit) {
            return;
        }
        self.opening = None;
        match &mut self.sheet {
            // What is being typed is newer than anything the desk has.
            Some(sheet) if sheet.unit() == opened.unit && sheet.draft().is_some() => {
                sheet.known = opened;
            }
            Some(sheet) if sheet.agrees(&opened) => {}
            _ => self.sheet = Some(Sheet::new(opened, context)),
        }
    }

    /// What is to be read again after a registration has changed.
    fn again(&mut self, context: &Context, now: Instant) -> Vec<Act> {
        let unit = self.sheet.take().map(|sheet| sheet.unit());
        let open = unit.and_then(|unit| self.open(unit, context, now));
        let load = Act::Ask(Request::Load.into());
        open.into_iter().chain([load]).collect()
    }

    /// The desk found what the form did not.
    fn refused(&mut self, reading: &Reading) {
        self.popup = handing_in::elsewhere(&reading.problems);
        if let Some(Sheet {
            page: Page::Writing(writing),
            ..
        }) = &mut self.sheet
        {
            writing.show_all(&reading.problems);
        }
    }

    fn show_problems(&mut self, problems: &[(UnitField, String)]) {
        if let Some(Popup::Ask { dialog, .. }) = &mut self.popup {
            let beside = problems.iter();
            dialog.show_problems(
                beside.map(|(field, text)| (asking::item_of(*field), Remark::bad(text.as_str()))),
            );
        }
    }

    fn look_over(&mut self, list: Arc<UnitList>, preview: &ImportPreview, context: &Context) {
        match self.popup.take() {
            Some(Popup::Ask {
                asking: Asking::List,
                dialog,
            }) => {
                let review = Review::new(list, preview, dialog, context);
                self.review = Some(Box::new(review));
            }
            popup => self.popup = popup,
        }
    }
}

fn notice(text: impl Into<String>, then: Vec<Act>) -> Vec<Act> {
    [Act::Notice(text.into())].into_iter().chain(then).collect()
}

fn registered(submitted: &Submitted, context: &Context) -> String {
    let revision = &submitted.revision;
    let unit = context.unit_name(revision.unit);
    let done = if submitted.is_correction {
        "已更正登记"
    } else {
        "已登记"
    };
    let mark = if submitted.is_late {
        "迟报"
    } else {
        "按时"
    };
    let at = words::moment(revision.stamp.received_at);
    format!("{done}：{unit}，{at} 收到，{mark}")
}

fn brought_in(imported: &Imported) -> String {
    let (added, bad) = (imported.added.len(), imported.bad.len());
    match (added, bad) {
        (0, 0) => "名单里没有可以导入的单位".to_owned(),
        (added, 0) => format!("已导入 {added} 家单位"),
        (0, bad) => format!("没有导入：有 {bad} 行有误"),
        (added, bad) => format!("已导入 {added} 家单位，另有 {bad} 行有误，没有导入"),
    }
}
