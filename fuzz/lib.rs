//! What the fuzz targets share: one campaign, one reader, and what must hold of everything that is read. Each target
//! makes a file of the bytes that it is given, as near to its reader as the product's own entrance lets it.

use std::io::{Cursor, Write};
use std::sync::LazyLock;

use anyue::domain::calendar::HolidayCalendar;
use anyue::domain::campaign::{Campaign, builtin};
use anyue::domain::period::Plan;
use anyue::intake::{CERTAIN, FileReading, FileSource, Reader, State};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

static READER: LazyLock<Reader<'static>> = LazyLock::new(|| {
    let campaign = Campaign::parse(builtin()[0].1).expect("the built-in campaign is sound");
    let campaign: &'static Campaign = Box::leak(Box::new(campaign));
    let plan = Plan::of(campaign, HolidayCalendar::built_in());
    Reader::new(campaign, &[], Box::leak(Box::new(plan)))
});

/// Reads a file; whatever it is, what comes out is sound.
pub fn read(name: &str, bytes: &[u8]) {
    let source = FileSource {
        name,
        folder: "",
        bytes,
    };
    match READER.read(source) {
        Ok(readings) => {
            assert!(!readings.is_empty(), "never none");
            readings.iter().for_each(check);
        }
        Err(refusal) => assert!(!refusal.to_string().is_empty()),
    }
}

fn check(reading: &FileReading) {
    for blank in &reading.blanks {
        assert!(blank.confidence <= CERTAIN);
        match &blank.state {
            State::Value(_) => {
                assert!(!blank.sentence.is_empty(), "{}: from nowhere", blank.id);
                assert!(blank.confidence > 0, "{}: taken without trust", blank.id);
                assert!(blank.position.is_some(), "{}: stands nowhere", blank.id);
            }
            State::Problem(message) => assert!(!message.is_empty()),
            State::Blank | State::NotApplicable => {}
        }
    }
    let sentences = reading.blanks.iter().map(|blank| &blank.sentence);
    for sentence in sentences.chain(reading.problems.iter().map(|problem| &problem.sentence)) {
        let is_raw = |c: char| c.is_control() && c != '\n';
        assert!(!sentence.contains(is_raw), "a raw {sentence:?}");
    }
}

/// A package of some parts.
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        writer.start_file(*name, stored).expect("a name of ours");
        writer.write_all(content).expect("memory takes it");
    }
    writer.finish().expect("memory takes it").into_inner()
}

/// A compound file with one stream.
pub fn container(name: &str, stream: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("memory takes it");
    let mut inside = file.create_stream(name).expect("a name of ours");
    inside.write_all(stream).expect("memory takes it");
    drop(inside);
    file.into_inner().into_inner()
}
