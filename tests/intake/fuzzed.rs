//! The corpus that fuzzing left (`fuzz/corpus`): every file of it is read again, without the fuzzer, so that what was
//! once found stays found. What the fuzz targets are is told in `fuzz/lib.rs`.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use anyue::intake::{Archive, FileSource, Reader};
use anyue::packet::{Body, Opened};

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

/// The files that fuzzing left for one target.
fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    let entries = fs::read_dir(folder.join(target)).expect("the corpus is there");
    let files = entries.map(|entry| fs::read(entry.expect("an entry").path()));
    files.map(|bytes| bytes.expect("a file")).collect()
}

#[test]
fn packets_and_archives_of_the_corpus_are_opened_or_refused() {
    let mut bodies = 0;
    for bytes in corpus("packet") {
        if let Err(flaw) = Opened::open(Cursor::new(&bytes)) {
            assert!(!flaw.to_string().is_empty() && !flaw.hint().is_empty());
        }
        let Ok(body) = serde_json::from_slice::<Body>(&bytes) else {
            continue;
        };
        bodies += 1;
        for revision in &body.revisions {
            assert_eq!(revision.true_uid().len(), 64);
        }
        for record in &body.records {
            let names = record
                .versions
                .iter()
                .map(|version| record.true_uid(version));
            assert!(names.into_iter().all(|name| name.len() == 64));
        }
    }
    assert!(bodies >= 5, "contents are among it: {bodies}");
    for bytes in corpus("archive") {
        let Ok(mut archive) = Archive::open(Cursor::new(&bytes)) else {
            continue;
        };
        for member in archive.members() {
            let _ = archive.content(member.index);
        }
    }
}
