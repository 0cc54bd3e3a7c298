//! The terminal program.

pub mod app;
pub mod dump;
pub mod keys;
pub mod kit;
pub mod program;
pub mod run;
pub mod screen;
pub mod screens;
pub mod theme;
pub mod work;

use crate::clock::Clock;
use crate::error::Fault;
use crate::ops::Desk;
use app::App;
use screen::Place;
use theme::Theme;
use work::DeskWorker;

/// Runs the program on an open desk until the user quits.
pub fn open(desk: Desk, clock: &Clock, theme: Theme) -> Result<(), Fault> {
    let worker = DeskWorker::new(desk, theme);
    let mut app = App::new(worker.context()?, Place::Overview);
    let first = app.begin(clock.now());
    run::run(&mut app, worker, first, clock).map_err(|error| {
        Fault::environment(format!("终端没有响应：{error}"))
            .safe("填过的内容都已保存")
            .hint("请换一个终端窗口再打开")
    })
}
