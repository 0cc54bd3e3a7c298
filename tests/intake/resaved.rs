//! Papers that LibreOffice opened and saved again, kept as it wrote them: `tests/data/resaved/README.md` says how they
//! were made. A file's name is its style and seed, and with these the generator says again what it should read as.

use std::fs;
use std::path::Path;

use anyue::intake::{FileSource, Reader, Whose};

use super::make::{self, CHANGED, INTACT, Style};
use super::truth::{self, Score};

/// The style of that name, as it stands in the name of a file.
fn named(name: &str) -> Option<Style> {
    let mut all = INTACT.into_iter().chain(CHANGED);
    all.find(|style| format!("{style:?}") == name)
}

#[test]
fn what_libreoffice_saved_again_reads_as_before() {
    let campaign = truth::campaign();
    let plan = truth::plan(&campaign);
    let units = truth::units();
    let reader = Reader::new(&campaign, &units, &plan);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/resaved");
    let mut total = Score::default();
    let mut endings = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let (stem, ending) = name.rsplit_once('.').unwrap();
        if ending == "md" {
            continue;
        }
        let mut parts = stem.split('-');
        let style = parts.next().and_then(named).expect(name);
        let seed: u64 = parts.next_back().unwrap().parse().expect(name);
        let unit = &units[0];
        let paper = make::paper(&campaign, style, &unit.name, seed);
        let bytes = fs::read(&path).unwrap();
        let source = FileSource {
            name,
            folder: "",
            bytes: &bytes,
        };
        let reading = &reader.read(source).unwrap()[0];
        let (score, remarks) = truth::score(name, reading, &paper.truth);
        assert_eq!((score.wrong, score.asked), (0, 0), "{remarks:#?}");
        assert!(
            matches!(&reading.unit, Whose::Certain { unit: found, .. } if *found == unit.id),
            "{name}: {:?}",
            reading.unit
        );
        total += score;
        endings.push(ending.to_owned());
    }
    println!(
        "resaved: {} right, {} wrong, {} asked",
        total.right, total.wrong, total.asked
    );
    endings.sort();
    endings.dedup();
    assert_eq!(endings, ["docx", "xls", "xlsx"]);
}
