//! Making desks, listing them, choosing one.

use super::bench::{Bench, UNITS};

#[test]
fn a_coordinator_s_desk_is_made_with_its_units() {
    let bench = Bench::new();
    let none = bench.told(&["desks"]);
    bench.file("units.csv", UNITS);
    let made = bench.told(&["new", "--campaign", "gusu-2020", "--units", "units.csv"]);
    let listed = bench.told(&["desks"]);
    insta::assert_snapshot!([none, made, listed].join("\n\n"));
}

#[test]
fn a_unit_s_desk_knows_its_code_from_the_list() {
    let bench = Bench::new();
    bench.file("units.csv", UNITS);
    let made = bench.json(&[
        "new",
        "--campaign",
        "gusu-2020",
        "--unit",
        "pjyy",
        "--units",
        "units.csv",
        "--desk",
        "mine",
    ]);
    assert_eq!(made["role"], "unit");
    assert_eq!(made["seat"]["code"], "011");
    assert_eq!(made["seat"]["name"], "平江医院");
    let desks = bench.json(&["desks"]);
    assert_eq!(desks["desks"][0]["last"], true, "wherever it lies: {desks}");
    let units = bench.json(&["unit", "list"]);
    assert_eq!(
        units["units"].as_array().map(Vec::len),
        Some(1),
        "none below"
    );
    assert_eq!(units["units"][0]["kind"], "medical");
}

#[test]
fn desks_lie_side_by_side_and_the_last_one_opens() {
    let bench = Bench::new();
    let told = bench.told(&["new", "--campaign", "gusu-2020", "--unit", "甲院"]);
    assert!(told.contains("还没有写明本单位的类别"), "{told}");
    bench.ok(&["new", "--campaign", "gusu-2020", "--unit", "乙院"]);
    let seat = || bench.json(&["unit", "list"])["units"][0]["name"].clone();
    assert_eq!(seat(), "乙院");
    let desks = bench.json(&["desks", "gusu-2020"]);
    let desks = desks["desks"].as_array().expect("a list");
    assert_eq!(desks.len(), 2);
    assert_eq!(seat(), "甲院");
    assert_eq!(bench.run(&["desks", "nowhere"]).code, 2);
    assert_eq!(seat(), "甲院", "a desk that is not there is not chosen");
}

#[test]
fn a_desk_is_chosen_by_its_unit_s_name_and_several_are_listed() {
    let bench = Bench::new();
    for unit in ["甲院", "乙院", "乙院"] {
        bench.ok(&["new", "--campaign", "gusu-2020", "--unit", unit]);
    }
    let seat = || bench.json(&["unit", "list"])["units"][0]["name"].clone();
    assert_eq!(seat(), "乙院");
    bench.ok(&["desks", "甲院"]);
    assert_eq!(seat(), "甲院");
    let ran = bench.run(&["desks", "乙院"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    for words in ["有 2 个", "gusu-2020-2", "gusu-2020-3", "没有改动"] {
        assert!(ran.err.contains(words), "{words}: {}", ran.err);
    }
    assert_eq!(seat(), "甲院", "nothing was chosen");
}

#[test]
fn what_cannot_become_a_desk_leaves_nothing_behind() {
    let bench = Bench::new();
    bench.file("broken.toml", "id = \"x\"\ntitel = \"安全生产月\"\n");
    bench.file("bad.csv", "名称,类别\n甲,直属单位\n甲,直属单位\n乙,什么\n");
    let cases: [&[&str]; 5] = [
        &["new", "--campaign", "gusu-2O20"],
        &["new", "--campaign", "broken.toml"],
        &["new", "--campaign", "gusu-2020", "--units", "bad.csv"],
        &["new", "--campaign", "gusu-2020", "--unit", "011"],
        &[
            "new",
            "--campaign",
            "gusu-2020",
            "--unit",
            "甲",
            "--kind",
            "什么",
        ],
    ];
    for case in cases {
        let ran = bench.run(case);
        assert_eq!(ran.code, 1, "{case:?}: {ran:?}");
        assert!(
            ran.err.contains("提示：") || ran.err.contains("可选"),
            "{case:?}: {ran:?}"
        );
    }
    insta::assert_snapshot!(bench.told(cases[2]));
    assert!(!bench.root().join("desks").exists());
    let full = bench.root().display().to_string();
    let occupied = ["new", "--campaign", "gusu-2020", "--desk", &full];
    assert_eq!(
        bench.run(&occupied).code,
        1,
        "a folder that holds something"
    );
    let good = [
        "new",
        "--campaign",
        "gusu-2020",
        "--units",
        "bad.csv",
        "--good-rows",
    ];
    assert!(bench.ok(&good).contains("1 个"));
}

#[test]
fn a_demonstration_goes_nowhere_else() {
    let bench = Bench::new();
    let told = bench.told(&["demo", "--desk", "别处"]);
    assert!(told.contains("演示总在自己的目录里，不看 --desk"), "{told}");
    assert!(!bench.root().join("别处").exists());
}

#[test]
fn a_demonstration_stands_still_however_it_is_opened() {
    let bench = Bench::new();
    bench.ok(&["demo", "--liaison"]);
    let desks = bench.json(&["desks"]);
    let demo = &desks["desks"][0];
    assert_eq!(demo["plays_at"], "2020-06-18T17:40:00+08:00", "{desks}");
    let folder = demo["folder"].as_str().expect("a path");
    let now = |arguments: &[&str]| -> String {
        let mut command = assert_cmd::Command::cargo_bin("anyue").expect("the program is built");
        let output = command
            .env_clear()
            .env("ANYUE_HOME", bench.root())
            .args(["--json", "--desk", folder])
            .args(arguments)
            .output()
            .expect("runs");
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        json["now"].as_str().expect("a time").to_owned()
    };
    assert_eq!(now(&["status"]), "2020-06-18T17:40:00+08:00");
    assert_eq!(now(&["--today", "6月20日", "status"])[5..10], *"06-20");
}
