//! Filled forms read back, counted and timed.
//!
//! `cargo bench --bench intake` makes every habit through every program and prints how many figures were read right,
//! read wrong and asked about; then reads 200 files from a folder, on one thread and on two, and lets python-docx sum
//! the same files in the same go (`peers/sum_docx.py`). What it costs in memory is `tests/intake/weight.rs`'s.
//!
//! `cargo bench --bench intake -- write FOLDER` writes the made files there, to be looked at or saved again by others.

#[path = "../tests/intake/documents.rs"]
mod documents;
#[path = "../tests/intake/make.rs"]
mod make;
#[path = "../tests/intake/producers.rs"]
mod producers;
#[path = "../tests/intake/truth.rs"]
mod truth;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyue::domain::figure::Value;
use anyue::intake::{FileSource, Reader, State};
use mimalloc::MiMalloc;

use make::{CHANGED, INTACT, Style};
use producers::Producer;
use truth::Score;

/// As in the program.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Seeds of each habit through each program.
const SEEDS: u64 = 3;
/// Files of the race.
const FILES: usize = 200;
/// Best of so many rounds, the two of them in turn.
const ROUNDS: usize = 3;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|word| word == "write") {
        let folder = arguments.get(at + 1).expect("write FOLDER");
        return write_samples(Path::new(folder));
    }
    let campaign = truth::campaign();
    let plan = truth::plan(&campaign);
    let units = truth::units();
    let reader = Reader::new(&campaign, &units, &plan);
    count(&reader);
    let folder = tempfile::tempdir().expect("a folder of its own");
    let files = write_race(folder.path());
    race(&reader, folder.path(), &files);
}

fn write_samples(folder: &Path) {
    let campaign = truth::campaign();
    let unit = &truth::units()[0];
    fs::create_dir_all(folder).expect("a folder");
    for (seed, style) in (0..).zip(INTACT.into_iter().chain(CHANGED)) {
        let paper = make::paper(&campaign, style, &unit.name, seed);
        for producer in producers::ALL {
            let name = format!("{style:?}-{producer:?}-{seed}.{}", producer.ending());
            fs::write(folder.join(name), producer.write(&paper, seed)).expect("is written");
        }
    }
}

/// Every habit through every program.
fn count(reader: &Reader<'_>) {
    let campaign = truth::campaign();
    let units = truth::units();
    println!(
        "{:<14}{:>7}{:>9}{:>8}{:>8}{:>10}",
        "program", "files", "right", "wrong", "asked", "asked %"
    );
    let (mut intact, mut changed) = (Score::default(), Score::default());
    for producer in producers::ALL {
        let (mut files, mut of_program) = (0, Score::default());
        for style in INTACT.into_iter().chain(CHANGED) {
            for seed in 0..SEEDS {
                let paper = make::paper(&campaign, style, &units[0].name, seed);
                let bytes = producer.write(&paper, seed);
                let name = format!("{style:?}-{seed}.{}", producer.ending());
                let source = source(&name, &bytes);
                let readings = reader.read(source).expect("is read");
                let (score, remarks) = truth::score(&name, &readings[0], &paper.truth);
                for remark in remarks.iter().filter(|remark| remark.contains("WRONG")) {
                    println!("{remark}");
                }
                files += 1;
                of_program += score;
                let kind = if CHANGED.contains(&style) {
                    &mut changed
                } else {
                    &mut intact
                };
                *kind += score;
            }
        }
        line(&format!("{producer:?}"), files, of_program);
    }
    println!();
    line(
        "words intact",
        INTACT.len() * producers::ALL.len() * SEEDS as usize,
        intact,
    );
    line(
        "words changed",
        CHANGED.len() * producers::ALL.len() * SEEDS as usize,
        changed,
    );
}

fn line(name: &str, files: usize, score: Score) {
    let all = score.right + score.wrong + score.asked;
    let share = 100.0 * score.asked as f64 / all as f64;
    println!(
        "{name:<14}{files:>7}{:>9}{:>8}{:>8}{share:>10.2}",
        score.right, score.wrong, score.asked
    );
}

fn source<'a>(name: &'a str, bytes: &'a [u8]) -> FileSource<'a> {
    FileSource {
        name,
        folder: "",
        bytes,
    }
}

/// Papers that a sum in brackets can be found in by python-docx too, so that both do the same work.
fn write_race(folder: &Path) -> Vec<PathBuf> {
    let campaign = truth::campaign();
    let units = truth::units();
    let styles = [
        Style::Plain,
        Style::HalfBrackets,
        Style::MixedBrackets,
        Style::WideSpaces,
    ];
    let programs = [Producer::Library, Producer::LibreOffice, Producer::Ours];
    let write = |at: usize| {
        let unit = &units[at % units.len()];
        let seed = at as u64;
        let paper = make::paper(&campaign, styles[at % styles.len()], &unit.name, seed);
        let path = folder.join(format!("{at:03}-{}.docx", unit.name));
        fs::write(&path, programs[at % programs.len()].write(&paper, seed)).expect("is written");
        path
    };
    (0..FILES).map(write).collect()
}

/// Reads the files, and adds up what they say.
fn sum(reader: &Reader<'_>, files: &[PathBuf]) -> (usize, i64) {
    let (mut numbers, mut sum) = (0, 0);
    for path in files {
        let bytes = fs::read(path).expect("is there");
        let name = path.file_name().expect("has a name").to_string_lossy();
        for reading in reader.read(source(&name, &bytes)).expect("is read") {
            for blank in &reading.blanks {
                if let State::Value(Value::Number(n)) = blank.state {
                    numbers += 1;
                    sum += n;
                }
            }
        }
    }
    (numbers, sum)
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let began = Instant::now();
    let result = work();
    (result, began.elapsed())
}

fn race(reader: &Reader<'_>, folder: &Path, files: &[PathBuf]) {
    let mut best = [Duration::MAX; 3];
    let mut peer = None;
    for _ in 0..ROUNDS {
        let (ours, took) = timed(|| sum(reader, files));
        best[0] = best[0].min(took);
        let (halves, took) = timed(|| {
            let (first, second) = files.split_at(files.len() / 2);
            std::thread::scope(|scope| {
                let other = scope.spawn(|| sum(reader, second));
                let (numbers, total) = sum(reader, first);
                let (more, rest) = other.join().expect("does not panic");
                (numbers + more, total + rest)
            })
        });
        best[1] = best[1].min(took);
        assert_eq!(ours, halves);
        peer = peer_sum(folder, &mut best[2]);
        if let Some(theirs) = peer {
            assert_eq!(ours, theirs, "both found the same numbers");
        }
    }
    let show = |name: &str, took: Duration| {
        let each = took / u32::try_from(files.len()).expect("few files");
        println!("{name:<30}{took:>12.2?}{each:>12.2?} a file");
    };
    println!("\n{} files", files.len());
    show("one thread", best[0]);
    show("two threads", best[1]);
    let Some((numbers, sum)) = peer else {
        return println!("python3 with python-docx is not here: nothing to compare with");
    };
    show("python-docx", best[2]);
    println!(
        "{numbers} numbers, in all {sum}; {:.1} times python-docx on one thread, {:.1} times on two",
        best[2].as_secs_f64() / best[0].as_secs_f64(),
        best[2].as_secs_f64() / best[1].as_secs_f64(),
    );
}

/// What python-docx makes of the same files; its own clock leaves the interpreter's start out.
fn peer_sum(folder: &Path, best: &mut Duration) -> Option<(usize, i64)> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers/sum_docx.py");
    let output = Command::new("python3")
        .arg(script)
        .arg(folder)
        .output()
        .ok()?;
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).ok()?;
    *best = (*best).min(Duration::from_secs_f64(said["seconds"].as_f64()?));
    Some((
        usize::try_from(said["numbers"].as_u64()?).ok()?,
        said["sum"].as_i64()?,
    ))
}
