//! Key scripts before a real desk in memory: what is shown, what is done, what is asked of the program.

mod change;
mod import;
mod list;
mod registering;

use super::*;
use crate::domain::campaign::{Campaign, builtin};
use crate::ops::Desk;
use crate::ops::desk::{self, NewDesk, NewSeat};
use crate::ops::draft;
use crate::ops::sample::{self, june};
use crate::tui::screen::{Act, Event};
use crate::tui::screens::stage::{Stage, coordinator, liaison};
use crate::tui::theme::Theme;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

fn theme() -> Theme {
    Theme::new(true)
}

fn collecting() -> Stage<Units> {
    Stage::enter(coordinator(), theme())
}

/// A coordinator's desk as it is on the first day.
fn fresh() -> Stage<Units> {
    let campaign = Campaign::parse(builtin()[0].1).expect("the notice is sound");
    let desk = Desk::in_memory(campaign, NewSeat::Coordinator, june(1, 8, 0));
    Stage::enter(desk.expect("makes a desk"), theme())
}

fn control(stage: &mut Stage<Units>, c: char) -> Vec<Act> {
    let key = KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL);
    stage.event(Event::Key(key))
}

/// Types, and goes on to the next field.
fn fill(stage: &mut Stage<Units>, texts: &[&str]) {
    for text in texts {
        assert_eq!(stage.keys(text), []);
        assert_eq!(stage.press(KeyCode::Tab), []);
    }
}

fn names(stage: &Stage<Units>) -> Vec<&str> {
    let units = stage.context.reporters();
    units.map(|unit| unit.name.as_str()).collect()
}

fn notice(acts: &[Act]) -> &str {
    match acts {
        [Act::Notice(text), ..] => text,
        acts => panic!("no notice: {acts:?}"),
    }
}

#[test]
fn no_size_panics() {
    let mut stage = collecting();
    let scripts: [&[KeyCode]; 4] = [
        &[],
        &[KeyCode::Char('n')],
        &[KeyCode::Esc, KeyCode::Char('f')],
        &[KeyCode::Esc, KeyCode::Enter],
    ];
    for script in scripts {
        for &code in script {
            stage.press(code);
        }
        for width in [1, 20, 80, 121] {
            for height in [4, 8, 24, 41] {
                stage.shown(width, height);
            }
        }
    }
}
