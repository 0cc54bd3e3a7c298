//! A text put into a paragraph that has none: into its last run, whose font the issuer chose for what is to stand there,
//! or into a new run that looks as the paragraph's mark does.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::partial_escape;
use quick_xml::events::Event;

/// Marks of tracked changes, which a paragraph's mark may have and a run may not.
const ONLY_OF_MARKS: [&str; 5] = ["ins", "del", "moveFrom", "moveTo", "rPrChange"];

/// What a paragraph without text is made of.
#[derive(Debug, Default)]
struct Anatomy {
    /// The last run: all of it, and where its end tag begins; that is nowhere where it is one tag.
    run: Option<(Range<usize>, Option<usize>)>,
    /// The properties of the paragraph's mark.
    mark: Option<Range<usize>>,
    /// Where the paragraph's end tag begins; nowhere where it is one tag.
    end: Option<usize>,
}

/// A text element with words, in the name space prefix of another element.
pub(super) fn text(element: &str, words: &str) -> String {
    let prefix = prefix(element);
    let words = partial_escape(words);
    format!("<{prefix}t xml:space=\"preserve\">{words}</{prefix}t>")
}

/// Which bytes of a paragraph's element give way to what, so that it has the words.
pub(super) fn with_text(paragraph: &str, words: &str) -> (Range<usize>, String) {
    let prefix = prefix(paragraph);
    let text = text(paragraph, words);
    let anatomy = anatomy(paragraph);
    let look = anatomy.mark.map_or("", |mark| &paragraph[mark]);
    let run = format!("<{prefix}r>{look}{text}</{prefix}r>");
    match (anatomy.run, anatomy.end) {
        (Some((_, Some(end))), _) => (end..end, text),
        (Some((whole, None)), _) => (whole, run),
        (None, Some(end)) => (end..end, run),
        (None, None) => {
            let open = paragraph.trim_end_matches("/>").trim_end();
            (0..paragraph.len(), format!("{open}>{run}</{prefix}p>"))
        }
    }
}

/// `w:` of `<w:p …`.
fn prefix(element: &str) -> &str {
    let name = element.trim_start_matches('<');
    let end = name.find(|c: char| !c.is_alphanumeric() && c != ':');
    let name = &name[..end.unwrap_or(name.len())];
    name.rfind(':').map_or("", |colon| &name[..=colon])
}

fn anatomy(paragraph: &str) -> Anatomy {
    let mut reader = Reader::from_str(paragraph);
    let mut anatomy = Anatomy::default();
    let mut open: Vec<(String, usize)> = Vec::new();
    let mut begin = 0;
    while let Ok(event) = reader.read_event() {
        let end = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        match event {
            Event::Eof => break,
            Event::Start(tag) => open.push((tag.local_name().as_ref().to_owned(), begin)),
            Event::Empty(tag) if tag.local_name().as_ref() == "r" && is_plain(&open) => {
                // A run with a look of its own is better than one without.
                anatomy.run.get_or_insert((begin..end, None));
            }
            Event::End(_) => {
                let Some((name, from)) = open.pop() else {
                    break;
                };
                match name.as_str() {
                    "r" if is_plain(&open) => anatomy.run = Some((from..end, Some(begin))),
                    "rPr" if open.last().is_some_and(|(name, _)| name == "pPr") => {
                        let is_plain = !ONLY_OF_MARKS
                            .iter()
                            .any(|name| paragraph[from..end].contains(&format!(":{name}")));
                        anatomy.mark = Some(from..end).filter(|_| is_plain);
                    }
                    "p" if open.is_empty() => anatomy.end = Some(begin),
                    _ => {}
                }
            }
            _ => {}
        }
        begin = end;
    }
    anatomy
}

/// Whether what is open is only the paragraph itself, or what holds runs within it.
fn is_plain(open: &[(String, usize)]) -> bool {
    let mut holders = open.iter().skip(1);
    holders.all(|(name, _)| {
        matches!(
            name.as_str(),
            "ins" | "smartTag" | "hyperlink" | "sdt" | "sdtContent"
        )
    })
}
