//! Campaign files at the prompt.

use super::bench::Bench;

#[test]
fn every_problem_of_a_file_is_told_at_its_place() {
    let bench = Bench::new();
    let source = "id = \"x-2021\"\ntitle = \"某区“安全生产月”活动\"\ntheme = \"安全\"\ndocument = \"\"\nissuer = \"某局\"\n\
        collector = \"\"\nfrom = 2021-06-01\nto = 2021-05-30\n主题 = 1\n[[duty]]\nid = \"weekly\"\nnmae = \"周报\"\n";
    bench.file("broken.toml", source);
    let broken = bench.run(&["campaign", "check", "broken.toml"]);
    assert_eq!(broken.code, 1);
    assert!(
        broken.err.contains("broken.toml:12:1") && broken.err.contains("是不是“name”"),
        "{}",
        broken.err
    );
    let json = bench.run(&["--json", "campaign", "check", "broken.toml"]);
    let json: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(json["usable"], false);
    let listed = json["diagnostics"].as_array().map(Vec::len);
    assert!(listed.is_some_and(|listed| listed > 2), "all at once");
    let missing = bench.run(&["campaign", "check", "nowhere.toml"]);
    assert_eq!(missing.code, 2);
}

#[test]
fn what_comes_with_the_program_is_sound_and_shown() {
    let bench = Bench::new();
    insta::assert_snapshot!(bench.told(&["campaign", "list"]));
    let shown = bench.ok(&["campaign", "show", "gusu-2020"]);
    let head: Vec<&str> = shown.lines().take(20).collect();
    insta::assert_snapshot!("show", head.join("\n"));
    let json = bench.json(&["campaign", "show", "gusu-2020"]);
    assert_eq!(json["figures"].as_array().map(Vec::len), Some(69));
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/data/campaigns/gusu-2020.toml");
    bench.ok(&["campaign", "check", source]);
    assert_eq!(
        bench.run(&["campaign", "show"]).code,
        2,
        "no desk to show the campaign of"
    );
}
