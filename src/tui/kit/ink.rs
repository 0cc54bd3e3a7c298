//! Putting text into the buffer: cleaned of control characters, cut at the area's edge, whole glyphs only. Every other
//! widget draws text through here and through nothing else.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::text::sanitize::for_display;
use crate::text::width;

/// Puts one line at the top left of `area`, cut with `…` where it is too wide. Answers the columns it took.
pub fn put(buffer: &mut Buffer, area: Rect, text: &str, style: Style) -> u16 {
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return 0;
    }
    let clean = for_display(text);
    let shown = width::truncate(&clean, area.width.into());
    let (end, _) = buffer.set_stringn(area.x, area.y, shown, area.width.into(), style);
    end - area.x
}

/// Puts one line at the right edge of `area`.
pub fn put_right(buffer: &mut Buffer, area: Rect, text: &str, style: Style) -> u16 {
    put(buffer, right(area, columns(text)), text, style)
}

/// Puts one line into the middle of `area`'s first row.
pub fn put_centred(buffer: &mut Buffer, area: Rect, text: &str, style: Style) -> u16 {
    let gap = area.width.saturating_sub(columns(text)) / 2;
    put(buffer, indent(area, gap), text, style)
}

/// Puts several pieces one after the other. Answers the columns they took.
pub fn put_spans<'a>(
    buffer: &mut Buffer,
    area: Rect,
    spans: impl IntoIterator<Item = (&'a str, Style)>,
) -> u16 {
    let mut used = 0;
    for (text, style) in spans {
        used += put(buffer, indent(area, used), text, style);
    }
    used
}

/// Blanks `area` in a style.
pub fn fill(buffer: &mut Buffer, area: Rect, style: Style) {
    let area = area.intersection(buffer.area);
    for position in area.positions() {
        buffer[position].reset();
        buffer[position].set_style(style);
    }
}

/// Columns that a text takes once it is cleaned.
pub fn columns(text: &str) -> u16 {
    u16::try_from(width::width(&for_display(text))).unwrap_or(u16::MAX)
}

/// What of `area` is left to the right of its first `columns`.
pub fn indent(area: Rect, columns: u16) -> Rect {
    let columns = columns.min(area.width);
    Rect {
        x: area.x + columns,
        width: area.width - columns,
        ..area
    }
}

/// The last `columns` of `area`.
pub fn right(area: Rect, columns: u16) -> Rect {
    indent(area, area.width.saturating_sub(columns))
}

/// The row `index` of `area`, from 0; empty where there is none.
pub fn row(area: Rect, index: usize) -> Rect {
    match u16::try_from(index) {
        Ok(index) if index < area.height => Rect {
            y: area.y + index,
            height: 1,
            ..area
        },
        _ => Rect { height: 0, ..area },
    }
}

/// What of `area` is left below its first `rows`.
pub fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect {
        y: area.y + rows,
        height: area.height - rows,
        ..area
    }
}

#[cfg(test)]
mod tests {
    //! Text put into a buffer.

    use super::*;
    use crate::tui::dump;

    #[test]
    fn text_is_cleaned_and_cut_at_glyphs() {
        let area = Rect::new(0, 0, 7, 1);
        for (text, shown) in [
            ("安全生产", "安全生…"),
            ("\u{1b}[31m安\u{7}", "安␇"),
            ("一\n二", "一 二"),
        ] {
            let mut buffer = Buffer::empty(area);
            put(&mut buffer, area, text, Style::new());
            assert_eq!(dump::text(&buffer).trim_end(), shown);
        }
    }

    #[test]
    fn pieces_follow_each_other() {
        let area = Rect::new(0, 0, 12, 2);
        let mut buffer = Buffer::empty(area);
        let used = put_spans(
            &mut buffer,
            area,
            [("安", Style::new()), ("ab", Style::new())],
        );
        put_right(&mut buffer, row(area, 1), "月", Style::new());
        assert_eq!(used, 4);
        assert_eq!(dump::text(&buffer), "安ab\n          月\n");
        assert!(
            row(area, 2).is_empty() && indent(area, 99).is_empty() && below(area, 9).is_empty()
        );
    }
}
