//! Help, man page and completions: all from one table.

use super::bench::Bench;

#[test]
fn the_first_page_and_a_command_s_page() {
    let bench = Bench::new();
    insta::assert_snapshot!("first_page", bench.told(&["help"]));
    insta::assert_snapshot!("submit_page", bench.told(&["help", "submit"]));
    assert_eq!(bench.ok(&["help", "submit"]), bench.ok(&["submit", "-h"]));
    assert_eq!(bench.ok(&["help"]), bench.ok(&["--help"]));
}

#[test]
fn topics_are_listed_and_told() {
    let bench = Bench::new();
    let list = bench.ok(&["help", "topics"]);
    let names: Vec<&str> = list
        .lines()
        .skip(1)
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(names.contains(&"exit-codes"), "{list}");
    for name in names {
        assert!(bench.ok(&["help", name]).lines().count() > 3, "{name}");
    }
    insta::assert_snapshot!(bench.told(&["help", "josn"]));
}

#[test]
fn completions_know_every_command_and_no_english() {
    let bench = Bench::new();
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = bench.ok(&["completions", shell]);
        for word in ["submit", "accept-warnings", "unexcuse"] {
            assert!(script.contains(word), "{shell} does not know {word}");
        }
        assert!(!script.contains("Print help"), "{shell}");
    }
}

#[test]
fn the_man_page_is_whole() {
    let bench = Bench::new();
    let page = bench.ok(&["man"]);
    for part in [
        ".TH anyue 1",
        ".SH 名称",
        ".SH 选项",
        ".SH 命令",
        "anyue\\-submit(1)",
    ] {
        assert!(page.contains(part), "no {part} in {page}");
    }
    assert!(
        bench
            .ok(&["man", "unit", "add"])
            .contains("anyue\\-unit\\-add")
    );
    assert_eq!(bench.run(&["man", "nothing"]).code, 2);
}

#[test]
fn the_version_is_told() {
    let bench = Bench::new();
    assert_eq!(
        bench.ok(&["-V"]),
        format!("anyue {}\n", env!("CARGO_PKG_VERSION"))
    );
}
