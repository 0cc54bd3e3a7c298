//! A text to be read: wrapped, styled by meaning, scrolled. Also the help page, which is such a text. Nothing is
//! typed or chosen in it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::input::Input;
use super::mouse::MouseKind;
use super::{Viewport, ink, overlay};
use crate::text::sanitize::{for_display, for_display_block};
use crate::text::width::{pad_right, width};
use crate::text::wrap::wrap;
use crate::tui::keys::{Action, Scope, Whom, help};
use crate::tui::theme::{Meaning, Theme};

/// The state of a text being read.
#[derive(Debug, Clone)]
pub struct Reader {
    title: String,
    paragraphs: Vec<Paragraph>,
    view: Viewport,
}

#[derive(Debug, Clone)]
struct Paragraph {
    /// Stands before the first line; the others are set in by as much.
    lead: String,
    text: String,
    meaning: Meaning,
}

impl Paragraph {
    fn new(text: impl Into<String>, meaning: Meaning) -> Self {
        Self {
            lead: String::new(),
            text: text.into(),
            meaning,
        }
    }

    fn lines(&self, columns: usize) -> Vec<(String, Meaning)> {
        let lead = for_display(&self.lead);
        // Where there is no room beside the lead, the text has a line of its own below it.
        let set_in = width(&lead);
        let hangs = set_in * 2 < columns;
        let room = if hangs { columns - set_in } else { columns };
        let clean = for_display_block(&self.text);
        let wrapped = wrap(&clean, room);
        let mut lines = Vec::new();
        if !hangs && !lead.is_empty() {
            lines.push((lead.trim_end().to_owned(), self.meaning));
        }
        for (index, line) in wrapped.iter().enumerate() {
            let before = match (hangs, index) {
                (false, _) => String::new(),
                (true, 0) => lead.to_string(),
                (true, _) => " ".repeat(set_in),
            };
            lines.push((before + line.text(&clean), self.meaning));
        }
        lines
    }
}

impl Reader {
    /// The keys that hold while it lies on top of a screen.
    pub const SCOPE: Scope = Scope::Reading;

    pub fn new(title: impl Into<String>, paragraphs: Vec<(String, Meaning)>) -> Self {
        let paragraphs = paragraphs.into_iter();
        let paragraphs = paragraphs.map(|(text, meaning)| Paragraph::new(text, meaning));
        Self::of(title, paragraphs.collect())
    }

    fn of(title: impl Into<String>, paragraphs: Vec<Paragraph>) -> Self {
        Self {
            title: title.into(),
            paragraphs,
            view: Viewport::default(),
        }
    }

    /// The same text, with other paragraphs above it.
    #[must_use]
    pub fn below(mut self, above: Vec<String>, meaning: Meaning) -> Self {
        let above = above.into_iter().map(|text| Paragraph::new(text, meaning));
        self.paragraphs.splice(0..0, above);
        self
    }

    /// All keys that are of use to `whom`, those of `scope` first.
    pub fn help(scope: Scope, whom: Whom) -> Self {
        let mut paragraphs = Vec::new();
        for section in help::sections(scope, whom) {
            if !paragraphs.is_empty() {
                paragraphs.push(Paragraph::new("", Meaning::Text));
            }
            paragraphs.push(Paragraph::new(section.title, Meaning::Heading));
            for (keys, does) in section.rows {
                paragraphs.push(Paragraph {
                    lead: format!("  {} ", pad_right(&keys, 21)),
                    ..Paragraph::new(does, Meaning::Text)
                });
            }
        }
        Self::of("按键一览", paragraphs)
    }

    /// Scrolls. Answers whether the input was for it; closing it is its owner's.
    pub fn hear(&mut self, input: Input<'_>) -> bool {
        let page = isize::try_from(self.view.page()).unwrap_or(isize::MAX);
        let lines = match input {
            Input::Action(Action::Up) => -1,
            Input::Action(Action::Down) => 1,
            Input::Action(Action::PageUp) => -page,
            Input::Action(Action::PageDown) => page,
            Input::Action(Action::First) => isize::MIN,
            Input::Action(Action::Last) => isize::MAX,
            Input::Mouse(mouse) if mouse.kind == MouseKind::ScrollUp => -3,
            Input::Mouse(mouse) if mouse.kind == MouseKind::ScrollDown => 3,
            _ => return false,
        };
        let total = self.lines(self.view.area().width).len();
        self.view.scroll(lines, total);
        true
    }

    pub fn is_empty(&self) -> bool {
        self.paragraphs.is_empty()
    }

    /// Rows that the whole text takes in this width.
    pub fn height(&self, width: u16) -> u16 {
        u16::try_from(self.lines(width).len()).unwrap_or(u16::MAX)
    }

    /// Draws it as a popup over `area`, as high as the text where that is less than `area` has.
    pub fn draw_over(&self, buffer: &mut Buffer, area: Rect, theme: Theme) {
        let width = area.width.saturating_sub(8).clamp(area.width.min(72), 100);
        // The frame, and a column beside it on both sides.
        let lines = self.height(width.saturating_sub(4)).saturating_add(2);
        let height = area.height.saturating_sub(2).min(lines);
        let popup = overlay::centred(area, width, height);
        let inner = overlay::framed(buffer, popup, &self.title, theme);
        let inner = Rect {
            width: inner.width.saturating_sub(2),
            ..ink::indent(inner, 1)
        };
        self.draw(buffer, inner, theme);
    }

    /// Draws it into `area`, with how far one has read at the bottom right where not all is seen.
    pub fn draw(&self, buffer: &mut Buffer, area: Rect, theme: Theme) {
        self.view.drawn_at(area);
        let lines = self.lines(area.width);
        self.view.scroll(0, lines.len());
        let top = self.view.top();
        let shown = lines.iter().skip(top).take(area.height.into());
        for (index, (text, meaning)) in shown.enumerate() {
            ink::put(buffer, ink::row(area, index), text, theme.style(*meaning));
        }
        let seen = top + usize::from(area.height);
        if lines.len() > usize::from(area.height) && area.height > 1 {
            let last = ink::row(area, usize::from(area.height - 1));
            let place = format!("  {}/{}", seen.min(lines.len()), lines.len());
            ink::put_right(buffer, last, &place, theme.style(Meaning::Muted));
        }
    }

    fn lines(&self, width: u16) -> Vec<(String, Meaning)> {
        let paragraphs = self.paragraphs.iter();
        paragraphs
            .flat_map(|paragraph| paragraph.lines(width.into()))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    //! Texts that are longer than the screen.

    use super::*;
    use crate::tui::dump;

    fn drawn(reader: &Reader, width: u16, height: u16) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        let area = buffer.area;
        reader.draw_over(&mut buffer, area, Theme::new(true));
        dump::text(&buffer)
    }

    #[test]
    fn help_begins_with_what_holds_here() {
        let page = drawn(&Reader::help(Scope::Paper, Whom::Collectors), 80, 24);
        let lines: Vec<&str> = page.lines().collect();
        assert!(lines[1].contains(" 按键一览 "), "{page}");
        assert!(lines[2].contains("填表：表中填空"), "{page}");
        assert!(
            lines[3].contains("F2 或 Ctrl+N          此空填“不涉及”，再按取消"),
            "{page}"
        );
    }

    #[test]
    fn what_a_key_does_is_set_in_below_itself() {
        let page = drawn(&Reader::help(Scope::Intray, Whom::Collectors), 80, 60);
        let lines: Vec<&str> = page.lines().collect();
        let first = lines.iter().position(|line| line.contains("打开这份来件"));
        let second = lines[first.expect("is told") + 1];
        assert!(
            second.starts_with(&format!("    │{}", " ".repeat(25))),
            "{page}"
        );
        assert!(second.contains("当场核改"), "{page}");
    }

    #[test]
    fn a_short_text_has_a_small_window() {
        let reader = Reader::new("通知", vec![("一段".to_owned(), Meaning::Text)]);
        let page = drawn(&reader, 80, 24);
        let framed = page.lines().filter(|line| line.contains(['│', '┌', '└']));
        assert_eq!(framed.count(), 3, "{page}");
    }

    #[test]
    fn it_scrolls_to_its_end_and_no_further() {
        let text = (1..=30).map(|n| (format!("第 {n} 段"), Meaning::Text));
        let mut reader = Reader::new("通知", text.collect());
        drawn(&reader, 80, 14);
        for _ in 0..9 {
            assert!(reader.hear(Input::Action(Action::PageDown)));
        }
        let page = drawn(&reader, 80, 14);
        assert!(
            page.contains("第 30 段") && page.contains("30/30"),
            "{page}"
        );
        assert!(!reader.hear(Input::Action(Action::Back)));
        reader.hear(Input::Action(Action::First));
        assert!(drawn(&reader, 80, 14).contains("第 1 段"));
    }

    #[test]
    fn no_size_panics() {
        let mut reader = Reader::help(Scope::Always, Whom::Collectors);
        for width in 1..40 {
            for height in 1..8 {
                drawn(&reader, width, height);
                reader.hear(Input::Action(Action::Last));
            }
        }
    }
}
