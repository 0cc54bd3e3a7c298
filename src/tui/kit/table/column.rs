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
    /// How far it gives way where that does not make the columns all fit either; where it does, down to `min`. `None`
    /// where it does not give way at all.
    pub least: Option<u16>,
}

impl Column {
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            align: Align::Left,
            min: 0,
            max: 40,
            least: None,
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

    /// Gives way, down to where it began, where the columns do not all fit.
    pub fn flexible(self) -> Self {
        let least = self.min;
        self.yielding(least)
    }

    /// Gives way where the columns do not all fit, but stays this wide where there are so many that they cannot: what is
    /// narrower tells nothing apart.
    pub fn yielding(mut self, least: u16) -> Self {
        self.least = Some(least);
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
