//! Zips made by hand, byte by byte where a writer would be too honest.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .expect("starts");
        writer.write_all(content).expect("writes");
    }
    writer.finish().expect("finishes").into_inner()
}

fn opened(bytes: &[u8]) -> Archive<Cursor<&[u8]>> {
    Archive::open(Cursor::new(bytes)).expect("opens")
}

/// Puts other bytes of the same length into every place where a name stands.
fn renamed(mut bytes: Vec<u8>, name: &str, raw: &[u8]) -> Vec<u8> {
    assert_eq!(name.len(), raw.len());
    while let Some(at) = bytes
        .windows(name.len())
        .position(|window| window == name.as_bytes())
    {
        bytes[at..at + raw.len()].copy_from_slice(raw);
    }
    bytes
}

#[test]
fn names_from_windows_are_gbk() {
    let raw = GB18030.encode("报送\\金阊医院.docx").0.into_owned();
    let name = "x".repeat(raw.len());
    let bytes = renamed(zipped(&[(&name, b"a")]), &name, &raw);
    let mut archive = opened(&bytes);
    let members = archive.members();
    assert_eq!(members[0].path, "报送/金阊医院.docx");
    assert_eq!(archive.content(members[0].index), Ok(b"a".to_vec()));
}

#[test]
fn files_are_listed_by_path_and_folders_are_not() {
    let bytes = zipped(&[
        ("乙/二.docx", b"2"),
        ("乙/", b""),
        ("../../逃.docx", b"3"),
        ("一.docx", b"1"),
    ]);
    let paths: Vec<String> = opened(&bytes)
        .members()
        .into_iter()
        .map(|member| member.path)
        .collect();
    assert_eq!(paths, ["../../逃.docx", "一.docx", "乙/二.docx"]);
    assert!(!opened(&bytes).is_document());
    assert!(opened(&zipped(&[("[Content_Types].xml", b"<a/>")])).is_document());
}

#[test]
fn a_file_longer_than_it_says_is_refused() {
    let content = vec![b' '; 1_000_000];
    let bytes = zipped(&[("a.txt", &content)]);
    // The uncompressed size stands in the directory and before the file; both tell 16 now.
    let size = 1_000_000_u32.to_le_bytes();
    let lying = renamed_size(bytes, size, 16_u32.to_le_bytes());
    let mut archive = opened(&lying);
    assert!(matches!(archive.content(0), Err(Refusal::Broken(_))));
}

#[test]
fn what_is_damaged_is_told_in_words_for_people() {
    let content = b"0123456789".repeat(100);
    let sound = zipped(&[("a.txt", &content)]);
    // After the header before the file and its name.
    let begins = 30 + "a.txt".len();
    let mut other = sound.clone();
    other[begins..begins + 8].fill(0xff);
    let size = 1000_u32.to_le_bytes();
    let shorter = renamed_size(sound, size, 16_u32.to_le_bytes());
    for damaged in [other, shorter] {
        let refused = opened(&damaged).pour(0, 2000, &mut std::io::sink());
        assert_eq!(refused, Err(Refusal::broken("内容和校验对不上")));
    }
}

fn renamed_size(mut bytes: Vec<u8>, from: [u8; 4], to: [u8; 4]) -> Vec<u8> {
    let places: Vec<usize> = bytes
        .windows(4)
        .enumerate()
        .filter(|(_, window)| *window == from)
        .map(|(at, _)| at)
        .collect();
    assert_eq!(places.len(), 2, "both headers");
    for at in places {
        bytes[at..at + 4].copy_from_slice(&to);
    }
    bytes
}

#[test]
fn what_is_too_much_is_refused_before_it_is_unpacked() {
    let names: Vec<String> = (0..=limits::ENTRIES).map(|i| format!("{i}.txt")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &[][..])).collect();
    let many = zipped(&files);
    let refused = Archive::open(Cursor::new(&many)).err();
    assert_eq!(refused, Some(Refusal::TooLarge("内部文件个数")));

    let size = 1_000_000_u32.to_le_bytes();
    let blanks = vec![b' '; 1_000_000];
    let huge = zipped(&[("a.txt", &blanks)]);
    let huge = renamed_size(huge, size, u32::MAX.to_le_bytes());
    let refused = Archive::open(Cursor::new(&huge)).err();
    assert!(
        matches!(refused, Some(Refusal::TooLarge(_) | Refusal::Broken(_))),
        "{refused:?}"
    );

    assert!(Archive::open(Cursor::new(b"PK\x03\x04 nothing")).is_err());
    assert!(Archive::open(Cursor::new(b"")).is_err());
}
