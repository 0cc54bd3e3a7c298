//! A paper: a page, and blocks from top to bottom. Neutral: knows neither Word nor HTML.
//!
//! Belongs here: what can stand on a paper. Does not belong here: which paper says what, and how a format writes it.
//!
//! A text may hold `\n` (a line break inside its paragraph). Control characters never reach a file: writers drop them.

mod chart;
mod page;
mod run;
mod table;

pub use chart::{Bar, Chart};
pub use page::{Margins, Orientation, Page, PaperSize, TextGrid};
pub use run::{Align, Font, Paragraph, Run, Size};
pub use table::{Cell, Row, Shade, Table, VerticalAlign};

pub use table::{Grid, Slot};

/// One paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Names the file and its properties. What is printed on top is [`Block::Title`].
    pub title: String,
    pub page: Page,
    /// The prose's size: 小四 suits the lines around a form, 三号 is an official document's.
    pub size: Size,
    pub blocks: Vec<Block>,
}

/// One thing on a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// The paper's own title, centred, in the title face.
    Title(String),
    /// A heading; level 1 is “一、”, 2 is “（一）”, 3 is “1.”. The number is part of the text.
    Heading {
        level: u8,
        text: String,
    },
    Paragraph(Paragraph),
    Table(Table),
    Chart(Chart),
    PageBreak,
}

impl Document {
    /// An empty paper on A4, upright.
    pub fn new(title: impl Into<String>) -> Document {
        Document {
            title: title.into(),
            page: Page::default(),
            size: Size::XIAO_SI,
            blocks: Vec::new(),
        }
    }

    /// The same paper on another page.
    #[must_use]
    pub fn on(mut self, page: Page) -> Document {
        self.page = page;
        self
    }

    /// The same paper with its prose in another size.
    #[must_use]
    pub fn size(mut self, size: Size) -> Document {
        self.size = size;
        self
    }

    /// Adds a block below what is there.
    pub fn push(&mut self, block: impl Into<Block>) {
        self.blocks.push(block.into());
    }

    /// Adds a block below what is there, for building a paper in one expression.
    #[must_use]
    pub fn with(mut self, block: impl Into<Block>) -> Document {
        self.push(block);
        self
    }

    /// The tables, from top to bottom.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }
}

impl Block {
    /// The paper's own title.
    pub fn title(text: impl Into<String>) -> Block {
        Block::Title(text.into())
    }

    /// A heading of level 1 to 3.
    pub fn heading(level: u8, text: impl Into<String>) -> Block {
        Block::Heading {
            level: level.clamp(1, 3),
            text: text.into(),
        }
    }
}

impl From<Paragraph> for Block {
    fn from(paragraph: Paragraph) -> Block {
        Block::Paragraph(paragraph)
    }
}

impl From<Table> for Block {
    fn from(table: Table) -> Block {
        Block::Table(table)
    }
}

impl From<Chart> for Block {
    fn from(chart: Chart) -> Block {
        Block::Chart(chart)
    }
}
