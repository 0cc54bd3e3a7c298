//! A table's sentences in pieces that stand alone: statements, which end with ； or 。, and within one its clauses, which
//! end with a comma, so that what nobody filled in can be left out and the rest still reads.

use crate::domain::campaign::{Piece, Sentence};
use crate::domain::id::FigureId;

/// A part of a statement, with its blanks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Clause {
    /// What stands between it and the one before it.
    pub before: String,
    /// Words and blanks by turns, words at both ends.
    pieces: Vec<Piece>,
}

impl Clause {
    fn beginning(before: String, words: &str) -> Self {
        Self {
            before,
            pieces: vec![Piece::Words(words.to_owned())],
        }
    }

    pub fn blanks(&self) -> impl Iterator<Item = &FigureId> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Blank(id) => Some(id),
            Piece::Words(_) => None,
        })
    }

    /// Its words with what `show` says in the blanks, without the brackets that the paper has around them. `show` is told
    /// whether words follow at once, as a measure word does.
    pub fn filled(&self, show: impl Fn(&FigureId, bool) -> String) -> String {
        let last = self.pieces.len().saturating_sub(1);
        let words = |at: usize| match self.pieces.get(at) {
            Some(Piece::Words(words)) => without_brackets(words, at > 0, at < last),
            _ => "",
        };
        let parts = self.pieces.iter().enumerate();
        let parts = parts.map(|(at, piece)| match piece {
            Piece::Words(_) => words(at).to_owned(),
            Piece::Blank(id) => show(id, words(at + 1).starts_with(char::is_alphanumeric)),
        });
        parts.collect()
    }

    /// Itself and what follows as one.
    fn with(mut self, next: Self) -> Self {
        self.say(&next.before);
        for piece in next.pieces {
            match piece {
                Piece::Words(words) => self.say(&words),
                Piece::Blank(_) => self.pieces.push(piece),
            }
        }
        self
    }

    /// Adds words at the end.
    fn say(&mut self, more: &str) {
        match self.pieces.last_mut() {
            Some(Piece::Words(words)) => words.push_str(more),
            _ => self.pieces.push(Piece::Words(more.to_owned())),
        }
    }
}

/// A sentence cut where its statements end, each as long as it has a blank.
pub(super) fn statements(sentence: &Sentence) -> Vec<Vec<Piece>> {
    let mut all = vec![Vec::new()];
    for piece in &sentence.pieces {
        let Piece::Words(words) = piece else {
            all.last_mut().expect("never empty").push(piece.clone());
            continue;
        };
        for (i, part) in words.split(['；', ';', '。', '\n']).enumerate() {
            if i > 0 {
                all.push(Vec::new());
            }
            // An empty part stays, so that words and blanks alternate and brackets are found.
            let words = Piece::Words(part.to_owned());
            all.last_mut().expect("never empty").push(words);
        }
    }
    all.retain(|pieces| pieces.iter().any(|piece| matches!(piece, Piece::Blank(_))));
    all
}

/// A statement cut at its commas, those within brackets apart. What has no blank belongs to what follows it: 组织干部职工、
/// 企业员工参加（…）人次 is one.
pub(super) fn clauses(statement: &[Piece]) -> Vec<Clause> {
    let mut cut = vec![Clause::default()];
    let mut depth = 0_usize;
    for piece in statement {
        let Piece::Words(words) = piece else {
            cut.last_mut()
                .expect("never empty")
                .pieces
                .push(piece.clone());
            continue;
        };
        let mut begin = 0;
        for (at, character) in words.char_indices() {
            match character {
                '（' | '(' => depth += 1,
                '）' | ')' => depth = depth.saturating_sub(1),
                '，' | '、' if depth == 0 => {
                    cut.last_mut().expect("never empty").say(&words[begin..at]);
                    begin = at + character.len_utf8();
                    cut.push(Clause::beginning(character.to_string(), ""));
                }
                _ => {}
            }
        }
        cut.last_mut().expect("never empty").say(&words[begin..]);
    }
    joined(cut)
}

/// Every part with a blank, those without joined to the next, or to the last where none follows.
fn joined(cut: Vec<Clause>) -> Vec<Clause> {
    let mut all: Vec<Clause> = Vec::new();
    let mut waiting: Option<Clause> = None;
    for clause in cut {
        let clause = match waiting.take() {
            Some(before) => before.with(clause),
            None => clause,
        };
        let has_blank = clause.blanks().next().is_some();
        match has_blank {
            true => all.push(clause),
            false => waiting = Some(clause),
        }
    }
    match (waiting, all.pop()) {
        (Some(rest), Some(last)) => all.push(last.with(rest)),
        (rest, last) => all.extend(last.or(rest)),
    }
    all
}

/// Words without the brackets that they put around the blanks beside them: `（` in front of the blank behind them, `）`
/// behind the blank before them.
fn without_brackets(words: &str, before: bool, behind: bool) -> &str {
    let mut words = words;
    if before {
        let start = words.trim_start();
        words = start.strip_prefix(['）', ')']).unwrap_or(words);
    }
    if behind {
        let end = words.trim_end();
        words = end.strip_suffix(['（', '(']).unwrap_or(words);
    }
    words
}

#[cfg(test)]
mod tests {
    //! Where sentences and statements are cut.

    use super::*;

    fn words(text: &str) -> Piece {
        Piece::Words(text.to_owned())
    }

    fn blank(id: &str) -> Piece {
        Piece::Blank(id.into())
    }

    fn filled(statement: &[Piece]) -> Vec<String> {
        let show = |id: &FigureId, _| format!("<{id}>");
        let clauses = clauses(statement);
        let shown = clauses.iter();
        shown
            .map(|one| format!("{}{}", one.before, one.filled(show)))
            .collect()
    }

    #[test]
    fn statements_lose_their_brackets_and_keep_their_words() {
        let sentence = Sentence {
            pieces: vec![
                words("学习（"),
                blank("a"),
                words("）次，参与 ("),
                blank("b"),
                words("）人次；（"),
                blank("c"),
                words("）个企业（含分支，下同）参加。\n没有空格的一句。"),
            ],
        };
        let statements = statements(&sentence);
        let statements: Vec<String> = statements.iter().map(|s| filled(s).concat()).collect();
        assert_eq!(
            statements,
            ["学习<a>次，参与 <b>人次", "<c>个企业（含分支，下同）参加"]
        );
    }

    #[test]
    fn a_clause_has_a_blank_and_the_words_that_lead_to_it() {
        let statement = [
            words("组织干部、员工参加（"),
            blank("a"),
            words("）人次、“网上行”（"),
            blank("b"),
            words("）次，其中，线上（"),
            blank("c"),
            words("）次，效果明显"),
        ];
        assert_eq!(
            filled(&statement),
            [
                "组织干部、员工参加<a>人次",
                "、“网上行”<b>次",
                "，其中，线上<c>次，效果明显"
            ]
        );
    }
}
