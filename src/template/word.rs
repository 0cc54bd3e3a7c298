//! Answers written into the main part of a Word document: the characters of a blank give way in the run they stand in,
//! with its font, size and underline. No element is taken away, and none is added but a text where there was none.

mod paragraph;

use std::collections::BTreeSet;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::partial_escape;
use quick_xml::events::Event;

use super::edit::Edits;
use super::fit::fit;
use crate::intake::Place;

/// The part with the answers in their places.
pub(super) fn fill(xml: &str, filled: &[(&Place, String)]) -> String {
    let mut writer = Writer {
        xml,
        texts: texts(xml),
        spaced: BTreeSet::new(),
        edits: Edits::default(),
    };
    for (place, words) in filled {
        writer.write(place, words);
    }
    writer.keep_spaces();
    writer.edits.apply(xml)
}

/// A text element.
#[derive(Debug)]
struct Text {
    /// Its start tag.
    tag: Range<usize>,
    /// Whether its run draws a line below it, on which people write.
    is_underlined: bool,
}

/// All text elements, in order.
fn texts(xml: &str) -> Vec<Text> {
    let mut reader = Reader::from_str(xml);
    let mut texts = Vec::new();
    let mut is_underlined = false;
    let mut begin = 0;
    // The part has been read once, so it is sound; a reader that stops all the same only finds fewer places.
    while let Ok(event) = reader.read_event() {
        let end = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        match event {
            Event::Eof => break,
            Event::Start(tag) if tag.local_name().as_ref() == "t" => texts.push(Text {
                tag: begin..end,
                is_underlined,
            }),
            Event::Start(tag) if tag.local_name().as_ref() == "r" => is_underlined = false,
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "u" => {
                is_underlined = !xml[begin..end].contains("\"none\"");
            }
            _ => {}
        }
        begin = end;
    }
    texts
}

struct Writer<'x> {
    xml: &'x str,
    texts: Vec<Text>,
    /// Text elements whose spaces now count.
    spaced: BTreeSet<usize>,
    edits: Edits,
}

/// A stretch of a blank within one text element.
struct Stretch {
    text_element: usize,
    bytes: Range<usize>,
    chars: usize,
}

impl Writer<'_> {
    fn write(&mut self, place: &Place, words: &str) {
        let stretches = self.stretches(place);
        let Some(main) =
            (0..stretches.len()).max_by_key(|at| (stretches[*at].chars, usize::MAX - at))
        else {
            return self.insert(place, words);
        };
        for (at, stretch) in stretches.into_iter().enumerate() {
            let words = match at == main {
                true => fit(
                    words,
                    &place.text,
                    self.texts[stretch.text_element].is_underlined,
                ),
                false => String::new(),
            };
            self.put(stretch.text_element, stretch.bytes, &words);
        }
    }

    /// The characters of the blank, by the text elements they stand in. Those that are elements themselves, tabs and
    /// breaks, stay.
    fn stretches(&self, place: &Place) -> Vec<Stretch> {
        let mut stretches: Vec<Stretch> = Vec::new();
        for bytes in &place.chars {
            let Some(text_element) = self.text_element(bytes) else {
                continue;
            };
            match stretches.last_mut() {
                Some(last)
                    if last.text_element == text_element && last.bytes.end == bytes.start =>
                {
                    last.bytes.end = bytes.end;
                    last.chars += 1;
                }
                _ => stretches.push(Stretch {
                    text_element,
                    bytes: bytes.clone(),
                    chars: 1,
                }),
            }
        }
        stretches
    }

    /// The text element that holds a character; `None` where the character is an element itself.
    fn text_element(&self, bytes: &Range<usize>) -> Option<usize> {
        let is_element = self.xml[bytes.clone()].starts_with('<');
        let begun = self
            .texts
            .partition_point(|text| text.tag.end <= bytes.start);
        (!is_element).then(|| begun.checked_sub(1)).flatten()
    }

    /// Where nothing gives way: behind the bracket before it, before the one behind it, or into the empty paragraph.
    fn insert(&mut self, place: &Place, words: &str) {
        let before = place.before.as_ref().filter(|_| place.chars.is_empty());
        if let Some((bytes, text)) = before.and_then(|b| Some((b, self.text_element(b)?))) {
            return self.put(text, bytes.end..bytes.end, words);
        }
        let behind = place.behind.as_ref().filter(|_| place.chars.is_empty());
        if let Some((bytes, text)) = behind.and_then(|b| Some((b, self.text_element(b)?))) {
            return self.put(text, bytes.start..bytes.start, words);
        }
        // A tab that draws the line goes on drawing it behind the words.
        if let Some(element) = place.chars.first().or(place.behind.as_ref()) {
            let text = paragraph::text(&self.xml[element.clone()], words);
            return self.edits.insert(element.start, text);
        }
        let element = &self.xml[place.paragraph.clone()];
        let (at, with) = paragraph::with_text(element, words);
        let from = place.paragraph.start;
        self.edits.replace(from + at.start..from + at.end, with);
    }

    /// Puts words in the place of some bytes of a text element.
    fn put(&mut self, text_element: usize, bytes: Range<usize>, words: &str) {
        let tag = &self.texts[text_element].tag;
        let before = &self.xml[tag.end..bytes.start];
        let in_cdata = before.rfind("<![CDATA[") > before.rfind("]]>");
        let escaped = partial_escape(words);
        let with = match in_cdata {
            true => format!("]]>{escaped}<![CDATA["),
            false => escaped.into_owned(),
        };
        self.edits.replace(bytes, with);
        self.spaced.insert(text_element);
    }

    /// A text that begins or ends with a space says so, or Word drops it.
    fn keep_spaces(&mut self) {
        for text_element in std::mem::take(&mut self.spaced) {
            let tag = &self.texts[text_element].tag;
            if !self.xml[tag.clone()].contains("xml:space") {
                self.edits.insert(tag.end - 1, " xml:space=\"preserve\"");
            }
        }
    }
}

#[cfg(test)]
mod tests;
