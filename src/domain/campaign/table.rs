//! A table as it stands on paper: rows of fixed words, and sentences with blanks in them. The blanks are the schema. A
//! table that is a grid on paper has its sentences too, and says beside them how its cells stand.

use super::Grid;
use crate::domain::id::{FigureId, TableId};

/// A statistics table such as 附件2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub id: TableId,
    /// 附件2
    pub label: String,
    /// 姑苏区民卫系统“安全生产月”活动情况统计表
    pub title: String,
    /// The headings of the paper's columns: 项目 (over section and item), 标准, 落实情况. Where the paper has no column
    /// of standards, the second is empty.
    pub columns: [String; 3],
    pub rows: Vec<Row>,
    /// How the rows are cut into cells, where the paper has a cell for every figure and not sentences.
    pub grid: Option<Grid>,
}

/// One row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The section; rows that follow each other with the same section share one cell on paper …
    pub section: String,
    /// … unless this row begins the section's cell anew, as after a page's end.
    pub new_section_cell: bool,
    /// The item within the section. Where there is none, the section's cell spans both columns.
    pub item: Option<String>,
    /// What is expected, word for word, one text a paper row: a report that serves two standards has two. None where
    /// the paper says nothing.
    pub standards: Vec<String>,
    pub report: Sentence,
}

/// Fixed words and blanks, in order. A paragraph of the paper ends with `\n` in the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    pub pieces: Vec<Piece>,
}

/// A part of a sentence. The brackets around a blank belong to the words, as the paper has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Words(String),
    Blank(FigureId),
}

impl Sentence {
    /// The paragraphs of the paper's cell, each without its line end.
    pub fn paragraphs(&self) -> Vec<Vec<Piece>> {
        let mut paragraphs = vec![Vec::new()];
        for piece in &self.pieces {
            let Piece::Words(words) = piece else {
                paragraphs
                    .last_mut()
                    .expect("never empty")
                    .push(piece.clone());
                continue;
            };
            for (i, line) in words.split('\n').enumerate() {
                if i > 0 {
                    paragraphs.push(Vec::new());
                }
                if !line.is_empty() {
                    let words = Piece::Words(line.to_owned());
                    paragraphs.last_mut().expect("never empty").push(words);
                }
            }
        }
        paragraphs
    }

    /// The sentence with what `show` says in each blank.
    pub fn fill(&self, mut show: impl FnMut(&FigureId) -> String) -> String {
        let parts = self.pieces.iter().map(|piece| match piece {
            Piece::Words(words) => words.clone(),
            Piece::Blank(id) => show(id),
        });
        parts.collect()
    }

    /// The statement that holds one blank, up to the nearest ；, 。 or paragraph end on both sides, with what `show`
    /// says in each of its blanks: what a number is traced to. Empty where the sentence has no such blank.
    pub fn statement_of(
        &self,
        blank: &FigureId,
        mut show: impl FnMut(&FigureId) -> String,
    ) -> String {
        const ENDS: [char; 4] = ['；', ';', '。', '\n'];
        let mut statement = String::new();
        let mut found = false;
        for piece in &self.pieces {
            match piece {
                Piece::Blank(id) => {
                    found |= id == blank;
                    statement.push_str(&show(id));
                }
                Piece::Words(words) if found => match words.find(ENDS) {
                    Some(end) => {
                        statement.push_str(&words[..end]);
                        return statement.trim().to_owned();
                    }
                    None => statement.push_str(words),
                },
                Piece::Words(words) => match words.rfind(ENDS) {
                    Some(end) => {
                        let after = words[end..].chars().next().map_or(0, char::len_utf8);
                        statement.clear();
                        statement.push_str(&words[end + after..]);
                    }
                    None => statement.push_str(words),
                },
            }
        }
        if found {
            statement.trim().to_owned()
        } else {
            String::new()
        }
    }

    /// The blanks, in reading order.
    pub fn blanks(&self) -> impl Iterator<Item = &FigureId> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Blank(id) => Some(id),
            Piece::Words(_) => None,
        })
    }
}

impl Table {
    /// Whether the paper has a column of standards.
    pub fn has_standards(&self) -> bool {
        !self.columns[1].is_empty()
    }

    /// Every blank with the index of its row, in reading order.
    pub fn blanks(&self) -> impl Iterator<Item = (usize, &FigureId)> {
        self.rows
            .iter()
            .enumerate()
            .flat_map(|(row, r)| r.report.blanks().map(move |id| (row, id)))
    }
}

#[cfg(test)]
mod tests {
    //! Paragraphs and statements of a row.

    use super::*;

    fn words(text: &str) -> Piece {
        Piece::Words(text.to_owned())
    }

    fn sample() -> Sentence {
        Sentence {
            pieces: vec![
                words("学习（"),
                Piece::Blank("a".into()),
                words("）次，参与（"),
                Piece::Blank("b".into()),
                words("）人次；\n　　开设（"),
                Piece::Blank("c".into()),
                words("）个。"),
            ],
        }
    }

    #[test]
    fn paragraphs_end_where_the_paper_ends_them() {
        let paragraphs = sample().paragraphs();
        assert_eq!(paragraphs.len(), 2);
        assert_eq!(paragraphs[0].len(), 5);
        assert_eq!(paragraphs[1][0], words("　　开设（"));
    }

    #[test]
    fn a_number_is_traced_to_its_own_statement() {
        let show = |id: &FigureId| format!("<{id}>");
        let sample = sample();
        assert_eq!(
            sample.statement_of(&"b".into(), show),
            "学习（<a>）次，参与（<b>）人次"
        );
        assert_eq!(sample.statement_of(&"c".into(), show), "开设（<c>）个");
        assert_eq!(sample.statement_of(&"x".into(), show), "");
    }
}
