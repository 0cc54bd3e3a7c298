//! Changes that are one step of the history though they are not typed at one place: undo and redo, zeros, files, another
//! text. What is typed into a widget is the sheet's.

use super::{Effect, Sheet};
use crate::domain::campaign::Campaign;
use crate::domain::material::Material;
use crate::domain::submission::Draft;
use crate::tui::keys::Action;
use crate::tui::keys::keymap::{Scope, named};
use crate::tui::screens::report::history::{Held, Run, Spot};
use crate::tui::screens::report::pages;

impl Sheet {
    /// Changes the draft from outside the widgets, as one step, and shows it. Answers whether it is another now.
    pub fn change(&mut self, edits: Vec<(Spot, Held)>, campaign: &Campaign) -> bool {
        let spots: Vec<Spot> = edits.iter().map(|(spot, _)| spot.clone()).collect();
        let changed = self.history.change(&mut self.draft, Run::Single, edits);
        if changed {
            self.show(&spots);
            self.mark(campaign);
        }
        changed
    }

    /// Answers 0 to every number of the page that has no answer yet, as one step.
    pub(super) fn zero_rest(&mut self, campaign: &Campaign) -> Effect {
        let is_open_number = |spot: &Spot, held: &Held| match spot {
            Spot::Figure(id) => {
                let figure = campaign.figure(id);
                *held == Held::Text(String::new())
                    && figure.is_some_and(|figure| figure.kind.scale().is_some())
            }
            _ => false,
        };
        let all = self.page().map(|page| page.body.all()).unwrap_or_default();
        let open = all
            .into_iter()
            .filter(|(spot, held)| is_open_number(spot, held));
        let edits: Vec<(Spot, Held)> = open
            .map(|(spot, _)| (spot, Held::Text("0".to_owned())))
            .collect();
        if edits.is_empty() {
            return Effect::Moved;
        }
        let undo = named(Scope::Form, Action::Undo);
        let note = format!("已把没填的 {} 个数填成 0；按 {undo} 撤销。", edits.len());
        self.change(edits, campaign);
        Effect::Changed(Some(note))
    }

    /// Puts another draft in the place of this one, as one step.
    pub fn take_over(&mut self, other: &Draft, campaign: &Campaign) {
        let pages = pages::to_fill(campaign, &self.duty, other, &self.known.prefill);
        let mut edits: Vec<(Spot, Held)> = pages.iter().flat_map(|page| page.body.all()).collect();
        edits.push((Spot::Material, Held::Files(other.material.clone())));
        self.change(edits, campaign);
        self.draft.reason.clone_from(&other.reason);
        self.draft.explanation.clone_from(&other.explanation);
    }

    /// Puts other files into the draft.
    pub fn set_files(&mut self, files: Vec<Material>, campaign: &Campaign) -> bool {
        self.change(vec![(Spot::Material, Held::Files(files))], campaign)
    }

    /// Undoes or redoes a step and goes to where it was made.
    pub(super) fn travel(&mut self, forward: bool, campaign: &Campaign) -> Effect {
        let spots = if forward {
            self.history.redo(&mut self.draft)
        } else {
            self.history.undo(&mut self.draft)
        };
        let Some(first) = spots.first() else {
            return Effect::Moved;
        };
        self.show(&spots);
        self.go_to(first);
        self.mark(campaign);
        Effect::Changed(None)
    }

    fn show(&mut self, spots: &[Spot]) {
        for spot in spots {
            for page in self.pages.iter_mut().filter(|page| page.body.has(spot)) {
                page.body.show(&self.draft, spot);
            }
        }
    }
}
