//! Filled forms as they come back from another program: saved again by LibreOffice, they read the same. Only where it is
//! installed; it is asked for once a format, for all files.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyue::domain::campaign::Paper;
use anyue::domain::figure::Figures;
use anyue::export::{Format, write};
use anyue::intake::Reader;
use anyue::template::{Answers, Template};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::round_trip::{derived, figures, form, read};
use crate::intake::truth;

/// Files of each way of writing.
const EACH: usize = 20;

/// Saves every file of a folder again, into another; `false` where there is nobody to do it.
fn save_again(from: &Path, to: &Path, profile: &Path, format: &str) -> bool {
    let files = fs::read_dir(from)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let files: Vec<_> = files
        .filter(|path| path.extension().is_some_and(|e| e == format))
        .collect();
    let done = Command::new("soffice")
        .arg(format!(
            "-env:UserInstallation=file://{}",
            profile.display()
        ))
        .args(["--headless", "--convert-to", format, "--outdir"])
        .arg(to)
        .args(files)
        .output();
    done.is_ok_and(|output| output.status.success())
}

#[test]
fn figures_come_back_from_another_program() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| {
        let place = folder.path().join(name);
        fs::create_dir(&place).unwrap();
        place
    };
    let (sent, back, profile) = (place("sent"), place("back"), place("profile"));
    let campaign = truth::campaign();
    let blank = form("附件2-空表.docx");
    let paper = Paper::Table(campaign.tables[0].id.clone());
    let template = Template::open(&campaign, &paper, &blank).unwrap();
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let any = figures(&campaign);
    let mut truths: BTreeMap<String, Figures> = BTreeMap::new();
    for at in 0..EACH {
        for (kind, format) in [
            ("form", Format::Docx),
            ("laid-out", Format::Docx),
            ("sheet", Format::Xlsx),
        ] {
            let figures = any.new_tree(&mut runner).unwrap().current();
            let answers = Answers::Table {
                campaign: &campaign,
                figures: &figures,
                reporter: Default::default(),
            };
            let bytes = match kind {
                "form" => template.fill(&answers).unwrap(),
                _ => write(&derived(&campaign, &figures), format).unwrap(),
            };
            let name = format!("{kind}-{at}.{format}");
            fs::write(sent.join(&name), bytes).unwrap();
            truths.insert(name, figures);
        }
    }
    let formats = ["docx", "xlsx"];
    if !formats
        .iter()
        .all(|format| save_again(&sent, &back, &profile, format))
    {
        println!("LibreOffice (soffice) is not here: nothing was saved again");
        return;
    }
    let plan = truth::plan(&campaign);
    let reader = Reader::new(&campaign, &[], &plan);
    for (name, figures) in &truths {
        let bytes = fs::read(back.join(name)).unwrap();
        assert!(
            bytes != fs::read(sent.join(name)).unwrap(),
            "{name} was not saved again"
        );
        assert_eq!(read(&reader, name, &bytes), *figures, "{name}");
    }
    println!(
        "{} files saved again by LibreOffice read the same",
        truths.len()
    );
}
