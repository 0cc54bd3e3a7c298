//! The four filled forms as units sent them, with their true figures beside them.

use std::fs;
use std::path::Path;

use anyue::intake::{CERTAIN, FileSource, Reader, Whose};
use serde_json::Value as Json;

use super::truth::{self, Truth};

fn truth_of(path: &Path) -> (String, Vec<Truth>) {
    let json: Json = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    let values = json["values"]
        .as_array()
        .unwrap()
        .iter()
        .map(|value| match value {
            Json::Null => Truth::Blank,
            Json::String(text) => Truth::Text(text.clone()),
            number => Truth::Number(number.as_i64().unwrap()),
        });
    (json["unit"].as_str().unwrap().to_owned(), values.collect())
}

#[test]
fn real_forms_read_right() {
    let campaign = truth::campaign();
    let plan = truth::plan(&campaign);
    let units = truth::units();
    let reader = Reader::new(&campaign, &units, &plan);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/filled");
    let mut read = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "docx") {
            continue;
        }
        let name = path.file_name().unwrap().to_str().unwrap();
        let (unit, truth) = truth_of(&path.with_extension("truth.json"));
        let bytes = fs::read(&path).unwrap();
        let source = FileSource {
            name,
            folder: "",
            bytes: &bytes,
        };
        let [reading] = &reader.read(source).unwrap()[..] else {
            panic!("{name}: one reading");
        };
        let (score, remarks) = truth::score(name, reading, &truth);
        assert_eq!(score.right, 69, "{remarks:#?}");
        assert!(reading.problems.is_empty(), "{:?}", reading.problems);
        assert!(
            reading
                .blanks
                .iter()
                .all(|blank| blank.confidence > CERTAIN / 2)
        );
        let Whose::Certain { unit: id, .. } = &reading.unit else {
            panic!("{name}: {:?}", reading.unit);
        };
        assert_eq!(
            units.iter().find(|known| known.id == *id).unwrap().name,
            unit
        );
        read += 1;
    }
    assert_eq!(read, 4);
}

#[test]
fn a_blank_form_is_blank_all_over() {
    let campaign = truth::campaign();
    let plan = truth::plan(&campaign);
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("data/campaigns/gusu-2020/附件2-空表.docx");
    let bytes = fs::read(path).unwrap();
    let source = FileSource {
        name: "附件2-空表.docx",
        folder: "",
        bytes: &bytes,
    };
    let reading = &anyue::intake::read(&campaign, &[], &plan, source).unwrap()[0];
    let (score, remarks) = truth::score("空表", reading, &vec![Truth::Blank; 69]);
    assert_eq!(score.right, 69, "{remarks:#?}");
}
