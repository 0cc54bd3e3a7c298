//! A text with some of its bytes changed and all others as they were.

use std::ops::Range;

/// Changes to one text, in any order; they must not overlap.
#[derive(Debug, Default)]
pub(super) struct Edits {
    all: Vec<(Range<usize>, String)>,
}

impl Edits {
    /// Puts `with` in the place of these bytes.
    pub(super) fn replace(&mut self, at: Range<usize>, with: impl Into<String>) {
        self.all.push((at, with.into()));
    }

    /// Puts `with` before a byte.
    pub(super) fn insert(&mut self, at: usize, with: impl Into<String>) {
        self.replace(at..at, with);
    }

    /// The text with the changes.
    pub(super) fn apply(mut self, text: &str) -> String {
        self.all.sort_by_key(|(at, _)| (at.start, at.end));
        let mut changed = String::with_capacity(text.len() + 64 * self.all.len());
        let mut done = 0;
        for (at, with) in self.all {
            if at.start < done {
                debug_assert!(false, "two changes to the same bytes");
                continue;
            }
            changed.push_str(&text[done..at.start]);
            changed.push_str(&with);
            done = at.end;
        }
        changed.push_str(&text[done..]);
        changed
    }
}

#[cfg(test)]
mod tests {
    //! What an edit leaves alone.

    use super::*;

    #[test]
    fn what_is_not_changed_stays() {
        let mut edits = Edits::default();
        edits.replace(3..6, "乙丙");
        edits.insert(0, "<");
        edits.insert(9, ">");
        assert_eq!(edits.apply("甲一丁"), "<甲乙丙丁>");
    }
}
