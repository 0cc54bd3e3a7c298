//! Papers and the overview at the prompt. What a paper says is tested with the papers.

use super::bench::Bench;

const NOW: [&str; 2] = ["--today", "2020-06-18 17:40"];

fn told(bench: &Bench, arguments: &[&str]) -> String {
    bench.told(&[&NOW[..], arguments].concat())
}

#[test]
fn every_paper_is_offered_and_saved() {
    let bench = Bench::with_desk();
    insta::assert_snapshot!(told(&bench, &["export"]));
    let papers = bench.json(&["export"]);
    for paper in papers["papers"].as_array().expect("a list") {
        let kind = paper["kind"].as_str().expect("a word");
        let unit: &[&str] = if kind == "annex1" {
            &["--unit", "011"]
        } else {
            &[]
        };
        let made = bench.json(&[&["export", kind, "--period", "weekly/1"][..2], unit].concat());
        assert_eq!(made["format"], paper["formats"][0], "the usual one");
        let path = std::path::Path::new(made["path"].as_str().expect("a path"));
        assert!(path.is_file() && path.starts_with(bench.root()), "{path:?}");
    }
    let audit = bench.json(&["audit", "--act", "导出"]);
    assert_eq!(audit["entries"].as_array().map(Vec::len), Some(8));
}

#[test]
fn a_form_that_goes_out_with_nothing_in_it_is_told() {
    let bench = Bench::with_desk();
    let remark = |arguments: &[&str]| bench.run(&[&["export", "annex1"], arguments].concat()).err;
    let handed_out = remark(&[]);
    assert!(
        handed_out.contains("这是空表，发给单位填写；要某个单位填好的，写 --unit 单位"),
        "{handed_out}"
    );
    assert!(handed_out.contains("anyue export liaisons"), "{handed_out}");
    let unregistered = remark(&["--unit", "011"]);
    assert!(
        unregistered.contains("还没有登记，这是空表"),
        "{unregistered}"
    );
    let other = bench.run(&["export", "annex2"]).err;
    assert!(!other.contains("空表"), "{other}");
}

#[test]
fn the_format_follows_the_file_s_name() {
    let bench = Bench::with_desk();
    bench.ok(&["export", "附件2", "-o", "表.xlsx"]);
    let bytes = std::fs::read(bench.root().join("表.xlsx")).expect("written");
    assert_eq!(&bytes[..4], b"PK\x03\x04");
    let text = bench.ok(&["export", "status", "--format", "csv", "-o", "-"]);
    assert!(
        text.starts_with('\u{feff}') && text.contains("平江医院"),
        "{text}"
    );
    bench.ok(&["export", "summary", "-o", "报告.md", "--as-of", "6月11日"]);
    assert!(bench.root().join("报告.md").is_file());
}

#[test]
fn what_cannot_be_exported_is_told() {
    let bench = Bench::with_desk();
    let cases: [&[&str]; 6] = [
        &["export", "anex2"],
        &["export", "status", "--format", "pdf"],
        &["export", "units", "--format", "docx", "-o", "-"],
        &["export", "units", "--format", "docx"],
        &["export", "hazards", "--period", "weekly/1"],
        &["export", "annex2", "-o", "nowhere/x.docx"],
    ];
    let all: Vec<String> = cases.iter().map(|case| told(&bench, case)).collect();
    insta::assert_snapshot!(all.join("\n\n"));
}

#[test]
fn the_overview_of_who_collects_and_of_who_reports() {
    let bench = Bench::with_desk();
    bench.file("narrative.txt", "本周组织学习。\n");
    let report = [
        "submit",
        "--period",
        "weekly/2",
        "--narrative",
        "narrative.txt",
        "--set",
        "study_people=30",
    ];
    bench.ok(&[&report[..], &["--unit", "011", "--today", "2020-06-11"]].concat());
    bench.ok(&[&report[..], &["--unit", "012", "--today", "2020-06-12"]].concat());
    insta::assert_snapshot!("who_collects", told(&bench, &["overview"]));
    bench.ok(&[
        "new",
        "--campaign",
        "gusu-2020",
        "--unit",
        "平江医院",
        "--code",
        "011",
    ]);
    bench.ok(&[&report[..], &["--today", "2020-06-11"]].concat());
    insta::assert_snapshot!("who_reports", told(&bench, &["overview"]));
}

#[test]
fn without_a_terminal_the_program_prints_instead_of_drawing() {
    let bench = Bench::new();
    let none = bench.run(&[]);
    assert_eq!(none.code, 2, "no desk: {none:?}");
    let ran = bench
        .command(&["demo"])
        .env_remove("LANG")
        .output()
        .expect("runs");
    let demo = super::bench::Ran::of(ran);
    assert_eq!(demo.code, 0, "{demo:?}");
    for part in [
        "下一个截止",
        "报送情况（24 个单位）",
        "端午节",
        "及时率",
        "逾期未报",
    ] {
        assert!(demo.out.contains(part), "{part}: {}", demo.out);
    }
    assert!(!demo.out.contains('\u{1b}'));
    let liaison = bench.ok(&["demo", "--liaison"]);
    assert!(liaison.contains("接下来要做"), "{liaison}");
    let desks = bench.json(&["desks"]);
    let desks = desks["desks"].as_array().expect("a list");
    let apart = |desk: &serde_json::Value| desk["last"] == false && desk["plays_at"].is_string();
    assert!(desks.len() == 2 && desks.iter().all(apart), "{desks:?}");
}
