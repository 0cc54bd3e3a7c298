//! What the fuzz targets share: one campaign, one reader, and what must hold of everything that is read. Each target
//! makes a file of the bytes that it is given, as near to its reader as the product's own entrance lets it.

use std::io::{Cursor, Write};
use std::sync::LazyLock;

use anyue::domain::calendar::{HolidayCalendar, Instant};
use anyue::domain::campaign::{Campaign, builtin};
use anyue::domain::period::Plan;
use anyue::intake::{CERTAIN, FileReading, FileSource, Reader, State};
use anyue::ops::desk::NewSeat;
use anyue::ops::packet::{OpenAs, Opening};
use anyue::ops::unit::{self, UnitInput};
use anyue::ops::{self, Desk};
use anyue::packet::{self, Body, CampaignRef, DeskKey, Kind, Making, Opened, Party, Volume};
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

/// Opens bytes as a packet, as the manifest of one and as the contents of one, both signed. What is opened has the contents
/// that it was made of; what a desk takes of it is no news the second time.
pub fn open_packet(bytes: &[u8]) {
    open(bytes);
    let key = DeskKey::from_seed([1; 32]);
    let signature = key.sign(bytes);
    open(&package(&[
        ("manifest.json", bytes),
        ("manifest.sig", signature.as_bytes()),
        ("contents.json", b"{}"),
    ]));
    let Ok(mut body) = serde_json::from_slice::<Body>(bytes) else {
        return;
    };
    make_names_true(&mut body);
    let party = || Party {
        code: SENDER.into(),
        name: SENDER.into(),
    };
    for kind in [Kind::Report, Kind::Campaign] {
        let making = Making {
            kind,
            campaign: CampaignRef {
                id: CAMPAIGN.id.to_string(),
                title: CAMPAIGN.title.clone(),
                sha256: String::new(),
            },
            source: None,
            sender: party(),
            addressee: None,
            made_at: NOW,
            body: &body,
            files: Vec::new(),
            left_out: Vec::new(),
            volume: Volume::default(),
        };
        let mut out = Cursor::new(Vec::new());
        let none = |_: &str| Err::<Cursor<Vec<u8>>, _>(std::io::ErrorKind::NotFound.into());
        packet::write(&mut out, &making, &key, none).expect("memory takes it");
        let bytes = out.into_inner();
        if let Some(opened) = open(&bytes) {
            assert_eq!(opened, body);
            take(&bytes, kind);
        }
    }
}

/// Names of revisions and of versions follow from the rest: without them nothing that was changed would get past the reader.
/// Parents come before their children here, as far as they can.
fn make_names_true(body: &mut Body) {
    for record in &mut body.records {
        for at in 0..record.versions.len() {
            let new = record.true_uid(&record.versions[at]);
            let old = std::mem::replace(&mut record.versions[at].uid, new.clone());
            for later in &mut record.versions[at + 1..] {
                for parent in later.parents.iter_mut().filter(|parent| **parent == old) {
                    parent.clone_from(&new);
                }
            }
        }
    }
    for at in 0..body.revisions.len() {
        let (old, new) = (body.revisions[at].uid.clone(), body.revisions[at].true_uid());
        body.revisions[at].uid.clone_from(&new);
        for later in &mut body.revisions[at + 1..] {
            for parent in later.parents.iter_mut().filter(|parent| **parent == old) {
                parent.clone_from(&new);
            }
        }
    }
}

const SENDER: &str = "017";
/// 4 June 2020, within the campaign.
const NOW: Instant = Instant::from_epoch_ms(1_591_250_400_000);

/// A register beside what the notice asks for, with a field and a stage that a unit does not keep.
const REGISTER: &str = r#"
[[register]]
id = "spots"
name = "示范点台账"
field = [
  { id = "name", label = "名称" },
  { id = "people", label = "人数", kind = "count" },
  { id = "guide", label = "指导单位", kind = "unit" },
  { id = "what", label = "消除的隐患", kind = "hazard" },
  { id = "evidence", label = "佐证材料", kind = "material" },
  { id = "paid", label = "已补助", kind = "money", kept_by = "coordinator" },
]
stage = [
  { id = "selected", name = "已遴选" },
  { id = "accepted", name = "已验收", kept_by = "coordinator" },
]
"#;

static CAMPAIGN: LazyLock<Campaign> = LazyLock::new(|| {
    let source = format!("{}{REGISTER}", builtin()[0].1);
    Campaign::parse(&source).expect("the built-in campaign is sound, and so is the register")
});

/// Takes a sound packet into a desk, twice: it is taken or refused with words, and the second time it says nothing new.
fn take(bytes: &[u8], kind: Kind) {
    let path = std::env::temp_dir().join(format!("anyue-fuzz-{}.anyue", std::process::id()));
    std::fs::write(&path, bytes).expect("a file of ours");
    let seat = match kind {
        Kind::Report => NewSeat::Coordinator,
        Kind::Campaign => NewSeat::Unit {
            code: Some("018".into()),
            name: "018".into(),
            kind: None,
        },
    };
    let mut desk = Desk::in_memory(CAMPAIGN.clone(), seat, NOW).expect("a desk");
    if kind == Kind::Report {
        let sender = UnitInput {
            code: SENDER.into(),
            name: SENDER.into(),
            ..UnitInput::default()
        };
        unit::add(&mut desk, &sender, NOW).expect("it is new");
    }
    let mut opening = Opening::of(&path).expect("it was opened just now");
    let how = OpenAs::default();
    match ops::packet::open(&mut desk, &mut opening, &how, NOW) {
        Ok(_) => {
            let again = ops::packet::open(&mut desk, &mut opening, &how, NOW);
            assert!(!again.expect("it was taken just now").is_news());
            assert!(ops::record::contested(&desk).is_ok(), "whoever decides can look at it");
        }
        Err(fault) => assert!(!fault.message.is_empty() && !fault.hint.is_empty(), "{fault:?}"),
    }
}

fn open(bytes: &[u8]) -> Option<Body> {
    match Opened::open(Cursor::new(bytes)) {
        Ok(opened) => {
            for revision in &opened.body.revisions {
                assert_eq!(revision.uid, revision.true_uid(), "a name that is not true");
            }
            for record in &opened.body.records {
                let mut versions = record.versions.iter();
                assert!(versions.all(|version| version.uid == record.true_uid(version)));
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
