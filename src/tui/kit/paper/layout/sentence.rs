//! One row's sentence: its words and what stands in its blanks as one text, wrapped, with the place of every blank.

use std::ops::Range;

use super::{Held, Kind, Laid, LaidRow, NOT_APPLICABLE, Part, Row, Segment, Slot, Span};
use crate::text::sanitize;
use crate::text::width::width;
use crate::text::wrap::{self, Wrap};
use crate::tui::kit::paper::{Filling, draw};

/// A blank that nothing stands in: wide enough to be seen.
const EMPTY: &str = "    ";
/// Values up to this wide stay on one line; longer ones flow with the sentence.
const SHORT: usize = 16;

impl Held<'_> {
    /// What is worked out; an empty text where that cannot be told yet.
    pub(super) fn worked_out(&self, key: &str) -> &str {
        self.worked_out.get(key).map_or("", String::as_str)
    }
}

impl LaidRow {
    pub(super) fn heading(&mut self, kind: Kind, text: &str, indent: usize, width: usize) {
        for line in wrap::wrap(text, width.saturating_sub(indent)) {
            self.lines.push(Laid {
                kind: kind.clone(),
                indent,
                shown: 0..0,
                words: line.text(text).to_owned(),
            });
        }
    }

    /// Writes the sentence with what stands in its blanks.
    pub(super) fn compose(&mut self, row: &Row, held: Held<'_>) {
        for part in &row.parts {
            match part {
                Part::Words(words) => self.text.push_str(words),
                Part::WorkedOut(key) => self.text.push_str(held.worked_out(key)),
                Part::Blank(slot) => self.compose_blank(*slot, held, EMPTY),
            }
        }
    }

    /// Writes what stands in a blank, with its sign before it and what is said beside it behind.
    pub(super) fn compose_blank(&mut self, slot: usize, held: Held<'_>, empty: &str) {
        let begin = self.text.len();
        let Slot {
            filling, margin, ..
        } = &held.slots[slot];
        if let Some(remark) = &margin.remark {
            self.text.push(draw::sign(remark));
        }
        let value = self.text.len();
        self.text.push_str(match filling {
            Filling::NotApplicable => NOT_APPLICABLE,
            Filling::Typed(text) if width(text) > 0 => text,
            Filling::Typed(_) => empty,
        });
        let value = value..self.text.len();
        if !margin.aside.is_empty() {
            self.text.push(' ');
            self.text.push_str(&sanitize::for_display(&margin.aside));
        }
        self.spans.push(Span {
            slot,
            whole: begin..self.text.len(),
            value,
        });
    }

    /// Lines that begin within these bytes are headings over cells.
    pub(super) fn mark_heads(&mut self, heads: &[Range<usize>]) {
        for line in &mut self.lines {
            if line.kind == Kind::Sentence
                && heads.iter().any(|head| head.contains(&line.shown.start))
            {
                line.kind = Kind::Heads;
            }
        }
    }

    pub(super) fn wrap_sentence(&mut self, indent: usize, width_: usize) {
        let short = |range: &Range<usize>| width(&self.text[range.clone()]) <= SHORT;
        let wholes = self.spans.iter().map(|span| span.whole.clone());
        let whole: Vec<Range<usize>> = wholes.filter(short).collect();
        let wrap = Wrap {
            width: width_.saturating_sub(indent),
            whole: &whole,
            ..Wrap::default()
        };
        self.sentence = wrap.lines(&self.text);
        self.lines.extend(self.sentence.iter().map(|line| Laid {
            kind: Kind::Sentence,
            indent,
            shown: line.shown.clone(),
            words: String::new(),
        }));
    }

    pub(super) fn place_blanks(&mut self) {
        let headings = self.headings();
        let mut segments = Vec::new();
        for span in &self.spans {
            let found = segments.len();
            for (index, line) in self.sentence.iter().enumerate() {
                let from = span.whole.start.max(line.shown.start);
                let to = span.whole.end.min(line.shown.end);
                if from < to {
                    let indent = self.lines[headings + index].indent;
                    segments.push(Segment {
                        slot: span.slot,
                        line: headings + index,
                        columns: indent + line.column_of(&self.text, from)
                            ..indent + line.column_of(&self.text, to),
                    });
                }
            }
            // Nothing but spaces that hang over a line's end: it still has to be found.
            if segments.len() == found {
                let (line, column) = self.place_of(span.value.start);
                segments.push(Segment {
                    slot: span.slot,
                    line,
                    columns: column..column + 1,
                });
            }
        }
        self.segments = segments;
    }
}
