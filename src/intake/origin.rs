//! Where in a file what a page says stands, in bytes of the part that was read: for whoever writes into a blank form.
//! Kept only on request, because it costs more than the text itself. What is written there is not known here.

use std::ops::Range;

/// A paragraph's place in its part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// The paragraph's whole element.
    pub element: Range<usize>,
    /// For every character of the text the bytes it came from: itself, a reference (`&amp;`), or an element (`<w:tab/>`).
    pub chars: Vec<Range<usize>>,
}

/// Where a piece of text comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Source {
    /// It stands in the part as it is, from this byte on.
    Here(usize),
    /// All of it stands for these bytes.
    For(Range<usize>),
}

impl Origin {
    /// Notes where the characters of a piece of text came from.
    pub(super) fn add(&mut self, text: &str, source: &Source) {
        match source {
            Source::Here(from) => {
                let at = |(offset, c): (usize, char)| from + offset..from + offset + c.len_utf8();
                self.chars.extend(text.char_indices().map(at));
            }
            Source::For(bytes) => self.chars.extend(text.chars().map(|_| bytes.clone())),
        }
    }

    /// The same for the text without what cleaning took out of it. Cleaning drops characters and changes breaks and tabs,
    /// but never their order.
    pub(super) fn cleaned(self, raw: &str, clean: &str) -> Self {
        if raw == clean {
            return self;
        }
        let mut raw = raw.chars().zip(self.chars);
        let is_same = |raw: char, clean: char| {
            raw == clean || clean == ' ' && raw == '\t' || clean == '\n' && raw.is_control()
        };
        let find = |clean: char| {
            raw.find(|(c, _)| is_same(*c, clean))
                .map(|(_, bytes)| bytes)
        };
        Self {
            element: self.element,
            chars: clean.chars().map_while(find).collect(),
        }
    }

    /// The same for a line of the text: `count` characters from `from` on.
    pub(super) fn line(&self, from: usize, count: usize) -> Self {
        let chars = self.chars.iter().skip(from).take(count);
        Self {
            element: self.element.clone(),
            chars: chars.cloned().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    //! Places in a text before it was cleaned.

    use super::*;
    use crate::text::sanitize::for_storage_block;

    #[test]
    fn what_cleaning_drops_leaves_the_rest_in_its_place() {
        let raw = "甲\u{7}\t乙\r\n\u{200B}丙";
        let mut origin = Origin::default();
        origin.add(raw, &Source::Here(10));
        let clean = for_storage_block(raw);
        assert_eq!(clean, "甲 乙\n丙");
        let starts: Vec<usize> = origin
            .cleaned(raw, &clean)
            .chars
            .iter()
            .map(|bytes| bytes.start - 10)
            .collect();
        let at = |c: char| raw.find(c).expect("it stands there");
        assert_eq!(starts, [0, at('\t'), at('乙'), at('\r'), at('丙')]);
    }
}
