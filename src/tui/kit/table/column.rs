//! What a table is made of: its columns and what stands in them. Where they are drawn is in `layout`.

use crate::tui::theme::Meaning;

/// Where text stands in its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    #[default]
    Left,
    Centre,
    /// For figures.
    Right,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// May have several lines; those of all columns stand on the same ground line.
    pub title: String,
    pub align: Align,
    /// At least this wide, in terminal columns.
    pub min: u16,
    /// At most this wide; longer text is cut.
    pub max: u16,
    /// Whether it gives way, down to `min`, where the columns do not all fit.
    pub flexible: bool,
}

impl Column {
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            align: Align::Left,
            min: 0,
            max: 40,
            flexible: false,
        }
    }

    pub fn align(mut self, align: Align) -> Self {
        self.align = align;
        self
    }

    /// Exactly this wide.
    pub fn width(self, width: u16) -> Self {
        self.between(width, width)
    }

    /// Gives way, down to its least width, where the columns do not all fit.
    pub fn flexible(mut self) -> Self {
        self.flexible = true;
        self
    }

    pub fn between(mut self, min: u16, max: u16) -> Self {
        (self.min, self.max) = (min, max.max(min));
        self
    }
}

/// What stands in one place of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    pub text: String,
    pub meaning: Meaning,
}

impl Cell {
    pub fn new(text: impl Into<String>, meaning: Meaning) -> Self {
        Self {
            text: text.into(),
            meaning,
        }
    }
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self::new(text, Meaning::Text)
    }
}
