//! Papers that LibreOffice opened and saved again, kept as it wrote them: `tests/data/resaved/README.md` says how they
//! were made. A file's name is its style and seed, and with these the generator says again what it should read as.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use anyue::domain::figure::Value::{Number, Text};
use anyue::intake::{Convert, FileSource, Read, Reader, State, Whose};
use serde_json::Value;

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

/// A file of Word's old format, so far as its first bytes go.
fn old_file() -> Vec<u8> {
    let mut old = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    let mut stream = old.create_stream("/WordDocument").unwrap();
    stream.write_all(b"old").unwrap();
    stream.flush().unwrap();
    drop(stream);
    old.into_inner().into_inner()
}

#[test]
fn an_old_file_that_lost_its_table_says_so() {
    const LINES: &str = r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>安排理论学习中心组专题学习（3）次，参与（40）人次；</w:t></w:r></w:p></w:body></w:document>"#;
    const TABLE: &str = r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:tbl><w:tr><w:tc><w:p><w:r><w:t>安排理论学习中心组专题学习（3）次，参与（40）人次；</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"#;
    let bytes = old_file();
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

/// Stands for LibreOffice: it made this of the old file before.
#[derive(Debug)]
struct Converted(Vec<u8>);

impl Convert for Converted {
    fn to_docx(&self, _: &str, _: &[u8]) -> Result<Vec<u8>, String> {
        Ok(self.0.clone())
    }
}

/// The samples, saved by LibreOffice as `.doc` and turned by it into `.docx` again: one line runs over several cells.
#[test]
fn an_old_file_that_lost_its_table_is_read_where_its_words_are_intact() {
    let campaign = truth::campaign();
    let (plan, units) = (truth::plan(&campaign), truth::units());
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    for name in ["02-金阊医院-附件2", "03-沧浪医院-附件2"] {
        let converted = data.join("resaved-doc").join(name).with_extension("docx");
        let converter = Converted(fs::read(converted).unwrap());
        let reader = Reader::new(&campaign, &units, &plan).with_converter(Some(&converter));
        let old = old_file();
        let source = FileSource {
            name: "附件2.doc",
            folder: "",
            bytes: &old,
        };
        let reading = &reader.read(source).unwrap()[0];
        let truth = fs::read(data.join("filled").join(name).with_extension("truth.json"));
        let truth: Value = serde_json::from_slice(&truth.unwrap()).unwrap();
        let truth = truth["values"].as_array().unwrap();
        assert_eq!(reading.blanks.len(), truth.len());
        for (read, meant) in reading.blanks.iter().zip(truth) {
            assert_eq!(&shown(read), meant, "{name}: {read:?}");
        }
        let told: Vec<_> = reading
            .problems
            .iter()
            .map(|problem| &problem.message)
            .collect();
        assert_eq!(told, [anyue::intake::TABLE_LOST], "{name}");
    }
}

/// A value as the truth beside the samples has it; a question is none of them.
fn shown(read: &Read) -> Value {
    match &read.state {
        State::Value(Number(number)) => Value::from(*number),
        State::Value(Text(text)) => Value::from(text.as_str()),
        State::Blank => Value::Null,
        other => panic!("{other:?}"),
    }
}
