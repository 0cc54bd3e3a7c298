//! Well-formed XML by construction: elements close themselves, texts are cleaned and escaped. Serves docx and html.

use std::borrow::Cow;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::text::sanitize;

/// An XML text in the making.
pub(super) struct Xml {
    writer: Writer<Vec<u8>>,
}

impl Xml {
    /// Without a declaration: for HTML.
    pub fn bare() -> Xml {
        Xml {
            writer: Writer::new(Vec::new()),
        }
    }

    /// With the declaration that every part of a docx begins with.
    pub fn declared() -> Xml {
        let mut xml = Xml::bare();
        xml.event(Event::Decl(BytesDecl::new(
            "1.0",
            Some("UTF-8"),
            Some("yes"),
        )));
        xml
    }

    /// An element with whatever `inside` writes.
    pub fn node(&mut self, name: &str, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Xml)) {
        self.event(Event::Start(start(name, attributes)));
        inside(self);
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// An element with nothing inside.
    pub fn leaf(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.event(Event::Empty(start(name, attributes)));
    }

    /// An element with a text inside.
    pub fn text_node(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.node(name, attributes, |xml| xml.text(text));
    }

    /// Text: control characters go, the rest is escaped.
    pub fn text(&mut self, text: &str) {
        self.event(Event::Text(BytesText::new(&clean(text))));
    }

    /// Markup that is right already.
    pub fn raw(&mut self, markup: &str) {
        self.event(Event::Text(BytesText::from_escaped(markup)));
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.writer.into_inner()
    }

    fn event(&mut self, event: Event<'_>) {
        self.writer
            .write_event(event)
            .expect("memory takes every write");
    }
}

/// Text that may stand in XML 1.0: no control characters but line breaks, no non-characters.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let text = sanitize::for_storage_block(text);
    if text.contains(['\u{FFFE}', '\u{FFFF}']) {
        Cow::Owned(text.replace(['\u{FFFE}', '\u{FFFF}'], ""))
    } else {
        text
    }
}

fn start<'a>(name: &'a str, attributes: &[(&'a str, &'a str)]) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (key, value) in attributes {
        start.push_attribute((*key, clean(value).as_ref()));
    }
    start
}

#[cfg(test)]
mod tests {
    //! What may stand in XML.

    use super::*;

    #[test]
    fn texts_and_attributes_are_cleaned_and_escaped() {
        let mut xml = Xml::bare();
        xml.text_node("a", &[("b", "<\"&\u{1}>")], "1 < 2 & \u{0}\u{FFFF}3\r\n😀");
        assert_eq!(
            String::from_utf8(xml.into_bytes()).expect("is UTF-8"),
            "<a b=\"&lt;&quot;&amp;&gt;\">1 &lt; 2 &amp; 3\n😀</a>"
        );
    }
}
