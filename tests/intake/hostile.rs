//! Files that want to do harm: each is refused in words, or read without what does the harm, and costs no more memory
//! than its limits say. What it costs is measured: the most bytes that this thread held at any moment.

use std::io::{Cursor, Write};

use allocation_counter::measure;
use anyue::intake::{FileReading, FileSource, Refusal, limits};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::documents;
use super::truth;

/// A file as it is on disk is in memory once; what is made of it may be so much more.
const MOST_BYTES: u64 = 192 << 20;

fn read(name: &str, bytes: &[u8]) -> Result<Vec<FileReading>, Refusal> {
    let campaign = truth::campaign();
    let plan = truth::plan(&campaign);
    let source = FileSource {
        name,
        folder: "",
        bytes,
    };
    let mut result = None;
    let cost = measure(|| result = Some(anyue::intake::read(&campaign, &[], &plan, source)));
    assert!(
        cost.bytes_max < MOST_BYTES,
        "{name} took {} bytes",
        cost.bytes_max
    );
    result.unwrap()
}

fn refused(name: &str, bytes: &[u8]) -> Refusal {
    match read(name, bytes) {
        Err(refusal) => refusal,
        Ok(readings) => panic!("{name} was read: {readings:?}"),
    }
}

/// A package whose parts are made piece by piece, so that the test itself holds none of them whole.
fn package(parts: &[(&str, &str, usize)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, piece, times) in parts {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .large_file(true);
        writer.start_file(*name, options).unwrap();
        let piece = piece.repeat(1 << 10);
        for _ in 0..*times {
            writer.write_all(piece.as_bytes()).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

const OPEN: &str = "<w:document xmlns:w=\"w\"><w:body>";

/// 2 GiB of XML that deflates to two megabytes.
#[test]
fn two_gigabytes_of_xml_are_refused_while_they_are_unpacked() {
    let piece = "<w:p></w:p>     ";
    let bytes = package(&[("word/document.xml", piece, (2 << 30) / (16 << 10))]);
    assert!(bytes.len() < limits::FILE_BYTES);
    assert_eq!(refused("表.docx", &bytes), Refusal::TooLarge("内容"));
}

#[test]
fn a_bomb_in_a_part_that_nobody_reads_costs_nothing() {
    let mut bytes = documents::package(&format!("{OPEN}<w:p/></w:body></w:document>"));
    let mut writer = ZipWriter::new_append(Cursor::new(&mut bytes)).unwrap();
    writer
        .start_file("word/media/image1.png", SimpleFileOptions::default())
        .unwrap();
    for _ in 0..512 {
        writer.write_all(&[0; 1 << 20]).unwrap();
    }
    writer.finish().unwrap();
    let readings = read("表.docx", &bytes).unwrap();
    assert!(readings[0].is_empty());
}

/// Many paragraphs, cells and levels, each of which costs memory beyond its letters.
#[test]
fn structures_without_end_are_refused() {
    let close = "</w:body></w:document>";
    for (what, piece, times, reason) in [
        ("paragraphs", "<w:p></w:p>", 400_000, "表格"),
        ("rows", "<w:tr></w:tr>", 400_000, "表格"),
        ("levels", "<w:tbl>", 100_000, "嵌套层数"),
    ] {
        let xml = format!("{OPEN}{}{close}", piece.repeat(times));
        let bytes = documents::package(&xml);
        assert_eq!(refused(what, &bytes), Refusal::TooLarge(reason), "{what}");
    }
    let text = "安全".repeat(4_000_000);
    let xml = format!("{OPEN}<w:p><w:r><w:t>{text}</w:t></w:r></w:p>{close}");
    assert_eq!(
        refused("text", &documents::package(&xml)),
        Refusal::TooLarge("文字")
    );
}

#[test]
fn billion_laughs_are_refused_at_the_first() {
    let mut entities = String::from("<!ENTITY a0 \"哈\">");
    for i in 1..10 {
        let ten = format!("&a{};", i - 1).repeat(10);
        entities.push_str(&format!("<!ENTITY a{i} \"{ten}\">"));
    }
    let xml =
        format!("<?xml version=\"1.0\"?><!DOCTYPE x [{entities}]>{OPEN}&a9;</w:body></w:document>");
    assert_eq!(
        refused("表.docx", &documents::package(&xml)),
        Refusal::Hostile("文档类型声明")
    );
    // In a workbook too, wherever in it.
    let bytes = package(&[("xl/workbook.xml", "<a/>", 0), ("xl/styles.xml", &xml, 1)]);
    assert_eq!(refused("表.xlsx", &bytes), Refusal::Hostile("文档类型声明"));
}

/// An external entity would be fetched by a reader that resolves them.
#[test]
fn external_entities_and_links_are_not_followed() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let at = listener.local_addr().unwrap();
    let entity = format!(
        "<!DOCTYPE x [<!ENTITY e SYSTEM \"http://{at}/e\">]>{OPEN}&e;</w:body></w:document>"
    );
    assert_eq!(
        refused("表.docx", &documents::package(&entity)),
        Refusal::Hostile("文档类型声明")
    );
    // A template, a picture and a frame elsewhere: what is read is the text that is here.
    let linked = format!(
        "{OPEN}<w:p><w:r><w:t>这里</w:t></w:r><w:r><w:drawing><a:blip r:link=\"rId9\"/></w:drawing></w:r></w:p></w:body></w:document>"
    );
    let links = format!(
        "<Relationships><Relationship Id=\"rId9\" Type=\"x/image\" Target=\"http://{at}/x.png\" TargetMode=\"External\"/><Relationship Id=\"rId8\" Type=\"x/attachedTemplate\" Target=\"http://{at}/t.dotm\" TargetMode=\"External\"/></Relationships>"
    );
    let mut bytes = documents::package(&linked);
    let mut writer = ZipWriter::new_append(Cursor::new(&mut bytes)).unwrap();
    writer
        .start_file("word/_rels/document.xml.rels", SimpleFileOptions::default())
        .unwrap();
    writer.write_all(links.as_bytes()).unwrap();
    writer.finish().unwrap();
    assert!(read("表.docx", &bytes).is_ok());
    let visit = listener.accept().map(|_| ());
    assert_eq!(visit.unwrap_err().kind(), std::io::ErrorKind::WouldBlock);
}

/// Names in a package are compared and never opened: neither its own nor those that its relations point to.
#[test]
fn paths_out_of_the_package_lead_nowhere() {
    let relations = "<Relationships><Relationship Type=\"x/officeDocument\" Target=\"../../../../etc/passwd\"/></Relationships>";
    let bytes = package(&[
        ("word/_rels/x", "", 0),
        ("../../../../tmp/anyue-was-here", "x", 1),
        ("_rels/.rels", relations, 0),
    ]);
    assert!(matches!(refused("表.docx", &bytes), Refusal::Broken(_)));
    assert!(!std::path::Path::new("/tmp/anyue-was-here").exists());
}

#[test]
fn macros_are_told_and_not_run() {
    let mut bytes = documents::package(&format!(
        "{OPEN}<w:p><w:r><w:t>文字</w:t></w:r></w:p></w:body></w:document>"
    ));
    let mut writer = ZipWriter::new_append(Cursor::new(&mut bytes)).unwrap();
    writer
        .start_file("word/vbaProject.bin", SimpleFileOptions::default())
        .unwrap();
    writer.write_all(&[0xD0, 0xCF, 0x11, 0xE0]).unwrap();
    writer.finish().unwrap();
    let reading = &read("表.docm", &bytes).unwrap()[0];
    let told = |words: &str| {
        reading
            .problems
            .iter()
            .any(|problem| problem.message.contains(words))
    };
    assert!(told("宏没有运行"), "{:?}", reading.problems);
}

#[test]
fn a_renamed_program_is_named_and_not_opened() {
    for (name, bytes, words) in [
        (
            "附件2.docx",
            &b"MZ\x90\0\x03\0\0\0\x04\0"[..],
            "Windows 程序",
        ),
        ("附件2.xlsx", b"\x7FELF\x02\x01\x01\0", "程序"),
        ("附件2.csv", b"#!/bin/sh\nrm -rf /\n", "脚本"),
        ("附件2.docx", b"Rar!\x1a\x07\0", "压缩包"),
        ("附件2.doc", b"L\0\0\0\x01\x14\x02\0", "快捷方式"),
    ] {
        let refusal = refused(name, bytes);
        assert!(
            matches!(refusal, Refusal::WrongKind(_)),
            "{name}: {refusal:?}"
        );
        let message = refusal.to_string();
        assert!(
            message.contains(words) && message.contains("没有打开"),
            "{message}"
        );
    }
}

#[test]
fn a_file_without_end_is_not_begun() {
    let bytes = vec![b'1'; limits::FILE_BYTES + 1];
    assert!(matches!(refused("表.txt", &bytes), Refusal::TooLong(_)));
}

/// As many lines, cells and sentences as the limits let through: the time for them is bounded too, by steps.
#[test]
fn the_longest_text_that_is_read_takes_bounded_steps() {
    let campaign = truth::campaign();
    let row = &campaign.tables[0].rows[1];
    let sentence = row
        .report
        .fill(|_| "1".to_owned())
        .replace("理论", "理 论学");
    let times = 4_000_000 / sentence.len();
    let text = format!("{sentence}\n").repeat(times);
    match read("表.txt", text.as_bytes()) {
        Ok(readings) => {
            let wrong = readings[0]
                .blanks
                .iter()
                .filter(|blank| blank.answer().is_some());
            assert!(wrong.count() <= 69);
        }
        Err(refusal) => assert!(matches!(refusal, Refusal::TooLarge(_)), "{refusal:?}"),
    }
}

/// Every refusal says what is wrong and what to do.
#[test]
fn every_refusal_says_what_to_do() {
    for refusal in [
        Refusal::Empty,
        Refusal::TooLong(64),
        Refusal::WrongKind("图片"),
        Refusal::UnknownKind,
        Refusal::Locked,
        Refusal::Broken("缺少正文".to_owned()),
        Refusal::TooLarge("内容"),
        Refusal::Hostile("文档类型声明"),
        Refusal::OldSheet,
        Refusal::Old {
            kind: "WPS 文档（.wps）",
            reason: "本机没有装 LibreOffice".to_owned(),
        },
    ] {
        let message = refusal.to_string();
        let advises = ["请", "可以"].iter().any(|word| message.contains(word));
        assert!(advises && !message.is_ascii(), "{message}");
    }
}
