//! Filled forms brought in: what is told, how it ends, what `--json` says of every blank.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::bench::Bench;
use crate::intray::paper;

/// The four forms with their true figures beside them.
fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/filled")
}

const UNITS: &str =
    "名称\n平江街道社区卫生服务中心\n金阊医院\n沧浪医院\n吴门桥街道社区卫生服务中心\n";

/// A coordinator's desk; the forms lie in `来件`.
fn bench(units: bool) -> Bench {
    let bench = Bench::new();
    bench.ok(&["new", "--campaign", "gusu-2020"]);
    if units {
        bench.file("units.csv", UNITS);
        bench.ok(&["unit", "import", "units.csv"]);
    }
    for entry in fs::read_dir(samples()).expect("the samples are there") {
        let path = entry.expect("reads").path();
        let name = path.file_name().expect("a name").to_str().expect("UTF-8");
        bench.file(&format!("来件/{name}"), fs::read(&path).expect("reads"));
    }
    bench
}

fn json(bench: &Bench, arguments: &[&str]) -> (i32, Value) {
    let ran = bench.run(&[&["--json", "import"], arguments].concat());
    let json = serde_json::from_str(&ran.out);
    (
        ran.code,
        json.unwrap_or_else(|error| panic!("{error}: {ran:?}")),
    )
}

/// Holds what was read against the true figures; tells the units.
fn as_filled(json: &Value) -> Vec<Value> {
    let files = json["files"].as_array().expect("files");
    assert_eq!(files.len(), 4);
    let units = files.iter().map(|file| {
        let name = Path::new(file["file"].as_str().expect("a path"));
        let truth = samples()
            .join(name.file_name().expect("a name"))
            .with_extension("truth.json");
        let truth: Value = serde_json::from_slice(&fs::read(truth).expect("reads")).expect("JSON");
        let blanks = file["blanks"].as_array().expect("blanks");
        let read: Vec<&Value> = blanks.iter().map(|blank| &blank["value"]).collect();
        let meant: Vec<&Value> = truth["values"].as_array().expect("values").iter().collect();
        assert_eq!(read, meant, "{name:?}");
        for (blank, value) in blanks.iter().zip(meant) {
            let state = if value.is_null() { "blank" } else { "value" };
            assert_eq!(blank["state"], state, "{blank}");
            assert!(!blank["sentence"].as_str().expect("a sentence").is_empty());
        }
        assert_eq!(file["period"], "final");
        file["unit"]["name"].clone()
    });
    units.collect()
}

#[test]
fn every_blank_of_the_real_forms_is_told_as_it_was_filled() {
    let bench = bench(true);
    let looked = json(&bench, &["来件", "--period", "final", "--dry-run"]);
    let units = as_filled(&looked.1);
    assert_eq!(looked.0, 0, "{:#}", looked.1["files"][0]["problems"]);
    assert_eq!(units, UNITS.lines().skip(1).collect::<Vec<_>>());
    let audit = bench.json(&["audit", "--act", "收进来件"]);
    assert_eq!(
        audit["entries"],
        serde_json::json!([]),
        "looking changes nothing"
    );
    let done = json(&bench, &["来件", "--period", "final"]);
    as_filled(&done.1);
    assert_eq!(
        (done.0, &done.1["files"][0]["state"]),
        (0, &"accepted".into())
    );
    let again = json(&bench, &["来件", "--period", "final"]);
    as_filled(&again.1);
    assert_eq!((again.0, &again.1["files"][3]["known"]), (0, &true.into()));
    let audit = bench.json(&["audit", "--act", "报送"]);
    assert_eq!(
        audit["entries"].as_array().map(Vec::len),
        Some(4),
        "and so does the same again"
    );
}

#[test]
fn a_desk_that_knows_no_unit_reads_all_the_same() {
    let bench = bench(false);
    for arguments in [
        &["来件", "--period", "final", "--dry-run"][..],
        &["来件", "--period", "final"],
    ] {
        let (code, read) = json(&bench, arguments);
        let units = as_filled(&read);
        assert_eq!((code, units), (1, vec![Value::Null; 4]));
        assert_eq!(read["files"][0]["problems"][0]["place"], "unit");
    }
}

#[test]
fn what_is_told_of_a_batch() {
    let bench = bench(true);
    bench.file("来件/通知.txt", "下午三点开会。\n");
    bench.file("来件/程序.docx", b"MZ\x90\0\x03\0\0\0");
    bench.file("来件/附件2（沧浪医院改）.docx", {
        fs::read(samples().join("04-吴门桥街道社区卫生服务中心-附件2.docx")).expect("reads")
    });
    let arguments = [
        "import",
        "来件",
        "--period",
        "final",
        "--report",
        "核对.csv",
    ];
    let told = bench.told(&arguments);
    insta::assert_snapshot!(told);
    let report = fs::read_to_string(bench.root().join("核对.csv")).expect("a report");
    let first: Vec<&str> = report.lines().take(3).collect();
    insta::assert_snapshot!("report", first.join("\n"));
}

/// Old formats go through the office program that the machine has; this one stands for it.
#[cfg(unix)]
#[test]
fn an_old_format_is_converted_by_the_office_program_that_is_installed() {
    use super::bench::Ran;
    use std::os::unix::fs::PermissionsExt;
    let bench = bench(true);
    let form = samples().join("02-金阊医院-附件2.docx");
    let blank = "data/campaigns/gusu-2020/附件2-空表.docx";
    let blank = Path::new(env!("CARGO_MANIFEST_DIR")).join(blank);
    bench.file("02-金阊医院-附件2.doc", "{\\rtf1 filled}");
    bench.file("空表.wps", "{\\rtf1 blank}");
    let program = bench.file(
        "programs/soffice",
        format!(
            "#!/bin/sh\nwhile [ \"$1\" != --outdir ]; do shift; done\n\
             case $(cat \"$3\") in *filled*) form='{}';; *) form='{}';; esac\n\
             cp \"$form\" \"$2/in.docx\"\n",
            form.display(),
            blank.display()
        ),
    );
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("is made to run");
    let path = format!("{}:/usr/bin:/bin", bench.root().join("programs").display());
    let run = |arguments: &[&str]| {
        let mut command = bench.command(arguments);
        let output = command.env("PATH", &path).output().expect("starts");
        Ran::of(output)
    };
    let ran = run(&[
        "--json",
        "import",
        "02-金阊医院-附件2.doc",
        "--period",
        "final",
    ]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let read: Value = serde_json::from_str(&ran.out).expect("JSON");
    let file = &read["files"][0];
    assert_eq!(file["unit"]["name"], "金阊医院");
    assert_eq!(file["blanks"].as_array().map(Vec::len), Some(69));
    assert_eq!(file["state"], "accepted");
    let ran = run(&["campaign", "draft", "空表.wps", "-o", "活动.toml"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let left = fs::read_dir(bench.root()).expect("reads").chain(
        fs::read_dir(bench.root().join("desks"))
            .expect("reads")
            .flat_map(|desk| {
                fs::read_dir(desk.expect("a desk").path())
                    .into_iter()
                    .flatten()
            }),
    );
    for entry in left {
        let name = entry.expect("an entry").file_name();
        assert!(!name.to_string_lossy().starts_with(".convert-"), "{name:?}");
    }
}

/// Whoever gets a folder of old files reads once what is the matter with them, and of each what is its own.
#[cfg(unix)]
#[test]
fn what_is_said_of_many_files_is_told_once() {
    use super::bench::Ran;
    use std::os::unix::fs::PermissionsExt;
    let bench = bench(true);
    let names = ["一.doc", "二.doc", "三.doc", "四.doc", "五.doc"];
    for name in names {
        bench.file(&format!("旧/{name}"), format!("{{\\rtf1 {name}}}"));
    }
    let missing = paper("金阊医院", &[("study_people", "40")]);
    let missing = missing
        .replace("启动仪式", "大会")
        .replace("组织记者采访报道", "请来记者写报道");
    bench.file("旧/改写.txt", missing);
    let program = bench.file("programs/soffice", "#!/bin/sh\nexit 1\n");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("is made to run");
    let path = format!("{}:/usr/bin:/bin", bench.root().join("programs").display());
    let mut command = bench.command(&["import", "旧", "--period", "final", "--dry-run"]);
    let told = Ran::of(command.env("PATH", &path).output().expect("starts")).out;
    assert_eq!(told.matches("打不开这个文件").count(), 1, "{told}");
    assert!(
        told.contains("5 份（一.doc、三.doc、二.doc、五.doc……）"),
        "{told}"
    );
    for line in told.lines() {
        let columns = unicode_width::UnicodeWidthStr::width(line);
        assert!(columns <= 200, "{columns}: {line}");
    }
}

#[test]
fn how_it_ends_says_what_is_left_to_do() {
    let bench = bench(true);
    bench.file("空.txt", "");
    bench.file("通知.txt", "下午三点开会。");
    assert_eq!(json(&bench, &["空.txt", "--dry-run"]).0, 2);
    assert_eq!(
        json(&bench, &["通知.txt"]).0,
        2,
        "nothing of it could be read"
    );
    assert_eq!(
        json(&bench, &["来件/02-金阊医院-附件2.docx"]).0,
        1,
        "which period?"
    );
    let (code, missing) = json(&bench, &["没有这个"]);
    assert_eq!(code, 2);
    assert!(
        missing["error"]["message"]
            .as_str()
            .is_some_and(|text| text.contains("没有这个"))
    );
    assert_eq!(
        json(&bench, &["来件", "--period", "weekly/9"]).0,
        1,
        "no such period"
    );
    let (code, one) = json(
        &bench,
        &[
            "来件/02-金阊医院-附件2.docx",
            "--period",
            "final",
            "--no-accept",
        ],
    );
    assert_eq!((code, &one["files"][0]["state"]), (0, &"waiting".into()));
}

#[test]
fn a_unit_that_is_said_of_a_batch_is_obeyed_and_the_paper_s_own_is_told() {
    let bench = bench(true);
    let arguments = [
        "来件/02-金阊医院-附件2.docx",
        "--period",
        "final",
        "--unit",
        "沧浪医院",
    ];
    let (code, read) = json(&bench, &arguments);
    let file = &read["files"][0];
    assert_eq!((code, &file["state"]), (0, &"accepted".into()));
    assert_eq!(file["unit"]["name"], "沧浪医院");
    let problems = file["problems"].as_array().expect("problems");
    let told = problems.iter().find(|one| one["place"] == "unit");
    let told = told.expect("the unit is told");
    assert_eq!(told["severity"], "warning");
    let message = told["message"].as_str().expect("words");
    assert!(message.ends_with("认定的是沧浪医院"), "{message}");
}

#[test]
fn a_period_that_is_said_is_obeyed_though_the_same_file_stands_for_another() {
    let bench = bench(true);
    bench.file("周报.txt", paper("金阊医院", &[("study_people", "40")]));
    let run = |period| json(&bench, &["周报.txt", "--period", period]);
    let state = |read: &Value| read["files"][0]["state"].clone();
    let (code, read) = run("weekly/1");
    assert_eq!((code, state(&read)), (0, "accepted".into()));
    let (code, read) = run("weekly/2");
    let file = &read["files"][0];
    assert_eq!((code, state(&read)), (0, "accepted".into()));
    assert_eq!(
        (&file["period"], &file["revision"], &file["known"]),
        (&"weekly/2".into(), &1.into(), &true.into())
    );
    assert_eq!(file["problems"][0]["place"], "period");
    let told = bench.told(&["import", "周报.txt", "--period", "weekly/2"]);
    assert!(told.contains("1 份早已收下，没有变化"), "{told}");
}

#[test]
fn last_week_s_files_that_still_lie_in_the_folder_are_not_taken_for_this_week() {
    let bench = bench(true);
    for (name, unit) in [("甲.txt", "金阊医院"), ("乙.txt", "沧浪医院")] {
        bench.file(
            &format!("周报/{name}"),
            paper(unit, &[("study_people", "40")]),
        );
    }
    bench.ok(&["import", "周报", "--period", "weekly/1"]);
    let files = |read: &Value| -> Vec<(Value, Value)> {
        let files = read["files"].as_array().expect("files").iter();
        files
            .map(|file| (file["state"].clone(), file["period"].clone()))
            .collect()
    };
    for arguments in [&["--dry-run"][..], &[]] {
        let arguments = [&["周报", "--period", "weekly/2"], arguments].concat();
        let (code, read) = json(&bench, &arguments);
        let waits = ("waiting".into(), "weekly/2".into());
        assert_eq!((code, files(&read)), (1, vec![waits.clone(), waits]));
        let told = bench.run(&[&["import"], &arguments[..]].concat()).out;
        let line = "2 份（乙.txt、甲.txt）和上次收下的完全相同，没有收入";
        assert_eq!(told.matches(line).count(), 1, "{told}");
        assert!(!told.contains("与第1周"), "{told}");
    }
    // The file that is named itself is meant.
    let (code, read) = json(&bench, &["周报/甲.txt", "--period", "weekly/2"]);
    let taken = vec![("accepted".into(), "weekly/2".into())];
    assert_eq!((code, files(&read)), (0, taken));
}

/// The notice's own form has no line for the unit: the name of the file that is exported says whose it is.
#[test]
fn the_notice_s_own_form_is_known_by_the_name_it_is_exported_under() {
    let sender = bench(true);
    let receiver = bench(true);
    let mut sent = Vec::new();
    for (at, (unit, period)) in [
        ("金阊医院", "weekly/1"),
        ("沧浪医院", "weekly/2"),
        ("金阊医院", "final"),
    ]
    .into_iter()
    .enumerate()
    {
        let people = (40 + at).to_string();
        sender.file("表.txt", paper(unit, &[("study_people", &people)]));
        sender.ok(&["import", "表.txt", "--period", period]);
        let export = [
            "export", "annex2", "--layout", "notice", "--unit", unit, "--period", period,
        ];
        let made = sender.json(&export);
        let path = sender.root().join(made["path"].as_str().expect("a path"));
        let name = path.file_name().expect("a name").to_str().expect("UTF-8");
        receiver.file(&format!("收到/{name}"), fs::read(&path).expect("reads"));
        sent.push((unit.to_owned(), period.to_owned()));
    }
    let (code, read) = json(&receiver, &["收到"]);
    let files = read["files"].as_array().expect("files");
    let known = files.iter().map(|file| {
        let text = |value: &Value| value.as_str().expect("it is known").to_owned();
        (text(&file["unit"]["name"]), text(&file["period"]))
    });
    let mut known: Vec<_> = known.collect();
    known.sort();
    sent.sort();
    assert_eq!(
        (code, known),
        (0, sent),
        "{:#}",
        read["files"][0]["problems"]
    );
}

#[test]
fn the_same_report_twice_in_a_folder_is_told_as_a_copy() {
    let bench = bench(true);
    for name in ["甲.txt", "甲（副本）.txt"] {
        let content = paper("金阊医院", &[("study_people", "40")]);
        bench.file(&format!("周报/{name}"), content);
    }
    let told = bench.told(&["import", "周报", "--period", "weekly/1"]);
    let line = "读了 2 份来件：收下 1 份，1 份内容重复，已搁置。";
    assert!(told.contains(line), "{told}");
}

#[test]
fn a_number_leads_back_to_its_sentence() {
    let bench = bench(true);
    bench.ok(&["import", "来件/02-金阊医院-附件2.docx", "--period", "final"]);
    insta::assert_snapshot!(bench.told(&["trace", "study_sessions"]));
}

#[test]
fn a_text_is_taken_from_standard_input() {
    let bench = bench(true);
    let text = paper("金阊医院", &[("study_people", "约40")]);
    let ran = bench
        .command(&["--json", "import", "-", "--period", "weekly/2", "--dry-run"])
        .write_stdin(text)
        .output()
        .expect("runs");
    let read: Value = serde_json::from_slice(&ran.stdout).expect("JSON");
    let blanks = read["files"][0]["blanks"].as_array().expect("blanks");
    let people = blanks
        .iter()
        .find(|blank| blank["id"] == "study_people")
        .expect("the blank");
    assert_eq!(
        (&people["value"], &people["approximate"]),
        (&40.into(), &true.into())
    );
}

#[test]
fn of_a_sheet_with_one_unit_a_row_it_is_told_which_row_and_whose() {
    let bench = bench(true);
    bench.file(
        "一览.csv",
        "单位,理论学习中心组专题学习,理论学习中心组专题学习·参与,启动仪式\n金阊医院,三四,5,1\n",
    );
    let told = bench
        .run(&["import", "一览.csv", "--period", "weekly/2", "--dry-run"])
        .out;
    assert!(
        told.lines()
            .any(|line| line.ends_with("一览.csv 第2行 金阊医院")),
        "{told}"
    );
}

#[test]
fn the_workbook_that_was_exported_is_read_without_a_question() {
    let bench = bench(true);
    bench.ok(&[
        "import",
        "来件/02-金阊医院-附件2.docx",
        "--period",
        "weekly/2",
    ]);
    let arguments = [
        "export",
        "annex2",
        "--unit",
        "金阊医院",
        "--period",
        "weekly/2",
    ];
    bench.ok(&[
        &arguments[..],
        &["--format", "xlsx", "-o", "附件2-金阊医院-第2周.xlsx"],
    ]
    .concat());
    let (_, json) = json(&bench, &["附件2-金阊医院-第2周.xlsx", "--dry-run"]);
    assert_eq!(json["files"][0]["period"], "weekly/2");
    let problems = json["files"][0]["problems"].as_array().expect("a list");
    let asked = problems.iter().filter(|one| one["severity"] == "error");
    assert_eq!(asked.count(), 0, "{problems:#?}");
}
