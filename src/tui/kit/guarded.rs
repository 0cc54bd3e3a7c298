//! A dialog that is not put away over what was typed in it: whoever leaves it is asked first. It also waits for the
//! answer to what it asked for, so that nothing is asked for twice and what was typed is still there if it fails.

use std::collections::BTreeMap;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::dialog::{Dialog, Verdict};
use super::form::Remark;
use super::input::Input;
use crate::tui::keys::{Action, Scope};
use crate::tui::theme::Theme;

/// The state of the dialog.
#[derive(Debug, Clone)]
pub struct Guarded {
    dialog: Dialog,
    /// What its fields held when it was opened.
    began: Vec<String>,
    /// The question whether to leave what was typed.
    leaving: Option<Box<Dialog>>,
    waiting: bool,
}

impl Guarded {
    pub fn new(dialog: Dialog) -> Self {
        Self {
            began: values(&dialog),
            dialog,
            leaving: None,
            waiting: false,
        }
    }

    /// Which keys hold now.
    pub fn scope(&self) -> Scope {
        match &self.leaving {
            Some(question) => question.scope(),
            None => self.dialog.scope(),
        }
    }

    /// The value of a field; empty where there is none of that id.
    pub fn value(&self, id: &str) -> String {
        let fields = self.dialog.fields();
        fields.map(|form| form.value(id)).unwrap_or_default()
    }

    /// Whether something in it has to be mended.
    pub fn has_problems(&self) -> bool {
        self.leaving.is_none() && self.dialog.has_problems()
    }

    /// Whether something was typed that would be lost.
    pub fn is_edited(&self) -> bool {
        values(&self.dialog) != self.began
    }

    /// What differs from what it began with, by the ids of its items.
    pub fn edits(&self) -> BTreeMap<String, String> {
        let form = self.dialog.fields();
        let values = form.into_iter().flat_map(|form| form.values());
        let edited = values
            .zip(&self.began)
            .filter(|((_, now), began)| now != *began);
        edited.map(|((id, now), _)| (id.to_owned(), now)).collect()
    }

    /// Puts what was typed before into its items again.
    pub fn refill(&mut self, typed: &BTreeMap<String, String>) {
        if let Some(form) = self.dialog.fields_mut() {
            for (id, value) in typed {
                form.set_value(id, value);
            }
        }
    }

    /// Whether leaving the program would lose what was typed, without having been asked about it.
    pub fn keeps_from_quitting(&self) -> bool {
        self.leaving.is_none() && !self.waiting && self.is_edited()
    }

    /// Takes everything; leaving the program is leaving the dialog too. `Accepted` is told once; until [`wake`](Self::wake) it waits for the answer and can only be
    /// left. `Refused` means that it is to be closed.
    pub fn hear(&mut self, input: Input<'_>) -> Verdict {
        if let Some(question) = &mut self.leaving {
            return match question.hear(input) {
                Verdict::Accepted => Verdict::Refused,
                Verdict::Refused => {
                    self.leaving = None;
                    Verdict::Open
                }
                verdict => verdict,
            };
        }
        if self.waiting {
            let left = self.dialog.clone().hear(input) == Verdict::Refused;
            return if left {
                Verdict::Refused
            } else {
                Verdict::Open
            };
        }
        let verdict = match input {
            Input::Action(Action::Quit) => Verdict::Refused,
            input => self.dialog.hear(input),
        };
        match verdict {
            Verdict::Accepted => {
                self.waiting = true;
                Verdict::Accepted
            }
            Verdict::Refused if self.is_edited() => {
                let text = "已填的内容还没有保存，离开就没有了。";
                let question = Dialog::confirm("放弃已填的内容？", text, "放弃").careful();
                self.leaving = Some(Box::new(question));
                Verdict::Open
            }
            Verdict::Edited => {
                if let Some(form) = self.dialog.fields_mut() {
                    form.forgive_focused();
                }
                Verdict::Edited
            }
            verdict => verdict,
        }
    }

    /// What was asked for did not come about: it can be changed and asked for again.
    pub fn wake(&mut self) {
        self.waiting = false;
    }

    /// Wakes it and shows these problems, and no others, beside their fields; goes to the first.
    pub fn show_problems<'a>(&mut self, problems: impl IntoIterator<Item = (&'a str, Remark)>) {
        self.wake();
        if let Some(form) = self.dialog.fields_mut() {
            form.set_problems(problems);
            form.focus_first_problem();
        }
    }

    /// Draws the popup over `area`. Answers where the cursor belongs.
    pub fn draw(&self, buffer: &mut Buffer, area: Rect, theme: Theme) -> Option<Position> {
        // One at a time: what is asked now is not to be sought among what was asked before.
        let top = self.leaving.as_deref().unwrap_or(&self.dialog);
        top.draw(buffer, area, theme)
    }
}

fn values(dialog: &Dialog) -> Vec<String> {
    let form = dialog.fields();
    form.map(|form| form.values().map(|(_, value)| value).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    //! What keeps a dialog open.

    use super::*;
    use crate::tui::dump;
    use crate::tui::kit::form::{Form, Item};
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

    fn rename() -> Guarded {
        let form = Form::new(vec![Item::line("name", "名称", "平江医院", 60)]);
        Guarded::new(Dialog::form("更名", "", form, "更名"))
    }

    fn press(guarded: &mut Guarded, code: KeyCode) -> Verdict {
        let key = KeyEvent::new(code, KeyModifiers::NONE);
        guarded.hear(Input::key(guarded.scope(), &key))
    }

    #[test]
    fn it_is_left_at_once_where_nothing_was_typed() {
        let mut guarded = rename();
        assert_eq!(press(&mut guarded, KeyCode::Esc), Verdict::Refused);
        let mut guarded = rename();
        press(&mut guarded, KeyCode::Char('甲'));
        press(&mut guarded, KeyCode::Backspace);
        assert_eq!(press(&mut guarded, KeyCode::Esc), Verdict::Refused);
    }

    #[test]
    fn it_asks_before_what_was_typed_is_lost() {
        let mut guarded = rename();
        press(&mut guarded, KeyCode::Char('甲'));
        assert_eq!(press(&mut guarded, KeyCode::Esc), Verdict::Open);
        // The question begins on the side of keeping.
        assert_eq!(press(&mut guarded, KeyCode::Enter), Verdict::Open);
        assert_eq!(guarded.value("name"), "平江医院甲");
        assert_eq!(press(&mut guarded, KeyCode::Esc), Verdict::Open);
        let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 20));
        let area = buffer.area;
        guarded.draw(&mut buffer, area, Theme::new(true));
        assert!(dump::text(&buffer).contains("放弃已填的内容？"));
        assert_eq!(press(&mut guarded, KeyCode::Left), Verdict::Open);
        assert_eq!(press(&mut guarded, KeyCode::Enter), Verdict::Refused);
    }

    #[test]
    fn it_asks_for_a_thing_once_and_keeps_what_was_typed_if_that_fails() {
        let mut guarded = rename();
        press(&mut guarded, KeyCode::Char('甲'));
        assert_eq!(press(&mut guarded, KeyCode::F(9)), Verdict::Accepted);
        assert_eq!(press(&mut guarded, KeyCode::F(9)), Verdict::Open);
        assert_eq!(press(&mut guarded, KeyCode::Char('乙')), Verdict::Open);
        guarded.show_problems([("name", Remark::bad("名称已有。"))]);
        assert_eq!(guarded.value("name"), "平江医院甲");
        assert_eq!(guarded.scope(), Scope::Field);
        let is_told = |guarded: &Guarded| {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 20));
            let area = buffer.area;
            guarded.draw(&mut buffer, area, Theme::new(true));
            dump::text(&buffer).contains("名称已有。")
        };
        assert!(is_told(&guarded));
        press(&mut guarded, KeyCode::Char('乙'));
        assert!(!is_told(&guarded), "it has been changed since");
        assert_eq!(press(&mut guarded, KeyCode::F(9)), Verdict::Accepted);
        assert_eq!(press(&mut guarded, KeyCode::Esc), Verdict::Refused);
    }
}
