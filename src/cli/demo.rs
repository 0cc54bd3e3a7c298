//! `anyue demo`: the demonstration desk, in its own folder, at its own time. Where standard output is no terminal it
//! prints the overview and the matrix instead.

use clap::Args;

use super::answer::Answer;
use super::failure::Failure;
use super::overview;
use super::session::Session;
use crate::error::Fault;
use crate::ops::Desk;
use crate::ops::demo::{DemoSeat, Demonstration};
use crate::tui;
use crate::tui::screen::{Destination, Place};

/// The campaign that is shown where none is named.
pub(super) const CAMPAIGN: &str = "gusu-2020";

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(long, help = "打开一家单位自己的工作台（联络员看到的）")]
    liaison: bool,
    #[arg(long, help = "丢掉上次演示里的改动，重新做一份")]
    fresh: bool,
    #[arg(long, value_name = "编号", default_value = CAMPAIGN, help = "演示哪一个活动")]
    campaign: String,
}

pub(super) fn run(arguments: &Arguments, session: &mut Session<'_>) -> Result<Answer, Failure> {
    if session.names_desk() {
        let message = "演示总在自己的目录里，不看 --desk";
        let hint = "去掉 --desk；演示建好以后，用 anyue desks 看它在哪里，再用 --desk 打开它";
        return Err(Fault::problem(message).hint(hint).into());
    }
    let demo = Demonstration::of(&arguments.campaign)?;
    let seat = if arguments.liaison {
        DemoSeat::Liaison
    } else {
        DemoSeat::Coordinator
    };
    let mut desk = desk(&demo, seat, arguments.fresh, session)?;
    if session.is_terminal() {
        tui::open(
            desk,
            &session.clock(),
            session.has_colours(),
            &Destination::Screen(Place::Overview),
        )?;
        return Ok(Answer::nothing());
    }
    overview::with_matrix(&mut desk, session)
}

/// Opens the demonstration's desk and sets the time to the demonstration's, unless the user set another.
pub(super) fn desk(
    demo: &Demonstration,
    seat: DemoSeat,
    fresh: bool,
    session: &mut Session<'_>,
) -> Result<Desk, Fault> {
    session.play_at(demo.now()?);
    let root = session.paths()?.demo();
    let mut tell = |done: u64, all: u64| {
        session.tell_progress(&format!("正在准备演示 {done}/{all}"));
    };
    let opened = demo.open(&root, seat, fresh, &mut tell);
    session.tell_progress("");
    let mut desk = opened?;
    session.furnish(&mut desk);
    // Invented packets lie on the demonstration's own desk, apart from real ones.
    desk.outbox = None;
    Ok(desk)
}
