//! Where popups stand. The stock way to clear an area leaves half a wide glyph at its left edge, which then eats the
//! popup's border; here that glyph is blanked. Every popup goes through this module; what stands in it is others'.

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::{Block, Widget};

use super::ink;
use crate::tui::theme::{Meaning, Theme};

/// Blanks `area` for something to be drawn over what is there.
pub fn clear(buffer: &mut Buffer, area: Rect) {
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return;
    }
    if area.x > buffer.area.x {
        for y in area.y..area.bottom() {
            let cell = &mut buffer[Position::new(area.x - 1, y)];
            if cell.cell_width() > 1 {
                cell.set_symbol(" ");
            }
        }
    }
    ink::fill(buffer, area, Style::reset());
}

/// Takes the colours from what stands in `area`, so that only what is drawn over it afterwards calls for attention.
pub fn quieten(buffer: &mut Buffer, area: Rect, theme: Theme) {
    for at in area.intersection(buffer.area).positions() {
        buffer[at].set_style(Style::reset().patch(theme.style(Meaning::Muted)));
    }
}

/// Clears `area`, draws a frame with a title on it, and answers the room inside.
pub fn framed(buffer: &mut Buffer, area: Rect, title: &str, theme: Theme) -> Rect {
    clear(buffer, area);
    frame(
        buffer,
        area,
        title,
        theme.style(Meaning::BorderFocused),
        theme,
    )
}

/// Draws a frame with a title on it, and answers the room inside. For parts of a screen, over which nothing lies.
pub fn panel(buffer: &mut Buffer, area: Rect, title: &str, focused: bool, theme: Theme) -> Rect {
    let border = if focused {
        Meaning::BorderFocused
    } else {
        Meaning::Border
    };
    frame(buffer, area, title, theme.style(border), theme)
}

fn frame(buffer: &mut Buffer, area: Rect, title: &str, border: Style, theme: Theme) -> Rect {
    let area = area.intersection(buffer.area);
    let block = Block::bordered().border_style(border);
    let inner = block.inner(area);
    block.render(area, buffer);
    if !title.is_empty() && area.width > 6 {
        let room = Rect::new(area.x + 2, area.y, area.width - 4, 1);
        let padded = format!(" {title} ");
        ink::put(buffer, room, &padded, theme.style(Meaning::Heading));
    }
    inner
}

/// A rectangle of this size in the middle of `area`, smaller where `area` is.
pub fn centred(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 2,
        width,
        height,
    }
}

#[cfg(test)]
mod tests {
    //! Popups over wide glyphs, and over others.

    use super::*;
    use crate::tui::dump;
    use proptest::prelude::*;
    use ratatui::style::Color;

    #[test]
    fn a_popup_over_wide_text_keeps_its_border() {
        let area = Rect::new(0, 0, 16, 4);
        let mut buffer = Buffer::empty(area);
        for y in 0..4 {
            let line = if y % 2 == 0 {
                "安全生产月安全生"
            } else {
                "a安全生产月安全"
            };
            ink::put(&mut buffer, ink::row(area, y), line, Style::new());
        }
        let inner = framed(&mut buffer, Rect::new(3, 0, 9, 4), "", Theme::new(false));
        ink::put(&mut buffer, inner, "报送", Style::new());
        assert_eq!(
            dump::text(&buffer),
            "安 ┌───────┐全生\na安│报送   │ 全\n安 │       │全生\na安└───────┘ 全\n"
        );
    }

    proptest! {
        #[test]
        fn no_half_glyph_stands_at_an_edge(x in 0u16..30, y in 0u16..6, w in 0u16..30, h in 0u16..6, shift in 0usize..2) {
            let area = Rect::new(0, 0, 24, 5);
            let mut buffer = Buffer::empty(area);
            for row in 0..5 {
                let line = format!("{}{}", "x".repeat(shift), "安".repeat(12));
                ink::put(&mut buffer, ink::row(area, row), &line, Style::new());
            }
            let popup = Rect::new(x, y, w, h);
            framed(&mut buffer, popup, "标题", Theme::new(true));
            for row in 0..5 {
                let mut column = 0;
                while column < 24 {
                    let wide = buffer[(column, row)].cell_width() > 1;
                    let inside = |c| popup.contains(Position::new(c, row));
                    prop_assert!(!wide || inside(column) == inside(column + 1), "{column},{row}");
                    column += if wide { 2 } else { 1 };
                }
            }
        }
    }

    #[test]
    fn what_is_quietened_keeps_its_words_and_loses_its_colours() {
        let theme = Theme::new(true);
        let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 3));
        let area = buffer.area;
        framed(&mut buffer, area, "退回", theme);
        let before = dump::text(&buffer);
        quieten(&mut buffer, area, theme);
        assert_eq!(dump::text(&buffer), before);
        let muted = theme.style(Meaning::Muted);
        let is_muted =
            |at| buffer[at].modifier == muted.add_modifier && buffer[at].bg == Color::Reset;
        assert!(area.positions().all(is_muted));
    }
}
