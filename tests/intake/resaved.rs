//! Papers that LibreOffice opened and saved again, kept as it wrote them: `tests/data/resaved/README.md` says how they
//! were made. A file's name is its style and seed, and with these the generator says again what it should read as.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use anyue::intake::{Convert, FileSource, Reader, Whose};

use super::documents;
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

/// Stands for LibreOffice: whatever it is given becomes this document.
#[derive(Debug)]
struct Converter(&'static str);

impl Convert for Converter {
    fn to_docx(&self, _: &str, _: &[u8]) -> Result<Vec<u8>, String> {
        Ok(documents::package(self.0))
    }
}

#[test]
fn an_old_file_that_lost_its_table_says_so() {
    const LINES: &str = r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>安排理论学习中心组专题学习（3）次，参与（40）人次；</w:t></w:r></w:p></w:body></w:document>"#;
    const TABLE: &str = r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:tbl><w:tr><w:tc><w:p><w:r><w:t>安排理论学习中心组专题学习（3）次，参与（40）人次；</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"#;
    let mut old = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    let mut stream = old.create_stream("/WordDocument").unwrap();
    stream.write_all(b"old").unwrap();
    stream.flush().unwrap();
    drop(stream);
    let bytes = old.into_inner().into_inner();
    let campaign = truth::campaign();
    let (plan, units) = (truth::plan(&campaign), truth::units());
    for (document, is_told) in [(LINES, true), (TABLE, false)] {
        let converter = Converter(document);
        let reader = Reader::new(&campaign, &units, &plan).with_converter(Some(&converter));
        let source = FileSource {
            name: "附件2.doc",
            folder: "",
            bytes: &bytes,
        };
        let problems = &reader.read(source).unwrap()[0].problems;
        let tells = problems
            .iter()
            .any(|problem| problem.message.contains("没有了表格"));
        assert_eq!(tells, is_told, "{problems:?}");
    }
}
