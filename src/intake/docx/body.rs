//! One part of a document, element by element.

use std::ops::Range;

use quick_xml::events::{BytesStart, Event};

use super::Blanks;
use super::story::Story;
use crate::intake::origin::Source;
use crate::intake::page::Part;
use crate::intake::refusal::Refusal;
use crate::intake::xml::{Xml, character, local};
use crate::text::digits::fold_char;

/// Stands for what was struck out or cannot be shown, so that it does not vanish: no number has it.
pub(in crate::intake) const UNREADABLE: char = '\u{FFFC}';

const CDATA: &str = "<![CDATA[";

#[derive(Debug, Default)]
struct Run {
    hidden: bool,
    struck: bool,
    underlined: bool,
    aside: Option<Aside>,
}

/// Where a run stands off the line.
#[derive(Debug, Clone, Copy)]
enum Aside {
    Above,
    Below,
}

impl Aside {
    /// A digit as it stands there: the 2 of m² is no digit of a number before it.
    fn digit(self, c: char) -> char {
        let digits = match self {
            Self::Above => ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'],
            Self::Below => ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'],
        };
        let value = fold_char(c)
            .to_digit(10)
            .and_then(|digit| usize::try_from(digit).ok());
        value.map_or(c, |value| digits[value])
    }
}

#[derive(Debug)]
struct Body<'s> {
    story: &'s mut Story,
    run: Run,
    in_run: bool,
    in_text: bool,
    in_row_properties: bool,
    /// Whether the control that is open shows its placeholder, innermost last.
    placeholders: Vec<bool>,
    /// Whether an alternative of the open `AlternateContent` has been read, innermost last.
    chosen: Vec<bool>,
    /// Whether a field's instruction is running rather than its result, innermost last.
    fields: Vec<bool>,
    /// Where the event at hand stands in the part.
    place: Range<usize>,
}

/// Reads a part into the story.
pub(super) fn read(xml: &str, part: Part, story: &mut Story) -> Result<(), Refusal> {
    story.part = part;
    let mut xml = Xml::new(xml);
    let mut body = Body {
        story,
        run: Run::default(),
        in_run: false,
        in_text: false,
        in_row_properties: false,
        placeholders: Vec::new(),
        chosen: Vec::new(),
        fields: Vec::new(),
        place: 0..0,
    };
    loop {
        let event = xml.next()?;
        body.place = xml.place();
        match event {
            Event::Eof => return Ok(()),
            Event::Start(tag) if has_looks(&tag) && xml.pass(is_look) => {}
            Event::Start(tag) if !body.begin(&tag)? => xml.skip()?,
            Event::Empty(tag) if body.begin(&tag)? => body.end(local(tag.name().as_ref()))?,
            Event::End(tag) => body.end(local(tag.name().as_ref()))?,
            Event::Text(text) if body.in_text => {
                let source = Source::Here(body.place.start);
                body.text(&text, source)?;
            }
            Event::CData(text) if body.in_text => {
                let source = Source::Here(body.place.start + CDATA.len());
                body.text(&text, source)?;
            }
            Event::GeneralRef(reference) => {
                let c = character(&reference)?;
                if body.in_text {
                    body.sign(c.encode_utf8(&mut [0; 4]))?;
                }
            }
            _ => {}
        }
    }
}

fn value(tag: &BytesStart<'_>, key: &str) -> Option<String> {
    tag.attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| local(attribute.key.as_ref()) == key)
        .map(|attribute| attribute.value.into_owned())
}

/// Whether it holds how a run looks, which mostly says nothing of whether its text is on the paper.
fn has_looks(tag: &BytesStart<'_>) -> bool {
    local(tag.name().as_ref()) == "rPr"
}

/// The looks that [`Body::begin_of_run`] asks about; and looks within looks, which no program writes: each would be searched
/// to its end anew.
fn is_look(name: &str) -> bool {
    matches!(
        name,
        "vanish" | "webHidden" | "strike" | "dstrike" | "u" | "vertAlign" | "rPr"
    )
}

/// A property is on unless it says otherwise.
fn is_on(tag: &BytesStart<'_>) -> bool {
    !value(tag, "val").is_some_and(|val| matches!(val.as_str(), "0" | "false" | "off" | "none"))
}

fn number(tag: &BytesStart<'_>) -> usize {
    let number = value(tag, "val").and_then(|val| val.parse().ok());
    number.unwrap_or(1).clamp(1, 1000)
}

impl Body<'_> {
    /// Takes an element that begins. `false` where everything in it is to be passed over.
    fn begin(&mut self, tag: &BytesStart<'_>) -> Result<bool, Refusal> {
        let name = tag.name();
        match local(name.as_ref()) {
            // Deleted, moved away, or not the text itself.
            "del" if self.in_row_properties => self.story.delete(),
            "cellDel" => self.story.delete(),
            "del" | "moveFrom" | "delText" | "instrText" | "rt" | "binData" => return Ok(false),
            // A paragraph's looks are not its text.
            "pPr" => return Ok(false),
            // How it looked before a tracked change of its looks.
            name if name.ends_with("PrChange") || name == "tblGridChange" => return Ok(false),
            "AlternateContent" => self.chosen.push(false),
            "Choice" | "Fallback" => {
                let Some(chosen) = self.chosen.last_mut() else {
                    return Ok(true);
                };
                return Ok(!std::mem::replace(chosen, true));
            }
            "txbxContent" => self.story.begin_text_box(),
            "p" => self.story.begin_paragraph(self.place.start),
            "sdt" => self.placeholders.push(false),
            "showingPlcHdr" => {
                if let Some(shown) = self.placeholders.last_mut() {
                    *shown = is_on(tag);
                }
            }
            "fldChar" => self.field(tag),
            name => {
                self.begin_of_table(name, tag)?;
                self.begin_of_run(name, tag)?;
            }
        }
        Ok(true)
    }

    /// Tables, and what their cells say of their place.
    fn begin_of_table(&mut self, name: &str, tag: &BytesStart<'_>) -> Result<(), Refusal> {
        match name {
            "tbl" => self.story.begin_table()?,
            "tr" => self.story.begin_row()?,
            "tc" => self.story.begin_cell()?,
            "trPr" => self.in_row_properties = true,
            "gridBefore" => self.story.skip_columns(number(tag)),
            "gridSpan" => {
                if let Some(cell) = self.story.cell() {
                    cell.span = number(tag);
                }
            }
            "vMerge" | "hMerge" => {
                if let Some(cell) = self.story.cell() {
                    cell.continued = value(tag, "val").is_none_or(|val| val != "restart");
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Runs, how their text looks, and the characters that are elements.
    fn begin_of_run(&mut self, name: &str, tag: &BytesStart<'_>) -> Result<(), Refusal> {
        match name {
            "r" => (self.run, self.in_run) = (Run::default(), true),
            "t" => self.in_text = true,
            _ if !self.in_run => {}
            "vanish" | "webHidden" => self.run.hidden = is_on(tag),
            "strike" | "dstrike" => self.run.struck = is_on(tag),
            "u" => self.run.underlined = is_on(tag),
            "vertAlign" => {
                self.run.aside = match value(tag, "val").as_deref() {
                    Some("superscript") => Some(Aside::Above),
                    Some("subscript") => Some(Aside::Below),
                    _ => None,
                };
            }
            "tab" => self.sign("\t")?,
            "br" | "cr" => self.sign("\n")?,
            "noBreakHyphen" => self.sign("-")?,
            "sym" => self.symbol(tag)?,
            _ => {}
        }
        Ok(())
    }

    /// A field's beginning, its end, or where its instruction ends and its result begins.
    fn field(&mut self, tag: &BytesStart<'_>) {
        match value(tag, "fldCharType").as_deref() {
            Some("begin") => self.fields.push(true),
            Some("separate") => {
                if let Some(instruction) = self.fields.last_mut() {
                    *instruction = false;
                }
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) -> Result<(), Refusal> {
        match name {
            "tbl" | "tr" | "tc" | "txbxContent" | "p" => self.story.end(self.place.end)?,
            "t" => self.in_text = false,
            "sdt" => {
                self.placeholders.pop();
            }
            "AlternateContent" => {
                self.chosen.pop();
            }
            "r" => (self.run, self.in_run) = (Run::default(), false),
            "trPr" => self.in_row_properties = false,
            _ => {}
        }
        Ok(())
    }

    /// What the element or reference at hand stands for.
    fn sign(&mut self, text: &str) -> Result<(), Refusal> {
        self.text(text, Source::For(self.place.clone()))
    }

    fn text(&mut self, text: &str, source: Source) -> Result<(), Refusal> {
        let is_instruction = self.fields.last().is_some_and(|instruction| *instruction);
        if self.run.hidden || is_instruction {
            return Ok(());
        }
        if let Some(line) = self.line_for(text) {
            return self.story.text(&line, &Source::For(self.place.clone()));
        }
        if self.placeholders.contains(&true) {
            return Ok(());
        }
        if self.run.struck && !text.trim().is_empty() {
            let source = Source::For(self.place.clone());
            return self
                .story
                .text(UNREADABLE.encode_utf8(&mut [0; 4]), &source);
        }
        match self.run.aside {
            None => self.story.text(text, &source),
            Some(aside) => {
                let text: String = text.chars().map(|c| aside.digit(c)).collect();
                self.story.text(&text, &Source::For(self.place.clone()))
            }
        }
    }

    /// A blank that is drawn, where those are asked for: its spaces as a line that is as wide.
    fn line_for(&self, text: &str) -> Option<String> {
        if self.story.blanks == Blanks::AsSpaces {
            return None;
        }
        if self.placeholders.contains(&true) {
            return Some("____".to_owned());
        }
        let is_drawn = self.run.underlined || self.fields.last() == Some(&false);
        (is_drawn && text.trim().is_empty()).then(|| {
            let columns = text.chars().map(|c| match c {
                '\t' => 8,
                '\u{3000}' => 2,
                _ => 1,
            });
            "_".repeat(columns.sum())
        })
    }

    /// A character of a symbol font. Those that people use for ticks are known; others only leave a mark.
    fn symbol(&mut self, tag: &BytesStart<'_>) -> Result<(), Refusal> {
        let code = value(tag, "char").and_then(|hex| u32::from_str_radix(&hex, 16).ok());
        let c = match code.map(|code| code & 0xFF) {
            Some(0xFC | 0xFE | 0x52 | 0x50) => '√',
            Some(0xFB | 0xFD | 0x53 | 0x54 | 0x4F) => '×',
            Some(0x6F | 0x71 | 0xA8 | 0xA3) => '□',
            _ => UNREADABLE,
        };
        self.sign(c.encode_utf8(&mut [0; 4]))
    }
}
