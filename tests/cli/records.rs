//! What is kept and worked out from records, at a prompt: a contest with one of everything that the language has.

use std::path::Path;

use serde_json::Value;

use super::bench::Bench;

/// A department, two towns, two enterprises.
const UNITS: &str = "编码,名称,类别\n\
    01,生产保护部,牵头部门\n\
    11,东乡,乡镇\n\
    12,西镇,乡镇\n\
    21,甲厂,企业\n\
    22,乙矿,企业\n";

const SPOTS: &str = "单位,名称,类别,指导单位,已补助,已遴选,已建成,已验收\n\
    东乡,一村,示范村,生产保护部,5000,2025/4/1,2025/5/6,2025/5/20\n\
    西镇,二区,小区,,,2025/4/2,,\n";

/// Runs a command on the second of June 2025.
fn at(bench: &Bench, arguments: &[&str]) -> String {
    let day = ["--today", "2025-06-02 09:00"];
    bench.told(&[&day, arguments].concat())
}

/// A coordinator's desk of the contest.
fn contest() -> Bench {
    let bench = Bench::new();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ops/sample/contest.toml");
    let file = file.to_str().expect("a plain path");
    bench.file("units.csv", UNITS);
    bench.file("spots.csv", SPOTS);
    bench.file("photo.jpg", "picture");
    bench.ok(&["new", "--campaign", file, "--units", "units.csv"]);
    bench
}

/// What `--json` prints of each command, by its section in `anyue help json`.
pub fn printed() -> Vec<(&'static str, Vec<Value>)> {
    let bench = contest();
    let json = |arguments: &[&str]| -> Value {
        let ran = bench.run(&[&["--json", "--today", "2025-06-02 09:00"], arguments].concat());
        serde_json::from_str(&ran.out)
            .unwrap_or_else(|error| panic!("{arguments:?}: {error}: {ran:?}"))
    };
    bench.file("bad.csv", "单位,名称\n没有,一村\n");
    let imported = json(&["record", "import", "spots", "spots.csv"]);
    vec![
        (
            "anyue record import",
            vec![
                imported,
                json(&["record", "import", "spots", "bad.csv", "--good-rows"]),
            ],
        ),
        (
            "anyue record registers",
            vec![json(&["record", "registers"])],
        ),
        (
            "anyue record list",
            vec![json(&["record", "list", "spots"])],
        ),
        ("anyue record show", vec![json(&["record", "show", "1"])]),
        (
            "anyue record add",
            vec![json(&["record", "edit", "1", "--set", "name=一号村"])],
        ),
    ]
}

#[test]
fn records_come_in_from_a_table_and_go_from_stage_to_stage() {
    let bench = contest();
    bench.file(
        "bad.csv",
        format!("{SPOTS}甲厂,三区,学校,没有,,,2025/4/2,\n"),
    );
    let told = [
        at(&bench, &["record", "registers"]),
        at(&bench, &["record", "import", "示范点台账", "bad.csv"]),
        at(
            &bench,
            &["record", "import", "spots", "spots.csv", "--dry-run"],
        ),
        at(&bench, &["record", "import", "spots", "spots.csv"]),
        at(&bench, &["record", "stage", "2", "已建成"]),
        at(
            &bench,
            &[
                "record",
                "edit",
                "2",
                "--set",
                "指导单位=scb",
                "--material",
                "photo.jpg",
            ],
        ),
        at(
            &bench,
            &["record", "stage", "2", "已建成", "--on", "6月1日"],
        ),
        at(&bench, &["record", "list", "spots"]),
        at(
            &bench,
            &[
                "record", "list", "spots", "--stage", "built", "--search", "eq",
            ],
        ),
        at(&bench, &["record", "back", "2", "--reason", "日期记错"]),
        at(&bench, &["record", "show", "2"]),
    ];
    insta::assert_snapshot!(told.join("\n\n"));
}

#[test]
fn every_problem_of_a_record_is_told_and_nothing_is_lost() {
    let bench = contest();
    let add = ["record", "add", "activities", "--unit", "甲厂"];
    let with = |more: &[&str]| at(&bench, &[&add[..], more].concat());
    let told = [
        with(&[
            "--set",
            "peple=3",
            "--set",
            "行动",
            "--material",
            "nothing=x",
        ]),
        with(&["--set", "people=多", "--set", "action=唱歌"]),
        with(&[
            "--set",
            "people=0",
            "--set",
            "held_on=5-20",
            "--set",
            "action=应急演练",
        ]),
        with(&[
            "--set",
            "people=0",
            "--set",
            "held_on=5-20",
            "--set",
            "action=应急演练",
            "--reason",
            "桌面推演",
        ]),
        at(&bench, &["record", "void", "1"]),
        at(&bench, &["record", "void", "1", "--reason", "重复"]),
        at(&bench, &["record", "list", "activities", "--with-void"]),
        at(&bench, &["record", "restore", "1"]),
        at(&bench, &["record", "add"]),
        at(&bench, &["record", "show", "9"]),
    ];
    insta::assert_snapshot!(told.join("\n\n"));
}
