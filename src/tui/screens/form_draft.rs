//! What is typed into a screen's dialogs, and into the paper of a file that came, outlives the program: it is asked for
//! when they open, saved at every keystroke, and forgotten when they are answered or given up. What they ask is their
//! screen's.

use crate::domain::calendar::Instant;
use crate::ops::Desk;
use crate::ops::form_draft::{self, Typed};
use crate::tui::kit::guarded::Guarded;
use crate::tui::screen::{Act, Handled};

/// What is asked of the desk. A form goes by a name of its screen's making.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    Recall(String),
    Keep {
        form: String,
        typed: Typed,
    },
    Forget(String),
    /// What is asked next is what the form asks for.
    Answer(String),
}

/// What the desk answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// What was left in the form.
    Recalled {
        form: String,
        typed: Typed,
    },
    Nothing,
    /// It could not be saved, and why.
    Lost(String),
}

/// Carries a request out. That a draft cannot be saved keeps nobody from going on.
pub fn perform(desk: &mut Desk, request: Request, now: Instant) -> Answer {
    if desk.is_read_only() {
        return Answer::Nothing;
    }
    let done = match request {
        Request::Recall(form) => form_draft::load(desk, &form).map(|typed| match typed {
            Some(typed) => Answer::Recalled { form, typed },
            None => Answer::Nothing,
        }),
        Request::Keep { form, typed } => {
            form_draft::save(desk, &form, &typed, now).map(|()| Answer::Nothing)
        }
        Request::Forget(form) => form_draft::forget(desk, &form).map(|()| Answer::Nothing),
        Request::Answer(form) => {
            form_draft::answer(desk, &form);
            Ok(Answer::Nothing)
        }
    };
    done.unwrap_or_else(|fault| Answer::Lost(format!("草稿没有存进工作台：{}", fault.message)))
}

/// Whether a later request makes an earlier one superfluous: both are about what stands in the same form.
pub fn supersedes(newer: &Request, older: &Request) -> bool {
    let written = |request: &'_ Request| match request {
        Request::Keep { form, .. } | Request::Forget(form) => Some(form.clone()),
        Request::Recall(_) | Request::Answer(_) => None,
    };
    written(newer).is_some() && written(newer) == written(older)
}

/// What a person types into, so far as its draft goes.
pub trait TypedIn {
    /// What differs from what it began with.
    fn edits(&self) -> Typed;
    /// Puts what was typed before into it again.
    fn refill(&mut self, typed: &Typed);
}

impl TypedIn for Guarded {
    fn edits(&self) -> Typed {
        Self::edits(self)
    }

    fn refill(&mut self, typed: &Typed) {
        Self::refill(self, typed);
    }
}

/// The dialog or the paper that is open, as far as its draft goes.
#[derive(Debug, Default)]
pub struct Drafts {
    open: Option<Open>,
}

#[derive(Debug)]
struct Open {
    form: String,
    /// What the desk knows of it.
    kept: Typed,
}

impl Drafts {
    /// Looks at which dialog is open after an input or an answer, and at what stands in it: what there is to be asked.
    fn follow<F: TypedIn>(&mut self, dialog: Option<(String, &F)>) -> Vec<Request> {
        let is_same =
            matches!((&self.open, &dialog), (Some(open), Some((form, _))) if open.form == *form);
        let mut requests = Vec::new();
        if !is_same {
            let left = self.open.take().filter(|open| !open.kept.is_empty());
            requests.extend(left.map(|open| Request::Forget(open.form)));
        }
        let Some((form, dialog)) = dialog else {
            return requests;
        };
        let typed = dialog.edits();
        match &mut self.open {
            None => {
                requests.push(Request::Recall(form.clone()));
                let kept = Typed::new();
                self.open = Some(Open { form, kept });
            }
            Some(open) if open.kept != typed => {
                open.kept.clone_from(&typed);
                requests.push(Request::Keep { form, typed });
            }
            Some(_) => {}
        }
        requests
    }

    /// `follow` after an input; `wrap` makes a request the screen's own.
    pub fn after_input<F: TypedIn>(
        &mut self,
        handled: Handled,
        dialog: Option<(String, &F)>,
        wrap: impl Fn(Request) -> Act,
    ) -> Handled {
        let answered = self.open.as_ref().filter(|open| !open.kept.is_empty());
        let answered = answered.map(|open| Request::Answer(open.form.clone()));
        let requests = self.follow(dialog);
        match (handled, requests.is_empty()) {
            (Handled::Consumed(mut acts), _) => {
                let is_change = |act: &Act| matches!(act, Act::Ask(asked) if asked.is_change());
                if let (Some(at), Some(answered)) = (acts.iter().position(is_change), answered) {
                    acts.insert(at, wrap(answered));
                }
                acts.extend(requests.into_iter().map(wrap));
                Handled::Consumed(acts)
            }
            (Handled::Ignored, true) => Handled::Ignored,
            (Handled::Ignored, false) => {
                Handled::Consumed(requests.into_iter().map(wrap).collect())
            }
        }
    }

    /// `follow` after an answer of the desk.
    pub fn after_answer<F: TypedIn>(
        &mut self,
        mut acts: Vec<Act>,
        dialog: Option<(String, &F)>,
        wrap: impl Fn(Request) -> Act,
    ) -> Vec<Act> {
        acts.extend(self.follow(dialog).into_iter().map(wrap));
        acts
    }

    /// What was left in a form goes into it, unless something is being typed there already.
    pub fn take<F: TypedIn>(&mut self, answer: Answer, dialog: Option<&mut F>) -> Vec<Act> {
        match (answer, &mut self.open, dialog) {
            (Answer::Recalled { form, typed }, Some(open), Some(dialog))
                if open.form == form && dialog.edits().is_empty() =>
            {
                dialog.refill(&typed);
                open.kept = dialog.edits();
                vec![Act::Notice("上次填到一半的内容还在，接着填。".into())]
            }
            (Answer::Lost(why), ..) => vec![Act::Remark(why)],
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    //! What is asked when a dialog opens, is typed in, and closes.

    use super::*;
    use crate::tui::kit::Input;
    use crate::tui::kit::dialog::Dialog;
    use crate::tui::kit::form::{Form, Item};

    fn dialog() -> Guarded {
        let items = vec![
            Item::fixed("unit", "单位", "东乡"),
            Item::line("name", "名称", "", 60),
        ];
        Guarded::new(Dialog::form("登记", "", Form::new(items), "登记"))
    }

    fn typed(text: &str) -> Typed {
        Typed::from([("name".to_owned(), text.to_owned())])
    }

    fn keep(text: &str) -> Request {
        Request::Keep {
            form: "spot".into(),
            typed: typed(text),
        }
    }

    #[test]
    fn every_keystroke_is_kept_and_a_closed_dialog_forgotten() {
        let (mut drafts, mut dialog) = (Drafts::default(), dialog());
        let name = || "spot".to_owned();
        assert_eq!(
            drafts.follow(Some((name(), &dialog))),
            [Request::Recall(name())]
        );
        assert_eq!(drafts.follow(Some((name(), &dialog))), []);
        dialog.hear(Input::Paste("一村"));
        assert_eq!(drafts.follow(Some((name(), &dialog))), [keep("一村")]);
        assert_eq!(drafts.follow(Some((name(), &dialog))), []);
        assert_eq!(
            drafts.follow(None::<(String, &Guarded)>),
            [Request::Forget(name())]
        );
        assert_eq!(drafts.follow(None::<(String, &Guarded)>), []);
    }

    #[test]
    fn what_was_left_comes_back_unless_something_is_typed_already() {
        let (mut drafts, mut form) = (Drafts::default(), dialog());
        drafts.follow(Some(("spot".to_owned(), &form)));
        let left = |form: &str| Answer::Recalled {
            form: form.into(),
            typed: typed("二村"),
        };
        assert_eq!(drafts.take(left("another"), Some(&mut form)), []);
        assert_eq!(form.value("name"), "");
        assert_eq!(drafts.take(left("spot"), Some(&mut form)).len(), 1);
        assert_eq!(form.value("name"), "二村");
        assert_eq!(drafts.follow(Some(("spot".to_owned(), &form))), []);
        let mut typed_in = dialog();
        typed_in.hear(Input::Paste("三村"));
        assert_eq!(drafts.take(left("spot"), Some(&mut typed_in)), []);
        assert_eq!(typed_in.value("name"), "三村");
    }

    #[test]
    fn only_what_is_written_of_the_same_form_is_superseded() {
        assert!(supersedes(&keep("甲乙"), &keep("甲")));
        assert!(supersedes(&Request::Forget("spot".into()), &keep("甲")));
        assert!(!supersedes(&Request::Forget("drill".into()), &keep("甲")));
        let recall = Request::Recall("spot".into());
        assert!(!supersedes(&keep("甲"), &recall) && !supersedes(&recall, &keep("甲")));
    }
}
