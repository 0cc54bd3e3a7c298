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
