//! A bar chart as a table of shaded cells: it needs no drawing part, prints everywhere and can be edited by hand.

use super::body::{self, Leading, Setting};
use super::table::{frame, shading};
use super::twips;
use crate::export::document::{Align, Chart, Font, Paragraph, Size};
use crate::export::look::BAR;
use crate::export::xml::Xml;
use crate::text::width::width;

/// Steps that the longest bar takes. Word allows 63 columns; label and rest need two.
const STEPS: u32 = 48;
const ROW_HEIGHT: &str = "340";

pub(super) fn write(xml: &mut Xml, chart: &Chart, text_width: u16) {
    let heading = Setting {
        leading: Some(Leading::AtLeast(160)),
        keep_next: true,
        ..Setting::close(Font::Heading, Size::WU_HAO)
    };
    let title = Paragraph::text(chart.title.as_str()).align(Align::Center);
    body::paragraph(xml, &title, heading);
    if chart.bars.is_empty() {
        return;
    }
    let widths = columns(chart, twips(text_width));
    let lengths = chart.lengths(STEPS);
    frame(xml, &widths, false, |xml| {
        let last = chart.bars.len() - 1;
        for (at, (bar, length)) in chart.bars.iter().zip(lengths).enumerate() {
            // All of it on one page.
            let keep_next = at < last;
            xml.node("w:tr", &[], |xml| {
                xml.node("w:trPr", &[], |xml| {
                    xml.leaf("w:cantSplit", &[]);
                    xml.leaf(
                        "w:trHeight",
                        &[("w:val", ROW_HEIGHT), ("w:hRule", "atLeast")],
                    );
                });
                let steps = usize::try_from(length).expect("a few steps");
                cell(
                    xml,
                    &widths[..1],
                    None,
                    (&bar.label, Align::Right),
                    keep_next,
                );
                if steps > 0 {
                    cell(
                        xml,
                        &widths[1..=steps],
                        Some(BAR),
                        ("", Align::Left),
                        keep_next,
                    );
                }
                let value = format!("{} {}", bar.value, chart.measure);
                cell(
                    xml,
                    &widths[steps + 1..],
                    None,
                    (&value, Align::Left),
                    keep_next,
                );
            });
        }
    });
}

/// Label, steps, and what is left for the number behind the longest bar.
fn columns(chart: &Chart, total: u32) -> Vec<u32> {
    let longest = chart.bars.iter().map(|bar| width(&bar.label)).max();
    // Half of 10.5 points a column, the air that Word sets between 中文 and digits, and the cell's padding; beyond a
    // third of the page a label wraps.
    let wanted = u32::try_from(longest.unwrap_or(0)).unwrap_or(total) * 125 + 260;
    let label = wanted.clamp(total / 10, total / 3);
    let rest = total / 7;
    let step = (total - label - rest) / STEPS;
    let mut widths = vec![label];
    widths.extend((0..STEPS).map(|_| step));
    widths.push(total - label - step * STEPS);
    widths
}

fn cell(
    xml: &mut Xml,
    widths: &[u32],
    colour: Option<&str>,
    (text, align): (&str, Align),
    keep_next: bool,
) {
    xml.node("w:tc", &[], |xml| {
        xml.node("w:tcPr", &[], |xml| {
            let width = widths.iter().sum::<u32>().to_string();
            xml.leaf("w:tcW", &[("w:w", &width), ("w:type", "dxa")]);
            if widths.len() > 1 {
                xml.leaf("w:gridSpan", &[("w:val", &widths.len().to_string())]);
            }
            if let Some(colour) = colour {
                // White lines above and below set the bars apart.
                xml.node("w:tcBorders", &[], |xml| {
                    for side in ["w:top", "w:bottom"] {
                        let white = [
                            ("w:val", "single"),
                            ("w:sz", "36"),
                            ("w:space", "0"),
                            ("w:color", "FFFFFF"),
                        ];
                        xml.leaf(side, &white);
                    }
                });
                shading(xml, colour);
            }
            xml.leaf("w:vAlign", &[("w:val", "center")]);
        });
        let paragraph = Paragraph::text(text).align(align);
        let setting = Setting {
            keep_next,
            ..Setting::close(Font::Small, Size::WU_HAO)
        };
        body::paragraph(xml, &paragraph, setting);
    });
}
