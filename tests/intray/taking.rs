//! Files, folders and zips on their way in.

use std::fs;
use std::io::{Cursor, Write};
use std::ops::ControlFlow;

use anyue::domain::arrival::ArrivalState;
use anyue::intake::State;
use anyue::ops::intray::{Order, list, look_through, take_in};
use anyue::ops::unit::{UnitInput, add};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{Bench, NOW, go_on, ids, paper, samples};

#[test]
fn what_a_folder_holds_waits_with_its_sentences() {
    let mut bench = Bench::new();
    bench.paper("甲养老院.txt", "甲养老院", &[("study_sessions", "3")]);
    bench.paper(
        "二组/第2周-金阊医院.txt",
        "金阊医院",
        &[("study_people", "约40")],
    );
    bench.file("现场.jpg", [0xFF, 0xD8, 0xFF]);
    bench.file("~$甲养老院.docx", "锁");
    bench.file("__MACOSX/甲养老院.docx", "影子");
    let order = bench.order("weekly/2");
    let batch = take_in(&mut bench.desk, &order, NOW, &mut go_on).expect("takes in");
    let skipped: Vec<&str> = batch
        .skipped
        .iter()
        .map(|one| one.origin.rsplit('/').next().expect("a name"))
        .collect();
    assert_eq!(skipped, ["现场.jpg"]);
    let seen = bench.judged(batch);
    let units: Vec<_> = seen.iter().map(|seen| seen.judged.unit_id()).collect();
    assert_eq!(units, [Some(bench.units[1]), Some(bench.units[3])]);
    let [first, second] = &seen[..] else {
        panic!("{seen:#?}")
    };
    assert!(
        first.judged.is_clean() && second.judged.is_clean(),
        "{seen:#?}"
    );
    let about = first
        .judged
        .blanks
        .iter()
        .find(|blank| blank.read.approximate);
    let about = about.expect("an approximate number");
    assert_eq!(about.read.id.as_str(), "study_people");
    assert!(
        about.read.sentence.contains("约40"),
        "{}",
        about.read.sentence
    );
    let stored = look_at_shelf(&bench);
    assert_eq!(stored, 2, "the papers are kept, the rest is not");
}

fn look_at_shelf(bench: &Bench) -> usize {
    let drawers = fs::read_dir(bench.desk.folder.join("material")).expect("a shelf");
    drawers
        .map(|drawer| {
            fs::read_dir(drawer.expect("reads").path())
                .expect("reads")
                .count()
        })
        .sum()
}

#[test]
fn the_same_content_again_changes_nothing() {
    let mut bench = Bench::new();
    bench.paper("甲.txt", "甲养老院", &[("study_sessions", "3")]);
    bench.paper("甲（副本）.txt", "甲养老院", &[("study_sessions", "3")]);
    let first = bench.take("weekly/2");
    let known: Vec<bool> = first.iter().map(|seen| seen.was_known).collect();
    assert_eq!(known, [false, true]);
    let [original, copy] = [&first[0].judged.arrival, &first[1].judged.arrival];
    assert_ne!(original.id, copy.id, "each file has its own row");
    assert_eq!(
        (original.state, copy.state),
        (ArrivalState::Waiting, ArrivalState::SetAside)
    );
    assert_eq!(copy.note, "与“甲.txt”内容完全相同");
    assert!(first[1].is_copy() && !first[0].is_copy());
    let before = format!("{:?}", list(&bench.desk).expect("lists"));
    let again = bench.take("weekly/2");
    assert!(again.iter().all(|seen| seen.was_known));
    assert_eq!(format!("{:?}", list(&bench.desk).expect("lists")), before);
}

#[test]
fn looking_through_keeps_nothing_and_says_the_same() {
    let mut bench = Bench::new();
    bench.paper("甲.txt", "甲养老院", &[("study_sessions", "3")]);
    bench.paper("乙.txt", "甲养老院", &[("study_sessions", "4")]);
    let order = bench.order("weekly/2");
    let looked = look_through(&bench.desk, &order, NOW, &mut go_on).expect("looks");
    let looked = bench.judged(looked);
    assert!(list(&bench.desk).expect("lists").is_empty());
    assert!(!bench.desk.folder.join("material").exists());
    let taken = bench.take("weekly/2");
    for (looked, taken) in looked.iter().zip(&taken) {
        assert_eq!(looked.judged.doubts, taken.judged.doubts);
        assert_eq!(looked.judged.blanks, taken.judged.blanks);
        assert!(
            looked.judged.doubts[0].message.contains("请选一份收下"),
            "two papers of one unit are rivals before they are kept, too"
        );
    }
}

#[test]
fn a_batch_that_is_broken_off_goes_on_where_it_was() {
    let mut bench = Bench::new();
    for (name, unit) in ["a.txt", "b.txt", "c.txt"].iter().zip(super::UNITS) {
        bench.paper(name, unit, &[("study_sessions", "3")]);
    }
    let order = bench.order("weekly/2");
    let mut cut = |progress: super::Progress<'_>| match progress.done {
        1 => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    };
    let batch = take_in(&mut bench.desk, &order, NOW, &mut cut).expect("takes in");
    assert!(batch.was_cut);
    let first = ids(&batch);
    assert_eq!(first.len(), 1);
    let seen = bench.take("weekly/2");
    let known: Vec<bool> = seen.iter().map(|seen| seen.was_known).collect();
    assert_eq!(known, [true, false, false], "nothing twice, nothing lost");
    assert_eq!(seen[0].judged.arrival.id, Some(first[0]));
    assert_eq!(list(&bench.desk).expect("lists").len(), 3);
}

#[test]
fn one_bad_file_does_not_stop_the_others() {
    let mut bench = Bench::new();
    bench.file("a.docx", b"MZ\x90\0\x03 a program");
    bench.file("b.docx", b"PK\x03\x04 broken");
    bench.file("c.txt", "通知：下午开会。");
    bench.paper("d.txt", "甲养老院", &[("study_sessions", "3")]);
    let seen = bench.take("weekly/2");
    let states: Vec<_> = seen.iter().map(|seen| seen.judged.arrival.state).collect();
    use ArrivalState::{Refused, Waiting};
    assert_eq!(states, [Refused, Refused, Waiting, Waiting]);
    let needs: Vec<bool> = seen.iter().map(|seen| seen.judged.needs_person()).collect();
    assert_eq!(needs, [true, true, true, false]);
    assert!(seen[0].judged.doubts[0].message.contains("Windows 程序"));
    assert!(seen[2].judged.doubts[0].message.contains("没有认出"));
    assert_eq!(seen[2].judged.doubts.len(), 1, "no more is asked of it");
    assert_eq!(look_at_shelf(&bench), 2, "a program is not kept");
}

#[test]
fn a_zip_is_read_whatever_its_names_are_and_nothing_is_unpacked() {
    let mut bench = Bench::new();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let sample = samples().join("02-金阊医院-附件2.docx");
    for (name, content) in [
        (
            "../../../逃出去.txt",
            paper("甲养老院", &[("study_sessions", "3")]).into_bytes(),
        ),
        ("报送/金阊医院.docx", fs::read(sample).expect("reads")),
        ("报送/现场.png", b"\x89PNG".to_vec()),
        ("报送/里面的.zip", b"PK\x03\x04".to_vec()),
    ] {
        writer
            .start_file(name, SimpleFileOptions::default())
            .expect("starts");
        writer.write_all(&content).expect("writes");
    }
    let bytes = writer.finish().expect("finishes").into_inner();
    let path = bench.file("本周.zip", bytes);
    let order = Order {
        paths: vec![path.clone()],
        ..bench.order("final")
    };
    let batch = take_in(&mut bench.desk, &order, NOW, &mut go_on).expect("takes in");
    let reasons: Vec<&str> = batch
        .skipped
        .iter()
        .map(|one| one.reason.as_str())
        .collect();
    assert_eq!(reasons.len(), 2, "{reasons:?}");
    assert!(
        reasons.iter().any(|reason| reason.contains("先解开")),
        "{reasons:?}"
    );
    let seen = bench.judged(batch);
    let units: Vec<_> = seen.iter().map(|seen| seen.judged.unit_id()).collect();
    assert_eq!(units, [Some(bench.units[3]), Some(bench.units[1])]);
    assert_eq!(
        seen[1].origin,
        format!("{}/报送/金阊医院.docx", path.display())
    );
    let outside = ["逃出去.txt", "../逃出去.txt"].map(|name| bench.folder().join(name));
    assert!(outside.iter().all(|path| !path.exists()));
}

#[test]
fn what_was_not_known_yet_is_recognised_when_the_file_comes_again() {
    let mut bench = Bench::new();
    bench.paper("乙站.txt", "乙站", &[("study_sessions", "3")]);
    let order = Order {
        period: None,
        ..bench.order("final")
    };
    let batch = take_in(&mut bench.desk, &order, NOW, &mut go_on).expect("takes in");
    let id = ids(&batch)[0];
    let seen = bench.judged(batch);
    assert_eq!(
        (seen[0].judged.unit_id(), &seen[0].judged.period),
        (None, &None)
    );
    assert_eq!(
        seen[0].judged.doubts.len(),
        2,
        "{:#?}",
        seen[0].judged.doubts
    );
    assert!(
        seen[0]
            .judged
            .blanks
            .iter()
            .any(|blank| blank.read.state != State::Blank)
    );
    let input = UnitInput {
        name: "乙站".to_owned(),
        ..UnitInput::default()
    };
    let unit = add(&mut bench.desk, &input, NOW).expect("adds");
    let seen = bench.take("weekly/1");
    assert_eq!(seen[0].judged.arrival.id, Some(id));
    assert_eq!(seen[0].judged.unit_id(), Some(unit.id));
    assert!(seen[0].judged.is_clean());
}

#[test]
fn a_duty_leaves_which_of_its_periods_to_the_file() {
    let mut bench = Bench::new();
    bench.paper("甲养老院第二周.txt", "甲养老院", &[("study_sessions", "3")]);
    bench.paper("金阊医院.txt", "金阊医院", &[("study_sessions", "3")]);
    let seen = bench.take("weekly");
    let periods: Vec<_> = seen.iter().map(|seen| seen.judged.period.clone()).collect();
    assert_eq!(periods, [Some(super::period("weekly/2")), None]);
    let other = bench.order("final");
    let batch = look_through(&bench.desk, &other, NOW, &mut go_on).expect("looks");
    let batch = bench.judged(batch);
    assert_eq!(batch[1].judged.period, Some(super::period("final")));
}

#[test]
fn a_path_that_is_not_there_keeps_everything_out() {
    let mut bench = Bench::new();
    bench.paper("甲.txt", "甲养老院", &[("study_sessions", "3")]);
    let mut order = bench.order("weekly/2");
    order.paths.push(bench.folder().join("没有"));
    order.paths.push(bench.folder().join("也没有"));
    let fault = take_in(&mut bench.desk, &order, NOW, &mut go_on).expect_err("is refused");
    assert!(
        fault.message.contains("没有、") && fault.message.contains("也没有"),
        "{fault}"
    );
    assert!(list(&bench.desk).expect("lists").is_empty());
}

#[test]
fn a_table_that_the_named_period_does_not_take_is_no_other_periods() {
    let mut bench = Bench::new();
    bench.paper("第2周-甲.txt", "甲养老院", &[("study_sessions", "3")]);
    let seen = bench.take("registration");
    let judged = &seen[0].judged;
    let period = judged.period.as_ref().map(ToString::to_string);
    assert_eq!(period.as_deref(), Some("registration"));
    let mut told = judged.doubts.iter().filter(|doubt| doubt.must_mend());
    assert!(
        told.any(|doubt| doubt.message.ends_with("不收这张表，请另选期次")),
        "{:?}",
        judged.doubts
    );
}
