//! Pictures of the screen, made from the program's own buffer: as text, for tests and for output that is no terminal;
//! as an SVG file, for the README. What is drawn is not decided here.

use std::fmt::Write;

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};

/// The screen as text: one line a row, the second half of a wide glyph left out, spaces at line ends cut.
pub fn text(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in buffer.area.top()..buffer.area.bottom() {
        let mut line = String::new();
        for (_, cell) in glyphs(buffer, y) {
            line.push_str(cell.symbol());
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// The screen as text with the cursor's place told below it, for tests of what is typed.
pub fn with_cursor(buffer: &Buffer, cursor: Option<Position>) -> String {
    let place = match cursor {
        Some(at) => format!("光标 {},{}", at.x, at.y),
        None => "光标 无".to_owned(),
    };
    format!("{}{place}\n", text(buffer))
}

/// The cells of a row that hold a glyph, with their columns.
fn glyphs(buffer: &Buffer, y: u16) -> impl Iterator<Item = (u16, &ratatui::buffer::Cell)> {
    let mut next = buffer.area.left();
    (buffer.area.left()..buffer.area.right()).filter_map(move |x| {
        let cell = &buffer[(x, y)];
        if x < next {
            return None;
        }
        next = x + cell.cell_width().max(1);
        Some((x, cell))
    })
}

const CELL_WIDTH: u16 = 9;
const CELL_HEIGHT: u16 = 20;
const INK: &str = "#24292f";
const PAPER: &str = "#ffffff";

/// The screen as a standalone SVG picture, dark on white. Each glyph is put at its own column, so that it stands right
/// whatever font the viewer has.
pub fn svg(buffer: &Buffer, title: &str) -> String {
    let (width, height) = (
        u32::from(buffer.area.width) * u32::from(CELL_WIDTH) + 20,
        u32::from(buffer.area.height) * u32::from(CELL_HEIGHT) + 20,
    );
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\">\n\
         <title>{}</title>\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"{PAPER}\" stroke=\"#d0d7de\"/>\n\
         <g font-family=\"'Sarasa Mono SC','Noto Sans Mono CJK SC',Consolas,monospace\" font-size=\"15\" \
         xml:space=\"preserve\">\n",
        escape(title)
    );
    for y in buffer.area.top()..buffer.area.bottom() {
        for (x, cell) in glyphs(buffer, y) {
            svg_cell(&mut out, buffer, Position::new(x, y), cell);
        }
    }
    out.push_str("</g>\n</svg>\n");
    out
}

fn svg_cell(out: &mut String, buffer: &Buffer, at: Position, cell: &ratatui::buffer::Cell) {
    let left = u32::from(at.x - buffer.area.x) * u32::from(CELL_WIDTH) + 10;
    let top = u32::from(at.y - buffer.area.y) * u32::from(CELL_HEIGHT) + 10;
    let columns = cell.cell_width().max(1);
    let width = u32::from(columns) * u32::from(CELL_WIDTH);
    let (mut ink, mut paper) = (colour(cell.fg, INK), colour(cell.bg, PAPER));
    if cell.modifier.contains(Modifier::REVERSED) {
        std::mem::swap(&mut ink, &mut paper);
    }
    // Writing into a String cannot fail.
    if paper != PAPER {
        let _ = writeln!(
            out,
            "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{CELL_HEIGHT}\" fill=\"{paper}\"/>"
        );
    }
    let underlined = cell.modifier.contains(Modifier::UNDERLINED);
    if cell.symbol() == " " && !underlined {
        return;
    }
    let mut style = String::new();
    if cell.modifier.contains(Modifier::BOLD) {
        style.push_str(" font-weight=\"bold\"");
    }
    if cell.modifier.contains(Modifier::DIM) {
        style.push_str(" opacity=\"0.6\"");
    }
    if underlined {
        let y = top + u32::from(CELL_HEIGHT) - 2;
        let right = left + width;
        let _ = writeln!(out, "<path d=\"M{left} {y}H{right}\" stroke=\"{ink}\"/>");
    }
    let _ = writeln!(
        out,
        "<text x=\"{left}\" y=\"{}\" textLength=\"{width}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{ink}\"{style}>{}</text>",
        top + 15,
        escape(cell.symbol())
    );
}

fn colour(colour: Color, own: &'static str) -> &'static str {
    match colour {
        Color::Red => "#cf222e",
        Color::Green => "#1a7f37",
        Color::Yellow => "#9a6700",
        Color::Cyan => "#0a7a8c",
        Color::Blue => "#0969da",
        Color::Magenta => "#8250df",
        _ => own,
    }
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    //! Pictures of a buffer.

    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    fn sample() -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 2));
        buffer.set_string(0, 0, "安a<全", Style::new().reversed());
        buffer.set_string(1, 1, "b", Style::new().fg(Color::Red).bold());
        buffer
    }

    #[test]
    fn wide_glyphs_are_written_once() {
        assert_eq!(text(&sample()), "安a<全\n b\n");
        assert!(with_cursor(&sample(), Some(Position::new(3, 1))).ends_with("光标 3,1\n"));
    }

    #[test]
    fn the_picture_places_every_glyph_and_escapes_it() {
        let picture = svg(&sample(), "总览 & 进度");
        for part in [
            "<title>总览 &amp; 进度</title>",
            "x=\"10\" y=\"25\" textLength=\"18\"",
            ">&lt;</text>",
            "fill=\"#cf222e\" font-weight=\"bold\">b</text>",
        ] {
            assert!(picture.contains(part), "{part}\n{picture}");
        }
        assert_eq!(picture.matches("<text").count(), 5);
    }
}
