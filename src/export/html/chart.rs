//! A bar chart as SVG inside the page.

use crate::export::document::{Chart, Font};
use crate::export::look::BAR;
use crate::export::xml::{self, Xml};
use crate::text::width;

use super::style::family;

const WIDTH: u32 = 640;
const LINE: u32 = 28;
const TEXT: u32 = 14;
/// Room for the number behind the longest bar.
const NUMBER: u32 = 110;

pub(super) fn write(xml: &mut Xml, chart: &Chart) {
    xml.node("figure", &[], |xml| {
        xml.text_node("figcaption", &[], &chart.title);
        if !chart.bars.is_empty() {
            draw(xml, chart);
        }
    });
}

fn draw(xml: &mut Xml, chart: &Chart) {
    let labels: Vec<String> = chart.bars.iter().map(|bar| one_line(&bar.label)).collect();
    let columns = labels.iter().map(|l| width::width(l)).max().unwrap_or(0);
    // Half a character's height a column; a very long label gives way to the bars and is cut with an ellipsis.
    let room = u32::try_from(columns)
        .unwrap_or(u32::MAX)
        .min(LABEL_COLUMNS);
    let left = room * TEXT / 2 + 10;
    let lengths = chart.lengths(WIDTH - left - NUMBER);
    let height = LINE * u32::try_from(labels.len()).unwrap_or(u32::MAX / LINE);
    let view = format!("0 0 {WIDTH} {height}");
    let described = one_line(&chart.title);
    let face = family(Font::Small);
    let text = TEXT.to_string();
    let attributes = [
        ("xmlns", "http://www.w3.org/2000/svg"),
        ("viewBox", view.as_str()),
        ("role", "img"),
        ("aria-label", described.as_str()),
        ("font-family", face.as_str()),
        ("font-size", text.as_str()),
    ];
    xml.node("svg", &attributes, |xml| {
        let bars = chart.bars.iter().zip(labels).zip(lengths);
        for (((bar, label), length), top) in bars.zip((0..).step_by(LINE as usize)) {
            let baseline = top + LINE * 2 / 3;
            let label = width::truncate(&label, LABEL_COLUMNS as usize);
            words(xml, left - 8, baseline, Some("end"), &label);
            let [x, y, length_text, thick] =
                [left, top + 5, length, LINE - 10].map(|n| n.to_string());
            let fill = format!("#{BAR}");
            let shape = [
                ("x", x.as_str()),
                ("y", y.as_str()),
                ("width", length_text.as_str()),
                ("height", thick.as_str()),
                ("fill", fill.as_str()),
            ];
            xml.leaf("rect", &shape);
            let number = format!("{} {}", bar.value, one_line(&chart.measure));
            words(xml, left + length + 6, baseline, None, &number);
        }
    });
}

/// Columns that a label may take.
const LABEL_COLUMNS: u32 = 28;

fn words(xml: &mut Xml, x: u32, y: u32, anchor: Option<&str>, text: &str) {
    let (x, y) = (x.to_string(), y.to_string());
    let mut attributes = vec![("x", x.as_str()), ("y", y.as_str())];
    if let Some(anchor) = anchor {
        attributes.push(("text-anchor", anchor));
    }
    xml.text_node("text", &attributes, text);
}

fn one_line(text: &str) -> String {
    xml::clean(text).replace('\n', " ")
}
