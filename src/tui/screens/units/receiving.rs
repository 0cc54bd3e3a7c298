//! How the desk's answers change the screen.

use super::Units;
use super::asking::{self, Asking};
use super::popup::Popup;
use super::review::Review;
use super::work::Answer;
use crate::domain::calendar::Instant;
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
            Answer::Form(answer) => return self.take_form(answer, context, now),
            Answer::Saved(path) => {
                let text = format!("文件在：\n{}", path.display());
                self.popup = Some(Popup::say("已导出", &text));
            }
            Answer::Done(text) => {
                self.popup = None;
                self.roster.refresh(context, now.date());
                return vec![Act::Notice(text)];
            }
            Answer::Problems(problems) => self.show_problems(&problems),
            Answer::Previewed { list, preview } => self.look_over(list, &preview, context),
            Answer::Imported(imported) => {
                self.review = None;
                self.roster.refresh(context, now.date());
                if let Some(first) = imported.added.first() {
                    self.roster.select(*first);
                }
                return vec![Act::Notice(brought_in(&imported))];
            }
        }
        Vec::new()
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

fn brought_in(imported: &Imported) -> String {
    let (added, bad) = (imported.added.len(), imported.bad.len());
    match (added, bad) {
        (0, 0) => "名单里没有可以导入的单位".to_owned(),
        (added, 0) => format!("已导入 {added} 家单位"),
        (0, bad) => format!("没有导入：有 {bad} 行有误"),
        (added, bad) => format!("已导入 {added} 家单位，另有 {bad} 行有误，没有导入"),
    }
}
