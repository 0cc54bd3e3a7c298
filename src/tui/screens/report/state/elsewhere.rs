//! Somebody else typed in the same draft: both texts are there, and a person says which holds. Neither is lost before.

use super::{Layer, Options, Phase, Report, ask, open};
use crate::domain::id::UnitId;
use crate::domain::period::PeriodId;
use crate::domain::submission::Draft;
use crate::ops::draft::{AsideDraft, There};
use crate::tui::keys::Action;
use crate::tui::keys::keymap::{Scope, named};
use crate::tui::kit::Input;
use crate::tui::screen::{Act, Context};
use crate::tui::screens::elsewhere::{Holds, Text, left_question, question};
use crate::tui::screens::report::sheet::{Mode, Sheet};
use crate::tui::screens::report::work::{Decision, Request};

/// What somebody else typed in the draft that is typed here; nothing where it was handed in or thrown away.
#[derive(Debug)]
pub struct Contested {
    theirs: Option<Box<There>>,
}

impl Report {
    /// The desk refused to write over what somebody else typed. No dialog: it would take the keys of somebody who goes
    /// on typing.
    pub(super) fn typed_elsewhere(
        &mut self,
        (unit, period): (UnitId, &PeriodId),
        theirs: Option<Box<There>>,
    ) -> Vec<Act> {
        match &self.phase {
            Phase::Open(sheet)
                if sheet.known.unit == unit
                    && sheet.period.id == *period
                    && sheet.mode == Mode::Fill =>
            {
                self.contested = Some(Contested { theirs });
                Vec::new()
            }
            _ => {
                let text = "刚才的草稿在别处也改过，没有覆盖；重新打开那张表，可以选用哪一份。";
                vec![Act::Notice(text.to_owned())]
            }
        }
    }

    /// Asks which text holds, as soon as somebody does something else than type. Answers whether it did.
    pub(super) fn ask_which_holds(&mut self, input: Input<'_>, context: &Context) -> bool {
        let (Some(contested), Phase::Open(sheet)) = (&self.contested, &self.phase) else {
            return false;
        };
        let types = matches!(input, Input::Key(_) | Input::Paste(_));
        if !types {
            let theirs = contested.theirs.as_deref();
            let other = theirs.map(|there| Text::new(&there.draft, Some(there.saved_at)));
            let pick = question(mine(sheet), other, &context.campaign);
            let theirs = theirs.map(|there| Box::new(there.draft.clone()));
            self.layer = Some(Layer::Pick(pick, Options::Elsewhere(theirs)));
        }
        !types
    }

    /// Asks about what another program left beside the draft, as soon as there is a form to put it into.
    pub(super) fn ask_about_left(&mut self, context: &Context) {
        if let Phase::Open(sheet) = &self.phase
            && sheet.mode == Mode::Fill
            && let Some(left) = &sheet.known.aside
        {
            let pick = left_question(mine(sheet), left, &context.campaign);
            let options = Options::Left(Box::new(left.clone()));
            self.layer = Some(Layer::Pick(pick, options));
        }
    }

    /// It was said whether what another program left is taken.
    pub(super) fn decide_left(
        &mut self,
        holds: &Holds,
        left: Box<AsideDraft>,
        context: &Context,
    ) -> Vec<Act> {
        let Phase::Open(sheet) = &mut self.phase else {
            return Vec::new();
        };
        sheet.known.aside = None;
        if *holds == Holds::Mine {
            return vec![decide(sheet, Decision::DropAside(left))];
        }
        sheet.take_over(&left.draft, &context.campaign);
        sheet.serial += 1;
        let take = Decision::TakeAside {
            draft: Box::new(sheet.draft.clone()),
            serial: sheet.serial,
            aside: left,
        };
        vec![decide(sheet, take), Act::Notice(undone("已改用那一份"))]
    }

    /// It was said which text holds.
    pub(super) fn settle(
        &mut self,
        holds: &Holds,
        theirs: Option<Box<Draft>>,
        context: &Context,
    ) -> Vec<Act> {
        let Phase::Open(sheet) = &mut self.phase else {
            return Vec::new();
        };
        self.contested = None;
        let settle = Decision::Settle {
            theirs: theirs.clone(),
        };
        let mut acts = vec![decide(sheet, settle)];
        match (holds, theirs) {
            (Holds::Mine, _) => acts.extend(self.changed(None)),
            (Holds::Theirs, Some(theirs)) => {
                sheet.take_over(&theirs, &context.campaign);
                acts.extend(self.changed(Some(undone("已改用别处的草稿"))));
            }
            (Holds::Theirs, None) => {
                acts.push(decide(sheet, Decision::GiveUp));
                acts.push(open(sheet.known.unit, sheet.period.id.clone(), false));
                self.phase = Phase::Loading;
            }
        }
        acts
    }
}

fn mine(sheet: &Sheet) -> Text<'_> {
    Text::new(&sheet.draft, sheet.typed_at)
}

fn decide(sheet: &Sheet, decision: Decision) -> Act {
    ask(Request::Decide {
        unit: sheet.known.unit,
        period: sheet.period.id.clone(),
        decision,
    })
}

/// What was put in the place of another text, and how that comes back.
fn undone(what: &str) -> String {
    let undo = named(Scope::Form, Action::Undo);
    format!("{what}；按 {undo} 可找回原来的。")
}
