//! Campaign files, from a script: checked, listed, shown, and never a broken one on a desk.

use super::bench::Bench;

const GUSU: &str = include_str!("../../data/campaigns/gusu-2020.toml");

#[test]
fn a_broken_file_is_told_whole_and_reaches_no_desk() {
    let bench = Bench::new();
    let broken = GUSU
        .replace("theme =", "theem =")
        .replace("from = 2020-06-01", "from = “2020-06-01”")
        .replace("date = 2020-06-16", "date = 2020-07-16")
        .replace("every = \"thursday\"", "every = \"thirsday\"")
        .replace("（{study_people}）人次", "（{study_people）人次")
        .replace(
            "rule = \"open_day_visitors >",
            "rule = \"open_day_visitor >",
        );
    bench.file("通知.toml", broken);
    let checked = bench.told(&["campaign", "check", "通知.toml"]);
    let made = bench.run(&["new", "--campaign", "通知.toml", "--desk", "mine"]);
    assert_eq!(made.code, 1, "{}", made.err);
    assert!(!bench.root().join("mine").exists());
    insta::assert_snapshot!(checked);
}

#[test]
fn a_file_of_one_s_own_makes_a_desk() {
    let bench = Bench::new();
    bench.file("通知.toml", GUSU.replace("gusu-2020", "mine-2020"));
    assert!(
        bench
            .ok(&["campaign", "check", "通知.toml"])
            .contains("没有问题")
    );
    bench.ok(&["new", "--campaign", "通知.toml", "--unit", "甲院"]);
    let desks = bench.json(&["desks"]);
    assert_eq!(desks["desks"].as_array().map(Vec::len), Some(1));
}

#[test]
fn what_comes_with_the_program_is_listed_and_shown() {
    let bench = Bench::new();
    let listed = bench.json(&["campaign", "list"]);
    assert_eq!(listed["campaigns"][0]["id"], "gusu-2020");
    let shown = bench.ok(&["campaign", "show", "gusu-2020"]);
    let head: Vec<&str> = shown.lines().take(40).collect();
    insta::assert_snapshot!(head.join("\n"));
}

#[test]
fn a_mistyped_id_and_a_missing_file_are_told() {
    let bench = Bench::new();
    let id = bench.told(&["campaign", "show", "gusu-2002"]);
    let file = bench.told(&["campaign", "check", "没有.toml"]);
    insta::assert_snapshot!([id, file].join("\n\n"));
}
