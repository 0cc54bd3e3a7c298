//! XML as office packages hold it, walked event by event: text in memory, no document types, depth counted, every end
//! tag that of the element it ends. What an element means is its readers'.
//!
//! The events are quick-xml's, so that attributes and references are its own work, but the tags are found here: a form is
//! mostly tags, five to thirty bytes each, and quick-xml's way to find them, made for streams and long texts, takes a third
//! of the time that reading a file takes. A test holds both to the same events.

use std::ops::Range;

use memchr::memchr_iter;
use quick_xml::events::{BytesCData, BytesEnd, BytesRef, BytesStart, BytesText, Event};

use super::limits;
use super::refusal::Refusal;

/// The events of an XML text, in turn. Comments and processing instructions are none.
#[derive(Debug)]
pub(super) struct Xml<'a> {
    text: &'a str,
    /// The bytes of the event read last.
    last: Range<usize>,
    /// The names of the elements that are open, innermost last.
    open: Vec<&'a str>,
}

impl<'a> Xml<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            last: 0..0,
            open: Vec::new(),
        }
    }

    /// Where in the text the event read last stands.
    pub(super) fn place(&self) -> Range<usize> {
        self.last.clone()
    }

    /// The next event.
    ///
    /// # Errors
    /// Where the text is not well-formed, ends too early, nests too deep, or declares a document type.
    pub(super) fn next(&mut self) -> Result<Event<'a>, Refusal> {
        loop {
            let from = self.last.end;
            let rest = &self.text[from..];
            let (event, length) = match rest.as_bytes() {
                [] if self.open.is_empty() => (Some(Event::Eof), 0),
                [] => return Err(Refusal::broken("内容不完整")),
                [b'<', b'/', ..] => self.end(rest)?,
                [b'<', b'!' | b'?', ..] => aside(rest)?,
                [b'<', ..] => self.begin(rest)?,
                [b'&', ..] => reference(rest)?,
                _ => words(rest),
            };
            self.last = from..from + length;
            if let Some(event) = event {
                return Ok(event);
            }
        }
    }

    /// Passes over the rest of the element that has just begun, where it holds no element that is asked for by its local
    /// name; tells whether it did. What it holds is not held to be well-formed then: most of a form is looks that nobody
    /// asks about, and only the end is searched.
    pub(super) fn pass(&mut self, is_asked: impl Fn(&str) -> bool) -> bool {
        let Some(own) = self.open.last() else {
            return false;
        };
        let rest = &self.text[self.last.end..];
        for at in memchr_iter(b'<', rest.as_bytes()) {
            let tag = &rest[at + 1..];
            if let Some(end) = tag.strip_prefix('/') {
                let behind = end.strip_prefix(own);
                if behind.is_some_and(|behind| behind.starts_with('>')) {
                    let from = self.last.end + at;
                    self.last = from..from + "</>".len() + own.len();
                    self.open.pop();
                    return true;
                }
                continue;
            }
            let name = tag
                .bytes()
                .position(|byte| is_space(byte) || matches!(byte, b'/' | b'>'));
            let name = &tag[..name.unwrap_or(0)];
            // Where one of the same name stands within, or what is no element, each event is looked at.
            if name == *own
                || name.is_empty()
                || name.starts_with(['!', '?'])
                || is_asked(local(name))
            {
                return false;
            }
        }
        false
    }

    /// Passes over the rest of the element that has just begun.
    pub(super) fn skip(&mut self) -> Result<(), Refusal> {
        if self.pass(|_| false) {
            return Ok(());
        }
        let outside = self.open.len() - 1;
        while self.open.len() > outside {
            self.next()?;
        }
        Ok(())
    }

    fn begin(&mut self, rest: &'a str) -> Result<Found<'a>, Refusal> {
        let tag = tag(rest)?;
        let length = tag.len() + 2;
        let (content, is_empty) = match tag.strip_suffix('/') {
            Some(content) => (content, true),
            None => (tag, false),
        };
        let name_length = content.bytes().position(is_space);
        let name_length = name_length.unwrap_or(content.len());
        let element = BytesStart::from_content(content, name_length);
        if is_empty {
            return Ok((Some(Event::Empty(element)), length));
        }
        self.open.push(&content[..name_length]);
        if self.open.len() > limits::XML_DEPTH {
            return Err(Refusal::TooLarge("嵌套层数"));
        }
        Ok((Some(Event::Start(element)), length))
    }

    fn end(&mut self, rest: &'a str) -> Result<Found<'a>, Refusal> {
        let tag = tag(rest)?;
        let name = tag[1..].trim_ascii_end();
        if self.open.pop() != Some(name) {
            return Err(malformed());
        }
        Ok((Some(Event::End(BytesEnd::new(name))), tag.len() + 2))
    }
}

/// An event, or none where nobody asks for it, and how many bytes it takes.
type Found<'a> = (Option<Event<'a>>, usize);

fn malformed() -> Refusal {
    Refusal::broken("内部格式不对")
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// What stands between `<` and the `>` that ends the tag: within quotes it does not.
fn tag(rest: &str) -> Result<&str, Refusal> {
    let bytes = rest.as_bytes();
    let mut at = 1;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'>' => return Ok(&rest[1..at - 1]),
            b'"' | b'\'' => {
                let value = bytes[at..].iter().position(|other| other == byte);
                at += value.ok_or_else(malformed)? + 1;
            }
            _ => {}
        }
    }
    Err(malformed())
}

/// Comments, processing instructions, character data, document types: what begins with `<!` or `<?`.
fn aside(rest: &str) -> Result<Found<'_>, Refusal> {
    const CDATA: &str = "<![CDATA[";
    let until = |begin: &str, end: &str| {
        let length = rest[begin.len()..].find(end).ok_or_else(malformed)?;
        Ok(begin.len() + length + end.len())
    };
    if rest.starts_with("<!--") {
        return Ok((None, until("<!--", "-->")?));
    }
    if rest.starts_with("<?") {
        return Ok((None, until("<?", "?>")?));
    }
    if rest.starts_with(CDATA) {
        let length = until(CDATA, "]]>")?;
        let text = &rest[CDATA.len()..length - 3];
        return Ok((Some(Event::CData(BytesCData::new(text))), length));
    }
    match rest[2..].starts_with(['d', 'D']) {
        true => Err(Refusal::Hostile("文档类型声明")),
        false => Err(malformed()),
    }
}

fn reference(rest: &str) -> Result<Found<'_>, Refusal> {
    let end = rest[1..]
        .bytes()
        .position(|byte| matches!(byte, b';' | b'&' | b'<'));
    let end = end
        .map(|end| end + 1)
        .filter(|end| rest.as_bytes()[*end] == b';');
    let end = end.ok_or_else(malformed)?;
    Ok((
        Some(Event::GeneralRef(BytesRef::new(&rest[1..end]))),
        end + 1,
    ))
}

fn words(rest: &str) -> Found<'_> {
    let end = rest.bytes().position(|byte| matches!(byte, b'<' | b'&'));
    let text = &rest[..end.unwrap_or(rest.len())];
    (Some(Event::Text(BytesText::from_escaped(text))), text.len())
}

/// The character that a reference stands for. Only the five of XML and numbers: others would need a document type.
pub(super) fn character(reference: &BytesRef<'_>) -> Result<char, Refusal> {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return Ok(c);
    }
    quick_xml::escape::resolve_predefined_entity(reference)
        .and_then(|text| text.chars().next())
        .ok_or(Refusal::Hostile("自定义实体"))
}

/// The part of a name behind its prefix: producers choose their own prefixes.
pub(super) fn local(name: &str) -> &str {
    // A prefix is a letter or two: walking the bytes is faster than a search that is made for long texts.
    let prefix = name.bytes().position(|byte| byte == b':');
    prefix.map_or(name, |at| &name[at + 1..])
}

#[cfg(test)]
mod tests {
    //! Hostile XML, and the same events as quick-xml finds.

    use super::*;
    use proptest::prelude::*;

    fn events(text: &str) -> Result<Vec<Event<'_>>, Refusal> {
        let mut xml = Xml::new(text);
        let mut events = Vec::new();
        loop {
            match xml.next()? {
                Event::Eof => return Ok(events),
                event => events.push(event),
            }
        }
    }

    /// The events that quick-xml finds, those left out that nobody asks for; `None` where it refuses the text.
    fn oracle(text: &str) -> Option<Vec<Event<'_>>> {
        let mut reader = quick_xml::Reader::from_str(text);
        let (mut events, mut depth) = (Vec::new(), 0);
        loop {
            match reader.read_event().ok()? {
                Event::Eof => return (depth == 0).then_some(events),
                Event::DocType(_) => return None,
                Event::Comment(_) | Event::PI(_) | Event::Decl(_) => continue,
                event => {
                    depth += i32::from(matches!(event, Event::Start(_)));
                    depth -= i32::from(matches!(event, Event::End(_)));
                    events.push(event);
                }
            }
        }
    }

    #[test]
    fn document_types_and_their_entities_are_refused() {
        let laughs = r#"<!DOCTYPE a [<!ENTITY b "哈"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>"#;
        assert_eq!(events(laughs), Err(Refusal::Hostile("文档类型声明")));
        let stands_for = |name: &str| character(&BytesRef::new(name));
        assert_eq!(stands_for("c"), Err(Refusal::Hostile("自定义实体")));
        assert_eq!([stands_for("amp"), stands_for("#65")], [Ok('&'), Ok('A')]);
    }

    #[test]
    fn depth_is_limited_and_ends_are_missed() {
        let deep = |depth: usize| "<a>".repeat(depth) + &"</a>".repeat(depth);
        assert!(events(&deep(limits::XML_DEPTH)).is_ok());
        assert_eq!(
            events(&deep(limits::XML_DEPTH + 1)),
            Err(Refusal::TooLarge("嵌套层数"))
        );
        assert_eq!(events("<a><b>"), Err(Refusal::broken("内容不完整")));
        for text in [
            "<a></b>",
            "</a>",
            "<a",
            "<a x='>",
            "<a>&b</a>",
            "<a><!-- </a>",
        ] {
            assert_eq!(events(text), Err(malformed()), "{text}");
        }
    }

    #[test]
    fn an_event_knows_its_place() {
        let text = "<?xml?><a x='>'>安<!-- --><b/>&amp;</a>";
        let mut xml = Xml::new(text);
        let mut places = Vec::new();
        while xml.next().expect("is well-formed") != Event::Eof {
            places.push(&text[xml.place()]);
        }
        assert_eq!(places, ["<a x='>'>", "安", "<b/>", "&amp;", "</a>"]);
    }

    #[test]
    fn an_element_is_passed_over_with_all_that_it_holds() {
        let mut xml = Xml::new("<a><b><b/><b>字</b></b><c/></a>");
        xml.next().expect("a");
        xml.next().expect("b");
        xml.skip().expect("is well-formed");
        assert!(matches!(xml.next(), Ok(Event::Empty(tag)) if tag.name().as_ref() == "c"));
    }

    #[test]
    fn what_nobody_asks_for_is_passed_over() {
        let asks_for_u = |name: &str| name == "u";
        for (text, passes) in [
            ("<r><w:b/><c x='1'>字</c></r><d/>", true),
            ("<r></r><d/>", true),
            ("<r><w:u/></r><d/>", false),
            ("<r><b><w:u x='1'></w:u></b></r><d/>", false),
            ("<r><r/></r><d/>", false),
            ("<r><!-- </r> --></r><d/>", false),
            ("<r><b/>", false),
        ] {
            let mut xml = Xml::new(text);
            xml.next().expect("r");
            assert_eq!(xml.pass(asks_for_u), passes, "{text}");
            let next = xml.next().expect("is well-formed");
            let is_behind = matches!(next, Event::Empty(tag) if tag.name().as_ref() == "d");
            assert_eq!(is_behind, passes, "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_events_are_those_of_quick_xml(pieces in prop::collection::vec(prop::sample::select(vec![
            "<a>", "</a>", "<w:b x=\"1\">", "</w:b>", "</a >", "<a/>", "<w:c x='>' y = \"'\" />", "<a\tx>", "安全", " ",
            "a", "&amp;", "&#65;", "&", ";", "<", ">", "/", "\"", "'", "<!-- - -->", "<![CDATA[<]]&]]>", "<?p ?>", "]]>",
        ]), 0..12)) {
            let text = pieces.concat();
            prop_assert_eq!(events(&text).ok(), oracle(&text));
        }

        #[test]
        fn a_tree_reads_as_quick_xml_reads_it(text in tree()) {
            let own = events(&text);
            prop_assert!(own.is_ok(), "{:?}: {}", own, text);
            prop_assert_eq!(own.ok(), oracle(&text));
        }

        #[test]
        fn a_tree_with_a_slip_reads_as_quick_xml_reads_it(text in tree(), at in any::<prop::sample::Index>(), slip in 0..3) {
            let mut characters: Vec<char> = text.chars().collect();
            let at = at.index(characters.len());
            match slip {
                0 => { characters.remove(at); }
                1 => characters.insert(at, characters[at]),
                _ => characters.truncate(at),
            }
            let text: String = characters.into_iter().collect();
            prop_assert_eq!(events(&text).ok(), oracle(&text), "{}", text);
        }

        /// From any element of a tree: what is passed over or skipped ends where quick-xml says that the element ends.
        #[test]
        fn passing_over_and_skipping_end_where_the_element_ends(text in tree(), start in any::<prop::sample::Index>()) {
            let all = oracle(&text).expect("a tree is well-formed");
            let starts: Vec<usize> = (0..all.len())
                .filter(|at| matches!(all[*at], Event::Start(_)))
                .collect();
            let from = starts[start.index(starts.len())];
            let end = end_of(&all, from);
            let at_start = || {
                let mut xml = Xml::new(&text);
                for _ in 0..=from {
                    xml.next().expect("a tree is well-formed");
                }
                xml
            };
            let mut skipped = at_start();
            prop_assert_eq!(skipped.skip(), Ok(()));
            prop_assert_eq!(&rest(skipped), &all[end + 1..]);
            let mut passed = at_start();
            let is_passed = passed.pass(|name| name == "t");
            let holds_asked = all[from + 1..end].iter().any(is_t);
            prop_assert!(!(is_passed && holds_asked), "{}", text);
            let onward = if is_passed { end + 1 } else { from + 1 };
            prop_assert_eq!(&rest(passed), &all[onward..]);
        }
    }

    /// A well-formed text with one element around everything.
    fn tree() -> impl Strategy<Value = String> {
        let leaf = prop::sample::select(vec![
            "安全",
            " ",
            "a/'\"",
            "&amp;",
            "&#65;",
            "<a/>",
            "<w:t/>",
            "<w:c x='>' y = \"'\" />",
            "<!-- - -->",
            "<![CDATA[<]]&]]>",
            "<?p ?>",
            "<w:t>字</w:t>",
        ]);
        let leaf = leaf.prop_map(str::to_owned);
        let name = prop::sample::select(vec!["a", "ab", "w:b", "w:t", "w:p"]);
        let looks = prop::sample::select(vec!["", " x=\"1\"", "\ty = '>'"]);
        let element = move |inner| {
            (
                name.clone(),
                looks.clone(),
                prop::collection::vec(inner, 0..5),
            )
                .prop_map(|(name, looks, inner): (&str, &str, Vec<String>)| {
                    format!("<{name}{looks}>{}</{name}>", inner.concat())
                })
        };
        let inner = leaf.prop_recursive(5, 48, 5, element.clone());
        element(inner.boxed())
    }

    /// Where the element that begins at an event ends.
    fn end_of(all: &[Event<'_>], from: usize) -> usize {
        let mut depth = 0;
        let ends = all[from..].iter().position(|event| {
            depth += i32::from(matches!(event, Event::Start(_)));
            depth -= i32::from(matches!(event, Event::End(_)));
            depth == 0
        });
        from + ends.expect("a tree is well-formed")
    }

    fn is_t(event: &Event<'_>) -> bool {
        match event {
            Event::Start(tag) | Event::Empty(tag) => tag.local_name().as_ref() == "t",
            _ => false,
        }
    }

    /// The events that are left.
    fn rest<'a>(mut xml: Xml<'a>) -> Vec<Event<'a>> {
        let mut rest = Vec::new();
        loop {
            match xml.next().expect("a tree is well-formed") {
                Event::Eof => return rest,
                event => rest.push(event),
            }
        }
    }
}
