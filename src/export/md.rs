//! Markdown (GitHub's tables): a [`Document`] to paste into a chat, a note or an issue.
//!
//! A merged cell is said once, at its first place, and its other places are blank; only a header's text is repeated,
//! because a column without a name is none. Several header rows become one, joined with “/”.

use super::document::{Align, Block, Chart, Document, Grid, Paragraph, Slot, Table};
use super::xml::clean;

/// Blocks of the longest bar.
const BAR_STEPS: u32 = 24;

/// The document as the bytes of an `.md` file: UTF-8 without BOM, `\n`.
pub(super) fn write(document: &Document) -> Vec<u8> {
    let mut parts = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Title(text) => parts.push(format!("# {}", inline(text, ""))),
            Block::Heading { level, text } => {
                let signs = "#".repeat(usize::from(*level) + 1);
                parts.push(format!("{signs} {}", inline(text, "")));
            }
            Block::Paragraph(paragraph) => parts.push(prose(paragraph)),
            Block::Table(table) => parts.extend(write_table(table)),
            Block::Chart(chart) => parts.push(write_chart(chart)),
            Block::PageBreak => parts.push("---".to_owned()),
        }
    }
    parts.retain(|part| !part.is_empty());
    let mut text = parts.join("\n\n");
    text.push('\n');
    text.into_bytes()
}

fn prose(paragraph: &Paragraph) -> String {
    let text = paragraph.plain();
    let lines = text.trim().split('\n').map(|line| {
        let line = inline(line, " ");
        match line.chars().next() {
            // What would begin a list, a heading, a quotation or a rule.
            Some('#' | '+' | '-' | '=') => format!("\\{line}"),
            Some(first) if first.is_ascii_digit() => numbered(&line),
            _ => line,
        }
    });
    lines.collect::<Vec<_>>().join("  \n")
}

/// “1. …” would become a list that counts for itself.
fn numbered(line: &str) -> String {
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let count = line.len() - digits.len();
    if digits.starts_with(['.', ')']) {
        format!("{}\\{digits}", &line[..count])
    } else {
        line.to_owned()
    }
}

fn write_table(table: &Table) -> Vec<String> {
    let mut parts = Vec::new();
    if let Some(caption) = &table.caption {
        parts.push(format!("**{}**", inline(caption, " ")));
    }
    let grid = Grid::new(table);
    if grid.rows.is_empty() {
        return parts;
    }
    let header = table.header_rows.min(grid.rows.len());
    let mut lines = vec![
        line((0..grid.columns).map(|col| column_name(&grid, header, col))),
        line((0..grid.columns).map(|col| rule(&grid, header, col).to_owned())),
    ];
    for row in header..grid.rows.len() {
        lines.push(line(grid.rows[row].iter().map(|slot| match slot {
            Slot::Cell { cell, .. } => inline(cell.plain().trim(), "<br>"),
            Slot::Covered { .. } | Slot::Blank => String::new(),
        })));
    }
    parts.push(lines.join("\n"));
    parts
}

fn line(cells: impl Iterator<Item = String>) -> String {
    let mut line = String::from("|");
    for cell in cells {
        line.push(' ');
        line.push_str(&cell);
        line.push_str(if cell.is_empty() { "|" } else { " |" });
    }
    line
}

fn column_name(grid: &Grid<'_>, header: usize, col: usize) -> String {
    let mut names: Vec<String> = Vec::new();
    for row in 0..header {
        let name = grid
            .owner(row, col)
            .map(|cell| inline(cell.plain().trim(), ""));
        if let Some(name) = name.filter(|name| !name.is_empty() && names.last() != Some(name)) {
            names.push(name);
        }
    }
    names.join(" / ")
}

/// A column is aligned as its first cell below the header is.
fn rule(grid: &Grid<'_>, header: usize, col: usize) -> &'static str {
    let first = (header..grid.rows.len()).find_map(|row| match grid.rows[row][col] {
        Slot::Cell { cell, .. } => cell.paragraphs.first(),
        Slot::Covered { .. } | Slot::Blank => None,
    });
    match first.map(|paragraph| paragraph.align) {
        Some(Align::Right) => "---:",
        Some(Align::Center) => ":---:",
        _ => "---",
    }
}

fn write_chart(chart: &Chart) -> String {
    let mut lines = vec![
        format!("**{}**\n", inline(&chart.title, " ")),
        format!("| | {} | |", inline(&chart.measure, " ")),
        "| --- | ---: | --- |".to_owned(),
    ];
    for (bar, length) in chart.bars.iter().zip(chart.lengths(BAR_STEPS)) {
        let blocks = "█".repeat(usize::try_from(length).expect("a few steps"));
        let label = inline(&bar.label, " ");
        lines.push(format!("| {label} | {} | {blocks} |", bar.value));
    }
    lines.join("\n")
}

/// Text that means nothing to Markdown, on one line.
fn inline(text: &str, line_break: &str) -> String {
    let text = clean(text);
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push_str(line_break),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    //! Tables and prose as Markdown.

    use super::*;
    use crate::export::document::Cell;

    fn text(document: Document) -> String {
        String::from_utf8(write(&document)).expect("is UTF-8")
    }

    #[test]
    fn headers_are_joined_and_covered_places_are_blank() {
        let table = Table::new([1, 1, 1])
            .header([
                Cell::text("单位").span(1, 2),
                Cell::text("第1周").span(2, 1),
            ])
            .header([Cell::text("应报"), Cell::text("实报")])
            .row([
                Cell::text("a|b\nc").span(2, 1),
                Cell::text("3").align(Align::Right),
            ])
            .row([Cell::text("d").span(1, 2), "e".into(), "f".into()])
            .row(["g".into()]);
        assert_eq!(
            text(Document::new("t").with(table)),
            "| 单位 | 第1周 / 应报 | 第1周 / 实报 |\n\
             | --- | --- | ---: |\n\
             | a\\|b<br>c | | 3 |\n\
             | d | e | f |\n\
             | | g | |\n"
        );
    }

    #[test]
    fn nothing_in_prose_is_taken_for_markup() {
        let paper = Document::new("t")
            .with(Paragraph::text("1. 姓名* <b> [x](y) & `z`"))
            .with(Paragraph::text("# 不是标题\n- 不是列表"))
            .with(Paragraph::text("2020年"));
        assert_eq!(
            text(paper),
            "1\\. 姓名\\* &lt;b&gt; \\[x\\](y) &amp; \\`z\\`\n\n\
             \\# 不是标题  \n\\- 不是列表\n\n2020年\n"
        );
    }

    #[test]
    fn bars_are_text() {
        let chart = Chart::new("各周报送", "份", [("第1周", 2), ("第2周", 1), ("第3周", 0)]);
        let full = "█".repeat(24);
        let half = "█".repeat(12);
        assert_eq!(
            text(Document::new("t").with(chart)),
            format!(
                "**各周报送**\n\n| | 份 | |\n| --- | ---: | --- |\n\
                 | 第1周 | 2 | {full} |\n| 第2周 | 1 | {half} |\n| 第3周 | 0 |  |\n"
            )
        );
    }
}
