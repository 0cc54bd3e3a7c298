//! The corpus that fuzzing left (`fuzz/corpus`): every file of it is read again, without the fuzzer, so that what was
//! once found stays found. What the fuzz targets are is told in `fuzz/lib.rs`.

use std::fs;
use std::path::Path;

use anyue::intake::{FileSource, Reader};

use super::documents;
use super::truth;

#[test]
fn the_corpus_is_read_or_refused_and_nothing_panics() {
    let campaign = truth::campaign();
    let plan = truth::plan(&campaign);
    let reader = Reader::new(&campaign, &[], &plan);
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    let mut read = 0;
    for (target, ending) in [
        ("docx", "docx"),
        ("xlsx", "xlsx"),
        ("xls", "xls"),
        ("csv", "csv"),
        ("text", "txt"),
        ("zip", "docx"),
    ] {
        for entry in fs::read_dir(corpus.join(target)).unwrap() {
            let path = entry.unwrap().path();
            let bytes = fs::read(&path).unwrap();
            // That target's files are the XML inside of a document.
            let bytes = match (target, std::str::from_utf8(&bytes)) {
                ("docx", Ok(xml)) => documents::package(xml),
                _ => bytes,
            };
            let name = format!("附件2.{ending}");
            let source = FileSource {
                name: &name,
                folder: "",
                bytes: &bytes,
            };
            match reader.read(source) {
                Ok(readings) => assert!(!readings.is_empty(), "{}", path.display()),
                Err(refusal) => assert!(!refusal.to_string().is_empty()),
            }
            read += 1;
        }
    }
    assert!(
        read >= 100,
        "the corpus is where it was thought to be: {read}"
    );
}
