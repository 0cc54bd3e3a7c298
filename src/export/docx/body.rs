//! The main part: blocks, paragraphs, runs, and the page that they stand on.

use super::{chart, parts, table, twips};
use crate::export::document::{
    Align, Block, Document, Font, Orientation, Page, Paragraph, Run, Size,
};
use crate::export::look::{LATIN, face};
use crate::export::xml::{self, Xml};
use crate::text::wrap::balanced;

/// How the paragraphs of a block look where their runs do not say.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting<'a> {
    pub style: Option<&'a str>,
    pub font: Font,
    pub size: Size,
    /// `None` is the font's own.
    pub leading: Option<Leading>,
    /// By how much characters stand closer together, in twips; 0 is the font's own.
    pub closer: u32,
    /// Stays on the page of what follows.
    pub keep_next: bool,
}

/// How far lines are apart.
#[derive(Debug, Clone, Copy)]
pub(super) enum Leading {
    /// As a part of the size in per cent, at least.
    AtLeast(u32),
    /// In twips.
    Exact(u32),
}

impl Leading {
    /// That of prose: where the page says how many lines stand on it, so many.
    fn of(page: Page) -> Self {
        match page.grid {
            Some(grid) => Self::Exact(twips(page.text_height()) / u32::from(grid.lines)),
            None => Self::AtLeast(LEADING),
        }
    }
}

impl Setting<'_> {
    /// Close lines, for a cell.
    pub fn close(font: Font, size: Size) -> Setting<'static> {
        Setting {
            style: None,
            font,
            size,
            leading: None,
            closer: 0,
            keep_next: false,
        }
    }
}

pub(super) fn write(document: &Document) -> Vec<u8> {
    let mut xml = Xml::declared();
    let namespaces = [("xmlns:w", parts::W), ("xmlns:r", parts::R)];
    xml.node("w:document", &namespaces, |xml| {
        xml.node("w:body", &[], |xml| {
            for (index, block) in document.blocks.iter().enumerate() {
                write_block(xml, document, block);
                // Two tables that touch become one, and a body may not end with a table.
                let next = document.blocks.get(index + 1);
                let open = matches!(next, None | Some(Block::Table(_) | Block::Chart(_)));
                if open && matches!(block, Block::Table(_) | Block::Chart(_)) {
                    gap(xml, if next.is_none() { 20 } else { 240 }, false);
                }
            }
            section(xml, document);
        });
    });
    xml.into_bytes()
}

fn write_block(xml: &mut Xml, document: &Document, block: &Block) {
    match block {
        Block::Title(text) => title(xml, document, text),
        Block::Heading { level, text } => {
            let style = format!("Heading{level}");
            let setting = Setting {
                style: Some(&style),
                leading: Some(Leading::of(document.page)),
                closer: closer(document),
                keep_next: true,
                ..Setting::close(Font::Body, document.size)
            };
            // The style says font and weight; a run that repeated them would take the heading out of its style's hand.
            let heading = Paragraph::text(text.as_str()).indent(2);
            styled(xml, &heading, setting);
        }
        Block::Paragraph(text) => {
            let setting = Setting {
                leading: Some(Leading::of(document.page)),
                closer: closer(document),
                ..Setting::close(Font::Body, document.size)
            };
            paragraph(xml, text, setting);
        }
        Block::Table(shape) => table::write(xml, shape, document.page.text_width()),
        Block::Chart(shape) => chart::write(xml, shape, document.page.text_width()),
        Block::PageBreak => gap(xml, 20, true),
    }
}

/// How much closer the prose's characters stand so that as many as the page says fit into a line. Word's own grid of
/// characters would do it too, but LibreOffice gives a character that is wider than its place two of them.
fn closer(document: &Document) -> u32 {
    let own = u32::from(document.size.0) * 10;
    document.page.grid.map_or(0, |grid| {
        let place = twips(document.page.text_width()) / u32::from(grid.chars);
        own.saturating_sub(place)
    })
}

/// Prose, where the page does not say how many lines stand on it.
const LEADING: u32 = 180;
/// A title, likewise.
const TITLE_LEADING: u32 = 160;

fn title(xml: &mut Xml, document: &Document, text: &str) {
    let size = if document.size >= Size::SAN_HAO {
        Size::ER_HAO
    } else {
        Size::XIAO_ER
    };
    let (leading, below) = match Leading::of(document.page) {
        // One line stays empty.
        Leading::Exact(line) => (Leading::Exact(line), line),
        Leading::AtLeast(_) => (Leading::AtLeast(TITLE_LEADING), 200),
    };
    let setting = Setting {
        leading: Some(leading),
        keep_next: true,
        ..Setting::close(Font::Title, size)
    };
    let text = balanced(text, columns(document.page, size));
    let text = Paragraph::text(text).align(Align::Center);
    paragraph(xml, &text, setting);
    gap(xml, below, false);
}

/// Narrow characters of a size that stand in a line of the page.
fn columns(page: Page, size: Size) -> usize {
    let place = twips(page.text_width()) * 2 / (u32::from(size.0) * 10);
    usize::try_from(place).unwrap_or(1)
}

/// A paragraph whose runs carry their own font and size.
pub(super) fn paragraph(xml: &mut Xml, shape: &Paragraph, setting: Setting<'_>) {
    xml.node("w:p", &[], |xml| {
        properties(xml, shape, setting);
        for run in &shape.runs {
            let font = run.font.unwrap_or(setting.font);
            let size = run.size.unwrap_or(setting.size);
            write_run(xml, run, Some((font, size)), setting.closer);
        }
    });
}

/// A paragraph whose looks come from its style.
fn styled(xml: &mut Xml, shape: &Paragraph, setting: Setting<'_>) {
    xml.node("w:p", &[], |xml| {
        properties(xml, shape, setting);
        for run in &shape.runs {
            write_run(xml, run, None, setting.closer);
        }
    });
}

// The order of elements is the schema's; Word refuses another.
fn properties(xml: &mut Xml, shape: &Paragraph, setting: Setting<'_>) {
    xml.node("w:pPr", &[], |xml| {
        if let Some(style) = setting.style {
            xml.leaf("w:pStyle", &[("w:val", style)]);
        }
        if setting.keep_next {
            xml.leaf("w:keepNext", &[]);
        }
        if setting.leading.is_none() {
            // A cell is as high as its text, whatever the page's lines are apart.
            xml.leaf("w:snapToGrid", &[("w:val", "0")]);
        }
        if let Some(leading) = setting.leading {
            let (line, rule) = match leading {
                Leading::AtLeast(percent) => (u32::from(setting.size.0) * percent / 10, "atLeast"),
                Leading::Exact(line) => (line, "exact"),
            };
            let line = line.to_string();
            let rule = [("w:line", line.as_str()), ("w:lineRule", rule)];
            xml.leaf("w:spacing", &rule);
        }
        indents(xml, shape, setting.size);
        let side = match shape.align {
            Align::Left => "left",
            Align::Center => "center",
            Align::Right => "right",
            Align::Justify => "both",
        };
        xml.leaf("w:jc", &[("w:val", side)]);
        // The paragraph's mark has a size too: without it an empty cell is as high as the prose's size.
        xml.node("w:rPr", &[], |xml| {
            face_of(xml, setting.font);
            size_of(xml, setting.size);
        });
    });
}

/// In hundredths of a character, and the same in twips for readers that only know those.
fn indents(xml: &mut Xml, shape: &Paragraph, size: Size) {
    let sides = [
        (shape.end_chars, "w:rightChars", "w:right"),
        (shape.indent_chars, "w:firstLineChars", "w:firstLine"),
    ];
    let sides = sides.into_iter().filter(|(chars, ..)| *chars > 0);
    let attributes: Vec<(&str, String)> = sides
        .flat_map(|(chars, in_chars, in_twips)| {
            let chars = u32::from(chars);
            let twips = chars * u32::from(size.0) * 10;
            [
                (in_chars, (chars * 100).to_string()),
                (in_twips, twips.to_string()),
            ]
        })
        .collect();
    if !attributes.is_empty() {
        let attributes = attributes
            .iter()
            .map(|(name, value)| (*name, value.as_str()));
        xml.leaf("w:ind", &attributes.collect::<Vec<_>>());
    }
}

fn write_run(xml: &mut Xml, run: &Run, look: Option<(Font, Size)>, closer: u32) {
    if run.text.is_empty() {
        return;
    }
    xml.node("w:r", &[], |xml| {
        xml.node("w:rPr", &[], |xml| {
            if let Some((font, _)) = look {
                face_of(xml, font);
            }
            if run.bold {
                xml.leaf("w:b", &[]);
            }
            if closer > 0 {
                xml.leaf("w:spacing", &[("w:val", &format!("-{closer}"))]);
            }
            if let Some((_, size)) = look {
                size_of(xml, size);
            }
            if run.underline {
                xml.leaf("w:u", &[("w:val", "single")]);
            }
        });
        for (index, line) in xml::clean(&run.text).split('\n').enumerate() {
            if index > 0 {
                xml.leaf("w:br", &[]);
            }
            if !line.is_empty() {
                xml.text_node("w:t", &[("xml:space", "preserve")], line);
            }
        }
    });
}

/// The hint makes quotation marks and dashes, which both scripts have, Chinese ones.
pub(super) fn face_of(xml: &mut Xml, font: Font) {
    let name = face(font).name;
    let fonts = [
        ("w:ascii", LATIN),
        ("w:hAnsi", LATIN),
        ("w:eastAsia", name),
        ("w:cs", LATIN),
        ("w:hint", "eastAsia"),
    ];
    xml.leaf("w:rFonts", &fonts);
}

pub(super) fn size_of(xml: &mut Xml, size: Size) {
    let half_points = size.0.to_string();
    xml.leaf("w:sz", &[("w:val", &half_points)]);
    xml.leaf("w:szCs", &[("w:val", &half_points)]);
}

/// An empty line of exactly this height in twips, on a new page if asked.
pub(super) fn gap(xml: &mut Xml, height: u32, new_page: bool) {
    xml.node("w:p", &[], |xml| {
        xml.node("w:pPr", &[], |xml| {
            if new_page {
                xml.leaf("w:pageBreakBefore", &[]);
            }
            let height = height.to_string();
            let exact = [
                ("w:before", "0"),
                ("w:after", "0"),
                ("w:line", height.as_str()),
                ("w:lineRule", "exact"),
            ];
            xml.leaf("w:spacing", &exact);
            xml.node("w:rPr", &[], |xml| size_of(xml, Size(2)));
        });
    });
}

fn section(xml: &mut Xml, document: &Document) {
    let page = document.page;
    let (width, height) = page.paper();
    let (width, height) = (twips(width).to_string(), twips(height).to_string());
    let margins = page.margins;
    let sides = [margins.top, margins.right, margins.bottom, margins.left];
    let [top, right, bottom, left] = sides.map(|side| twips(side).to_string());
    // The page number stands 7 mm below the text and is as high as its size: 5 mm for 四号.
    let footer = twips(margins.bottom.saturating_sub(12).max(8)).to_string();
    xml.node("w:sectPr", &[], |xml| {
        let reference = [("w:type", "default"), ("r:id", "rId4")];
        xml.leaf("w:footerReference", &reference);
        if page.grid.is_some() {
            let reference = [("w:type", "even"), ("r:id", "rId5")];
            xml.leaf("w:footerReference", &reference);
        }
        let mut size = vec![("w:w", width.as_str()), ("w:h", height.as_str())];
        if page.orientation == Orientation::Landscape {
            size.push(("w:orient", "landscape"));
        }
        xml.leaf("w:pgSz", &size);
        let margins = [
            ("w:top", top.as_str()),
            ("w:right", right.as_str()),
            ("w:bottom", bottom.as_str()),
            ("w:left", left.as_str()),
            ("w:header", "850"),
            ("w:footer", footer.as_str()),
            ("w:gutter", "0"),
        ];
        xml.leaf("w:pgMar", &margins);
        if let Some(grid) = page.grid {
            let pitch = twips(page.text_height()) / u32::from(grid.lines);
            let lines = [("w:type", "lines"), ("w:linePitch", &pitch.to_string())];
            xml.leaf("w:docGrid", &lines);
        }
    });
}
