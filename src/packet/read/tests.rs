//! A packet is read whole or not at all: what was made is read back, what was cut, changed, added or forged is told, and
//! one made by hand from the words of `docs/packet.md` opens like any other.

use std::collections::BTreeMap;
use std::io::Cursor;

use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::domain::calendar::Instant;
use crate::domain::figure::Answer;
use crate::packet::{
    CampaignRef, DeskKey, File, Kind, Making, PacketRevision, Party, Volume, write,
};

mod document;

/// RFC 8032, section 7.1, test 2: the key of the example in the document.
const SEED: &str = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
const DOCUMENT: &str = include_str!("../../../docs/packet.md");

fn key() -> DeskKey {
    DeskKey::from_secret(SEED).expect("a seed")
}

fn revision() -> PacketRevision {
    let mut revision = PacketRevision {
        uid: String::new(),
        unit: "017".into(),
        period: "weekly/1".parse().expect("a period"),
        sent_at: Instant::from_epoch_ms(1_591_858_740_000),
        reason: String::new(),
        parents: Vec::new(),
        withdrawn_at: None,
        fields: BTreeMap::new(),
        figures: [
            ("study_sessions".into(), Answer::number(3)),
            ("study_people".into(), Answer::number(60)),
            ("online_classes".into(), Answer::NotApplicable),
        ]
        .into(),
        hazards: BTreeMap::new(),
        narrative: "学习了规程。".into(),
        material: Vec::new(),
        rollup: None,
        explanations: Vec::new(),
    };
    let counts = crate::domain::hazard::HazardCount {
        found: 2,
        closed: 1,
    };
    revision.hazards.insert("general".into(), counts);
    revision.uid = revision.true_uid();
    revision
}

fn body() -> Body {
    Body {
        revisions: vec![revision()],
        ..Body::default()
    }
}

/// A packet with that body and a picture.
fn made(body: &Body) -> Vec<u8> {
    let picture = b"picture".to_vec();
    let hash = hex(&Sha256::digest(&picture));
    let making = Making {
        kind: Kind::Report,
        campaign: CampaignRef {
            id: "example-2020".into(),
            title: "示例活动".into(),
            sha256: "00".into(),
        },
        source: Some("id = \"example-2020\""),
        sender: Party {
            code: "017".into(),
            name: "甲".into(),
        },
        addressee: None,
        made_at: Instant::from_epoch_ms(1_591_858_800_000),
        body,
        files: vec![File { hash, size: 7 }],
        left_out: Vec::new(),
        volume: Volume::default(),
    };
    let mut out = Cursor::new(Vec::new());
    write(&mut out, &making, &key(), |_| Ok(picture.as_slice())).expect("writes");
    out.into_inner()
}

fn open(bytes: &[u8]) -> Result<Opened<Cursor<&[u8]>>, Flaw> {
    Opened::open(Cursor::new(bytes))
}

/// A zip of these entries, signed as they are.
fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in entries {
        zip.start_file(*path, SimpleFileOptions::default())
            .expect("begins");
        zip.write_all(bytes).expect("writes");
    }
    zip.finish().expect("ends").into_inner()
}

#[test]
fn what_was_made_is_read_back_and_the_same_values_are_the_same_bytes() {
    let bytes = made(&body());
    assert_eq!(bytes, made(&body()));
    let mut opened = open(&bytes).expect("opens");
    assert_eq!(opened.body, body());
    assert_eq!(opened.key, key().public());
    assert_eq!(opened.campaign.as_deref(), Some("id = \"example-2020\""));
    let hash = opened.files().next().expect("a file").sha256.clone();
    let mut picture = Vec::new();
    opened.pour(&hash, &mut picture).expect("is there");
    assert_eq!(picture, b"picture");
    assert!(opened.pour("ff", &mut io::sink()).is_err());
}

/// The first two examples of the document: the manifest and the contents.
fn examples() -> (String, String) {
    (example(0), example(1))
}

/// An example of the document, from 0.
fn example(at: usize) -> String {
    let mut blocks = DOCUMENT.split("```json\n").skip(1);
    let block = blocks.nth(at).expect("an example");
    let (json, _) = block.split_once("\n```").expect("it ends");
    json.to_owned()
}

#[test]
fn a_packet_made_by_hand_from_the_document_opens() {
    let (manifest, contents) = examples();
    // As the document tells it, without any of this program's types.
    let content = r#"{"fields":{},"figures":{"online_classes":null,"study_people":60,"study_sessions":3},"hazards":{"general":{"closed":1,"found":2}},"material":[],"narrative":"学习了规程。"}"#;
    let digest = hex(&Sha256::digest(content));
    let name = format!(
        r#"{{"content":"{digest}","parents":[],"period":"weekly/1","reason":"","sent_at":1591858740000,"unit":"017"}}"#
    );
    let contents = contents.replace("@UID@", &hex(&Sha256::digest(name)));
    let manifest = manifest
        .replace("@CONTENTS_SHA256@", &hex(&Sha256::digest(&contents)))
        .replace("@CONTENTS_SIZE@", &contents.len().to_string());
    let signature = key().sign(manifest.as_bytes());
    let bytes = stored_zip(&[
        ("manifest.json", manifest.as_bytes()),
        ("manifest.sig", signature.as_bytes()),
        ("contents.json", contents.as_bytes()),
    ]);
    let opened = open(&bytes).expect("opens");
    assert_eq!(opened.body, body());
    assert_eq!(opened.manifest.sender.name, "平江街道社区卫生服务中心");
}

#[test]
fn the_document_shows_every_shape_of_an_answer() {
    for (shape, plain) in [
        ("`true`/`false`", "true"),
        ("`null`", "null"),
        (r#"`{"day":"2020-06-11"}`"#, r#"{"day":"2020-06-11"}"#),
        (r#"`{"no":2,"yes":3}`"#, r#"{"no":2,"yes":3}"#),
    ] {
        assert!(DOCUMENT.contains(shape), "{shape}");
        let read = serde_json::from_str::<Answer>(plain);
        assert!(read.is_ok(), "{plain}");
    }
}

/// A zip written byte by byte (APPNOTE 4.3): local headers, the central directory, its end.
fn stored_zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = Vec::new();
    let mut directory = Vec::new();
    for (path, bytes) in entries {
        let length = u32::try_from(bytes.len()).expect("is short").to_le_bytes();
        let name = u16::try_from(path.len()).expect("is short").to_le_bytes();
        let mut common = vec![20, 0, 0, 8, 0, 0, 0, 0, 33, 0];
        common.extend(crc32(bytes).to_le_bytes());
        common.extend(length);
        common.extend(length);
        common.extend(name);
        common.extend([0, 0]);
        let offset = u32::try_from(zip.len()).expect("is short").to_le_bytes();
        directory.extend([b'P', b'K', 1, 2, 20, 0]);
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(offset);
        directory.extend(path.as_bytes());
        zip.extend([b'P', b'K', 3, 4]);
        zip.extend(common);
        zip.extend(path.as_bytes());
        zip.extend(*bytes);
    }
    let count = u16::try_from(entries.len())
        .expect("is short")
        .to_le_bytes();
    let start = u32::try_from(zip.len()).expect("is short").to_le_bytes();
    let size = u32::try_from(directory.len())
        .expect("is short")
        .to_le_bytes();
    zip.extend(directory);
    zip.extend([b'P', b'K', 5, 6, 0, 0, 0, 0]);
    zip.extend(count);
    zip.extend(count);
    zip.extend(size);
    zip.extend(start);
    zip.extend([0, 0]);
    zip
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| match crc & 1 {
            1 => crc >> 1 ^ 0xEDB8_8320,
            _ => crc >> 1,
        })
    })
}

/// Signed and whole, and not as the document has it: what cannot be read is named, without a word of the reader's own.
#[test]
fn an_entry_that_cannot_be_read_is_named() {
    let unit = r#"{"code":"017","name":"甲"}"#;
    let cases = [
        (
            format!(r#"{{"units":[{unit},{{"code":17}}]}}"#),
            "单位的第 2 项",
        ),
        (r#"{"revisions":[{"uid":"a"}]}"#.to_owned(), "报送的第 1 项"),
        (
            format!(r#"{{"units":[{unit}],"records":[{{"uid":"a","unit":"017"}}]}}"#),
            "台账登记的第 1 项",
        ),
        (r#"{"later":[1,2],"reviews":7}"#.to_owned(), "审核的列表"),
        (r#"{"forms":{"a":1}}"#.to_owned(), "空表的列表"),
        ("7".to_owned(), "内容（contents.json）"),
    ];
    for (contents, told) in cases {
        let manifest = example(0)
            .replace("@CONTENTS_SHA256@", &hex(&Sha256::digest(&contents)))
            .replace("@CONTENTS_SIZE@", &contents.len().to_string());
        let signature = key().sign(manifest.as_bytes());
        let packet = zipped(&[
            ("manifest.json", manifest.as_bytes()),
            ("manifest.sig", signature.as_bytes()),
            ("contents.json", contents.as_bytes()),
        ]);
        let flaw = open(&packet).expect_err(told);
        assert_eq!(flaw, Flaw::Unreadable(told.to_owned()));
        let words = format!("{flaw}{}", flaw.hint()).replace("contents.json", "");
        let is_english = |c: char| c.is_ascii_alphabetic();
        assert!(!words.contains(is_english), "{words}");
    }
}

#[test]
fn a_file_that_was_cut_is_refused_wherever_it_was_cut() {
    let bytes = made(&body());
    for length in 0..bytes.len() {
        assert!(
            open(&bytes[..length]).is_err(),
            "{length} of {}",
            bytes.len()
        );
    }
}

#[test]
fn everything_that_is_wrong_is_told() {
    let (manifest, signature, contents) = parts();
    let manifest_entry = ("manifest.json", manifest.as_slice());
    let signature_entry = ("manifest.sig", signature.as_slice());
    let contents_entry = ("contents.json", contents.as_slice());
    let good = [manifest_entry, signature_entry, contents_entry];
    assert!(open(&zipped(&good)).is_ok());
    let newer = String::from_utf8(manifest.clone()).expect("text");
    let older = newer.replace("\"version\":2", "\"version\":1");
    let newer = newer.replace("\"version\":2", "\"version\":7");
    let torn = format!(r#"{{"format":"{FORMAT}","version":{VERSION}}}"#);
    let other = key().sign(b"something else");
    type Entries<'a> = &'a [(&'a str, &'a [u8])];
    let cases: [(Entries<'_>, &str); 10] = [
        (&[("a.txt", b"hello")], "不是安月的报送包"),
        (&[("manifest.json", b"{}")], "不是安月的报送包"),
        (&[("manifest.json", newer.as_bytes())], "第 7 版"),
        (&[("manifest.json", older.as_bytes())], "第 1 版"),
        // Nobody can tell yet who wrote it so, or whether it came whole.
        (
            &[("manifest.json", torn.as_bytes())],
            "已损坏（manifest.json）",
        ),
        (&[manifest_entry, contents_entry], "manifest.sig"),
        (&[manifest_entry, signature_entry], "缺少 contents.json"),
        (
            &[
                manifest_entry,
                ("manifest.sig", other.as_bytes()),
                contents_entry,
            ],
            "签名不对",
        ),
        (
            &[manifest_entry, signature_entry, ("contents.json", b"{}")],
            "与清单不符",
        ),
        (
            &[
                manifest_entry,
                signature_entry,
                contents_entry,
                ("evil.sh", b"rm"),
            ],
            "多出了 evil.sh",
        ),
    ];
    for (entries, told) in cases {
        let flaw = open(&zipped(entries)).expect_err(told);
        assert!(flaw.to_string().contains(told), "{flaw} should tell {told}");
        assert!(!flaw.hint().is_empty());
    }
    assert_eq!(open(b"no zip at all").err(), Some(Flaw::NotAPacket));
    let empty = open(b"").expect_err("nothing").to_string();
    assert!(empty.contains("文件是空的"), "{empty}");
}

/// Manifest, signature and contents of a packet without files.
fn parts() -> (Vec<u8>, Vec<u8>, Vec<u8>) {
    signed(&body())
}

fn signed(body: &Body) -> (Vec<u8>, Vec<u8>, Vec<u8>) {
    let (manifest, _) = examples();
    let contents = serde_json::to_vec(body).expect("writes");
    let manifest = manifest
        .replace("@CONTENTS_SHA256@", &hex(&Sha256::digest(&contents)))
        .replace("@CONTENTS_SIZE@", &contents.len().to_string());
    let signature = key().sign(manifest.as_bytes());
    (manifest.into_bytes(), signature.into_bytes(), contents)
}

#[test]
fn a_signature_does_not_help_a_packet_that_contradicts_itself() {
    let mut renamed = body();
    renamed.revisions[0]
        .figures
        .insert("study_people".into(), Answer::number(6000));
    let mut twice = body();
    twice.revisions.push(revision());
    let mut orphan = body();
    orphan.revisions[0].parents.push("ff".into());
    orphan.revisions[0].uid = orphan.revisions[0].true_uid();
    for (body, told) in [
        (renamed, "内容与名称不符"),
        (twice, "出现两次"),
        (orphan, "缺少更正以前的一版"),
    ] {
        let (manifest, signature, contents) = signed(&body);
        let bytes = zipped(&[
            ("manifest.json", &manifest),
            ("manifest.sig", &signature),
            ("contents.json", &contents),
        ]);
        let flaw = open(&bytes).expect_err(told);
        assert!(flaw.to_string().contains(told), "{flaw}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_byte_that_was_changed_is_noticed_or_changes_nothing(at in any::<prop::sample::Index>(), by in 1u8..) {
        let bytes = made(&body());
        let mut changed = bytes.clone();
        changed[at.index(bytes.len())] ^= by;
        if let Ok(opened) = open(&changed) {
            prop_assert_eq!(opened.body, body());
            prop_assert_eq!(opened.key, key().public());
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(open(&bytes).is_err());
    }
}
