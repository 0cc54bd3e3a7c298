//! What a command prints for people: lines of text, each part with a tone, and tables whose columns stand under each
//! other with Chinese in them. Colours come last, when the page is written, so that no text from a desk or a file can
//! carry an escape sequence of its own to the terminal.

use crate::text::sanitize::{for_display, for_display_block};
use crate::text::width::{pad_left, pad_right, width};

/// What a piece of text says; how that looks is decided when it is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Plain,
    Heading,
    Muted,
    Good,
    Warning,
    Bad,
}

impl Tone {
    /// The terminal's own colour number (ECMA-48 SGR), which its owner made readable.
    fn sgr(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Heading => Some("1"),
            Self::Muted => Some("2"),
            Self::Good => Some("32"),
            Self::Warning => Some("33"),
            Self::Bad => Some("31"),
        }
    }
}

/// A piece of text with its tone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Piece {
    text: String,
    tone: Tone,
}

impl Piece {
    pub fn new(text: impl AsRef<str>, tone: Tone) -> Self {
        Self {
            text: for_display(text.as_ref()).into_owned(),
            tone,
        }
    }
}

impl<T: AsRef<str>> From<T> for Piece {
    fn from(text: T) -> Self {
        Self::new(text, Tone::Plain)
    }
}

/// Several lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    lines: Vec<Vec<Piece>>,
}

impl Page {
    pub fn new() -> Self {
        Self::default()
    }

    /// One line of plain text.
    pub fn line(&mut self, text: impl Into<Piece>) -> &mut Self {
        self.lines.push(vec![text.into()]);
        self
    }

    /// One line of several pieces.
    pub fn pieces(&mut self, pieces: impl IntoIterator<Item = Piece>) -> &mut Self {
        self.lines.push(pieces.into_iter().collect());
        self
    }

    pub fn heading(&mut self, text: impl AsRef<str>) -> &mut Self {
        self.line(Piece::new(text, Tone::Heading))
    }

    /// A text of several lines as it stands, each pushed in by `indent` columns.
    pub fn block(&mut self, text: &str, indent: usize) -> &mut Self {
        let clean = for_display_block(text);
        for line in clean.lines() {
            self.line(format!("{}{line}", " ".repeat(indent)).trim_end());
        }
        self
    }

    pub fn table(&mut self, table: &Table) -> &mut Self {
        self.lines.extend(table.lines());
        self
    }

    /// Another page below this one.
    pub fn append(&mut self, other: Page) -> &mut Self {
        self.lines.extend(other.lines);
        self
    }

    /// A table without its headings.
    pub fn rows(&mut self, table: &Table) -> &mut Self {
        self.lines.extend(table.lines().into_iter().skip(1));
        self
    }

    /// The page as one text; with colours only for a terminal.
    pub fn render(&self, colours: bool) -> String {
        let mut out = String::new();
        for line in &self.lines {
            for piece in line {
                match piece
                    .tone
                    .sgr()
                    .filter(|_| colours && !piece.text.is_empty())
                {
                    Some(sgr) => {
                        out.push_str(&format!("\u{1b}[{sgr}m{}\u{1b}[0m", piece.text));
                    }
                    None => out.push_str(&piece.text),
                }
            }
            out.push('\n');
        }
        out
    }
}

/// On which side of its column a cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Left,
    /// For figures.
    Right,
}

/// Rows under headings. Each column is as wide as its widest cell.
#[derive(Debug, Clone, Default)]
pub struct Table {
    columns: Vec<(Piece, Side)>,
    rows: Vec<Vec<Piece>>,
}

/// Between two columns.
const GAP: &str = "  ";

impl Table {
    pub fn new<'a>(columns: impl IntoIterator<Item = (&'a str, Side)>) -> Self {
        let columns = columns.into_iter();
        Self {
            columns: columns
                .map(|(heading, side)| (Piece::new(heading, Tone::Muted), side))
                .collect(),
            rows: Vec::new(),
        }
    }

    /// A table of texts only.
    pub fn of_texts<'a>(headings: impl IntoIterator<Item = &'a str>) -> Self {
        Self::new(headings.into_iter().map(|heading| (heading, Side::Left)))
    }

    pub fn row(&mut self, cells: impl IntoIterator<Item = Piece>) -> &mut Self {
        self.rows.push(cells.into_iter().collect());
        self
    }

    fn lines(&self) -> Vec<Vec<Piece>> {
        let headings: Vec<Piece> = self
            .columns
            .iter()
            .map(|(piece, _)| piece.clone())
            .collect();
        let mut widths: Vec<usize> = headings.iter().map(|piece| width(&piece.text)).collect();
        for row in &self.rows {
            for (columns, cell) in widths.iter_mut().zip(row) {
                *columns = (*columns).max(width(&cell.text));
            }
        }
        std::iter::once(&headings)
            .chain(&self.rows)
            .map(|row| self.line(row, &widths))
            .collect()
    }

    /// One row as a line. What would only be blanks at its end is left away.
    fn line(&self, row: &[Piece], widths: &[usize]) -> Vec<Piece> {
        let filled = row
            .iter()
            .rposition(|cell| !cell.text.is_empty())
            .map_or(0, |last| last + 1);
        let mut line = Vec::new();
        for (at, cell) in row.iter().take(filled).enumerate() {
            if at > 0 {
                line.push(Piece::from(GAP));
            }
            let side = self.columns.get(at).map_or(Side::Left, |(_, side)| *side);
            let columns = widths.get(at).copied().unwrap_or_default();
            let text = match side {
                Side::Right => pad_left(&cell.text, columns),
                Side::Left if at + 1 == filled => cell.text.clone(),
                Side::Left => pad_right(&cell.text, columns),
            };
            line.push(Piece {
                text,
                tone: cell.tone,
            });
        }
        line
    }
}

#[cfg(test)]
mod tests {
    //! Tables of Chinese and Latin words, with and without colours.

    use super::*;

    fn sample() -> Page {
        let mut table = Table::new([
            ("单位", Side::Left),
            ("次数", Side::Right),
            ("状态", Side::Left),
        ]);
        table.row([
            "平江医院".into(),
            "12".into(),
            Piece::new("缺报", Tone::Bad),
        ]);
        table.row(["甲".into(), "3".into(), Piece::from("")]);
        let mut page = Page::new();
        page.heading("进度").table(&table);
        page
    }

    #[test]
    fn columns_stand_under_each_other_whatever_the_script() {
        assert_eq!(
            sample().render(false),
            "进度\n\
             单位      次数  状态\n\
             平江医院    12  缺报\n\
             甲           3\n"
        );
    }

    #[test]
    fn colours_are_for_terminals() {
        assert!(sample().render(true).contains("\u{1b}[31m缺报\u{1b}[0m"));
        assert!(!sample().render(false).contains('\u{1b}'));
    }

    #[test]
    fn nothing_from_outside_reaches_the_terminal_raw() {
        let hostile = "甲\u{1b}[2J乙\u{7}\u{202e}丙\r\n丁";
        let mut page = Page::new();
        page.line(hostile)
            .block(hostile, 2)
            .pieces([Piece::new(hostile, Tone::Bad)]);
        let mut table = Table::of_texts([hostile]);
        table.row([hostile.into()]);
        page.table(&table);
        let plain = page.render(false);
        assert!(
            !plain.contains(['\u{1b}', '\u{7}', '\u{202e}', '\r']),
            "{plain:?}"
        );
        assert!(plain.contains("乙") && plain.contains("丁"));
    }
}
