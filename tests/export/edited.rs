//! The summaries of all demonstrations as text to be edited, and back.

use anyue::domain::calendar::Instant;
use anyue::export::document::{Block, Document};
use anyue::export::edited::{laid_out, text_of};
use anyue::export::{Export, Format, write};
use anyue::ops::Desk;
use anyue::ops::demo::{DemoSeat, Demonstration};
use anyue::ops::export::{Kind, Request, build};
use anyue::ops::total::Extent;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

/// Summaries of the whole and of each period that has its own.
fn summaries(desk: &mut Desk, now: Instant) -> Vec<Document> {
    let periods = desk.plan.periods.iter();
    let mut extents: Vec<Extent> = periods
        .map(|period| Extent::Period(period.id.clone()))
        .collect();
    extents.truncate(3);
    extents.push(Extent::Whole);
    let paper = |extent| {
        let request = Request {
            extent,
            ..Request::new(desk, Kind::Summary)
        };
        match build(desk, &request, now).expect("the paper is made") {
            Export::Document(document) => document,
            Export::Sheet(_) => panic!("a summary is prose"),
        }
    };
    extents.into_iter().map(paper).collect()
}

fn drawn(document: &Document) -> Vec<&Block> {
    let blocks = document.blocks.iter();
    blocks
        .filter(|block| matches!(block, Block::Table(_) | Block::Chart(_)))
        .collect()
}

#[test]
fn a_demonstrations_summary_survives_the_editor() {
    let mut tables = 0;
    for campaign in [
        "gusu-2020",
        "linyi-2019",
        "xingguo-2024",
        "ankang-2025",
        "qianjiang-2025",
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let demo = Demonstration::of(campaign).expect("it comes along");
        let now = demo.now().expect("a moment");
        let mut desk = demo
            .open(folder.path(), DemoSeat::Coordinator, true, &mut |_, _| {})
            .expect("it is made");
        for draft in summaries(&mut desk, now) {
            let text = text_of(&draft);
            assert_eq!(laid_out(&draft, &text).document, draft, "{campaign}");
            tables += drawn(&draft).len();
            deleted_lines_take_their_blocks_along(&draft, &text);
        }
    }
    assert!(tables > 20, "there was something to lose: {tables}");
}

/// Whatever part of the lines is left, in their order: it is the blocks of these lines, as they were.
fn deleted_lines_take_their_blocks_along(draft: &Document, text: &str) {
    let lines: Vec<&str> = text.lines().collect();
    let kept = prop::sample::subsequence((1..lines.len()).collect::<Vec<_>>(), 1..lines.len());
    let config = Config {
        cases: 16,
        ..Config::default()
    };
    let outcome = TestRunner::new(config).run(&kept, |mut kept| {
        kept.insert(0, 0);
        while kept.last().is_some_and(|at| lines[*at].is_empty()) {
            kept.pop();
        }
        let left: Vec<&str> = kept.iter().map(|at| lines[*at]).collect();
        let edited = laid_out(draft, &left.join("\n"));
        let blocks: Vec<&Block> = kept.iter().map(|at| &draft.blocks[*at]).collect();
        prop_assert_eq!(edited.document.blocks.iter().collect::<Vec<_>>(), blocks);
        prop_assert!(edited.unknown.is_empty());
        Ok(())
    });
    outcome.expect("what is left is as it was");
    let docx = write(&laid_out(draft, lines[0]).document.into(), Format::Docx);
    assert!(!docx.expect("a title alone is a paper").is_empty());
}
