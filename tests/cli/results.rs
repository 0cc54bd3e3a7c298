//! What is worked out from records, at a prompt: targets, points, responsibilities, nominations.

use serde_json::{Value, json};

use super::records::{at, contest};

#[test]
fn targets_are_told_against_number_and_time() {
    let bench = contest();
    bench.ok(&[
        "--today",
        "2025-06-02",
        "record",
        "import",
        "spots",
        "spots.csv",
    ]);
    let told = [
        at(&bench, &["target", "list"]),
        at(
            &bench,
            &[
                "target",
                "share",
                "创建示范点",
                "--set",
                "东乡=4",
                "--set",
                "西镇=5",
            ],
        ),
        at(
            &bench,
            &[
                "target",
                "share",
                "spots",
                "--set",
                "甲厂=1",
                "--set",
                "西镇=五",
            ],
        ),
        at(&bench, &["target", "show", "spots"]),
        at(&bench, &["target", "show", "drils"]),
    ];
    insta::assert_snapshot!(told.join("\n\n"));
}

/// Whoever reads JSON is told who has reached a target that every unit has to reach, and who has not.
#[test]
fn a_target_of_each_unit_lists_the_units_in_json() {
    let bench = contest();
    let drill = ["held_on=2-1", "action=应急演练"];
    let add = ["record", "add", "activities", "--unit", "甲厂"];
    let fields = ["--set", drill[0], "--set", drill[1]];
    at(&bench, &[&add[..], &fields].concat());
    let json = |arguments: &[&str]| -> Value {
        let ran = bench.run(&[&["--today", "2025-06-02", "--json"], arguments].concat());
        serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}", ran.out))
    };
    let expected = json!({
        "reached": [{ "code": "21", "name": "甲厂" }],
        "left": [{ "code": "22", "name": "乙矿" }],
        "exceeded": [],
    });
    let shown = json(&["target", "show", "drills"]);
    assert_eq!(shown["target"]["each"], expected);
    let listed = json(&["target", "list"]);
    let listed = listed["targets"].as_array().expect("a list");
    for target in listed {
        let expected = match target["target"] == "drills" {
            true => expected.clone(),
            false => Value::Null,
        };
        assert_eq!(target["each"], expected, "{target}");
    }
}

#[test]
fn every_point_leads_to_its_record() {
    let bench = contest();
    for (day, action) in [
        ("1-5", "应急演练"),
        ("1-6", "应急演练"),
        ("2-1", "重点领域"),
        ("2-3", "特色活动"),
    ] {
        let (day, action) = (format!("held_on={day}"), format!("action={action}"));
        let add = ["--today", "2025-06-02", "record", "add", "activities"];
        bench.ok(&[
            &add[..],
            &["--unit", "甲厂", "--set", &day, "--set", &action],
        ]
        .concat());
    }
    let told = [
        at(&bench, &["score", "set", "甲厂", "制度完善", "--own", "5"]),
        at(
            &bench,
            &[
                "score",
                "set",
                "甲厂",
                "sign_up",
                "--reviewed",
                "4",
                "--reason",
                "缺一项制度",
            ],
        ),
        at(&bench, &["score", "set", "甲厂", "drills", "--own", "5"]),
        at(&bench, &["score", "list"]),
        at(&bench, &["score", "list", "--ranked"]),
        at(&bench, &["score", "show", "甲厂"]),
    ];
    insta::assert_snapshot!(told.join("\n\n"));
}

#[test]
fn responsibilities_and_nominations_are_told_with_what_is_still_to_be_done() {
    let bench = contest();
    let add = [
        "--today",
        "2025-06-02",
        "record",
        "add",
        "measures",
        "--row",
        "m1",
    ];
    bench.ok(&[
        &add[..],
        &["--unit", "东乡", "--set", "progress=已动员部署"],
    ]
    .concat());
    bench.ok(&[
        "--today",
        "2025-06-02",
        "record",
        "stage",
        "1",
        "started",
        "--on",
        "3-1",
    ]);
    let told = [
        at(&bench, &["responsibility"]),
        at(&bench, &["responsibility", "--row", "m1"]),
        at(&bench, &["responsibility", "--unit", "东乡"]),
        at(
            &bench,
            &["nominate", "add", "优胜单位", "甲厂", "--by", "东乡"],
        ),
        at(
            &bench,
            &["nominate", "quota", "best_unit", "--set", "东乡=1"],
        ),
        at(&bench, &["nominate", "tick", "1", "no_accident"]),
        at(&bench, &["nominate", "step", "1", "2"]),
        at(&bench, &["nominate", "step", "1", "1", "--on", "5-20"]),
        at(&bench, &["nominate", "list"]),
        at(&bench, &["nominate", "void", "1", "--reason", "主动放弃"]),
    ];
    insta::assert_snapshot!(told.join("\n\n"));
}
