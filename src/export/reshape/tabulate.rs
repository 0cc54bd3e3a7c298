//! A document as a workbook: for Excel and CSV.

use crate::export::document::{
    Block, Chart, Document, Font, Grid, Orientation, Paragraph, Shade, Slot, Table,
};
use crate::export::sheet::{Cell, Sheet, Workbook};

/// Narrow characters across the text's width, which the columns of a table share.
const UPRIGHT: u32 = 100;
const SIDEWAYS: u32 = 150;
/// One column that an upright page takes unscaled: a printer never shrinks a single column to fit.
const PROSE: u16 = 78;

pub(crate) fn workbook_of(document: &Document) -> Workbook {
    let charts = document.blocks.iter().any(|b| matches!(b, Block::Chart(_)));
    let sheets = if document.tables().count() == 1 && !charts {
        vec![around_one_table(document)]
    } else {
        prose_and_tables(document)
    };
    Workbook::new(document.title.as_str(), sheets)
}

/// The lines above the title mark it, those below lead, those behind the table are notes.
fn around_one_table(document: &Document) -> Sheet {
    let mut sheet = Sheet::new(document.title.as_str(), []);
    for block in &document.blocks {
        let text = match block {
            Block::Title(text) => {
                sheet.mark = joined(std::mem::take(&mut sheet.lead));
                sheet.title = Some(text.replace('\n', ""));
                continue;
            }
            Block::Table(table) => {
                if let Some(caption) = &table.caption {
                    sheet.lead.push(caption.clone());
                }
                fill(&mut sheet, table, document.page.orientation);
                continue;
            }
            Block::Heading { text, .. } => text.clone(),
            Block::Paragraph(paragraph) => paragraph.plain(),
            Block::Chart(_) | Block::PageBreak => continue,
        };
        if text.is_empty() {
            continue;
        }
        if sheet.rows.is_empty() && sheet.header.is_empty() {
            sheet.lead.push(text);
        } else {
            sheet.notes.push(text);
        }
    }
    sheet
}

fn joined(lines: Vec<String>) -> Option<String> {
    (!lines.is_empty()).then(|| lines.join("　"))
}

/// The prose, one row a paragraph, with a pointer where a table or a chart stood; then these, a sheet each.
fn prose_and_tables(document: &Document) -> Vec<Sheet> {
    let mut prose = Sheet::new("正文", [PROSE]);
    prose.ruled = false;
    let mut sheets = Vec::new();
    let mut heading = None;
    let mut line = |text: &str, bold: bool| {
        let cell = Cell::text(text);
        prose.push([if bold { cell.bold() } else { cell }]);
    };
    let mut title = None;
    for block in &document.blocks {
        match block {
            Block::Title(text) if title.is_none() => title = Some(text.replace('\n', "")),
            Block::Title(text) => line(text, true),
            Block::Heading { text, .. } => {
                heading = Some(text.clone());
                line(text, true);
            }
            Block::Paragraph(paragraph) => {
                // The title of an annex heads the table below it.
                if paragraph
                    .runs
                    .iter()
                    .any(|run| run.font == Some(Font::Title))
                {
                    heading = Some(paragraph.plain());
                }
                line(&indented(paragraph), false);
            }
            Block::Table(table) => {
                let caption = table.caption.clone().or_else(|| heading.take());
                let name = caption.unwrap_or_else(|| format!("表{}", sheets.len() + 1));
                line(&format!("（见工作表“{name}”）"), false);
                let mut sheet = Sheet::new(name.as_str(), []).title(name);
                fill(&mut sheet, table, document.page.orientation);
                sheets.push(sheet);
            }
            Block::Chart(chart) => {
                line(&format!("（见工作表“{}”）", chart.title), false);
                sheets.push(sheet_of_chart(chart));
            }
            Block::PageBreak => {}
        }
    }
    prose.title = title;
    if !prose.rows.is_empty() {
        sheets.insert(0, prose);
    }
    sheets
}

fn indented(paragraph: &Paragraph) -> String {
    let indent = "　".repeat(usize::from(paragraph.indent_chars));
    let text = paragraph.plain();
    if text.is_empty() {
        text
    } else {
        indent + &text
    }
}

fn sheet_of_chart(chart: &Chart) -> Sheet {
    let mut sheet = Sheet::new(chart.title.as_str(), [24, 14]);
    sheet.charts.push(chart.clone());
    sheet
}

fn fill(sheet: &mut Sheet, table: &Table, orientation: Orientation) {
    sheet.closing_rows = table.closing_rows;
    let heights = table.rows.iter().filter_map(|row| row.min_height);
    sheet.least_height = heights.max().unwrap_or_default();
    let grid = Grid::new(table);
    let across = match orientation {
        Orientation::Portrait => UPRIGHT,
        Orientation::Landscape => {
            sheet.print.orientation = Orientation::Landscape;
            SIDEWAYS
        }
    };
    let widths = grid.widths(table, across).into_iter();
    sheet.columns = widths
        .map(|width| crate::export::sheet::Column {
            width: u16::try_from(width).unwrap_or(u16::MAX),
        })
        .collect();
    for (row, slots) in grid.rows.iter().enumerate() {
        let mut cells = vec![Cell::empty(); grid.columns];
        for (col, slot) in slots.iter().enumerate() {
            let Slot::Cell { cell, cols, rows } = *slot else {
                continue;
            };
            cells[col] = Cell {
                value: cell.content(),
                align: cell.paragraphs.first().map(|first| first.align),
                valign: cell.valign,
                bold: cell.shade == Shade::Header,
                shade: cell.shade,
            };
            if cols * rows > 1 {
                sheet.merge(row, col, rows, cols);
            }
        }
        if row < table.header_rows {
            sheet.header.push(cells);
        } else {
            sheet.rows.push(cells);
        }
    }
}

#[cfg(test)]
mod tests {
    //! Documents that become sheets.

    use super::*;
    use crate::export::document;
    use crate::export::value::{Number, Value};

    fn form() -> Document {
        Document::new("统计表")
            .with(Paragraph::text("附件2"))
            .with(Block::title("姑苏区\n统计表"))
            .with(Paragraph::text("单位：单位甲"))
            .with(
                Table::new([1, 3])
                    .header([document::Cell::label("项目").span(2, 1)])
                    .row(["场次".into(), document::Cell::number(Number::integer(3))]),
            )
            .with(Paragraph::text("注：必填"))
    }

    #[test]
    fn a_form_is_one_sheet_with_its_lines_around_it() {
        let workbook = workbook_of(&form());
        let [sheet] = workbook.sheets.as_slice() else {
            panic!("one sheet");
        };
        assert_eq!(sheet.mark.as_deref(), Some("附件2"));
        assert_eq!(sheet.title.as_deref(), Some("姑苏区统计表"));
        assert_eq!(sheet.lead, ["单位：单位甲"]);
        assert_eq!(sheet.notes, ["注：必填"]);
        assert_eq!(sheet.placed_merges().len(), 1);
        assert_eq!(sheet.rows[0][1].value, Value::Number(Number::integer(3)));
        assert_eq!(sheet.columns[1].width, 75);
    }

    #[test]
    fn a_report_is_prose_and_a_sheet_for_each_table_and_chart() {
        let report = form()
            .with(Block::heading(1, "二、逾期"))
            .with(Table::new([1]).row(["单位乙".into()]))
            .with(Chart::new("各周报送", "份", [("第1周", 3)]));
        let workbook = workbook_of(&report);
        let names: Vec<&str> = workbook.sheets.iter().map(|s| s.name.as_str()).collect();
        assert_eq!(names, ["正文", "表1", "二、逾期", "各周报送"]);
        let prose = workbook.sheets[0].rows.iter();
        let lines: Vec<String> = prose.map(|row| row[0].value.shown()).collect();
        assert_eq!(
            lines,
            [
                "附件2",
                "单位：单位甲",
                "（见工作表“表1”）",
                "注：必填",
                "二、逾期",
                "（见工作表“二、逾期”）",
                "（见工作表“各周报送”）",
            ]
        );
    }
}
