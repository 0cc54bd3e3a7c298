//! The document's examples of records and of detail, taken by their words alone.

use super::*;
use crate::domain::detail::Detail;
use crate::domain::problem::Place;
use crate::domain::record::NamedRecord;
use crate::packet::PacketHazard;

/// A version's name as the document tells it, without any of this program's types.
fn version_uid() -> String {
    let canonical = r#"{"at":1591858740000,"by":"平江街道社区卫生服务中心","fields":{"evidence":{"material":[{"hash":"00","name":"现场.jpg","size":7}]},"leader":{"unit":"017"},"name":{"value":"平江示范点"},"seats":{"value":40}},"parents":[],"reached":{"chosen":"2020-06-11"},"reason":"","record":"5f2b","recorded_on":"2020-06-11","register":"spots","row":null,"unit":"017"}"#;
    hex(&Sha256::digest(canonical))
}

/// The same of the version that was made on it, renamed and moved on by a stage.
fn later_uid() -> String {
    let canonical = r#"{"at":1591862400000,"by":"示例局","fields":{"name":{"value":"平江示范点"}},"parents":["@PARENT@"],"reached":{"built":"2020-06-12","chosen":"2020-06-11"},"reason":"建成","record":"5f2b","recorded_on":"2020-06-11","register":"spots","row":null,"unit":"017"}"#;
    hex(&Sha256::digest(
        canonical.replace("@PARENT@", &version_uid()),
    ))
}

fn record() -> NamedRecord {
    let json = example(2).replace("@VERSION_UID@", &version_uid());
    let json = json.replace("@LATER_UID@", &later_uid());
    serde_json::from_str(&json).expect("is a record")
}

fn opened(record: NamedRecord) -> Result<Body, Flaw> {
    let body = Body {
        records: vec![record],
        ..Body::default()
    };
    let (manifest, signature, contents) = signed(&body);
    let bytes = zipped(&[
        ("manifest.json", &manifest),
        ("manifest.sig", &signature),
        ("contents.json", &contents),
    ]);
    open(&bytes).map(|opened| opened.body)
}

#[test]
fn a_record_made_by_hand_from_the_document_opens() {
    let body = opened(record()).expect("opens");
    assert_eq!(body.records, [record()]);
    assert_eq!(body.records[0].material().count(), 1);
    let stands = body.records[0].standing().map(|version| &version.uid);
    assert_eq!(stands, Some(&later_uid()));
}

#[test]
fn what_a_version_replaces_may_stay_away() {
    let mut torn = record();
    torn.versions.remove(0);
    let body = opened(torn).expect("is read");
    assert_eq!(body.records.len(), 1);
}

#[test]
fn a_record_that_contradicts_itself_is_told() {
    let mut renamed = record();
    renamed.versions[0].reason.push('改');
    let mut empty = record();
    empty.versions.clear();
    let mut twice = record();
    twice.versions.push(twice.versions[0].clone());
    let mut moved = record();
    moved.unit = "018".into();
    for (record, told) in [
        (renamed, "台账内容与名称不符"),
        (moved, "台账内容与名称不符"),
        (empty, "重复的或空的"),
        (twice, "重复的或空的"),
    ] {
        let flaw = opened(record).expect_err(told);
        assert!(flaw.to_string().contains(told), "{flaw}");
    }
}

#[test]
fn the_document_s_detail_is_one() {
    let detail: Detail = serde_json::from_str(&example(3)).expect("is detail");
    let leaves = detail.leaves(&"study_sessions".into());
    assert_eq!(leaves[0].way, ["示例区", "平江街道社区卫生服务中心"]);
    assert_eq!(leaves[0].answer.as_number(), Some(3));
}

#[test]
fn the_document_s_hazard_and_what_it_lets_the_desk_above_say_are_read() {
    let hazard: PacketHazard = serde_json::from_str(&example(4)).expect("is a hazard");
    assert_eq!(hazard.entry.what, "通道堆物");
    assert!(hazard.entry.closed_on.is_some());
    let told = serde_json::to_value(&hazard).expect("is data");
    let written: serde_json::Value = serde_json::from_str(&example(4)).expect("is JSON");
    assert_eq!(told, written, "every key of an entry is in the example");

    let said: Body = serde_json::from_str(&example(5)).expect("is a body");
    let lists = (&said.extensions, &said.closings, &said.receipts);
    assert_eq!((lists.0.len(), lists.1.len(), lists.2.len()), (1, 1, 1));
    let places: Vec<&Place> = said.reviews[0]
        .review
        .comments
        .iter()
        .map(|one| &one.place)
        .collect();
    assert_eq!(
        places,
        [&Place::Figure("study_people".into()), &Place::Narrative]
    );
}
