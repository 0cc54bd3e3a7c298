//! What the fuzz targets share: one campaign, one reader, and what must hold of everything that is read. Each target
//! makes a file of the bytes that it is given, as near to its reader as the product's own entrance lets it.

use std::io::{Cursor, Write};
use std::sync::LazyLock;

use anyue::domain::calendar::{HolidayCalendar, Instant};
use anyue::domain::campaign::{Campaign, builtin};
use anyue::domain::period::Plan;
use anyue::intake::{CERTAIN, FileReading, FileSource, Reader, State};
use anyue::packet::{
    self, Body, CampaignRef, DeskKey, Kind, Making, Opened, Party, Volume,
};
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

/// Opens bytes as a packet, and as the contents of one; what is opened has the contents that it was made of.
pub fn open_packet(bytes: &[u8]) {
    open(bytes);
    let Ok(body) = serde_json::from_slice::<Body>(bytes) else {
        return;
    };
    let nobody = || Party {
        code: String::new(),
        name: String::new(),
    };
    let making = Making {
        kind: Kind::Report,
        campaign: CampaignRef {
            id: String::new(),
            title: String::new(),
            sha256: String::new(),
        },
        source: None,
        sender: nobody(),
        addressee: None,
        made_at: Instant::from_epoch_ms(0),
        body: &body,
        files: Vec::new(),
        left_out: Vec::new(),
        volume: Volume::default(),
    };
    let mut out = Cursor::new(Vec::new());
    let none = |_: &str| Err::<Cursor<Vec<u8>>, _>(std::io::ErrorKind::NotFound.into());
    packet::write(&mut out, &making, &DeskKey::from_seed([1; 32]), none).expect("memory takes it");
    if let Some(opened) = open(&out.into_inner()) {
        assert_eq!(opened, body);
    }
}

fn open(bytes: &[u8]) -> Option<Body> {
    match Opened::open(Cursor::new(bytes)) {
        Ok(opened) => {
            for revision in &opened.body.revisions {
                assert_eq!(revision.uid, revision.true_uid(), "a name that is not true");
            }
            Some(opened.body)
        }
        Err(flaw) => {
            assert!(!flaw.to_string().is_empty());
            None
        }
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
