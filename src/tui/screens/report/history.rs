//! Undo and redo over a whole form: what changed where, in the order in which it was typed. Keystrokes that belong
//! together are one step. What a change means for the widgets is the sheet's.

use crate::domain::id::{FieldId, FigureId, LevelId};
use crate::domain::material::Material;
use crate::domain::submission::{Draft, Entry};
use crate::tui::kit::input::Input;

/// One place of a draft that holds something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spot {
    Field(FieldId),
    Figure(FigureId),
    Narrative,
    Found(LevelId),
    Closed(LevelId),
    Material,
}

/// What stands at a spot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    Text(String),
    NotApplicable,
    Files(Vec<Material>),
}

impl Held {
    /// The text, empty where it is none.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::NotApplicable | Self::Files(_) => "",
        }
    }
}

/// What a draft holds at a spot.
pub fn held(draft: &Draft, spot: &Spot) -> Held {
    let text = |text: Option<&String>| Held::Text(text.cloned().unwrap_or_default());
    match spot {
        Spot::Field(id) => text(draft.fields.get(id)),
        Spot::Figure(id) => match draft.entries.get(id) {
            Some(Entry::NotApplicable) => Held::NotApplicable,
            Some(Entry::Typed(typed)) => text(Some(typed)),
            None => text(None),
        },
        Spot::Narrative => text(Some(&draft.narrative)),
        Spot::Found(level) => text(draft.hazards.get(level).map(|count| &count.found)),
        Spot::Closed(level) => text(draft.hazards.get(level).map(|count| &count.closed)),
        Spot::Material => Held::Files(draft.material.clone()),
    }
}

/// Puts something at a spot. What is empty leaves no trace, so that undoing all gives back the very same draft.
pub fn put(draft: &mut Draft, spot: &Spot, held: Held) {
    match (spot, held) {
        (Spot::Field(id), held) => {
            let text = held.text();
            if text.is_empty() {
                draft.fields.remove(id);
            } else {
                draft.fields.insert(id.clone(), text.to_owned());
            }
        }
        (Spot::Figure(id), Held::NotApplicable) => {
            draft.entries.insert(id.clone(), Entry::NotApplicable);
        }
        (Spot::Figure(id), held) => {
            let text = held.text();
            if text.is_empty() {
                draft.entries.remove(id);
            } else {
                let typed = Entry::Typed(text.to_owned());
                draft.entries.insert(id.clone(), typed);
            }
        }
        (Spot::Narrative, held) => draft.narrative = held.text().to_owned(),
        (Spot::Found(level), held) => put_count(draft, level, |count| &mut count.found, &held),
        (Spot::Closed(level), held) => put_count(draft, level, |count| &mut count.closed, &held),
        (Spot::Material, Held::Files(files)) => draft.material = files,
        (Spot::Material, _) => draft.material.clear(),
    }
}

fn put_count(
    draft: &mut Draft,
    level: &LevelId,
    side: impl Fn(&mut crate::domain::submission::TypedHazardCount) -> &mut String,
    held: &Held,
) {
    let count = draft.hazards.entry(level.clone()).or_default();
    *side(count) = held.text().to_owned();
    if count.found.is_empty() && count.closed.is_empty() {
        draft.hazards.remove(level);
    }
}

/// What kind of edit it was; edits of a run become one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Run {
    /// Characters typed one after another; a space or a mark ends the run.
    Typing {
        ends: bool,
    },
    /// Characters erased one after another.
    Erasing,
    Single,
}

impl Run {
    /// Whether a keystroke carries on what was being typed.
    pub fn of(input: Input<'_>) -> Self {
        use crossterm::event::{KeyCode, KeyModifiers};
        match input {
            Input::Key(key) => match key.code {
                KeyCode::Char(c) if !key.modifiers.contains(KeyModifiers::CONTROL) => {
                    Self::Typing {
                        ends: !c.is_alphanumeric(),
                    }
                }
                KeyCode::Backspace | KeyCode::Delete if key.modifiers.is_empty() => Self::Erasing,
                _ => Self::Single,
            },
            _ => Self::Single,
        }
    }
}

/// One spot's change. Long texts are kept as what was taken out and what was put in, not twice as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Change {
    Splice {
        spot: Spot,
        at: usize,
        removed: String,
        inserted: String,
    },
    Whole {
        spot: Spot,
        before: Held,
        after: Held,
    },
}

impl Change {
    fn of(spot: Spot, before: Held, after: Held) -> Self {
        let (Held::Text(old), Held::Text(new)) = (&before, &after) else {
            return Self::Whole {
                spot,
                before,
                after,
            };
        };
        let pairs = old.chars().zip(new.chars());
        let at: usize = pairs
            .take_while(|(a, b)| a == b)
            .map(|(a, _)| a.len_utf8())
            .sum();
        let (old_rest, new_rest) = (&old[at..], &new[at..]);
        let pairs = old_rest.chars().rev().zip(new_rest.chars().rev());
        let tail: usize = pairs
            .take_while(|(a, b)| a == b)
            .map(|(a, _)| a.len_utf8())
            .sum();
        Self::Splice {
            spot,
            at,
            removed: old_rest[..old_rest.len() - tail].to_owned(),
            inserted: new_rest[..new_rest.len() - tail].to_owned(),
        }
    }

    fn spot(&self) -> &Spot {
        match self {
            Self::Splice { spot, .. } | Self::Whole { spot, .. } => spot,
        }
    }

    /// Makes the change, or takes it back.
    fn apply(&self, draft: &mut Draft, forward: bool) {
        match self {
            Self::Whole {
                spot,
                before,
                after,
            } => put(draft, spot, if forward { after } else { before }.clone()),
            Self::Splice {
                spot,
                at,
                removed,
                inserted,
            } => {
                let (out, back) = if forward {
                    (removed, inserted)
                } else {
                    (inserted, removed)
                };
                let mut text = held(draft, spot).text().to_owned();
                text.replace_range(*at..*at + out.len(), back);
                put(draft, spot, Held::Text(text));
            }
        }
    }
}

/// What is undone and redone at once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Step {
    changes: Vec<Change>,
}

/// The steps made so far, and those taken back.
#[derive(Debug, Clone, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    /// The run that the next edit may join.
    run: Option<Run>,
}

impl History {
    /// The caret has gone elsewhere: the next edit is a step of its own.
    pub fn end_run(&mut self) {
        self.run = None;
    }

    /// Changes a draft at several spots, as one step, and keeps how. Answers whether anything changed.
    pub fn change(&mut self, draft: &mut Draft, run: Run, edits: Vec<(Spot, Held)>) -> bool {
        let mut step = Step::default();
        for (spot, after) in edits {
            let before = held(draft, &spot);
            if before != after {
                put(draft, &spot, after.clone());
                step.changes.push(Change::of(spot, before, after));
            }
        }
        if step.changes.is_empty() {
            return false;
        }
        self.undone.clear();
        let joins = matches!(
            (self.run, run),
            (Some(Run::Typing { .. }), Run::Typing { .. }) | (Some(Run::Erasing), Run::Erasing)
        );
        match self.done.last_mut() {
            Some(last) if joins && last.changes[0].spot() == step.changes[0].spot() => {
                last.changes.extend(step.changes);
            }
            _ => self.done.push(step),
        }
        self.run = match run {
            Run::Typing { ends: true } | Run::Single => None,
            run => Some(run),
        };
        true
    }

    /// Takes the last step back. Answers the spots that hold something else now; none where there is no step.
    pub fn undo(&mut self, draft: &mut Draft) -> Vec<Spot> {
        self.end_run();
        let Some(step) = self.done.pop() else {
            return Vec::new();
        };
        for change in step.changes.iter().rev() {
            change.apply(draft, false);
        }
        let spots = step
            .changes
            .iter()
            .map(|change| change.spot().clone())
            .collect();
        self.undone.push(step);
        spots
    }

    /// Makes the step undone last again.
    pub fn redo(&mut self, draft: &mut Draft) -> Vec<Spot> {
        self.end_run();
        let Some(step) = self.undone.pop() else {
            return Vec::new();
        };
        for change in &step.changes {
            change.apply(draft, true);
        }
        let spots = step
            .changes
            .iter()
            .map(|change| change.spot().clone())
            .collect();
        self.done.push(step);
        spots
    }
}

#[cfg(test)]
mod tests {
    //! Steps back and forth.

    use super::*;
    use proptest::prelude::*;

    fn text(text: &str) -> Held {
        Held::Text(text.into())
    }

    #[test]
    fn a_phrase_is_one_step_and_a_mark_ends_it() {
        let (mut history, mut draft) = (History::default(), Draft::default());
        let mut written = String::new();
        for c in "排查隐患，整改".chars() {
            written.push(c);
            let run = Run::Typing { ends: c == '，' };
            history.change(&mut draft, run, vec![(Spot::Narrative, text(&written))]);
        }
        history.undo(&mut draft);
        assert_eq!(draft.narrative, "排查隐患，");
        assert_eq!(history.undo(&mut draft), vec![Spot::Narrative; 5]);
        assert_eq!(draft, Draft::default());
        assert!(history.undo(&mut draft).is_empty());
        history.redo(&mut draft);
        history.redo(&mut draft);
        assert_eq!(draft.narrative, "排查隐患，整改");
    }

    #[test]
    fn another_blank_is_another_step() {
        let (mut history, mut draft) = (History::default(), Draft::default());
        let typing = Run::Typing { ends: false };
        let figure = |id: &str| Spot::Figure(id.into());
        history.change(&mut draft, typing, vec![(figure("a"), text("1"))]);
        history.change(&mut draft, typing, vec![(figure("b"), text("2"))]);
        history.change(
            &mut draft,
            Run::Single,
            vec![(figure("b"), Held::NotApplicable)],
        );
        assert_eq!(history.undo(&mut draft), [figure("b")]);
        assert_eq!(held(&draft, &figure("b")), text("2"));
        history.undo(&mut draft);
        assert_eq!(held(&draft, &figure("b")), text(""));
        assert_eq!(held(&draft, &figure("a")), text("1"));
        assert!(!history.change(&mut draft, typing, vec![(figure("a"), text("1"))]));
    }

    fn edit() -> impl Strategy<Value = (Spot, Held)> {
        let spot = prop::sample::select(vec![
            Spot::Narrative,
            Spot::Field("name".into()),
            Spot::Figure("a".into()),
            Spot::Found("major".into()),
            Spot::Closed("major".into()),
        ]);
        (spot, "[安全ab]{0,4}", any::<bool>()).prop_map(|(spot, written, flag)| {
            let held = match (&spot, flag) {
                (Spot::Figure(_), true) => Held::NotApplicable,
                _ => Held::Text(written),
            };
            (spot, held)
        })
    }

    proptest! {
        #[test]
        fn undoing_all_gives_back_the_start_and_redoing_all_the_end(
            first in prop::collection::vec(edit(), 0..6),
            edits in prop::collection::vec((edit(), 0usize..3), 0..30),
        ) {
            let mut draft = Draft::default();
            History::default().change(&mut draft, Run::Single, first);
            let start = draft.clone();
            let mut history = History::default();
            for (edit, run) in edits {
                let run = [Run::Typing { ends: false }, Run::Erasing, Run::Single][run];
                history.change(&mut draft, run, vec![edit]);
            }
            let end = draft.clone();
            while !history.undo(&mut draft).is_empty() {}
            prop_assert_eq!(&draft, &start);
            while !history.redo(&mut draft).is_empty() {}
            prop_assert_eq!(draft, end);
        }
    }
}
