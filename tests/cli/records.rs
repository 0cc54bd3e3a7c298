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
pub fn at(bench: &Bench, arguments: &[&str]) -> String {
    let day = ["--today", "2025-06-02 09:00"];
    bench.told(&[&day, arguments].concat())
}

/// A coordinator's desk of the contest.
pub fn contest() -> Bench {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ops/sample/contest.toml");
    contest_of(Bench::new(), file.to_str().expect("a plain path"))
}

/// Where nobody may hold more than two drills a year, and 甲厂 held three; and where a report gives points once it is
/// published, which one is not.
fn exceeded() -> Bench {
    let mut source = include_str!("../../src/ops/sample/contest.toml").to_owned();
    let stage = "[[register.stage]]\nid = \"published\"\nname = \"已宣传发布\"\n\n";
    let check = "[[register.check]]\nrule = \"people >= 1\"";
    for (before, put) in [
        ("at_least = 1\nmeasure = \"次\"", "at_most = 2\n"),
        (check, stage),
    ] {
        assert!(source.contains(before), "{before}");
        source = source.replacen(before, &format!("{put}{before}"), 1);
    }
    let media = "action == “媒体报道”";
    source = source.replacen(media, &format!("{media} and stage >= published"), 1);
    let bench = Bench::new();
    bench.file("contest.toml", source);
    let bench = contest_of(bench, "contest.toml");
    for action in ["应急演练", "应急演练", "应急演练", "媒体报道"] {
        let add = ["record", "add", "activities", "--unit", "甲厂"];
        let action = format!("action={action}");
        let fields = ["--set", "held_on=2-1", "--set", &action];
        at(&bench, &[&add[..], &fields].concat());
    }
    bench
}

fn contest_of(bench: Bench, file: &str) -> Bench {
    bench.file("units.csv", UNITS);
    bench.file("spots.csv", SPOTS);
    bench.file("photo.jpg", "picture");
    bench.ok(&["new", "--campaign", file, "--units", "units.csv"]);
    bench
}

/// The desk above, where a spot of 西镇 is called otherwise than on 西镇's own desk.
fn contested() -> Bench {
    let (above, town) = (contest(), Bench::new());
    let carry = |from: &Bench, name: &str, to: &Bench| {
        let bytes = std::fs::read(from.root().join(name)).expect("was made");
        to.file(name, bytes);
    };
    at(&above, &["record", "import", "spots", "spots.csv"]);
    at(
        &above,
        &["packet", "campaign", "--unit", "西镇", "-o", "下发.anyue"],
    );
    carry(&above, "下发.anyue", &town);
    at(&town, &["open", "下发.anyue"]);
    at(&above, &["record", "edit", "2", "--set", "name=西镇二区"]);
    at(&town, &["record", "edit", "1", "--set", "name=二号区"]);
    at(&town, &["packet", "report", "-o", "上报.anyue"]);
    carry(&town, "上报.anyue", &above);
    let told = at(&above, &["open", "上报.anyue"]);
    assert!(told.contains("台账有 1 条有两种说法"), "{told}");
    above
}

#[test]
fn a_record_that_two_desks_wrote_differently_is_listed_shown_and_decided() {
    let bench = contested();
    let decide = |more: &[&str]| at(&bench, &[&["review", "decide-record", "2"], more].concat());
    let told = at(&bench, &["review", "list"]);
    assert!(told.contains("台账里有两种说法的"), "{told}");
    let told = at(&bench, &["review", "record", "2"]);
    assert!(
        told.contains("二号区") && told.contains("西镇二区"),
        "{told}"
    );
    let told = decide(&["--keep", "2"]);
    assert!(told.contains("需要写明理由"), "{told}");
    let told = decide(&["--keep", "2", "--reason", "电话核实"]);
    assert!(told.contains("以第 2 版为准，存为第 4 版"), "{told}");
    let told = at(&bench, &["review", "list"]);
    assert!(told.contains("没有要审核的报送"), "{told}");
    let told = at(&bench, &["review", "record", "2"]);
    assert!(told.contains("没有两种说法"), "{told}");
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
    .into_iter()
    .chain(printed_of_what_is_worked_out(&json))
    .chain(printed_of_what_is_contested())
    .chain(printed_of_what_is_exceeded())
    .collect()
}

fn printed_of_what_is_exceeded() -> Vec<(&'static str, Vec<Value>)> {
    let bench = exceeded();
    let json = |arguments: &[&str]| {
        let day = ["--today", "2025-06-02 09:00"];
        bench.json(&[&day, arguments].concat())
    };
    vec![
        ("anyue target list", vec![json(&["target", "list"])]),
        (
            "anyue target show",
            vec![json(&["target", "show", "drills"])],
        ),
        ("anyue score list", vec![json(&["score", "list"])]),
        ("anyue score show", vec![json(&["score", "show", "甲厂"])]),
    ]
}

fn printed_of_what_is_contested() -> Vec<(&'static str, Vec<Value>)> {
    let bench = contested();
    let json = |arguments: &[&str]| {
        let day = ["--today", "2025-06-02 09:00"];
        bench.json(&[&day, arguments].concat())
    };
    let one = ["review", "record", "2"];
    let decide = ["review", "decide-record", "2", "--keep", "3"];
    vec![
        ("anyue review record", vec![json(&one)]),
        ("anyue review list", vec![json(&["review", "list"])]),
        (
            "anyue review decide-record",
            vec![json(&[&decide[..], &["--reason", "核实"]].concat())],
        ),
    ]
}

/// Targets, points, responsibilities, nominations.
fn printed_of_what_is_worked_out(
    json: &dyn Fn(&[&str]) -> Value,
) -> Vec<(&'static str, Vec<Value>)> {
    for action in ["应急演练", "应急演练", "应急演练", "重点领域", "特色活动"] {
        let action = format!("action={action}");
        let add = ["record", "add", "activities", "--unit", "甲厂"];
        json(&[&add[..], &["--set", "held_on=2-1", "--set", &action]].concat());
    }
    let row = ["record", "add", "measures", "--row", "m1", "--unit", "东乡"];
    json(&row);
    let shared = json(&["target", "share", "spots", "--set", "东乡=4"]);
    let quota = json(&["nominate", "quota", "best_unit", "--set", "东乡=1"]);
    let added = json(&["nominate", "add", "best_unit", "甲厂", "--by", "东乡"]);
    vec![
        ("anyue target share", vec![shared]),
        ("anyue target list", vec![json(&["target", "list"])]),
        (
            "anyue target show",
            ["spots", "drills"]
                .map(|target| json(&["target", "show", target]))
                .to_vec(),
        ),
        (
            "anyue score set",
            vec![json(&["score", "set", "甲厂", "sign_up", "--own", "5"])],
        ),
        ("anyue score list", vec![json(&["score", "list"])]),
        ("anyue score show", vec![json(&["score", "show", "甲厂"])]),
        ("anyue responsibility", vec![json(&["responsibility"])]),
        ("anyue nominate quota", vec![quota]),
        ("anyue nominate add", vec![added]),
        ("anyue nominate list", vec![json(&["nominate", "list"])]),
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

#[test]
fn what_is_exported_goes_in_again_without_a_change() {
    let bench = contest();
    let day = ["--today", "2025-06-02"];
    bench.ok(&[&day[..], &["record", "import", "spots", "spots.csv"]].concat());
    let export = [
        "export", "register", "--of", "spots", "--format", "csv", "-o", "-",
    ];
    let csv = bench.ok(&[&day[..], &export].concat());
    assert!(csv.contains("编号,单位,名称,类别"), "{csv}");
    bench.file("again.csv", &csv);
    let told = bench.ok(&[&day[..], &["record", "import", "spots", "again.csv"]].concat());
    assert!(
        told.contains("新增 0 条，修改 0 条，没有变化 2 条"),
        "{told}"
    );
}

#[test]
fn every_paper_of_records_is_offered_and_written_in_every_format() {
    let bench = contest();
    let day = ["--today", "2025-06-02"];
    bench.ok(&[&day[..], &["record", "import", "spots", "spots.csv"]].concat());
    bench.ok(&[
        &day[..],
        &["nominate", "add", "best_unit", "甲厂", "--by", "东乡"],
    ]
    .concat());
    insta::assert_snapshot!(at(&bench, &["export"]));
    for paper in [
        &["register", "--of", "spots"][..],
        &["targets"],
        &["scores"],
        &["responsibilities"],
        &["nominations"],
        &["record", "--unit", "东乡"],
        &["record"],
    ] {
        for format in ["xlsx", "docx", "csv", "html", "md", "json"] {
            bench.ok(&[
                &day[..],
                &["export"],
                paper,
                &["--format", format, "-o", "."],
            ]
            .concat());
        }
        let text = [&day[..], &["export"], paper, &["--format", "md", "-o", "-"]].concat();
        let text = bench.ok(&text);
        let expected = match paper[0] {
            "register" => "一村",
            "targets" => "创建示范点",
            "scores" => "乙矿",
            "responsibilities" => "竞赛普遍开展",
            "nominations" => "职代会审议通过",
            _ => "示范点台账",
        };
        assert!(text.contains(expected), "{paper:?}: {text}");
    }
}
