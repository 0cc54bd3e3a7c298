//! Keys in, papers on disk.

mod editing;

use std::fs;
use std::path::{Path, PathBuf};

use crossterm::event::KeyCode;
use insta::assert_snapshot;
use tempfile::TempDir;

use super::*;
use crate::domain::campaign::{Campaign, builtin};
use crate::domain::counting::Counting;
use crate::domain::id::UnitId;
use crate::error::Fault;
use crate::ops::Desk;
use crate::ops::desk::{self, NewDesk, NewSeat};
use crate::ops::export::{Format, Kind, Layout, Request as Paper, Scope as Whose, Shape};
use crate::ops::sample::{june, period, unit};
use crate::ops::total::Extent;
use crate::tui::keys::keymap::Scope;
use crate::tui::screen::{Act, Destination, Event, Screen};
use crate::tui::screens::stage::Stage;
use crate::tui::theme::Theme;
use crate::tui::work::Request as Asked;

/// A coordinator's desk in a folder, with three units, one of them closed.
fn desk(folder: &Path) -> Desk {
    let campaign = Campaign::parse(builtin()[0].1).expect("the notice is sound");
    let mut desk =
        Desk::in_memory(campaign, NewSeat::Coordinator, june(1, 8, 0)).expect("makes a desk");
    let long = "平江街道“阖家”综合为老服务中心（颐养院）";
    unit(&mut desk, long, "eldercare", "");
    unit(&mut desk, "平江医院", "medical", "");
    let closed = unit(&mut desk, "苏锦街道敬老院", "eldercare", "");
    let day = june(12, 9, 0).date();
    crate::ops::unit::close(&mut desk, closed, day, "并入", june(12, 9, 0)).expect("closes");
    desk.folder = folder.to_owned();
    desk
}

/// The screen on a desk that lies nowhere: for looking only.
fn looked_at() -> Stage<Export> {
    let desk = desk(Path::new("/工作台/姑苏区民政和卫生健康局"));
    Stage::enter(desk, Theme::new(true))
}

fn writing() -> (TempDir, Stage<Export>) {
    let folder = tempfile::tempdir().expect("a folder");
    let stage = Stage::enter(desk(folder.path()), Theme::new(true));
    (folder, stage)
}

fn order(stage: &Stage<Export>) -> Order {
    stage
        .screen
        .order(&stage.context)
        .expect("something to write")
}

fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> = names
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn papers_choices_and_what_went_out_last() {
    let mut stage = looked_at();
    stage.press(KeyCode::Down);
    assert_snapshot!("papers_80x24", stage.shown(80, 24));
    stage.keys(",");
    assert_snapshot!("papers_120x40", stage.shown(120, 40));
}

#[test]
fn a_paper_is_written_and_its_place_is_told() {
    let (folder, mut stage) = writing();
    stage.press(KeyCode::Down);
    assert_eq!(stage.keys("x"), []);
    let name = "附件2-汇总-截至6月18日.docx";
    assert_eq!(files(&folder.path().join("导出")), [name]);
    let shown = stage.shown(200, 40);
    assert!(shown.contains("文件已写好"), "{shown}");
    stage.press(KeyCode::Enter);
    assert_eq!(stage.screen.scope(), Scope::Export);
    let shown = stage.shown(200, 40);
    assert!(
        shown.contains("最近导出") && shown.contains(name),
        "{shown}"
    );
}

#[test]
fn whose_when_and_which_format_are_chosen() {
    let mut stage = looked_at();
    stage.press(KeyCode::Down);
    stage.keys("f");
    stage.keys("pjyy");
    stage.press(KeyCode::Enter);
    stage.keys("t");
    stage.keys("d2z");
    stage.press(KeyCode::Enter);
    stage.keys("v");
    assert_snapshot!("formats_80x24", stage.shown(80, 24));
    stage.keys("excel");
    stage.press(KeyCode::Enter);
    let chosen = order(&stage);
    assert_eq!(chosen.whose, Recipients::One(Whose::Unit(UnitId(3))));
    assert_eq!(chosen.extent, Extent::Period(period("weekly/2")));
    assert_eq!(chosen.shape.format.extension(), "xlsx");
    // The ledger has no periods; the choice comes back with a paper that has.
    stage.press(KeyCode::End);
    stage.keys("t");
    stage.press(KeyCode::Esc);
    assert_eq!(order(&stage).kind, Kind::Summary);
    for _ in 0..3 {
        stage.press(KeyCode::Up);
    }
    assert_eq!(order(&stage).kind, Kind::Hazards);
    assert_eq!(order(&stage).extent, Extent::Whole);
    assert!(matches!(stage.keys("t").as_slice(), [Act::Remark(_)]));
    stage.press(KeyCode::Home);
    stage.press(KeyCode::Down);
    assert_eq!(order(&stage), chosen);
    stage.press(KeyCode::Esc);
    assert_eq!(order(&stage).extent, Extent::Whole);
}

#[test]
fn whoever_is_sent_here_finds_the_paper_chosen() {
    let mut stage = looked_at();
    let week = Extent::Period(period("weekly/1"));
    let to = Destination::Paper(Paper {
        extent: week.clone(),
        table: Some("annex2".into()),
        ..Paper::whole(Kind::Figures, Whose::Unit(UnitId(2)))
    });
    assert_eq!(stage.go(&to), []);
    let chosen = order(&stage);
    assert_eq!((chosen.kind, chosen.extent), (Kind::Figures, week));
    assert_eq!(chosen.whose, Recipients::One(Whose::Unit(UnitId(2))));
    // A period that does not fill the table is none of the table's.
    let to = |kind: &str, at: &str| Destination::Export {
        kind: kind.into(),
        unit: Some(UnitId(3)),
        period: Some(period(at)),
    };
    stage.go(&to("annex2", "plan"));
    assert_eq!(
        (order(&stage).kind, order(&stage).extent),
        (Kind::Annex2, Extent::Whole)
    );
    stage.go(&to("annex1", "registration"));
    assert_eq!(order(&stage).kind, Kind::Annex1);
    // On a screen that has not been shown yet, too.
    let mut fresh = Export::default();
    let acts = fresh.go(&to("liaisons", "final"), &stage.context, june(18, 17, 40));
    assert_eq!(acts, [Act::Ask(Asked::Export(Request::Look))]);
    stage.screen = fresh;
    stage.go(&Destination::Screen(crate::tui::screen::Place::Export));
    assert_eq!(order(&stage).kind, Kind::Liaisons);
}

#[test]
fn a_place_is_typed_pasted_or_dropped() {
    let (folder, mut stage) = writing();
    let own = tempfile::tempdir().expect("a folder");
    stage.press(KeyCode::Down);
    stage.keys("e");
    assert_eq!(stage.screen.scope(), Scope::Field);
    stage.retype("");
    stage.event(Event::Paste(format!("'{}'", own.path().display())));
    stage.press(KeyCode::F(9));
    assert_eq!(order(&stage).place, Some(own.path().to_owned()));
    stage.keys("x");
    assert_eq!(files(own.path()), ["附件2-汇总-截至6月18日.docx"]);
    stage.press(KeyCode::Enter);
    stage.keys("e");
    stage.retype(&own.path().join("年报.docx").display().to_string());
    stage.press(KeyCode::F(9));
    stage.keys("x");
    assert!(files(own.path()).contains(&"年报.docx".to_owned()));
    stage.press(KeyCode::Enter);
    // Emptied, it is the desk's own again.
    stage.keys("e");
    stage.retype("");
    stage.press(KeyCode::F(9));
    assert_eq!(order(&stage).place, None);
    assert!(!folder.path().join("导出").exists());
}

#[test]
fn a_failure_says_what_is_safe_and_what_to_do() {
    let (folder, mut stage) = writing();
    stage.keys("e");
    stage.retype(&folder.path().join("没有").display().to_string());
    stage.press(KeyCode::F(9));
    let acts = stage.keys("x");
    let [Act::Fault(fault)] = acts.as_slice() else {
        panic!("{acts:?}");
    };
    assert!(fault.message.contains("没有这个文件夹"), "{fault}");
    assert!(fault.message.contains("另选一个位置"), "{fault}");
    assert!(fault.safe.contains("数据没有变动"), "{fault}");
    // What was chosen is still there, and it can be tried again.
    assert!(!stage.screen.busy && order(&stage).place.is_some());
}

#[test]
fn every_unit_gets_one_of_its_own() {
    let (folder, mut stage) = writing();
    stage.press(KeyCode::Down);
    stage.keys("f");
    stage.keys("每家");
    stage.press(KeyCode::Enter);
    assert_eq!(order(&stage).whose, Recipients::Each);
    stage.keys("x");
    let written = files(&folder.path().join("导出"));
    assert_eq!(written.len(), 2, "the closed one gets none: {written:?}");
    let shown = stage.shown(200, 40);
    assert!(shown.contains("2 份文件已写好"), "{shown}");
    // A list of all units is one paper.
    stage.press(KeyCode::Enter);
    stage.press(KeyCode::Down);
    assert_eq!(order(&stage).kind, Kind::Liaisons);
    assert_eq!(
        order(&stage).whose,
        Recipients::One(Whose::Subtree(stage.context.seat))
    );
}

const WORD: Shape = Shape {
    format: Format::Docx,
    layout: Layout::Program,
};

fn each(place: Option<PathBuf>) -> Request {
    Request::Write(Order {
        kind: Kind::Annex1,
        of: None,
        table: None,
        whose: Recipients::Each,
        extent: Extent::Whole,
        counting: Counting::Received,
        shape: WORD,
        shapes: vec![WORD],
        place,
    })
}

#[test]
fn one_gives_up_in_between_and_keeps_what_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = desk(folder.path());
    let mut told = Vec::new();
    let mut report = |progress: crate::tui::program::Progress| {
        told.push((progress.done, progress.total));
        progress.done < 1
    };
    let answer = perform(&mut desk, each(None), june(18, 17, 40), &mut report);
    let Ok(Answer::Made(made)) = answer else {
        panic!("{answer:?}");
    };
    assert_eq!((made.paths.len(), made.ordered), (1, 2));
    assert_eq!(told, [(0, 2), (1, 2)]);
    assert_eq!(files(&folder.path().join("导出")).len(), 1);
    let mut stage: Stage<Export> = Stage::enter(desk, Theme::new(true));
    let context = stage.context.clone();
    let answer = crate::tui::work::Answer::Export(Answer::Made(made));
    stage.screen.receive(answer, &context, june(18, 17, 40));
    let shown = stage.shown(200, 40);
    assert!(
        shown.contains("写好了 1/2 份") && shown.contains("其余的没有写"),
        "{shown}"
    );
}

#[test]
fn many_papers_need_a_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut desk = desk(folder.path());
    let file = folder.path().join("一份.docx");
    let fault = perform(&mut desk, each(Some(file)), june(18, 17, 40), &mut |_| true)
        .expect_err("is no folder");
    assert!(
        fault.message.contains("不是文件夹") && fault.hint.contains("位置"),
        "{fault}"
    );
    assert_eq!(files(folder.path()), [] as [&str; 0]);
}

#[test]
fn the_mouse_opens_the_choices() {
    let mut stage = looked_at();
    stage.shown(80, 24);
    stage.click(10, 12);
    assert_eq!(stage.screen.scope(), Scope::Pick);
    stage.press(KeyCode::Esc);
    stage.click(10, 13);
    assert_eq!(stage.screen.scope(), Scope::Field);
}

#[test]
fn no_size_panics() {
    let mut stage = looked_at();
    for keys in ["", "f", "e"] {
        stage.keys(keys);
        for (width, height) in [(1, 4), (8, 5), (20, 8), (79, 24), (200, 60)] {
            stage.shown(width, height);
        }
        stage.press(KeyCode::Esc);
    }
}

/// A desk that was made with the notice's own forms writes into them, unless something else is chosen.
#[test]
fn the_notices_own_form_comes_first() {
    let folder = tempfile::tempdir().expect("a folder");
    let notice = crate::ops::campaign::known().remove(0);
    let new = NewDesk {
        campaign_source: notice.source,
        templates: notice.templates,
        name: String::new(),
        seat: NewSeat::Coordinator,
    };
    let place = folder.path().join("desk");
    let mut desk = desk::create(&place, &new, june(1, 8, 0)).expect("is made");
    desk.folder = PathBuf::from("/工作台/姑苏区民政和卫生健康局");
    let mut stage = Stage::enter(desk, Theme::new(true));
    stage.press(KeyCode::Down);
    let layout = |stage: &Stage<Export>| order(stage).shape.layout;
    assert_eq!(layout(&stage), Layout::Notice);
    assert!(stage.shown(80, 24).contains("填在通知的空表里"));
    stage.keys("v");
    assert_snapshot!("forms_80x24", stage.shown(80, 24));
    stage.keys("程序");
    stage.press(KeyCode::Enter);
    assert_eq!(layout(&stage), Layout::Program);
    // What suits another paper less gives way, and comes back.
    stage.press(KeyCode::Down);
    assert_eq!(order(&stage).shape.layout, Layout::Program);
    stage.press(KeyCode::Esc);
    stage.press(KeyCode::Up);
    assert_eq!(layout(&stage), Layout::Notice);
}
