//! Hostile and broken zip files.

use std::io::Write;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn events(text: &str) -> Result<usize, Refusal> {
    let mut xml = Xml::new(text);
    let mut count = 0;
    loop {
        match xml.next()? {
            Event::Eof => return Ok(count),
            Event::GeneralRef(reference) => {
                character(&reference)?;
            }
            _ => {}
        }
        count += 1;
    }
}

#[test]
fn a_bomb_is_stopped_while_it_is_unpacked() {
    let zeros = vec![b' '; usize::try_from(limits::PART_BYTES).unwrap() + 1];
    let bytes = packed(&[("word/document.xml", &zeros)]);
    assert!(bytes.len() < 200_000);
    let mut package = Package::open(&bytes).unwrap();
    assert_eq!(
        package.part("word/document.xml"),
        Err(Refusal::TooLarge("内容"))
    );
}

#[test]
fn all_parts_together_are_limited_too() {
    let part = vec![b' '; 30 << 20];
    let bytes = packed(&[("a", &part), ("b", &part), ("c", &part)]);
    let mut package = Package::open(&bytes).unwrap();
    assert!(package.part("a").unwrap().is_some());
    assert!(package.part("b").unwrap().is_some());
    assert_eq!(package.part("c"), Err(Refusal::TooLarge("内容")));
}

#[test]
fn entries_are_counted() {
    let names: Vec<String> = (0..=limits::ENTRIES).map(|i| format!("{i}")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &[][..])).collect();
    assert!(matches!(
        Package::open(&packed(&parts)),
        Err(Refusal::TooLarge(_))
    ));
}

#[test]
fn document_types_and_their_entities_are_refused() {
    let laughs = r#"<!DOCTYPE a [<!ENTITY b "哈"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>"#;
    assert_eq!(events(laughs), Err(Refusal::Hostile("文档类型声明")));
    assert_eq!(events("<a>&c;</a>"), Err(Refusal::Hostile("自定义实体")));
    assert!(events("<a>&amp;&#65;</a>").is_ok());
}

#[test]
fn depth_is_limited_and_ends_are_missed() {
    let deep = |depth: usize| "<a>".repeat(depth) + &"</a>".repeat(depth);
    assert!(events(&deep(limits::XML_DEPTH)).is_ok());
    assert_eq!(
        events(&deep(limits::XML_DEPTH + 1)),
        Err(Refusal::TooLarge("嵌套层数"))
    );
    assert!(matches!(events("<a><b>"), Err(Refusal::Broken(_))));
    assert!(matches!(events("<a></b>"), Err(Refusal::Broken(_))));
}

#[test]
fn a_broken_package_is_told() {
    let whole = packed(&[("word/document.xml", b"<a/>")]);
    for cut in [4, whole.len() / 2, whole.len() - 1] {
        assert!(
            matches!(Package::open(&whole[..cut]), Err(Refusal::Broken(_))),
            "{cut}"
        );
    }
    let mut bent = whole.clone();
    bent[30 + "word/document.xml".len()] ^= 0xFF;
    let read = Package::open(&bent).and_then(|mut package| package.part("word/document.xml"));
    assert!(!matches!(&read, Ok(Some(bytes)) if bytes == b"<a/>"));
}

#[test]
fn names_are_only_compared() {
    let bytes = packed(&[("../../etc/passwd", b"x"), ("word/document.xml", b"<a/>")]);
    let mut package = Package::open(&bytes).unwrap();
    assert_eq!(package.part("etc/passwd"), Ok(None));
    assert_eq!(
        package.xml("word/document.xml"),
        Ok(Some("<a/>".to_owned()))
    );
}

#[test]
fn wide_text_is_read() {
    let wide: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain("<a>安</a>".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let bytes = packed(&[("a", &wide)]);
    assert_eq!(
        Package::open(&bytes)
            .unwrap()
            .xml("a")
            .unwrap()
            .unwrap()
            .trim_start_matches('\u{FEFF}'),
        "<a>安</a>"
    );
}
