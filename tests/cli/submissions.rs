//! Handing in, taking back, noting what came, granting time.

use super::bench::Bench;

const WEEK_2: [&str; 5] = ["submit", "--unit", "pjyy", "--period", "weekly/2"];

/// A bench where 平江医院 can hand in its second week.
fn bench() -> Bench {
    let bench = Bench::with_desk();
    bench.file("narrative.txt", "本周组织学习两次。\n");
    bench.file("现场.jpg", [0xFF, 0xD8, 0xFF]);
    bench
}

fn week_2<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [
        &WEEK_2[..],
        &["--narrative", "narrative.txt", "--material", "现场.jpg"],
        more,
    ]
    .concat()
}

#[test]
fn a_week_is_handed_in() {
    let bench = bench();
    let more = [
        "--set",
        "study_sessions=3",
        "--set",
        "study_people=１２０",
        "--na",
        "online_classes",
        "--hazard",
        "general=2/1",
    ];
    let looked = bench.told(&week_2(&[&more[..], &["--dry-run"]].concat()));
    let done = bench.told(&week_2(&more));
    insta::assert_snapshot!([looked, done].join("\n\n"));
    let audit = bench.json(&["audit", "--act", "报送"]);
    assert_eq!(
        audit["entries"].as_array().map(Vec::len),
        Some(1),
        "looking is not handing in"
    );
    let silent = bench.told(&[&WEEK_2[..], &["--set", "study_sessions=4"]].concat());
    let corrected = bench.told(
        &[
            &WEEK_2[..],
            &["--set", "study_sessions=4", "--reason", "少记一次"],
        ]
        .concat(),
    );
    insta::assert_snapshot!("correction", [silent, corrected].join("\n\n"));
}

#[test]
fn every_problem_is_told_at_once() {
    let bench = bench();
    let words = bench.told(
        &[
            &WEEK_2[..],
            &[
                "--set",
                "study_sesions=3",
                "--set",
                "posters",
                "--na",
                "nothing_such",
                "--hazard",
                "huge=1/1",
            ],
        ]
        .concat(),
    );
    let values = bench.told(
        &[
            &WEEK_2[..],
            &[
                "--set",
                "study_sessions=三次",
                "--set",
                "study_people=-1",
                "--hazard",
                "general=二/一",
            ],
        ]
        .concat(),
    );
    let file = bench.told(&[&WEEK_2[..], &["--narrative", "nowhere.txt"]].concat());
    let folder = bench.told(
        &[
            &WEEK_2[..],
            &["--narrative", "narrative.txt", "--material", "desks"],
        ]
        .concat(),
    );
    insta::assert_snapshot!([words, values, file, folder].join("\n\n"));
    let ran = bench.run(&[&["--json"], &WEEK_2[..], &["--set", "study_sessions=x"]].concat());
    let value: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert!(
        value["problems"]
            .as_array()
            .is_some_and(|all| all.len() >= 2),
        "{value}"
    );
    let unit = &bench.json(&["audit", "--unit", "011"])["entries"];
    assert_eq!(
        unit.as_array().map(Vec::len),
        Some(1),
        "only that it was added"
    );
}

#[test]
fn a_slip_in_an_id_hides_no_slip_in_a_value() {
    let bench = bench();
    let typed = ["--set", "study_sessions=3.5", "--set", "nosuch=1"];
    let told = bench.told(&week_2(&typed));
    assert!(told.contains("2 处写法不对"), "{told}");
    assert!(told.contains("nosuch"), "{told}");
    assert!(told.contains("study_sessions："), "{told}");
}

/// A grid's cells are set by their ids as any other figure; what is worked out is set by nobody.
#[test]
fn a_cell_of_a_grid_is_set_by_its_id() {
    let bench = Bench::new();
    let units = bench.file("units.csv", "编码,名称,类别\n011,西镇,乡镇人民政府\n");
    let units = units.to_str().expect("a plain path");
    bench.ok(&["new", "--campaign", "xingguo-2024", "--units", units]);
    let day = ["--today", "2024-12-02 09:00"];
    let submit = |more: &[&str]| {
        let submit = ["submit", "--unit", "011", "--period", "monthly/1", "--set"];
        bench.run(&[&day[..], &submit, more].concat())
    };
    let done = submit(&["drills_times=３", "--set", "drills_people=1,280"]);
    assert_eq!(done.code, 0, "{done:?}");
    let export = ["export", "annex2", "--unit", "011", "--period", "monthly/1"];
    let sheet = ["--format", "csv", "-o", "-"];
    let told = bench.ok(&[&day[..], &export, &sheet].concat());
    let row = told.lines().find(|line| line.contains("1280"));
    assert!(row.is_some_and(|row| row.contains(",3,1280")), "{told}");
    for (slip, why) in [
        ("drills_times=三点五次", "（drills_times）：应填数字"),
        ("drills_each=9", "“drills_each”由表里别的数算出，不用填"),
    ] {
        let refused = submit(&[slip, "--reason", "更正"]);
        assert_ne!(refused.code, 0, "{refused:?}");
        let told = [refused.out, refused.err].concat();
        assert!(told.contains(why), "{told}");
    }
}

#[test]
fn a_digit_too_many_is_asked_about() {
    let bench = bench();
    let typed = [
        "--set",
        "study_sessions=3",
        "--set",
        "study_people=999999999",
    ];
    let told = bench.told(&week_2(&typed));
    assert!(told.contains("1 处提醒"), "{told}");
    assert!(told.contains("多打了几位"), "{told}");
}

#[test]
fn whom_and_what_must_be_known() {
    let bench = bench();
    let cases: [&[&str]; 5] = [
        &["submit", "--unit", "平江医园", "--period", "weekly/2"],
        &["submit", "--unit", "01", "--period", "weekly/2"],
        &["submit", "--unit", "011", "--period", "wekly/2"],
        &["submit", "--unit", "011", "--period", "weekly/9"],
        &["submit", "--period", "weekly/2"],
    ];
    let told: Vec<String> = cases.iter().map(|case| bench.told(case)).collect();
    insta::assert_snapshot!(told.join("\n\n"));
}

#[test]
fn warnings_need_a_reason() {
    let bench = bench();
    let broken = ["--set", "study_sessions=30", "--set", "study_people=3"];
    let asked = bench.told(&week_2(&broken));
    let silent = bench.told(&week_2(&[&broken[..], &["--accept-warnings"]].concat()));
    let done = bench.told(&week_2(
        &[&broken[..], &["--accept-warnings", "--reason", "同一批人"]].concat(),
    ));
    insta::assert_snapshot!([asked, silent, done].join("\n\n"));
}

#[test]
fn what_was_handed_in_can_be_taken_back_until_the_deadline() {
    let bench = bench();
    bench.ok(&week_2(&["--set", "study_sessions=3"]));
    let withdraw = ["withdraw", "--unit", "011", "--period", "weekly/2"];
    let done = bench.told(&[&withdraw[..], &["--reason", "数字有误"]].concat());
    let again = bench.told(&[&withdraw[..], &["--reason", "数字有误"]].concat());
    insta::assert_snapshot!([done, again].join("\n\n"));
    // What was in the form is in it again.
    let back = bench.json(&[&WEEK_2[..], &["--set", "study_sessions=4"]].concat());
    assert_eq!(back["revision"], 2);
    let late = [
        &withdraw[..],
        &["--reason", "再改", "--today", "2020-06-12 00:00"],
    ]
    .concat();
    insta::assert_snapshot!("too_late_to_withdraw", bench.told(&late));
}

#[test]
fn paper_and_mail_are_noted_and_time_is_granted() {
    let bench = bench();
    let steps: [&[&str]; 8] = [
        &[
            "receive",
            "--unit",
            "012",
            "--period",
            "weekly/1",
            "--channel",
            "email",
        ],
        &[
            "receive",
            "--unit",
            "012",
            "--period",
            "weekly/1",
            "--channel",
            "email",
            "--received-at",
            "6月4日 16:02",
            "--reason",
            "见邮箱",
        ],
        &[
            "receive",
            "--unit",
            "013",
            "--period",
            "weekly/1",
            "--channel",
            "paper",
            "--received-at",
            "6月12日",
            "--reason",
            "见签收簿",
        ],
        &[
            "receive",
            "--unit",
            "013",
            "--period",
            "weekly/1",
            "--channel",
            "paper",
            "--reason",
            "见签收簿",
        ],
        &[
            "extend",
            "--unit",
            "013",
            "--unit",
            "014",
            "--period",
            "weekly/2",
            "--to",
            "6月13日",
        ],
        &[
            "extend",
            "--unit",
            "013",
            "--unit",
            "014",
            "--period",
            "weekly/2",
            "--to",
            "6月13日",
            "--reason",
            "防汛值守",
        ],
        &[
            "extend",
            "--unit",
            "013",
            "--period",
            "weekly/2",
            "--to",
            "6月1日",
            "--reason",
            "防汛值守",
        ],
        &[
            "extend", "--unit", "013", "--period", "weekly/2", "--cancel", "--reason", "误设",
        ],
    ];
    let told: Vec<String> = steps.iter().map(|step| bench.told(step)).collect();
    insta::assert_snapshot!(told.join("\n\n"));
}

#[test]
fn a_receipt_noted_wrongly_is_void() {
    let bench = bench();
    let at = ["--unit", "012", "--period", "weekly/1"];
    let receive = |more: &[&str]| {
        let words = ["receive", "--channel", "email", "--reason", "见邮箱"];
        bench.told(&[&words[..], &at, more].concat())
    };
    let void = |more: &[&str]| bench.told(&[&["void"], &at[..], more].concat());
    let told = [
        receive(&["--received-at", "6月4日 16:02"]),
        receive(&["--received-at", "6月5日 16:02", "--instead"]),
        void(&[]),
        void(&["--reason", "是 013 的邮件"]),
        void(&["--reason", "是 013 的邮件"]),
    ];
    insta::assert_snapshot!(told.join("\n\n"));
}

#[test]
fn closed_books_take_amendments_with_a_reason() {
    let bench = bench();
    let week = ["submit", "--unit", "012", "--period", "weekly/1"];
    let week = [&week[..], &["--narrative", "narrative.txt"]].concat();
    let told = [
        bench.told(&["close", "weekly/2"]),
        bench.told(&["close", "all"]),
        bench.told(&week),
        bench.told(&[&week[..], &["--reason", "联络员出差"]].concat()),
        bench.told(&["status", "--period", "weekly/1"]),
        bench.told(&["close", "weekly", "--reopen"]),
        bench.told(&["close", "weekly", "--reopen", "--reason", "漏登一封邮件"]),
    ];
    insta::assert_snapshot!(told.join("\n\n"));
    let paper = bench.ok(&["export", "status", "--format", "csv", "-o", "-"]);
    assert!(paper.contains("6月4日前，6月10日关账"), "{paper}");
    let closed = bench.json(&["status"])["periods"][0]["closed_at"].clone();
    assert_eq!(closed, "2020-06-10T09:00:00+08:00");
}

#[test]
fn who_need_not_report_is_taken_all_the_same_and_it_is_said() {
    let bench = bench();
    bench.ok(&["unit", "close", "011", "--on", "6月1日", "--reason", "撤并"]);
    bench.ok(&["unit", "excuse", "012", "--reason", "停业装修"]);
    let closed = bench.told(&week_2(&[]));
    let excused = [
        "receive",
        "--unit",
        "012",
        "--period",
        "weekly/1",
        "--channel",
        "paper",
        "--reason",
        "签收",
    ];
    insta::assert_snapshot!([closed, bench.told(&excused)].join("\n\n"));
}

#[test]
fn the_ledger_fills_the_hazard_counts() {
    let bench = bench();
    let found = |day: &str| {
        bench.ok(&[
            "hazard",
            "add",
            "--unit",
            "011",
            "--place",
            "一楼",
            "--what",
            "堆物",
            "--found-on",
            day,
        ]);
    };
    found("6月3日");
    found("6月8日");
    found("6月9日");
    bench.ok(&["hazard", "close", "1"]);
    bench.ok(&week_2(&["--hazards-from-ledger"]));
    let overview = bench.json(&["overview"]);
    let reported = &overview["hazards"]["reported"][0];
    assert_eq!(
        (&reported["found"], &reported["closed"]),
        (&2.into(), &1.into()),
        "of the week's own days"
    );
}
