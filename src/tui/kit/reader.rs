//! A text to be read: wrapped, styled by meaning, scrolled. Also the help page, which is such a text. Nothing is
//! typed or chosen in it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::input::Input;
use super::mouse::MouseKind;
use super::{Viewport, ink, overlay};
use crate::text::sanitize::for_display_block;
use crate::text::width::pad_right;
use crate::text::wrap::wrap;
use crate::tui::keys::{Action, Scope, Whom, help};
use crate::tui::theme::{Meaning, Theme};

/// The state of a text being read.
#[derive(Debug, Clone)]
pub struct Reader {
    title: String,
    paragraphs: Vec<(String, Meaning)>,
    view: Viewport,
}

impl Reader {
    /// The keys that hold while it lies on top of a screen.
    pub const SCOPE: Scope = Scope::Reading;

    pub fn new(title: impl Into<String>, paragraphs: Vec<(String, Meaning)>) -> Self {
        Self {
            title: title.into(),
            paragraphs,
            view: Viewport::default(),
        }
    }

    /// All keys that are of use to `whom`, those of `scope` first.
    pub fn help(scope: Scope, whom: Whom) -> Self {
        let mut paragraphs = Vec::new();
        for section in help::sections(scope, whom) {
            if !paragraphs.is_empty() {
                paragraphs.push((String::new(), Meaning::Text));
            }
            paragraphs.push((section.title.to_owned(), Meaning::Heading));
            for (keys, does) in section.rows {
                paragraphs.push((format!("  {}{does}", pad_right(&keys, 22)), Meaning::Text));
            }
        }
        Self::new("按键一览", paragraphs)
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

    /// Rows that the whole text takes in this width.
    pub fn height(&self, width: u16) -> u16 {
        u16::try_from(self.lines(width).len()).unwrap_or(u16::MAX)
    }

    /// Draws it as a popup that covers most of `area`.
    pub fn draw_over(&self, buffer: &mut Buffer, area: Rect, theme: Theme) {
        let width = area.width.saturating_sub(8).clamp(area.width.min(72), 100);
        let height = area.height.saturating_sub(2);
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
        let mut lines = Vec::new();
        for (text, meaning) in &self.paragraphs {
            let clean = for_display_block(text);
            let wrapped = wrap(&clean, width.into());
            lines.extend(
                wrapped
                    .iter()
                    .map(|line| (line.text(&clean).to_owned(), *meaning)),
            );
        }
        lines
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
