//! A native bar chart below its own figures, so that it can be checked and changed in Excel.

use rust_xlsxwriter::{ChartType, Format, FormatAlign, FormatBorder, Worksheet};

use crate::export::ExportError;
use crate::export::document::{Chart, Font};
use crate::export::look::{BAR, face};
use crate::export::xml::clean;

/// Points of a row where the chart is drawn: the height that Excel takes where nothing is said.
const PIXELS_A_ROW: u32 = 20;

/// Writes figures and chart from row `at`; returns the first row below both.
pub(super) fn write(
    tab: &mut Worksheet,
    chart: &Chart,
    name: &str,
    at: u32,
) -> Result<u32, ExportError> {
    let base = Format::new()
        .set_font_name(face(Font::Small).name)
        .set_font_size(super::TEXT_SIZE)
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::VerticalCenter);
    let head = base.clone().set_align(FormatAlign::Center).set_bold();
    let title = clean(&chart.title).replace('\n', " ");
    tab.write_string_with_format(at, 0, super::fitting(&title), &head)?;
    tab.write_string_with_format(at, 1, super::fitting(&chart.measure), &head)?;
    let first = at + 1;
    let mut next = first;
    for bar in &chart.bars {
        tab.write_string_with_format(next, 0, super::fitting(&bar.label), &base)?;
        // A count is far below 2^53, up to which a double is exact.
        tab.write_number_with_format(next, 1, bar.value as f64, &base)?;
        next += 1;
    }
    if chart.bars.is_empty() {
        return Ok(next + 1);
    }
    let last = next - 1;
    let height = (chart.bars.len() as u32 * 34 + 90).min(1600);
    let colour = format!("#{BAR}");
    let mut drawn = rust_xlsxwriter::Chart::new(ChartType::Bar);
    drawn
        .add_series()
        .set_categories((name, first, 0, last, 0))
        .set_values((name, first, 1, last, 1))
        .set_name(chart.measure.as_str())
        .set_format(
            rust_xlsxwriter::ChartFormat::new()
                .set_solid_fill(rust_xlsxwriter::ChartSolidFill::new().set_color(colour.as_str())),
        )
        .set_data_label(rust_xlsxwriter::ChartDataLabel::new().show_value());
    drawn.title().set_name(title.as_str());
    drawn.legend().set_hidden();
    // The first bar stands on top, as it does on paper.
    drawn.y_axis().set_reverse();
    drawn.x_axis().set_major_gridlines(false);
    drawn.set_width(640).set_height(height);
    tab.insert_chart(next + 1, 0, &drawn)?;
    Ok(next + 1 + height.div_ceil(PIXELS_A_ROW) + 1)
}
