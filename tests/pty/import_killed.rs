//! A batch that is killed half way, while files are read and again while they are accepted, and begun once more: no file
//! comes twice and none is lost.

use std::fs;

use anyue::store::hash_of;

use super::terminal::Terminal;
use super::{TODAY, database, desk_folder, files};
use crate::cli::bench::Bench;
use crate::intray::paper;

/// The names of as many units as the batch has files, none within another.
fn units() -> Vec<String> {
    let first = ["平江", "沧浪", "金阊", "虎丘", "相城", "吴中"];
    let second = ["东", "西", "南", "北", "中", "上"];
    let third = ["医院", "养老院", "敬老院", "护理院", "福利院"];
    let mut names = Vec::new();
    for a in first {
        for b in second {
            names.extend(third.map(|c| format!("{a}{b}{c}")));
        }
    }
    names
}

fn count(bench: &Bench, of: &str) -> i64 {
    let counted = database(bench).query_row(of, [], |row| row.get(0));
    counted.expect("it can be counted")
}

const ARRIVALS: &str = "SELECT COUNT(*) FROM arrival";
const ACCEPTED: &str = "SELECT COUNT(*) FROM arrival WHERE state = 'accepted'";
const REVISIONS: &str = "SELECT COUNT(*) FROM revision";

/// Begins the import and kills it as soon as it says `at`.
fn killed(bench: &Bench, at: &str) {
    let arguments = ["import", "来", "--period", "weekly/2"];
    let mut terminal = Terminal::start(bench.root(), TODAY, &arguments);
    terminal.catch(at);
    terminal.kill();
    let sound = database(bench).query_row("PRAGMA integrity_check", [], |row| row.get(0));
    assert_eq!(sound, Ok("ok".to_owned()));
}

#[test]
fn a_batch_killed_while_it_is_read_and_while_it_is_accepted_comes_whole_and_once() {
    let bench = Bench::new();
    let names = units();
    let all = i64::try_from(names.len()).expect("not so many");
    bench.file("units.csv", format!("名称\n{}\n", names.join("\n")));
    bench.ok(&["new", "--campaign", "gusu-2020", "--units", "units.csv"]);
    let blank_forms = files(&desk_folder(&bench).join("material")).len();
    for (n, name) in names.iter().enumerate() {
        let sessions = n.to_string();
        let answers = [
            ("study_sessions", sessions.as_str()),
            ("study_people", "300"),
        ];
        bench.file(&format!("来/{name}.txt"), paper(name, &answers));
    }

    killed(&bench, &format!("正在读 9/{all}"));
    let read = count(&bench, ARRIVALS);
    assert!((9..all).contains(&read), "{read} of {all} were read");
    assert_eq!(count(&bench, ACCEPTED), 0);

    killed(&bench, &format!("正在收下 9/{all}"));
    let accepted = count(&bench, ACCEPTED);
    assert!(
        (9..all).contains(&accepted),
        "{accepted} of {all} were accepted"
    );
    assert_eq!(count(&bench, ARRIVALS), all);
    assert_eq!(
        count(&bench, REVISIONS),
        accepted,
        "a file and its revision come together"
    );

    let again = ["import", "来", "--period", "weekly/2"];
    bench.ok(&again);
    assert_eq!(
        (count(&bench, ARRIVALS), count(&bench, ACCEPTED)),
        (all, all)
    );
    assert_eq!(count(&bench, REVISIONS), all, "one revision a unit");
    let total = bench.json(&["trace", "study_sessions"]);
    assert_eq!(total["total"]["value"], all * (all - 1) / 2, "{total:#}");
    // Each file is kept once and whole; what was just coming in stays under a passing name until it is tidied away.
    let mut kept = files(&desk_folder(&bench).join("material"));
    kept.retain(|path| {
        let name = path.file_name().expect("a name").to_string_lossy();
        !name.starts_with(".incoming-")
    });
    assert_eq!(kept.len(), names.len() + blank_forms);
    for path in &kept {
        let hash = hash_of(&fs::read(path).expect("it is there"));
        assert!(path.ends_with(&hash), "{path:?}");
    }

    bench.ok(&again);
    assert_eq!(
        count(&bench, REVISIONS),
        all,
        "and once more changes nothing"
    );
}
