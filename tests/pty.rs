//! Whole journeys on the real binary in a real pseudo-terminal, and what the terminal is left like. They wait for what
//! the screen says and never sleep. What a screen knows and does in every case is tested beside the screen.

mod arrivals;
mod coordinator;
mod desks;
mod editing;
mod final_report;
mod hasty;
mod hostile;
mod import_killed;
mod killed;
mod notices;
mod raw;
mod refusing;
mod register;
mod resized;
mod restored;
mod shared;
mod terminal;
mod weekly;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use crate::cli::bench::Bench;
use terminal::Terminal;
use terminal::keys::{DOWN, ENTER};

/// The second week is under way; the first is over.
const TODAY: &str = "2020-06-10 09:00";
const UNIT: &str = "平江街道社区卫生服务中心";

/// A liaison's own desk.
fn liaison() -> Bench {
    let bench = Bench::new();
    bench.ok(&[
        "new",
        "--campaign",
        "gusu-2020",
        "--unit",
        UNIT,
        "--kind",
        "区管医疗机构",
    ]);
    bench
}

/// The liaison's desk in a terminal, on its first screen.
fn opened(bench: &Bench) -> Terminal {
    let mut terminal = Terminal::start(bench.root(), TODAY, &[]);
    terminal.wait_for(&format!("（{UNIT}）"));
    terminal
}

/// From the first screen to the form of the second week.
fn to_second_week(terminal: &mut Terminal) {
    terminal.press(&["3"]);
    terminal.wait_for("要报送的");
    terminal.press(&[DOWN, DOWN, DOWN, ENTER]);
    terminal.wait_for(&format!("{UNIT} · 每周活动材料·第2周"));
}

/// The liaison's desk with the form of the second week open.
fn second_week(bench: &Bench) -> Terminal {
    let mut terminal = opened(bench);
    to_second_week(&mut terminal);
    terminal
}

/// Where the bench's only desk lies.
fn desk_folder(bench: &Bench) -> PathBuf {
    let listed = bench.json(&["desks"]);
    let folder = listed["desks"][0]["folder"].as_str();
    PathBuf::from(folder.expect("there is a desk"))
}

/// The desk's database, as another program opens it.
fn database(bench: &Bench) -> Connection {
    let path = desk_folder(bench).join("desk.db");
    Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE).expect("it opens")
}

/// The files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let below = paths.map(|path| {
        if path.is_dir() {
            files(&path)
        } else {
            vec![path]
        }
    });
    below.flatten().collect()
}

/// The words of the only Word file that a bench's desk has written, as the file has them when it is opened again.
fn paper_text(bench: &Bench) -> String {
    let papers = files(&bench.root().join("desks")).into_iter();
    let mut papers = papers.filter(|path| path.extension().is_some_and(|end| end == "docx"));
    let paper = papers.next().expect("it was written");
    let file = std::fs::File::open(paper).expect("opens");
    let mut package = zip::ZipArchive::new(file).expect("is a package");
    let mut part = package.by_name("word/document.xml").expect("has a text");
    let mut xml = String::new();
    std::io::Read::read_to_string(&mut part, &mut xml).expect("reads");
    let texts = xml.split("<w:t xml:space=\"preserve\">").skip(1);
    texts
        .filter_map(|text| text.split("</w:t>").next())
        .collect()
}
