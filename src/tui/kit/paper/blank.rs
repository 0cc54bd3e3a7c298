//! What a paper is given: rows of words and blanks, what stands in a blank, and what is said beside it. No behaviour.

/// One row of the table as it is given: the words before its sentence, and the sentence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PaperRow {
    /// Shown where it differs from the row above.
    pub section: String,
    pub item: Option<String>,
    pub standards: Vec<String>,
    pub pieces: Vec<Piece>,
    /// Cells instead of a sentence.
    pub grid: Option<PaperGrid>,
}

/// A table of cells. All of it is one row of the paper.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PaperGrid {
    pub corner: String,
    pub columns: Vec<PaperColumn>,
    pub lines: Vec<PaperLine>,
}

/// A column's heading, and the one that it shares with its neighbours; empty for none. A column without a measure word of
/// its own has them beside its cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PaperColumn {
    pub group: String,
    pub name: String,
    pub measure: String,
}

/// One line of cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PaperLine {
    pub name: String,
    /// One a column; `None` where the paper has no such cell.
    pub cells: Vec<Option<Piece>>,
}

/// A part of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Fixed words, the brackets around blanks among them; `\n` ends a paragraph.
    Words(String),
    Blank(Blank),
    /// What is worked out from the blanks and shown by
    /// [`show_worked_out`](super::Paper::show_worked_out), by its key.
    WorkedOut(String),
}

/// One blank.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Blank {
    /// What the screen knows it by; unlike every other.
    pub key: String,
    /// What it asks, for the strip below the paper.
    pub label: String,
    /// The measure word: 次, 人次.
    pub measure: String,
    /// Whether it is for a number: no 0 is left standing before a digit.
    pub is_number: bool,
    /// The most characters it takes.
    pub limit: usize,
}

/// What stands in a blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filling {
    /// As typed; empty where the blank is blank.
    Typed(String),
    NotApplicable,
}

impl Filling {
    /// The state of a blank that nobody has touched.
    pub const fn empty() -> Self {
        Self::Typed(String::new())
    }

    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Typed(text) if text.is_empty())
    }
}

/// What is wrong with a blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Whether it must be mended; else it is only to be looked at.
    pub is_error: bool,
    pub message: String,
}

/// What a screen says about a blank, beside what stands in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Margin {
    /// For the strip: `上周 3 · 累计 12`.
    pub note: String,
    /// Right beside the value, in the sentence: `差 +3`.
    pub aside: String,
    /// What [`TakeSuggestion`](crate::tui::keys::Action::TakeSuggestion) fills in.
    pub suggestion: Option<Filling>,
    pub remark: Option<Remark>,
}
