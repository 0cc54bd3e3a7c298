//! A sentence of the paper with its blanks: `参与（{study_people}）人次`. A brace that is meant as such is doubled.
//! What a blank takes, and what it is called, is in `figures` and `names`.

use std::ops::Range;

use super::report::Report;
use super::text::Text;
use super::tree::check_id;
use crate::domain::campaign::{Piece, Sentence};
use crate::domain::id::FigureId;

/// A blank as it was met: its id, and where it stands in the source.
#[derive(Debug, Clone)]
pub(super) struct Blank {
    pub(super) id: FigureId,
    pub(super) span: Range<usize>,
}

/// Reads a sentence. Everything wrong with its braces is told; what can be read is kept.
pub(super) fn read(text: &Text<'_>, report: &Report<'_>) -> (Sentence, Vec<Blank>) {
    let end = paragraphs_end(text.value);
    let mut reader = Reader {
        text,
        report,
        pieces: Vec::new(),
        words: String::new(),
        blanks: Vec::new(),
    };
    let mut at = 0;
    while at < end {
        at += reader.step(at, end);
    }
    reader.end_words();
    (
        Sentence {
            pieces: reader.pieces,
        },
        reader.blanks,
    )
}

/// Where the text ends without the line breaks at its end.
fn paragraphs_end(value: &str) -> usize {
    value.trim_end_matches(['\r', '\n']).len()
}

struct Reader<'r, 't> {
    text: &'r Text<'t>,
    report: &'r Report<'r>,
    pieces: Vec<Piece>,
    words: String,
    blanks: Vec<Blank>,
}

impl Reader<'_, '_> {
    /// Reads what begins at `at`; gives its length in bytes.
    fn step(&mut self, at: usize, end: usize) -> usize {
        let rest = &self.text.value[at..end];
        let Some(c) = rest.chars().next() else {
            return 1;
        };
        match c {
            '{' | '}' if rest[1..].starts_with(c) => {
                self.words.push(c);
                2
            }
            '{' => self.blank(at, rest),
            '}' => {
                let place = self.text.place(at..at + 1);
                self.report
                    .error_with(place, "多了一个 }", "要写花括号本身请写 }}".to_owned());
                1
            }
            '\r' => 1,
            _ => {
                self.words.push(c);
                c.len_utf8()
            }
        }
    }

    fn blank(&mut self, at: usize, rest: &str) -> usize {
        let inside = rest[1..].split(['}', '{', '\n']).next().unwrap_or("");
        let length = 1 + inside.len();
        if !rest[length..].starts_with('}') {
            return self.unclosed(at, inside);
        }
        let place = self.text.place(at + 1..at + length);
        if inside.trim().is_empty() {
            let whole = self.text.place(at..at + length + 1);
            let suggestion = "写成 {study_people} 这样".to_owned();
            self.report.error_with(whole, "空格缺少编号", suggestion);
        } else if check_id(&Text::new(inside, "", place.clone()), '_', self.report) {
            self.add(inside, place);
        }
        length + 1
    }

    /// Tells a brace without its end. The id behind it counts as a blank, so that what refers to it is not told to be
    /// wrong as well; what follows is the sentence again.
    fn unclosed(&mut self, at: usize, inside: &str) -> usize {
        let is_in_id = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let id = inside.split(|c| !is_in_id(c)).next().unwrap_or("");
        let end = at + 1 + id.len();
        let example = if id.is_empty() { "编号" } else { id };
        let suggestion = format!("写成 {{{example}}}；要写花括号本身请写 {{{{");
        self.report
            .error_with(self.text.place(at..end), "空格的花括号没有闭合", suggestion);
        if !id.is_empty() {
            self.add(id, self.text.place(at + 1..end));
        }
        1 + id.len()
    }

    fn add(&mut self, id: &str, span: Range<usize>) {
        self.end_words();
        self.pieces.push(Piece::Blank(FigureId::from(id)));
        self.blanks.push(Blank {
            id: FigureId::from(id),
            span,
        });
    }

    fn end_words(&mut self) {
        if !self.words.is_empty() {
            self.pieces
                .push(Piece::Words(std::mem::take(&mut self.words)));
        }
    }
}

#[cfg(test)]
mod tests {
    //! Braces in sentences.

    use super::*;
    use crate::domain::campaign::parse::diagnostic::Lines;

    fn read_plain(value: &str) -> (Sentence, Vec<String>) {
        let lines = Lines::new(value);
        let report = Report::new(&lines, Vec::new());
        let (sentence, _) = read(&Text::new(value, "", 0..value.len()), &report);
        let messages = report.finish().into_iter().map(|d| d.message).collect();
        (sentence, messages)
    }

    fn words(text: &str) -> Piece {
        Piece::Words(text.to_owned())
    }

    #[test]
    fn brackets_belong_to_the_words() {
        let (sentence, messages) = read_plain("学习（{a}）次，\r\n参与({b_2})人次；\n");
        let blank = |id: &str| Piece::Blank(FigureId::from(id));
        assert_eq!(messages, [""; 0]);
        assert_eq!(
            sentence.pieces,
            [
                words("学习（"),
                blank("a"),
                words("）次，\n参与("),
                blank("b_2"),
                words(")人次；")
            ]
        );
    }

    #[test]
    fn a_doubled_brace_is_a_brace() {
        let (sentence, messages) = read_plain("{{甲}}");
        assert_eq!(messages, [""; 0]);
        assert_eq!(sentence.pieces, [words("{甲}")]);
    }

    #[test]
    fn wrong_braces_are_told() {
        for (value, message) in [
            ("（{a）次", "空格的花括号没有闭合"),
            ("（{a\n}）次", "空格的花括号没有闭合"),
            ("（a}）次", "多了一个 }"),
            ("（{}）次", "空格缺少编号"),
            (
                "（{人次}）次",
                "编号用小写英文字母开头，只含小写字母、数字和 _",
            ),
            (
                "（{A}）次",
                "编号用小写英文字母开头，只含小写字母、数字和 _",
            ),
        ] {
            assert!(
                read_plain(value).1.iter().any(|told| told == message),
                "{value}"
            );
        }
    }
}
