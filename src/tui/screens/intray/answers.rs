//! What the desk answers, and what becomes of the in-tray then.

use super::inbox::Wanted;
use super::parcels::{self, Parcel, Rest};
use super::state::Popup;
use super::versions::{Told, Versions};
use super::work::{Answer, Decided};
use super::{Intray, Section, lines};
use crate::ops::intray::{Judged, Skipped};
use crate::tui::keys::keymap::named;
use crate::tui::keys::{Action, Scope};
use crate::tui::kit::reader::Reader;
use crate::tui::screen::{Act, Context, Destination, Place};
use crate::tui::theme::Meaning;

impl Intray {
    pub(super) fn take(&mut self, answer: Answer, context: &Context) -> Vec<Act> {
        match answer {
            Answer::Draft(answer) => return self.drafts.take(answer, self.sheet.as_mut()),
            Answer::Loaded(judged) => self.loaded(judged, context),
            Answer::Inbox(items) => self.take_inbox(items, context),
            Answer::Compared(told) => return self.compared(told.map(|told| *told)),
            Answer::Decided(told, undo) => return self.decided(told, undo, context),
            Answer::Looked(judged) => self.looked(*judged, context),
            Answer::Corrected(judged) => return self.corrected(*judged, context),
            Answer::Accepted(told) => {
                self.sheet = None;
                return self.take(Answer::Done(told), context);
            }
            Answer::Done(told) => {
                (self.popup, self.versions, self.undo) = (None, None, None);
                return self.again(told, context);
            }
            Answer::Taken {
                told,
                brings,
                skipped,
            } => {
                let acts = self.taken(told, brings, context);
                self.popup = passed_over(&skipped);
                return acts;
            }
            Answer::Parcels(parcels, rest) => return self.offered(&parcels, rest, context),
            Answer::Saved(path) => {
                let text = format!("文件在：\n{}", path.display());
                self.popup = Some(Popup::say("已存疑问清单", &text));
            }
        }
        Vec::new()
    }

    /// The desk has told what has come. What was selected stays so.
    fn loaded(&mut self, judged: Vec<Judged>, context: &Context) {
        let selected = self.selected().map(|(id, _)| id);
        let rows = judged.iter().map(|one| lines::line(one, context)).collect();
        self.table.set(lines::columns(), rows);
        let key = named(Scope::Intray, Action::Import);
        let what = match context.gathers() {
            true => "报送包、填好的表或文件夹",
            false => "上级发来的活动包",
        };
        self.table.say_when_empty(&format!(
            "还没有来件，按 {key} 收进{what}，也可以拖进窗口。"
        ));
        let row = judged
            .iter()
            .position(|one| selected.is_some() && one.arrival.id == selected);
        self.judged = Some(judged);
        self.table.select(row.unwrap_or_default());
        self.refresh_sheet(context);
        // Where nobody reports, no other answer is to come.
        self.is_fresh &= context.gathers();
    }

    /// The desk has told which reports want a look. At first the section that has something to do is shown.
    fn take_inbox(&mut self, items: Vec<Wanted>, context: &Context) {
        let mut open = self.judged.iter().flatten();
        let has_arrivals = open.any(|judged| judged.arrival.is_open());
        if self.is_fresh && !has_arrivals && !items.is_empty() {
            self.section = Section::Inbox;
        }
        self.is_fresh = false;
        self.inbox.take(items, context);
    }

    /// What two desks say, or that they no longer do.
    fn compared(&mut self, told: Option<Told>) -> Vec<Act> {
        let Some(told) = told else {
            let mut acts = self.leave_versions();
            acts.push(Act::Remark("已经没有两种说法了".to_owned()));
            return acts;
        };
        match &mut self.versions {
            Some(versions) => versions.renew(told),
            None => self.versions = Some(Versions::open(told)),
        }
        Vec::new()
    }

    /// It was decided which version holds. One who came from elsewhere to decide goes back there.
    fn decided(&mut self, told: String, undo: Decided, context: &Context) -> Vec<Act> {
        (self.popup, self.undo) = (None, Some(undo));
        let back = self.leave_versions();
        let mut acts = self.again(told, context);
        acts.extend(back);
        acts
    }

    /// A batch was taken in: it is shown where it is seen.
    fn taken(&mut self, told: String, brings: Section, context: &Context) -> Vec<Act> {
        self.popup = None;
        self.is_reading = false;
        if !context.gathers() {
            // What the desk above said is seen where one's own work stands.
            let to = Destination::Screen(Place::Overview);
            return vec![Act::Notice(told), Act::Go(to)];
        }
        self.section = brings;
        self.again(told, context)
    }

    /// Packets were looked at: they are taken only when a person says so.
    fn offered(&mut self, parcels: &[Parcel], rest: Rest, context: &Context) -> Vec<Act> {
        self.is_reading = false;
        match parcels::question(parcels, rest, context) {
            Ok(popup) => {
                self.popup = Some(popup);
                Vec::new()
            }
            Err(fault) => {
                self.popup = None;
                vec![Act::Fault(fault)]
            }
        }
    }

    /// Says what was done, and asks how things are now.
    fn again(&self, told: String, context: &Context) -> Vec<Act> {
        let mut acts = vec![Act::Notice(told)];
        acts.extend(self.load(context));
        acts
    }
}

/// Which files nobody read, and why; nothing where all were read.
fn passed_over(skipped: &[Skipped]) -> Option<Popup> {
    let lines = skipped.iter().flat_map(|one| {
        let why = format!("  {}", one.reason);
        [(one.origin.clone(), Meaning::Text), (why, Meaning::Warning)]
    });
    let title = format!("没有读的 {} 个文件", skipped.len());
    (!skipped.is_empty()).then(|| Popup::Read(Reader::new(title, lines.collect())))
}
