//! What is said to somebody who mistypes, and what never goes wrong: pipes that close, text that attacks.

use std::io::Read;
use std::process::Stdio;

use super::bench::Bench;

#[test]
fn every_mistake_gets_a_reason_and_a_way_on() {
    let bench = Bench::new();
    let cases: [&[&str]; 10] = [
        &["sbmit"],
        &["submit"],
        &["submit", "--unti", "x", "--period", "weekly/1"],
        &["submit", "--unit"],
        &[
            "receive",
            "--unit",
            "x",
            "--period",
            "weekly/1",
            "--channel",
            "emial",
        ],
        &["unit"],
        &["unit", "lst"],
        &["audit", "--limit", "many"],
        &[
            "extend", "--unit", "x", "--period", "final", "--to", "6月9日", "--cancel",
        ],
        &["--today", "明天", "desks"],
    ];
    let told: Vec<String> = cases.iter().map(|case| bench.told(case)).collect();
    insta::assert_snapshot!(told.join("\n\n"));
}

#[test]
fn without_a_desk_it_is_told_how_to_get_one() {
    let bench = Bench::new();
    insta::assert_snapshot!(bench.told(&["unit", "list"]));
    let told = bench.told(&["--desk", "nowhere", "unit", "list"]);
    assert!(told.ends_with("= 2"), "{told}");
    assert!(
        told.contains("nowhere") && told.contains("提示："),
        "{told}"
    );
}

#[test]
fn a_failure_is_json_too() {
    let ran = Bench::new().run(&["--json", "unit", "list"]);
    let value: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(value["error"]["message"], "还没有工作台");
    assert!(ran.err.contains("还没有工作台"), "people read it as well");
    let ran = Bench::new().run(&["--json", "unit", "lst"]);
    assert!(ran.out.contains("\"error\""), "{ran:?}");
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let bench = Bench::new();
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("anyue"))
        .env_clear()
        .args(["completions", "zsh"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .current_dir(bench.root())
        .spawn()
        .expect("the program starts");
    // Closed before anything is read: whatever is written next meets a broken pipe.
    drop(child.stdout.take());
    let mut err = String::new();
    child
        .stderr
        .take()
        .expect("piped")
        .read_to_string(&mut err)
        .expect("reads");
    let status = child.wait().expect("ends");
    assert_eq!((status.code(), err.as_str()), (Some(0), ""));
}

#[test]
fn control_characters_never_reach_the_terminal() {
    let bench = Bench::with_desk();
    let hostile = "\u{1b}[2J\u{1b}]0;title\u{7}甲\u{202e}乙";
    for arguments in [
        &["unit", "add", hostile, "--alias", hostile][..],
        &["unit", "add", "丁站", "--kind", hostile],
        &["unit", "list", "--search", hostile],
        &["unit", "rename", hostile, hostile],
        &[
            "submit", "--unit", "011", "--period", hostile, "--set", hostile,
        ],
        &[
            "hazard", "add", "--unit", "011", "--place", hostile, "--what", hostile,
        ],
        &["audit", "--act", hostile],
        &["--desk", hostile, "desks", hostile],
        &["audit"],
        &["unit", "list"],
        &["hazard", "list"],
        &[hostile],
    ] {
        let ran = bench.run(arguments);
        let all = format!("{}{}", ran.out, ran.err);
        let raw = all
            .chars()
            .find(|c| c.is_control() && *c != '\n' || *c == '\u{202e}');
        assert_eq!(raw, None, "{arguments:?}: {all:?}");
    }
}
