//! Web pages, read as the well-formed XML that they are.

use anyue::export::{Export, Format, write};
use quick_xml::Reader;
use quick_xml::events::Event;

use crate::export::samples;

fn page(export: impl Into<Export>) -> String {
    String::from_utf8(write(&export.into(), Format::Html).unwrap()).unwrap()
}

/// The page's text, and the names of its elements.
fn read(html: &str) -> (String, Vec<String>) {
    let (mut text, mut names) = (String::new(), Vec::new());
    let mut reader = Reader::from_str(html);
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return (text, names),
            Event::Start(tag) | Event::Empty(tag) => {
                names.push(tag.name().as_ref().to_owned());
            }
            Event::Text(words) => text.push_str(&words),
            Event::GeneralRef(entity) => {
                let name = &*entity;
                text.push_str(quick_xml::escape::resolve_predefined_entity(name).unwrap());
            }
            _ => {}
        }
    }
}

#[test]
fn every_page_is_well_formed_and_loses_nothing() {
    for (name, export) in samples::all() {
        let (text, _) = read(&page(export));
        assert_eq!(
            text.contains(samples::NASTY_READ),
            name != "matrix",
            "{name}"
        );
        let control = |c: char| c.is_control() && c != '\n';
        assert!(!text.contains(control), "{name}");
    }
}

#[test]
fn nothing_is_fetched_and_nothing_runs() {
    for (name, export) in samples::all() {
        let html = page(export);
        let (_, names) = read(&html);
        for banned in ["script", "img", "link", "iframe", "object", "a"] {
            assert!(!names.iter().any(|name| name == banned), "{name}: {banned}");
        }
        let addresses = html.replace("http://www.w3.org/2000/svg", "");
        assert!(
            !addresses.contains("http://") && !addresses.contains("https://"),
            "{name}"
        );
        assert!(html.contains("default-src &apos;none&apos;"), "{name}");
    }
}

#[test]
fn tables_keep_their_spans_and_repeat_their_header() {
    let html = page(samples::statistics());
    assert!(html.contains(r#"<thead>"#));
    assert!(
        html.contains(r#"colspan="2" rowspan="3""#),
        "section over two columns and three rows"
    );
    assert!(page(samples::matrix()).contains("A4 landscape"));
}

#[test]
fn the_chart_is_drawn() {
    let html = page(samples::report());
    let (text, names) = read(&html);
    assert_eq!(names.iter().filter(|name| *name == "rect").count(), 4);
    assert!(text.contains("第1周（6月4日）") && text.contains("24 份"));
}
