//! Somebody else typed in the same registration: both texts are there, and a person says which holds.

use super::Units;
use super::popup::{Picked, Popup};
use super::work::Request;
use crate::domain::calendar::Instant;
use crate::domain::id::UnitId;
use crate::domain::submission::Draft;
use crate::tui::kit::Input;
use crate::tui::screen::{Act, Context};
use crate::tui::screens::elsewhere::{HOLDS, Holds, question};

/// What somebody else typed in the draft that is typed here; nothing where it was handed in or thrown away.
#[derive(Debug)]
pub struct Contested {
    theirs: Option<Box<Draft>>,
}

impl Units {
    /// The desk refused to write over what somebody else typed. No dialog: it would take the keys of somebody who goes
    /// on typing.
    pub(super) fn typed_elsewhere(&mut self, unit: UnitId, theirs: Option<Box<Draft>>) {
        if self
            .sheet
            .as_ref()
            .is_some_and(|sheet| sheet.unit() == unit)
        {
            self.contested = Some(Contested { theirs });
        }
    }

    /// Asks which text holds, as soon as somebody does something else than type. Answers whether it did.
    pub(super) fn ask_which_holds(&mut self, input: Input<'_>) -> bool {
        let mine = self.sheet.as_ref().and_then(|sheet| sheet.draft());
        let (Some(contested), Some(mine)) = (&self.contested, mine) else {
            return false;
        };
        let types = matches!(input, Input::Key(_) | Input::Paste(_));
        if !types {
            let theirs = &contested.theirs;
            let (title, choices) = question(mine, theirs.as_deref());
            let options = HOLDS.map(|holds| Picked::Holds(holds, theirs.clone()));
            self.popup = Some(Popup::pick(title, choices, options.into()));
        }
        !types
    }

    /// It was said which text holds.
    pub(super) fn settle(
        &mut self,
        holds: &Holds,
        theirs: Option<Box<Draft>>,
        context: &Context,
        now: Instant,
    ) -> Vec<Act> {
        let Some(sheet) = &mut self.sheet else {
            return Vec::new();
        };
        self.contested = None;
        let (unit, period) = (sheet.unit(), sheet.known.period.clone());
        let settle = Request::Settle {
            unit,
            period: period.clone(),
            theirs: theirs.clone(),
        };
        let mut acts = vec![Act::Ask(settle.into())];
        match (holds, theirs) {
            (Holds::Mine, _) => {
                if let Some(mine) = sheet.draft() {
                    let save = Request::SaveDraft {
                        unit,
                        period,
                        draft: Box::new(mine.clone()),
                        serial: self.saving.send(),
                    };
                    acts.push(Act::Ask(save.into()));
                }
            }
            (Holds::Theirs, Some(theirs)) => sheet.write(*theirs, context),
            (Holds::Theirs, None) => {
                self.sheet = None;
                acts.extend(self.open(unit, context, now));
            }
        }
        acts
    }
}
