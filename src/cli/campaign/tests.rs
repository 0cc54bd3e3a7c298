//! What `anyue campaign check` says of sound and broken files, and how it ends.

use std::path::Path;

use serde_json::Value;

use super::*;
use crate::cli::answer::Body;
use crate::domain::campaign::builtin;

/// The page as people read it, what `--json` prints, and how it ended.
fn read(answer: Answer) -> (String, Value, Exit) {
    let Body::Page { page, json } = answer.body else {
        panic!("a page")
    };
    (page.render(false), json, answer.exit)
}

fn file(source: &str) -> CampaignFile {
    CampaignFile {
        name: "通知.toml".to_owned(),
        source: source.to_owned(),
        // Where the blank forms that it names lie.
        folder: Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/campaigns")),
    }
}

#[test]
fn a_sound_file_is_said_to_be_sound() {
    let gusu = find("gusu-2020").expect("it comes with the program");
    let (page, json, exit) = read(check(&gusu));
    assert_eq!(exit, Exit::Done);
    assert!(page.starts_with("gusu-2020：没有问题。"), "{page}");
    assert!(page.contains("4 项任务，1 张表，69 个空格"), "{page}");
    assert_eq!(json["sound"], true);
    assert_eq!(json["diagnostics"].as_array().map(Vec::len), Some(0));
}

#[test]
fn every_problem_of_a_broken_file_is_told_with_its_place() {
    let gusu = find("gusu-2020").expect("it comes with the program").source;
    let broken = gusu
        .replace("theme =", "theem =")
        .replace("every = \"thursday\"", "every = \"thirsday\"")
        .replace("date = 2020-06-16", "date = 2020-07-16");
    let (page, json, exit) = read(check(&file(&broken)));
    assert_eq!(exit, Exit::NeedsPerson);
    assert_eq!(
        (&json["errors"], &json["warnings"]),
        (&Value::from(2), &Value::from(1))
    );
    assert_eq!(json["diagnostics"][0]["suggestion"], "是不是“theme”？");
    assert_eq!(json["diagnostics"][0]["column"], 1);
    for line in [
        "8 | theem = \"消除事故隐患，筑牢安全防线\"",
        "  | ^^^^^",
        "通知.toml：错误 2 处，提醒 1 处。请改好后再检查一次，写法见 anyue help campaign-file。",
    ] {
        assert!(page.lines().any(|shown| shown == line), "{line}\n{page}");
    }
}

#[test]
fn a_warning_alone_is_no_failure() {
    let gusu = find("gusu-2020").expect("it comes with the program").source;
    let (page, json, exit) = read(check(&file(
        &gusu.replace("date = 2020-06-16", "date = 2020-07-16"),
    )));
    assert_eq!((exit, &json["sound"]), (Exit::Done, &Value::from(true)));
    assert!(page.contains("通知.toml：可以使用，提醒 1 处。"), "{page}");
}

#[test]
fn the_list_names_what_comes_with_the_program() {
    let (page, json, _) = read(list());
    for (at, (id, _)) in builtin().iter().enumerate() {
        let known = &json["campaigns"][at];
        assert_eq!(known["id"], *id);
        let line = page.lines().find(|line| line.starts_with(id));
        let days = format!(
            "{} 至 {}",
            known["from"].as_str().expect("a day"),
            known["to"].as_str().expect("a day")
        );
        assert!(line.is_some_and(|line| line.contains(&days)), "{page}");
    }
    assert_eq!(json["campaigns"][0]["from"], "2020-06-01");
}

#[test]
fn a_campaign_is_shown_with_its_periods_and_the_ids_of_its_blanks() {
    let gusu = find("gusu-2020").expect("it comes with the program");
    let (page, json, exit) = read(show::run(&gusu));
    assert_eq!(exit, Exit::Done);
    assert_eq!(json["figures"].as_array().map(Vec::len), Some(69));
    let due: Vec<&str> = json["periods"]
        .as_array()
        .expect("periods")
        .iter()
        .filter_map(|period| period["due"].as_str())
        .collect();
    assert_eq!(
        due,
        [
            "2020-06-04",
            "2020-06-04",
            "2020-06-04",
            "2020-06-11",
            "2020-06-18",
            "2020-06-25",
            "2020-07-01"
        ]
    );
    let holiday = page
        .lines()
        .find(|line| line.starts_with("weekly/4"))
        .expect("the fourth week");
    assert!(
        holiday.contains("6月19日至6月25日") && holiday.contains("建议 6月24日前"),
        "{holiday}"
    );
    let last = page
        .lines()
        .find(|line| line.starts_with("final"))
        .expect("the final report");
    assert!(last.contains("6月26日至6月30日"), "{last}");
    assert!(
        page.lines()
            .any(|line| line.starts_with("study_sessions ") && line.contains("  次  ")),
        "{page}"
    );
}

#[test]
fn a_broken_campaign_shows_what_is_wrong_with_it() {
    let (page, _, exit) = read(show::run(&file("id = 3\n")));
    assert_eq!(exit, Exit::NeedsPerson);
    assert!(page.contains("通知.toml:1:6"), "{page}");
}
