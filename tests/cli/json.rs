//! What `anyue help json` promises is what `--json` prints, key by key.

mod promised;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::bench::Bench;
use promised::{places, promised};

/// A desk on which everything has happened at least once.
fn eventful() -> Bench {
    let bench = Bench::new();
    bench.ok(&["demo"]);
    let demo = bench.root().join("demo").join("gusu-2020-汇总");
    bench.ok(&["new", "--campaign", "gusu-2020", "--unit", "甲院"]);
    bench.ok(&["desks", demo.to_str().expect("a plain path")]);
    bench.file("narrative.txt", "本周组织学习。\n");
    bench.file(
        "units.csv",
        "名称,类别,电话\n新一站,直属单位,1\n新二站,没有,2\n",
    );
    bench.file("broken.toml", "id = 3\n");
    bench.file(
        "附件1.docx",
        include_bytes!("../../data/campaigns/gusu-2020/附件1-空表.docx"),
    );
    bench.file("通知.txt", "请于6月4日前报送附件1。");
    let papers = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    for (name, from) in [
        ("来件/009-附件2.docx", "filled/02-金阊医院-附件2.docx"),
        (
            "改过的.docx",
            "../../data/campaigns/gusu-2020/附件2-空表.docx",
        ),
        ("来件/现场.jpg", "../../LICENSE"),
    ] {
        bench.file(
            name,
            fs::read(papers.join(from)).expect("a file of the tests"),
        );
    }
    bench
}

#[test]
fn what_is_printed_is_what_is_promised() {
    let bench = eventful();
    let json = |arguments: &[&str]| -> Value {
        let ran = bench.run(&[&["--json", "--today", "2020-06-18 17:40"], arguments].concat());
        serde_json::from_str(&ran.out)
            .unwrap_or_else(|error| panic!("{arguments:?}: {error}: {ran:?}"))
    };
    let report = [
        "--narrative",
        "narrative.txt",
        "--accept-warnings",
        "--reason",
        "代报",
    ];
    let submit = |unit: &str, period: &str, more: &[&str]| {
        json(
            &[
                &["submit", "--unit", unit, "--period", period],
                &report[..],
                more,
            ]
            .concat(),
        )
    };
    let report_packet = [
        "packet",
        "report",
        "--desk",
        "liaison",
        "--without-material",
        "-o",
        "上报.anyue",
    ];
    let broken = ["--set", "study_sessions=9", "--set", "study_people=1"];
    // In this order: later ones look at what earlier ones did.
    let printed: Vec<(&str, Vec<Value>)> = vec![
        (
            "anyue unit import",
            vec![json(&["unit", "import", "units.csv", "--good-rows"])],
        ),
        (
            "anyue unit add",
            vec![json(&[
                "unit",
                "add",
                "平江分院",
                "--parent",
                "001",
                "--kind",
                "直属单位",
            ])],
        ),
        (
            "anyue submit",
            vec![
                submit("003", "weekly/3", &broken),
                submit("平江分院", "weekly/3", &broken),
                submit(
                    "001",
                    "final",
                    &["--set", "study_sessions=90", "--today", "2020-06-30"],
                ),
            ],
        ),
        (
            "anyue explain",
            vec![json(&[
                "explain", "--unit", "001", "--period", "final", "--reason", "补记",
            ])],
        ),
        (
            "anyue submit --dry-run",
            vec![submit(
                "013",
                "weekly/3",
                &[&broken[..], &["--dry-run"]].concat(),
            )],
        ),
        (
            "出错",
            vec![
                json(&["submit", "--unit", "013", "--period", "weekly/3", "--fresh"]),
                json(&["unit", "import", "units.csv"]),
                json(&["new", "--campaign", "broken.toml"]),
            ],
        ),
        (
            "anyue import",
            vec![
                {
                    // Nothing of it stands that the file's totals could contradict.
                    bench.ok(&["unit", "add", "新三站", "--code", "099"]);
                    json(&["import", "来件", "--period", "final", "--unit", "099"])
                },
                json(&[
                    "import",
                    "改过的.docx",
                    "--period",
                    "final",
                    "--unit",
                    "099",
                    "--dry-run",
                ]),
                {
                    bench.ok(&["export", "annex1", "--unit", "001", "-o", "附件1-001.docx"]);
                    json(&["import", "附件1-001.docx", "--no-accept"])
                },
                json(&["import", "narrative.txt", "改过的.docx"]),
            ],
        ),
        (
            "anyue withdraw",
            vec![json(&["withdraw", "--unit", "003", "--period", "weekly/3"])],
        ),
        (
            "anyue receive",
            vec![json(&[
                "receive",
                "--unit",
                "013",
                "--period",
                "weekly/3",
                "--channel",
                "paper",
                "--reason",
                "签收",
            ])],
        ),
        (
            "anyue void",
            vec![json(&[
                "void", "--unit", "013", "--period", "weekly/3", "--reason", "登错",
            ])],
        ),
        (
            "anyue extend",
            vec![json(&[
                "extend",
                "--unit",
                "003",
                "--period",
                "weekly/3",
                "--to",
                "6月22日",
                "--reason",
                "防汛",
            ])],
        ),
        (
            "anyue close",
            vec![
                json(&["close", "weekly/1"]),
                json(&["close", "weekly", "--reopen", "--reason", "补登"]),
            ],
        ),
        ("anyue chase", vec![json(&["chase", "--record"])]),
        (
            "anyue hazard add",
            vec![json(&[
                "hazard", "add", "--unit", "001", "--place", "一楼", "--what", "堆物",
            ])],
        ),
        (
            "anyue packet campaign",
            vec![json(&[
                "packet",
                "campaign",
                "--unit",
                "009",
                "-o",
                "下发.anyue",
            ])],
        ),
        ("anyue open", {
            let set_up = json(&["open", "下发.anyue", "--desk", "liaison"]);
            bench.file("现场.jpg", "a picture");
            let typed = ["--set", "study_sessions=7", "--set", "study_people=70"];
            let attached = ["--desk", "liaison", "--material", "现场.jpg"];
            submit("009", "weekly/3", &[&attached[..], &typed].concat());
            let demo = bench.root().join("demo").join("gusu-2020-汇总");
            let demo = demo.to_str().expect("a plain path");
            bench.ok(&["desks", demo]);
            submit("009", "weekly/3", &broken);
            json(&report_packet);
            // A demonstration takes a packet only where it is named.
            vec![set_up, json(&["open", "上报.anyue", "--desk", demo])]
        }),
        (
            "anyue review show",
            vec![
                json(&["review", "show", "--unit", "009", "--period", "weekly/3"]),
                {
                    let told = ["--comment", "study_people=请核对"];
                    let one = ["review", "return", "--unit", "001", "--period", "weekly/1"];
                    json(&[&one[..], &told].concat());
                    json(&["review", "show", "--unit", "001", "--period", "weekly/1"])
                },
            ],
        ),
        ("anyue review decide", {
            let place = ["--unit", "009", "--period", "weekly/3"];
            let shown = json(&[&["review", "show"][..], &place].concat());
            let keep = shown["versions"][1]["revision"].to_string();
            let how = ["--keep", &keep, "--reason", "电话核实"];
            vec![json(&[&["review", "decide"][..], &place, &how].concat())]
        }),
        (
            "anyue review reopen",
            vec![json(&[
                "review",
                "reopen",
                "--unit",
                "009",
                "--period",
                "weekly/3",
                "--reason",
                "选错了",
            ])],
        ),
        ("anyue review list", vec![json(&["review", "list"])]),
        (
            "anyue review return",
            vec![json(&[
                "review",
                "return",
                "--unit",
                "001",
                "--period",
                "weekly/2",
                "--comment",
                "whole=请补照片",
            ])],
        ),
        (
            "anyue review take-back",
            vec![json(&[
                "review",
                "take-back",
                "--unit",
                "001",
                "--period",
                "weekly/2",
            ])],
        ),
        (
            "anyue review accept",
            vec![json(&[
                "review", "accept", "--unit", "001", "--period", "weekly/1",
            ])],
        ),
        (
            "anyue rollup",
            [
                vec![json(&["rollup", "weekly/2", "--detail"])],
                super::levels::doubtful_rollups(),
            ]
            .concat(),
        ),
        ("anyue packet report", vec![json(&report_packet)]),
        (
            "anyue packet keys",
            vec![
                json(&["packet", "keys", "--confirm", "009"]),
                json(&["packet", "keys", "--confirm", "上级", "--desk", "liaison"]),
            ],
        ),
        ("anyue status", vec![json(&["status"])]),
        (
            "anyue overview",
            vec![
                json(&["overview"]),
                json(&["demo", "--liaison"]),
                super::levels::returned_overview(),
                super::levels::overtaken_overview(),
                super::levels::told_twice("overview"),
            ],
        ),
        (
            "anyue total",
            vec![
                json(&["total"]),
                super::levels::doubtful_total(),
                super::levels::told_twice("total"),
            ],
        ),
        (
            "anyue trace",
            vec![
                json(&["trace", "study_sessions"]),
                worked_out_trace(),
                super::levels::opened_trace(),
            ],
        ),
        ("anyue unit list", vec![json(&["unit", "list"])]),
        ("anyue liaison list", vec![json(&["liaison", "list"])]),
        (
            "anyue liaison show",
            vec![json(&["liaison", "show", "001"])],
        ),
        ("anyue hazard list", vec![json(&["hazard", "list"])]),
        ("anyue export", vec![json(&["export"])]),
        (
            "anyue export annex2",
            vec![json(&["export", "annex2", "--format", "md", "-o", "."])],
        ),
        ("anyue audit", vec![json(&["audit"])]),
        ("anyue backup", vec![json(&["backup", "copy"])]),
        ("anyue desks", vec![json(&["desks"])]),
        (
            "anyue new",
            vec![json(&["new", "--campaign", "gusu-2020", "--desk", "other"])],
        ),
        (
            "anyue campaign draft",
            vec![json(&[
                "campaign",
                "draft",
                "附件1.docx",
                "--notice",
                "通知.txt",
                "-o",
                "起草.toml",
            ])],
        ),
        (
            "anyue campaign new",
            vec![json(&["campaign", "new", "新活动.toml"])],
        ),
        (
            "anyue campaign check",
            ["broken.toml", "起草.toml"]
                .map(|file| json(&["campaign", "check", file]))
                .to_vec(),
        ),
        ("anyue campaign list", vec![json(&["campaign", "list"])]),
        (
            "anyue campaign show",
            ["gusu-2020", "ankang-2025", "linyi-2019"]
                .map(|id| json(&["campaign", "show", id]))
                .to_vec(),
        ),
    ];
    let printed = [printed, super::records::printed()].concat();
    let promised = promised(&bench.ok(&["help", "json"]));
    let sections: BTreeSet<&str> = promised
        .keys()
        .map(String::as_str)
        .filter(|name| !name.starts_with('{'))
        .collect();
    let tried: BTreeSet<&str> = printed.iter().map(|(section, _)| *section).collect();
    assert_eq!(sections, tried, "every section is tried");
    // A section may be tried on several desks.
    let mut all: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for (section, values) in printed {
        all.entry(section).or_default().extend(values);
    }
    for (section, values) in all {
        assert_eq!(places(&values), promised[section], "{section}: {values:?}");
    }
}

#[test]
fn every_command_that_prints_has_its_shape_told() {
    let bench = Bench::new();
    let topic = bench.ok(&["help", "json"]);
    let page = bench.ok(&["help"]);
    let commands = page
        .lines()
        .skip_while(|line| !line.starts_with("命令"))
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next());
    // A demonstration prints its overview; the others print text whatever is asked.
    let shapeless = ["demo", "completions", "man", "help"];
    for command in commands.filter(|command| !shapeless.contains(command)) {
        assert!(topic.contains(&format!("\nanyue {command}")), "{command}");
    }
}

/// A rate taken apart, on a desk of its own.
fn worked_out_trace() -> Value {
    let bench = Bench::new();
    bench.json(&["demo", "--campaign", "linyi-2019"]);
    let desk = bench.root().join("demo/linyi-2019-汇总");
    let desk = desk.to_str().expect("a plain path");
    bench.json(&["trace", "big_rate", "--desk", desk])
}
