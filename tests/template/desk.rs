//! A desk keeps the notice's own forms and writes into them, long after the campaign file's folder is gone.

use std::fs;
use std::path::Path;

use anyue::domain::campaign::Paper;
use anyue::domain::figure::Figures;
use anyue::intake::{FileSource, Reader, State};
use anyue::template::{Answers, Template};

use super::round_trip::form;
use crate::cli::bench::Bench;
use crate::intake::truth;

const UNITS: &str = "编码,名称,类别\n011,平江医院,区管医疗机构\n";

/// A desk of a campaign file that lies in a folder with its forms; the folder is gone.
fn bench() -> Bench {
    let bench = Bench::new();
    bench.forms("通知/gusu-2020");
    let folder = bench.root().join("通知");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/campaigns/gusu-2020.toml");
    fs::copy(source, folder.join("通知.toml")).unwrap();
    bench.file("名单.csv", UNITS);
    bench.ok(&["new", "--campaign", "通知/通知.toml", "--units", "名单.csv"]);
    fs::remove_dir_all(folder).unwrap();
    bench
}

fn exported(bench: &Bench, arguments: &[&str]) -> Vec<u8> {
    let made = bench.json(&[&["export"], arguments].concat());
    fs::read(made["path"].as_str().unwrap()).unwrap()
}

#[test]
fn the_forms_stay_with_the_desk() {
    let bench = bench();
    let report = [
        "submit",
        "--unit",
        "011",
        "--period",
        "weekly/1",
        "--today",
        "2020-06-04",
    ];
    bench.file("本周.txt", "组织学习。\n");
    let figures = [
        "--narrative",
        "本周.txt",
        "--set",
        "study_sessions=3",
        "--set",
        "study_people=60",
    ];
    bench.ok(&[&report[..], &figures].concat());
    let campaign = truth::campaign();
    let plan = truth::plan(&campaign);
    let reader = Reader::new(&campaign, &[], &plan);
    for whose in [&["--unit", "011"][..], &[]] {
        let bytes = exported(&bench, &[&["annex2"], whose].concat());
        let source = FileSource {
            name: "附件2.docx",
            folder: "",
            bytes: &bytes,
        };
        let reading = &reader.read(source).unwrap()[0];
        let filled: Vec<&str> = reading
            .blanks
            .iter()
            .filter(|blank| blank.state != State::Blank)
            .map(|blank| blank.id.0.as_str())
            .collect();
        assert_eq!(filled, ["study_sessions", "study_people"]);
        // The very file of the notice: it has no line for the unit.
        let blank = form("附件2-空表.docx");
        let template = Template::open(&campaign, &Paper::Table("annex2".into()), &blank).unwrap();
        let figures: Figures = reading
            .blanks
            .iter()
            .filter_map(|blank| Some((blank.id.clone(), blank.answer()?)))
            .collect();
        let answers = Answers::Table {
            campaign: &campaign,
            figures: &figures,
            reporter: Default::default(),
        };
        assert!(template.fill(&answers).unwrap() == bytes);
    }
    // The empty form, to be handed out, is the notice's own.
    let handed_out = exported(&bench, &["annex1"]);
    assert_eq!(
        super::look::parts(&handed_out),
        super::look::parts(&form("附件1-空表.docx"))
    );
}

#[test]
fn another_layout_is_chosen_or_refused() {
    let bench = bench();
    let own = exported(&bench, &["annex2", "--layout", "notice"]);
    let program = exported(&bench, &["annex2", "--layout", "program"]);
    assert!(own != program);
    let written = bench.told(&["export", "annex2", "--format", "xlsx", "--layout", "notice"]);
    assert!(written.contains("通知的空表是 docx 文件"), "{written}");
    let none = bench.told(&["export", "status", "--layout", "notice"]);
    assert!(none.contains("没有这种材料的通知空表"), "{none}");
    let unknown = bench.told(&["export", "annex2", "--layout", "derived"]);
    assert!(unknown.contains("没有“derived”这种版式"), "{unknown}");
    let offers = bench.json(&["export"]);
    assert_eq!(offers["papers"][0]["form"], "docx");
}

#[test]
fn a_form_that_was_lost_is_told_and_what_to_do() {
    let bench = bench();
    let made = bench.json(&["export", "annex2"]);
    let desk = Path::new(made["path"].as_str().unwrap())
        .ancestors()
        .nth(2)
        .unwrap();
    fs::remove_dir_all(desk.join("material")).unwrap();
    let told = bench.told(&["export", "annex2"]);
    assert!(told.contains("--layout program"), "{told}");
    bench.ok(&["export", "annex2", "--layout", "program"]);
}
