//! Undo and redo of a line: the steps that were made, and which keystrokes belong to one step. What a command
//! means is the editor's.

use tui_input::Input;

/// What kind of edit a step was; edits of a run become one step of undo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Run {
    /// Characters typed one after another. A space or a mark ends the run: undo goes back a phrase, not a page.
    Typing,
    /// Characters erased one after another, in one direction.
    Erasing,
    /// A step of its own.
    Single,
}

/// One change: at the byte `at`, `inserted` took the place of `removed`. Carets are counted in characters.
#[derive(Debug, Clone)]
pub struct Step {
    pub at: usize,
    pub removed: String,
    pub inserted: String,
    pub caret_before: usize,
    pub caret_after: usize,
}

#[derive(Debug, Clone, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    /// The run that the next edit may join.
    run: Option<Run>,
    /// Goes up with every change of the value, backwards or forwards.
    position: u64,
}

impl History {
    /// A number that changes whenever the value does.
    pub fn position(&self) -> u64 {
        self.position
    }

    pub fn end_run(&mut self) {
        self.run = None;
    }

    pub fn record(&mut self, run: Run, step: Step) {
        self.position += 1;
        self.undone.clear();
        let ends_phrase = !step.inserted.chars().all(char::is_alphanumeric);
        let joins = self.run == Some(run) && run != Run::Single;
        let left_over = match self.done.last_mut() {
            Some(last) if joins => last.join(step),
            _ => Some(step),
        };
        self.done.extend(left_over);
        self.run = (!ends_phrase).then_some(run);
    }

    /// The line before the last step; the same line where there is none.
    pub fn undo(&mut self, input: &Input) -> Input {
        self.end_run();
        let Some(step) = self.done.pop() else {
            return input.clone();
        };
        let earlier = swapped(
            input.value(),
            step.at,
            &step.inserted,
            &step.removed,
            step.caret_before,
        );
        self.undone.push(step);
        self.position += 1;
        earlier
    }

    /// The line after the step undone last; the same line where there is none.
    pub fn redo(&mut self, input: &Input) -> Input {
        self.end_run();
        let Some(step) = self.undone.pop() else {
            return input.clone();
        };
        let later = swapped(
            input.value(),
            step.at,
            &step.removed,
            &step.inserted,
            step.caret_after,
        );
        self.done.push(step);
        self.position += 1;
        later
    }
}

impl Step {
    /// Takes the next step of a run into this one, or hands it back where it stands elsewhere.
    fn join(&mut self, next: Step) -> Option<Step> {
        if next.removed.is_empty()
            && self.removed.is_empty()
            && next.at == self.at + self.inserted.len()
        {
            self.inserted.push_str(&next.inserted);
        } else if !next.inserted.is_empty() || !self.inserted.is_empty() {
            return Some(next);
        } else if next.at + next.removed.len() == self.at {
            self.removed.insert_str(0, &next.removed);
            self.at = next.at;
        } else if next.at == self.at {
            self.removed.push_str(&next.removed);
        } else {
            return Some(next);
        }
        self.caret_after = next.caret_after;
        None
    }
}

fn swapped(value: &str, at: usize, out: &str, r#in: &str, caret: usize) -> Input {
    let mut value = value.to_owned();
    value.replace_range(at..at + out.len(), r#in);
    Input::new(value).with_cursor(caret)
}
