//! The sheet of paper: size, orientation, margins. All lengths are millimetres.

/// A page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    pub size: PaperSize,
    pub orientation: Orientation,
    pub margins: Margins,
    /// How much text stands on it, where that is laid down; else it is as it comes.
    pub grid: Option<TextGrid>,
}

/// Lines on a page and characters in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextGrid {
    pub lines: u16,
    pub chars: u16,
}

/// Paper that an office has in its printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PaperSize {
    #[default]
    A4,
    A3,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Orientation {
    #[default]
    Portrait,
    Landscape,
}

/// Millimetres from the paper's edge to the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Margins {
    pub top: u16,
    pub right: u16,
    pub bottom: u16,
    pub left: u16,
}

impl Page {
    /// A4 upright with margins for a form or a table.
    pub fn portrait() -> Page {
        Page {
            size: PaperSize::A4,
            orientation: Orientation::Portrait,
            margins: Margins {
                top: 25,
                right: 22,
                bottom: 22,
                left: 22,
            },
            grid: None,
        }
    }

    /// A4 on its side, for a table with many columns.
    pub fn landscape() -> Page {
        Page {
            size: PaperSize::A4,
            orientation: Orientation::Landscape,
            margins: Margins {
                top: 14,
                right: 18,
                bottom: 15,
                left: 18,
            },
            grid: None,
        }
    }

    /// A4 upright as an official document (GB/T 9704-2012): a text area of 156 mm × 225 mm with 22 lines of 28 characters.
    pub fn official() -> Page {
        Page {
            margins: Margins {
                top: 37,
                right: 26,
                bottom: 35,
                left: 28,
            },
            grid: Some(TextGrid {
                lines: 22,
                chars: 28,
            }),
            ..Page::portrait()
        }
    }

    /// Width and height of the paper as it lies.
    pub fn paper(self) -> (u16, u16) {
        let (short, long) = match self.size {
            PaperSize::A4 => (210, 297),
            PaperSize::A3 => (297, 420),
        };
        match self.orientation {
            Orientation::Portrait => (short, long),
            Orientation::Landscape => (long, short),
        }
    }

    /// Width between the margins, at least 20 mm whatever the margins say.
    pub fn text_width(self) -> u16 {
        let margins = self.margins.left.saturating_add(self.margins.right);
        self.paper().0.saturating_sub(margins).max(20)
    }

    /// Height between the margins, at least 20 mm whatever the margins say.
    pub fn text_height(self) -> u16 {
        let margins = self.margins.top.saturating_add(self.margins.bottom);
        self.paper().1.saturating_sub(margins).max(20)
    }
}

impl Default for Page {
    fn default() -> Page {
        Page::portrait()
    }
}

#[cfg(test)]
mod tests {
    //! Pages upright and on their side.

    use super::*;

    #[test]
    fn a_page_on_its_side_is_wider() {
        assert_eq!(Page::portrait().paper(), (210, 297));
        assert_eq!(Page::landscape().paper(), (297, 210));
        assert_eq!(Page::official().text_width(), 156);
        assert_eq!(Page::official().text_height(), 225);
    }
}
