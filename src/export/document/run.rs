//! Text on paper: runs of one look, and the paragraphs that they make.

/// A face by its role. Which font that is stands in one place, `export::font`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Font {
    /// 方正小标宋简体: the title of a paper.
    Title,
    /// 黑体: first headings, table headers.
    Heading,
    /// 楷体: second headings.
    Subheading,
    /// 仿宋: everything else.
    Body,
    /// 宋体: page numbers, dense tables.
    Small,
}

/// A type size in half points, which is how Word counts and lets 五号 (10.5 pt) be exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Size(pub u16);

impl Size {
    /// 二号, 22 pt: the title of an official document.
    pub const ER_HAO: Size = Size(44);
    /// 小二, 18 pt: the title of a form.
    pub const XIAO_ER: Size = Size(36);
    /// 三号, 16 pt: the text of an official document.
    pub const SAN_HAO: Size = Size(32);
    /// 四号, 14 pt.
    pub const SI_HAO: Size = Size(28);
    /// 小四, 12 pt.
    pub const XIAO_SI: Size = Size(24);
    /// 五号, 10.5 pt: the text of a table.
    pub const WU_HAO: Size = Size(21);
    /// 小五, 9 pt: the text of a dense table.
    pub const XIAO_WU: Size = Size(18);
    /// 六号, 7.5 pt: the text of a table that would else be cut.
    pub const LIU_HAO: Size = Size(15);

    /// Points as written in a style sheet: `10.5`.
    pub fn points(self) -> String {
        if self.0.is_multiple_of(2) {
            (self.0 / 2).to_string()
        } else {
            format!("{}.5", self.0 / 2)
        }
    }
}

/// A stretch of text of one look. `font` and `size` left out mean what the surrounding block calls for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Run {
    pub text: String,
    pub bold: bool,
    pub underline: bool,
    pub font: Option<Font>,
    pub size: Option<Size>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Align {
    #[default]
    Left,
    Center,
    Right,
    /// Both edges straight: running prose.
    Justify,
}

/// One paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Paragraph {
    pub runs: Vec<Run>,
    pub align: Align,
    /// First-line indent in characters of the paragraph's own size: 2 for prose.
    pub indent_chars: u8,
    /// So many characters stay free at the right edge: 4 for a signature.
    pub end_chars: u8,
}

impl Run {
    /// Plain text.
    pub fn new(text: impl Into<String>) -> Run {
        Run {
            text: text.into(),
            ..Run::default()
        }
    }

    /// A filled blank: underlined, as people write it.
    pub fn filled(text: impl Into<String>) -> Run {
        Run::new(text).underlined()
    }

    #[must_use]
    pub fn bold(mut self) -> Run {
        self.bold = true;
        self
    }

    #[must_use]
    pub fn underlined(mut self) -> Run {
        self.underline = true;
        self
    }

    #[must_use]
    pub fn font(mut self, font: Font) -> Run {
        self.font = Some(font);
        self
    }

    #[must_use]
    pub fn size(mut self, size: Size) -> Run {
        self.size = Some(size);
        self
    }
}

impl From<&str> for Run {
    fn from(text: &str) -> Run {
        Run::new(text)
    }
}

impl From<String> for Run {
    fn from(text: String) -> Run {
        Run::new(text)
    }
}

impl Paragraph {
    /// A paragraph of these runs at the left edge.
    pub fn new(runs: impl IntoIterator<Item = Run>) -> Paragraph {
        Paragraph {
            runs: runs.into_iter().collect(),
            ..Paragraph::default()
        }
    }

    /// A paragraph of one plain run at the left edge.
    pub fn text(text: impl Into<String>) -> Paragraph {
        Paragraph::new([Run::new(text)])
    }

    /// Running prose: both edges straight, first line two characters in.
    pub fn prose(text: impl Into<String>) -> Paragraph {
        Paragraph::text(text).align(Align::Justify).indent(2)
    }

    #[must_use]
    pub fn align(mut self, align: Align) -> Paragraph {
        self.align = align;
        self
    }

    #[must_use]
    pub fn indent(mut self, chars: u8) -> Paragraph {
        self.indent_chars = chars;
        self
    }

    #[must_use]
    pub fn end(mut self, chars: u8) -> Paragraph {
        self.end_chars = chars;
        self
    }

    /// The words without their look.
    pub fn plain(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

impl From<&str> for Paragraph {
    fn from(text: &str) -> Paragraph {
        Paragraph::text(text)
    }
}

impl From<String> for Paragraph {
    fn from(text: String) -> Paragraph {
        Paragraph::text(text)
    }
}
