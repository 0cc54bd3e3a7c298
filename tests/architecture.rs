//! How long a file may grow, what every module says of itself, which crate is named where: the prose of ARCHITECTURE.md,
//! held. Who may import whom is in `map`.

mod map;

use std::fs;
use std::path::{Path, PathBuf};

/// Lines of a file before its tests.
const LONGEST_FILE: usize = 400;

/// Crates that only one room may name: what they are for is that room's business alone.
const CRATES: &[(&str, &[&str])] = &[
    ("rusqlite", &["store"]),
    ("ratatui", &["tui"]),
    ("crossterm", &["tui"]),
    ("ratatui_textarea", &["tui/kit"]),
    ("zip", &["export", "intake", "template", "packet"]),
    ("ed25519_dalek", &["packet"]),
    ("getrandom", &["entropy"]),
    ("quick_xml", &["export", "intake", "template"]),
    ("rust_xlsxwriter", &["export"]),
    ("calamine", &["intake"]),
    ("cfb", &["intake"]),
    ("clap", &["cli", "main"]),
    ("toml", &["domain/campaign", "domain/calendar", "ops/demo"]),
    ("tui_input", &["text"]),
    ("pinyin", &["text"]),
    ("directories", &["paths"]),
];

struct Source {
    /// Below `src`, with `/`, without `.rs`.
    name: String,
    /// Without its tests.
    code: String,
    whole: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    assert!(
        files.len() > 50,
        "the tree is not where it was thought to be"
    );
    let source = |path: PathBuf| {
        let whole = fs::read_to_string(&path).expect("a source file is readable");
        let relative = path.strip_prefix(&root).expect("found below src");
        let name = relative
            .with_extension("")
            .to_string_lossy()
            .replace('\\', "/");
        let code = without_tests(&whole).to_owned();
        Source { name, code, whole }
    };
    files.into_iter().map(source).collect()
}

/// A source up to the module of tests that ends it. A module of tests in a file of its own leaves nothing to cut.
fn without_tests(whole: &str) -> &str {
    const BEGINS: &str = "\n#[cfg(test)]\nmod ";
    let begins = whole.match_indices(BEGINS).find(|(at, _)| {
        let line = whole[at + BEGINS.len()..].lines().next();
        line.is_some_and(|line| line.ends_with('{'))
    });
    begins.map_or(whole, |(at, _)| &whole[..at])
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder is readable") {
        let path = entry.expect("an entry is readable").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

impl Source {
    fn is_test(&self) -> bool {
        self.name.ends_with("/tests") || self.name.contains("/tests/")
    }

    fn is_in(&self, room: &str) -> bool {
        self.name == room || self.name.starts_with(&format!("{room}/"))
    }

    /// Of each module within the file, its tests among them, whether it says what belongs there.
    fn inner_modules(&self) -> impl Iterator<Item = bool> {
        let lines = || self.whole.lines().map(str::trim_start);
        let begins = |line: &str| {
            let line = line.strip_prefix("pub ").unwrap_or(line);
            line.starts_with("mod ") && line.ends_with('{')
        };
        lines()
            .zip(lines().skip(1))
            .filter(move |(line, _)| begins(line))
            .map(|(_, first)| first.starts_with("//!"))
    }

    /// The lines of its own code that are not comments.
    fn statements(&self) -> impl Iterator<Item = &str> {
        self.code
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
    }
}

#[test]
fn crates_that_one_room_is_for_are_named_in_no_other() {
    let mut breaches = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test()) {
        for (name, rooms) in CRATES {
            let used = |line: &str| {
                line.contains(&format!("{name}::")) || line.trim() == format!("use {name};")
            };
            let foreign = |line: &str| {
                // `crate::text::pinyin::` is a module of ours, not the crate.
                used(line) && !line.contains(&format!("::{name}::"))
            };
            if source.statements().any(foreign) && !rooms.iter().any(|room| source.is_in(room)) {
                breaches.push(format!("{} names {name}", source.name));
            }
        }
    }
    assert_eq!(breaches, Vec::<String>::new());
}

#[test]
fn files_stay_short_and_say_what_belongs_in_them() {
    let mut breaches = Vec::new();
    for source in sources() {
        if !source.is_test() {
            let lines = source.code.lines().count();
            if lines > LONGEST_FILE {
                breaches.push(format!("{}: {lines} lines without tests", source.name));
            }
        }
        if !source.whole.starts_with("//!") || source.inner_modules().any(|says| !says) {
            breaches.push(format!("{}: does not say what belongs there", source.name));
        }
        let last = source.name.rsplit('/').next().unwrap_or_default();
        if ["mod", "utils", "util", "common", "helpers", "misc"].contains(&last) {
            breaches.push(format!("{}: a name that says nothing", source.name));
        }
    }
    assert_eq!(breaches, Vec::<String>::new());
}

#[test]
fn only_ops_asks_the_store_of_a_desk() {
    let asks = |line: &str| {
        let mut after = line
            .match_indices(".store")
            .map(|(at, word)| &line[at + word.len()..]);
        // `flag.store(true, …)` is an atomic's.
        after.any(|rest| {
            !rest.starts_with(|next: char| next.is_alphanumeric() || "_(".contains(next))
        })
    };
    assert!(asks("desk.store.read()") && asks("    .store") && !asks("TAKEN.store(true)"));
    let mut breaches = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test()) {
        let shows = ["cli", "tui"].iter().any(|room| source.is_in(room));
        if shows && let Some(line) = source.statements().find(|line| asks(line)) {
            breaches.push(format!("{}: {}", source.name, line.trim()));
        }
    }
    assert_eq!(breaches, Vec::<String>::new());
}

#[test]
fn nothing_is_left_loose() {
    let mut breaches = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test()) {
        for line in source.statements() {
            for loose in [".unwrap()", "todo!(", "unimplemented!(", "dbg!(", "FIXME"] {
                if line.contains(loose) {
                    breaches.push(format!("{}: {}", source.name, line.trim()));
                }
            }
        }
    }
    assert_eq!(breaches, Vec::<String>::new());
}
