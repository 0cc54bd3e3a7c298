//! Filling the form in: what the pages add to typing, files, the user's own editor, and the first step to handing in.

use crossterm::event::KeyCode;

use super::{Asking, Busy, Layer, Options, Phase, Report, ask};
use crate::domain::calendar::Instant;
use crate::error::Fault;
use crate::text::dropped::is_path;
use crate::tui::keys::Action;
use crate::tui::kit::Input;
use crate::tui::kit::dialog::Dialog;
use crate::tui::kit::input::Outcome;
use crate::tui::screen::{Act, Context, Event, Handled};
use crate::tui::screens::report::hand_in;
use crate::tui::screens::report::history::{Held, Spot};
use crate::tui::screens::report::pages::Body;
use crate::tui::screens::report::sheet::Effect;
use crate::tui::screens::report::work::Request;

impl Report {
    pub(super) fn fill(
        &mut self,
        event: &Event,
        input: Input<'_>,
        context: &Context,
        now: Instant,
    ) -> Handled {
        let Phase::Open(sheet) = &mut self.phase else {
            return Handled::Ignored;
        };
        let campaign = &context.campaign;
        let on_files = matches!(sheet.page().map(|page| &page.body), Some(Body::Material(_)));
        let effect = match input {
            Input::Action(Action::Back) => return self.leave(),
            Input::Action(Action::Submit) => {
                sheet.ask(campaign);
                self.hand_in(context, now);
                return Handled::nothing();
            }
            Input::Action(Action::NextProblem) => {
                let notice = (!sheet.next_problem()).then(|| "没有要改的地方。".to_owned());
                return Handled::Consumed(notice.map(Act::Remark).into_iter().collect());
            }
            Input::Action(Action::ExternalEditor) => {
                return Handled::Consumed(vec![Act::Edit(sheet.draft.narrative.clone())]);
            }
            Input::Action(Action::AddMaterial) if !on_files => {
                let page = sheet.files_page();
                let notice = page.is_none().then(|| "这项任务不收材料。".to_owned());
                page.into_iter().for_each(|at| sheet.show_page(at, true));
                return Handled::Consumed(notice.map(Act::Remark).into_iter().collect());
            }
            Input::Paste(text) if is_path(text) && sheet.files_page().is_some() => {
                return Handled::Consumed(self.dropped(text));
            }
            input if on_files => match self.fill_files(event, input, context) {
                Some(handled) => return handled,
                None => self.hear_sheet(input, context),
            },
            input => self.fill_page(input, context),
        };
        match effect {
            Effect::Ignored => Handled::Ignored,
            Effect::Moved => Handled::nothing(),
            Effect::Changed(note) => {
                if let Phase::Open(sheet) = &mut self.phase {
                    sheet.typed_at = Some(now);
                }
                Handled::Consumed(self.changed(note))
            }
        }
    }

    pub(super) fn hear_sheet(&mut self, input: Input<'_>, context: &Context) -> Effect {
        match &mut self.phase {
            Phase::Open(sheet) => sheet.hear(input, &context.campaign),
            _ => Effect::Ignored,
        }
    }

    /// What the kinds of page add to typing.
    fn fill_page(&mut self, input: Input<'_>, context: &Context) -> Effect {
        let Phase::Open(sheet) = &mut self.phase else {
            return Effect::Ignored;
        };
        match (input, sheet.body_mut()) {
            (Input::Action(Action::TakeSuggestion), Some(Body::Hazards(_))) => {
                let counts = sheet.known.prefill.hazards.iter();
                let edits = counts.flat_map(|(level, count)| {
                    let (found, closed) = (count.found.to_string(), count.closed.to_string());
                    [
                        (Spot::Found(level.clone()), Held::Text(found)),
                        (Spot::Closed(level.clone()), Held::Text(closed)),
                    ]
                });
                match edits.collect::<Vec<_>>() {
                    edits if edits.is_empty() => {
                        Effect::Changed(Some("台账里没有这几天的隐患。".to_owned()))
                    }
                    edits => match sheet.change(edits, &context.campaign) {
                        true => Effect::Changed(Some("已按台账填入。".to_owned())),
                        false => Effect::Moved,
                    },
                }
            }
            (Input::Action(Action::Toggle), Some(Body::Table(paper))) => {
                paper.show_standards(!paper.shows_standards());
                Effect::Moved
            }
            (input, _) => sheet.hear(input, &context.campaign),
        }
    }

    /// Keys of the page of files: Enter takes in the path that is typed, Down goes through the list.
    fn fill_files(
        &mut self,
        event: &Event,
        input: Input<'_>,
        context: &Context,
    ) -> Option<Handled> {
        let Phase::Open(sheet) = &mut self.phase else {
            return None;
        };
        let Some(Body::Material(files)) = sheet.body_mut() else {
            return None;
        };
        let code = match event {
            Event::Key(key) => Some(key.code),
            _ => None,
        };
        let enters = code == Some(KeyCode::Enter) || input == Input::Action(Action::AddMaterial);
        if enters {
            let path = files.path().trim().to_owned();
            if path.is_empty() {
                let text = "请先输入文件路径，或把文件拖进窗口。";
                return Some(Handled::Consumed(vec![Act::Remark(text.to_owned())]));
            }
            return Some(Handled::Consumed(self.attach(path)));
        }
        if input == Input::Action(Action::RemoveMaterial) {
            let Some(left) = files.without_selected() else {
                return Some(Handled::nothing());
            };
            sheet.set_files(left, &context.campaign);
            return Some(Handled::Consumed(
                self.changed(Some("已移除；按 Ctrl+Z 可恢复。".to_owned())),
            ));
        }
        let down = code == Some(KeyCode::Down) && files.down() == Outcome::Moved;
        down.then(Handled::nothing)
    }

    /// A file may be dropped anywhere. Where text is written it may also be meant as text.
    fn dropped(&mut self, text: &str) -> Vec<Act> {
        let Phase::Open(sheet) = &self.phase else {
            return Vec::new();
        };
        let writes = matches!(
            sheet.page().map(|page| &page.body),
            Some(Body::Narrative(_) | Body::Fields(_))
        );
        if !writes {
            return self.attach(text.to_owned());
        }
        let question = format!(
            "粘贴的内容像是文件：\n{}\n选“取消”则作为文字粘贴。",
            text.trim()
        );
        let dialog = Dialog::confirm("添加材料？", question, "作为材料添加");
        self.layer = Some(Layer::Ask(dialog, Asking::Dropped(text.to_owned())));
        Vec::new()
    }

    pub(super) fn attach(&mut self, pasted: String) -> Vec<Act> {
        let Phase::Open(sheet) = &mut self.phase else {
            return Vec::new();
        };
        let (unit, period) = (sheet.known.unit, sheet.period.id.clone());
        if let Some(at) = sheet.files_page() {
            sheet.show_page(at, true);
        }
        self.busy = Some(Busy::Attaching);
        vec![ask(Request::Attach {
            unit,
            period,
            pasted,
        })]
    }

    /// The draft is another: it is saved at once.
    pub(super) fn changed(&mut self, note: Option<String>) -> Vec<Act> {
        let Phase::Open(sheet) = &mut self.phase else {
            return Vec::new();
        };
        sheet.serial += 1;
        let save = ask(Request::SaveDraft {
            unit: sheet.known.unit,
            period: sheet.period.id.clone(),
            draft: Box::new(sheet.draft.clone()),
            serial: sheet.serial,
        });
        std::iter::once(save).chain(note.map(Act::Notice)).collect()
    }

    pub(super) fn edited(&mut self, edited: &Result<String, Fault>, context: &Context) -> Vec<Act> {
        let Phase::Open(sheet) = &mut self.phase else {
            return Vec::new();
        };
        match edited {
            Ok(text) => match sheet.set_narrative(text, &context.campaign) {
                Effect::Changed(note) => self.changed(note),
                _ => Vec::new(),
            },
            Err(fault) => {
                let hint = match fault.hint.as_str() {
                    "" => "请直接在这里输入".to_owned(),
                    hint => format!("{hint}，或直接在这里输入"),
                };
                let fault = fault.clone().safe("原来的文字没有改动").hint(hint);
                vec![Act::Fault(fault)]
            }
        }
    }

    /// Shows what is wrong, or asks the last question.
    fn hand_in(&mut self, context: &Context, now: Instant) {
        let Phase::Open(sheet) = &self.phase else {
            return;
        };
        self.layer = Some(if sheet.problems.is_empty() {
            Layer::Ask(hand_in::question(sheet, context, now), Asking::HandIn)
        } else {
            let (pick, jumps) = hand_in::problems(sheet, &context.campaign);
            Layer::Pick(pick, Options::Problems(jumps))
        });
    }
}
