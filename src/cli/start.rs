//! No command: the terminal program, on the desk that was named or was opened last, or at the first start.

use super::answer::Answer;
use super::demo;
use super::failure::Failure;
use super::session::Session;
use crate::error::Fault;
use crate::ops::Desk;
use crate::ops::demo::{DemoSeat, Demonstration};
use crate::ops::desk;
use crate::tui;
use crate::tui::screen::{Destination, Place};
use crate::tui::start::{self, Chosen};

/// Opens the terminal program. Where there is no desk yet, the user makes one first.
pub fn run(session: &mut Session<'_>) -> Result<Answer, Failure> {
    let folder = match session.folder() {
        Ok(folder) => Some(folder),
        // A desk that was named must be there; that none was opened before is the first start.
        Err(fault) if session.names_desk() => return Err(fault.into()),
        Err(_) => None,
    };
    let (desk, to) = match folder {
        Some(folder) => (session.open(&folder)?, Destination::Screen(Place::Overview)),
        None => match first_start(session)? {
            Some(opened) => opened,
            None => return Ok(Answer::nothing()),
        },
    };
    tui::open(desk, &session.clock(), session.has_colours(), &to)?;
    Ok(Answer::nothing())
}

/// Asks what to open; `None` where the user left.
fn first_start(session: &mut Session<'_>) -> Result<Option<(Desk, Destination)>, Failure> {
    let root = session.paths()?.desks();
    let chosen = start::choose(&root, &session.clock(), session.has_colours());
    let chosen = chosen.map_err(Fault::from)?;
    Ok(match chosen {
        None => None,
        Some(Chosen::Open(folder)) => {
            desk::remember(&root, &folder)?;
            Some((session.open(&folder)?, Destination::Screen(Place::Overview)))
        }
        Some(Chosen::Made { folder, collects }) => {
            let to = if collects {
                Destination::Import
            } else {
                Destination::Screen(Place::Overview)
            };
            Some((session.open(&folder)?, to))
        }
        Some(Chosen::Demonstration) => {
            let demo = Demonstration::of(demo::CAMPAIGN)?;
            let desk = demo::desk(&demo, DemoSeat::Coordinator, false, session)?;
            Some((desk, Destination::Screen(Place::Overview)))
        }
    })
}
